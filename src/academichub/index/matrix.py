"""The features of all works in one folder, in columns, for ranking.

One process writes, any number read; a reader sees a commit at its next question. It holds nothing
that cannot be made again from the store: one that is of another layout or broken says so and is
never repaired.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from academichub import features, rank
from academichub.errors import SearchIndexError
from academichub.features import Columns, Frequencies
from academichub.index import frequency_file, manifest, segments
from academichub.index.made import Made
from academichub.index.matrix_writer import MatrixWriter
from academichub.index.segments import Segment
from academichub.index.shared import Shared
from academichub.index.snapshot import Snapshot
from academichub.rank import Background, Candidates

LAYOUT = f"1-{features.VERSION}"
"""Of the files, and of what is in them; a folder of another one is made again."""

_NO_END = 2**31
_TRIES = 10


class Matrix:
    """The features in *folder*, which is made where it is missing.

    Safe to use from several threads. ``reason`` says in one line why they cannot be used, or is
    None; then `clear` empties them and every work must be put again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reason: str | None = None
        self._lock = Lock()
        self._seen: manifest.Seen = ()
        self._snapshot: Snapshot | None = None
        self._made = Made()
        self._shared = Shared(folder, f"{LAYOUT}-{rank.SHRINKAGE}")

    @property
    def needs_rebuild(self) -> bool:
        """Whether what is on disk cannot be used; looks again, as another process may mend it."""
        try:
            self.snapshot()
        except SearchIndexError:
            return True
        return False

    @property
    def sequence(self) -> int:
        """The last change of the store that the newest commit includes; 0 for an empty one."""
        return self.snapshot().sequence

    @property
    def count(self) -> int:
        """How many works there are."""
        return self.snapshot().count

    @property
    def newest(self) -> int:
        """The highest number of a work there; -1 where there is none."""
        return self.snapshot().newest

    @property
    def frequencies(self) -> Frequencies:
        """In how many works each word occurs."""
        return self.snapshot().frequencies

    def rows(self, numbers: Sequence[int]) -> Columns:
        """The features of these works, in that order; who is not there is left out."""
        return self.snapshot().rows(numbers)

    def since(self, day: int, until: int | None = None) -> Columns:
        """The features of all works of the days from *day* to *until*, by number.

        Days are ordinals, `datetime.date.toordinal`, both counted. The same object is given again
        while nothing changes.
        """
        snapshot = self.snapshot()
        asked = day, _NO_END if until is None else until
        return self._made.once(snapshot, asked, lambda: snapshot.since(*asked))

    def candidates(self, day: int, until: int | None = None) -> Candidates:
        """The works of `since`, made ready to be ranked for any reader by `background`."""
        snapshot, shared = self.snapshot(), self.background()
        columns = self.since(day, until)
        return self._made.once(
            snapshot, (columns, shared), lambda: rank.candidates(columns, shared)
        )

    def background(self) -> Background:
        """What all readers' learning shares: of a fixed sample, made again as the corpus grows."""
        return self._shared.background(self.snapshot())

    def snapshot(self) -> Snapshot:
        """The newest commit, by whichever process; it stays as it is while others go on.

        Raises:
            SearchIndexError: what is on disk cannot be used.
        """
        seen = manifest.seen(self.folder)
        with self._lock:
            if self._snapshot is None or seen != self._seen:
                self._snapshot = self._reopened()
            return self._snapshot

    @contextmanager
    def writer(self, *, bulk: bool = False) -> Iterator[MatrixWriter]:  # noqa: ARG002 - as `Words`
        """Write; what is not committed when the block ends is forgotten. A *bulk* is as any other.

        Raises:
            SearchIndexError: another process writes, or what is there needs a rebuild.
        """
        with manifest.writing(self.folder):
            # Another process may have committed before the lock was ours.
            yield MatrixWriter(self.folder, LAYOUT, self.snapshot())

    def clear(self) -> None:
        """Empty it, whatever state it is in; its sequence is 0 again.

        Raises:
            SearchIndexError: another process writes.
        """
        with manifest.writing(self.folder):
            writer = MatrixWriter(self.folder, LAYOUT, Snapshot(0, (), Frequencies.none()))
            writer.commit(0)

    def _reopened(self) -> Snapshot:
        before = self._snapshot.segments if self._snapshot else ()
        self._snapshot = None
        try:
            self._seen, newest = _newest(self.folder, before)
        except SearchIndexError as error:
            self.reason = str(error)
            raise
        self.reason = None
        return newest


def _newest(folder: Path, before: Sequence[Segment]) -> tuple[manifest.Seen, Snapshot]:
    """The newest commit, with the segments of the one *before* that it keeps."""
    known = {segment.part.file.name: segment for segment in before}
    for _ in range(_TRIES):
        seen = manifest.seen(folder)  # before: what is committed in between is then looked at next
        found = manifest.load(folder, LAYOUT)
        try:
            there = [known.get(p.file.name) or segments.opened(folder, p) for p in found.parts]
            counts = frequency_file.read(folder, found.frequencies)
        except FileNotFoundError:
            continue  # the writer has gone on, and removed what the next commit does not need
        return seen, Snapshot(found.sequence, tuple(there), counts)
    raise SearchIndexError(f"the features in {folder} have lost a file")
