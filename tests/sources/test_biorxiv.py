"""bioRxiv and medRxiv. Every body here is ours, built from openRxiv's description of its API."""

import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug import Request, Response

from academichub.errors import MalformedAnswerError, RefusedError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Relation, Version
from academichub.sources.biorxiv import Biorxiv, BiorxivPublished, parse_listing
from academichub.sources.biorxiv_posts import to_record
from academichub.sources.windows import Reach

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"


def post(number: int, version: int | str = "1", **changed: object) -> dict[str, object]:
    return {
        "doi": f"10.64898/2026.05.01.{number:06d}",
        "title": f"Spindle assembly in worm number {number}",
        "authors": "Doe, J.; van der Berg, A. B.; The Worm Consortium",
        "author_corresponding": "Jane Doe",
        "author_corresponding_institution": "Institute of Worms",
        "date": "2026-05-02",
        "version": version,
        "type": "new results",
        "license": "cc_by_nc",
        "category": "cell_biology",
        "jatsxml": f"https://www.biorxiv.org/content/early/{number}.source.xml",
        "abstract": "<p>Spindles form in x<sub>2</sub> minutes (p<0.001, not p>20%).</p>",
        "published": "NA",
        "server": "bioRxiv",
        **changed,
    }


def listing(rows: list[dict[str, object]], **message: object) -> bytes:
    said = {"status": "ok", "cursor": 0, "count": len(rows), "total": str(len(rows)), **message}
    return json.dumps({"messages": [said], "collection": rows}).encode()


NOTHING = json.dumps({"messages": [{"status": "no posts found"}], "collection": []}).encode()


@pytest.fixture
def client(httpserver):
    with Client(
        trusted={f"{httpserver.host}:{httpserver.port}"}, patience=1, sleep=lambda _: None
    ) as opened:
        yield opened


@pytest.fixture
def archive(httpserver):
    """A server that pages through rows, *size* at a time, and lies about the total."""

    told = SimpleNamespace(rows=[], size=30, asked=[])

    def answer(request: Request) -> Response:
        told.asked.append(request.full_path)
        position = int(request.path.split("/")[5])
        rows = told.rows[position : position + told.size]
        return Response(listing(rows, total="99999") if rows else NOTHING)

    httpserver.expect_request(re.compile(r"/(details|pubs)/.*")).respond_with_handler(answer)
    return told


def source(httpserver, **options) -> Biorxiv:
    return Biorxiv(base_url=httpserver.url_for("").rstrip("/"), **options)


def test_a_post_becomes_a_preprint_with_everything_it_says():
    record = to_record([post(7, published="10.1038/S41586-026-00001-1")], "biorxiv", AT)
    assert record.key == "10.64898/2026.05.01.000007"
    assert record.identifiers == (Identifier("doi", record.key),)
    assert (record.source, record.route, record.type) == ("biorxiv", "biorxiv-details", "preprint")
    assert [author.name for author in record.authorships] == [
        "Jane Doe",
        "A. B. van der Berg",
        "The Worm Consortium",
    ]
    assert record.authorships[0].affiliations == ("Institute of Worms",)
    assert record.primary_category == "cell biology"
    assert record.license == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert record.abstract == "Spindles form in x₂ minutes (p<0.001, not p>20%)."
    assert record.posted_on == "2026-05-02"
    assert record.relations == (
        Relation("same-work", Identifier("doi", "10.1038/s41586-026-00001-1")),
    )
    kinds = {place.kind: place.url for place in record.locations}
    page = "https://www.biorxiv.org/content/10.64898/2026.05.01.000007v1"
    assert kinds["landing"] == page
    assert kinds["pdf"] == f"{page}.full.pdf"
    assert kinds["xml"].endswith("7.source.xml")
    assert json.loads(record.raw)["doi"] == record.key


@pytest.mark.parametrize("doi", ["10.1101/2025.11.30.000001", "10.64898/2025.12.01.000001"])
def test_both_doi_prefixes_are_read_alike(doi):
    record = to_record([post(1, doi=doi)], "medrxiv", AT)
    assert record.key == doi
    assert record.locations[0].url == f"https://www.medrxiv.org/content/{doi}v1"


def test_versions_of_one_doi_are_one_record_and_the_newest_speaks(httpserver, client, archive):
    archive.rows = [
        post(1, "2", title="Better spindles", date="2026-05-09"),
        post(2),
        post(1, "1", date="2026-05-02"),
    ]
    pages = list(source(httpserver).pages(client, None, NOW))
    by_key = {record.key: record for page in pages for record in page.records}
    record = by_key["10.64898/2026.05.01.000001"]
    assert len(by_key) == 2
    assert (record.title, record.version) == ("Better spindles", 2)
    assert record.versions == (Version(1, "2026-05-02"), Version(2, "2026-05-09"))
    assert (record.posted_on, record.updated_on) == ("2026-05-02", "2026-05-09")
    assert [a.announce_type for a in record.announcements] == ["replace"]


def test_an_older_row_on_a_later_page_does_not_overwrite_the_newer_word(
    httpserver, client, archive
):
    archive.rows, archive.size = [post(1, 2, title="New title"), post(1, 1)], 1
    pages = list(source(httpserver).pages(client, None, NOW))
    assert pages[1].records[0].title == "New title"
    assert [v.number for v in pages[1].records[0].versions] == [1, 2]


def test_a_row_without_a_version_displaces_no_other_of_its_doi(httpserver, client, archive):
    bare = {key: value for key, value in post(1, title="Not it").items() if key != "version"}
    alone = {key: value for key, value in post(2).items() if key != "version"}
    archive.rows = [post(1), bare, alone, alone]
    (page, *_) = source(httpserver).pages(client, None, NOW)
    assert [record.title == "Not it" for record in page.records] == [False, False]
    (told,) = page.unreadable
    assert "Not it" in told.raw
    assert told.reason == "it has no version, and version 1 of this DOI is another"


def test_a_revision_whose_first_version_is_unknown_has_no_posting_date():
    record = to_record([post(1, 3)], "biorxiv", AT)
    assert record.posted_on is None
    assert record.updated_on == "2026-05-02"


@pytest.mark.parametrize("size", [30, 100])
def test_the_page_size_comes_from_the_message_and_the_total_is_not_believed(
    httpserver, client, archive, size
):
    archive.rows, archive.size = [post(n) for n in range(250)], size
    pages = list(source(httpserver).pages(client, None, NOW))
    assert len({record.key for page in pages for record in page.records}) == 250
    assert len(archive.asked) == -(-250 // size) + 1
    assert pages[0].expected == 99999


@pytest.mark.parametrize("count", [None, "2", 100, 0, "many", 2.5, True])
def test_a_count_that_disagrees_with_the_rows_skips_none(httpserver, client, count):
    rows = [post(n) for n in range(5)]

    def answer(request: Request) -> Response:
        position = int(request.path.split("/")[5])
        part = rows[position : position + 2]
        return Response(listing(part, count=count) if part else NOTHING)

    httpserver.expect_request(re.compile("/details/.*")).respond_with_handler(answer)
    pages = list(source(httpserver).pages(client, None, NOW))
    assert len({record.key for page in pages for record in page.records}) == 5


def test_no_posts_found_completes_the_window_up_to_yesterday(httpserver, client, archive):
    pages = list(source(httpserver).pages(client, None, NOW))
    assert [page.records for page in pages] == [()]
    assert pages[-1].cursor == {"complete": "2026-05-11"}


def test_a_window_resumes_at_its_page_and_the_next_one_reads_some_days_again(
    httpserver, client, archive
):
    archive.rows, archive.size = [post(n) for n in range(5)], 2
    one = source(httpserver)
    first = next(one.pages(client, None, NOW))
    assert first.cursor == {"from": "2026-05-05", "to": "2026-05-12", "position": 2}
    archive.asked.clear()
    rest = list(one.pages(client, first.cursor, NOW))
    assert urlsplit(archive.asked[0]).path == "/details/biorxiv/2026-05-05/2026-05-12/2/json"
    assert sum(len(page.records) for page in rest) == 3
    archive.asked.clear()
    list(one.pages(client, rest[-1].cursor, datetime(2026, 5, 14, tzinfo=UTC)))
    assert archive.asked[0].startswith("/details/biorxiv/2026-05-08/2026-05-14/0/json")


def test_a_long_absence_is_caught_up_in_portions_without_a_gap(httpserver, client, archive):
    one = source(httpserver, reach=Reach(first=7, again=3, longest=10))
    pages = list(one.pages(client, {"complete": "2026-04-15"}, NOW))
    asked = [path.split("/")[3:5] for path in archive.asked]
    assert asked == [
        ["2026-04-12", "2026-04-21"],
        ["2026-04-22", "2026-05-01"],
        ["2026-05-02", "2026-05-11"],
        ["2026-05-12", "2026-05-12"],
    ]
    assert [page.cursor for page in pages][-1] == {"complete": "2026-05-11"}


def test_a_category_is_asked_for(httpserver, client, archive):
    list(source(httpserver, category="cell_biology").pages(client, None, NOW))
    assert parse_qs(urlsplit(archive.asked[0]).query) == {"category": ["cell_biology"]}


def test_a_server_that_gives_one_page_for_ever_is_stopped(httpserver, client):
    httpserver.expect_request(re.compile("/details/.*")).respond_with_data(listing([post(1)]))
    with pytest.raises(UpstreamError, match="same page"):
        list(source(httpserver).pages(client, None, NOW))


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", MalformedAnswerError, "the body is empty"),
        (b"  \n", MalformedAnswerError, "the body is empty"),
        (
            b"<!DOCTYPE html><html><head><title>Just a moment...</title>",
            MalformedAnswerError,
            "an HTML page, titled 'Just a moment...'",
        ),
        (listing([post(1)])[:200], MalformedAnswerError, "cut off after 200 bytes"),
        (b"Service busy", MalformedAnswerError, "no JSON: 'Service busy'"),
        (b"[]", MalformedAnswerError, "a list"),
        (
            b'{"messages": [{"status": "Error: database gone"}], "collection": []}',
            UpstreamError,
            "Error: database gone",
        ),
        (b'{"messages": [{"status": "ok"}]}', MalformedAnswerError, "collection"),
        (b'{"messages": "ok", "collection": []}', MalformedAnswerError, "messages"),
        (b'{"collection": []}', UpstreamError, "bioRxiv's API answers"),
    ],
)
def test_a_status_200_that_is_no_listing_is_refused_with_what_it_looked_like(body, error, words):
    with pytest.raises(error, match=re.escape(words)):
        parse_listing(body)


def test_a_failing_page_leaves_those_before_it_standing(httpserver, client):
    def answer(request: Request) -> Response:
        first = request.path.endswith("/0/json")
        return Response(listing([post(1)]) if first else b"")

    httpserver.expect_request(re.compile("/details/.*")).respond_with_handler(answer)
    pages = source(httpserver).pages(client, None, NOW)
    assert next(pages).cursor["position"] == 1
    with pytest.raises(MalformedAnswerError):
        next(pages)


def test_an_error_status_is_raised(httpserver, client):
    httpserver.expect_request(re.compile("/details/.*")).respond_with_data("no", status=404)
    with pytest.raises(RefusedError):
        list(source(httpserver).pages(client, None, NOW))


def test_one_bad_row_is_kept_raw_and_the_rest_goes_on(httpserver, client, archive):
    bad = [post(2, title=" "), post(3, doi="none"), post(4, version="new"), post(5, authors=[1])]
    archive.rows = [post(1), *bad, post(6)]
    pages = list(source(httpserver).pages(client, None, NOW))
    assert [record.title[-1] for record in pages[0].records] == ["1", "6"]
    reasons = " ".join(entry.reason for entry in pages[0].unreadable)
    assert len(pages[0].unreadable) == 4
    for words in ("no title", "no DOI", "version should be", "authors should be text"):
        assert words in reasons
    assert all(
        (entry.route == "biorxiv-details" and "Spindle" in entry.raw) or '" "' in entry.raw
        for entry in pages[0].unreadable
    )


def test_half_a_surrogate_pair_spoils_one_title_and_not_the_page():
    body = listing([post(1), post(2)]).replace(b"number 1", rb"number \ud800 one")
    found = parse_listing(body)
    assert [row["title"] for row in found.posts] == [
        "Spindle assembly in worm number ? one",
        "Spindle assembly in worm number 2",
    ]


def test_a_withdrawn_preprint_says_so():
    record = to_record([post(1), post(1, 2, title="WITHDRAWN: Spindle assembly")], "biorxiv", AT)
    assert [(u.type, u.date) for u in record.updates] == [("withdrawal", "2026-05-02")]
    assert not to_record([post(1, title="Withdrawal symptoms in mice")], "biorxiv", AT).updates


def test_a_single_preprint_comes_with_all_its_versions(httpserver, client):
    rows = [post(1, 1, date="2026-05-01"), post(1, 2, date="2026-05-05")]
    path = "/details/biorxiv/10.64898/2026.05.01.000001/na/json"
    httpserver.expect_request(path).respond_with_data(listing(rows))
    missing = "/details/biorxiv/10.64898/2026.05.01.000002/na/json"
    httpserver.expect_request(missing).respond_with_data(NOTHING)
    record = source(httpserver).by_doi(client, Identifier("doi", "10.64898/2026.05.01.000001"))
    assert record is not None
    assert [version.number for version in record.versions] == [1, 2]
    unknown = Identifier("doi", "10.64898/2026.05.01.000002")
    assert source(httpserver).by_doi(client, unknown) is None


def published(number: int, own: str = "biorxiv_doi", **changed: object) -> dict[str, object]:
    return {
        own: f"10.1101/2025.05.01.{number:06d}",
        "published_doi": f"10.1016/j.cell.2026.{number}",
        "published_journal": "Cell",
        "preprint_platform": "bioRxiv",
        "preprint_title": f"Spindle assembly in worm number {number}",
        "preprint_authors": "Doe, J.; Roe, R.",
        "preprint_category": "cell biology",
        "preprint_date": "2025-05-02",
        "published_date": "2026-05-01",
        "preprint_abstract": "Spindles form.",
        "preprint_author_corresponding": "Jane Doe",
        "preprint_author_corresponding_institution": "Institute of Worms",
        **changed,
    }


@pytest.mark.parametrize("own", ["biorxiv_doi", "medrxiv_doi", "preprint_doi"])
def test_a_published_link_ties_the_preprint_to_its_article(httpserver, client, archive, own):
    archive.rows = [published(1, own), published(2, own, published_doi="NA")]
    route = BiorxivPublished("medrxiv", base_url=httpserver.url_for("").rstrip("/"))
    pages = list(route.pages(client, None, NOW))
    (record,) = pages[0].records
    assert (record.source, record.route) == ("medrxiv", "medrxiv-pubs")
    assert record.key == "10.1101/2025.05.01.000001"
    assert record.relations == (Relation("same-work", Identifier("doi", "10.1016/j.cell.2026.1")),)
    assert record.venue is not None
    assert (record.venue.name, record.published_on) == ("Cell", "2026-05-01")
    assert "published_doi is no DOI" in pages[0].unreadable[0].reason
    assert archive.asked[0].startswith("/pubs/medrxiv/2026-04-12/2026-05-12/0")
