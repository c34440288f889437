"""Whom a work is held against: others of its primary category and month, and what was there before them.

One background serves all works of a category and month, so it is made once for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from academichub import features
from academichub.citing import far
from academichub.features import Columns
from academichub.index.matrix import Matrix
from academichub.model import Work
from academichub.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

LEAST = 20
"""Works of the category and month, and earlier works, that there have to be."""

REACH = 730
"""Days before a work in which earlier ones are looked for."""

_MOST_PEERS, _MOST_EARLIER = 600, 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work stands: its category, the first and last day of its month, its own day."""

    category: str
    first: int
    last: int
    day: int

    @property
    def month(self) -> str:
        """The month, ``2026-05``."""
        return date.fromordinal(self.first).isoformat()[:7]


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The works of a category and month with how far each is from what was before it.

    ``earlier`` are the words of the works before the end of the month, as rows of length 1 in the order
    of their days; ``weights`` are what those rows were made with.
    """

    peers: Ints
    distances: Floats
    earlier: csr_array
    numbers: Ints
    days: Ints
    weights: NDArray[np.float32]

    def before(self, day: int) -> tuple[int, int]:
        """From where to where the earlier works of a *day* are."""
        first, last = np.searchsorted(self.days, [day - REACH, day])
        return int(first), int(last)


def place(work: Work) -> Place | None:
    """Where *work* stands; None where it has no category or no month."""
    day = _day(work.posted_on) or _day(work.published_on) or _day(work.date)
    if not work.primary_category or day is None:
        return None
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Place(work.primary_category, first.toordinal(), last.toordinal(), day.toordinal())


def background(store: Store, matrix: Matrix, at: Place) -> Background:
    """Everything works of this category and month are held against."""
    weights = matrix.frequencies.weights()
    columns, days = _peers(store, matrix, at)
    before = _of_category(matrix.since(at.first - REACH, at.last), at.category)
    before = before.take(np.argsort(before.days, kind="stable")[-_MOST_EARLIER:])
    earlier, earlier_days = features.texts(before, weights), before.days.astype(np.int64)
    # One that has hardly anything before it would be far from it for that alone.
    there = np.searchsorted(earlier_days, days) - np.searchsorted(earlier_days, days - REACH)
    columns, days = columns.take(np.flatnonzero(there >= LEAST)), days[there >= LEAST]
    rows = features.texts(columns, weights)
    return Background(
        columns.numbers.astype(np.int64),
        far.distances(rows, days, earlier, earlier_days, REACH),
        earlier, before.numbers.astype(np.int64), earlier_days, weights,
    )  # fmt: skip


def _peers(store: Store, matrix: Matrix, at: Place) -> tuple[Columns, Ints]:
    """The works of the primary category that were posted in the month, a fixed sample of many."""
    listed = _of_category(matrix.since(at.first, at.last + 1), at.category)
    days = {
        number: there.day
        for number, one in store.works([int(number) for number in listed.numbers]).items()
        if one.primary_category == at.category
        and (there := place(one))
        and at.first <= there.day <= at.last
    }
    columns = matrix.rows(_sample(sorted(days)))
    return columns, np.array([days[int(number)] for number in columns.numbers], dtype=np.int64)


def _of_category(columns: Columns, category: str) -> Columns:
    hashed = crc32(f"category {category}".encode())
    rows = columns.categories.rows_of(np.flatnonzero(columns.categories.values == hashed))
    return columns.take(np.unique(rows))


def _day(written: str | None) -> date | None:
    if not written or len(written) < 7:
        return None
    try:
        return date.fromisoformat(written if len(written) >= 10 else f"{written[:7]}-01")
    except ValueError:
        return None


def _sample(numbers: Sequence[int]) -> Sequence[int]:
    """As many of *numbers* as are measured, evenly over their order of arrival."""
    if len(numbers) <= _MOST_PEERS:
        return numbers
    return [numbers[at * len(numbers) // _MOST_PEERS] for at in range(_MOST_PEERS)]
