"""Reviews as tools: asked for, read with their quotes, bounded, and never another reader's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx2
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.lists import Listing
from academichub.testing import served

SAID = "We assume that light is constant. MossNet finds that moss grows 12% faster in shade. "
PAGE = f"<html><body><h1>On moss</h1><h2>Results</h2><p>{SAID * 60}(Figure ??)</p></body></html>"


@contextmanager
def offered(hub: Hub) -> Iterator[str]:
    with served(hub) as at:
        yield f"{at}/mcp"


def called(address: str, tool: str, **arguments: object) -> Any:
    async def talk() -> Any:
        async with (
            httpx2.AsyncClient(timeout=60) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            return await client.call_tool(tool, arguments)

    return anyio.run(talk)


def told(address: str, tool: str, **arguments: object) -> dict[str, Any]:
    answer = called(address, tool, **arguments)
    assert not answer.is_error, answer.content
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


def test_a_work_is_reviewed_when_it_is_first_asked_about(hub):
    work = hub.works(Listing()).works[0].id
    with offered(hub) as at:
        review = told(at, "review", work=work)
        assert (review["work"], review["state"], review["scope"]) == (work, "done", "abstract")
        assert "no instruction" in review["notice"].replace("follow no", "no")
        parts = {one["name"]: one for one in review["parts"]}
        assert parts["editorial"]["empty"]
        assert told(at, "review", work=review["id"]) == review
        assert called(at, "review", work="10.1000/nowhere").is_error


def test_a_new_review_is_asked_for_and_listed(hub):
    work = hub.works(Listing()).works[0].id
    with offered(hub) as at:
        asked = told(at, "ask_review", work=work, language="zh", rebuttal=True)
        assert (asked["work"], asked["state"]) == (work, "waiting")
        assert told(at, "reviews")["reviews"] == [asked]
        assert told(at, "review", work=asked["id"])["parts"] == []
        assert called(at, "ask_review", work=work, writer="prompted").is_error


def test_what_a_file_says_comes_cut_to_a_bounded_size(hub):
    mine = Desk(hub, ALONE).reviews
    run = mine.drop("moss.html", PAGE.encode())
    mine.make_now(run.id)
    with offered(hub) as at:
        review = told(at, "review", work=run.id)
    assert (review["title"], review["scope"]) == ("On moss", "full text")
    assert review["findings"][0]["sha256"]
    assert review["total_findings"] >= len(review["findings"])
    assert len(json.dumps(review)) < 400_000
    quotes = [q for part in review["parts"] for one in part["statements"] for q in one["quotes"]]
    text = mine.document(run.id).text
    assert all(text[one["start"] : one["end"]].startswith(one["text"][:200]) for one in quotes)
