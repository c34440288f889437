"""A result of Europe PMC's search as a record: https://europepmc.org/RestfulWebService, `core`.

Pure. Knows the three sources of citations (MED, PMC, PPR) and takes the rest (patents, guidelines)
as articles of the kind they say. Never follows the full-text addresses it lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from academichub.errors import UnreadableError
from academichub.ids import Identifier, doi, pmcid, pmid
from academichub.ids import address as address_of
from academichub.model import (
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Relation,
    Update,
    Venue,
    Version,
)
from academichub.sources.answers import (
    Fields,
    address,
    licence,
    number,
    part,
    parts,
    raw,
    text,
    texts,
)
from academichub.sources.sound import identifier_or_none, identifiers, issns, orcid_or_none
from academichub.sources.windows import calendar, day, earliest
from academichub.text import from_html, plain, split_authors

# `pubTypeList` takes MEDLINE's words, in any case; first match wins.
_TYPES = {
    "preprint": "preprint",
    "retraction of publication": "retraction",
    "retraction notice": "retraction",
    "published erratum": "erratum",
    "systematic review": "review",
    "review": "review",
    "review-article": "review",
    "editorial": "editorial",
    "letter": "letter",
    "patent": "patent",
    "thesis": "dissertation",
    "book": "book",
}
_CHANGED_BY = {
    "retraction in": "retraction",
    "erratum in": "correction",
    "corrected and republished in": "correction",
    "expression of concern in": "expression_of_concern",
}
_CHANGES = {
    "retraction of": "retraction",
    "erratum for": "correction",
    "expression of concern for": "expression_of_concern",
}
# A preprint is "Preprint of" its article, the article has a "Preprint in" a server.
_SAME_WORK = ("preprint of", "preprint in")


def to_record(result: Fields, route: str, fetched_at: Instant) -> Record:
    """Make the record of one search result.

    Raises:
        UnreadableError: it has no id or title, or holds something of the wrong kind.
    """
    source, own = text(result, "source"), text(result, "id")
    if not (source and own):
        raise UnreadableError("it has no source and id")
    found = _identifiers(result)
    type_ = _type(result, source)
    preprint = type_ == "preprint"
    dates = (_dates(result, preprint), None) if preprint else (None, _dates(result, preprint))
    return Record(
        source="europepmc",
        route=route,
        key=f"{source}:{own}",
        fetched_at=fetched_at,
        title=_title(result),
        identifiers=found,
        type=type_,
        abstract=from_html(text(result, "abstractText") or "") or None,
        authorships=_authors(result),
        keywords=_keywords(result),
        venue=_venue(result),
        posted_on=dates[0],
        published_on=dates[1],
        version=number(result, "versionNumber"),
        stage="submitted" if preprint else "published",
        versions=tuple(_versions(result)),
        locations=tuple(_locations(result, found)),
        relations=(*_same_work(result), *_changed_by_this(result, found)),
        updates=tuple(_changes_of_this(result)),
        cited_by_count=number(result, "citedByCount"),
        license=licence(text(result, "license")),
        language=_language(result),
        raw=raw(result),
    )


def _identifiers(result: Fields) -> tuple[Identifier, ...]:
    given = ((pmid, "pmid"), (pmcid, "pmcid"), (doi, "doi"))
    return identifiers(*((read, text(result, name)) for read, name in given))


def _title(result: Fields) -> str:
    title = plain(from_html(text(result, "title") or ""))
    if not title:
        raise UnreadableError("it has no title")
    # NLM's titles end in a full stop, and stand in brackets where they are translated.
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    translated = title.startswith("[") and title.endswith("]") and "[" not in title[1:]
    return title[1:-1].rstrip(".") if translated else title


def _type(result: Fields, source: str) -> str:
    given = {word.casefold() for word in texts(part(result, "pubTypeList"), "pubType")}
    known = next((word for name, word in _TYPES.items() if name in given), None)
    return known or {"PPR": "preprint", "PAT": "patent"}.get(source, "article")


def _dates(result: Fields, preprint: bool) -> Date | None:
    journal = part(result, "journalInfo")
    year, month = number(journal, "yearOfPublication"), number(journal, "monthOfPublication")
    first, online = (
        day(text(result, "firstPublicationDate")),
        day(text(result, "electronicPublicationDate")),
    )
    if preprint:
        return first or online
    return earliest(first, online) or calendar(year, month) or day(text(result, "pubYear"))


def _authors(result: Fields) -> tuple[Authorship, ...]:
    listed = parts(part(result, "authorList"), "author")
    found = tuple(author for entry in listed if (author := _author(entry)).name)
    return found or split_authors((text(result, "authorString") or "").rstrip("."))


def _author(entry: Fields) -> Authorship:
    given = text(entry, "firstName") or text(entry, "initials")
    written = filter(None, (given, text(entry, "lastName")))
    name = " ".join(written) if text(entry, "lastName") else ""
    name = name or text(entry, "collectiveName") or text(entry, "fullName") or ""
    ids = part(entry, "authorId")
    details = part(entry, "authorAffiliationDetailsList")
    places = [text(place, "affiliation") for place in parts(details, "authorAffiliation")]
    return Authorship(
        plain(name),
        orcid_or_none(text(ids, "value")) if text(ids, "type") == "ORCID" else None,
        tuple(plain(place) for place in (*places, text(entry, "affiliation")) if place),
    )


def _keywords(result: Fields) -> tuple[str, ...]:
    words = texts(part(result, "keywordList"), "keyword")
    headings = parts(part(result, "meshHeadingList"), "meshHeading")
    major = (text(h, "descriptorName") for h in headings if text(h, "majorTopic_YN") == "Y")
    return tuple(dict.fromkeys(plain(word) for word in (*words, *major) if word))


def _venue(result: Fields) -> Venue | None:
    info = part(result, "journalInfo")
    journal, book = part(info, "journal"), part(result, "bookOrReportDetails")
    name = plain(text(journal, "title") or text(book, "comprisingTitle") or "")
    server = plain(text(book, "publisher") or "")
    if not (name or server):
        return None
    return Venue(
        name or server,
        issns(filter(None, (text(journal, "issn"), text(journal, "essn")))),
        server or None,
        text(info, "volume"),
        text(info, "issue"),
        text(result, "pageInfo"),
    )


def _versions(result: Fields) -> Iterator[Version]:
    for entry in parts(part(result, "versionList"), "version"):
        if figure := number(entry, "versionNumber"):
            yield Version(figure, day(text(entry, "firstPublishDate")))


def _locations(result: Fields, found: tuple[Identifier, ...]) -> Iterator[Location]:
    license = licence(text(result, "license"))  # noqa: A001 - the model's word
    page = address_of(found[0]) if found else None
    if page := next((address_of(i) for i in found if i.scheme in ("doi", "arxiv")), page):
        yield Location(page, license=license)
    for entry in parts(part(result, "fullTextUrlList"), "fullTextUrl"):
        style, url = text(entry, "documentStyle"), address(text(entry, "url"))
        # "S" is by subscription; the rest (OA, F) can be read by everyone.
        if style in ("html", "pdf") and url and text(entry, "availabilityCode") != "S":
            yield Location(url, style, license=license)


def _remarks(result: Fields) -> Iterator[tuple[str, Identifier | None, str | None]]:
    """Comments and corrections: kind, what is named (preprints have no id we know), its text."""
    for entry in parts(part(result, "commentCorrectionList"), "commentCorrection"):
        reader = {"MED": pmid, "PMC": pmcid}.get(text(entry, "source") or "")
        named = identifier_or_none(reader, text(entry, "id")) if reader else None
        words = plain(text(entry, "reference") or "") or None
        yield (text(entry, "type") or "").casefold(), named, words


def _same_work(result: Fields) -> Iterator[Relation]:
    for kind, named, _ in _remarks(result):
        if kind in _SAME_WORK and named:
            yield Relation("same-work", named)


def _changed_by_this(result: Fields, found: tuple[Identifier, ...]) -> Iterator[Relation]:
    for kind, named, _ in _remarks(result):
        if kind in _CHANGES and named:
            notice = found[0] if found else None
            yield Relation(
                "updates", named, Update(_CHANGES[kind], notice=notice, source="europepmc")
            )


def _changes_of_this(result: Fields) -> Iterator[Update]:
    remarks = list(_remarks(result))
    given = {word.casefold() for word in texts(part(result, "pubTypeList"), "pubType")}
    if "retracted publication" in given and not any(
        kind == "retraction in" for kind, *_ in remarks
    ):
        yield Update("retraction", source="europepmc")
    for kind, named, words in remarks:
        if kind in _CHANGED_BY:
            yield Update(_CHANGED_BY[kind], None, named, words, "europepmc")


def _language(result: Fields) -> str | None:
    given = (text(result, "language") or "").lower()
    return {"eng": "en", "und": None}.get(given, given) or None
