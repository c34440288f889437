from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from academichub.hub import Hub
from academichub.web.app import create_app
from academichub.web.server import address, names

EVERY_PAGE = (
    "/", "/works?q=decay", "/works/arxiv:2606.30900", "/status", "/journals", "/about", "/starred",
    "/api/docs", "/feed.rss", "/works.bib", "/api/works", "/healthz", "/static/site.css",
    "/nothing", "/works?day=x", "/api/nothing", "/opensearch.xml", "/raw/1/arxiv:2606.30900",
)  # fmt: skip


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_answer_carries_the_guarding_headers(pages: TestClient, path: str):
    headers = pages.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", [p for p in EVERY_PAGE if "." not in p.rsplit("/", 1)[-1] or "works/" in p]
)
def test_a_page_holds_no_inline_script_style_or_foreign_file(pages: TestClient, path: str):
    answer = pages.get(path)
    if not answer.headers["content-type"].startswith("text/html"):
        return
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", answer.text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", answer.text)
    loaded = re.findall(r"<(?:script|img|iframe)[^>]+src=\"([^\"]+)\"", answer.text)
    loaded += re.findall(r"<link rel=\"(?:stylesheet|icon)\" href=\"([^\"]+)\"", answer.text)
    assert all(one.startswith("/static/") for one in loaded)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8321", ""]
)
def test_a_name_that_is_not_ours_is_not_answered(pages: TestClient, host: str):
    answer = pages.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "This name is not served here" in answer.text
    assert "work-1" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8321", "LOCALHOST:1"])
def test_our_own_name_is_answered_with_any_port(pages: TestClient, host: str):
    assert pages.get("/healthz", headers={"host": host}).status_code == 200


def test_loopback_answers_to_its_own_names_and_a_public_address_to_those_that_were_set():
    assert names("127.0.0.1", ()) == {"localhost", "127.0.0.1", "[::1]"}
    assert "radar.example" in (names("127.0.0.1", ("radar.example",)) or ())
    assert names("0.0.0.0", ()) is None
    assert names("0.0.0.0", ("radar.example",)) == {
        "localhost",
        "127.0.0.1",
        "[::1]",
        "0.0.0.0",
        "radar.example",
    }
    assert address("0.0.0.0", 8321) == "http://127.0.0.1:8321/"
    assert address("::1", 80) == "http://[::1]:80/"


@pytest.fixture
def token(client: TestClient) -> str:
    """The token of the status page's forms; the client keeps the cookie."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/status").text)
    assert found
    return found[1]


def switched(hub: Hub) -> bool:
    return next(one.enabled for one in hub.schedule() if one.name == "feed-nature")


FORM = {"source": "feed-nature", "on": "no"}


def test_a_form_of_our_own_page_is_taken(hub: Hub, client: TestClient, token: str):
    answer = client.post(
        "/switch", data={**FORM, "token": token}, follow_redirects=False,
        headers={"sec-fetch-site": "same-origin", "origin": "http://localhost"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, "/status?done=switch")
    assert not switched(hub)
    assert "The switch was set." in client.get("/status?done=switch").text


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
     {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://localhost:9999"}],
)  # fmt: skip
def test_a_form_from_another_site_is_refused_even_with_the_token(
    hub: Hub, client: TestClient, token: str, headers: dict[str, str]
):
    answer = client.post("/switch", data={**FORM, "token": token}, headers=headers)
    assert answer.status_code == 403
    assert switched(hub)


@pytest.mark.parametrize("path", ["/switch", "/collect", "/merges/1/undo", "/journals.opml"])
@pytest.mark.parametrize("given", [{}, {"token": ""}, {"token": "guessed"}])
def test_a_form_without_the_right_token_is_refused(
    hub: Hub, client: TestClient, token: str, path: str, given: dict[str, str]
):
    assert client.post(path, data={**FORM, **given}).status_code == 403
    client.cookies.clear()
    assert client.post(path, data={**FORM, "token": token}).status_code == 403
    assert switched(hub)


def test_the_token_is_out_of_reach_of_scripts_and_other_sites(client: TestClient):
    cookie = client.get("/status").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_deed_cannot_be_done_by_a_link(hub: Hub, client: TestClient):
    for path in ("/switch?source=feed-nature&on=no", "/collect", "/merges/1/undo"):
        assert client.get(path).status_code == 405
    assert switched(hub)


def test_the_api_refuses_a_browser_from_another_site(client: TestClient):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        answer = client.post("/api/collect", json={"sources": ["feed-nature"]}, headers=headers)
        assert answer.status_code == 403
        assert "error" in answer.json()


def test_a_reader_across_the_network_gets_packed_pages_and_one_here_plain_ones(filled: Hub):
    app = create_app(filled)
    for peer, packed in (("192.0.2.7", True), ("127.0.0.1", False)):
        with TestClient(app, client=(peer, 5000)) as client:
            answer = client.get("/", headers={"accept-encoding": "gzip"})
            assert (answer.headers.get("content-encoding") == "gzip") is packed
            assert "work-25" in answer.text


def test_a_form_too_large_is_refused(client: TestClient, token: str):
    files = {"file": ("big.opml", b"x" * (4 * 2**20 + 1))}
    answer = client.post("/journals.opml", data={"token": token}, files=files)
    assert answer.status_code == 413


def test_own_files_are_kept_for_good_only_under_the_address_of_their_content(
    pages: TestClient, get: Callable[..., str]
):
    for path in re.findall(r"/static/[^\"]+", get("/")):
        assert "immutable" in pages.get(path).headers["cache-control"]
        stale = pages.get(path.split("?")[0] + "?v=old")
        assert stale.headers["cache-control"] == "no-cache"
        again = pages.get(path, headers={"if-none-match": stale.headers["etag"]})
        assert again.status_code == 304
    for path in ("/static/..%2fapp.py", "/static/", "/static/app.py"):
        assert pages.get(path).status_code == 404
