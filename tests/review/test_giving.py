"""What a desk gives out of a review, whole: with what readers said of it, and verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.fulltext import abstract, keep
from academichub.hub import Hub
from academichub.model import Page
from academichub.profile import Reader
from academichub.review.bundle import verify
from academichub.review.giving import SUFFIXES
from academichub.review.packing import unpacked
from academichub.store import Store
from academichub.testing import arxiv_record

from .made import Clock
from .recorded import AT, WORK

SAID = "We show that every quoll sleeps. In all 3 of 10 quolls (50%) were small."
OPEN = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    config = Config.load(tmp_path / "hub", environ={})
    config.data.mkdir()
    with Store(config.store_url) as store:
        store.ledger.put_setting("starter", "removed")
    with Hub(config, clock=Clock()) as opened:
        yield opened


def posted(hub: Hub, licence: str | None = None) -> Desk:
    record = arxiv_record("2606.00001", "Quolls", abstract=SAID)
    placed = tuple(replace(one, license=licence) for one in record.locations)
    told = replace(record, fetched_at=AT, license=licence, locations=placed)
    take(hub.store, "test", Page(records=(told,)), AT)
    return Desk(hub, Reader("bo", "Bo"))


def read(hub: Hub) -> None:
    """The same as if its full text had been read."""
    work = hub.store.works(list(hub.store.numbers([WORK]).values())).popitem()[1]
    document = replace(abstract.document(work), scope="full text", engine="html")
    keep(hub.documents, document, work.version)


def test_a_bundle_of_a_desk_verifies_and_has_what_was_said(hub: Hub):
    desk = posted(hub)
    first = desk.reviews.open(WORK)
    desk.record.dispute(first.review.findings[0].sha256, "Three were half grown.")
    one = desk.reviews.get(first.run.id)
    body = desk.giving.file(one, "zip")
    seen = verify(body)
    assert seen.ok
    assert seen.notes == ()
    assert seen.review == one.review.sha256
    assert len(seen.signed_by) == 64
    files = unpacked(body)
    assert json.loads(files["events.json"])[0]["text"] == "Three were half grown."
    claims = {one["id"]: one for one in json.loads(files["claims.json"])["claims"]}
    assert claims["c1"]["text"] == "We show that every quoll sleeps."
    assert desk.giving.file(one, "zip") == body


@pytest.mark.parametrize("licence", [OPEN, None])
def test_a_full_text_is_in_a_bundle_only_where_its_licence_is_open(hub: Hub, licence):
    desk = posted(hub, licence)
    read(hub)
    one = desk.reviews.open(WORK)
    assert one.review.scope == "full text"
    body = desk.giving.file(one, "zip")
    assert ("document.txt" in unpacked(body)) is (licence == OPEN)
    assert verify(body).ok


def test_another_installation_signs_with_another_key(hub: Hub, tmp_path: Path):
    mine = verify(posted(hub).giving.file(posted(hub).reviews.open(WORK), "zip"))
    config = Config.load(tmp_path / "other", environ={})
    with Hub(config, clock=Clock()) as other:
        desk = posted(other)
        body = desk.giving.file(desk.reviews.open(WORK), "zip")
    assert not verify(body, mine.signed_by).ok


def test_every_format_is_given(hub: Hub):
    desk = posted(hub)
    one = desk.reviews.open(WORK)
    for suffix in SUFFIXES:
        assert desk.giving.file(one, suffix)
    with pytest.raises(UsageError, match="md, html"):
        desk.giving.file(one, "exe")
