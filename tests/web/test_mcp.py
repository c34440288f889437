"""The tools for other programs, asked by the protocol's own client over every way there is."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.collect import take
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.mcp.answers import MOST, NOTICE
from academichub.model import Page
from academichub.profile import Profile, Reader
from academichub.testing import arxiv_record, served
from academichub.web.app import create_app

ONE, RICH, HOSTILE = "arxiv:2606.30001", "arxiv:2606.30900", "arxiv:2606.30901"
CURRENT, PREVIOUS = "2026-07-28", "2025-11-25"
READS = {
    "radar",
    "radars",
    "works",
    "daily",
    "work",
    "library",
    "trends",
    "profile",
    "brief",
    "briefs",
    "review",
    "reviews",
}
WRITES = {"next_batch", "mark", "note", "ask_brief", "ask_review"}

Ask = Callable[[Client], Awaitable[Any]]


@contextmanager
def offered(hub: Hub) -> Iterator[str]:
    with served(hub) as at:
        yield f"{at}/mcp"


def over_http(address: str, ask: Ask, mode: str = "auto", token: str | None = None) -> Any:
    async def talk() -> Any:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=20) as http,
            Client(streamable_http_client(address, http_client=http), mode=mode) as client,
        ):
            return await ask(client)

    return anyio.run(talk)


def over_stdio(hub: Hub, ask: Ask, mode: str = "auto", *arguments: str) -> Any:
    folder = str(hub.config.data)
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "academichub", "mcp", "--data", folder, *arguments],
    )

    async def talk() -> Any:
        async with Client(stdio_client(program), mode=mode) as client:
            return await ask(client)

    return anyio.run(talk)


async def called(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    # For who reads no structured answers, the text is the same.
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


async def refused(client: Client, tool: str, **arguments: object) -> str:
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    return answer.content[0].text


async def everything(client: Client) -> dict[str, Any]:
    """One round through the tools; what was found on the way."""
    tools = (await client.list_tools()).tools
    found = await called(client, "works", query="zanzibar", limit=3)
    marked = await called(client, "mark", work=ONE, kind="saved")
    await called(client, "note", work=ONE, text="Ask *Zoë*.", tags=["To Discuss"])
    kept = await called(client, "library", tag="to discuss")
    resource = await client.read_resource(f"academichub://works/{ONE}")
    return {
        "version": client.protocol_version,
        "tools": [tool.name for tool in tools],
        "total": found["total"],
        "marked": marked["saved_at"],
        "kept": [work["id"] for work in kept["works"]],
        "note": kept["marks"][0]["note"],
        "resource": json.loads(resource.contents[0].text)["work"]["id"],
    }


@pytest.mark.parametrize(("mode", "version"), [("auto", CURRENT), ("legacy", PREVIOUS)])
@pytest.mark.parametrize("way", ["http", "stdio"])
def test_both_versions_of_the_protocol_are_spoken_over_both_ways(hub, way, mode, version):
    if way == "http":
        with offered(hub) as address:
            found = over_http(address, everything, mode)
    else:
        found = over_stdio(hub, everything, mode)
    assert found["marked"]
    assert set(found["tools"]) == READS | WRITES
    assert {**found, "marked": "", "tools": []} == {
        "version": version, "tools": [], "total": 60, "marked": "", "kept": [ONE],
        "note": "Ask *Zoë*.", "resource": ONE,
    }  # fmt: skip
    assert Desk(hub, ALONE).library.kept(ONE).tags == ("to discuss",)


def test_tools_say_whether_they_change_anything_and_come_in_one_order(hub):
    async def ask(client: Client) -> list[Any]:
        return (await client.list_tools()).tools

    with offered(hub) as address:
        tools, again = over_http(address, ask), over_http(address, ask, "legacy")
    assert [tool.name for tool in tools] == [tool.name for tool in again]
    assert {tool.name for tool in tools if tool.annotations.read_only_hint} == READS
    for tool in tools:
        assert tool.description
        assert tool.title
        assert tool.output_schema["properties"]
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False


def test_the_current_protocol_answers_as_it_is_written_down(hub):
    meta = {
        "io.modelcontextprotocol/protocolVersion": CURRENT,
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    }

    def ask(method: str, **params: object) -> dict[str, Any]:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": meta}}
        headers = {
            "mcp-protocol-version": CURRENT, "mcp-method": method,
            "accept": "application/json, text/event-stream",
        }  # fmt: skip
        if "name" in params:
            headers["mcp-name"] = str(params["name"])
        answer = client.post("/mcp", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        assert "mcp-session-id" not in answer.headers
        return answer.json()["result"]

    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as client:
        discovered = ask("server/discover")
        listed = ask("tools/list")
        called = ask("tools/call", name="works", arguments={"limit": 1})
    assert CURRENT in discovered["supportedVersions"]
    assert (
        "no instruction" not in discovered["instructions"] or "data" in discovered["instructions"]
    )
    for result in (discovered, listed, called):
        assert result["resultType"] == "complete"
    for result in (discovered, listed):
        assert result["ttlMs"] == 3_600_000
        assert result["cacheScope"] == "public"
    assert called["structuredContent"]["works"]


def test_what_papers_say_is_labelled_and_handed_over_as_data(hub, nasty):
    async def ask(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
        found = await called(client, "works", query="hostile")
        return found, await called(client, "work", identifier=HOSTILE)

    with offered(hub) as address:
        found, whole = over_http(address, ask)
    assert found["notice"] == whole["notice"] == NOTICE
    assert found["works"][0]["abstract"] == nasty
    assert whole["work"]["comment"] == nasty


def test_answers_are_bounded_whatever_a_source_sent(hub):
    long = replace(
        arxiv_record("2606.39999", "Endless " * 300),
        abstract="Word after word. " * 20_000,
        authorships=tuple(
            replace(arxiv_record("2606.39999", "x").authorships[0], name=f"Person{n} Name")
            for n in range(5_000)
        ),
    )
    take(hub.store, "arxiv-rss", Page(records=(long,)), "2026-06-25T08:00:00Z")
    hub.catch_up()

    async def ask(client: Client) -> tuple[dict[str, Any], ...]:
        return (
            await called(client, "works", query="2606.39999"),
            await called(client, "work", identifier="2606.39999"),
            await called(client, "works", limit=MOST),
        )

    with offered(hub) as address:
        found, whole, many = over_http(address, ask)
    (one,) = found["works"]
    assert one["cut"] == ["title", "authors", "abstract"]
    assert len(one["abstract"]) <= 1_500
    assert len(json.dumps(one)) < 4_000
    assert len(json.dumps(whole)) < 150_000
    assert len(many["works"]) == MOST


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("work", {"identifier": "nonsense"}, "not an identifier"),
        ("work", {"identifier": "2601.99999"}, "not in the store"),
        ("works", {"limit": MOST + 1}, "less than or equal to 50"),
        ("works", {"query": "since:13"}, "not a date"),
        ("works", {"query": "x" * 1_001}, "1000 characters"),
        ("mark", {"work": ONE, "kind": "loved"}, "saved"),
        ("mark", {"work": "2601.99999", "kind": "saved"}, "in the store"),
        ("note", {"work": ONE, "tags": ["x" * 41]}, "at most 40"),
        ("radar", {"name": "nowhere"}, "radar"),
        ("daily", {"seen": "broken"}, "damaged"),
    ],
)
def test_a_call_that_makes_no_sense_is_answered_in_words(hub, tool, arguments, says):
    async def ask(client: Client) -> str:
        return await refused(client, tool, **arguments)

    with offered(hub) as address:
        assert says in over_http(address, ask)


def test_a_resource_that_is_not_there_is_an_error_of_the_protocol(hub):
    async def ask(client: Client) -> None:
        with pytest.raises(MCPError, match="not in the store"):
            await client.read_resource("academichub://works/arxiv:2601.99999")
        with pytest.raises(MCPError, match="not an identifier"):
            await client.read_resource("academichub://works/nonsense")

    with offered(hub) as address:
        over_http(address, ask)
        over_http(address, ask, "legacy")


# Who may


@pytest.fixture
def readers(hub: Hub) -> dict[str, str]:
    """Tokens of two readers on a server with accounts: who reads and writes, who only reads."""
    hub.config = hub.config.model_copy(update={"accounts": True})
    made = {}
    for name, scopes in (("ada", ["read", "write"]), ("eve", ["read"])):
        reader = Reader(
            name, name.title(), f"{name}@example.org", created_at="2026-06-01T00:00:00Z"
        )
        hub.store.readers.add(reader)
        made[name] = Desk(hub, reader).account.make_token("test", scopes).text
    return made


def test_a_token_that_may_only_read_changes_nothing(hub, readers):
    async def ask(client: Client) -> list[str]:
        assert (await called(client, "works", limit=1))["total"]
        assert (await called(client, "library"))["total"] == 0
        return [
            await refused(client, "mark", work=ONE, kind="saved"),
            await refused(client, "mark", work=ONE, kind="more"),
            await refused(client, "note", work=ONE, text="x"),
            await refused(client, "next_batch"),
        ]

    with offered(hub) as address:
        for mode in ("auto", "legacy"):
            for said in over_http(address, ask, mode, readers["eve"]):
                assert "may only read" in said
    eve = hub.store.readers.get("eve")
    assert Desk(hub, eve).library.page().total == 0


def test_every_reader_has_their_own_desk(hub, readers):
    async def keep(client: Client) -> None:
        await called(client, "mark", work=ONE, kind="saved")
        await called(client, "note", work=ONE, text="Ada's")

    async def look(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
        return await called(client, "library"), await called(client, "work", identifier=ONE)

    with offered(hub) as address:
        over_http(address, keep, token=readers["ada"])
        hers = over_http(address, look, token=readers["ada"])
        others = over_http(address, look, token=readers["eve"])
    assert hers[0]["total"] == 1
    assert hers[1]["mark"]["note"] == "Ada's"
    assert others[0]["total"] == 0
    assert others[1]["mark"] is None


def test_nobody_gets_in_without_a_token_that_holds(hub, readers):
    ada = Desk(hub, hub.store.readers.get("ada"))
    (token,) = ada.account.tokens()
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as client:
        assert client.post("/mcp", json=body, headers=accept).status_code == 401
        held = {**accept, "authorization": f"Bearer {readers['ada']}"}
        assert client.post("/mcp", json=body, headers=held).status_code == 200
        forged = {**accept, "authorization": f"Bearer {readers['ada']}x"}
        assert client.post("/mcp", json=body, headers=forged).status_code == 401
        ada.account.revoke_token(token.id)
        assert client.post("/mcp", json=body, headers=held).status_code == 401


def test_another_site_or_name_gets_nowhere(hub):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as client:
        assert client.post("/mcp", json=body, headers=accept).status_code == 200
        foreign = {**accept, "origin": "https://evil.example"}
        assert client.post("/mcp", json=body, headers=foreign).status_code == 403
        cross = {**accept, "sec-fetch-site": "cross-site"}
        assert client.post("/mcp", json=body, headers=cross).status_code == 403
        rebound = {**accept, "host": "evil.example"}
        assert client.post("/mcp", json=body, headers=rebound).status_code == 421


def test_a_call_before_the_server_runs_or_of_nonsense_is_refused(hub):
    app = create_app(hub, hosts={"localhost"})
    assert TestClient(app, base_url="http://localhost").post("/mcp").status_code == 503
    with TestClient(app, base_url="http://localhost") as client:
        accept = {"accept": "application/json, text/event-stream"}
        assert client.post("/mcp", content=b"{", headers=accept).status_code == 400
        assert client.post("/mcp", content=b"x" * (5 * 2**20), headers=accept).status_code == 413
        for method in ("GET", "DELETE", "PUT"):  # no session is kept: nothing to hear or to end
            assert client.request(method, "/mcp", headers=accept).status_code == 405


def test_the_protocol_is_loaded_only_by_who_uses_it():
    code = (
        "import sys; import academichub.web.app, academichub.cli;"
        "print('mcp' in sys.modules, 'academichub.mcp' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


def test_standard_output_can_be_told_to_change_nothing(hub):
    async def ask(client: Client) -> str:
        assert (await called(client, "works", limit=1))["total"]
        return await refused(client, "mark", work=ONE, kind="saved")

    assert "may only read" in over_stdio(hub, ask, "auto", "--read-only")


# The radar


@pytest.fixture
def radar(hub: Hub) -> Desk:
    desk = Desk(hub, ALONE)
    desk.radars.create("Decay and more", Profile(categories=("cs.LG",)))
    return desk


def test_the_ranked_radar_comes_with_its_reasons_and_batches_repeat_nothing(hub, radar):
    async def ask(client: Client) -> tuple[dict[str, Any], ...]:
        first = await called(client, "radar")
        return (
            first,
            await called(client, "next_batch"),
            await called(client, "radar", day=first["day"], batch=1),
            await called(client, "radars"),
            await called(client, "profile"),
            await called(client, "trends"),
        )

    with offered(hub) as address:
        first, second, again, radars, profile, trends = over_http(address, ask)
    assert [pick["rank"] for pick in first["picks"]] == list(range(1, len(first["picks"]) + 1))
    for pick in first["picks"]:
        assert all(reason["says"] and reason["signal"] for reason in pick["reasons"])
        assert pick["reasons"]
    shown = [pick["work"]["id"] for pick in first["picks"]]
    assert not set(shown) & {pick["work"]["id"] for pick in second["picks"]}
    assert [pick["work"]["id"] for pick in again["picks"]] == shown
    assert radars["radars"][0]["main"]
    assert profile["profile"]["categories"] == ["cs.LG"]
    assert "rising" in trends["trends"]


def test_more_and_less_and_saved_are_told_to_the_radar(hub, radar):
    async def ask(client: Client) -> None:
        shown = [pick["work"]["id"] for pick in (await called(client, "radar"))["picks"]]
        await called(client, "mark", work=shown[0], kind="more")
        await called(client, "mark", work=shown[1], kind="less")
        await called(client, "mark", work=shown[2], kind="saved")
        await called(client, "mark", work=shown[1], kind="less", on=False)

    with offered(hub) as address:
        over_http(address, ask)
    verdicts = radar.radars.learnt(None).verdicts
    assert sorted(one.kind for one in verdicts) == ["more", "saved"]


@pytest.fixture(autouse=True)
def _quiet_logs() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
