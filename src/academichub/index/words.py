"""The word index in one folder: full text over the works, by tantivy.

One process writes, any number read; a reader sees a commit at its next search. The index holds
numbers and words only and can be rebuilt from the store at any time: an index that is of another
version or broken says so and is never repaired.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import tantivy

from academichub.errors import SearchIndexError
from academichub.index import clauses, engine, layout, snippets, spelling
from academichub.index.engine import Writer
from academichub.query import Query, parse

_SPELT = ("spelling", "author")
_MOST_PREFIXED = 64
_SORTS = {"date": "by_date", "cited": "by_cited"}
_MEGABYTE = 1_000_000
_LEAST_PER_THREAD = 15 * _MEGABYTE  # what tantivy asks for


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found.

    ``total`` is exact; ``numbers`` are rows of the store, best first. ``loose`` says that no work
    has all the words and these have some of them. ``after`` continues a list sorted by date or
    citations: pass it to the next search.
    """

    total: int
    numbers: tuple[int, ...]
    loose: bool = False
    after: int | None = None


class Words:
    """The word index in *folder*, which is made where it is missing.

    Safe to use from several threads. ``reason`` says in one line why the index cannot be used,
    or is None; then `clear` empties it and every work must be put again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reason: str | None = None
        self._index: tantivy.Index | None = None
        self._commit_file = str(engine.commit_file(folder))
        self._seen: tuple[int, ...] = ()
        self._try_to_open()

    @property
    def needs_rebuild(self) -> bool:
        """Whether the index on disk cannot be used; looks again, as another process may mend it."""
        return (self._index or self._try_to_open()) is None

    @property
    def sequence(self) -> int:
        """The last change of the store that the newest commit includes; 0 for an empty index."""
        with self._reading() as searcher:
            return _sequence(searcher)

    @property
    def count(self) -> int:
        """How many works are indexed."""
        with self._reading() as searcher:
            return int(searcher.num_docs) - len(_marker(searcher))

    def search(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "relevance",
        after: int | None = None,
    ) -> Hits:
        """Find works.

        Args:
            query: what to look for; an empty one finds every work.
            limit: how many numbers at most.
            offset: how many of the best to leave out.
            sort: ``relevance`` (BM25; by date where there are no words to rank by), ``date``
                (newest first) or ``cited`` (most cited first). The last two have no ties.
            after: the `Hits.after` of the page before; for ``date`` and ``cited``.

        Raises:
            SearchIndexError: the index cannot be used.
        """
        order = _SORTS.get(sort)
        with self._reading() as searcher:
            plan = clauses.plan(query, partial(_beginning, searcher), ranked=order is None)
            order = order or (None if plan.scored else "by_date")
            hits = _run(searcher, plan.strict, limit, offset, order, after)
            if hits.total or plan.loose is None:
                return hits
            return replace(_run(searcher, plan.loose, limit, offset, order, after), loose=True)

    def values(self, field: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The values of ``source``, ``category`` or ``type``, the most frequent first.

        Each with how many works have it, counted exactly.
        """
        with self._reading() as searcher:
            # The dictionary's counts may include works replaced since; the search's do not.
            common = searcher.terms_with_prefix(field, "", limit=limit)
            counted = [(value, _frequency(searcher, field, value)) for value, _ in common]
        return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1]))

    def snippet(self, query: Query, text: str, length: int = 240) -> snippets.Pieces:
        """The piece of *text* around what *query* looks for; see `snippets.snippet`."""
        return snippets.snippet(query, text, length)

    def suggest(self, query: Query) -> str | None:
        """A better spelling of *query* that finds something, to offer where it finds nothing."""
        with self._reading() as searcher:
            offer = spelling.suggest(
                query, partial(_frequency_of_word, searcher), partial(_spelt, searcher)
            )
        return offer if offer and self.search(parse(offer), limit=1).total else None

    @contextmanager
    def writer(self, *, memory: int = 64 * _MEGABYTE, bulk: bool = False) -> Iterator[Writer]:
        """Write to the index; what is not committed when the block ends is forgotten.

        Args:
            memory: bytes held before a piece of the index is written out.
            bulk: for a rebuild: every core, four times the memory.

        Raises:
            SearchIndexError: another process writes, or the index needs a rebuild.
        """
        threads = min(os.cpu_count() or 1, 8) if bulk else 1
        budget = max(memory * 4 if bulk else memory, threads * _LEAST_PER_THREAD)
        writer = engine.writing(self._usable(), self.folder, budget, threads)
        try:
            # Another process may have committed before the lock was ours.
            with self._reading() as searcher:
                highest = _highest(searcher)
            yield Writer(writer, highest, self.folder)
        finally:
            # Lets merges end and the lock go; what is not committed is not kept.
            with engine.guarded(self.folder, "written"):
                writer.wait_merging_threads()

    def clear(self) -> None:
        """Empty the index, whatever state it is in; its sequence is 0 again.

        Raises:
            SearchIndexError: another process writes.
        """
        if self.needs_rebuild:
            shutil.rmtree(self.folder)
            self._index = engine.opened(self.folder)
            self.reason = None
        else:
            with self.writer() as writer:
                writer.clear()
                writer.commit(0)

    def _try_to_open(self) -> tantivy.Index | None:
        try:
            self._index = engine.opened(self.folder)
            self.reason, self._seen = None, ()
            _ = self.sequence  # a piece that is missing or cut off is noticed here
        except SearchIndexError as error:
            self._index, self.reason = None, str(error)
        return self._index

    def _usable(self) -> tantivy.Index:
        index = self._index or self._try_to_open()
        if index is None:
            raise SearchIndexError(f"{self.reason}; it has to be rebuilt")
        return index

    @contextmanager
    def _reading(self) -> Iterator[tantivy.Searcher]:
        """The newest commit, by whichever process."""
        index = self._usable()
        try:
            with engine.guarded(self.folder, "read"):
                state = os.stat(self._commit_file)  # noqa: PTH116 - once a search, and twice as fast
                seen = (state.st_mtime_ns, state.st_ino, state.st_size)
                if seen != self._seen:
                    index.reload()
                    self._seen = seen
                yield index.searcher()
        except SearchIndexError as error:
            if engine.is_broken(error):
                self._index, self.reason = None, str(error)
            raise


def _run(
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    limit: int,
    offset: int,
    order: str | None,
    after: int | None,
) -> Hits:
    total = None
    if after is not None and order:
        total = _total(searcher.search(query, 1))
        query = clauses.after(query, order, after)
    found = searcher.search(query, max(limit, 1), total is None, order, offset)
    hits = found.hits[:limit]
    rows = searcher.fast_field_values("number", [address for _, address in hits])
    numbers = tuple(int(row) for row in rows if row is not None)
    last = hits[-1][0] if order and hits else None
    return Hits(_total(found) if total is None else total, numbers, after=last)


def _total(found: Any) -> int:
    # The engine's type stub leaves this property out.
    return int(found.count)


def _beginning(searcher: tantivy.Searcher, field: str, start: str) -> list[str]:
    return [term for term, _ in searcher.terms_with_prefix(field, start, limit=_MOST_PREFIXED)]


def _frequency(searcher: tantivy.Searcher, field: str, value: str) -> int:
    return _total(searcher.search(tantivy.Query.term_query(layout.schema(), field, value), 1))


def _frequency_of_word(searcher: tantivy.Searcher, word: str) -> int:
    return sum(searcher.doc_freq(field, word) for field in _SPELT)


def _spelt(searcher: tantivy.Searcher, start: str) -> list[tuple[str, int]]:
    return [pair for field in _SPELT for pair in searcher.terms_with_prefix(field, start)]


def _marker(searcher: tantivy.Searcher) -> list[tantivy.DocAddress]:
    query = tantivy.Query.term_query(layout.schema(), "state", "sequence")
    return [address for _, address in searcher.search(query, 1).hits]


def _sequence(searcher: tantivy.Searcher) -> int:
    found = searcher.fast_field_values("sequence", _marker(searcher))
    return int(found[0] or 0) if found else 0


def _highest(searcher: tantivy.Searcher) -> int:
    query = tantivy.Query.all_query()
    hits = searcher.search(query, 1, count=False, order_by_field="number").hits
    return hits[0][0] if hits and hits[0][0] is not None else -1
