"""A Zotero library, read: the papers of a user or a group, page after page.

Reads the Web API, version 3 (https://www.zotero.org/support/dev/web_api/v3/basics). The key goes
into a header, to the one host it is for, and nowhere else: not into addresses, errors or records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import orjson

from academichub.errors import MalformedAnswerError, NotFoundError, RefusedError, UsageError
from academichub.fetch import Answer, Client
from academichub.model import Instant, Record, Unreadable
from academichub.sources.answers import (
    Fields,
    hiding,
    json_list,
    json_object,
    part,
    read_each,
    text,
)
from academichub.sources.formats import csl

BASE_URL = "https://api.zotero.org"
ROWS = 100
"""Items a page, the most Zotero gives."""

_Asked = Mapping[str, str | int] | None

_TYPES = "journalArticle || preprint || conferencePaper"
_NEXT = re.compile(r'<([^<>]{1,2000})>\s*;[^,<]{0,200}?\brel="?next"?', re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9]{1,64}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)
_COLLECTION = re.compile(r"[A-Z0-9]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Library:
    """Which library, and the key to it.

    ``group`` is the number of a group; without one it is the library of the key's owner, or of
    ``user`` where that is public. ``collection`` narrows it to one folder.
    """

    key: str | None = field(default=None, repr=False)
    group: str | None = None
    user: str | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """One page of items, read. ``expected`` is how many the library has of these types."""

    records: tuple[Record, ...]
    unreadable: tuple[Unreadable, ...]
    expected: int | None


def items(client: Client, library: Library, *, base_url: str = BASE_URL) -> Iterator[Items]:
    """The papers of *library*, those added last first.

    Raises:
        UsageError: the key does not open that library.
        NotFoundError: there is no such library.
        SourceError: Zotero does not answer, or not as it should.
    """
    headers = _headers(library)
    place: str | None = f"{base_url}/{_prefix(client, library, base_url, headers)}/items/top"
    asked: _Asked = {
        "itemType": _TYPES, "include": "csljson", "sort": "dateAdded", "direction": "desc",
        "limit": ROWS,
    }  # fmt: skip
    known: set[str] = set()
    while place and place not in known:
        known.add(place)
        answer = _ask(client, place, headers, asked, library)
        with hiding(library.key):
            yield parse_items(answer)
        place, asked = following(answer, place), None


def parse_items(answer: Answer) -> Items:
    """Read one page.

    Raises:
        MalformedAnswerError: it is no list of items.
    """
    rows = json_list(answer.body, "a list of Zotero items")
    records, unreadable = read_each(rows, to_record, "zotero", "zotero", answer.fetched_at)
    total = answer.headers.get("total-results", "")
    return Items(
        tuple(records), tuple(unreadable), int(total) if _NUMBER.fullmatch(total) else None
    )


def to_record(item: Fields, now: Instant) -> Record:
    """The record of one item, of the CSL-JSON that came with it.

    Raises:
        UnreadableError: it has no title, or a field is of the wrong kind.
    """
    return csl.to_record(part(item, "csljson"), orjson.dumps(item).decode(), now)


def following(answer: Answer, asked: str) -> str | None:
    """The address of the next page, from the ``Link`` header (RFC 8288); None at the end.

    Raises:
        MalformedAnswerError: it leads to another host, which is not to have the key.
    """
    found = _NEXT.search(answer.headers.get("link", "")[:8_000])
    if found is None:
        return None
    place: str = urljoin(asked, found[1])
    if urlsplit(place)[:2] != urlsplit(asked)[:2]:
        raise MalformedAnswerError(
            f"Zotero's next page is on another host, {urlsplit(place).netloc!r:.100}"
        )
    return place


def _headers(library: Library) -> dict[str, str]:
    headers = {"Zotero-API-Version": "3"}
    if library.key is None:
        return headers
    if not _KEY.fullmatch(library.key):
        raise UsageError("that is no Zotero key: one has letters and digits alone")
    return {**headers, "Zotero-API-Key": library.key}


def _prefix(client: Client, library: Library, base_url: str, headers: dict[str, str]) -> str:
    """The library's path: ``users/…`` or ``groups/…``, and the folder in it."""
    for kind, number in (("groups", library.group), ("users", library.user)):
        if number and not _NUMBER.fullmatch(number):
            raise NotFoundError(f"Zotero numbers its {kind}; {number!r:.40} is no number")
    if library.collection and not _COLLECTION.fullmatch(library.collection):
        raise NotFoundError("a Zotero collection is named by eight capitals and digits")
    folder = f"/collections/{library.collection}" if library.collection else ""
    if library.group:
        return f"groups/{library.group}{folder}"
    return f"users/{library.user or _owner(client, library, base_url, headers)}{folder}"


def _owner(client: Client, library: Library, base_url: str, headers: dict[str, str]) -> str:
    """The number of the user a key belongs to; the key goes in the header here, too."""
    if library.key is None:
        raise UsageError("give a Zotero key, or the number of a public library")
    answer = _ask(client, f"{base_url}/keys/current", headers, None, library)
    with hiding(library.key):
        number = text(json_object(answer.body, "a Zotero key"), "userID")
    if number is None or not _NUMBER.fullmatch(number):
        raise MalformedAnswerError("Zotero does not say whose key it is")
    return number


def _ask(
    client: Client, url: str, headers: dict[str, str], asked: _Asked, library: Library
) -> Answer:
    try:
        return client.get(url, params=asked, headers=headers)
    except RefusedError as error:
        if error.status == 403:
            said = "does not open this library" if library.key else "is needed for this library"
            raise UsageError(f"a Zotero key {said}; make one that may read it") from error
        if error.status == 404:
            raise NotFoundError("Zotero has no such library, key or collection") from error
        raise
