"""When deliveries are due: each day, or each week on one day, once; and when to try again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

RETRIES = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 300, 600))
"""Pauses between attempts, 17.6 hours in all; about those Standard Webhooks recommends."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """At which full hour of the reader's day, every day or on one weekday (0 is Monday)."""

    hour: int
    weekday: int | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Schedule:
        """The schedule in a delivery's settings."""
        return cls(settings["hour"], settings.get("weekday"))

    def period(self, day: date) -> str:
        """What is delivered on *day*: that day, or the ISO week that it ends."""
        if self.weekday is None:
            return day.isoformat()
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"


def moment_of(schedule: Schedule, day: date, zone: ZoneInfo) -> datetime:
    """When a day's delivery is due, in UTC.

    An hour that a clock passes twice counts the first time; one that it leaps over is due as if
    it had not leapt, so that every day has exactly one.
    """
    return datetime.combine(day, time(schedule.hour), zone).astimezone(UTC)


def last_due(schedule: Schedule, zone: ZoneInfo, now: datetime) -> date:
    """The day whose delivery was due last, at *now* or before."""
    return _day(schedule, zone, now, -1, lambda at: at <= now)


def next_due(schedule: Schedule, zone: ZoneInfo, now: datetime) -> datetime:
    """When the first delivery after *now* is due."""
    return moment_of(schedule, _day(schedule, zone, now, 1, lambda at: at > now), zone)


def retry_at(attempts: int, now: datetime, asked: float | None = None) -> datetime | None:
    """When to try again after *attempts* failures; None when it is enough.

    *asked* is for how many seconds the other side wants to be left alone.
    """
    if attempts > len(RETRIES):
        return None
    return now + max(RETRIES[attempts - 1], timedelta(seconds=min(asked or 0, 86_400)))


def _day(
    schedule: Schedule, zone: ZoneInfo, now: datetime, step: int, fits: Callable[[datetime], bool]
) -> date:
    day = now.astimezone(zone).date() - timedelta(days=step)
    for _ in range(10):  # a week, and a day more on either side
        wanted = schedule.weekday in (None, day.weekday())
        if wanted and fits(moment_of(schedule, day, zone)):
            return day
        day += timedelta(days=step)
    raise AssertionError("a week has every weekday")
