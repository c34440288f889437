"""Vectors of works on disk, beside the word index: appended, never rewritten, made again if lost.

One file of fixed-size rows; a row that was cut short by the end of the process is not a row, and a
later row of a work stands in place of an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from academichub.errors import SearchIndexError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Vectors:
    """The vectors one model gave; another model has a file of its own.

    Args:
        folder: where the files are.
        model: the model's name.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._path = folder / f"{blake2b(model.encode(), digest_size=8).hexdigest()}.vectors"
        self._read = 0
        self._rows: NDArray[np.void] | None = None
        self._places: dict[int, int] = {}

    @property
    def sequence(self) -> int | None:
        """The store's last change that is seen to; None where nothing is yet."""
        place = self._path.with_suffix(".sequence")
        return int(place.read_text()) if place.exists() and self._path.exists() else None

    @sequence.setter
    def sequence(self, change: int) -> None:
        place = self._path.with_suffix(".sequence")
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(".unfinished")
        unfinished.write_text(str(change))
        unfinished.replace(place)

    def put(self, rows: Mapping[int, tuple[int, Sequence[float]]]) -> None:
        """Add vectors by work number, each with the digest of the text it was made from.

        Raises:
            SearchIndexError: they are of another length than those that are there.
        """
        import numpy as np

        if not rows:
            return
        size = len(next(iter(rows.values()))[1])
        kind = _row(size)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        made = np.array(
            [(number, digest, size, tuple(vector)) for number, (digest, vector) in rows.items()],
            dtype=kind,
        )
        with self._path.open("ab") as file:
            if file.tell() and self._size() != size:
                raise SearchIndexError(
                    f"the model now gives vectors of {size} numbers; remove {self._path}"
                )
            file.truncate(file.tell() - file.tell() % kind.itemsize)
            file.write(made.tobytes())

    def of(self, numbers: Sequence[int]) -> NDArray[np.float32] | None:
        """The vectors of these works in their order, zeros for those without; None if none is."""
        import numpy as np

        self._refresh()
        if self._rows is None:
            return None
        vectors: NDArray[np.float32] = np.zeros((len(numbers), self._size()), dtype=np.float32)
        known = [(at, self._places[n]) for at, n in enumerate(numbers) if n in self._places]
        if known:
            ours, theirs = zip(*known, strict=True)
            vectors[list(ours)] = self._rows["vector"][list(theirs)]
        return vectors

    def digests(self, numbers: Sequence[int]) -> Mapping[int, int]:
        """The digest of the text behind each vector that is there."""
        self._refresh()
        rows = self._rows
        if rows is None:
            return {}
        there = ((n, self._places[n]) for n in numbers if n in self._places)
        return {number: int(rows["digest"][at]) for number, at in there}

    def _refresh(self) -> None:
        import numpy as np

        length = self._path.stat().st_size if self._path.exists() else 0
        if length == self._read or not (size := self._size()):
            return
        kind = _row(size)
        count = length // kind.itemsize
        self._read = length
        if not count:
            return
        self._rows = np.memmap(self._path, dtype=kind, mode="r", shape=(count,))
        self._places = {int(n): at for at, n in enumerate(self._rows["number"])}

    def _size(self) -> int:
        """How many numbers a vector has, as the first row says; 0 where there is none."""
        import numpy as np

        if not self._path.exists():
            return 0
        head = np.fromfile(self._path, dtype=_HEAD, count=1)
        return int(head[0]["size"]) if len(head) else 0


_HEAD = [("number", "<i8"), ("digest", "<i8"), ("size", "<i4")]


def _row(size: int) -> np.dtype[np.void]:
    import numpy as np

    return np.dtype([*_HEAD, ("vector", "<f2", (size,))])
