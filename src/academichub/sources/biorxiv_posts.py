"""A row of openRxiv's API as a record: https://api.biorxiv.org/, `details` and `pubs`.

Pure. Knows a preprint by its DOI as it is sent, whatever the prefix, and gathers the versions of
one DOI into one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from academichub.errors import UnreadableError
from academichub.ids import Identifier, doi
from academichub.model import (
    Announcement,
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Relation,
    Unreadable,
    Update,
    Venue,
    Version,
)
from academichub.sources.answers import Fields, address, number, part, raw, text
from academichub.sources.sound import identifier_or_none
from academichub.sources.windows import day
from academichub.text import author_key, paragraphs, plain, split_authors

SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
# The licences the servers offer, https://www.biorxiv.org/about/FAQ; all CC ones are version 4.0.
_LICENSES = {
    "cc_by": "https://creativecommons.org/licenses/by/4.0/",
    "cc_by_nc": "https://creativecommons.org/licenses/by-nc/4.0/",
    "cc_by_nd": "https://creativecommons.org/licenses/by-nd/4.0/",
    "cc_by_nc_nd": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc0_ng": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc_no": "all rights reserved",
}
# What the preprint's own DOI is called differs by server and by year.
_OWN_DOI = ("biorxiv_doi", "medrxiv_doi", "preprint_doi")


def newest_versions(
    rows: Iterable[Any], known: dict[str, dict[int, Fields]], server: str, route: str
) -> tuple[list[Fields], list[Unreadable]]:
    """Gather rows by DOI, adding to *known*.

    Returns:
        For each DOI among *rows* once ``{"rows": [...]}``, all its rows known, oldest version
        first; and the rows that have no DOI or version.
    """
    touched: dict[str, None] = {}
    unreadable: list[Unreadable] = []
    for row in rows:
        try:
            entry = part({"entry": row or 0}, "entry")
            identifier = _doi(entry, "doi")
            _add(entry, known.setdefault(identifier.value, {}))
        except UnreadableError as error:
            unreadable.append(Unreadable(server, route, str(error), raw(row)))
        else:
            touched[identifier.value] = None
    groups = [[known[key][version] for version in sorted(known[key])] for key in touched]
    return [{"rows": group} for group in groups], unreadable


def _add(row: Fields, versions: dict[int, Fields]) -> None:
    """Put *row* among the *versions* of its preprint; one without a version displaces none."""
    version = number(row, "version")
    if not version and versions.get(1, row) != row:
        raise UnreadableError("it has no version, and version 1 of this DOI is another")
    versions[version or 1] = row


def to_record(rows: Iterable[Fields], server: str, fetched_at: Instant) -> Record:
    """Make the record of one preprint from its rows, oldest version first.

    Its key is the DOI, not DOI and version: a revision is a newer word on the same entry, and the
    versions it brings are listed in it.

    Raises:
        UnreadableError: the newest row lacks a title, or holds something of the wrong kind.
    """
    *earlier, row = rows
    identifier = _doi(row, "doi")
    version = number(row, "version") or 1
    posted = day(text(row, "date"))
    category = _category(row, "category")
    first = next((each for each in (*earlier, row) if (number(each, "version") or 1) == 1), None)
    return Record(
        source=server,
        route=f"{server}-details",
        key=identifier.value,
        fetched_at=fetched_at,
        title=_title(row, "title"),
        identifiers=(identifier,),
        type="preprint",
        abstract=paragraphs(text(row, "abstract") or "") or None,
        authorships=_authors(row, ""),
        primary_category=category,
        categories=(category,) if category else (),
        venue=Venue(SERVERS.get(server, server), publisher="openRxiv"),
        posted_on=day(text(first, "date")) if first else None,
        updated_on=posted if version > 1 else None,
        version=version,
        versions=tuple(_version(each) for each in (*earlier, row)),
        announcements=tuple(_announced(server, category, version, posted)),
        locations=tuple(_locations(server, identifier, row, version)),
        relations=_published(row, "published", identifier),
        updates=_withdrawn(row, server, posted),
        license=_license(row),
        raw=raw(row) if not earlier else raw([*earlier, row]),
    )


def link_to_record(row: Fields, server: str, fetched_at: Instant) -> Record:
    """Make the record of one row of `pubs`: the preprint, and the article it became.

    Raises:
        UnreadableError: it names no preprint, no article or no title.
    """
    own = next((name for name in _OWN_DOI if row.get(name)), _OWN_DOI[0])
    identifier, category = _doi(row, own), _category(row, "preprint_category")
    _doi(row, "published_doi")  # a link to nowhere is no link: it goes to quarantine
    journal = plain(text(row, "published_journal") or "")
    return Record(
        source=server,
        route=f"{server}-pubs",
        key=identifier.value,
        fetched_at=fetched_at,
        title=_title(row, "preprint_title"),
        identifiers=(identifier,),
        type="preprint",
        abstract=paragraphs(text(row, "preprint_abstract") or "") or None,
        authorships=_authors(row, "preprint_"),
        primary_category=category,
        categories=(category,) if category else (),
        venue=Venue(journal) if journal else None,
        posted_on=day(text(row, "preprint_date")),
        published_on=day(text(row, "published_date")),
        relations=_published(row, "published_doi", identifier),
        raw=raw(row),
    )


def _doi(row: Fields, name: str) -> Identifier:
    found = identifier_or_none(doi, text(row, name))
    if not found:
        raise UnreadableError(f"{name} is no DOI: {str(row.get(name))[:80]!r}")
    return found


def _title(row: Fields, name: str) -> str:
    title = plain(text(row, name) or "")
    if not title:
        raise UnreadableError("it has no title")
    return title


def _category(row: Fields, name: str) -> str | None:
    # "cell_biology" and "cell biology" are both sent.
    return " ".join((text(row, name) or "").replace("_", " ").split()).casefold() or None


def _version(row: Fields) -> Version:
    return Version(number(row, "version") or 1, day(text(row, "date")))


def _authors(row: Fields, prefix: str) -> tuple[Authorship, ...]:
    found = split_authors(text(row, f"{prefix}authors") or "")
    name = plain(text(row, f"{prefix}author_corresponding") or "")
    institution = plain(text(row, f"{prefix}author_corresponding_institution") or "")
    same = [author for author in found if _is_same_person(author.name, name)]
    if len(same) != 1:
        return found
    places = (institution,) if institution else same[0].affiliations
    corresponding = Authorship(name, same[0].orcid, places)
    return tuple(corresponding if author is same[0] else author for author in found)


def _is_same_person(listed: str, full: str) -> bool:
    """Whether ``J. Doe`` of the by-line can be Jane Doe: the corresponding author is named whole."""
    one, other = author_key(listed).split(), author_key(full).split()
    return bool(one and other) and one[-1] == other[-1] and one[0][0] == other[0][0]


def _announced(
    server: str, category: str | None, version: int, posted: Date | None
) -> Iterator[Announcement]:
    if posted:
        kind = "new" if version == 1 else "replace"
        yield Announcement(server, posted, kind, version, category)


def _locations(
    server: str, identifier: Identifier, row: Fields, version: int
) -> Iterator[Location]:
    page = f"https://www.{server}.org/content/{quote(identifier.value, safe='/')}v{version}"
    license = _license(row)  # noqa: A001 - the model's word
    yield Location(page, "landing", version, license)
    yield Location(f"{page}.full.pdf", "pdf", version, license)
    if xml := address(text(row, "jatsxml")):
        yield Location(xml, "xml", version, license)


def _published(row: Fields, name: str, own: Identifier) -> tuple[Relation, ...]:
    # "NA" is what is sent for a preprint that is not published yet.
    found = identifier_or_none(doi, text(row, name))
    return (Relation("same-work", found),) if found and found != own else ()


def _withdrawn(row: Fields, server: str, posted: Date | None) -> tuple[Update, ...]:
    # A withdrawn preprint gets a last version that says so in its title or its type.
    words = f"{text(row, 'type') or ''} {text(row, 'title') or ''}"
    if not re.match(r"(?:new results\s+)?withdrawn\b", words.strip(), re.IGNORECASE):
        return ()
    return (Update("withdrawal", posted, source=server),)


def _license(row: Fields) -> str | None:
    given = text(row, "license")
    return _LICENSES.get(given.casefold().replace("-", "_"), given) if given else None
