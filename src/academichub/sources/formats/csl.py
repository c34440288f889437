"""CSL-JSON items, and Crossref's works, which are nearly that.

Field names and types: https://docs.citationstyles.org/en/stable/specification.html and the schema
csl-data.json of CSL 1.0.2. There is no type for preprints; `article` is the one in use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from academichub import ids
from academichub.errors import UnreadableError
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Instant, Record, Venue
from academichub.sources.formats import dates, values
from academichub.sources.sound import orcid_or_none
from academichub.text import from_jats, paragraphs, plain

ROUTE = "file-csl-json"
TYPES = {
    "article": "preprint",
    "posted-content": "preprint",
    "article-journal": "article",
    "article-magazine": "article",
    "journal-article": "article",
    "paper-conference": "article",
    "proceedings-article": "article",
    "review": "review",
    "review-book": "review",
    "book": "book",
    "chapter": "book-chapter",
    "book-chapter": "book-chapter",
    "thesis": "dissertation",
    "dissertation": "dissertation",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
}
_READERS = (
    ("DOI", ids.doi), ("PMID", ids.pmid), ("PMCID", ids.pmcid), ("URL", ids.parse),
    ("number", values.arxiv), ("id", values.doi_or_arxiv),
)  # fmt: skip


def to_record(row: Mapping[str, Any], raw: str, now: Instant) -> Record:
    """Make the record of one item. Raises UnreadableError where it has no title."""
    title = values.title_of(_one(row.get("title")))
    found = _identifiers(row)
    authors = tuple(_author(each) for each in row.get("author") or () if isinstance(each, dict))
    when = _issued(row.get("issued"))
    kind = TYPES.get(str(row.get("type") or "article-journal"), "other")
    preprint = kind == "preprint"
    return Record(
        source="import",
        route=ROUTE,
        key=values.key(found, title, authors, when),
        fetched_at=now,
        title=title,
        identifiers=found,
        type=kind,
        abstract=_abstract(row.get("abstract")),
        authorships=tuple(each for each in authors if each.name),
        keywords=_keywords(row.get("keyword")),
        venue=_venue(row, preprint),
        posted_on=when if preprint else None,
        published_on=None if preprint else when,
        stage="submitted" if preprint else "published",
        locations=values.locations(found, _text(row.get("URL"))),
        language=_text(row.get("language")),
        raw=raw,
    )


def _one(value: Any) -> Any:
    # Crossref gives lists where CSL gives one text.
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str | None:
    value = _one(value)
    if isinstance(value, int):
        return str(value)
    return (plain(value) or None) if isinstance(value, str) else None


def _identifiers(row: Mapping[str, Any]) -> tuple[Identifier, ...]:
    texts = [(read, _plain_text(row.get(name))) for name, read in _READERS]
    if str(row.get("archive") or row.get("publisher")).lower() == "arxiv":
        texts.append((values.arxiv, _plain_text(row.get("archive_location"))))
    custom = row.get("custom")
    extra = custom.get("identifiers") if isinstance(custom, dict) else None
    texts += [(ids.parse, each) for each in extra or () if isinstance(each, str)]
    return values.identifiers(texts)


def _plain_text(value: Any) -> str | None:
    return str(value) if isinstance(value, (str, int)) else None


def _author(given: Mapping[str, Any]) -> Authorship:
    literal = given.get("literal") or given.get("name")
    parts = (
        "given", "dropping-particle", "non-dropping-particle", "family", "suffix",
    )  # fmt: skip
    spoken = " ".join(str(given[part]) for part in parts if given.get(part))
    places = given.get("affiliation") or ()
    names = (_text(p.get("name")) for p in places if isinstance(p, dict))
    return Authorship(
        plain(str(literal or spoken)),
        orcid_or_none(_plain_text(given.get("ORCID"))),
        tuple(n for n in names if n),
    )


def _issued(given: Any) -> Date | None:
    if isinstance(given, str):
        return dates.day(given)
    if not isinstance(given, dict):
        return None
    parts = given.get("date-parts")
    try:
        return dates.of(*parts[0][:3]) if parts and parts[0] and parts[0][0] else _raw_date(given)
    except (TypeError, KeyError, IndexError) as error:
        raise UnreadableError(f"the date cannot be read: {given!r:.100}") from error


def _raw_date(given: Mapping[str, Any]) -> Date | None:
    text = given.get("raw") or given.get("literal")
    return dates.day(text) if isinstance(text, str) else None


def _abstract(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    return (from_jats(text) if "</" in text else paragraphs(text)) or None


def _keywords(given: Any) -> tuple[str, ...]:
    words = given.split(",") if isinstance(given, str) else ()
    return tuple(dict.fromkeys(word for each in words if (word := plain(each))))


def _venue(row: Mapping[str, Any], preprint: bool) -> Venue | None:
    publisher = _text(row.get("publisher"))
    name = _text(row.get("container-title")) or (publisher if preprint else None)
    if not name:
        return None
    pages = _text(row.get("page"))
    return Venue(
        name,
        values.issns(row.get("ISSN")),
        publisher if publisher != name else None,
        _text(row.get("volume")),
        _text(row.get("issue")),
        pages.replace("–", "-") if pages else None,
    )
