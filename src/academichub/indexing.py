"""Keeping an index at the store's last change. A lost index is made again, never mended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import Protocol, TypeVar

from academichub.errors import SearchIndexError
from academichub.model import Work
from academichub.store import Store

_STEP = 2000
_COMMIT_EVERY = 20_000

Progress = Callable[[int, int], None]
"""Called with how many are done, of how many."""


class Writer(Protocol):
    """Puts and deletes works; nothing is seen, or kept, before `commit`."""

    def put(self, number: int, work: Work) -> None:
        """Keep *work* under *number*, in place of what was there."""

    def delete(self, number: int) -> None:
        """Forget the work under *number*, if there is one."""

    def commit(self, sequence: int) -> None:
        """Make everything so far durable and visible, as including change *sequence*."""

    def clear(self) -> None:
        """Forget everything, from the next commit on."""


class Index(Protocol):
    """What is made of all works and can be made again: the words, the features of the matrix."""

    @property
    def needs_rebuild(self) -> bool:
        """Whether what is on disk cannot be used."""

    @property
    def sequence(self) -> int:
        """The last change of the store that the newest commit includes; 0 for an empty one."""

    def writer(self, *, bulk: bool = False) -> AbstractContextManager[Writer]:
        """Write; *bulk* is for a rebuild. What is not committed is forgotten."""

    def clear(self) -> None:
        """Empty it, whatever state it is in; its sequence is 0 again."""


T = TypeVar("T", bound=Index)


def catch_up(store: Store, index: Index, progress: Progress | None = None) -> int:
    """Bring the index to the store's last change; returns how many works were written.

    Raises:
        SearchIndexError: another process is writing the index.
    """
    if index.needs_rebuild:
        return rebuild(store, index, progress)
    last = store.sequence()
    if index.sequence == last:
        return 0
    if index.sequence > last:  # the store was restored from a backup older than the index
        return rebuild(store, index, progress)
    written = 0
    with index.writer() as writer:
        at = index.sequence
        while at < last:
            at, works = store.changes(at, _STEP)
            for number, work in works.items():
                if work is None:
                    writer.delete(number)
                else:
                    writer.put(number, work)
            written += len(works)
            if progress:
                progress(at, last)
            if written % _COMMIT_EVERY < _STEP or at >= last:
                writer.commit(at)
    return written


def rebuild(store: Store, index: Index, progress: Progress | None = None) -> int:
    """Make the index again from every work in the store; returns how many there are."""
    last = store.sequence()
    total = store.counts()["works"]
    written = 0
    if index.needs_rebuild:
        index.clear()
    with index.writer(bulk=True) as writer:
        writer.clear()  # until the commit readers go on with what was there
        for number, work in store.everything():
            writer.put(number, work)
            written += 1
            if progress and written % _STEP == 0:
                progress(written, total)
        writer.commit(last)
    if progress:
        progress(total, total)
    return written


def try_catch_up(store: Store, index: Index, alone: Lock | None = None) -> bool:
    """Catch up unless another process is at it; says whether it came to the store's last change.

    With *alone* also unless another thread is that holds it.
    """
    if alone is not None and not alone.acquire(blocking=False):
        return False
    try:
        catch_up(store, index)
    except SearchIndexError:
        return False
    finally:
        if alone is not None:
            alone.release()
    return True


def level(store: Store, index: T) -> T:
    """*index* at the store's last change, or at the commit that another process goes on from.

    Raises:
        SearchIndexError: there is no such commit yet, or the index cannot be written.
    """
    if not try_catch_up(store, index) and not index.sequence:
        catch_up(store, index)
    return index
