"""Reading quantities from text: where the numbers are, and what stands around each.

Never raises whatever the text is, and never reads a character twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from academichub.quantities import measures, surroundings, units
from academichub.quantities.folding import plain
from academichub.quantities.numerals import CHINESE, ENGLISH, GAP, NUMBER, value
from academichub.quantities.values import Comparator, Quantity, QuantityKind

_SIGN = r"(?:(?<![\w)\]}.])[-+](?=[\d.$])|(?<=[ (\[$=<>~])-)"
_START = re.compile(
    rf"(?P<digits>{_SIGN}?(?<![\d.]){NUMBER})"
    rf"|(?P<times>\b(?:twice|thrice|doubl(?:e[sd]?|ing)|halv(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)"
    rf"|(?:two|three|four|five|six|seven|eight|nine|ten)-?folds?)\b|翻倍|翻一番|加倍|减半)"
    rf"|(?P<words>\b{ENGLISH})|(?P<han>{CHINESE})",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"(?:{GAP}|\\%|%)*(?:-{{1,3}}|–|~|\bto\b|\bthrough\b|\band\b|到|至|\\sim|\\text{{\s?to\s?}}|\\to){GAP}*(?P<high>[-+]?{NUMBER})"
)
_TO_WORD = re.compile(rf"(?:-|\s+(?:to|or)\s+)(?P<high>{ENGLISH})", re.IGNORECASE)
_ERROR = re.compile(rf"(?:{GAP}|\\%|%)*(?:±|\\pm|\+/-|\+-|\+/–){GAP}*(?P<error>{NUMBER})")
_SCALE = re.compile(
    rf"(?:{GAP}|-)*(?P<word>hundred|thousand|million|billion|trillion|mln|bn)\b|\s*(?P<han>[十百千万亿]+)|(?P<letter>[kKMBT])(?![A-Za-z\d^/²³])"
)
_LETTERS = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_WORDS = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_HAN = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_FACTORS = {
    "tw": 2.0,
    "th": 3.0,
    "do": 2.0,
    "ha": 0.5,
    "tr": 3.0,
    "qu": 4.0,
    "翻倍": 2.0,
    "翻一": 2.0,
    "加倍": 2.0,
    "减半": 0.5,
}
_FOLD = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_CLASSIFIER = re.compile(
    r"[个种类项倍次名位年月日天周例只篇组层条张台块维步轮点颗家门成对者阶级秒分小]|分之"
)
_LONGEST = 400


class _Number(NamedTuple):
    """A number as it stands: where it ends, and one or two values."""

    end: int
    values: tuple[float, ...]


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of *text*, in order."""
    return tuple(_found(text, plain(text)))


def _found(text: str, folded: str) -> Iterator[Quantity]:
    at = 0
    for match in _START.finditer(folded):
        if match.start() < at:
            continue
        quantity = _read(text, folded, match)
        if quantity is not None:
            if quantity.start < at:  # a name that runs on from the quantity before
                quantity = replace(quantity, start=at, text=text[at : quantity.end])
            yield quantity
            at = quantity.end


def _read(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    if match["times"]:
        return _made(
            text,
            folded,
            start,
            _Number(match.end(), (_factor(match["times"].lower()),)),
            "×",
            "ratio",
        )
    if match["digits"] and (label := surroundings.label(folded, start, match.end())):
        number = re.sub(r"[^\d.]", "", match[0])[:30].strip(".") or "0"
        begin, end = label
        return Quantity(text[begin:end], begin, end, (_float(number),), kind="label")
    number_ = _number(folded, match)
    return None if number_ is None else _measured(text, folded, start, number_)


def _float(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _factor(word: str) -> float:
    if "fold" in word:
        return float(_FOLD[word.replace("folds", "fold").removesuffix("fold").rstrip("-")])
    return _FACTORS[word[:2]]


def _number(folded: str, match: re.Match[str]) -> _Number | None:
    written = match[0]
    if len(written) > _LONGEST:
        return None
    try:
        if match["digits"]:
            return _digits(folded, match)
        if match["words"]:
            return _words(folded, match)
        return _han(folded, match)
    except (ValueError, OverflowError, KeyError):
        return None


def _digits(folded: str, match: re.Match[str]) -> _Number:
    written = match[0]
    sign = -1.0 if written[0] == "-" else 1.0
    low = sign * value(written.lstrip("+-"))
    end = match.end()
    to = _TO.match(folded, end) if not _continues(folded, end) else None
    if (
        to is not None
        and not _is_between(folded, match.start(), to)
        and surroundings.label(folded, to.start("high"), to.end("high")) is None
    ):
        high = to["high"]
        top = (-1.0 if high[0] == "-" else 1.0) * value(high.lstrip("+-"))
        scale, end = _scaled(folded, to.end())
        return _Number(end, (low * scale, top * scale))
    scale, end = _scaled(folded, end)
    return _Number(end, (low * scale,))


def _continues(folded: str, end: int) -> bool:
    """Whether digits go on in a way that makes no range: a date, a telephone number."""
    return re.match(r"-\d+-\d", folded[end : end + 12]) is not None


def _is_between(folded: str, start: int, to: re.Match[str]) -> bool:
    """Whether "and" joins two numbers without "between" before them."""
    return "and" in to[0] and not re.search(r"\bbetween\W*$", folded[max(0, start - 12) : start])


def _scaled(folded: str, end: int) -> tuple[float, int]:
    match = _SCALE.match(folded, end)
    if match is None:
        return 1.0, end
    if match["word"]:
        return _WORDS[match["word"]], match.end()
    if match["han"]:
        factor = 1.0
        for one in match["han"][:3]:
            factor *= _HAN[one]
        return factor, match.end()
    letter = match["letter"]
    if letter in "KT" and not re.match(r"[\s-]+[a-z]{3,}", folded[match.end() : match.end() + 12]):
        return 1.0, end
    return _LETTERS[letter], match.end()


def _words(folded: str, match: re.Match[str]) -> _Number | None:
    written = match[0].lower()
    bare = written.split()[-1]
    if bare in {"one", "a", "an"} or (
        written in {"third", "fourth", "fifth", "sixth", "tenth", "second", "quarter"}
    ):
        return None
    if (
        bare in {"third", "fourth", "fifth", "sixth", "tenth"}
        and written.split()[0] not in {"one", "a"}
        and "-" not in written
    ):
        return None
    if re.match(r"-(?:world|way|state|art)\b", folded[match.end() : match.end() + 8]):
        return None
    low = value(written)
    to = _TO_WORD.match(folded, match.end())
    if to is not None:
        high = value(to["high"].lower())
        return _Number(to.end(), (low, high)) if high > low else _Number(match.end(), (low,))
    return _Number(match.end(), (low,))


def _han(folded: str, match: re.Match[str]) -> _Number | None:
    written = match[0]
    if len(written) == 1:
        before = folded[match.start() - 1 : match.start()]
        if (
            written in "一零〇百千"
            or (before in "第之其" and before)
            or not _CLASSIFIER.match(folded, match.end())
        ):
            return None
    number = value(written)
    if written.startswith("百分之"):
        return _Number(match.end(), (number,))
    return _Number(match.end(), (number,))


def _measured(text: str, folded: str, start: int, number: _Number) -> Quantity | None:
    end, error = number.end, None
    if match := _ERROR.match(folded, end):
        error, end = value(match["error"]), match.end()
        scale, end = _scaled(folded, end)
        error *= scale
        if len(number.values) == 1 and scale != 1.0:
            number = _Number(end, (number.values[0] * scale,))
    if folded.startswith("百分之", start):
        return _made(text, folded, start, _Number(end, number.values), "%", "measure", error)
    if (
        folded.startswith("成", end)
        and len(number.values) == 1
        and number.values[0] < 10
        and not re.match("成[为功本员果分立就]", folded[end : end + 2])
    ):
        return _made(
            text, folded, start, _Number(end + 1, (number.values[0] * 10,)), "%", "measure", error
        )
    unit = units.at(folded, end)
    spelling, counts = (unit.spelling, unit.counts) if unit else ("", False)
    end = unit.end if unit else end
    kind = surroundings.kind(folded, start, end, number.values, spelling, counts)
    if kind == "date":
        dated = surroundings.date_end(folded, number.end)
        return _made(text, folded, start, _Number(dated, number.values), "", kind, error)
    return _made(text, folded, start, _Number(end, number.values), spelling, kind, error)


def _made(
    text: str,
    folded: str,
    start: int,
    number: _Number,
    unit: str,
    kind: QuantityKind,
    error: float | None = None,
) -> Quantity:
    end = start + len(text[start : number.end].rstrip())
    comparator: Comparator = surroundings.comparator(folded, start, end)
    measure = "" if kind in {"label", "date"} else measures.near(folded, start, end)
    return Quantity(
        text[start:end], start, end, number.values, unit, comparator, error, measure, kind
    )
