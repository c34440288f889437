"""Workers that are killed while they make reviews: each ends whole, nothing is made or paid twice.

The workers are processes of their own, killed with SIGKILL at moments of chance, on SQLite and on
PostgreSQL, with and without a model that bills.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from academichub.argument.reviews import STAGES, WRITTEN, Review
from academichub.collect import take
from academichub.llm import Model, Rules, named
from academichub.llm.scripted import Say, scripted_model
from academichub.model import Page
from academichub.review import hashing, prompted, stages
from academichub.review.making import Maker
from academichub.store import Store

from .made import ask, means, papers, review_of
from .scripted_review import sentences, stage

KILLS = 25
REVIEWS = 6
NOWHERE = "http://127.0.0.1:9/v1"
RULES = Rules(timeout=20, tokens=512, budget_tokens=None, budget_usd=None)
LIE = "The accuracy rises to 99.9% on wet ground."

WORKING = """
import os, sys
from datetime import UTC, datetime
import dbos
from academichub import audit, reading
from academichub.argument.reviews import Citations
from academichub.fulltext import abstract
from academichub.llm import Model, Rules, named, wire
from academichub.review import prompted
from academichub.review.making import Maker, Means
from academichub.store import Store
from academichub.working import reviews, worker

url, server = sys.argv[1:3]
now = lambda: datetime.now(UTC)

def work():
    with Store(url) as store:
        rules = Rules(timeout=20, tokens=512, budget_tokens=None, budget_usd=None)
        model = Model(named("local:some", server), None, store.asked, rules, hold=1.0)
        means = Means(
            store, now, lambda work, _: abstract.document(work),
            lambda document, work, today, _: audit.of(document, store, work, today),
            reading.material, reading.write, lambda *_: Citations(), lambda _: (),
            lambda *_: (None, "too few works"), prompted.writers(model, store),
        )
        worker(store, url, [reviews(store, Maker(means))], now, 2).run(until_idle=True)
        model.close()

# What takes long is to load all that; so each worker is a copy of one process that never works itself.
for _ in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(2, 1)  # what is logged is none of the answers
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Workers:
    """Workers one after the other, each a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._ask, self._told = process.stdin, process.stdout

    def begin(self) -> int:
        """Begin one; gives the number of its process."""
        self._ask.write("go\n")
        self._ask.flush()
        return int(self._told.readline())

    def end(self) -> int:
        """How the one that was begun ended, once it has."""
        return int(self._told.readline())


def answer(request: dict[str, Any], _: int) -> Say:
    """Says in each part what a sentence says, and once a thing that nothing bears."""
    there, name = sentences(request), stage(request)
    number, text = next(iter(there.items()))
    rows = [
        {"number": at, "part": part, "text": text, "evidence": [number], "label": "reason"}
        for at, part in enumerate(WRITTEN[name], 1)
    ]
    rows.append({"number": len(rows) + 1, "part": WRITTEN[name][0], "text": LIE,
                 "evidence": [number], "label": ""})  # fmt: skip
    said = {"statements": rows, **({"verdict": "conditional"} if name == "verdict" else {})}
    body = json.dumps(said, ensure_ascii=False)
    return Say(body, delay=random.Random(str(request)).random() * 0.1)


@contextmanager
def working(url: str, server: str) -> Iterator[Workers]:
    command = [sys.executable, "-W", "error", "-c", WORKING, url, server]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Workers(process)
        finally:
            process.kill()


def more(store: Store, names: list[str], writer: str) -> None:
    """Ask for more reviews, no two of the same work in the same language."""
    works = [work for _, work in store.everything()]
    for at in range(len(names), len(names) + REVIEWS):
        work, language = works[at // 2], ("en", "zh")[at % 2]
        name = f"review{at:03}"
        ask(store, name, writer, work=work.id, title=work.title, language=language, fetch=True)
        names.append(name)


def progress(store: Store) -> int:
    runs = store.reviews.of_reader("ada")
    return sum(run.done + (not run.is_open) for run in runs)


def moved(store: Store, since: int, seconds: float = 180) -> None:
    """Wait until more is done than *since*, or all of it."""
    end = time.monotonic() + seconds
    while progress(store) <= since and store.reviews.unfinished():
        assert time.monotonic() < end, "nothing goes on"
        time.sleep(0.01)


def killed(store: Store, url: str, writer: str, server: str = NOWHERE) -> list[str]:
    """Have reviews made by workers that are killed at it again and again; gives their names."""
    rng, names, kills = random.Random(KILLS), [], 0
    with working(url, server) as workers:
        while kills < KILLS:
            if not store.reviews.unfinished():  # all made before there were enough kills
                more(store, names, writer)
            before, worker = progress(store), workers.begin()
            moved(store, before)
            time.sleep(rng.random() * 0.1)
            os.kill(worker, signal.SIGKILL)
            kills += bool(store.reviews.unfinished())
            assert workers.end() in {0, -signal.SIGKILL}
        workers.begin()
        assert workers.end() == 0
    return names


def whole(store: Store, name: str) -> Review:
    """A review that was made to its end, of exactly its stages."""
    run, review = store.reviews.get(name), review_of(store, name)
    kept = stages.known(store.reviews.stages(name))
    wanted = [one for one in STAGES if one != "rebuttal"]
    assert (run.state, run.done, run.error) == ("done", len(wanted), None)
    assert [one.stage for one in review.stages] == wanted
    assert list(review.stages) == [kept[one].account for one in wanted]
    assert hashing.digest(review) == review.sha256 == run.sha256
    return review


def in_one_go(
    store: Store, names: list[str], folder: Path, writer: Callable[[Store], Any]
) -> dict[str, Review]:
    """The same reviews as they are made by one who is never killed, in another store."""
    with Store(f"sqlite:///{folder / 'other.db'}") as other:
        take(other, "test", Page(records=papers(60)), "2027-01-01T00:00:00Z")
        maker = Maker(means(other, writer=writer(other)))
        for name in names:
            run = store.reviews.get(name)
            other.reviews.add(replace(run, state="waiting", done=0, document=None, sha256=None))
            maker.make(name)
        return {name: review_of(other, name) for name in names}


@pytest.fixture
def filled(store: Store) -> Store:
    take(store, "test", Page(records=papers(60)), "2026-06-12T08:00:00Z")
    return store


@pytest.mark.slow
def test_every_review_ends_the_same_however_often_its_worker_dies(filled, store_url, tmp_path):
    names = killed(filled, store_url, "extractive")
    expected = in_one_go(filled, names, tmp_path, lambda _: None)
    assert {name: whole(filled, name).sha256 for name in names} == {
        name: review.sha256 for name, review in expected.items()
    }


@pytest.mark.slow
def test_no_stage_is_paid_twice_however_often_a_worker_dies(filled, store_url, tmp_path):
    with scripted_model(answer) as said:
        names = killed(filled, store_url, "prompted", said.url)
        assert max(said.paid.values()) == 1
        paid = len(said.paid)
    reviews = {name: whole(filled, name) for name in names}
    texts = [s.text for one in reviews.values() for part in one.parts for s in part.statements]
    assert texts
    assert LIE not in texts
    told = [one.provenance for one in reviews.values()]
    assert sum(one.tokens_in for one in told) <= 100 * paid
    assert all(one.tokens_in == 100 * one.asked for one in told)
    expected = with_a_model(filled, names, tmp_path)
    lost = {name for name, one in reviews.items() if one.notes != expected[name].notes}
    asked = filled.asked.calls()
    assert len(lost) <= asked.get("lost", (0, 0))[0]
    assert {name: one.sha256 for name, one in reviews.items() if name not in lost} == {
        name: one.sha256 for name, one in expected.items() if name not in lost
    }


def with_a_model(store: Store, names: list[str], folder: Path) -> dict[str, Review]:
    """The same by one who is never killed, with a model that says the same."""
    with scripted_model(answer) as said:
        opened = []

        def writer(other: Store) -> Any:
            model = Model(named("local:some", said.url), None, other.asked, RULES)
            opened.append(model)
            return prompted.writers(model, other)

        made = in_one_go(store, names, folder, writer)
        for model in opened:
            model.close()
    return made
