"""Counts against their percentages: is n of N what the percentage beside it says?

Both rounding rules are honoured. Shares that were weighted, adjusted or modelled are left alone, and so
is every pair of numbers that does not stand right beside a percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, localcontext

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding, Severity
from academichub.audits.decimals import Printed, printed, whole
from academichub.audits.facts import Facts, found
from academichub.audits.folded import Folded, folded

CHECK = Check(
    "percentages",
    1,
    "arithmetic",
    "Counts against their percentages",
    "Say of what total the percentage is, or that it was weighted.",
)

_COUNT = r"(?:\d{1,3}(?:,\d{3}){1,3}(?![\d,]\d)|\d{1,3}(?: \d{3}){1,3}(?! ?\d)|\d{1,9})"
_SHARE = r"(?P<share>\d{1,3}(?:[.·]\d{1,4}|,\d{1,2}(?=\s?%))?) ?(?:%|percent\b|per cent\b)"
_FROM = r"(?<![\w.,/·+:-])"
_NOUNS = r"(?: (?!and\b|or\b|vs\b|versus\b|to\b)[A-Za-z][A-Za-z'-]{0,24}){0,5}"
_N = rf"(?P<n>{_COUNT})"
_OF = rf"(?P<of>{_COUNT})(?![\d/%]|[.,·]\d)"
_SLASH = rf"{_N} ?/ ?{_OF}"
_WORDS = rf"{_N}(?: (?:patients|participants|subjects|cases|people|individuals|women|men|children))? (?:out )?of (?:the |a total of |all |these |those |our )?{_OF}"
_ENDS = (
    r"(?! ?(?:-|–|to\b|CI\b|confidence|credible|reduction|increase|decrease|higher|lower|power))"
)
_CLOSED = r"(?= ?[\])]| ?[,;] ?[A-Za-z(\d]+(?![\d.·]*\d? ?%)| [a-z])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_FROM}{_SLASH}{_NOUNS},? ?[\[(=] ?(?:or |i\.e\.,? |=)? ?{_SHARE}{_ENDS}",
        rf"{_FROM}{_SLASH}{_NOUNS} ?[:;,] ?(?:or |i\.e\.,? )?{_SHARE}(?= ?(?:[)\].;,]|$))",
        rf"{_FROM}{_WORDS}{_NOUNS},? ?[\[(] ?(?:or |i\.e\.,? )?{_SHARE}{_ENDS}",
        rf"{_FROM}{_SHARE}{_NOUNS},? ?[\[(] ?(?:n ?= ?|i\.e\.,? )?(?:{_SLASH}){_CLOSED}",
        rf"{_FROM}{_SHARE}{_NOUNS},? ?[\[(] ?(?:n ?= ?|i\.e\.,? )?(?:{_WORDS}){_NOUNS}(?= ?[\]),;])",
        rf"(?<=[\[(]){_SHARE} ?(?:[,;:=]|or) ?(?:n ?= ?)?(?:{_SLASH}){_CLOSED}",
        rf"(?<=[\[(]){_SHARE} ?(?:[,;:=]|or) ?(?:n ?= ?)?(?:{_WORDS}){_NOUNS}(?= ?[\]),;])",
        rf"{_FROM}{_SHARE} or {_SLASH}",
        rf"{_FROM}{_WORDS}, ?{_SHARE}(?= ?[;)\]])",
        rf"{_FROM}{_N}{_NOUNS} ?[\[(] ?{_SHARE} ?[\])] (?:out )?of (?:the |a total of |all |these |those |our )?{_OF}",
        rf"\b(?:[Oo]f|[Aa]mong) (?:the |all |these |those |our |a total of )?{_OF}(?: (?!were\b|was\b|had\b|who\b|underwent\b|with\b)[A-Za-z][A-Za-z'-]{{0,24}}){{1,6}},(?: only)? {_N}{_NOUNS} ?[\[(] ?{_SHARE}{_ENDS}",
    )
)
_OTHERWISE = re.compile(
    r"\bweighted|(?<!un)adjusted|standardi[sz]ed|imputed|kaplan|actuarial|per 100|person-|random[- ]effects?|pooled|"
    r"meta-anal",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"(?:%|percent) ?(?:or|[,;:=])? ?$")
"""A percentage before the counts that may be theirs."""
_RANGE = re.compile(r"(?:% ?(?:to|-|–)|\d\.) ?$")
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.|roughly|nearly|almost|over|(?:more|less) than|some|[~≈<>∼])[ (]*$",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 60, 30


@dataclass(frozen=True, slots=True)
class Share:
    """A count, its total and the percentage as they are reported, and where."""

    n: int
    of: int
    percent: Printed
    start: int
    end: int

    @property
    def exact(self) -> Decimal:
        """What the percentage is."""
        with localcontext() as context:
            context.prec = 40
            return Decimal(100 * self.n) / Decimal(self.of)


def agrees(n: int, of: int, percent: Printed) -> bool:
    """Whether *percent* is what *n* of *of* is, printed by either rounding rule."""
    return abs(Decimal(100 * n) - percent.value * of) <= percent.half * of


def read(source: Folded) -> Iterator[Share]:
    """The counts of a text that stand with their total and percentage, each once."""
    seen: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(source.text):
            share = _share(source, match)
            if share is not None and not seen & {match.start("share"), -1 - match.start("n")}:
                seen |= {match.start("share"), -1 - match.start("n")}
                yield share


def _share(source: Folded, match: re.Match[str]) -> Share | None:
    n, of = whole(match["n"]), whole(match["of"])
    if n is None or not of or n > of:
        return None
    around = source.text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
    if _OTHERWISE.search(around) or _belongs_elsewhere(source.text, match):
        return None
    start, end = source.span(match.start(), match.end())
    percent = printed(match["share"], comma="," in match["share"])
    if _loosely_right(source.text, match, n, of, percent):
        return None
    return Share(n, of, percent, start, end) if percent.value <= 100 else None


def _loosely_right(text: str, match: re.Match[str], n: int, of: int, percent: Printed) -> bool:
    """Whether a share is said to be about so, or is that of the others, of whom words tell."""
    at = match.start("share")
    if _ABOUT.search(text, max(0, at - 16), at):
        return abs(100 * n - percent.value * of) < 3 * of
    others = agrees(of - n, of, percent) and not agrees(n, of, percent)
    words = re.search(r"[a-z]{3}", match[0]) or re.match(r" [a-z]{3}", text[match.end() :])
    return others and bool(words)


def _belongs_elsewhere(text: str, match: re.Match[str]) -> bool:
    """Whether the percentage is the end of a range, or the counts have another one before them."""
    at, counts = match.start("share"), match.start("n")
    if _RANGE.search(text, max(0, at - 8), at):
        return True
    bracket = text[match.end("of") : at].strip()[-1:] in {"(", "["}
    return counts < at and not bracket and bool(_TAKEN.search(text, max(0, counts - 12), counts))


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Percentages that are not those of the counts beside them."""
    if "%" not in document.text and "percent" not in document.text:
        return
    for share in read(folded(document.text)):
        if not agrees(share.n, share.of, share.percent):
            yield _told(document, share)


def _told(document: Document, share: Share) -> Finding:
    value, exact = share.percent.value, share.exact
    shown = exact.quantize(min(share.percent.step, Decimal("0.1")))
    message = f"{share.n} of {share.of} is {shown} %, but {value} % is reported."
    severity: Severity = "error" if abs(exact - value) >= 1 else "warning"
    if exact.quantize(share.percent.step, rounding=ROUND_DOWN) == value:
        severity, message = "note", f"{message} The last digit was cut off, not rounded."
    elif agrees(share.of - share.n, share.of, share.percent):
        message = f"{message} That is the share of the others."
    return found(
        CHECK, document, [(share.start, share.end)], message, severity,
        n=share.n, of=share.of, reported=value, computed=shown,
    )  # fmt: skip
