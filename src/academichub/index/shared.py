"""What all readers' learning shares, made from a sample of the matrix and kept beside it.

The sample is the same wherever the same works are, and stays while the corpus grows by less than
a half, so that nobody's ranking moves from day to day without a reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from academichub import rank
from academichub.errors import SearchIndexError
from academichub.features import BUCKETS
from academichub.index import arrays
from academichub.index.arrays import Written
from academichub.index.snapshot import Snapshot
from academichub.rank import Background

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NOTE, _SUFFIX = "shared.json", ".shared"
_SAMPLE = 1_500
_GROWTH = 1.5


class Shared:
    """Gives the background of a matrix: the one that is kept, or a new one.

    Args:
        folder: of the matrix.
        layout: what its features are; a background of others is made again.
    """

    def __init__(self, folder: Path, layout: str) -> None:
        self._folder, self._layout = folder, layout
        self._lock = Lock()
        self._known: tuple[str, Background] | None = None

    def background(self, snapshot: Snapshot) -> Background:
        """The background of the works of *snapshot*, or of so many that it still serves for them.

        The same object while it is the same.

        Raises:
            SearchIndexError: the disk is full or broken.
        """
        with self._lock:
            written = _noted(self._folder, self._layout, snapshot.count)
            if written and self._known and self._known[0] == written.name:
                return self._known[1]
            kept = _read(self._folder, written) if written else None
            if written is None or kept is None:
                sampled = snapshot.rows(sample(snapshot.numbers))
                kept = rank.background(sampled, snapshot.frequencies)
                written = _keep(self._folder, self._layout, snapshot.count, kept)
            self._known = written.name, kept
            return kept


def sample(numbers: NDArray[np.int64], most: int = _SAMPLE) -> NDArray[np.int64]:
    """At most so many of *numbers*, by the lowest of their hashes: any two samples mostly agree."""
    if len(numbers) <= most:
        return numbers
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)  # splitmix64, Steele 2014
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    return np.sort(numbers[np.argpartition(mixed, most)[:most]])


def _noted(folder: Path, layout: str, count: int) -> Written | None:
    """The file of what is kept, if it is of a corpus like this one."""
    try:
        note = json.loads((folder / _NOTE).read_bytes())
        serves = note["layout"] == layout and _like(note["documents"], count)
        return Written(*note["file"]) if serves else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is made again in a second


def _read(folder: Path, written: Written) -> Background | None:
    try:
        return _from_arrays(arrays.read(folder, written))
    except (OSError, KeyError, SearchIndexError):
        return None


def _like(documents: int, count: int) -> bool:
    return count <= _GROWTH * documents and documents <= _GROWTH * count


def _keep(folder: Path, layout: str, count: int, made: Background) -> Written:
    written = arrays.write(folder / f"{uuid4().hex}{_SUFFIX}", _to_arrays(made))
    note = {"layout": layout, "documents": count, "file": written}
    fresh = folder / f"{uuid4().hex}.new"
    try:
        fresh.write_text(json.dumps(note))
        fresh.replace(folder / _NOTE)
        for path in folder.glob(f"*{_SUFFIX}"):
            if path.name != written.name:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise SearchIndexError(f"the features in {folder} cannot be written: {error}") from error
    return written


def _to_arrays(made: Background) -> dict[str, list[NDArray[Any]]]:
    texts = made.texts
    return {
        "values": [texts.data],
        "places": [texts.indices],
        "starts": [texts.indptr],
        "weights": [made.weights],
        "mean": [made.mean],
        "factor": [made.factor.ravel()],
    }


def _from_arrays(found: dict[str, NDArray[Any]]) -> Background:
    from scipy.sparse import csr_array

    rows = len(found["starts"]) - 1
    texts = csr_array((found["values"], found["places"], found["starts"]), shape=(rows, BUCKETS))
    return Background(texts, found["weights"], found["mean"], found["factor"].reshape(rows, rows))
