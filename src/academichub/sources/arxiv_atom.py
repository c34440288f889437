"""The Atom feed arXiv's search API answers with, read into its own terms.

https://info.arxiv.org/help/api/user-manual.html, section 3.3. Pure; never asks for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from academichub import text
from academichub.errors import MalformedAnswerError, UpstreamError
from academichub.model import Authorship, Instant, Record, Version
from academichub.sources import xml
from academichub.sources.arxiv_record import Paper, to_record

_ERROR = "arxiv.org/api/errors"


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper as the API gives it; the names are the user manual's, texts as they came."""

    id: str
    title: str
    summary: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its entries and OpenSearch's numbers."""

    total: int
    start: int
    per_page: int
    entries: tuple[Entry, ...] = ()
    damaged: tuple[xml.Damaged, ...] = ()
    cut: str | None = None


def parse(body: bytes) -> Answer:
    """Read one answer.

    Raises:
        MalformedAnswerError: not the Atom feed it should be.
        UpstreamError: the feed's one entry is an error.
    """
    document = xml.parse(body, what="arXiv's Atom feed", entries=("entry",))
    if xml.local(document.root) != "feed":
        raise MalformedAnswerError(
            f"arXiv's Atom feed should have come, but it is <{xml.local(document.root)}>"
        )
    elements = document.root.findall("{*}entry")
    for element in elements:
        if _ERROR in (xml.child_text(element, "{*}id") or ""):
            raise UpstreamError(f"arXiv's API: {_message(element)}")
    return Answer(
        _number(document.root, "totalResults"),
        _number(document.root, "startIndex"),
        _number(document.root, "itemsPerPage"),
        tuple(map(_entry, elements)),
        document.damaged,
        document.cut,
    )


def entry_to_record(entry: Entry, *, fetched_at: Instant, route: str) -> Record:
    """The record of *entry*. Raises UnreadableError where it has no usable id or title."""
    version = re.search(r"v(\d{1,4})$", entry.id, re.ASCII)
    number = int(version[1]) if version else None
    posted, updated = (entry.published or "")[:10] or None, (entry.updated or "")[:10] or None
    return to_record(
        Paper(
            arxiv_id=entry.id,
            title=entry.title,
            version=number,
            abstract=entry.summary,
            authorships=tuple(_authorship(*author) for author in entry.authors),
            categories=entry.categories,
            primary_category=entry.primary_category,
            posted_on=posted,
            updated_on=updated,
            versions=tuple(_versions(number, posted, updated)),
            comment=entry.comment,
            journal_ref=entry.journal_ref,
            doi=entry.doi,
            raw=entry.raw,
        ),
        route=route,
        fetched_at=fetched_at,
    )


def _entry(element: etree._Element) -> Entry:
    primary = element.find("{*}primary_category")
    return Entry(
        id=xml.child_text(element, "{*}id") or "",
        title=xml.child_text(element, "{*}title") or "",
        summary=xml.child_text(element, "{*}summary"),
        published=xml.child_text(element, "{*}published"),
        updated=xml.child_text(element, "{*}updated"),
        authors=tuple(map(_author, element.iterfind("{*}author"))),
        categories=tuple(str(one.get("term") or "") for one in element.iterfind("{*}category")),
        primary_category=str(primary.get("term") or "") or None if primary is not None else None,
        comment=xml.child_text(element, "{*}comment"),
        journal_ref=xml.child_text(element, "{*}journal_ref"),
        doi=xml.child_text(element, "{*}doi"),
        links=tuple(_link(one) for one in element.iterfind("{*}link")),
        raw=xml.raw(element),
    )


def _author(element: etree._Element) -> tuple[str, tuple[str, ...]]:
    return xml.child_text(element, "{*}name") or "", xml.texts(element, "{*}affiliation")


def _link(element: etree._Element) -> tuple[str, str]:
    return str(element.get("title") or element.get("rel") or ""), str(element.get("href") or "")


def _authorship(name: str, affiliations: tuple[str, ...]) -> Authorship:
    return Authorship(text.plain(name), affiliations=tuple(map(text.plain, affiliations)))


def _versions(number: int | None, posted: str | None, updated: str | None) -> Iterator[Version]:
    if posted and number != 1:
        yield Version(1, posted)
    if number:
        yield Version(number, updated or posted)


def _message(element: etree._Element) -> str:
    return " ".join((xml.child_text(element, "{*}summary") or "an error without a text").split())


def _number(root: etree._Element, name: str) -> int:
    written = xml.child_text(root, f"{{*}}{name}") or ""
    if not re.fullmatch(r"\d{1,12}", written, re.ASCII):
        raise MalformedAnswerError(f"arXiv's Atom feed has no {name}")
    return int(written)
