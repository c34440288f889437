"""arXiv's daily feed from a local server. The bodies are ours, made after arXiv's specification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub import taxonomy
from academichub.errors import MalformedAnswerError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Announcement, Authorship, Page
from academichub.sources import arxiv_feed
from academichub.sources.arxiv_feed import (
    ArxivFeed,
    eastern,
    halve,
    missed,
    plan,
    recover_from,
    recovered,
    weekdays_between,
)
from academichub.sources.arxiv_listing import item_to_record, parse

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
SPACES = 'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def item(
    arxiv_id: str = "2611.13262v1",
    kind: str = "new",
    categories: str = "cs.AI math.OC",
    day: str = "20",
) -> str:
    listed = "".join(f"<category>{one}</category>" for one in categories.split())
    bare = arxiv_id.partition("v")[0]
    return f"""<item><title>On L{{\\'e}}vy
  flights: $p&lt;0.05$</title><link>https://arxiv.org/abs/{bare}</link>
<description>arXiv:{arxiv_id} Announce Type: {kind}\x20
Abstract: We show $x&lt;1$ and 50% more.</description>
<guid isPermaLink="false">oai:arXiv.org:{arxiv_id}</guid>{listed}
<pubDate>Fri, {day} Nov 2026 00:00:00 -0500</pubDate><arxiv:announce_type>{kind}</arxiv:announce_type>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
<arxiv:DOI>10.1000/x</arxiv:DOI><arxiv:journal_reference>J. X 1 (2026)</arxiv:journal_reference>
<dc:creator>Zhuokai Zhao, Andr\\'e Two (MIT (Cambridge), USA)</dc:creator></item>"""


def rss(*items: str, day: datetime = FRIDAY, title: str = "cs.AI updates on arXiv.org") -> bytes:
    midnight = day.astimezone(ZoneInfo("America/New_York")).replace(hour=0, minute=0, second=0)
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><rss {SPACES} version=\"2.0\"><channel>"
        f"<title>{title}</title><link>http://rss.arxiv.org/rss/cs.AI</link>"
        f"<description>of this day</description><pubDate>{format_datetime(midnight)}</pubDate>"
        f"<skipDays><day>Saturday</day><day>Sunday</day></skipDays>{''.join(items)}</channel></rss>"
    ).encode()


ATOM_ENTRY = """<entry><id>oai:arXiv.org:2611.13262v1</id><title>On L{\\'e}vy
  flights: $p&lt;0.05$</title><updated>2026-11-20T05:00:11.942190+00:00</updated>
<link href="https://arxiv.org/abs/2611.13262" rel="alternate" type="text/html"/>
<summary>arXiv:2611.13262v1 Announce Type: new\x20
Abstract: We show $x&lt;1$ and 50% more.</summary><category term="cs.AI"/><category term="math.OC"/>
<published>2026-11-20T00:00:00-05:00</published><arxiv:announce_type>new</arxiv:announce_type>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
<arxiv:journal_reference>J. X 1 (2026)</arxiv:journal_reference><arxiv:DOI>10.1000/x</arxiv:DOI>
<dc:creator>Zhuokai Zhao, Andr\\'e Two (MIT (Cambridge), USA)</dc:creator></entry>"""


def atom(*entries: str, title: str = "cs.AI updates on arXiv.org") -> bytes:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><feed xmlns=\"http://www.w3.org/2005/Atom\" {SPACES}>"
        f"<id>http://rss.arxiv.org/atom/cs.AI</id><title>{title}</title>"
        f"<updated>2026-11-20T05:00:11+00:00</updated><subtitle>why</subtitle>{''.join(entries)}</feed>"
    ).encode()


@dataclass
class Arxiv:
    """What arXiv announces in one day: id to primary category, cross-lists and kind."""

    papers: Mapping[str, tuple[str, str]]
    limit: int = 2000
    asked: list[str] = field(default_factory=list)
    day: datetime = FRIDAY

    def __call__(self, request: Request) -> Response:
        categories = request.path.rpartition("/")[2].split("+")
        self.asked.append("+".join(categories))
        if request.headers.get("If-None-Match"):
            return Response("", 304)
        wanted = {one for c in categories for one in taxonomy.ARCHIVES.get(c, (c,))}
        listed = []
        for arxiv_id, (categories_of, kind) in self.papers.items():
            own = categories_of.split()
            if wanted & set(own):
                shown = (
                    kind if own[0] in wanted else {"new": "cross", "replace": "replace-cross"}[kind]
                )
                listed.append((arxiv_id, shown, categories_of))
        # The order, then the limit: an over-full request loses new papers first.
        order = ["replace-cross", "replace", "cross", "new"]
        listed.sort(key=lambda paper: order.index(paper[1]))
        return Response(
            rss(*(item(i, k, c) for i, k, c in listed[: self.limit]), day=self.day),
            headers={"ETag": '"e"'},
        )


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(
        trusted=[f"localhost:{httpserver.port}"],
        sleep=lambda _: None,
        attempts=2,
        clock=FRIDAY.timestamp,
    ) as made:
        yield made


def run(
    httpserver: HTTPServer,
    client: Client,
    upstream: Any,
    categories: tuple[str, ...] = ("cs.AI",),
    cursor: Any = None,
    now: datetime = FRIDAY,
) -> tuple[dict[str, str], Page]:
    """Papers by key with the kind they were last said to be, and the last page."""
    httpserver.clear()
    serve = upstream if callable(upstream) else lambda request: Response(upstream)
    httpserver.expect_request(re.compile("/rss/.*")).respond_with_handler(serve)
    source = ArxivFeed(categories, base_url=httpserver.url_for("").rstrip("/"))
    pages = list(source.pages(client, cursor, now))
    kinds = {r.key: r.announcements[0].announce_type for page in pages for r in page.records}
    assert all(page.cursor is None for page in pages[:-1])
    return kinds, pages[-1]


@pytest.mark.parametrize("body", [rss(item()), atom(ATOM_ENTRY)], ids=["rss", "atom"])
def test_an_item_gives_every_field_the_specification_names(body):
    listing = parse(body)
    record = item_to_record(listing.items[0], route="arxiv-rss", fetched_at="2026-11-20T12:00:00Z")
    assert listing.day == "2026-11-20"
    assert record.key == "2611.13262"
    assert record.title == "On Lévy flights: $p<0.05$"
    assert record.abstract == "We show $x<1$ and 50% more."
    assert record.authorships == (
        Authorship("Zhuokai Zhao"),
        Authorship("André Two", None, ("MIT (Cambridge), USA",)),
    )
    assert record.identifiers == (Identifier("arxiv", "2611.13262"), Identifier("doi", "10.1000/x"))
    assert record.announcements == (Announcement("arxiv", "2026-11-20", "new", 1),)
    assert (record.primary_category, record.categories) == ("cs.AI", ("cs.AI", "math.OC"))
    assert (record.version, record.posted_on) == (1, None)
    assert record.license == "http://creativecommons.org/licenses/by/4.0/"
    assert record.journal_ref == "J. X 1 (2026)"
    assert "announce_type" in record.raw


@pytest.mark.parametrize("kind", ["new", "cross", "replace", "replace-cross"])
def test_all_four_kinds_of_announcement_are_taken(httpserver, client, kind):
    kinds, _ = run(httpserver, client, rss(item(kind=kind)))
    assert kinds == {"2611.13262": kind}


def test_the_kind_is_read_from_the_description_where_the_element_is_missing(httpserver, client):
    body = rss(item(kind="cross").replace("<arxiv:announce_type>cross</arxiv:announce_type>", ""))
    assert run(httpserver, client, body)[0] == {"2611.13262": "cross"}


def test_an_item_of_an_unknown_kind_or_without_an_id_is_told_apart(httpserver, client):
    nameless = item().replace("oai:arXiv.org:2611.13262v1", "oai:arXiv.org:")
    broken = item("2611.00003v1").replace("</title>", "</titel>")
    body = rss(item("2611.00001v1"), item(kind="sudden"), nameless, broken)
    source = ArxivFeed(("cs.AI",), base_url=httpserver.url_for("").rstrip("/"))
    httpserver.expect_request("/rss/cs.AI").respond_with_data(body)
    first, _ = source.pages(client, None, FRIDAY)
    assert [record.key for record in first.records] == ["2611.00001"]
    assert len(first.unreadable) == 3


@pytest.mark.parametrize("hour", ["9" * 60, "99", "", "x"])
def test_an_item_whose_date_is_none_is_announced_on_the_feeds_day(httpserver, client, hour):
    spoiled = item().replace("00:00:00 -0500", f"00:{hour}")
    assert run(httpserver, client, rss(spoiled))[0] == {"2611.13262": "new"}


def test_a_feed_of_a_day_that_has_not_come_does_not_make_all_days_until_then_missed(
    httpserver, client
):
    cursor: Mapping[str, Any] = {"seen_on": "2026-11-19"}
    body = rss(item(), day=datetime(9999, 12, 30, 12, tzinfo=UTC))
    _, last = run(httpserver, client, body, cursor=cursor)
    assert last.cursor["seen_on"] == "2026-11-20"
    assert "missed" not in last.cursor


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("build", [rss, atom])
def test_a_feed_that_is_an_error_is_raised_with_its_reason(httpserver, client, build, status):
    body = build(title="Feed error for query: http://rss.arxiv.org/rss/cs.XX")
    source = ArxivFeed(("cs.AI",), base_url=httpserver.url_for("").rstrip("/"))
    httpserver.expect_request("/rss/cs.AI").respond_with_data(body, status=status)
    with pytest.raises(UpstreamError, match="Feed error for query"):
        list(source.pages(client, None, FRIDAY))


@pytest.mark.parametrize("body", [b"", b"<html><title>Just a moment</title>", b"<OAI-PMH/>", b"x"])
def test_what_is_no_feed_is_an_error_and_moves_nothing(httpserver, client, body):
    with pytest.raises(MalformedAnswerError):
        run(httpserver, client, body)


def test_a_cut_off_feed_gives_its_whole_items_and_moves_no_cursor(httpserver, client):
    body = rss(item("2611.00001v1"), item("2611.00002v1"))
    httpserver.expect_request("/rss/cs.AI").respond_with_data(body[: body.index(b"2611.00002") + 3])
    running = ArxivFeed(("cs.AI",), base_url=httpserver.url_for("").rstrip("/")).pages(
        client, None, FRIDAY
    )
    page = next(running)
    assert [record.key for record in page.records] == ["2611.00001"]
    assert page.cursor is None
    assert "cut off" in (page.note or "")
    with pytest.raises(MalformedAnswerError, match="cut off"):
        next(running)


def test_a_day_already_taken_costs_nothing_or_a_304(httpserver, client):
    upstream = Arxiv({"2611.00001v1": ("cs.AI", "new")})
    kinds, last = run(httpserver, client, upstream)
    assert kinds == {"2611.00001": "new"}
    assert last.cursor["announced_on"] == "2026-11-20"
    again, quiet = run(
        httpserver, client, upstream, cursor=last.cursor, now=FRIDAY + timedelta(hours=3)
    )
    assert (again, len(upstream.asked)) == ({}, 1)
    assert quiet.note == "nothing new since it was last taken"
    next_day, _ = run(
        httpserver, client, upstream, cursor=last.cursor, now=FRIDAY + timedelta(days=1)
    )
    assert (next_day, len(upstream.asked)) == ({}, 2)


def test_what_was_taken_just_after_midnight_in_new_york_is_asked_for_again(httpserver):
    just_after = datetime(2026, 11, 20, 5, 10, tzinfo=UTC)
    upstream = Arxiv({"2611.00001v1": ("cs.AI", "new")})
    with Client(trusted=[f"localhost:{httpserver.port}"], clock=just_after.timestamp) as client:
        _, last = run(httpserver, client, upstream, now=just_after)
        run(httpserver, client, upstream, cursor=last.cursor, now=just_after + timedelta(hours=5))
    assert len(upstream.asked) == 2


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            datetime(2026, 11, 21, 12, tzinfo=UTC),
            "arXiv announces nothing on Saturdays and Sundays",
        ),
        (
            datetime(2026, 11, 26, 12, tzinfo=UTC),
            "nothing on Thursday, 2026-11-26; it may be a holiday",
        ),
    ],
)
def test_an_empty_weekend_or_holiday_is_said_and_is_no_gap(httpserver, client, day, said):
    upstream = Arxiv({}, day=day)
    _, last = run(httpserver, client, upstream, now=day)
    assert said in (last.note or "")
    assert missed(last.cursor) == ()
    assert "announced_on" not in last.cursor
    assert last.cursor["seen_on"] == day.date().isoformat()


def test_days_without_a_look_are_named_for_oai_until_they_are_recovered(httpserver, client):
    papers = {"2611.00001v1": ("cs.AI", "new")}
    before = {"seen_on": "2026-11-13", "announced_on": "2026-11-13"}
    _, last = run(httpserver, client, Arxiv(papers), cursor=before)
    days = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")
    assert missed(last.cursor) == days
    assert "2026-11-16" in (last.note or "")
    assert recover_from(last.cursor) == "2026-11-14"
    monday = FRIDAY + timedelta(days=3)
    _, later = run(
        httpserver,
        client,
        Arxiv(papers, day=monday),
        cursor=recovered_etags(last.cursor),
        now=monday,
    )
    assert missed(later.cursor) == days
    assert missed(recovered(later.cursor)) == ()
    assert recover_from(recovered(later.cursor)) is None


def recovered_etags(cursor: Mapping[str, Any]) -> Mapping[str, Any]:
    """*cursor* without its ETags, so that the server answers with a body."""
    return {**cursor, "requests": {request: {} for request in cursor["requests"]}}


def everything(count: int) -> dict[str, tuple[str, str]]:
    """*count* papers over all of arXiv, a third of them cross-listed, half of them replacements."""
    categories = [one for archive in taxonomy.ARCHIVES.values() for one in archive]
    return {
        f"2611.{n:05}v{1 + n % 2}": (
            categories[n % len(categories)]
            + (f" {categories[(n * 7 + 1) % len(categories)]}" if n % 3 == 0 else ""),
            "replace" if n % 2 else "new",
        )
        for n in range(count)
    }


def test_a_full_feed_is_asked_for_in_halves_and_loses_nothing(httpserver, client, monkeypatch):
    monkeypatch.setattr(arxiv_feed, "LIMIT", 60)
    papers = everything(300)
    upstream = Arxiv(papers, limit=60)
    categories = ("cs", "math", "physics", "hep-th", "stat")
    kinds, last = run(httpserver, client, upstream, categories)
    wanted = {one for c in categories for one in taxonomy.ARCHIVES[c]}
    expected = {
        arxiv_id.partition("v")[0]: kind
        if own.split()[0] in wanted
        else ("cross" if kind == "new" else "replace-cross")
        for arxiv_id, (own, kind) in papers.items()
        if wanted & set(own.split())
    }
    assert kinds == expected
    assert missed(last.cursor) == ()
    # The next day begins with the requests that fitted.
    assert [request for request in upstream.asked if request in last.cursor["requests"]] == list(
        last.cursor["requests"]
    )
    assert plan(categories, last.cursor) == [tuple(r.split("+")) for r in last.cursor["requests"]]
    assert plan(("cs",), last.cursor) == [("cs",)]


def test_a_category_too_full_to_halve_is_said_and_left_to_oai(httpserver, client, monkeypatch):
    monkeypatch.setattr(arxiv_feed, "LIMIT", 3)
    papers = {f"2611.{n:05}v1": ("cs.AI", "new") for n in range(9)}
    kinds, last = run(httpserver, client, Arxiv(papers, limit=3))
    assert len(kinds) == 3
    assert missed(last.cursor) == ("2026-11-20",)
    assert "cut the feed of cs.AI at 3 items" in (last.note or "")


def test_no_categories_means_all_of_arxiv(httpserver, client):
    upstream = Arxiv({"2611.00001v1": ("nucl-ex", "new")})
    kinds, _ = run(httpserver, client, upstream, ())
    assert kinds == {"2611.00001": "new"}
    assert set(upstream.asked[0].split("+")) == set(taxonomy.ARCHIVES)


def test_a_304_nobody_asked_for_is_taken_as_nothing_new(httpserver, client):
    httpserver.expect_request("/rss/cs.AI").respond_with_data("", status=304)
    source = ArxivFeed(("cs.AI",), base_url=httpserver.url_for("").rstrip("/"))
    (last,) = source.pages(client, None, FRIDAY)
    assert last.records == ()
    assert last.note == "nothing new since it was last taken"


@given(st.lists(st.sampled_from(sorted(taxonomy.NAMES)), min_size=1, max_size=40, unique=True))
def test_halves_together_ask_for_the_same_and_halving_ends(categories):
    waiting, leaves = [tuple(categories)], []
    while waiting:
        request = waiting.pop()
        halves = halve(request)
        waiting += halves
        leaves += [] if halves else [request]
    asked = {one for c in categories for one in taxonomy.ARCHIVES.get(c, (c,))}
    assert {one for (one,) in leaves} == asked


@given(st.datetimes(datetime(2007, 4, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_our_new_york_clock_is_the_time_zone_databases(instant):
    assert eastern(instant) == instant
    assert eastern(instant).replace(tzinfo=None) == instant.astimezone(
        ZoneInfo("America/New_York")
    ).replace(tzinfo=None)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-10, 40))
def test_days_between_are_weekdays_and_neither_end(first, distance):
    last = first + timedelta(days=distance)
    days = weekdays_between(first.isoformat(), last.isoformat())
    assert all(first.isoformat() < day < last.isoformat() for day in days)
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    assert weekdays_between(None, last.isoformat()) == ()
