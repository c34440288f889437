from __future__ import annotations

from lxml import etree

from academichub.views import Arrivals
from academichub.web.charts import arrivals, bars
from academichub.web.language import language

EN, ZH = language("en"), language("zh")


def heights(svg: str) -> list[float]:
    return [float(rect.get("height")) for rect in etree.fromstring(svg).iter("rect")]


def test_bars_are_as_high_as_their_days_and_say_their_numbers():
    days = ("2026-06-23", "2026-06-24", "2026-06-25")
    svg = bars(days, (5, 0, 1000), "label", EN)
    assert heights(svg) == [1.5, 100.0]
    titles = [title.text for title in etree.fromstring(svg).iter("title")]
    assert titles == ["23 June 2026: 5", "25 June 2026: 1,000"]


def test_a_chart_says_in_words_what_it_shows_and_holds_no_live_text():
    svg = bars(("2026-06-25",), (1,), '"><script>', EN)
    root = etree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", '"><script>')


def test_fields_are_ranked_and_every_day_has_a_place():
    counted = [
        Arrivals("2026-06-25", "Physics", 3),
        Arrivals("2026-06-21", "Computer Science", 9),
        Arrivals("2026-06", "Physics", 50),
        Arrivals("2026-01-01", "Biology", 70),
        Arrivals("2026-06-25", "biorxiv", 1),
    ]
    drawn = arrivals(counted, ZH, 7)
    assert drawn is not None
    assert drawn.days == tuple(f"2026-06-{day}" for day in range(19, 26))
    assert [field.name for field in drawn.fields] == ["计算机科学", "物理学", "bioRxiv"]
    assert drawn.everything.values == (0, 0, 9, 0, 0, 0, 4)
    assert (
        drawn.everything.sentence
        == "2026年6月19日 至 2026年6月25日 共公布 13 篇；最多的一天是 2026年6月21日，9 篇。"
    )


def test_nothing_announced_is_no_chart():
    assert arrivals([], EN, 30) is None
    assert arrivals([Arrivals("2026", "Physics", 1)], EN, 30) is None
