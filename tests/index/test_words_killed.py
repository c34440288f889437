"""A process that indexes is killed at any moment; the index is then exactly its last commit."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from academichub.index.words import Words, Writer
from academichub.model import Authorship, Work
from academichub.query import Query, parse

KILLS = 25
CHANGES = 40_000
STEP = 40

CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_words_killed import catch_up
catch_up(Path(sys.argv[1]), lambda at: print(at, flush=True))
"""


def change(sequence: int) -> tuple[int, Work | None]:
    """The store's change *sequence*: mostly new works, some changed, some deleted."""
    chance = random.Random(sequence)
    fate = chance.random()
    number = sequence if fate < 0.7 else chance.randint(1, sequence)
    if fate > 0.9:
        return number, None
    words = " ".join(f"w{chance.randrange(500)}" for _ in range(60))
    return number, Work(
        id=f"local:{number}",
        title=f"said{sequence}",
        type="article",
        source="test",
        sources=("test",),
        first_seen_at="2026-01-01T00:00:00Z",
        abstract=words,
        authorships=(Authorship("A. Person"),),
    )


def apply(writer: Writer, sequence: int) -> None:
    number, work = change(sequence)
    if work is None:
        writer.delete(number)
    else:
        writer.put(number, work)


def catch_up(folder: Path, said: object) -> None:
    words = Words(folder)
    with words.writer(memory=15_000_000) as writer:
        for at in range(words.sequence, CHANGES, STEP):
            for sequence in range(at + 1, at + STEP + 1):
                apply(writer, sequence)
            writer.commit(at + STEP)
            said(at + STEP)  # type: ignore[operator]


def expected(upto: int) -> dict[int, str]:
    there: dict[int, str] = {}
    for sequence in range(1, upto + 1):
        number, work = change(sequence)
        if work is None:
            there.pop(number, None)
        else:
            there[number] = work.title
    return there


def assert_holds_exactly(words: Words, upto: int) -> None:
    there = expected(upto)
    hits = words.search(Query(), limit=CHANGES)
    assert hits.total == len(there) == words.count
    assert set(hits.numbers) == set(there)
    for number in random.Random(upto).sample(sorted(there), min(50, len(there))):
        assert words.search(parse(there[number]), limit=9).numbers == (number,)


def killed(folder: Path, after: float) -> int:
    """Start the child, kill it *after* seconds of work; the last commit it told of."""
    command = [sys.executable, "-c", CHILD, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        told = [first, *child.stdout]
        assert child.wait() == -signal.SIGKILL
    return int([line for line in told if line.endswith("\n")][-1])


@pytest.mark.slow
def test_an_indexer_killed_at_any_moment_leaves_its_last_commit_and_goes_on(tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(KILLS):
        told = killed(tmp_path, chance.uniform(0, 0.25))
        words = Words(tmp_path)
        assert not words.needs_rebuild
        # A commit may have been made and not yet been told of.
        assert told <= words.sequence <= told + STEP
        assert_holds_exactly(words, words.sequence)
    last = words.sequence
    with words.writer() as writer:
        for sequence in range(last + 1, last + 2 * STEP + 1):
            apply(writer, sequence)
        writer.commit(last + 2 * STEP)
    assert_holds_exactly(words, last + 2 * STEP)


def test_replaying_changes_the_index_has_already_changes_nothing(tmp_path: Path) -> None:
    words = Words(tmp_path)
    for _ in range(2):
        with words.writer() as writer:
            for sequence in range(1, 301):
                apply(writer, sequence)
            writer.commit(300)
        assert_holds_exactly(words, 300)
