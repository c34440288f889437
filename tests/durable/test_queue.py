"""The queue on both databases, with workers in processes of their own that are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from academichub.durable import Queue, Worker
from academichub.durable.queue import system_url
from academichub.errors import StoreError

WORKING = """
import os, sys, time
from pathlib import Path
from academichub.durable import Queue, Worker

url, folder, me = sys.argv[1], Path(sys.argv[2]), sys.argv[3]

def wanted():
    return sorted(p.stem for p in folder.glob("*.wanted") if not p.with_suffix(".done").exists())

def do(job):
    with (folder / f"{job}.log").open("a") as log:
        log.write(f"{me}\\n")
    time.sleep(0.4)
    (folder / f"{job}.done").touch()

def gone(turn):
    try:
        os.kill(int(turn.runner), 0)
    except ProcessLookupError:
        return True
    return False

worker = Worker(Queue(url, str(os.getpid()), do, 2), wanted, lambda: None, gone, print)
print("ready", flush=True)
worker.run()
"""


@contextmanager
def working(url: str, folder: Path, me: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-c", WORKING, url, str(folder), me]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)


def want(folder: Path, count: int) -> list[str]:
    names = [f"job{number}" for number in range(count)]
    for name in names:
        (folder / f"{name}.wanted").touch()
    return names


def until(true, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def done(folder: Path) -> int:
    return len(list(folder.glob("*.done")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "jobs"
    made.mkdir()
    return made


def test_the_queue_is_a_file_beside_the_store_or_in_its_database():
    assert system_url("sqlite:////data/academichub.db") == "sqlite:////data/jobs.db"
    assert system_url("sqlite:///academichub.db") == "sqlite:///jobs.db"
    assert system_url("postgresql://me:word@host/db") == "postgresql://me:word@host/db"


def test_a_job_is_done_once_and_no_thread_is_left(store_url):
    before, did = set(threading.enumerate()), []
    worker = Worker(
        Queue(store_url, "me", did.append, 2),
        lambda: [] if "a" in did else ["a"],
        lambda: None,
        lambda _: False,
        did.remove,
    )
    worker.start()
    until(lambda: did)
    time.sleep(0.5)
    worker.stop()
    assert did == ["a"]
    assert set(threading.enumerate()) <= before


def test_who_has_no_job_never_loads_the_library(tmp_path):
    code = (
        "import sys, time\n"
        "from academichub.durable import Queue, Worker\n"
        f"q = Queue('sqlite:///{tmp_path}/s.db', 'me', print, 2)\n"
        "w = Worker(q, lambda: [], lambda: None, bool, print)\n"
        "w.start(); time.sleep(0.6); w.stop()\n"
        "assert 'dbos' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)
    assert not list(tmp_path.iterdir())


def test_one_process_has_one_open_queue(store_url):
    first, second = (Queue(store_url, name, print, 1) for name in ("one", "two"))
    assert first.open()
    assert first.open()
    assert not second.open()
    first.close()
    assert second.open()
    second.close()


def test_a_job_can_be_put_many_times_and_stands_once(store_url):
    queue = Queue(store_url, "me", lambda _: time.sleep(0.2), 1)
    queue.open()
    try:
        for _ in range(3):
            queue.put("a", 1)
        assert queue.turns(["a", "b"]).keys() == {"a"}
        until(lambda: queue.turns(["a"])["a"].standing == "ended")
        queue.put("a", 2)
        assert queue.turns(["a"])["a"].number == 2
    finally:
        queue.close()


def test_a_queue_that_cannot_be_opened_says_so(tmp_path):
    queue = Queue(f"sqlite:///{tmp_path}/missing/store.db", "me", print, 1)
    with pytest.raises(StoreError, match="the queue of jobs cannot be used"):
        queue.open()
    assert not queue.is_open


@pytest.mark.slow
def test_two_workers_share_the_jobs(store_url, folder):
    want(folder, 12)
    with working(store_url, folder, "one") as one, working(store_url, folder, "two") as two:
        assert one.stdout
        assert two.stdout
        until(lambda: done(folder) == 12, 60)
    logs = [path.read_text().split() for path in folder.glob("*.log")]
    assert all(len(log) == 1 for log in logs)
    assert {name for log in logs for name in log} == {"one", "two"}


@pytest.mark.slow
def test_what_a_killed_worker_was_at_is_taken_up_by_one_that_lives(store_url, folder):
    want(folder, 2)
    with working(store_url, folder, "one") as one:
        until(lambda: len(list(folder.glob("*.log"))) == 2)
        with working(store_url, folder, "two") as two:
            assert two.stdout
            two.stdout.readline()
            want(folder, 4)
            one.send_signal(signal.SIGKILL)
            one.wait()
            killed = time.monotonic()
            until(lambda: done(folder) == 4)
            assert time.monotonic() - killed < 12
    assert any("two" in path.read_text() for path in folder.glob("*.log"))


@pytest.mark.slow
def test_what_a_killed_worker_was_at_is_gone_on_with_when_it_is_started_again(store_url, folder):
    want(folder, 2)
    with working(store_url, folder, "one"):
        until(lambda: len(list(folder.glob("*.log"))) == 2)
    with working(store_url, folder, "again"):
        until(lambda: done(folder) == 2)


def test_a_lost_queue_is_made_again_from_the_jobs_that_are_wanted(tmp_path, folder):
    url = f"sqlite:///{tmp_path}/store.db"
    want(folder, 1)
    with working(url, folder, "one"):
        until(lambda: list(folder.glob("*.log")))
    for path in tmp_path.glob("jobs.db*"):
        path.unlink()
    with working(url, folder, "two"):
        until(lambda: done(folder) == 1)


def test_what_nobody_foresaw_in_one_round_is_not_the_end_of_the_worker(tmp_path):
    did, rounds, caught = [], [], []

    def wanted() -> list[str]:
        rounds.append(1)
        if len(rounds) == 1:
            raise ZeroDivisionError
        return [] if did else ["a"]

    def tried(act):
        try:
            return act()
        except ZeroDivisionError as error:
            caught.append(error)
            return error

    queue = Queue(f"sqlite:///{tmp_path}/store.db", "me", did.append, 1)
    worker = Worker(queue, wanted, lambda: None, lambda _: False, print, tried)
    worker.run(until_idle=True)
    assert did == ["a"]
    assert len(caught) == 1
