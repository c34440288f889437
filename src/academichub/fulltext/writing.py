"""Puts a document together, piece by piece, whatever it was read from.

What every engine has in common: white space, characters that are not seen, where a piece begins and
ends, in which section it stands, and to which entry a citation points. Never decides what a piece is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from academichub.argument.documents import (
    Document,
    Entry,
    Heading,
    Hidden,
    Mention,
    Piece,
    PieceKind,
    Scope,
)
from academichub.fulltext.marks import Marks

LONGEST = 8_000_000
"""Characters a document may have; what comes after them is left out, and said to be."""

LINE = "\x1e"
"""In a run: a line break that stays. Any other white space is a space."""

MOST_HIDDEN = 400
_SPACES = re.compile(r"(\s+)")
_UNSEEN = re.compile("[\u200b\u2060-\u2064\ufeff\U000e0001-\U000e007f]+")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\ufffe\uffff\ud800-\udfff]")
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_POINTING = re.compile(
    r"\b(?P<what>Fig(?:ure|\.)?s?\.?|Tab(?:le|\.)s?)[ \u00a0]?(?P<label>S?\d{1,3}|[IVX]{1,5}\b|[A-Z]\.?\d{1,2})"
)
_AROUND = 80
_CITING = frozenset({"paragraph", "theorem", "proof", "caption", "note"})


@dataclass(frozen=True, slots=True)
class Point:
    """What a run of text points to: an entry by its *key*, a formula or a section by its *label*."""

    what: str
    key: str = ""
    label: str = ""


Run = tuple[str, Point | None]
"""Some text, and what it points to."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from."""

    work: str
    engine: str
    engine_version: str
    sha256: str = ""
    url: str = ""
    version: int | None = None
    read_at: str = ""


@dataclass(slots=True)
class _Open:
    title: str
    level: int
    start: int
    end: int = -1


@dataclass(slots=True)
class Writer:
    """A document while it is being written."""

    _text: list[str] = field(default_factory=list)
    _at: int = 0
    _sections: list[_Open] = field(default_factory=list)
    _current: list[int] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _points: list[tuple[Point, int, int, str]] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)
    _hidden: dict[Hidden, None] = field(default_factory=dict)
    _notes: dict[str, None] = field(default_factory=dict)

    def heading(self, runs: Sequence[Run], level: int, label: str = "") -> None:
        """Begin a section."""
        self.close(level)
        if (place := self._write(runs)) is None:
            return
        start, end, text = place
        self._sections.append(_Open(text, level, start))
        self._current.append(len(self._sections) - 1)
        self._pieces.append(Piece("heading", start, end, label, self._current[-1]))

    def close(self, level: int) -> None:
        """End the open sections of *level* and below."""
        while self._current and self._sections[self._current[-1]].level >= level:
            self._sections[self._current.pop()].end = self._at

    def block(
        self, kind: PieceKind, runs: Sequence[Run], label: str = ""
    ) -> tuple[int, int] | None:
        """Add a piece; its place, or None where there is nothing to be seen in it."""
        if (place := self._write(runs)) is None:
            return None
        section = self._current[-1] if self._current else -1
        self._pieces.append(Piece(kind, *place[:2], " ".join(label.split()), section))
        return place[0], place[1]

    def entry(self, runs: Sequence[Run], **said: str) -> None:
        """Add an entry of the reference list; *said* are the other fields of `Entry`."""
        if place := self.block("reference", runs, said.get("label", "")):
            self._entries.append(replace(Entry(*place), **said))  # type: ignore[arg-type]

    def place(self) -> tuple[int, int, int, int]:
        """Where the writing has come to, for `back`."""
        return self._at, len(self._text), len(self._pieces), len(self._points)

    def back(self, place: tuple[int, int, int, int]) -> None:
        """Take back the pieces written since *place*; no section may have been begun since."""
        self._at, texts, pieces, points = place
        del self._text[texts:], self._pieces[pieces:], self._points[points:]

    @property
    def section(self) -> str:
        """The title of the section that is being written."""
        return self._sections[self._current[-1]].title if self._current else ""

    def hide(self, text: str, how: str, where: str = "") -> None:
        """Keep text that a reader does not see."""
        kept = " ".join(_seen(text).split())
        if kept and len(self._hidden) < MOST_HIDDEN:
            self._hidden.setdefault(Hidden(kept[:4000], how, where))

    def note(self, text: str) -> None:
        """Say what could not be read."""
        if len(self._notes) < 50:
            self._notes.setdefault(text)

    def _write(self, runs: Iterable[Run]) -> tuple[int, int, str] | None:
        written, points = _laid([(self._checked(text), point) for text, point in runs])
        if not written:
            return None
        gap = 2 if self._at else 0
        if self._at + gap + len(written) > LONGEST:
            self.note("the text is longer than is read; its end is missing")
            return None
        start = self._at + gap
        self._text.append("\n\n" * bool(gap) + written)
        self._at = start + len(written)
        self._points += [(point, start + a, start + b, written[a:b]) for point, a, b in points]
        return start, self._at, written

    def _checked(self, text: str) -> str:
        if not text.isascii():
            for run in _UNSEEN.finditer(text):
                self._unseen(text, run)
        return _seen(text)

    def _unseen(self, text: str, run: re.Match[str]) -> None:
        if _TAGS.search(run[0]):
            said = "".join(chr(ord(one) - 0xE0000) for one in run[0] if ord(one) > 0xE001F)
            self.hide(said, "tag characters", self.section)
        else:
            around = text[max(0, run.start() - _AROUND) : run.end() + _AROUND]
            self.hide(around, "zero-width characters", self.section)

    def finish(self, source: Source, scope: Scope = "full text") -> Document:
        """The document as it was written."""
        self.close(0)
        text = "".join(self._text)
        return Document(
            work=source.work,
            scope=scope,
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
            engine=source.engine,
            engine_version=source.engine_version,
            source_sha256=source.sha256,
            source_url=source.url,
            version=source.version,
            read_at=source.read_at,
            sections=tuple(Heading(s.title, s.level, s.start, s.end) for s in self._sections),
            pieces=tuple(self._pieces),
            mentions=self._mentions(text),
            entries=tuple(self._entries),
            hidden=tuple(self._hidden),
            notes=tuple(self._notes),
        )

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        entries = {entry.key: place for place, entry in reversed(list(enumerate(self._entries)))}
        found = [
            Mention(p.what, a, b, p.label or seen, entries.get(p.key, -1) if p.key else -1)
            for p, a, b, seen in self._points
        ]
        found += _pointings(text, self._pieces)
        if self._entries and not any(one.what == "reference" for one in found):
            found += self._printed(text)
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.what)))

    def _printed(self, text: str) -> Iterable[Mention]:
        """Citations that are only printed, where the source marks up none."""
        marks = Marks([(one.label, text[one.start : one.end]) for one in self._entries])
        for piece in self._pieces:
            if piece.kind in _CITING:
                for mark in marks.of(text[piece.start : piece.end]):
                    start, end = piece.start + mark.start, piece.start + mark.end
                    yield Mention("reference", start, end, mark.label, mark.target)


def _pointings(text: str, pieces: Sequence[Piece]) -> Iterable[Mention]:
    """Where the running text names a figure or a table; a caption naming itself does not."""
    for piece in pieces:
        if piece.kind in {"reference", "table", "equation", "heading"}:
            continue
        for found in _POINTING.finditer(text, piece.start, piece.end):
            if piece.kind == "caption" and found.start() == piece.start:
                continue
            what = "figure" if found["what"].startswith("F") else "table"
            yield Mention(what, found.start(), found.end(), f"{what.title()} {found['label']}")


def _seen(text: str) -> str:
    """*text* as a reader sees it, in one spelling."""
    if text.isascii():
        return _REFUSED.sub("", text)
    shown = _REFUSED.sub("", _UNSEEN.sub("", text)).translate(_LIGATURES)
    return unicodedata.normalize("NFC", shown)


def _laid(runs: Sequence[Run]) -> tuple[str, list[tuple[Point, int, int]]]:
    """The runs one behind the other with single spaces, and where those are that point."""
    out: list[str] = []
    points: list[tuple[Point, int, int]] = []
    at, space = 0, True
    for text, point in runs:
        start: int | None = None
        for part in _SPACES.split(text):
            if not part:
                continue
            if not part.isspace():
                start = at if start is None else start
                out.append(part)
                at, space = at + len(part), False
            elif not space:
                out.append("\n" if LINE in part else " ")
                at, space = at + 1, True
            elif LINE in part and out:
                out[-1] = "\n"
        if point and start is not None:
            points.append((point, start, at - space))
    return "".join(out).rstrip(), points
