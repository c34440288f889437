"""Content of files in pieces: decompressed by what they are, in constant memory, bombs refused.

Never trusts a file's name and never holds more than one line or one piece.
"""

from __future__ import annotations

import bz2
import codecs
import itertools
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import IO, Any

from academichub.errors import MalformedAnswerError, SourceError, TooLargeError, UsageError
from academichub.sources.formats import Chunks

LINE_LIMIT = 16 * 2**20
"""Longest line or entry that is read, in bytes; the largest real works are near 3 MB."""

_PIECE = 256 * 1024
_MADE = 1024 * 1024
_STEP = 4096
# Real bibliographic text compresses 3 to 40 times; a bomb, thousands of times.
_RATIO = 200
_FREE = 64 * 2**20
_MEMORY = 256 * 2**20
_WINDOW = 128 * 2**20
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
)


class _Expansion:
    """Counts what came in and went out, and refuses what no text does."""

    def __init__(self, on_bytes: Callable[[int], None] | None) -> None:
        self.read = 0
        self._made = 0
        self._on_bytes = on_bytes

    def took(self, count: int) -> None:
        self.read += count
        if self._on_bytes:
            self._on_bytes(self.read)

    def gave(self, piece: bytes) -> bytes:
        self._made += len(piece)
        if self._made > _FREE and self._made > _RATIO * self.read:
            raise TooLargeError(
                f"the archive expands to more than {_RATIO} times its size; it is not read on"
            )
        return piece


def compression(head: bytes) -> str | None:
    """The compression the first bytes announce: gzip, zstd, bzip2, xz, zip or None."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def chunks(path: Path, on_bytes: Callable[[int], None] | None = None) -> Chunks:
    """The content of *path* in pieces, decompressed, UTF-16 turned into UTF-8, without BOM.

    Args:
        path: a file, compressed or not.
        on_bytes: told after each piece how many bytes of the file have been read.

    Raises:
        MalformedAnswerError: the archive is damaged or cut off; what came before was yielded.
        TooLargeError: it expands beyond what text can.
        UsageError: a zip archive that holds more than one file.
    """
    return _as_utf8(_in_blocks(_content(path, _Expansion(on_bytes))))


def head(path: Path, size: int) -> bytes:
    """The first *size* bytes of a file, those of its one member where it is a zip archive.

    Raises:
        OSError: it cannot be opened.
        UsageError: a zip archive that holds more than one file.
    """
    with path.open("rb") as file:
        if compression(file.read(8)) == "zip":
            file.seek(0)
            return next(_unzipped(file, _Expansion(None)), b"")[:size]
        file.seek(0)
        return file.read(size)


def opening(head: bytes) -> bytes:
    """The first bytes of a file, decompressed as far as they go, at most a few MiB."""
    kind = compression(head)
    pieces = iter((head,))
    packed = kind is not None and kind != "zip"
    found = _decompressed(pieces, str(kind), _Expansion(None), ends=False) if packed else pieces
    out = b""
    try:
        for piece in _as_utf8(found):
            out += piece
            if len(out) >= _PIECE:
                break
    except MalformedAnswerError as error:
        if not out:
            raise UsageError(f"the file begins like a {kind} archive, but {error}") from error
    return out


def lines(content: Chunks) -> Iterator[bytes]:
    """The lines of *content*; one over `LINE_LIMIT` is cut just above the limit."""
    rest, skipping = b"", False
    for piece in content:
        parts = (rest + piece).split(b"\n")
        rest = parts.pop()
        if skipping and parts:
            del parts[0]
            skipping = False
        yield from parts
        if skipping:
            rest = b""
        elif len(rest) > LINE_LIMIT:
            yield rest[: LINE_LIMIT + 1]
            rest, skipping = b"", True
    if rest and not skipping:
        yield rest


_LINE_END = re.compile(rb"\r\n?|\n")


def text_lines(content: Chunks) -> Iterator[bytes]:
    r"""The lines of *content* whatever ends them (``\n``, ``\r\n`` or a lone ``\r``)."""
    return lines(_unix_ends(content))


def decoded(raw: bytes) -> str:
    """Text of *raw*: UTF-8, else Windows-1252, else Latin-1, which nothing fails."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _unix_ends(content: Chunks) -> Chunks:
    held = b""
    for piece in content:
        piece = held + piece  # noqa: PLW2901
        # A carriage return at the end may be half of a pair.
        held = b"\r" if piece.endswith(b"\r") else b""
        yield _LINE_END.sub(b"\n", piece[:-1] if held else piece) if b"\r" in piece else piece
    if held:
        yield b"\n"


def _content(path: Path, count: _Expansion) -> Chunks:
    with path.open("rb") as file:
        kind = compression(file.read(8))
        file.seek(0)
        if kind == "zip":
            yield from _unzipped(file, count)
            return
        pieces = _pieces(file, count)
        yield from _decompressed(pieces, kind, count) if kind else pieces


def _in_blocks(content: Chunks) -> Chunks:
    # A decoder may give a few bytes at a time; whoever gathers a long entry of them copies what
    # there is of it each time.
    held: list[bytes] = []
    size = 0
    try:
        for piece in content:
            held.append(piece)
            size += len(piece)
            if size >= _PIECE:
                yield b"".join(held)
                held, size = [], 0
    except SourceError:
        yield b"".join(held)
        raise
    if size:
        yield b"".join(held)


def _pieces(file: IO[bytes], count: _Expansion) -> Chunks:
    while piece := file.read(_PIECE):
        count.took(len(piece))
        yield piece


def _unzipped(file: IO[bytes], count: _Expansion) -> Chunks:
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) != 1:
                raise UsageError(
                    f"the zip archive holds {len(members)} files; give one file, or unpack it first"
                )
            with archive.open(members[0]) as member:
                yield from _member(member, file, count)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise MalformedAnswerError(f"the zip archive is damaged or cut off: {error}") from error


def _member(member: IO[bytes], file: IO[bytes], count: _Expansion) -> Chunks:
    while piece := member.read(_PIECE):
        count.took(max(0, file.tell() - count.read))
        yield count.gave(piece)


def _decompressed(pieces: Chunks, kind: str, count: _Expansion, *, ends: bool = True) -> Chunks:
    # Concatenated members and frames are one content (gzip RFC 1952 2.2, zstd RFC 8878 3).
    decoder, fed = _decoder(kind), False
    for piece in pieces:
        data = piece
        while data:
            if decoder.eof:
                decoder, fed, data = _decoder(kind), False, data.lstrip(b"\x00")
                continue
            fed = True
            data = yield from _expanded(decoder, kind, data, count)
    if ends and fed and not decoder.eof:
        raise MalformedAnswerError(f"the {kind} archive is cut off")


def _expanded(decoder: Any, kind: str, data: bytes, count: _Expansion) -> Expanding:
    import zstandard

    try:
        return (yield from _EXPANDERS[kind](decoder, data, count.gave))
    except (zlib.error, OSError, lzma.LZMAError, zstandard.ZstdError) as error:
        raise MalformedAnswerError(f"the {kind} archive is damaged: {error}") from error


def _decoder(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(wbits=31)
    if kind == "bzip2":
        return bz2.BZ2Decompressor()
    if kind == "xz":
        return lzma.LZMADecompressor(memlimit=_MEMORY)
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


def _gzip(decoder: Any, data: bytes, gave: Count) -> Expanding:
    # Behind the end of a member zlib counts what follows as unconsumed too, again and again.
    while data and not decoder.eof:
        yield gave(decoder.decompress(data, _MADE))
        data = decoder.unconsumed_tail
    return bytes(decoder.unused_data)


def _needy(decoder: Any, data: bytes, gave: Count) -> Expanding:
    yield gave(decoder.decompress(data, _MADE))
    while not decoder.eof and not decoder.needs_input:
        yield gave(decoder.decompress(b"", _MADE))
    return bytes(decoder.unused_data) if decoder.eof else b""


def _zstd(decoder: Any, data: bytes, gave: Count) -> Expanding:
    # What this decoder gives cannot be bounded, so it is fed in small steps: four bytes become
    # at most one block of 128 KiB (RFC 8878 3.1.1.2).
    for start in range(0, len(data), _STEP):
        yield gave(decoder.decompress(data[start : start + _STEP]))
        if decoder.eof:
            return bytes(decoder.unused_data) + data[start + _STEP :]
    return b""


Count = Callable[[bytes], bytes]
Expanding = Generator[bytes, None, bytes]
_EXPANDERS: dict[str, Callable[[Any, bytes, Count], Expanding]] = {
    "gzip": _gzip,
    "bzip2": _needy,
    "xz": _needy,
    "zstd": _zstd,
}


def _as_utf8(content: Chunks) -> Chunks:
    first = next(content, b"")
    while len(first) < 4 and (more := next(content, b"")):
        first += more
    content = itertools.chain((first,), content)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        return (decoder.decode(piece).encode() for piece in content)
    if first.startswith(codecs.BOM_UTF8):
        return itertools.chain((next(content)[3:],), content)
    return content
