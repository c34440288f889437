"""A Crossref work as a record: https://api.crossref.org/swagger-ui, model ``Work``.

Pure. Never guesses what a publisher left out, and takes figures, supplements and whole journal
issues for what they are: no works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.errors import UnreadableError
from academichub.ids import Identifier, doi
from academichub.model import (
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Reference,
    Relation,
    Update,
    Venue,
)
from academichub.sources.answers import (
    Fields,
    address,
    number,
    part,
    parts,
    raw,
    text,
    texts,
)
from academichub.sources.sound import identifier_or_none, issns, orcid_or_none
from academichub.sources.windows import calendar, earliest
from academichub.text import from_jats, plain

# https://api.crossref.org/types: what is a part or a container of works is none itself.
NO_WORKS = frozenset(
    {
        "component",
        "journal",
        "journal-issue",
        "journal-volume",
        "book-series",
        "book-set",
        "proceedings",
        "proceedings-series",
        "report-component",
        "report-series",
        "grant",
        "database",
    }
)
_TYPES = {"journal-article": "article", "posted-content": "other", "monograph": "book"}
# A notice is about another work; OpenAlex has these two words for the commonest of them.
_NOTICES = {
    "retraction": "retraction",
    "correction": "erratum",
    "corrigendum": "erratum",
    "erratum": "erratum",
}
# https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/
_SAME_WORK = (
    "is-preprint-of",
    "has-preprint",
    "is-version-of",
    "has-version",
    "is-same-as",
    "is-identical-to",
    "is-manuscript-of",
    "has-manuscript",
)
_PUBLISHED = ("published-online", "published-print", "published", "published-other", "issued")
# The licence of the version of record says what readers may do; "tdm" is for text miners only.
_LICENSED = ("vor", "unspecified", "", "am", "stm-asf")


def to_record(work: Fields, route: str, fetched_at: Instant) -> Record | None:
    """Make the record of one work; None where the entry is no work (see `NO_WORKS`).

    Raises:
        UnreadableError: it has no DOI or title, or holds something of the wrong kind.
    """
    if text(work, "type") in NO_WORKS:
        return None
    own = _own_identifier(work)
    type_ = _type(work, own)
    posted = _date(work, "posted")
    authorships, complete = _authors(work)
    subjects = tuple(plain(subject) for subject in texts(work, "subject"))
    category = plain(text(work, "group-title") or "") or None
    return Record(
        source="crossref",
        route=route,
        key=own.value,
        fetched_at=fetched_at,
        title=_title(work),
        identifiers=(own,),
        type=type_,
        abstract=from_jats(text(work, "abstract") or "") or None,
        authorships=authorships,
        authors_complete=complete,
        primary_category=category,
        categories=(category,) if category else (),
        keywords=subjects,
        venue=_venue(work),
        posted_on=posted,
        published_on=None if posted else earliest(*(_date(work, name) for name in _PUBLISHED)),
        stage="submitted" if posted else "published",
        locations=tuple(_locations(work)),
        references=tuple(_reference(entry) for entry in parts(work, "reference")),
        relations=(*_same_work(work, own), *_changed_by_this(work, own)),
        updates=tuple(_changes_of_this(work, own)),
        cited_by_count=number(work, "is-referenced-by-count"),
        license=_license(work),
        language=text(work, "language"),
        raw=raw(work),
    )


def date_parts(value: Fields) -> Date | None:
    """The first of a date's ``date-parts``: ``[[2026, 5]]`` is 2026-05, ``[[null]]`` is none.

    Raises:
        UnreadableError: what is there is no list of lists.
    """
    listed = value.get("date-parts") or []
    if not isinstance(listed, list) or not all(isinstance(figures, list) for figures in listed):
        raise UnreadableError(f"date-parts should hold lists of figures, but is {raw(listed)[:80]}")
    figures = [*(listed[0] if listed else []), None, None, None][:3]
    return calendar(*(number({"date-parts": figure}, "date-parts") for figure in figures))


def _own_identifier(work: Fields) -> Identifier:
    own = identifier_or_none(doi, text(work, "DOI"))
    if not own:
        raise UnreadableError(f"it has no DOI: {str(work.get('DOI'))[:80]!r}")
    return own


def _title(work: Fields) -> str:
    title = next(iter(_plain_texts(work, "title")), "") or next(
        iter(_plain_texts(work, "original-title")), ""
    )
    if not title:
        raise UnreadableError("it has no title")
    subtitle = next(iter(_plain_texts(work, "subtitle")), "")
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{' ' if title[-1] in ':?!.' else ': '}{subtitle}"


def _plain_texts(work: Fields, name: str) -> Iterator[str]:
    for value in texts(work, name):
        if found := plain(from_jats(value)):
            yield found


def _type(work: Fields, own: Identifier) -> str:
    if text(work, "type") == "posted-content" and text(work, "subtype") in (None, "preprint"):
        return "preprint"
    for entry in parts(work, "update-to"):
        word = _NOTICES.get(_update_word(entry))
        if word and identifier_or_none(doi, text(entry, "DOI")) != own:
            return word
    given = text(work, "type") or "other"
    return _TYPES.get(given, given)


def _authors(work: Fields) -> tuple[tuple[Authorship, ...], bool]:
    """The by-line, and whether everyone in it has a name (some deposits hold nameless ones)."""
    given = parts(work, "author")
    found = tuple(_author(entry) for entry in given)
    named = tuple(author for author in found if author.name)
    return named, len(named) == len(given)


def _author(entry: Fields) -> Authorship:
    written = (text(entry, "given"), text(entry, "family"), text(entry, "suffix"))
    name = " ".join(plain(piece) for piece in written if piece)
    places = (plain(text(place, "name") or "") for place in parts(entry, "affiliation"))
    return Authorship(
        name or plain(text(entry, "name") or text(entry, "literal") or ""),
        orcid_or_none(text(entry, "ORCID")),
        tuple(place for place in places if place),
    )


def _venue(work: Fields) -> Venue | None:
    houses = (plain(text(house, "name") or "") for house in parts(work, "institution"))
    name = next(iter([*_plain_texts(work, "container-title"), *filter(None, houses)]), None)
    if not name:
        return None
    return Venue(
        name,
        issns(texts(work, "ISSN")),
        plain(text(work, "publisher") or "") or None,
        text(work, "volume"),
        text(work, "issue"),
        text(work, "page") or text(work, "article-number"),
    )


def _locations(work: Fields) -> Iterator[Location]:
    license = _license(work)  # noqa: A001 - the model's word
    page = address(text(part(part(work, "resource"), "primary"), "URL"))
    if page := page or address(text(work, "URL")):
        yield Location(page, "landing", license=license)
    for link in parts(work, "link"):
        found = re.search(r"pdf|html", text(link, "content-type") or "")
        url = address(text(link, "URL"))
        if found and url and url != page:
            yield Location(url, found[0], license=license)


def _license(work: Fields) -> str | None:
    by_version = {
        (text(entry, "content-version") or "").casefold(): url
        for entry in reversed(parts(work, "license"))
        if (url := address(text(entry, "URL")))
    }
    return next((by_version[name] for name in _LICENSED if name in by_version), None)


def _reference(entry: Fields) -> Reference:
    title = text(entry, "article-title") or text(entry, "volume-title")
    return Reference(
        identifier_or_none(doi, text(entry, "DOI")),
        plain(from_jats(text(entry, "unstructured") or "")) or _pieced_together(entry),
        plain(from_jats(title)) if title else None,
        text(entry, "year"),
    )


def _pieced_together(entry: Fields) -> str | None:
    names = ("author", "article-title", "volume-title", "journal-title", "volume", "first-page")
    given = (text(entry, name) for name in (*names, "year"))
    return plain(from_jats(", ".join(value for value in given if value))) or None


def _same_work(work: Fields, own: Identifier) -> Iterator[Relation]:
    relation = part(work, "relation")
    for name in _SAME_WORK:
        for entry in parts(relation, name):
            other = identifier_or_none(doi, text(entry, "id"))
            if other and other != own:
                yield Relation("same-work", other)


def _changed_by_this(work: Fields, own: Identifier) -> Iterator[Relation]:
    """``update-to``: the works this one is a notice about."""
    for entry in parts(work, "update-to"):
        other = identifier_or_none(doi, text(entry, "DOI"))
        if other and other != own:
            yield Relation("updates", other, _update(entry, own))


def _changes_of_this(work: Fields, own: Identifier) -> Iterator[Update]:
    """``updated-by``, and ``update-to`` where a new version took the DOI of the old."""
    for entry in (*parts(work, "updated-by"), *parts(work, "update-to")):
        notice = identifier_or_none(doi, text(entry, "DOI"))
        if entry in parts(work, "updated-by") or notice == own:
            yield _update(entry, notice if notice != own else None)


def _update(entry: Fields, notice: Identifier | None) -> Update:
    return Update(
        _update_word(entry),
        date_parts(part(entry, "updated")),
        notice,
        plain(text(entry, "label") or "") or None,
        text(entry, "source"),
    )


def _update_word(entry: Fields) -> str:
    # Deposits spell it "expression-of-concern", "Expression_of_Concern", ...
    return re.sub(r"[\s-]+", "_", (text(entry, "type") or "update").casefold())


def _date(work: Fields, name: str) -> Date | None:
    return date_parts(part(work, name))
