"""Documents that were read once, kept by work and version in a folder.

What an older program has read is read again; a file that is damaged is as good as none.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from academichub.argument import from_json
from academichub.argument.documents import Document
from academichub.model import to_json

READING = 1
"""Goes up when documents are read otherwise than before; those kept are then read anew."""

_NOT_TEXT = frozenset({"reference", "table", "equation", "heading", "caption"})
_NOT_EVIDENCE = frozenset(
    {"abstract", "title", "references", "bibliography", "acknowledgements", "acknowledgments"}
)


def kept(folder: Path, work: str, version: int | None) -> Document | None:
    """The document of a work as it was read, None where it was not."""
    try:
        body = gzip.decompress(_path(folder, work, version).read_bytes())
        document = from_json(Document, body)
    except (OSError, EOFError, zlib.error, ValueError):
        return None
    whole = sha256(document.text.encode()).hexdigest() == document.sha256
    return document if whole and document.work == work else None


def keep(folder: Path, document: Document, version: int | None) -> None:
    """Keep a document; the file is there whole or not at all."""
    path = _path(folder, document.work, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(gzip.compress(to_json(document), 6, mtime=0))
    beside.replace(path)


def is_kept(folder: Path, work: str, version: int | None) -> bool:
    """Whether a document of a work is kept, however good it is."""
    return _path(folder, work, version).is_file()


def _path(folder: Path, work: str, version: int | None) -> Path:
    shown = quote(work, safe="").replace("%", "_")[:80]
    digest = sha256(work.encode()).hexdigest()
    return folder / digest[:2] / f"{shown}-{digest[:10]}.v{version or 0}.r{READING}.json.gz"


def texts(document: Document) -> Mapping[str, str]:
    """The running text of a document by the title of its section, without abstract and references."""
    out: dict[str, list[str]] = {}
    for piece in document.pieces:
        if piece.kind in _NOT_TEXT or piece.section < 0:
            continue
        title = document.sections[piece.section].title
        if title.strip(" .:").lower() not in _NOT_EVIDENCE:
            out.setdefault(title, []).append(document.text[piece.start : piece.end])
    return {title: "\n\n".join(parts) for title, parts in out.items()}


def noted(document: Document, notes: tuple[str, ...]) -> Document:
    """*document* with what else is to be said of how it was come by."""
    return replace(document, notes=(*document.notes, *notes)) if notes else document
