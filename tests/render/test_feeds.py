"""Lists as feeds, read back by a feed reader that is not ours; every body here is ours."""

from __future__ import annotations

from dataclasses import replace

import feedparser
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from academichub.ids import Identifier
from academichub.model import Authorship, Location, Update, Work
from academichub.render import feeds
from academichub.render.feeds import FeedPage

PLAIN = Work(
    id="arxiv:2601.20802",
    title="When p<0.001 & more",
    type="preprint",
    source="arxiv",
    sources=("arxiv",),
    first_seen_at="2026-01-30T01:02:03Z",
    identifiers=(Identifier("arxiv", "2601.20802"),),
    abstract="First <b>part</b>.\n\nSecond & last.",
    authorships=(Authorship("Zoë Müller"), Authorship("Ana Ruiz")),
    primary_category="cs.LG",
    categories=("cs.LG", "math.PR"),
    announced_on="2026-01-29",
    announce_type="new",
    locations=(Location("https://arxiv.org/abs/2601.20802"),),
)
LOCAL = Work(
    id="local:feed-x/a b",
    title="No identifier",
    type="article",
    source="feed-x",
    sources=("feed-x",),
    first_seen_at="2026-02-01T00:00:00Z",
    posted_on="2025-12",
)
PAGE = FeedPage(
    "Papers on <learning>",
    "https://hub.example/?query=a&cat=cs.LG",
    "https://hub.example/feed?query=a",
    "en",
    works=(PLAIN, LOCAL),
)
XML = [feeds.rss, feeds.atom]


def parsed(body: bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(body)
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("write", XML)
def test_a_feed_reader_finds_title_link_authors_and_day(write):
    found = parsed(write(PAGE))
    first = found.entries[0]
    assert found.feed.title == "Papers on <learning>" or "&lt;learning&gt;" in found.feed.title
    assert first.link == "https://hub.example/works/arxiv:2601.20802"
    assert first.id == "https://arxiv.org/abs/2601.20802"
    assert first.published_parsed[:3] == (2026, 1, 29)
    assert {tag.term for tag in first.tags} == {"cs.LG", "math.PR", "arXiv"}
    assert "Zoë Müller" in str(first.authors)


def test_the_versions_of_the_formats_are_those_promised():
    assert parsed(feeds.rss(PAGE)).version == "rss20"
    assert parsed(feeds.atom(PAGE)).version == "atom10"
    assert orjson.loads(feeds.json_feed(PAGE))["version"] == "https://jsonfeed.org/version/1.1"


@pytest.mark.parametrize("write", XML)
def test_what_a_source_wrote_never_becomes_markup(write):
    root = etree.fromstring(write(PAGE))
    texts = [e.text or "" for e in root.iter("description", f"{{{feeds.ATOM}}}content")]
    body = next(text for text in texts if "First" in text)
    assert "First &lt;b&gt;part&lt;/b&gt;." in body
    assert body.count("<p>") == 4


def test_the_badge_category_day_and_kind_open_every_entry():
    assert feeds.content(PLAIN).startswith("<p><strong>arXiv (cs.LG) · 2026-01-29 · new</strong>")


def test_a_work_without_public_identifier_has_an_id_that_is_an_iri_and_stays():
    assert feeds.entry_id(LOCAL) == "tag:academichub.invalid,2026:local%3Afeed-x%2Fa%20b"
    assert "local:feed-x/a%20b" in feeds.rss(PAGE).decode()


def test_an_id_does_not_depend_on_where_the_hub_is_reached():
    elsewhere = replace(PAGE, home_url="http://127.0.0.1:8000/", feed_url="http://127.0.0.1/f")
    ids = [entry.id for entry in parsed(feeds.atom(PAGE)).entries]
    assert ids == [entry.id for entry in parsed(feeds.atom(elsewhere)).entries]


@pytest.mark.parametrize("write", [*XML, feeds.json_feed])
def test_the_same_works_give_the_same_bytes(write):
    assert write(PAGE) == write(replace(PAGE, works=tuple(PAGE.works)))


def test_a_list_changed_when_its_newest_work_did():
    assert feeds.changed(PAGE) == "2026-02-01T00:00:00Z"
    assert feeds.changed(replace(PAGE, updated="2026-05-01T00:00:00Z")) == "2026-05-01T00:00:00Z"
    assert feeds.changed(replace(PAGE, works=())) == "1970-01-01T00:00:00Z"


def test_a_retraction_changes_the_entry_and_is_said_first():
    gone = replace(PLAIN, updates=(Update("retraction", "2026-04"),))
    assert feeds.work_changed(gone) == "2026-04-01T00:00:00Z"
    page = replace(PAGE, works=(gone,))
    assert parsed(feeds.atom(page)).entries[0].title.startswith("[Retracted]")
    assert orjson.loads(feeds.json_feed(page))["items"][0]["_academichub"]["retracted"] is True


def test_every_item_of_a_json_feed_has_what_the_format_requires():
    feed = orjson.loads(feeds.json_feed(PAGE))
    assert {"version", "title", "home_page_url", "feed_url", "items"} <= set(feed)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert "content_html" in item or "content_text" in item
        assert item["date_published"].endswith("T00:00:00Z")
    assert feed["items"][0]["external_url"] == "https://arxiv.org/abs/2601.20802"
    assert feed["items"][1]["date_published"] == "2025-12-01T00:00:00Z"


def test_an_address_that_is_not_of_the_web_is_not_handed_on():
    odd = replace(PLAIN, identifiers=(), locations=(Location("javascript:alert(1)"),))
    assert b"javascript" not in feeds.atom(replace(PAGE, works=(odd,)))


def test_works_can_live_under_another_root_than_the_list():
    page = replace(PAGE, base_url="https://hub.example/library/")
    assert parsed(feeds.rss(page)).entries[0].link.startswith("https://hub.example/library/works/")


@pytest.mark.parametrize("write", XML)
@given(title=st.text(min_size=1), name=st.text(min_size=1), abstract=st.text())
def test_any_text_gives_well_formed_xml(write, title: str, name: str, abstract: str):
    odd = replace(PLAIN, title=title, authorships=(Authorship(name),), abstract=abstract)
    etree.fromstring(write(replace(PAGE, works=(odd,))))
