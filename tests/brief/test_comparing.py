"""What is different between two briefs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from academichub.argument import (
    Ask,
    Bridge,
    Brief,
    Cited,
    Provenance,
    Quote,
    Share,
    Statement,
    Theme,
)
from academichub.brief import Difference, compare

HOW = Provenance("extractive", "2026-06-12T08:00:00Z", 1, "", "1", ())


def statement(work: str, text: str = "It is so.") -> Statement:
    return Statement(
        f"{work}.{text}", text, (Quote(work, "abstract", 0, len(text), text),), "quoted"
    )


def theme(label: str, *works: str) -> Theme:
    said = tuple(statement(work) for work in works)
    return Theme("t1", label, (label,), (Share("Physics", 1.0),), works, said)


def brief(*themes: Theme, bridges: tuple[Bridge, ...] = ()) -> Brief:
    works = dict.fromkeys(work for one in themes for work in one.works)
    cited = tuple(Cited(n, work, work, "", "2026", "arxiv") for n, work in enumerate(works))
    asked = Ask("query", "", "", "en", tuple(works))
    return Brief("b", asked, "", (), (), themes, bridges, (), (), (), (), (), cited, HOW)


def kinds(pairs) -> list[str]:
    return [pair.kind for pair in pairs]


def test_a_theme_that_lost_a_work_and_won_another_has_changed():
    told = compare(
        brief(theme("quolls", "a", "b", "c")), brief(theme("small quolls", "b", "c", "d"))
    )
    assert (told.works_new, told.works_gone, told.works_kept) == (("d",), ("a",), ("b", "c"))
    assert kinds(told.themes) == ["changed"]
    assert sorted(kinds(told.statements)) == ["gone", "kept", "kept", "new"]


def test_themes_of_other_works_are_new_and_gone():
    told = compare(brief(theme("quolls", "a", "b")), brief(theme("stars", "x", "y")))
    assert kinds(told.themes) == ["new", "gone"]


def test_the_most_alike_themes_are_paired():
    before = brief(theme("one", "a", "b", "c", "d"), theme("two", "e", "f"))
    after = brief(theme("three", "d", "e", "f"), theme("four", "a", "b", "c"))
    pairs = compare(before, after).themes
    assert [(one.before.label, one.after.label) for one in pairs] == [
        ("two", "three"),
        ("one", "four"),
    ]


def test_another_sentence_on_the_same_place_is_a_change():
    one = theme("quolls", "a")
    other = replace(one, statements=(replace(one.statements[0], text="It is not so."),))
    assert kinds(compare(brief(one), brief(other)).statements) == ["changed"]


def test_a_bridge_is_known_by_what_it_shares_and_between_which_fields():
    bridge = Bridge("x1", "method", "Diffusion", ("t1", "t2"), ("A", "B"), 3.0, (("a",), ("b",)))
    moved = replace(bridge, key="x9", label="diffusion", works=(("a",), ("c",)), fields=("B", "A"))
    other = replace(bridge, label="annealing")
    told = compare(
        brief(theme("q", "a"), bridges=(bridge,)), brief(theme("q", "a"), bridges=(moved, other))
    )
    assert kinds(told.bridges) == ["changed", "new"]


WORKS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True)
BRIEFS = st.lists(st.tuples(st.sampled_from(["quolls", "stars", "genes"]), WORKS), max_size=4).map(
    lambda themes: brief(*(theme(label, *works) for label, works in themes))
)


@given(BRIEFS)
def test_a_brief_differs_in_nothing_from_itself(one):
    told = compare(one, one)
    assert {pair.kind for pairs in (told.themes, told.statements) for pair in pairs} <= {"kept"}
    assert told.works_new == told.works_gone == ()


@given(BRIEFS, BRIEFS)
def test_nothing_is_lost_and_nothing_paired_twice(one, other):
    told = compare(one, other)
    assert sum(pair.before is not None for pair in told.themes) == len(one.themes)
    assert [pair.after for pair in told.themes if pair.after] == list(other.themes)
    for pair in told.themes:
        assert (pair.kind == "new") == (pair.before is None)
        assert (pair.kind == "gone") == (pair.after is None)
    back: Difference = compare(other, one)
    assert set(back.works_new) == set(told.works_gone)
    assert kinds(back.themes).count("new") == kinds(told.themes).count("gone")
