"""BibTeX and BibLaTeX entries, read one at a time with the macros and parents they lean on.

The cutting into fields is bibtexparser's; values, macros, `crossref` and names follow
"Tame the BeaST" (https://ctan.org/pkg/tamethebeast). A broken entry does not end the file.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from academichub.errors import UnreadableError
from academichub.model import Instant, Record
from academichub.sources.formats import Adapt, Chunks, Opener, bibentry
from academichub.sources.formats.stream import LINE_LIMIT, decoded, text_lines

# Every block starts a line, which is also where the parser takes up after a broken one.
_START = re.compile(rb"^\s*@\s*\w+\s*[{(]")
# Or follows the end of another on its line, or dirt, where a newline is gone or something too many.
# Behind a percent sign it is commented out.
_LATER_START = re.compile(
    rb"(?:(?<=[})])|^[^%@]+?)\s{0,99}(?=@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}()=\"@]+\s*,\s*(?:$|[A-Za-z][\w-]*\s*=))"
)
_KIND = re.compile(rb"^\s*@\s*(\w+)")
_PARENT = re.compile(rb"\b(?:crossref|xdata)\s*=\s*[{\"]?\s*([^}\",\s]+)", re.IGNORECASE)
_NOT_ENTRIES = (b"comment", b"preamble", b"string")
_TOKEN = re.compile(r"\s*(?:(?P<bare>[^\s#{}\"]+)|(?P<open>[{\"])|#)")
_DELIMITER = re.compile(r"(?<!\\)[{}\"]")  # as bibtexparser tells them

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it says is in the reason


class Fields(dict[str, str]):
    """An entry's fields, names in lower case, values without delimiters, TeX as it stands."""

    kind: str
    key: str


def reader(opened: Opener, now: Instant) -> tuple[Iterator[bytes], Adapt]:
    """The entries of a file as they came, and what makes the record of each.

    A file that uses ``crossref`` is passed over twice before, once for the names of the parents
    and once for the parents, because they may stand anywhere.
    """
    parents = _parents(opened)
    macros: dict[str, str] = {}

    def adapt(raw: bytes) -> Record:
        fields = read(decoded(raw), macros)
        return bibentry.to_record(_inherit(fields, parents), fields.kind, decoded(raw), now)

    return _entries(opened(True), macros), adapt


def read(text: str, macros: Mapping[str, str]) -> Fields:
    """The fields of one entry.

    Raises:
        UnreadableError: it is no whole entry.
    """
    if len(text) > LINE_LIMIT:
        raise UnreadableError(f"the entry is longer than {LINE_LIMIT // 2**20} MiB")
    entry = _entry(text)
    fields = Fields()
    fields.kind, fields.key = entry.entry_type.lower(), entry.key
    for field in entry.fields:
        fields.setdefault(field.key.lower(), value(field.value, macros))
    return fields


def value(text: str, macros: Mapping[str, str]) -> str:
    """A field's value: its parts joined at ``#``, delimiters off, macros put in.

    A macro nobody defined stands as its name: ``mar`` is March in every style.
    """
    parts: list[str] = []
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        if found["bare"]:
            parts.append(macros.get(found["bare"].lower(), found["bare"]))
        elif found["open"]:
            start, at = at, _closing(text, at, "}" if found["open"] == "{" else '"')
            parts.append(text[start : at - 1])
    return "".join(parts).strip()


def _closing(text: str, at: int, close: str) -> int:
    depth = 0
    for found in _DELIMITER.finditer(text, at):
        if found[0] == close and depth == 0:
            return found.end()
        depth += (found[0] == "{") - (found[0] == "}")
    return len(text) + 1


def _entry(text: str) -> Any:
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
    from bibtexparser.splitter import Splitter

    for block in Splitter(text).split().blocks:
        if isinstance(block, Entry):
            return block
        if isinstance(block, DuplicateFieldKeyBlock):
            return block.ignore_error_block  # the first of two fields counts
        if isinstance(block, ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", None) or str(block.error)
            raise UnreadableError(f"broken BibTeX: {reason.strip()}")
    raise UnreadableError("no BibTeX entry")


def _blocks(content: Chunks) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in itertools.chain.from_iterable(map(_parted, text_lines(content))):
        starts = _START.match(line)
        if starts and held:
            yield b"\n".join(held)
            held, size = [], 0
        if (held or starts) and size <= LINE_LIMIT:
            held.append(line)
            size += len(line) + 1
    if held:
        yield b"\n".join(held)


def _parted(line: bytes) -> list[bytes]:
    """*line* with every entry that begins on it at a beginning."""
    if line.find(b"@", 1) < 1:
        return [line]
    starts = [0, *(found.end() for found in _LATER_START.finditer(line)), len(line)]
    return [line[start:end] for start, end in itertools.pairwise(starts) if start < end]


def _entries(content: Chunks, macros: dict[str, str]) -> Iterator[bytes]:
    for block in _blocks(content):
        kind = _kind(block)
        if kind not in _NOT_ENTRIES or (kind == b"string" and not _define(block, macros)):
            yield block


def _kind(block: bytes) -> bytes:
    found = _KIND.match(block)
    return found[1].lower() if found else b""


def _define(block: bytes, macros: dict[str, str]) -> bool:
    from bibtexparser.splitter import Splitter

    strings = Splitter(decoded(block)).split().strings
    for string in strings:
        macros[string.key.lower()] = value(string.value, macros)
    return bool(strings)


def _parents(opened: Opener) -> dict[str, Fields]:
    named = {n.lower() for block in _blocks(opened(False)) for n in _PARENT.findall(block)}
    found: dict[str, Fields] = {}
    if not named:
        return found
    macros: dict[str, str] = {}
    for block in _entries(opened(False), macros):
        if block.partition(b"{")[2].partition(b",")[0].strip().lower() in named:
            with contextlib.suppress(UnreadableError):  # said when its own turn comes
                parent = read(decoded(block), macros)
                found[parent.key.lower()] = parent
    return found


def _inherit(fields: Fields, parents: Mapping[str, Fields]) -> Fields:
    parent = parents.get((fields.get("crossref") or fields.get("xdata") or "").lower())
    if parent is None:
        return fields
    whole = Fields(parent | fields)
    whole.kind, whole.key = fields.kind, fields.key
    # The book's title is the chapter's booktitle, never its title.
    if "title" not in fields:
        whole.pop("title", None)
    whole.setdefault("booktitle", parent.get("booktitle") or parent.get("title", ""))
    return whole
