"""Reviews at a reader's desk: opened on sight, asked for, dropped in, made anew, many at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest

from academichub import fulltext
from academichub.argument.reviews import STAGES
from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.errors import (
    IdentifierError,
    MalformedAnswerError,
    NotAllowedError,
    NotFoundError,
    UsageError,
)
from academichub.hub import Hub
from academichub.model import Page
from academichub.profile import Reader
from academichub.review import bulk, hashing
from academichub.review.reviews import MOST_OPEN, Reviews
from academichub.store import Store
from academichub.testing import arxiv_record

from .made import ADA, AT, BO, PAGE, Clock, papers

WORK = "arxiv:2606.10000"
EVERY = [name for name in STAGES if name != "rebuttal"]
TEX = rb"""\documentclass{article}\begin{document}\title{On gaits}\section{Gaits}
We show that gaits converge. We assume that legs are rigid.\end{document}"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub with papers and without starter data, its index level."""
    config = Config.load(tmp_path / "hub", environ={})
    config.data.mkdir()
    with Store(config.store_url) as store:
        store.ledger.put_setting("starter", "removed")
    with Hub(config, clock=Clock()) as opened:
        take(opened.store, "test", Page(records=papers()), AT)
        opened.catch_up()
        yield opened


@pytest.fixture
def ada(hub: Hub) -> Reviews:
    return Desk(hub, ADA).reviews


@pytest.fixture
def bo(hub: Hub) -> Reviews:
    return Desk(hub, BO).reviews


# On sight


def test_a_work_without_a_review_is_reviewed_when_it_is_opened(ada, bo):
    seen = ada.open("2606.10000")
    assert seen.review
    assert seen.run.state == "done"
    assert seen.run.writer == "extractive"
    assert bo.open("https://arxiv.org/abs/2606.10000").review == seen.review
    assert ada.all() == bo.all() == ()
    assert seen.review.sha256 == hashing.digest(seen.review)


def test_each_language_has_its_own(ada):
    one, other = ada.open(WORK), ada.open(WORK, "zh")
    assert one.review
    assert other.review
    assert (one.review.language, other.review.language) == ("en", "zh")
    assert len(ada.of_work(WORK)) == 2
    assert [run.id for run in ada.of_work(WORK, "zh")] == [other.run.id]


def test_what_has_changed_since_is_reviewed_anew_and_the_old_one_stays(hub, ada):
    first = ada.open(WORK)
    changed = replace(
        papers(1)[0], version=2, fetched_at="2026-07-01T00:00:00Z", abstract="We show x."
    )
    take(hub.store, "test", Page(records=[changed]), "2026-07-01T00:00:00Z")
    second = ada.open(WORK)
    assert second.review
    assert second.review.version == 2
    assert second.run.id != first.run.id
    assert ada.get(first.run.id).review == first.review
    assert ada.open(WORK).run.id == second.run.id


def test_a_full_text_that_came_meanwhile_is_read(hub, ada):
    assert ada.open(WORK).run.scope == "abstract"
    work = hub.work(WORK).work
    fulltext.keep(hub.documents, fulltext.of_bytes(PAGE, "p.html", work.id), work.version)
    assert ada.open(WORK).run.scope == "full text"


def test_many_who_open_one_work_at_once_see_one_review(hub):
    seen, barrier = [], Barrier(4)

    def look() -> None:
        reviews = Desk(hub, ADA).reviews
        barrier.wait()
        seen.append(reviews.open(WORK))

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.run.id for one in seen} == {seen[0].run.id}
    assert {one.review.sha256 for one in seen if one.review} == {seen[0].review.sha256}
    assert len(Desk(hub, ADA).reviews.of_work(WORK)) == 1


def test_what_is_no_work_is_said(ada):
    with pytest.raises(NotFoundError, match="not in the store"):
        ada.open("2606.99999")
    with pytest.raises(IdentifierError):
        ada.open("what?")
    with pytest.raises(UsageError, match="no such language"):
        ada.open(WORK, "fr")


def test_a_review_of_sight_that_failed_is_tried_again(hub, ada):
    first = ada.open(WORK)
    hub.store.reviews.reopen(first.run.id, AT)
    hub.store.reviews.fail(first.run.id, "the disk was full", AT)
    assert ada.open(WORK).run.state == "done"


# Asked for


def test_a_review_is_asked_for_made_and_then_what_everybody_sees(ada, bo):
    run = ada.ask(WORK, rebuttal=True)
    assert (run.state, run.reader, run.writer, run.total) == ("waiting", "ada", "extractive", 11)
    assert ada.all() == (run,)
    made = ada.make_now(run.id)
    assert made.review
    assert [one.stage for one in made.review.stages] == list(STAGES)
    assert bo.open(WORK).run.id == run.id
    assert bo.get(run.id).review == made.review
    assert bo.document(run.id).sha256 == made.review.document


def test_a_prompted_one_needs_a_model(ada):
    with pytest.raises(UsageError, match="no language model is set up"):
        ada.ask(WORK, writer="prompted")
    with pytest.raises(UsageError, match="no such writer"):
        ada.ask(WORK, writer="poet")


def test_a_reader_waits_for_so_many_at_once(ada):
    for _ in range(MOST_OPEN):
        ada.ask(WORK)
    with pytest.raises(UsageError, match="being made already"):
        ada.ask(WORK)
    assert ada.cancel(ada.all()[0].id)
    assert ada.ask(WORK)


def test_only_who_asked_cancels_and_removes_or_who_administers(hub, ada, bo):
    run = ada.ask(WORK)
    with pytest.raises(NotAllowedError):
        bo.cancel(run.id)
    with pytest.raises(NotAllowedError):
        bo.remove(run.id)
    root = Desk(hub, Reader("root", "Root", role="administrator")).reviews
    assert root.cancel(run.id)
    assert not ada.cancel(run.id)
    ada.remove(run.id)
    with pytest.raises(NotFoundError):
        ada.get(run.id)


def test_the_parts_there_are_show_while_it_is_made(hub, ada):
    run = ada.ask(WORK)
    kept = hub.store.reviews
    made = ada.make_now(ada.ask(WORK).id)
    kept.begin(run.id, AT)
    kept.put_stage(run.id, "reading", kept.stages(made.run.id)["reading"], AT)
    there = ada.get(run.id)
    assert there.review is None
    assert there.parts[0].name == "pith"
    assert {part.name for part in there.parts} == {
        "pith", "reading", "core_claim", "mechanism", "consequences", "editorial",
        "load_bearing_premise", "falsifier",
    }  # fmt: skip


def test_each_change_is_told_until_the_end(hub, ada):
    run = ada.ask(WORK)
    pauses = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            hub.make_review(run.id)

    states = [there.run.state for there in ada.events(run.id, sleep=sleep)]
    assert states == ["waiting", "done"]
    assert len(pauses) == 2


def test_a_review_of_an_older_version_gives_way_to_one_of_the_newest(hub, ada):
    old = ada.make_now(ada.ask(WORK).id)
    again = replace(papers(1)[0], version=2, fetched_at="2026-07-01T00:00:00Z")
    take(hub.store, "test", Page(records=[again]), "2026-07-01T00:00:00Z")
    seen = ada.open(WORK)
    assert old.review
    assert seen.review
    assert (old.review.version, seen.review.version) == (1, 2)
    assert ada.open(WORK).run.id == seen.run.id
    newest = ada.make_now(ada.ask(WORK).id)
    assert ada.open(WORK).run.id == newest.run.id


# Anew


def test_one_stage_alone_is_done_anew_and_the_others_stay(hub, ada):
    first = ada.make_now(ada.ask(WORK).id)
    anew = ada.again(first.run.id, stage="ledger")
    assert (anew.again, anew.state) == (first.run.id, "waiting")
    kept = hub.store.reviews
    before = kept.stages(first.run.id)
    assert set(kept.stages(anew.id)) == set(EVERY) - {"ledger"}
    second = ada.make_now(anew.id)
    assert second.review
    assert first.review
    assert second.review.sha256 == first.review.sha256
    after = kept.stages(anew.id)
    assert {name: after[name] for name in EVERY if name != "ledger"} == {
        name: before[name] for name in EVERY if name != "ledger"
    }


def test_all_of_it_is_done_anew_and_both_are_kept(ada, bo):
    first = ada.make_now(ada.ask(WORK).id)
    second = ada.make_now(bo.again(first.run.id, language="zh", rebuttal=True).id)
    assert second.review
    assert (second.run.reader, second.run.again) == ("bo", first.run.id)
    assert second.review.language == "zh"
    assert ada.get(first.run.id).review == first.review


def test_a_rebuttal_is_added_alone(ada):
    first = ada.make_now(ada.ask(WORK).id)
    second = ada.make_now(ada.again(first.run.id, stage="rebuttal").id)
    assert second.review
    assert [one.stage for one in second.review.stages] == list(STAGES)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"stage": "poem"}, "no such stage"),
        ({"stage": "ledger", "language": "zh"}, "in the language of the others"),
        ({"writer": "prompted"}, "no language model"),
    ],
)
def test_what_cannot_be_done_anew_is_said(ada, changes, why):
    first = ada.make_now(ada.ask(WORK).id)
    with pytest.raises(UsageError, match=why):
        ada.again(first.run.id, **changes)


def test_a_stage_of_what_is_not_made_is_not_done_anew(ada):
    with pytest.raises(UsageError, match="not made yet"):
        ada.again(ada.ask(WORK).id, stage="ledger")


# Files


@pytest.mark.parametrize(
    ("name", "body", "title"),
    [("walk.html", PAGE, "On walking upstairs"), ("a/b/gait.tex", TEX, "On gaits")],
)
def test_a_file_that_is_dropped_in_is_reviewed_for_its_owner_alone(ada, bo, name, body, title):
    run = ada.drop(name, body, rebuttal=True)
    assert run.owner == "ada"
    assert run.ask.work.startswith("file:")
    assert run.title == title
    made = ada.make_now(run.id)
    assert made.review
    assert made.review.scope == "full text"
    assert made.review.title == title
    text = ada.document(run.id).text
    quotes = [q for part in made.review.parts for one in part.statements for q in one.quotes]
    assert quotes
    assert all(text[q.start : q.end] == q.text for q in quotes if q.field == "text")
    for ask in (bo.get, bo.cancel, bo.remove, bo.document, bo.open):
        with pytest.raises(NotFoundError):
            ask(run.id if ask != bo.open else run.ask.work)
    with pytest.raises(NotFoundError):
        bo.again(run.id)
    assert ada.open(run.ask.work).run.id == run.id


def test_two_readers_who_drop_in_the_same_file_know_nothing_of_each_other(ada, bo):
    one, other = ada.drop("a.html", PAGE), bo.drop("b.html", PAGE)
    assert one.ask.work == other.ask.work
    ada.make_now(one.id)
    ada.remove(one.id)
    assert bo.make_now(other.id).review
    assert [run.id for run in bo.of_work(other.ask.work)] == [other.id]
    assert ada.of_work(one.ask.work) == ()


def test_nothing_of_a_file_is_left_once_its_review_is_removed(hub, ada):
    run = ada.make_now(ada.drop("a.html", PAGE).id).run
    ada.remove(run.id)
    assert hub.store.reviews.stages(run.id) == {}
    assert not list(hub.documents.rglob("*")) if hub.documents.exists() else True


def test_a_file_is_reviewed_anew_without_being_dropped_in_again(ada):
    first = ada.make_now(ada.drop("a.html", PAGE).id)
    second = ada.make_now(ada.again(first.run.id, language="zh").id)
    assert second.review
    assert first.review
    assert second.run.owner == "ada"
    assert second.review.document == first.review.document


def test_what_is_no_paper_is_refused_at_once(ada):
    with pytest.raises(MalformedAnswerError):
        ada.drop("a.bin", b"\x00\x01\x02")
    with pytest.raises(MalformedAnswerError, match="no text"):
        ada.drop("a.html", b"<html><body></body></html>")
    assert ada.all() == ()


# Many


def test_a_day_a_search_and_a_list_are_reviewed_in_batches(hub, ada):
    day = hub.store.days()[0][0]
    for kind, value, count in (
        ("day", day, 4),
        ("query", "robots", 4),
        ("works", "2606.10001 arxiv:2606.10000", 2),
        ("works", ["2606.10002"], 1),
    ):
        batch = ada.ask_many(kind, value, budget_tokens=1000, budget_usd=0.5)
        runs = ada.runs_of(batch.id)
        assert len(runs) == count
        assert {run.batch for run in runs} == {batch.id}
        assert (batch.budget_tokens, batch.budget_microdollars) == (1000, 500_000)
        for run in runs:
            assert run.title.startswith("Study")
            assert ada.make_now(run.id).review
        assert ada.batch(batch.id).state == "done"
    assert len(ada.batches()) == 4


def test_a_batch_is_cancelled_paused_and_resumed(hub, ada):
    batch = ada.ask_many("query", "robots")
    assert ada.pause_batch(batch.id)
    assert hub.store.reviews.unfinished() == []
    assert ada.resume_batch(batch.id)
    assert len(hub.store.reviews.unfinished()) == 4
    ada.make_now(ada.runs_of(batch.id)[0].id)
    assert ada.cancel_batch(batch.id)
    states = [run.state for run in ada.runs_of(batch.id)]
    assert states == ["done", "cancelled", "cancelled", "cancelled"]
    assert not ada.cancel_batch(batch.id)


def test_a_batch_is_its_readers_alone(ada, bo):
    batch = ada.ask_many("query", "robots")
    assert bo.batches() == ()
    for ask in (bo.batch, bo.runs_of, bo.cancel_batch, bo.spent):
        with pytest.raises(NotFoundError):
            ask(batch.id)
    assert ada.spent(batch.id) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "value", "changes", "why"),
    [
        ("moon", "x", {}, "a batch is of"),
        ("query", "", {}, "say what to search for"),
        ("query", "robots", {"limit": 0}, "1 to 5,000 works"),
        ("query", "robots", {"budget_tokens": -1}, "a budget is a number of tokens"),
        ("query", "robots", {"budget_usd": float("nan")}, "a budget is of 0 to"),
        ("works", "", {}, "name the works"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(ada, kind, value, changes, why):
    with pytest.raises(UsageError, match=why):
        ada.ask_many(kind, value, **changes)
    assert ada.batches() == ()


def test_a_reader_waits_for_so_many_batches_at_once(ada):
    for _ in range(bulk.MOST_BATCHES):
        ada.ask_many("query", "robots", limit=1)
    with pytest.raises(UsageError, match="batches are being made already"):
        ada.ask_many("query", "robots", limit=1)


def test_works_that_cite_a_work_are_in_its_review(hub, ada):
    from academichub.ids import parse
    from academichub.model import Reference

    cites = arxiv_record("2607.00001", "On what others did", abstract="We build on others.",
                         references=(Reference(parse("2606.10000")),))  # fmt: skip
    before = ada.open(WORK)
    take(hub.store, "test", Page(records=[cites]), AT)
    after = ada.open(WORK)
    assert before.review
    assert after.review
    assert (before.review.citations.total, after.review.citations.total) == (0, 1)
    assert after.review.citations.citing[0].work == "arxiv:2607.00001"
