from __future__ import annotations

import html
import re
from collections.abc import Callable

import feedparser
import orjson
import pytest
from starlette.testclient import TestClient

from academichub.hub import Hub
from academichub.web.app import create_app

Get = Callable[..., str]
FEEDS = ("/feed.rss", "/feed.atom", "/feed.json")


def ids(body: bytes) -> list[str]:
    if body.startswith(b"{"):
        return [item["id"] for item in orjson.loads(body)["items"]]
    read = feedparser.parse(body)
    assert not read.bozo
    return [entry.id for entry in read.entries]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_holds_the_same_works_as_its_list(pages: TestClient, get: Get, path: str):
    answer = pages.get(f"{path}?author=Ada+Example")
    listed = re.findall(r'data-id="arxiv:([^"]+)"', get("/works?author=Ada+Example"))
    assert [name.rsplit("/", 1)[1] for name in ids(answer.content)][:25] == listed
    assert len(ids(answer.content)) == 50


@pytest.mark.parametrize("path", ["/", "/works?q=zanzibar", "/?author=Ada+Example"])
def test_every_list_announces_its_feeds_with_its_own_filters(
    pages: TestClient, get: Get, path: str
):
    alternates = re.findall(
        r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', get(path)
    )
    assert len(alternates) == 3
    for address in map(html.unescape, alternates):
        assert address.partition("?")[2] == path.partition("?")[2]
        assert pages.get(address).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_who_holds_a_feed_already_is_told_so(pages: TestClient, path: str):
    first = pages.get(path)
    etag, date = first.headers["etag"], first.headers["last-modified"]
    for condition in (
        {"if-none-match": etag},
        {"if-none-match": f'W/{etag}, "x"'},
        {"if-modified-since": date},
    ):
        again = pages.get(path, headers=condition)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    for condition in (
        {"if-none-match": '"other"', "if-modified-since": date},
        {"if-modified-since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"if-modified-since": "not a date"},
    ):
        assert pages.get(path, headers=condition).status_code == 200


def test_ids_stay_the_same_under_another_address(filled: Hub, pages: TestClient):
    with TestClient(create_app(filled), base_url="http://radar.example:8000") as elsewhere:
        for path in FEEDS:
            there, here = elsewhere.get(path).content, pages.get(path).content
            assert ids(there) == ids(here)
            assert b"http://radar.example:8000/works/" in there


def test_a_feed_is_in_the_language_that_was_asked_for(pages: TestClient):
    assert b"<language>zh-Hans</language>" in pages.get("/feed.rss?lang=zh").content
