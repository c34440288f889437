"""The index follows the store: through changes, merges, deletions, loss and an older backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub import ids, indexing
from academichub.collect import take
from academichub.errors import SearchIndexError
from academichub.importing import import_files
from academichub.index.words import Words
from academichub.mending import remove_starter, undo_merge
from academichub.model import Page, Record, Relation, to_json
from academichub.query import Query, parse
from academichub.store import Store, backup
from academichub.testing import NOW, arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def words(tmp_path: Path) -> Words:
    return Words(tmp_path / "index")


def put(store: Store, *records: Record) -> None:
    take(store, "test", Page(records=records), AT)


def found(words: Words, text: str) -> tuple[int, ...]:
    return words.search(parse(text), limit=100).numbers


def assert_level(store: Store, words: Words) -> None:
    """The index holds every work of the store by its present title, and nothing else."""
    works = dict(store.everything())
    hits = words.search(Query(), limit=1000)
    assert set(hits.numbers) == set(works)
    assert hits.total == words.count == len(works)
    assert words.sequence == store.sequence()
    for number, work in works.items():
        assert number in found(words, f'ti:"{work.title}"')


def test_what_came_is_found_and_a_second_look_does_nothing(store, words):
    put(store, arxiv_record("2606.00001", "On Wombats"), arxiv_record("2606.00002", "On Quolls"))
    assert indexing.catch_up(store, words) == 2
    assert found(words, "quolls") == (2,)
    assert indexing.catch_up(store, words) == 0


def test_a_changed_title_is_found_by_the_new_one_alone(store, words):
    put(store, arxiv_record("2606.00001", "On Wombats", abstract="x"))
    indexing.catch_up(store, words)
    put(store, arxiv_record("2606.00001", "On Bilbies", version=2, abstract="x"))
    assert indexing.catch_up(store, words) == 1
    assert (found(words, "bilbies"), found(words, "wombats")) == ((1,), ())
    assert_level(store, words)


def test_a_work_that_ended_in_another_is_gone_and_comes_back_when_the_merge_is_undone(store, words):
    put(
        store,
        arxiv_record("2606.00001", "A Preprint Title"),
        journal_record("10.1000/w", "Quite Another"),
    )
    indexing.catch_up(store, words)
    link = Relation("same-work", ids.doi("10.1000/w"))
    put(store, arxiv_record("2606.00001", "A Preprint Title", relations=(link,)))
    indexing.catch_up(store, words)
    assert_level(store, words)
    assert words.count == 1
    undo_merge(store, 1, AT)
    indexing.catch_up(store, words)
    assert_level(store, words)
    assert words.count == 2


def test_starter_data_that_was_removed_is_not_found(store, words):
    put(
        store,
        arxiv_record("2606.00001", "On Wombats", route="starter"),
        arxiv_record("2606.00002", "On Quolls"),
    )
    indexing.catch_up(store, words)
    remove_starter(store)
    indexing.catch_up(store, words)
    assert found(words, "wombats") == ()
    assert_level(store, words)


def test_a_lost_index_is_made_again_from_the_change_log(store, words):
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 30)))
    indexing.catch_up(store, words)
    shutil.rmtree(words.folder)
    again = Words(words.folder)
    indexing.catch_up(store, again)
    assert_level(store, again)


@pytest.mark.parametrize("damage", ["layout", "layout gone", "meta", "meta gone", "parts gone"])
def test_an_index_that_cannot_be_used_is_rebuilt(store, words, damage):
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 30)))
    indexing.catch_up(store, words)
    layout = words.folder / "layout.json"
    [meta] = words.folder.rglob("meta.json")
    match damage:
        case "layout":
            layout.write_text('{"layout": 0}')
        case "layout gone":
            layout.unlink()
        case "meta":
            meta.write_text('{"segments": [')
        case "meta gone":
            meta.unlink()
        case "parts gone":
            for part in meta.parent.glob("*.idx"):
                part.unlink()
    again = Words(words.folder)
    indexing.catch_up(store, again)
    assert_level(store, again)


def test_what_a_process_killed_before_its_commit_left_behind_is_in_nobodys_way(
    store, words, tmp_path
):
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 30)))
    indexing.catch_up(store, words)
    shutil.copytree(words.folder, tmp_path / "killed")
    put(store, arxiv_record("2606.00003", "On Quolls", version=2))
    indexing.catch_up(store, words)
    # The files of that commit without the commit itself, as a kill in the middle of it leaves them.
    for name in ("*.del", ".managed.json"):
        for left in (words.folder / "engine").glob(name):
            shutil.copy(left, tmp_path / "killed" / "engine")
    killed = Words(tmp_path / "killed")
    assert found(killed, "quolls") == ()
    indexing.catch_up(store, killed)
    assert_level(store, killed)


def test_an_index_ahead_of_a_store_from_an_older_backup_is_rebuilt(store, words, tmp_path):
    put(store, arxiv_record("2606.00001", "On Wombats"))
    backup.write(store.engine, tmp_path / "old.backup", AT)
    put(store, arxiv_record("2606.00002", "On Quolls"))
    indexing.catch_up(store, words)
    with Store(f"sqlite:///{tmp_path / 'restored.db'}") as older:
        backup.restore(older.engine, tmp_path / "old.backup")
        indexing.catch_up(older, words)
        assert found(words, "quolls") == ()
        assert_level(older, words)
        put(older, arxiv_record("2606.00003", "On Numbats"))
        indexing.catch_up(older, words)
        assert_level(older, words)


def test_progress_is_told_up_to_the_end(store, words):
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 6)))
    told: list[tuple[int, int]] = []
    indexing.catch_up(store, words, lambda done, total: told.append((done, total)))
    indexing.rebuild(store, words, lambda done, total: told.append((done, total)))
    assert told == [(5, 5), (5, 5)]


def test_while_another_writes_catching_up_waits_for_the_next_time(store, words):
    put(store, arxiv_record("2606.00001", "On Wombats"))
    with Words(words.folder).writer():
        assert indexing.try_catch_up(store, words) is False
        with pytest.raises(SearchIndexError, match="another process"):
            indexing.catch_up(store, words)
    assert indexing.try_catch_up(store, words) is True
    assert_level(store, words)


def test_more_changes_than_one_step_are_all_taken(store, words, monkeypatch):
    monkeypatch.setattr(indexing, "_STEP", 7)
    monkeypatch.setattr(indexing, "_COMMIT_EVERY", 10)
    put(store, *(arxiv_record(f"2606.{n:05}", f"On Wombats {n}") for n in range(1, 41)))
    put(
        store, *(arxiv_record(f"2606.{n:05}", f"On Quolls {n}", version=2) for n in range(1, 41, 3))
    )
    indexing.catch_up(store, words)
    assert_level(store, words)


def lines(path: Path, *records: Record) -> Path:
    path.write_bytes(b"".join(to_json(record) + b"\n" for record in records))
    return path


def test_an_import_puts_its_works_into_the_index_as_it_goes(store, words, tmp_path):
    put(store, arxiv_record("2606.00001", "On Wombats"))
    path = lines(
        tmp_path / "a.jsonl",
        arxiv_record("2606.00001", "On Bilbies", version=2),
        arxiv_record("2606.00002", "On Quolls"),
    )
    done = import_files(store, words, [path], lambda: NOW)
    assert (done.counts.new, done.counts.updated) == (1, 1)
    assert_level(store, words)


def test_an_import_beside_which_others_write_leaves_the_index_level_too(
    store, words, tmp_path, monkeypatch
):
    monkeypatch.setattr("academichub.sources.files.PAGE", 2, raising=False)
    path = lines(
        tmp_path / "a.jsonl", *(arxiv_record(f"2606.{n:05}", f"On Quolls {n}") for n in range(1, 9))
    )
    beside = iter(range(100, 200))

    def meanwhile(*_: object) -> None:
        put(store, arxiv_record(f"2606.{next(beside):05}", "On Wombats"))

    import_files(
        store,
        words,
        [path, lines(tmp_path / "b.jsonl", arxiv_record("2606.00050", "On Dunnarts"))],
        lambda: NOW,
        progress=meanwhile,
    )
    assert_level(store, words)
    assert len(found(words, "wombats")) >= 1


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


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_happens_to_the_works_the_index_is_level_after_catching_up(
    tmp_path_factory, steps
):
    from academichub.errors import NotFoundError, UsageError

    folder = tmp_path_factory.mktemp("level")
    with Store(f"sqlite:///{folder / 'store.db'}") as store:
        words = Words(folder / "index")
        for turn, (kind, n) in enumerate(steps):
            match kind:
                case "new":
                    put(store, arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}"))
                case "changed":
                    put(
                        store,
                        arxiv_record(
                            f"2606.{n:05}", f"The Burrow Number {n} {turn}", version=turn + 2
                        ),
                    )
                case "article":
                    put(store, journal_record(f"10.1000/{n}", f"In Print Called {n}"))
                case "linked":
                    link = (Relation("same-work", ids.doi(f"10.1000/{n}")),)
                    put(
                        store,
                        arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}", relations=link),
                    )
                case "undo":
                    try:
                        undo_merge(store, n, AT)
                    except (NotFoundError, UsageError):
                        continue
                case "index":
                    indexing.catch_up(store, words)
                case "lost":
                    shutil.rmtree(words.folder)
                    words = Words(folder / "index")
        indexing.catch_up(store, words)
        assert_level(store, words)
    shutil.rmtree(folder)
