"""Deliveries and their sendings on both databases: one a period, whoever asks and however often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from academichub.errors import NotFoundError
from academichub.store.sendings import Delivery, Sending

AT, LATER = "2026-06-25T07:00:00Z", "2026-06-26T07:00:00Z"
POST = Delivery("d1", "ada", "r1", "email", {"to": "ada@example.org"}, True, AT, AT, b"sealed")
FIRST = Sending("d1", "2026-06-25", "prepared", {"subject": "Five papers"}, AT, next_at=AT)


@pytest.fixture
def kept(store):
    store.sendings.add(POST)
    return store.sendings


def test_a_delivery_comes_back_as_it_was_kept(kept):
    assert kept.delivery("d1") == POST
    assert kept.of("ada") == [POST]
    assert "sealed" not in repr(POST)


def test_nobody_finds_what_is_anothers(kept):
    with pytest.raises(NotFoundError):
        kept.delivery("d1", "bob")
    assert kept.of("bob") == []


def test_what_is_prepared_for_a_period_stays_as_it_was_first(kept):
    assert kept.prepare(FIRST, LATER)
    assert not kept.prepare(replace(FIRST, body={"subject": "another"}), LATER)
    assert kept.get("d1", "2026-06-25") == FIRST


def test_preparing_says_in_the_same_breath_when_the_next_is_due(kept):
    assert [one.id for one in kept.due(AT)] == ["d1"]
    kept.prepare(FIRST, LATER)
    assert kept.due(AT) == []
    assert [one.id for one in kept.due(LATER)] == ["d1"]


def test_a_sending_that_is_sent_waits_no_more_and_drops_its_body(kept):
    kept.prepare(FIRST, LATER)
    assert kept.begin(FIRST)
    assert kept.waiting(AT) == [("d1", "2026-06-25")]
    assert kept.get("d1", "2026-06-25").state == "handed over"
    kept.sent(FIRST, AT, {"count": 5})
    assert kept.waiting(LATER) == []
    assert not kept.begin(FIRST)
    assert kept.get("d1", "2026-06-25").body == {"count": 5}


def test_a_failure_is_tried_again_later_with_its_reason(kept):
    kept.prepare(FIRST, LATER)
    kept.failed(FIRST, "no route", LATER)
    assert kept.waiting(LATER) == [("d1", "2026-06-25")]
    assert kept.waiting(AT) == []
    waits = kept.get("d1", "2026-06-25")
    assert (waits.state, waits.attempts, waits.error) == ("prepared", 1, "no route")


def test_the_last_failure_ends_it_until_someone_asks_again(kept):
    kept.prepare(FIRST, LATER)
    kept.failed(FIRST, "no such mailbox", None)
    assert kept.waiting(LATER) == []
    kept.again("d1", "2026-06-25", LATER)
    assert kept.waiting(LATER) == [("d1", "2026-06-25")]
    assert kept.get("d1", "2026-06-25").attempts == 0


def test_nothing_is_sent_by_a_delivery_that_was_switched_off(kept):
    kept.prepare(FIRST, LATER)
    kept.switch("d1", None)
    assert kept.waiting(LATER) == []
    assert kept.due(LATER) == []
    assert not kept.prepare(replace(FIRST, period="2026-06-26"), LATER)
    kept.switch("d1", LATER)
    assert kept.prepare(replace(FIRST, period="2026-06-26"), LATER)


def test_a_removed_delivery_leaves_nothing(kept):
    kept.prepare(FIRST, LATER)
    kept.remove("d1")
    assert kept.of("ada") == []
    with pytest.raises(NotFoundError):
        kept.get("d1", "2026-06-25")


def test_the_newest_sendings_come_first_and_not_too_many(kept):
    for day in range(10, 25):
        at = f"2026-06-{day}T07:00:00Z"
        kept.prepare(replace(FIRST, period=at[:10], prepared_at=at), LATER)
    assert [one.period for one in kept.last(["d1"], 2)["d1"]] == ["2026-06-24", "2026-06-23"]
