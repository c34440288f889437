"""What works of different fields share: a thing they name, or a work they cite."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import combinations
from math import sqrt

from academichub.argument import BridgeKind
from academichub.bridges.meetings import Meetings
from academichub.bridges.named import Named
from academichub.bridges.sides import Side, Standing
from academichub.bridges.surprise import apart, cosine, is_common, likely, rare, support
from academichub.model import Work

_LOOKED_UP = 32  # bridges the store is asked about, the best by what is known without
_WITHIN_ONE_THEME = 0.5


Works = tuple[tuple[str, ...], tuple[str, ...]]
"""Of the one side and of the other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and the works on each that share something.

    ``apart`` are the bits of the sides meeting, ``carried`` how far the works carry it, 0 to 1.
    ``within`` is whether the sides are categories of one field.
    """

    sides: tuple[Side, Side]
    works: Works
    apart: float
    carried: float

    @property
    def within(self) -> bool:
        """Whether the sides are categories of one field."""
        return self.sides[0].field == self.sides[1].field


@dataclass(frozen=True, slots=True)
class Found:
    """A bridge that may be.

    ``keys`` are of what is shared; ``worth`` is its surprise as far as works carry it, ``likely``
    that a work joins the two sides.
    """

    keys: tuple[str, ...]
    kind: BridgeKind
    label: str
    pair: Pair
    surprise: float
    worth: float
    likely: float = 1.0
    via: tuple[str, ...] = ()


def pairs(
    named: Iterable[Named], standings: Mapping[str, Standing], local: Meetings
) -> Sequence[tuple[Named, Pair]]:
    """Each telling thing that is named on two sides, and the two where it counts most."""
    bits = _bits(local)
    telling = (one for one in named if len(one.works) > 1 and not one.generic)
    found = ((one, best(one.works, standings, bits)) for one in telling)
    return [(one, pair) for one, pair in found if pair]


def things(
    shared: Iterable[tuple[Named, Pair]], local: Meetings, store: Meetings
) -> Iterator[Found]:
    """A bridge of each of `pairs`, as far as the store can be asked about them.

    What nearly all of the chosen works name is what they were chosen by, and is worth less.
    """
    ordered = nlargest(_LOOKED_UP, shared, key=lambda both: _rough(both[0], both[1], local))
    for one, pair in ordered:
        if is_common(store.naming(one.label), store.total):
            continue
        bits = between(pair.sides, store) + rare(store.naming(one.label), store.total)
        worth = bits * pair.carried * _told_apart(one.spread, local)
        joined = _joined(one.label, pair, store)
        yield Found((one.key,), one.kind, one.label, pair, bits, worth, joined)


def cited(
    works: Sequence[Work],
    standings: Mapping[str, Standing],
    local: Meetings,
    store: Meetings,
) -> Iterator[Found]:
    """Each work that is cited on two sides. How rare that is, is told from the chosen works."""
    titles = {str(name): work.title for work in works for name in work.identifiers}
    citing: dict[str, set[str]] = {}
    for work in works:
        for one in work.references:
            if one.identifier:
                citing.setdefault(str(one.identifier), set()).add(work.id)
                titles.setdefault(str(one.identifier), one.title or "")
    bits_of = _bits(local)
    for key, by in sorted(citing.items()):
        pair = best(by, standings, bits_of) if len(by) > 1 else None
        if pair:
            bits = between(pair.sides, store) + rare(len(by), local.total)
            joined = likely(len(pair.works[0]), len(pair.works[1]), _meeting(pair, store))
            worth = bits * pair.carried * _told_apart(len(by), local)
            yield Found((key,), "citation", titles[key] or key, pair, bits, worth, joined)


def _rough(one: Named, pair: Pair, local: Meetings) -> tuple[bool, float, str]:
    bits = pair.apart + rare(len(one.works), local.total)
    return not pair.within, bits * pair.carried * _told_apart(one.spread, local), one.key


def _joined(term: str, pair: Pair, store: Meetings) -> float:
    named, other = (store.within(term, side.of) for side in pair.sides)
    return likely(named, other, _meeting(pair, store))


def _meeting(pair: Pair, store: Meetings) -> float:
    one, other = (side.of for side in pair.sides)
    return cosine(store.of(one), store.of(other), store.both(one, other))


def _told_apart(spread: int, local: Meetings) -> float:
    return 1 - spread / (local.total + 1)


def best(
    by: Collection[str], standings: Mapping[str, Standing], bits: Callable[[str, str], float]
) -> Pair | None:
    """The two sides of *by* that are worth most: of two fields, or else of two categories of one.

    *bits* are those of two sides meeting.
    """
    there = [(work, standings[work]) for work in sorted(by) if work in standings]
    found = _pairs([(work, one.by_field) for work, one in there])
    if not found:
        within = _pairs([(work, one.by_category) for work, one in there])
        found = [pair for pair in within if pair[0].theme != pair[1].theme]
    made = (_pair(one, other, works, bits) for one, other, works in found)
    return max(made, key=lambda pair: (pair.apart * pair.carried, *_names(pair)), default=None)


def _pairs(there: Sequence[tuple[str, Side]]) -> Sequence[tuple[Side, Side, Works]]:
    groups: dict[Side, list[str]] = {}
    for work, side in there:
        groups.setdefault(side, []).append(work)
    if len(groups) < 2:
        return ()
    ordered = sorted(groups, key=lambda side: (side.theme, side.of))
    return [
        (one, other, (tuple(groups[one]), tuple(groups[other])))
        for one, other in combinations(ordered, 2)
        if one.of != other.of
    ]


def _pair(one: Side, other: Side, works: Works, bits: Callable[[str, str], float]) -> Pair:
    carried = support(len(works[0]), len(works[1])) * sqrt(one.home * other.home)
    same = _WITHIN_ONE_THEME if one.theme == other.theme else 1.0
    return Pair((one, other), works, bits(one.of, other.of), carried * same)


def _bits(meetings: Meetings) -> Callable[[str, str], float]:
    @cache
    def bits(one: str, other: str) -> float:
        return apart(meetings.of(one), meetings.of(other), meetings.both(one, other))

    return bits


def between(sides: tuple[Side, Side], meetings: Meetings) -> float:
    """Bits of the two sides meeting."""
    return _bits(meetings)(sides[0].of, sides[1].of)


def _names(pair: Pair) -> tuple[str, ...]:
    return tuple(name for side in pair.sides for name in (side.theme, side.of))
