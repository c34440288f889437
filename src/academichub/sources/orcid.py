"""What a researcher lists under their ORCID iD: their public name and their works.

Reads the public API, version 3.0, as https://github.com/ORCID/ORCID-Source/tree/main/orcid-api-web
and the XML schemas of https://github.com/ORCID/orcid-model (record_3.0) describe it. Asks for what
everybody may see, so it needs no key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from academichub import ids
from academichub.errors import (
    MalformedAnswerError,
    NotFoundError,
    RefusedError,
    UnreadableError,
)
from academichub.fetch import Answer, Client
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Instant, Record, Unreadable, Venue
from academichub.sources.answers import Fields, entries, json_object, part, parts, read_each, text
from academichub.sources.formats import dates, values
from academichub.sources.sound import orcid_or_none
from academichub.text import paragraphs

BASE_URL = "https://pub.orcid.org/v3.0"
BATCH = 100
"""https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/: up to a
hundred works with all they hold are given at a time."""

_JSON = {"Accept": "application/vnd.orcid+json"}
_MAX_BYTES = 32 * 2**20
# The works somebody reads or writes; a talk, a poster or a patent tells less and has no abstract.
_TYPES = {
    "journal-article": "article",
    "conference-paper": "article",
    "review": "review",
    "preprint": "preprint",
    "working-paper": "preprint",
    "book": "book",
    "book-chapter": "book-chapter",
    "dissertation-thesis": "dissertation",
    "dissertation": "dissertation",
    "report": "report",
    "data-set": "dataset",
    "software": "software",
}
_SCHEMES = {
    "doi": ids.doi,
    "arxiv": values.arxiv,
    "pmid": ids.pmid,
    "pmc": ids.pmcid,
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One work of a list: its put-code, and the day it came out as far as that is told."""

    put_code: str
    published_on: Date | None


@dataclass(frozen=True, slots=True)
class Researcher:
    """A person with the works they list, the newest first.

    ``listed`` counts all of them; ``records`` are those that were asked for and could be read.
    """

    orcid: str
    name: str
    records: tuple[Record, ...]
    unreadable: tuple[Unreadable, ...]
    listed: int


def researcher(client: Client, orcid: str, *, base_url: str = BASE_URL, most: int) -> Researcher:
    """Everything public that *orcid* lists, at most the newest *most* works.

    Raises:
        IdentifierError: it is no ORCID iD.
        NotFoundError: nobody has it.
        SourceError: ORCID does not answer, or not as it should.
    """
    who = ids.orcid(orcid)
    name = parse_name(_ask(client, f"{base_url}/{who}/personal-details", who).body) or who
    listed = parse_works(_ask(client, f"{base_url}/{who}/works", who).body)
    wanted = newest(listed)[:most]
    records: list[Record] = []
    unreadable: list[Unreadable] = []
    for start in range(0, len(wanted), BATCH):
        codes = ",".join(one.put_code for one in wanted[start : start + BATCH])
        answer = _ask(client, f"{base_url}/{who}/works/{codes}", who)
        read = read_each(parse_details(answer.body), to_record, "orcid", "orcid", answer.fetched_at)
        records += read[0]
        unreadable += read[1]
    return Researcher(who, name, tuple(records), tuple(unreadable), len(listed))


def parse_name(body: bytes) -> str | None:
    """How somebody is called in public; None where they keep it to themselves."""
    fields = json_object(body, "the name of an ORCID record")
    try:
        return _spoken(part(fields, "name"))
    except UnreadableError as error:
        raise MalformedAnswerError(f"the name of an ORCID record: {error}") from error


def parse_works(body: bytes) -> tuple[Summary, ...]:
    """The works of a list: of each group, which holds one work as several told it, the preferred.

    Raises:
        MalformedAnswerError: it is no list of an ORCID record's works.
    """
    what = "a list of ORCID works"
    groups = entries(json_object(body, what), "group", what)
    try:
        told = [parts(part({"group": group}, "group"), "work-summary") for group in groups]
        return tuple(_summary(max(one, key=_preferred)) for one in told if one)
    except UnreadableError as error:
        raise MalformedAnswerError(f"{what}: {error}") from error


def parse_details(body: bytes) -> tuple[Any, ...]:
    """The works of an answer to several put-codes, as they came; errors among them are left out."""
    what = "ORCID works"
    bulk = entries(json_object(body, what), "bulk", what)
    return tuple(one["work"] for one in bulk if isinstance(one, dict) and "work" in one)


def newest(listed: Iterable[Summary]) -> list[Summary]:
    """Works by their day, the newest first, those without one last."""
    return sorted(listed, key=lambda one: one.published_on or "", reverse=True)


def to_record(work: Fields, now: Instant) -> Record:
    """The record of one work with all it holds.

    Raises:
        UnreadableError: it has no title, or a field is of the wrong kind.
    """
    named = part(work, "title")
    title = values.title_of(_value(named, "title"))
    found = tuple(dict.fromkeys(_identifiers(work)))
    authors = tuple(_authors(work))
    when, journal = _date(work), _value(work, "journal-title")
    kind = _TYPES.get(text(work, "type") or "", "other")
    about = text(work, "short-description")
    return Record(
        source="orcid",
        route="orcid",
        key=str(work.get("put-code") or values.key(found, title, authors, when)),
        fetched_at=now,
        title=title,
        identifiers=found,
        type=kind,
        abstract=paragraphs(about) or None if about else None,
        authorships=authors,
        authors_complete=False,
        venue=Venue(journal) if journal else None,
        posted_on=when if kind == "preprint" else None,
        published_on=None if kind == "preprint" else when,
        locations=values.locations(found, _value(work, "url")),
        raw=orjson.dumps(work).decode(),
    )


def _ask(client: Client, url: str, who: str) -> Answer:
    try:
        return client.get(url, headers=_JSON, max_bytes=_MAX_BYTES)
    except RefusedError as error:
        if error.status in {404, 409, 410}:  # unknown, locked or deactivated
            raise NotFoundError(f"ORCID has no open record {who} ({error.status})") from error
        raise


def _summary(told: Fields) -> Summary:
    code = text(told, "put-code")
    if code is None or not code.isdigit():
        raise UnreadableError(f"put-code should be a number, but is {code!r:.40}")
    return Summary(code, _date(told))


def _preferred(told: Fields) -> int:
    # "display-index" is higher for the version its owner wants shown.
    shown = text(told, "display-index") or "0"
    return int(shown) if shown.lstrip("-").isdigit() else 0


def _spoken(name: Fields) -> str | None:
    given = (_value(name, part_) for part_ in ("given-names", "family-name"))
    return _value(name, "credit-name") or " ".join(filter(None, given)) or None


def _identifiers(work: Fields) -> Iterator[Identifier]:
    for one in parts(part(work, "external-ids"), "external-id"):
        read = _SCHEMES.get((text(one, "external-id-type") or "").lower())
        # "part-of" and "funded-by" name the book and the grant.
        if read and text(one, "external-id-relationship") in {None, "self", "version-of"}:
            yield from values.identifiers([(read, text(one, "external-id-value"))])


def _authors(work: Fields) -> Iterator[Authorship]:
    for one in parts(part(work, "contributors"), "contributor"):
        name = _value(one, "credit-name")
        if name:
            yield Authorship(name, orcid_or_none(text(part(one, "contributor-orcid"), "path")))


def _date(work: Fields) -> Date | None:
    told = part(work, "publication-date")
    return dates.of(_value(told, "year") or "", _value(told, "month"), _value(told, "day"))


def _value(fields: Fields, name: str) -> str | None:
    return text(part(fields, name), "value")
