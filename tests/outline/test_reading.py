"""What is to be read first, and the reasons that are told."""

import pytest

from academichub.argument import Ask, Bridge, Share, Theme
from academichub.ids import Identifier
from academichub.model import Reference, Update, Work
from academichub.outline.material import material
from academichub.outline.reading import reading


def work(number: int, title: str = "On spindles", day: str = "2026-06-01", **more: object) -> Work:
    return Work(
        f"w:{number}", f"{title} {number}".strip(), "preprint", "arxiv", ("arxiv",),
        "2026-06-01T00:00:00Z", identifiers=(Identifier("doi", f"10.1/{number}"),), posted_on=day,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def reasons(
    works: list[Work],
    themes: list[Theme] | None = None,
    bridges: list[Bridge] | None = None,
    language: str = "en",
):
    ask = Ask("works", "", "A set", language, tuple(one.id for one in works))  # type: ignore[arg-type]
    made = material(ask, works, (), themes or (), "2026-06-12")
    return {one.work: one.reasons for one in reading(made, bridges or ())}


def theme(key: str, *works: int) -> Theme:
    return Theme(key, f"label {key}", (), (Share("Physics", 1.0),), tuple(f"w:{n}" for n in works))


def test_the_most_typical_work_of_a_theme_stands_for_it():
    works = [work(n) for n in range(4)]
    assert reasons(works, [theme("t1", 2, 0, 1)]) == {"w:2": ("stands for the theme “label t1”",)}


def test_a_theme_of_one_work_is_stood_for_by_nobody():
    assert reasons([work(1), work(2)], [theme("t1", 1)]) == {}


def test_what_the_others_cite_comes_first():
    first = Reference(Identifier("doi", "10.1/3"))
    works = [work(n, references=(first,)) for n in range(3)] + [work(3)]
    assert reasons(works, [theme("t1", 0, 1)])["w:3"] == ("cited by 3 other works here",)


def test_only_one_newest_work_is_called_so():
    assert not reasons([work(1), work(2)])
    assert reasons([work(1), work(2, day="2026-06-09")]) == {"w:2": ("the newest here",)}


@pytest.mark.parametrize(
    ("title", "category", "is_one"),
    [
        ("A Survey of Spindle Learning", "cs.LG", True),
        ("Spindles: A Comprehensive Review", "cs.LG", True),
        ("纺锤研究综述", None, True),
        ("Uni-Spin: a dual-perspective recipe", "cs.LG", False),
        ("A Spectroscopic Survey of Spindle Galaxies", "astro-ph.GA", False),
        ("Spindle dynamics review", "astro-ph.GA", True),
        ("Predicting code review comments", "cs.SE", False),
    ],
)  # fmt: skip
def test_an_overview_is_told_from_a_survey_of_the_sky(title, category, is_one):
    one = Work("w:1", title, "preprint", "arxiv", ("arxiv",), "2026-06-01T00:00:00Z", primary_category=category)  # fmt: skip
    assert (reasons([one]).get("w:1") == ("an overview",)) == is_one


def test_a_retracted_work_is_put_forward_only_with_a_warning_before_all_else():
    gone = work(2, updates=(Update("retraction"),))
    assert reasons([work(1), gone], [theme("t1", 2, 1)])["w:2"][0].startswith("retracted")


def test_who_shares_something_with_another_field_says_with_which():
    bridge = Bridge("b1", "method", "spin glass", ("t1", "t2"), ("Physics", "Economics"), 9.0, (("w:1",), ("w:2",)))  # fmt: skip
    told = reasons([work(1), work(2)], [theme("t1", 1, 3), theme("t2", 2, 4)], [bridge], "zh")
    assert "与经济学文献共有“spin glass”" in told["w:1"]
    assert "与物理学文献共有“spin glass”" in told["w:2"]
