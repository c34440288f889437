"""What the registries of identifiers know of them: Crossref, DataCite, arXiv, and the DOI system itself.

Only the registry an identifier belongs to can say that there is no such identifier; where it gave no
usable answer, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from academichub.errors import MalformedAnswerError, SourceError, UnreadableError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Record, Update
from academichub.sources import arxiv_api, crossref
from academichub.sources.answers import json_object, number, part, parts, text
from academichub.sources.crossref_works import to_record

DATACITE = "https://api.datacite.org"
HANDLES = "https://doi.org/api/handles"
"""https://www.doi.org/doi-handbook/HTML/rest-api.html"""

MOST = 300
"""Identifiers looked up for one paper."""
MOST_SINGLY = 60
"""Of these, such as Crossref and arXiv do not give a hundred at a time."""
_AT_ONCE = 20
_FOUND, _NOT_FOUND, _NO_SUCH_VALUE = 1, 100, 200
_ARXIV_DOI = "10.48550/arxiv."


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registry says of an identifier that it knows; the title only where it gives one."""

    title: str = ""
    year: str = ""
    updates: tuple[Update, ...] = ()


Known = Mapping[Identifier, Registered | None]
"""By identifier what its registry says; None where the registry knows no such. Who is not in it was not
found out about."""


@dataclass(frozen=True, slots=True)
class Registries:
    """The registries, by their addresses.

    Args:
        crossref: Crossref's API.
        datacite: DataCite's API.
        handles: the DOI system's own API.
        arxiv: arXiv's API.
        contact: an e-mail address told to Crossref.
    """

    crossref: str = crossref.BASE_URL
    datacite: str = DATACITE
    handles: str = HANDLES
    arxiv: str = arxiv_api.BASE_URL
    contact: str | None = None

    def look(self, client: Client, identifiers: Iterable[Identifier]) -> Known:
        """What is known of DOIs and arXiv ids; other identifiers are passed over.

        A registry that cannot be reached, or does not answer as it should, is not asked further.
        """
        asked = list(dict.fromkeys(identifiers))[:MOST]
        dois = [one for one in asked if one.scheme == "doi"]
        preprints = [one for one in asked if one.scheme == "arxiv"]
        found: dict[Identifier, Registered | None] = {}
        for answers in (self._at_crossref(client, dois), self._at_arxiv(client, preprints)):
            _take(found, answers)
        left = [one for one in asked if one in {*dois, *preprints} and one not in found]
        _take(found, self._singly(client, left[:MOST_SINGLY]))
        return found

    def _at_crossref(
        self, client: Client, dois: Sequence[Identifier]
    ) -> Iterator[tuple[Identifier, Registered]]:
        # A comma would end the filter; such DOIs are looked up one by one.
        plain = [one for one in dois if "," not in one.value]
        for first in range(0, len(plain), _AT_ONCE):
            batch = plain[first : first + _AT_ONCE]
            asked: dict[str, str | int] = {
                "filter": ",".join(f"doi:{one.value}" for one in batch),
                "rows": len(batch),
                **({"mailto": self.contact} if self.contact else {}),
            }
            answer = client.get(f"{self.crossref}/works", params=asked)
            for work in crossref.parse_works(answer.body).works:
                if record := _record(work, answer.fetched_at):
                    yield from ((one, _registered(record)) for one in record.identifiers)

    def _at_arxiv(
        self, client: Client, preprints: Sequence[Identifier]
    ) -> Iterator[tuple[Identifier, Registered]]:
        if not preprints:
            return
        numbers = [one.value for one in preprints]
        for page in arxiv_api.by_ids(client, numbers, base_url=self.arxiv):
            for record in page.records:
                yield Identifier("arxiv", record.key), _registered(record)

    def _singly(
        self, client: Client, left: Sequence[Identifier]
    ) -> Iterator[tuple[Identifier, Registered | None]]:
        for one in left:
            doi = f"{_ARXIV_DOI}{one.value}" if one.scheme == "arxiv" else one.value
            there = self._is_there(client, doi)
            if there is not None:
                yield one, self._at_datacite(client, doi) if there else None

    def _is_there(self, client: Client, doi: str) -> bool | None:
        answer = client.get(f"{self.handles}/{quote(doi, safe='/')}", expect=(404,))
        code = number(json_object(answer.body, "a handle"), "responseCode")
        return {_FOUND: True, _NO_SUCH_VALUE: True, _NOT_FOUND: False}.get(code or 0)

    def _at_datacite(self, client: Client, doi: str) -> Registered:
        answer = client.get(f"{self.datacite}/dois/{quote(doi, safe='/')}", expect=(404,))
        if answer.status == 404:
            return Registered()
        return parse_datacite(answer.body)


def parse_datacite(body: bytes) -> Registered:
    """Read an answer of DataCite's ``/dois/{doi}``.

    Raises:
        MalformedAnswerError: it is no such answer.
    """
    try:
        given = part(part(json_object(body, "a DataCite DOI"), "data"), "attributes")
        titles = [text(one, "title") for one in parts(given, "titles")]
        year = number(given, "publicationYear")
    except UnreadableError as error:
        raise MalformedAnswerError(f"a DataCite DOI should have come, but {error}") from error
    return Registered(next(filter(None, titles), None) or "", str(year) if year else "")


def _take(
    found: dict[Identifier, Registered | None],
    answers: Iterator[tuple[Identifier, Registered | None]],
) -> None:
    """Keep what comes until a registry fails: what it did not say stays unsaid."""
    try:
        for one, said in answers:
            found.setdefault(one, said)
    except (SourceError, UnreadableError):
        return


def _record(work: object, fetched_at: str) -> Record | None:
    try:
        return to_record(work, "crossref", fetched_at) if isinstance(work, dict) else None
    except UnreadableError:
        return None


def _registered(record: Record) -> Registered:
    date = record.published_on or record.posted_on or ""
    return Registered(record.title, date[:4], record.updates)
