"""What rises in a radar's field: the works that stand as high as any it would show."""

from __future__ import annotations

from datetime import date

import numpy as np

from academichub import trends
from academichub.profile import Radar
from academichub.radar.learning import Known, known
from academichub.radar.pool import Pool
from academichub.rank import Ranked
from academichub.store import Store

MOST = 3_000
"""Works of a field that are read; of a larger one those that fit best, in every week alike."""

_SHARE = 0.1


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
    size = min(MOST, max(int(len(scores) * _SHARE), min(len(scores), MOST // 4)))
    rows = np.argsort(-scores, kind="stable")[:size]
    return [int(n) for n in ranked.asked.columns.numbers[rows[np.isfinite(scores[rows])]]]
