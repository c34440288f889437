"""Agreements and tensions: found where they are, and never where they are not."""

import pytest

from academichub import quantities
from academichub.argument import Ask, Sentence, Thing
from academichub.model import Work
from academichub.outline.comparing import compared
from academichub.outline.material import material


def work(key: str) -> Work:
    return Work(
        f"w:{key}", f"On {key}", "article", "crossref", ("crossref",), "2026-06-01T00:00:00Z"
    )


def said(key: str, text: str, *things: tuple[str, str], role: str = "result") -> Sentence:
    """A sentence of the work *key* in which *things* are named, each with its kind."""
    named = tuple(
        Thing(name, name.casefold(), kind, text.index(name), text.index(name) + len(name))  # type: ignore[arg-type]
        for name, kind in things
    )
    return Sentence(f"w:{key}", "abstract", 0, len(text), text, role, quantities.read(text), named)  # type: ignore[arg-type]


def found(*sentences: Sentence) -> list[tuple[str, str]]:
    works = [work(one.work.removeprefix("w:")) for one in sentences]
    ask = Ask("works", "", "A set", works=tuple(one.id for one in works))
    comparisons, sections = compared(material(ask, works, sentences, (), "2026-06-12"))
    assert [one.key for one in comparisons] == [one.key for one in sections]
    for section in sections:
        assert len({one.work for one in section.evidence}) > 1
    return [(one.kind, one.about) for one in comparisons]


ASPIRIN, NOISE = ("Zelmorin", "material"), ("spindle noise", "measure")


def test_two_works_that_claim_the_same_direction_agree():
    assert found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "In mice, Zelmorin reduced spindle noise.", ASPIRIN, NOISE),
    ) == [("agreement", "Zelmorin and spindle noise")]


def test_opposite_directions_of_two_works_are_a_tension():
    assert found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "In mice, Zelmorin increases spindle noise.", ASPIRIN, NOISE),
    ) == [("tension", "Zelmorin and spindle noise")]


def test_one_work_does_not_contradict_itself():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("a", "At night, Zelmorin increases spindle noise.", ASPIRIN, NOISE),
    )


def test_a_negated_claim_is_no_claim():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "Zelmorin never increases spindle noise.", ASPIRIN, NOISE),
    )


def test_what_is_only_intended_is_no_claim():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "We ask how Zelmorin increases spindle noise.", ASPIRIN, NOISE, role="aim"),
    )


def test_the_other_way_round_is_another_claim():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "Spindle noise", ("Spindle noise", "measure")),
        said("c", "In cells, spindle noise increases Zelmorin.", NOISE, ASPIRIN),
    )


def test_a_thing_beyond_a_comma_is_not_what_the_verb_is_about():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "With Zelmorin, cost increases and spindle noise stays.", ASPIRIN, NOISE),
    )


def test_scores_of_two_methods_on_one_data_set_are_no_tension():
    data = ("Plumbase", "data")
    assert not found(
        said("a", "Our model has an accuracy of 71.2% on Plumbase.", data),
        said("b", "The network has an accuracy of 84.9% on Plumbase.", data),
    )


GRPO = ("GRPO", "method")


def test_works_that_are_better_than_the_same_named_method_are_shown_together():
    assert found(
        said("a", "Our loss outperforms GRPO on six tasks.", GRPO),
        said("b", "The sampler improves over standard GRPO by 3 points.", GRPO),
    ) == [("agreement", "Compared with GRPO")]


@pytest.mark.parametrize(
    "text",
    [
        "The sampler outperforms none, GRPO included.",
        "The sampler outperforms strong baselines, highlighting the potential of GRPO.",
        "The sampler does not outperform GRPO.",
        "The sampler uses GRPO.",
    ],
)
def test_what_only_stands_near_a_comparison_is_not_what_is_bested(text):
    assert not found(
        said("a", "Our loss outperforms GRPO on six tasks.", GRPO), said("b", text, GRPO)
    )


LUMIRE, GAP = ("lumirite", "material"), ("band gap", "measure")


def test_the_same_measure_of_the_same_thing_is_held_together():
    assert found(
        said("a", "We find that the band gap of lumirite is 2.31 eV.", LUMIRE, GAP),
        said("b", "We measured a band gap of 2.31 eV in lumirite.", LUMIRE, GAP),
    ) == [("agreement", "band gap (lumirite)")]


def test_values_further_apart_than_their_errors_are_a_tension():
    assert found(
        said("a", "We find that the band gap of lumirite is 2.31 ± 0.02 eV.", LUMIRE, GAP),
        said("b", "We measured a band gap of 2.84 ± 0.03 eV in lumirite.", LUMIRE, GAP),
    ) == [("tension", "band gap (lumirite)")]


@pytest.mark.parametrize(
    "text",
    [
        "We measured a band gap of 2.35 ± 0.03 eV in lumirite.",  # within the errors
        "We measured the yield of lumirite for a band gap of 4.84 eV.",  # a condition
        "We measured a band gap of up to 4.84 eV in lumirite.",
        "We measured a band gap of 4.84 meV in lumirite and raised it by 2 eV.",
    ],
)
def test_what_may_be_the_same_value_is_no_tension(text):
    assert ("tension", "band gap (lumirite)") not in found(
        said("a", "We find that the band gap of lumirite is 2.31 ± 0.02 eV.", LUMIRE, GAP),
        said("b", text, LUMIRE, GAP),
    )


def test_what_several_works_print_word_for_word_is_said_once():
    assert not found(
        said("a", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
        said("b", "Zelmorin reduces spindle noise.", ASPIRIN, NOISE),
    )
