"""Dates as feeds write them, in every format seen, to a day and an instant.

Never guesses between day-first and month-first figures: `03/04/2026` stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import Any

from academichub.sources.feed_values import Moment

_LONGEST = 100  # no date is longer; anything more is something else in a date's place
# W3CDTF (https://www.w3.org/TR/NOTE-datetime), RFC 3339, and the looser shapes of ISO 8601.
_ISO = re.compile(
    r"(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    spelling: number
    for number, name in enumerate(_NAMES.split(), start=1)
    for spelling in (name, name[:3], name[:4])
}
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]+,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?[\s,-]+(\d{4})", re.ASCII
)
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]+,?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})", re.ASCII
)
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")


def moment(text: str | None, parsed: Any = None) -> Moment | None:
    """Read a date as written; *parsed* is feedparser's reading, a UTC 9-tuple, as last resort.

    Returns:
        None where nothing was written, or nothing that is a date.
    """
    if not text or len(text) > _LONGEST:
        return None
    readings = (reading(text.strip()) for reading in (_iso, _rfc822, _written, _chinese))
    return next((found for found in readings if found), None) or _from_tuple(parsed)


def first(moments: Iterable[Moment | None]) -> Moment | None:
    """The first that was read."""
    return next((found for found in moments if found), None)


def _iso(text: str) -> Moment | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if not day:
        return _reduced(year, month)
    if not hour:
        return _on(year, month, day)
    clock = (int(hour), int(minute), min(int(second or 0), 59))
    return _at((int(year), int(month), int(day)), clock, _offset(zone))


def _rfc822(text: str) -> Moment | None:
    # Where the hour is missing, parsedate_tz fills in midnight; a day was all that was meant.
    if ":" not in text:
        return None
    try:
        found = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None  # the standard library stumbles over some text that is no date at all
    if not found:
        return None
    year, month, day, hour, minute, second = found[:6]
    return _at((year, month, day), (hour, minute, min(second, 59)), found[9] or 0)


def _written(text: str) -> Moment | None:
    if found := _DAY_FIRST.fullmatch(text):
        return _on(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _on(found[3], _month(found[1]), found[2])
    if found := _MONTH_ONLY.fullmatch(text):
        month = _month(found[1])
        return _reduced(found[2], month) if month else None
    return None


def _chinese(text: str) -> Moment | None:
    found = _CHINESE.fullmatch(text)
    if not found:
        return None
    return _on(*found.groups()) if found[3] else _reduced(found[1], found[2])


def _month(name: str) -> str | None:
    number = _MONTHS.get(name.lower())
    return str(number) if number else None


def _reduced(year: str, month: str | None) -> Moment | None:
    if not 1000 <= int(year) <= 2999 or (month and not 1 <= int(month) <= 12):
        return None
    return Moment(f"{year}-{int(month):02d}" if month else year)


def _on(year: str, month: str | None, day: str) -> Moment | None:
    try:
        return Moment(date(int(year), int(month or 0), int(day)).isoformat())
    except ValueError:
        return None


def _at(
    day: tuple[int, int, int], clock: tuple[int, int, int], offset: int | timedelta
) -> Moment | None:
    zone = offset if isinstance(offset, timedelta) else timedelta(seconds=offset)
    try:
        local = datetime(*day, *clock, tzinfo=timezone(zone))
        utc = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(local.date().isoformat(), utc.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _offset(zone: str | None) -> int:
    if not zone or zone[0] not in "+-":
        return 0
    figures = zone[1:].replace(":", "")
    seconds = int(figures[:2]) * 3600 + int(figures[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def _from_tuple(parsed: Any) -> Moment | None:
    return _at(tuple(parsed[:3]), tuple(parsed[3:6]), 0) if parsed else None
