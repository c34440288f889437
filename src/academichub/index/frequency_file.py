"""How often each word of the works occurs, kept in one file a commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from academichub.errors import SearchIndexError
from academichub.features import BUCKETS, Frequencies
from academichub.index import arrays
from academichub.index.arrays import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SUFFIX = ".counts"


def write(folder: Path, frequencies: Frequencies) -> Written:
    """Write *frequencies* to a new file.

    Raises:
        SearchIndexError: the disk is full or broken.
    """
    documents = np.array([frequencies.documents], dtype=np.int64)
    columns: dict[str, list[NDArray[Any]]] = {"documents": [documents], "of": [frequencies.of]}
    return arrays.write(folder / f"{uuid4().hex}{_SUFFIX}", columns)


def read(folder: Path, written: Written | None) -> Frequencies:
    """What `write` wrote; of no works where nothing was.

    Raises:
        FileNotFoundError: the file is not there, or not there any more.
        SearchIndexError: it is not what was written.
    """
    if written is None:
        return Frequencies.none()
    found = arrays.read(folder, written)
    if len(found["of"]) != BUCKETS:
        raise SearchIndexError(f"{folder / written.name} counts other words")
    return Frequencies(int(found["documents"][0]), found["of"])


def stored(folder: Path) -> Iterator[Path]:
    """Every such file in *folder*, whether a commit needs it or not."""
    return folder.glob(f"*{_SUFFIX}")
