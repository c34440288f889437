"""A process that writes the matrix is killed at any moment; it is then exactly its last commit."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from academichub.features import Columns, Frequencies, features
from academichub.index.matrix import Matrix
from academichub.index.matrix_writer import MatrixWriter
from academichub.model import Work

KILLS = 25
CHANGES = 40_000
STEP = 40

CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_matrix_killed import catch_up
catch_up(Path(sys.argv[1]))
"""


def change(sequence: int) -> tuple[int, Work | None]:
    """The store's change *sequence*: mostly new works, some changed, some deleted."""
    chance = random.Random(sequence)
    fate = chance.random()
    number = sequence if fate < 0.6 else chance.randint(1, sequence)
    if fate > 0.9:
        return number, None
    return number, Work(
        id=f"local:{number}",
        title=f"said{sequence} " + " ".join(f"w{chance.randrange(500)}" for _ in range(20)),
        type="article",
        source="test",
        sources=("test",),
        first_seen_at="2026-01-01T00:00:00Z",
    )


def apply(writer: MatrixWriter, sequence: int) -> None:
    number, work = change(sequence)
    if work is None:
        writer.delete(number)
    else:
        writer.put(number, work)


def catch_up(folder: Path) -> None:
    matrix = Matrix(folder)
    for at in range(matrix.sequence, CHANGES, STEP):
        with matrix.writer() as writer:
            for sequence in range(at + 1, at + STEP + 1):
                apply(writer, sequence)
            writer.commit(at + STEP)
        print(at + STEP, flush=True)


def assert_holds_exactly(matrix: Matrix, upto: int) -> None:
    there: dict[int, Work] = {}
    for sequence in range(1, upto + 1):
        number, work = change(sequence)
        there.pop(number, None)
        if work is not None:
            there[number] = work
    expected = Columns.of([(n, features(there[n])) for n in sorted(there)])
    found = matrix.since(0)
    assert found.numbers.tolist() == expected.numbers.tolist()
    assert found.words.values.tolist() == expected.words.values.tolist()
    assert found.names.values.tolist() == expected.names.values.tolist()
    counted = Frequencies.none().plus(expected)
    assert matrix.frequencies.documents == counted.documents
    assert (matrix.frequencies.of == counted.of).all()


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
def test_a_writer_killed_at_any_moment_leaves_its_last_commit_and_goes_on(tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(KILLS):
        told = killed(tmp_path, chance.uniform(0, 0.25))
        matrix = Matrix(tmp_path)
        assert not matrix.needs_rebuild
        # A commit may have been made and not yet been told of.
        assert told <= matrix.sequence <= told + STEP
        assert_holds_exactly(matrix, matrix.sequence)
    last = matrix.sequence
    with matrix.writer() as writer:
        for sequence in range(last + 1, last + 2 * STEP + 1):
            apply(writer, sequence)
        writer.commit(last + 2 * STEP)
    assert_holds_exactly(matrix, last + 2 * STEP)
    segments = len(matrix.snapshot().segments)
    assert len(list(tmp_path.glob("*.rows"))) == segments  # what the dead left behind is gone


def test_replaying_changes_the_matrix_has_already_changes_nothing(tmp_path: Path) -> None:
    matrix = Matrix(tmp_path)
    for _ in range(2):
        with matrix.writer() as writer:
            for sequence in range(1, 301):
                apply(writer, sequence)
            writer.commit(300)
        assert_holds_exactly(matrix, 300)
