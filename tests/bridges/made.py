"""Works, sentences and themes of our own for the tests of bridges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from academichub.argument import Sentence, Share, Theme, Thing, ThingKind
from academichub.model import Work

NOW = "2026-11-21T00:00:00Z"


def work(name: str, category: str, *crossed: str) -> Work:
    return Work(
        name, f"On {name}", "article", "made", ("made",), NOW,
        primary_category=category, categories=(category, *crossed),
    )  # fmt: skip


def sentence(of: str, text: str, *things: str, kind: ThingKind = "method", at: int = 0) -> Sentence:
    """A sentence that names *things*, each written as in *text*; ``kind:name`` gives another kind."""
    return Sentence(
        of, "abstract", at, at + len(text), text, "method",
        things=tuple(_thing(one, text, kind) for one in things),
    )  # fmt: skip


def _thing(given: str, text: str, kind: ThingKind) -> Thing:
    named, _, name = given.rpartition(":")
    start = text.index(name)
    return Thing(name, name.casefold(), named or kind, start, start + len(name))  # type: ignore[arg-type]


def theme(key: str, works: Iterable[str], fields: Mapping[str, float] | None = None) -> Theme:
    shares = tuple(Share(field, part) for field, part in (fields or {}).items())
    return Theme(key, f"Theme {key}", (), shares, tuple(works))
