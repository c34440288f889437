"""One verb for each thing AcademicHub does; every face (command line, web, API) calls these.

Puts the store, the index, the sources and the clock together. Decides nothing itself.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING
from uuid import uuid4

from academichub import importing, indexing, jobs, lists, mending, models, semantics, subscriptions
from academichub.collect import Counts
from academichub.errors import NotFoundError
from academichub.ids import parse
from academichub.jobs import Scheduled, instant
from academichub.lists import Batch, Facets, Listing
from academichub.model import Record, Work
from academichub.parts import Parts
from academichub.query import Query, Term
from academichub.store import Store
from academichub.store import backup as backups
from academichub.store.ledger import MergeNote, Quarantined, Run
from academichub.views import Arrivals, Imported, Status, WorkPage, source_status, work_page

if TYPE_CHECKING:
    from academichub.audit import Audited

_ALIKE = 5
_TELLING = 10
_STEP = 500
_SOON = 5000
_START = uuid4().hex[:8]


class Hub(Parts):
    """The whole program behind one object; use it as a context manager."""

    @cached_property
    def _facets(self) -> dict[int, Facets]:
        return {}

    def embed_newest(self) -> int:
        """Embed new works, if there is a model; returns how many were.

        Raises:
            ConfigurationError: the model is not as the settings say.
            SourceError: the model's server did not answer as it should.
        """
        if self.vectors is None:
            return 0
        with models.client(self.config) as client:
            embed = models.embedder(self.config, client)
            return semantics.keep_up(self.store, self.vectors, embed)

    # What there is to read

    def works(
        self,
        listing: Listing,
        *,
        seen: str | None = None,
        offset: int = 0,
        limit: int = lists.BATCH,
    ) -> Batch:
        """The next works of a list. See `lists.batch`."""
        return lists.batch(
            self.store, self.words, listing, now=self.clock(), seen=seen, offset=offset, limit=limit
        )

    def work(self, identifier: str) -> WorkPage:
        """Everything known of the work *identifier* names.

        Raises:
            IdentifierError: that is no identifier.
            NotFoundError: no such work is in the store.
        """
        return work_page(self.store, parse(identifier))

    def identifiers_known(self, names: Sequence[str]) -> Mapping[str, int]:
        """Which of these identifiers (as text) name works in the store."""
        return self.store.numbers(names)

    def matching(self, listing: Listing) -> Iterator[Work]:
        """Every work of a list, batch after batch."""
        offset, total = 0, 1
        while offset < total:
            found = self.works(listing, offset=offset, limit=_STEP)
            yield from found.works
            # A work that ended since it was indexed leaves a hole in the batch, not in the count.
            offset, total = offset + _STEP, found.total

    def facets(self) -> Facets:
        """What lists can be narrowed by, with how many works each value leaves.

        Raises:
            SearchIndexError: the index cannot be used, or is being made again.
        """
        at = self.words.sequence
        if at not in self._facets:
            self._facets.clear()
            self._facets[at] = lists.facets(self.store, self.words)
        return self._facets[at]

    def arrivals(self, *, days: int = 30) -> tuple[Arrivals, ...]:
        """How many works each field brought on each of the newest days."""
        return tuple(Arrivals(*row) for row in self.store.days(limit=days))

    def everything(self) -> Iterator[Work]:
        """Every work, streamed."""
        for _, work in self.store.everything():
            yield work

    def audit(self, what: str | Path, *, fetch: bool = False) -> Audited:
        """Hold the text of the work an identifier names, or a file, against itself and the record.

        Args:
            what: an identifier, or a file that somebody has.
            fetch: whether the full text may be asked for where it is not kept, and the registries
                of identifiers for what is cited.

        Raises:
            IdentifierError: that is no identifier.
            NotFoundError: no such work is in the store.
            MalformedAnswerError: the file is of no kind we read.
        """
        from academichub import audit

        today, look = self._at()[:10], self.look if fetch else None
        if isinstance(what, Path):
            return audit.of_file(what, self.store, today, look)
        work = self.work(what).work
        return audit.of(self._text(work, fetch), self.store, work, today, look)

    def audit_text(self, title: str, text: str) -> Audited:
        """The same for a text that belongs to no work."""
        from academichub import audit

        return audit.of_text(title, text, self.store, self._at()[:10])

    # What comes in

    def schedule(self) -> tuple[Scheduled, ...]:
        """Every source there is, with its interval, on or off."""
        from academichub.schedule import schedule

        ledger = self.store.ledger
        switches, feeds = ledger.setting("switches", {}), ledger.setting("feeds", {})
        return schedule(self.config, switches, feeds, self.store)

    def switch(self, name: str, on: bool) -> None:
        """Switch a source on or off.

        Raises:
            NotFoundError: there is no such source.
        """
        if name not in {one.name for one in self.schedule()}:
            raise NotFoundError(
                f"there is no source {name!r}; `academichub sources list` lists them"
            )
        switches = self.store.ledger.setting("switches", {})
        self.store.ledger.put_setting("switches", {**switches, name: on})

    def add_feeds(self, feeds: Mapping[str, Mapping[str, str]]) -> int:
        """Follow these feeds (by slug: title and address); returns how many were new."""
        known = self.store.ledger.setting("feeds", {})
        self.store.ledger.put_setting("feeds", {**known, **feeds})
        return len(feeds.keys() - known.keys())

    def import_opml(self, body: bytes) -> int:
        """Follow every feed of an OPML document; returns how many were new."""
        return self.add_feeds(subscriptions.to_follow(body, self.schedule()))

    def export_opml(self) -> bytes:
        """The feeds that are on, as OPML."""
        return subscriptions.as_opml(self.schedule(), self.clock())

    def collect(
        self, names: Collection[str] = (), *, progress: jobs.Progress | None = None
    ) -> Iterator[Run]:
        """Ask these sources now, or all that are on; yields each run as it ends.

        Raises:
            NotFoundError: one of *names* is no source.
        """
        schedule = {one.name: one for one in self.schedule()}
        if unknown := set(names) - schedule.keys():
            raise NotFoundError(
                f"there is no source {min(unknown)!r}; `academichub sources list` lists them"
            )
        chosen = [schedule[name] for name in names] or [s for s in schedule.values() if s.enabled]
        yield from self._run(chosen, progress)

    def collect_due(self, *, progress: jobs.Progress | None = None) -> Iterator[Run]:
        """Ask every source that is due."""
        due = jobs.due(self.schedule(), self.store.ledger.last_runs(), self.clock())
        yield from self._run(due, progress)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        kind: str | None = None,
        progress: importing.Progress | None = None,
    ) -> Imported:
        """Take files in: streamed, resumable, indexed as they go.

        *progress* is called with the file, the bytes read of it so far, and the counts.

        Raises:
            UsageError: a file is of no format we read.
        """
        with self._indexing:
            return importing.import_files(self.store, self.words, paths, self.clock, kind, progress)

    def make(self, brief: str) -> bool:
        """Make a brief that was asked for, here and now. See `Maker.make`."""
        return self.maker.make(brief)

    def make_review(self, run: str) -> bool:
        """Make a review that was asked for, here and now. See `review.making.Maker.make`."""
        return self.reviewer.make(run)

    # Keeping house

    def status(self) -> Status:
        """How the whole stands."""
        runs = self.store.ledger.last_runs()
        now = self.clock()
        return Status(
            **self.store.counts(),
            **self.store.ledger.counts(),
            store_sequence=self.store.sequence(),
            index_sequence=0 if self.words.needs_rebuild else self.words.sequence,
            index_reason=self.words.reason,
            store=self.store.engine.dialect.name,
            sources=tuple(source_status(one, runs, now) for one in self.schedule()),
        )

    def quarantined(self, limit: int = 200) -> list[Quarantined]:
        """The newest entries that could not be read."""
        return self.store.ledger.quarantined(limit)

    def merges(self, limit: int = 200) -> list[MergeNote]:
        """The newest merges."""
        return self.store.ledger.merges(limit)

    def undo_merge(self, number: int) -> str:
        """Take a merge apart again; returns the id of the work that came out."""
        came_out = mending.undo_merge(self.store, number, self._at())
        self.try_catch_up()
        return came_out

    def remove_starter(self) -> int:
        """Take the starter data away; returns how many records went."""
        removed = mending.remove_starter(self.store)
        self.store.ledger.put_setting("starter", "removed")
        self.try_catch_up()
        return removed

    def backup(self, path: Path, *, progress: backups.Progress | None = None) -> backups.Manifest:
        """Write everything to one file and verify it."""
        backups.write(self.store.engine, path, self._at(), progress)
        return backups.verify(path)

    def restore(self, path: Path, *, progress: backups.Progress | None = None) -> backups.Manifest:
        """Fill an empty store from a backup, and make the index again."""
        self.config.data.mkdir(parents=True, exist_ok=True)
        store = Store(self.config.store_url)
        self.__dict__["store"] = store
        manifest = backups.restore(store.engine, path, progress)
        self.rebuild_index()
        return manifest

    def catch_up(self, progress: indexing.Progress | None = None) -> int:
        """Bring the index to the store's last change; returns how many works were written."""
        with self._indexing:
            return indexing.catch_up(self.store, self.words, progress)

    def rebuild_index(self, progress: indexing.Progress | None = None) -> int:
        """Make the index again; returns how many works are in it."""
        with self._indexing:
            if self._features.is_dir():
                self._matrix.clear()  # made again by whoever asks for it first
            return indexing.rebuild(self.store, self.words, progress)

    def _run(self, chosen: Sequence[Scheduled], progress: jobs.Progress | None) -> Iterator[Run]:
        def come(route: str, counts: Counts, expected: int | None) -> None:
            # The next page's records are compared with all there is, whoever was killed before.
            self.try_catch_up()
            if progress:
                progress(route, counts, expected)

        me = jobs.Holder(socket.gethostname(), os.getpid(), _START, get_ident())
        for one in chosen:
            self.try_catch_up()
            ended = jobs.run(
                self.store, self.client, one.source,
                holder=me, lives=jobs.lives, clock=self.clock, lookalikes=self._lookalikes,
                progress=come,
            )  # fmt: skip
            if ended:
                yield ended

    def try_catch_up(self) -> None:
        """Bring the index to the last change, unless someone is at it already."""
        indexing.try_catch_up(self.store, self.words, self._indexing)

    def try_catch_up_ranking(self) -> None:
        """The same for what radars are ranked by, where there ever was a radar."""
        if self._features.is_dir():
            indexing.try_catch_up(self.store, self._matrix, self._ranking)

    def is_far_behind(self) -> bool:
        """Whether the index is missing or so many changes behind that a reader would wait."""
        if self.words.needs_rebuild:
            return self.store.counts()["works"] > _SOON
        return self.store.sequence() - self.words.sequence > _SOON

    def _lookalikes(self, record: Record) -> Sequence[int]:
        # A title changed on its way to a journal keeps most of its long words; any may be gone.
        words = sorted(dict.fromkeys(record.title.split()), key=len)[-_TELLING:]
        terms = tuple(Term(word, "title", alternative=True) for word in words)
        asked = Query(terms=terms)
        return self.words.search(asked, limit=_ALIKE).numbers if asked else ()

    def _at(self) -> str:
        return instant(self.clock())
