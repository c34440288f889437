"""Numbers in the abstract that occur nowhere in the rest of the paper.

Only where the full text was read. Units and rounding are reckoned with; a number that the paper only
implies (a difference, a quotient) may be found too, so that a finding is never more than a note.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found
from academichub.quantities import Quantity, agree, read

CHECK = Check(
    "abstract_numbers",
    1,
    "heuristic",
    "Numbers of the abstract in the body",
    "Point to where the number is in the paper, or say what it follows from.",
)
_ABSTRACT = re.compile(r"(?:abstract|summary|摘\s*要|zusammenfassung|résumé)\.?\s*", re.IGNORECASE)
LEAST = 1_500
"""A body of fewer characters is no full text, whatever it is called."""


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Numbers of the abstract that are nowhere in the body."""
    spans = [(one.start, one.end) for one in document.sections if _ABSTRACT.fullmatch(one.title)]
    if document.scope != "full text" or not spans:
        return
    start, end = spans[0]
    body = _body(document, end)
    if len(body) < LEAST:
        return
    told = Told(read(body))
    for one in read(document.text[start:end]):
        if _is_a_result(one) and not told.holds(one):
            yield found(
                CHECK, document, [(start + one.start, start + one.end)],
                f"{one.text} is in the abstract and nowhere in the body.", "note",
                number=one.text, unit=one.unit,
            )  # fmt: skip


def _body(document: Document, end: int) -> str:
    """All but the abstract, the title above it and the reference list."""
    listed = min((one.start for one in document.of("reference")), default=len(document.text))
    last = listed if listed > end else len(document.text)
    after = max((one.end for one in document.of("reference")), default=last)
    return f"{document.text[end:last]}\n\n{document.text[max(last, after) :]}"


def _is_a_result(one: Quantity) -> bool:
    """Whether a number is one the body must hold: with a unit, a fraction, or of some size."""
    if one.kind in {"label", "date"} or one.comparator in {"~", ">", ">=", "<", "<="}:
        return False
    return bool(one.unit) or one.kind == "ratio" or any(abs(x) >= 10 or x % 1 for x in one.values)


class Told:
    """The numbers of a body, in order of size, so that one is found without reading all of them."""

    def __init__(self, numbers: Sequence[Quantity]) -> None:
        """Of these quantities."""
        pairs = sorted(
            ((abs(value), place) for place, one in enumerate(numbers) for value in one.values)
        )
        self._numbers = numbers
        self._sizes = [size for size, _ in pairs]
        self._places = [place for _, place in pairs]

    def holds(self, one: Quantity) -> bool:
        """Whether a number that is *one*, by unit and rounding, is among them."""
        return all(self._has(one, abs(value)) for value in one.values) or any(
            agree(one, other) for other in self._numbers
        )

    def _has(self, one: Quantity, value: float) -> bool:
        """Whether the bare value is there, in the same unit, as a share, or alone (in a table)."""
        slack = abs(value) * 1e-9 + _half(one.text)
        first = bisect_left(self._sizes, value - slack)
        while first < len(self._sizes) and self._sizes[first] <= value + slack:
            if self._numbers[self._places[first]].unit in {one.unit, "", "%"} or not one.unit:
                return True
            first += 1
        return False


def _half(text: str) -> float:
    """Half of the last digit that is written; nothing for whole numbers."""
    match = re.search(r"\.(\d+)", text)
    return 0.5 * 10.0 ** -len(match[1]) * (1 + 1e-9) if match else 0.0
