"""How surely a count rose: tests and intervals of a ratio of two rates, for many counts at once.

Knows numbers only, nothing of works or words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RATE = 0.05
"""What share of what is called rising may be there by chance (Benjamini and Hochberg 1995)."""

_TELLING = 1e-3
_PRIOR_WEEKS = 10.0  # how many weeks of its own a count's scatter weighs the field's scatter as


class Rate(NamedTuple):
    """One row of `Rates`; ``high`` is None where there is no upper end."""

    ratio: float
    low: float
    high: float | None
    chance: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What the counts say, one value a row: the ratio of the rates, its interval, its chance.

    ``high`` is infinite where the past has none. ``order`` has the rows, the least likely to be
    chance first; the first ``sure`` of them rose. ``scatter`` is the field's, 1 where counts scatter as by chance.
    """

    ratio: Numbers
    low: Numbers
    high: Numbers
    chance: Numbers
    order: tuple[int, ...]
    sure: int
    scatter: float

    def of(self, row: int) -> Rate:
        """What is known of *row*."""
        high = float(self.high[row])
        return Rate(
            float(self.ratio[row]),
            float(self.low[row]),
            high if isfinite(high) else None,
            float(self.chance[row]),
        )


def compare(weeks: Numbers, sizes: Numbers, recent: int) -> Rates:
    """Hold the last *recent* weeks against the others.

    Counts are taken as Poisson with more scatter than that: by the field's, and each row's own,
    Pearson statistic over its past weeks (quasi-Poisson; McCullagh and Nelder, Generalized Linear
    Models, 1989, 6.2). Given a row's total, the count of the window is then binomial: the exact
    test of two rates (Przyborowski and Wilenski, Biometrika 1940) with its interval (Clopper and
    Pearson, Biometrika 1934). Which rows rose is decided at the false discovery rate `RATE`, and
    the intervals are made wider for having been picked (Benjamini and Yekutieli, JASA 2005): a
    tenth of those shown may miss the truth.

    Args:
        weeks: rows by weeks, in order of time: how many works of that week count for the row.
        sizes: how many works there are in each week.
        recent: how many of the last weeks are the window.
    """
    import numpy as np
    from scipy.special import betainc

    past, window = weeks[:, :-recent].sum(1), weeks[:, -recent:].sum(1)
    before, now = sizes[:-recent].sum(), sizes[-recent:].sum()
    share = now / (now + before)
    scatter, own = _scatter(weeks[:, :-recent], sizes[:-recent])
    high, low = window / own, past / own
    # The chance of a binomial count of at least `high` of `high + low`, for fractions of counts too.
    chance = betainc(high.clip(1e-9), low + 1.0, share)
    order = np.argsort(chance, kind="stable")
    sure = holding(chance[order])
    lowest, highest = _interval(high, low, RATE * max(1, sure) / max(1, len(chance)))
    return Rates(
        ratio=(window + 0.5) / (past + 0.5) * before / now,
        low=_odds(lowest, before / now),
        high=_odds(highest, before / now),
        chance=chance,
        order=tuple(map(int, order)),
        sure=sure,
        scatter=scatter,
    )


def holding(chances: Numbers) -> int:
    """How many of these sorted chances hold at the false discovery rate `RATE`."""
    import numpy as np

    held = np.flatnonzero(chances <= RATE * np.arange(1, len(chances) + 1) / max(1, len(chances)))
    return int(held[-1]) + 1 if held.size else 0


def least_total(share: float) -> int:
    """The smallest total that can say anything, as all of it in the window would be unlikely enough.

    Smaller ones need no test (Tarone, Biometrics 1990); they would only blunt the others'. *share*
    is the window's share of all works.
    """
    from math import ceil, log

    return ceil(log(_TELLING) / log(share)) if 0.0 < share < 1.0 else 1


def _scatter(past: Numbers, sizes: Numbers) -> tuple[float, Numbers]:
    """How much more than Poisson the past weeks scatter: over all rows, and for each of them."""
    import numpy as np

    there = sizes > 0
    freedom = int(there.sum()) - 1
    if freedom < 1 or not len(past):
        return 1.0, np.ones(len(past))
    past, sizes = past[:, there], sizes[there]
    expected = past.sum(1, keepdims=True) * (sizes / sizes.sum())
    pearson = ((past - expected) ** 2 / expected.clip(1e-9)).sum(1)
    seen = past.sum(1) > 0
    field = max(1.0, float(pearson[seen].mean() / freedom)) if seen.any() else 1.0
    own = (pearson + _PRIOR_WEEKS * field) / (freedom + _PRIOR_WEEKS)
    return field, np.where(seen, own, field).clip(1.0)


def _interval(high: Numbers, low: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """The binomial share's interval with *tail* outside on each side."""
    import numpy as np
    from scipy.special import betaincinv

    least = np.where(high > 0, betaincinv(high.clip(1e-9), low + 1.0, tail), 0.0)
    most = np.where(low > 0, betaincinv(high + 1.0, low.clip(1e-9), 1.0 - tail), 1.0)
    return least, most


def _odds(share: Numbers, factor: float) -> Numbers:
    import numpy as np

    with np.errstate(divide="ignore"):
        return share / (1.0 - share) * factor
