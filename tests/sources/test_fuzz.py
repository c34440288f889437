"""A few hundred of the fuzz benchmark's cases, and its bombs. All bodies are ours."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def fuzz():
    sys.path.insert(0, str(FOLDER))
    yield importlib.import_module("fuzz")
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def parsers(fuzz):
    return importlib.import_module("fuzz_parsers")


@pytest.fixture(scope="module")
def bodies(fuzz):
    return importlib.import_module("fuzz_bodies")


def test_every_reader_reads_its_sound_bodies_whole_and_says_nothing(parsers, bodies):
    for parser in parsers.PARSERS:
        for seed in parser.seeds:
            outcome = parser.read(seed.body())
            assert all(outcome.has(n) for n in range(1, bodies.COUNT + 1)), parser.name
            assert outcome.said == [], parser.name


def test_the_watch_sees_a_crash_a_silent_loss_and_a_hang(fuzz, parsers, bodies, monkeypatch):
    """A check that cannot fail is none: three readers that break each promise are caught."""

    def crashing(body: bytes):
        raise KeyError("oops")

    def forgetful(body: bytes):
        return parsers.Outcome(titles=[bodies.marker(1)])

    def hanging(body: bytes):
        while True:
            pass

    monkeypatch.setattr(fuzz, "GIVE_UP", 1)
    for read, kinds, cases in (
        (crashing, {"crash"}, 9),
        (forgetful, {"lost"}, 30),
        (hanging, {"hang"}, 1),
    ):
        parser = parsers.Parser("bad", (bodies.RSS,), read)
        monkeypatch.setattr(fuzz, "PARSERS", (parser,))
        tally = fuzz.run(cases, 7)["bad"]
        assert kinds <= {fault.kind for fault in tally.faults}


@pytest.mark.parametrize("seed", [11, 12])
def test_a_few_hundred_spoiled_feeds_crash_nothing_hang_nothing_and_lose_nothing(fuzz, seed):
    tally = fuzz.run(300, seed, only="feed")["feed"]
    assert tally.cases == 300
    assert tally.one_entry_cases > 100
    assert tally.faults == []


def test_the_other_readers_stand_a_short_run_too(fuzz):
    tallies = fuzz.run(400, 13)
    faults = [fault for tally in tallies.values() for fault in tally.faults]
    assert [fault for fault in faults if fault.kind != "withheld"] == []


def test_entity_bombs_are_refused_by_every_xml_reader(fuzz, parsers):
    bombs = importlib.import_module("fuzz_bombs")
    results = [result for result in bombs.run(compressed=False) if not result.refused]
    assert results == []
