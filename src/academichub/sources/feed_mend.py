"""Take a feed that is no XML apart into its entries, and mend each on its own.

One broken entry thereby costs itself and never its neighbours. What cannot be mended, or is cut
off, is handed back as damaged: it is never passed on as if it were whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from academichub.sources.feed_scan import MAX_DEPTH, NotWellFormedError, scan
from academichub.sources.feed_text import is_runaway, pieces
from academichub.sources.feed_values import Damaged

_BOUNDARY = re.compile(
    r"<!--|<!\[CDATA\[|<(/?)((?:[\w.-]+:)?(?:item|entry))(?=[\s/>])", re.IGNORECASE
)
_CLOSERS = {"<!--": "-->", "<![CDATA[": "]]>"}
# A tag as XML has it; every other "<" is text that nobody escaped.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)"
    r"(?P<attributes>(?:\s+[A-Za-z_:][\w.:-]*\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(?P<empty>/?)>|<",
    re.ASCII,
)
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=", re.ASCII)
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')", re.ASCII)
_MOST_PREFIXES = 50
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True)
class Mended:
    """Well-formed text of a feed, the entries that could not be mended, and how many were."""

    text: str
    damaged: tuple[Damaged, ...]
    mended: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the text: an entry (whole or not) or what stands between two."""

    text: str
    entry: bool
    whole: bool


def mend(text: str) -> Mended:
    """Make well-formed XML of *text*, entry by entry.

    Raises:
        NotWellFormedError: not even the part around the entries can be mended.
    """
    stretches = list(_stretches(text))
    head, openers = _balanced(stretches[0].text, closing=False)
    root = _root_with_prefixes(head, text)
    frame = _Frame(root, openers)
    kept = [frame.mended(stretch) for stretch in stretches[1:]]
    good = [part for part in kept if isinstance(part, str)]
    damaged = tuple(part for part in kept if isinstance(part, Damaged))
    whole = "".join([root, *good, *(f"</{name}>" for name in reversed(openers))])
    scan(whole.encode())
    pairs = zip(stretches[1:], kept, strict=True)
    changed = sum(isinstance(part, str) and one.entry and part != one.text for one, part in pairs)
    return Mended(whole, damaged, changed, _cut(stretches, openers))


def _cut(stretches: list[_Stretch], openers: list[str]) -> bool:
    last = stretches[-1]
    closed = f"</{openers[0]}" if openers else "</"
    return (last.entry and not last.whole) or closed not in last.text


def _stretches(text: str) -> Iterator[_Stretch]:
    """Split at entry tags outside comments and CDATA; the first stretch is the feed's head."""
    start, inside = 0, False
    for found in _boundaries(text):
        if found[1]:
            yield _Stretch(text[start : _tag_end(text, found)], entry=True, whole=inside)
            start, inside = _tag_end(text, found), False
        else:
            yield _Stretch(text[start : found.start()], entry=inside, whole=False)
            start, inside = found.start(), True
    yield _Stretch(text[start:], entry=inside, whole=False)


def _tag_end(text: str, found: re.Match[str]) -> int:
    end = text.find(">", found.end())
    return end + 1 if end != -1 else len(text)


def _boundaries(text: str) -> Iterator[re.Match[str]]:
    at, unclosed = 0, set[str]()
    while found := _BOUNDARY.search(text, at):
        close = _CLOSERS.get(found[0])
        at = found.end()
        if close is None:
            yield found
        elif found[0] not in unclosed:
            end = text.find(close, at)
            if end == -1:
                unclosed.add(found[0])
            elif not is_runaway(text, found, end):
                at = end + len(close)


class _Frame:
    """The feed around the entries, in which each of them must be well-formed."""

    def __init__(self, head: str, openers: list[str]) -> None:
        tags = [
            m[0] for m in _TAG.finditer(head) if m["name"] and not m["close"] and not m["empty"]
        ]
        self.root = tags[0] if tags else "<rss>"
        self.closing = f"</{openers[0] if openers else 'rss'}>"

    def mended(self, stretch: _Stretch) -> str | Damaged:
        """*stretch* made well-formed; an empty text for a gap with nothing in it."""
        if not stretch.entry:
            return self._gap(stretch.text)
        if not stretch.whole:
            return Damaged(stretch.text, "the entry is cut off")
        for attempt in (stretch.text, _balanced(stretch.text)[0]):
            reason = self._fault(attempt)
            if reason is None:
                return attempt
        return Damaged(stretch.text, f"the entry is no XML: {reason}")

    def _gap(self, text: str) -> str | Damaged:
        """Between entries only closing tags of the feed are expected; they are written anew."""
        if not re.sub(r"</[^<>]*>", "", text).strip():
            return ""
        if self._fault(text) is None:
            return text
        balanced = _balanced(text)[0]
        if re.search(r"<(?:title|link|guid|id|description)\b", text) or self._fault(balanced):
            return Damaged(text, "this stands between two entries and is no XML")
        return balanced

    def _fault(self, text: str) -> str | None:
        try:
            scan(f"{self.root}{text}{self.closing}".encode())
        except NotWellFormedError as error:
            return str(error)
        return None


def _balanced(text: str, *, closing: bool = True) -> tuple[str, list[str]]:
    """Escape what is no tag and close what was left open.

    Returns:
        The text, and the names of the elements still open (none where *closing*).
    """
    out: list[str] = []
    stack: list[str] = []
    for piece, literal in pieces(text):
        out.append(piece if literal else _TAG.sub(lambda found: _tag(found, stack), piece))
    if closing:
        out.extend(f"</{name}>" for name in reversed(stack))
        stack = []
    return "".join(out), stack


def _tag(found: re.Match[str], stack: list[str]) -> str:
    name = found["name"]
    if not name or len(stack) > MAX_DEPTH:
        return "&lt;" + found[0][1:]
    if not found["close"]:
        if not found["empty"]:
            stack.append(name)
        return found[0]
    if name not in stack:
        return ""
    closers = []
    while (last := stack.pop()) != name:
        closers.append(f"</{last}>")
    return "".join([*closers, f"</{name}>"])


def _root_with_prefixes(head: str, text: str) -> str:
    """*head* with a declaration for every prefix in *text* that has none."""
    used = {first or second for first, second in _PREFIX.findall(text)}
    missing = sorted(used - set(_DECLARED.findall(text)) - {"xml", "xmlns"})[:_MOST_PREFIXES]
    spaces = "".join(f' xmlns:{p}="{_NAMESPACES.get(p, f"urn:undeclared:{p}")}"' for p in missing)
    return re.sub(r"<[A-Za-z_][\w.:-]*", lambda root: root[0] + spaces, head, count=1)
