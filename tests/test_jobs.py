"""What is due, and one run of it against a source of our own and a real store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import jobs
from academichub.errors import MalformedAnswerError, UnreachableError
from academichub.fetch import Client
from academichub.jobs import Holder, Scheduled, due, instant, is_gone, moment, next_run
from academichub.model import Cursor, Page, Unreadable
from academichub.store import Store
from academichub.store.ledger import Run
from academichub.testing import arxiv_record

NOW = datetime(2026, 6, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME = Holder("here", 100, "abc", 1)


@dataclass(frozen=True)
class Source:
    """A source that gives what it is told to; an exception among its pages is raised."""

    name: str = "ours"
    given: tuple[Page | Exception, ...] = ()
    asked: list[Cursor | None] = field(default_factory=list)
    between: Callable[[], None] = lambda: None

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        self.asked.append(cursor)
        for page in self.given:
            if isinstance(page, Exception):
                raise page
            yield page
            self.between()


def scheduled(name: str = "ours", *, every: timedelta = HOUR, enabled: bool = True) -> Scheduled:
    return Scheduled(Source(name), name, every, enabled)


def ended(name: str, ago: timedelta, outcome: str = "ok") -> dict[str, Run]:
    at = instant(NOW - ago)
    return {name: Run(1, name, at, at, outcome)}


def run(store: Store, source: Source, **options: Any) -> Run | None:
    with Client() as client:
        given = {"holder": ME, "lives": lambda process: True, "clock": lambda: NOW, **options}
        return jobs.run(store, client, source, **given)


def records(*numbers: int) -> list[Any]:
    return [arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}") for n in numbers]


# What is due


def test_a_source_never_asked_is_due_at_once_and_so_is_one_whose_run_never_ended():
    assert next_run(scheduled(), {}, NOW) == NOW
    begun = {"ours": Run(1, "ours", instant(NOW - 5 * HOUR))}
    assert next_run(scheduled(), begun, NOW) == NOW


def test_a_source_is_asked_again_after_its_interval_and_not_before():
    assert due([scheduled()], ended("ours", timedelta(minutes=59)), NOW) == []
    assert len(due([scheduled()], ended("ours", HOUR), NOW)) == 1


@pytest.mark.parametrize("outcome", ["failed", "interrupted"])
def test_a_failing_source_is_retried_sooner_but_never_sooner_than_it_would_be_asked(outcome):
    runs = ended("ours", timedelta(), outcome)
    assert next_run(scheduled(every=24 * HOUR), runs, NOW) == NOW + timedelta(minutes=15)
    often = timedelta(minutes=5)
    assert next_run(scheduled(every=often), runs, NOW) == NOW + often


def test_what_is_off_is_never_due_and_the_longest_waiting_comes_first():
    runs = ended("b", 3 * HOUR) | ended("c", 9 * HOUR) | ended("d", timedelta(minutes=1))
    schedule = [scheduled("a", enabled=False), *(scheduled(name) for name in "bcd")]
    assert [one.name for one in due(schedule, runs, NOW)] == ["c", "b"]


@given(
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=2)),
)
def test_a_source_is_due_exactly_when_its_next_run_is_not_in_the_future(ago, every):
    one, runs = scheduled(every=every), ended("ours", ago)
    assert bool(due([one], runs, NOW)) is (next_run(one, runs, NOW) <= NOW)


@given(st.timedeltas(timedelta(days=-9000), timedelta(days=9000)).map(lambda ago: NOW - ago))
def test_a_moment_is_read_as_it_was_written_to_the_second(at):
    assert moment(instant(at)) == at.replace(microsecond=0)


# One run


def test_a_run_keeps_what_came_counts_it_and_moves_the_cursor(store):
    bad = Unreadable("arxiv", "ours", "no title", "<item/>")
    source = Source(
        given=(
            Page(records(1, 2), [bad], {"at": 1}, 4, "one"),
            Page(records(2, 3), (), {"at": 2}, note="one"),
        )
    )
    told: list[tuple[str, int, int | None]] = []
    done = run(
        store,
        source,
        progress=lambda route, counts, expected: told.append((route, counts.new, expected)),
    )
    assert done is not None
    assert (done.new, done.unchanged, done.unreadable, done.outcome, done.note) == (
        3,
        1,
        1,
        "ok",
        "one",
    )
    assert told == [("ours", 2, 4), ("ours", 3, 4)]
    assert store.cursor("ours") == {"at": 2}
    assert store.ledger.last_runs() == {"ours": done}


def test_a_failure_ends_the_run_with_its_words_and_what_came_before_is_kept(store):
    broken = MalformedAnswerError("half a body came")
    done = run(store, Source(given=(Page(records(1), (), {"at": 1}), broken, Page(records(2)))))
    assert done is not None
    assert (done.outcome, done.error, done.new) == ("failed", "half a body came", 1)
    assert store.cursor("ours") == {"at": 1}
    again = Source(given=(Page(records(2), (), {"at": 2}),))
    assert run(store, again) is not None
    assert again.asked == [{"at": 1}]


def test_a_failure_that_is_none_of_the_upstreams_is_not_taken_for_one(store):
    with pytest.raises(ZeroDivisionError):
        run(store, Source(given=(Page(records(1)), ZeroDivisionError())))
    assert run(store, Source(given=(Page(records(2)),))) is not None  # the lease was given back


def test_a_run_that_was_cut_off_is_noted_as_interrupted_by_the_next(store):
    store.ledger.begin_run("ours", instant(NOW - HOUR))
    run(store, Source())
    with store.engine.connect() as connection:
        outcomes = (
            connection.exec_driver_sql("SELECT outcome FROM runs ORDER BY number").scalars().all()
        )
    assert outcomes == ["interrupted", "ok"]


def test_a_source_another_holds_is_left_alone(store):
    other = Holder("elsewhere", 100, "xyz", 1)
    store.ledger.lease("collect ours", str(other), instant(NOW), instant(NOW + HOUR))
    source = Source(given=(Page(records(1)),))
    assert run(store, source) is None
    assert source.asked == []
    assert run(store, source, clock=lambda: NOW + HOUR) is not None


def test_the_lease_of_a_dead_process_is_taken_over_at_once(store):
    dead = ME._replace(process=99, start="xyz")
    store.ledger.lease("collect ours", str(dead), instant(NOW), instant(NOW + HOUR))
    assert run(store, Source()) is None
    assert run(store, Source(), lives=lambda process: process != 99) is not None
    assert store.ledger.holder("collect ours") is None


def test_a_run_longer_than_its_lease_keeps_it_by_renewing(store):
    times = iter(NOW + n * timedelta(minutes=20) for n in range(100))
    refused: list[Run | None] = []
    late: list[datetime] = []

    def clock() -> datetime:
        late.append(next(times))
        return late[-1]

    def between() -> None:
        refused.append(run(store, Source(), holder=ME._replace(thread=2), clock=lambda: late[-1]))

    pages = tuple(Page(records(n), (), {"at": n}) for n in range(1, 6))
    done = run(store, Source(given=pages, between=between), clock=clock)
    assert done is not None
    assert (done.outcome, done.new) == ("ok", 5)
    assert refused == [None] * 5


def test_a_run_that_lost_its_lease_stops_and_moves_no_cursor(store):
    holder = ME._replace(host="elsewhere")

    def stood_still() -> None:
        later = NOW + timedelta(hours=2)
        store.ledger.lease("collect ours", str(holder), instant(later), instant(later + HOUR))

    done = run(
        store,
        Source(
            given=(Page(records(1), (), {"at": 1}), Page((), (), {"at": 2})), between=stood_still
        ),
    )
    assert done is not None
    assert done.outcome == "failed"
    assert "another process" in (done.error or "")
    assert store.cursor("ours") == {"at": 1}
    assert store.ledger.holder("collect ours") == str(holder)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (str(ME), False),
        (str(ME._replace(thread=2)), False),
        (str(ME._replace(start="before")), True),
        (str(ME._replace(process=7)), True),
        (str(ME._replace(process=8)), False),
        (str(ME._replace(host="elsewhere", process=7)), False),
        (str(Holder("a/b", 7, "x", 1)), False),
        ("me", False),
        ("", False),
        ("here/x/y/z", False),
    ],
)
def test_only_a_process_known_to_be_dead_is_gone(text, gone):
    assert is_gone(text, ME, lambda process: process != 7) is gone


@given(
    st.text(), st.integers(0, 2**22), st.text("abcdef0123456789", min_size=1), st.integers(0, 2**63)
)
def test_a_holder_is_read_as_it_was_written(host, process, start, thread):
    holder = Holder(host, process, start, thread)
    assert Holder.read(str(holder)) == holder


def test_the_hub_knows_the_living_from_the_dead():
    from academichub.jobs import lives

    assert lives(os.getpid())
    assert lives(1)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert not lives(child)


def test_an_upstream_out_of_reach_is_a_failed_run_and_no_crash(store):
    done = run(store, Source(given=(UnreachableError("no connection to arxiv.org"),)))
    assert done is not None
    assert (done.outcome, done.error) == ("failed", "no connection to arxiv.org")
