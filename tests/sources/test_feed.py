"""Feeds of every kind. All bodies here are ours, written after the formats' specifications."""

from __future__ import annotations

import contextlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.errors import AnswerError, MalformedAnswerError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Venue
from academichub.sources.feed import (
    Feed,
    FeedSource,
    discover,
    parse_feed,
    read_page,
    to_record,
)
from academichub.sources.feed_boilerplate import described
from academichub.sources.feed_dates import moment

DATA = Path(
    os.environ.get("ACADEMICHUB_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data")
)
NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"
RDF = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
)


def rss(*items: str, head: str = "<title>A journal</title>") -> bytes:
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(number: int, extra: str = "") -> str:
    return (
        f"<item><title>Paper {number}</title><link>https://example.org/{number}</link>"
        f"<description>About {number}.</description>{extra}</item>"
    )


def rdf(*items: str, head: str = "<title>A journal</title>") -> bytes:
    return f"<rdf:RDF {RDF}><channel>{head}</channel>{''.join(items)}</rdf:RDF>".encode()


def titles(feed: Feed) -> list[str]:
    return [entry.title.value for entry in feed.entries]


def records(body: bytes, slug: str = "nature", venue: Venue | None = None):
    source = FeedSource(slug, "https://example.org/feed", venue=venue)
    return list(read_page(source, parse_feed(body), AT, None).records)


# ---- what is no feed


@pytest.mark.parametrize("body", [b"", b"   \n ", b"\xef\xbb\xbf"])
def test_an_empty_body_is_refused_and_says_so(body: bytes):
    with pytest.raises(MalformedAnswerError, match="empty"):
        parse_feed(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><head><title>Just a moment &amp; wait</title></head></html>",
        b"<!-- rss --><html lang='en'><head><title>\n Just a moment &#38; wait\n</title></head>",
        (
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"
            b"<head><title>Just a moment &amp; wait</title></head><body/></html>"
        ),
    ],
)
def test_an_html_page_served_as_a_feed_is_named_by_its_title(body: bytes):
    with pytest.raises(MalformedAnswerError, match=r"HTML page.*Just a moment & wait"):
        parse_feed(body)


@pytest.mark.parametrize("body", [b"<svg><rect/></svg>", b"plain text", b'{"a": 1}', b"[1]", b"{"])
def test_another_kind_of_document_is_refused(body: bytes):
    with pytest.raises(MalformedAnswerError):
        parse_feed(body)


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY b0 "ha">{BOMB}',
        '<!ENTITY b9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY b9 PUBLIC "x" "http://127.0.0.1:1/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;',
        f'<!ENTITY b9 "{"x" * 300}">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_entities_that_expand_or_fetch_are_refused_in_any_encoding(subset: str, encoding: str):
    text = f"<!DOCTYPE rss [{subset}]><rss><channel><title>&b9;</title></channel></rss>"
    with pytest.raises(MalformedAnswerError, match="entities"):
        parse_feed(text.encode(encoding))


def test_many_references_to_one_allowed_entity_are_refused_before_they_grow():
    text = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 250}">]><rss><channel><title>{"&a;" * 9000}</title>'
    with pytest.raises(MalformedAnswerError, match="megabyte"):
        parse_feed(text.encode())


def test_a_harmless_doctype_with_harmless_entities_is_read():
    body = (
        b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        b'"http://my.netscape.com/publish/formats/rss-0.91.dtd" [<!ENTITY cube "&#179;">]>'
        b'<rss version="0.91"><channel><title>m&cube; &eacute;t&eacute; &bogus;</title></channel></rss>'
    )
    assert parse_feed(body).title.value == "m³ été &bogus;"


# ---- encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_every_encoding_gives_the_same_title(encoding: str):
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?><rss><channel><title>Møller’s</title></channel></rss>'
    assert parse_feed(text.encode(encoding)).title.value == "Møller’s"


def test_the_charset_of_the_answer_counts_before_the_declaration():
    body = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Ж</title></channel></rss>'
    sent = {"content-type": "text/xml; charset=windows-1251"}
    assert parse_feed(body.encode("cp1251"), headers=sent).title.value == "Ж"


def test_one_broken_byte_spoils_one_character_and_is_said():
    feed = parse_feed(rss(item(1), item(2)).replace(b"Paper 2", b"Pap\xe9r 2 \xc3\xa9"))
    assert titles(feed) == ["Paper 1", "Pap\ufffdr 2 é"]
    assert "not UTF-8" in (feed.note or "")
    assert not feed.whole


# ---- broken feeds


def test_an_entry_that_is_no_xml_is_mended_without_touching_its_neighbours():
    broken = item(2, "<comments>a <br> b & c < d</comments>").replace("About", "p<0.001, <b>bold")
    feed = parse_feed(rss(item(1), broken, item(3)))
    assert titles(feed) == ["Paper 1", "Paper 2", "Paper 3"]
    assert "p<0.001" in feed.entries[1].summary.value
    assert feed.entries[1].link == "https://example.org/2"
    assert "mended" in feed.note


def test_a_damaged_start_tag_costs_one_entry_and_is_said():
    feed = parse_feed(rss(item(1), item(2).replace("<item>", "<it\x01m&>"), item(3)))
    assert titles(feed) == ["Paper 1", "Paper 3"]
    assert len(feed.damaged) == 1
    assert "Paper 2" in feed.damaged[0].raw
    assert "1 entries cannot be read" in feed.note


@given(st.integers(0, 600))
def test_a_feed_cut_off_anywhere_gives_its_whole_entries_and_says_so(cut: int):
    body = rss(item(1), item(2), item(3))
    cut = min(cut, len(body) - 1)
    whole = body[:cut].count(b"</item>")
    try:
        feed = parse_feed(body[:cut])
    except MalformedAnswerError:
        assert whole == 0
    else:
        assert titles(feed)[:whole] == [f"Paper {n}" for n in range(1, whole + 1)]
        assert len(feed.entries) == whole
        assert feed.note


def test_a_cdata_section_that_lost_its_end_swallows_no_entry():
    cdata = "<comments><![CDATA[<p>it</p>]]></comments>"
    body = rss(item(1, cdata), item(2, cdata.replace("]]>", "")), item(3, cdata), item(4))
    feed = parse_feed(body)
    assert titles(feed) == ["Paper 1", "Paper 2", "Paper 3", "Paper 4"]
    assert "runs on" in feed.note


def test_undeclared_prefixes_and_html_entities_are_mended_silently_or_said_but_lose_nothing():
    feed = parse_feed(
        rss(item(1, "<dc:creator>A. One</dc:creator>").replace("About", "&nbsp;&alpha;"))
    )
    assert feed.entries[0].authors[0].name == "A. One"
    assert "α" in feed.entries[0].summary.value


M = 300_000


@pytest.mark.parametrize(
    "inside",
    [
        "<item>" * M,
        "<!--" * M,
        "<![CDATA[" * M,
        "<item><title>" + "&" * M,
        "<item><title>" + "<a " * M,
        "<item><title>" + "<i>" * M + "</b>" * M,
        "<item><title>" + ' <a b="' * M,
        "<item><title>T</title>" + "<category>c</category>" * M,
        "<item><title>T</title><description>" + " <!---->" * M + "</description></item>",
        "<item><title>T</title><author>" + ("a@" + "b." * 900 + " ") * 300 + "</author></item>",
    ],
    ids=lambda text: text[-30:],
)
@pytest.mark.parametrize("doctype", [False, True])
def test_repetition_a_million_times_takes_no_more_than_seconds(inside: str, doctype: bool):
    prolog = "<!DOCTYPE x [" if doctype else ""
    start = time.process_time()
    with contextlib.suppress(MalformedAnswerError):
        parse_feed(f"{prolog}<rss><channel>{inside}</channel></rss>".encode())
    assert time.process_time() - start < 10


def test_a_name_that_would_stall_a_reader_is_handed_back_and_the_rest_is_read():
    feed = parse_feed(rss(item(1), item(2, f"<author>{'a' * 50_000}</author>"), item(3)))
    assert titles(feed) == ["Paper 1", "Paper 3"]
    assert "a word" in feed.damaged[0].reason


# ---- formats


def test_json_feed_10_and_11_are_read():
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
      {"id": 7, "url": "https://e.org/7", "title": "T \\ud800!", "content_html": "<p>x</p>",
       "authors": [{"name": "A"}, {"name": "B"}], "tags": ["t"], "date_published": "2026-05-12T08:00:00+02:00"},
      "nonsense", {"id": "8", "author": {"name": "C"}, "content_text": "y"}]}"""
    feed = parse_feed(body)
    assert [entry.id for entry in feed.entries] == ["7", "8"]
    assert [person.name for person in feed.entries[0].authors] == ["A", "B"]
    assert feed.entries[0].published.instant == "2026-05-12T06:00:00Z"
    assert feed.entries[1].authors[0].name == "C"
    assert len(feed.damaged) == 1


def test_atom_links_are_resolved_against_the_nearest_base():
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><link href="home"/>'
        b'<entry xml:base="b/"><title>T</title><link href="c"/></entry></feed>'
    )
    feed = parse_feed(body, url="https://example.org/feed")
    assert (feed.link, feed.entries[0].link) == (
        "https://example.org/a/home",
        "https://example.org/a/b/c",
    )


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("Tue, 12 May 2026 00:00:00 -0400", "2026-05-12", "2026-05-12T04:00:00Z"),
        ("2026-05-12T00:00:00+09:00", "2026-05-12", "2026-05-11T15:00:00Z"),
        ("2026-05-12-08:00", "2026-05-12", None),
        ("2026-05", "2026-05", None),
        ("2026", "2026", None),
        ("12 May 2026", "2026-05-12", None),
        ("May 12, 2026", "2026-05-12", None),
        ("July 2026", "2026-07", None),
        ("2026年5月12日", "2026-05-12", None),
    ],
)
def test_dates_are_read_as_exactly_as_they_were_written(text, day, instant):
    found = moment(text)
    assert (found.day, found.instant) == (day, instant)


@given(st.text(max_size=120))
def test_no_text_in_a_date_s_place_stops_the_reading(text: str):
    found = moment(text)
    assert found is None or found.day[:4].isdigit()


# ---- records


def test_a_nature_description_is_taken_apart_into_fields():
    body = rdf(
        '<item rdf:about="https://www.nature.com/articles/s41586-026-01234-5"><title>Cells</title>'
        "<link>https://www.nature.com/articles/s41586-026-01234-5</link><description>Nature, "
        "Published online: 12 May 2026; doi:10.1038/s41586-026-01234-5 Cells divide when p&lt;0.001."
        "</description><dc:creator>A. One</dc:creator><dc:creator>B. Two</dc:creator></item>"
    )
    venue = Venue("Nature", issn=("0028-0836", "1476-4687"))
    record = records(body, venue=venue)[0]
    assert record.key == "doi:10.1038/s41586-026-01234-5"
    assert record.abstract == "Cells divide when p<0.001."
    assert record.published_on == "2026-05-12"
    assert [one.name for one in record.authorships] == ["A. One", "B. Two"]
    assert record.venue.issn == ("0028-0836", "1476-4687")
    assert (record.type, record.stage) == ("article", "published")


def test_news_beside_papers_is_kept_as_news():
    body = rss(
        item(1).replace("example.org/1", "www.nature.com/articles/d41586-026-00001-1"),
        item(2),
        item(3, "<category>Editorial</category><guid isPermaLink='false'>doi:10.1000/x3</guid>"),
    )
    assert [one.type for one in records(body)] == ["news", "news", "news"]
    assert records(body)[1].key == "https://example.org/2"


def test_prism_elements_become_the_venue():
    body = rdf(
        "<item><title>T</title><link>https://e.org/x</link><prism:doi>10.1103/abc.1</prism:doi>"
        "<prism:publicationName>Phys. Rev.</prism:publicationName><prism:volume>136</prism:volume>"
        "<prism:number>7</prism:number><prism:startingPage>1</prism:startingPage>"
        "<prism:endingPage>9</prism:endingPage><prism:issn>0028-0836</prism:issn>"
        "<prism:eIssn>1234-0000</prism:eIssn></item>"
    )
    venue = records(body)[0].venue
    assert (venue.name, venue.volume, venue.issue, venue.pages) == ("Phys. Rev.", "136", "7", "1–9")
    assert venue.issn == ("0028-0836",)  # the other one's check digit is wrong


def test_a_biorxiv_entry_speaks_as_biorxiv():
    body = rdf(
        '<item rdf:about="https://www.biorxiv.org/content/10.64898/2026.05.01.123456v2?rss=1">'
        "<title>T</title><link>https://www.biorxiv.org/content/10.64898/2026.05.01.123456v2?rss=1</link>"
        "<dc:identifier>doi:10.64898/2026.05.01.123456</dc:identifier><dc:date>2026-05-11</dc:date>"
        "<dc:creator>One, A., Two, B.</dc:creator></item>",
        head="<title>bioRxiv Subject Collection: Genomics</title>",
    )
    record = records(body, slug="my-biorxiv")[0]
    assert (record.source, record.key) == ("biorxiv", "10.64898/2026.05.01.123456")
    assert (record.type, record.version, record.posted_on) == ("preprint", 2, "2026-05-11")
    assert record.identifiers == (Identifier("doi", "10.64898/2026.05.01.123456"),)


def test_an_arxiv_entry_speaks_as_arxiv_without_its_preamble():
    body = (
        b'<rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs</title><item>'
        b"<title>T</title><link>https://arxiv.org/abs/2605.01234</link><description>arXiv:2605.01234v2 "
        b"Announce Type: replace \nAbstract: We show it.</description><category>cs.LG</category>"
        b"<pubDate>Tue, 12 May 2026 00:00:00 -0400</pubDate>"
        b"<arxiv:announce_type>replace</arxiv:announce_type></item></channel></rss>"
    )
    record = records(body)[0]
    assert (record.source, record.key, record.abstract) == ("arxiv", "2605.01234", "We show it.")
    assert record.announcements[0].announce_type == "replace"
    assert record.primary_category == "cs.LG"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            (
                "Publication date: Available online 12 May 2026 Source: Cell, Volume 189, Issue 3 "
                "Author(s): A. One, B. Two"
            ),
            {"journal": "Cell", "volume": "189", "issue": "3", "authors": "A. One, B. Two"},
        ),
        (
            "Science, Volume 392, Issue 6700, Page 12-19, May 2026. We find it.",
            {"journal": "Science", "volume": "392", "pages": "12–19", "published": "May 2026"},
        ),
        (
            (
                "Author(s): A. One and B. Two\n\nWe find it.\n\n[Phys. Rev. Lett. 136, 100401] "
                "Published Tue May 12, 2026"
            ),
            {"authors": "A. One and B. Two", "journal": "Phys. Rev. Lett", "volume": "136"},
        ),
        (
            (
                "Nature. 2026 May 12. doi: 10.1038/s41586-026-01234-5. Online ahead of print. ABSTRACT "
                "We find it. PMID:41234567 | DOI:10.1038/s41586-026-01234-5"
            ),
            {"journal": "Nature", "doi": "10.1038/s41586-026-01234-5", "pmid": "41234567"},
        ),
    ],
)
def test_publishers_habits_are_cut_off_the_abstract(text, facts):
    told = described(text)
    assert facts.items() <= told.facts.items()
    assert told.text in ("", "We find it.")


def test_text_without_any_habit_passes_unchanged():
    text = "Science is hard, p<0.001; we found 20% of it. Volume matters."
    assert described(text).text == text


@given(st.text())
def test_taking_a_description_apart_never_raises(text: str):
    described(text)


def test_scripts_in_a_summary_leave_no_trace_and_less_than_signs_stay():
    body = rss(
        "<item><title>p&lt;0.001 in 5&lt;6</title><description>&lt;p onclick='x()'&gt;a p&lt;0.001 "
        "and q&gt;20%&lt;script&gt;steal()&lt;/script&gt;&lt;/p&gt;</description><guid>g</guid></item>"
    )
    record = records(body)[0]
    assert record.title == "p<0.001 in 5<6"
    assert record.abstract == "a p<0.001 and q>20%"


def test_addresses_that_are_none_of_the_web_are_no_locations():
    body = rss("<item><title>T</title><link>javascript:alert(1)</link><guid>x</guid></item>")
    assert records(body)[0].locations == ()


# ---- fetching


RSS = {"Content-Type": "application/rss+xml"}


def _client(httpserver) -> Client:
    return Client(contact="tests@example.org", trusted=(f"{httpserver.host}:{httpserver.port}",))


def test_a_feed_is_fetched_on_condition_and_its_cursor_holds_the_validators(httpserver):
    httpserver.expect_oneshot_request("/f").respond_with_data(
        rss(item(1)),
        headers={**RSS, "ETag": '"a"', "Last-Modified": "Tue, 12 May 2026 00:00:00 GMT"},
    )
    source = FeedSource("x", httpserver.url_for("/f"))
    with _client(httpserver) as client:
        page = next(iter(source.pages(client, None, NOW)))
        assert [one.title for one in page.records] == ["Paper 1"]
        httpserver.expect_oneshot_request("/f", headers={"If-None-Match": '"a"'}).respond_with_data(
            status=304
        )
        again = next(iter(source.pages(client, page.cursor, NOW)))
    assert again.records == ()
    assert again.cursor == page.cursor
    httpserver.check_assertions()


def test_a_cut_off_feed_leaves_no_validators_so_the_whole_is_asked_for_next(httpserver):
    httpserver.expect_request("/f").respond_with_data(
        rss(item(1), item(2))[:-60], headers={**RSS, "ETag": '"a"'}
    )
    with _client(httpserver) as client:
        page = next(iter(FeedSource("x", httpserver.url_for("/f")).pages(client, None, NOW)))
    assert [one.title for one in page.records] == ["Paper 1"]
    assert len(page.unreadable) == 1
    assert page.cursor == {}
    assert "cut off" in page.note


def test_an_html_answer_is_an_error_that_names_the_address_and_the_page(httpserver):
    httpserver.expect_request("/f").respond_with_data("<html><title>Log in</title>")
    with _client(httpserver) as client, pytest.raises(AnswerError, match=r"/f.*Log in"):
        next(iter(FeedSource("x", httpserver.url_for("/f")).pages(client, None, NOW)))


# ---- discovery


def test_declared_feeds_come_first_then_links_that_look_like_feeds():
    page = """<a href="/blog/rss">b</a><LINK REL='alternate' TYPE=application/atom+xml href=atom?a=1&amp;b=2>
      <link rel="stylesheet" type="text/css" href="x.rss"><link rel="alternate" hreflang="de" href="/de">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""
    assert discover(page, "https://example.org/home/") == [
        "https://example.org/home/atom?a=1&b=2",
        "https://example.org/blog/rss",
        "https://example.org/home/x.rss",
    ]


# ---- recorded bodies


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the recorded feeds are not here")
def test_every_recorded_journal_feed_gives_entries_with_titles_or_texts():
    for path in sorted((DATA / "feeds" / "journals").glob("*.xml")):
        feed = parse_feed(path.read_bytes(), url="https://example.org/feed")
        if path.name == "rssv2-invalid-format.xml":
            assert feed.note
            assert not feed.entries
            continue
        assert feed.entries, path.name
        assert not feed.damaged, path.name
        for entry in feed.entries:
            record = to_record(entry, feed, slug="x", fetched_at=AT)
            assert record.title
            assert record.key
            assert entry.raw
