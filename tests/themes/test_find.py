"""Themes: who is with whom, in which order, of which fields; on works made up here."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub import ids, themes
from academichub.argument import Sentence, Thing
from academichub.model import Reference, Venue

from .made import SUBJECTS, mixed, of_subject, without_categories, work


def test_works_of_one_subject_are_together_by_their_words_alone():
    works = mixed(12)
    subject = {one.id: one.primary_category for one in works}
    for theme in themes.find(without_categories(works), ()):
        assert len({subject[one] for one in theme.works}) == 1


def test_three_subjects_of_four_works_are_three_themes():
    assert len(themes.find(mixed(4), ())) == 3


def test_no_works_have_no_themes():
    assert themes.find((), ()) == ()


def test_a_single_work_is_a_theme_by_itself():
    (theme,) = themes.find([work(1, "Folding of a small protein")], ())
    assert theme.works == ("test:1",)
    assert theme.label


def test_two_works_that_share_nothing_are_two_themes():
    works = [
        work(1, "Dust in spiral galaxies", "Dust dims the light of spiral galaxies."),
        work(2, "A parser of spoken dialogue", "Spoken dialogue is parsed with a small lexicon."),
    ]
    assert len(themes.find(works, ())) == 2


def test_two_works_on_the_same_are_one_theme():
    works = [
        work(1, "Dust in spiral galaxies", "Dust dims the light of spiral galaxies."),
        work(2, "Spiral galaxies without dust", "Some spiral galaxies hold no dust at all."),
    ]
    (theme,) = themes.find(works, ())
    assert theme.label == "spiral galaxies"


def test_a_work_handed_in_twice_is_there_once():
    works = mixed(3)
    listed = [one for theme in themes.find([*works, *works], ()) for one in theme.works]
    assert sorted(listed) == sorted(set(listed))


def test_the_order_of_the_works_does_not_count():
    works = mixed(9)
    first = themes.find(works, ())
    for seed in range(5):
        shuffled = works[:]
        random.Random(seed).shuffle(shuffled)
        assert themes.find(shuffled, ()) == first


def test_hundreds_of_works_have_no_more_themes_than_one_takes_in():
    found = themes.find(mixed(100), ())
    assert 3 <= len(found) <= 14
    assert sum(len(theme.works) for theme in found) >= 0.95 * 300


def test_themes_are_numbered_and_the_large_come_first():
    chance = random.Random(3)
    works = [of_subject("q-bio.BM", number, chance) for number in range(6)]
    works += [of_subject("cs.CL", 100 + number, chance) for number in range(4)]
    found = themes.find(works, ())
    assert [theme.key for theme in found] == [f"t{n}" for n in range(1, len(found) + 1)]
    assert len(found[0].works) == max(len(theme.works) for theme in found)


def test_what_sentences_name_brings_works_together():
    words = ["amber", "basalt", "cedar", "delta", "ember", "fjord"]
    works = [work(n, f"On {word} {word}s", f"{word}.") for n, word in enumerate(words)]
    named = [
        Sentence(
            one.id, "abstract", 0, 10, one.abstract or "",
            things=(Thing("", f"thing {n % 2}", "method", 0, 1), Thing("", f"other {n % 2}", "data", 0, 1)),
        )
        for n, one in enumerate(works)
    ]  # fmt: skip
    together = {frozenset(theme.works) for theme in themes.find(works[:4], named[:4])}
    assert together == {frozenset({"test:0", "test:2"}), frozenset({"test:1", "test:3"})}


def test_works_that_cite_the_same_are_together():
    cited = [Reference(ids.parse(f"arXiv:2601.0000{n}")) for n in range(4)]
    works = [
        work(0, "Amber", references=tuple(cited[:2])),
        work(1, "Basalt", references=tuple(cited[2:])),
        work(2, "Cedar", references=tuple(cited[:2])),
        work(3, "Delta", references=tuple(cited[2:])),
    ]
    together = {frozenset(theme.works) for theme in themes.find(works, ())}
    assert together == {frozenset({"test:0", "test:2"}), frozenset({"test:1", "test:3"})}


def test_a_cross_list_counts_half_of_a_primary_category():
    crossed = work(
        1, "Parsing of proteins", primary_category="cs.CL", categories=("cs.CL", "q-bio.BM")
    )
    (theme,) = themes.find([crossed], ())
    assert [(share.field, round(share.part, 3)) for share in theme.fields] == [
        ("Computer Science", 0.667),
        ("Quantitative Biology", 0.333),
    ]


def test_a_work_without_categories_is_of_the_field_its_venue_names():
    known = work(1, "Dust", venue=Venue("Machine Learning"))
    (theme,) = themes.find([known], ())
    assert [share.field for share in theme.fields] == ["Computer Science"]


def test_works_of_unknown_fields_have_no_field():
    (theme,) = themes.find([work(1, "Dust", categories=("Gardening",))], ())
    assert theme.fields == ()


odd_text = st.text(max_size=60) | st.sampled_from(
    ["", " ", "$x^2$", "\\textbf{a}", "我们提出一种方法", "http://a.b/c", "-", "A" * 500, "\x00", "a-b-c-d's", "ﬁ ﬂ ß İ", "\ud800"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(odd_text, st.none() | odd_text), max_size=12), st.randoms())
def test_odd_text_makes_themes_that_hold_together(texts, chance):
    works = [work(number, title, abstract) for number, (title, abstract) in enumerate(texts)]
    found = themes.find(works, ())
    listed = [one for theme in found for one in theme.works]
    assert len(listed) == len(set(listed))
    assert set(listed) <= {one.id for one in works}
    assert len({theme.label.casefold() for theme in found if theme.terms}) == len(
        [theme for theme in found if theme.terms]
    )
    chance.shuffle(works)
    assert themes.find(works, ()) == found


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(SUBJECTS)),
            st.lists(st.sampled_from(["cs.LG", "math.PR", "unknown", "stat.ML"]), max_size=3),
        ),
        min_size=1,
        max_size=15,
    )
)
def test_the_shares_of_a_theme_add_up_to_one(drawn):
    chance = random.Random(0)
    works = [
        work(number, of_subject(category, 0, chance).title, primary_category=category, categories=(category, *more))
        for number, (category, more) in enumerate(drawn)
    ]  # fmt: skip
    for theme in themes.find(works, ()):
        assert sum(share.part for share in theme.fields) == pytest.approx(1.0)
        assert list(theme.fields) == sorted(theme.fields, key=lambda one: (-one.part, one.field))


def test_importing_themes_loads_nothing_heavy():
    code = "import sys, academichub.themes; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "scipy", "sklearn"} & set(run.stdout.split())
