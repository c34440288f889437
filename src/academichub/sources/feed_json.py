"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) to a `Feed`.

Forgives wrong types where the meaning is clear (a number as an id); an item that is no object is
handed back as damaged. Half a document is refused: JSON cut off has no readable part.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from academichub.errors import MalformedAnswerError
from academichub.sources.feed_dates import moment
from academichub.sources.feed_values import (
    HTML,
    Category,
    Damaged,
    Entry,
    Feed,
    Link,
    Person,
    Text,
)

_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


def parse_json(text: str, *, guessed: str | None = None) -> Feed:
    """Read the text of a JSON Feed.

    Args:
        text: the decoded body.
        guessed: what decoding had to guess, for the note.

    Raises:
        MalformedAnswerError: it is no JSON, or JSON of another kind.
    """
    data = _loaded(text)
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise MalformedAnswerError("this is JSON, but no JSON Feed: it has no list of items")
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
    damaged = tuple(_damaged(item) for item in items if not isinstance(item, dict))
    lost = f"{len(damaged)} entries cannot be read" if damaged else None
    note = "; ".join(filter(None, (guessed, lost)))
    return _feed(data, entries, damaged, note or None)


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as first:
        try:
            return orjson.loads(_LONE_SURROGATE.sub(r"\\ufffd", text))
        except orjson.JSONDecodeError:
            raise MalformedAnswerError(f"the feed is no JSON: {first}") from first


def _feed(
    data: dict[str, Any], entries: tuple[Entry, ...], damaged: tuple[Damaged, ...], note: str | None
) -> Feed:
    return Feed(
        format="json",
        title=Text(_string(data.get("title")) or ""),
        link=_string(data.get("home_page_url")),
        id=_string(data.get("feed_url")),
        subtitle=_plain(data.get("description")),
        authors=_people(data),
        language=_string(data.get("language")),
        entries=entries,
        damaged=damaged,
        note=note,
    )


def _entry(item: dict[str, Any]) -> Entry:
    link = _string(item.get("url")) or _string(item.get("external_url"))
    return Entry(
        id=_string(item.get("id")) or link,
        link=link,
        title=Text(_string(item.get("title")) or ""),
        summary=_plain(item.get("summary")),
        content=_content(item),
        authors=_people(item),
        published=moment(_string(item.get("date_published"))),
        updated=moment(_string(item.get("date_modified"))),
        categories=tuple(Category(tag) for tag in _strings(item.get("tags"))),
        links=_links(item),
        language=_string(item.get("language")),
        raw=orjson.dumps(item).decode(),
    )


def _damaged(item: Any) -> Damaged:
    return Damaged(orjson.dumps(item).decode(), "the item is no JSON object")


def _content(item: dict[str, Any]) -> Text | None:
    markup = _string(item.get("content_html"))
    return Text(markup, HTML) if markup else _plain(item.get("content_text"))


def _people(data: dict[str, Any]) -> tuple[Person, ...]:
    # Version 1.0 has one `author`, version 1.1 `authors`; both may stand there.
    many = data.get("authors")
    listed = many if isinstance(many, list) else []
    objects = [one for one in (listed or [data.get("author")]) if isinstance(one, dict)]
    named = [Person(_string(one.get("name")), None, _string(one.get("url"))) for one in objects]
    return tuple(person for person in named if person != Person())


def _links(item: dict[str, Any]) -> tuple[Link, ...]:
    attached = item.get("attachments")
    links = [
        Link(href, rel)
        for name, rel in (("url", "alternate"), ("external_url", "related"))
        if (href := _string(item.get(name)))
    ]
    links += [
        Link(href, "enclosure", _string(one.get("mime_type")))
        for one in (attached if isinstance(attached, list) else ())
        if isinstance(one, dict) and (href := _string(one.get("url")))
    ]
    return tuple(links)


def _plain(value: Any) -> Text | None:
    text = _string(value)
    return Text(text) if text else None


def _strings(value: Any) -> list[str]:
    return [text for one in value if (text := _string(one))] if isinstance(value, list) else []


def _string(value: Any) -> str | None:
    """Text, or a number written where text belongs; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
