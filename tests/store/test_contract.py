"""What every store does, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.collect import Counts, take
from academichub.errors import BackupError, MigrationError, StoreError
from academichub.mending import remove_starter, undo_merge
from academichub.model import Announcement, Page, Record, Reference, Relation, Unreadable, Update
from academichub.store import Store, backup
from academichub.store.schema import metadata
from academichub.testing import arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"


def put(store: Store, *records: Record, route: str = "test") -> Counts:
    return take(store, route, Page(records=records), AT).counts


def work_of(store: Store, name: str):
    number = store.number(ids.parse(name))
    assert number is not None, name
    return store.works([number])[number]


def everything(store: Store) -> dict[str, object]:
    return {work.id: work for _, work in store.everything()}


def test_the_migrations_make_the_schema_the_program_reads(store: Store) -> None:
    with store.engine.connect() as connection:
        options = {"include_object": lambda o, name, *_: name != "alembic_version"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_database_of_a_newer_program_is_refused(store: Store, store_url: str) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(MigrationError, match="update AcademicHub"):
        Store(store_url)


def test_a_record_becomes_a_work_and_is_found_by_each_of_its_names(store: Store) -> None:
    record = arxiv_record(
        "2606.00001", "On Wombats", identifiers=(ids.parse("2606.00001"), ids.doi("10.1000/x"))
    )
    assert put(store, record) == Counts(new=1)
    assert work_of(store, "2606.00001") == work_of(store, "doi:10.1000/X")
    assert work_of(store, "2606.00001").title == "On Wombats"


def test_the_record_comes_back_as_it_was_put_raw_and_all(store: Store) -> None:
    record = arxiv_record("2606.00001", "On Wombats", raw="<item>\x85 ünïcode \ud7ff</item>")
    put(store, record)
    assert [kept for _, kept in store.records(1)] == [record]


def test_the_same_word_twice_changes_nothing(store: Store) -> None:
    record = arxiv_record("2606.00001", "On Wombats")
    put(store, record)
    before = store.sequence()
    assert put(store, record) == Counts(unchanged=1)
    assert put(
        store, arxiv_record("2606.00001", "On Wombats", fetched_at="2026-06-13T00:00:00Z")
    ) == Counts(unchanged=1)
    assert store.sequence() == before


def test_a_new_version_is_the_same_work_and_both_announcements_stay(store: Store) -> None:
    put(store, arxiv_record("2606.00001", "On Wombats"))
    again = Announcement("arxiv", "2026-06-15", "replace", 2, "cs.LG")
    counts = put(
        store, arxiv_record("2606.00001", "On Wombats, Revised", version=2, announcements=(again,))
    )
    work = work_of(store, "2606.00001")
    assert counts == Counts(updated=1)
    assert (work.title, work.version, work.announce_type) == ("On Wombats, Revised", 2, "replace")
    assert [a.announced_on for a in work.announcements] == ["2026-06-12", "2026-06-15"]


def test_a_preprint_and_its_article_are_one_work_and_the_reason_is_kept(store: Store) -> None:
    put(store, arxiv_record("2606.00001", "On the Gait of Wombats in Snow"))
    put(store, journal_record("10.1000/w", "On the gait of wombats in snow"))
    work = work_of(store, "10.1000/w")
    assert work.id == "arxiv:2606.00001"
    assert work.sources == ("crossref", "arxiv")
    assert [note.reason for note in store.ledger.merges_of(work.id)] == [
        "same title and first author"
    ]


def test_a_link_that_comes_later_joins_two_works_and_the_old_name_still_leads_there(
    store: Store,
) -> None:
    put(store, arxiv_record("2606.00001", "A Preprint Title"))
    put(store, journal_record("10.1000/w", "Quite Another Title in the Journal"))
    assert len(everything(store)) == 2
    link = Relation("same-work", ids.parse("2606.00001"))
    put(store, journal_record("10.1000/w", "Quite Another Title in the Journal", relations=(link,)))
    assert list(everything(store)) == ["arxiv:2606.00001"]
    assert work_of(store, "10.1000/w").id == "arxiv:2606.00001"
    sequence, changed = store.changes(0, 100)
    assert changed[2] is None
    assert sequence == store.sequence()


def test_an_undone_merge_stays_undone_when_the_source_speaks_again(store: Store) -> None:
    put(store, arxiv_record("2606.00001", "On the Gait of Wombats in Snow"))
    put(store, journal_record("10.1000/w", "On the gait of wombats in snow"))
    [note] = store.ledger.merges()
    assert undo_merge(store, note.number, AT) == "doi:10.1000/w"
    assert set(everything(store)) == {"arxiv:2606.00001", "doi:10.1000/w"}
    put(store, journal_record("10.1000/w", "On the gait of wombats in snow", cited_by_count=3))
    put(store, arxiv_record("2606.00001", "On the Gait of Wombats in Snow", version=2))
    assert set(everything(store)) == {"arxiv:2606.00001", "doi:10.1000/w"}
    assert work_of(store, "10.1000/w").cited_by_count == 3


def test_two_works_that_were_joined_come_apart_under_their_old_names(store: Store) -> None:
    put(store, arxiv_record("2606.00001", "A Preprint Title"))
    put(store, journal_record("10.1000/w", "Quite Another Title in the Journal"))
    before = everything(store)
    link = Relation("same-work", ids.parse("10.1000/w"))
    put(store, arxiv_record("2606.00001", "A Preprint Title", relations=(link,)))
    [note] = store.ledger.merges()
    undo_merge(store, note.number, AT)
    after = everything(store)
    assert {name: work.title for name, work in after.items()} == {
        n: w.title for n, w in before.items()
    }
    assert work_of(store, "10.1000/w").id == "doi:10.1000/w"


def test_a_retraction_notice_marks_the_work_whichever_comes_first(store: Store) -> None:
    update = Update("retraction", "2026-08-01", ids.doi("10.1000/notice"), source="crossref")
    notice = journal_record(
        "10.1000/notice",
        "Retraction: On Wombats and Their Ways",
        relations=(Relation("updates", ids.doi("10.1000/w"), update),),
    )
    put(store, notice)
    put(store, journal_record("10.1000/w", "On Wombats and Their Ways"))
    assert work_of(store, "10.1000/w").retracted
    put(store, journal_record("10.1000/v", "Another Article Altogether"))
    second = Update("retraction", "2026-08-02", ids.doi("10.1000/n2"), source="crossref")
    put(
        store,
        journal_record(
            "10.1000/n2",
            "Retraction: another",
            relations=(Relation("updates", ids.doi("10.1000/v"), second),),
        ),
    )
    assert work_of(store, "10.1000/v").retracted
    assert not work_of(store, "10.1000/notice").retracted
    put(store, journal_record("10.1000/w", "On Wombats and Their Ways", cited_by_count=9))
    assert work_of(store, "10.1000/w").retracted


def test_citations_are_found_from_the_cited_side(store: Store) -> None:
    cites = (Reference(ids.parse("2606.00001")),)
    put(
        store,
        arxiv_record("2606.00001", "On Wombats"),
        arxiv_record("2606.00002", "On Quolls", references=cites),
    )
    assert store.citing(["arxiv:2606.00001"]) == [2]


def test_a_page_and_its_cursor_are_kept_together_or_not_at_all(store: Store) -> None:
    take(store, "r", Page(records=[arxiv_record("2606.00001", "On Wombats")], cursor={"at": 1}), AT)
    broken = arxiv_record("2606.00002", "On Quolls", posted_on=object())
    with pytest.raises(TypeError):
        take(store, "r", Page(records=[broken], cursor={"at": 2}), AT)
    assert store.cursor("r") == {"at": 1}
    assert list(everything(store)) == ["arxiv:2606.00001"]


def test_what_cannot_be_read_waits_in_quarantine_once(store: Store) -> None:
    one = Unreadable("arxiv", "arxiv-rss", "no title", "<item/>")
    assert take(store, "r", Page(unreadable=[one, one]), AT).counts.unreadable == 1
    assert take(store, "r", Page(unreadable=[one]), AT).counts.unreadable == 0
    [kept] = store.ledger.quarantined()
    assert (kept.reason, kept.raw) == ("no title", "<item/>")


def test_starter_data_gives_way_to_the_real_record_and_can_be_removed(store: Store) -> None:
    starter = arxiv_record(
        "2606.00001",
        "On the Gait of Wombats in Snow",
        route="starter",
        abstract="Our words.",
        identifiers=(),
        key="wombats",
    )
    alone = arxiv_record("2606.00009", "Only in the Starter Set of Works", route="starter")
    put(store, starter, alone, route="starter")
    put(store, arxiv_record("2606.00001", "On the Gait of Wombats in Snow"))
    work = work_of(store, "2606.00001")
    assert (work.id, work.starter, work.abstract) == (
        "arxiv:2606.00001",
        False,
        "We study On the Gait of Wombats in Snow.",
    )
    assert store.number(ids.parse("local:arxiv/wombats")) == store.number(ids.parse("2606.00001"))
    assert remove_starter(store) == 2
    assert list(everything(store)) == ["arxiv:2606.00001"]
    assert store.counts()["starter"] == 0


def test_days_are_counted_by_field_and_listed_new_first(store: Store) -> None:
    replaced = (Announcement("arxiv", "2026-06-12", "replace", 2, "cs.LG"),)
    put(
        store,
        arxiv_record("2606.00001", "On Wombats", announcements=replaced),
        arxiv_record("2606.00002", "On Quolls"),
    )
    assert store.days() == [("2026-06-12", "Computer Science", 2)]
    assert list(store.listed("2026-06-12", "Computer Science")) == [2, 1]


def test_writers_in_several_threads_lose_nothing(store: Store) -> None:
    def one(n: int) -> Counts:
        return put(
            store,
            *(arxiv_record(f"26{n:02}.{k:05}", f"Work {n} of {k} in Thread") for k in range(1, 21)),
        )

    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(one, range(1, 9)))
    assert sum(c.new for c in counts) == 160
    assert store.counts()["works"] == 160
    seen, changed = store.changes(0, 1000)
    assert (seen, len(changed)) == (160, 160)


def test_a_lease_is_held_by_one_until_it_ends(store: Store) -> None:
    lease = store.ledger.lease
    assert lease("x", "me", "2026-06-12T08:00:00Z", "2026-06-12T09:00:00Z")
    assert not lease("x", "you", "2026-06-12T08:30:00Z", "2026-06-12T09:30:00Z")
    assert lease("x", "me", "2026-06-12T08:30:00Z", "2026-06-12T09:30:00Z")
    assert lease("x", "you", "2026-06-12T09:30:00Z", "2026-06-12T10:00:00Z")


def test_a_backup_restores_to_the_same_store(store: Store, tmp_path: Path) -> None:
    put(store, arxiv_record("2606.00001", "On the Gait of Wombats in Snow"))
    put(store, journal_record("10.1000/w", "On the gait of wombats in snow"))
    store.ledger.put_setting("switches", {"arxiv-rss": False})
    path = tmp_path / "all.backup"
    backup.write(store.engine, path, AT)
    assert backup.verify(path).parts["works"].rows == 1
    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        backup.restore(other.engine, path)
        assert everything(other) == everything(store)
        assert other.records(1) == store.records(1)
        assert other.ledger.setting("switches") == {"arxiv-rss": False}
        with pytest.raises(BackupError, match="not empty"):
            backup.restore(other.engine, path)


def test_a_backup_with_a_flipped_byte_does_not_verify(store: Store, tmp_path: Path) -> None:
    put(store, *(arxiv_record(f"2606.{n:05}", f"Work Number {n}") for n in range(1, 30)))
    path = tmp_path / "all.backup"
    backup.write(store.engine, path, AT)
    whole = path.read_bytes()
    for at in range(10, len(whole) - 30, len(whole) // 25):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            found = backup.verify(path)
        except BackupError:
            continue
        assert found.parts["works"].rows == 29  # the byte was one that ZIP does not read
        with Store(f"sqlite:///{tmp_path / f'{at}.db'}") as other:
            backup.restore(other.engine, path)
            assert everything(other) == everything(store)


def test_a_backup_that_was_cut_off_is_refused(store: Store, tmp_path: Path) -> None:
    put(store, arxiv_record("2606.00001", "On Wombats"))
    path = tmp_path / "all.backup"
    backup.write(store.engine, path, AT)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BackupError):
        backup.verify(path)


def test_a_database_that_is_not_there_says_so_in_one_line() -> None:
    with pytest.raises(StoreError) as failure:
        Store("postgresql://nobody@127.0.0.1:1/none")
    assert "\n" not in str(failure.value)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_order_in_which_records_come_does_not_change_which_works_there_are(
    tmp_path: Path, data: st.DataObject
) -> None:
    link = Relation("same-work", ids.doi("10.1000/b"))
    records = [
        arxiv_record("2606.00001", "On the Gait of Wombats in Snow"),
        arxiv_record("2606.00001", "On the Gait of Wombats in Snow", version=2),
        arxiv_record("2606.00001", "On the Gait of Wombats in Snow", route="arxiv-oai"),
        journal_record("10.1000/a", "On the Gait of Wombats in Snow"),
        arxiv_record("2606.00002", "A Preprint Title", relations=(link,)),
        journal_record("10.1000/b", "The Title in the Journal Is Another"),
        arxiv_record("2606.00003", "Nothing to Do with the Others Here"),
    ]
    shuffled = data.draw(st.permutations(records))
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=7, max_size=7))
    url = f"sqlite:///{tmp_path / f'{abs(hash((tuple(r.key + r.route + str(r.version) for r in shuffled), tuple(sizes))))}.db'}"
    with Store(url) as store:
        left = shuffled
        while left:
            size = sizes.pop()
            put(store, *left[:size])
            left = left[size:]
        names = {frozenset(map(str, work.identifiers)) for _, work in store.everything()}
    assert names == {
        frozenset({"arxiv:2606.00001", "doi:10.1000/a"}),
        frozenset({"arxiv:2606.00002", "doi:10.1000/b"}),
        frozenset({"arxiv:2606.00003"}),
    }


@pytest.mark.slow
def test_a_process_killed_while_writing_leaves_whole_pages_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    program = (
        "import sys\n"
        "from academichub.collect import take\n"
        "from academichub.model import Page\n"
        "from academichub.store import Store\n"
        "from academichub.testing import arxiv_record\n"
        "store = Store(sys.argv[1])\n"
        "start = (store.cursor('r') or {'page': 0})['page']\n"
        "for page in range(start, 400):\n"
        "    records = [arxiv_record(f'26{1 + page // 100:02}.{page * 10 + k:05}', f'Work {page} {k}') for k in range(10)]\n"
        "    take(store, 'r', Page(records=records, cursor={'page': page + 1}), '2026-06-12T08:00:00Z')\n"
        "    print(page, flush=True)\n"
    )
    last = 0
    for kill_after in (3, 40, 90, 170):
        with subprocess.Popen(
            [sys.executable, "-c", program, url], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if int(line) >= kill_after:
                    child.kill()
                    break
        with Store(url) as store:
            page = store.cursor("r")["page"]
            assert page > last
            assert store.counts()["works"] == page * 10
            last = page


def test_the_number_of_a_work_that_ended_is_not_given_again(store: Store) -> None:
    put(store, arxiv_record("2606.00001", "On Wombats"))
    put(store, journal_record("10.1000/w", "Of Something Else"))
    link = Relation("same-work", ids.parse("10.1000/w"))
    put(store, arxiv_record("2606.00001", "On Wombats", relations=(link,), version=2))
    (kept,) = (number for number, _ in store.everything())
    put(store, arxiv_record("2606.00003", "Of a Third Thing"))
    numbers = [number for number, _ in store.everything()]
    assert kept == 1
    assert numbers == [1, 3]
