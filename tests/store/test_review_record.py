"""The record on both databases: events are only added, and follow a finding to its next version."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academichub.argument.findings import Event
from academichub.store.engine import to_write
from academichub.store.review_record import KEPT, Claim, Comment, Said, say_once

AT, LATER = "2026-06-25T07:00:00Z", "2026-06-25T07:00:09Z"
WORK = "arxiv:2606.00001"
COMMENT = Comment("c1", WORK, None, "ada", "Ada", True, AT, "Hello.")
CLAIM = Claim(WORK, "ada", "0000-0002-1825-0097", "Ada Lovelace", AT)


def said(subject: str, kind: str = "disputed", text: str = "") -> Said:
    return Said(Event(subject, kind, "Ada", AT, text, as_author=True), WORK, "ada")


@pytest.fixture
def kept(store):
    return store.record


def test_what_was_said_comes_back_as_it_was_in_its_order(kept):
    first, second = said("a"), said("b", "answered", "No.")
    kept.say([first, second])
    kept.say([third := said("a", "rescinded")])
    assert kept.of_subjects(["a", "b", "c"]) == {"a": [first, third], "b": [second]}
    assert kept.of_work(WORK) == [first, second, third]
    assert kept.of_work("arxiv:2606.00002") == kept.of_work("") == []
    assert kept.of_subjects([]) == {}
    kept.say([])


def test_what_is_said_at_once_is_all_kept(kept):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: kept.say([said("a", text=str(n))]), range(20)))
    assert {one.event.text for one in kept.of_work(WORK)} == {str(n) for n in range(20)}


def test_a_finding_has_the_history_of_all_it_took_over_from(kept):
    words = [
        said("v1", text="first"), said("v2", KEPT, "v1"), said("v2", text="second"),
        said("v3", KEPT, "v2"), said("v1", text="late"), said("other"),
    ]  # fmt: skip
    kept.say(words)
    told = kept.of_subjects(["v3", "v1"])
    assert [one.event.text for one in told["v3"]] == ["first", "v1", "second", "v2", "late"]
    assert [one.event.text for one in told["v1"]] == ["first", "late"]


def test_findings_that_took_over_from_each_other_end_somewhere(kept):
    kept.say([said("a", KEPT, "b"), said("b", KEPT, "a"), said("a", KEPT, "a")])
    assert len(kept.of_subjects(["a"])["a"]) == 3


def test_the_program_says_the_same_once(kept, store):
    one, other = said("a", "rescinded", "why"), said("a", "rescinded", "why else")
    for several in ([one], [replace(one, event=replace(one.event, at=LATER)), other]):
        with to_write(store.engine) as connection:
            say_once(connection, several)
    assert kept.of_work(WORK) == [one, other]


def test_a_claim_stands_until_it_is_withdrawn(kept):
    kept.claim(CLAIM)
    kept.claim(replace(CLAIM, at=LATER))
    assert kept.claims(WORK) == [replace(CLAIM, at=LATER)]
    assert not kept.withdraw(WORK, "bo", LATER)
    assert kept.withdraw(WORK, "ada", LATER)
    assert not kept.withdraw(WORK, "ada", LATER)
    assert kept.claims(WORK) == []
    kept.claim(CLAIM)
    assert kept.claims(WORK) == [CLAIM]


def test_comments_come_back_in_the_order_they_were_written(kept):
    comments = [COMMENT, replace(COMMENT, id="b2", parent="c1"), replace(COMMENT, id="a3")]
    for one in comments:
        kept.comment(one)
    assert kept.comments(WORK) == comments
    assert kept.get_comment("b2") == comments[1]
    assert kept.get_comment("none") is None


def test_a_comment_changes_its_state_but_not_from_one_that_is_final(kept):
    kept.comment(COMMENT)
    assert kept.change_comment("c1", "hidden", "removed", reason="rude", moderated_by="eve")
    assert kept.get_comment("c1") == replace(
        COMMENT, state="hidden", reason="rude", moderated_by="eve"
    )
    assert kept.change_comment("c1", "removed", text="")
    assert not kept.change_comment("c1", "shown", "removed")


def test_a_finding_nobody_made_is_none(kept):
    assert kept.finding("f" * 64) is None
