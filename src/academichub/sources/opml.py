"""Lists of feeds as OPML 1.0 and 2.0 (http://opml.org/spec2.opml), in and out.

Reading forgives what feed readers get wrong (missing titles, odd case, nested folders) and
refuses documents with entities. Never opens an address it finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from lxml import etree

from academichub.errors import MalformedAnswerError
from academichub.sources import xml
from academichub.sources.feed import FeedSource

MAX_FEEDS = 10_000
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list. ``folders`` are the names of the outlines it stands in, outermost first."""

    feed: str
    title: str
    page: str | None = None
    folders: tuple[str, ...] = ()
    language: str | None = None


def parse_opml(body: bytes) -> tuple[Subscription, ...]:
    """Read the feeds of an OPML document, each address once, in the document's order.

    An outline is a feed where it has an ``xmlUrl``, whatever its type says; one without a title
    is called by its host.

    Raises:
        MalformedAnswerError: it is no OPML, declares entities, or lists over `MAX_FEEDS` feeds.
    """
    root = xml.parse(body, what="an OPML file").root
    if xml.local(root).lower() != "opml":
        raise MalformedAnswerError(f"an OPML file should have come, but it is <{xml.local(root)}>")
    found: dict[str, Subscription] = {}
    for one in _feeds(root):
        found.setdefault(_same(one.feed), one)
    if len(found) > MAX_FEEDS:
        raise MalformedAnswerError(f"the OPML file lists {len(found)} feeds, more than {MAX_FEEDS}")
    return tuple(found.values())


def _feeds(root: etree._Element) -> Iterator[Subscription]:
    """Walk the outlines without recursion: files from strangers may nest as deep as they like."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        title = _one_line(attributes.get("title") or attributes.get("text") or "")
        is_outline = xml.local(element).lower() == "outline"
        address = _web(attributes.get("xmlurl", "")) if is_outline else None
        if address:
            yield _subscription(address, title, folders, attributes)
        inside = (*folders, title) if is_outline and title and not address else folders
        waiting.extend((child, inside) for child in reversed(element))


def _subscription(
    address: str, title: str, folders: tuple[str, ...], attributes: dict[str, str]
) -> Subscription:
    return Subscription(
        feed=address,
        title=title or urlsplit(address).netloc,
        page=_web(attributes.get("htmlurl", "")),
        folders=folders,
        language=attributes.get("language") or None,
    )


def _web(address: str) -> str | None:
    """The address where it is one of the web; ``feed:`` is how some readers write http."""
    bare = re.sub(r"^feed:(?://)?", "", address.strip(), flags=re.IGNORECASE)
    bare = bare if "://" in bare or bare == address.strip() else f"http://{bare}"
    try:
        parts = urlsplit(bare)
    except ValueError:
        return None
    return bare if parts.scheme in ("http", "https") and parts.netloc else None


def _same(address: str) -> str:
    """What two spellings of one feed's address share."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def _one_line(text: str) -> str:
    return " ".join(_ILLEGAL.sub("", text).split())


def write_opml(
    subscriptions: Iterable[Subscription], *, title: str = "AcademicHub", now: datetime
) -> bytes:
    """Write feeds as OPML 2.0; `parse_opml` gives the same subscriptions back.

    Args:
        subscriptions: the feeds; those of one folder are put together.
        title: the name of the list.
        now: when the list is written, for ``dateCreated`` (RFC 822).
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _one_line(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for one in subscriptions:
        etree.SubElement(_folder(one.folders, folders), "outline", _attributes(one))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _folder(
    names: tuple[str, ...], folders: dict[tuple[str, ...], etree._Element]
) -> etree._Element:
    for depth in range(1, len(names) + 1):
        path = names[:depth]
        if path not in folders:
            label = _one_line(path[-1])
            folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=label, title=label)
    return folders[names]


def _attributes(one: Subscription) -> dict[str, str]:
    title = _one_line(one.title)
    optional = {"htmlUrl": one.page, "language": one.language}
    given = {name: value for name, value in optional.items() if value}
    return {"type": "rss", "text": title, "title": title, "xmlUrl": one.feed} | given


def feed_sources(subscriptions: Iterable[Subscription]) -> tuple[FeedSource, ...]:
    """A source for each subscription, each with a slug of its own."""
    taken: set[str] = set()
    return tuple(_source(one, taken) for one in subscriptions)


def _source(one: Subscription, taken: set[str]) -> FeedSource:
    wanted = slug(one.title) or slug(urlsplit(one.feed).netloc) or "feed"
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return FeedSource(name, one.feed, label=one.title)


def slug(title: str) -> str:
    """A short name in lower-case ASCII letters, digits and hyphens; empty where none is left."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:60].rstrip("-")
