"""XML from strangers, read without trusting it.

Refuses entity declarations, external subsets and absurd sizes; recognises an HTML page; and where
a body is cut off or broken inside, keeps every whole entry and says what is missing. Never opens
a network connection or a file, and never gives half an entry as if it were one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from academichub.errors import MalformedAnswerError
from academichub.sources import html_page
from academichub.sources.xml_mend import as_utf8, mend

MAX_BYTES = 256 * 2**20
MAX_TAGS = 4_000_000
MAX_DAMAGED = 1_000

_ENTITY_DECLARATION = re.compile(rb"<!(?:ENTITY|ATTLIST)\b")
_FIRST_ELEMENT = re.compile(rb"<[^!?\s]")
_DECLARATION = re.compile(rb"^<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Damaged:
    """An entry that is no XML: its text as it came, and why it cannot be read."""

    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A body, read. ``cut`` says in words that its end is missing, and is None when it is whole."""

    root: etree._Element
    damaged: tuple[Damaged, ...] = ()
    cut: str | None = None


def parse(body: bytes, *, what: str = "XML", entries: Collection[str] = ()) -> Document:
    """Read *body* as XML.

    Args:
        body: the bytes as they came, of any encoding XML allows.
        what: what should have come, for the messages: ``an Atom feed``.
        entries: local names of the repeated elements (``item``, ``record``). With them, a body
            that is cut off or broken still gives its whole entries; an entry that is no XML is
            in `Document.damaged`. Without them such a body is refused.

    Raises:
        MalformedAnswerError: not XML, an HTML page, too large, with entity declarations, or cut
            off before its first whole entry.
    """
    body = _readable(body, what)
    try:
        return Document(_strict(body, what))
    except etree.XMLSyntaxError as error:
        reason = _reason(error)
    try:
        if entries:
            return _Salvage(body, what, entries, reason).document()
    except etree.XMLSyntaxError as error:
        reason = _reason(error)
    raise MalformedAnswerError(f"{what} should have come, but {reason}")


def text(element: etree._Element | None) -> str | None:
    """All text inside *element*, stripped; None where there is none."""
    if element is None:
        return None
    return "".join(map(str, element.itertext(with_tail=False))).strip() or None


def child_text(element: etree._Element, path: str) -> str | None:
    """The text of the first child at *path* (lxml's: ``{*}title`` is any namespace)."""
    return text(element.find(path))


def texts(element: etree._Element, path: str) -> tuple[str, ...]:
    """The texts of all children at *path* that have some."""
    found = (text(child) for child in element.iterfind(path))
    return tuple(value for value in found if value)


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def raw(element: etree._Element) -> str:
    """The element as text, with the namespaces it needs to stand alone."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _parser() -> etree.XMLParser:
    # huge_tree=False keeps libxml2's own limits: depth 256, text 10 MB, entity amplification.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )


def _readable(body: bytes, what: str) -> bytes:
    """*body* in an ASCII-compatible encoding, or MalformedAnswerError with the reason."""
    if len(body) > MAX_BYTES or body.count(b"<") > MAX_TAGS:
        raise MalformedAnswerError(f"{what} is too large to be read: {len(body)} bytes")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = _from_utf16(body, what)
    body = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body:
        raise MalformedAnswerError(f"{what} should have come, but the body is empty")
    if page := html_page.called(body):
        raise MalformedAnswerError(f"{what} should have come, but it is {page}")
    if not body.startswith(b"<"):
        raise MalformedAnswerError(f"{what} should have come, but it is no XML: {body[:60]!r}")
    return body


def _from_utf16(body: bytes, what: str) -> bytes:
    try:
        decoded = body.decode("utf-16")
    except UnicodeDecodeError as error:
        raise MalformedAnswerError(f"{what} is broken UTF-16") from error
    return _DECLARATION.sub(b"", decoded.encode())


def _strict(body: bytes, what: str) -> etree._Element:
    first = _FIRST_ELEMENT.search(body)
    if _ENTITY_DECLARATION.search(body, 0, first.start() if first else len(body)):
        raise MalformedAnswerError(f"{what} declares entities, which are refused")
    root = etree.fromstring(body, _parser())
    _refuse_entities(root, what)
    return root


def _refuse_entities(root: etree._Element, what: str) -> None:
    # The byte test above does not see declarations in encodings such as UTF-7; the tree does.
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and subset.entities():  # type: ignore[attr-defined]
        raise MalformedAnswerError(f"{what} declares entities, which are refused")


def _reason(error: etree.XMLSyntaxError) -> str:
    return " ".join((error.msg or "it is no XML").split())


class _Salvage:
    """Takes a body that is no XML apart into its entries, and keeps those that are."""

    def __init__(self, body: bytes, what: str, entries: Collection[str], reason: str) -> None:
        self.what, self.reason = what, reason
        self.body = body = as_utf8(body)
        names = b"|".join(re.escape(name.encode()) for name in entries)
        self.start = re.compile(rb"<((?:[\w.-]+:)?(?:" + names + rb"))(?=[\s/>])")
        first = self.start.search(body)
        self.first = first.start() if first else len(body)
        self.head = body[: self.first]
        self.open = self._open_elements()

    def document(self) -> Document:
        good, damaged, tail = self._entries()
        closing = _closing(self.open)
        inside = self.head + b"".join(good)
        if tail is not None:
            try:
                return Document(_strict(inside + self._without_rest(tail), self.what), damaged)
            except etree.XMLSyntaxError as error:
                self.reason = _reason(error)
        if not good and len(damaged) in (0, MAX_DAMAGED):
            raise MalformedAnswerError(
                f"{self.what} is cut off or broken before its first whole entry: {self.reason}"
            )
        return Document(_strict(inside + closing, self.what), damaged, self._cut(len(good)))

    def _without_rest(self, tail: bytes) -> bytes:
        """*tail* without what stands behind the end of the root element."""
        end = b"</" + _tag(self.open[0]) + b">"
        before, found, _ = tail.rpartition(end)
        return before + found if found else tail

    def _cut(self, count: int) -> str:
        return f"the answer is cut off after {count} whole entries: {self.reason}"

    def _open_elements(self) -> list[etree._Element]:
        """The elements the first entry stands in, outermost first."""
        reason = self.reason
        for head in (self.head, mend(self.head)):
            try:
                found = _opened(head)
            except etree.XMLSyntaxError as error:
                reason = _reason(error)
            else:
                if found:
                    _refuse_entities(found[0], self.what)
                    self.head = head
                    return found
        raise MalformedAnswerError(f"{self.what} should have come, but {reason}")

    def _entries(self) -> tuple[list[bytes], tuple[Damaged, ...], bytes | None]:
        """Whole entries, entries that are no XML, and what follows (None: the last is cut)."""
        good: list[bytes] = []
        damaged: list[Damaged] = []
        position = self.first
        for piece in self._pieces(position):
            if piece is None:
                self.reason = "the last one has no end"
                return good, tuple(damaged), None
            position = piece.end
            readable = self._mended(piece.body)
            if isinstance(readable, bytes):
                good.append(readable)
            else:
                damaged.append(readable)
                if len(damaged) == MAX_DAMAGED:
                    self.reason = f"the rest is broken throughout: {self.reason}"
                    return good, tuple(damaged), None
        return good, tuple(damaged), self.body[position:]

    def _pieces(self, position: int) -> Iterator[_Piece | None]:
        while start := self.start.search(self.body, position):
            end = self._end(start)
            if end is None:
                yield None
                return
            yield _Piece(self.body[start.start() : end], end)
            position = end

    def _end(self, start: re.Match[bytes]) -> int | None:
        following = self.start.search(self.body, start.end())
        limit = following.start() if following else len(self.body)
        closing = re.compile(rb"</" + re.escape(start[1]) + rb"\s*>")
        if found := closing.search(self.body, start.end(), limit):
            return found.end()
        # An entry that never ends before the next one begins is damaged, not the rest with it.
        return limit if following else None

    def _mended(self, entry: bytes) -> bytes | Damaged:
        """*entry* where it is XML, or becomes it without losing text; else what is wrong."""
        reason = ""
        for candidate in (entry, mend(entry)):
            try:
                etree.fromstring(self._wrapped(candidate), _parser())
            except etree.XMLSyntaxError as error:
                reason = _reason(error)
            else:
                return candidate
        return Damaged(entry.decode("utf-8", "replace"), reason)

    def _wrapped(self, entry: bytes) -> bytes:
        spaces = (
            f'xmlns{":" + prefix if prefix else ""}="{html.escape(uri)}"'
            for prefix, uri in self.open[-1].nsmap.items()
        )
        return f"<wrap {' '.join(spaces)}>".encode() + entry + b"</wrap>"


@dataclass(frozen=True, slots=True)
class _Piece:
    body: bytes
    end: int


def _opened(head: bytes) -> list[etree._Element]:
    puller = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    stack: list[etree._Element] = []
    puller.feed(head)
    for event, element in puller.read_events():
        stack.append(cast("Any", element)) if event == "start" else stack.pop()
    # The puller falls silent at an error; only a whole document shows that there was none.
    etree.fromstring(head + _closing(stack), _parser())
    return stack


def _closing(stack: list[etree._Element]) -> bytes:
    return b"".join(b"</%s>" % _tag(element) for element in reversed(stack))


def _tag(element: etree._Element) -> bytes:
    name = local(element)
    return (f"{element.prefix}:{name}" if element.prefix else name).encode()
