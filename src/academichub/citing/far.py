"""How far works are from earlier ones by their words, and where one stands among others.

The distance of a work is one minus the mean cosine to its few nearest earlier works. It says how unlike
the words are, never how new the thought is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]

NEAREST = 5
"""How many of the nearest earlier works the distance is the mean of."""

_ROWS = 64


def distances(
    rows: csr_array, days: NDArray[np.int64], earlier: csr_array, earlier_days: NDArray[np.int64],
    reach: int,
) -> Floats:  # fmt: skip
    """The distance of each of *rows* from the earlier works of the *reach* days before its own day.

    Args:
        rows: n works as rows of length 1.
        days: the day of each, an ordinal.
        earlier: the works they are held against, in the order of their days.
        earlier_days: the day of each of these.
        reach: how many days back are looked at.

    Returns:
        n distances from 0 to 1, 1 where nothing is earlier.
    """
    found = [
        likest(one, NEAREST)[1].mean()
        for one in _likenesses(rows, days, earlier, earlier_days, reach)
    ]
    return 1 - np.array(found, dtype=np.float64)


def likest(alike: Floats, most: int) -> tuple[NDArray[np.int64], Floats]:
    """The places of the *most* likest, the likest first, and how like; zeros where there are fewer."""
    order = np.lexsort((np.arange(len(alike)), -alike))[:most]
    values = np.zeros(most)
    values[: len(order)] = alike[order]
    return order, values


def percentile(own: float, others: Sequence[float] | Floats) -> int:
    """Of a hundred *others*, how many are nearer; those as near count half."""
    values = np.round(np.asarray(others, dtype=np.float64), 6)
    mine = round(own, 6)
    below, same = int((values < mine).sum()), int((values == mine).sum())
    return (200 * below + 100 * same) // (2 * len(values))


def _likenesses(
    rows: csr_array, days: NDArray[np.int64], earlier: csr_array, earlier_days: NDArray[np.int64],
    reach: int,
) -> Iterator[Floats]:  # fmt: skip
    """For each row its likeness to the works of its time, a few rows at once to bound the memory."""
    turned = earlier.T.tocsr()
    for start in range(0, rows.shape[0], _ROWS):
        alike = (rows[start : start + _ROWS] @ turned).toarray()
        for one, day in zip(alike, days[start : start + _ROWS], strict=True):
            first, last = np.searchsorted(earlier_days, [day - reach, day])
            yield one[first:last].astype(np.float64)
