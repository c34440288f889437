"""A file somebody has, as a document: told by its first bytes, not by its name.

Never opens anything but the bytes it is handed.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from academichub.argument.documents import Document
from academichub.errors import MalformedAnswerError
from academichub.fulltext import html, pdf, tex, tex_files

_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|section|div|h1|p)\b", re.IGNORECASE
)
_TEX = re.compile(
    rb"\\(?:documentclass|documentstyle|begin\s*\{document\}|section\s*\{|input\s*\{)"
)


def of_bytes(
    body: bytes,
    name: str = "",
    work: str | None = None,
    url: str = "",
    version: int | None = None,
    read_at: str = "",
) -> Document:
    """Read a PDF, a page or a TeX source, packed or not.

    Args:
        body: the file.
        name: what it is called; only shown.
        work: the id of the work it is of; without one it is named by its bytes.
        url: where it came from.
        version: of the work.
        read_at: the moment it is read.

    Raises:
        TooLargeError: it is larger than a paper is.
        MalformedAnswerError: it is none of these, or cannot be read.
    """
    of = work or f"local:{sha256(body).hexdigest()[:16]}"
    if b"%PDF-" in body[:1024]:
        return pdf.parse(body, of, url, version, read_at)
    if body[:2] == b"\x1f\x8b" or body[:4] == b"PK\x03\x04" or body[257:262] == b"ustar":
        return _unpacked(body, of, url, version, read_at)
    if _TEX.search(body[:200_000]) and not _PAGE.search(body[:300]):
        return tex.parse({"main.tex": body}, of, url, version, read_at, source=body)
    if _PAGE.search(body[:4096]) or body[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return html.parse(body, of, url, version, read_at)
    raise MalformedAnswerError(f"{name or 'the file'} is no PDF, no HTML page and no TeX source")


def of_file(path: Path, work: str | None = None, read_at: str = "") -> Document:
    """Read a file of this machine; as `of_bytes`."""
    return of_bytes(path.read_bytes(), path.name, work, read_at=read_at)


def _unpacked(body: bytes, work: str, url: str, version: int | None, read_at: str) -> Document:
    held = tex_files.unpacked(body)
    for name, content in held.files.items():
        if content[:5] == b"%PDF-" and len(held.files) == 1:
            return pdf.parse(content, work, url, version, read_at)
        if len(held.files) == 1 and _PAGE.search(content[:300]):
            return html.parse(content, work, url, version, read_at)
        if name.lower().endswith((".tex", ".ltx", ".latex")):
            break
    texts = {name: content for name, content in held.files.items() if content[:5] != b"%PDF-"}
    return tex.parse(texts, work, url, version, read_at, source=body, notes=tuple(held.notes))
