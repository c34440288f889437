"""OpenAlex: the works that cite a work, and what it knows of the entries of a reference list.

Asked only for one work at a time and by somebody who wants it; what cites much-cited works is read up to a
limit, the most cited first. Never shows the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Record
from academichub.sources.answers import Fields, hiding, read_each
from academichub.sources.openalex import BASE_URL, BATCH, FIRST, OpenAlex, WorkList, parse_works
from academichub.sources.openalex_works import to_record

ROUTE = "openalex-citing"
MOST = 1000
"""Citing works that are read of one work: ten requests."""

# What makes a record; the rest of a work is several times as long.
_SELECT = (
    "id,doi,ids,title,display_name,type,language,publication_date,publication_year,authorships,"
    "primary_location,locations,primary_topic,cited_by_count,abstract_inverted_index,is_retracted"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The records of citing works, how many OpenAlex counts, how many could not be read."""

    records: tuple[Record, ...] = ()
    count: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class OpenAlexCitations:
    """Who cites a work, as OpenAlex knows it.

    Args:
        base_url: where the API is, without a closing slash.
        api_key: an OpenAlex key; never shown.
        contact: an e-mail address, sent along.
        most: citing works to read.
    """

    base_url: str = BASE_URL
    api_key: str | None = field(default=None, repr=False)
    contact: str | None = None
    most: int = MOST

    def known(self, client: Client, identifiers: Iterable[Identifier]) -> tuple[Record, ...]:
        """The works that *identifiers* name, those OpenAlex knows.

        Raises:
            SourceError: it did not answer, or not as it should.
        """
        asked = OpenAlex(
            name=ROUTE, base_url=self.base_url, api_key=self.api_key, contact=self.contact
        )
        pages = asked.by_ids(client, identifiers)
        return tuple(record for page in pages for record in page.records)

    def citing(self, client: Client, identifiers: Iterable[Identifier]) -> Found:
        """The works that cite any of the works *identifiers* name.

        Raises:
            SourceError: it did not answer, or not as it should.
        """
        named = list(identifiers)
        own = [one.value for one in named if one.scheme == "openalex"]
        others = [one for one in named if one.scheme != "openalex"]
        own += [record.key for record in self.known(client, others)] if others else []
        own = list(dict.fromkeys(own))[:BATCH]
        if not own:
            return Found()
        records: list[Record] = []
        count = unreadable = 0
        for listing, at in self._lists(client, f"cites:{'|'.join(own)}"):
            read, broken = read_each(listing.works, _record, "openalex", ROUTE, at)
            records, unreadable = [*records, *read], unreadable + len(broken)
            count = max(count, listing.count or 0)
        return Found(tuple(records[: self.most]), max(count, len(records)), unreadable)

    def _lists(self, client: Client, filter_: str) -> Iterator[tuple[WorkList, str]]:
        """The lists of one filter, cursor after cursor, until there are enough."""
        place: str | None = FIRST
        read = 0
        while place and read < self.most:
            listing, at = self._list(client, filter_, place)
            yield listing, at
            read += len(listing.works)
            place = listing.next_cursor if listing.works and listing.next_cursor != place else None

    def _list(self, client: Client, filter_: str, place: str) -> tuple[WorkList, str]:
        asked: dict[str, str | int] = {
            "filter": filter_,
            "select": _SELECT,
            "sort": "cited_by_count:desc",
            "cursor": place,
            "per_page": min(BATCH, self.most),
        }
        given = {"api_key": self.api_key, "mailto": self.contact}
        asked |= {name: value for name, value in given.items() if value}
        answer = client.get(f"{self.base_url}/works", params=asked)
        with hiding(self.api_key):
            return parse_works(answer.body), answer.fetched_at


def _record(work: Fields, fetched_at: str) -> Record:
    return to_record(work, ROUTE, fetched_at)
