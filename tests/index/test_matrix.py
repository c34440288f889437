"""The matrix holds each work's features as last put, for every reader, and nothing else."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import SearchIndexError
from academichub.features import Columns, Frequencies, features
from academichub.index import matrix_writer, shared
from academichub.index.matrix import Matrix
from academichub.model import Authorship, Work

WORDS = [
    "wombat",
    "quoll",
    "numbat",
    "bilby",
    "potoroo",
    "dunnart",
    "gait",
    "burrow",
    "pouch",
    "genome",
    "fur",
    "marsupial",
]
DAY = date(2026, 5, 1).toordinal()


def work(number: int, version: int = 0) -> Work:
    chance = random.Random(f"{number} {version}")
    return Work(
        id=f"local:{number}",
        title=" ".join(chance.choices(WORDS, k=5)),
        type="preprint",
        source="test",
        sources=("test",),
        first_seen_at="2026-05-01T00:00:00Z",
        announced_on=f"2026-05-{1 + number % 28:02}",
        authorships=(Authorship(f"Author {chance.randrange(9)}"),),
        categories=("q-bio.PE",) * chance.randrange(2),
    )


def put(matrix: Matrix, numbers: range, version: int = 0, at: int = 1) -> None:
    with matrix.writer() as writer:
        for number in numbers:
            writer.put(number, work(number, version))
        writer.commit(at)


def equal(one: Columns, other: Columns) -> bool:
    plain = ("numbers", "days", "counts", "venues", "sources")
    ragged = ("words", "authors", "categories", "names", "cites")
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in plain) and all(
        np.array_equal(getattr(one, n).values, getattr(other, n).values)
        and np.array_equal(getattr(one, n).starts, getattr(other, n).starts)
        for n in ragged
    )


def assert_holds(matrix: Matrix, versions: Mapping[int, int], sequence: int) -> None:
    """It has these works in these versions, by number, by day and in its counts."""
    numbers = sorted(versions)
    expected = Columns.of([(n, features(work(n, versions[n]))) for n in numbers])
    assert (matrix.sequence, matrix.count) == (sequence, len(numbers))
    assert matrix.newest == max(numbers, default=-1)
    assert equal(matrix.rows(range(max(numbers, default=0) + 5)), expected)
    assert equal(matrix.since(0), expected)
    counted = Frequencies.none().plus(expected)
    assert matrix.frequencies.documents == counted.documents
    assert np.array_equal(matrix.frequencies.of, counted.of)


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    return Matrix(tmp_path / "features")


def test_a_new_matrix_is_empty_and_needs_no_rebuild(matrix):
    assert not matrix.needs_rebuild
    assert_holds(matrix, {}, 0)
    assert len(matrix.candidates(0)) == 0


def test_rows_come_in_the_order_asked_for_without_those_that_are_not_there(matrix):
    put(matrix, range(1, 9))
    assert matrix.rows([5, 99, 2, -1, 7]).numbers.tolist() == [5, 2, 7]
    assert len(matrix.rows([])) == 0


def test_nothing_is_seen_before_the_commit_and_nothing_kept_without_one(matrix):
    put(matrix, range(1, 4))
    with matrix.writer() as writer:
        writer.put(9, work(9))
        writer.delete(1)
        assert_holds(matrix, dict.fromkeys(range(1, 4), 0), 1)
    assert_holds(matrix, dict.fromkeys(range(1, 4), 0), 1)


def test_another_reader_sees_a_commit_at_its_next_question_and_keeps_what_it_was_given(matrix):
    other = Matrix(matrix.folder)
    put(matrix, range(1, 4))
    given = other.since(0)
    put(matrix, range(2, 6), version=1, at=2)
    assert given.numbers.tolist() == [1, 2, 3]
    assert_holds(other, {1: 0, 2: 1, 3: 1, 4: 1, 5: 1}, 2)


def test_days_are_asked_for_from_one_to_another_both_counted(matrix):
    put(matrix, range(29))
    days = matrix.since(DAY + 3, DAY + 5).days
    assert sorted(set(days.tolist())) == [DAY + 3, DAY + 4, DAY + 5]
    assert matrix.since(DAY + 27).numbers.tolist() == [27]
    assert len(matrix.since(DAY + 28)) == 0


def test_what_is_made_for_all_readers_is_made_once_until_something_changes(matrix):
    put(matrix, range(1, 40))
    first = matrix.candidates(DAY)
    assert matrix.candidates(DAY) is first
    assert first.columns is matrix.since(DAY)
    put(matrix, range(40, 41), at=2)
    assert len(matrix.candidates(DAY)) == 40


def test_there_is_one_writer_at_a_time(matrix):
    with matrix.writer(), pytest.raises(SearchIndexError, match="by another process"):
        put(Matrix(matrix.folder), range(1))
    put(Matrix(matrix.folder), range(1))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 12), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.integers(0, 12), st.just(0)),
        st.tuples(st.just("commit"), st.just(0), st.just(0)),
        st.tuples(st.just("leave"), st.just(0), st.just(0)),
        st.tuples(st.just("clear"), st.just(0), st.just(0)),
    ),
    max_size=60,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_is_put_deleted_and_committed_the_last_word_stands(
    tmp_path_factory, monkeypatch, steps
):
    monkeypatch.setattr(matrix_writer, "_CHUNK", 3)
    monkeypatch.setattr(matrix_writer, "_SEGMENT", 6)
    matrix = Matrix(tmp_path_factory.mktemp("matrix"))
    reader = Matrix(matrix.folder)
    kept: dict[int, int] = {}
    now: dict[int, int] = {}
    sequence = 0
    entered = matrix.writer()
    writer = entered.__enter__()
    for kind, number, version in steps:
        match kind:
            case "put":
                writer.put(number, work(number, version))
                now[number] = version
            case "delete":
                writer.delete(number)
                now.pop(number, None)
            case "clear":
                writer.clear()
                now = {}
            case "commit":
                sequence += 1
                writer.commit(sequence)
                kept = dict(now)
                assert_holds(reader, kept, sequence)
            case "leave":
                entered.__exit__(None, None, None)
                entered = matrix.writer()
                writer = entered.__enter__()
                now = dict(kept)
    entered.__exit__(None, None, None)
    assert_holds(Matrix(matrix.folder), kept, sequence)


def test_segments_stay_few_and_files_no_commit_needs_go(matrix):
    for at in range(1, 60):
        put(matrix, range(at * 10, at * 10 + 10), at=at)
    segments = len(matrix.snapshot().segments)
    assert segments <= 12
    assert len(list(matrix.folder.glob("*.rows"))) == segments
    assert len(list(matrix.folder.glob("*.counts"))) == 1


def test_a_matrix_of_which_much_was_replaced_shrinks(matrix):
    put(matrix, range(200))
    size = sum(path.stat().st_size for path in matrix.folder.glob("*.rows"))
    for at in range(2, 12):
        put(matrix, range(200), version=at, at=at)
    assert sum(path.stat().st_size for path in matrix.folder.glob("*.rows")) < 1.5 * size
    assert_holds(matrix, dict.fromkeys(range(200), 11), 11)


@pytest.mark.parametrize(
    "damage", ["layout", "manifest", "manifest gone", "rows", "rows cut", "rows gone", "counts"]
)
def test_a_matrix_that_cannot_be_used_says_so_and_can_be_emptied(matrix, damage):
    put(matrix, range(50))
    manifest = matrix.folder / "manifest.json"
    [rows] = matrix.folder.glob("*.rows")
    [counts] = matrix.folder.glob("*.counts")
    match damage:
        case "layout":
            manifest.write_text(manifest.read_text().replace('"layout": "', '"layout": "0-'))
        case "manifest":
            manifest.write_text('{"parts": [')
        case "manifest gone":
            manifest.unlink()
        case "rows" | "counts":
            path = rows if damage == "rows" else counts
            spoiled = bytearray(path.read_bytes())
            spoiled[100] ^= 1
            path.write_bytes(spoiled)
        case "rows cut":
            rows.write_bytes(rows.read_bytes()[:-1])
        case "rows gone":
            rows.unlink()
    again = Matrix(matrix.folder)
    assert again.needs_rebuild
    assert again.reason
    with pytest.raises(SearchIndexError):
        again.since(0)
    with pytest.raises(SearchIndexError), again.writer():
        pass
    again.clear()
    assert_holds(again, {}, 0)
    put(again, range(50))
    assert_holds(again, dict.fromkeys(range(50), 0), 1)
    assert again.reason is None


def test_what_all_readers_share_is_the_same_for_every_process_until_the_corpus_has_grown(
    matrix, monkeypatch
):
    monkeypatch.setattr(shared, "_SAMPLE", 20)
    put(matrix, range(100))
    first = matrix.background()
    put(matrix, range(100, 120), at=2)
    for one in (matrix, Matrix(matrix.folder)):
        same = one.background()
        assert np.array_equal(same.factor, first.factor)
        assert np.array_equal(same.weights, first.weights)
        assert (same.texts != first.texts).nnz == 0
    put(matrix, range(120, 200), at=3)
    assert not np.array_equal(matrix.background().weights, first.weights)
    assert len(list(matrix.folder.glob("*.shared"))) == 1


def test_what_is_shared_is_made_again_when_its_file_is_spoiled(matrix):
    put(matrix, range(100))
    first = matrix.background()
    [path] = matrix.folder.glob("*.shared")
    path.write_bytes(path.read_bytes()[:-9])
    assert np.allclose(Matrix(matrix.folder).background().factor, first.factor)


def test_a_sample_is_the_same_whatever_came_before_and_changes_little_with_what_comes():
    numbers = np.arange(1, 10_000)
    one = shared.sample(numbers, 500)
    assert np.array_equal(one, shared.sample(numbers[::-1].copy(), 500))
    assert len(np.intersect1d(one, shared.sample(np.arange(1, 11_000), 500))) > 400
    assert shared.sample(numbers[:5], 500).tolist() == [1, 2, 3, 4, 5]


def read_all(folder: Path, until: int, told: multiprocessing.Queue[str]) -> None:
    """Look at the matrix over and over; each look has to be one commit, whole."""
    matrix = Matrix(folder)
    seen = 0
    while seen < until:
        snapshot = matrix.snapshot()
        columns = snapshot.since(0, 10**7)
        if len(columns) != snapshot.count or snapshot.sequence < seen:
            told.put(f"{len(columns)} rows of {snapshot.count} at {snapshot.sequence} after {seen}")
            return
        seen = snapshot.sequence
    told.put("")


@pytest.mark.slow
def test_a_reader_beside_a_writer_sees_whole_commits_alone(matrix):
    put(matrix, range(40))
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    readers = [spawn.Process(target=read_all, args=(matrix.folder, 300, told)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for at in range(2, 301):
        with matrix.writer() as writer:
            for number in range(at, at + 30):
                writer.put(number, work(number, at))
            writer.delete(at - 1)
            writer.commit(at)
    assert [told.get(timeout=60) for _ in readers] == ["", ""]
    for reader in readers:
        reader.join(60)
