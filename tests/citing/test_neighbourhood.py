"""The picture of a work's neighbourhood: nothing overlaps, everything is a link, nothing is markup."""

from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument import Quote
from academichub.argument.reviews import Citations, Citing, Referred
from academichub.citing.neighbourhood import DOT, MIDDLE, MOST, layout
from academichub.language import language
from academichub.render import neighbourhood

EN, ZH = language("en"), language("zh")
SVG = "{http://www.w3.org/2000/svg}"
QUOTE = Quote("w", "text", 0, 1, "x")


def around(cites: int, cited: int, title: str = "Of Ice") -> Citations:
    references = tuple(
        Referred(n, title, title, contexts=(QUOTE,) * (n % 4)) for n in range(1, cites + 1)
    )
    citing = tuple(
        Citing(f"w{n}", title, "", "2026-05", stance="uses" if n % 2 else None, from_=("store",))
        for n in range(1, cited + 1)
    )
    return Citations(references, citing, cited)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 90), st.integers(0, 90))
def test_no_dot_covers_another_or_the_middle_or_leaves_the_picture(cites, cited):
    drawn = layout(around(cites, cited))
    for one, other in combinations(drawn.dots, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= 2 * DOT
    for dot in drawn.dots:
        assert math.dist((dot.x, dot.y), (drawn.x, drawn.y)) >= DOT + MIDDLE
        assert DOT <= dot.x <= drawn.width - DOT
        assert DOT <= dot.y <= drawn.height - DOT
    assert len(drawn.dots) == min(cites, MOST) + min(cited, MOST)


def test_what_is_cited_stands_left_and_what_cites_right():
    drawn = layout(around(30, 45))
    for dot in drawn.dots:
        assert (dot.x < drawn.x) == (dot.side == "cites")


def test_the_most_relevant_stand_nearest_the_middle():
    drawn = layout(around(10, 45))
    far = {
        dot.number: math.dist((dot.x, dot.y), (drawn.x, drawn.y))
        for dot in drawn.dots
        if dot.side == "cited"
    }
    assert far[1] < far[45]
    assert list(map(round, far.values())) == sorted(map(round, far.values()))


@pytest.mark.parametrize("t", [EN, ZH])
def test_every_dot_is_a_link_to_its_line_and_says_what_it_is(t):
    root = ET.fromstring(f"<b>{neighbourhood.picture('Of Ice', around(3, 2), t)}</b>")
    links = list(root.iter("a")) or list(root.iter(f"{SVG}a"))
    assert {one.get("href") for one in links} == {
        "#reference-1", "#reference-2", "#reference-3", "#citing-1", "#citing-2",
    }  # fmt: skip
    assert all("Of Ice" in (one.get("aria-label") or "") for one in links)


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=40) | st.sampled_from(["<script>alert(1)</script>", '"><a>', "{n}", "\x00"])
)
def test_a_title_is_text_and_never_markup(title):
    drawn = neighbourhood.picture(title, around(2, 2, title or "x"), EN)
    root = ET.fromstring(f"<b>{drawn}</b>")
    assert not list(root.iter("script"))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "div", "svg", "title", "desc", "line", "g", "circle", "text", "a", "p", "b",
    }  # fmt: skip


def test_what_is_not_drawn_is_counted():
    assert "30 further citing works" in neighbourhood.picture("Of Ice", around(0, 90), EN)


def test_where_nothing_is_around_there_is_no_picture():
    assert neighbourhood.picture("Of Ice", around(0, 0), EN) == ""


def test_it_says_what_stands_where():
    both, cited = (neighbourhood.picture("Of Ice", around(n, 2), EN) for n in (3, 0))
    assert "to the left" in both
    assert "left" not in cited
