"""How often an upstream is asked, over threads and processes."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time

import pytest

from academichub.errors import (
    RefusedError,
)
from academichub.fetch import PACES, retry
from academichub.fetch.pace import Pacer, group


def test_all_of_arxivs_hosts_are_one_group():
    hosts = ("rss.arxiv.org:443", "export.arxiv.org:443", "oaipmh.arxiv.org:443", "arxiv.org:80")
    assert {group(host, PACES) for host in hosts} == {"arxiv.org"}
    assert PACES["arxiv.org"] == 3.0
    assert group("notarxiv.org:443", PACES) == "notarxiv.org:443"
    assert group("api.crossref.org:443", PACES) == "api.crossref.org"


def test_requests_of_one_group_keep_its_pace_also_after_a_failure(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("x")
    here = f"localhost:{httpserver.port}"
    client = make(paces={here: 3.0}, attempts=1)
    for path in ("/", "/missing", "/"):
        try:
            client.get(f"http://{here}{path}")
        except RefusedError:
            continue
    assert clock.slept == [3.0, 3.0]


def test_threads_of_one_group_take_turns(clock):
    pacer = Pacer(
        {"x.test": 3.0}, free=frozenset(), state=None, patience=120, sleep=clock.sleep, clock=clock
    )
    inside, most, starts = 0, 0, []

    def ask(host: str) -> None:
        nonlocal inside, most
        for _ in range(3):
            with pacer.turn(f"{host}.x.test:443"):
                inside += 1
                most = max(most, inside)
                starts.append(clock.now)
                time.sleep(0.002)
                inside -= 1

    threads = [threading.Thread(target=ask, args=(host,)) for host in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert len(starts) == 9
    assert all(later - earlier >= 3.0 for earlier, later in itertools.pairwise(starts))


def test_two_processes_keep_one_pace(tmp_path):
    # The second process takes its turn only after the first one's pause.
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from academichub.fetch.pace import Pacer\n"
        "pacer = Pacer({'x.test': 0.2}, free=frozenset(), state=Path(sys.argv[1]), patience=60,\n"
        "              sleep=time.sleep, clock=time.time)\n"
        "for _ in range(4):\n"
        "    with pacer.turn('x.test:443'):\n"
        "        print(time.time(), flush=True)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    times = sorted(float(t) for process in running for t in process.communicate()[0].split())
    assert len(times) == 8
    assert all(later - earlier >= 0.199 for earlier, later in itertools.pairwise(times))


@pytest.mark.parametrize(
    "left", [b"", b"12", b"99999999999999.999\n", b"\xff\xfe", b"99999999999.000\n"]
)
def test_a_broken_pace_file_is_no_pace(tmp_path, clock, left):
    (tmp_path / "pace-x.test").write_bytes(left)
    pacer = Pacer(
        {"x.test": 3.0},
        free=frozenset(),
        state=tmp_path,
        patience=120,
        sleep=clock.sleep,
        clock=clock,
    )
    with pacer.turn("x.test:443"):
        pass
    assert clock.slept == []
    assert (tmp_path / "pace-x.test").read_bytes() == b"%.3f\n" % (clock.now + 3)


def test_trusted_hosts_have_no_pace_and_strangers_have_one(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("x")
    client = make()
    client.get(httpserver.url_for("/"))
    client.get(httpserver.url_for("/"))
    assert clock.slept == []
    pacer = Pacer(PACES, free=frozenset(), state=None, patience=9, sleep=clock.sleep, clock=clock)
    for _ in range(2):
        with pacer.turn("journal.example:443"):
            pass
    assert clock.slept == [PACES["*"]]


def test_a_lower_rate_limit_that_an_answer_announces_slows_us_down(httpserver, make, clock):
    # The headers are Crossref's: three requests in two seconds.
    httpserver.expect_request("/").respond_with_data(
        "x", headers={"x-rate-limit-limit": "3", "x-rate-limit-interval": "2s"}
    )
    here = f"localhost:{httpserver.port}"
    client = make(paces={here: 0.1})
    for _ in range(3):
        client.get(f"http://{here}/")
    assert clock.slept == pytest.approx([2 / 3, 2 / 3], abs=1e-5)
    assert retry.interval({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}) is None
    assert retry.interval({"x-rate-limit-limit": "many"}) is None
