"""An XML feed of any kind, from the text to a `Feed`, through feedparser.

feedparser gets bytes of well-formed XML we have looked through first, and nothing else: no
address, no file name, no document type. Its cleaning of markup stays off, because it eats
`p<0.001` and takes quadratic time; nothing here is for showing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from academichub.errors import MalformedAnswerError
from academichub.sources.feed_dates import moment
from academichub.sources.feed_mend import mend
from academichub.sources.feed_scan import NotWellFormedError, Part, Scan, scan
from academichub.sources.feed_text import has_runaway, mended, without_doctype
from academichub.sources.feed_values import (
    HTML,
    PLAIN,
    XHTML,
    Category,
    Damaged,
    Entry,
    Feed,
    Link,
    Moment,
    Person,
    Text,
)

Parsed = dict[str, Any]
_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
# What feedparser lets slip from its handlers when elements stand where none should.
_FEEDPARSER_FAULTS = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


def parse_xml(
    text: str,
    *,
    base_url: str | None = None,
    language: str | None = None,
    guessed: str | None = None,
) -> Feed:
    """Read the text of an RSS, RDF, Atom or CDF feed.

    Args:
        text: the decoded body.
        base_url: what relative links are resolved against where the feed says nothing.
        language: the HTTP ``Content-Language``.
        guessed: what decoding had to guess, for the note.

    Raises:
        MalformedAnswerError: it is no feed, not even a broken one.
    """
    source, entities = without_doctype(text)
    damaged: tuple[Damaged, ...] = ()
    notes = [guessed] if guessed else []
    try:
        found = _sound(source)
    except (NotWellFormedError, UnicodeEncodeError) as error:
        source, found, damaged = _from_broken(mended(source, entities), str(error), notes)
    _refuse_foreign(found)
    feed, entries, lost = _through_feedparser(source, found, base_url, language)
    damaged += lost
    if damaged:
        notes.append(f"{len(damaged)} entries cannot be read")
    return _feed(feed, found.feed, entries, damaged, "; ".join(notes) or None)


def _sound(source: str) -> Scan:
    if has_runaway(source):
        raise NotWellFormedError("a CDATA section runs on into the next entry")
    return scan(source.encode())


def _from_broken(
    source: str, reason: str, notes: list[str]
) -> tuple[str, Scan, tuple[Damaged, ...]]:
    """Mend *source* and say in *notes* what that took, where text may have been lost."""
    try:
        return source, _sound(source), ()
    except NotWellFormedError as error:
        reason = str(error)
    try:
        result = mend(source)
    except NotWellFormedError as error:
        raise MalformedAnswerError(f"the feed is no XML: {reason}") from error
    if result.cut:
        notes.append(f"the feed is cut off: {reason}")
    elif result.mended or not result.damaged:
        notes.append(f"the feed is no XML and was mended: {reason}")
    return result.text, scan(result.text.encode()), result.damaged


def _refuse_foreign(found: Scan) -> None:
    if found.root not in _ROOTS and not found.entries:
        raise MalformedAnswerError(f"this is an XML document <{found.root[:60]}>, and no feed")
    if found.feed.hostile:
        raise MalformedAnswerError(f"the feed cannot be read: {found.feed.hostile}")


def _through_feedparser(
    source: str, found: Scan, base_url: str | None, language: str | None
) -> tuple[Any, list[Entry], tuple[Damaged, ...]]:
    body = source.encode()
    raws = [_slice(body, part) for part in found.entries]
    if not any(part.hostile for part in found.entries):
        result = _parsed(body, base_url, language)
        if result is not None and len(result.entries) == len(raws):
            return result, [*map(_entry, result.entries, found.entries, raws)], ()
    return _one_by_one(body, found, raws, base_url, language)


def _one_by_one(
    body: bytes, found: Scan, raws: list[str], base_url: str | None, language: str | None
) -> tuple[Any, list[Entry], tuple[Damaged, ...]]:
    """Read the feed without entries, then each entry in it alone: one cannot spoil another."""
    opening = _ROOT_TAG.match(body.lstrip())
    if opening is None:
        raise MalformedAnswerError("the feed has no root element that can be read")
    frame = _Frame(opening[0], base_url, language)
    feed = frame.around(body, found.entries)
    entries: list[Entry] = []
    damaged: list[Damaged] = []
    for part, raw in zip(found.entries, raws, strict=True):
        alone = None if part.hostile else frame.entry(raw)
        if alone is None:
            damaged.append(Damaged(raw, part.hostile or "the entry is not in the shape of a feed"))
        else:
            entries.append(_entry(alone, part, raw))
    return feed, entries, tuple(damaged)


_ROOT_TAG = re.compile(rb"<([A-Za-z_][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


class _Frame:
    """A feed's root element, with its namespaces, around one entry at a time."""

    def __init__(self, opening: bytes, base_url: str | None, language: str | None) -> None:
        self.opening = opening.removesuffix(b"/>").removesuffix(b">") + b">"
        name = re.match(rb"<([^\s/>]+)", opening)
        self.closing = b"</" + (name[1] if name else b"rss") + b">"
        self.base_url, self.language = base_url, language

    def around(self, body: bytes, entries: list[Part]) -> Any:
        """The feed without its entries; nothing but its root where those stand crosswise."""
        if entries:
            head, tail = body[: entries[0].start], body[_end(body, entries[-1]) :]
            found = self._parsed(head + tail)
            if found is not None:
                return found
        return self._parsed(self.opening + self.closing) or {"feed": {}, "version": ""}

    def entry(self, raw: str) -> Any:
        """The reading of one entry, or None where it has none."""
        found = self._parsed(self.opening + raw.encode() + self.closing)
        return found["entries"][0] if found is not None and len(found["entries"]) == 1 else None

    def _parsed(self, body: bytes) -> Any:
        try:
            scan(body)
        except NotWellFormedError:
            return None
        return _parsed(body, self.base_url, self.language)


def _parsed(body: bytes, base_url: str | None, language: str | None) -> Any:
    """The result of feedparser, or None where it stumbles. *body* has passed `scan`."""
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    headers |= {"content-location": base_url} if base_url else {}
    headers |= {"content-language": language} if language else {}
    try:
        # A stream, because bare bytes are tried as the name of a file first.
        result = feedparser.parse(
            io.BytesIO(body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_FAULTS:
        return None
    return None if result["bozo"] else result


def _end(body: bytes, part: Part) -> int:
    return body.index(b">", part.end) + 1


def _slice(body: bytes, part: Part) -> str:
    return body[part.start : _end(body, part)].decode()


def _feed(
    result: Any,
    part: Part,
    entries: Iterable[Entry],
    damaged: tuple[Damaged, ...],
    note: str | None,
) -> Feed:
    data: Parsed = result["feed"]
    get = partial(dict.get, data)
    return Feed(
        format=result["version"] or "unknown",
        title=_text(data, "title") or Text(""),
        link=_link(data),
        id=get("id") or None,
        subtitle=_text(data, "subtitle") or _text(data, "summary"),
        updated=_moment(data, "updated"),
        published=_moment(data, "published"),
        created=_moment(data, "created"),
        authors=_people(data),
        categories=_categories(data),
        links=_links(data),
        language=get("language") or None,
        facts=_facts(part),
        entries=tuple(entries),
        damaged=damaged,
        note=note,
    )


def _entry(data: Parsed, part: Part, raw: str) -> Entry:
    # dict.get, because feedparser's own get answers for other keys and warns of it.
    get = partial(dict.get, data)
    facts = _facts(part)
    return Entry(
        id=get("id") or None,
        link=_link(data),
        title=_text(data, "title") or Text(""),
        summary=_summary(data),
        content=_content(get("content")),
        authors=_people(data),
        published=_moment(data, "published"),
        updated=_moment(data, "updated"),
        created=_moment(data, "created"),
        categories=_categories(data),
        links=_links(data),
        doi=next(iter(facts.get("doi", ())), None),
        language=get("language") or None,
        facts=facts,
        raw=raw,
    )


def _facts(part: Part) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in part.facts.items()}


def _text(data: Parsed, key: str) -> Text | None:
    value = dict.get(data, key)
    if not isinstance(value, str):
        return None
    return Text(value, (dict.get(data, f"{key}_detail") or {}).get("type") or PLAIN)


def _summary(data: Parsed) -> Text | None:
    """The summary; where feedparser made it of the content, it has that one's type."""
    summary = _text(data, "summary")
    if summary is None or dict.get(data, "summary_detail"):
        return summary
    content = _content(dict.get(data, "content"))
    return content if content and content.value == summary.value else summary


def _content(contents: Any) -> Text | None:
    """The first content that is text: a feed may offer a film beside it."""
    texts = [
        Text(one.get("value") or "", one.get("type") or PLAIN) for one in contents or () if one
    ]
    readable = [text for text in texts if text.value and (text.is_markup or text.type == PLAIN)]
    return next(iter(readable or texts), None)


def _moment(data: Parsed, key: str) -> Moment | None:
    return moment(dict.get(data, key), dict.get(data, f"{key}_parsed"))


def _people(data: Parsed) -> tuple[Person, ...]:
    named = [
        Person(one.get("name") or None, one.get("email") or None, one.get("href") or None)
        for one in dict.get(data, "authors") or ()
        if one
    ]
    return tuple(person for person in named if person != Person())


def _categories(data: Parsed) -> tuple[Category, ...]:
    return tuple(
        Category(one.get("term"), one.get("scheme"), one.get("label"))
        for one in dict.get(data, "tags") or ()
    )


def _link(data: Parsed) -> str | None:
    """The page it is about: a link of another relation never stands in for an alternate one."""
    link = dict.get(data, "link") or None
    pages = [
        one.href for one in _links(data) if one.rel == "alternate" and one.type in (HTML, XHTML)
    ]
    return link if link in pages or not pages else pages[0]


def _links(data: Parsed) -> tuple[Link, ...]:
    return tuple(
        Link(one["href"], one.get("rel") or "alternate", one.get("type"), one.get("title"))
        for one in dict.get(data, "links") or ()
        if one.get("href")
    )
