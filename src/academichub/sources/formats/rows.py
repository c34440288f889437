"""JSON rows of every other layout: ours (records, works), announcements, preprint lists, OpenAlex.

Each row says by its keys what it is; a file may mix them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from academichub import ids
from academichub.errors import UnreadableError
from academichub.model import Announcement, Instant, Record, Venue
from academichub.sources.formats import Adapt, arxiv, csl, dates, ours, values
from academichub.sources.formats.stream import LINE_LIMIT, decoded
from academichub.taxonomy import canonical
from academichub.text import from_jats, paragraphs, parse_announcement, plain

Row = Mapping[str, Any]
_SERVERS = {"arxiv": "arxiv", "biorxiv": "biorxiv", "medrxiv": "medrxiv"}


def adapter(now: Instant, layout: str | None = None) -> Adapt:
    """A function that makes the record of one JSON row.

    Args:
        now: when the file is read.
        layout: the one layout all rows have; each row is asked when None.
    """

    def adapt(raw: bytes) -> Record | None:
        row = read(raw)
        name = layout or layout_of(row)
        try:
            return LAYOUTS[name](row, decoded(raw), now)
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            raise UnreadableError(f"a value is of the wrong kind for {name}: {error}") from error

    return adapt


def read(raw: bytes) -> Row:
    """One JSON object. Raises UnreadableError."""
    if len(raw) > LINE_LIMIT:
        raise UnreadableError(f"the entry is longer than {LINE_LIMIT // 2**20} MiB")
    try:
        row = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise UnreadableError("not a JSON object")
    return row


def layout_of(row: Row) -> str:
    """Which layout a row has, by its keys. Raises UnreadableError."""
    for name, test in _TESTS:
        if test(row):
            return name
    raise UnreadableError(f"no layout we know has the keys {', '.join(sorted(row)[:8])}")


def announced(row: Row, raw: str, now: Instant) -> Record:
    """A row of an announcement list: source, category, date, title, arxiv_id, abstract, ...

    Raises:
        UnreadableError: no title, or no date.
    """
    abstract = row.get("abstract") or ""
    told = parse_announcement(abstract)
    when = dates.day(row.get("date") or "")
    if not when:
        raise UnreadableError("the announcement has no date")
    source = _source(row.get("source"))
    title = values.title_of(row.get("title"))
    named = row.get("arxiv_id") or (told.arxiv_id if told else None)
    found = values.identifiers(((values.arxiv, named), (ids.doi, row.get("doi"))))
    authors = arxiv.authors_of(row.get("authors") or row.get("authors_include"))
    version = _number(row.get("version") or (told.version if told else None))
    category = canonical(row["category"]) if row.get("category") else None
    kind = row.get("announce_type") or (told.announce_type if told else "new")
    return Record(
        source=source,
        route="file-announced",
        key=f"{values.key(found, title, (), when)}@{when}",
        fetched_at=now,
        title=title,
        identifiers=found,
        type="preprint",
        abstract=paragraphs(told.abstract if told else abstract) or None,
        authorships=authors,
        authors_complete="authors" in row or not authors,
        primary_category=category,
        categories=(category,) if category else (),
        version=version,
        announcements=(Announcement(source, when, kind, version, category),),
        locations=values.locations(found),
        raw=raw,
    )


def preprint(row: Row, raw: str, now: Instant) -> Record:
    """A row of a preprint list: doi or preprint_doi, title, posted or posted_date, source.

    ``article_doi`` is taken as the published article, except on rows the list itself calls
    controls, whose article is another paper.

    Raises:
        UnreadableError: no title.
    """
    title = values.title_of(row.get("title"))
    own = row.get("preprint_doi") or row.get("doi")
    found = values.identifiers(((values.arxiv, row.get("arxiv_id")), (ids.doi, own)))
    article = None if row.get("type") == "Control" else row.get("article_doi")
    when = dates.day(row.get("posted_date") or row.get("posted") or "")
    server = row.get("source") or ("bioRxiv" if "preprint_doi" in row else None)
    return Record(
        source=_source(server),
        route="file-preprints",
        key=values.key(found, title, (), when),
        fetched_at=now,
        title=title,
        identifiers=tuple(dict.fromkeys((*found, *values.identifiers(((ids.doi, article),))))),
        type="preprint",
        abstract=from_jats(row.get("abstract") or "") or None,
        authorships=arxiv.authors_of(row.get("authors")),
        venue=Venue(plain(server)) if server else None,
        posted_on=when,
        locations=values.locations(found),
        raw=raw,
    )


def openalex(row: Row, raw: str, now: Instant) -> Record:
    """A work of the OpenAlex snapshot. Raises UnreadableError."""
    from academichub.sources import openalex_works

    return replace(openalex_works.to_record(dict(row), "file-openalex", now), raw=raw)


def crossref(row: Row, raw: str, now: Instant) -> Record | None:
    """A work of Crossref's API or public data file, None of a journal or a prefix.

    Raises:
        UnreadableError: no DOI, or no title.
    """
    from academichub.sources import crossref_works

    found = crossref_works.to_record(dict(row), "file-crossref", now)
    return replace(found, raw=raw) if found else None


def _source(name: str | None) -> str:
    return _SERVERS.get((name or "").strip().lower(), "import")


def _number(version: str | int | None) -> int | None:
    digits = str(version or "").lstrip("vV")
    return int(digits) if digits.isdecimal() else None


LAYOUTS: Mapping[str, Callable[[Row, str, Instant], Record | None]] = {
    "arxiv": arxiv.to_record,
    "records": ours.record,
    "works": ours.work,
    "announced": announced,
    "preprints": preprint,
    "openalex": openalex,
    "crossref": crossref,
    "csl-json": csl.to_record,
}
_TESTS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("records", lambda row: "route" in row and "key" in row and "fetched_at" in row),
    ("works", lambda row: "identifiers" in row and "title" in row),
    ("openalex", lambda row: str(row.get("id")).startswith("https://openalex.org/W")),
    ("arxiv", arxiv.is_row),
    ("crossref", lambda row: "DOI" in row and "prefix" in row and "member" in row),
    ("preprints", lambda row: "preprint_doi" in row or "posted_date" in row),
    ("announced", lambda row: "date" in row and "source" in row and "title" in row),
    ("csl-json", lambda row: "title" in row and ("type" in row or "issued" in row)),
)
