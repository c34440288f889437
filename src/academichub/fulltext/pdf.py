"""A paper as a PDF: its lines put together to headings, paragraphs, captions and references.

A PDF says where ink goes, not what it means: headings, captions and theorems are told by how they are
printed and how papers call them, and formulas come as their letters. Never reads what is in pictures.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from academichub.argument.documents import Document, PieceKind
from academichub.errors import MalformedAnswerError, TooLargeError
from academichub.fulltext import identifiers, names, pdf_entries, pdf_layout, pdf_lines
from academichub.fulltext.pdf_layout import Mender, Paragraph
from academichub.fulltext.writing import LINE, Source, Writer

MOST_BYTES = 100_000_000
MOST_PAGES = 400
_RUN_IN = re.compile(
    r"(?P<title>Abstract|Summary|Keywords|Index Terms)\s*(?:[.:—–]|-{1,2})\s*(?=\S)", re.IGNORECASE
)
_NUMBERED_FORMULA = re.compile(r"\((?:\d{1,3}(?:\.\d{1,3})?[a-z]?|[A-Z]\.?\d{1,3})\)$")
_RELATION = re.compile(r"\s[=<>≤≥≈∼≡∝→]\s|[∑∫∏]")
_PUNCTUATED = re.compile(r"\s*(?:[:.|—–]|$)")
_HIDDEN_FIELDS = ("Title", "Author", "Subject", "Keywords", "Creator")


def parse(
    body: bytes,
    work: str,
    url: str = "",
    version: int | None = None,
    read_at: str = "",
    *,
    most_pages: int = MOST_PAGES,
    seconds: float = 60,
    clock: Callable[[], float] = time.monotonic,
) -> Document:
    """Read a PDF.

    Raises:
        TooLargeError: *body* is longer than a paper is.
        MalformedAnswerError: it is damaged, encrypted, no PDF, or holds no text.
    """
    if len(body) > MOST_BYTES:
        raise TooLargeError(f"the PDF has {len(body)} bytes; at most {MOST_BYTES} are read")
    from pypdfium2 import PYPDFIUM_INFO

    printed = pdf_lines.read(body, most_pages, seconds, clock)
    if not printed.lines:
        raise MalformedAnswerError("the PDF holds no text; it may be pictures of pages")
    writer = Writer()
    for text, how, page in printed.hidden:
        writer.hide(text, how, f"page {page + 1}")
    for name in _HIDDEN_FIELDS:
        if names.INSTRUCTION.search(printed.about.get(name, "")):
            writer.hide(printed.about[name], "metadata", name)
    for note in printed.notes:
        writer.note(note)
    _Paper.of(printed, writer).write()
    source = Source(
        work, "pdf", str(PYPDFIUM_INFO), sha256(body).hexdigest(), url, version, read_at
    )
    return writer.finish(source)


@dataclass(slots=True)
class _Paper:
    """A paper while it is being put together."""

    writer: Writer
    printed: pdf_lines.Printed
    found: list[Paragraph]
    mender: Mender
    body: float

    @classmethod
    def of(cls, printed: pdf_lines.Printed, writer: Writer) -> _Paper:
        lines = pdf_layout.without_furniture(printed.lines, printed.heights)
        body = pdf_layout.body_size(lines)
        return cls(writer, printed, pdf_layout.paragraphs(lines), Mender.of(lines), body)

    def write(self) -> None:
        """Write all of it."""
        title = self._title()
        listed: list[pdf_lines.Line] | None = None
        for one in self.found:
            text = self._text(one)
            if listed is not None and not self._ends_list(one, text):
                listed += one.lines
            elif one is title:
                self.writer.block("heading", [(text, None)])
            else:
                listed = self._told(one, text, listed)
        self._list(listed or [])

    def _told(
        self, one: Paragraph, text: str, listed: list[pdf_lines.Line] | None
    ) -> list[pdf_lines.Line] | None:
        """Write a paragraph as what it is; an empty list where the references begin behind it."""
        if listed is not None:
            self._list(listed)
        if names.REFERENCES.fullmatch(text):
            self._heading(text)
            return []
        if self._is_heading(one, text):
            self._heading(text)
        elif found := _RUN_IN.match(text):
            self.writer.heading([(found["title"].title(), None)], 1)
            self.writer.block("paragraph", [(text[found.end() :], None)])
        else:
            kind, label = self._kind(one, text)
            self.writer.block(kind, [(text, None)], label)
        return None

    def _text(self, one: Paragraph) -> str:
        return self.mender.joined([line.text for line in one.lines], LINE)

    def _title(self) -> Paragraph | None:
        first = [
            one for one in self.found[:12] if one.first.page == 0 and one.size > 1.15 * self.body
        ]
        largest = max(first, key=lambda one: one.size, default=None)
        text = self._text(largest) if largest else ""
        return None if names.NUMBERED.match(text) or names.NAMED.fullmatch(text) else largest

    def _is_heading(self, one: Paragraph, text: str) -> bool:
        if len(text) > 130 or len(one.lines) > 3 or names.CAPTION.match(text):
            return False
        marked = one.bold or one.size > 1.08 * self.body or text.isupper()
        numbered = names.NUMBERED.fullmatch(text)
        if names.NAMED.fullmatch(text):
            return marked or len(one.lines) == 1
        if numbered:
            return marked and not text.endswith((".", ",", ";"))
        wordy = len(re.findall(r"[^\W\d_]{3,}", text)) >= 1 and not text.endswith(
            (".", ",", ";", ":")
        )
        return wordy and one.size > 1.12 * self.body and len(text) > 3

    def _heading(self, text: str) -> None:
        numbered = names.NUMBERED.fullmatch(text)
        number = numbered["number"].rstrip(".") if numbered else ""
        title = numbered["title"] if numbered else text.rstrip(".:")
        self.writer.heading([(title, None)], 1 + number.count("."), number)

    def _kind(self, one: Paragraph, text: str) -> tuple[PieceKind, str]:
        if (found := names.CAPTION.match(text)) and _PUNCTUATED.match(text, found.end()):
            return "caption", found[1]
        if found := names.THEOREM.match(text):
            return "theorem", found[1]
        if names.PROOF.match(text):
            return "proof", ""
        prose = _is_prose(text)
        if len(text) < 160 and not prose and (found := _NUMBERED_FORMULA.search(text)):
            return "equation", found[0]
        if len(text) < 160 and not prose and _RELATION.search(text):
            return "equation", ""
        short = len(text) < 60 and not text.endswith((".", "?", "!", ":"))
        if one.size < 0.93 * self.body and (short or one.first.text[:1].isdigit()):
            return "note", ""
        return ("paragraph", "") if prose or not short else ("note", "")

    def _ends_list(self, one: Paragraph, text: str) -> bool:
        """Whether the reference list is over."""
        if one.first.text.startswith("["):
            return False
        larger = one.size > 1.05 * self.body or (one.bold and len(one.lines) <= 2)
        return larger and self._is_heading(one, text)

    def _list(self, lines: Sequence[pdf_lines.Line]) -> None:
        for entry in pdf_entries.entries(lines):
            said = identifiers.said(["\n".join(entry.texts)], self._links(entry.lines))
            text = self.mender.joined(entry.texts, LINE)
            self.writer.entry([(text, None)], label=entry.label, key=entry.label, **said)

    def _links(self, lines: Sequence[pdf_lines.Line]) -> Iterator[str]:
        """The addresses the file itself puts on these lines."""
        bases = {line.page: [] for line in lines}  # type: dict[int, list[float]]
        for line in lines:
            bases[line.page].append(line.base)
        for page, low, high, address in self.printed.links:
            if any(low <= base + 2 <= high for base in bases.get(page, ())):
                yield address


def _is_prose(text: str) -> bool:
    return len(re.findall(r"(?<!\S)[^\W\d_]{2,}", text)) >= 5
