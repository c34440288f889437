"""OpenAlex: recorded works where they are at hand, and bodies of our own for the rest."""

import json
import re
from datetime import UTC, datetime

import pytest
from werkzeug import Request, Response

from academichub.errors import (
    AnswerError,
    MalformedAnswerError,
    RefusedError,
    UnreadableError,
    UpstreamError,
)
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Authorship, Update
from academichub.sources.answers import read_each
from academichub.sources.openalex import OpenAlex, parse_works
from academichub.sources.openalex_works import abstract, to_record

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"


def work(number: int = 1, **changed: object) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number:05d}",
        "doi": f"https://doi.org/10.1000/FOLD.{number}",
        "title": f"Folding of <i>protein</i> {number}",
        "display_name": "Something else",
        "publication_date": "2026-05-03",
        "publication_year": 2026,
        "ids": {
            "openalex": f"https://openalex.org/W{number:05d}",
            "pmid": f"https://pubmed.ncbi.nlm.nih.gov/4100{number}",
            "pmcid": f"https://www.ncbi.nlm.nih.gov/pmc/articles/700{number}",
        },
        "language": "en",
        "type": "article",
        "is_retracted": False,
        "cited_by_count": 12,
        "biblio": {"volume": "9", "issue": "2", "first_page": "1", "last_page": "9"},
        "primary_location": {
            "landing_page_url": f"https://doi.org/10.1000/fold.{number}",
            "pdf_url": "https://x.org/a.pdf",
            "license": "cc-by-nc",
            "version": "publishedVersion",
            "source": {
                "display_name": "Journal of Folds",
                "issn": ["0028-0836"],
                "host_organization_name": "Folds & Sons",
            },
        },
        "locations": [
            {"landing_page_url": "https://arxiv.org/abs/2601.00001", "license": None},
            {"landing_page_url": "data:text/html,boo"},
        ],
        "authorships": [
            {
                "author": {
                    "display_name": "Jane Doe",
                    "orcid": "https://orcid.org/0000-0002-1825-0097",
                },
                "institutions": [{"display_name": "Institute of Folds"}],
                "raw_affiliation_strings": ["Inst. Folds, Bern"],
            },
            {
                "author": {"display_name": None, "orcid": None},
                "raw_author_name": "R. Roe",
                "institutions": [],
                "raw_affiliation_strings": ["Bern"],
            },
        ],
        "primary_topic": {
            "display_name": "Protein Folding",
            "subfield": {"display_name": "Molecular Biology"},
        },
        "keywords": [{"display_name": "Chaperone"}],
        "abstract_inverted_index": {"Folding": [0, 3], "is": [1], "slow.": [2], "stops.": [4]},
        "referenced_works": ["https://openalex.org/W7777", "https://openalex.org/W8888"],
        **changed,
    }


def answer(works: list[object], **meta: object) -> bytes:
    return json.dumps({"meta": {"count": len(works), **meta}, "results": works}).encode()


@pytest.fixture
def client(httpserver):
    with Client(
        trusted={f"{httpserver.host}:{httpserver.port}"}, patience=1, sleep=lambda _: None
    ) as opened:
        yield opened


def source(httpserver, **options) -> OpenAlex:
    return OpenAlex(base_url=httpserver.url_for("").rstrip("/"), **options)


def test_a_work_becomes_a_record_with_everything_it_says():
    made = to_record(work(), "openalex", AT)
    assert (made.source, made.key, made.title) == ("openalex", "W00001", "Folding of protein 1")
    assert made.identifiers == (
        Identifier("doi", "10.1000/fold.1"),
        Identifier("pmid", "41001"),
        Identifier("pmcid", "PMC7001"),
        Identifier("arxiv", "2601.00001"),
        Identifier("openalex", "W00001"),
    )
    assert made.authorships == (
        Authorship("Jane Doe", "0000-0002-1825-0097", ("Institute of Folds",)),
        Authorship("R. Roe", None, ("Bern",)),
    )
    assert made.abstract == "Folding is slow. Folding stops."
    assert made.venue is not None
    assert (made.venue.name, made.venue.pages) == ("Journal of Folds", "1-9")
    assert (made.published_on, made.posted_on, made.stage) == ("2026-05-03", None, "published")
    assert (made.primary_category, made.keywords) == (
        "Molecular Biology",
        ("Protein Folding", "Chaperone"),
    )
    assert [(place.kind, place.license) for place in made.locations] == [
        ("landing", "CC-BY-NC"),
        ("pdf", "CC-BY-NC"),
        ("landing", None),
    ]
    assert [str(entry.identifier) for entry in made.references] == [
        "openalex:W7777",
        "openalex:W8888",
    ]
    assert (made.cited_by_count, made.updates) == (12, ())


def test_a_preprint_is_posted_and_not_published():
    made = to_record(work(type="preprint", primary_location=None), "openalex", AT)
    assert (made.posted_on, made.published_on, made.stage) == ("2026-05-03", None, "submitted")


def test_a_retracted_work_says_so():
    made = to_record(work(is_retracted=True), "openalex", AT)
    assert made.updates == (Update("retraction", source="openalex"),)


def test_without_a_day_the_year_is_the_date():
    assert to_record(work(publication_date=None), "openalex", AT).published_on == "2026"


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"a": [0], "b": [1]}, "a b"),
        ({"b": [1], "a": [0, 2]}, "a b a"),
        ({"a": [0], "c": [2]}, "a […] c"),
        ({"c": [5]}, "[…] c"),
        ({"a": [0], "z": [10**15]}, "a […] z"),
        ({"a": [0], "b": [0], "c": [1]}, "a b c"),
        ({"p<0.001": [0], "and": [1], "p>20%": [2]}, "p<0.001 and p>20%"),
        ({"<b>bold</b>": [0]}, "bold"),
        ({}, None),
    ],
)
def test_an_abstract_is_put_back_in_order_and_its_gaps_are_marked(index, text):
    assert abstract(index) == text


@pytest.mark.parametrize("positions", [["0"], [-1], [None], "x", [True], [0.5], {}])
def test_a_position_that_is_none_makes_the_entry_unreadable(positions):
    with pytest.raises(UnreadableError):
        abstract({"word": positions})


def test_paging_follows_the_cursor_to_its_end_and_the_key_stays_hidden(httpserver, client):
    def paged(request: Request) -> Response:
        place = request.args["cursor"]
        works = {"*": [work(1), work(2)], "b": [work(3)], "c": []}[place]
        return Response(answer(works, count=3, next_cursor={"*": "b", "b": "c"}.get(place)))

    httpserver.expect_request("/works").respond_with_handler(paged)
    one = source(
        httpserver, filter="primary_location.source.issn:0028-0836|1476-4687", api_key="s3cret"
    )
    pages = list(one.pages(client, {"complete": "2026-05-10"}, NOW))
    asked, _ = httpserver.log[0]
    assert asked.args["filter"] == (
        "primary_location.source.issn:0028-0836|1476-4687,from_updated_date:2026-05-08"
    )
    assert (asked.args["per_page"], asked.args["api_key"]) == ("100", "s3cret")
    assert [r.key[-1] for page in pages for r in page.records] == list("123")
    assert pages[0].cursor == {"from": "2026-05-08", "to": "2026-05-12", "cursor": "b"}
    assert (pages[0].expected, pages[-1].cursor) == (3, {"complete": "2026-05-11"})
    assert "s3cret" not in repr(one)


def test_without_a_filter_nothing_is_harvested_and_the_reason_is_given(httpserver, client):
    (page,) = list(source(httpserver).pages(client, None, NOW))
    assert (page.records, page.cursor) == ((), None)
    assert "no filter" in (page.note or "")
    assert httpserver.log == []


def test_a_refusal_does_not_show_the_key(httpserver, client):
    httpserver.expect_request("/works").respond_with_data("no", status=403)
    with pytest.raises(RefusedError) as caught:
        list(source(httpserver, filter="type:article", api_key="s3cret").pages(client, None, NOW))
    assert "s3cret" not in str(caught.value)


def test_a_cursor_no_longer_taken_begins_the_window_anew(httpserver, client):
    def paged(request: Request) -> Response:
        if request.args["cursor"] == "stale":
            return Response(b'{"error": "Invalid cursor"}', status=400)
        return Response(answer([work(1)]))

    httpserver.expect_request("/works").respond_with_handler(paged)
    cursor = {"from": "2026-05-01", "to": "2026-05-12", "cursor": "stale"}
    pages = list(source(httpserver, filter="type:article").pages(client, cursor, NOW))
    assert [r.key for page in pages for r in page.records] == ["W00001"]


def test_identifiers_are_completed_in_batches_of_a_hundred(httpserver, client):
    asked: list[str] = []

    def found(request: Request) -> Response:
        asked.append(request.args["filter"])
        return Response(answer([work(1)]))

    httpserver.expect_request("/works").respond_with_handler(found)
    odd = "/works/doi:10.1002/(sici)1,2|3"
    httpserver.expect_request(odd).respond_with_data(json.dumps(work(2)))
    httpserver.expect_request("/works/doi:10.1/a,b").respond_with_data("no", status=404)
    wanted = [
        *(Identifier("openalex", f"W{n}") for n in range(10_000, 10_150)),
        Identifier("doi", "10.1000/fold.1"),
        Identifier("doi", "10.1002/(sici)1,2|3"),
        Identifier("doi", "10.1/a,b"),
        Identifier("arxiv", "2601.00001"),
        Identifier("local", "mine"),
    ]
    pages = list(source(httpserver).by_ids(client, wanted))
    assert [len(one.split("|")) for one in asked] == [100, 50, 2]
    assert asked[0].startswith("openalex:W10000|W10001|")
    assert asked[2] == "doi:10.1000/fold.1|10.48550/arxiv.2601.00001"
    assert [r.key for page in pages for r in page.records] == ["W00001"] * 3 + ["W00002"]
    assert all(page.cursor is None for page in pages)


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", MalformedAnswerError, "the body is empty"),
        (b"<html><title>Sorry</title>", MalformedAnswerError, "titled 'Sorry'"),
        (answer([work()])[:99], MalformedAnswerError, "cut off after 99 bytes"),
        (
            b'{"error": "Invalid filter", "message": "Unknown field"}',
            UpstreamError,
            "Unknown field",
        ),
        (b'{"meta": {}, "results": {}}', MalformedAnswerError, "an object"),
        (b'{"meta": 3, "results": []}', MalformedAnswerError, "meta should be an object"),
    ],
)
def test_a_status_200_that_is_no_work_list_is_refused(body, error, words):
    with pytest.raises(error, match=re.escape(words)):
        parse_works(body)


@pytest.mark.parametrize(
    "body", ['{"error": "bad key s3cret"}', "bad key s3cret", "<ERROR>s3cret</ERROR>"]
)
def test_an_answer_that_echoes_the_key_is_quoted_without_it(httpserver, client, body):
    httpserver.expect_request("/works").respond_with_data(body)
    with pytest.raises(AnswerError) as caught:
        list(source(httpserver, filter="type:article", api_key="s3cret").pages(client, None, NOW))
    assert "s3cret" not in str(caught.value)


@pytest.mark.data
def test_every_recorded_work_is_read(recorded):
    works = []
    for path in sorted((recorded / "protocol/openalex").glob("*.json")):
        found = json.loads(path.read_bytes())
        works += found if isinstance(found, list) else [found]
    records, unreadable = read_each(
        works, lambda w, at: to_record(w, "openalex", at), "openalex", "openalex", AT
    )
    assert len(works) == 667
    assert [(entry.reason, json.loads(entry.raw)["title"]) for entry in unreadable] == [
        ("it has no title", None)
    ] * 2
    by_key = {record.key: record for record in records}
    for said in works:
        if not said["title"]:
            continue
        record = by_key[said["id"].rpartition("/")[2]]
        assert len(record.references) == len(said["referenced_works"])
        assert len(record.authorships) == len(said["authorships"])
        assert not re.search(r"</?(?:i|b|sub|sup|scp|mml:\w+)\b|&(?:amp|lt|gt);", record.title)
        arxiv = any("arxiv.org/abs/" in (p["landing_page_url"] or "") for p in said["locations"])
        assert not arxiv or any(i.scheme == "arxiv" for i in record.identifiers)
