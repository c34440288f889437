"""How far a work is from earlier ones, against other works of its category and month.

Stands on the words of title and abstract alone. Where too little is in the store to compare with there is
no number, but the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

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
from academichub.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LEAST = 20
"""Works of the category and month, and earlier works, that there have to be."""

REACH = 730
"""Days before a work in which earlier ones are looked for."""

_MOST_PEERS, _MOST_EARLIER = 600, 30_000


class Measured(NamedTuple):
    """The distance; or None, and in the language of the review why there is none."""

    distance: Distance | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a work stands: its category, the first and last day of its month, its own day."""

    category: str
    first: int
    last: int
    day: int

    @property
    def month(self) -> str:
        return date.fromordinal(self.first).isoformat()[:7]


def of(
    work: Work, store: Store, matrix: Callable[[], Matrix], language: Language = "en"
) -> Measured:
    """Measure how far *work* is from earlier works of its category, and hold it against its peers.

    Args:
        work: the work; it need not be in the store.
        store: where the others are.
        matrix: gives the features of all works, brought to the store's last change.
        language: of the reason where there is no distance.
    """
    say = words("citing", language)
    place = _place(work)
    if place is None:
        return Measured(None, say("distance.no_category"))
    own = features.features(work)
    if not own.words:
        return Measured(None, say("distance.no_words"))
    there = matrix()
    peers = _peers(work, store, there, place)
    if len(peers.numbers) < LEAST:
        return Measured(None, _few(say, "distance.few", place, len(peers.numbers)))
    earlier = _earlier(work, store, there, place)
    before = int((earlier.days < place.day).sum())
    if before < LEAST:
        return Measured(None, _few(say, "distance.few_earlier", place, before))
    alone = Columns.of([(-1, own)])
    return Measured(_measured(store, there, place, (alone, peers), earlier))


@dataclass(frozen=True, slots=True, eq=False)
class _Peers:
    """The other works of the month and the day each was posted."""

    numbers: Ints
    columns: Columns
    days: Ints


def _measured(
    store: Store, matrix: Matrix, place: _Place, held: tuple[Columns, _Peers], earlier: Columns
) -> Distance:
    own, peers = held
    weights = matrix.frequencies.weights()
    rows = features.texts(Columns.join([own, peers.columns]), weights)
    against = features.texts(earlier, weights)
    days = np.concatenate([[place.day], peers.days]).astype(np.int64)
    far_off = far.distances(rows, days, against, earlier.days.astype(np.int64), REACH)
    return Distance(
        far.percentile(float(far_off[0]), far_off[1:]),
        len(peers.numbers),
        place.category,
        place.month,
        _nearest(store, place, (against @ rows[[0]].T).toarray().ravel(), earlier),
    )


def _nearest(
    store: Store, place: _Place, alike: NDArray[np.float32], earlier: Columns
) -> tuple[tuple[str, str, int], ...]:
    """The nearest earlier works: id, title, likeness in thousandths."""
    first, last = np.searchsorted(earlier.days, [place.day - REACH, place.day])
    order, values = far.likest(alike[first:last].astype(np.float64), far.NEAREST)
    numbers = [int(earlier.numbers[first + at]) for at in order]
    works = store.works(numbers)
    found = zip(numbers, values, strict=False)
    return tuple(
        (works[number].id, works[number].title, min(1000, round(1000 * float(like))))
        for number, like in found
        if number in works and like > 0
    )


def _peers(work: Work, store: Store, matrix: Matrix, place: _Place) -> _Peers:
    """Other works of the primary category that were posted in the month, a fixed sample of many."""
    listed = _of_category(matrix.since(place.first, place.last + 1), place.category)
    works = store.works([int(number) for number in listed.numbers])
    own = _names(work)
    days = {
        number: there.day
        for number, one in works.items()
        if one.primary_category == place.category
        and not own & _names(one)
        and (there := _place(one))
        and place.first <= there.day <= place.last
    }
    chosen = np.array(_sample(sorted(days)), dtype=np.int64)
    columns = matrix.rows([int(number) for number in chosen])
    found = columns.numbers.astype(np.int64)
    return _Peers(found, columns, np.array([days[int(n)] for n in found], dtype=np.int64))


def _earlier(work: Work, store: Store, matrix: Matrix, place: _Place) -> Columns:
    """The works of the category of the years before the end of the month, the newest of many, by day."""
    columns = _of_category(matrix.since(place.first - REACH, place.last), place.category)
    numbers = store.numbers(_names(work))
    kept = np.flatnonzero(~np.isin(columns.numbers, list(set(numbers.values()))))
    order = kept[np.argsort(columns.days[kept], kind="stable")]
    return columns.take(order[-_MOST_EARLIER:])


def _of_category(columns: Columns, category: str) -> Columns:
    hashes = crc32(f"category {category}".encode())
    rows = columns.categories.rows_of(np.flatnonzero(columns.categories.values == hashes))
    return columns.take(np.unique(rows))


def _place(work: Work) -> _Place | None:
    """Where *work* stands; None where it has no category or no month."""
    day = _day(work.posted_on) or _day(work.published_on) or _day(work.date)
    if not work.primary_category or day is None:
        return None
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _Place(work.primary_category, first.toordinal(), last.toordinal(), day.toordinal())


def _day(written: str | None) -> date | None:
    if not written or len(written) < 7:
        return None
    try:
        return date.fromisoformat(written if len(written) >= 10 else f"{written[:7]}-01")
    except ValueError:
        return None


def _names(work: Work) -> set[str]:
    return {work.id, *map(str, work.identifiers)}


def _sample(numbers: Sequence[int]) -> Sequence[int]:
    """As many of *numbers* as are measured, evenly over their order of arrival."""
    if len(numbers) <= _MOST_PEERS:
        return numbers
    return [numbers[at * len(numbers) // _MOST_PEERS] for at in range(_MOST_PEERS)]


def _few(say: Words, key: str, place: _Place, n: int) -> str:
    return say(
        key, n=say.number(n), category=place.category, month=say.date(place.month), least=LEAST
    )
