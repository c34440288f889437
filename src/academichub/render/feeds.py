"""Lists of works, or of what else has a page, as RSS 2.0, Atom 1.0 and JSON Feed 1.1.

The same entries give the same bytes, whenever they are asked for; what sources wrote is escaped
and never becomes markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

import orjson
from lxml import etree

from academichub import ids
from academichub.errors import IdentifierError
from academichub.model import Date, Instant, Work
from academichub.render.badge import badge, source_label

ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_GENERATOR = "AcademicHub"
_EPOCH = "1970-01-01T00:00:00Z"
# Characters XML 1.0 section 2.2 has no place for.
_NOT_XML = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. ``id`` is for good; ``content`` is HTML of ours; ``via`` its origin."""

    id: str
    title: str
    url: str
    updated: Instant
    published: Instant
    authors: tuple[str, ...]
    content: str
    categories: tuple[str, ...] = ()
    source: str = _GENERATOR
    summary: str | None = None
    via: str | None = None
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A list of works as a feed.

    ``home_url`` is the page that shows the list, ``feed_url`` where the feed is served,
    ``updated`` when the list last changed (the newest of its entries where not given),
    ``base_url`` where works' own pages are (the root of *home_url* where not given), and ``notes``
    a line for each work that says why it is there, by its id. ``others`` are entries that are no works.
    """

    title: str
    home_url: str
    feed_url: str
    language: str
    updated: Instant | None = None
    works: Sequence[Work] = ()
    base_url: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[Entry] = ()


def rss(page: FeedPage) -> bytes:
    """The list as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "dc": _DC})
    channel = etree.SubElement(root, "channel")
    _child(channel, "title", page.title)
    _child(channel, "link", page.home_url)
    _child(channel, "description", page.title)
    _child(channel, "language", page.language)
    _child(channel, "lastBuildDate", _rfc822(changed(page)))
    _child(channel, "generator", _GENERATOR)
    own = {"href": page.feed_url, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", own)
    for entry in entries(page):
        _item(channel, entry)
    return _bytes(root)


def atom(page: FeedPage) -> bytes:
    """The list as Atom 1.0 (RFC 4287)."""
    root = etree.Element(f"{{{ATOM}}}feed", {_XML_LANG: page.language}, nsmap={None: ATOM})  # type: ignore[dict-item]
    _child(root, "id", page.feed_url, ATOM)
    _child(root, "title", page.title, ATOM)
    _child(root, "updated", changed(page), ATOM)
    _child(root, "generator", _GENERATOR, ATOM)
    etree.SubElement(root, f"{{{ATOM}}}link", {"rel": "self", "href": page.feed_url})
    etree.SubElement(root, f"{{{ATOM}}}link", {"rel": "alternate", "href": page.home_url})
    for entry in entries(page):
        _entry(root, entry)
    return _bytes(root)


def json_feed(page: FeedPage) -> bytes:
    """The list as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    feed = {
        "version": _JSON_FEED,
        "title": page.title,
        "home_page_url": page.home_url,
        "feed_url": page.feed_url,
        "language": page.language,
        "items": [_json_item(entry) for entry in entries(page)],
    }
    return orjson.dumps(feed)


def changed(page: FeedPage) -> Instant:
    """When the list last changed: as given, else when the newest of its entries did."""
    return page.updated or max((entry.updated for entry in entries(page)), default=_EPOCH)


def entries(page: FeedPage) -> list[Entry]:
    """The entries of a feed: its works, then the others."""
    return [*(_of(page, work) for work in page.works), *page.others]


def work_changed(work: Work) -> Instant:
    """When a work last changed, as far as its own dates tell; never later for being asked."""
    told = (work.announced_on, work.updated_on, *(update.date for update in work.updates))
    return max((work.first_seen_at, *(_instant(day) for day in told if day)))


def entry_id(work: Work) -> str:
    """The id an entry keeps for good, whatever address the hub has (an IRI; RFC 4287, 4.2.6).

    It is the address of the identifier the work was first known by, which never changes.
    """
    try:
        known = ids.address(ids.parse(work.id))
    except IdentifierError:
        known = None
    return known or f"tag:academichub.invalid,2026:{quote(work.id, safe='')}"


def content(work: Work, note: str | None = None) -> str:
    """The body of an entry as HTML: badge, date and announce type, authors, *note*, abstract."""
    told = [badge(work), work.date, work.announce_type]
    head = " · ".join(part for part in told if part)
    paragraphs = [f"<strong>{escape(head)}</strong>"]
    if work.retracted:
        paragraphs.insert(0, "<strong>Retracted</strong>")
    if work.authorships:
        paragraphs.append(f"<em>{escape(_authors(work))}</em>")
    if note:
        paragraphs.append(f"<em>{escape(note)}</em>")
    paragraphs += [escape(part) for part in (_summary(work) or "").split("\n\n") if part]
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _of(page: FeedPage, work: Work) -> Entry:
    return Entry(
        entry_id(work), _title(work), _page_of(page, work), work_changed(work),
        _instant(work.date), tuple(author.name for author in work.authorships),
        content(work, page.notes.get(work.id)), tuple(_categories(work)), source_label(work),
        _summary(work), _origin(work), work.retracted,
    )  # fmt: skip


def _item(channel: etree._Element, entry: Entry) -> None:
    item = etree.SubElement(channel, "item")
    _child(item, "title", entry.title)
    _child(item, "link", entry.url)
    _child(item, "description", entry.content)
    for author in entry.authors:
        _child(item, "creator", author, _DC)
    for category in entry.categories:
        _child(item, "category", category)
    guid = _child(item, "guid", entry.id)
    guid.set("isPermaLink", "false")
    _child(item, "pubDate", _rfc822(entry.published))
    _child(item, "source", entry.source, _DC)


def _entry(root: etree._Element, one: Entry) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _child(entry, "id", one.id, ATOM)
    _child(entry, "title", one.title, ATOM).set("type", "text")
    _child(entry, "updated", one.updated, ATOM)
    _child(entry, "published", one.published, ATOM)
    for author in one.authors or (one.source,):
        _child(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", author, ATOM)
    link = {"rel": "alternate", "type": "text/html", "href": one.url}
    etree.SubElement(entry, f"{{{ATOM}}}link", link)
    if one.via:
        etree.SubElement(entry, f"{{{ATOM}}}link", {"rel": "via", "href": _legal(one.via)})
    for category in one.categories:
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": _legal(category)})
    _child(entry, "content", one.content, ATOM).set("type", "html")


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": author} for author in entry.authors],
        "tags": list(entry.categories),
        "_academichub": {"source": entry.source, "retracted": entry.retracted},
    }
    return {name: value for name, value in item.items() if value}


def _summary(work: Work) -> str | None:
    if work.starter and work.abstract:
        return f"(starter data: summary by AcademicHub) {work.abstract}"
    return work.abstract


def _title(work: Work) -> str:
    return f"[Retracted] {work.title}" if work.retracted else work.title


def _authors(work: Work) -> str:
    names = ", ".join(author.name for author in work.authorships)
    return names if work.authors_complete else f"{names}, et al."


def _categories(work: Work) -> list[str]:
    known = dict.fromkeys((work.primary_category, *work.categories, source_label(work)))
    return [category for category in known if category]


def _page_of(page: FeedPage, work: Work) -> str:
    at = urlsplit(page.home_url)
    base = page.base_url or f"{at.scheme}://{at.netloc}"
    return f"{base.rstrip('/')}/works/{quote(work.id, safe='/:;()._-~!$*,@')}"


def _origin(work: Work) -> str | None:
    resolved = (ids.address(identifier) for identifier in work.identifiers)
    landing = work.location("landing")
    if landing and landing.startswith(("https://", "http://")):
        return landing
    return next((address for address in resolved if address), None)


def _instant(day: Date) -> Instant:
    # A year or a month begins on its first day.
    return f"{day}{'-01-01'[len(day) - 4 :]}"[:10] + "T00:00:00Z"


def _rfc822(instant: Instant) -> str:
    moment = datetime.fromisoformat(instant)
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _child(parent: etree._Element, name: str, text: str, space: str = "") -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}" if space else name)
    element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    return text.translate(_NOT_XML)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
