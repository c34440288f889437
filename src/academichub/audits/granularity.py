"""Means, standard deviations and shares that no whole numbers can have.

Speaks only of what the text says is whole: ratings, items, counts, shares of a stated number. Anything
that is measured (years, metres, seconds) is left alone, and so is every mean that was modelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits import grains
from academichub.audits.decimals import Printed, printed, whole
from academichub.audits.facts import Facts, found
from academichub.audits.folded import Folded, folded

CHECK = Check(
    "granularity",
    1,
    "arithmetic",
    "Means, deviations and shares that whole numbers can have",
    "Show the sums they come from, or say that answers were missing, averaged or not whole.",
)

_NUMBER = r"\d{0,4}[.·]\d{1,3}(?!\d|[.·]\d)"
_MEAN = rf"(?<![\w.])(?:M|[Mm]ean(?: (?:rating|score|number|count|proportion))?(?: of)?) ?(?:=|was|is|of|:)? ?(?P<mean>{_NUMBER})(?! ?%)"
_SD = rf"(?:(?:SD|S\.D\.|s\.d\.|standard deviation) ?(?:=|of|:)? ?|(?P<pm>±) ?)(?P<sd>{_NUMBER})"
_N = r"[nN] ?= ?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,·]\d)"
_GAP = r" ?[,;()\[\]]{0,3} ?(?:and |with )?"
_FORMS = (
    re.compile(rf"{_MEAN}(?:{_GAP}{_SD})?{_GAP}{_N}"),
    re.compile(rf"{_N}{_GAP}{_MEAN}(?:{_GAP}{_SD})?"),
)
_SHARE = re.compile(
    r"(?<![\w.,·/–-])(?P<share>\d{1,2}[.·]\d{1,2}) ?(?:%|percent) of (?:the |all |our |these |those )?(?P<of>\d{1,3}(?:,\d{3})+|\d{1,5})"
    r" (?:patients|participants|subjects|respondents|students|children|people|individuals|adults|women|men|cases|studies|trials|articles|papers|items|plots|samples|eyes|mice|rats|animals)\b"
)
_WHOLE = re.compile(
    r"\b(?:likert|rating|rated|ratings|point scale|number of|count of|counts|items? correct|errors made|response options)\b"
    r"|\d-point\b|\bquestionnaires?\b|\bscale (?:from|of|ranging)\b|\bfrom [01] \([^()]{1,40}\) to \d",
    re.IGNORECASE,
)
_BINARY = re.compile(
    r"\b(?:binary|dichotom|proportion|dummy|yes/no|0/1|coded (?:as )?[01])", re.IGNORECASE
)
_ITEMS = re.compile(
    r"\b(?P<items>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)[- ]items?\b",
    re.IGNORECASE,
)
_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        2,
    )
}
_MODELLED = re.compile(
    r"weight|adjusted|estimated marginal|least[- ]squares? mean|imput|log|z-scor|standardi[sz]ed|trimmed|average of the|"
    r"\b(?:years?|age|aged|kg|cm|mm|ms|seconds?|minutes?|hours?|days|months|°C|Hz|mmHg|dollars|euros)\b|[$€£]",
    re.IGNORECASE,
)
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Sample:
    """A mean as it is reported with its number of people, and its standard deviation if there is one."""

    mean: Printed
    sd: Printed | None
    n: int
    start: int
    end: int
    around: str


def read(source: Folded) -> Iterator[Sample]:
    """The means of a text that stand with their n."""
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(source.text):
            n = whole(match["n"])
            if not n or match.start("mean") in taken:
                continue
            taken.add(match.start("mean"))
            sd = printed(match["sd"]) if match["sd"] and not match["pm"] else None
            around = source.text[max(0, match.start() - _AROUND) : match.end() + _AROUND // 2]
            yield Sample(
                printed(match["mean"]), sd, n, *source.span(match.start(), match.end()), around
            )


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Means, deviations and shares of whole numbers that are none."""
    if "=" not in document.text and "%" not in document.text:
        return
    source = folded(document.text)
    items = frozenset(_items(source.text))
    for one in read(source):
        if told := _wrong(one, items):
            yield found(
                CHECK, document, [(one.start, one.end)], told, "warning",
                mean=one.mean.value, sd=one.sd.value if one.sd else "", n=one.n,
            )  # fmt: skip
    yield from _shares(document, source)


def _items(text: str) -> Iterator[int]:
    for match in _ITEMS.finditer(text):
        word = match["items"].lower()
        yield int(word) if word.isdigit() else _WORDS[word]


def _wrong(one: Sample, items: frozenset[int]) -> str:
    """What cannot be of this sample, ``""`` if nothing is known to be."""
    if _MODELLED.search(one.around):
        return ""
    if one.sd and one.mean.value <= 1 and _BINARY.search(one.around):
        if grains.debit(one.mean, one.sd, one.n):
            return ""
        return f"No {one.n} answers of nought or one have mean {one.mean.value} and standard deviation {one.sd.value}."
    if not _WHOLE.search(one.around):
        return ""
    scales = {1, *items}
    if not any(grains.grim(one.mean, one.n, each) for each in scales):
        return f"No {one.n} whole numbers have the mean {one.mean.value}{_said(items)}."
    if one.sd and not any(grains.grimmer(one.mean, one.sd, one.n, each) for each in scales):
        return f"No {one.n} whole numbers with mean {one.mean.value} have the standard deviation {one.sd.value}{_said(items)}."
    return ""


def _said(items: frozenset[int]) -> str:
    if not items:
        return ""
    return f", nor do the means of {' or '.join(map(str, sorted(items)))} items"


def _shares(document: Document, source: Folded) -> Iterator[Finding]:
    """Percentages of a stated number that no count of it is."""
    for match in _SHARE.finditer(source.text):
        percent, of = printed(match["share"]), whole(match["of"])
        around = source.text[max(0, match.start() - _AROUND) : match.end() + _AROUND // 2]
        if (
            of
            and not grains.shares(percent, of)
            and not re.search(r"weight|adjusted|estimated", around)
        ):
            yield found(
                CHECK, document, [source.span(match.start(), match.end())],
                f"No count of {of} is {percent.value} %.", "warning", share=percent.value, of=of,
            )  # fmt: skip
