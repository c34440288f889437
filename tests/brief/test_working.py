"""Workers in this process and as a command: they make what is asked for, stop cleanly, and say what is wrong."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from academichub.argument import Outline, Part, Section
from academichub.brief.making import Maker
from academichub.config import Config
from academichub.durable import Turn, Worker
from academichub.errors import ModelError, StoreError
from academichub.hub import Hub
from academichub.jobs import Holder
from academichub.store import Store
from academichub.testing import served
from academichub.working import LEASE, Life, briefs, worker

from .made import ask, brief_of, means


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def working(store: Store, url: str, **changes: object) -> Iterator[Worker]:
    made = worker(store, url, [briefs(store, Maker(means(store, **changes)))], now, 2)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def test_a_worker_makes_what_is_asked_for_and_leaves_no_thread(filled, store_url):
    before = set(threading.enumerate())
    with working(filled, store_url):
        ask(filled)
        until(lambda: not filled.briefs.unfinished())
        ask(filled, "b2")
        until(lambda: not filled.briefs.unfinished())
    assert brief_of(filled)
    assert brief_of(filled, "b2")
    assert set(threading.enumerate()) <= before


def slow(called: Event, seconds: float = 30) -> Callable[..., Callable[[Section, Outline], Part]]:
    """A model that answers after a long time, or when it is not wanted any more."""

    def writer(_: object, stop: Callable[[], bool]) -> Callable[[Section, Outline], Part]:
        def write(section: Section, outline: Outline) -> Part:
            called.set()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                if stop():
                    raise ModelError("cancelled")
                time.sleep(0.02)
            return Part(section.key, writer="prompted")

        return write

    return writer


def test_a_brief_is_cancelled_while_a_model_is_waited_for(filled, store_url):
    called = Event()
    with working(filled, store_url, writer=slow(called)):
        ask(filled, writer="prompted")
        assert called.wait(60)
        filled.briefs.cancel("b1", "2026-06-12T09:00:00Z")
        began = time.monotonic()
        ask(filled, "b2")
        ask(filled, "b3")
        until(lambda: not filled.briefs.unfinished())
        assert time.monotonic() - began < 25
    assert filled.briefs.get("b1").state == "cancelled"
    assert filled.briefs.parts("b1") == []


def test_what_a_worker_leaves_when_it_stops_is_gone_on_with(filled, store_url):
    called = Event()
    with working(filled, store_url, writer=slow(called)):
        ask(filled, writer="prompted")
        assert called.wait(60)
    assert filled.briefs.get("b1").state == "working"

    def quick(*_: object) -> Callable[[Section, Outline], Part]:
        return lambda section, _: Part(section.key, writer="prompted")

    with working(filled, store_url, writer=quick):
        until(lambda: not filled.briefs.unfinished())
    assert brief_of(filled).provenance.writer == "prompted"


def test_a_store_that_is_locked_says_so_loses_nothing_and_goes_on(tmp_path):
    from academichub.collect import take
    from academichub.model import Page

    from .made import AT, papers

    url = f"sqlite:///{tmp_path / 'store.db'}"
    with Store(url) as store:
        take(store, "test", Page(records=papers()), AT)
        ask(store)
        tries = []

        class Locked:
            """Fails twice as a database does that another process holds."""

            def make(self, brief: str, stopping: Callable[[], bool]) -> bool:
                tries.append(brief)
                if len(tries) < 3:
                    raise StoreError("another process is writing to the store")
                return Maker(means(store)).make(brief, stopping)

        made = worker(store, url, [briefs(store, Locked())], now, 1)
        made.start()
        try:
            until(lambda: not store.briefs.unfinished())
        finally:
            made.stop()
        assert brief_of(store)
        assert tries == ["b1"] * 3


FULL = """
import resource, signal, sys
from academichub.store import Store
from academichub.brief.making import Maker, Means
from academichub.bridges import Meetings
from academichub.errors import StoreError
from datetime import UTC, datetime, timedelta
from pathlib import Path

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Store(f"sqlite:///{path}") as store:
    def never(*_): raise AssertionError
    maker = Maker(Means(store, Meetings.none, never, lambda: datetime.now(UTC)))
    store.briefs.get("b1")
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        maker.make("b1")
        print("made")
    except StoreError as error:
        print(error)
"""


def test_a_full_disk_is_a_clear_error_and_what_was_kept_stays(tmp_path):
    from academichub.collect import take
    from academichub.model import Page

    from .made import AT, papers

    path = tmp_path / "store.db"
    with Store(f"sqlite:///{path}") as store:
        take(store, "test", Page(records=papers()), AT)
        ask(store)
        ask(store, "b2")
        Maker(means(store)).make("b2")
    said = []
    for room in (8_192, 24_576, 49_152, 98_304, 8_388_608):
        run = subprocess.run(
            [sys.executable, "-c", FULL, str(path), str(room)],
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        said.append(run.stdout.strip())
        if said[-1] == "made":
            break
    assert said[-1] == "made"
    assert len(said) > 2
    assert all("disk" in one or "I/O" in one for one in said[:-1]), said
    with Store(f"sqlite:///{path}") as store:
        one, other = brief_of(store), brief_of(store, "b2")
        assert one.themes == other.themes
        assert len(store.briefs.parts("b1")) == store.briefs.get("b1").total


# Who is gone


class Clock:
    """Stands where it is put."""

    now = datetime(2026, 6, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_worker_of_another_host_is_gone_when_it_gave_no_sign_for_long(store):
    clock = Clock()
    here, there, third = (Holder(host, 1, "a", 1) for host in ("here", "there", "third"))
    mine, theirs, others = (Life(store.ledger, one, clock) for one in (here, there, third))
    long_ago = Turn("b1", 1, "running", str(there), clock.now.timestamp() - 3600)
    theirs.beat()
    assert not mine.is_gone(long_ago)
    clock.now += LEASE / 2
    theirs.beat()
    clock.now += LEASE / 2
    assert not mine.is_gone(long_ago)
    clock.now += LEASE
    assert mine.is_gone(long_ago)
    assert not others.is_gone(long_ago)  # one takes its jobs up, not all


def test_a_worker_that_has_just_begun_a_job_is_not_gone(store):
    clock = Clock()
    mine = Life(store.ledger, Holder("here", 1, "a", 1), clock)
    there = str(Holder("there", 1, "a", 1))
    assert not mine.is_gone(Turn("b1", 1, "running", there, clock.now.timestamp()))


def test_a_process_that_is_no_more_is_gone_at_once(store):
    clock = Clock()
    mine = Life(store.ledger, Holder("here", os.getpid(), "a", 1), clock)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead, before_me = (Holder("here", at, "b", 1) for at in (ended.pid, os.getpid()))
    for gone in (dead, before_me):
        assert mine.is_gone(Turn("b1", 1, "running", str(gone), clock.now.timestamp()))
    assert not mine.is_gone(Turn("b1", 1, "running", str(Holder("here", os.getpid(), "a", 1)), 0.0))


def test_signs_of_life_of_long_ago_are_forgotten(store):
    clock = Clock()
    Life(store.ledger, Holder("there", 1, "a", 1), clock).beat()
    store.ledger.lease("collect arxiv", "me", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z")
    clock.now += 3 * timedelta(days=1)
    Life(store.ledger, Holder("here", 1, "a", 1), clock).beat()
    assert store.ledger.holder("worker there/1/a/1") is None
    assert store.ledger.holder("worker here/1/a/1") == "here/1/a/1"
    assert store.ledger.holder("collect arxiv") == "me"


# As the program runs it


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "program"


@pytest.fixture
def asked(data: Path) -> Iterator[Hub]:
    with Hub(Config.load(data, environ={})) as hub:
        ask(hub.store)
        yield hub


def test_serving_makes_what_is_asked_for(asked):
    with served(asked, brief=True):
        until(lambda: not asked.store.briefs.unfinished())
        ask(asked.store, "b2")
        until(lambda: not asked.store.briefs.unfinished())
    assert brief_of(asked.store, "b2")


def test_serving_makes_none_where_the_settings_want_none(data):
    with Hub(Config.load(data, environ={"ACADEMICHUB_WORKERS": "0"})) as hub:
        ask(hub.store)
        with served(hub, brief=True):
            time.sleep(1)
        assert hub.store.briefs.get("b1").state == "waiting"
    assert not (data / "jobs.db").exists()


def command(data: Path, *said: str) -> subprocess.Popen[str]:
    line = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "academichub",
        "--data",
        str(data),
        "worker",
        *said,
    ]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_works_until_nothing_is_left(asked, data):
    with command(data, "--once") as process:
        _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert brief_of(asked.store)
    with closing(sqlite3.connect(data / "jobs.db")) as queue:
        rows = queue.execute("SELECT status FROM workflow_status").fetchall()
    assert rows == [("SUCCESS",)]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_when_it_is_told_to(asked, data, sent):
    with command(data) as process:
        until(lambda: not asked.store.briefs.unfinished())
        process.send_signal(sent)
        process.communicate(timeout=30)
    assert process.returncode in {0, 130}
