"""Crossref's REST API: the works of some journals by ISSN, and single works by DOI.

Pages deeply with cursors and begins the window anew when one has expired. Never asks faster than
the answers allow: the client obeys their rate headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from academichub.errors import MalformedAnswerError, RefusedError, UnreadableError, UpstreamError
from academichub.fetch import Answer, Client
from academichub.ids import Identifier, doi
from academichub.model import Cursor, Page, Record
from academichub.sources.answers import (
    Fields,
    entries,
    hiding,
    json_object,
    kind,
    number,
    part,
    read_each,
    shown,
    text,
)
from academichub.sources.crossref_works import to_record
from academichub.sources.windows import Reach, Window

BASE_URL = "https://api.crossref.org"
FIRST = "*"
# What `select` takes, https://github.com/CrossRef/rest-api-doc/issues/306; an unknown name would
# be refused. Leaves out what is long and not kept: assertions, funders, events.
SELECT = (
    "DOI,URL,type,title,original-title,subtitle,author,container-title,ISSN,publisher,volume,"
    "issue,page,article-number,group-title,subject,posted,published-online,published-print,"
    "issued,abstract,reference,is-referenced-by-count,license,link,relation,update-to,updated-by,"
    "archive,created,indexed"
)


@dataclass(frozen=True, slots=True)
class WorkList:
    """One answer of ``/works``: its works as they came, how many there are, the next cursor."""

    works: tuple[Any, ...]
    total: int | None
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Crossref:
    """What Crossref has indexed anew of some journals.

    Args:
        issns: of the journals, any of a journal's ISSNs.
        name: the route.
        base_url: where the API is, without a closing slash.
        contact: an e-mail address; with it Crossref serves us from its polite pool.
        api_key: of Crossref Metadata Plus, where the operator has one; sent in a header.
        rows: works a page, at most 1,000.
        select: the fields to ask for; None for all.
        reach: how many days back to begin, and how many to read again each time.
    """

    issns: tuple[str, ...]
    name: str = "crossref"
    base_url: str = BASE_URL
    contact: str | None = None
    api_key: str | None = field(default=None, repr=False)
    rows: int = 200
    select: str | None = SELECT
    reach: Reach = field(default=Reach(first=7, again=2, longest=3650))

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was indexed since *cursor*. Raises SourceError."""
        for window in self.reach.windows(cursor, now):
            yield from self._window(client, window, now)

    def by_doi(self, client: Client, identifier: Identifier) -> Record | None:
        """The work *identifier* names; None where Crossref does not know it.

        Raises:
            SourceError: no usable answer.
            UnreadableError: the work cannot be read.
        """
        url = f"{self.base_url}/works/{quote(_as_doi(identifier), safe='')}"
        answer = client.get(url, params=self._polite(), headers=self._headers(), expect=(404,))
        if answer.status == 404:
            return None
        with hiding(self.api_key):
            work = parse_work(answer.body)
        return to_record(work, self.name, answer.fetched_at)

    def _window(self, client: Client, window: Window, now: datetime) -> Iterator[Page]:
        """The pages of one window. Cursors live five minutes: with an old one it begins anew."""
        place = str((window.resumed or {}).get("cursor", FIRST))
        try:
            first = self._ask(client, window, place)
        except (RefusedError, UpstreamError):
            if place == FIRST:
                raise
            first = self._ask(client, window, FIRST)
        answer, listing = first
        while len(listing.works) >= self.rows and listing.next_cursor:
            place = listing.next_cursor
            yield self._page(listing, answer, window.cursor(cursor=place))
            answer, listing = self._ask(client, window, place)
        yield self._page(listing, answer, window.completed(now))

    def _ask(self, client: Client, window: Window, place: str) -> tuple[Answer, WorkList]:
        asked: dict[str, str | int] = {
            "filter": self._filter(window),
            "rows": self.rows,
            "cursor": place,
            **({"select": self.select} if self.select else {}),
            **self._polite(),
        }
        answer = client.get(f"{self.base_url}/works", params=asked, headers=self._headers())
        with hiding(self.api_key):
            return answer, parse_works(answer.body)

    def _filter(self, window: Window) -> str:
        # Filters of one name are alternatives, filters of different names all hold.
        journals = (f"issn:{issn}" for issn in self.issns)
        return ",".join([*journals, f"from-index-date:{window.start}"])

    def _page(self, listing: WorkList, answer: Answer, cursor: Cursor) -> Page:
        read = partial(_read, self.name)
        records, unreadable = read_each(
            listing.works, read, "crossref", self.name, answer.fetched_at
        )
        left_out = len(listing.works) - len(records) - len(unreadable)
        note = f"{left_out} entries are no works (figures, issues)" if left_out else None
        return Page(records, unreadable, cursor, listing.total, note)

    def _polite(self) -> Mapping[str, str]:
        return {"mailto": self.contact} if self.contact else {}

    def _headers(self) -> Mapping[str, str]:
        # https://www.crossref.org/documentation/metadata-plus/metadata-plus-keys/
        return {"Crossref-Plus-API-Token": f"Bearer {self.api_key}"} if self.api_key else {}


def parse_works(body: bytes) -> WorkList:
    """Read an answer of ``/works``.

    Raises:
        MalformedAnswerError: no list of works.
        UpstreamError: Crossref says that it failed.
    """
    what = "a list of Crossref works"
    try:
        message = _message(json_object(body, what), "work-list", what)
        works = tuple(entries(message, "items", what))
        return WorkList(works, number(message, "total-results"), text(message, "next-cursor"))
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what} should have come, but {error}") from error


def parse_work(body: bytes) -> Fields:
    """Read an answer of ``/works/{doi}``. Raises as `parse_works` does."""
    what = "a Crossref work"
    try:
        return _message(json_object(body, what), "work", what)
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what} should have come, but {error}") from error


def _message(answer: Fields, expected: str, what: str) -> Fields:
    if not (status := text(answer, "status")):
        raise MalformedAnswerError(f"{what} should have come, but it has no status")
    if status != "ok":
        raise UpstreamError(f"Crossref says: {_complaint(answer)}")
    if (given := text(answer, "message-type")) != expected:
        raise MalformedAnswerError(
            f"{what} should have come, but it is a {shown(given or 'nothing')}"
        )
    return part(answer, "message")


def _complaint(answer: Fields) -> str:
    """``message`` of a failure: a list of {type, value, message}, an object, or text."""
    message = answer.get("message")
    listed = message if isinstance(message, list) else [message]
    said = [part({"m": m}, "m").get("message") if isinstance(m, dict) else m for m in listed]
    return shown("; ".join(str(words) for words in said if words)) or kind(message)


def _read(route: str, work: Fields, fetched_at: str) -> Record | None:
    return to_record(work, route, fetched_at)


def _as_doi(identifier: Identifier) -> str:
    if identifier.scheme == "arxiv":
        return f"10.48550/arXiv.{identifier.value}"
    return doi(identifier.value).value if identifier.scheme == "doi" else identifier.value


__all__ = ["Crossref", "WorkList", "parse_work", "parse_works", "to_record"]
