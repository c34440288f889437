"""A commit of the matrix, opened: its segments, and where among them each work's row is.

Never changes; the next commit is another snapshot, which takes over the segments it keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from academichub.features import Columns, Frequencies
from academichub.index.segments import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Segments, oldest first; a later row of a work stands in place of an earlier one."""

    sequence: int
    segments: tuple[Segment, ...]
    frequencies: Frequencies

    @cached_property
    def places(self) -> Rows:
        """For each work's number the place of its row over all segments, or -1."""
        highest = max((int(one.max()) for one in self._numbers if one.size), default=-1)
        places = np.full(highest + 1, -1, dtype=np.int64)
        for segment, start in zip(self.segments, self._starts, strict=False):
            places[segment.ended[segment.ended <= highest]] = -1
            numbers = segment.columns.numbers
            places[numbers] = np.arange(start, start + len(numbers))
        return places

    @cached_property
    def live(self) -> tuple[Rows, ...]:
        """For each segment the rows that no later one replaced."""
        return tuple(
            np.flatnonzero(self.places[numbers] == np.arange(start, start + len(numbers)))
            for numbers, start in zip(self._numbers, self._starts, strict=False)
        )

    @property
    def count(self) -> int:
        """How many works there are."""
        return self.frequencies.documents

    @cached_property
    def numbers(self) -> Rows:
        """The numbers of all works, in order."""
        return np.flatnonzero(self.places >= 0)

    @property
    def newest(self) -> int:
        """The highest number of a work; -1 where there is none."""
        return int(self.numbers[-1]) if len(self.numbers) else -1

    def rows(self, numbers: Sequence[int] | Rows) -> Columns:
        """The rows of these works, in that order; who is not there is left out."""
        asked = np.asarray(numbers, dtype=np.int64)
        asked = asked[(asked >= 0) & (asked < len(self.places))]
        places = self.places[asked]
        places = places[places >= 0]
        owner = np.searchsorted(self._starts, places, side="right") - 1
        order = np.argsort(owner, kind="stable")
        picked = Columns.join(
            [
                self.segments[at].columns.take(places[owner == at] - self._starts[at])
                for at in np.unique(owner)
            ]
        )
        return picked if (order[1:] > order[:-1]).all() else picked.take(np.argsort(order))

    def since(self, first: int, last: int) -> Columns:
        """The rows of the days from *first* to *last*, both counted, by number."""
        found = []
        for segment, live in zip(self.segments, self.live, strict=True):
            if segment.part.first_day <= last and segment.part.last_day >= first:
                days = segment.columns.days[live]
                found.append(segment.columns.numbers[live[(days >= first) & (days <= last)]])
        return self.rows(np.sort(np.concatenate([np.empty(0, np.int64), *found])))

    @cached_property
    def _numbers(self) -> tuple[Rows, ...]:
        return tuple(one.columns.numbers for one in self.segments)

    @cached_property
    def _starts(self) -> Rows:
        return np.cumsum([0, *map(len, self._numbers)])
