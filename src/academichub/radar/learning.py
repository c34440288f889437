"""What is known of a reader, put together for ranking, and put into words for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import orjson

from academichub.features import BUCKETS, Columns, features, name_key, phrases, texts, venue_key
from academichub.model import Work
from academichub.profile import Profile, Radar
from academichub.radar.pool import Pool
from academichub.radar.values import Learnt, Weighted
from academichub.rank import SIGNALS, Background, Kept, Taste, learn
from academichub.rank.learning import Lookup
from academichub.rank.signals import co_author_alone, matched, tempered
from academichub.store import Store
from academichub.store.radars import Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LIKENESS = "like what you saved"
_STRONG = ("saved", "more", "less")
_MOST = 60
_STANDING = 5


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What ranking knows of a reader.

    ``own`` are the numbers of the works that speak for their like, ``met`` of all the reader has
    come across before.
    """

    profile: Profile
    verdicts: tuple[Verdict, ...]
    taste: Taste
    weights: NDArray[np.float32]
    own: tuple[int, ...]
    met: frozenset[int]

    @property
    def anything(self) -> bool:
        """Whether there is more than dismissals to go by; else the fields take turns."""
        return bool(self.own) or not self.profile.is_empty


def known(store: Store, pool: Pool, profile: Profile, verdicts: Sequence[Verdict]) -> Known:
    """What is known of the reader of *profile*, in memory while nothing of it changes."""
    shared = pool.background()
    said = orjson.dumps(profile.to_json())
    return pool.remembered(
        (store.sequence(), shared, said, tuple(verdicts)),
        lambda: _known(store, shared, profile, tuple(verdicts)),
    )


def _known(
    store: Store, shared: Background, profile: Profile, verdicts: tuple[Verdict, ...]
) -> Known:
    seeds = store.numbers(profile.seeds)
    kinds = strongest(seeds.values(), verdicts)
    works = store.works(list(kinds))
    kept = [Kept(works[n], kind, day) for n, (kind, day) in kinds.items() if n in works]
    own = tuple(n for n, (kind, _) in kinds.items() if kind != "less" and n in works)
    brought = store.numbers([one.identifier for one in profile.papers if one.identifier])
    met = frozenset((*kinds, *brought.values()))
    return Known(profile, verdicts, learn(profile, kept, shared), shared.weights, own, met)


def strongest(seeds: Iterable[int], verdicts: Sequence[Verdict]) -> dict[int, tuple[str, int]]:
    """The one mark that counts for each work: the newest decision, else a seed, else an opening.

    Args:
        seeds: numbers of the works a profile began with.
        verdicts: oldest first.

    Returns:
        Kind and day (an ordinal) by the work's number.
    """
    found: dict[int, tuple[str, int]] = {}
    for kinds in (("opened",), ("seed",), _STRONG):
        if kinds == ("seed",):
            found.update(dict.fromkeys(seeds, ("seed", 0)))
            continue
        for one in verdicts:
            if one.number is not None and one.kind in kinds:
                found[one.number] = one.kind, date.fromisoformat(one.at[:10]).toordinal()
    return found


def learnt(radar: Radar, knows: Known, store: Store, among: Columns) -> Learnt:
    """What a radar has learnt, in words, weights and works.

    Weights are points as the reasons of picks have them. A word's is its share of the points of
    likeness that the works it stands on would get; a person's is what a work gets for that name,
    with the candidates *among* which it is a name.
    """
    taste = knows.taste
    liked = [one.work for one in taste.kept if one.kind != "less"]
    disliked = [one.work for one in taste.kept if one.kind == "less"]
    spoken_of = {one.work for one in knows.verdicts} | {work.id for work in (*liked, *disliked)}
    numbers = store.numbers(spoken_of)
    works = store.works(list(set(numbers.values())))
    return Learnt(
        radar,
        _words(liked, knows, 1),
        _words(disliked, knows, -1),
        _people(liked, radar.profile, among),
        _categories(liked, radar.profile),
        _venues(liked, radar.profile),
        knows.verdicts,
        {name: works[number] for name, number in numbers.items() if number in works},
    )


def _words(works: Sequence[Work], knows: Known, sign: int) -> tuple[Weighted, ...]:
    """The words of *works* that give points, or with -1 take them, by how many on average."""
    taste, signal = knows.taste, SIGNALS[_LIKENESS]
    points: dict[str, float] = defaultdict(float)
    where: dict[str, list[tuple[float, str]]] = defaultdict(list)
    rows = texts(Columns.of([(at, features(work)) for at, work in enumerate(works)]), knows.weights)
    deviations = (rows @ taste.direction - np.float32(taste.centre)) / np.float32(taste.spread)
    scales = signal.weight * _per_deviation(deviations)
    for at, work in enumerate(works):
        row = rows[[at]]
        values = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        for phrase in set(phrases(f"{work.title}\n{work.abstract or ''}")):
            column = crc32(phrase.encode()) % BUCKETS
            given = values.get(column, 0.0) * float(taste.direction[column]) / taste.spread
            given *= float(scales[at])
            points[phrase] += given
            where[phrase].append((given * sign, work.id))
    best = sorted((w for w in points if points[w] * sign > 0), key=lambda w: -points[w] * sign)
    return tuple(
        Weighted(
            word,
            points[word] / len(works) / (factor or 1.0),
            key,
            factor,
            tuple(work for _, work in sorted(where[word], reverse=True)[:_STANDING]),
        )
        for word in _apart(best)
        for key, factor in [_turned(word, knows.profile)]
    )


def _per_deviation(deviations: NDArray[np.float32]) -> NDArray[np.float32]:
    """Points for each deviation from the usual, of works that lie so many from it."""
    small = np.abs(deviations) < 1e-6
    return np.where(small, 1, tempered(deviations) / np.where(small, 1, deviations))


def _turned(word: str, profile: Profile) -> tuple[str, float]:
    """By which key a word is turned, here or in a reason, and how."""
    keys = f"{_LIKENESS}:{word}", f"word:{word}"
    key = next((one for one in keys if one in profile.turned), keys[-1])
    return key, profile.turned.get(key, 1.0)


def _apart(ranked: Sequence[str]) -> list[str]:
    """The first of *ranked*, leaving out a word or a pair that one before it says already."""
    chosen: list[str] = []
    said: set[str] = set()
    for one in ranked:
        if len(chosen) == _MOST:
            break
        if not set(one.split()) <= said:
            chosen.append(one)
            said |= set(one.split())
    return chosen


def _people(works: Sequence[Work], profile: Profile, among: Columns) -> tuple[Weighted, ...]:
    left_out = {name_key(one.name) for one in profile.authors}
    written: dict[str, str] = {}
    standing: dict[str, list[str]] = defaultdict(list)
    for work in works:
        for author in work.authorships:
            if (key := name_key(author.name)) not in left_out:
                written[key] = author.name
                standing[key].append(work.id)
    seen = _seen(standing, among)
    there = {written[key]: seen[key] for key in standing}
    counted = {written[key]: ids for key, ids in standing.items()}
    return _counted(
        counted, "co-author", profile, lambda name, kept: co_author_alone(kept, there[name])
    )


def _seen(keys: Iterable[str], among: Columns) -> dict[str, int]:
    """On how many candidates each name stands."""
    hashes = {key: crc32(key.encode()) for key in keys}
    lookup = Lookup.of(dict.fromkeys(hashes.values(), 1.0))
    counts = np.bincount(matched(among.authors, lookup)[1], minlength=len(lookup.hashes))
    return {
        key: int(counts[np.searchsorted(lookup.hashes, hashed)]) for key, hashed in hashes.items()
    }


def _categories(works: Sequence[Work], profile: Profile) -> tuple[Weighted, ...]:
    standing: dict[str, list[str]] = defaultdict(list)
    for work in works:
        for category in work.categories:
            standing[category].append(work.id)
    return _counted(standing, "category", profile, lambda _, count: count / len(works))


def _venues(works: Sequence[Work], profile: Profile) -> tuple[Weighted, ...]:
    """The venues a reader named; those of what they kept give no points by themselves."""
    named = {venue_key(one): one for one in profile.venues}
    standing: dict[str, list[str]] = {one: [] for one in profile.venues}
    for work in works:
        if work.venue and (one := named.get(venue_key(work.venue.name))):
            standing[one].append(work.id)
    return _counted(standing, "venue", profile, lambda *_: 1.0)


def _counted(
    standing: Mapping[str, Sequence[str]],
    signal: str,
    profile: Profile,
    points: Callable[[str, int], float],
) -> tuple[Weighted, ...]:
    found = [
        Weighted(
            value,
            points(value, len(ids)) * SIGNALS[signal].weight,
            f"{signal}:{value}",
            profile.turned.get(f"{signal}:{value}", 1.0),
            tuple(ids[:_STANDING]),
        )
        for value, ids in standing.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.value))[:_MOST])
