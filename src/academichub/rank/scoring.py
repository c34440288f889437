"""Scores of many works for one reader, and the reasons of the few that are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from academichub.features import Columns, Ragged, name_key, term_hashes, texts, venue_key
from academichub.model import Work
from academichub.profile import Mute, Pick, Reason
from academichub.rank.learning import Lookup, Taste
from academichub.rank.shared import Background
from academichub.rank.signals import SIGNALS, Asked, containing, matched

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_LEAST = 0.05
"""Points below which a reason is not worth a word; it still counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Works to be ranked, with their texts; may be kept and shared by readers."""

    columns: Columns
    texts: csr_array

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """All candidates with their points.

    Attributes:
        asked: what the signals looked at.
        scores: of each row; minus infinity where it is not to be shown.
        points: of each signal, weighted; they add up to the score.
    """

    asked: Asked
    scores: NDArray[np.float32]
    points: Mapping[str, NDArray[np.float32]]

    def best(self, most: int) -> NDArray[np.int64]:
        """The rows of the *most* highest scores, the highest first, the newer of equals first."""
        shown = int(np.isfinite(self.scores).sum())
        count = min(most, shown)
        if not count:
            return np.empty(0, np.int64)
        first = np.argpartition(-self.scores, count - 1)[:count]
        numbers = self.asked.columns.numbers[first]
        order: NDArray[np.int64] = first[np.lexsort((-numbers, -self.scores[first]))]
        return order

    def pick(self, row: int, work: Work, *, outside: bool = False) -> Pick:
        """One row as a pick, with every reason that gave it points, the strongest first."""
        reasons = []
        for name, signal in SIGNALS.items():
            given = float(self.points[name][row])
            if given:
                said = signal.said(self.asked, row, work) if abs(given) >= _LEAST else None
                reasons.append(
                    Reason(name, given, said.value, said.works) if said else Reason(name, given)
                )
        reasons.sort(key=lambda one: -one.points)
        number = int(self.asked.columns.numbers[row])
        score = float(np.sum([one.points for one in reasons])) if reasons else 0.0
        return Pick(number, score, tuple(reasons), outside)


def candidates(columns: Columns, shared: Background) -> Candidates:
    """Columns made ready to be ranked."""
    return Candidates(columns, texts(columns, shared.weights))


def rank(
    taste: Taste,
    among: Candidates,
    today: int,
    *,
    hidden: NDArray[np.bool_] | None = None,
    vectors: NDArray[np.float32] | None = None,
    wanted: NDArray[np.float32] | None = None,
) -> Ranked:
    """Give every candidate its points.

    Args:
        taste: what is known of the reader.
        among: n works.
        today: the day, as `Features.day` has it.
        hidden: which of them are not to be shown, such as those that were.
        vectors: n vectors of length 1 from a model the operator supplied.
        wanted: the mean vector of what the reader kept.
    """
    asked = Asked(taste, among.columns, among.texts, today, vectors, wanted)
    turned = taste.profile.turned
    points = {
        name: signal.points(asked) * np.float32(signal.weight * turned.get(name, 1.0))
        for name, signal in SIGNALS.items()
    }
    scores: NDArray[np.float32] = np.zeros(len(among), np.float32)
    for given in points.values():
        scores += given
    scores[refused(taste, among.columns)] = -np.inf
    if hidden is not None:
        scores[hidden] = -np.inf
    return Ranked(asked, scores, points)


def refused(taste: Taste, columns: Columns) -> NDArray[np.bool_]:
    """Which works the reader's mutes, musts and nevers keep out."""
    out = np.zeros(len(columns), np.bool_)
    for _, kind, hashes in taste.terms:
        if hashes and kind != "likes":
            there = containing(columns, hashes)
            out |= there if kind == "never" else ~there
    _mute_names(taste.profile.mutes, columns, out)
    for one in taste.profile.mutes:
        if one.kind == "term" and (hashes := term_hashes(one.value)):
            out |= containing(columns, hashes)
    return out


def _mute_names(mutes: Sequence[Mute], columns: Columns, out: NDArray[np.bool_]) -> None:
    each = np.arange(len(columns) + 1)
    where: dict[str, tuple[Ragged, Callable[[str], str]]] = {
        "author": (columns.authors, name_key),
        "category": (columns.categories, lambda value: f"category {value}"),
        "venue": (Ragged(each, columns.venues), venue_key),
        "source": (Ragged(each, columns.sources), str),
        "work": (columns.names, str),
    }
    for kind, (rows, key) in where.items():
        hashes = {crc32(key(one.value).encode()): 1.0 for one in mutes if one.kind == kind}
        out[matched(rows, Lookup.of(hashes))[0]] = True
