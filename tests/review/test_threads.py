"""Threads under papers: plain text that nobody edits, moderated in the open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from academichub.collect import take
from academichub.errors import (
    NotAllowedError,
    NotFoundError,
    TooManyAttemptsError,
    UsageError,
)
from academichub.model import Authorship, Page
from academichub.profile import Reader
from academichub.review.record import Record
from academichub.review.saying import LONGEST
from academichub.review.threads import DEEPEST, Thread, Threads
from academichub.testing import arxiv_record

from .recorded import AT, ORCID, WORK

ADA = Reader("ada", "Ada", orcid=ORCID)
BO = Reader("bo", "Bo")
EVE = Reader("eve", "Eve", role="administrator")


class Clock:
    hour = 9

    def __call__(self) -> datetime:
        return datetime(2026, 6, 25, self.hour, tzinfo=UTC)


@pytest.fixture
def desk(store):
    records = [
        arxiv_record(f"2606.0000{n}", f"Quolls {n}", authorships=(Authorship("Ada", ORCID),))
        for n in (1, 2)
    ]
    take(store, "test", Page(records=records), AT)
    clock = Clock()

    def of(reader: Reader) -> Threads:
        return Threads(store, reader, clock)

    of.clock, of.store = clock, store
    return of


def texts(threads: tuple[Thread, ...]) -> list[object]:
    return [[one.comment.text, *texts(one.replies)] for one in threads]


def test_comments_stand_under_what_they_answer_in_the_order_they_came(desk):
    ada, bo = desk(ADA), desk(BO)
    first = bo.post("arXiv:2606.00001v1", "How small?")
    bo.post(WORK, "And how old?")
    answer = ada.post(WORK, "Very.", first.id)
    bo.post(WORK, "Thank you.", answer.id)
    assert texts(ada.of(WORK)) == [["How small?", ["Very.", ["Thank you."]]], ["And how old?"]]
    assert [one.own for one in bo.of(WORK)] == [True, True]
    assert [one.own for one in ada.of(WORK)] == [False, False]
    assert ada.of("arxiv:2606.00002") == ()
    assert ada.count(WORK) == 4


def test_who_claimed_the_work_writes_as_an_author(desk):
    assert not desk(ADA).post(WORK, "Hello.").as_author
    Record(desk.store, ADA, desk.clock).claim(WORK)
    assert desk(ADA).post(WORK, "Hello again.").as_author
    assert not desk(ADA).post("arxiv:2606.00002", "Hello.").as_author


def test_a_text_is_kept_as_it_was_written_and_is_nothing_but_text(desk):
    said = desk(BO).post(WORK, "<b>x</b> $a<b$\r\n\r\n\r\n\r\n\u202e[y](javascript:z)\x07")
    assert said.text == "<b>x</b> $a<b$\n\n[y](javascript:z)"
    for text in ("", "\u200b \n", "x" * (LONGEST + 1)):
        with pytest.raises(UsageError):
            desk(BO).post(WORK, text)


def test_only_what_is_there_can_be_answered(desk):
    bo = desk(BO)
    other = bo.post("arxiv:2606.00002", "Elsewhere.")
    gone = bo.post(WORK, "A slip.")
    bo.remove(gone.id)
    for parent in (other.id, gone.id, "", "none"):
        with pytest.raises(NotFoundError):
            bo.post(WORK, "An answer.", parent)
    with pytest.raises(NotFoundError):
        bo.post("arxiv:2606.99999", "A word.")


def test_one_removes_ones_own_and_no_others_and_the_answers_stay(desk):
    ada, bo = desk(ADA), desk(BO)
    first, second = bo.post(WORK, "How small?"), bo.post(WORK, "A slip.")
    ada.post(WORK, "Very.", first.id)
    for comment in (first.id, "none"):
        with pytest.raises(NotFoundError):
            ada.remove(comment)
    bo.remove(first.id)
    bo.remove(second.id)
    assert texts(ada.of(WORK)) == [["", ["Very."]]]
    assert (ada.of(WORK)[0].comment.name, ada.count(WORK)) == ("", 1)
    assert desk.store.record.get_comment(second.id).text == ""


def test_what_is_hidden_is_read_by_who_wrote_it_and_who_administers_alone(desk):
    ada, bo, eve = desk(ADA), desk(BO), desk(EVE)
    said = bo.post(WORK, "Something rude.")
    with pytest.raises(NotAllowedError):
        ada.hide(said.id, "Rude.")
    with pytest.raises(UsageError):
        eve.hide(said.id, " ")
    eve.hide(said.id, "Rude.")
    assert texts(ada.of(WORK)) == [[""]]
    assert texts(bo.of(WORK)) == texts(eve.of(WORK)) == [["Something rude."]]
    hidden = ada.of(WORK)[0].comment
    assert (hidden.state, hidden.reason, hidden.moderated_by) == ("hidden", "Rude.", "eve")
    with pytest.raises(NotFoundError):
        ada.post(WORK, "Indeed.", said.id)
    eve.show(said.id)
    assert texts(ada.of(WORK)) == [["Something rude."]]


def test_what_was_removed_is_never_shown_again(desk):
    said = desk(BO).post(WORK, "A slip.")
    desk(BO).remove(said.id)
    for moderate in (lambda: desk(EVE).show(said.id), lambda: desk(EVE).hide(said.id, "Why.")):
        with pytest.raises(NotFoundError):
            moderate()


def depth(threads: tuple[Thread, ...]) -> int:
    return max((1 + depth(one.replies) for one in threads), default=0)


def test_no_thread_goes_so_deep_that_it_cannot_be_shown(desk):
    bo, above = desk(BO), None
    for number in range(DEEPEST + 5):
        above = bo.post(WORK, f"{number}", above).id
    threads = bo.of(WORK)
    assert depth(threads) == DEEPEST
    assert bo.count(WORK) == DEEPEST + 5


def test_twenty_comments_an_hour_are_enough(desk):
    bo = desk(BO)
    for number in range(20):
        bo.post(WORK, f"{number}")
    with pytest.raises(TooManyAttemptsError) as refused:
        bo.post(WORK, "One more.")
    assert 0 < refused.value.retry_after <= 3600
    assert desk(ADA).post(WORK, "Another's.")
    desk.clock.hour = 10
    assert bo.post(WORK, "One more.")
