"""Written numbers to numbers: digits, powers of ten, English and Chinese number words.

Knows no units. What cannot be read as a number is no number: `value` then raises ValueError.
"""

from __future__ import annotations

import re

_ONES = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
)}  # fmt: skip
_TENS = {word: 10 * number for number, word in enumerate(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
)}  # fmt: skip
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
          "fourths": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10, "sixth": 6, "sixths": 6}  # fmt: skip
_HAN = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_TENS = {"十": 10.0, "百": 1e2, "千": 1e3}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

_UNIT_WORD = "|".join((*_ONES, *_TENS))
_SCALE_WORD = "|".join(_SCALES)
_PART_WORD = "|".join(sorted(_PARTS, key=len, reverse=True))

GAP = r"(?:[ \t\n]|\\[,;:! ]|\{\}|\$)"
"""What may stand between a number and what belongs to it: space, TeX's spaces, a formula's edge."""

DIGITS = r"(?:\d{1,3}(?:(?:,|\{,\}|\\,|[\u2009\u202f'’])\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?(?![\d])|\.\d+)"
_POWER = r"(?:\$?\^\s*\$?\s*(?:\{\s*[-+]?\s*\d{1,3}\s*\}|[-+]?\d{1,3})|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_TIMES_TEN = rf"(?:{GAP}*(?:×|\\times|\\cdot|·|\*|x){GAP}*10{_POWER})"
NUMBER = rf"(?:10{_POWER}(?![\d])|{DIGITS}(?:{_TIMES_TEN}|[eE][-+]?\d{{1,3}}(?![\w.]\w))?)"
"""A number in digits, without its sign."""

ENGLISH = (
    rf"(?:(?:(?:{_UNIT_WORD}|a|an)[ -](?:and[ -])?(?:a[ -])?)?(?:{_PART_WORD})\b"
    rf"|(?:a )?(?:half a )?(?:(?:{_UNIT_WORD}|hundred|thousand|a)(?:[ -]and)?[ -])*?"
    rf"(?:{_UNIT_WORD}|{_SCALE_WORD})(?:[ -](?:and[ -])?(?:{_UNIT_WORD}|{_SCALE_WORD}))*\b)"
)
"""A number in English words, in lower case; `value` says whether it truly is one."""

CHINESE = (
    r"(?:一半|百分之(?:[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)"
    r"|[零〇一二两三四五六七八九十百千万亿]+分之[零〇一二两三四五六七八九十百千万亿]+"
    r"|[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿点]*)"
)

_EXPONENT = re.compile(_POWER)
_TEN_TO = re.compile(rf"(?:×|\\times|\\cdot|·|\*|x){GAP}*10(?={_POWER}$)")
_NOT_DIGITS = re.compile(r"[^\d.]")


def value(written: str) -> float:
    """The number that *written* (one of the patterns here, sign apart) is.

    Raises:
        ValueError: it is none.
    """
    if written[0].isdigit() or written[0] == ".":
        return _digits(written)
    if written[0].isascii():
        return _english(written.lower())
    return _chinese(written)


def _digits(written: str) -> float:
    if written.startswith("10") and _EXPONENT.fullmatch(written, 2):
        return _power(written[2:])
    head, times, tail = _split(written)
    head = head.replace("{,}", "").replace("\\,", "")
    if not times and "e" in head.lower():
        return float(head)
    number = float(_NOT_DIGITS.sub("", head))
    return number * _power(tail) if times else number


def _split(written: str) -> tuple[str, bool, str]:
    if not (ten := _TEN_TO.search(written)):
        return written, False, ""
    before = written[: ten.start()].rstrip()
    digits = re.split(r"[^\d.,{}'’\u2009\u202f]|\\,", before, maxsplit=1)[0]
    return digits, True, written[ten.end() :]


def _power(written: str) -> float:
    plain = re.sub(r"[^\d+-]", "", written.translate(_SUPERSCRIPTS))
    return float(f"1e{plain}")


def _english(written: str) -> float:
    words = [word for word in re.split(r"[ -]+", written) if word != "and"]
    if words[-1] in _PARTS:
        return _part(words)
    total, group = 0.0, 0.0
    for word in words:
        if word in {"a", "an", "half"}:
            group = 0.5 if word == "half" else (group or 0.0)
        elif word in _SCALES:
            group = (group or 1.0) * _SCALES[word]
            if _SCALES[word] >= 1e3:
                total, group = total + group, 0.0
        else:
            group += _ONES.get(word, 0) or _TENS.get(word, 0)
    return total + group


def _part(words: list[str]) -> float:
    whole = [_ONES.get(word, _TENS.get(word, 0)) for word in words[:-1] if word not in {"a", "an"}]
    if len(whole) > 1:
        raise ValueError(words)
    if whole and "a" in words[:-1]:  # two and a half
        return whole[0] + 1 / _PARTS[words[-1]]
    return (whole[0] if whole else 1) / _PARTS[words[-1]]


def _chinese(written: str) -> float:
    if written == "一半":
        return 0.5
    if "分之" in written:
        below, _, above = written.partition("分之")
        return _chinese(above) if below == "百" else _chinese(above) / (_chinese(below) or 1.0)
    if written[0].isdigit():
        return float(written)
    whole, _, decimals = written.partition("点")
    number = _han(whole)
    if decimals and all(one in _HAN for one in decimals):
        number += float("0." + "".join(str(_HAN[one]) for one in decimals))
    return number


def _han(written: str) -> float:
    if len(written) > 1 and all(one in _HAN for one in written):
        return float("".join(str(_HAN[one]) for one in written))
    total, group, digit = 0.0, 0.0, 0.0
    for one in written:
        if one in _HAN:
            digit = _HAN[one]
        elif one in _HAN_TENS:
            group, digit = group + (digit or 1.0) * _HAN_TENS[one], 0.0
        elif one == "万":
            total, group, digit = total + (group + digit or 1.0) * 1e4, 0.0, 0.0
        else:
            total, group, digit = (total + group + digit or 1.0) * 1e8, 0.0, 0.0
    return total + group + digit
