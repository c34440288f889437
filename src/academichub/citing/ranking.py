"""In which order the works that cite a work are shown, and how like it they are.

Likeness is the cosine of the words of title (counted twice) and abstract, weighed by how rare they are among the works
at hand; everything that is kept of it is a whole number of thousandths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

from academichub.argument.reviews import Citing, Stance
from academichub.citing.stance import WEIGHTS
from academichub.features import Columns, Frequencies, features, texts
from academichub.model import Work

Order = Literal["relevance", "date", "count", "distance"]
ORDERS: tuple[Order, ...] = get_args(Order)

_TEXT, _FIELDS, _STANCE = 6, 2, 2
_MOST_STANCE = max(WEIGHTS.values())


def likenesses(work: Work, others: Sequence[Work]) -> list[int]:
    """How like *work* each of *others* is by its words, in thousandths."""
    if not others:
        return []
    columns = Columns.of([(at, features(_weighed(one))) for at, one in enumerate((work, *others))])
    rows = texts(columns, Frequencies.none().plus(columns).weights())
    cosines = (rows[1:] @ rows[[0]].T).toarray().ravel()
    return [min(1000, max(0, round(1000 * float(one)))) for one in cosines]


def relevances(
    work: Work, others: Sequence[Work], alike: Sequence[int], stances: Sequence[Stance | None]
) -> list[int]:
    """How much each of *others* has to say of *work*, in thousandths of the most.

    Six parts of ten are likeness of text (against the likest), two the categories in common, two what
    the citing sentence does with the work.
    """
    likest = max(alike, default=0) or 1
    points = [
        (
            _TEXT * like / likest
            + _FIELDS * _in_common(work.categories, one.categories)
            + _STANCE * (WEIGHTS[stance] if stance else 0) / _MOST_STANCE
        )
        for one, like, stance in zip(others, alike, stances, strict=True)
    ]
    most = max(points, default=0.0) or 1.0
    return [round(1000 * one / most) for one in points]


def ordered(citing: Sequence[Citing], by: Order = "relevance") -> tuple[Citing, ...]:
    """*citing* in an order: most relevant, newest, most cited or nearest first; then by title."""
    return tuple(sorted(citing, key=lambda one: (*_place(one, by), one.title.lower(), one.work)))


def _weighed(work: Work) -> Work:
    """*work* with its title twice: its words say more of it than those of its abstract."""
    return replace(work, title=f"{work.title}\n{work.title}")


def _place(one: Citing, by: Order) -> tuple[int, ...]:
    if by == "date":
        return tuple(-int(part) for part in f"{one.date}-00-00"[:10].split("-")[:3])
    if by == "count":
        return (one.cited_by_count is None, -(one.cited_by_count or 0), -one.relevance)
    if by == "distance":
        return (one.distance is None, one.distance or 0)
    return (-one.relevance,)


def _in_common(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if not ours or not theirs:
        return 0.0
    return len(set(ours) & set(theirs)) / len(set(ours) | set(theirs))
