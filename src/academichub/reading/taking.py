"""What is read of a work, as sentences: of its full text where that is at hand, else of its record.

Never rewrites: a sentence's text is the document's own from its start to its end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from academichub import evidence
from academichub.argument import Language, Role, Sentence
from academichub.argument.documents import Document, Piece
from academichub.argument.reviews import Material
from academichub.model import Work
from academichub.reading.sections import ROLES, Place, Sections

_READ = frozenset({"paragraph", "theorem", "caption"})
_NAMED = re.compile(r"\s*(?:\([^()]{0,120}\)\s*)?[.:]?\s*")
_LONGEST = 1_200_000
"""Characters of a text that are read, some 400 pages; what comes behind them is left out."""


def material(work: Work, document: Document, language: Language) -> Material:
    """Take the sentences of *work* from *document*, or from its record where that is all there is."""
    if document.scope != "full text":
        return Material(work, document, evidence.gather([work]), language)
    return Material(work, document, tuple(_sentences(work, document)), language)


def _sentences(work: Work, document: Document) -> list[Sentence]:
    """All sentences of the argument in order, each name decided over the whole text."""
    sections = Sections(document)
    starts = (
        (_begin(document, piece), piece.end)
        for piece in document.pieces
        if piece.kind in _READ and sections.place(piece.start).kind != "aside"
    )
    passages = {str(start): document.text[start:end] for start, end in starts if end <= _LONGEST}
    bare = replace(work, title="", abstract=None)
    found = evidence.gather([bare], {work.id: passages})
    return [_placed(one, sections) for one in found]


def _begin(document: Document, piece: Piece) -> int:
    """Where the words of *piece* begin: behind the name that a theorem goes by."""
    if piece.kind != "theorem" or not document.text.startswith(piece.label, piece.start):
        return piece.start
    named = _NAMED.match(document.text, piece.start + len(piece.label), piece.end)
    return named.end() if named else piece.start


def _placed(one: Sentence, sections: Sections) -> Sentence:
    begin = int(one.field)
    start, end = begin + one.start, begin + one.end
    role = _role(one, sections.place(start))
    return replace(one, field="text", start=start, end=end, role=role)


def _role(one: Sentence, place: Place) -> Role:
    """What its part says it does, but for what is a limit by its own words."""
    if place.kind in ("abstract", "front") or one.role == "limit":
        return one.role
    return ROLES.get(place.kind, one.role)
