"""The matrix follows the store: through changes, merges, deletions, loss and an older backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub import ids, indexing
from academichub.collect import take
from academichub.config import Config
from academichub.errors import NotFoundError, SearchIndexError, UsageError
from academichub.features import Columns, Frequencies, features
from academichub.hub import Hub
from academichub.index.matrix import Matrix
from academichub.mending import remove_starter, undo_merge
from academichub.model import Page, Record, Relation
from academichub.store import Store, backup
from academichub.testing import NOW, arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    return Matrix(tmp_path / "features")


def put(store: Store, *records: Record) -> None:
    take(store, "test", Page(records=records), AT)


def assert_level(store: Store, matrix: Matrix) -> None:
    """The matrix holds the features of every work of the store as it is, and nothing else."""
    works = dict(store.everything())
    expected = Columns.of([(number, features(works[number])) for number in sorted(works)])
    found = matrix.since(0)
    assert found.numbers.tolist() == expected.numbers.tolist()
    assert found.words.values.tolist() == expected.words.values.tolist()
    assert found.names.values.tolist() == expected.names.values.tolist()
    assert (matrix.frequencies.of == Frequencies.none().plus(expected).of).all()
    assert matrix.count == len(works)
    assert matrix.sequence == store.sequence()


def test_what_came_changed_merged_and_parted_is_followed(store, matrix):
    put(
        store,
        arxiv_record("2606.00001", "A Preprint Title"),
        journal_record("10.1000/w", "Quite Another"),
    )
    assert indexing.catch_up(store, matrix) == 2
    assert indexing.catch_up(store, matrix) == 0
    assert_level(store, matrix)
    link = Relation("same-work", ids.doi("10.1000/w"))
    put(store, arxiv_record("2606.00001", "A Preprint Title", relations=(link,)))
    indexing.catch_up(store, matrix)
    assert_level(store, matrix)
    assert matrix.count == 1
    undo_merge(store, 1, AT)
    indexing.catch_up(store, matrix)
    assert_level(store, matrix)
    assert matrix.count == 2


def test_a_matrix_ahead_of_a_store_from_an_older_backup_is_made_again(store, matrix, tmp_path):
    put(store, arxiv_record("2606.00001", "On Wombats"))
    backup.write(store.engine, tmp_path / "old.backup", AT)
    put(store, arxiv_record("2606.00002", "On Quolls"))
    indexing.catch_up(store, matrix)
    with Store(f"sqlite:///{tmp_path / 'restored.db'}") as older:
        backup.restore(older.engine, tmp_path / "old.backup")
        indexing.catch_up(older, matrix)
        assert_level(older, matrix)
        put(older, arxiv_record("2606.00003", "On Numbats"))
        indexing.catch_up(older, matrix)
        assert_level(older, matrix)


@pytest.mark.parametrize("damage", ["layout", "gone", "rows"])
def test_a_matrix_that_cannot_be_used_is_made_again(store, matrix, damage):
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 30)))
    indexing.catch_up(store, matrix)
    manifest = matrix.folder / "manifest.json"
    match damage:
        case "layout":
            manifest.write_text(manifest.read_text().replace('"layout": "', '"layout": "0-'))
        case "gone":
            manifest.unlink()
        case "rows":
            for path in matrix.folder.glob("*.rows"):
                path.write_bytes(b"")
    again = Matrix(matrix.folder)
    assert again.needs_rebuild
    indexing.catch_up(store, again)
    assert_level(store, again)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("new"), st.integers(1, 6)),
        st.tuples(st.just("changed"), st.integers(1, 6)),
        st.tuples(st.just("linked"), st.integers(1, 6)),
        st.tuples(st.just("article"), st.integers(1, 6)),
        st.tuples(st.just("undo"), st.integers(1, 3)),
        st.tuples(st.just("index"), st.just(0)),
        st.tuples(st.just("lost"), st.just(0)),
    ),
    max_size=14,
)


def happen(store: Store, kind: str, n: int, turn: int) -> None:
    match kind:
        case "new":
            put(store, arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}"))
        case "changed":
            changed = f"The Burrow Number {n} {turn}"
            put(store, arxiv_record(f"2606.{n:05}", changed, version=turn + 2))
        case "article":
            put(store, journal_record(f"10.1000/{n}", f"In Print Called {n}"))
        case "linked":
            link = (Relation("same-work", ids.doi(f"10.1000/{n}")),)
            put(store, arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}", relations=link))
        case "undo":
            undo_merge(store, n, AT)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_to_the_works_the_matrix_is_level_after_catching_up(
    tmp_path_factory, steps
):
    folder = tmp_path_factory.mktemp("level")
    with Store(f"sqlite:///{folder / 'store.db'}") as store:
        matrix = Matrix(folder / "features")
        for turn, (kind, n) in enumerate(steps):
            if kind == "index":
                indexing.catch_up(store, matrix)
            elif kind == "lost":
                shutil.rmtree(matrix.folder, ignore_errors=True)
                matrix = Matrix(folder / "features")
            else:
                try:
                    happen(store, kind, n, turn)
                except (NotFoundError, UsageError):
                    continue
        indexing.catch_up(store, matrix)
        assert_level(store, matrix)
    shutil.rmtree(folder)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Hub(Config.load(tmp_path / "data", environ={}), clock=lambda: NOW) as opened:
        yield opened


def test_a_program_without_a_radar_makes_no_features_and_the_first_that_asks_has_them_all(hub):
    put(hub.store, arxiv_record("2606.00001", "On Wombats"))
    hub.try_catch_up()
    hub.try_catch_up_ranking()
    assert not (hub.config.data / "features").exists()
    assert_level(hub.store, hub.matrix)
    put(hub.store, arxiv_record("2606.00002", "On Quolls"))
    hub.try_catch_up_ranking()
    assert_level(hub.store, Matrix(hub.config.data / "features"))
    remove_starter(hub.store)
    assert_level(hub.store, hub.matrix)


def test_while_another_process_goes_on_its_last_commit_serves(hub):
    put(hub.store, arxiv_record("2606.00001", "On Wombats"))
    with Matrix(hub.config.data / "features").writer(), pytest.raises(SearchIndexError):
        _ = hub.matrix
    before = hub.matrix.count
    put(hub.store, arxiv_record("2606.00002", "On Quolls"))
    with Matrix(hub.config.data / "features").writer():
        assert hub.matrix.count == before
    assert_level(hub.store, hub.matrix)


def test_many_who_ask_at_once_all_have_everything(hub):
    put(hub.store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 200)))
    total = hub.store.counts()["works"]
    seen: list[int] = []
    threads = [Thread(target=lambda: seen.append(len(hub.matrix.candidates(0)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [total] * 8


def test_what_is_restored_from_another_store_is_read_anew(hub, tmp_path):
    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        put(other, *(arxiv_record(f"2606.{n:05}", f"On Quolls {n}") for n in range(300)))
        backup.write(other.engine, tmp_path / "other.backup", AT)
    put(hub.store, arxiv_record("2606.00001", "On Wombats"))
    assert_level(hub.store, hub.matrix)
    hub.close()
    for path in hub.config.data.glob("academichub.db*"):
        path.unlink()
    hub.restore(tmp_path / "other.backup")
    assert_level(hub.store, hub.matrix)
