"""The source of a paper as files in memory: unpacked from tar, gzip or zip, whatever it is named.

Bounded in bytes and in number; only text is kept; nothing is ever written to a disk, no link followed,
no name that leads out of the archive accepted.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from academichub.errors import MalformedAnswerError, TooLargeError

MOST_UNPACKED = 300_000_000
"""Bytes an archive may hold in all, with its figures."""
MOST_TEXT = 30_000_000
MOST_FILES = 5_000
_KEPT = frozenset({".tex", ".bbl", ".bib", ".ltx", ".txt", ".latex", ".pdf", ""})
_BROKEN = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(slots=True)
class Unpacked:
    """The files of an archive by name, and what could not be unpacked."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def unpacked(body: bytes) -> Unpacked:
    """The text files in *body*: a tar or zip archive, a single file, each packed by gzip or not.

    Raises:
        TooLargeError: it unpacks to more than a paper's source.
        MalformedAnswerError: nothing can be unpacked.
    """
    out = Unpacked()
    try:
        if body[:4] == b"PK\x03\x04":
            _zip(body, out)
        else:
            _tar_or_one(body, out)
    except TooLargeError:
        raise
    except _BROKEN:
        out.notes.append("the archive is damaged; what comes after the damage is missing")
    if not out.files:
        raise MalformedAnswerError("the archive holds no file that can be read")
    return out


def _tar_or_one(body: bytes, out: Unpacked) -> None:
    plain = _Bounded(body) if body[:2] == b"\x1f\x8b" else io.BytesIO(body)
    head = plain.read(512)
    rest = _Joined(head, plain)
    if len(head) == 512 and (head[257:262] == b"ustar" or _old_tar(head)):
        with tarfile.open(fileobj=rest, mode="r|") as archive:
            for number, member in enumerate(archive):
                if number >= MOST_FILES:
                    raise TooLargeError(f"the archive holds more than {MOST_FILES} files")
                held = archive.extractfile(member) if member.isreg() else None
                if held and (name := _name(member.name, out)):
                    _keep(name, held.read(MOST_TEXT + 1), out)
    elif head:
        text = rest.read(MOST_TEXT + 1)
        _keep("main.pdf" if head[:5] == b"%PDF-" else "main.tex", text, out)


def _old_tar(head: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "replace")
    except tarfile.TarError:
        return False
    return True


def _zip(body: bytes, out: Unpacked) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = archive.infolist()
        if len(members) > MOST_FILES:
            raise TooLargeError(f"the archive holds more than {MOST_FILES} files")
        for member in members:
            if not member.is_dir() and (name := _name(member.filename, out)):
                with archive.open(member) as held:
                    _keep(name, held.read(MOST_TEXT + 1), out)


def _name(written: str, out: Unpacked) -> str:
    path = PurePosixPath(written.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1]:
        out.notes.append("a file whose name leads out of the archive was left out")
        return ""
    return str(path) if path.suffix.lower() in _KEPT else ""


def _keep(name: str, content: bytes, out: Unpacked) -> None:
    if len(content) + sum(map(len, out.files.values())) > MOST_TEXT:
        raise TooLargeError(f"the source holds more than {MOST_TEXT} bytes of text")
    out.files[name] = content


class _Bounded(io.RawIOBase):
    """What a gzip file holds, and no more of it than may be."""

    def __init__(self, body: bytes) -> None:
        self._parts = self._inflated(body)
        self._held = b""

    def _inflated(self, body: bytes) -> Iterator[bytes]:
        unpack = zlib.decompressobj(wbits=31)
        given, total = body, 0
        while given and not unpack.eof:
            part = unpack.decompress(given, 1 << 18)
            total += len(part)
            if total > MOST_UNPACKED:
                raise TooLargeError(f"the archive unpacks to more than {MOST_UNPACKED} bytes")
            given = unpack.unconsumed_tail
            if part:
                yield part
        if not unpack.eof:
            raise EOFError

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as many as asked for while there are any."""
        parts, length = [self._held], len(self._held)
        while size < 0 or length < size:
            if not (part := next(self._parts, b"")):
                break
            parts.append(part)
            length += len(part)
        whole = b"".join(parts)
        cut = len(whole) if size < 0 else size
        self._held = whole[cut:]
        return whole[:cut]


class _Joined(io.RawIOBase):
    """A stream with its head put back."""

    def __init__(self, head: bytes, rest: io.RawIOBase | io.BytesIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """The head first, then the rest."""
        if not self._head:
            return self._rest.read(size) or b""
        taken, self._head = (
            (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        )
        more = -1 if size < 0 else size - len(taken)
        return taken + ((self._rest.read(more) or b"") if more else b"")
