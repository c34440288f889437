"""JSON answers from strangers, read without trusting their shape.

A body that is no JSON object is refused with what it looked like; a field of the wrong kind makes
its one entry unreadable. Never turns a wrong kind into an empty value, and never fetches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson

from academichub.errors import (
    AnswerError,
    MalformedAnswerError,
    UnreadableError,
)
from academichub.model import Instant, Record, Unreadable
from academichub.sources import html_page

Fields = Mapping[str, Any]
"""One JSON object of an answer, as it came."""

Adapter = Callable[[Fields, Instant], Record | None]
"""Makes a record of an entry; None for an entry that is no work (a figure, a journal issue)."""

_ADDRESS = re.compile(r"https?://[^\s/?#<>\"'\\]+(?:[/?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_KINDS = {dict: "an object", list: "a list", str: "text", bool: "true or false"}


def json_object(body: bytes, what: str) -> Fields:
    """Read *body* as one JSON object.

    Args:
        body: the bytes as they came; UTF-8, since RFC 8259 allows nothing else between systems.
        what: what should have come, for the messages: ``a list of Crossref works``.

    Raises:
        MalformedAnswerError: empty, an HTML page, cut off, or anything else that is no object.
    """
    value = _answered(body, what)
    if not isinstance(value, dict):
        raise MalformedAnswerError(f"{what} should have come, but it is {kind(value)}")
    return value


def json_list(body: bytes, what: str) -> list[Any]:
    """Read *body* as one JSON list, as `json_object` reads an object; its members are not looked at.

    Raises:
        MalformedAnswerError: empty, an HTML page, cut off, or anything else that is no list.
    """
    value = _answered(body, what)
    if not isinstance(value, list):
        raise MalformedAnswerError(f"{what} should have come, but it is {kind(value)}")
    return value


def text(fields: Fields, name: str) -> str | None:
    """The field as text, None where it is absent, null or blank; figures become their digits.

    Raises:
        UnreadableError: it is a list, an object or a truth value.
    """
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadableError(f"{name} should be text, but is {kind(value)}")
    return str(value).strip() or None


def texts(fields: Fields, name: str) -> tuple[str, ...]:
    """The field as texts; a single text counts as a list of one, blanks and nulls are left out.

    Raises:
        UnreadableError: it is neither text nor a list of texts.
    """
    value = fields.get(name)
    items = value if isinstance(value, list) else [value]
    found = (text({name: item}, name) for item in items)
    return tuple(item for item in found if item)


def number(fields: Fields, name: str) -> int | None:
    """The field as a whole number, whether sent as a number or as digits (``"360"``).

    Raises:
        UnreadableError: it is anything else.
    """
    value = text(fields, name)
    if value is None:
        return None
    if not re.fullmatch(r"-?\d{1,15}(?:\.0)?", value, re.ASCII):
        raise UnreadableError(f"{name} should be a whole number, but is {value[:40]!r}")
    return int(value.removesuffix(".0"))


def part(fields: Fields, name: str) -> Fields:
    """The object in the field, empty where it is absent or null.

    Raises:
        UnreadableError: it is something else.
    """
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnreadableError(f"{name} should be an object, but is {kind(value)}")
    return value


def parts(fields: Fields, name: str) -> tuple[Fields, ...]:
    """The objects in the field's list; nulls in it are left out.

    Raises:
        UnreadableError: it is no list, or holds something else.
    """
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableError(f"{name} should be a list, but is {kind(value)}")
    return tuple(part({name: item}, name) for item in value if item is not None)


def entries(fields: Fields, name: str, what: str) -> list[Any]:
    """The list of entries an answer is about; its members are not looked at.

    Raises:
        MalformedAnswerError: the answer has no such list.
    """
    value = fields.get(name)
    if not isinstance(value, list):
        raise MalformedAnswerError(f"{what} has no list {name!r}, but {kind(value)}")
    return value


def read_each(
    items: Iterable[Any], read: Adapter, source: str, route: str, fetched_at: Instant
) -> tuple[list[Record], list[Unreadable]]:
    """Make a record of every entry; one that cannot be read is kept raw with the reason."""
    records: list[Record] = []
    unreadable: list[Unreadable] = []
    for item in items:
        try:
            record = read(part({"entry": item or 0}, "entry"), fetched_at)
        except UnreadableError as error:
            unreadable.append(Unreadable(source, route, str(error), raw(item)))
        else:
            records.extend([record] if record else [])
    return records, unreadable


def raw(value: object) -> str:
    """The entry as JSON text."""
    return orjson.dumps(value).decode()


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    return "nothing" if value is None else _KINDS.get(type(value), "a number")


def shown(words: str) -> str:
    """An upstream's words as one line of printable text, at most 300 characters of it."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]


@contextmanager
def hiding(secret: str | None) -> Iterator[None]:
    """Strike *secret* out of the AnswerErrors raised inside: some upstreams echo what they got."""
    try:
        yield
    except AnswerError as error:
        if not secret or secret not in str(error):
            raise
        raise type(error)(str(error).replace(secret, "…")) from None


def address(value: str | None) -> str | None:
    """*value* where it is an http(s) address, else None: nothing else may become a link."""
    return value if value and _ADDRESS.fullmatch(value) else None


def licence(value: str | None) -> str | None:
    """A licence name in one spelling: ``cc by-nc``, ``cc_by_nc`` and ``CC-BY-NC`` are one.

    The upstreams that use names give no version, so this is SPDX's name without the number.
    """
    return re.sub(r"[\s_-]+", "-", value.strip()).upper() if value and value.strip() else None


def _answered(body: bytes, what: str) -> object:
    if not body.strip():
        raise MalformedAnswerError(f"{what} should have come, but the body is empty")
    if page := html_page.called(body):
        raise MalformedAnswerError(f"{what} should have come, but it is {page}")
    return _loaded(body, what)


def _loaded(body: bytes, what: str) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return _mended(body, what, error)


def _mended(body: bytes, what: str, error: orjson.JSONDecodeError) -> object:
    # Half surrogate pairs, stray control characters and broken UTF-8 spoil one text, and orjson
    # then refuses a thousand entries for it: read them loosely and mark the places with "?".
    try:
        value = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
        return orjson.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as second:
        raise MalformedAnswerError(f"{what} should have come, but {_why(body, error)}") from second


def _why(body: bytes, error: orjson.JSONDecodeError) -> str:
    stripped = body.strip()
    if not stripped.startswith((b"{", b"[")):
        return f"it is no JSON: {stripped[:60].decode('utf-8', 'replace')!r}"
    if error.pos >= len(body.decode("utf-8", "replace").rstrip()) - 1 or "end of data" in error.msg:
        return f"it is cut off after {len(body)} bytes"
    return f"it is broken JSON at character {error.pos}: {error.msg}"
