"""What the page of a review shows: each statement with what it stands on, each quote in its place.

Pure; text of works becomes markup only by the renderer of formulas, which escapes all else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from academichub.argument import Quote, Statement
from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.argument.reviews import ReadingPart, Review
from academichub.audits import telling
from academichub.model import Work
from academichub.render import mathml
from academichub.web.brief_view import window

_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_BREAK = "\n\n"
_SEVERITIES = ("error", "warning", "note")
_MOST_OF_A_CHECK = 8

READING = (
    "core_claim", "mechanism", "consequences", "editorial", "load_bearing_premise", "falsifier",
)  # fmt: skip
"""The parts that follow the pith, in their order."""

LEDGER = ("parameters", "axioms", "entities")


@dataclass(frozen=True, slots=True)
class Place:
    """A quote where it stands; ``text`` has it marked, ``heading`` says in what part of the work.

    ``stands`` is false where the work's text has changed since: then it is what was kept.
    """

    heading: str
    text: Markup
    before: bool = False
    after: bool = False
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A statement as it is shown: its words, what it stands on, and what it is about."""

    one: Statement
    text: Markup
    places: tuple[Place, ...]
    label: str
    lang: str

    @property
    def anchor(self) -> str:
        """Its name within the page."""
        return f"s-{self.one.id}"

    @property
    def is_latin(self) -> bool:
        """Whether its words hold no Chinese, so that its quotation marks are not wide."""
        return not _CHINESE.search(self.one.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the reading as it is shown: its points, or why there are none."""

    name: str
    points: tuple[Point, ...]
    empty: str
    is_written: bool

    def __len__(self) -> int:
        return len(self.points)

    def about(self, label: str) -> list[Point]:
        """The points with this label."""
        return [point for point in self.points if point.label == label]


@dataclass(frozen=True, slots=True)
class Observed:
    """A finding as it is shown, with its evidence in place, in the reader's language."""

    one: Finding
    places: tuple[Place, ...]
    message: str
    dispute: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one check: some at once, the rest on demand."""

    check: str
    title: str
    first: tuple[Observed, ...]
    rest: tuple[Observed, ...]


class Texts:
    """What a work says, to find quotes in: its record's fields, and the document where it is kept.

    Args:
        work: the record, None where the store has none.
        document: the text that was read, None where it is not at hand.
    """

    def __init__(self, work: Work | None, document: Document | None) -> None:
        self._document = document
        self._fields = {"title": work.title, "abstract": work.abstract or ""} if work else {}
        if document:
            self._fields["text"] = document.text

    def place(self, quote: Quote) -> Place:
        """A quote where it stands."""
        return self._place(quote.field, quote.start, quote.end, quote.text)

    def evidence(self, finding: Finding) -> tuple[Place, ...]:
        """What a finding stands on; its offsets are into the document, whatever its field is called."""
        same = (
            self._document if self._document and self._document.sha256 == finding.document else None
        )
        return tuple(
            self._place("text", one.start, one.end, one.text, one.field)
            if same
            else Place(one.field, quoted(one.text))
            for one in finding.evidence
        )

    def _place(self, field: str, start: int, end: int, said: str, heading: str = "") -> Place:
        text = self._fields.get(field, "")
        if text[start:end] != said:
            return Place(heading or field, quoted(said), stands=not text or bool(heading))
        whole, first = _paragraph(text, start, end)
        at, to = window(whole, [(start - first, end - first)])
        marks = ((start - first - at, end - first - at),)
        return Place(
            heading or self._heading(field, start),
            _in_place(whole[at:to], marks),
            at > 0,
            to < len(whole),
        )

    def _heading(self, field: str, start: int) -> str:
        if field != "text" or self._document is None:
            return field
        return self._document.section_at(start) or self._document.scope


class Shown:
    """A review, or what is written of it so far, ready for its templates.

    Args:
        parts: the parts that are written, by name.
        language: in which language they are written.
        texts: what the work says.
    """

    def __init__(self, parts: Mapping[str, ReadingPart], language: str, texts: Texts) -> None:
        self._parts, self.language, self._texts = parts, language, texts
        self._shown: dict[str, Passage] = {}

    def part(self, name: str) -> Passage:
        """One part of the reading."""
        if name not in self._shown:
            self._shown[name] = self._passage(name)
        return self._shown[name]

    def answers(self, comment: str) -> list[Point]:
        """What the authors could answer to a comment."""
        return self.part("rebuttal").about(comment)

    @property
    def comments(self) -> list[tuple[str, Point]]:
        """The referee's comments, each with the name of its part."""
        return [(name, point) for name in ("major", "minor") for point in self.part(name).points]

    def _passage(self, name: str) -> Passage:
        part = self._parts.get(name)
        if part is None:
            return Passage(name, (), "", is_written=False)
        points = tuple(self._point(one, part.label(one.id)) for one in part.statements)
        return Passage(name, points, part.empty, is_written=True)

    def _point(self, one: Statement, label: str) -> Point:
        places = tuple(self._texts.place(quote) for quote in one.quotes)
        return Point(one, _marked(one.text), places, label, self.language)


def whole(review: Review, texts: Texts) -> Shown:
    """A review that is done."""
    return Shown({part.name: part for part in review.parts}, review.language, texts)


def kinds(
    findings: Sequence[Finding], checks: Sequence[Check], texts: Texts, language: str
) -> list[Kind]:
    """The findings by check, the gravest first.

    Args:
        findings: what was found.
        checks: what made it.
        texts: what the work says.
        language: the reader's, by its code.
    """
    said = telling.messages(findings, language)
    known = {check.id: check for check in checks}
    by_check: dict[str, list[Observed]] = {}
    for one in sorted(findings, key=lambda found: _SEVERITIES.index(found.severity)):
        dispute = telling.dispute(one.check, one.dispute, language)
        seen = Observed(one, texts.evidence(one), said[one.sha256], dispute)
        by_check.setdefault(one.check, []).append(seen)
    return [
        Kind(name, telling.title(known[name], language) if name in known else name,
             tuple(same[:_MOST_OF_A_CHECK]), tuple(same[_MOST_OF_A_CHECK:]))
        for name, same in by_check.items()
    ]  # fmt: skip


def clean(findings: Iterable[Finding], checks: Sequence[Check]) -> list[Check]:
    """The checks that found nothing."""
    spoke = {one.check for one in findings}
    return [check for check in checks if check.id not in spoke]


def quoted(text: str) -> Markup:
    """A text that is its own quote, from end to end."""
    return _in_place(text, ((0, len(text)),))


def _paragraph(text: str, start: int, end: int) -> tuple[str, int]:
    """The paragraph around a place, and where it begins."""
    first = text.rfind(_BREAK, 0, start)
    first = 0 if first < 0 else first + len(_BREAK)
    last = text.find(_BREAK, end)
    return text[first : last if last >= 0 else len(text)], first


@lru_cache(maxsize=4_000)
def _in_place(text: str, marks: tuple[tuple[int, int], ...]) -> Markup:
    return Markup(mathml.markup(text, marks))  # noqa: S704  # it escapes all but its own math


def _marked(text: str) -> Markup:
    return _in_place(text, ())
