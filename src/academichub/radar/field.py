"""What rises in a radar's field: the works that stand as high as any it would show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from academichub import trends
from academichub.profile import Radar
from academichub.radar.learning import Known, known
from academichub.radar.pool import Pool
from academichub.rank import SIGNALS, Ranked
from academichub.rank.learning import Taste
from academichub.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 3_000
"""Works of a field that are read; of a larger one those above a bar that is higher in every week."""

_LIKENESS = "like what you saved"

_SPREADS = 2.0
"""How far beyond the usual likeness a work of the field is, where likeness is all that speaks."""

_LIKE_THE_BEST = 0.5, 10
"""The share of the score of the best but so many that a work of the field has."""


def trends_of(store: Store, pool: Pool, radar: Radar, today: str) -> trends.Trends:
    """The trends of *radar* up to *today*."""
    knows = known(store, pool, radar.profile, store.radars.verdicts(radar.id))
    key = "trends", store.sequence(), id(knows.taste), knows.taste, today
    return pool.remembered(key, lambda: _found(store, pool, knows, today))


def _found(store: Store, pool: Pool, knows: Known, today: str) -> trends.Trends:
    last = date.fromisoformat(today).toordinal()
    among = pool.since(last - trends.WINDOW - trends.PAST)
    nothing = np.zeros(len(among), np.bool_)
    numbers = _chosen(pool.ranked(knows.taste, among, last, nothing, knows.own))
    return trends.find(store.works(numbers).values(), today)


def _chosen(ranked: Ranked) -> list[int]:
    """Numbers of the works above one bar for all weeks, so how new a work is has no say."""
    scores = np.where(
        np.isfinite(ranked.scores), ranked.scores - ranked.points["freshness"], -np.inf
    )
    numbers = ranked.asked.columns.numbers
    return [int(n) for n in numbers[above(scores, numbers, _least(ranked.asked.taste))]]


def _least(taste: Taste) -> float:
    """What a work has at least where the radar has learnt; any point will do where it has not."""
    weight = SIGNALS[_LIKENESS].weight * taste.profile.turned.get(_LIKENESS, 1.0)
    return float(weight * np.log1p(_SPREADS)) if taste.learnt else 0.0


def above(
    scores: NDArray[np.float32], numbers: NDArray[np.int64], least: float, most: int = MOST
) -> NDArray[np.int64]:
    """Rows above one bar: *least*, a share of the best, or what leaves *most* of them.

    Rows that stand equal at the bar are chosen by a hash of their numbers, which no week shares.
    """
    share, behind = _LIKE_THE_BEST
    best = np.sort(scores)[::-1][:behind]
    bar = max(least, share * float(best[-1])) if len(best) else least
    rows = np.flatnonzero(scores > bar)
    scattered = (numbers[rows].astype(np.uint64) * np.uint64(2654435761)) % np.uint64(1 << 32)
    return rows[np.lexsort((scattered, -scores[rows]))[:most]]
