"""Who cites a work as OpenAlex tells it: recorded works where they are at hand, our own bodies for the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub import ids
from academichub.errors import MalformedAnswerError, RefusedError, UpstreamError
from academichub.fetch import Client
from academichub.sources.openalex_citing import OpenAlexCitations

OWN = ids.parse("W1000")


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    here = {f"{httpserver.host}:{httpserver.port}"}
    with Client(trusted=here, sleep=lambda _: None) as opened:
        yield opened


def answering(
    httpserver: HTTPServer, works: list[object], count: int | None = None
) -> list[Request]:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        body = {"meta": {"count": count or len(works), "next_cursor": None}, "results": works}
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/works").respond_with_handler(answer)
    return asked


def work(number: int) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number}",
        "title": f"Paper Number {number}",
        "type": "article",
    }


@pytest.mark.data
def test_recorded_works_are_read_as_citing_works(
    recorded: Path, client: Client, httpserver: HTTPServer
) -> None:
    works: list[object] = []
    for path in sorted((recorded / "protocol" / "openalex").glob("*.json")):
        body = json.loads(path.read_bytes())
        works += body if isinstance(body, list) else body.get("results", [body])
    works = [one for one in works if isinstance(one, dict) and "W" in str(one.get("id"))]
    assert len(works) > 20
    answering(httpserver, works)
    found = OpenAlexCitations(httpserver.url_for("")).citing(client, [OWN])
    assert len(found.records) + found.unreadable == len(works)
    assert found.unreadable < len(works) / 10


def test_a_known_openalex_id_is_asked_for_at_once_with_the_contact_and_the_key(
    client: Client, httpserver: HTTPServer
) -> None:
    asked = answering(httpserver, [work(2001)])
    at = OpenAlexCitations(httpserver.url_for(""), "the-key", "me@example.org")
    found = at.citing(client, [OWN])
    (request,) = asked
    assert request.args["filter"] == "cites:W1000"
    assert request.args["sort"] == "cited_by_count:desc"
    assert (request.args["api_key"], request.args["mailto"]) == ("the-key", "me@example.org")
    assert [record.title for record in found.records] == ["Paper Number 2001"]


def test_several_ids_of_one_work_are_one_question(client: Client, httpserver: HTTPServer) -> None:
    asked = answering(httpserver, [work(2001)])
    OpenAlexCitations(httpserver.url_for("")).citing(client, [OWN, ids.parse("W1001"), OWN])
    assert [one.args["filter"] for one in asked] == ["cites:W1000|W1001"]


def test_a_work_that_openalex_does_not_know_has_no_citing_works(
    client: Client, httpserver: HTTPServer
) -> None:
    answering(httpserver, [])
    found = OpenAlexCitations(httpserver.url_for("")).citing(
        client, [ids.parse("arxiv:2605.00001")]
    )
    assert found.records == ()
    assert found.count == 0


def test_entries_that_cannot_be_read_are_counted_and_the_others_kept(
    client: Client, httpserver: HTTPServer
) -> None:
    answering(httpserver, [work(2001), None, {"id": "nothing"}, 7, work(2002)], count=9)
    found = OpenAlexCitations(httpserver.url_for("")).citing(client, [OWN])
    assert (len(found.records), found.unreadable, found.count) == (2, 3, 9)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("<html>", 200, MalformedAnswerError),
        ('{"error": "the-key is spent"}', 200, UpstreamError),
        ("{}", 200, MalformedAnswerError),
        ("no", 403, RefusedError),
    ],
)
def test_other_answers_are_errors_that_do_not_show_the_key(
    client: Client, httpserver: HTTPServer, body: str, status: int, error: type[Exception]
) -> None:
    httpserver.expect_request("/works").respond_with_data(body, status=status)
    with pytest.raises(error) as raised:
        OpenAlexCitations(httpserver.url_for(""), "the-key").citing(client, [OWN])
    assert "the-key" not in str(raised.value)


def test_the_same_cursor_again_ends_the_reading(client: Client, httpserver: HTTPServer) -> None:
    asked = 0

    def answer(request: Request) -> Response:
        nonlocal asked
        asked += 1
        body = {"meta": {"count": 500, "next_cursor": "again"}, "results": [work(2000 + asked)]}
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/works").respond_with_handler(answer)
    found = OpenAlexCitations(httpserver.url_for("")).citing(client, [OWN])
    assert asked == 2
    assert len(found.records) == 2
