"""The built-in catalogue of journals."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from academichub import ids
from academichub.errors import NotFoundError
from academichub.sources.catalogue import by_issn, catalogue, feed_source, journal


def test_it_holds_at_least_forty_journals_of_many_fields():
    assert len(catalogue()) >= 40
    assert len({one.field for one in catalogue()}) >= 10


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.slug)
def test_every_issn_has_the_right_check_digit_and_every_field_is_filled(one):
    assert one.issn
    assert tuple(map(ids.issn, one.issn)) == one.issn
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.slug)
    assert one.name
    assert one.publisher
    assert one.language == "en"
    assert urlsplit(one.feed).scheme == "https"


def test_no_slug_issn_or_feed_stands_there_twice():
    for values in (
        [one.slug for one in catalogue()],
        [one.feed for one in catalogue()],
        [one.name for one in catalogue()],
        [issn for one in catalogue() for issn in one.issn],
    ):
        assert len(values) == len(set(values))


def test_a_journal_is_found_by_slug_and_by_either_issn():
    assert journal("nature") is by_issn("0028-0836") is by_issn("1476-4687")
    assert by_issn("0000-0000") is None
    with pytest.raises(NotFoundError, match="no-such"):
        journal("no-such")


def test_its_source_knows_the_journal_beforehand():
    source = feed_source(journal("nature"))
    assert (source.name, source.base_url) == ("feed-nature", "https://www.nature.com/nature.rss")
    assert source.venue.issn == ("0028-0836", "1476-4687")
