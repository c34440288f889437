"""What is different between two briefs: works, themes, bridges and statements, paired as they fit.

Pure, and no judgement: what is paired is told by works, names and quotes, never by meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from academichub.argument import Bridge, Brief, Statement, Theme
from academichub.brief.values import statements

T = TypeVar("T")

_ALIKE = 0.25
"""From which part of their works in common two themes are one that has changed."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """One thing of either brief, or of both: ``new`` is only in the later, ``gone`` in the earlier."""

    kind: Literal["new", "gone", "kept", "changed"]
    before: T | None
    after: T | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two briefs side by side. Works are ids; all else is in the order of the later brief."""

    works_new: tuple[str, ...]
    works_gone: tuple[str, ...]
    works_kept: tuple[str, ...]
    themes: tuple[Pair[Theme], ...]
    bridges: tuple[Pair[Bridge], ...]
    statements: tuple[Pair[Statement], ...]


def compare(before: Brief, after: Brief) -> Difference:
    """What *after* has that *before* had not, and the other way round."""
    old, new = ([one.work for one in brief.works] for brief in (before, after))
    return Difference(
        tuple(name for name in new if name not in set(old)),
        tuple(name for name in old if name not in set(new)),
        tuple(name for name in new if name in set(old)),
        _paired(before.themes, after.themes, _likeness, _theme),
        _paired(before.bridges, after.bridges, _same_bridge, _bridge),
        _paired(_statements(before), _statements(after), _same_evidence, _words),
    )


def _paired(
    before: Sequence[T],
    after: Sequence[T],
    likeness: Callable[[T, T], float],
    told: Callable[[T], Hashable],
) -> tuple[Pair[T], ...]:
    """Each of both once: the like ones together, the most alike first; then what is left."""
    partner = _partners(before, after, likeness, told)
    pairs: list[Pair[T]] = []
    for at, one in enumerate(after):
        if at not in partner:
            pairs.append(Pair("new", None, one))
            continue
        other = before[partner[at]]
        pairs.append(Pair("kept" if told(other) == told(one) else "changed", other, one))
    met = set(partner.values())
    gone = (one for at, one in enumerate(before) if at not in met)
    return (*pairs, *(Pair("gone", one, None) for one in gone))


def _partners(
    before: Sequence[T],
    after: Sequence[T],
    likeness: Callable[[T, T], float],
    told: Callable[[T], Hashable],
) -> dict[int, int]:
    same: dict[Hashable, list[int]] = {}
    for at, one in enumerate(before):
        same.setdefault(told(one), []).append(at)
    partner: dict[int, int] = {}
    for at, one in enumerate(after):
        if waiting := same.get(told(one)):
            partner[at] = waiting.pop(0)
    taken = set(partner.values())
    left = [at for at in range(len(before)) if at not in taken]
    ranked = sorted(
        (-value, at, other)
        for at, one in enumerate(after)
        if at not in partner
        for other in left
        if (value := likeness(before[other], one)) > 0
    )
    for _, at, other in ranked:
        if at not in partner and other not in taken:
            partner[at] = other
            taken.add(other)
    return partner


def _likeness(one: Theme, other: Theme) -> float:
    works, terms = _overlap(one.works, other.works), _overlap(one.terms, other.terms)
    return works + terms / 10 if works >= _ALIKE or one.label == other.label else 0.0


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    ours, theirs = set(one), set(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _theme(one: Theme) -> Hashable:
    return one.label, frozenset(one.works)


def _same_bridge(one: Bridge, other: Bridge) -> float:
    return float(_named(one) == _named(other))


def _named(one: Bridge) -> Hashable:
    return one.kind, one.label.casefold(), frozenset(one.fields)


def _bridge(one: Bridge) -> Hashable:
    return _named(one), frozenset(one.works[0] + one.works[1])


def _statements(brief: Brief) -> tuple[Statement, ...]:
    return tuple(one for _, one in statements(brief))


def _same_evidence(one: Statement, other: Statement) -> float:
    ours, theirs = _places(one), _places(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _places(one: Statement) -> set[tuple[str, str, int, int]]:
    return {(quote.work, quote.field, quote.start, quote.end) for quote in one.quotes}


def _words(one: Statement) -> Hashable:
    return one.text, frozenset(_places(one))
