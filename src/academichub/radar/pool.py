"""The works there are to choose from, and who knows what of whom: shared by all readers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from academichub.index.matrix import Matrix
from academichub.index.vectors import Vectors
from academichub.rank import Background, Candidates, Ranked, Taste, rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REMEMBERED = 32

T = TypeVar("T")


class Pool:
    """What is dear to make, made once for all desks of a process.

    Args:
        matrix: gives the features of all works, level with the store.
        vectors: gives what an embedding model made of works, where the operator supplied one.
    """

    def __init__(self, matrix: Callable[[], Matrix], vectors: Callable[[], Vectors | None]) -> None:
        self._matrix, self._vectors = matrix, vectors
        self._lock = Lock()
        self._known: OrderedDict[Hashable, object] = OrderedDict()

    def background(self) -> Background:
        """What all learning is held against; the same object while it is the same."""
        return self._matrix().background()

    def since(self, day: int) -> Candidates:
        """All works of *day* (an ordinal) and later, ready to be ranked."""
        return self._matrix().candidates(day)

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What *make* gives, kept under a key that names all that it is made of."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return cast("T", self._known[key])
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
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
        kept = near[: len(own)].sum(axis=0)
        length = float(np.linalg.norm(kept))
        wanted = (kept / length).astype(np.float32) if length else None
        return rank(taste, among, today, hidden=hidden, vectors=near[len(own) :], wanted=wanted)
