"""A brief as a row of plain blocks, so that every format prints the same document in one order.

Decides what stands where, never how it looks; what sources wrote stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from academichub.argument import (
    Bridge,
    Brief,
    Cited,
    Comparison,
    First,
    Gap,
    Provenance,
    Quote,
    Statement,
    Theme,
    Tier,
)
from academichub.language import Language

_MOST_DROPS = 50
_WIDE_ENDS = "，：；。、）》”"
"""Signs of Chinese that bring their own space."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; ``anchor`` is unique in the document."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Words of the program."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote under a statement, with the words before it and after it that say where it stands."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; where it is a quote itself, ``quotes`` is empty and ``numbers`` has its work.

    ``lead`` ends with the space that parts it from the text, where its language has one. ``place`` is
    where the quote stands, in words, where no number says it.
    """

    anchor: str
    lead: str
    text: str
    tier: Tier
    numbers: tuple[int, ...]
    quotes: tuple[Quoted, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each cell is a text, or the numbers of works."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A work of the list; ``note`` is its source, category, day and what else is to be known."""

    number: int
    title: str
    by: str
    note: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A work that is pointed to, and why."""

    number: int
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value."""

    name: str
    value: str


Block = Heading | Line | Said | Table | Entry | Item | Fact


def blocks(brief: Brief, t: Language) -> Iterator[Block]:
    """The document of *brief* from its title to its provenance."""
    numbers = {one.work: one.number for one in brief.works}
    said = partial(_said, numbers=numbers, t=t)
    yield Heading(brief.title, 1, "brief")
    yield Line(_by_line(brief, t))
    yield from map(said, brief.headline)
    yield from group(t("document.changed"), "changed", map(said, brief.changed))
    yield from group(t("document.themes"), "themes", _themes(brief, t, numbers))
    yield from group(t("document.bridges"), "bridges", _bridges(brief, t, numbers))
    for kind, compared in (("agreements", brief.agreements), ("tensions", brief.tensions)):
        yield from group(t(f"document.{kind}"), kind, _titled(compared, t, numbers))
    yield from group(t("document.gaps"), "gaps", _titled(brief.gaps, t, numbers))
    yield from group(t("document.reading"), "reading", _reading(brief.reading, brief.works))
    yield from group(t("document.crossings"), "crossings", _crossings(brief, t, numbers))
    yield from group(t("document.works"), "works", (_entry(one, t) for one in brief.works))
    yield Heading(t("document.provenance"), 2, "provenance")
    yield Line(t("document.tiers"))
    yield from facts(brief.provenance, t)


def group(title: str, anchor: str, inner: Iterator[Block]) -> Iterator[Block]:
    """*inner* under its heading; nothing at all where it is empty."""
    first = next(inner, None)
    if first is not None:
        yield Heading(title, 2, anchor)
        yield first
        yield from inner


def _by_line(brief: Brief, t: Language) -> str:
    made = brief.provenance
    writer = t.label("document.writer", made.writer)
    return t(
        "document.by_line",
        works=t.count("document.count", len(brief.works)),
        writer=f"{writer} ({made.model})" if made.model else writer,
        at=t.instant(made.at),
    )


def _said(one: Statement, numbers: Mapping[str, int], t: Language) -> Said:
    cited = tuple(
        dict.fromkeys(numbers[quote.work] for quote in one.quotes if quote.work in numbers)
    )
    quotes = () if one.tier == "quoted" else tuple(
        _quoted(quote, numbers.get(quote.work, 0), t) for quote in one.quotes
    )  # fmt: skip
    space = "" if not one.lead or one.lead[-1] in _WIDE_ENDS else " "
    return Said(one.id, one.lead + space, one.text, one.tier, cited, quotes)


def _quoted(quote: Quote, number: int, t: Language) -> Quoted:
    place = t.label("document.field", quote.field)
    before, after = t("document.note", quote="\0", place=place, n=number).split("\0")
    return Quoted(before, quote.text, after)


def _themes(brief: Brief, t: Language, numbers: Mapping[str, int]) -> Iterator[Block]:
    for theme in brief.themes:
        yield Heading(theme.label, 3, theme.key)
        yield Line(_about_theme(theme, t))
        yield from (_said(one, numbers, t) for one in theme.statements)


def _about_theme(theme: Theme, t: Language) -> str:
    fields = t("document.comma").join(
        f"{t.label('subject', share.field)} {share.part:.0%}" for share in theme.fields[:3]
    )
    return " · ".join(filter(None, [fields, t("document.comma").join(theme.terms)]))


def _bridges(brief: Brief, t: Language, numbers: Mapping[str, int]) -> Iterator[Block]:
    for bridge in brief.bridges:
        yield Heading(_bridge_title(bridge), 3, bridge.key)
        yield Line(_about_bridge(bridge, t))
        yield from (_said(one, numbers, t) for one in bridge.statements)


def _bridge_title(bridge: Bridge) -> str:
    return " – ".join(bridge.via) if bridge.via else bridge.label


def _about_bridge(bridge: Bridge, t: Language) -> str:
    fields = " – ".join(t.label("subject", field) for field in bridge.fields)
    kind = t(f"document.bridge.{bridge.kind}")
    return f"{fields}. {kind} {t('document.surprise', bits=f'{bridge.surprise:.1f}')}"


def _titled(
    found: tuple[Comparison, ...] | tuple[Gap, ...], t: Language, numbers: Mapping[str, int]
) -> Iterator[Block]:
    for one in found:
        yield Heading(one.about, 3, one.key)
        if isinstance(one, Gap):
            yield Line(t(f"document.gap.{one.kind}"))
        yield from (_said(statement, numbers, t) for statement in one.statements)


def _reading(reading: tuple[First, ...], works: tuple[Cited, ...]) -> Iterator[Block]:
    listed = {one.work: one for one in works}
    for first in reading:
        if work := listed.get(first.work):
            yield Item(work.number, work.title, first.reasons)


def _crossings(brief: Brief, t: Language, numbers: Mapping[str, int]) -> Iterator[Block]:
    fields = list(dict.fromkeys(name for row in brief.crossings for name, _ in row.works))
    if not fields:
        return
    rows: list[tuple[str | tuple[int, ...], ...]] = []
    for row in brief.crossings:
        cells = dict(row.works)
        cited = (
            tuple(numbers[work] for work in cells.get(name, ()) if work in numbers)
            for name in fields
        )
        rows.append((row.method, *cited))
    yield Table((t("document.method"), *(t.label("subject", name) for name in fields)), tuple(rows))


def _entry(one: Cited, t: Language) -> Entry:
    origin = f"{one.source} ({one.category})" if one.category else one.source
    parts = [origin, t.date(one.date), t.label("type", one.type)]
    parts.append(t.label("document.scope", one.scope))
    if one.retracted:
        parts.append(t("document.retracted"))
    return Entry(one.number, one.title, one.by, " · ".join(filter(None, parts)), one.url)


def facts(made: Provenance, t: Language) -> Iterator[Fact]:
    """How a brief or a review came about."""
    scope = t("document.comma").join(
        f"{t.label('document.scope', name)} {t.number(n)}" for name, n in made.scope
    )
    values = {
        "writer": t.label("document.writer", made.writer),
        "model": made.model or "",
        "prompts": t("document.comma").join(made.prompts),
        "at": t.instant(made.at),
        "scope": scope,
        "tokens": f"{t.number(made.tokens_in)} + {t.number(made.tokens_out)}" if made.model else "",
        "cost": _cost(made, t),
        "time": f"{made.milliseconds / 1000:.1f} s",
        "asked": t("document.asked", asked=t.number(made.asked), cached=t.number(made.cached))
        if made.model
        else "",
        "kept": _kept(made, t),
        "input": made.input_hash,
        "version": made.version,
    }
    for name, value in values.items():
        if value:
            yield Fact(t(f"document.fact.{name}"), value)
    yield from (Fact(t("document.fact.note"), note) for note in made.notes)
    for drop in made.dropped[:_MOST_DROPS]:
        yield Fact(t("document.fact.dropped"), f"{drop.section}: {drop.rule}: {drop.detail}")


def _kept(made: Provenance, t: Language) -> str:
    return t(
        "document.kept",
        kept=t.number(made.kept), repaired=t.number(made.repaired),
        dropped=t.number(len(made.dropped)),
    )  # fmt: skip


def _cost(made: Provenance, t: Language) -> str:
    if not made.model:
        return ""
    return t("document.no_price") if made.cost is None else f"US$ {made.cost:.4f}"
