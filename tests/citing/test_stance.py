"""What a sentence does with the work it cites."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument.reviews import Stance
from academichub.citing.stance import WEIGHTS, stance, strongest


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We use the tokenizer of Curie [3].", "uses"),
        ("Our models are trained with Adam [3].", "uses"),
        ("Following [3], we clip the gradients.", "uses"),
        ("We extend the method of Curie [3] to steam.", "extends"),
        ("This paper builds on the kettle of [3].", "extends"),
        ("Our kettle outperforms that of [3] by far.", "compares"),
        ("This is in good agreement with [3].", "compares"),
        ("Unlike [3], there is no lid.", "compares"),
        ("This contradicts the claim of [3].", "disputes"),
        ("We could not reproduce the boiling point of [3].", "disputes"),
        ("Kettles were studied before [3].", "mentions"),
        ("Curie [3] uses copper.", "mentions"),
        ("我们采用了文献 [3] 的方法。", "uses"),
        ("该结论与 [3] 相矛盾。", "disputes"),
    ],
)
def test_the_words_around_a_citation_tell_its_stance(sentence, said):
    assert stance(sentence, sentence.find("[3]")) == said


def test_words_far_from_the_citation_do_not_count():
    far = "We use copper. " + "Steam rises and rises. " * 20 + "Curie [3] was first."
    assert stance(far, far.find("[3]")) == "mentions"


def test_the_strongest_of_several_is_the_one_that_says_most():
    assert strongest(["mentions", "extends", "uses"]) == "extends"
    assert strongest([]) is None


def test_every_stance_has_a_weight():
    assert set(WEIGHTS) == set(get_args(Stance))


@settings(deadline=None)
@given(st.text(max_size=300), st.none() | st.integers(0, 300))
def test_any_sentence_has_a_stance(sentence, at):
    assert stance(sentence, at) in WEIGHTS
