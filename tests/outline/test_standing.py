"""Which sentences can be read by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.outline.standing import alone, ease, fitting, opening


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("However, the yield falls above 40 K.", "However"),
        ("In this paper, we measure the yield.", "we measure"),
        ("Moreover, in this work, we measure it.", "we measure"),
        ("Results: The yield falls.", "The yield"),
        ("To address this problem, we add a gate.", "we add"),
        ("此外，我们测量了产率随温度的变化。", "我们"),
        ("The yield falls.", "The yield"),
        ("Under this assumption, the yield falls.", "Under this"),
    ],
)
def test_a_sentence_begins_behind_the_words_that_only_connect_it(text, begins):
    assert text[opening(text) :].startswith(begins)


@pytest.mark.parametrize(
    "text",
    [
        "It outperforms all others.",
        "However, they degrade quickly.",
        "This leads to a lower yield.",
        "These results suggest a link.",
        "The proposed method is fast.",
        "Code is available at https://example.org/a.",
        "该方法优于其他方法。",
    ],
)
def test_a_sentence_that_leans_on_the_one_before_is_known(text):
    assert not alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "We measure the yield of the reaction.",
        "This paper studies the yield of the reaction.",
        "Iterated maps have a fixed point.",
        "本文研究了反应的产率。",
        "我们测量了反应的产率。",
    ],
)
def test_a_sentence_that_says_what_it_speaks_of_stands_alone(text):
    assert alone(text)


def test_a_sentence_that_was_cut_off_does_not_fit():
    whole = "We measure the yield of the reaction at forty kelvin."
    assert fitting(whole)
    assert not fitting(whole[:-1])
    assert not fitting(whole[:-1] + "...")
    assert not fitting("We measure " + "the yield and " * 60 + "more.")


def test_a_sentence_full_of_numbers_is_harder_to_read():
    plain = "The odds of treatment were lower in poor counties than in others."
    crowded = "The odds were 0.53 (0.44-0.63), 0.77 (0.68-0.87) and 1.17 (1.06-1.29) in these."
    assert ease(crowded) < ease(plain) == 1


@given(st.text(max_size=200))
def test_the_opening_is_a_place_in_the_sentence_and_reading_never_fails(text):
    assert 0 <= opening(text) <= len(text)
    assert alone(text) in (True, False)
    assert fitting(text) in (True, False)
    assert 0.4 <= ease(text) <= 1
