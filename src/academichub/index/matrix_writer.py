"""Writing the matrix: rows are added in new segments, and a commit says which segments count.

What a process leaves behind that dies before its commit is never read, and removed by the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from academichub.features import Columns, Features, Frequencies, features
from academichub.index import frequency_file, manifest, segments
from academichub.index.manifest import Manifest
from academichub.index.segments import Segment
from academichub.index.snapshot import Snapshot
from academichub.model import Work

_CHUNK = 1_000  # rows as Python values take ten times the memory
_SEGMENT = 20_000
_FAN = 4
_DEAD = 0.25


class MatrixWriter:
    """Puts and deletes works; nothing is seen, or kept, before `commit`.

    To be used by whoever holds `manifest.writing`.
    """

    def __init__(self, folder: Path, layout: str, committed: Snapshot) -> None:
        self._folder = folder
        self._layout = layout
        self._committed = committed
        self._segments = list(committed.segments)
        self._rows: dict[int, Features] = {}
        self._chunks: list[Columns] = []
        self._height = 0
        self._ended: dict[int, int] = {}

    def put(self, number: int, work: Work) -> None:
        """Keep the features of *work* under *number*, in place of what was there."""
        self._rows[number] = features(work)
        if len(self._rows) >= _CHUNK:
            self._pack()
            if self._height >= _SEGMENT:
                self._flush()

    def delete(self, number: int) -> None:
        """Forget the work under *number*, if there is one."""
        self._rows.pop(number, None)
        self._ended[number] = self._height

    def clear(self) -> None:
        """Forget everything, from the next commit on."""
        self._segments, self._rows, self._chunks, self._ended = [], {}, [], {}
        self._height = 0

    def commit(self, sequence: int) -> None:
        """Make everything so far durable and visible, as including change *sequence*.

        Raises:
            SearchIndexError: the disk is full or broken; the commit before stands.
        """
        self._flush()
        written = Snapshot(sequence, tuple(self._segments), Frequencies.none())
        frequencies = _recounted(self._committed, written)
        compact = _compacted(self._folder, written)
        kept = frequency_file.write(self._folder, frequencies)
        parts = tuple(segment.part for segment in compact)
        made = Manifest(self._layout, sequence, parts, kept)
        manifest.save(self._folder, made)
        self._committed = Snapshot(sequence, compact, frequencies)
        self._segments = list(compact)
        _sweep(self._folder, made)

    def _pack(self) -> None:
        self._chunks.append(Columns.of(self._rows.items()))
        self._height += len(self._rows)
        self._rows = {}

    def _flush(self) -> None:
        """Write what was put and deleted as one segment, the last word on each work."""
        self._pack()
        columns = Columns.join(self._chunks)
        last = {int(number): row for row, number in enumerate(columns.numbers)}
        rows = [row for number, row in last.items() if self._ended.get(number, 0) <= row]
        ended = np.array(sorted(self._ended), dtype=np.int64)
        if rows or len(ended):
            source = (columns, np.array(sorted(rows), dtype=np.int64))
            self._segments.append(segments.write(self._folder, [source], ended))
        self._chunks, self._height, self._ended = [], 0, {}


def _recounted(before: Snapshot, after: Snapshot) -> Frequencies:
    """The frequencies of *before*, without the rows that ended and with those that came."""
    kept = len(before.segments)
    if after.segments[:kept] != before.segments:  # everything was cleared
        kept = 0
    counted = before.frequencies if kept else Frequencies.none()
    rows = list(zip(after.segments, after.live, strict=True))
    for (segment, live), was in zip(rows[:kept], before.live, strict=False):
        gone = np.setdiff1d(was, live, assume_unique=True)
        counted = counted.plus(segment.columns.take(gone), -1) if len(gone) else counted
    for segment, live in rows[kept:]:
        whole = len(live) == len(segment.columns)
        counted = counted.plus(segment.columns if whole else segment.columns.take(live))
    return counted


def _compacted(folder: Path, written: Snapshot) -> tuple[Segment, ...]:
    """The segments with the newest of like size merged, or all where much is replaced."""
    start = _merge_from([len(live) for live in written.live], written)
    if start is None:
        return written.segments
    rows = list(zip(written.segments, written.live, strict=True))[start:]
    ended = np.unique(np.concatenate([segment.ended for segment, _ in rows]))
    sources = [(segment.columns, live) for segment, live in rows]
    merged = segments.write(folder, sources, ended if start else ended[:0])
    return (*written.segments[:start], merged)


def _merge_from(sizes: Sequence[int], written: Snapshot) -> int | None:
    """From which segment on all are to be one; None where they may stay as they are.

    Each segment outweighs what came after it, but for a few; so there are never many, and a row
    is copied a few times in its life.
    """
    height = sum(len(segment.columns) for segment in written.segments)
    if height - sum(sizes) > _DEAD * height:
        return 0
    start = len(sizes) - 1
    while start > 0 and sizes[start - 1] < 2 * sum(sizes[start:]):
        start -= 1
    return start if len(sizes) - start >= _FAN else None


def _sweep(folder: Path, made: Manifest) -> None:
    """Remove the files that no commit needs; who has them mapped keeps what is in them."""
    for path in (*segments.stored(folder), *frequency_file.stored(folder)):
        if path.name not in made.names:
            path.unlink(missing_ok=True)
