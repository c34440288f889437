"""arXiv over OAI-PMH, harvested from a local server. Bodies here are ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub.errors import MalformedAnswerError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Authorship, Page, Record, Version
from academichub.sources import oai
from academichub.sources.arxiv_oai import ArxivOai, read, set_spec

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def raw_record(number: int, *, comment: str = "", deleted: bool = False) -> str:
    arxiv_id = f"2611.{number:05}"
    status = ' status="deleted"' if deleted else ""
    header = (
        f"<header{status}><identifier>oai:arXiv.org:{arxiv_id}</identifier>"
        "<datestamp>2026-11-19</datestamp><setSpec>cs:cs:LG</setSpec></header>"
    )
    if deleted:
        return f"<record>{header}</record>"
    return (
        f'<record>{header}<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">'
        f"<id>{arxiv_id}</id><submitter>A</submitter>"
        '<version version="v1"><date>Mon, 2 Nov 2026 19:18:42 GMT</date><size>10kb</size></version>'
        '<version version="v2"><date>Wed, 18 Nov 2026 01:00:00 GMT</date><size>11kb</size></version>'
        f"<title>Paper {number} on L{{\\'e}}vy\n  flights</title>"
        '<authors>Zhuokai Zhao, B. Two (MIT (Cambridge), USA) and C. M\\"uller</authors>'
        f"<categories>cs.LG math.PR</categories>{comment}<doi>10.1000/{number}</doi>"
        "<license>http://creativecommons.org/licenses/by/4.0/</license>"
        "<abstract>  First $p&lt;0.05$.\n  Second.</abstract></arXivRaw></metadata></record>"
    )


def answer(inside: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        "<responseDate>2026-11-20T04:05:06Z</responseDate>"
        f"<request>http://x</request>{inside}</OAI-PMH>"
    ).encode()


def page(*numbers: int, token: str | None = None) -> bytes:
    records = "".join(map(raw_record, numbers))
    last = "" if token is None else f"<resumptionToken>{token}</resumptionToken>"
    return answer(f"<ListRecords>{records}{last}</ListRecords>")


def error(code: str) -> bytes:
    return answer(f'<error code="{code}">because</error>')


@dataclass
class Store:
    """What the collector keeps of a harvest: records by key, and the cursor with them."""

    records: dict[str, Record] = field(default_factory=dict)
    cursor: Mapping[str, Any] | None = None

    def take(self, taken: Page) -> None:
        for record in taken.records:
            self.records[record.key] = replace(record, fetched_at="")
        if taken.cursor is not None:
            self.cursor = taken.cursor


@dataclass
class Repository:
    """Two sets of three pages each; a token in `expired` is refused."""

    asked: list[dict[str, str]] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)

    def __call__(self, request: Request) -> Response:
        asked = request.args.to_dict()
        self.asked.append(asked)
        token = asked.get("resumptionToken")
        if token in self.expired:
            return Response(error("badResumptionToken"))
        spec, number = token.split("|") if token else (asked["set"], "0")
        first = (100 if spec == "cs:cs:LG" else 500) + 10 * int(number)
        onward = f"{spec}|{int(number) + 1}" if int(number) < 2 else ""
        return Response(page(first, first + 1, token=onward))


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(trusted=[f"localhost:{httpserver.port}"], sleep=lambda _: None, attempts=2) as made:
        yield made


@pytest.fixture
def source(httpserver: HTTPServer) -> ArxivOai:
    return ArxivOai(base_url=httpserver.url_for("/oai"), categories=("cs.LG", "hep-th"))


def test_the_raw_format_gives_every_field_its_documentation_names():
    (record,) = read(oai.parse(page(7)), "arxiv-oai", "2026-11-20T00:00:00Z").records
    assert record.key == "2611.00007"
    assert record.title == "Paper 7 on Lévy flights"
    assert record.abstract == "First $p<0.05$.\n\nSecond."
    assert record.authorships == (
        Authorship("Zhuokai Zhao"),
        Authorship("B. Two", None, ("MIT (Cambridge), USA",)),
        Authorship("C. Müller"),
    )
    assert record.identifiers == (Identifier("arxiv", "2611.00007"), Identifier("doi", "10.1000/7"))
    assert record.versions == (Version(1, "2026-11-02"), Version(2, "2026-11-18"))
    assert (record.version, record.posted_on, record.updated_on) == (2, "2026-11-02", "2026-11-18")
    assert (record.primary_category, record.categories) == ("cs.LG", ("cs.LG", "math.PR"))
    assert record.license == "http://creativecommons.org/licenses/by/4.0/"
    assert (record.source, record.route, record.type) == ("arxiv", "arxiv-oai", "preprint")
    assert [place.url for place in record.locations] == [
        "https://arxiv.org/abs/2611.00007v2",
        "https://arxiv.org/pdf/2611.00007v2",
    ]
    assert "<arXivRaw" in record.raw


@pytest.mark.parametrize("clock", ["9" * 60, "99:00", "x"])
def test_a_version_with_a_date_that_is_none_is_told_apart(clock):
    body = re.sub(r"(<date>[^<]*?\d{4}) [^<]*", rf"\1 00:{clock}", page(7).decode(), count=1)
    got = read(oai.parse(body.encode()), "arxiv-oai", "2026-11-20T00:00:00Z")
    assert [one.reason[:17] for one in got.unreadable] == ["a version's date "]


@pytest.mark.parametrize("spelled", ["201].00007", "x", "[]", ""])
def test_a_paper_whose_id_is_none_is_told_apart(spelled):
    paper = (
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{}</id><created>2026-11-02</created>'
        "<title>T</title><categories>cs.LG</categories></arXiv>"
    )
    header = "<header><identifier>{}</identifier><datestamp>2026-11-02</datestamp></header>"
    records = "".join(
        f"<record>{header.format(each)}<metadata>{paper.format(each)}</metadata></record>"
        for each in (spelled, "2611.00007")
    )
    body = answer(f"<ListRecords>{records}</ListRecords>")
    got = read(oai.parse(body), "arxiv-oai", "2026-11-20T00:00:00Z")
    assert [record.key for record in got.records] == ["2611.00007"]
    assert ["not an arXiv id" in one.reason for one in got.unreadable] == [True]


@pytest.mark.parametrize(
    ("comment", "withdrawn"),
    [
        ("This paper has been withdrawn by the author", True),
        ("Withdrawn due to an error in Lemma 2", True),
        ("the submission was withdrawn", True),
        ("12 pages; a figure was withdrawn", False),
        ("We study withdrawn drugs", False),
    ],
)
def test_a_withdrawal_in_the_comment_is_an_update(comment, withdrawn):
    body = answer(
        f"<ListRecords>{raw_record(1, comment=f'<comments>{comment}</comments>')}</ListRecords>"
    )
    (record,) = read(oai.parse(body), "r", "").records
    assert [update.type for update in record.updates] == (["withdrawal"] if withdrawn else [])


def test_the_newer_interfaces_created_is_not_taken_for_the_day_of_the_first_version():
    # The rewritten interface gives the day of the newest version; the id says the month.
    form = (
        "<ListRecords><record><header><identifier>oai:arXiv.org:{0}</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{0}</id><created>{1}</created>'
        "<authors><author><keyname>Collaboration X</keyname></author>"
        '<author><keyname>:</keyname></author><author><keyname>M{{\\"u}}ller</keyname>'
        "<forenames>A.</forenames><suffix>Jr</suffix><affiliation>MIT</affiliation></author></authors>"
        "<title>T</title><categories>hep-th</categories></arXiv></metadata></record></ListRecords>"
    )
    late = read(oai.parse(answer(form.format("1601.04794", "2026-08-30"))), "r", "").records[0]
    true = read(oai.parse(answer(form.format("hep-th/9912001", "2000-01-01"))), "r", "").records[0]
    assert (late.posted_on, late.updated_on) == ("2016-01", "2026-08-30")
    assert true.posted_on == "2000-01-01"
    assert true.key == "hep-th/9912001"
    assert true.authorships == (
        Authorship("Collaboration X"),
        Authorship("A. Müller Jr", None, ("MIT",)),
    )


def test_a_harvest_takes_every_page_of_every_set_and_ends_with_the_next_day(
    httpserver, client, source
):
    repository, store = Repository(), Store()
    httpserver.expect_request("/oai").respond_with_handler(repository)
    for taken in source.pages(client, {"from": "2026-11-10"}, NOW):
        store.take(taken)
    assert len(store.records) == 12
    assert store.cursor == {"from": "2026-11-20"}
    assert repository.asked[0] == {
        "verb": "ListRecords",
        "metadataPrefix": "arXivRaw",
        "from": "2026-11-10",
        "set": "cs:cs:LG",
    }
    assert repository.asked[1] == {"verb": "ListRecords", "resumptionToken": "cs:cs:LG|1"}
    assert repository.asked[3]["set"] == "physics:hep-th"


@pytest.mark.parametrize("pages", range(7))
@pytest.mark.parametrize("fetched_ahead", [False, True])
def test_a_harvest_killed_at_any_page_and_begun_again_ends_the_same(
    httpserver, client, source, pages, fetched_ahead
):
    repository, whole, killed = Repository(), Store(), Store()
    httpserver.expect_request("/oai").respond_with_handler(repository)
    for taken in source.pages(client, None, NOW):
        whole.take(taken)
    running = source.pages(client, None, NOW)
    for _ in range(pages):
        if (taken := next(running, None)) is not None:
            killed.take(taken)
    if fetched_ahead:
        next(running, None)
    running.close()
    before = len(repository.asked)
    for taken in source.pages(client, killed.cursor, NOW):
        killed.take(taken)
    assert killed == whole
    assert pages == 6 or len(repository.asked) - before == 6 - pages


def test_an_expired_token_begins_its_list_again_from_the_day(httpserver, client, source):
    repository, store = Repository(expired={"cs:cs:LG|2"}), Store()
    httpserver.expect_request("/oai").respond_with_handler(repository)
    cursor = {
        "from": "2026-11-10",
        "next_start": "2026-11-15",
        "set": "cs:cs:LG",
        "token": "cs:cs:LG|2",
    }
    running = source.pages(client, cursor, NOW)
    store.take(next(running))
    assert repository.asked[1]["from"] == "2026-11-10"
    repository.expired.clear()
    for taken in running:
        store.take(taken)
    assert len(store.records) == 12
    # What changed while the first harvest was interrupted is asked for again.
    assert store.cursor == {"from": "2026-11-15"}


def test_tokens_that_never_work_end_in_an_error_and_not_in_a_loop(httpserver, client, source):
    repository = Repository(expired={"cs:cs:LG|1"})
    httpserver.expect_request("/oai").respond_with_handler(repository)
    with pytest.raises(UpstreamError, match="badResumptionToken"):
        list(source.pages(client, None, NOW))
    assert len(repository.asked) < 10


def test_nothing_new_is_an_empty_page_with_a_note_and_the_next_day(httpserver, client, source):
    httpserver.expect_request("/oai").respond_with_data(error("noRecordsMatch"))
    first, last = source.pages(client, {"from": "2026-11-19"}, NOW)
    assert first.records == []
    assert "nothing has changed" in (first.note or "")
    assert last.cursor == {"from": "2026-11-20"}


@pytest.mark.parametrize("status", [200, 400, 422])
def test_other_errors_are_raised_with_their_text_whatever_the_status(
    httpserver, client, source, status
):
    httpserver.expect_request("/oai").respond_with_data(error("badArgument"), status=status)
    with pytest.raises(UpstreamError, match="badArgument: because"):
        list(source.pages(client, None, NOW))


def test_deleted_records_are_counted_and_broken_ones_told_apart(httpserver, client, source):
    bad = raw_record(2).replace("<title>", "<titel>")
    nameless = raw_record(3).replace("2611.00003", "not-an-id")
    body = answer(
        f"<ListRecords>{raw_record(1)}{bad}{nameless}{raw_record(4, deleted=True)}</ListRecords>"
    )
    httpserver.expect_request("/oai").respond_with_data(body)
    got = next(source.pages(client, None, NOW))
    assert [record.key for record in got.records] == ["2611.00001"]
    assert len(got.unreadable) == 2
    assert {
        "mismatch" in one.reason or "not an arXiv id" in one.reason for one in got.unreadable
    } == {True}
    assert got.note == "deleted at the source: 1"


def test_a_cut_off_page_gives_its_whole_records_moves_no_cursor_and_says_so(
    httpserver, client, source
):
    body = page(1, 2, token="cs:cs:LG|1")
    httpserver.expect_request("/oai").respond_with_data(body[: body.index(b"2611.00002") + 5])
    running = source.pages(client, {"from": "2026-11-10"}, NOW)
    got = next(running)
    assert [record.key for record in got.records] == ["2611.00001"]
    assert got.cursor == {"from": "2026-11-10", "set": "cs:cs:LG"}
    assert "cut off" in (got.note or "")
    with pytest.raises(MalformedAnswerError, match="cut off"):
        next(running)


def test_an_html_page_is_an_error_and_moves_nothing(httpserver, client, source):
    httpserver.expect_request("/oai").respond_with_data("<html><title>Maintenance</title></html>")
    with pytest.raises(MalformedAnswerError, match="an HTML page, titled 'Maintenance'"):
        list(source.pages(client, None, NOW))


def test_a_503_with_retry_after_is_waited_for(httpserver, source):
    slept: list[float] = []
    httpserver.expect_ordered_request("/oai").respond_with_data(
        "", status=503, headers={"Retry-After": "20"}
    )
    for _ in range(2):
        httpserver.expect_ordered_request("/oai").respond_with_data(page(1, token=""))
    with Client(
        trusted=[f"localhost:{httpserver.port}"], sleep=slept.append, clock=lambda: 1e9
    ) as client:
        pages = list(source.pages(client, None, NOW))
    assert [round(seconds) for seconds in slept][:1] == [20]
    assert len(pages) == 2


@pytest.mark.parametrize(
    ("category", "spec"),
    [
        ("cs.AI", "cs:cs:AI"),
        ("cs", "cs"),
        ("hep-th", "physics:hep-th"),
        ("math.NA", "math:math:NA"),
        ("physics", "physics:physics"),
        ("physics.optics", "physics:physics:optics"),
        ("q-bio", "q-bio"),
        ("cond-mat.soft", "physics:cond-mat:soft"),
        ("math-ph", "physics:math-ph"),
        ("nlin", "physics:nlin"),
        ("alg-geom", "math:math:AG"),
        ("eess.SP", "eess:eess:SP"),
    ],
)
def test_a_category_is_named_as_arxivs_set(category, spec):
    assert set_spec(category) == spec


def test_an_unknown_archive_has_no_set():
    with pytest.raises(UpstreamError):
        set_spec("biology.XX")


@pytest.mark.data
def test_every_recorded_answer_of_arxiv_gives_its_records_whole(recorded):
    keys = []
    for path in sorted((recorded / "protocol" / "arxiv_oai").iterdir()):
        answered = oai.parse(path.read_bytes())
        got = read(answered, "arxiv-oai", "2026-01-01T00:00:00Z")
        assert not got.unreadable, path.name
        assert len(got.records) == len(answered.entries), path.name
        for record in got.records:
            keys.append(record.key)
            assert record.title
            assert record.abstract
            assert record.authorships
            assert all(any(c.isalpha() for c in one.name) for one in record.authorships)
            assert record.categories
            assert record.posted_on
            assert record.posted_on <= (record.updated_on or "")
            assert "<record" in record.raw
    assert len(keys) == 37
    assert {"math/0306266", "1711.04702", "1412.8323", "1009.1022"} <= set(keys)


@pytest.mark.data
def test_the_recorded_list_goes_on_with_its_token(recorded):
    path = recorded / "protocol" / "arxiv_oai" / "arxiv_multi_20230125.xml"
    token = oai.parse(path.read_bytes()).token
    assert token == oai.Token("6460044|1001", 0, 1090)
