"""How alike works are: by their words above all, by what they name and cite, and by their categories.

Only measures; decides nothing about themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from academichub import taxonomy
from academichub.model import Work
from academichub.themes.background import Background, background

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Matrix = NDArray[np.float64]


class Rows(NamedTuple):
    """Rows of length 1, one a work, and what each column is of."""

    matrix: csr_array
    keys: Sequence[str]


THINGS, CITED, CATEGORIES = 0.15, 0.15, 0.1
"""Parts of what is named, cited and of the categories beside the words' 1."""

_FEW = 12  # of so few, what one alone has says how little it shares

OWN = 0.2
"""Part of what the works themselves say is rare, beside the background's 1."""


def likeness(
    words: Sequence[Mapping[str, int]],
    things: Sequence[frozenset[str]],
    works: Sequence[Work],
) -> tuple[Matrix, Rows]:
    """Cosines of works, 0 to 1; where a work has no references or categories, of what it has."""
    sets = (
        (THINGS, things),
        (CITED, [frozenset(_cited(work)) for work in works]),
        (CATEGORIES, [frozenset(_categories(work)) for work in works]),
    )
    told = vectors(words, background())
    total = _dense(told.matrix @ told.matrix.T)
    parts = np.ones_like(total)
    for part, given in sets:
        rows = vectors([dict.fromkeys(one, 1) for one in given], None).matrix
        if rows.shape[1]:
            has = np.array([bool(one) for one in given], float)
            total += part * _dense(rows @ rows.T)
            parts += part * np.outer(has, has)
    return np.clip(total / parts, 0.0, 1.0), told


def vectors(counts: Sequence[Mapping[str, int]], known: Background | None) -> Rows:
    """Rows of length 1, ``(1 + ln tf) · idf``, of what two works have; of few works all."""
    from scipy.sparse import csr_array

    frequency = Counter(key for one in counts for key in one)
    least = 1 if len(counts) <= _FEW else 2
    kept = sorted(key for key, found in frequency.items() if found >= least)
    columns = {key: at for at, key in enumerate(kept)}
    weights = np.array([_weight(key, frequency[key], len(counts), known) for key in columns])
    rows: list[int] = []
    places: list[int] = []
    said: list[int] = []
    for row, one in enumerate(counts):
        for key, count in one.items():
            if (place := columns.get(key)) is not None:
                rows.append(row)
                places.append(place)
                said.append(count)
    values = (1 + np.log(np.array(said, float))) * weights[places] if said else np.empty(0)
    squares = np.bincount(rows, values**2, len(counts)) if rows else np.zeros(len(counts))
    lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
    shape = (len(counts), len(columns))
    data = values / lengths[rows] if rows else values
    return Rows(csr_array((data, (rows, places)), shape=shape), list(columns))


def _weight(key: str, found: int, works: int, known: Background | None) -> float:
    own = log((1 + works) / (1 + found)) + 1
    return own if known is None else OWN * own + known.of(key)


def _dense(product: csr_array) -> Matrix:
    dense: Matrix = product.toarray()
    return dense


def _cited(work: Work) -> Iterable[str]:
    yield from (str(one.identifier) for one in work.references if one.identifier)
    if work.references:
        yield from map(str, work.identifiers)


def _categories(work: Work) -> Iterable[str]:
    for category in work.categories or filter(None, [work.primary_category]):
        yield taxonomy.canonical(category)
        yield taxonomy.field(category)
