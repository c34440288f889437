"""Figures, tables, equations and sections that the text points to, and that are not there.

Speaks only where all of a kind up to the last were read without a gap, and never of what stands in
another work or in a supplement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.argument.documents import Document, PieceKind
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found

CHECK = Check(
    "mentions",
    1,
    "cross_source",
    "Figures, tables, equations and sections that are pointed to and are not there",
    "Say where the figure, table, equation or section stands.",
)

_KINDS: tuple[tuple[str, tuple[PieceKind, ...], str, str], ...] = (
    ("figure", ("caption",), r"Fig(?:ure|\.)?\s?", r"Fig(?:ure|\.)s?"),
    ("table", ("caption", "table"), r"Tab(?:le|\.)?\s?", r"Tab(?:le|\.)s?"),
    ("equation", ("equation",), r"(?:Eq(?:uation|n)?\.?\s?)?\(?", r"Eq(?:uation|n)?s?\.?\s?(?=\()"),
    ("section", ("heading",), r"(?:Sec(?:tion|\.)?\s?)?", r"Sec(?:tion|\.)s?"),
)
_UNSET = re.compile(
    r"\b(?:Fig(?:ure|\.)?s?|Tab(?:le|\.)?s?|Eq(?:uation|n)?s?\.?|Sec(?:tion|\.)?s?|Theorems?|Lemmas?|Propositions?|"
    r"Corollar(?:y|ies)|Definitions?|Appendi(?:x|ces)|Algorithms?|Assumptions?|Remarks?|Chapters?)[ \u00a0~]?\(?\?\?\)?"
)
_ELSEWHERE = re.compile(
    r"[\s,(a-z)–-]{0,6}\s*(?:\(?(?:of|in|from)\b|\[|\(?(?:see )?(?:the )?(?:suppl|supporting|online|appendix|SI\b))",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:suppl\w*\.?|supporting|extended data|their|online|appendix|cf\.|S\.?I\.?|SM|ref\.|et al\.?,?|\])[\s,(]*$",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_MOST = 5


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """What the text points to and does not have."""
    for match in _UNSET.finditer(document.text):
        message = f"“{match[0]}” points to a label that was not found when the paper was set."
        yield found(
            CHECK, document, [match.span()], message, "warning", kind="unset", label=match[0]
        )
    if document.scope == "full text":
        for what, kinds, label, pointing in _KINDS:
            yield from _missing(document, what, _last(document, kinds, label), pointing)


def _last(document: Document, kinds: tuple[PieceKind, ...], label: str) -> int:
    """The number of the last one of a kind, 0 where they were not read without a gap."""
    pattern = re.compile(label + r"(\d{1,3}|[IVXL]{1,6})[\s).:]*$", re.IGNORECASE)
    seen = {
        _number(match[1])
        for piece in document.pieces
        if piece.kind in kinds and (match := pattern.match(piece.label.strip()))
    }
    return len(seen) if seen and seen == set(range(1, len(seen) + 1)) else 0


def _missing(document: Document, what: str, last: int, pointing: str) -> Iterator[Finding]:
    if not last:
        return
    told: set[int] = set()
    for match in re.finditer(
        rf"\b{pointing}[ \u00a0~]?\(?(\d{{1,3}}|[IVX]{{1,5}})\b(?![.:]\d)", document.text
    ):
        number = _number(match[1])
        if number <= last or number in told or _is_elsewhere(document, match):
            continue
        told.add(number)
        if len(told) > _MOST:
            return
        message = f"{match[0]} is pointed to; the last {what} that was read is {last}."
        yield found(CHECK, document, [match.span()], message, "warning", kind="missing",
                    what=what, number=number, last=last)  # fmt: skip


def _is_elsewhere(document: Document, match: re.Match[str]) -> bool:
    text = document.text
    if any(piece.start <= match.start() < piece.end for piece in document.of("reference")):
        return True
    if _FOREIGN.search(text, max(0, match.start() - 24), match.start()):
        return True
    return bool(_ELSEWHERE.match(text, match.end())) or any(
        abs(one.start - match.end()) < 40 or abs(match.start() - one.end) < 40
        for one in document.mentions
        if one.what == "reference"
    )


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [_ROMAN[letter] for letter in written.upper()]
    return sum(v if v >= n else -v for v, n in zip(values, [*values[1:], 0], strict=True))
