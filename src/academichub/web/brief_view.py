"""What the page of a brief shows: each statement with its numbers, each quote in its place.

Pure; text of works becomes markup only by the renderer of formulas, which escapes all else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from academichub import formulas
from academichub.argument import Brief, Cited, First, Outline, Part, Quote, Statement
from academichub.render import mathml

Texts = Mapping[str, Mapping[str, str]]
"""By work and field, the text as the store has it now."""

_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")

_WHOLE = 2_400
"""A field up to so many characters is shown as a whole around a quote."""
_AROUND = 600
"""Of a longer one, so many on either side."""
_FEW = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A quote, or several of one field, where they stand; ``text`` has them marked.

    ``stands`` is false where the source says it there no more: then it is what was kept.
    """

    field: str
    text: Markup
    before: bool = False
    after: bool = False
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Marker:
    """The [n] of a statement: a work, and what of it the statement stands on."""

    work: Cited
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is shown: in which language, and by what name within its page."""

    one: Statement
    text: Markup
    markers: tuple[Marker, ...]
    lang: str
    anchor: str

    @property
    def lead(self) -> str:
        """The words before it; Chinese ones need no space after them."""
        lead = self.one.lead
        return f"{lead} " if lead and not _CHINESE.match(lead[-1]) else lead

    @property
    def is_latin(self) -> bool:
        """Whether its words hold no Chinese, so that its quotation marks are not wide."""
        return not _CHINESE.search(self.one.text)


@dataclass(frozen=True, slots=True)
class Group:
    """The works of a theme or of a side of a bridge: some at once, the rest on demand."""

    first: tuple[Cited, ...]
    rest: tuple[Cited, ...]

    def __len__(self) -> int:
        return len(self.first) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Row:
    """A method, and the works that use it, field by field."""

    method: str
    cells: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """The table of methods and fields."""

    fields: tuple[str, ...]
    rows: tuple[Row, ...]


class Shown:
    """A brief, or what is written of it so far, ready for its templates.

    Args:
        frame: the brief, or its outline while it is made.
        written: the statements of each section that is written, by its key.
        texts: what the works say.
        side: tells its statements from those of another brief on the same page.
    """

    def __init__(
        self,
        frame: Brief | Outline,
        written: Mapping[str, Sequence[Statement]],
        texts: Texts,
        side: str = "",
    ) -> None:
        self.frame = frame
        self._written, self._texts, self._side = written, texts, side
        self._works = {one.work: one for one in frame.works}

    def said(self, key: str) -> list[Said]:
        """What is said in a section; nothing where it is not written yet."""
        return [self.statement(one) for one in self._written.get(key, ())]

    def is_written(self, key: str) -> bool:
        """Whether somebody wrote that section already."""
        return key in self._written

    @property
    def says_anything(self) -> bool:
        """Whether there is any sentence."""
        return any(self._written.values())

    def works(self, names: Iterable[str]) -> Group:
        """These works, as far as they are listed."""
        found = tuple(self._works[name] for name in names if name in self._works)
        return Group(found[:_FEW], found[_FEW:])

    @property
    def reading(self) -> list[tuple[Cited, First]]:
        """What to read first."""
        return [
            (self._works[one.work], one) for one in self.frame.reading if one.work in self._works
        ]

    @property
    def labels(self) -> Mapping[str, str]:
        """The names of the themes, by key."""
        return {theme.key: theme.label for theme in self.frame.themes}

    @property
    def crossed(self) -> Crossed:
        """The table of methods and fields, the fields with most works first."""
        counted: dict[str, int] = {}
        for row in self.frame.crossings:
            for field, names in row.works:
                counted[field] = counted.get(field, 0) + len(names)
        fields = tuple(sorted(counted, key=lambda field: -counted[field]))
        return Crossed(fields, tuple(
            Row(row.method, tuple(self._few(dict(row.works).get(field, ())) for field in fields))
            for row in self.frame.crossings
        ))  # fmt: skip

    def statement(self, one: Statement) -> Said:
        """One statement with its numbers."""
        cited = [quote for quote in one.quotes if quote.work in self._works]
        by_work: dict[str, list[Quote]] = {}
        for quote in cited:
            by_work.setdefault(quote.work, []).append(quote)
        markers = tuple(
            Marker(self._works[work], tuple(places(quotes, self._texts.get(work, {}))))
            for work, quotes in by_work.items()
        )
        lang = self.frame.ask.language
        return Said(one, _marked(one.text), markers, lang, f"{self._side}s-{one.id}")

    def _few(self, names: Sequence[str]) -> Group:
        found = self.works(names)
        every = (*found.first, *found.rest)
        return Group(every[:4], every[4:]) if len(every) > 5 else Group(every, ())


def whole(brief: Brief, texts: Texts, side: str = "") -> Shown:
    """A brief that is done."""
    written = {one.key: one.statements for one in brief.themes}
    written |= {one.key: one.statements for one in brief.bridges}
    written |= {one.key: one.statements for one in (*brief.agreements, *brief.tensions)}
    written |= {one.key: one.statements for one in brief.gaps}
    written |= {"headline": brief.headline, "changed": brief.changed}
    return Shown(brief, written, texts, side)


def so_far(outline: Outline, parts: Iterable[Part], texts: Texts) -> Shown:
    """What is written of a brief that is being made."""
    return Shown(outline, {part.section: part.statements for part in parts}, texts)


def places(quotes: Sequence[Quote], texts: Mapping[str, str]) -> list[Place]:
    """Quotes of one work, each in its place; those of one field together."""
    ordered = sorted(quotes, key=attrgetter("field", "start"))
    found = []
    for field, same in groupby(ordered, key=attrgetter("field")):
        text, held = texts.get(field, ""), tuple(same)
        standing = [one for one in held if text[one.start : one.end] == one.text]
        if standing:
            found.append(_place(field, text, [(one.start, one.end) for one in standing]))
        found += [
            Place(field, _quoted(one.text), stands=not text)
            for one in held
            if one not in standing
        ]  # fmt: skip
    return sorted(found, key=lambda one: one.field != "title")


def window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Which piece of *text* to show around *spans*: all of a short one, and never half a formula."""
    if len(text) <= _WHOLE:
        return 0, len(text)
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", last, end)) >= 0:
        end = space
    for formula in formulas.find(text):
        start = formula.start if formula.start < start < formula.end else start
        end = formula.end if formula.start < end < formula.end else end
    return start, end


def _place(field: str, text: str, spans: Sequence[tuple[int, int]]) -> Place:
    start, end = window(text, spans)
    marks = tuple((at - start, to - start) for at, to in spans)
    return Place(field, _in_place(text[start:end], marks), start > 0, end < len(text))


@lru_cache(maxsize=4_000)
def _in_place(text: str, marks: tuple[tuple[int, int], ...]) -> Markup:
    return Markup(mathml.markup(text, marks))  # noqa: S704  # it escapes all but its own math


def _quoted(text: str) -> Markup:
    return _in_place(text, ((0, len(text)),))


def _marked(text: str) -> Markup:
    return _in_place(text, ())
