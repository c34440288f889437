"""What the ranking benchmark prepares once for all readers, and how a ranking is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np

from academichub import rank
from academichub.features import Columns, Frequencies, Ragged, features, name_key
from academichub.profile import Profile
from radar_quality_readers import Case, Corpus, hidden, period
from radar_quality_rivals import told, vectorizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEPTH = 25
_OLDER, _BACKGROUND, _COUNTED, _FITTED = 3_000, 1_500, 20_000, 30_000


class Ground(NamedTuple):
    """What is prepared once for a file: features of the works, and what all readers share."""

    among: Corpus
    columns: Columns
    at: NDArray[np.int64]  # of a row of the corpus: its row in columns; -1 where not needed
    sanity: Any
    shared: rank.Background
    older: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64], reader: str) -> Columns:
        """The columns of works, the reader's own name struck."""
        columns = self.columns.take(self.at[rows])
        own = crc32(name_key(reader).encode())
        values = np.where(columns.authors.values == own, 0, columns.authors.values)
        return replace(columns, authors=Ragged(columns.authors.starts, values.astype(np.uint32)))


def prepared(among: Corpus, drawn: Sequence[Case], split: str, seed: int) -> Ground:
    """Features of every work that is needed; what is shared is of works before the split's pools."""
    chance = np.random.default_rng(seed)
    before = int(np.searchsorted(among.days, period(among, split)[0]))
    counted = np.sort(chance.choice(before, min(_COUNTED, before), replace=False))
    older = np.sort(chance.choice(counted, min(_OLDER, len(counted)), replace=False))
    needed = np.unique(
        np.concatenate([counted, *(part for one in drawn for part in (one.kept, one.pool))])
    )
    at = np.full(len(among.works), -1)
    at[needed] = np.arange(len(needed))
    columns = Columns.of((int(row), features(among.works[row])) for row in needed)
    frequencies = Frequencies.none().plus(columns.take(at[counted]))
    background = columns.take(at[chance.choice(counted, _BACKGROUND, replace=False)])
    fitted = chance.choice(len(among.works), min(_FITTED, len(among.works)), replace=False)
    sanity = vectorizer().fit([told(among.works[row]) for row in fitted])
    return Ground(
        among,
        columns,
        at,
        sanity.transform([told(among.works[row]) for row in needed]),
        rank.background(background, frequencies),
        older,
    )


def measured(scores: Any, hits: NDArray[np.bool_]) -> tuple[float, float]:
    """nDCG@25 with gain 1 for a hit (Järvelin and Kekäläinen 2002), and recall@25."""
    found = hits[np.argsort(-scores, kind="stable")[:DEPTH]]
    gains = 1 / np.log2(np.arange(2, DEPTH + 2))
    best = gains[: min(int(hits.sum()), DEPTH)].sum()
    return float((found * gains[: len(found)]).sum() / best), float(found.sum() / hits.sum())


def kept(ground: Ground, case: Case, rows: Sequence[int]) -> list[rank.Kept]:
    """These rows as papers the reader saved."""
    among = ground.among
    return [
        rank.Kept(hidden(among.works[row], case.reader), "saved", int(among.days[row]))
        for row in rows
    ]


def ranked(ground: Ground, case: Case, marks: Sequence[rank.Kept]) -> rank.Ranked:
    """The pool as the reader's radar ranks it."""
    pool = rank.candidates(ground.take(case.pool, case.reader), ground.shared)
    return rank.rank(rank.learn(Profile(), marks, ground.shared), pool, case.today)
