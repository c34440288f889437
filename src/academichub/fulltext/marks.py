"""Citations as they are printed in running text, ``[3, 5–7]`` or ``(Bird et al., 2019)``, to entries.

For text whose source does not mark them up. A number that no entry has, or a name and year that two
entries share, points nowhere: -1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academichub.text import fold

_BRACKET = re.compile(
    r"\[((?:\d{1,4}\s*(?:[,;–-]\s*)?){1,40})(?:,\s*(?:p|pp|Sec|Ch|Thm|Fig|Theorem|Section|Chapter)[^\]]{0,40})?\]"
)
_PART = re.compile(r"(\d{1,4})(?:\s*[–-]\s*(\d{1,4}))?")
_NAMED = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’À-ÿ-]{1,30})(?:\s+et\s+al\.?|\s*(?:and|&)\s+[A-ZÀ-Þ][\w'’-]{1,30}|(?:,\s+[A-ZÀ-Þ][\w'’-]{1,30}){1,3},?\s*(?:and|&)\s+[A-ZÀ-Þ][\w'’-]{1,30})?"
    r",?\s*[(\[]?(?P<year>(?:19|20)\d\d[a-z]?)\b"
)
_LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation: where it is in the text it was looked for in, and the entry it points to."""

    start: int
    end: int
    label: str
    target: int


class Marks:
    """Finds the citations of one reference list.

    Args:
        entries: label and text of every entry, in order.
    """

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._named: dict[tuple[str, str], int] = {}
        for place, (label, text) in enumerate(entries):
            self._numbers.setdefault(label.strip("[](). "), place)
            for key in _keys(text):
                self._named[key] = -1 if key in self._named else place

    def of(self, text: str) -> Iterator[Mark]:
        """The citations in *text*."""
        if not self._numbers:
            return
        for bracket in _BRACKET.finditer(text):
            yield from self._numbered(bracket)
        for found in _NAMED.finditer(text):
            key = (fold(found["name"]), found["year"])
            if key in self._named:
                yield Mark(found.start(), found.end(), found[0], self._named[key])

    def _numbered(self, bracket: re.Match[str]) -> Iterator[Mark]:
        for part in _PART.finditer(bracket[1]):
            start, end = bracket.start(1) + part.start(), bracket.start(1) + part.end()
            first, last = int(part[1]), int(part[2] or part[1])
            if str(first) not in self._numbers and first == last:
                continue
            for number in range(first, min(last, first + _LONGEST_RANGE) + 1):
                yield Mark(start, end, str(number), self._numbers.get(str(number), -1))


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """The names at the head of an entry, each with its years: a citation names the first or the second."""
    years = dict.fromkeys(re.findall(r"(?<![\d.:/])((?:19|20)\d\d[a-z]?)(?![\d/])", text))
    head = re.match(r"(?:[^\W\d_]\.[\s-]*){0,4}([^\W\d_][\w'’-]{1,30})", text)
    for year in list(years)[:3]:
        if head:
            yield fold(head[1]), year
