"""The three formats arXiv gives its metadata in over OAI-PMH, each read into a `Paper`.

``arXivRaw`` has the history of versions, ``arXiv`` the authors one by one, ``oai_dc`` is Dublin
Core. Pure; names elements without their namespace, because older recordings have none.
"""

from __future__ import annotations

import re

from lxml import etree

from academichub import taxonomy, text
from academichub.errors import UnreadableError
from academichub.model import Authorship, Date, Version
from academichub.sources import oai, xml
from academichub.sources.arxiv_record import Paper, identified, mail_day, month_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def paper(entry: oai.Entry) -> Paper:
    """The paper of one OAI-PMH record.

    Raises:
        UnreadableError: the record has no metadata, or in a format we do not know.
    """
    if entry.metadata is None:
        raise UnreadableError("the record has no metadata")
    match xml.local(entry.metadata):
        case "arXivRaw":
            return _raw(entry.metadata, entry)
        case "arXiv":
            return _arxiv(entry.metadata, entry)
        case "dc":
            return _dublin_core(entry.metadata, entry)
        case other:
            raise UnreadableError(f"the record's metadata is <{other}>, which is none of arXiv's")


def _raw(metadata: etree._Element, entry: oai.Entry) -> Paper:
    versions = tuple(_version(element) for element in metadata.iterfind("{*}version"))
    last = max(versions, key=lambda version: version.number, default=None)
    first = min(versions, key=lambda version: version.number, default=None)
    return Paper(
        arxiv_id=_id(metadata, entry),
        title=xml.child_text(metadata, "{*}title") or "",
        version=last.number if last else None,
        abstract=xml.child_text(metadata, "{*}abstract"),
        authorships=text.split_authors(xml.child_text(metadata, "{*}authors") or ""),
        categories=_categories(metadata),
        posted_on=first.posted_on if first else None,
        updated_on=last.posted_on if last else None,
        versions=versions,
        comment=xml.child_text(metadata, "{*}comments"),
        journal_ref=xml.child_text(metadata, "{*}journal-ref"),
        doi=xml.child_text(metadata, "{*}doi"),
        license=xml.child_text(metadata, "{*}license"),
        raw=entry.raw,
    )


def _version(element: etree._Element) -> Version:
    number = re.fullmatch(r"v?(\d{1,4})", str(element.get("version") or ""), re.ASCII)
    if not number:
        raise UnreadableError(f"a version is called {element.get('version')!r}")
    written = xml.child_text(element, "{*}date")
    day = mail_day(written) if written else None
    if written and day is None:
        raise UnreadableError(f"a version's date is {written!r}")
    return Version(int(number[1]), day)


def _arxiv(metadata: etree._Element, entry: oai.Entry) -> Paper:
    arxiv_id = _id(metadata, entry)
    created = _day(xml.child_text(metadata, "{*}created"))
    updated = _day(xml.child_text(metadata, "{*}updated"))
    return Paper(
        arxiv_id=arxiv_id,
        title=xml.child_text(metadata, "{*}title") or "",
        abstract=xml.child_text(metadata, "{*}abstract"),
        authorships=_authors(metadata),
        categories=_categories(metadata),
        posted_on=_posted(created, identified(arxiv_id)[0].value),
        updated_on=updated or created,
        comment=xml.child_text(metadata, "{*}comments"),
        journal_ref=xml.child_text(metadata, "{*}journal-ref"),
        doi=xml.child_text(metadata, "{*}doi"),
        license=xml.child_text(metadata, "{*}license"),
        raw=entry.raw,
    )


def _posted(created: Date | None, arxiv_id: str) -> Date | None:
    """The day of the first version, as far as ``created`` can be believed.

    Since the interface was rewritten in 2025 ``created`` is the day of the newest version for
    papers that have several; the id's month then says more.
    """
    month = month_of(arxiv_id)
    if created and created[:7] <= _next_month(month):
        return created
    return month


def _next_month(month: Date) -> Date:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _authors(metadata: etree._Element) -> tuple[Authorship, ...]:
    # arXiv splits "the X Collaboration : A. One" at the colon and gives the colon as an author.
    found = map(_author, metadata.iterfind("{*}authors/{*}author"))
    return tuple(one for one in found if any(letter.isalpha() for letter in one.name))


def _author(element: etree._Element) -> Authorship:
    parts = (xml.child_text(element, f"{{*}}{part}") for part in ("forenames", "keyname", "suffix"))
    name = text.plain(" ".join(part for part in parts if part))
    affiliations = map(text.plain, xml.texts(element, "{*}affiliation"))
    return Authorship(name, affiliations=tuple(affiliations))


def _dublin_core(metadata: etree._Element, entry: oai.Entry) -> Paper:
    descriptions = xml.texts(metadata, "{*}description")
    dates = sorted(filter(None, map(_day, xml.texts(metadata, "{*}date"))))
    named = xml.texts(metadata, "{*}identifier")
    subjects = map(taxonomy.by_name, xml.texts(metadata, "{*}subject"))
    dois = [one[4:] for one in named if one.lower().startswith("doi:")]
    return Paper(
        arxiv_id=_arxiv_id(named, entry),
        title=xml.child_text(metadata, "{*}title") or "",
        abstract=descriptions[0] if descriptions else None,
        authorships=tuple(map(_inverted, xml.texts(metadata, "{*}creator"))),
        categories=tuple(category for category in subjects if category),
        posted_on=dates[0] if dates else None,
        updated_on=dates[-1] if dates else None,
        comment=_after("Comment:", descriptions[1:]),
        journal_ref=next((one for one in named if not _address(one)), None),
        doi=" ".join(dois) or None,
        license=next((one for one in xml.texts(metadata, "{*}rights") if _address(one)), None),
        raw=entry.raw,
    )


def _inverted(creator: str) -> Authorship:
    """``Höhn, Philipp A`` as one writes it; a collaboration's name stays as it is."""
    last, _, first = (part.strip() for part in creator.partition(","))
    return Authorship(text.plain(f"{first} {last}"))


def _after(lead: str, descriptions: tuple[str, ...]) -> str | None:
    return descriptions[0].removeprefix(lead).strip() if descriptions else None


def _address(identifier: str) -> bool:
    return identifier.lower().startswith(("http:", "https:", "doi:"))


def _arxiv_id(named: tuple[str, ...], entry: oai.Entry) -> str:
    return next((one for one in named if "arxiv.org/abs/" in one), entry.header.identifier or "")


def _id(metadata: etree._Element, entry: oai.Entry) -> str:
    return xml.child_text(metadata, "{*}id") or entry.header.identifier or ""


def _categories(metadata: etree._Element) -> tuple[str, ...]:
    return tuple((xml.child_text(metadata, "{*}categories") or "").split())


def _day(written: str | None) -> Date | None:
    found = _DAY.match(written or "")
    return found[0] if found else None
