"""Lists of feeds, in and out. All documents here are ours."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.errors import AnswerError, MalformedAnswerError
from academichub.sources.opml import Subscription, feed_sources, parse_opml, slug, write_opml

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def test_nested_folders_and_missing_titles_are_read():
    body = b"""<?xml version="1.0"?><opml version="1.0"><head/><body>
      <outline text="Science"><outline title="Physics">
        <outline text="PRL" type="rss" xmlUrl="https://feeds.example.org/prl.xml" htmlUrl="https://e.org/"/>
        <outline xmlurl="feed://blog.example.org/rss"/></outline></outline>
      <outline text="no feed"/><outline text="bad" xmlUrl="file:///etc/passwd"/>
      <OUTLINE TEXT="loud" TYPE="RSS" XMLURL="http://loud.example.org/?a=1&amp;b=2"/></body></opml>"""
    assert parse_opml(body) == (
        Subscription(
            "https://feeds.example.org/prl.xml", "PRL", "https://e.org/", ("Science", "Physics")
        ),
        Subscription(
            "http://blog.example.org/rss", "blog.example.org", None, ("Science", "Physics")
        ),
        Subscription("http://loud.example.org/?a=1&b=2", "loud"),
    )


def test_a_feed_listed_twice_is_read_once_whatever_its_scheme_and_last_slash():
    body = b"""<opml version="2.0"><body><outline text="a" xmlUrl="http://E.org/f/"/>
      <outline text="b" xmlUrl="https://e.org/f"/><outline text="c" xmlUrl="https://e.org/f?x"/></body></opml>"""
    assert [one.title for one in parse_opml(body)] == ["a", "c"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><title>x</title></html>",
        b"<rss/>",
        b"<opml><body><outline xmlUrl='https://e.org'>",
        b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body>&a;</body></opml>',
        b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>',
    ],
)
def test_what_is_no_opml_or_hostile_is_refused(body: bytes):
    with pytest.raises(MalformedAnswerError):
        parse_opml(body)


def test_a_list_of_too_many_feeds_is_refused():
    feeds = "".join(f'<outline xmlUrl="https://e.org/{n}"/>' for n in range(10_001))
    with pytest.raises(MalformedAnswerError, match="10001"):
        parse_opml(f"<opml><body>{feeds}</body></opml>".encode())


_NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn")), min_size=1, max_size=20
)


@given(st.lists(st.tuples(_NAMES, st.lists(_NAMES, max_size=3).map(tuple)), max_size=8))
def test_what_is_written_is_read_back(rows: list[tuple[str, tuple[str, ...]]]):
    given_list = tuple(
        Subscription(f"https://e.org/{n}?a=1&b=<2>", title, "https://e.org/", folders, "en")
        for n, (title, folders) in enumerate(rows)
    )
    written = write_opml(given_list, title="Mine & yours", now=NOW)
    assert set(parse_opml(written)) == set(given_list)
    assert b"12 May 2026" in written


@given(st.binary(max_size=300).map(lambda b: b"<opml><body><outline xmlUrl='https://e.org/" + b))
def test_no_bytes_give_anything_but_feeds_or_a_clear_error(body: bytes):
    with contextlib.suppress(AnswerError):
        assert isinstance(parse_opml(body), tuple)


def test_sources_get_slugs_of_their_own_in_plain_letters():
    feeds = [
        Subscription(f"https://e.org/{n}", title)
        for n, title in enumerate(["Été 1", "ete-1", "日"])
    ]
    assert [source.slug for source in feed_sources(feeds)] == ["ete-1", "ete-1-2", "e-org"]
    assert slug("!!") == ""
