"""Who does what to what, read only where it is plainly said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.argument import Sentence
from academichub.outline.directions import directions


def read(text: str, role: str = "result") -> list[tuple[str, str, str, int]]:
    sentence = Sentence("w:1", "abstract", 0, len(text), text, role)  # type: ignore[arg-type]
    return [(*one.key, one.turned) for one in directions(sentence)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Zelmorin reduces spindle noise.", ("changes", "zelmorin", "spindle noise", -1)),
        ("We find that zelmorin raised the spindle noise in mice.", ("changes", "zelmorin", "spindle noise", 1)),
        ("At night, Zelmorin significantly increases spindle-noise.", ("changes", "zelmorin", "spindle noise", 1)),
        ("Loss of zelmorin impairs spindles.", ("changes", "loss zelmorin", "spindle", -1)),
        ("Higher tea intake was associated with lower spindle noise.", ("goes with", "tea intake", "spindle noise", -1)),
        ("Lower tea intake was associated with reduced spindle noise.", ("goes with", "tea intake", "spindle noise", 1)),
        ("Tea intake was negatively correlated with spindle noise.", ("goes with", "tea intake", "spindle noise", -1)),
        ("TREX outperforms APEX on maths.", ("exceeds", "apex", "trex", -1)),
        ("APEX outperforms TREX on maths.", ("exceeds", "apex", "trex", 1)),
        ("结果表明，褪黑素降低了焦虑水平。", ("changes", "褪黑素", "焦虑水平", -1)),
        ("褪黑素可以显著提高睡眠质量。", ("changes", "褪黑素", "睡眠质量", 1)),
    ],
)  # fmt: skip
def test_a_plain_claim_is_read(text, claimed):
    assert read(text) == [claimed]


@pytest.mark.parametrize(
    "text",
    [
        "Spindle noise was reduced by zelmorin.",  # passive: who did it stands elsewhere
        "Zelmorin may reduce spindle noise.",
        "Zelmorin does not increase spindle noise.",
        "It reduces spindle noise.",
        "Our method reduces spindle noise.",
        "The effect of tea on mice reduces spindle noise.",  # of what is it said?
        "Zelmorin reduces the results.",
        "Zelmorin increases by 5%.",
        "We ask whether zelmorin reduces spindle noise.",
        "Increased spindle noise follows.",
        "A second stage, with more tea, further improves spindle noise.",
        "该方法提高了准确率。",
        "褪黑素可能降低焦虑水平。",
        "褪黑素不降低焦虑水平。",
    ],
)
def test_what_is_hedged_negated_passive_or_only_pointed_at_is_no_claim(text):
    assert read(text) == []


def test_what_is_intended_or_known_before_is_no_claim():
    assert not read("Zelmorin reduces spindle noise.", "aim")
    assert not read("Zelmorin reduces spindle noise.", "background")


@given(
    st.text(max_size=120),
    st.sampled_from(("increases", "outperforms", "降低", "was associated with lower")),
)
def test_no_text_is_too_strange_to_be_read(text, verb):
    for relation, one, other, sign in read(f"{text} {verb} {text}"):
        assert relation
        assert sign in (1, -1)
        assert isinstance(one + other, str)
