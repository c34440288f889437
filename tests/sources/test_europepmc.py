"""Europe PMC. Every body here is ours, built from the service's description of `core` results."""

import json
import re
from datetime import UTC, datetime

import pytest
from werkzeug import Request, Response

from academichub.errors import MalformedAnswerError, RefusedError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Relation, Version
from academichub.sources.europepmc import EuropePmc, parse_results
from academichub.sources.europepmc_results import to_record

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"


def preprint(number: int, **changed: object) -> dict[str, object]:
    return {
        "id": f"PPR{number}",
        "source": "PPR",
        "doi": f"10.21203/rs.3.rs-{number}/v2",
        "title": f"Folding of protein <i>{number}</i>.",
        "authorString": "Doe J, Roe R.",
        "authorList": {
            "author": [
                {
                    "fullName": "Doe J",
                    "firstName": "Jane",
                    "lastName": "Doe",
                    "initials": "J",
                    "authorId": {"type": "ORCID", "value": "0000-0002-1825-0097"},
                    "authorAffiliationDetailsList": {
                        "authorAffiliation": [{"affiliation": "Institute of Folds, Bern"}]
                    },
                },
                {"collectiveName": "Fold Consortium"},
            ]
        },
        "pubYear": "2026",
        "abstractText": "<h4>Background</h4> Folding is slow (p<0.001). <h4>Results</h4> It is not.",
        "language": "eng",
        "pubTypeList": {"pubType": ["Preprint"]},
        "keywordList": {"keyword": ["folding", "chaperones"]},
        "fullTextUrlList": {
            "fullTextUrl": [
                {"availabilityCode": "OA", "documentStyle": "pdf", "url": "https://a.org/x.pdf"},
                {"availabilityCode": "S", "documentStyle": "html", "url": "https://a.org/pay"},
                {"availabilityCode": "OA", "documentStyle": "html", "url": "javascript:alert(1)"},
            ]
        },
        "bookOrReportDetails": {"publisher": "Research Square", "yearOfPublication": 2026},
        "license": "cc by-nc",
        "citedByCount": 3,
        "firstPublicationDate": "2026-05-03",
        "firstIndexDate": "2026-05-05",
        "versionNumber": 2,
        "versionList": {
            "version": [
                {"id": "PPR1", "versionNumber": 1, "firstPublishDate": "2026-04-01"},
                {"id": "PPR2", "versionNumber": 2, "firstPublishDate": "2026-05-03"},
            ]
        },
        "commentCorrectionList": {
            "commentCorrection": [{"id": "39999999", "source": "MED", "type": "Preprint of"}]
        },
        **changed,
    }


def article(**changed: object) -> dict[str, object]:
    return {
        "id": "31000001",
        "source": "MED",
        "pmid": "31000001",
        "pmcid": "PMC7000001",
        "doi": "10.1000/J.X.1",
        "title": "[Slow folding].",
        "authorString": "Doe J, Roe R.",
        "journalInfo": {
            "issue": "2",
            "volume": "9",
            "yearOfPublication": 2019,
            "monthOfPublication": 3,
            "journal": {"title": "Journal of Folds", "issn": "0028-0836", "essn": "1476-468X"},
        },
        "pageInfo": "1-9",
        "pubTypeList": {"pubType": ["research-article", "Retracted Publication", "Review"]},
        "meshHeadingList": {
            "meshHeading": [
                {"majorTopic_YN": "Y", "descriptorName": "Protein Folding"},
                {"majorTopic_YN": "N", "descriptorName": "Humans"},
            ]
        },
        **changed,
    }


def results(rows: list[object], **changed: object) -> bytes:
    answer = {"version": "6.9", "hitCount": len(rows), "resultList": {"result": rows}, **changed}
    return json.dumps(answer).encode()


@pytest.fixture
def client(httpserver):
    with Client(
        trusted={f"{httpserver.host}:{httpserver.port}"}, patience=1, sleep=lambda _: None
    ) as opened:
        yield opened


def source(httpserver, **options) -> EuropePmc:
    return EuropePmc(base_url=httpserver.url_for("").rstrip("/"), **options)


def test_a_preprint_becomes_a_record_with_everything_it_says():
    record = to_record(preprint(2), "europepmc", AT)
    assert (record.source, record.key, record.type) == ("europepmc", "PPR:PPR2", "preprint")
    assert record.title == "Folding of protein 2"
    assert record.identifiers == (Identifier("doi", "10.21203/rs.3.rs-2/v2"),)
    jane, consortium = record.authorships
    assert (jane.name, jane.orcid) == ("Jane Doe", "0000-0002-1825-0097")
    assert jane.affiliations == ("Institute of Folds, Bern",)
    assert consortium.name == "Fold Consortium"
    assert "p<0.001" in (record.abstract or "")
    assert (record.posted_on, record.published_on) == ("2026-05-03", None)
    assert record.versions == (Version(1, "2026-04-01"), Version(2, "2026-05-03"))
    assert record.relations == (Relation("same-work", Identifier("pmid", "39999999")),)
    assert record.venue is not None
    assert record.venue.name == "Research Square"
    assert (record.license, record.language, record.cited_by_count) == ("CC-BY-NC", "en", 3)
    assert record.keywords == ("folding", "chaperones")


def test_only_free_http_addresses_become_locations():
    record = to_record(preprint(2), "europepmc", AT)
    assert [(place.kind, place.url) for place in record.locations] == [
        ("landing", "https://doi.org/10.21203/rs.3.rs-2/v2"),
        ("pdf", "https://a.org/x.pdf"),
    ]


def test_an_article_has_its_journal_and_its_retraction():
    record = to_record(article(), "europepmc", AT)
    assert record.title == "Slow folding"
    assert {i.scheme for i in record.identifiers} == {"pmid", "pmcid", "doi"}
    assert record.venue is not None
    assert record.venue.issn == ("0028-0836",)
    assert (record.venue.name, record.venue.volume, record.venue.pages) == (
        "Journal of Folds",
        "9",
        "1-9",
    )
    assert (record.published_on, record.type) == ("2019-03", "review")
    assert [update.type for update in record.updates] == ["retraction"]
    assert [author.name for author in record.authorships] != []
    assert record.keywords == ("Protein Folding",)


def test_notices_say_what_they_change_and_the_changed_say_by_what():
    remarks = {
        "commentCorrection": [
            {"id": "1001", "source": "MED", "type": "Retraction of"},
            {"id": "1002", "source": "MED", "type": "Erratum in", "reference": "J Folds. 2020"},
            {"id": "PPR9", "source": "PPR", "type": "Preprint in"},
            {"id": "1003", "source": "MED", "type": "Comment in"},
        ]
    }
    record = to_record(article(commentCorrectionList=remarks), "europepmc", AT)
    (relation,) = record.relations
    assert (relation.kind, relation.identifier) == ("updates", Identifier("pmid", "1001"))
    assert relation.update is not None
    assert relation.update.notice == Identifier("pmid", "31000001")
    assert {(u.type, u.notice) for u in record.updates} == {
        ("retraction", None),
        ("correction", Identifier("pmid", "1002")),
    }


def test_the_end_is_a_mark_that_is_missing(httpserver, client):
    asked = []

    def answer(request: Request) -> Response:
        mark = request.args["cursorMark"]
        asked.append(request.args["query"])
        number = {"*": 1, "two": 2, "three": 3}[mark]
        following = {"*": "two", "two": "three"}.get(mark)
        extra = {"nextCursorMark": following} if following else {}
        return Response(results([preprint(number)], hitCount=3, **extra))

    httpserver.expect_request("/search").respond_with_handler(answer)
    pages = list(source(httpserver).pages(client, None, NOW))
    assert [record.key for page in pages for record in page.records] == [
        "PPR:PPR1",
        "PPR:PPR2",
        "PPR:PPR3",
    ]
    assert asked[0] == "(SRC:PPR) AND (FIRST_IDATE:[2026-05-05 TO 2026-05-12])"
    assert pages[0].cursor == {"from": "2026-05-05", "to": "2026-05-12", "mark": "two"}
    assert pages[-1].cursor == {"complete": "2026-05-11"}
    assert pages[0].expected == 3


def test_the_end_is_a_mark_that_stays_the_same(httpserver, client):
    def answer(request: Request) -> Response:
        rows = [preprint(1)] if request.args["cursorMark"] == "*" else []
        return Response(results(rows, nextCursorMark="same"))

    httpserver.expect_request("/search").respond_with_handler(answer)
    pages = list(source(httpserver).pages(client, None, NOW))
    assert sum(len(page.records) for page in pages) == 1
    assert len(httpserver.log) == 2


def test_a_mark_no_longer_taken_begins_the_window_anew(httpserver, client):
    def answer(request: Request) -> Response:
        if request.args["cursorMark"] == "old":
            return Response("bad mark", status=400)
        return Response(results([preprint(1)]))

    httpserver.expect_request("/search").respond_with_handler(answer)
    cursor = {"from": "2026-05-01", "to": "2026-05-12", "mark": "old"}
    pages = list(source(httpserver).pages(client, cursor, NOW))
    assert [record.key for page in pages for record in page.records] == ["PPR:PPR1"]


def test_a_refused_first_page_is_raised(httpserver, client):
    httpserver.expect_request("/search").respond_with_data("no", status=400)
    with pytest.raises(RefusedError):
        list(source(httpserver).pages(client, None, NOW))


def test_a_single_work_is_found_by_its_identifier_only(httpserver, client):
    def answer(request: Request) -> Response:
        assert request.args["query"] in ('DOI:"10.1000/j.x.1"', 'DOI:"10.1000/j.x.2"')
        return Response(results([article()]))

    httpserver.expect_request("/search").respond_with_handler(answer)
    record = source(httpserver).by_id(client, Identifier("doi", "10.1000/j.x.1"))
    assert record is not None
    assert record.key == "MED:31000001"
    assert source(httpserver).by_id(client, Identifier("doi", "10.1000/j.x.2")) is None
    assert source(httpserver).by_id(client, Identifier("arxiv", "2601.00001")) is None


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", MalformedAnswerError, "the body is empty"),
        (b"<html><title>EBI down</title>", MalformedAnswerError, "HTML page, titled 'EBI down'"),
        (results([preprint(1)])[:300], MalformedAnswerError, "cut off after 300 bytes"),
        (b'{"errCode": 404, "errMsg": "Invalid query"}', UpstreamError, "Invalid query"),
        (b'{"version": "6.9"}', MalformedAnswerError, "6.9"),
        (b'{"hitCount": 1, "resultList": {"result": 7}}', MalformedAnswerError, "a number"),
    ],
)
def test_a_status_200_that_is_no_result_list_is_refused(body, error, words):
    with pytest.raises(error, match=re.escape(words)):
        parse_results(body)


def test_no_hits_are_no_error():
    assert parse_results(b'{"hitCount": 0}').results == ()
    assert parse_results(results([])).results == ()


def test_one_bad_result_is_kept_raw_and_the_rest_goes_on(httpserver, client):
    rows = [preprint(1), preprint(2, title=None), preprint(3, authorList="Doe"), 7, preprint(4)]
    httpserver.expect_request("/search").respond_with_data(results(rows))
    (page,) = list(source(httpserver).pages(client, None, NOW))
    assert [record.key for record in page.records] == ["PPR:PPR1", "PPR:PPR4"]
    assert [entry.reason for entry in page.unreadable] == [
        "it has no title",
        "authorList should be an object, but is text",
        "entry should be an object, but is a number",
    ]
