"""Everything a reader has, as files they can take along: JSON in a ZIP, and notes in Markdown.

What opens something (passwords, digests, sealed keys, secret addresses) is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
import zstandard

Rows = Sequence[Mapping[str, Any]]

_SECRET = frozenset({"password", "digest", "secret"})
_UNTOLD = {"addresses": frozenset({"id"})}
_JSON = frozenset({"profile", "settings", "tags", "scopes"})
_LARGEST = 64 * 2**20


def packed(everything: Mapping[str, Rows], at: datetime) -> bytes:
    """The ZIP of every row of a reader.

    Args:
        everything: rows by table, as `store.readers.everything` gives them.
        at: the moment, written on the files.
    """
    moment = at.timetuple()[:6]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(everything):
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def files(everything: Mapping[str, Rows]) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file."""
    for table, rows in everything.items():
        told = [told_of(table, row) for row in rows]
        yield f"{table}.json", orjson.dumps(told, option=orjson.OPT_INDENT_2)
    for row in everything.get("radars", ()):
        slug = re.sub(r"[^\w-]", "-", row["slug"])
        yield f"profiles/{slug}.json", _indented(row["profile"])
    if notes := [row for row in everything.get("marks", ()) if row["note"]]:
        text = "\n\n".join(f"## {row['work']}\n\n{row['note']}" for row in notes)
        yield "notes.md", text.encode()


def told_of(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What of *row* is told: no secret, JSON as JSON, packed bodies unpacked."""
    left_out = _SECRET | _UNTOLD.get(table, frozenset())
    return {name: _told(name, value) for name, value in row.items() if name not in left_out}


def _told(name: str, value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return _unpacked(bytes(value))
    return orjson.loads(value) if name in _JSON and isinstance(value, str) else value


def _unpacked(body: bytes) -> object:
    if not body:
        return None
    return orjson.loads(zstandard.ZstdDecompressor().decompress(body, max_output_size=_LARGEST))


def _indented(text: str) -> bytes:
    return orjson.dumps(orjson.loads(text), option=orjson.OPT_INDENT_2)
