"""The windows of days a dated upstream is read by, and dates at the precision they come in.

Upstreams list things late, so a window goes on some days before the last complete one. Pure: the
day it is now is handed in. Never skips a day between two windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from academichub.model import Cursor, Date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days *start* to *end*, both included; ``resumed`` is the cursor it was left off with."""

    start: date
    end: date
    resumed: Cursor | None = None

    def cursor(self, **place: str | int) -> Cursor:
        """Where to go on inside this window: *place* means something to its source alone."""
        return {"from": self.start.isoformat(), "to": self.end.isoformat(), **place}

    def completed(self, now: datetime) -> Cursor:
        """The cursor after its last page. Today is never complete: more may come."""
        yesterday = now.astimezone(UTC).date() - _DAY
        return {"complete": min(self.end, yesterday).isoformat()}


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back windows go, in days.

    ``first`` before the very first run, ``again`` before the last complete day, and ``longest``
    is the most days one window spans, so that a long absence is caught up in portions.
    """

    first: int = 7
    again: int = 3
    longest: int = 31

    def windows(self, cursor: Cursor | None, now: datetime) -> Iterator[Window]:
        """The windows to read from *cursor* to the day of *now*, oldest first."""
        today = now.astimezone(UTC).date()
        window = self._opening(cursor, today)
        yield window
        while window.end < today:
            window = self._from(window.end + _DAY, today)
            yield window

    def _opening(self, cursor: Cursor | None, today: date) -> Window:
        if cursor and "from" in cursor:
            start, end = (date.fromisoformat(str(cursor[name])) for name in ("from", "to"))
            return Window(start, end, cursor)
        if cursor and "complete" in cursor:
            complete = date.fromisoformat(str(cursor["complete"]))
            return self._from(complete - self.again * _DAY, today)
        return self._from(today - self.first * _DAY, today)

    def _from(self, start: date, today: date) -> Window:
        start = min(start, today)
        return Window(start, min(start + (self.longest - 1) * _DAY, today))


def calendar(year: int | None, month: int | None = None, day: int | None = None) -> Date | None:
    """A date at the precision that makes sense: 2026-00-00 is 2026, 2026-02-31 is 2026-02."""
    if not year or not 1000 <= year <= 2999:
        return None
    if not month or not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return date(year, month, day or 0).isoformat()
    except (ValueError, OverflowError):
        return f"{year:04d}-{month:02d}"


def day(text: str | None) -> Date | None:
    """The date an ISO 8601 text opens with, reduced as far as it is no calendar day."""
    found = _ISO.match(text.strip()) if text else None
    return (
        calendar(*(int(figure) if figure else None for figure in found.groups())) if found else None
    )


def earliest(*dates: Date | None) -> Date | None:
    """The first of *dates*; of a day and the month or year around it, the day."""
    known = [value for value in dates if value]
    return min(known, key=lambda value: (value + "-99-99")[:10]) if known else None
