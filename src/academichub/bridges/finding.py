"""All bridges of some works, the best first, each thing once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from academichub.argument import Bridge, Sentence, Theme
from academichub.bridges import chains, shared
from academichub.bridges.meetings import Meetings
from academichub.bridges.named import bare, named
from academichub.bridges.shared import Found
from academichub.bridges.sides import standings
from academichub.model import Work

MOST = 12
OPEN = 4
"""How many bridges there are at most, and how many of them are open questions."""
SHARE = 4
"""How many of them are between the same two fields before those of others have come."""
_ALIKE = 0.5


def find(
    themes: Sequence[Theme],
    works: Sequence[Work],
    sentences: Sequence[Sentence],
    meetings: Meetings,
    most: int = MOST,
) -> tuple[Bridge, ...]:
    """What themes of different fields share, the most surprising first, then open questions.

    Those are taken that are worth most: surprise times how likely works join the two sides, the
    fields in turns. Bridges between fields stand before those between categories of one field. The
    order in which anything is handed in does not count, beyond the themes' own keys.

    Args:
        themes: of the works.
        works: what was chosen; a work without a field we know is on no side.
        sentences: of the works, with the things they name.
        meetings: what the store knows; where that is nothing, the works alone are counted, and
            each bridge says so by its ``among``.
        most: how many at most.
    """
    things = named(sentences)
    where = standings(themes, works)
    local = Meetings.among(works, things.values())
    there = shared.pairs(things.values(), where, local)
    known = meetings if meetings.total else local
    found = [
        *shared.things(there, local, known),
        *shared.cited(works, where, local, known),
    ]
    questions = _chosen(_once(chains.find(there, things, where, sentences, local, known)), OPEN)
    closed = _chosen(_once(found), max(most - len(questions), 0))
    among = "store" if meetings.total else "works"
    return tuple(
        _bridge(f"b{number}", one, among)
        for number, one in enumerate([*closed, *questions][:most], 1)
    )


def _once(found: Iterable[Found]) -> list[Found]:
    """The best first; what says nearly the same as a better one is left out."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.worth * one.likely, one.label, one.keys)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _chosen(found: Sequence[Found], most: int) -> list[Found]:
    """*most* of them, the most surprising first.

    What two fields have beyond their `SHARE` comes behind what others have.
    """
    taken: Counter[frozenset[str]] = Counter()
    order = []
    for place, one in enumerate(found):
        order.append((one.pair.within, taken[_sides(one)] >= SHARE, place, one))
        taken[_sides(one)] += 1
    picked = [one for *_, one in sorted(order, key=lambda each: each[:-1])[:most]]
    return sorted(picked, key=lambda one: (one.pair.within, -one.worth, one.label, one.keys))


def _same(one: Found, other: Found) -> bool:
    """Whether they share their words and their sides, or stand on the same works, or ask of the same."""
    if one.kind == "open":
        return bool({one.keys[0], one.keys[2]} & {other.keys[0], other.keys[2]})
    mine, theirs = (
        frozenset(bare(word) for word in each.label.replace("-", " ").split())
        for each in (one, other)
    )
    shared_words = len(mine & theirs) / max(len(mine | theirs), 1)
    if one.pair.works == other.pair.works:
        return True
    return one.keys == other.keys or (shared_words >= _ALIKE and _sides(one) == _sides(other))


def _sides(one: Found) -> frozenset[str]:
    return frozenset(side.of for side in one.pair.sides)


def _bridge(key: str, one: Found, among: str) -> Bridge:
    first, second = one.pair.sides
    return Bridge(
        key,
        one.kind,
        one.label,
        (first.theme, second.theme),
        (first.of, second.of),
        round(one.surprise, 2),
        one.pair.works,
        one.via,
        among="works" if among == "works" else "store",
    )
