"""Files of named arrays: written once, in pieces, then mapped into memory and never changed.

An array after the other, each on a multiple of 64 bytes, then a note in JSON of where they are
and of which type, then the length of that note in the last 8 bytes. Knows nothing of what the
arrays hold.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from zlib import crc32

from academichub.errors import SearchIndexError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_LINE = 64
_LAST = 8


class Written(NamedTuple):
    """What a file is to be known by again: its name, bytes and CRC-32."""

    name: str
    size: int
    checksum: int


def write(path: Path, arrays: Mapping[str, Iterable[Array]]) -> Written:
    """Write *arrays*, each given as one or more pieces of one type, and make them durable.

    Raises:
        SearchIndexError: the disk is full or broken; nothing of the file is to be used.
    """
    try:
        with path.open("xb") as file:
            out = _Out(file)
            places = {name: _put(out, pieces) for name, pieces in arrays.items()}
            note = json.dumps(places).encode()
            out.write(note)
            out.write(len(note).to_bytes(_LAST, "little"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise SearchIndexError(f"{path} cannot be written: {error}") from error
    return Written(path.name, out.size, out.checksum)


def read(folder: Path, written: Written) -> dict[str, Array]:
    """The arrays of a file in *folder*, mapped; they stay good when the file is removed.

    Raises:
        FileNotFoundError: it is not there.
        SearchIndexError: it is not what was written.
    """
    path = folder / written.name
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != written.size:
                raise SearchIndexError(f"{path} is not of the size it was written in")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SearchIndexError(f"{path} cannot be read: {error}") from error
    if crc32(mapped) != written.checksum:
        raise SearchIndexError(f"{path} is not what was written")
    return {name: _array(mapped, *place) for name, place in _note(mapped).items()}


class _Out:
    """A file that knows how much was written and its CRC-32."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.checksum = 0

    def write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self.size += len(data)
        self.checksum = crc32(data, self.checksum)


def _put(out: _Out, pieces: Iterable[Array]) -> tuple[str, int, int]:
    import numpy as np

    out.write(bytes(-out.size % _LINE))
    start, count, kind = out.size, 0, ""
    for piece in pieces:
        kind = piece.dtype.str
        count += piece.size
        out.write(np.ascontiguousarray(piece).view(np.uint8).data)
    return kind, start, count


def _note(mapped: mmap.mmap) -> dict[str, tuple[str, int, int]]:
    length = int.from_bytes(mapped[-_LAST:], "little")
    note: dict[str, tuple[str, int, int]] = json.loads(mapped[-_LAST - length : -_LAST])
    return note


def _array(mapped: mmap.mmap, kind: str, start: int, count: int) -> Array:
    import numpy as np

    return np.frombuffer(mapped, np.dtype(kind), count, start)
