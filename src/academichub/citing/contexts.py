"""The sentences of a document that cite an entry of its reference list, or name a work by its name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from academichub.argument.documents import Document, Mention, Piece
from academichub.argument.reviews import Stance
from academichub.citing.stance import WEIGHTS, stance
from academichub.model import Work
from academichub.text import sentences

_LONGEST = 1200
_COLON = re.compile(r"^\s*([\w$\\^+\-]{2,24}?)\s*[:：]\s")
_COINED = re.compile(
    r"\b(?:introduc|propos|present|develop|call|term|nam|dub|releas)\w*\b[^.;]{0,160}?"
    r"\(([A-Z][\w-]{1,15})\)|\b(?:call(?:ed)?|term(?:ed)?|named|dubbed)\s+(?:it\s+)?\\?(?:emph\{)?([A-Z]\w*[A-Z0-9][\w-]*)"
)


class Context(NamedTuple):
    """A sentence, ``document.text[start:end]``, and where in the text it cites."""

    start: int
    end: int
    at: int


def contexts(document: Document) -> dict[int, tuple[Context, ...]]:
    """The citing sentences of each entry that is cited, by its place in ``document.entries``."""
    found: dict[int, dict[int, Context]] = {}
    for piece, mentions in _cited_in(document):
        spans = sentences(document.text[piece.start : piece.end])
        starts = [piece.start + start for start, _ in spans]
        for mention in mentions:
            place = bisect_right(starts, mention.start) - 1
            if place < 0:
                continue
            start, end = starts[place], piece.start + spans[place][1]
            if mention.start < end <= start + _LONGEST:
                found.setdefault(mention.target, {}).setdefault(
                    start, Context(start, end, mention.start)
                )
    return {target: tuple(by_start.values()) for target, by_start in found.items()}


def telling(document: Document, there: Sequence[Context]) -> tuple[Context, Stance] | None:
    """The one of some citing sentences that says most of what is cited, and what it does with it."""
    judged = [
        (one, stance(document.text[one.start : one.end], one.at - one.start)) for one in there
    ]
    return max(judged, key=lambda pair: (WEIGHTS[pair[1]], -pair[0].start), default=None)


def names(work: Work) -> tuple[str, ...]:
    """What others may call *work* in a sentence: its title, and the name it gives to what is new in it."""
    colon = _COLON.match(work.title)
    coined = (next(filter(None, found.groups())) for found in _COINED.finditer(work.abstract or ""))
    given = (colon[1] if colon else "", *coined)
    return tuple(dict.fromkeys([work.title, *(one for one in given if _is_a_name(one))]))


def named(passage: str, called: Sequence[str]) -> tuple[str, int] | None:
    """The first sentence of *passage* that says one of these names, and where in it."""
    for start, end in sentences(passage):
        sentence = passage[start:end]
        for name in called:
            found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence)
            if found:
                return sentence, found.start()
    return None


def _is_a_name(word: str) -> bool:
    """Whether a word is no common one: two capitals, or a capital and a figure."""
    return (
        len(word) > 2 and sum(c.isupper() or c.isdigit() for c in word) > 1 and not word.isdigit()
    )


def _cited_in(document: Document) -> Iterator[tuple[Piece, list[Mention]]]:
    """The pieces that cite, each with its citations of entries."""
    pieces = [one for one in document.pieces if one.kind != "reference"]
    starts = [one.start for one in pieces]
    by_piece: dict[int, list[Mention]] = {}
    for mention in document.mentions:
        place = bisect_right(starts, mention.start) - 1
        if mention.what != "reference" or mention.target < 0 or place < 0:
            continue
        if mention.start < pieces[place].end:
            by_piece.setdefault(place, []).append(mention)
    return ((pieces[place], mentions) for place, mentions in sorted(by_piece.items()))
