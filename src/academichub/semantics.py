"""Keeping the vectors of works at hand, where the operator supplied an embedding model.

What has a vector is never embedded again while its text stays the same, so nothing is paid twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from academichub.embeddings import BATCH, Embed
from academichub.index.vectors import Vectors
from academichub.model import Work
from academichub.store import Store


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
