"""Estimates with their intervals, as papers report them: what is estimated, by how much, how surely.

Reads an estimate only right beside its interval. Which scale it is on is said only where the text names
it; everything else is ``""``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from academichub.audits.decimals import Printed, printed
from academichub.audits.folded import Folded

Scale = Literal["ratio", "difference", ""]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its interval at *level* percent; ``p`` is the p-value beside it, if there is one."""

    scale: Scale
    name: str
    value: Printed
    low: Printed
    high: Printed
    level: Decimal
    comparator: Literal["", "=", "<", ">"]
    p: Printed
    start: int
    end: int


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?(?![\d,]\d)|\d{1,3}(?: \d{3})+(?! ?\d)|\d{1,9}[.·]\d{1,6}|[.·]\d{1,6}|\d{1,9})"
_SIGNED = rf"[-–+]? ?{_NUMBER}"
_RATIO = (
    r"(?:(?:adjusted|crude|unadjusted|pooled|common|multivariable|[a-z]{2,12}) )?(?:odds|hazards?|risk|rate|prevalence|incidence rate|incidence|mortality)[- ]ratios?"
    r"|relative risks?|odd ratio|(?:a|c|u|adj|m|p)?(?:OR|HR|RR|IRR|SHR|sHR|PR|SIR|SMR)s?"
)
_DIFFERENCE = r"(?:(?:weighted|standardi[sz]ed) )?mean difference|risk difference|(?:S|W)?MD|difference|β|[Bb]eta|coefficient"
_NAME = rf"(?<![\w])(?:(?P<ratio>{_RATIO})|(?P<difference>{_DIFFERENCE}))(?![A-Za-z])(?: ?[\[(] ?[A-Za-z]{{1,5}} ?[\])])?"
_LEVEL = (
    r"(?P<ci>\bC[Il] ?)?(?P<level>8\d|9\d(?:\.\d)?) ?% ?"
    r"(?(ci)|-? ?(?:C[Il]s?\b|Cr(?:ed)?I\b|CL\b|HDI\b|UI\b|(?:[Cc]onfidence|[Cc]redible|[Cc]redibility|[Uu]ncertainty)[- ]"
    r"(?:[Ii]ntervals?|[Ll]imits?))(?: ?[\[(] ?(?:CI|Cr(?:ed)?I|UI) ?[\])])?)"
)
_RANGE = (
    rf"(?P<low>{_SIGNED}) ?(?P<unit_low>%)? ?(?P<sep>--|[-–~;]|, ?|\bto\b|\band\b) ?(?P<high>{_SIGNED}) ?(?P<unit_high>%)?"
    r"(?! ?[\d%×]|[.,·]\d| and [-+]?\d)"
)
_OF = rf"(?P<value>(?<![\w.,·/])(?<![A-Za-z]-){_SIGNED}) ?(?P<unit>%)?"
_UNITS = r"(?: (?:days?|cases|years?|months?|weeks?|hours?|deaths?|patients|infections|points?|mm|kg|cm|mmHg|infected cases|percentage points))?"
_P = (
    r"(?: ?[)\]])?(?: ?[,;:(\[]| and)? ?(?:[pP](?:[- ]?value)?(?: ?for (?:difference|interaction|superiority))?"
    r" ?(?P<is>=|<|>|≤|≥) ?(?P<p>0?[.·]\d{1,9}|[01](?![.,·\d]| ?[×x*·(])|\d(?:\.\d{1,3})?(?: ?[×x] ?10 ?\^ ?- ?\d{1,3}|[eE]-\d{1,3})))?"
)
_FORMS = (
    re.compile(
        rf"(?:{_NAME}[^\d.;]{{0,60}}?[\[(]?)?{_OF}{_UNITS} ?[,;:]? ?[\[(]? ?{_LEVEL} ?(?:of|was|is)?[,:;=]? ?(?:from )?[\[(]? ?{_RANGE}{_P}"
    ),
    re.compile(
        rf"{_NAME} ?[,;:]?(?: and)? ?[\[(]? ?{_LEVEL} ?[\])]? ?(?:of|was|is|were)?[,:;=]? ?{_OF} ?[\[(] ?{_RANGE}{_P}"
    ),
)
_NO_ESTIMATE = re.compile(
    r"(?:\b(?:[pP](?:[- ]?values?)?|[nN]|SD|SE|df) ?[=<>≤≥:]? ?|\bper |(?:±|\+/-) ?)$"
)
"""What stands before a number that is a p-value, a count, a spread or a base."""


def read(source: Folded) -> Iterator[Estimate]:
    """The estimates of a text that stand with their interval, in no order, each once."""
    taken: set[int] = set()
    for form in reversed(_FORMS):
        for match in form.finditer(source.text):
            if match.start("low") not in taken and (one := _estimate(source, match)):
                taken.add(match.start("low"))
                yield one


def _estimate(source: Folded, match: re.Match[str]) -> Estimate | None:
    text, at = source.text, match.start("value")
    ambiguous = match["sep"] == "," and "," in match["low"] + match["high"]
    if ambiguous or _no_estimate(text, at):
        return None
    value, low, high = (printed(match[name].replace("–", "-")) for name in ("value", "low", "high"))
    low, high = _scaled(low, high, match, value)
    start, end = source.span(match.start(), match.end())
    scale: Scale = "ratio" if match["ratio"] else "difference" if match["difference"] else ""
    sign: Literal["", "=", "<", ">"] = ""
    if match["is"]:
        sign = "=" if match["is"] == "=" else "<" if match["is"] in "<≤" else ">"
    return Estimate(
        scale, match["ratio"] or match["difference"] or "", value, low, high, Decimal(match["level"]),
        sign, _chance(match["p"]), start, end,
    )  # fmt: skip


def _no_estimate(text: str, at: int) -> bool:
    before = text[max(0, at - 24) : at]
    if re.search(r"\d[^.;]{0,12} of $", before) and not re.match(r"\d*[.·]\d", text[at : at + 12]):
        return True  # a total: 31 of 298
    return bool(_NO_ESTIMATE.search(before)) or bool(
        re.search(r"\b(?:in|since|until|by) $", before)
        and re.match(r"(?:19|20)\d\d\b", text[at : at + 5])
    )


def _scaled(
    low: Printed, high: Printed, match: re.Match[str], value: Printed
) -> tuple[Printed, Printed]:
    """The ends in the unit of the estimate: 8.9 % with 0.062 to 0.126 is 6.2 to 12.6."""
    percent, size = bool(match["unit_low"] or match["unit_high"]), abs(value.value)
    if match["unit"] and not percent and abs(high.value) <= 1 < size:
        factor = Decimal(100)
    elif percent and not match["unit"] and size <= 1 < abs(high.value):
        factor = Decimal("0.01")
    else:
        return low, high
    return (
        Printed(low.value * factor, low.step * factor),
        Printed(high.value * factor, high.step * factor),
    )


def _chance(text: str | None) -> Printed:
    if text is None:
        return printed("1")
    bare = re.sub(r" ?[×x] ?10 ?\^ ?- ?", "e-", text).replace("·", ".")
    lead, _, power = bare.lower().partition("e-")
    one = printed(lead)
    return Printed(one.value.scaleb(-int(power or 0)), one.step.scaleb(-int(power or 0)))
