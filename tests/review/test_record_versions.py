"""The record at a reader's desk, from a paper's first version to its third."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.model import Page
from academichub.profile import Reader
from academichub.review.carrying import NEW_VERSION, PROGRAM
from academichub.store import Store
from academichub.testing import arxiv_record

from .made import Clock
from .recorded import AT, WORK

WRONG = "In all 3 of 10 quolls (50%) were small."
OTHER = "At night 9 of 10 quolls (40%) were awake."


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    config = Config.load(tmp_path / "hub", environ={})
    config.data.mkdir()
    with Store(config.store_url) as store:
        store.ledger.put_setting("starter", "removed")
    with Hub(config, clock=Clock()) as opened:
        yield opened


def posted(hub: Hub, version: int, *sentences: str) -> None:
    record = arxiv_record("2606.00001", "Quolls", version=version, abstract=" ".join(sentences))
    take(
        hub.store, "test", Page(records=(replace(record, fetched_at=f"{AT[:-3]}{version}0Z"),)), AT
    )


def test_a_finding_goes_with_its_history_as_long_as_the_paper_bears_it_out(hub: Hub):
    posted(hub, 1, WRONG, OTHER)
    desk = Desk(hub, Reader("bo", "Bo"))
    first = desk.reviews.open(WORK)
    held, other = (
        next(one for one in first.review.findings if one.evidence[0].text in sentence)
        for sentence in (WRONG, OTHER)
    )
    desk.record.dispute(held.sha256, "Three were half grown.")
    posted(hub, 2, "We looked again.", WRONG)
    second = desk.reviews.open(WORK)
    (kept,) = (one for one in second.review.findings if one.evidence[0].text in WRONG)
    assert kept.sha256 != held.sha256
    assert second.states[kept.sha256] == "disputed"
    assert [event.kind for event in desk.record.history(kept.sha256)] == ["disputed", "kept"]
    assert [(e.by, e.text) for e in desk.record.history(other.sha256)] == [(PROGRAM, NEW_VERSION)]
    posted(hub, 3, "We looked once more. In all 5 of 10 quolls (50%) were small.")
    third = desk.reviews.open(WORK)
    assert third.review.findings == ()
    assert desk.reviews.get(second.run.id).states[kept.sha256] == "rescinded"
    assert desk.reviews.get(first.run.id).states[other.sha256] == "rescinded"
