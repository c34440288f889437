"""The hub: a first run, sources on and off, feeds, undoing, backups, and an index that was lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from academichub import ids
from academichub.collect import Counts, take
from academichub.config import Config, Upstreams
from academichub.errors import (
    BackupError,
    ForbiddenAddressError,
    IdentifierError,
    MalformedAnswerError,
    NotFoundError,
    StoreError,
    UsageError,
)
from academichub.fetch import Client
from academichub.hub import Hub
from academichub.lists import Listing
from academichub.model import Page, Record, Reference, Relation, Unreadable, to_json
from academichub.testing import NOW, arxiv_record, hub, journal_record

AT = "2026-06-12T08:00:00Z"
TITLE = "On the Gait of Wombats in Snow"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Hub]:
    with hub(Config.load(tmp_path / "hub")) as made:
        made.remove_starter()
        yield made


def put(to: Hub, *records: Record) -> None:
    take(to.store, "test", Page(records=records), AT)
    to.catch_up()


# The first run


def test_a_first_run_without_a_network_has_a_full_first_page_and_says_that_it_is_starter_data():
    with hub() as first:
        batch = first.works(Listing())
        status = first.status()
        assert len(batch.works) == 25
        assert batch.seen
        assert status.starter == status.works == batch.total >= 71
        first.catch_up()
        assert first.works(Listing("review")).total or first.works(Listing("learning")).total


def test_a_second_start_changes_nothing_and_removed_starter_data_stays_away():
    with hub() as first:
        works, sequence = first.status().works, first.store.sequence()
    with hub() as second:
        assert (second.status().works, second.store.sequence()) == (works, sequence)
        assert second.remove_starter() >= works
        assert second.works(Listing()).total == 0
    with hub() as third:
        assert third.status().works == 0


def test_a_start_that_was_killed_between_data_and_note_is_made_good_by_the_next(tmp_path):
    with hub() as first:
        works = first.status().works
        with first.store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM settings")
    with hub() as second:
        assert second.status().works == works


def test_two_processes_that_start_at_once_make_one_store(tmp_path):
    program = "from academichub.testing import hub\nwith hub() as h: print(h.status().works)"
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {child.communicate(timeout=60)[0].strip() for child in started}
    assert [child.returncode for child in started] == [0, 0]
    with hub() as third:
        assert said == {str(third.status().works)}


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        hub(Config.load(tmp_path / "file" / "data")) as made,
        pytest.raises(StoreError, match="data folder"),
    ):
        made.status()


# One work


def test_a_work_is_found_by_any_spelling_of_its_names_with_all_that_is_known(opened):
    cites = (
        Reference(ids.parse("2606.00001")),
        Reference(ids.doi("10.1000/none")),
        Reference(text="A book"),
    )
    put(
        opened,
        arxiv_record("2606.00001", TITLE),
        arxiv_record("2606.00002", "On Quolls", references=cites),
    )
    put(opened, journal_record("10.1000/W", TITLE))
    for name in (
        "2606.00001v1",
        "arXiv:2606.00001",
        "https://doi.org/10.1000/w",
        "10.48550/arXiv.2606.00001",
    ):
        page = opened.work(name)
        assert (page.work.id, len(page.records), len(page.merges)) == ("arxiv:2606.00001", 2, 1)
        assert [work.id for work in page.citing] == ["arxiv:2606.00002"]
    resolved = opened.work("2606.00002").references
    assert [work.id if work else None for _, work in resolved] == ["arxiv:2606.00001", None, None]
    assert opened.identifiers_known(["arxiv:2606.00001", "doi:10.1000/none"]).keys() == {
        "arxiv:2606.00001"
    }


def test_what_is_not_here_is_not_said_not_to_exist(opened):
    with pytest.raises(NotFoundError, match="does not mean it does not exist"):
        opened.work("2606.99999")
    with pytest.raises(IdentifierError):
        opened.work("wombats")


def test_every_work_of_a_search_comes_once_however_many_batches_it_takes(opened, monkeypatch):
    monkeypatch.setattr("academichub.hub._STEP", 3)
    put(opened, *(arxiv_record(f"2606.{n:05}", f"The Burrow Number {n}") for n in range(1, 12)))
    for listing in (Listing("burrow"), Listing(), Listing(sort="date")):
        found = [work.id for work in opened.matching(listing)]
        assert sorted(found) == [f"arxiv:2606.{n:05}" for n in range(1, 12)]
    assert list(opened.matching(Listing("unheard"))) == []
    same = (Relation("same-work", ids.parse("2606.00001")),)
    take(
        opened.store,
        "t",
        Page(records=[arxiv_record("2606.00002", "The Burrow", relations=same)]),
        AT,
    )
    found = [work.id for work in opened.matching(Listing("burrow"))]
    assert len(found) == len(set(found)) == 10


# Sources


def test_a_source_is_switched_on_and_off_and_it_lasts(tmp_path):
    with hub() as one:
        assert not one_source(one, "feed-jama").enabled
        one.switch("feed-jama", True)
        one.switch("arxiv-rss", False)
    with hub() as again:
        assert one_source(again, "feed-jama").enabled
        assert not one_source(again, "arxiv-rss").enabled
        assert one_source(again, "arxiv-oai").enabled
        with pytest.raises(NotFoundError, match="sources list"):
            again.switch("feed-nowhere", True)


def one_source(to: Hub, name: str):
    return next(one for one in to.status().sources if one.name == name)


def test_sources_have_names_of_their_own_and_the_catalogue_has_forty_journals(opened):
    names = [one.name for one in opened.schedule()]
    assert len(names) == len(set(names))
    assert {
        "arxiv-rss",
        "arxiv-oai",
        "biorxiv-details",
        "medrxiv-pubs",
        "europepmc",
    } <= set(names)
    assert sum(name.startswith("feed-") for name in names) >= 40


def test_status_says_when_each_source_that_is_on_is_asked_next(opened):
    source = one_source(opened, "arxiv-rss")
    assert (source.last_run, source.next_run, source.running) == (None, AT, False)
    assert one_source(opened, "feed-jama").next_run is None
    number = opened.store.ledger.begin_run("arxiv-rss", AT)
    assert one_source(opened, "arxiv-rss").running
    opened.store.ledger.note_run(number, {"finished_at": AT, "outcome": "ok"})
    after = one_source(opened, "arxiv-rss")
    assert (after.running, after.next_run) == (False, "2026-06-12T09:00:00Z")


def test_feeds_go_out_as_opml_and_come_back_in_elsewhere(opened, tmp_path):
    assert (
        opened.add_feeds(
            {"burrows": {"title": "Burrows & Co", "feed": "http://b.example/feed?a=1&b=2"}}
        )
        == 1
    )
    assert (
        opened.add_feeds({"burrows": {"title": "Burrows", "feed": "http://b.example/feed?a=1&b=2"}})
        == 0
    )
    opml = opened.export_opml()
    with hub(Config.load(tmp_path / "other")) as other:
        assert other.import_opml(opml) == 1
        assert other.import_opml(opml) == 0
        added = [one for one in other.status().sources if one.label == "Burrows"]
        assert [one.enabled for one in added] == [True]
        assert other.export_opml().count(b"b.example") == 1
        with pytest.raises(MalformedAnswerError):
            other.import_opml(b"<html>no</html>")


def test_an_unknown_source_cannot_be_asked(opened):
    with pytest.raises(NotFoundError, match="'arxiv-rs'"):
        list(opened.collect(["arxiv-rs"]))


FEED = (
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>J</title>"
    "<item><title>On the Gait of Wombats</title><link>http://j.example/1</link>"
    "<dc:identifier>doi:10.1000/w</dc:identifier><dc:creator>Ada Lovelace</dc:creator>"
    "<dc:date>2026-07-01</dc:date></item></channel></rss>"
)


def follow(to: Hub, server: HTTPServer) -> None:
    server.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    to.client = Client(trusted={f"{server.host}:{server.port}"}, sleep=lambda _: None)
    to.add_feeds({"j": {"title": "J", "feed": server.url_for("/feed")}})


def test_collecting_takes_a_feed_in_indexes_it_and_tells_on_the_way(opened, httpserver):
    follow(opened, httpserver)
    told: list[tuple[str, Counts]] = []
    [run] = opened.collect(
        ["feed-j"], progress=lambda route, counts, _: told.append((route, counts))
    )
    assert (run.outcome, run.new) == ("ok", 1)
    assert told[-1] == ("feed-j", Counts(new=1))
    assert [work.id for work in opened.works(Listing("wombats")).works] == ["doi:10.1000/w"]
    assert opened.facets().sources == (("j", 1),)


def test_a_title_that_changed_is_matched_through_the_index(opened, httpserver):
    put(opened, arxiv_record("2606.00001", "The Gait of Wombats", authorships=()))
    put(opened, arxiv_record("2606.00002", "On the Gait of Wombats in Snow and in Sand"))
    follow(opened, httpserver)
    list(opened.collect(["feed-j"]))
    assert opened.work("10.1000/w").work.id == "arxiv:2606.00002"


def test_only_what_is_due_is_asked(tmp_path, httpserver):
    now = [NOW]
    with Hub(Config.load(tmp_path / "due"), clock=lambda: now[0]) as due:
        follow(due, httpserver)
        for one in due.schedule():
            due.switch(one.name, one.name == "feed-j")
        assert [run.route for run in due.collect_due()] == ["feed-j"]
        assert list(due.collect_due()) == []
        now[0] += timedelta(hours=4)
        assert [run.new for run in due.collect_due()] == [0]


def test_what_could_not_be_read_is_shown_newest_first(opened):
    bad = [Unreadable("arxiv", "r", f"reason {n}", f"<item>{n}</item>") for n in range(3)]
    take(opened.store, "r", Page(unreadable=bad), AT)
    assert [one.reason for one in opened.quarantined(2)] == ["reason 2", "reason 1"]
    assert opened.status().quarantined == 3


# Undoing, backing up, losing


def test_a_merge_is_undone_and_both_works_are_found_again(opened):
    put(opened, arxiv_record("2606.00001", TITLE), journal_record("10.1000/w", TITLE))
    [note] = opened.merges()
    assert opened.works(Listing("wombats")).total == 1
    assert opened.undo_merge(note.number) == "doi:10.1000/w"
    assert opened.works(Listing("wombats")).total == 2
    assert opened.status().merges == 0
    with pytest.raises(UsageError, match="already"):
        opened.undo_merge(note.number)
    with pytest.raises(NotFoundError, match="merges list"):
        opened.undo_merge(99)


def test_a_backup_restores_into_a_new_folder_index_and_all(opened, tmp_path):
    put(opened, arxiv_record("2606.00001", TITLE))
    opened.switch("feed-jama", True)
    made = opened.backup(tmp_path / "all.backup")
    assert made.parts["works"].rows == 1
    with hub(Config.load(tmp_path / "new")) as other:
        assert other.restore(tmp_path / "all.backup") == made
        assert other.works(Listing("wombats")).total == 1
        assert one_source(other, "feed-jama").enabled
        assert other.status().starter == 0
        with pytest.raises(BackupError, match="not empty"):
            other.restore(tmp_path / "all.backup")
        assert other.works(Listing("wombats")).total == 1


def test_a_backup_that_does_not_verify_restores_nothing(opened, tmp_path):
    put(opened, arxiv_record("2606.00001", TITLE))
    path = tmp_path / "all.backup"
    opened.backup(path)
    path.write_bytes(path.read_bytes()[:-200])
    with hub(Config.load(tmp_path / "new")) as other, pytest.raises(BackupError):
        other.restore(path)
    with hub(Config.load(tmp_path / "new")) as other:
        assert other.status().works > 70  # a start as any other


@pytest.mark.parametrize("lost", ["folder", "layout", "meta"])
def test_an_index_that_was_lost_or_broken_is_told_in_the_status_and_made_again(tmp_path, lost):
    folder = tmp_path / "data"
    with hub(Config.load(folder)) as first:
        put(first, arxiv_record("2606.00001", TITLE))
    if lost == "folder":
        shutil.rmtree(folder / "index")
    elif lost == "layout":
        (folder / "index" / "layout.json").write_text("{}")
    else:
        next((folder / "index").rglob("meta.json")).write_text("broken")
    with hub(Config.load(folder)) as again:
        status = again.status()
        assert status.index_sequence == 0
        assert (status.index_reason is not None) is (lost != "folder")
        again.catch_up()
        assert again.status().index_sequence == status.store_sequence
        assert again.works(Listing("wombats")).total == 1


def test_collecting_with_a_broken_index_makes_it_again_first(tmp_path, httpserver):
    folder = tmp_path / "data"
    with hub(Config.load(folder)) as first:
        put(first, arxiv_record("2606.00002", "On the Gait of Wombats in Snow and in Sand"))
    (folder / "index" / "layout.json").write_text("{}")
    with hub(Config.load(folder)) as again:
        follow(again, httpserver)
        [run] = again.collect(["feed-j"])
        assert (run.outcome, run.updated) == ("ok", 1)
        assert again.works(Listing("wombats")).total >= 1


def test_files_are_imported_once_and_found(opened, tmp_path):
    path = tmp_path / "works.jsonl"
    path.write_bytes(to_json(arxiv_record("2606.00001", TITLE)) + b"\nnot json\n")
    told: list[int] = []
    done = opened.import_files([path], progress=lambda _, at, counts: told.append(at))
    assert (done.counts.new, done.counts.unreadable) == (1, 1)
    assert told[-1] == path.stat().st_size
    assert opened.works(Listing("wombats")).total == 1
    assert opened.import_files([path]).counts.new == 0


def test_arrivals_are_counted_by_day_and_field(opened):
    put(
        opened,
        arxiv_record("2606.00001", "On Wombats"),
        arxiv_record("2606.00002", "On Quolls", primary_category="math.PR"),
    )
    assert {(a.date, a.field, a.count) for a in opened.arrivals()} == {
        ("2026-06-12", "Computer Science", 1),
        ("2026-06-12", "Mathematics", 1),
    }  # fmt: skip


def test_an_address_a_reader_chose_does_not_lead_to_the_operators_mirrors(tmp_path, httpserver):
    mirror = Config(data=tmp_path, upstreams=Upstreams(zotero=httpserver.url_for("/")))
    with Hub(mirror) as hub, pytest.raises(ForbiddenAddressError):
        hub.outside.post(httpserver.url_for("/hook"), content=b"{}")
    httpserver.expect_request("/hook", method="POST").respond_with_data("")
    named = Config(data=tmp_path, webhook_hosts=(f"{httpserver.host}:{httpserver.port}",))
    with Hub(named) as hub:
        answer = hub.outside.post(httpserver.url_for("/hook"), content=b"{}")
    assert answer.status == 200
