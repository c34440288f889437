"""Keeping the vectors of works at hand, where the operator supplied an embedding model.

What has a vector is never embedded again while its text stays the same, so nothing is paid twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import islice

from academichub.embeddings import BATCH, Embed
from academichub.index.vectors import Vectors
from academichub.model import Work
from academichub.store import Store

_STEP = 500
DAYS = 30
"""How many of the newest days are embedded when a model is first used."""


def keep_up(store: Store, vectors: Vectors, embed: Embed) -> int:
    """Embed what changed since the last time, at first the newest days; returns how many."""
    last = store.sequence()
    done, made = vectors.sequence, 0
    if done is None or done > last:
        made = fill(store, vectors, embed, _newest(store))
        vectors.sequence = done = last
    while done < last:
        done, works = store.changes(done, _STEP)
        made += fill(store, vectors, embed, [n for n, work in works.items() if work])
        vectors.sequence = done
    return made


def _newest(store: Store) -> list[int]:
    days = islice(store.days_back(), DAYS)
    listed = ((day, about) for day in days for about, _ in store.fields_on(day))
    return list(dict.fromkeys(n for day, about in listed for n in store.listed(day, about)))


def fill(store: Store, vectors: Vectors, embed: Embed, numbers: Sequence[int]) -> int:
    """Embed those of these works that have no vector of their present text; returns how many.

    Kept batch by batch: an interruption costs one batch.
    """
    made = 0
    for start in range(0, len(numbers), BATCH):
        waiting = missing(
            store.works(numbers[start : start + BATCH]),
            vectors.digests(numbers[start : start + BATCH]),
        )
        if waiting:
            found = embed([text_of(work) for work in waiting.values()])
            vectors.put(
                {
                    number: (digest(work), vector)
                    for (number, work), vector in zip(waiting.items(), found, strict=True)
                }
            )
            made += len(waiting)
    return made


def missing(works: Mapping[int, Work], digests: Mapping[int, int]) -> Mapping[int, Work]:
    """The works whose text has changed since it was embedded, or never was."""
    return {number: work for number, work in works.items() if digests.get(number) != digest(work)}


def text_of(work: Work) -> str:
    """What of a work is embedded."""
    return f"{work.title}\n\n{work.abstract}" if work.abstract else work.title


def digest(work: Work) -> int:
    """A signed 64-bit digest of the text of a work."""
    made = blake2b(text_of(work).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made, "little", signed=True)
