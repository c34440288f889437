"""arXiv's daily listing, RSS 2.0 or Atom 1.0, read into its own terms.

https://info.arxiv.org/help/rss_specifications.html. Pure; never decides what was missed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from academichub import text
from academichub.errors import MalformedAnswerError, UnreadableError, UpstreamError
from academichub.model import ANNOUNCE_TYPES, Announcement, Date, Instant, Record, Version
from academichub.sources import xml
from academichub.sources.arxiv_record import SOURCE, Paper, mail_day, to_record

_ERROR_TITLE = "feed error for query"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Item:
    """One announced paper; the names are the feed's, texts as they came.

    ``guid`` is ``oai:arXiv.org:2606.13262v2``, ``description`` opens with the announcement,
    ``creator`` is the by-line in one string, ``published_on`` the day it was announced.
    """

    guid: str
    title: str
    description: str = ""
    creator: str = ""
    announce_type: str | None = None
    categories: tuple[str, ...] = ()
    published_on: Date | None = None
    rights: str | None = None
    doi: str | None = None
    journal_reference: str | None = None
    link: str | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One day's listing. ``day`` is the day it is for; ``skip_days`` those without one."""

    title: str
    day: Date | None
    items: tuple[Item, ...] = ()
    skip_days: tuple[str, ...] = ()
    damaged: tuple[xml.Damaged, ...] = ()
    cut: str | None = None

    @property
    def size(self) -> int:
        """How many items came, readable or not."""
        return len(self.items) + len(self.damaged)


def parse(body: bytes) -> Listing:
    """Read one day's listing, RSS or Atom.

    Raises:
        MalformedAnswerError: neither.
        UpstreamError: arXiv says that the request was wrong ("Feed error for query …").
    """
    document = xml.parse(body, what="arXiv's daily feed", entries=("item", "entry"))
    root = document.root
    channel = root.find("channel") if xml.local(root) == "rss" else root
    if channel is None or xml.local(channel) not in {"channel", "feed"}:
        kind = xml.local(root)
        raise MalformedAnswerError(f"arXiv's daily feed should have come, but it is <{kind}>")
    title = xml.child_text(channel, "title") or xml.child_text(channel, "{*}title") or ""
    if title.casefold().startswith(_ERROR_TITLE):
        said = xml.child_text(channel, "{*}description") or xml.child_text(channel, "{*}subtitle")
        raise UpstreamError(f"arXiv's feed: {title}{': ' + said if said else ''}")
    read = _rss_item if xml.local(channel) == "channel" else _atom_entry
    items = tuple(map(read, channel.iterfind("{*}item" if read is _rss_item else "{*}entry")))
    return Listing(
        title,
        mail_day(xml.child_text(channel, "pubDate") or "") or _newest(items),
        items,
        xml.texts(channel, "skipDays/day"),
        document.damaged,
        document.cut,
    )


def item_to_record(item: Item, *, route: str, fetched_at: Instant) -> Record:
    """The record of *item*.

    Raises:
        UnreadableError: no arXiv id or title, or an announcement of an unknown kind.
    """
    announced = text.parse_announcement(item.description)
    kind = item.announce_type or (announced.announce_type if announced else None)
    if kind not in ANNOUNCE_TYPES:
        raise UnreadableError(f"the announcement is of the unknown kind {kind!r}")
    version = announced.version if announced else None
    record = to_record(
        Paper(
            arxiv_id=item.guid or (announced.arxiv_id if announced else ""),
            title=item.title,
            version=version,
            abstract=announced.abstract if announced else item.description or None,
            authorships=text.split_authors(item.creator) if item.creator else (),
            categories=item.categories,
            journal_ref=item.journal_reference,
            doi=item.doi,
            license=item.rights,
            raw=item.raw,
        ),
        route=route,
        fetched_at=fetched_at,
    )
    return _dated(record, item.published_on, kind)


def _dated(record: Record, day: Date | None, kind: str) -> Record:
    if day is None:
        return record
    listed = Announcement(SOURCE, day, kind, record.version)
    known = (Version(record.version),) if record.version else ()
    # The day of announcement is not the day of submission, which this route does not tell.
    return replace(record, announcements=(listed,), versions=known)


def _rss_item(element: etree._Element) -> Item:
    return Item(
        guid=xml.child_text(element, "guid") or xml.child_text(element, "link") or "",
        title=xml.child_text(element, "title") or "",
        description=xml.child_text(element, "description") or "",
        categories=xml.texts(element, "category"),
        published_on=mail_day(xml.child_text(element, "pubDate") or ""),
        link=xml.child_text(element, "link"),
        **_extensions(element),
    )


def _atom_entry(element: etree._Element) -> Item:
    link = element.find("{*}link")
    published = _DAY.match(xml.child_text(element, "{*}published") or "")
    return Item(
        guid=xml.child_text(element, "{*}id") or "",
        title=xml.child_text(element, "{*}title") or "",
        description=xml.child_text(element, "{*}summary") or "",
        categories=tuple(str(one.get("term") or "") for one in element.iterfind("{*}category")),
        published_on=published[0] if published else None,
        link=str(link.get("href") or "") or None if link is not None else None,
        **_extensions(element),
    )


def _extensions(element: etree._Element) -> dict[str, str]:
    """What RSS and Atom say alike. The API spells two of the names differently."""
    said = {
        "creator": xml.child_text(element, "{*}creator"),
        "announce_type": xml.child_text(element, "{*}announce_type"),
        "rights": xml.child_text(element, "{http://purl.org/dc/elements/1.1/}rights"),
        "doi": xml.child_text(element, "{*}DOI") or xml.child_text(element, "{*}doi"),
        "journal_reference": xml.child_text(element, "{*}journal_reference")
        or xml.child_text(element, "{*}journal_ref"),
    }
    return {name: value for name, value in said.items() if value} | {"raw": xml.raw(element)}


def _newest(items: tuple[Item, ...]) -> Date | None:
    return max((item.published_on for item in items if item.published_on), default=None)
