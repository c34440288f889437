"""ORCID's public API at the wire. Every body is ours, shaped as ORCID's documentation has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub.errors import (
    IdentifierError,
    MalformedAnswerError,
    NotFoundError,
    ThrottledError,
    UnreachableError,
)
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.sources.orcid import Researcher, parse_details, parse_name, parse_works, researcher

WHO = "0000-0002-1825-0097"


def value(text: str | None) -> dict[str, str] | None:
    return None if text is None else {"value": text}


def work(code: int, title: str = "On fixtures", year: str = "2025", **more: Any) -> dict[str, Any]:
    return {
        "put-code": code,
        "title": {"title": value(title), "subtitle": None, "translated-title": None},
        "type": "journal-article",
        "publication-date": {"year": value(year), "month": value("03"), "day": None},
        "journal-title": value("Journal of Fixtures"),
        "url": value(f"https://doi.org/10.1234/orcid.{code}"),
        "external-ids": {
            "external-id": [
                {
                    "external-id-type": "doi",
                    "external-id-value": f"https://doi.org/10.1234/ORCID.{code}",
                    "external-id-relationship": "self",
                },
                {
                    "external-id-type": "issn",
                    "external-id-value": "0028-0836",
                    "external-id-relationship": "part-of",
                },
            ]
        },
        "display-index": "0",
        **more,
    }


def detailed(code: int, title: str = "On fixtures", **more: Any) -> dict[str, Any]:
    return {
        **work(code, title),
        "short-description": "What fixtures do in <i>vivo</i>.",
        "contributors": {
            "contributor": [
                {"contributor-orcid": {"path": WHO}, "credit-name": value("Ada Example")},
                {"contributor-orcid": None, "credit-name": value("Ben Other")},
            ]
        },
        **more,
    }


class Registry:
    """Answers as the public API does, for one person."""

    def __init__(self, works: list[dict[str, Any]]) -> None:
        self.works = works
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(request.path)
        assert request.headers["Accept"] == "application/vnd.orcid+json"

        rest = request.path.removeprefix(f"/v3.0/{WHO}/")
        if rest == "personal-details":
            body: Any = {
                "name": {"given-names": value("Ada"), "family-name": value("Example")},
                "biography": None,
            }
        elif rest == "works":
            body = {"group": [{"work-summary": [one]} for one in self.works]}
        else:
            codes = {int(code) for code in rest.removeprefix("works/").split(",")}
            found = [{"work": detailed(one["put-code"])} for one in self.works
                     if one["put-code"] in codes]  # fmt: skip
            body = {"bulk": [*found, {"error": {"response-code": 404}}]}
        return Response(json.dumps(body), content_type="application/vnd.orcid+json;charset=UTF-8")


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    trusted = {f"{httpserver.host}:{httpserver.port}"}
    with Client(trusted=trusted, patience=1, sleep=lambda _: None) as opened:
        yield opened


def ask(httpserver: HTTPServer, client: Client, who: str = WHO, most: int = 500) -> Researcher:
    return researcher(client, who, base_url=httpserver.url_for("/v3.0"), most=most)


def serve(httpserver: HTTPServer, handler: Any) -> None:

    httpserver.expect_request(re.compile("/.*")).respond_with_handler(handler)


def test_a_researcher_is_read_with_names_identifiers_and_contributors(
    httpserver: HTTPServer, client: Client
) -> None:
    serve(httpserver, Registry([work(1)]))
    found = ask(httpserver, client, f"https://orcid.org/{WHO}")
    assert (found.orcid, found.name, found.listed) == (WHO, "Ada Example", 1)
    record = found.records[0]
    assert record.identifiers == (Identifier("doi", "10.1234/orcid.1"),)
    assert record.abstract == "What fixtures do in vivo."
    assert [(a.name, a.orcid) for a in record.authorships] == [
        ("Ada Example", WHO),
        ("Ben Other", None),
    ]
    assert (record.published_on, record.venue and record.venue.name) == (
        "2025-03",
        "Journal of Fixtures",
    )


def test_the_newest_works_are_asked_for_a_hundred_at_a_time(
    httpserver: HTTPServer, client: Client
) -> None:
    registry = Registry([work(n, year=str(1800 + n)) for n in range(1, 221)])
    serve(httpserver, registry)
    found = ask(httpserver, client, most=150)
    assert (found.listed, len(found.records)) == (220, 150)
    codes = [path.rpartition("/")[2].split(",") for path in registry.asked[2:]]
    assert [len(some) for some in codes] == [100, 50]
    assert codes[0][0] == "220"


def test_of_a_work_told_twice_the_version_its_owner_prefers_is_taken() -> None:

    told = [work(1, **{"display-index": "0"}), work(2, **{"display-index": "3"})]
    body = json.dumps({"group": [{"work-summary": told}]}).encode()
    assert [one.put_code for one in parse_works(body)] == ["2"]


def test_someone_who_hides_their_name_has_none() -> None:
    assert parse_name(b'{"name": null}') is None
    assert parse_name(b'{"name": {"credit-name": {"value": "A. Example"}}}') == "A. Example"


def test_an_id_with_a_wrong_check_digit_is_refused_before_anyone_is_asked(
    httpserver: HTTPServer, client: Client
) -> None:
    with pytest.raises(IdentifierError, match="check digit"):
        ask(httpserver, client, "0000-0002-1825-0098")
    assert not httpserver.log


@pytest.mark.parametrize("status", [404, 409])
def test_an_id_nobody_has_or_that_is_locked_is_not_found(
    httpserver: HTTPServer, client: Client, status: int
) -> None:
    serve(httpserver, lambda _: Response('{"response-code": 404}', status))
    with pytest.raises(NotFoundError, match="no open record"):
        ask(httpserver, client)


def test_a_registry_that_asks_for_patience_beyond_ours_says_when_to_return(
    httpserver: HTTPServer, client: Client
) -> None:
    serve(httpserver, lambda _: Response("", 429, {"Retry-After": "90"}))
    with pytest.raises(ThrottledError) as raised:
        ask(httpserver, client)
    assert raised.value.retry_after == 90


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><title>Maintenance</title></html>", b'{"name": {"given-names"', b"[]",
     b'{"name": "Ada"}'],
)  # fmt: skip
def test_a_page_half_a_body_or_another_shape_is_no_answer(
    httpserver: HTTPServer, client: Client, body: bytes
) -> None:
    serve(httpserver, lambda _: Response(body))
    with pytest.raises(MalformedAnswerError):
        ask(httpserver, client)


@pytest.mark.parametrize(
    "body",
    [b'{"works": []}', b'{"group": [1]}', b'{"group": [{"work-summary": [{"put-code": "x"}]}]}',
     b'{"group": [{"work-summary": [{"put-code": "1,2/../.."}]}]}'],
)  # fmt: skip
def test_a_list_whose_works_cannot_be_named_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_works(body)


def test_one_work_without_a_title_does_not_spoil_the_others(
    httpserver: HTTPServer, client: Client
) -> None:

    def answer(request: Request) -> Response:
        if request.path.endswith("/works/1,2"):
            return Response(
                json.dumps({"bulk": [{"work": detailed(1)}, {"work": {"title": None}}]})
            )
        return Registry([work(1), work(2)])(request)

    serve(httpserver, answer)
    found = ask(httpserver, client)
    assert (len(found.records), len(found.unreadable)) == (1, 1)


def test_a_connection_that_is_cut_is_said_to_be(client: Client) -> None:
    with pytest.raises(UnreachableError), Client(attempts=1, trusted={"127.0.0.1:9"}) as own:
        researcher(own, WHO, base_url="http://127.0.0.1:9/v3.0", most=1)


def test_errors_among_several_works_are_left_out() -> None:
    assert parse_details(b'{"bulk": [{"error": {}}, {"work": {"put-code": 1}}]}') == (
        {"put-code": 1},
    )
