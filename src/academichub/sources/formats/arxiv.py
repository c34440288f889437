"""arXiv metadata as JSON lines: the snapshot on Kaggle, public lists, citation lists.

The path millions of records take; one pass over each row, nothing read twice. Field names are
those of the snapshot (https://www.kaggle.com/datasets/Cornell-University/arxiv) and of lists
derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from academichub import ids
from academichub.errors import IdentifierError, UnreadableError
from academichub.model import (
    Announcement,
    Authorship,
    Instant,
    Location,
    Record,
    Reference,
    Version,
)
from academichub.sources.formats import dates, values
from academichub.taxonomy import canonical
from academichub.text import paragraphs, plain, split_authors

ROUTE = "file-arxiv"


def is_row(row: Mapping[str, Any]) -> bool:
    """Whether *row* has the keys of arXiv metadata; `to_record` says whether its id is one."""
    return ("authors" in row or "categories" in row) and isinstance(row.get("id"), str)


def to_record(row: Mapping[str, Any], raw: str, now: Instant) -> Record:
    """Make the record of one row.

    Raises:
        UnreadableError: no title, or the id is no arXiv id.
    """
    try:
        identifier, version = ids.arxiv(whole_id(row["id"]))
    except (IdentifierError, KeyError, AttributeError) as error:
        raise UnreadableError(f"the row has no arXiv id: {error}") from error
    get = row.get
    versions = _versions(get("versions") or ())
    version = versions[-1].number if versions else version
    categories = categories_of(get("categories"))
    primary = get("primary_category")
    primary = canonical(primary) if primary else (categories[0] if categories else None)
    announced = get("announced")
    comment, journal, doi = get("comments") or get("comment"), get("journal-ref"), get("doi")
    license_ = get("license")
    if license_ is not None and not isinstance(license_, str):
        raise UnreadableError("the licence is not text")
    created = get("created") or get("published")
    updated = get("update_date") or get("updated")
    return Record(
        source="arxiv",
        route=ROUTE,
        key=f"{identifier.value}@{announced}" if announced else identifier.value,
        fetched_at=now,
        title=values.title_of(get("title")),
        identifiers=(identifier, *values.dois(doi)) if doi else (identifier,),
        type="preprint",
        abstract=paragraphs(get("abstract") or "") or None,
        authorships=_authors(row),
        primary_category=primary,
        categories=categories or ((primary,) if primary else ()),
        posted_on=_posted(created, versions, get("year")),
        updated_on=dates.day(updated) if updated else None,
        version=version,
        versions=versions,
        announcements=_announcements(announced, version, primary),
        locations=_locations(identifier.value, license_),
        references=_references(get("refs") or ()),
        comment=plain(comment) if comment else None,
        journal_ref=plain(journal) if journal else None,
        license=license_,
        raw=raw,
    )


def whole_id(text: str) -> str:
    """An arXiv id as it was before a spreadsheet or a table took it for a number.

    ``704.0026`` is ``0704.0026``, ``1001.5`` is ``1001.5000`` and ``1503.0203900000001`` is
    ``1503.02039``: four digits follow the point until December 2014, five since
    (https://info.arxiv.org/help/arxiv_identifier.html). Everything else comes back as it is.
    """
    month, point, number = text.partition(".")
    if not point or not (month.isdecimal() and number.isdecimal()) or len(month) not in {3, 4}:
        return text
    digits = 5 if month.zfill(4) >= "1501" else 4
    if len(month) == 4 and len(number) == digits:
        return text
    return f"{float(text):0{digits + 5}.{digits}f}"


def categories_of(text: str | list[str] | None) -> tuple[str, ...]:
    """Categories of a list, or of text with spaces or commas between them, as arXiv spells them."""
    if not text:
        return ()
    if isinstance(text, str):
        return _split_categories(text)
    return tuple(dict.fromkeys(map(canonical, text)))


def authors_of(given: str | list[str] | None) -> tuple[Authorship, ...]:
    """Authors of a by-line or of a list of names."""
    if not given:
        return ()
    if isinstance(given, str):
        return split_authors(given)
    # Lists cut out of by-lines keep the commas between the names.
    return tuple(Authorship(name) for text in given if (name := plain(text).rstrip(" ,;")))


@lru_cache(maxsize=65536)
def _split_categories(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(canonical, text.replace(",", " ").split())))


def _authors(row: Mapping[str, Any]) -> tuple[Authorship, ...]:
    if parsed := row.get("authors_parsed"):
        return tuple(_parsed(name) for name in parsed if any(name))
    return authors_of(row.get("authors"))


def _parsed(name: list[str]) -> Authorship:
    # Family name, given names, suffix, then affiliations.
    last, first, suffix, *affiliations = *name, *("",) * (3 - len(name))
    text = plain(" ".join(filter(None, (first, last, suffix))))
    return Authorship(text, None, tuple(a for text in affiliations if (a := plain(text))))


def _versions(given: Iterable[Mapping[str, str]]) -> tuple[Version, ...]:
    return tuple(
        Version(int(each["version"].lstrip("v")), dates.day(each.get("created") or ""))
        for each in given
        if each.get("version", "").lstrip("v").isdecimal()
    )


def _posted(created: str | None, versions: tuple[Version, ...], year: int | None) -> str | None:
    if created:
        return dates.day(created)
    if versions:
        return versions[0].posted_on
    return str(year) if year else None


def _announcements(
    announced: str | None, version: int | None, category: str | None
) -> tuple[Announcement, ...]:
    when = dates.day(announced) if announced else None
    return (Announcement("arxiv", when, "new", version, category),) if when else ()


def _locations(value: str, license_: str | None) -> tuple[Location, ...]:
    return (
        Location(f"https://arxiv.org/abs/{value}", "landing", None, license_),
        Location(f"https://arxiv.org/pdf/{value}", "pdf", None, license_),
    )


def _references(given: Iterable[str]) -> tuple[Reference, ...]:
    return tuple(_reference(text) for text in given)


def _reference(text: str) -> Reference:
    try:
        return Reference(ids.parse(text))
    except IdentifierError:
        return Reference(text=text)
