"""Reviews on both databases: stages kept once, refused once nobody wants them, batches that count."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academichub import ids
from academichub.argument import Provenance, Quote, Statement
from academichub.argument.findings import Evidence, Finding, sealed
from academichub.argument.reviews import (
    Citations,
    ReadingPart,
    Review,
    ReviewAsk,
    StageAccount,
)
from academichub.collect import take
from academichub.errors import NotFoundError
from academichub.model import Page
from academichub.store.review_batches import Batch
from academichub.store.reviews import Run
from academichub.testing import arxiv_record

AT, LATER, LATEST = "2026-06-25T07:00:00Z", "2026-06-25T07:00:09Z", "2026-06-25T08:00:00Z"
ASK = ReviewAsk("arxiv:2606.00001", "Quolls")
ONE = Run("r1", ASK, "ada", None, "extractive", None, "waiting", "", 0, 0, AT, title="Quolls")
TEXT = "Quolls are small."
SAID = Statement("pith.1", TEXT, (Quote(ASK.work, "abstract", 0, 17, TEXT),), "quoted")
EVIDENCE = (Evidence("text", 0, 17, TEXT),)
FOUND = sealed(
    Finding(ASK.work, "p-values", 1, "arithmetic", "error", "p is .2", EVIDENCE, "d" * 64)
)
PROVENANCE = Provenance("extractive", LATER, 12, "hash", "1", (("abstract", 1),))
REVIEW = Review(
    id="r1", work=ASK.work, title="On Quolls", by="A. Lovelace", version=1, language="en",
    scope="abstract", engine="record", document="d" * 64, sections=(), classification=("q-bio.PE",),
    parts=(ReadingPart("pith", (SAID,)),), verdict="unverdicted", findings=(FOUND,), checks=(),
    theorem_links=(), citations=Citations(), distance=None, stages=(), provenance=PROVENANCE,
    sha256="e" * 64,
)  # fmt: skip
BATCH = Batch("b1", "ada", "a day", AT, 1000, 5_000)


@pytest.fixture
def kept(store):
    store.reviews.add(ONE)
    return store.reviews


@pytest.fixture
def making(kept):
    assert kept.begin("r1", AT)
    return kept


def done(kept, run, at=LATER):
    kept.add(run)
    kept.begin(run.id, at)
    assert kept.finish(run.id, replace(REVIEW, id=run.id), at)


def test_a_review_comes_back_as_it_was_asked_for(kept):
    assert kept.get("r1") == ONE
    assert kept.of_work(ASK.work) == kept.of_reader("ada") == [ONE]
    assert kept.unfinished() == ["r1"]
    assert kept.review("r1") is kept.latest(ASK.work, "en") is None
    assert kept.stages("r1") == {}
    with pytest.raises(NotFoundError):
        kept.get("r2")


def test_a_run_that_is_begun_twice_was_begun_when_it_first_was(making):
    assert making.begin("r1", LATER)
    assert (making.get("r1").state, making.get("r1").started_at) == ("working", AT)


def test_the_first_outcome_of_a_stage_stays_and_is_counted_once(making):
    assert making.note("r1", "text", 11)
    assert making.put_stage("r1", "text", b'{"a": 1}', AT)
    assert making.put_stage("r1", "text", b'{"a": 2}', LATER)
    assert making.put_stage("r1", "audits", b"[]", LATER)
    assert list(making.stages("r1").items()) == [("text", b'{"a": 1}'), ("audits", b"[]")]
    one = making.get("r1")
    assert (one.stage, one.done, one.total) == ("text", 2, 11)


def test_stages_that_come_at_once_are_all_kept(making):
    names = [f"s{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: making.put_stage("r1", name, b"1", AT), names))
    assert set(making.stages("r1")) == set(names)
    assert making.get("r1").done == 12


def test_a_stage_that_is_dropped_can_be_done_anew_and_the_others_stay(making):
    for name in ("text", "audits", "reading"):
        making.put_stage("r1", name, name.encode(), AT)
    making.drop_stages("r1", {"audits"})
    assert making.get("r1").done == 2
    making.put_stage("r1", "audits", b"again", LATER)
    assert making.stages("r1") == {"text": b"text", "reading": b"reading", "audits": b"again"}


def test_what_is_done_can_be_read_and_takes_nothing_more(making):
    assert making.finish("r1", REVIEW, LATER)
    one = making.get("r1")
    assert (one.state, one.stage, one.title, one.finished_at) == ("done", "", "On Quolls", LATER)
    assert (one.document, one.sha256, one.scope) == ("d" * 64, "e" * 64, "abstract")
    assert making.review("r1") == REVIEW
    assert making.latest(ASK.work, "en") == one
    assert not making.note("r1", "text")
    assert not making.put_stage("r1", "text", b"1", LATER)
    assert not making.fail("r1", "late", LATER)
    assert not making.cancel("r1", LATER)
    assert not making.begin("r1", LATER)
    assert making.unfinished() == []


def test_a_cancelled_run_takes_nothing_more_and_goes_on_from_its_stages_when_reopened(making):
    making.put_stage("r1", "text", b"1", AT)
    assert making.cancel("r1", LATER)
    assert not making.finish("r1", REVIEW, LATER)
    assert making.reopen("r1", LATEST)
    assert not making.reopen("r1", LATEST)
    one = making.get("r1")
    assert (one.state, one.done, one.started_at, one.finished_at) == ("waiting", 1, None, None)
    assert making.begin("r1", LATEST)
    assert making.stages("r1") == {"text": b"1"}


def test_a_failure_says_why(making):
    assert making.fail("r1", "no text", LATER)
    one = making.get("r1")
    assert (one.state, one.error, one.is_open) == ("failed", "no text", False)


def test_the_run_that_was_done_last_is_the_latest_of_its_language_and_writer(kept):
    done(kept, replace(ONE, id="r2"), LATEST)
    done(kept, replace(ONE, id="r3", writer="prompted", model="m"), LATER)
    done(kept, replace(ONE, id="r4", ask=replace(ASK, language="zh")), LATEST)
    assert kept.latest(ASK.work, "en").id == "r2"
    assert kept.latest(ASK.work, "en", "prompted").id == "r3"
    assert kept.latest(ASK.work, "zh").id == "r4"
    assert [one.id for one in kept.of_work(ASK.work, "en")] == ["r3", "r2", "r1"]
    assert [one.id for one in kept.of_work(ASK.work, limit=2)] == ["r4", "r3"]


def test_of_two_runs_done_in_one_second_the_one_asked_for_later_is_the_latest(kept):
    done(kept, replace(ONE, id="r9"))
    done(kept, replace(ONE, id="r2"))
    assert kept.latest(ASK.work, "en").id == "r2"


def test_nobody_but_its_owner_finds_the_review_of_a_file(kept):
    ask = replace(ASK, work="file:" + "f" * 64)
    done(kept, replace(ONE, id="r2", ask=ask, owner="ada"))
    assert kept.latest(ask.work, "en") is kept.latest(ask.work, "en", owner="bo") is None
    assert kept.of_work(ask.work) == []
    assert kept.latest(ask.work, "en", owner="ada").id == "r2"
    assert [one.id for one in kept.of_work(ask.work, owner="ada")] == ["r2"]


def test_a_work_is_meant_by_any_of_its_names(store):
    names = ids.parse("2606.00001"), ids.doi("10.1000/x")
    take(
        store, "test", Page(records=(arxiv_record("2606.00001", "Quolls", identifiers=names),)), AT
    )
    done(store.reviews, replace(ONE, ask=replace(ASK, work="doi:10.1000/x")))
    assert store.reviews.latest("arxiv:2606.00001", "en").id == "r1"
    assert [one.id for one in store.reviews.of_work("doi:10.1000/x")] == ["r1"]
    assert store.reviews.of_work("arxiv:2606.00002") == []


def test_a_run_that_is_removed_leaves_nothing(making):
    making.put_stage("r1", "text", b"1", AT)
    making.remove("r1")
    assert making.stages("r1") == {}
    assert making.of_reader("ada") == []
    assert not making.put_stage("r1", "text", b"1", AT)
    assert making.stages("r1") == {}


@pytest.fixture
def batched(store):
    runs = [replace(ONE, id=f"r{number}", batch="b1") for number in (3, 1, 2)]
    store.reviews.add_all(BATCH, runs)
    return store.reviews


def test_a_batch_comes_back_with_its_runs_in_their_order(batched):
    assert batched.batch("b1") == BATCH
    assert batched.batches("ada") == [BATCH]
    assert batched.batches("bo") == []
    assert [run.id for run in batched.runs_of("b1")] == ["r3", "r1", "r2"]
    assert batched.unfinished() == ["r3", "r1", "r2"]
    with pytest.raises(NotFoundError):
        batched.batch("b2")


def test_what_a_stage_took_is_counted_once_and_never_taken_back(batched):
    account = StageAccount("reading", "prompted", 5, 100, 20, 7)
    batched.begin("r1", AT)
    for _ in range(2):
        batched.put_stage("r1", "reading", b"1", AT, account)
    assert batched.spent("b1") == (120, 7)
    batched.drop_stages("r1", ["reading"])
    batched.put_stage("r1", "reading", b"2", AT, replace(account, microdollars=None))
    batched.remove("r1")
    assert batched.spent("b1") == (240, 7)
    assert batched.spent("b2") == (0, 0)


def test_stages_of_several_runs_at_once_are_all_counted(batched):
    runs = ["r1", "r2", "r3"]
    for run in runs:
        batched.begin(run, AT)
    account = StageAccount("s", tokens_in=1, microdollars=2)

    def put(number):
        return batched.put_stage(runs[number % 3], f"s{number}", b"1", AT, account)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(put, range(15)))
    assert batched.spent("b1") == (15, 30)


def test_nothing_of_a_paused_batch_is_made_until_it_is_open_again(batched):
    assert batched.set_batch("b1", "paused")
    assert batched.unfinished() == []
    assert not batched.begin("r1", AT)
    assert batched.set_batch("b1", "open")
    assert batched.begin("r1", AT)


def test_a_cancelled_batch_cancels_what_is_open_and_stays_cancelled(batched):
    batched.begin("r1", AT)
    batched.finish("r1", REVIEW, LATER)
    batched.begin("r2", AT)
    assert batched.set_batch("b1", "cancelled", LATEST)
    states = {run.id: (run.state, run.finished_at) for run in batched.runs_of("b1")}
    assert states["r1"] == ("done", LATER)
    assert states["r2"] == states["r3"] == ("cancelled", LATEST)
    assert not batched.set_batch("b1", "open")
    assert batched.batch("b1").state == "cancelled"


def test_a_batch_is_done_when_its_last_run_ends_and_open_again_with_one_that_is_reopened(batched):
    batched.begin("r1", AT)
    batched.finish("r1", REVIEW, LATER)
    batched.fail("r2", "no text", LATER)
    assert batched.batch("b1").state == "open"
    batched.cancel("r3", LATER)
    assert batched.batch("b1").state == "done"
    batched.reopen("r2", LATEST)
    assert batched.batch("b1").state == "open"
    batched.remove("r2")
    assert batched.batch("b1").state == "done"
