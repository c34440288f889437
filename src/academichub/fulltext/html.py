"""A paper as a page: arXiv's HTML (made by LaTeXML), or any page with headings and paragraphs.

Sections, paragraphs, formulas, theorems, captions, tables, notes and references with what cites them;
what a reader of the page cannot see is kept apart. Never follows a link, never runs or loads
anything, and reads half a page as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from academichub.argument.documents import Document, PieceKind
from academichub.errors import MalformedAnswerError, TooLargeError
from academichub.fulltext import html_look as look
from academichub.fulltext import identifiers, names
from academichub.fulltext.html_inline import Inline
from academichub.fulltext.writing import LINE, Run, Source, Writer

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 40_000_000
DEEPEST = 120
# A lone "A" or "I" begins a title more often than it numbers an appendix.
_NUMBER = re.compile(
    r"((?:\d{1,2}|[A-Z])(?:\.\d{1,2})+\.?|\d{1,2}\.?|[A-Z]\.|[B-HJ-Z](?=\s+[A-Z])|[IVX]{1,5}\.)\s+(?=\S)"
)


def parse(
    body: bytes, work: str, url: str = "", version: int | None = None, read_at: str = ""
) -> Document:
    """Read a page.

    Raises:
        TooLargeError: *body* is longer than a paper is.
        MalformedAnswerError: there is no text in it.
    """
    if len(body) > MOST_BYTES:
        raise TooLargeError(f"the page has {len(body)} bytes; at most {MOST_BYTES} are read")
    from lxml import etree

    root = _root(body)
    writer = Writer()
    if root is not None:
        own = look.rules(["".join(map(str, one.itertext())) for one in root.iter("style")])
        _Page(writer, Inline(writer, own)).read(root)
    engine_version = ".".join(map(str, etree.LXML_VERSION[:3]))
    source = Source(work, "html", engine_version, sha256(body).hexdigest(), url, version, read_at)
    document = writer.finish(source)
    if not document.text:
        raise MalformedAnswerError("the page holds no text")
    return document


def _root(body: bytes) -> _Element | None:
    from lxml import etree

    if body.startswith((b"%PDF", b"\x1f\x8b", b"PK\x03\x04")):
        raise MalformedAnswerError("this is not a page")
    encoding = "utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    text = body.decode(encoding, "replace").replace("\x00", "")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_pis=True, remove_comments=True, huge_tree=True, no_network=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@dataclass(slots=True)
class _Page:
    """A page while it is being read, piece by piece."""

    writer: Writer
    inline: Inline
    notes_told: int = 0
    handlers: dict[str, Callable[[_Element], None]] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = {
            "ltx_bibitem": self._entry,
            "ltx_theorem": self._theorem,
            "ltx_proof": self._proof,
            "ltx_equation": self._equation,
            "ltx_equationgroup": self._equations,
            "ltx_caption": self._caption,
            "ltx_tabular": self._table,
            "ltx_note": self._note,
            "ltx_title": self._title,
        }

    def read(self, element: _Element, depth: int = 0) -> None:
        """Take in an element that holds pieces, and all that is in it."""
        if not self.inline.seen(element):
            return
        named = look.classes(element)
        handler = self._handler(element, named)
        with self.inline.ground(element):
            if handler:
                handler(element)
            elif depth > DEEPEST:
                self.writer.note("a part of the page is nested too deeply to be told apart")
                self._say("paragraph", self.inline.runs(element))
            else:
                self._children(element, depth)
        self._tell_notes()
        for level in {look.LEVELS[one] for one in named if one in look.LEVELS}:
            self.writer.close(level)

    def _handler(
        self, element: _Element, named: frozenset[str]
    ) -> Callable[[_Element], None] | None:
        for name in named:
            if name in self.handlers:
                return self.handlers[name]
        tag = str(element.tag)
        if tag in look.HEADS:
            return self._title
        if tag in {"figcaption", "caption"}:
            return self._caption
        if tag == "math":
            return self._equation
        return self._table if tag == "table" and _is_data(element) else None

    def _children(self, element: _Element, depth: int) -> None:
        """Read the children that hold pieces; what stands between them is a paragraph."""
        loose: list[Run] = [(element.text or "", None)]
        for child in element:
            if look.holds_pieces(child):
                self._say("paragraph", loose)
                self.read(child, depth + 1)
                loose = []
            else:
                loose += self.inline.runs(child)
            loose.append((child.tail or "", None))
        self._say("paragraph", loose)

    def _say(self, kind: PieceKind, runs: Sequence[Run], label: str = "") -> None:
        self.writer.block(kind, runs, label)
        self._tell_notes()

    def _tell_notes(self) -> None:
        notes, self.inline.notes = self.inline.notes, []
        for runs in notes:
            self.writer.block("note", runs)

    def _title(self, element: _Element) -> None:
        tag = _tagged(element)
        runs = self.inline.runs(element, without=tag)
        label = _plain(tag).strip(" .:") if tag is not None else ""
        named, text = look.classes(element), "".join(text for text, _ in runs).strip()
        if "ltx_title_document" in named:
            self._say("heading", runs)
        elif not label and (number := _NUMBER.match(text)) and len(text) < 200:
            runs = [(text[number.end() :], None)]
            self.writer.heading(runs, _level(element), number[1].rstrip("."))
        else:
            self.writer.heading(runs, _level(element), label)

    def _theorem(self, element: _Element) -> None:
        title = next((e for e in element if "ltx_title" in look.classes(e)), None)
        tag = _tagged(title) if title is not None else None
        label = _plain(tag if tag is not None else title).strip(" .:")
        self._say("theorem", self.inline.runs(element), label[:80])

    def _proof(self, element: _Element) -> None:
        self._say("proof", self.inline.runs(element))

    def _equations(self, element: _Element) -> None:
        inner = [e for e in element.iter("*") if "ltx_equation" in look.classes(e)]
        for one in inner[:500] or [element]:
            self._equation(one)

    def _equation(self, element: _Element) -> None:
        formulas = [look.tex(one) for one in element.iter("{*}math")]
        label = _plain(next(iter(_by_class(element, "ltx_tag")), None)).strip()
        runs: list[Run] = [(" ".join(formulas), None)]
        self._say("equation", runs if formulas else self.inline.runs(element), label[:40])

    def _caption(self, element: _Element) -> None:
        tag = _tagged(element)
        runs = self.inline.runs(element)
        found = names.CAPTION.match("".join(text for text, _ in runs).strip())
        label = _plain(tag).strip(" .:|") if tag is not None else found[1] if found else ""
        self._say("caption", runs, label[:60])

    def _table(self, element: _Element) -> None:
        caption = next((e for e in element if e.tag == "caption"), None)
        if caption is not None:
            self._caption(caption)
        runs: list[Run] = []
        for row in _rows(element):
            for number, cell in enumerate(e for e in row if isinstance(e.tag, str)):
                runs += [(" | ", None)] * bool(number) + self.inline.line(cell)
            runs.append((LINE, None))
        self._say("table", runs)

    def _note(self, element: _Element) -> None:
        self._say("note", self.inline.runs(element))

    def _entry(self, element: _Element) -> None:
        tag = next(iter(_by_class(element, "ltx_tag_bibitem")), None)
        runs = self.inline.runs(element, without=tag)
        links = [e.get("href") or "" for e in element.iter("a")]
        said = identifiers.said([text for text, _ in runs], [e for e in links if e[:4] == "http"])
        for name, kind in (("title", "ltx_bib_title"), ("year", "ltx_bib_year")):
            if marked := _plain(next(iter(_by_class(element, kind)), None)).strip(" .()"):
                said[name] = marked
        label = _plain(tag).strip() if tag is not None else ""
        self.writer.entry(runs, key=element.get("id") or "", label=label[:120], **said)


def _tagged(element: _Element) -> _Element | None:
    return next((e for e in element if "ltx_tag" in look.classes(e)), None)


def _by_class(element: _Element, name: str) -> Iterator[_Element]:
    return (e for e in element.iter("*") if name in look.classes(e))


def _plain(element: _Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _level(element: _Element) -> int:
    parent = element.getparent()
    named = look.classes(parent) if parent is not None else frozenset()
    levels = [look.LEVELS[one] for one in named if one in look.LEVELS]
    return levels[0] if levels else max(1, look.HEADS.get(str(element.tag), 3) - 1)


def _is_data(table: _Element) -> bool:
    """Whether a table holds figures and words, not paragraphs of a page laid out by it."""
    inner = ("p", "table", "h1", "h2", "h3", "section", "article", "ul")
    return (
        next(table.iter(*inner), table) is table
        and next(table.iter("math", "td"), None) is not None
    )


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr" or "ltx_tr" in look.classes(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} or look.classes(child) & {
            "ltx_thead",
            "ltx_tbody",
            "ltx_tfoot",
        }:
            yield from (e for e in child if isinstance(e.tag, str))
