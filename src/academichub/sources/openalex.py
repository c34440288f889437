"""OpenAlex: works by what has changed, and by identifier to complete references and counts.

Costs are the upstream's: lists are paid from a daily allowance, so identifiers are asked for in
batches. Never shows the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from academichub.errors import (
    MalformedAnswerError,
    RefusedError,
    UnreadableError,
    UpstreamError,
)
from academichub.fetch import Answer, Client
from academichub.ids import Identifier
from academichub.model import Cursor, Page, Record
from academichub.sources.answers import (
    Fields,
    entries,
    hiding,
    json_object,
    number,
    part,
    read_each,
    shown,
    text,
)
from academichub.sources.openalex_works import to_record
from academichub.sources.windows import Reach, Window

BASE_URL = "https://api.openalex.org"
FIRST = "*"
# https://developers.openalex.org/guides/filtering: at most a hundred alternatives in a filter.
BATCH = 100
_FILTERS = {"openalex": "openalex", "doi": "doi", "arxiv": "doi", "pmid": "pmid", "pmcid": "pmcid"}


@dataclass(frozen=True, slots=True)
class WorkList:
    """One answer of ``/works``: its works as they came, how many there are, the next cursor."""

    works: tuple[Any, ...]
    count: int | None
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class OpenAlex:
    """What OpenAlex has changed or added of a filter.

    Args:
        filter: in OpenAlex's language (``primary_location.source.issn:0028-0836|1476-4687``);
            without one nothing is harvested.
        name: the route.
        base_url: where the API is, without a closing slash.
        api_key: required by OpenAlex since February 2026 for more than a taste; never shown.
        contact: an e-mail address, sent along.
        dated_by: ``from_updated_date``, ``from_created_date`` or ``from_publication_date``; the
            plan the key belongs to decides which are allowed.
        rows: works a page, at most 100.
        reach: how many days back to begin, and how many to read again each time.
    """

    filter: str = ""
    name: str = "openalex"
    base_url: str = BASE_URL
    api_key: str | None = field(default=None, repr=False)
    contact: str | None = None
    dated_by: str = "from_updated_date"
    rows: int = 100
    reach: Reach = field(default=Reach(first=7, again=2, longest=3650))

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was changed since *cursor*. Raises SourceError."""
        if not self.filter:
            # Everything OpenAlex changes in a week is millions of works.
            yield Page(note="no filter is set: OpenAlex only completes works by identifier")
            return
        for window in self.reach.windows(cursor, now):
            yield from self._window(client, window, now)

    def by_ids(self, client: Client, identifiers: Iterable[Identifier]) -> Iterator[Page]:
        """The works that *identifiers* name, a hundred a request; unknown ones are left out.

        Pages without a cursor. Identifiers OpenAlex has no filter for are passed over.
        """
        for scheme, values in _by_filter(identifiers).items():
            # A comma or bar in a DOI would end the filter: such are looked up one by one.
            plain = [value for value in values if not set(value) & set(",|")]
            for position in range(0, len(plain), BATCH):
                wanted = "|".join(plain[position : position + BATCH])
                answer, listing = self._ask(client, f"{scheme}:{wanted}", FIRST, BATCH)
                yield self._page(listing, answer, None)
            yield from self._singly(client, scheme, [v for v in values if v not in plain])

    def _window(self, client: Client, window: Window, now: datetime) -> Iterator[Page]:
        """The pages of one window; it begins anew where a stored cursor is no longer taken."""
        asked = ",".join(filter(None, (self.filter, f"{self.dated_by}:{window.start}")))
        place = str((window.resumed or {}).get("cursor", FIRST))
        try:
            first = self._ask(client, asked, place, self.rows)
        except (RefusedError, UpstreamError):
            if place == FIRST:
                raise
            first = self._ask(client, asked, FIRST, self.rows)
        answer, listing = first
        while listing.works and listing.next_cursor:
            place = listing.next_cursor
            yield self._page(listing, answer, window.cursor(cursor=place))
            answer, listing = self._ask(client, asked, place, self.rows)
        yield self._page(listing, answer, window.completed(now))

    def _ask(self, client: Client, filter_: str, place: str, rows: int) -> tuple[Answer, WorkList]:
        asked: dict[str, str | int] = {
            "filter": filter_,
            "cursor": place,
            "per_page": rows,
            **self._identity(),
        }
        answer = client.get(f"{self.base_url}/works", params=asked)
        with hiding(self.api_key):
            return answer, parse_works(answer.body)

    def _singly(self, client: Client, scheme: str, values: list[str]) -> Iterator[Page]:
        for value in values:
            url = f"{self.base_url}/works/{scheme}:{quote(value, safe='/')}"
            answer = client.get(url, params=self._identity(), expect=(404,))
            if answer.status != 404:
                with hiding(self.api_key):
                    work = json_object(answer.body, "an OpenAlex work")
                yield self._page(WorkList((work,), 1, None), answer, None)

    def _page(self, listing: WorkList, answer: Answer, cursor: Cursor | None) -> Page:
        read = partial(_read, self.name)
        found = read_each(listing.works, read, "openalex", self.name, answer.fetched_at)
        return Page(*found, cursor, listing.count)

    def _identity(self) -> Mapping[str, str]:
        given = {"api_key": self.api_key, "mailto": self.contact}
        return {name: value for name, value in given.items() if value}


def parse_works(body: bytes) -> WorkList:
    """Read an answer of ``/works``.

    Raises:
        MalformedAnswerError: no list of works.
        UpstreamError: OpenAlex says that it failed.
    """
    what = "a list of OpenAlex works"
    answer = json_object(body, what)
    try:
        if complaint := text(answer, "message") or text(answer, "error"):
            raise UpstreamError(f"OpenAlex says: {shown(complaint)}")
        works, meta = tuple(entries(answer, "results", what)), part(answer, "meta")
        return WorkList(works, number(meta, "count"), text(meta, "next_cursor"))
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what} should have come, but {error}") from error


def _by_filter(identifiers: Iterable[Identifier]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scheme, value in dict.fromkeys(identifiers):
        if name := _FILTERS.get(scheme):
            spelt = f"10.48550/arxiv.{value}" if scheme == "arxiv" else value
            found.setdefault(name, []).append(spelt)
    return found


def _read(route: str, work: Fields, fetched_at: str) -> Record:
    return to_record(work, route, fetched_at)
