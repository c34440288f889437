"""Where works agree and where they do not: the same claim or measure of the same thing.

Careful to a fault: a tension that is none would mislead, one that is missed only is not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot
from typing import Literal

from academichub.argument import Comparison, Section, Sentence, Thing
from academichub.outline.claims import Value, bested, values
from academichub.outline.directions import Direction, directions
from academichub.outline.material import Material
from academichub.quantities import agree
from academichub.text import fold

_MOST = 5
_EACH_SIDE = 3
_SIGMAS = 3.0
_APART = 0.2  # of the larger value, where nobody states an error

Kind = Literal["agreement", "tension"]


@dataclass(frozen=True, slots=True)
class Found:
    """What some works claim alike, or two groups of them differently."""

    kind: Kind
    about: str
    sides: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]

    @property
    def works(self) -> set[str]:
        """Whose claims these are."""
        return {one.work for side in self.sides for one in side}


def compared(made: Material) -> tuple[tuple[Comparison, ...], tuple[Section, ...]]:
    """The agreements (``a1``, …) and tensions (``x1``, …) of the works, with their sections."""
    said = made.of(made.works)
    directed = [one for sentence in said for one in directions(sentence)]
    valued = [one for sentence in said for one in values(sentence)]
    found = [*_directed(made, directed), *_valued(made, valued), *_bested(made)]
    comparisons, sections = [], []
    for kind, letter in (("agreement", "a"), ("tension", "x")):
        of_kind = sorted((one for one in found if one.kind == kind), key=_order)[:_MOST]
        for number, one in enumerate(of_kind, start=1):
            key = f"{letter}{number}"
            comparisons.append(Comparison(key, one.kind, one.about))
            sections.append(_section(key, one))
    return tuple(comparisons), tuple(sections)


def _order(one: Found) -> tuple[int, str]:
    return -len(one.works), one.about


def _section(key: str, one: Found) -> Section:
    sides = [side[:_EACH_SIDE] for side in one.sides]
    partners = tuple(number for number, side in enumerate(sides) for _ in side)
    return Section(key, one.kind, one.about, (*sides[0], *sides[1]), partners)


def _directed(made: Material, claimed: Sequence[Direction]) -> Iterator[Found]:
    groups: dict[tuple[str, str, str], list[Direction]] = defaultdict(list)
    for one in claimed:
        groups[one.key].append(one)
    for alike in groups.values():
        about = made.say("same.claim", one=alike[0].subject, other=alike[0].object)
        sides = [_once(one.sentence for one in alike if one.turned == sign) for sign in (1, -1)]
        yield from _weighed(about, sides[0], sides[1])


def _bested(made: Material) -> Iterator[Found]:
    """Works that each claim to be better than the same named method."""
    groups: dict[str, list[tuple[Thing, Sentence]]] = defaultdict(list)
    for sentence in made.of(made.works):
        for thing in bested(sentence):
            groups[thing.key].append((thing, sentence))
    for claimed in groups.values():
        sides = _once(sentence for _, sentence in claimed)
        if len(sides) > 1:
            yield Found("agreement", made.say("same.bested", thing=claimed[0][0].text), (sides, ()))


def _weighed(about: str, one: tuple[Sentence, ...], other: tuple[Sentence, ...]) -> Iterator[Found]:
    """A tension where different works stand on the two sides, an agreement of two on one."""
    if one and other:
        if {said.work for said in one}.isdisjoint(said.work for said in other):
            yield Found("tension", about, (one, other))
    elif len(one or other) > 1:
        yield Found("agreement", about, (one or other, ()))


def _valued(made: Material, found: Sequence[Value]) -> Iterator[Found]:
    groups: dict[tuple[str, str, str], list[Value]] = defaultdict(list)
    for one in found:
        groups[one.key].append(one)
    for given in groups.values():
        firsts = list({one.sentence.work: one for one in reversed(given)}.values())
        if len(firsts) > 1 and len(firsts) == len(given):  # each work gives it once
            about = _of(made, given[0])
            yield from _differing(about, firsts)


def _of(made: Material, one: Value) -> str:
    if not one.about:
        return one.measure
    return made.say("same.about", measure=one.measure, object=one.about)


def _differing(about: str, given: Sequence[Value]) -> Iterator[Found]:
    pairs = list(combinations(given, 2))
    if all(_equal(*pair) for pair in pairs):
        yield from _weighed(about, _once(one.sentence for one in given), ())
    elif found := next((pair for pair in pairs if _apart(*pair)), None):
        yield Found("tension", about, ((found[0].sentence,), (found[1].sentence,)))


def _equal(one: Value, other: Value) -> bool:
    first, second = one.quantity, other.quantity
    return bool(agree(first, second) or agree(second, first))


def _apart(one: Value, other: Value) -> bool:
    first, second = one.quantity.values[0], other.quantity.values[0]
    errors = [error for each in (one, other) if (error := each.quantity.error)]
    if errors:
        return abs(first - second) > _SIGMAS * hypot(*errors)
    return abs(first - second) > _APART * max(abs(first), abs(second))


def _once(sentences: Iterator[Sentence]) -> tuple[Sentence, ...]:
    """One sentence of each work, in order; what several works print word for word counts once."""
    kept: list[Sentence] = []
    for one in sentences:
        if not any(one.work == had.work or fold(one.text) == fold(had.text) for had in kept):
            kept.append(one)
    return tuple(kept)
