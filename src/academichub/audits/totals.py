"""Parts against their total: men and women, the arms of a trial, cases and controls.

Speaks only of parts that leave no one out by what they are called, right beside their total; anything
else may overlap or be incomplete and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits.decimals import whole
from academichub.audits.facts import Facts, found
from academichub.audits.folded import folded

CHECK = Check(
    "totals",
    1,
    "arithmetic",
    "Parts against their total",
    "Say who is in none of the parts or in several of them.",
)

_COUNT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d/%]|[.,·:]\d)"
_PEOPLE = r"(?: [a-z][a-z-]{0,24}){0,4}? (?:patients|participants|subjects|people|individuals|volunteers|children|adults|students|respondents|cases|controls|adolescents|infants|persons|workers|donors|mice|rats|animals)"
_TOTAL = rf"(?<![\w.,/·:–-])(?P<total>{_COUNT}){_PEOPLE}(?: were (?:included|enrolled|recruited))?"
_SHARE = r"(?: ?[\[(] ?\d{1,3}(?:[.·]\d{1,2})? ?%? ?[\])])?"
_PAIRS = (
    ("men|males?|boys", "women|females?|girls"),
    ("survivors", "non-?survivors"),
    ("smokers", "non-?smokers"),
)
_FORMS = tuple(
    re.compile(
        rf"{_TOTAL} ?(?:,|[\[(]|:|;) ?(?:including |consisting of |comprising |of whom )?(?P<one>{_COUNT}){_SHARE} (?:were )?(?:{first})\b{_SHARE}"
        rf" ?(?:,|;|/|and|, and|&) ?(?P<two>{_COUNT}){_SHARE} (?:were )?(?:{second})\b{_SHARE} ?(?=[\]),.;]|$)"
    )
    for pair in _PAIRS
    for first, second in (pair, pair[::-1])
)
_SEXES = re.compile(
    rf"{_TOTAL} ?[\[(,] ?(?:[MF]/[MF]|male/female|female/male|men/women)(?: ratio)?[:=,]? ?(?P<one>\d{{1,6}}) ?[/:] ?(?P<two>\d{{1,6}})(?![\d.])"
)
_ARMS = re.compile(
    rf"(?<!\bin ){_TOTAL}[^.\d]{{0,40}}\b(?:were )?(?:randomi[sz]ed|randomly (?:assigned|allocated|divided))\b(?P<arms>[^.\d]{{0,60}}[\[(] ?[nN] ?= ?{_COUNT} ?[\])](?:[^.\d()\[\]]{{0,60}}[\[(] ?[nN] ?= ?{_COUNT} ?[\])]){{1,5}})"
)
_ARM = re.compile(rf"[nN] ?= ?({_COUNT})")


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Totals that are not the sum of their parts."""
    source = folded(document.text)
    for total, parts, start, end in _read(source.text):
        if sum(parts) != total:
            shown = " + ".join(map(str, parts))
            yield found(
                CHECK, document, [source.span(start, end)],
                f"The parts {shown} make {sum(parts)}, but the total given is {total}.", "warning",
                total=total, parts=" ".join(map(str, parts)), sum=sum(parts),
            )  # fmt: skip


def _read(text: str) -> Iterator[tuple[int, list[int], int, int]]:
    for form in (*_FORMS, _SEXES):
        for match in form.finditer(text):
            yield (
                _counted(match["total"]),
                [_counted(match["one"]), _counted(match["two"])],
                *match.span(),
            )
    for match in _ARMS.finditer(text):
        parts = [_counted(one) for one in _ARM.findall(match["arms"])]
        yield _counted(match["total"]), parts, *match.span()


def _counted(text: str) -> int:
    return whole(text) or 0
