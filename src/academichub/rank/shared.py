"""What all readers share: a sample of any works, and the inverse of how their texts vary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from academichub.features import BUCKETS, Columns, Frequencies, texts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_THE_SAME = 0.999
"""The cosine from which two texts are one."""

SHRINKAGE = 0.01
"""Added to the covariance's diagonal; rows of texts have length 1. Set on the tuning half of
benchmarks/radar_quality.py; 0.001 to 0.1 differ by less than a standard error."""


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """A sample of any works, and what every reader's learning needs of it.

    Attributes:
        texts: m rows of length 1.
        weights: inverse document frequencies the rows were made with.
        mean: of the rows.
        factor: Cholesky factor of their centred Gram matrix with the shrinkage on its diagonal.
    """

    texts: csr_array
    weights: NDArray[np.float32]
    mean: NDArray[np.float32]
    factor: NDArray[np.float64]


def background(columns: Columns, frequencies: Frequencies) -> Background:
    """Prepare what all readers share from a sample of works; a second or two for 1,500."""
    from scipy.linalg import cholesky

    weights = frequencies.weights()
    rows = texts(columns, weights)
    if not len(columns):
        return Background(rows, weights, np.zeros(BUCKETS, np.float32), np.empty((0, 0)))
    gram = (rows @ rows.T).toarray().astype(np.float64)
    middle = gram.mean(axis=0)
    centred = gram - middle[None] - middle[:, None] + gram.mean()
    count = len(columns)
    factor = cholesky(centred + count * SHRINKAGE * np.eye(len(columns)))
    mean = np.asarray(rows.sum(axis=0)).ravel() / count
    return Background(rows, weights, mean.astype(np.float32), factor)


def whitened(vector: NDArray[np.float64], shared: Background) -> NDArray[np.float64]:
    """*vector* divided by the covariance of the background, by the matrix inversion lemma."""
    from scipy.linalg import cho_solve

    if not shared.texts.shape[0]:
        return vector
    along = shared.texts @ vector
    along -= along.mean()
    part = cho_solve((shared.factor, False), along, check_finite=False)
    part -= part.mean()
    divided: NDArray[np.float64] = (vector - shared.texts.T @ part) / SHRINKAGE
    return divided


def usual(
    direction: NDArray[np.float32], shared: Background, own: csr_array
) -> tuple[float, float]:
    """Mean and standard deviation of the background along a direction.

    The reader's *own* works are left out where they are in the background: what a direction was
    made from lies far along it, and in a small store that would hide everything else.
    """
    others = shared.texts
    if others.shape[0] and own.shape[0]:
        nearest = np.asarray((others @ own.T).max(axis=1).todense()).ravel()
        others = others[np.flatnonzero(nearest < _THE_SAME)]
    if not others.shape[0]:
        return 0.0, 1.0
    along = others @ direction
    return float(along.mean()), float(along.std()) or 1.0
