"""Bibliographic files of any size as pages of records, streamed, from where an import stopped.

Tells the format by the content, never by the name alone, and writes nothing. A file that is cut
off gives everything before the cut and then says so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from academichub.errors import (
    MalformedAnswerError,
    SourceError,
    TooLargeError,
    UnreadableError,
    UsageError,
)
from academichub.model import Cursor, Instant, Page, Record, Unreadable
from academichub.sources import retractions
from academichub.sources.formats import Adapt, Opener, bibtex, document, medline, ris, rows, stream

PAGE = 1000
"""Entries in a page; each page is one transaction of whoever stores it."""

FORMATS: Mapping[str, str] = {
    "arxiv": "arXiv metadata, JSON lines (the Kaggle snapshot and lists like it)",
    "openalex": "OpenAlex works, JSON lines (snapshot parts) or an API answer",
    "crossref": "Crossref works, JSON lines (public data file) or an API answer",
    "records": "AcademicHub records, JSON lines",
    "works": "AcademicHub works, JSON lines or a JSON document",
    "announced": "announcement lists, JSON lines with source, date, category and title",
    "preprints": "preprint lists, JSON lines with doi, posted date and title",
    "csl-json": "CSL-JSON, a list, one item or JSON lines",
    "bibtex": "BibTeX and BibLaTeX",
    "ris": "RIS",
    "pubmed": "PubMed XML (efetch, baseline)",
    "retractions": "the public file of retractions, CSV (Retraction Watch, Crossref)",
}
"""The formats `read` knows, with what they are; all of them also compressed."""

_HEAD = 256 * 1024
_RAW_KEPT = 20_000
_BIBTEX = re.compile(rb"(?m)^\s*@\s*[A-Za-z]+\s*[{(]")
_RIS = re.compile(rb"(?m)^\s*TY\s{0,3}-\s")
_PUBMED = re.compile(rb"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)[\s>]")
_SUFFIXES = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
_PACKED = {".gz", ".zst", ".bz2", ".xz", ".zip"}


def detect(head: bytes, name: str) -> str:
    """Tell the format of a file, one of `FORMATS`.

    Args:
        head: its first bytes (256 KiB are plenty), compressed or not.
        name: its name, asked only where the content leaves it open.

    Raises:
        UsageError: it is none of the formats we know; says which these are.
    """
    content = stream.opening(head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content:
        cut = ", or an archive cut off before its first entry" if stream.compression(head) else ""
        raise UsageError(f"{name} is empty{cut}")
    if content[:1] in {b"{", b"["}:
        return _json_layout(content, name)
    if retractions.HEAD.match(content):
        return "retractions"
    if _PUBMED.search(content):
        return "pubmed"
    found = {"bibtex": _BIBTEX.search(content), "ris": _RIS.search(content)}
    present = [kind for kind, match in found.items() if match]
    if present:
        return min(present, key=lambda kind: found[kind].start())  # type: ignore[union-attr]
    if (kind := _SUFFIXES.get(_suffix(name))) is None:
        raise _unknown(name, content)
    return kind


def route(path: Path) -> str:
    """The name under which the cursor of an import of *path* is kept."""
    return f"file:{path.resolve()}"


def read(
    path: Path,
    *,
    now: datetime,
    kind: str | None = None,
    cursor: Cursor | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Page]:
    """Yield the records of a file in pages of at most `PAGE` entries.

    Args:
        path: the file; gzip, Zstandard, bzip2, xz, or zip with one file inside, are opened.
        now: when it is read.
        kind: one of `FORMATS` instead of what `detect` says.
        cursor: of the last page stored, to go on after it; of another or a changed file it is
            ignored and the file is read from its start.
        on_bytes: told how many of the file's bytes have been read so far, compressed as they are.

    Raises:
        UsageError: the format is unknown, or there is no such file, or nothing in it.
        MalformedAnswerError: the file is cut off or damaged; all pages before it stand.
        TooLargeError: it is an archive that expands beyond what text can.
    """
    fixed = kind is not None
    kind = _kind(path, kind)
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    opener = _opener(path, on_bytes)
    entries, adapt = _reader(kind, opener, stamp, fixed=fixed)
    state = _state(path, kind)
    done = int(cursor["offset"]) if cursor and state.items() <= cursor.items() else 0
    return _pages(_Reading(path, kind, adapt, state), entries, done)


@dataclass(frozen=True, slots=True)
class _Reading:
    path: Path
    kind: str
    adapt: Adapt
    state: Mapping[str, int | str]


@dataclass(slots=True)
class _Batch:
    records: list[Record] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    entries: int = 0


def _pages(reading: _Reading, entries: Iterator[bytes], done: int) -> Iterator[Page]:
    failure: SourceError | None = None
    try:
        skipped = sum(1 for _ in itertools.islice(entries, done))
    except (MalformedAnswerError, TooLargeError) as error:
        skipped, failure = done, error
    while failure is None:
        batch = _Batch()
        failure = _fill(reading, entries, batch, skipped)
        skipped += batch.entries
        ended = batch.entries < PAGE and failure is None
        if batch.entries or ended:
            cursor = {**reading.state, "offset": skipped, "done": ended}
            yield Page(batch.records, batch.unreadable, cursor)
        if ended:
            return
    raise type(failure)(f"{reading.path.name}: {failure} (after {skipped} entries)") from failure


def _fill(
    reading: _Reading, entries: Iterator[bytes], batch: _Batch, before: int
) -> SourceError | None:
    try:
        for raw in itertools.islice(entries, PAGE):
            batch.entries += 1
            if raw and not raw.isspace():
                _take(reading, raw, batch, before)
    except (MalformedAnswerError, TooLargeError) as error:
        return error
    return None


def _take(reading: _Reading, raw: bytes, batch: _Batch, before: int) -> None:
    try:
        record = reading.adapt(raw)
    except UnreadableError as error:
        where = f"entry {before + batch.entries}: {error}"
        text = stream.decoded(raw[:_RAW_KEPT])
        route = f"file-{reading.kind}"
        batch.unreadable.append(Unreadable("import", route, where, text))
    else:
        if record is not None:
            batch.records.append(record)


def _reader(
    kind: str, opened: Opener, now: Instant, *, fixed: bool
) -> tuple[Iterator[bytes], Adapt]:
    if kind in _TEXT_READERS:
        return _TEXT_READERS[kind](opened, now)
    content = opened(True)
    first = next(content, b"")
    whole = itertools.chain((first,), content)
    entries = document.items(whole) if document.is_document(first) else stream.lines(whole)
    return entries, rows.adapter(now, kind if fixed else None)


_TEXT_READERS: Mapping[str, Callable[[Opener, Instant], tuple[Iterator[bytes], Adapt]]] = {
    "bibtex": bibtex.reader,
    "ris": ris.reader,
    "pubmed": medline.reader,
    "retractions": retractions.reader,
}


def _kind(path: Path, given: str | None) -> str:
    if given is not None and given not in FORMATS:
        raise UsageError(f"no format is called {given!r}; there are {', '.join(FORMATS)}")
    try:
        head = stream.head(path, _HEAD)
        if not head:
            raise UsageError(f"{path.name} is empty")
        return given or detect(head, path.name)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _opener(path: Path, on_bytes: Callable[[int], None] | None) -> Opener:
    return lambda shown: stream.chunks(path, on_bytes if shown else None)


def _state(path: Path, kind: str) -> dict[str, int | str]:
    facts = path.stat()
    return {"format": kind, "size": facts.st_size, "modified": int(facts.st_mtime)}


def _json_layout(content: bytes, name: str) -> str:
    entries = document.items if document.is_document(content) else stream.lines
    try:
        for raw in entries(iter((content,))):
            try:
                return rows.layout_of(rows.read(raw))
            except UnreadableError:
                continue
    except MalformedAnswerError:
        pass  # the head ends inside an item
    raise _unknown(name, content)


def _suffix(name: str) -> str:
    path = Path(name.lower())
    return (path.with_suffix("") if path.suffix in _PACKED else path).suffix


def _unknown(name: str, content: bytes) -> UsageError:
    page = (
        " (it is an HTML page)"
        if content[:200].lower().lstrip().startswith((b"<!doctype html", b"<html"))
        else ""
    )
    known = "; ".join(f"{kind} ({what})" for kind, what in FORMATS.items())
    return UsageError(f"the format of {name} is not one we know{page}: {known}")
