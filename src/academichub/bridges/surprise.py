"""How surprising it is that two fields share a thing, and how likely works are to join it.

Arithmetic on counts, nothing else.
"""

from __future__ import annotations

from math import exp, log2, sqrt

FEW = 5
"""Works a count is raised by as if they had been seen: below it nothing shouts."""

COMMON = 0.01
"""What a larger part of all works names belongs to no field, and joins none."""

KNOWN = 5
"""Works that name a thing before it is taken for more than what one paper calls its own."""

_MANY = 1000


def apart(one: int, other: int, both: int) -> float:
    """Bits of two fields meeting: minus log2 of how likely a work of either is of both.

    The self-information (Shannon, A Mathematical Theory of Communication, 1948, §6) of the Jaccard
    index of the two sets of works, after Laplace's rule of succession: ``(both + 1) / (either + 2)``.
    Fields of which there are no works tell 1 bit, whatever they are.
    """
    return -log2((both + 1) / (max(one + other - both, both) + 2))


def rare(naming: int, total: int) -> float:
    """Bits of a thing being named: minus log2 of the share of works that name it.

    The inverse document frequency (Spärck Jones 1972) as self-information, with `FEW` works added
    to those that name it and twice as many to all, less where there are few works at all.
    """
    added = min(FEW, max(total, 1) / 100)
    return -log2(min(1.0, (naming + added) / (total + 2 * added)))


def is_common(naming: int, total: int) -> bool:
    """Whether too many works name a thing for it to join fields; of a few works nobody can tell."""
    return total >= _MANY and naming > total * COMMON


def is_known(naming: int, total: int) -> bool:
    """Whether enough works name a thing for it to be missed where it is not."""
    return naming >= (KNOWN if total >= _MANY else 2)


def support(left: int, right: int) -> float:
    """How far the works on both sides carry it, 0 to 1: h / (h + 1), h their harmonic mean."""
    if not left or not right:
        return 0.0
    mean = 2 * left * right / (left + right)
    return mean / (mean + 1)


def likely(one: float, other: float, meeting: float) -> float:
    """How likely some work of both fields comes to name a thing, 0 to 1: 1 - e^(-expected works).

    *one* and *other* works of the two fields name it; half their harmonic mean is what each side can
    bring to the other. It counts as much as the fields have to do with each other, by the root of
    *meeting* (`cosine`). Poisson's law then says how likely there is at least one such work. The form
    was set on the past, and is measured there (`benchmarks/bridges.py`).
    """
    return 1 - exp(-one * other / max(one + other, 1.0) * sqrt(meeting))


def cosine(one: float, other: float, both: float) -> float:
    """How much two sets of works overlap, 0 to 1: Ochiai's coefficient, with one work in both added.

    Salton and McGill (Introduction to Modern Information Retrieval, 1983) call it the cosine.
    """
    return min((both + 1) / sqrt(max(one, 1.0) * max(other, 1.0)), 1.0)


def way(naming: int, total: int) -> float:
    """What one thing between two others says for their being joined, more the rarer it is.

    What Adamic and Adar (Social Networks 25, 2003) give a common neighbour, 1 / log n, times how
    `rare` it is. The sum over all that stands between the two is what an open question promises.
    """
    return rare(naming, total) / log2(2 + naming)
