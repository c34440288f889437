"""The record: what readers, authors and administrators may say, and that nothing said is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.accounts.limits import LIMITS
from academichub.argument.findings import Event, becomes
from academichub.argument.reviews import TheoremLink
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
from academichub.review.saying import LONGEST, to_text
from academichub.testing import arxiv_record

from .recorded import AT, FILE, LINE, ORCID, WORK, finding, keep

ADA = Reader("ada", "Ada Lovelace", orcid=ORCID)
BO = Reader("bo", "Bo", orcid="0000-0001-5109-3700")
EVE = Reader("eve", "Eve", role="administrator")
CAY = Reader("cay", "A. Lovelace", orcid="0000-0003-1415-9269")
FOUND = finding()
LINK = TheoremLink(
    "every quoll is small", "mathlib", "r1", "Quoll.small", "theorem", "", "Q.lean", 1
)


@pytest.fixture
def desk(store):
    by = (Authorship("Ada Lovelace", ORCID), Authorship("Cy Borg"))
    record = arxiv_record("2606.00001", "Quolls", authorships=by)
    take(store, "test", Page(records=(record,)), AT)
    keep(store, FOUND)

    def of(reader: Reader) -> Record:
        return Record(store, reader, lambda: datetime(2026, 6, 25, 9, 30, tzinfo=UTC))

    return of


@pytest.fixture
def ada(desk):
    own = desk(ADA)
    own.claim(WORK)
    return own


def test_who_signed_in_with_the_orcid_of_an_author_can_claim_the_work_and_take_it_back(desk):
    ada = desk(ADA)
    claim = ada.claim("arXiv:2606.00001v2")
    assert (claim.work, claim.reader, claim.orcid, claim.name) == (WORK, "ada", ORCID, ADA.name)
    assert ada.claim(WORK) == claim
    assert desk(BO).claims(WORK) == (claim,)
    assert ada.is_author(WORK)
    assert not desk(BO).is_author(WORK)
    ada.unclaim(WORK)
    assert ada.claims(WORK) == ()
    with pytest.raises(NotFoundError):
        ada.unclaim(WORK)
    assert ada.claim(WORK)
    told = [(event.kind, event.text, event.as_author) for event in desk(BO).history(WORK)]
    claimed = ("claimed", ADA.name, False)
    assert told == [claimed, ("withdrawn", "", True), claimed]


def test_a_name_alone_never_makes_an_author_and_the_refusal_says_what_would(desk):
    for reader, why in (
        (replace(ADA, orcid=None), "link your ORCID"),
        (CAY, "have your iD added"),
        (BO, "not among the authors"),
        (EVE, "link your ORCID"),
    ):
        with pytest.raises(NotAllowedError, match=why):
            desk(reader).claim(WORK)
    with pytest.raises(NotFoundError):
        desk(ADA).claim("arxiv:2606.99999")
    assert desk(EVE).claims(WORK) == ()


def test_a_claim_follows_the_work_when_it_gets_another_name(desk, store, ada):
    names = ids.parse("2606.00001"), ids.doi("10.1000/x")
    again = arxiv_record("2606.00001", "Quolls, revised", identifiers=names)
    take(store, "test", Page(records=(again,)), AT)
    assert [one.reader for one in ada.claims("doi:10.1000/x")] == ["ada"]


def test_any_reader_disputes_a_finding_and_its_author_answers(desk, ada):
    bo = desk(BO)
    said = bo.dispute(FOUND.sha256, "  The test was\r\none-tailed. ")
    assert said == Event(
        FOUND.sha256, "disputed", "Bo", "2026-06-25T09:30:00Z", "The test was\none-tailed."
    )
    assert bo.state_of([FOUND]) == {FOUND.sha256: "disputed"}
    answered = ada.answer(FOUND.sha256, "It was; see Section 2.")
    assert answered.as_author
    assert bo.state_of([FOUND]) == {FOUND.sha256: "answered"}
    assert bo.history(FOUND.sha256) == (said, answered)


def test_a_finding_that_nothing_was_said_of_is_open(desk):
    assert desk(BO).state_of([FOUND]) == {FOUND.sha256: "open"}
    assert desk(BO).history(FOUND.sha256) == ()


def test_only_who_administers_rescinds_and_the_history_stays(desk, ada):
    bo, eve = desk(BO), desk(EVE)
    bo.dispute(FOUND.sha256, "No.")
    for other in (bo, ada):
        with pytest.raises(NotAllowedError):
            other.rescind(FOUND.sha256, "Away with it.")
    eve.rescind(FOUND.sha256, "The parser misread it.")
    assert bo.state_of([FOUND]) == {FOUND.sha256: "rescinded"}
    with pytest.raises(UsageError, match="rescinded"):
        bo.dispute(FOUND.sha256, "No!")
    ada.answer(FOUND.sha256, "Thanks.")
    assert bo.state_of([FOUND]) == {FOUND.sha256: "rescinded"}
    eve.reopen(FOUND.sha256, "It had not.")
    assert bo.state_of([FOUND]) == {FOUND.sha256: "open"}
    kinds = [event.kind for event in bo.history(FOUND.sha256)]
    assert kinds == ["disputed", "rescinded", "answered", "reopened"]


def test_an_author_answers_and_corrects_any_line_and_nobody_else_does(desk, ada):
    ada.answer(LINE, "So it is.")
    ada.correct(LINE, "They are very small.")
    assert [event.kind for event in desk(BO).history(LINE)] == ["answered", "corrected"]
    with pytest.raises(NotAllowedError, match="claim"):
        desk(BO).answer(LINE, "No.")
    with pytest.raises(NotAllowedError, match="claim"):
        desk(EVE).correct(LINE, "No.")
    for strange in ("review/r1/pith.9", "review/r9/pith.1", "review/", "f" * 64, "x", ""):
        with pytest.raises(NotFoundError):
            ada.answer(strange, "Hm.")


def test_who_took_a_claim_back_is_no_author_and_what_they_said_as_one_stays(desk, ada):
    ada.answer(LINE, "So it is.")
    ada.unclaim(WORK)
    with pytest.raises(NotAllowedError):
        ada.answer(LINE, "Still.")
    assert [event.as_author for event in ada.history(LINE)] == [True]


def test_an_author_hides_the_prose_and_shows_it_again_and_findings_stay(desk, ada):
    bo = desk(BO)
    bo.dispute(FOUND.sha256, "No.")
    assert not bo.is_prose_hidden(WORK)
    ada.hide_prose(WORK, "It reads us wrongly.")
    assert bo.is_prose_hidden(WORK)
    assert [event.kind for event in bo.history(FOUND.sha256)] == ["disputed"]
    ada.show_prose(WORK)
    assert not bo.is_prose_hidden(WORK)
    kinds = [event.kind for event in bo.history(WORK)]
    assert kinds == ["claimed", "disputed", "hidden", "shown"]
    with pytest.raises(NotAllowedError):
        bo.hide_prose(WORK)


def test_an_author_asks_for_a_new_run(desk, ada):
    assert ada.ask_again(WORK, "There is a second version.").kind == "asked"
    with pytest.raises(NotAllowedError):
        desk(BO).ask_again(WORK)


def test_a_relation_of_a_theorem_bears_the_name_of_who_gave_it(desk, ada):
    assert desk(BO).judged([LINK]) == (LINK,)
    judged = ada.judge(WORK, LINK, "contradicts")
    assert (judged.relation, judged.by) == ("contradicts", ADA.name)
    moved = replace(LINK, revision="r2", line=9)
    assert desk(BO).judged([moved]) == (replace(moved, relation="contradicts", by=ADA.name),)
    desk(EVE).judge(WORK, LINK, "uses")
    assert desk(BO).judged([LINK])[0].by == "Eve"
    with pytest.raises(NotAllowedError):
        desk(BO).judge(WORK, LINK, "uses")
    with pytest.raises(NotAllowedError, match="name"):
        desk(replace(EVE, name="")).judge(WORK, LINK, "uses")
    with pytest.raises(UsageError):
        desk(EVE).judge(WORK, LINK, "disproves")


def test_the_findings_of_a_file_are_its_owners_alone(desk, store):
    of_file = finding(FILE)
    keep(store, of_file, "r2", owner="bo")
    desk(BO).dispute(of_file.sha256, "A word to myself.")
    with pytest.raises(NotFoundError):
        desk(EVE).dispute(of_file.sha256, "No.")
    with pytest.raises(NotFoundError):
        desk(ADA).answer("review/r2/pith.1", "No.")
    assert desk(EVE).history(of_file.sha256) == desk(EVE).history(FILE) == ()
    assert desk(EVE).state_of([of_file]) == {of_file.sha256: "open"}
    assert len(desk(BO).history(of_file.sha256)) == 1
    assert desk(BO).state_of([of_file]) == {of_file.sha256: "disputed"}


def test_nobody_says_more_than_can_be_read(desk):
    bo, most = desk(BO), LIMITS["word of"].most
    for number in range(most):
        bo.dispute(FOUND.sha256, f"No, {number}.")
    with pytest.raises(TooManyAttemptsError):
        bo.dispute(FOUND.sha256, "No.")
    assert len(bo.history(FOUND.sha256)) == most


def test_nothing_is_said_with_nothing_or_without_end(desk):
    bo = desk(BO)
    for text in ("", " \n\u200b", "x" * (LONGEST + 1)):
        with pytest.raises(UsageError):
            bo.dispute(FOUND.sha256, text)
    assert bo.history(FOUND.sha256) == ()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_text_that_is_kept_is_kept_as_it_is_when_it_comes_again(text):
    try:
        kept = to_text(text)
    except UsageError:
        return
    assert to_text(kept) == kept
    assert not set(kept) & set("\u202e\u2066\ufeff\x00\x1b\r")
    assert kept.encode()


KINDS = ("disputed", "answered", "corrected", "rescinded", "reopened", "asked", "kept")


@settings(deadline=None)
@given(st.lists(st.sampled_from(KINDS)))
def test_nothing_but_reopening_undoes_that_a_finding_was_rescinded(kinds):
    state = becomes("open", [Event("s", kind, "", AT) for kind in kinds])
    last = [kind for kind in kinds if kind in {"rescinded", "reopened"}][-1:]
    assert (state == "rescinded") == (last == ["rescinded"])
