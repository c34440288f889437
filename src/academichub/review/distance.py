"""How far a work is from earlier ones, against other works of its category and month.

Stands on the words of title and abstract alone. Where too little is in the store to compare with there is
no number, but the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

import numpy as np

from academichub import features
from academichub.argument import Language
from academichub.argument.reviews import Distance
from academichub.citing import far
from academichub.features import Columns
from academichub.index.matrix import Matrix
from academichub.language import Language as Words
from academichub.language import words
from academichub.model import Work
from academichub.review import peers
from academichub.review.peers import LEAST, Background, Place
from academichub.store import Store

_KEPT = 8


class Measured(NamedTuple):
    """The distance; or None, and in the language of the review why there is none."""

    distance: Distance | None
    reason: str = ""


class Distances:
    """Measures works; what those of a category and month share is made once, and kept for a few.

    Safe to use from several threads.

    Args:
        store: where the others are.
        matrix: gives the features of all works at the store's last change; None where these are not at
            hand and would take long to make.
    """

    def __init__(self, store: Store, matrix: Callable[[], Matrix | None]) -> None:
        self._store = store
        self._matrix = matrix
        self._lock = Lock()
        self._known: dict[tuple[int, str, int], Background] = {}

    def of(self, work: Work, language: Language = "en") -> Measured:
        """How far *work* is from earlier works of its category, which need not hold it itself.

        Args:
            work: the work.
            language: of the reason where there is no distance.
        """
        say = words("citing", language)
        at = peers.place(work)
        if at is None:
            return Measured(None, say("distance.no_category"))
        alone = Columns.of([(-1, features.features(work))])
        if not len(alone.words.values):
            return Measured(None, say("distance.no_words"))
        matrix = self._matrix()
        if matrix is None:
            return Measured(None, say("distance.not_ready"))
        return self._measured(work, at, alone, self._background(matrix, at), say)

    def _background(self, matrix: Matrix, at: Place) -> Background:
        key = matrix.sequence, at.category, at.first
        with self._lock:
            if key not in self._known:
                while len(self._known) >= _KEPT:
                    del self._known[next(iter(self._known))]
                self._known[key] = peers.background(self._store, matrix, at)
            return self._known[key]

    def _measured(
        self, work: Work, at: Place, alone: Columns, known: Background, say: Words
    ) -> Measured:
        own = list(self._store.numbers({work.id, *map(str, work.identifiers)}).values())
        first, last = known.before(at.day)
        numbers = known.numbers[first:last]
        alike = (
            (known.earlier[first:last] @ features.texts(alone, known.weights).T).toarray().ravel()
        )
        strangers = ~np.isin(numbers, own)
        numbers, alike = numbers[strangers], alike[strangers].astype(np.float64)
        if len(numbers) < LEAST:
            return Measured(None, _few(say, "distance.few_earlier", at, len(numbers)))
        others = known.distances[~np.isin(known.peers, own)]
        if len(others) < LEAST:
            return Measured(None, _few(say, "distance.few", at, len(others)))
        order, likes = far.likest(alike, far.NEAREST)
        percentile = far.percentile(1 - float(likes.mean()), others)
        nearest = self._named([int(numbers[place]) for place in order], likes.tolist())
        return Measured(Distance(percentile, len(others), at.category, at.month, nearest))

    def _named(self, numbers: list[int], likes: list[float]) -> tuple[tuple[str, str, int], ...]:
        """The nearest earlier works: id, title, likeness in thousandths."""
        works = self._store.works(numbers)
        return tuple(
            (works[number].id, works[number].title, min(1000, round(1000 * like)))
            for number, like in zip(numbers, likes, strict=False)
            if number in works and like > 0
        )


def of(
    work: Work, store: Store, matrix: Callable[[], Matrix | None], language: Language = "en"
) -> Measured:
    """How far one work is from earlier ones; as `Distances.of`, for a single one."""
    return Distances(store, matrix).of(work, language)


def _few(say: Words, key: str, at: Place, n: int) -> str:
    return say(key, n=say.number(n), category=at.category, month=say.date(at.month), least=LEAST)


__all__ = ["LEAST", "Distances", "Measured", "of"]
