"""Workers that are killed while they make briefs: each brief ends the same, nothing is made or paid twice.

The workers are processes of their own, killed with SIGKILL at moments of chance, on SQLite and on
PostgreSQL, alone and two at once, with and without a model that bills.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from academichub.argument import Ask, Brief
from academichub.bridges import Meetings
from academichub.brief import statements
from academichub.brief.making import Maker, Means
from academichub.collect import take
from academichub.llm.scripted import Say, scripted_model
from academichub.model import Page
from academichub.store import Store
from academichub.store.briefs import Asked
from academichub.testing import arxiv_record

KILLS = 24 if os.environ.get("ACADEMICHUB_TEST_EVERYTHING") else 10
BRIEFS = 12
AT = "2026-06-12T08:00:00Z"
NOWHERE = "http://127.0.0.1:9/v1"

WORKING = """
import sys, time
from datetime import UTC, datetime
from academichub.brief import prompted
from academichub.brief.making import Maker, Means
from academichub.working import briefs, worker
from academichub.bridges import Meetings
from academichub.llm import Model, Rules, named
from academichub.store import Store

url, server = sys.argv[1:3]
now = lambda: datetime.now(UTC)
with Store(url) as store:
    rules = Rules(timeout=20, tokens=512, budget_tokens=None, budget_usd=None)
    model = Model(named("local:some", server), None, store.asked, rules, hold=1.0)
    means = Means(store, Meetings.none, prompted.writers(model, store), now)
    work = worker(store, url, [briefs(store, Maker(means))], now, 2)
    print("works", flush=True)
    work.run(until_idle=True)
    model.close()
"""

METHODS = ("annealing", "message passing", "Gibbs sampling", "policy gradient")


def papers() -> list[Any]:
    """Papers of our making, enough for several themes."""
    made = []
    for at in range(24):
        method, category = METHODS[at % 4], ("cs.LG", "cond-mat.stat-mech")[at % 2]
        abstract = (
            f"Spin glasses and networks number {at} are hard to train. We use {method} on {at + 5} "
            f"lattices of the Frost data set. The energy falls by {at + 3}% within {at + 20} ms. "
            f"It is unknown whether {method} holds in three dimensions."
        )
        made.append(
            arxiv_record(
                f"2606.2{at:04}", f"Lattice {at} by {method}", abstract=abstract,
                primary_category=category, categories=(category,),
            )
        )  # fmt: skip
    return made


def ask(store: Store, start: int, writer: str = "extractive") -> list[str]:
    """More briefs, no two of the same works in the same language."""
    works = [work.id for _, work in store.everything()]
    rng, names = random.Random(start), []
    for at in range(start, start + BRIEFS):
        chosen = tuple(rng.sample(works, 16))
        asked = Ask("works", "", f"Brief {at}", ("en", "zh")[at % 2], chosen)
        model = "local:some" if writer == "prompted" else None
        one = Asked(f"brief{at:03}", "ada", asked, writer, model, "waiting", "", 0, 0, AT)
        store.briefs.add(one)
        names.append(one.id)
    return names


def alike(brief: Brief) -> Brief:
    """Without what differs from one making to the next."""
    return replace(brief, provenance=replace(brief.provenance, at="", milliseconds=0))


def in_one_go(names: list[str], store: Store, folder: Path) -> dict[str, Brief]:
    """The same briefs as they are made by one who is never killed."""

    def nobody(*_: object) -> Any:
        raise AssertionError

    with Store(f"sqlite:///{folder / 'other.db'}") as other:
        take(other, "test", Page(records=papers()), AT)
        maker = Maker(Means(other, Meetings.none, nobody, lambda: datetime.now(UTC)))
        for name in names:
            other.briefs.add(replace(store.briefs.get(name), state="waiting", done=0, total=0))
            maker.make(name)
        return {name: brief for name in names if (brief := other.briefs.brief(name))}


@contextmanager
def working(url: str, server: str = NOWHERE) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-c", WORKING, url, server]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "works\n"
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)


def progress(store: Store) -> int:
    return sum(one.done for one in store.briefs.of("ada")) + sum(
        not one.is_open for one in store.briefs.of("ada")
    )


def moved(store: Store, since: int, seconds: float = 180) -> None:
    """Wait until more is done than *since*, or all of it."""
    end = time.monotonic() + seconds
    while progress(store) <= since and store.briefs.unfinished():
        assert time.monotonic() < end, "nothing goes on"
        time.sleep(0.005)


def whole(store: Store, name: str) -> Brief:
    one = store.briefs.get(name)
    assert one.state == "done", (one.state, one.error)
    brief, parts = store.briefs.brief(name), store.briefs.parts(name)
    assert brief
    outline = store.briefs.outline(name)
    assert outline
    assert sorted(part.section for part in parts) == sorted(s.key for s in outline.sections)
    assert one.done == one.total == len(parts)
    return brief


@pytest.fixture
def filled(store: Store) -> Store:
    take(store, "test", Page(records=papers()), AT)
    return store


def killed(store: Store, url: str, kills: int, writer: str, server: str = NOWHERE) -> list[str]:
    """Have briefs made by workers that are killed so many times at it; gives their names."""
    rng, names, done = random.Random(kills), ask(store, 0, writer), 0
    while done < kills:
        if not store.briefs.unfinished():  # all made before there were enough kills
            names += ask(store, len(names), writer)
        with working(url, server) as worker:
            moved(store, progress(store))
            time.sleep(rng.random() * 0.1)
            done += bool(store.briefs.unfinished())
            worker.send_signal(signal.SIGKILL)
    with working(url, server) as worker:
        assert worker.wait(300) == 0
    return names


@pytest.mark.slow
def test_every_brief_ends_the_same_however_often_its_worker_dies(filled, store_url, tmp_path):
    names = killed(filled, store_url, KILLS, "extractive")
    expected = in_one_go(names, filled, tmp_path)
    assert {name: alike(whole(filled, name)) for name in names} == {
        name: alike(brief) for name, brief in expected.items()
    }


def answer(request: dict[str, Any], _: int) -> Say:
    """Says what the first two pieces of evidence say, and once a thing that nothing bears."""
    told = request["messages"][-1]["content"]
    lines = re.findall(r"^\[(\d+)\] \([^)]*\) (.+)$", told, re.MULTILINE)[:2]
    said = [{"text": text, "evidence": [int(number)]} for number, text in lines]
    made_up = {"text": "The energy falls by 99.9% in every lattice.", "evidence": [1]}
    body = orjson.dumps({"statements": [*said, made_up]}).decode()
    return Say(body, delay=random.Random(told).random() * 0.15)


@pytest.mark.slow
def test_no_call_is_answered_twice_and_nothing_untrue_is_kept_however_often_a_worker_dies(
    filled, store_url
):
    works = {work.id: work for _, work in filled.everything()}
    with scripted_model(answer) as said:
        names = killed(filled, store_url, KILLS, "prompted", said.url)
    briefs = [whole(filled, name) for name in names]
    assert max(said.paid.values()) == 1
    assert sum(brief.provenance.asked + brief.provenance.cached for brief in briefs) > len(names)
    for _, one in (pair for brief in briefs for pair in statements(brief)):
        assert "99.9" not in one.text
        for quote in one.quotes:
            source = (
                works[quote.work].title if quote.field == "title" else works[quote.work].abstract
            )
            assert source[quote.start : quote.end] == quote.text
    lost = sum(count for state, (count, _) in filled.asked.calls().items() if state == "lost")
    notes = [note for brief in briefs for note in brief.provenance.notes]
    assert not lost or notes


@pytest.mark.slow
def test_one_worker_goes_on_while_others_die(filled, store_url, tmp_path):
    names, rng, kills = ask(filled, 0), random.Random(3), 0
    with ExitStack() as stack:
        old = stack.enter_context(working(store_url))
        while filled.briefs.unfinished() or kills < 5:
            if kills < 5 and not filled.briefs.unfinished():
                names += ask(filled, len(names))
            young = stack.enter_context(working(store_url))
            moved(filled, progress(filled))
            time.sleep(rng.random() * 0.1)
            old.send_signal(signal.SIGKILL)
            old, kills = young, kills + 1
    expected = in_one_go(names, filled, tmp_path)
    assert {name: alike(whole(filled, name)) for name in names} == {
        name: alike(brief) for name, brief in expected.items()
    }


@pytest.mark.slow
def test_two_workers_share_the_briefs_and_none_is_made_by_both(filled, store_url):
    with scripted_model(answer) as said:
        names = ask(filled, 0, "prompted") + ask(filled, BRIEFS, "prompted")
        with working(store_url, said.url) as one, working(store_url, said.url) as two:
            assert one.wait(300) == two.wait(300) == 0
    for name in names:
        whole(filled, name)
    assert said.paid
    assert set(said.paid.values()) == {1}
