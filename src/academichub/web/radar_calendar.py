"""The editions a radar has kept, laid out as months."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from academichub.radar import Held, Verdict
from academichub.radar.changes import day_in


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month: how many picks were shown on it, and how many of them were marked."""

    date: str
    number: int
    picks: int
    marked: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month, ``2026-05``, in weeks from Monday; None where a week reaches over its ends."""

    name: str
    weeks: Sequence[Sequence[Day | None]]


def marked_on(verdicts: Iterable[Verdict], time_zone: str) -> Counter[str]:
    """On how many works something was said on each day of *time_zone*; opening says nothing."""
    said = {
        (day_in(time_zone, datetime.fromisoformat(one.at)), one.work)
        for one in verdicts
        if one.kind != "opened"
    }
    return Counter(day for day, _ in said)


def months(kept: Iterable[Held], marked: Mapping[str, int]) -> list[Month]:
    """The months in which anything was kept, the newest first."""
    picks: Counter[str] = Counter()
    for one in kept:
        picks[one.day] += one.picks
    names = sorted({day[:7] for day in picks}, reverse=True)
    return [_month(name, picks, marked) for name in names]


def _month(name: str, picks: Counter[str], marked: Mapping[str, int]) -> Month:
    year, month = map(int, name.split("-"))
    weeks = [
        [_day(f"{name}-{number:02d}", picks, marked) if number else None for number in week]
        for week in Calendar().monthdayscalendar(year, month)
    ]
    return Month(name, weeks)


def _day(date: str, picks: Counter[str], marked: Mapping[str, int]) -> Day:
    return Day(date, int(date[8:]), picks[date], marked.get(date, 0))
