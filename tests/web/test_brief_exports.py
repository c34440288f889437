"""A briefing to take along: each format at its own address, for its reader alone."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.render.brief_formats import FORMATS

BEGINS = {
    "md": b"---\n", "html": b"<!doctype html>", "pdf": b"%PDF", "docx": b"PK", "tex": b"% !TeX",
    "bib": b"@",
}  # fmt: skip


@pytest.fixture
def desk(hub: Hub) -> Desk:
    return Desk(hub, hub.store.readers.ensure(ALONE))


def made(desk: Desk) -> str:
    asked = desk.briefs.ask("works", works=[work.id for work in desk.hub.everything()][:5])
    desk.briefs.make_now(asked.id)
    return asked.id


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_briefing_is_a_file_of_each_format(client: TestClient, desk: Desk, suffix: str):
    name = made(desk)
    answer = client.get(f"/brief/{name}.{suffix}")
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(BEGINS[suffix])
    assert answer.headers["content-type"] == FORMATS[suffix].media_type
    assert f'-{name}.{suffix}"' in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_briefing_that_is_not_done_cannot_be_taken_along(client: TestClient, desk: Desk):
    asked = desk.briefs.ask("works", works=[next(iter(desk.hub.everything())).id])
    answer = client.get(f"/brief/{asked.id}.md")
    assert answer.status_code == 400
    assert "not done" in answer.text


def test_a_briefing_nobody_made_is_not_found(client: TestClient):
    assert client.get("/brief/nothing.pdf").status_code == 404
