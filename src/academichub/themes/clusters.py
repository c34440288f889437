"""Which works belong together, and into how many groups: from how alike each two are.

Spectral clustering of the graph of nearest neighbours. Given the same likenesses in the same order it
gives the same groups; the caller puts the works in an order of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]

MOST = 14
"""Themes at most: a reader takes in no more."""

RESOLUTION = 1.5
"""Of the modularity; higher gives more themes (Reichardt and Bornholdt 2006)."""

_ROUNDS, _STARTS = 30, 4
_RELATED = 0.02  # one pair in twenty of different categories, one in four of the same
_FEW, _FEW_GROUPS = 5, 3
_EACH = 8  # works of a theme, at the least, on average
_ALONE = -1


def groups(alike: Matrix, most: int = MOST) -> Labels:
    """The number of each work's group, -1 for those that belong to none."""
    works = len(alike)
    if works < 2:
        return np.zeros(works, np.int64)
    if works <= _FEW:
        return _few(alike)
    graph = neighbours(alike, max(8, min(20, 8 + works // 20)))
    most = min(most, max(_FEW_GROUPS, 1 + works // _EACH))
    space = spectral(graph, most)
    best, chosen = -np.inf, np.zeros(works, np.int64)
    for count in range(1, most + 1):
        labels = kmeans(space, count)
        found = modularity(graph, labels)
        if found > best + 1e-9:
            best, chosen = found, labels
    return settled(chosen, alike)


def neighbours(alike: Matrix, nearest: int) -> Matrix:
    """The likenesses of each work to its nearest, made mutual; 0 elsewhere."""
    graph = alike.copy()
    np.fill_diagonal(graph, 0.0)
    if len(graph) > nearest + 1:
        edge = -np.partition(-graph, nearest - 1, axis=1)[:, nearest - 1]
        graph = np.where(graph >= edge[:, None], graph, 0.0)
    return np.maximum(graph, graph.T)


def spectral(graph: Matrix, count: int) -> Matrix:
    """The *count* leading eigenvectors of the normalised graph as columns, signs fixed."""
    from scipy.linalg import eigh

    degree = graph.sum(axis=1) + 1e-9
    scaled = graph / np.sqrt(np.outer(degree, degree))
    last = len(graph) - 1
    _values, columns = eigh(scaled, subset_by_index=(max(0, last - count + 1), last))
    columns = columns[:, ::-1]
    signs = np.sign(columns[np.abs(columns).argmax(axis=0), np.arange(columns.shape[1])])
    turned: Matrix = columns * np.where(signs == 0, 1.0, signs)
    return turned


def kmeans(space: Matrix, count: int) -> Labels:
    """The points of the first *count* columns on the unit sphere, in *count* groups."""
    points = space[:, :count]
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    points = points / np.where(lengths > 0, lengths, 1.0)
    best, chosen = -np.inf, np.zeros(len(points), np.int64)
    for start in range(_STARTS):
        labels, found = _lloyd(points, _spread(points, count, start))
        if found > best + 1e-9:
            best, chosen = found, labels
    return chosen


def _spread(points: Matrix, count: int, start: int) -> Matrix:
    """Centres far from one another, the first a point of the *start*-th rank of middleness."""
    middle = points.mean(axis=0)
    chosen = [int(np.argsort(points @ middle, kind="stable")[(start * 7919) % len(points)])]
    nearest = points @ points[chosen[0]]
    while len(chosen) < count:
        chosen.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, points @ points[chosen[-1]])
    return points[chosen]


def _lloyd(points: Matrix, centres: Matrix) -> tuple[Labels, float]:
    labels = np.full(len(points), -1)
    for _ in range(_ROUNDS):
        close = points @ centres.T
        now = close.argmax(axis=1)
        if (now == labels).all():
            break
        labels = now
        there = np.eye(len(centres))[labels]
        sums = there.T @ points
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.where(lengths > 0, lengths, 1.0), centres)
    return labels.astype(np.int64), float((points @ centres.T).max(axis=1).sum())


def modularity(graph: Matrix, labels: Labels) -> float:
    """How much more of the graph lies within the groups than by chance (Newman 2004)."""
    total = graph.sum()
    if not total:
        return 0.0
    there = np.eye(int(labels.max()) + 1)[labels]
    between = there.T @ graph @ there / total
    return float(np.trace(between) - RESOLUTION * np.square(between.sum(axis=1)).sum())


def settled(labels: Labels, alike: Matrix) -> Labels:
    """*labels* with works that are like nothing in their group taken out, or moved where they fit."""
    there = np.eye(int(labels.max()) + 1)[labels]
    inside = alike - np.diag(np.diag(alike))
    sizes = there.sum(axis=0)
    sums = inside @ there
    means = sums / np.maximum(sizes[None] - there, 1.0)
    best = means.argmax(axis=1)
    strongest = means[np.arange(len(labels)), best]
    usual = np.median(strongest)
    result = np.where(strongest < 0.25 * usual, _ALONE, labels)
    small = np.bincount(result[result >= 0], minlength=len(sizes)) < 2
    result = np.where((result >= 0) & small[result], _ALONE, result)
    return result.astype(np.int64)


def _few(alike: Matrix) -> Labels:
    """Of up to five works: three groups at the most, fewer where they share enough."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = squareform(1.0 - alike, checks=False).clip(0.0)
    tree = linkage(apart, "average")
    labels = fcluster(tree, 1.0 - _RELATED, "distance")
    if labels.max() > _FEW_GROUPS:
        labels = fcluster(tree, _FEW_GROUPS, "maxclust")
    return labels.astype(np.int64) - 1
