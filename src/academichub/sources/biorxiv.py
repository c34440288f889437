"""bioRxiv and medRxiv through openRxiv's API: new posts (`details`) and published links (`pubs`).

Never trusts the totals it is told, never assumes a page size or a DOI prefix, and never reads the
servers' web pages or PDFs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from academichub.errors import MalformedAnswerError, UnreadableError, UpstreamError
from academichub.fetch import Answer, Client
from academichub.ids import Identifier
from academichub.model import Cursor, Instant, Page, Record, Unreadable
from academichub.sources.answers import (
    Fields,
    entries,
    json_object,
    number,
    parts,
    raw,
    read_each,
    shown,
    text,
)
from academichub.sources.biorxiv_posts import link_to_record, newest_versions, to_record
from academichub.sources.windows import Reach, Window

BASE_URL = "https://api.biorxiv.org"
_NOTHING = re.compile(
    r"no (?:posts|papers|articles|records|results)\b.*found|not found", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer: its entries as they came, ``count`` as the server gives it, ``total`` likewise.

    ``total`` is often inflated (github.com/ropensci/medrxivr issue 19): good for a progress bar.
    """

    posts: tuple[Any, ...] = ()
    count: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Biorxiv:
    """New posts and new versions on one server, day by day: route ``biorxiv-details``.

    Args:
        server: ``biorxiv`` or ``medrxiv``.
        base_url: where the API is, without a closing slash.
        category: one of the server's subject areas (``cell_biology``); all of them when None.
        reach: how many days back to begin, and how many to read again each time.
    """

    server: str = "biorxiv"
    base_url: str = BASE_URL
    category: str | None = None
    reach: Reach = field(default=Reach(first=7, again=3, longest=31))

    @property
    def name(self) -> str:
        """``biorxiv-details`` or ``medrxiv-details``."""
        return f"{self.server}-details"

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was posted since *cursor*. Raises SourceError."""
        for window in self.reach.windows(cursor, now):
            # Rows of one DOI may come in any order and on several pages. The newest version met
            # is the newest word on the entry, so an older row never overwrites it.
            known: dict[str, dict[int, Fields]] = {}
            for listing, answer, place in _listings(self, client, window):
                groups, unreadable = newest_versions(listing.posts, known, self.server, self.name)
                records, more = self._records(groups, answer)
                yield Page(records, [*unreadable, *more], place, listing.total)
            yield Page(cursor=window.completed(now))

    def by_doi(self, client: Client, identifier: Identifier) -> Record | None:
        """The preprint *identifier* names, with all its versions; None when it is not here."""
        path = quote(identifier.value, safe="/")
        answer = client.get(f"{self.base_url}/details/{self.server}/{path}/na/json")
        listing = parse_listing(answer.body)
        groups, _ = newest_versions(listing.posts, {}, self.server, self.name)
        records, _ = self._records(groups, answer)
        return records[0] if records else None

    def url(self, window: Window, position: int) -> str:
        """The address of the page at *position* of *window*."""
        return f"{self.base_url}/details/{self.server}/{window.start}/{window.end}/{position}/json"

    @property
    def params(self) -> Mapping[str, str]:
        """What is asked beside the path."""
        return {"category": self.category} if self.category else {}

    def _records(
        self, groups: Iterable[Fields], answer: Answer
    ) -> tuple[list[Record], list[Unreadable]]:
        def read(group: Fields, fetched_at: Instant) -> Record:
            return to_record(group["rows"], self.server, fetched_at)

        return read_each(groups, read, self.server, self.name, answer.fetched_at)


@dataclass(frozen=True, slots=True)
class BiorxivPublished:
    """Which preprints have become journal articles: route ``biorxiv-pubs``.

    Links are found weeks after the article is out, so far more days are read again.
    """

    server: str = "biorxiv"
    base_url: str = BASE_URL
    reach: Reach = field(default=Reach(first=30, again=30, longest=31))

    @property
    def name(self) -> str:
        """``biorxiv-pubs`` or ``medrxiv-pubs``."""
        return f"{self.server}-pubs"

    @property
    def params(self) -> Mapping[str, str]:
        """What is asked beside the path: nothing."""
        return {}

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield the links found since *cursor*. Raises SourceError."""

        def read(row: Fields, fetched_at: Instant) -> Record:
            return link_to_record(row, self.server, fetched_at)

        for window in self.reach.windows(cursor, now):
            for listing, answer, place in _listings(self, client, window):
                found = read_each(listing.posts, read, self.server, self.name, answer.fetched_at)
                yield Page(*found, place, listing.total)
            yield Page(cursor=window.completed(now))

    def url(self, window: Window, position: int) -> str:
        """The address of the page at *position* of *window*."""
        return f"{self.base_url}/pubs/{self.server}/{window.start}/{window.end}/{position}"


def parse_listing(body: bytes) -> Listing:
    """Read an answer of `details` or `pubs` (https://api.biorxiv.org/).

    Raises:
        MalformedAnswerError: the body is empty, no JSON, or has no collection.
        UpstreamError: status 200 with an error in ``messages``.
    """
    what = "a bioRxiv listing"
    answer = json_object(body, what)
    try:
        message = next(iter(parts(answer, "messages")), {})
        status = text(message, "status") or ""
        if _NOTHING.search(status):
            return Listing()
        if status.casefold() != "ok":
            raise UpstreamError(f"bioRxiv's API answers: {shown(status or raw(message))}")
        posts = tuple(entries(answer, "collection", what))
        return Listing(posts, _figure(message, "count"), _figure(message, "total"))
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what} should have come, but {error}") from error


def _listings(
    route: Biorxiv | BiorxivPublished, client: Client, window: Window
) -> Iterator[tuple[Listing, Answer, Cursor]]:
    """The listings of a window, each with the answer it came in and the cursor after it."""
    position = int((window.resumed or {}).get("position", 0))
    before: tuple[Any, ...] = ()
    while True:
        answer = client.get(route.url(window, position), params=route.params)
        listing = parse_listing(answer.body)
        if not listing.posts:
            return
        if listing.posts == before:
            raise UpstreamError(f"{route.name} gives the same page at every position")
        before = listing.posts
        # Where count and rows disagree the smaller step repeats some rows and skips none.
        position += max(1, min(listing.count or len(before), len(before)))
        yield listing, answer, window.cursor(position=position)


def _figure(message: Fields, name: str) -> int | None:
    # These figures are hints (a string, inflated, sometimes none): they may not stop a page.
    try:
        return number(message, name)
    except UnreadableError:
        return None
