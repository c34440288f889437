"""One pass of expat over the text of a feed: is it well-formed, where are its entries.

Also collects the bibliographic elements feedparser has no place for, and refuses what would make
a later reader slow. Interprets nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from academichub.errors import MalformedAnswerError

ENTRY_NAMES = frozenset({"item", "entry"})
MAX_DEPTH = 250
MAX_PARTS = 100_000
"""Elements, comments and instructions in a feed; arXiv's fullest day has some 40,000."""

_LONGEST_WORD = 200
_MOST_TERMS = 1_000
# feedparser looks for e-mail addresses in these with an expression that takes quadratic time
# over a run of the letters such addresses are made of.
_NAMES = frozenset({"author", "creator", "name", "managingeditor", "webmaster", "publisher"})
# ... and compares every category with every other.
_TERMS = frozenset({"category", "subject", "keywords", "tags"})
_LONG_WORD = re.compile(rf"[A-Za-z0-9_.+@\[\]-]{{{_LONGEST_WORD}}}")
_WATCHED = _NAMES | _TERMS
_FACTS = re.compile(r"prismstandard\.org|/rss/1\.0/modules/prism|purl\.org/dc/|arxiv\.org/")
_PEOPLE = frozenset({"creator", "contributor"})


@dataclass(slots=True)
class Part:
    """An entry, or (the first part) the feed around them: byte offsets and what was collected."""

    start: int
    end: int = 0
    facts: dict[str, list[str]] = field(default_factory=dict)
    terms: int = 0
    hostile: str | None = None


@dataclass(slots=True)
class Scan:
    """What a pass found. ``root`` is the root's local name in lower case."""

    root: str
    feed: Part
    entries: list[Part]


class NotWellFormedError(ValueError):
    """The text is no XML; says why and on which line. Never leaves the feed modules."""


def scan(body: bytes) -> Scan:
    """Scan UTF-8 XML without a document type declaration.

    Raises:
        NotWellFormedError: it is no well-formed XML, or nested deeper than `MAX_DEPTH`.
        MalformedAnswerError: it has more than `MAX_PARTS` elements.
    """
    scanner = _Scanner()
    try:
        scanner.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotWellFormedError(str(error)) from error
    return Scan(scanner.root, scanner.feed, scanner.entries)


class _Scanner:
    """Expat's handlers. Only the outermost entry element counts as an entry."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.opened
        self.parser.EndElementHandler = self.closed
        self.parser.CharacterDataHandler = self.characters
        self.parser.CommentHandler = self.counted
        self.parser.ProcessingInstructionHandler = self.counted
        self.parts = 0
        self.root = ""
        self.feed = self.part = Part(0)
        self.entries: list[Part] = []
        self.depth = 0
        self.entry_depth = 0
        self.collecting: list[str] | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self.counted()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotWellFormedError(f"elements are nested more than {MAX_DEPTH} deep")
        space, _, local = name.rpartition(" ")
        local = local.lower()
        self.root = self.root or local
        if not self.entry_depth and self.depth > 1 and local in ENTRY_NAMES:
            self.entry_depth = self.depth
            self.part = Part(self.parser.CurrentByteIndex)
            self.entries.append(self.part)
        self.collecting = [] if local in _WATCHED or _FACTS.search(space) else None

    def counted(self, *_: str) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise MalformedAnswerError(f"the feed has more than {MAX_PARTS} elements")

    def characters(self, text: str) -> None:
        if self.collecting is not None:
            self.collecting.append(text)

    def closed(self, name: str) -> None:
        if self.collecting is not None:
            self.collect(name, "".join(self.collecting).strip())
            self.collecting = None
        if self.depth == self.entry_depth:
            self.part.end = self.parser.CurrentByteIndex
            self.part, self.entry_depth = self.feed, 0
        self.depth -= 1

    def collect(self, name: str, text: str) -> None:
        space, _, local = name.rpartition(" ")
        local = local.lower()
        if len(text) >= _LONGEST_WORD and local in _NAMES | _PEOPLE and _LONG_WORD.search(text):
            self.part.hostile = f"<{local}> holds a word of over {_LONGEST_WORD} letters"
        if local in _TERMS:
            self.part.terms += 1 + text.count(",") + text.count(" ")
            if self.part.terms > _MOST_TERMS:
                self.part.hostile = f"it has more than {_MOST_TERMS} categories"
        if text and _FACTS.search(space):
            self.part.facts.setdefault(local, []).append(text)
