"""JSON documents, as opposed to JSON lines: the items of one array, cut out one by one.

Never holds more than one item, so a list of any length can be read; a broken item does not take
the next one with it as long as its brackets close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.errors import MalformedAnswerError
from academichub.sources.formats import Chunks
from academichub.sources.formats.stream import LINE_LIMIT

# Where lists of works sit: our own answers, Zotero and Crossref, OpenAlex, bioRxiv.
_LIST = re.compile(rb'"(?:works|items|results|collection)"\s*:\s*\[')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]"]', re.DOTALL)
_HEAD = 64 * 1024


def is_document(head: bytes) -> bool:
    """Whether JSON that begins with *head* is one document instead of one object a line."""
    head = head.lstrip()
    if head.startswith(b"["):
        return True
    first, *others = head.split(b"\n")
    # A broken first line does not make a document of a file whose other lines are objects.
    opens_alone = bool(others) and not any(line.startswith(b"{") for line in others)
    return bool(_LIST.search(head)) or (opens_alone and not _closes(first))


def items(content: Chunks) -> Iterator[bytes]:
    """The items of a JSON array, of the list inside an object, or the one object there is.

    Raises:
        MalformedAnswerError: the document ends inside an item; those before were yielded.
    """
    buffer = b""
    for piece in content:
        buffer += piece
        if len(buffer) >= _HEAD:
            break
    start, single = _start(buffer)
    yield from _cut(buffer[start:], content, single=single)


def _start(head: bytes) -> tuple[int, bool]:
    if head.lstrip().startswith(b"["):
        return head.index(b"[") + 1, False
    found = _LIST.search(head)
    return (found.end(), False) if found else (0, True)


def _cut(buffer: bytes, content: Chunks, *, single: bool) -> Iterator[bytes]:
    depth, at, begin = 0, 0, 0
    while True:
        for mark, start, end in _brackets(buffer, at):
            at = end
            begin = start if depth == 0 else begin
            depth += 1 if mark in b"{[" else -1
            if depth < 0:
                return
            if depth == 0:
                yield buffer[begin:at]
                if single:
                    return
        buffer, at, begin = _forget(buffer, at, begin, depth)
        if not (piece := next(content, b"")):
            raise MalformedAnswerError("the JSON document ends too soon; what came before is kept")
        buffer += piece


def _brackets(buffer: bytes, at: int) -> Iterator[tuple[bytes, int, int]]:
    for token in _TOKEN.finditer(buffer, at):
        mark = buffer[token.start() : token.start() + 1]
        if token[0] == b'"':
            return  # a text that goes on in the next piece
        if mark != b'"':
            yield mark, token.start(), token.end()


def _forget(buffer: bytes, at: int, begin: int, depth: int) -> tuple[bytes, int, int]:
    keep = begin if depth else at
    if len(buffer) - keep > LINE_LIMIT:
        raise MalformedAnswerError(
            f"an item of the JSON document is longer than {LINE_LIMIT // 2**20} MiB"
        )
    return buffer[keep:], at - keep, begin - keep if depth else 0


def _closes(line: bytes) -> bool:
    marks = b"".join(mark for mark, _, _ in _brackets(line, 0))
    opened = marks.count(b"{") + marks.count(b"[")
    return opened * 2 == len(marks) and line.rstrip().endswith(b"}")
