"""Any RSS, RDF, Atom, CDF or JSON feed: bytes to a `Feed`, and the source that collects one.

Reading is pure; only `FeedSource` asks the network, and through the client alone. A feed that
had to be mended is asked for whole again next time; a feed that is none is an error that says
what came instead.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from academichub.errors import AnswerError, MalformedAnswerError, UnreadableError
from academichub.fetch import Answer, Client
from academichub.model import Cursor, Instant, Page, Record, Unreadable, Venue
from academichub.sources.feed_json import parse_json
from academichub.sources.feed_record import to_record
from academichub.sources.feed_text import decode
from academichub.sources.feed_values import (
    Category,
    Damaged,
    Entry,
    Feed,
    Link,
    Moment,
    Person,
    Text,
)
from academichub.sources.feed_xml import parse_xml

__all__ = [
    "MAX_BYTES",
    "Category",
    "Damaged",
    "Entry",
    "Feed",
    "FeedSource",
    "Link",
    "Moment",
    "Person",
    "Text",
    "discover",
    "parse_feed",
    "read_page",
    "to_record",
]

MAX_BYTES = 32 * 2**20
"""A feed is larger than this only by mistake or malice: arXiv's fullest day is under 8 MB."""

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PAGE_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_LINK_TAG = re.compile(r"<(?:link|a)\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z]{1,20})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/x-rss+xml",
    }
)
_FEED_PATH = re.compile(
    r"(?:\.rss|\.rdf|\.atom|/rss/?|/feed/?|/atom(?:\.xml)?|/rss\.xml|/feed\.xml|/feed\.json)$"
)


def parse_feed(
    body: bytes, *, headers: Mapping[str, str] | None = None, url: str | None = None
) -> Feed:
    """Read a feed of any kind.

    Args:
        body: the bytes as they came, of at most `MAX_BYTES`.
        headers: the HTTP headers, lower-case names. ``content-type`` counts for its charset
            alone, because publishers get the media type wrong more often than not;
            ``content-location`` and ``content-language`` stand in for what the feed leaves out.
        url: the address it came from, which relative links start at.

    Returns:
        The feed; ``note`` and ``damaged`` say what was mended or could not be read.

    Raises:
        MalformedAnswerError: it is no feed: nothing, an HTML page (named by its title), another
            kind of document, or one that declares dangerous entities.
    """
    sent = headers or {}
    if len(body) > MAX_BYTES:
        raise MalformedAnswerError(f"the feed has {len(body)} bytes, more than {MAX_BYTES}")
    text, guessed = decode(body, sent.get("content-type"))
    start = text.lstrip("\ufeff \t\r\n\0")
    if not start:
        raise MalformedAnswerError("a feed should have come, and the body is empty")
    if start[0] in "{[":
        return parse_json(start, guessed=guessed)
    _refuse_page(start)
    base = _joined(url or "", sent.get("content-location", "")) or _web(url)
    language = sent.get("content-language")
    return parse_xml(start, base_url=base, language=language, guessed=guessed)


def _refuse_page(text: str) -> None:
    if re.match(r"<!doctype\s+html\b", text, re.IGNORECASE) or _root(text) == "html":
        title = _PAGE_TITLE.search(text)
        named = " ".join(unescape(title[1]).split()) if title else ""
        called = f"titled {named!r}" if named else "without a title"
        raise MalformedAnswerError(f"a feed should have come, and an HTML page came, {called}")
    if "<" not in text:
        raise MalformedAnswerError(f"a feed should have come, and text came: {text[:60]!r}")


def _root(text: str) -> str | None:
    # Comments may name elements, so the root is looked for behind them.
    at = 0
    while text.startswith(("<!--", "<?"), at):
        end = text.find("-->" if text[at + 1] == "!" else "?>", at)
        if end == -1:
            return None
        at = end + 3 if text[at + 1] == "!" else end + 2
        at += len(text[at : at + 10_000]) - len(text[at : at + 10_000].lstrip())
    found = _ROOT.match(text, at)
    return found[1].lower() if found else None


def _web(address: str | None) -> str | None:
    try:
        return address if address and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def discover(html: str, base_url: str) -> list[str]:
    """The addresses of the feeds a page offers, best first, for people who paste a home page.

    Declared feeds (``<link rel="alternate" type="application/rss+xml">``, RSS Advisory Board's
    auto-discovery) come first; plain links that end like a feed follow.
    """
    tags = [_attributes(found[0]) for found in _LINK_TAG.finditer(html)]
    declared = [tag for tag in tags if _declares_feed(tag)]
    guessed = [tag for tag in tags if _FEED_PATH.search(_path(tag.get("href", "")))]
    found = (_joined(base_url, tag.get("href", "")) for tag in [*declared, *guessed])
    return list(dict.fromkeys(address for address in found if address))


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


def _declares_feed(tag: dict[str, str]) -> bool:
    kind = tag.get("type", "").partition(";")[0].strip().lower()
    return kind in _FEED_TYPES and "alternate" in tag.get("rel", "").lower().split()


def _path(address: str) -> str:
    return address.partition("?")[0].partition("#")[0].lower()


def _joined(base_url: str, href: str) -> str | None:
    try:
        return _web(urljoin(base_url, href.removeprefix("feed:"))) if href else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FeedSource:
    """One feed, fetched on condition that it changed.

    ``slug`` names it in the store; ``base_url`` is its address; ``label`` is what people call it.
    ``venue`` is what we know of the journal beforehand (its ISSNs).
    """

    slug: str
    base_url: str
    label: str | None = None
    venue: Venue | None = None

    @property
    def name(self) -> str:
        """The route's name, ``feed-nature``."""
        return f"feed-{self.slug}"

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:  # noqa: ARG002
        """Yield the feed's one page.

        Raises:
            SourceError: nothing usable came; the cursor stays.
        """
        held = cursor or {}
        answer = client.get(
            self.base_url,
            etag=held.get("etag"),
            last_modified=held.get("last_modified"),
            max_bytes=MAX_BYTES,
        )
        yield self._page(answer, held)

    def _page(self, answer: Answer, held: Cursor) -> Page:
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.not_modified or digest == held.get("sha256"):
            return Page(cursor=held, note="the feed has not changed")
        feed = self._parsed(answer)
        return read_page(self, feed, answer.fetched_at, _cursor(feed, answer, digest))

    def _parsed(self, answer: Answer) -> Feed:
        try:
            return parse_feed(answer.body, headers=answer.headers, url=answer.url)
        except AnswerError as error:
            raise type(error)(f"{answer.url}: {error}") from error


def _cursor(feed: Feed, answer: Answer, digest: str) -> Cursor:
    # A damaged body must not be taken for the one its ETag stands for.
    if not feed.whole:
        return {}
    held = {"etag": answer.etag, "last_modified": answer.last_modified, "sha256": digest}
    return {name: value for name, value in held.items() if value}


def read_page(source: FeedSource, feed: Feed, fetched_at: Instant, cursor: Cursor | None) -> Page:
    """Make records of a feed's entries; those that cannot be read are kept raw with the reason."""
    records: list[Record] = []
    unreadable = [_unreadable(source, damaged.raw, damaged.reason) for damaged in feed.damaged]
    for entry in feed.entries:
        try:
            records.append(
                to_record(entry, feed, slug=source.slug, fetched_at=fetched_at, venue=source.venue)
            )
        except UnreadableError as error:
            unreadable.append(_unreadable(source, entry.raw, str(error), entry.id))
    return Page(tuple(records), tuple(unreadable), cursor, len(records), feed.note)


def _unreadable(source: FeedSource, raw: str, reason: str, key: str | None = None) -> Unreadable:
    return Unreadable(source.slug, source.name, reason, raw, key)
