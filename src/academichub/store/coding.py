"""How works and records are written down as rows, and read back.

Bodies are JSON under Zstandard; the hashes that name entries and contents are 64 bits of BLAKE2b,
signed because both databases count that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from threading import local
from typing import Any, NamedTuple

import orjson
import zstandard

from academichub.merging import listed_on
from academichub.model import Cursor, Record, Unreadable, Update, Work, to_json
from academichub.taxonomy import field
from academichub.text import title_key

_RANKS = {"new": 0, "cross": 1, "replace": 2, "replace-cross": 3}
_MAX_BODY = 64 * 2**20


class _Codec(local):
    """Zstandard's contexts are not for two threads at once, so each thread has its own."""

    def __init__(self) -> None:
        self.pack = zstandard.ZstdCompressor(level=1).compress
        self.unpack = zstandard.ZstdDecompressor().decompress


_codec = _Codec()


def fingerprint(*parts: str | bytes) -> int:
    """64 bits of BLAKE2b over *parts*, as a signed integer."""
    joined = b"\x1f".join(
        p.encode("utf-8", "surrogatepass") if isinstance(p, str) else p for p in parts
    )
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big", signed=True)


def entry_hash(record: Record) -> int:
    """Names the source's entry a record is a word on."""
    return fingerprint(record.source, record.route, record.key)


class Coded(NamedTuple):
    """A record as the store needs it, worked out once: its hashes, and its packed JSON.

    ``title`` is the `title_hash` of the record's title.
    """

    record: Record
    entry: int
    digest: int
    title: int | None
    body: bytes


def code(record: Record) -> Coded:
    """Work out what the store needs of *record*."""
    body = to_json(record)
    # The moment of fetching is no part of what was said.
    content = body.replace(f'"fetched_at":"{record.fetched_at}"'.encode(), b"", 1)
    title = title_hash(record.title)
    return Coded(record, entry_hash(record), fingerprint(content), title, _codec.pack(body))


@lru_cache(maxsize=4096)  # asked several times for each record of a batch
def title_hash(title: str) -> int | None:
    """Names a title up to spelling; None for a title that identifies nothing."""
    key = title_key(title)
    return fingerprint(key) if key else None


def work_row(number: int, work: Work) -> tuple[Any, ...]:
    """A row of `works`."""
    body = _codec.pack(to_json(work))
    return number, work.id, title_hash(work.title), work.date, int(work.starter), body


def record_row(number: int, work: int, coded: Coded) -> tuple[Any, ...]:
    """A row of `records`."""
    record = coded.record
    return number, work, coded.entry, coded.digest, record.route, record.fetched_at, coded.body


def day_rows(number: int, work: Work) -> list[tuple[str, str, int, int]]:
    """Rows of `days`: one for each day the work is listed on, at its best rank."""
    about = field(work.primary_category) if work.primary_category else None
    best: dict[str, int] = {}
    for day, announce_type in listed_on(work):
        rank = _RANKS.get(announce_type, 0)
        best[day] = min(rank, best.get(day, rank))
    return [(day, about or work.source, rank, number) for day, rank in best.items()]


def quarantine_row(number: int, digest: int, one: Unreadable, at: str) -> tuple[Any, ...]:
    """A row of `quarantine`."""
    raw = _codec.pack(one.raw.encode("utf-8", "surrogatepass"))
    return number, digest, one.source, one.route, one.key, one.reason, raw, at


def work(body: bytes) -> Work:
    """Read a work back."""
    return Work.from_json(_unpack(body))


def record(body: bytes) -> Record:
    """Read a record back."""
    return Record.from_json(_unpack(body))


def packed(data: bytes) -> bytes:
    """Text packed, for `text` to read back."""
    return _codec.pack(data)


def text(body: bytes) -> str:
    """Read packed text back."""
    return unpacked(body).decode("utf-8", "surrogatepass")


def unpacked(body: bytes) -> bytes:
    """Read back what `packed` was given, as bytes."""
    return _codec.unpack(body, max_output_size=_MAX_BODY)


def update(body: bytes) -> Update:
    """Read an update back."""
    return Update.from_json(orjson.loads(body))


def update_bytes(value: Update) -> bytes:
    """Write an update down."""
    return to_json(value)


def cursor_text(cursor: Cursor) -> str:
    """Write a cursor down."""
    return orjson.dumps(dict(cursor)).decode()


def numbers(values: Iterable[int]) -> str:
    """Write a list of numbers down."""
    return orjson.dumps(list(values)).decode()


def _unpack(body: bytes) -> Mapping[str, Any]:
    data: Mapping[str, Any] = orjson.loads(_codec.unpack(body, max_output_size=_MAX_BODY))
    return data
