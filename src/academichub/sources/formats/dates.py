"""Dates as bibliographic files write them, read to ISO 8601 at the precision they have."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from academichub.model import Date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d])")
# RFC 5322: "Mon, 2 Apr 2007 19:18:42 GMT"; also "2 April 2007".
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})")
_WORDS = re.compile(r"(?:([A-Za-z]{3})[a-z]*\.?\s+)?(?:(\d{1,2}),?\s+)?(\d{4})\b")


@lru_cache(maxsize=65536)
def day(text: str) -> Date | None:
    """The date *text* begins with (ISO, RFC 5322 or English words), None where there is none."""
    text = text.strip()
    if found := _ISO.match(text):
        return of(found[1], found[2], found[3])
    if found := _MAIL.match(text):
        return of(found[3], found[2], found[1])
    if found := _WORDS.match(text):
        return of(found[3], found[1], found[2])
    return None


def of(
    year: str | int, month: str | int | None = None, day: str | int | None = None
) -> Date | None:
    """A date of its parts, as exact as they make sense; None without a year.

    Args:
        year: four digits.
        month: 1 to 12, or an English name or its first three letters.
        day: of the month; left out where the month has no such day.
    """
    digits = re.search(r"(?<!\d)\d{4}(?!\d)", str(year))
    if not digits or digits[0] == "0000":
        return None
    number = month_number(month)
    if not number:
        return digits[0]
    if day is not None and (found := re.match(r"\s*(\d{1,2})(?!\d)", str(day))):
        try:
            return date(int(digits[0]), number, int(found[1])).isoformat()
        except ValueError:
            pass  # 31 June: the month still stands
    return f"{digits[0]}-{number:02d}"


def month_number(month: str | int | None) -> int | None:
    """1 to 12 of a number or an English name, else None."""
    text = str(month or "").strip().lower()
    if found := re.match(r"\d{1,2}(?!\d)", text):
        return int(found[0]) if 1 <= int(found[0]) <= 12 else None
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None
