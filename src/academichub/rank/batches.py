"""The next works to show: the best, but not all of one kind, and some from elsewhere, marked so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from academichub.rank.scoring import Ranked
from academichub.rank.signals import matched

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

SIZE = 25
OUTSIDE = 2
"""How many of a batch come from outside the reader's usual categories."""

SAME_THEME = 0.15
"""Cosine of two texts from which they are of one theme. Two papers of one team are usually above
0.2, two papers of one category below 0.1."""

_MOST_OF_A_KIND = 2
_LOOKED_AT = 12
"""How many times the size of a batch is looked at to find different works."""


class Chosen(NamedTuple):
    """A row of the candidates, and whether it is from outside the usual."""

    row: int
    outside: bool = False


def batch(ranked: Ranked, size: int = SIZE, outside: int = OUTSIDE) -> list[Chosen]:
    """Choose the rows of the next batch, the best first.

    No three of one group of authors on one theme. With *outside*, that many places at the middle
    and the end go to the works of other categories that are likest in text, marked so.
    """
    best = [int(row) for row in ranked.best(size * _LOOKED_AT)]
    elsewhere = _elsewhere(ranked, outside) if outside and len(best) > size else []
    usual = _different(ranked, [row for row in best if row not in elsewhere], size - len(elsewhere))
    chosen = [Chosen(row) for row in usual]
    for nth, row in enumerate(elsewhere):
        place = (nth + 1) * size // len(elsewhere) - 1
        chosen.insert(min(place, len(chosen)), Chosen(row, outside=True))
    return chosen


def _different(ranked: Ranked, rows: list[int], size: int) -> list[int]:
    chosen: list[int] = []
    for row in rows:
        if len(chosen) == size:
            break
        of_a_kind = sum(_one_kind(ranked, row, other) for other in chosen)
        if of_a_kind < _MOST_OF_A_KIND:
            chosen.append(row)
    return chosen


def _one_kind(ranked: Ranked, one: int, other: int) -> bool:
    """Whether two works share an author and a theme."""
    columns, texts = ranked.asked.columns, ranked.asked.texts
    if not set(columns.authors.row(one).tolist()) & set(columns.authors.row(other).tolist()):
        return False
    return _cosine(texts, one, other) >= SAME_THEME


def _cosine(texts: csr_array, one: int, other: int) -> float:
    ours = slice(texts.indptr[one], texts.indptr[one + 1])
    theirs = slice(texts.indptr[other], texts.indptr[other + 1])
    _, here, there = np.intersect1d(texts.indices[ours], texts.indices[theirs], return_indices=True)
    return float(texts.data[ours][here] @ texts.data[theirs][there])


def _elsewhere(ranked: Ranked, count: int) -> list[int]:
    """The rows of categories the reader never kept that are likest in text."""
    taste, columns = ranked.asked.taste, ranked.asked.columns
    if not taste.learnt or not len(taste.categories.hashes):
        return []
    usual = np.zeros(len(columns), np.bool_)
    usual[matched(columns.categories, taste.categories)[0]] = True
    unknown = np.diff(columns.categories.starts) == 0
    like = ranked.points["like what you saved"]
    scores: NDArray[np.float32] = np.where(
        usual | unknown | ~np.isfinite(ranked.scores), -np.inf, like
    )
    first = np.argpartition(-scores, min(16 * count, len(scores) - 1))[: 16 * count]
    order = first[np.lexsort((-columns.numbers[first], -scores[first]))][: 4 * count]
    return _different(ranked, [int(row) for row in order if np.isfinite(scores[row])], count)
