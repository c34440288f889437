"""Files taken in: streamed from disk into the store, and into the index at the same time.

An import that was cut off goes on where it stopped when it is started again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from academichub import ahead
from academichub.collect import Counts, Taken, take
from academichub.errors import SourceError
from academichub.index.engine import Writer
from academichub.index.words import Words
from academichub.indexing import catch_up
from academichub.jobs import instant
from academichub.sources import files
from academichub.store import Store
from academichub.views import Imported

_COMMIT_EVERY = 50_000
_MEMORY = 200_000_000  # bytes; fewer, larger pieces leave less to merge afterwards

Progress = Callable[[Path, int, Counts], None]
"""Called after each page with the file, the bytes read of it so far, and the counts."""


def import_files(
    store: Store,
    words: Words,
    paths: Sequence[Path],
    clock: Callable[[], datetime],
    kind: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take *paths* in, one after the other; one that ends badly does not stop the rest.

    Raises:
        UsageError: a file is missing, or of no format we read; those before it are in.
        SearchIndexError: another process is writing the index.
    """
    catch_up(store, words)
    done = Imported(Counts())
    with _following(store, words) as follower:
        for path in paths:
            route = files.route(path)
            pages = ahead.read(path, clock(), kind, store.cursor(route))
            try:
                for page, coded, at_byte in pages:
                    taken = take(store, route, page, instant(clock()), coded=coded)
                    follower.take(taken)
                    done = _with(done, taken.counts, page.note)
                    if progress:
                        progress(path, at_byte, done.counts)
            except SourceError as error:
                done = replace(done, failures=(*done.failures, f"{path.name}: {error}"))
    return done


def _with(done: Imported, counts: Counts, note: str | None) -> Imported:
    notes = done.notes if note is None or note in done.notes else (*done.notes, note)
    return replace(done, counts=done.counts + counts, notes=notes)


@dataclass(slots=True)
class _Follower:
    """Puts what an import did straight into the index, while nobody else changes the store."""

    writer: Writer
    sequence: int
    waiting: int = 0
    alone: bool = True

    def take(self, taken: Taken) -> None:
        if not taken.works or not self.alone:
            return
        if taken.first != self.sequence + 1:
            self.alone = False  # someone else wrote too; the change log says what, afterwards
            return
        for number, work in taken.works.items():
            if work is None:
                self.writer.delete(number)
            else:
                self.writer.put(number, work)
        self.sequence = taken.last
        self.waiting += len(taken.works)
        if self.waiting >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        self.writer.commit(self.sequence)
        self.waiting = 0


@contextmanager
def _following(store: Store, words: Words) -> Iterator[_Follower]:
    with words.writer(memory=_MEMORY) as writer:
        follower = _Follower(writer, words.sequence)
        try:
            yield follower
        finally:
            follower.commit()
    if not follower.alone:
        catch_up(store, words)
