"""The text of a work as it was read: one string, and what stands where in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from academichub.model import Instant

Scope = Literal["title", "abstract", "full text"]
"""How much of a work was read."""

PieceKind = Literal[
    "heading", "paragraph", "equation", "theorem", "proof", "caption", "table", "reference", "note"
]
"""What a stretch of a document is. ``theorem`` is any stated environment: lemma, definition, claim."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document: ``text[start:end]`` of it. Pieces are in order and do not overlap.

    ``label`` is what the work itself calls it: ``Theorem 2``, ``Table 1``, ``[12]``, ``3.1``.
    ``section`` is the number in `Document.sections` it stands in, -1 before the first.
    """

    kind: PieceKind
    start: int
    end: int
    label: str = ""
    section: int = -1


@dataclass(frozen=True, slots=True)
class Heading:
    """A section: its title without its number, its level (1 is outermost), where its text is."""

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text points to an entry of the reference list or to a figure or table.

    ``target`` is the place of the entry in `Document.entries` for a reference, else -1; ``what`` is
    ``reference``, ``figure``, ``table``, ``equation`` or ``section``; ``label`` as it is written there.
    """

    what: str
    start: int
    end: int
    label: str
    target: int = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the reference list: ``text[start:end]``, and what its source says of it itself.

    ``key`` is the source's own name of it (a BibTeX key, an anchor); ``doi``, ``arxiv`` and ``url`` are
    given only where the source marks them up or prints them whole.
    """

    start: int
    end: int
    key: str = ""
    label: str = ""
    title: str = ""
    year: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that a reader does not see: ``how`` it is hidden, and where it was found in the source."""

    text: str
    how: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A work's text with everything that stands in it.

    ``text`` is plain text with ``$tex$`` for formulas; all offsets are into it, in code points.
    ``engine`` and ``engine_version`` say what read it, ``source_sha256`` of which bytes, ``sha256`` is that
    of ``text`` as UTF-8. ``notes`` are for people: what could not be read.
    """

    work: str
    scope: Scope
    text: str
    sha256: str
    engine: str
    engine_version: str
    source_sha256: str = ""
    source_url: str = ""
    version: int | None = None
    read_at: Instant = ""
    sections: tuple[Heading, ...] = ()
    pieces: tuple[Piece, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entries: tuple[Entry, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, kind: PieceKind) -> Iterator[Piece]:
        """The pieces of one kind, in order."""
        return (piece for piece in self.pieces if piece.kind == kind)

    def section_at(self, place: int) -> str:
        """The title of the innermost section a place is in, ``""`` before the first."""
        inside = [one for one in self.sections if one.start <= place < one.end]
        return max(inside, key=lambda one: one.level).title if inside else ""
