"""A brief put together from its outline and the statements of its sections, whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from academichub.argument import (
    Bridge,
    Brief,
    Cited,
    Comparison,
    Gap,
    Outline,
    Provenance,
    Statement,
    Theme,
)
from academichub.language import words

Parts = Mapping[str, tuple[Statement, ...]]


def compose(outline: Outline, parts: Parts, id: str, provenance: Provenance) -> Brief:  # noqa: A002 - as Brief names it
    """Put the *parts*, by the key of their section, into the places of *outline*.

    A bridge both sides of which are no longer quoted, a comparison of fewer than two works and a gap
    of which nothing is said are left out. Works are numbered anew in the order in which one reads
    of them.
    """
    themes = tuple(replace(one, statements=parts.get(one.key, ())) for one in outline.themes)
    brief = Brief(
        id=id,
        ask=outline.ask,
        title=title(outline),
        headline=parts.get("headline", ()),
        changed=parts.get("changed", ()),
        themes=themes,
        bridges=tuple(_bridges(outline.bridges, parts)),
        agreements=tuple(_comparisons(outline.agreements, parts)),
        tensions=tuple(_comparisons(outline.tensions, parts)),
        gaps=tuple(_gaps(outline.gaps, parts)),
        reading=outline.reading,
        crossings=outline.crossings,
        works=(),
        provenance=provenance,
    )
    return replace(brief, works=tuple(numbered(outline.works, mentioned(brief))))


def title(outline: Outline) -> str:
    """What the brief is headed by: what was asked for, how many works, how many themes."""
    say = words("extractive", outline.ask.language)
    about = outline.ask.title or outline.ask.value
    works = say.count("works", len(outline.works))
    if not outline.themes:
        return say("title.plain", about=about, works=works)
    themes = say.count("themes", len(outline.themes))
    return say("title", about=about, works=works, themes=themes)


def mentioned(brief: Brief) -> Iterator[str]:
    """The works in the order in which one reads of them, some more than once."""
    sections: Sequence[Theme | Bridge | Comparison | Gap] = (
        *brief.themes,
        *brief.bridges,
        *brief.agreements,
        *brief.tensions,
        *brief.gaps,
    )
    for statements in (brief.headline, brief.changed, *(one.statements for one in sections)):
        yield from (quote.work for one in statements for quote in one.quotes)
    yield from (one.work for one in brief.reading)


def numbered(works: Sequence[Cited], order: Iterator[str]) -> Iterator[Cited]:
    """*works* numbered by *order*, what it does not name last."""
    known = {one.work: one for one in works}
    every = dict.fromkeys((*(work for work in order if work in known), *known))
    yield from (replace(known[work], number=n) for n, work in enumerate(every, start=1))


def _bridges(bridges: Sequence[Bridge], parts: Parts) -> Iterator[Bridge]:
    for one in bridges:
        statements = parts.get(one.key, ())
        quoted = {quote.work for said in statements for quote in said.quotes}
        if all(quoted & set(side) for side in one.works):
            yield replace(one, statements=statements)


def _comparisons(comparisons: Sequence[Comparison], parts: Parts) -> Iterator[Comparison]:
    for one in comparisons:
        statements = parts.get(one.key, ())
        if len({quote.work for said in statements for quote in said.quotes}) > 1:
            yield replace(one, statements=statements)


def _gaps(gaps: Sequence[Gap], parts: Parts) -> Iterator[Gap]:
    for one in gaps:
        if statements := parts.get(one.key, ()):
            yield replace(one, statements=statements)
