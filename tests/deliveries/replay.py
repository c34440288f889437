"""A program that delivers day after day, to be killed at any moment and started again.

Started once, it forks a child for every line it reads, so that a start costs nothing.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from academichub import ids
from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.model import Announcement, Authorship, Page, Record
from academichub.profile import Profile, Reader, WantedTerm
from academichub.rounds import Rounds

FIRST, DAYS, EACH = date(2026, 6, 1), 30, 8
READER = Reader("me", "", role="administrator", created_at="2026-06-01T00:00:00Z")
PROFILE = Profile(terms=(WantedTerm("radar"),))


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def at(day: int, hour: int) -> datetime:
    moment = datetime(FIRST.year, FIRST.month, FIRST.day, hour, tzinfo=UTC)
    return moment + timedelta(days=day)


def opened(clock: Clock) -> Hub:
    return Hub(Config.load(), clock)


def records(day: int) -> tuple[Record, ...]:
    """What arrives on a day: new works of which some speak of the reader's terms."""
    return tuple(_record(day, number) for number in range(EACH))


def _record(day: int, number: int) -> Record:
    name, on = f"2606.{day * 100 + number:05}", (FIRST + timedelta(days=day)).isoformat()
    return Record(
        source="arxiv", route="arxiv-rss", key=name, fetched_at=f"{on}T04:00:00Z", raw="<item/>",
        title=f"Radar study {day} of the {number}th kind, {name}", type="preprint",
        identifiers=(ids.arxiv(name)[0],), abstract=f"What radar {name} finds, and how.",
        authorships=(Authorship(f"Author{day}x{number} Fixture"),), primary_category="cs.LG",
        categories=("cs.LG",), version=1,
        announcements=(Announcement("arxiv", on, "new", 1, "cs.LG"),),
    )  # fmt: skip


def replay(acknowledged: Path) -> None:
    """Go on from the day that was reached to the last one."""
    clock = Clock(at(0, 0))
    with opened(clock) as hub, acknowledged.open("ab", buffering=0) as said:
        reached = hub.store.ledger.setting("replayed", 0)
        for day in range(reached, DAYS):
            clock.now = at(day, 6)
            take(hub.store, "arxiv-rss", Page(records=records(day)), f"{at(day, 6):%FT%TZ}")
            hub.try_catch_up()
            clock.now = at(day, 8)
            list(Rounds(hub).due())
            library = Desk(hub, READER).library
            name = f"arxiv:{records(day)[0].key}"
            library.mark(name, saved=True, note=f"seen on day {day}")
            said.write(f"{name}\n".encode())
            hub.store.ledger.put_setting("replayed", day + 1)
        said.write(b"done\n")


def main() -> None:
    acknowledged = Path(sys.argv[1])
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            replay(acknowledged)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
