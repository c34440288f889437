"""The picture of themes and bridges: nothing overlaps, everything is a link, nothing is markup."""

from __future__ import annotations

import math
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument import Bridge, Share, Theme
from academichub.language import language
from academichub.render import brief_map

EN, ZH = language("en"), language("zh")
SVG = "{http://www.w3.org/2000/svg}"
FIELDS = ("Physics", "Computer Science", "Mathematics", "Statistics", "Economics", "Quantitative Biology", "Chemistry", "Medicine", "Neuroscience")  # fmt: skip


def theme(number: int, works: int = 5, label: str = "coronal mass ejections", field: str = "Physics") -> Theme:  # fmt: skip
    shares = (Share(field, 1.0),) if field else ()
    return Theme(f"t{number}", label, (), shares, tuple(map(str, range(works))))


def bridge(number: int, one: int, other: int, surprise: float = 1.0, label: str = "a filter") -> Bridge:  # fmt: skip
    return Bridge(
        f"b{number}", "method", label, (f"t{one}", f"t{other}"), ("Physics", "Statistics"), surprise, ((), ()),
    )  # fmt: skip


labels = st.text(max_size=60) | st.sampled_from(
    ["<b>", "大语言模型与蛋白质结构预测的交叉", "x" * 90, "a b c d e f", ""]
)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Theme], list[Bridge]]:
    count = draw(st.integers(1, 14))
    themes = [
        theme(n, draw(st.integers(1, 400)), draw(labels), draw(st.sampled_from(("", *FIELDS))))
        for n in range(1, count + 1)
    ]
    ends = st.tuples(st.integers(1, count), st.integers(1, count))
    pairs = draw(st.lists(ends, max_size=20))
    surprises = st.floats(0, 30, allow_nan=False)
    return themes, [
        bridge(n, *pair, draw(surprises), draw(labels)) for n, pair in enumerate(pairs, 1)
    ]


shapes = st.sampled_from(("wide", "narrow"))


@settings(deadline=None, max_examples=150)
@given(pictures(), shapes)
def test_no_circle_and_no_label_covers_another_or_leaves_the_picture(drawn, shape):
    found = brief_map.layout(*drawn, shape)
    for one, other in combinations(found.places, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > one.radius + other.radius
        assert apart(one.box, other.box)
    for place in found.places:
        circle = (place.x - place.radius, place.y - place.radius, place.x + place.radius, place.y + place.radius)  # fmt: skip
        for left, top, right, bottom in (circle, place.box):
            assert left >= 0
            assert top >= 0
            assert right <= found.width
            assert bottom <= found.height
        assert all(apart(circle, other.box) for other in found.places)


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@settings(deadline=None, max_examples=80)
@given(pictures(), shapes)
def test_the_same_themes_make_the_same_picture(drawn, shape):
    assert brief_map.layout(*drawn, shape) == brief_map.layout(*drawn, shape)


@settings(deadline=None, max_examples=80)
@given(pictures(), shapes)
def test_the_svg_is_well_formed_and_every_theme_and_bridge_is_a_link_with_a_name(drawn, shape):
    found = brief_map.layout(*drawn, shape)
    root = ET.fromstring(in_svg(brief_map.svg(found, EN)))
    reached = [a for a in root.iter(f"{SVG}a") if a.get("tabindex") != "-1"]
    assert sorted(a.get("href", "") for a in reached) == sorted(
        f"#{one.key}" for one in (*found.places, *found.links)
    )
    assert all(a.get("aria-label") and a.find(f"{SVG}title") is not None for a in reached)


def in_svg(svg: str) -> str:
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


@given(pictures(), shapes)
@settings(deadline=None, max_examples=80)
def test_no_style_no_script_and_no_markup_of_a_label_gets_in(drawn, shape):
    svg = brief_map.svg(brief_map.layout(*drawn, shape), EN)
    assert not re.search(r"\bstyle=|\bon\w+=|<script|javascript:|<b>|fill=|xlink", svg)


@pytest.mark.parametrize("shape", ["wide", "narrow"])
def test_fourteen_themes_with_a_bridge_each_keep_their_numbers_apart(shape):
    themes = [theme(n, 60 // n + 2) for n in range(1, 15)]
    bridges = [bridge(n, n, n % 14 + 1) for n in range(1, 15)]
    found = brief_map.layout(themes, bridges, shape)
    for one, other in combinations(found.links, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= 20
    for link in found.links:
        for place in found.places:
            assert math.dist((link.x, link.y), (place.x, place.y)) > place.radius + 10


def test_two_bridges_of_the_same_themes_take_two_ways():
    found = brief_map.layout([theme(1), theme(2)], [bridge(1, 1, 2), bridge(2, 1, 2)])
    assert found.links[0].path != found.links[1].path


def test_a_more_surprising_bridge_is_thicker():
    themes = [theme(n) for n in range(1, 4)]
    found = brief_map.layout(themes, [bridge(1, 1, 2, 8.0), bridge(2, 2, 3, 2.0)])
    assert [link.weight for link in found.links] == [5, 2]


def test_a_theme_of_more_works_has_a_larger_circle():
    large, small = brief_map.layout([theme(1, 50), theme(2, 3)], []).places
    assert large.radius > small.radius


def test_themes_of_one_field_have_one_class_and_the_commonest_field_the_first():
    themes = [theme(1, 3, field="Statistics"), theme(2, 9), theme(3, 9), theme(4, field="")]
    tones = {place.key: place.tone for place in brief_map.layout(themes, []).places}
    assert tones == {"t1": 1, "t2": 0, "t3": 0, "t4": brief_map.TONES}


def test_a_bridge_to_a_theme_that_is_not_there_is_left_out():
    assert brief_map.layout([theme(1), theme(2)], [bridge(1, 1, 9)]).links == ()


def test_bridges_cross_from_column_to_column_where_they_can():
    themes = [theme(n) for n in range(1, 7)]
    bridges = [bridge(1, 1, 3), bridge(2, 3, 5), bridge(3, 2, 4)]
    side = {place.key: place.anchor for place in brief_map.layout(themes, bridges).places}
    assert all(side[one] != side[other] for one, other in (b.themes for b in bridges))


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_name():
    label = "an exceedingly long name of a theme that nobody would want to read in a small picture"
    found = brief_map.layout([theme(1, label=label)], [])
    assert found.places[0].lines[-1].endswith("…")
    assert label in brief_map.svg(found, EN)


def test_a_picture_has_both_shapes_and_tells_the_fields_in_its_language():
    themes = [theme(1), theme(2, field="Computer Science")]
    drawn = brief_map.picture(themes, [bridge(1, 1, 2)], ZH)
    assert 'class="map-wide"' in drawn
    assert 'class="map-narrow"' in drawn
    assert "计算机科学" in drawn
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))


def test_no_themes_make_an_empty_picture():
    assert brief_map.layout([], []).places == ()
    assert "<svg" in brief_map.svg(brief_map.layout([], []), EN)
