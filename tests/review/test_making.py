"""Making a review: every stage once, in order, kept; what fails costs its own part alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from academichub.argument.reviews import PARTS, STAGES, StageAccount, Written
from academichub.errors import ModelError, SourceError, StoreError
from academichub.model import to_json
from academichub.review import hashing, stages
from academichub.review.making import Maker
from academichub.review.purses import Bound
from academichub.store import Store
from academichub.store.review_batches import Batch

from .made import AT, ask, means, review_of, writer

EVERY = [name for name in STAGES if name != "rebuttal"]


def test_an_extractive_review_is_made_whole(filled):
    ask(filled)
    assert Maker(means(filled)).make("r1")
    run, review = filled.reviews.get("r1"), review_of(filled)
    assert (run.state, run.stage, run.done, run.total) == ("done", "", len(EVERY), len(EVERY))
    assert tuple(part.name for part in review.parts) == PARTS
    assert all(part.statements or part.empty for part in review.parts)
    assert review.part("pith").statements
    assert review.scope == "abstract"
    assert review.verdict == "unverdicted"
    assert review.checks
    assert [account.stage for account in review.stages] == EVERY
    assert review.provenance.writer == "extractive"
    assert review.provenance.model is None
    assert review.sha256 == hashing.digest(review) == run.sha256
    assert "too few works" in review.notes


def test_quotes_stand_verbatim_in_the_record(filled):
    ask(filled)
    Maker(means(filled)).make("r1")
    (work,) = [w for _, w in filled.everything() if w.id == review_of(filled).work]
    sources = {"title": work.title, "abstract": work.abstract, "text": ""}
    quotes = [q for part in review_of(filled).parts for s in part.statements for q in s.quotes]
    assert quotes
    assert all(sources[q.field][q.start : q.end] == q.text for q in quotes)


def test_a_rebuttal_is_a_stage_only_where_it_is_asked_for(filled):
    ask(filled, rebuttal=True)
    Maker(means(filled)).make("r1")
    assert [one.stage for one in review_of(filled).stages] == list(STAGES)
    ask(filled, "r2")
    Maker(means(filled)).make("r2")
    assert review_of(filled, "r2").part("rebuttal").empty == "Not asked for."
    assert "rebuttal" not in filled.reviews.stages("r2")


def test_the_same_input_gives_the_same_bytes_in_two_stores(filled, tmp_path):
    from academichub.collect import take
    from academichub.model import Page

    from .made import papers

    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        take(other, "test", Page(records=papers()), "2027-01-01T00:00:00Z")
        for store, name in ((filled, "r1"), (other, "r9")):
            ask(store, name, "prompted", rebuttal=True)
            Maker(means(store, writer=writer())).make(name)
        one, same = review_of(filled), review_of(other, "r9")
    assert hashing.published(one) == hashing.published(same)
    assert one.sha256 == same.sha256
    assert one.id != same.id


def test_what_a_model_was_paid_adds_up(filled):
    ask(filled, writer="prompted")
    Maker(means(filled, writer=writer())).make("r1")
    review = review_of(filled)
    accounts = {one.stage: one for one in review.stages}
    assert accounts["ledger"].tokens_in == 100 + len("ledger")
    given, told = review.provenance, review.stages
    assert given.writer == "prompted"
    assert given.model == "local:some"
    assert given.tokens_in == sum(one.tokens_in for one in told) == 5 * 100 + 38
    assert given.tokens_out == sum(one.tokens_out for one in told) == 50
    assert given.milliseconds == sum(one.milliseconds for one in told)
    assert given.cost == 5 * 7 / 1_000_000
    assert given.asked == 5
    assert given.prompts == ("review-part/1",)


def test_a_stage_whose_model_failed_is_in_the_sources_own_words_and_says_so(filled):
    ask(filled, writer="prompted")
    fails = {"referee": ModelError("the server is away")}
    Maker(means(filled, writer=writer(fails=fails))).make("r1")
    review = review_of(filled)
    assert review.part("summary").writer == "extractive"
    assert review.part("pith").writer == "prompted"
    assert [note for note in review.notes if "the server is away" in note]
    assert review.provenance.writer == "prompted"


def test_a_model_that_is_not_set_up_costs_no_review(filled):
    ask(filled, writer="prompted", language="zh")
    Maker(means(filled)).make("r1")
    review = review_of(filled)
    assert {part.writer for part in review.parts} == {"extractive"}
    assert any("改用原文语句" in note for note in review.notes)
    assert review.provenance.writer == "extractive"


def failing(*_: object) -> None:
    raise SourceError("nobody is there")


def unforeseen(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("name", ["audit", "cite", "link", "place", "extract"])
@pytest.mark.parametrize("fault", [failing, unforeseen])
def test_a_stage_that_fails_costs_its_own_part_alone(filled, name, fault):
    ask(filled)
    Maker(means(filled, **{name: fault})).make("r1")
    review = review_of(filled)
    why = "nobody is there" if fault is failing else "an unexpected fault"
    assert [note for note in review.notes if why in note]
    if name == "extract":
        assert why in review.part("pith").empty
        assert review.checks
    else:
        assert review.part("pith").statements
    assert filled.reviews.get("r1").state == "done"


def test_a_text_that_cannot_be_read_fails_the_review(filled):
    ask(filled)
    Maker(means(filled, document=failing)).make("r1")
    run = filled.reviews.get("r1")
    assert (run.state, run.error) == ("failed", "nobody is there")
    ask(filled, "r2", work="arxiv:2606.99999")
    Maker(means(filled)).make("r2")
    assert "in the store no more" in (filled.reviews.get("r2").error or "")


def test_a_review_that_is_stopped_goes_on_where_it_was(filled):
    calls: list[str] = []
    ask(filled, writer="prompted")

    def stopping() -> bool:
        return "referee" in calls

    assert not Maker(means(filled, writer=writer(calls))).make("r1", stopping)
    assert calls == ["reading", "referee"]
    kept = filled.reviews.stages("r1")
    assert list(kept) == ["text", "audits", "reading", "referee"]  # what is paid for is kept
    assert Maker(means(filled, writer=writer(calls))).make("r1")
    assert calls == ["reading", "referee", "circularity", "ledger", "verdict"]
    assert filled.reviews.stages("r1")["referee"] == kept["referee"]
    assert review_of(filled)


def test_a_review_that_is_cancelled_meanwhile_is_left(filled):
    ask(filled, writer="prompted")

    def cancels(*_: object) -> Written:
        filled.reviews.cancel("r1", AT)
        return Written("reading", (), StageAccount("reading"))

    assert Maker(means(filled, writer=lambda *_: cancels)).make("r1")
    assert filled.reviews.get("r1").state == "cancelled"
    assert list(filled.reviews.stages("r1")) == ["text", "audits"]
    assert Maker(means(filled)).make("r1")
    assert filled.reviews.review("r1") is None


def test_a_review_that_is_removed_meanwhile_is_left(filled):
    ask(filled, writer="prompted")

    def removes(*_: object) -> Written:
        filled.reviews.remove("r1")
        return Written("reading", (), StageAccount("reading"))

    assert Maker(means(filled, writer=lambda *_: removes)).make("r1")
    assert filled.reviews.of_reader("ada") == []


def test_a_store_that_fails_is_said_and_what_was_kept_stays(filled):
    ask(filled, fetch=True)

    def broken(*_: object) -> None:
        raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="the disk is full"):
        Maker(means(filled, audit=broken)).make("r1")
    assert filled.reviews.get("r1").state == "working"
    assert list(filled.reviews.stages("r1")) == ["text"]
    Maker(means(filled)).make("r1")
    assert review_of(filled)


def test_a_stage_an_older_program_kept_otherwise_is_done_anew(filled):
    ask(filled)
    filled.reviews.begin("r1", AT)
    filled.reviews.put_stage("r1", "audits", b'{"was": 1}', AT)
    Maker(means(filled)).make("r1")
    assert review_of(filled).checks
    assert set(stages.known(filled.reviews.stages("r1"))) == set(EVERY)


def test_what_is_there_is_not_done_again(filled):
    ask(filled)
    Maker(means(filled)).make("r1")
    kept = filled.reviews.stages("r1")
    ask(filled, "r2", again="r1")
    filled.reviews.begin("r2", AT)
    for name, body in kept.items():
        if name != "ledger":
            filled.reviews.put_stage("r2", name, body, AT)
    done: list[str] = []

    def extract(name: str, *rest: object) -> Written:
        from academichub import reading

        done.append(name)
        return reading.write(name, *rest)  # type: ignore[arg-type]

    Maker(means(filled, extract=extract)).make("r2")
    assert done == ["ledger"]
    assert review_of(filled, "r2").sha256 == review_of(filled).sha256


def test_the_text_that_was_read_is_kept_with_the_record_as_it_was(filled):
    ask(filled)
    Maker(means(filled)).make("r1")
    text = stages.known(filled.reviews.stages("r1"))["text"]
    assert isinstance(text, stages.Text)
    assert text.work.id == review_of(filled).work
    assert text.document.sha256 == review_of(filled).document
    assert to_json(text) == filled.reviews.stages("r1")["text"]


# Budgets


def batched(store: Store, names: tuple[str, ...], **budget: int) -> None:
    runs = []
    for name in names:
        runs.append(replace(ask(store, name, "prompted"), batch="b1"))
        store.reviews.remove(name)
    store.reviews.add_all(Batch("b1", "ada", "A day", AT, **budget), runs)


def test_a_batch_never_takes_more_than_its_budget(filled):
    batched(filled, ("r1", "r2", "r3"), budget_tokens=800)
    maker = Maker(means(filled, writer=writer(), bound=lambda _: Bound(130)))
    for name in ("r1", "r2", "r3"):
        maker.make(name)
    tokens, microdollars = filled.reviews.spent("b1")
    reviews = [review_of(filled, name) for name in ("r1", "r2", "r3")]
    assert tokens == sum(r.provenance.tokens_in + r.provenance.tokens_out for r in reviews)
    assert 800 - 130 < tokens <= 800
    assert microdollars == 7 * (tokens // 110)
    assert [r.provenance.writer for r in reviews] == ["prompted", "prompted", "extractive"]
    assert not [note for note in reviews[0].notes if "budget" in note]
    assert [note for note in reviews[2].notes if "budget of the batch" in note]


def test_a_batch_that_may_spend_nothing_asks_nobody(filled):
    calls: list[str] = []
    batched(filled, ("r1",), budget_microdollars=0)
    Maker(means(filled, writer=writer(calls))).make("r1")
    assert calls == []
    assert review_of(filled).part("pith").statements


def test_a_budget_that_holds_less_than_was_ever_taken_is_left(filled):
    batched(filled, ("r1", "r2"), budget_tokens=1000, budget_microdollars=30)
    maker = Maker(means(filled, writer=writer(), bound=lambda _: Bound(5000, 100)))
    for name in ("r1", "r2"):
        maker.make(name)
    # The first is asked on the odds; from then on twice what any took has to be left.
    assert filled.reviews.spent("b1") == (117 + 117 + 121, 3 * 7)
    assert review_of(filled, "r2").provenance.writer == "extractive"


def test_a_full_text_that_is_kept_is_read(filled, tmp_path: Path):
    from academichub import fulltext

    from .made import PAGE

    _, work = next(iter(filled.everything()))
    fulltext.keep(tmp_path, fulltext.of_bytes(PAGE, "p.html", work.id), work.version)
    ask(filled)
    Maker(means(filled, tmp_path)).make("r1")
    review = review_of(filled)
    text = stages.known(filled.reviews.stages("r1"))["text"]
    assert isinstance(text, stages.Text)
    assert review.scope == "full text"
    quotes = [q for part in review.parts for s in part.statements for q in s.quotes]
    assert quotes
    assert {quote.field for quote in quotes} == {"text"}
    assert all(text.document.text[q.start : q.end] == q.text for q in quotes)
