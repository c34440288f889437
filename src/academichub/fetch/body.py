"""A body read in bounded memory: decompressed piece by piece, and refused past its limit.

Understands gzip, deflate and zstd. Never holds more than the limit and one piece.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

from academichub.errors import MalformedAnswerError, TooLargeError, UnreachableError

PIECE = 64 * 1024

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]

ACCEPTED = "gzip, deflate, zstd"
"""What we can undo, as ``Accept-Encoding`` says it."""


def read(chunks: Iterable[bytes], *, encoding: str, max_bytes: int) -> bytes:
    """All of *chunks*, undone as *encoding* (the ``Content-Encoding``) says.

    Raises:
        TooLargeError: more than *max_bytes* as sent or decompressed.
        MalformedAnswerError: the compression is broken or one we do not know.
        UnreachableError: the compressed stream ends early.
    """
    pieces = _limited(chunks, max_bytes, "as sent")
    codings = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if len(codings) > 2:
        raise MalformedAnswerError(f"the body is compressed {len(codings)} times over")
    for coding in reversed(codings):
        pieces = _limited(_decoder(coding)(pieces), max_bytes, f"after {coding} was undone")
    return b"".join(pieces)


def _limited(chunks: Iterable[bytes], limit: int, where: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLargeError(f"the body has more than {limit} bytes {where}")
        yield chunk


def _decoder(coding: str) -> Decoder:
    known: dict[str, Decoder] = {
        "identity": iter,
        "gzip": _gunzip,
        "x-gzip": _gunzip,
        "deflate": _inflate,
        "zstd": _unzstd,
    }
    try:
        return known[coding]
    except KeyError:
        raise MalformedAnswerError(f"the body is compressed as {coding!r}, unasked") from None


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return _zlib(chunks, lambda _: zlib.MAX_WBITS | 16, "gzip")


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    # RFC 9110 section 8.4.1.2 means zlib's format; some servers send the bare stream.
    def window(first: bytes) -> int:
        return zlib.MAX_WBITS if first[0] & 0x0F == 8 else -zlib.MAX_WBITS

    return _zlib(chunks, window, "deflate")


def _zlib(chunks: Iterable[bytes], window: Callable[[bytes], int], name: str) -> Iterator[bytes]:
    undo = None
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                # RFC 1952 section 2.2: members may follow one another; padding is no member.
                if undo is not None and undo.eof and rest[0] != 0x1F:
                    return
                if undo is None or undo.eof:
                    undo = zlib.decompressobj(window(rest))
                yield from _pieces(undo, rest)
                rest = undo.unused_data if undo.eof else b""
    except zlib.error as error:
        raise MalformedAnswerError(f"the body is broken {name}: {error}") from error
    if undo is not None and not undo.eof:
        raise UnreachableError(f"the {name} body is cut off")


def _pieces(undo: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """All that *data* gives, in pieces."""
    piece = undo.decompress(data, PIECE)
    while piece:
        yield piece
        if undo.eof:
            return
        piece = undo.decompress(undo.unconsumed_tail, PIECE)


def _unzstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard

    # RFC 8878 section 3.1.1.1.2 recommends that decoders accept windows to 8 MB; no more here.
    make = zstandard.ZstdDecompressor(max_window_size=8 * 2**20).decompressobj
    undo = None
    try:
        for piece in _small(chunks):
            rest = piece
            while rest:
                undo = make() if undo is None or undo.eof else undo
                yield undo.decompress(rest)
                rest = undo.unused_data if undo.eof else b""
    except zstandard.ZstdError as error:
        raise MalformedAnswerError(f"the body is broken zstd: {error}") from error
    if undo is not None and not undo.eof:
        raise UnreachableError("the zstd body is cut off")


def _small(chunks: Iterable[bytes]) -> Iterator[bytes]:
    # Three bytes of zstd may say 128 KB, and its decoder has no output limit: 64 bytes at a time
    # keep one step below 3 MB.
    for chunk in chunks:
        for start in range(0, len(chunk), 64):
            yield chunk[start : start + 64]
