"""When deliveries are due: once a day or week in the reader's own time, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.deliver.schedule import (
    RETRIES,
    Schedule,
    last_due,
    moment_of,
    next_due,
    retry_at,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = sorted(name for name in available_timezones() if "/" in name)
moments = st.integers(1_577_836_800, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC))
schedules = st.builds(Schedule, st.integers(0, 23), st.none() | st.integers(0, 6))
zones = st.sampled_from(ZONES).map(ZoneInfo)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "due"),
    [
        ("UTC", 7, "2026-06-25", "2026-06-25T07:00"),
        ("Europe/Berlin", 7, "2026-06-25", "2026-06-25T05:00"),
        ("Asia/Shanghai", 7, "2026-06-25", "2026-06-24T23:00"),
        ("America/Los_Angeles", 7, "2026-06-25", "2026-06-25T14:00"),
        ("Asia/Kathmandu", 7, "2026-06-25", "2026-06-25T01:15"),
    ],
)
def test_the_hour_is_that_of_the_readers_clock(zone, hour, day, due):
    found = moment_of(Schedule(hour), date.fromisoformat(day), ZoneInfo(zone))
    assert found == utc(due)


def test_an_hour_the_clock_leaps_over_is_due_once():
    days = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
    due = [moment_of(Schedule(2), day, BERLIN) for day in days]
    assert due == [utc("2026-03-28T01:00"), utc("2026-03-29T01:00"), utc("2026-03-30T00:00")]
    assert last_due(Schedule(2), BERLIN, utc("2026-03-29T01:00")) == days[1]


def test_an_hour_the_clock_passes_twice_is_due_the_first_time():
    day = date(2026, 10, 25)
    assert moment_of(Schedule(2), day, BERLIN) == utc("2026-10-25T00:00")
    for moment in ("2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T01:30"):
        assert last_due(Schedule(2), BERLIN, utc(moment)) == day
        assert next_due(Schedule(2), BERLIN, utc(moment)) == utc("2026-10-26T01:00")


@given(schedules, zones, moments)
def test_what_is_due_next_is_the_period_after_the_last(schedule, zone, now):
    day, following = last_due(schedule, zone, now), next_due(schedule, zone, now)
    assert moment_of(schedule, day, zone) <= now < following
    after = last_due(schedule, zone, following)
    assert schedule.period(after) != schedule.period(day)
    length = 7 if schedule.weekday is not None else 1
    # A few islands have changed sides of the date line and lack a day; none lacks two.
    assert timedelta(days=length) <= after - day <= timedelta(days=length + 1)


@given(st.integers(0, 23), zones, st.dates(date(2020, 1, 1), date(2029, 1, 1)))
def test_every_day_of_a_year_has_one_moment_and_they_follow_each_other(hour, zone, first):
    due = [moment_of(Schedule(hour), first + timedelta(days=n), zone) for n in range(370)]
    assert due == sorted(set(due))


def test_a_week_is_named_as_iso_8601_names_it():
    weekly = Schedule(7, weekday=4)
    assert weekly.period(date(2026, 6, 26)) == "2026-W26"
    assert weekly.period(date(2027, 1, 1)) == "2026-W53"


def test_failures_are_tried_again_ever_later_and_then_given_up():
    now = utc("2026-06-25T07:00")
    waits = [retry_at(n, now) for n in range(1, len(RETRIES) + 2)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])
    assert retry_at(1, now, asked=900) == now + timedelta(seconds=900)
    assert retry_at(1, now, asked=1e9) == now + timedelta(days=1)
