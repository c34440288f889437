"""Segments of the matrix: files with the features of some works, written once.

A segment also names works that ended; it speaks of what is in the segments before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from academichub.errors import SearchIndexError
from academichub.features import Columns, Ragged
from academichub.index import arrays
from academichub.index.manifest import Part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Rows = NDArray[np.int64]

_SUFFIX = ".rows"
_ENDED = "ended"
_CHUNK = 20_000
_BESIDE = {"counts": "words"}  # has a value for each value of that ragged column
_NO_DAY = (1, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """One file, mapped: the features of works, and the numbers of works that ended before it."""

    part: Part
    columns: Columns
    ended: Numbers


def write(folder: Path, sources: Sequence[tuple[Columns, Rows]], ended: Numbers) -> Segment:
    """Write these rows of these columns as one segment.

    Whatever their number, some thousand rows at a time are copied.

    Raises:
        SearchIndexError: the disk is full or broken.
    """
    written = arrays.write(
        folder / f"{uuid4().hex}{_SUFFIX}", {**_pieces(sources), _ENDED: iter([ended])}
    )
    days = [columns.days[rows] for columns, rows in sources if len(rows)]
    first, last = (
        (min(int(one.min()) for one in days), max(int(one.max()) for one in days))
        if days
        else _NO_DAY
    )
    return opened(folder, Part(written, sum(len(rows) for _, rows in sources), first, last))


def opened(folder: Path, part: Part) -> Segment:
    """Map the segment *part*; it stays good when its file is removed.

    Raises:
        FileNotFoundError: it is not there, or not there any more.
        SearchIndexError: it is not what was written.
    """
    found = arrays.read(folder, part.file)
    try:
        columns: dict[str, Any] = {
            one.name: Ragged(found[f"{one.name}.starts"], found[f"{one.name}.values"])
            if f"{one.name}.starts" in found
            else found[one.name]
            for one in fields(Columns)
        }
        return Segment(part, Columns(**columns), found[_ENDED])
    except KeyError as error:
        raise SearchIndexError(f"{folder / part.file.name} has no column {error}") from error


def stored(folder: Path) -> Iterator[Path]:
    """Every file of a segment in *folder*, whether a commit needs it or not."""
    return folder.glob(f"*{_SUFFIX}")


def _pieces(sources: Sequence[tuple[Columns, Rows]]) -> Mapping[str, Iterator[NDArray[Any]]]:
    pieces: dict[str, Iterator[NDArray[Any]]] = {}
    for name in (one.name for one in fields(Columns)):
        if isinstance(getattr(sources[0][0], name), Ragged):
            pieces[f"{name}.starts"] = _starts(sources, name)
            pieces[f"{name}.values"] = _values(sources, name)
        else:
            pieces[name] = _plain(sources, name)
    return pieces


def _chunks(sources: Sequence[tuple[Columns, Rows]], name: str) -> Iterator[tuple[Any, Rows]]:
    for columns, rows in sources:
        for at in range(0, max(1, len(rows)), _CHUNK):  # no rows still have a type
            yield getattr(columns, name), rows[at : at + _CHUNK]


def _starts(sources: Sequence[tuple[Columns, Rows]], name: str) -> Iterator[Rows]:
    end = np.zeros(1, dtype=np.int64)
    yield end
    for column, rows in _chunks(sources, name):
        ends = end[-1] + np.cumsum(column.starts[rows + 1] - column.starts[rows])
        end = ends[-1:] if len(ends) else end
        yield ends


def _values(sources: Sequence[tuple[Columns, Rows]], name: str) -> Iterator[NDArray[Any]]:
    for column, rows in _chunks(sources, name):
        yield column.take(rows).values


def _plain(sources: Sequence[tuple[Columns, Rows]], name: str) -> Iterator[NDArray[Any]]:
    if name not in _BESIDE:
        for column, rows in _chunks(sources, name):
            yield column[rows]
        return
    for (column, rows), (ragged, _) in zip(
        _chunks(sources, name), _chunks(sources, _BESIDE[name]), strict=True
    ):
        yield column[ragged.places(rows)]
