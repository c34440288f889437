"""What goes into an edition: the next works to show, never one twice under another name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from academichub.model import Work
from academichub.profile import Pick, Reason
from academichub.rank import Ranked, batch
from academichub.rank.batches import SIZE
from academichub.taxonomy import field
from academichub.text import author_key, title_key

TURN = "daily list"
"""The signal of a pick that is shown as its field's turn has come, not because of its reader."""

Find = Callable[[Sequence[int]], Mapping[int, Work]]
Seen = Callable[[Sequence[Work]], set[str]]
Picked = list[tuple[Pick, Work]]


def best(ranked: Ranked, find: Find, seen: Seen, size: int) -> Picked:
    """The next picks, the best first.

    Args:
        ranked: the candidates; of those that are another name of a shown work the score is taken.
        find: gives works by their numbers.
        seen: says which of these works (by id) were shown under another name.
        size: how many at most.
    """
    numbers = ranked.asked.columns.numbers
    while True:
        chosen = batch(ranked, size)
        works = find([int(numbers[one.row]) for one in chosen])
        there = [works[n] for one in chosen if (n := int(numbers[one.row])) in works]
        again = seen(there) | twins(there)
        gone = [
            one.row
            for one in chosen
            if (work := works.get(int(numbers[one.row]))) is None or work.id in again
        ]
        if not gone:
            break
        ranked.scores[gone] = -np.inf
    return [
        (ranked.pick(one.row, work, outside=one.outside), work)
        for one, work in zip(chosen, there, strict=True)
    ]


def in_turn(ranked: Ranked, order: Iterable[int], find: Find, seen: Seen, size: int) -> Picked:
    """The next picks for who is new: of *order*, the fields in turn; see `best` for the rest."""
    rows = {int(number): row for row, number in enumerate(ranked.asked.columns.numbers)}
    allowed = (n for n in order if n in rows and np.isfinite(ranked.scores[rows[n]]))
    # Who has dismissed works and kept none is not shown their like before the others.
    liking = ranked.points["like what you saved"]
    waiting: list[int] = []

    def wanted() -> Iterator[int]:
        for number in allowed:
            if liking[rows[number]] < 0:
                waiting.append(number)
            else:
                yield number
        yield from waiting

    chosen: list[Work] = []
    numbers: list[int] = []
    queue = wanted()
    while len(chosen) < size and (some := list(islice(queue, size - len(chosen)))):
        works = find(some)
        there = [works[n] for n in some if n in works]
        again = seen(there) | twins([*chosen, *there])
        for number in some:
            if number in works and works[number].id not in again:
                chosen.append(works[number])
                numbers.append(number)
    return [
        (Pick(number, 0.0, (Reason(TURN, 0.0, _turn(work)),)), work)
        for number, work in zip(numbers, chosen, strict=True)
    ]


def twins(works: Iterable[Work], before: Iterable[Work] = ()) -> set[str]:
    """Ids of those *works* that have the title and first author of one before them."""
    known: dict[str, list[Work]] = {}
    for work in before:
        known.setdefault(title_key(work.title), []).append(work)
    found = set()
    for work in works:
        alike = known.setdefault(title_key(work.title), [])
        if title_key(work.title) and any(_same_first(work, one) for one in alike):
            found.add(work.id)
        alike.append(work)
    return found


def _same_first(one: Work, other: Work) -> bool:
    if not one.authorships or not other.authorships:
        return True
    return bool(_names(one) & _names(other))


def _names(work: Work) -> set[str]:
    """The long words of the first author's name, in whatever order it is written."""
    words = author_key(work.authorships[0].name).split()
    return {word for word in words if len(word) > 1} or set(words)


def _turn(work: Work) -> str:
    return field(work.primary_category) if work.primary_category else work.source


__all__ = ["SIZE", "TURN", "best", "in_turn", "twins"]
