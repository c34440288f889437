from __future__ import annotations

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from academichub import errors
from academichub.hub import Hub
from academichub.web import faults
from academichub.web.app import create_app

WORK_KEYS = {
    "id", "type", "title", "abstract", "authors", "identifiers", "source", "primary_category",
    "categories", "announce_type", "announced_on", "posted_on", "version", "url", "pdf_url",
    "cited_by_count",
}  # fmt: skip


def test_the_daily_list_comes_in_batches_that_never_repeat(pages: TestClient):
    seen, token = [], None
    while True:
        answer = pages.get(
            "/api/daily", params={"seen": token, "limit": 40} if token else {"limit": 40}
        ).json()
        seen += [work["id"] for work in answer["works"]]
        if (token := answer["seen"]) is None:
            break
    assert len(seen) == len(set(seen)) == answer["total"]


def test_a_list_of_works_has_every_promised_key(pages: TestClient):
    answer = pages.get("/api/works?author=Ada%20Example&limit=10&offset=55").json()
    assert answer["total"] == 60
    assert len(answer["works"]) == 5
    assert all(work.keys() >= WORK_KEYS for work in answer["works"])


def test_one_work_comes_with_references_citations_origins_and_merges(pages: TestClient):
    work = pages.get("/api/works/doi:10.1234/fixture.1").json()
    assert work["id"] == "arxiv:2606.30900"
    assert work["identifiers"] == {
        "arxiv": "2606.30900",
        "doi": "10.1234/fixture.1",
        "pmid": "1234567",
    }
    assert work["references"][0]["identifier"] == "arxiv:2606.30001"
    assert work["origins"]["title"]["route"] == "crossref-nature"
    assert len(work["merges"]) == 1
    assert len(work["records"]) == 2
    assert pages.get("/api/works/arxiv:2606.30001").json()["citing"] == ["arxiv:2606.30900"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/works?sort=best", 400), ("/api/works?limit=0", 400), ("/api/works?limit=999", 400),
     ("/api/works?colour=red", 400), ("/api/daily?seen=%21%21x", 400), ("/api/works?since=2026-02-31", 400),
     ("/api/works/nonsense", 400), ("/api/works/arxiv:2601.00001", 404), ("/api/nothing", 404),
     ("/api/collect", 405), ("/api/arrivals?days=0", 400)],
)  # fmt: skip
def test_what_goes_wrong_is_said_in_one_line_of_json(pages: TestClient, path: str, status: int):
    answer = pages.get(path)
    assert answer.status_code == status
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_status_arrivals_and_health_agree_with_the_store(pages: TestClient):
    status = pages.get("/api/status").json()
    assert status["works"] == pages.get("/api/works").json()["total"]
    assert status["quarantined"] == 1
    arrivals = pages.get("/api/arrivals?days=365").json()["arrivals"]
    assert {one["date"] for one in arrivals} >= {"2026-06-24", "2026-06-25"}
    assert pages.get("/healthz").json() == {"status": "ok"}


def test_the_openapi_document_names_every_address_and_the_page_shows_it(pages: TestClient):
    document = pages.get("/api/openapi.json").json()
    assert set(document["paths"]) >= {
        "/api/daily", "/api/works", "/api/works/{identifier}", "/api/status", "/api/arrivals",
        "/api/collect",
    }  # fmt: skip
    page = pages.get("/api/docs").text
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("/api/works", "/api/works?limit=3"),
        ("/api/works/{identifier}", "/api/works/2606.30900"),
        ("/api/daily", "/api/daily"),
        ("/api/status", "/api/status"),
        ("/api/arrivals", "/api/arrivals"),
    ],
)
def test_answers_are_what_the_openapi_document_says(pages: TestClient, path: str, example: str):
    document = pages.get("/api/openapi.json").json()
    described = document["paths"][path]["get"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    jsonschema_rs.validator_for(whole).validate(pages.get(example).json())


@pytest.mark.slow
def test_no_question_the_openapi_document_allows_breaks_the_api(filled: Hub):
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(filled))
    questions = [found.ok() for found in schema.include(method="GET").get_all_operations()]
    assert len(questions) >= 5
    for question in questions:

        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=question.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            answer = case.call()
            assert answer.status_code in {200, 400, 404}
            assert answer.status_code == 200 or "error" in answer.json()

        ask()


def test_every_error_class_has_a_status_and_ours_alone_tell_their_text():
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)]
    assert len(classes) > 15
    for cls in classes:
        assert any(parent in faults.STATUS for parent in cls.__mro__)
    assert faults.status_of(errors.QueryError("x")) == 400
    assert faults.status_of(errors.RefusedError("x", 500)) == 502
    assert faults.status_of(errors.MigrationError("x")) == 503
    assert faults.status_of(KeyError("x")) == 500
    assert "secret" not in faults.message_of(KeyError("secret"))
