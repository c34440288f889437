"""Fits the weights of the roles of sentences: a linear chain of roles with cues (Lafferty et al. 2001).

Used by ``evidence_roles.py --fit``. Cues are kept if they are frequent enough among the labelled
abstracts, and no words of one subject: what an arXiv abstract seldom says is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from academichub.evidence.roles import ROLES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
FEWEST = 10
COMMON = 40
STRENGTH = 4.0  # of the pull towards zero, set by hand
ROUNDS = 250
SMALL = 0.12


def fit(
    rows: Sequence[Sequence[set[str]]], answers: Sequence[Sequence[str]], usual: Counter[str]
) -> dict[str, Any]:
    """The weights of cues and of successions from abstracts' sentences, as cues, and their roles."""
    from scipy.optimize import minimize

    names = _kept(rows, usual)
    there = _matrix(rows, names)
    chain = _Chain(there, [[ROLES.index(role) for role in one] for one in answers])
    start = np.zeros(4 * len(names) + 16)
    found = minimize(chain.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights = found.x[:-16].reshape(len(names), 4)
    cues = {
        name: [round(float(value), 2) for value in row]
        for name, row in zip(names, weights, strict=True)
        if name == "=" or np.abs(row).max() >= SMALL
    }
    steps = [[round(float(value), 2) for value in row] for row in found.x[-16:].reshape(4, 4)]
    return {"cues": cues, "steps": steps}


def _kept(rows: Sequence[Sequence[set[str]]], usual: Counter[str]) -> list[str]:
    known = Counter(cue for one in rows for row in one for cue in row)
    kept = (c for c, n in known.items() if n >= FEWEST and (c[0] in "@=^" or usual[c] >= COMMON))
    return ["=", *sorted(kept)]


def _matrix(rows: Sequence[Sequence[set[str]]], names: Sequence[str]) -> csr_array:
    from scipy.sparse import csr_array

    column = {name: number for number, name in enumerate(names)}
    indices, edges = [], [0]
    for one in rows:
        for row in one:
            indices += [0, *(column[cue] for cue in row if cue in column)]
            edges.append(len(indices))
    shape = (len(edges) - 1, len(names))
    return csr_array((np.ones(len(indices)), indices, edges), shape=shape)


class _Chain:
    """The likelihood of roles along abstracts, padded to the longest, and its slope."""

    def __init__(self, there: csr_array, answers: Sequence[Sequence[int]]) -> None:
        lengths = [len(one) for one in answers]
        shape = len(answers), max(lengths)
        self.there = there
        self.mask = np.zeros(shape, dtype=bool)
        self.roles = np.zeros(shape, dtype=int)
        for number, one in enumerate(answers):
            self.mask[number, : len(one)] = True
            self.roles[number, : len(one)] = one
        self.pairs = np.zeros((4, 4))
        for one in answers:
            for before, after in pairwise(one):
                self.pairs[before, after] += 1

    def loss(self, values: Floats) -> tuple[float, Floats]:
        """Minus the logarithm of the likelihood with the pull, and its slope."""
        weights, steps = values[:-16].reshape(-1, 4), values[-16:].reshape(4, 4)
        flat = self.there @ weights
        scores = np.zeros((*self.mask.shape, 4))
        scores[self.mask] = flat
        total, single, double = self._marginals(scores, steps)
        given = np.eye(4)[self.roles[self.mask]]
        said = float((flat * given).sum() + (self.pairs * steps).sum())
        slope = self.there.T @ (single[self.mask] - given)
        slope_steps = double - self.pairs
        lost = total - said + 0.5 * STRENGTH * float(values @ values)
        return lost, np.concatenate([slope.ravel(), slope_steps.ravel()]) + STRENGTH * values

    def _marginals(self, scores: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
        ahead, behind = self._ahead(scores, steps), self._behind(scores, steps)
        last = self.mask.sum(1) - 1
        whole = _sum(ahead[np.arange(len(last)), last])
        single = np.exp(ahead + behind - whole[:, None, None])
        double = np.zeros((4, 4))
        for at in range(1, scores.shape[1]):
            on = self.mask[:, at]
            joint = (
                ahead[on, at - 1, :, None] + steps + (scores + behind)[on, at, None, :]
            ) - whole[on, None, None]
            double += np.exp(joint).sum(0)
        return float(whole.sum()), single, double

    def _ahead(self, scores: Floats, steps: Floats) -> Floats:
        ahead = scores.copy()
        for at in range(1, scores.shape[1]):
            ahead[:, at] += _sum((ahead[:, at - 1, :, None] + steps).swapaxes(1, 2))
        return ahead

    def _behind(self, scores: Floats, steps: Floats) -> Floats:
        behind = np.zeros_like(scores)
        for at in range(scores.shape[1] - 2, -1, -1):
            further = _sum((scores + behind)[:, at + 1, None, :] + steps)
            behind[:, at] = np.where(self.mask[:, at + 1, None], further, 0.0)
        return behind


def _sum(values: Floats) -> Floats:
    """The logarithm of the sum of exponentials over the last axis."""
    top = values.max(-1, keepdims=True)
    summed: Floats = np.log(np.exp(values - top).sum(-1)) + top[..., 0]
    return summed
