"""The works there are to choose from, ready to be ranked: shared by all readers of the process.

Keeps in memory what is dear to make, for as long as nothing of what it was made of has changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from academichub.features import Columns
from academichub.index.matrix import Matrix
from academichub.index.vectors import Vectors
from academichub.profile import Profile
from academichub.rank import (
    Background,
    Candidates,
    Kept,
    Ranked,
    Taste,
    background,
    candidates,
    learn,
    rank,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE = 1_500
"""Works of the background that all learning is held against."""

_GROWN = 1.25
_WINDOWS = 4
_TASTES = 32

T = TypeVar("T")


class Pool:
    """Candidates and tastes, for all readers.

    Args:
        matrix: gives the features of all works, level with the store.
        vectors: what an embedding model made of works, where the operator supplied one.
    """

    def __init__(self, matrix: Callable[[], Matrix], vectors: Callable[[], Vectors | None]) -> None:
        self._matrix, self._vectors = matrix, vectors
        self._lock = Lock()
        self._shared: tuple[int, Background] | None = None
        self._windows: OrderedDict[int, tuple[Columns, Background, Candidates]] = OrderedDict()
        self._tastes: OrderedDict[Hashable, object] = OrderedDict()

    def background(self) -> Background:
        """A sample of all works; made again when there are many more than when it was made."""
        snapshot = self._matrix().snapshot()
        with self._lock:
            if self._shared is None or not _near(self._shared[0], snapshot.count):
                places = np.linspace(0, max(len(snapshot.numbers) - 1, 0), SAMPLE).astype(np.int64)
                sample = snapshot.numbers[np.unique(places)] if snapshot.count else snapshot.numbers
                made = background(snapshot.rows(sample), snapshot.frequencies)
                self._shared = snapshot.count, made
            return self._shared[1]

    def since(self, day: int) -> Candidates:
        """All works of *day* (an ordinal) and later, ready to be ranked."""
        columns, shared = self._matrix().since(day), self.background()
        with self._lock:
            known = self._windows.get(day)
            if known and known[0] is columns and known[1] is shared:
                self._windows.move_to_end(day)
                return known[2]
        made = candidates(columns, shared)
        with self._lock:
            self._windows[day] = columns, shared, made
            while len(self._windows) > _WINDOWS:
                self._windows.popitem(last=False)
        return made

    def taste(self, profile: Profile, kept: Sequence[Kept]) -> Taste:
        """What is known of a reader."""
        return learn(profile, kept, self.background())

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What *make* gives, kept under a key that names all that it is made of."""
        with self._lock:
            if key in self._tastes:
                self._tastes.move_to_end(key)
                return cast("T", self._tastes[key])
        made = make()
        with self._lock:
            self._tastes[key] = made
            while len(self._tastes) > _TASTES:
                self._tastes.popitem(last=False)
        return made

    def ranked(
        self,
        taste: Taste,
        among: Candidates,
        today: int,
        hidden: NDArray[np.bool_],
        own: Sequence[int],
    ) -> Ranked:
        """Every candidate with its points; *own* are the numbers of the works the reader kept."""
        vectors = self._vectors()
        near = vectors.of([*own, *among.columns.numbers.tolist()]) if vectors and own else None
        if near is None:
            return rank(taste, among, today, hidden=hidden)
        kept = near[: len(own)]
        mean = kept[kept.any(axis=1)].sum(axis=0)
        length = float(np.linalg.norm(mean))
        wanted = (mean / length).astype(np.float32) if length else None
        return rank(taste, among, today, hidden=hidden, vectors=near[len(own) :], wanted=wanted)


def _near(then: int, now: int) -> bool:
    return then <= now * _GROWN and now <= then * _GROWN
