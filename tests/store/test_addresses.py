"""Secret addresses on both databases: each opens one radar, until it is revoked."""

from __future__ import annotations

from dataclasses import replace

from academichub.store.addresses import Address

AT, LATER = "2026-06-25T08:00:00Z", "2026-06-26T08:00:00Z"
FEED = Address("a1", "ada", "r1", "feed", AT)


def test_an_address_opens_its_radar_in_its_own_way_alone(store):
    store.addresses.ensure(FEED)
    assert store.addresses.opened("a1", "feed") == FEED
    assert store.addresses.opened("a1", "share") is None
    assert store.addresses.opened("a2", "feed") is None


def test_asking_again_gives_the_address_there_is(store):
    store.addresses.ensure(FEED)
    assert store.addresses.ensure(replace(FEED, id="a2", created_at=LATER)) == FEED


def test_a_revoked_address_opens_nothing(store):
    store.addresses.ensure(FEED)
    assert store.addresses.revoke("ada", "r1", "feed", LATER)
    assert store.addresses.opened("a1", "feed") is None
    assert not store.addresses.revoke("ada", "r1", "feed", LATER)


def test_nobody_revokes_what_is_anothers(store):
    store.addresses.ensure(FEED)
    assert not store.addresses.revoke("bob", "r1", "feed", LATER)
    assert store.addresses.opened("a1", "feed") == FEED


def test_an_address_made_anew_ends_the_old_one(store):
    store.addresses.ensure(FEED)
    made = store.addresses.renew(replace(FEED, id="a2", created_at=LATER))
    assert store.addresses.opened("a1", "feed") is None
    assert store.addresses.opened("a2", "feed") == made
    assert store.addresses.of("ada") == [made]


def test_the_kinds_of_a_radar_do_not_touch_each_other(store):
    share = replace(FEED, id="a2", kind="share")
    store.addresses.ensure(FEED)
    store.addresses.ensure(share)
    store.addresses.renew(replace(FEED, id="a3", created_at=LATER))
    assert store.addresses.opened("a2", "share") == share
