"""A brief as JSON values: its statements with their quotes, and how it stands while it is made.

Pure; offsets are those of the quotes, in Unicode code points of the field they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from academichub.argument import (
    Ask,
    Bridge,
    Brief,
    Cited,
    Comparison,
    Crossing,
    Drop,
    First,
    Gap,
    Outline,
    Part,
    Provenance,
    Quote,
    Statement,
    Theme,
)

Written = Mapping[str, Sequence[Statement]]
"""By section, what was written of it where its statements are not in it yet."""

NOTHING: Written = {}


def ask_json(ask: Ask) -> dict[str, Any]:
    """What the brief was asked of."""
    return {
        "kind": ask.kind,
        "value": ask.value,
        "title": ask.title,
        "language": ask.language,
        "works": list(ask.works),
        "window": ask.window,
    }


def quote_json(quote: Quote) -> dict[str, Any]:
    """Verbatim text and its place."""
    return {
        "work_id": quote.work,
        "field": quote.field,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
    }


def statement_json(one: Statement) -> dict[str, Any]:
    """A statement with its quotes."""
    return {
        "id": one.id,
        "text": one.text,
        "lead": one.lead,
        "tier": one.tier,
        "role": one.role,
        "quotes": [quote_json(quote) for quote in one.quotes],
    }


def statements_json(them: Iterable[Statement]) -> list[dict[str, Any]]:
    """Statements in their order."""
    return [statement_json(one) for one in them]


def theme_json(one: Theme, written: Written = NOTHING) -> dict[str, Any]:
    """A theme with what is said of it."""
    return {
        "key": one.key,
        "label": one.label,
        "terms": list(one.terms),
        "fields": [asdict(share) for share in one.fields],
        "works": list(one.works),
        "statements": _said(one, written),
    }


def bridge_json(one: Bridge, written: Written = NOTHING) -> dict[str, Any]:
    """A bridge with what is said of it."""
    return {
        "key": one.key,
        "kind": one.kind,
        "label": one.label,
        "themes": list(one.themes),
        "fields": list(one.fields),
        "surprise": one.surprise,
        "among": one.among,
        "works": [list(side) for side in one.works],
        "via": list(one.via),
        "statements": _said(one, written),
    }


def about_json(one: Comparison | Gap, written: Written = NOTHING) -> dict[str, Any]:
    """An agreement, a tension or a gap."""
    return {
        "key": one.key,
        "kind": one.kind,
        "about": one.about,
        "statements": _said(one, written),
    }


def first_json(one: First) -> dict[str, Any]:
    """A work to read early, and why."""
    return {"work_id": one.work, "reasons": list(one.reasons)}


def crossing_json(one: Crossing) -> dict[str, Any]:
    """A method with the works of each field that use it."""
    works: Mapping[str, list[str]] = {field: list(ids) for field, ids in one.works}
    return {"method": one.method, "works": works}


def cited_json(one: Cited) -> dict[str, Any]:
    """A work as the brief lists it."""
    told = asdict(one)
    told["work_id"] = told.pop("work")
    return told


def drop_json(one: Drop) -> dict[str, Any]:
    """A statement that was not let through, and why."""
    return asdict(one)


def provenance_json(made: Provenance) -> dict[str, Any]:
    """How the brief came about."""
    return {
        **asdict(made),
        "scope": dict(made.scope),
        "dropped": [drop_json(one) for one in made.dropped],
    }


def brief_json(brief: Brief) -> dict[str, Any]:
    """The whole brief."""
    return {
        "id": brief.id,
        "title": brief.title,
        **_frame_json(brief, {}),
        "headline": statements_json(brief.headline),
        "changed": statements_json(brief.changed),
        "provenance": provenance_json(brief.provenance),
    }


def outline_json(outline: Outline, parts: Iterable[Part]) -> dict[str, Any]:
    """A brief on its way, in the same form: what is written of it stands where it will stand.

    What nobody wrote yet has no statements, and there is no provenance.
    """
    written = {part.section: part.statements for part in parts}
    return {
        **_frame_json(outline, written),
        "headline": statements_json(written.get("headline", ())),
        "changed": statements_json(written.get("changed", ())),
        "provenance": None,
    }


def _frame_json(frame: Brief | Outline, written: Written) -> dict[str, Any]:
    return {
        "ask": ask_json(frame.ask),
        "themes": [theme_json(one, written) for one in frame.themes],
        "bridges": [bridge_json(one, written) for one in frame.bridges],
        "agreements": [about_json(one, written) for one in frame.agreements],
        "tensions": [about_json(one, written) for one in frame.tensions],
        "gaps": [about_json(one, written) for one in frame.gaps],
        "reading": [first_json(one) for one in frame.reading],
        "crossings": [crossing_json(one) for one in frame.crossings],
        "works": [cited_json(one) for one in frame.works],
    }


def _said(one: Theme | Bridge | Comparison | Gap, written: Written) -> list[dict[str, Any]]:
    return statements_json(written.get(one.key, one.statements))
