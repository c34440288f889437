"""Requests to models as the store keeps them: paid for once, within a reader's budget."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from academichub.errors import BudgetError
from academichub.store import Store
from academichub.store.answers import ENDED, Amount, Budget, Call

AT, NEXT_DAY = "2026-06-12T08:00:00Z", "2026-06-13T00:00:00Z"
BOUND = Amount(100, 50, 700)
FREE = Budget()


def call(digest: str = "a", reader: str = "me", bound: Amount = BOUND) -> Call:
    return Call(digest, "openai:some", reader, bound)


def begin(store, one: Call, budget: Budget = FREE, at: str = AT, now: float = 0.0):
    return store.asked.begin(one, budget, at, now, now + 30)


def test_who_asks_first_sends_and_nobody_else_does(store):
    assert begin(store, call()).mine
    again = begin(store, call(), now=10)
    assert (again.mine, again.state, again.until) == (False, "asked", 30)


def test_an_answer_is_kept_for_good_and_costs_what_it_did_cost(store):
    begin(store, call())
    store.asked.answered("a", {"text": "中文 too"}, Amount(7, 3, 20), AT)
    found = begin(store, call(reader="other"), at=NEXT_DAY, now=9e9)
    assert (found.mine, found.state, found.answer) == (False, "answered", {"text": "中文 too"})
    assert store.asked.spent("me", "2026-06-12") == Amount(7, 3, 20)
    assert store.asked.spent("other", "2026-06-13") == Amount()


def test_what_was_refused_costs_nothing_and_may_be_asked_again(store):
    begin(store, call())
    store.asked.refused("a", "429", AT)
    assert store.asked.spent("me", "2026-06-12").tokens == 0
    again = begin(store, call(), at=NEXT_DAY)
    assert (again.mine, again.calls) == (True, 2)
    assert store.asked.spent("me", "2026-06-12").tokens == 0
    assert store.asked.spent("me", "2026-06-13") == BOUND


def test_what_was_lost_is_never_asked_again_and_counts_in_full(store):
    begin(store, call())
    store.asked.lost("a", "no byte for 90 seconds", AT)
    found = begin(store, call(), now=9e9)
    assert (found.mine, found.state, found.error) == (False, "lost", "no byte for 90 seconds")
    assert store.asked.spent("me", "2026-06-12") == BOUND


def test_a_sender_that_is_not_heard_of_counts_as_dead_and_one_that_is_does_not(store):
    begin(store, call())
    store.asked.hold("a", 100.0)
    assert begin(store, call(), now=99).state == "asked"
    found = begin(store, call(), now=101)
    assert (found.mine, found.state, found.error) == (False, "lost", ENDED)


def test_an_answer_that_comes_after_its_sender_was_given_up_is_kept(store):
    begin(store, call())
    assert begin(store, call(), now=31).state == "lost"
    store.asked.answered("a", {"text": "late"}, Amount(1, 1, None), AT)
    assert begin(store, call(), now=32).answer == {"text": "late"}


def test_an_answer_is_never_overwritten(store):
    begin(store, call())
    store.asked.answered("a", {"text": "first"}, Amount(1, 1, None), AT)
    store.asked.lost("a", "too late", AT)
    store.asked.refused("a", "too late", AT)
    store.asked.hold("a", 1e9)
    entry = store.asked.get("a")
    assert entry
    assert (entry.state, entry.answer) == ("answered", {"text": "first"})


def test_a_budget_holds_the_most_that_requests_under_way_may_take(store):
    budget = Budget(tokens=300)
    assert begin(store, call("a"), budget).mine
    assert begin(store, call("b"), budget).mine
    with pytest.raises(BudgetError, match="300 tokens"):
        begin(store, call("c"), budget)
    assert store.asked.get("c") is None
    assert begin(store, call("c", "other"), budget).mine
    assert begin(store, call("d"), budget, at=NEXT_DAY).mine
    store.asked.answered("a", {}, Amount(50, 50, None), AT)
    assert not begin(store, call("a"), Budget(tokens=0)).mine  # what is kept is free
    assert begin(store, call("e", bound=Amount(25, 25, None)), budget).mine


def test_a_budget_in_money_counts_what_has_a_price(store):
    budget = Budget(cost=1000)
    assert begin(store, call("a"), budget).mine
    assert begin(store, call("b", bound=Amount(1, 1, None)), budget).mine
    with pytest.raises(BudgetError, match=r"\$0\.00"):
        begin(store, call("c"), budget)
    assert store.asked.spent("me", "2026-06-12").dollars == pytest.approx(0.0007)


def test_many_at_once_never_spend_more_than_the_budget(store_url):
    budget, stores = Budget(tokens=150 * 7), [Store(store_url) for _ in range(4)]

    def one(number: int) -> bool:
        try:
            return begin(stores[number % 4], call(str(number)), budget).mine
        except BudgetError:
            return False

    try:
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(one, range(20))) == 7
        assert stores[0].asked.spent("me", "2026-06-12").tokens == 150 * 7
        assert stores[0].asked.calls() == {"asked": (7, 7)}
    finally:
        for each in stores:
            each.close()


def test_of_many_that_ask_the_same_at_once_one_sends(store_url):
    stores = [Store(store_url) for _ in range(4)]
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda n: begin(stores[n % 4], call()).mine, range(16)))
        assert sum(found) == 1
    finally:
        for each in stores:
            each.close()


def test_a_request_is_on_the_disk_before_it_is_sent(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        seen = []
        from sqlalchemy import event

        @event.listens_for(store.engine, "commit")
        def _look(connection):
            driver = connection.connection.driver_connection
            seen.append(driver.execute("PRAGMA synchronous").fetchone()[0])

        begin(store, call())
        store.asked.hold("a", 1.0)
    assert seen == [2, 1]  # FULL, and NORMAL where nothing depends on it
