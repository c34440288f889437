"""The terms and themes of a field, counted by week, and which of them rose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from academichub.model import Work
from academichub.trends import rates, themes
from academichub.trends.field import Field
from academichub.trends.phrases import phrases
from academichub.trends.values import Rising

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_MOST = 40
_NEXT, _NOTICED = 10, 0.01  # so many that are not sure are named too, if noticed at all
_LOOKED_AT = 60
_NAMING = 3
_SAME = 0.7  # two terms of whose works so many have both are one thing said twice


class Topic(NamedTuple):
    """What is tested: a term or a theme."""

    kind: str
    name: str
    words: tuple[str, ...]


class Risen(NamedTuple):
    """What rose, of how many that were tested; how much the field's words scatter."""

    found: tuple[Rising, ...] = ()
    tested: int = 0
    scatter: float = 1.0


def risen(field: Field) -> Risen:
    """Hold the field's window against its past; see `rates.compare`."""
    import numpy as np

    sizes = np.array([week.works for week in field.weeks], dtype=float)
    now = sizes[-field.recent :].sum()
    if not 0 < now < sizes.sum():
        return Risen()
    about, topics = _topics(field.works, rates.least_total(now / sizes.sum()))
    if not topics:
        return Risen()
    at = np.zeros((len(field.works), len(field.weeks)))
    at[range(len(field.works)), field.places] = 1.0
    weeks = about.T @ at
    compared = rates.compare(weeks, sizes, field.recent)
    likely = compared.order[: compared.sure + _LOOKED_AT]
    window = _window(about, len(field.works) - int(now), likely)
    once = _said_once([row for row in likely if window[row]], topics, window)
    sure = sorted((row for row in once if compared.low[row] > 1.0), key=lambda r: -compared.low[r])
    rest = [row for row in once if compared.low[row] <= 1.0 and compared.chance[row] <= _NOTICED]
    found = (
        _rising(
            topics[row],
            weeks[row],
            field.recent,
            compared.of(row),
            tuple(field.works[at].id for at in sorted(window[row], reverse=True)),
        )
        for row in (*sure[:_MOST], *rest[:_NEXT])
    )
    return Risen(tuple(found), len(topics), compared.scatter)


def _topics(works: Sequence[Work], least: int) -> tuple[csr_array, list[Topic]]:
    """Works by topics, 1 where a work is about it; terms are those that *least* works have."""
    from scipy.sparse import csr_array, hstack

    there, names = _terms(works, least)
    topics = [Topic("term", name, (name,)) for name in names.values()]
    if not topics:
        return there, []
    groups = themes.themes(there, list(names))
    for group in groups:
        words = tuple(topics[column].name for column in group)
        topics.append(Topic("theme", " · ".join(words[:_NAMING]), words))
    return csr_array(hstack([there, themes.members(there, groups)])), topics


def _terms(works: Sequence[Work], least: int) -> tuple[csr_array, dict[str, str]]:
    """Works by terms, and each term's key with how it is written most often."""
    import numpy as np
    from scipy.sparse import csr_array

    said = [phrases(work.title, work.abstract or "") for work in works]
    counts = Counter(key for one in said for key in one)
    column = {key: at for at, key in enumerate(sorted(k for k, n in counts.items() if n >= least))}
    written: dict[str, Counter[str]] = {key: Counter() for key in column}
    rows, columns = [], []
    for row, one in enumerate(said):
        for key in one.keys() & column.keys():
            rows.append(row)
            columns.append(column[key])
            written[key][one[key]] += 1
    there = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(works), len(column)))
    return there, {key: _commonest(spellings) for key, spellings in written.items()}


def _commonest(spellings: Counter[str]) -> str:
    return max(spellings, key=lambda text: (spellings[text], text))


def _window(about: csr_array, first: int, rows: Sequence[int]) -> dict[int, frozenset[int]]:
    """For each topic of *rows* the works from place *first* on that are about it."""
    columns = about.tocsc()
    return {
        row: frozenset(
            int(at)
            for at in columns.indices[columns.indptr[row] : columns.indptr[row + 1]]
            if at >= first
        )
        for row in rows
    }


def _said_once(
    rows: Sequence[int], topics: Sequence[Topic], works: Mapping[int, frozenset[int]]
) -> list[int]:
    """*rows* without those that say again, of nearly the same works, what another says.

    Of two terms a pair of words stays, as it says more; otherwise the surer.
    """
    kept: list[int] = []
    for row in rows:
        same = [
            at
            for at, other in enumerate(kept)
            if topics[other].kind == topics[row].kind and _alike(works[row], works[other]) >= _SAME
        ]
        if not same:
            kept.append(row)
        elif topics[row].name.count(" ") > topics[kept[same[0]]].name.count(" "):
            kept[same[0]] = row
    return kept


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _rising(
    topic: Topic, weeks: NDArray[np.float64], recent: int, rate: rates.Rate, works: tuple[str, ...]
) -> Rising:
    return Rising(
        kind=topic.kind,
        name=topic.name,
        words=topic.words,
        now=int(weeks[-recent:].sum()),
        before=int(weeks[:-recent].sum()),
        ratio=rate.ratio,
        low=rate.low,
        high=rate.high,
        chance=rate.chance,
        sure=rate.low > 1.0,
        weeks=tuple(int(count) for count in weeks),
        works=works,
    )
