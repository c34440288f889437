"""What is learnt of one reader: a direction in the space of words, and who and what they keep.

The direction is that of linear discriminant analysis: from the mean of any works to the mean of
the reader's, divided by the covariance of any works (Fisher 1936; for retrieval from a few
examples, Hariharan, Malik and Ramanan, "Discriminative decorrelation", ECCV 2012). The covariance
is shared by all readers and factored once, so that a like costs milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from academichub.features import (
    BUCKETS,
    Columns,
    Features,
    buckets,
    features,
    name_key,
    phrases,
    term_hashes,
    texts,
    venue_key,
)
from academichub.model import Work
from academichub.profile import Profile
from academichub.rank.shared import Background, usual, whitened
from academichub.text import author_key

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

AGAINST = 0.5
"""How much the way from what was dismissed counts beside the way to what was kept, times the root
of the share of dismissals among all marks."""

_WORDS = ("word", "like what you saved")
"""What the keys of turned words begin with, on the page of what was learnt and in a reason."""

STRENGTH = {"saved": 1.0, "more": 1.0, "seed": 1.0, "opened": 0.25, "less": -1.0}
"""How much one mark of each kind counts; below 0 it speaks against."""


KEPT_AT_MOST = 3
"""A name on more of the kept works than this says no more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A work the reader marked: how, and when (a day as `Features.day` has it)."""

    work: Work
    kind: str
    day: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Points by hash, for looking many hashes up at once."""

    hashes: NDArray[np.uint32]
    points: NDArray[np.float32]
    coarse: NDArray[np.bool_]

    @classmethod
    def of(cls, points: Mapping[int, float]) -> Lookup:
        """From points by hash."""
        hashes = np.array(sorted(points), np.uint32)
        coarse = np.zeros(1 << 16, np.bool_)
        coarse[hashes >> np.uint32(16)] = True
        values = np.array([points[int(one)] for one in hashes], np.float32)
        return cls(hashes, values, coarse)


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """What is known of one reader; made anew after each mark, in milliseconds.

    Attributes:
        profile: what they said themselves.
        kept: what they marked.
        learnt: whether there is any text to compare with.
        direction: points of each column of the word space.
        centre: the mean score of any works along it; ``spread`` its standard deviation.
        liked: texts of what was kept, one row a work of ``kept`` with a positive strength.
        followed, authors, categories, venues, cited, citing: points by hash.
        spoken: how each hash of those is written.
        terms: for each term of the profile its text, kind and hashes.
    """

    profile: Profile
    kept: tuple[Kept, ...]
    learnt: bool
    direction: NDArray[np.float32]
    centre: float
    spread: float
    liked: csr_array
    followed: Lookup
    authors: Lookup
    categories: Lookup
    venues: Lookup
    cited: Lookup
    citing: Lookup
    spoken: Mapping[int, str]
    terms: tuple[tuple[str, str, tuple[int, ...]], ...]

    @property
    def liking(self) -> tuple[Kept, ...]:
        """What was kept that speaks for its like."""
        return tuple(one for one in self.kept if STRENGTH[one.kind] > 0)


def learn(profile: Profile, kept: Sequence[Kept], shared: Background) -> Taste:
    """What is to be known of a reader.

    Args:
        profile: what they say themselves; its own papers count as seeds.
        kept: what they marked, saved or began with.
        shared: the background of all readers.
    """
    kept = (*kept, *(Kept(_as_work(at, one), "seed") for at, one in enumerate(profile.papers)))
    rows = [features(one.work) for one in kept]
    strengths = np.array([STRENGTH[one.kind] for one in kept], np.float64)
    vectors = texts(Columns.of(list(enumerate(rows))), shared.weights)
    direction = _direction(vectors, strengths, shared)
    _turn(direction, profile)
    centre, spread = usual(direction, shared, vectors)
    liked = [(one, row) for one, row, s in zip(kept, rows, strengths, strict=True) if s > 0]
    spoken: dict[int, str] = {}
    return Taste(
        profile,
        kept,
        bool(rows),
        direction,
        centre,
        spread,
        vectors[np.flatnonzero(strengths > 0)],
        Lookup.of(_followed(profile, spoken)),
        Lookup.of(_authors(profile, liked, spoken)),
        Lookup.of(_categories(profile, liked, spoken)),
        Lookup.of(_venues(profile, spoken)),
        Lookup.of(_count((name for _, row in liked for name in row.names), 1.0)),
        Lookup.of(_count((name for _, row in liked for name in row.cites), 1.0)),
        spoken,
        tuple((one.text, one.kind, term_hashes(one.text)) for one in profile.terms),
    )


def _direction(
    vectors: csr_array, strengths: NDArray[np.float64], shared: Background
) -> NDArray[np.float32]:
    wanted = np.zeros(BUCKETS)
    if (strengths > 0).any():
        wanted += _mean(vectors, np.maximum(strengths, 0)) - shared.mean
    if (strengths < 0).any():
        # The root, because a single dismissal among many likes still has to be felt.
        share = -strengths[strengths < 0].sum() / np.abs(strengths).sum()
        away = _mean(vectors, np.maximum(-strengths, 0)) - shared.mean
        wanted -= AGAINST * share**0.5 * away
    return whitened(wanted, shared).astype(np.float32)


def _mean(vectors: csr_array, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = np.asarray(vectors.T @ (weights / weights.sum())).ravel()
    return mean


def _turn(direction: NDArray[np.float32], profile: Profile) -> None:
    for key, factor in profile.turned.items():
        signal, _, word = key.partition(":")
        if word and signal in _WORDS:
            hashes = np.array([crc32(one.encode()) for one in phrases(word)], np.uint32)
            direction[buckets(hashes)] *= factor


def _followed(profile: Profile, spoken: dict[int, str]) -> dict[int, float]:
    points = {}
    for one in profile.authors:
        # Who is known by an ORCID iD is not mistaken for a namesake where works carry iDs.
        for key in (name_key(one.name), *([f"orcid {one.orcid}"] if one.orcid else [])):
            points[crc32(key.encode())] = _factor(profile, "followed author", one.name)
            spoken[crc32(key.encode())] = one.name
    return points


def _authors(
    profile: Profile, liked: Sequence[tuple[Kept, Features]], spoken: dict[int, str]
) -> dict[int, float]:
    """How often each person stands on what was kept, the followed ones and the reader left out."""
    left_out = {author_key(one.name) for one in profile.authors}
    points: Counter[int] = Counter()
    for one, _ in liked:
        for author in one.work.authorships:
            if author_key(author.name) in left_out:
                continue
            hashed = crc32(name_key(author.name).encode())
            spoken[hashed] = author.name
            points[hashed] += 1
    return {
        hashed: min(count, KEPT_AT_MOST) * _factor(profile, "co-author", spoken[hashed])
        for hashed, count in points.items()
    }


def _categories(
    profile: Profile, liked: Sequence[tuple[Kept, Features]], spoken: dict[int, str]
) -> dict[int, float]:
    named = {crc32(f"category {one}".encode()): one for one in profile.categories}
    points: dict[int, float] = dict.fromkeys(named, 1.0)
    shares = Counter(c for one, _ in liked for c in one.work.categories)
    for category, count in shares.items():
        hashed = crc32(f"category {category}".encode())
        named[hashed] = category
        points[hashed] = max(points.get(hashed, 0.0), count / len(liked))
    spoken.update(named)
    return {h: value * _factor(profile, "category", named[h]) for h, value in points.items()}


def _venues(profile: Profile, spoken: dict[int, str]) -> dict[int, float]:
    named = {crc32(venue_key(one).encode()): one for one in profile.venues}
    spoken.update(named)
    return {hashed: _factor(profile, "venue", one) for hashed, one in named.items()}


def _count(hashes: Iterable[int], points: float) -> dict[int, float]:
    return dict.fromkeys(hashes, points)


def _factor(profile: Profile, signal: str, value: str) -> float:
    return profile.turned.get(f"{signal}:{value}", 1.0)


def _as_work(at: int, paper: Any) -> Work:
    from academichub.model import Authorship

    return Work(
        id=paper.identifier or f"paper {at + 1}",
        title=paper.title,
        type="article",
        source="",
        sources=(),
        first_seen_at="",
        abstract=paper.abstract,
        authorships=tuple(Authorship(name) for name in paper.authors),
    )
