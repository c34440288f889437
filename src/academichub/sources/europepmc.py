"""Europe PMC's search: preprints of all servers it indexes, and the biomedical literature.

Pages by cursor mark until no further one comes. Never sorts: the service ignores some orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

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
    json_object,
    number,
    part,
    raw,
    read_each,
    shown,
    text,
)
from academichub.sources.europepmc_results import to_record
from academichub.sources.windows import Reach, Window

BASE_URL = "https://www.ebi.ac.uk/europepmc/webservices/rest"
PREPRINTS = "SRC:PPR"
FIRST = "*"
_FIELDS = {"doi": "DOI", "pmid": "EXT_ID", "pmcid": "PMCID"}


@dataclass(frozen=True, slots=True)
class Results:
    """One answer of the search: results as they came, how many there are, the next cursor mark."""

    results: tuple[Any, ...]
    hits: int | None
    next_mark: str | None


@dataclass(frozen=True, slots=True)
class EuropePmc:
    """What Europe PMC has indexed anew of a search.

    Args:
        query: in Europe PMC's language (``SRC:PPR AND "single cell"``).
        name: the route.
        base_url: where the service is, without a closing slash.
        contact: an e-mail address, sent along as the service asks.
        rows: results a page, at most 1,000.
        dated_by: the date a window is about: ``FIRST_IDATE`` first indexed, ``UPDATE_DATE`` changed.
        reach: how many days back to begin, and how many to read again each time.
    """

    query: str = PREPRINTS
    name: str = "europepmc"
    base_url: str = BASE_URL
    contact: str | None = None
    rows: int = 200
    dated_by: str = "FIRST_IDATE"
    reach: Reach = field(default=Reach(first=7, again=3, longest=31))

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was indexed since *cursor*. Raises SourceError."""
        for window in self.reach.windows(cursor, now):
            yield from self._window(client, window, now)

    def by_id(self, client: Client, identifier: Identifier) -> Record | None:
        """The work a DOI, PMID or PMCID names; None where Europe PMC does not know it.

        Raises:
            SourceError: no usable answer.
        """
        if identifier.scheme not in _FIELDS:
            return None
        query = f'{_FIELDS[identifier.scheme]}:"{_quoted(identifier.value)}"'
        answer, results = self._ask(client, query, FIRST)
        records = self._page(results, answer, None).records
        return next((record for record in records if identifier in record.identifiers), None)

    def _window(self, client: Client, window: Window, now: datetime) -> Iterator[Page]:
        """The pages of one window; it begins anew where a stored mark is no longer taken."""
        query = f"({self.query}) AND ({self.dated_by}:[{window.start} TO {window.end}])"
        mark = str((window.resumed or {}).get("mark", FIRST))
        try:
            first = self._ask(client, query, mark)
        except (RefusedError, UpstreamError):
            if mark == FIRST:
                raise
            mark, first = FIRST, self._ask(client, query, FIRST)
        answer, results = first
        # The end is a mark that is missing or that stays the same.
        while results.next_mark and results.next_mark != mark and results.results:
            mark = results.next_mark
            yield self._page(results, answer, window.cursor(mark=mark))
            answer, results = self._ask(client, query, mark)
        yield self._page(results, answer, window.completed(now))

    def _ask(self, client: Client, query: str, mark: str) -> tuple[Answer, Results]:
        asked: Mapping[str, str | int] = {
            "query": query,
            "format": "json",
            "resultType": "core",
            "pageSize": self.rows,
            "cursorMark": mark,
            **({"email": self.contact} if self.contact else {}),
        }
        answer = client.get(f"{self.base_url}/search", params=asked)
        return answer, parse_results(answer.body)

    def _page(self, results: Results, answer: Answer, cursor: Cursor | None) -> Page:
        read = partial(_read, self.name)
        found = read_each(results.results, read, "europepmc", self.name, answer.fetched_at)
        return Page(*found, cursor, results.hits)


def parse_results(body: bytes) -> Results:
    """Read an answer of the search (https://europepmc.org/RestfulWebService).

    Raises:
        MalformedAnswerError: no list of results.
        UpstreamError: status 200 with an error code.
    """
    what = "a Europe PMC result list"
    answer = json_object(body, what)
    try:
        if complaint := text(answer, "errMsg") or text(answer, "errCode"):
            raise UpstreamError(f"Europe PMC says: {shown(complaint)}")
        found = part(answer, "resultList")
        results = tuple(entries(found, "result", what)) if found else ()
        if not found and number(answer, "hitCount") != 0:
            raise MalformedAnswerError(f"{what} should have come, but it is {raw(answer)[:100]}")
        return Results(results, number(answer, "hitCount"), text(answer, "nextCursorMark"))
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what} should have come, but {error}") from error


def _read(route: str, result: Fields, fetched_at: str) -> Record:
    return to_record(result, route, fetched_at)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
