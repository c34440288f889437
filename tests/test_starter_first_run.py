from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from academichub.collect import take
from academichub.config import Config
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.lists import Listing
from academichub.model import Authorship, Page


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Hub(Config.load(tmp_path / "fresh", environ={})) as fresh:
        fresh.catch_up()
        yield fresh


def test_a_fresh_store_has_a_full_first_page_and_batches_to_the_end_without_repeats(hub: Hub):
    batch = hub.works(Listing())
    assert (len(batch.works), batch.total) == (25, 116)
    shown = [work.id for work in batch.works]
    while batch.seen:
        batch = hub.works(Listing(), seen=batch.seen)
        shown += [work.id for work in batch.works]
    assert len(shown) == len(set(shown)) == 116


def test_the_author_filter_finds_the_three_works_and_the_cited_work_its_45(hub: Hub):
    assert hub.works(Listing(author="Zhao, Zhuokai")).total == 3
    page = hub.work("https://arxiv.org/abs/2601.20802")
    assert len(page.citing) == 45
    references = {
        reference.identifier: work
        for citing in page.citing
        for reference, work in hub.work(citing.id).references
    }
    assert references == {Identifier("arxiv", "2601.20802"): page.work}


def test_what_a_source_announces_takes_the_place_of_ours_and_stays_when_ours_is_removed(hub: Hub):
    title = "Trust Region On-Policy Distillation"
    before = hub.work(hub.works(Listing(query=f'ti:"{title}"')).works[0].id)
    real = replace(
        before.records[0][1],
        route="arxiv-rss",
        key="2606.99999",
        identifiers=(Identifier("arxiv", "2606.99999"),),
        abstract="The authors' own words.",
        authorships=(Authorship("First Author"),),
        authors_complete=True,
    )
    taken = take(hub.store, "arxiv-rss", Page(records=[real]), real.fetched_at)
    assert (taken.counts.new, taken.counts.updated) == (0, 1)
    after = hub.work("2606.99999").work
    assert (after.abstract, after.starter) == ("The authors' own words.", False)

    assert hub.remove_starter() == 116
    assert [work.title for work in hub.works(Listing()).works] == [title]


def test_starter_data_that_was_removed_does_not_come_back(tmp_path: Path):
    config = Config.load(tmp_path / "fresh", environ={})
    with Hub(config) as first:
        first.remove_starter()
    with Hub(config) as second:
        assert second.works(Listing()).total == 0
