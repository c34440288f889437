"""The reference list of a PDF: its printed lines as entries.

By the labels they begin with, by hanging lines, or by the space between them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from academichub.fulltext.pdf_lines import Line

_LABEL = re.compile(
    r"(?P<label>\[(?:\d{1,4}|[A-Za-zÀ-ÿ+&*]{1,12}\d{2,4}[a-z]?|[^\]]{2,40}\d{4}[a-z]?\)?)\])\s*"
)
_DOTTED = re.compile(r"(?P<label>\d{1,3})\.\s+(?=\S)")
_BARE = re.compile(r"(?P<label>\d{1,3})\s+(?=[^\W\d_])")
_AUTHOR = re.compile(r"[A-ZÀ-Þ][\w'’À-ÿ-]+,\s+[A-ZÀ-Þ]|(?:[A-Z]\.[\s-]?){1,3}[A-ZÀ-Þ][\w'’-]+")


@dataclass(slots=True)
class Printed:
    """An entry as it is printed: its label, its lines."""

    label: str
    lines: list[Line] = field(default_factory=list)
    rest: str = ""

    @property
    def texts(self) -> list[str]:
        """The text of its lines, the first without the label."""
        return [self.rest, *(line.text for line in self.lines[1:])]


def entries(lines: Sequence[Line]) -> list[Printed]:
    """The entries of a reference list, in order."""
    for pattern in (_LABEL, _DOTTED, _BARE):
        found = list(_labelled(lines, pattern))
        if len(found) >= 2 or (found and len(lines) < 6 and pattern is _LABEL):
            return found
    return list(_unlabelled(lines))


def _labelled(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[Printed]:
    """Entries that begin with a label; numbers have to count up."""
    open_: Printed | None = None
    last = 0
    for line in lines:
        found = pattern.match(line.text)
        number = re.sub(r"\D", "", found["label"]) if found else ""
        counts = pattern is _LABEL or (number and last < int(number) <= last + 2)
        if found and counts:
            if open_:
                yield open_
            last = int(number or 0)
            open_ = Printed(found["label"], [line], line.text[found.end() :])
        elif open_:
            open_.lines.append(line)
    if open_:
        yield open_


def _unlabelled(lines: Sequence[Line]) -> Iterator[Printed]:
    hanging = _hanging(lines)
    open_: Printed | None = None
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else None
        if open_ is None or before is None or _starts(before, line, n in hanging, bool(hanging)):
            if open_:
                yield open_
            open_ = Printed("", [line], line.text)
        else:
            open_.lines.append(line)
    if open_:
        yield open_


def _starts(before: Line, line: Line, out: bool, hangs: bool) -> bool:
    if hangs:
        return out
    gap = before.page == line.page and before.base - line.base > 1.45 * line.size
    ended = before.text.rstrip().endswith((".", "]", ")")) or before.text[-4:].isdigit()
    return gap or bool(ended and _AUTHOR.match(line.text))


def _hanging(lines: Sequence[Line]) -> set[int]:
    """Which lines stand out to the left of those around them; empty where the list does not hang."""
    out: set[int] = set()
    for n, line in enumerate(lines):
        around = [
            one.left
            for one in lines[max(0, n - 8) : n + 9]
            if one.page == line.page and abs(one.left - line.left) < 40
        ]
        if max(around) - min(around) > 4 and line.left < min(around) + 3:
            out.add(n)
    return out if 0.05 * len(lines) < len(out) < 0.85 * len(lines) else set()
