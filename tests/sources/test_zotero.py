"""Zotero's Web API at the wire. Every body is ours, shaped as Zotero's documentation has it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub.errors import MalformedAnswerError, NotFoundError, SourceError, UsageError
from academichub.fetch import Answer, Client
from academichub.ids import Identifier
from academichub.sources.zotero import Items, Library, following, items, parse_items

KEY = "P9NiFoyLeZu2bZNvvuQPDWsd"


def item(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "key": f"AAAA{number:04d}",
        "version": number,
        "library": {"type": "user", "id": 12345, "name": "Example"},
        "csljson": {
            "id": f"12345/AAAA{number:04d}",
            "type": "article-journal",
            "title": f"Fixture number {number}",
            "container-title": "Journal of Fixtures",
            "DOI": f"10.1234/zotero.{number}",
            "abstract": "What fixtures do.",
            "author": [{"family": "Example", "given": "Ada"}],
            "issued": {"date-parts": [["2025", 3, 1]]},
            **changed,
        },
    }


class Service:
    """A library of some items, two a page."""

    def __init__(self, listed: list[dict[str, Any]], rows: int = 2) -> None:
        self.listed, self.rows = listed, rows
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(request)
        if request.path == "/keys/current":
            return Response(json.dumps({"key": KEY, "userID": 12345, "username": "example"}))
        start = int(request.args.get("start", 0))
        answer = Response(json.dumps(self.listed[start : start + self.rows]))
        answer.headers["Total-Results"] = str(len(self.listed))
        if start + self.rows < len(self.listed):
            at = f"{request.base_url}?start={start + self.rows}"
            answer.headers["Link"] = f'<{at}>; rel="next", <{at}&x=1>; rel="last"'
        return answer


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(httpserver: HTTPServer, slept: list[float]) -> Iterator[Client]:
    trusted = {f"{httpserver.host}:{httpserver.port}"}
    with Client(trusted=trusted, patience=20, attempts=2, sleep=slept.append) as opened:
        yield opened


Serve = Callable[[Any], None]


@pytest.fixture
def serve(httpserver: HTTPServer) -> Serve:
    return lambda h: httpserver.expect_request(re.compile("/.*")).respond_with_handler(h)


def read(httpserver: HTTPServer, client: Client, **library: Any) -> list[Items]:
    given_key = {"key": KEY, **library}
    return list(items(client, Library(**given_key), base_url=httpserver.url_for("").rstrip("/")))


def test_the_library_of_a_keys_owner_is_read_to_its_end(
    httpserver: HTTPServer, client: Client, serve: Serve
) -> None:
    service = Service([item(n) for n in range(5)])
    serve(service)
    pages = read(httpserver, client)
    assert [len(page.records) for page in pages] == [2, 2, 1]
    assert pages[0].expected == 5
    record = pages[0].records[0]
    assert record.identifiers == (Identifier("doi", "10.1234/zotero.0"),)
    assert (record.title, record.published_on) == ("Fixture number 0", "2025-03-01")
    first = service.asked[1]
    assert first.path == "/users/12345/items/top"
    assert first.args["itemType"] == "journalArticle || preprint || conferencePaper"
    assert {r.headers["Zotero-API-Version"] for r in service.asked} == {"3"}


def test_the_key_goes_in_a_header_and_is_shown_nowhere(
    httpserver: HTTPServer, client: Client, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service([item(n) for n in range(3)])
    serve(service)
    with caplog.at_level(logging.DEBUG):
        pages = read(httpserver, client)
    assert {r.headers["Zotero-API-Key"] for r in service.asked} == {KEY}
    assert not any(KEY in r.url for r in service.asked)
    assert KEY not in caplog.text + repr(pages) + repr(Library(KEY))


def test_a_group_and_a_collection_are_read_where_they_are(
    httpserver: HTTPServer, client: Client, serve: Serve
) -> None:
    service = Service([item(1)])
    serve(service)
    read(httpserver, client, key=None, group="77", collection="ABCD1234")
    assert [r.path for r in service.asked] == ["/groups/77/collections/ABCD1234/items/top"]
    assert "Zotero-API-Key" not in service.asked[0].headers


@pytest.mark.parametrize(
    "wrong",
    [{"group": "7/../../keys"}, {"user": "me"}, {"collection": "../items"}],
)
def test_what_is_no_number_or_folder_is_refused_before_anyone_is_asked(
    httpserver: HTTPServer, client: Client, wrong: dict[str, str]
) -> None:
    with pytest.raises(NotFoundError):
        read(httpserver, client, **wrong)
    assert not httpserver.log


@pytest.mark.parametrize("wrong", ["a b", "x\r\nHost: evil", "", "é"])
def test_what_is_no_key_never_becomes_a_header(
    httpserver: HTTPServer, client: Client, wrong: str
) -> None:
    with pytest.raises(UsageError, match="letters and digits"):
        read(httpserver, client, key=wrong)
    assert not httpserver.log


def test_without_key_and_library_one_is_asked_for(httpserver: HTTPServer, client: Client) -> None:
    with pytest.raises(UsageError, match="give a Zotero key"):
        read(httpserver, client, key=None)


@pytest.mark.parametrize(("status", "error"), [(403, UsageError), (404, NotFoundError)])
def test_a_key_that_does_not_fit_and_a_library_that_is_none_are_said(
    httpserver: HTTPServer, client: Client, serve: Serve, status: int, error: type[Exception]
) -> None:
    serve(lambda _: Response(f"Invalid key {KEY}", status))
    with pytest.raises(error) as raised:
        read(httpserver, client)
    assert KEY not in str(raised.value)


def test_a_service_that_asks_for_a_break_is_given_one_before_the_next_page(
    httpserver: HTTPServer, client: Client, serve: Serve, slept: list[float]
) -> None:
    service = Service([item(n) for n in range(3)])

    def tired(request: Request) -> Response:
        answer = service(request)
        answer.headers["Backoff"] = "7"
        return answer

    serve(tired)
    read(httpserver, client, user="12345")
    assert slept
    assert all(6 < one <= 7 for one in slept)


def test_a_service_that_is_overrun_is_asked_again_when_it_said(
    httpserver: HTTPServer, client: Client, serve: Serve, slept: list[float]
) -> None:
    service, refused = Service([item(1)]), list[int]()

    def overrun(request: Request) -> Response:
        if not refused:
            refused.append(1)
            return Response("", 429, {"Retry-After": "3"})
        return service(request)

    serve(overrun)
    assert len(read(httpserver, client, user="12345")[0].records) == 1
    assert 2 < slept[0] <= 3


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Sorry</body></html>", b'[{"key": "AAAA0001", "csl', b"{}"]
)
def test_a_page_half_a_body_or_another_shape_is_no_list(
    httpserver: HTTPServer, client: Client, serve: Serve, body: bytes
) -> None:
    serve(lambda _: Response(body))
    with pytest.raises(MalformedAnswerError):
        read(httpserver, client, user="1")


def test_a_list_that_leads_to_another_host_is_not_followed(
    httpserver: HTTPServer, client: Client, serve: Serve
) -> None:
    link = {"Link": '<https://elsewhere.example/items>; rel="next"'}
    serve(lambda _: Response("[]", 200, link))
    with pytest.raises(MalformedAnswerError, match="another host"):
        read(httpserver, client, user="1")


def test_a_list_that_leads_back_to_itself_ends(
    httpserver: HTTPServer, client: Client, serve: Serve
) -> None:
    serve(lambda r: Response("[]", 200, {"Link": f'<{r.base_url}?start=0>; rel="next"'}))
    assert len(read(httpserver, client, user="1")) == 2


def test_an_item_without_a_title_does_not_spoil_the_page(
    httpserver: HTTPServer, client: Client, serve: Serve
) -> None:
    serve(Service([item(1, title=""), item(2)]))
    page = read(httpserver, client, user="1")[0]
    assert (len(page.records), len(page.unreadable)) == (1, 1)


def answered(body: bytes = b"[]", **headers: str) -> Answer:
    return Answer("https://api.zotero.org/x", 200, headers, body, "2026-06-25T08:00:00Z")


@given(st.text(max_size=200))
def test_no_link_header_leads_away(link: str) -> None:
    try:
        place = following(answered(link=link), "https://api.zotero.org/users/1/items")
    except MalformedAnswerError:
        return
    assert place is None or place.startswith("https://api.zotero.org/")


@given(st.binary(max_size=300))
def test_any_body_is_items_or_refused(body: bytes) -> None:
    try:
        items = parse_items(answered(body))
    except SourceError:
        return
    assert all(record.title for record in items.records)
    assert all(one.reason for one in items.unreadable)
