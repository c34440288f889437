"""What sources left out is asked for once, in order, and goes on where it stopped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub import ids
from academichub.collect import take
from academichub.completing import abstracts, references
from academichub.errors import RefusedError
from academichub.fetch import Client
from academichub.model import Page
from academichub.sources.crossref import Crossref
from academichub.sources.openalex import OpenAlex
from academichub.store import Store
from academichub.testing import NOW, arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    here = {f"{httpserver.host}:{httpserver.port}"}
    with Client(trusted=here, sleep=lambda _: None) as opened:
        yield opened


def openalex_work(doi: str, cites: list[str]) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{abs(hash(doi)) % 10**9 + 1000}",
        "doi": f"https://doi.org/{doi}",
        "display_name": "A Work",
        "title": "A Work",
        "type": "article",
        "referenced_works": [f"https://openalex.org/{name}" for name in cites],
        "cited_by_count": 7,
        "authorships": [],
    }


def test_references_and_counts_come_by_the_identifiers_of_works_that_lack_them(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.args["filter"])
        dois = re.findall(r"10\.[^|,]+", request.args["filter"])
        results = [openalex_work(doi, ["W1001", "W1002"]) for doi in dois]
        body = {"meta": {"count": len(results), "next_cursor": None}, "results": results}
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/works").respond_with_handler(answer)
    take(
        store,
        "r",
        Page(records=[journal_record(f"10.1000/{n}", f"Work {n} of Many") for n in range(3)]),
        AT,
    )
    source = references(OpenAlex(base_url=httpserver.url_for("")), store)
    for page in source.pages(client, None, NOW):
        take(store, source.name, page, AT)
    works = [work for _, work in store.everything()]
    assert [len(work.references) for work in works] == [2, 2, 2]
    assert {work.cited_by_count for work in works} == {7}
    assert store.cursor(source.name) == {"after": 3}
    before = len(asked)
    assert list(source.pages(client, store.cursor(source.name), NOW)) == [Page(cursor={"after": 3})]
    assert len(asked) == before


def test_an_article_without_an_abstract_is_asked_for_by_its_doi(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    message = {
        "DOI": "10.1000/a", "title": ["On the Gait of Wombats"], "type": "journal-article",
        "abstract": "<jats:p>They walk (p&lt;0.05).</jats:p>",
    }  # fmt: skip
    body = {"status": "ok", "message-type": "work", "message": message}
    httpserver.expect_ordered_request("/works/10.1000/a").respond_with_json(body)
    httpserver.expect_ordered_request("/works/10.1000/b").respond_with_data("no", status=404)
    take(
        store, "r",
        Page(records=[
            journal_record("10.1000/a", "On the Gait of Wombats"),
            journal_record("10.1000/b", "On the Gait of Quolls"),
            arxiv_record("2606.00001", "Has an Abstract Already"),
        ]),
        AT,
    )  # fmt: skip
    crossref = Crossref((), base_url=httpserver.url_for("").rstrip("/"))
    source = abstracts(crossref.by_doi, "crossref-details", store)
    for page in source.pages(client, None, NOW):
        take(store, source.name, page, AT)
    number = store.number(ids.doi("10.1000/a"))
    assert store.works([number])[number].abstract == "They walk (p<0.05)."
    httpserver.check_assertions()


def test_a_question_that_fails_leaves_the_cursor_before_it(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/works").respond_with_data("gone", status=410)
    take(store, "r", Page(records=[journal_record("10.1000/a", "On the Gait of Wombats")]), AT)
    source = references(OpenAlex(base_url=httpserver.url_for("").rstrip("/")), store)
    with pytest.raises(RefusedError):
        list(source.pages(client, None, datetime(2026, 6, 12, tzinfo=UTC)))
