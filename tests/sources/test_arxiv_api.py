"""arXiv's search API, asked on a local server. Bodies here are ours but for the `data` tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub.errors import IdentifierError, MalformedAnswerError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Authorship, Version
from academichub.sources.arxiv_api import ArxivApi, Window, begin, by_ids, read, search, suspicious
from academichub.sources.arxiv_atom import Answer, entry_to_record, parse

NOW = datetime(2026, 11, 20, 12, 30, 45, tzinfo=UTC)

ENTRY = """<entry><id>http://arxiv.org/abs/{0}</id><updated>2026-11-18T10:00:00Z</updated>
<published>2026-11-02T19:18:42Z</published><title>On  M\\"OVE
  flights</title><summary>  We show $x&lt;1$.
  In particular, more.</summary><author><name>Andr\\'e One</name>
<arxiv:affiliation>MIT</arxiv:affiliation></author><author><name>B. Two</name></author>
<arxiv:comment>12 pages</arxiv:comment><arxiv:journal_ref>J. X 1 (2026)</arxiv:journal_ref>
<arxiv:doi>10.1000/A, 10.1000/b in press</arxiv:doi>
<link href="http://arxiv.org/pdf/{0}" rel="related" type="application/pdf" title="pdf"/>
<arxiv:primary_category term="math.PR"/><category term="cs.LG"/><category term="math.PR"/></entry>"""

ERROR = """<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title>
<summary>incorrect id format for x</summary><author><name>arXiv api core</name></author></entry>"""


def feed(*entries: str, total: int | None = None, start: int = 0) -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{len(entries) if total is None else total}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>"
        "<opensearch:itemsPerPage>10</opensearch:itemsPerPage>"
        f"{''.join(entries)}</feed>"
    ).encode()


@dataclass
class Upstream:
    """Papers by minute of submission; answers windows and slices as the API does."""

    submitted: list[datetime]
    asked: list[dict[str, str]] = field(default_factory=list)
    empty: int = 0
    count: bool = True

    def __call__(self, request: Request) -> Response:
        asked = request.args.to_dict()
        self.asked.append(asked)
        since, until = re.findall(r"\d{12}", asked["search_query"])
        inside = [
            i for i, at in enumerate(self.submitted) if since <= at.strftime("%Y%m%d%H%M") <= until
        ]
        start, size = int(asked["start"]), int(asked["max_results"])
        chosen = inside[start : start + size]
        if self.empty:
            self.empty -= 1
            return Response(feed(total=len(inside) if self.count else 0, start=start))
        entries = (ENTRY.format(f"2611.{i:05}v2") for i in chosen)
        return Response(feed(*entries, total=len(inside), start=start))


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(trusted=[f"localhost:{httpserver.port}"], sleep=lambda _: None, attempts=2) as made:
        yield made


@pytest.fixture
def source(httpserver: HTTPServer) -> ArxivApi:
    return ArxivApi(("cs.LG", "math"), base_url=httpserver.url_for("/q"), days=10, slice_size=4)


def harvest(source: ArxivApi, client: Client, cursor: Any = None) -> tuple[list[str], Any]:
    keys = []
    for page in source.pages(client, cursor, NOW):
        keys += [record.key for record in page.records]
        cursor = page.cursor or cursor
    return keys, cursor


def test_an_entry_gives_every_field_the_manual_names():
    (entry,) = parse(feed(ENTRY.format("2611.00042v3"))).entries
    record = entry_to_record(entry, fetched_at="2026-11-20T00:00:00Z", route="arxiv-api")
    assert record.key == "2611.00042"
    assert record.title == "On MÖVE flights"
    assert record.abstract == "We show $x<1$.\n\nIn particular, more."
    assert record.authorships == (Authorship("André One", None, ("MIT",)), Authorship("B. Two"))
    assert record.identifiers == (
        Identifier("arxiv", "2611.00042"),
        Identifier("doi", "10.1000/a"),
        Identifier("doi", "10.1000/b"),
    )
    assert (record.version, record.posted_on, record.updated_on) == (3, "2026-11-02", "2026-11-18")
    assert record.versions == (Version(1, "2026-11-02"), Version(3, "2026-11-18"))
    assert (record.primary_category, record.categories) == ("math.PR", ("cs.LG", "math.PR"))
    assert (record.comment, record.journal_ref) == ("12 pages", "J. X 1 (2026)")
    assert record.announcements == ()
    assert "<arxiv:comment" in record.raw


def test_missing_fields_are_missing_and_not_invented():
    answer = parse(
        feed("<entry><id>http://arxiv.org/abs/hep-th/9901001v1</id><title>T</title></entry>")
    )
    record = entry_to_record(answer.entries[0], fetched_at="", route="arxiv-api")
    assert record.key == "hep-th/9901001"
    assert (record.abstract, record.authorships, record.categories) == (None, (), ())
    assert (record.posted_on, record.updated_on, record.primary_category) == (None, None, None)


def test_an_error_entry_is_an_error_whatever_the_status(httpserver, client):
    with pytest.raises(UpstreamError, match="incorrect id format for x"):
        parse(feed(ERROR))
    httpserver.expect_request("/q").respond_with_data(feed(ERROR), status=400)
    with pytest.raises(UpstreamError, match="incorrect id format for x"):
        list(by_ids(client, ["2611.00001"], base_url=httpserver.url_for("/q")))


@pytest.mark.parametrize(
    "body", [b"", b"<html><title>x</title>", b"<rss/>", b"<feed/>", b"Rate exceeded."]
)
def test_what_is_no_answer_of_the_api_is_refused(body):
    with pytest.raises(MalformedAnswerError):
        parse(body)


def test_a_bad_entry_is_told_apart_and_the_rest_goes_on():
    bad = ENTRY.format("nonsense")
    broken = ENTRY.format("2611.00002v1").replace("</summary>", "</sum>")
    page = read(parse(feed(ENTRY.format("2611.00001v1"), bad, broken)), "arxiv-api", "")
    assert [record.key for record in page.records] == ["2611.00001"]
    assert len(page.unreadable) == 2


def test_a_window_is_taken_slice_by_slice_and_the_next_run_overlaps(httpserver, client, source):
    upstream = Upstream([NOW - timedelta(days=5, hours=n) for n in range(10)])
    httpserver.expect_request("/q").respond_with_handler(upstream)
    keys, cursor = harvest(source, client)
    assert sorted(keys) == [f"2611.{n:05}" for n in range(10)]
    assert [asked["start"] for asked in upstream.asked] == ["0", "4", "8"]
    assert all(asked["sortOrder"] == "ascending" for asked in upstream.asked)
    assert cursor == {"from": "202611131230"}


@pytest.mark.parametrize("pages", range(4))
def test_a_run_killed_at_any_slice_and_begun_again_takes_everything(
    httpserver, client, source, pages
):
    upstream = Upstream([NOW - timedelta(days=5, hours=n) for n in range(10)])
    httpserver.expect_request("/q").respond_with_handler(upstream)
    running, keys, cursor = source.pages(client, None, NOW), set(), None
    for _ in range(pages):
        if (page := next(running, None)) is not None:
            keys |= {record.key for record in page.records}
            cursor = page.cursor
    running.close()
    more, cursor = harvest(source, client, cursor)
    assert keys | set(more) == {f"2611.{n:05}" for n in range(10)}
    assert cursor == {"from": "202611131230"}


def test_a_window_with_more_than_the_api_gives_is_halved(httpserver, client):
    upstream = Upstream([NOW - timedelta(days=9) + timedelta(hours=3 * n) for n in range(64)])
    httpserver.expect_request("/q").respond_with_handler(upstream)
    source = ArxivApi(
        ("cs.LG",), base_url=httpserver.url_for("/q"), days=10, slice_size=8, reach=20
    )
    keys, _ = harvest(source, client)
    assert sorted(set(keys)) == [f"2611.{n:05}" for n in range(64)]
    assert max(int(asked["start"]) for asked in upstream.asked) < 20


def test_an_empty_page_that_cannot_be_is_asked_for_again(httpserver, client, source):
    upstream = Upstream([NOW - timedelta(days=5)], empty=2)
    httpserver.expect_request("/q").respond_with_handler(upstream)
    keys, _ = harvest(source, client)
    assert keys == ["2611.00000"]
    assert len(upstream.asked) == 3


def test_pages_that_stay_empty_though_papers_are_counted_are_an_error(httpserver, client, source):
    httpserver.expect_request("/q").respond_with_handler(
        Upstream([NOW - timedelta(days=5)], empty=9)
    )
    with pytest.raises(UpstreamError, match="3 empty pages at 0 although it counts 1"):
        harvest(source, client)


def test_no_papers_at_all_in_a_long_window_are_doubted_and_move_no_cursor(
    httpserver, client, source
):
    upstream = Upstream([NOW - timedelta(days=5)], empty=9, count=False)
    httpserver.expect_request("/q").respond_with_handler(upstream)
    (page,) = source.pages(client, None, NOW)
    assert page.cursor is None
    assert "asked 3 times" in (page.note or "")
    assert len(upstream.asked) == 3


def test_no_papers_in_a_short_window_are_believed(httpserver, client, source):
    upstream = Upstream([])
    httpserver.expect_request("/q").respond_with_handler(upstream)
    (page,) = source.pages(client, {"from": "202611200000"}, NOW)
    assert page.cursor == {"from": "202611131230"}
    assert len(upstream.asked) == 1


def test_a_cut_off_answer_gives_its_whole_entries_and_moves_no_cursor(httpserver, client, source):
    whole = feed(*(ENTRY.format(f"2611.{n:05}v1") for n in range(3)), total=3)
    httpserver.expect_request("/q").respond_with_data(whole[: whole.index(b"2611.00002") + 4])
    running = source.pages(client, None, NOW)
    page = next(running)
    assert [record.key for record in page.records] == ["2611.00000", "2611.00001"]
    assert page.cursor is None
    with pytest.raises(MalformedAnswerError, match="cut off"):
        next(running)


def test_single_papers_are_looked_up_a_hundred_at_a_time_with_room_for_all(httpserver, client):
    asked: list[dict[str, str]] = []

    def serve(request: Request) -> Response:
        asked.append(request.args.to_dict())
        known = [one for one in asked[-1]["id_list"].split(",") if not one.endswith("7")]
        return Response(feed(*(ENTRY.format(f"{one}v1") for one in known)))

    httpserver.expect_request("/q").respond_with_handler(serve)
    wanted = [f"arXiv:2611.{n:05}" for n in range(130)] + ["https://arxiv.org/abs/2611.00000"]
    pages = list(by_ids(client, wanted, base_url=httpserver.url_for("/q")))
    assert [len(page.records) for page in pages] == [90, 27]
    assert asked[0]["max_results"] == "100"
    assert "2611.00007" in (pages[0].note or "")
    assert "2611.00008" not in (pages[0].note or "")


def test_an_id_that_is_none_is_refused_before_anything_is_asked(httpserver, client):
    with pytest.raises(IdentifierError):
        list(by_ids(client, ["2611.00001", "nonsense"], base_url=httpserver.url_for("/q")))
    assert httpserver.log == []


def test_the_query_names_categories_and_minutes():
    since, until = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, 23, 59, tzinfo=UTC)
    assert search(("cs.LG", "math", "hep-th"), since, until) == (
        "(cat:cs.LG OR cat:math.* OR cat:hep-th) AND submittedDate:[202611010000 TO 202611022359]"
    )


@given(st.integers(0, 10**6), st.integers(0, 100), st.integers(0, 10**6), st.booleans())
def test_an_answer_with_entries_is_never_suspicious_and_one_cut_short_always_is(
    start, size, total, expected
):
    entries = parse(feed(*[ENTRY.format("2611.00001v1")] * 1)).entries * size
    answer = Answer(total, start, 100, entries)
    if size:
        assert not suspicious(answer, expected=expected)
    elif total > start:
        assert suspicious(answer, expected=expected)


@given(st.integers(1, 10**6))
def test_halving_ends(minutes):
    window = Window(NOW - timedelta(minutes=minutes), NOW)
    for _ in range(64):
        if not window.divisible:
            break
        half = window.halved()
        assert half.since == window.since < half.until < window.until
        window = half
    assert not window.divisible


def test_a_cursor_goes_on_where_it_stood():
    window = begin({"from": "202611010000", "until": "202611050000", "start": 8}, NOW, 3)
    assert (window.since.day, window.until.day, window.start) == (1, 5, 8)
    assert begin(None, NOW, 3).since == NOW.replace(second=0) - timedelta(days=3)


@pytest.mark.data
def test_every_recorded_answer_gives_the_fields_the_manual_names(recorded):
    folder = recorded / "protocol" / "arxiv_api"
    errors, papers = [], 0
    for path in sorted(folder.rglob("*.json")):
        exchange = json.loads(path.read_text())
        asked = parse_qs(urlsplit(exchange["url"]).query)
        try:
            answer = parse(exchange["body"].encode())
        except UpstreamError as error:
            errors.append((exchange["status_code"], str(error)))
            continue
        assert answer.start == int(asked["start"][0]), path.name
        assert answer.per_page == int(asked["max_results"][0]), path.name
        assert len(answer.entries) == exchange["body"].count("<entry>"), path.name
        assert not answer.cut
        assert not answer.damaged
        page = read(answer, "arxiv-api", "2026-04-12T00:00:00Z")
        assert not page.unreadable, path.name
        for record, entry in zip(page.records, answer.entries, strict=True):
            papers += 1
            assert entry.id == f"http://arxiv.org/abs/{record.key}v{record.version}"
            assert record.title
            assert record.abstract
            assert record.authorships
            assert record.primary_category in record.categories
            assert record.posted_on
            assert record.posted_on <= (record.updated_on or "")
            assert dict(entry.links)["pdf"].endswith(f"{record.key}v{record.version}")
            assert bool(entry.comment) == bool(record.comment)
            assert bool(entry.journal_ref) == bool(record.journal_ref)
            assert bool(entry.doi) == any(i.scheme == "doi" for i in record.identifiers)
    assert errors == [(400, "arXiv's API: incorrect id format for abc")]
    assert papers == 221


@pytest.mark.data
def test_every_recorded_paging_is_suspicious_only_where_it_is_empty(recorded):
    for path in sorted((recorded / "protocol" / "arxiv_api").rglob("q_*.json")):
        answer = parse(json.loads(path.read_text())["body"].encode())
        assert not suspicious(answer, expected=True)
    for name in ("id_0000.0000", "id_0808.05394_s0"):
        (path,) = (recorded / "protocol" / "arxiv_api").rglob(f"{name}*.json")
        answer = parse(json.loads(path.read_text())["body"].encode())
        assert suspicious(answer, expected=True)
        assert not suspicious(answer, expected=False)
