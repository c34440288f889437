"""Which declarations share the most telling words with a text: lists of places, merged by rarity.

The rarest words name the candidates; more frequent ones only add to their scores. So a declaration
that shares nothing but frequent words with a longer text may be missed, and no search grows long.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MOST_WORDS = 12
"""So many of a text's words, the rarest, are looked at."""
_CANDIDATES = 6_000


class Listed(NamedTuple):
    """A word's weight in the text and, as they are kept, its places (rising) and weights there."""

    weight: float
    places: bytes
    weights: bytes


def best(lists: Sequence[Listed], size: int, limit: int) -> list[tuple[int, float]]:
    """The numbers of the best *limit* of *size* declarations, with their scores; best first.

    *lists* come with the rarest word first.
    """
    import numpy as np

    if not lists:
        return []
    read = [(np.frombuffer(one.places, np.uint32), one) for one in lists]
    named = _named([places for places, _ in read])
    scores: Array = np.zeros(len(named), dtype=np.float32)
    for places, one in read:
        _add(scores, named, places, one, size)
    order = np.argsort(-scores, kind="stable")[:limit] if len(scores) <= _CANDIDATES else None
    if order is None:
        top = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit:].min())
        order = top[np.argsort(-scores[top], kind="stable")][:limit]
    return [(int(named[n]), float(scores[n])) for n in order]


def _named(lists: Sequence[Array]) -> Array:
    """The places of the rarest words, as many as may be candidates; those of the first always."""
    import numpy as np

    taken, sum_of = [lists[0]], len(lists[0])
    for places in lists[1:]:
        sum_of += len(places)
        if sum_of > _CANDIDATES:
            break
        taken.append(places)
    every = np.concatenate(taken)
    every.sort()  # the places of a word once each: sorted and compared, np.unique takes longer
    first = np.ones(len(every), dtype=bool)
    np.not_equal(every[1:], every[:-1], out=first[1:])
    return every[first]


def _add(scores: Array, named: Array, places: Array, one: Listed, size: int) -> None:
    """Add a word's score to those of *named* that have it."""
    import numpy as np

    telling = np.float32(one.weight * math.log(1 + size / len(places)) / 255)
    weights = np.frombuffer(one.weights, np.uint8)
    at = np.minimum(np.searchsorted(places, named), len(places) - 1)
    there = places[at] == named
    scores[there] += weights[at[there]] * telling
