"""A backup in one file that verifies, written and read alike on SQLite and PostgreSQL.

A ZIP archive: one part of JSON lines per table, bytes in base64, and a manifest with each part's
row count and SHA-256. It can be restored into either database.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy import Connection, Engine, LargeBinary, Table, func, select

from academichub.errors import BackupError
from academichub.store.engine import HEAD, add, to_write
from academichub.store.schema import leases, metadata

_FORMAT = "academichub-backup-1"
_ROWS = 2000
_TABLES = [table for table in metadata.sorted_tables if table is not leases]
_BROUGHT_BY = {
    "0002": {
        "addresses", "attempts", "deliveries", "editions", "invitations", "marks", "radars",
        "readers", "sendings", "sessions", "shown", "tokens", "verdicts",
    },
    "0003": {"answers", "briefs", "flags", "parts"},
    "0004": {"authorships", "batches", "comments", "events", "findings", "reviews", "stages"},
}  # fmt: skip
"""The tables each schema added; a backup of an older one has none of them."""

_DAMAGE = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a damaged archive may end in; a way of packing that is none is a RuntimeError."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One table in a backup."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    format: str
    schema: str
    made_at: str
    parts: dict[str, Part]


def write(engine: Engine, path: Path, made_at: str, progress: Progress | None = None) -> Manifest:
    """Write everything in the store to *path*, all of one moment.

    The file appears under its name only when it is whole.

    Raises:
        BackupError: the file cannot be written.
    """
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with (
            engine.connect().execution_options(isolation_level=_snapshot(engine)) as connection,
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            manifest = _write_parts(connection, archive, made_at, progress)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BackupError(f"the backup cannot be written to {path}: {error}") from error
    return manifest


def verify(path: Path, progress: Progress | None = None) -> Manifest:
    """Read all of a backup and check every row count and checksum.

    Raises:
        BackupError: something is missing, damaged or of a newer AcademicHub.
    """
    with _open(path) as archive:
        manifest = _manifest(archive, path)
        total = sum(part.rows for part in manifest.parts.values())
        done = 0
        for name, part in manifest.parts.items():
            digest, rows = hashlib.sha256(), 0
            for line in _lines(archive, name, path):
                digest.update(line)
                rows += 1
            if (rows, digest.hexdigest()) != (part.rows, part.sha256):
                raise BackupError(f"{path} is damaged: {name} is not what was written")
            done += rows
            if progress:
                progress(done, total)
    return manifest


def restore(engine: Engine, path: Path, progress: Progress | None = None) -> Manifest:
    """Fill an empty store from a backup, after verifying it; all or nothing.

    Raises:
        BackupError: the backup does not verify, or the store is not empty.
    """
    manifest = verify(path)
    total = sum(part.rows for part in manifest.parts.values())
    with to_write(engine) as connection, _open(path) as archive:
        _refuse_unless_empty(connection)
        done = 0
        for table in (one for one in _TABLES if one.name in manifest.parts):
            for rows in _rows(archive, table, path):
                add(connection, table, rows)
                done += len(rows)
                if progress:
                    progress(done, total)
    return manifest


def _write_parts(
    connection: Connection, archive: zipfile.ZipFile, made_at: str, progress: Progress | None
) -> Manifest:
    counts = {
        t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
        for t in _TABLES
    }
    parts, done = {}, 0
    for table in _TABLES:
        digest, rows = hashlib.sha256(), 0
        with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as part:
            for row in connection.execution_options(yield_per=_ROWS).execute(select(table)):
                line = orjson.dumps(tuple(row), default=_as_text) + b"\n"
                digest.update(line)
                part.write(line)
                rows += 1
                if progress and rows % _ROWS == 0:
                    progress(done + rows, sum(counts.values()))
        parts[str(table.name)] = Part(rows, digest.hexdigest())
        done += rows
    manifest = Manifest(_FORMAT, HEAD, made_at, parts)
    archive.writestr("manifest.json", orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
    return manifest


def _as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(type(value))


def _snapshot(engine: Engine) -> str:
    return "REPEATABLE READ" if engine.dialect.name == "postgresql" else "SERIALIZABLE"


def _open(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupError(f"there is no backup at {path}") from error
    except _DAMAGE as error:
        raise BackupError(f"{path} is no whole backup: {error}") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        said = orjson.loads(archive.read("manifest.json"))
        parts = {name: Part(**part) for name, part in said["parts"].items()}
        manifest = Manifest(said["format"], said["schema"], said["made_at"], parts)
    except (KeyError, TypeError, *_DAMAGE) as error:
        raise BackupError(f"{path} is no backup of AcademicHub: its manifest is missing") from error
    if manifest.format != _FORMAT or manifest.schema > HEAD:
        raise BackupError(f"{path} was written by a newer AcademicHub; update before restoring it")
    later = {name for at, names in _BROUGHT_BY.items() if at > manifest.schema for name in names}
    if missing := {table.name for table in _TABLES} - later - manifest.parts.keys():
        raise BackupError(f"{path} lacks {', '.join(sorted(missing))}")
    return manifest


def _lines(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[bytes]:
    try:
        part: IO[bytes]
        with archive.open(f"{name}.jsonl") as part:
            yield from part
    except (KeyError, *_DAMAGE) as error:
        raise BackupError(f"{path} is damaged in {name}: {error}") from error


def _rows(archive: zipfile.ZipFile, table: Table, path: Path) -> Iterator[list[tuple[Any, ...]]]:
    binary = [n for n, column in enumerate(table.columns) if isinstance(column.type, LargeBinary)]
    rows: list[tuple[Any, ...]] = []
    for line in _lines(archive, table.name, path):
        values = orjson.loads(line)
        for n in binary:
            values[n] = None if values[n] is None else b64decode(values[n])
        rows.append(tuple(values))
        if len(rows) == _ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


def _refuse_unless_empty(connection: Connection) -> None:
    for table in _TABLES:
        if connection.execute(select(table).limit(1)).first():
            raise BackupError(
                "the store is not empty; restore into a new data folder or an empty database"
            )
