"""What a paper declares: data, code, ethics, registration, conflicts of interest, funding.

Says that a statement is there, with its words; that one is absent only where the full text was read.
Never judges what a statement says, nor whether a paper needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found
from academichub.text import sentences

CHECK = Check(
    "declarations",
    1,
    "heuristic",
    "Statements on data, code, ethics, registration, conflicts and funding",
    "Show where the statement stands, or that the words are no such statement.",
)

_STATEMENTS = {
    "data": r"\b(?:data(?:sets?)?|materials)\b[^.]{0,80}\b(?:(?:is|are|be|been|made|publicly|openly|freely) (?:\w+ )?available|availability|accessible|deposited|archived|can be (?:found|obtained|downloaded))|\b(?:zenodo|figshare|dryad|dataverse|osf)\.(?:org|com|io)|\bdata availability\b|\bdata sharing\b|数据可用性|数据公开|数据(?:集)?(?:可|已)[^。]{0,10}(?:获取|公开)",
    "code": r"\b(?:code|software|scripts?|implementation|source|package|models?)\b[^.]{0,80}\b(?:(?:is|are|be|been|made|publicly|openly|freely) (?:\w+ )?available|availability|released|open[- ]sourced?|can be (?:found|obtained|downloaded))|\bgit(?:hub|lab)\.(?:com|io|org)|\bcode availability\b|代码(?:可|已|开源|公开|见)",
    "ethics": r"\b(?:institutional review board|IRB|ethics (?:committee|board|approval|statement)|ethical approval|informed consent|declaration of helsinki|animal care and use|IACUC)\b|伦理(?:委员会|审查|批准)|知情同意",
    "registration": r"\b(?:NCT\d{8}|ISRCTN\d{6,8}|ChiCTR[-\w]*\d+|ACTRN\d{10,}|EudraCT|CRD42\d+|UMIN\d{9})|\b(?:pre-?registered|pre-?registration|prospero|registered (?:at|with|in|on) (?:clinicaltrials|osf|the open science|aspredicted|the aea))\b|\btrial registration\b|临床试验注册|预注册",
    "conflicts": r"\b(?:conflicts? of interests?|competing (?:financial |non-financial )?interests?|declarations? of interests?|financial disclosures?|disclosure statement)\b|利益冲突",
    "funding": r"\b(?:(?:was|were|is|are|been|work|research|study|author\w*) (?:\w+ ){0,4}(?:supported|funded|financed|sponsored) (?:\w+ ){0,2}by|funding (?:was|from|statement|sources?|information)|acknowledges? (?:\w+ ){0,3}(?:support|funding|grants?)|grants? (?:no|number|agreement)s?\b|no (?:specific |external )?funding)|基金(?:项目|资助|支持)?|资助",
}  # fmt: skip
_RULES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _STATEMENTS.items()}
_NAMES = {
    "data": "on its data", "code": "on its code", "ethics": "on ethics",
    "registration": "on a registration", "conflicts": "on conflicts of interest", "funding": "on funding",
}  # fmt: skip
_AROUND = 400


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """One note for each kind of statement that is there, and for each that is not in a full text."""
    ends = min((entry.start for entry in document.entries), default=len(document.text))
    for name, rule in _RULES.items():
        match = rule.search(document.text, 0, ends) or rule.search(document.text, _after(document))
        if match:
            message = f"There is a statement {_NAMES[name]}."
            span = _sentence(document.text, match.start(), match.end())
            yield found(CHECK, document, [span], message, "note", kind="present", statement=name)
        elif document.scope == "full text":
            message = f"No statement {_NAMES[name]} was found in the full text."
            yield found(CHECK, document, [], message, "note", kind="absent", statement=name)


def _after(document: Document) -> int:
    return max((entry.end for entry in document.entries), default=len(document.text))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence a place is in, as far as it is near."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(last if last >= 0 else len(text), end + _AROUND)
    for one in sentences(text[first:last]):
        if first + one[0] <= start < first + one[1]:
            return first + one[0], max(first + one[1], end)
    return start, end
