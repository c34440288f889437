"""Citations and the reference list held against each other: what is cited is listed, and the reverse.

Speaks only where nearly all citations were read; where the reader of the file found few, it is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from academichub.argument.documents import Document, Mention
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found

CHECK = Check(
    "citations-listed",
    1,
    "cross_source",
    "Citations without an entry, and entries without a citation",
    "Show where the entry is cited, or which entry the citation means.",
)

_ENOUGH, _FEWEST, _SHOWN = 0.8, 5, 12
_RANGE = re.compile(r"[\s\])]*[-–—−][\s\[(]*")
_EMPTY = re.compile(r"\[\s*\?(?:\s*[,;]\s*\?)*\s*\]|\(\s*\?\s*\)|\\cite\w*\{")
_NUMBER = re.compile(r"\[?\(?(\d{1,3})[\])]?")


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Citations that lead nowhere, and entries that nothing leads to."""
    if document.scope != "full text":
        return
    for match in _EMPTY.finditer(document.text):
        message = "A citation stands here whose entry was not found when the paper was set."
        yield found(CHECK, document, [match.span()], message, "warning", kind="unresolved")
    pointing = [one for one in document.mentions if one.what == "reference"]
    if len(document.entries) < _FEWEST:
        return
    cited = _cited(document.text, pointing)
    if len(cited) >= _ENOUGH * len(document.entries):
        yield from _without_entry(document, pointing)
        yield from _without_citation(document, cited)


def _cited(text: str, pointing: Sequence[Mention]) -> set[int]:
    """The entries that are cited; a dash between two stands for all between them."""
    cited = {one.target for one in pointing if one.target >= 0}
    for one, other in pairwise(pointing):
        if 0 <= one.target < other.target and _RANGE.fullmatch(text, one.end, other.start):
            cited.update(range(one.target, other.target))
    return cited


def _without_entry(document: Document, pointing: Sequence[Mention]) -> Iterator[Finding]:
    numbers = [_number(entry.label) for entry in document.entries]
    if numbers != list(range(1, len(numbers) + 1)):
        return
    for one in pointing:
        number = _number(one.label)
        if one.target < 0 and number > len(numbers):
            message = f"{one.label} is cited; the list ends with {len(numbers)}."
            span = one.start, one.end
            yield found(CHECK, document, [span], message, "warning", kind="beyond",
                        label=one.label, entries=len(numbers))  # fmt: skip


def _without_citation(document: Document, cited: set[int]) -> Iterator[Finding]:
    left = [n for n in range(len(document.entries)) if n not in cited]
    if not left:
        return
    spans = [(document.entries[n].start, document.entries[n].end) for n in left[:_SHOWN]]
    message = f"{len(left)} of {len(document.entries)} entries of the reference list are not cited in the text that was read."  # fmt: skip
    yield found(CHECK, document, spans, message, "note", kind="uncited",
                uncited=len(left), entries=len(document.entries))  # fmt: skip


def _number(label: str) -> int:
    match = _NUMBER.fullmatch(label.strip().rstrip("."))
    return int(match[1]) if match else -1
