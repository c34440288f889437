from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from pytest_httpserver import HTTPServer
from starlette.testclient import TestClient
from werkzeug import Request, Response

from academichub.config import Config
from academichub.hub import Hub
from academichub.lists import Listing
from academichub.web.app import create_app

Get = Callable[..., str]
# The body is ours.
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ours</title>
<item><title>A paper from our own feed</title><link>https://journal.example/1</link>
<guid>https://journal.example/1</guid><description>Said by a feed of our own making.</description>
<pubDate>Wed, 24 Jun 2026 00:00:00 GMT</pubDate></item></channel></rss>"""


def form_token(client: TestClient, path: str = "/status") -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def wait_for(done: Callable[[], object]) -> None:
    end = monotonic() + 20
    while not done():
        assert monotonic() < end, "it did not happen within 20 seconds"
        sleep(0.02)


def opml(address: str) -> bytes:
    outline = f'<outline type="rss" text="Our feed" xmlUrl="{address}"/>'
    return f'<opml version="2.0"><head/><body>{outline}</body></opml>'.encode()


@pytest.fixture
def following(tmp_path: Path, httpserver: HTTPServer) -> Hub:
    """A hub that follows one feed of ours, on loopback, and nothing else."""
    config = Config.load(tmp_path / "own", environ={}).model_copy(
        update={"trusted": (f"{httpserver.host}:{httpserver.port}",), "journals": ()}
    )
    hub = Hub(config, clock=lambda: datetime(2026, 6, 25, 8, tzinfo=UTC))
    hub.import_opml(opml(httpserver.url_for("/feed")))
    for one in hub.schedule():
        hub.switch(one.name, one.name == "feed-our-feed")
    return hub


def test_the_status_page_counts_sources_quarantine_and_arrivals(get: Get):
    page = get("/status")
    assert re.search(r"<dt>Works</dt><dd>\d+</dd>", page)
    assert re.search(r"<dt>In quarantine</dt><dd>1</dd>", page)
    assert "arxiv-rss" in page
    assert "feed-nature" in page
    assert "crossref-nature" not in page
    assert "2606.1" in page.split('id="h-quarantine"')[1]
    assert "Computer Science" in page.split('id="h-arrivals"')[1]


def test_collect_now_asks_the_source_shows_progress_and_then_the_paper(
    following: Hub, httpserver: HTTPServer
):
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.path)
        sleep(0.4)
        return Response(FEED, content_type="application/rss+xml")

    httpserver.expect_request("/feed").respond_with_handler(answer)
    with following as hub, TestClient(create_app(hub), base_url="http://localhost") as client:
        token = form_token(client)
        begun = client.post("/collect", data={"source": "feed-our-feed", "token": token})
        assert "Collecting has begun." in begun.text
        assert 'http-equiv="refresh"' in begun.text
        assert 'data-renew="/status"' in begun.text
        again = client.post("/collect", data={"token": token})
        assert "already under way" in again.text
        wait_for(lambda: "http-equiv" not in client.get("/status").text)
        assert "A paper from our own feed" in client.get("/works?q=feed+paper").text
    assert asked == ["/feed"]


def test_the_api_collects_and_says_so(following: Hub, httpserver: HTTPServer):
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    with following as hub, TestClient(create_app(hub), base_url="http://localhost") as client:
        assert client.post("/api/collect", json={"sources": ["none-such"]}).status_code == 404
        answer = client.post("/api/collect", json={"sources": ["feed-our-feed"]})
        assert (answer.status_code, answer.json()) == (202, {"started": True})
        wait_for(lambda: hub.works(Listing(query="feed paper")).total)


def test_a_source_that_fails_says_why_on_the_status_page(following: Hub, httpserver: HTTPServer):
    httpserver.expect_request("/feed").respond_with_data("gone", status=410)
    with following as hub, TestClient(create_app(hub), base_url="http://localhost") as client:
        client.post("/collect", data={"token": form_token(client)})
        wait_for(lambda: "410" in client.get("/status").text)
        assert ">failed<" in client.get("/status").text


def test_the_application_collects_what_is_due_while_it_runs(following: Hub, httpserver: HTTPServer):
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    with (
        following as hub,
        TestClient(create_app(hub, collect=True), base_url="http://localhost") as client,
    ):
        wait_for(lambda: hub.works(Listing(query="feed paper")).total)
        assert client.get("/healthz").status_code == 200


def test_journals_are_listed_by_field_and_switched(hub: Hub, client: TestClient):
    page = client.get("/journals").text
    assert page.count('role="switch"') >= 40
    data = {
        "source": "feed-plos-biology",
        "on": "yes",
        "from": "journals",
        "token": form_token(client, "/journals"),
    }
    name = next(
        one.name for one in hub.schedule() if one.name.startswith("feed-") and not one.enabled
    )
    answer = client.post("/switch", data={**data, "source": name})
    assert "The switch was set." in answer.text
    assert next(one.enabled for one in hub.schedule() if one.name == name)


def test_feeds_go_out_as_opml_and_come_in_again(hub: Hub, client: TestClient):
    out = client.get("/journals.opml")
    assert "academichub.opml" in out.headers["content-disposition"]
    token = form_token(client, "/journals")
    same = client.post(
        "/journals.opml", data={"token": token}, files={"file": ("a.opml", out.content)}
    )
    assert "0 feeds were added." in same.text
    new = opml("https://journal.example/feed")
    more = client.post("/journals.opml", data={"token": token}, files={"file": ("b.opml", new)})
    assert "1 feed was added." in more.text
    assert "Our feed" in more.text.split("Feeds you added")[1]


def test_a_file_that_is_no_opml_is_refused_in_words(client: TestClient):
    files = {"file": ("a.opml", b"<html><body>no</body></html>")}
    answer = client.post(
        "/journals.opml", data={"token": form_token(client, "/journals")}, files=files
    )
    assert answer.status_code == 400
    assert "OPML" in answer.text


def test_a_merge_says_why_and_can_be_undone_from_the_page(hub: Hub, client: TestClient):
    page = client.get("/works/arxiv:2606.30900").text
    merges = page.split('id="h-merges"')[1].split("</section>")[0]
    path = re.search(r'action="(/merges/\d+/undo)"', merges)
    assert path
    answer = client.post(path[1], data={"token": form_token(client, "/works/arxiv:2606.30900")})
    assert "the journal version" in answer.text
    assert hub.work("10.1234/fixture.1").work.id != "arxiv:2606.30900"
    assert "Undone" in client.get("/works/arxiv:2606.30900").text


def test_what_is_not_there_cannot_be_switched_or_undone(client: TestClient):
    token = form_token(client)
    assert (
        client.post("/switch", data={"source": "none", "on": "yes", "token": token}).status_code
        == 404
    )
    assert client.post("/merges/999/undo", data={"token": token}).status_code == 404
    assert client.post("/collect", data={"source": "none", "token": token}).status_code == 404
    assert client.post("/switch", data={"token": token}).status_code == 400


def test_a_fault_in_the_program_gives_a_page_that_tells_nothing(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    app = create_app(hub, hosts={"localhost"})
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        monkeypatch.setattr(hub, "status", lambda: {}["a secret"])
        page = client.get("/status")
        assert (page.status_code, "Something broke on our side" in page.text) == (500, True)
        assert "a secret" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        answer = client.get("/api/status")
        assert (answer.status_code, answer.json().keys()) == (500, {"error"})
