"""The works of a field in whole weeks. Knows their days, nothing of what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from academichub.model import Date, Work
from academichub.trends.values import Week

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Field:
    """Works in order of time; ``places`` says in which of the weeks each is.

    The last ``recent`` weeks are the window.
    """

    works: Sequence[Work]
    places: Sequence[int]
    weeks: tuple[Week, ...]
    recent: int


def read(works: Iterable[Work], today: Date, window: int, past: int) -> Field:
    """Put *works* into whole weeks that end with *today*; those outside of them are left out."""
    recent, earlier = max(1, window // _WEEK), max(1, past // _WEEK)
    last, count = date.fromisoformat(today), recent + earlier
    placed = []
    for work in works:
        day = _day(work.date)
        if day is not None and 0 <= (ago := (last - day).days) < count * _WEEK:
            placed.append((day, count - 1 - ago // _WEEK, work))
    placed.sort(key=lambda row: (row[0], row[2].id))
    sizes = Counter(place for _, place, _ in placed)
    ends = [last - timedelta(days=_WEEK * (count - 1 - number)) for number in range(count)]
    weeks = tuple(
        Week(str(end - timedelta(days=_WEEK - 1)), str(end), sizes[number], number >= earlier)
        for number, end in enumerate(ends)
    )
    return Field([row[2] for row in placed], [row[1] for row in placed], weeks, recent)


def _day(text: Date) -> date | None:
    """The day of a full date; what names only a month or a year, or is no date, has none."""
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
