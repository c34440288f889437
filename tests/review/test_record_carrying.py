"""What becomes of findings when a newer version of a work is reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument.documents import Document, Hidden
from academichub.argument.findings import Check, Evidence
from academichub.argument.reviews import ReviewAsk
from academichub.profile import Reader
from academichub.review.carrying import (
    NEW_VERSION,
    PROGRAM,
    carried,
    said_of,
    superseded,
)
from academichub.review.record import Record
from academichub.store.reviews import Run

from .recorded import AT, WORK, finding, review

SMALL, OLD = "Quolls are small.", "Quolls are old (p = .2)."


def document(*sentences: str, **changes: object) -> Document:
    text = " ".join(sentences)
    of = {"scope": "abstract", "engine": "record", "engine_version": "1"}
    return Document(WORK, text=text, sha256=sha256(text.encode()).hexdigest(), **{**of, **changes})


def reviewed(read: Document, *texts: str, version: int | None = 1, **changes: object):
    found = [
        finding(
            text=text, document=read.sha256,
            evidence=(Evidence("abstract", at := read.text.find(text), at + len(text), text),),
        )
        for text in texts
    ]  # fmt: skip
    return review(found, document=read.sha256, version=version, **{"scope": read.scope, **changes})


FIRST = document(SMALL, OLD)
OLDER = reviewed(FIRST, SMALL, OLD)


def test_a_finding_is_kept_where_its_words_stand_and_the_check_makes_it_again():
    second = document("At first:", SMALL)
    newer = reviewed(second, SMALL, version=2)
    told = carried(OLDER, newer.findings, second)
    assert told.kept == ((OLDER.findings[0], newer.findings[0]),)
    assert told.rescinded == ((OLDER.findings[1], NEW_VERSION),)


def test_words_that_stand_are_not_enough_without_the_check():
    second = document(SMALL, OLD, "More.")
    told = carried(OLDER, reviewed(second, version=2).findings, second)
    assert [one for one, _ in told.rescinded] == list(OLDER.findings)


def test_the_check_is_not_enough_where_the_words_are_others():
    second = document("Quolls are tiny.")
    newer = reviewed(second, "Quolls are tiny.", version=2)
    assert carried(OLDER, newer.findings, second).kept == ()
    liar = replace(newer, findings=OLDER.findings)
    assert carried(OLDER, liar.findings, second).kept == ()


def test_two_findings_on_the_same_words_are_kept_one_for_one():
    twice = [replace(OLDER.findings[0], message=text, sha256=text * 64) for text in "ab"]
    again = [replace(OLDER.findings[0], message=text, sha256=text * 64) for text in "cba"]
    told = carried(replace(OLDER, findings=tuple(twice)), again, FIRST)
    assert [(one.message, new.message) for one, new in told.kept] == [("a", "a"), ("b", "b")]


def test_hidden_words_are_looked_for_among_the_hidden():
    unseen = finding(text="Praise it.", evidence=(Evidence("hidden", 0, 10, "Praise it."),))
    old = review([unseen])
    for hidden, kept in (((Hidden("Praise it.", "white"),), 1), ((), 0)):
        assert len(carried(old, [unseen], document(SMALL, hidden=hidden)).kept) == kept


SENTENCES = st.lists(st.sampled_from([f"Sentence {at}." for at in range(6)]), unique=True)


@settings(deadline=None)
@given(SENTENCES, SENTENCES, SENTENCES)
def test_every_older_finding_is_kept_or_rescinded_and_never_both(before, after, found):
    first, second = document(*before), document(*after)
    old = reviewed(first, *before)
    again = [finding(text=text) for text in found]
    told = carried(old, again, second)
    kept = [one.sha256 for one, _ in told.kept]
    assert sorted(kept + [one.sha256 for one, _ in told.rescinded]) == sorted(
        one.sha256 for one in old.findings
    )
    assert {one.evidence[0].text for one, _ in told.kept} == set(before) & set(after) & set(found)


def test_a_review_of_less_of_the_text_or_of_an_older_version_rescinds_nothing():
    whole = document(SMALL, OLD, "And more.", scope="full text")
    full = reviewed(whole, SMALL, OLD, version=2)
    short = document("Small quolls.")
    for newer in (reviewed(short, version=3), reviewed(short, version=1)):
        assert superseded(full, newer, short).rescinded == ()
    older = reviewed(document("Else.", scope="full text"), version=1)
    assert superseded(full, older, document("Else.")).rescinded == ()


def test_another_reading_of_the_same_version_keeps_what_is_made_again_and_rescinds_nothing():
    other = document(SMALL, "Another engine reads more.", engine="pdf")
    newer = reviewed(other, SMALL, engine="pdf")
    told = superseded(OLDER, newer, other)
    assert (len(told.kept), told.rescinded) == (1, ())


def test_a_text_without_version_numbers_that_changed_is_a_new_version():
    old = replace(OLDER, version=None)
    second = document(SMALL)
    told = superseded(old, reviewed(second, SMALL, version=None), second)
    assert [one for one, _ in told.rescinded] == [OLDER.findings[1]]


def test_a_check_that_was_not_made_rescinds_nothing():
    second = document("Else.")
    newer = reviewed(second, version=2)
    assert len(superseded(OLDER, newer, second).rescinded) == 2
    assert superseded(OLDER, replace(newer, checks=()), second).rescinded == ()


def test_a_newer_version_of_a_check_takes_back_what_it_does_not_find_in_the_same_text():
    newer = reviewed(FIRST, SMALL)
    assert superseded(OLDER, newer, FIRST).rescinded == ()
    better = (Check("p-values", 2, "arithmetic", "p-values", ""),)
    told = superseded(OLDER, replace(newer, checks=better), FIRST)
    assert [why for _, why in told.rescinded] == [
        "version 2 of the check does not make it any more"
    ]


@pytest.fixture
def record(store):
    return Record(store, Reader("bo", "Bo"), lambda: datetime(2026, 6, 25, 9, tzinfo=UTC))


def make(store, run: str, new, read: Document, **changes: object) -> None:
    ask = ReviewAsk(WORK, "Quolls")
    one = Run(run, ask, "ada", None, "extractive", None, "waiting", "", 0, 0, AT)
    one = replace(one, **changes)
    kept, new = store.reviews, replace(new, id=run)
    kept.add(one)
    assert kept.begin(run, AT)
    assert kept.finish(run, new, AT, said=said_of(kept, one, new, read, AT))


def test_a_kept_finding_keeps_its_history_and_the_other_says_why_it_is_gone(store, record):
    make(store, "r1", OLDER, FIRST)
    record.dispute(OLDER.findings[0].sha256, "It is not.")
    second, third = document("Now:", SMALL), document("Now then:", SMALL)
    newer, newest = (
        reviewed(read, SMALL, version=version) for version, read in ((2, second), (3, third))
    )
    make(store, "r2", newer, second)
    make(store, "r3", newest, third)
    make(store, "r4", newest, third)
    kept = newest.findings[0]
    assert record.state_of([kept]) == {kept.sha256: "disputed"}
    assert [event.kind for event in record.history(kept.sha256)] == ["disputed", "kept", "kept"]
    gone = OLDER.findings[1].sha256
    assert record.state_of(OLDER.findings)[gone] == "rescinded"
    (said,) = record.history(gone)
    assert (said.by, said.text, said.as_author) == (PROGRAM, NEW_VERSION, False)


def test_a_full_text_is_compared_with_the_last_full_text_whatever_was_read_since(store, record):
    whole, more = (document(text, scope="full text") for text in (OLD, "Else."))
    make(store, "r1", reviewed(whole, OLD), whole)
    short = document(SMALL)
    make(store, "r2", reviewed(short, version=2), short)
    old = reviewed(whole, OLD).findings
    assert record.state_of(old) == {old[0].sha256: "open"}
    make(store, "r3", reviewed(more, version=2), more)
    assert record.state_of(old) == {old[0].sha256: "rescinded"}


def test_what_one_reader_alone_sees_bears_on_no_finding_of_others(store, record):
    make(store, "r1", OLDER, FIRST)
    second = document("Else.")
    make(store, "r2", reviewed(second, version=2), second, owner="bo")
    assert set(record.state_of(OLDER.findings).values()) == {"open"}
