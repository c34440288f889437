"""JSON documents, as opposed to JSON lines: the items of one array, cut out one by one.

Never holds more than one item, so a list of any length can be read. What stands between two items
and is none is given out as one, for its adapter to refuse; the items after it follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.errors import MalformedAnswerError
from academichub.sources.formats import Chunks
from academichub.sources.formats.stream import LINE_LIMIT

# Where lists of works sit: our own answers, Zotero and Crossref, OpenAlex, bioRxiv.
_LIST = re.compile(rb'"(?:works|items|results|collection)"\s*:\s*\[')
# Possessive, so that a text without an end costs one pass and no memory.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]"]', re.DOTALL)
_IN_TEXT = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,]*")
# Where an item begins again behind damage; closing brackets and texts in between prove nothing.
_NEXT = re.compile(rb'[,\n\]}]\s{0,99}(?=\{\s{0,99}["}])')
_NEXT_AT_MOST = 256
_CLOSING = b"]}, \t\r\n"
_DEEPEST = 100_000
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
    """The items of a JSON array, of the list inside an object, or the objects that stand alone.

    Raises:
        MalformedAnswerError: the document ends inside an item or before its list does; those
            before were yielded.
    """
    buffer = b""
    for piece in content:
        buffer += piece
        if len(buffer) >= _HEAD:
            break
    if buffer.lstrip().startswith(b"["):
        return _Document(buffer, content, buffer.index(b"[") + 1).listed(followed_by=b"")
    found = _LIST.search(buffer)
    if found:
        return _Document(buffer, content, found.end()).listed(followed_by=b'"}')
    return _Document(buffer, content, 0).alone()


class _Document:
    """A document on its way in. ``at`` is how far it has been taken apart."""

    def __init__(self, buffer: bytes, content: Chunks, at: int) -> None:
        self.buffer, self.content, self.at = buffer, content, at

    def alone(self) -> Iterator[bytes]:
        """Objects without a list around them."""
        while mark := self._mark():
            yield self._item() if mark in b"{[" else self._damage()

    def listed(self, followed_by: bytes) -> Iterator[bytes]:
        """The items of a list, to its end, behind which one of *followed_by* or nothing stands."""
        closed = damaged = False
        while mark := self._mark():
            if mark in b"{[":
                closed = False
                yield self._item()
            elif mark == b"]" and not damaged:
                self.at, closed = self.at + 1, True
                if self._mark() in followed_by:  # or nothing is left at all
                    return
            else:
                damage = self._damage()
                closed = closed or damage.rstrip().endswith((b"]", b"}"))
                if damage.strip(_CLOSING):
                    damaged = True
                    yield damage
        if not closed:
            raise _ended()

    def _mark(self) -> bytes:
        """What the next item, or what stands in its place, begins with; empty at the end."""
        while True:
            self.at = _BETWEEN.match(self.buffer, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.buffer):
                return self.buffer[self.at : self.at + 1]
            if not self._more():
                return b""

    def _item(self) -> bytes:
        depth, position = 0, self.at
        while True:
            for token in _TOKEN.finditer(self.buffer, position):
                position = token.end()
                if token[0] == b'"':
                    position = self._text_end(position)
                    break
                if token[0] in _BRACKETS:
                    depth += 1 if token[0] in b"{[" else -1
                if depth == 0:
                    return self._taken(position)
                if depth > _DEEPEST:
                    raise MalformedAnswerError(f"an item is nested {_DEEPEST} brackets deep")
            else:
                position = self._further(len(self.buffer))

    def _text_end(self, position: int) -> int:
        """Where a text ends that goes on in the next piece."""
        while True:
            position = _IN_TEXT.match(self.buffer, position).end()  # type: ignore[union-attr]
            if self.buffer.startswith(b'"', position):
                return position + 1
            position = self._further(position)

    def _further(self, position: int) -> int:
        """Read on inside an item; *position* in the buffer as it is then."""
        start = self.at
        if len(self.buffer) - start > LINE_LIMIT:
            limit = LINE_LIMIT // 2**20
            raise MalformedAnswerError(f"an item of the JSON document is longer than {limit} MiB")
        if not self._more():
            raise _ended()
        return position - start + self.at

    def _damage(self) -> bytes:
        """What stands here instead of an item, up to where one begins again or all ends."""
        position = self.at
        while not (found := _NEXT.search(self.buffer, position)):
            position, start = max(self.at, len(self.buffer) - _NEXT_AT_MOST), self.at
            if position - start > LINE_LIMIT or not self._more():
                return self._taken(len(self.buffer))
            position += self.at - start
        return self._taken(found.end())

    def _taken(self, end: int) -> bytes:
        start, self.at = self.at, end
        return self.buffer[start:end]

    def _more(self) -> bool:
        if not (piece := next(self.content, b"")):
            return False
        self.buffer, self.at = self.buffer[self.at :] + piece, 0
        return True


def _ended() -> MalformedAnswerError:
    return MalformedAnswerError("the JSON document ends too soon; what came before is kept")


def _closes(line: bytes) -> bool:
    marks = b"".join(token for token in _TOKEN.findall(line) if token in _BRACKETS)
    opened = marks.count(b"{") + marks.count(b"[")
    return opened * 2 == len(marks) and line.rstrip().endswith(b"}")


_BRACKETS = frozenset((b"{", b"}", b"[", b"]"))
