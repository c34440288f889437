"""From printed lines to paragraphs: what is repeated on every page goes, what belongs together is joined.

Pure decisions on lines. Keeps the order in which the file draws its text, which is the order of
reading in what TeX, Typst and word processors write. Never joins an address or an identifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from academichub.fulltext import names
from academichub.fulltext.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*(?:\d{1,5}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"arXiv:\S+\s*v\d+\s*\[[\w.-]+\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NO_JOIN = re.compile(r"://|www\.|@|\b10\.\d{4,}|/\S*$|\d\S*-$|\.\w+\S*-$")
_LINKING = frozenset(
    ["of", "the", "by", "and", "in", "to", "on", "up", "as", "at", "or", "non", "self"]
)
_LAST_TOKEN = re.compile(r"\S+$")
_EDGE = 0.09


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def size(self) -> float:
        """The size most of it is printed in."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


def body_size(lines: Sequence[Line]) -> float:
    """The size most letters are printed in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """The lines without running heads, page numbers and the stamp at the side."""
    outer = _outermost(lines)
    pages = len({line.page for line in lines})
    seen = Counter(key for key in {(_shape(lines[n].text), lines[n].page) for n in outer})
    shapes = Counter(shape for shape, _ in seen)
    needed = 2 if pages < 5 else 3
    gone: set[int] = set()
    for n in outer:
        line = lines[n]
        repeated = shapes[_shape(line.text)] >= needed and len(line.text) < 160
        edge = _at_edge(line, heights)
        if (repeated and edge) or (edge and _PAGE_NUMBER.fullmatch(line.text)):
            gone.add(n)
    return [line for n, line in enumerate(lines) if n not in gone and not _STAMP.match(line.text)]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).lower()


def _outermost(lines: Sequence[Line]) -> list[int]:
    """The first three and last three lines of every page, by height."""
    pages: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        pages.setdefault(line.page, []).append(n)
    out: list[int] = []
    for there in pages.values():
        ordered = sorted(there, key=lambda n: lines[n].base)
        out += dict.fromkeys(ordered[:3] + ordered[-3:])
    return out


def _at_edge(line: Line, heights: Sequence[float]) -> bool:
    height = heights[line.page] if line.page < len(heights) else 0
    return not height or not height * _EDGE < line.base < height * (1 - _EDGE)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines put together where they follow each other in one column at one distance."""
    step = _usual_step(lines)
    out: list[Paragraph] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _begins(before, line, step, out[-1]):
            out.append(Paragraph())
        out[-1].lines.append(line)
    return _rejoined(out)


def _usual_step(lines: Sequence[Line]) -> float:
    """From one line to the next within a paragraph: the smallest step that is common."""
    steps = [
        round(a.base - b.base, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and 0.8 * a.size < a.base - b.base < 2.2 * a.size
    ]
    counted = Counter(steps)
    return min((step for step, times in counted.items() if 8 * times >= len(steps)), default=0)


def _begins(before: Line, line: Line, step: float, open_: Paragraph) -> bool:
    """Whether *line* begins a paragraph."""
    if before.page != line.page:
        return True
    down = before.base - line.base
    if abs(down) < 0.75 * before.size:  # raised or lowered, or a part of the same line
        return line.left < before.left - 2 * before.size
    if abs(line.size - before.size) > 0.12 * before.size or _named(line) or _named(before):
        return True
    if down < 0 or down > max(1.32 * step, 1.2 * before.size):
        return True
    if line.bold != before.bold and (names.NUMBERED.match(before.text) and before.bold):
        return True
    starts = names.CAPTION.match(line.text) or names.THEOREM.match(line.text)
    indented = line.left > min(one.left for one in open_.lines) + 0.8 * line.size
    ended = before.text.endswith((".", "?", "!", ":", ".”", ".)"))
    return bool((starts and ended) or (indented and ended and len(open_.lines) > 1))


def _named(line: Line) -> bool:
    return len(line.text) < 60 and bool(
        names.REFERENCES.fullmatch(line.text) or (line.bold and names.NAMED.fullmatch(line.text))
    )


def _rejoined(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs cut by a column, a page or a float put together again; the float goes behind."""
    out: list[Paragraph] = []
    for one in found:
        place = _continued(out, one)
        if place is None:
            out.append(one)
        else:
            out[place].lines += one.lines
    return out


def _continued(out: Sequence[Paragraph], one: Paragraph) -> int | None:
    starts = one.first.text[:1]
    if not starts.islower() and not (
        out and out[-1].lines[-1].text.endswith("-") and starts.isalpha()
    ):
        return None
    for place in range(len(out) - 1, max(-1, len(out) - 9), -1):
        last = out[place].lines[-1]
        if last.page < one.first.page - 1:
            return None
        if abs(out[place].size - one.size) > 0.6 or out[place].bold != one.bold:
            continue
        if not _running(out[place]):
            continue
        return place if not last.text.endswith((".", "?", "!")) else None
    return None


def _running(one: Paragraph) -> bool:
    """Whether it is running text, not a caption, a heading or a cell."""
    letters = sum(len(line.text) for line in one.lines)
    return letters > 40 and not names.CAPTION.match(one.first.text)


@dataclass(slots=True)
class Mender:
    """Joins lines, and decides what becomes of a hyphen at the end of one, by the words of the paper."""

    words: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Mender:
        """One that knows the words within the lines, not those cut at their ends."""
        words: Counter[str] = Counter()
        for line in lines:
            found = _WORD.findall(line.text.lower())
            words.update(found[1:-1] if line.text.endswith("-") else found)
        heads: Counter[str] = Counter()
        for word in words:
            heads.update(word.split("-")[:-1])
        return cls(words, heads)

    def joined(self, lines: Sequence[str], line_break: str) -> str:
        """One text; *line_break* stands where nothing may be joined."""
        return "".join(self._pieces(lines, line_break))

    def _pieces(self, lines: Sequence[str], line_break: str) -> Iterator[str]:
        for line, after in zip(lines, [*lines[1:], ""], strict=False):
            shown = line.rstrip()
            if not after:
                yield shown
            elif not shown.endswith("-") or shown.endswith((" -", "--")):
                yield shown + " "
            elif self._held(shown):
                yield shown + line_break
            else:
                yield shown if self._keeps(shown, after) else shown[:-1]

    def _held(self, shown: str) -> bool:
        token = _LAST_TOKEN.search(shown[-200:])
        return bool(token and _NO_JOIN.search(token[0]))

    def _keeps(self, shown: str, after: str) -> bool:
        """Whether the hyphen belongs to the word."""
        before, tail = _WORD.findall(shown[:-1])[-1:], _WORD.match(after)
        if not before or not tail:
            return True
        head, rest = before[0].lower().rpartition("-")[2], tail[0].lower()
        for first in (before[0].lower(), head):
            joined, split = self.words[first + rest], self.words[f"{first}-{rest}"]
            if joined or split:
                return split > joined
        return not after[0].islower() or self._apart(head, rest)

    def _apart(self, head: str, rest: str) -> bool:
        """Whether *head* and *rest* are words each, by what else stands in the paper."""
        if head in _LINKING:
            return True
        known = self.heads[head] or (len(head) > 3 and self.words[head])
        return bool(known and self.words[rest.partition("-")[0]])
