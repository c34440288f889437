"""The table of methods and fields: which works of which field use a method."""

from __future__ import annotations

from collections.abc import Sequence

from academichub.argument import Crossing, Sentence
from academichub.bridges.named import named
from academichub.bridges.sides import main_field
from academichub.model import Work

ROWS = 40


def crossings(
    works: Sequence[Work], sentences: Sequence[Sentence], most: int = ROWS
) -> tuple[Crossing, ...]:
    """The methods that at least two works use, those of the most fields first, then of most works.

    A work counts for the field of its primary category. Fields stand in each row with the one of
    the most works first; works in the order of their ids.
    """
    fields = {work.id: field for work in works if (field := main_field(work))}
    rows = [
        Crossing(one.label, _by_field(one.works, fields))
        for one in named(sentences).values()
        if one.kind == "method" and not one.generic
    ]
    used = [row for row in rows if _count(row) > 1]
    return tuple(sorted(used, key=lambda row: (-len(row.works), -_count(row), row.method))[:most])


def _by_field(by: Sequence[str], fields: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for work in by:
        if work in fields:
            found.setdefault(fields[work], []).append(work)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((field, tuple(works)) for field, works in ordered)


def _count(row: Crossing) -> int:
    return sum(len(works) for _, works in row.works)
