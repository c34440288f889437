"""Keeping the word index at the store's last change. A lost index is made again, never mended."""

from __future__ import annotations

from collections.abc import Callable

from academichub.errors import SearchIndexError
from academichub.index.words import Words
from academichub.store import Store

_STEP = 2000
_COMMIT_EVERY = 20_000

Progress = Callable[[int, int], None]
"""Called with how many are done, of how many."""


def catch_up(store: Store, words: Words, progress: Progress | None = None) -> int:
    """Bring the index to the store's last change; returns how many works were written.

    Raises:
        SearchIndexError: another process is writing the index.
    """
    if words.needs_rebuild:
        return rebuild(store, words, progress)
    last = store.sequence()
    if words.sequence == last:
        return 0
    if words.sequence > last:  # the store was restored from a backup older than the index
        return rebuild(store, words, progress)
    written = 0
    with words.writer() as writer:
        at = words.sequence
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


def rebuild(store: Store, words: Words, progress: Progress | None = None) -> int:
    """Make the index again from every work in the store; returns how many there are."""
    last = store.sequence()
    total = store.counts()["works"]
    written = 0
    if words.needs_rebuild:
        words.clear()
    with words.writer(bulk=True) as writer:
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


def try_catch_up(store: Store, words: Words) -> bool:
    """Catch up unless another process is at it; says whether it came to the store's last change."""
    try:
        catch_up(store, words)
    except SearchIndexError:
        return False
    return True
