"""The signals: each gives points to all candidates at once, and one reason for a single pick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from academichub.features import BUCKETS, Columns, Ragged, phrases, tokens
from academichub.model import Work
from academichub.rank.learning import KEPT_AT_MOST, Lookup, Taste

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Points = NDArray[np.float32]

HALF_LIFE = 7.0
"""Days after which freshness counts half."""

_NEAREST = 2


class Asked(NamedTuple):
    """What signals look at.

    Attributes:
        taste: the reader's.
        columns: n works.
        texts: their texts, n rows.
        today: the day, as `Features.day` has it.
        vectors: of the works, from a model the operator supplied; zeros where one has none.
        wanted: the mean vector of what the reader kept.
    """

    taste: Taste
    columns: Columns
    texts: csr_array
    today: int
    vectors: Points | None = None
    wanted: Points | None = None


class Said(NamedTuple):
    """What a reason speaks of, and the reader's works it stands on."""

    value: str | None = None
    works: tuple[str, ...] = ()


class Signal(NamedTuple):
    """One line of the table: weight, points of all candidates, and what to say of one of them."""

    weight: float
    points: Callable[[Asked], Points]
    said: Callable[[Asked, int, Work], Said]


def matched(rows: Ragged, lookup: Lookup) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where a column holds what is looked up: its rows, and the places in the lookup."""
    none = np.empty(0, np.int64)
    if not len(lookup.hashes):
        return none, none
    near = np.flatnonzero(lookup.coarse[rows.values >> np.uint32(16)])
    found = rows.values[near]
    places = np.minimum(np.searchsorted(lookup.hashes, found), len(lookup.hashes) - 1)
    same = lookup.hashes[places] == found
    return rows.rows_of(near[same]), places[same]


def containing(columns: Columns, hashes: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which works have all of these words; all of them where there are none to have."""
    lookup = Lookup.of(dict.fromkeys(hashes, 1.0))
    rows, _ = matched(columns.words, lookup)
    there: NDArray[np.bool_] = np.bincount(rows, minlength=len(columns)) == len(lookup.hashes)
    return there


def _liked(asked: Asked) -> Points:
    taste = asked.taste
    if not taste.learnt:
        return np.zeros(len(asked.columns), np.float32)
    along: Points = asked.texts @ taste.direction
    return tempered((along - np.float32(taste.centre)) / np.float32(taste.spread))


def tempered(deviations: Points) -> Points:
    """Points of deviations from the usual: signed logarithms, so that nothing else is drowned."""
    points: Points = np.sign(deviations) * np.log1p(np.abs(deviations))
    return points


def _sum(rows: Ragged, lookup: Lookup, count: int) -> Points:
    found, places = matched(rows, lookup)
    return np.bincount(found, lookup.points[places], minlength=count).astype(np.float32)


def _best(rows: Ragged, lookup: Lookup, count: int) -> Points:
    found, places = matched(rows, lookup)
    best = np.zeros(count, np.float32)
    np.maximum.at(best, found, lookup.points[places])
    return best


def _followed(asked: Asked) -> Points:
    return _best(asked.columns.authors, asked.taste.followed, len(asked.columns))


def _co_authors(asked: Asked) -> Points:
    lookup = asked.taste.authors
    found, places = matched(asked.columns.authors, lookup)
    shared = np.sqrt(np.bincount(places, minlength=len(lookup.hashes)))[places]
    given = np.bincount(found, lookup.points[places] / shared, minlength=len(asked.columns))
    return np.log1p(given).astype(np.float32)


def co_author_alone(kept: int, candidates: int) -> float:
    """Points a work gets from one name that stands on so many kept works and candidates.

    A name that stands on many candidates is often several people's.
    """
    return float(np.log1p(min(kept, KEPT_AT_MOST) / max(candidates, 1) ** 0.5))


def _categories(asked: Asked) -> Points:
    return _best(asked.columns.categories, asked.taste.categories, len(asked.columns))


def _venues(asked: Asked) -> Points:
    one_each = Ragged(np.arange(len(asked.columns) + 1), asked.columns.venues)
    return _best(one_each, asked.taste.venues, len(asked.columns))


def _cites(asked: Asked) -> Points:
    points: Points = np.log1p(_sum(asked.columns.cites, asked.taste.cited, len(asked.columns)))
    return points


def _cited(asked: Asked) -> Points:
    return _best(asked.columns.names, asked.taste.citing, len(asked.columns))


def _terms(asked: Asked) -> Points:
    points = np.zeros(len(asked.columns), np.float32)
    for text, kind, hashes in asked.taste.terms:
        if kind != "never" and hashes:
            factor = asked.taste.profile.turned.get(f"term:{text}", 1.0)
            points += factor * containing(asked.columns, hashes)
    return np.minimum(points, 3)


def _fresh(asked: Asked) -> Points:
    ages = np.maximum(asked.today - asked.columns.days, 0)
    return np.exp2(-ages / HALF_LIFE).astype(np.float32)


def _embedded(asked: Asked) -> Points:
    if asked.vectors is None or asked.wanted is None:
        return np.zeros(len(asked.columns), np.float32)
    there = asked.vectors.any(axis=1)
    near = asked.vectors @ asked.wanted
    if there.sum() < 2 or not (spread := float(near[there].std())):
        return np.zeros(len(asked.columns), np.float32)
    deviations: Points = np.where(there, (near - near[there].mean()) / spread, 0)
    return tempered(deviations)


def _say_liked(asked: Asked, row: int, work: Work) -> Said:
    taste = asked.taste
    own = asked.texts[[row]]
    near = taste.liked @ own.toarray().ravel()
    nearest = [int(at) for at in np.argsort(-near, kind="stable")[:_NEAREST] if near[at] > 0]
    words = strongest(work, taste.direction, own)
    return Said(words[0] if words else None, tuple(taste.liking[at].work.id for at in nearest))


def strongest(
    work: Work, direction: NDArray[np.float32], row: csr_array, most: int = 3
) -> list[str]:
    """The words and pairs of words of a work that speak most for it along *direction*."""
    given = row.data * direction[row.indices]
    points = dict(zip(row.indices[given > 0].tolist(), given[given > 0].tolist(), strict=True))
    spoken: dict[str, float] = {}
    for phrase in phrases(f"{work.title}\n{work.abstract or ''}"):
        if (column := crc32(phrase.encode()) % BUCKETS) in points:
            spoken[phrase] = points[column]
    best = sorted(spoken, key=lambda one: -spoken[one])
    chosen: list[str] = []
    for phrase in best:
        # "neural" says nothing beside "neural networks".
        if not any(set(tokens(phrase)) & set(tokens(other)) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == most:
            break
    return chosen


def _named(column: str, lookup: str) -> Callable[[Asked, int, Work], Said]:
    """Says the strongest of what is looked up in a column, as it is written."""

    def say(asked: Asked, row: int, work: Work) -> Said:  # noqa: ARG001
        found: Lookup = getattr(asked.taste, lookup)
        values = getattr(asked.columns, column)
        there = np.atleast_1d(values.row(row) if isinstance(values, Ragged) else values[row])
        rows = Ragged(np.array([0, len(there)]), there)
        _, places = matched(rows, found)
        if not len(places):
            return Said()
        best = int(found.hashes[places[np.argmax(found.points[places])]])
        return Said(asked.taste.spoken.get(best), _standing(asked.taste, column, best))

    return say


def _standing(taste: Taste, column: str, hashed: int) -> tuple[str, ...]:
    """The reader's works that hold a name or an identifier."""
    spoken = taste.spoken.get(hashed)
    if column != "authors" or spoken is None:
        return ()
    with_them = [
        k.work.id for k in taste.liking if any(a.name == spoken for a in k.work.authorships)
    ]
    return tuple(with_them[:_NEAREST])


def _say_citation(asked: Asked, _: int, work: Work) -> Said:
    cited = {str(one.identifier) for one in work.references if one.identifier}
    own = {work.id, *map(str, work.identifiers)}
    works = [
        kept.work.id
        for kept in asked.taste.liking
        if cited & {kept.work.id, *map(str, kept.work.identifiers)}
        or own & {str(one.identifier) for one in kept.work.references}
    ]
    return Said(None, tuple(works[:_NEAREST]))


def _say_term(asked: Asked, row: int, _: Work) -> Said:
    one = asked.columns.take(np.array([row]))
    for text, kind, hashes in asked.taste.terms:
        if kind != "never" and hashes and containing(one, hashes)[0]:
            return Said(text)
    return Said()


def _say_nothing(*_: object) -> Said:
    return Said()


SIGNALS: Mapping[str, Signal] = {
    "like what you saved": Signal(1.0, _liked, _say_liked),
    "followed author": Signal(4.0, _followed, _named("authors", "followed")),
    "co-author": Signal(2.5, _co_authors, _named("authors", "authors")),
    "term": Signal(1.5, _terms, _say_term),
    "category": Signal(0.75, _categories, _named("categories", "categories")),
    "venue": Signal(1.0, _venues, _named("venues", "venues")),
    "cites what you saved": Signal(1.5, _cites, _say_citation),
    "cited by what you saved": Signal(1.0, _cited, _say_citation),
    "freshness": Signal(0.1, _fresh, _say_nothing),
    "embedding": Signal(0.5, _embedded, _say_nothing),
}
"""What can speak for a work. Points times weight are what a signal adds to the score."""
