"""What sentences name, of many fields, and what they do not."""

from __future__ import annotations

import pytest

from academichub import evidence
from academichub.evidence import key
from academichub.evidence.substances import formula


def named(text: str) -> dict[str, str]:
    return {thing.text: thing.kind for thing in evidence.things(text)}


@pytest.mark.parametrize(
    ("text", "thing", "kind"),
    [
        ("We train a graph neural network on it.", "graph neural network", "method"),
        ("It is measured by Raman spectroscopy.", "Raman spectroscopy", "method"),
        ("We propose FoxNet, which is fast.", "FoxNet", "method"),
        ("We present a sampler called DorVa for it.", "DorVa", "method"),
        ("FoxBench, a benchmark of foxes, is new.", "FoxBench", "data"),
        ("We evaluate it on the Larnax dataset.", "Larnax dataset", "data"),
        ("This helps medical image segmentation.", "medical image segmentation", "task"),
        ("Thin films of MoS$_2$ were grown.", "MoS$_2$", "material"),
        ("A perovskite absorbs the light.", "perovskite", "material"),
        ("The success rate rises.", "success rate", "measure"),
        ("Its thermal conductivity falls.", "thermal conductivity", "measure"),
        ("We map dwarf galaxies nearby.", "dwarf galaxies", "object"),
        ("Every Lie algebra of this type splits.", "Lie algebra", "object"),
        ("The TP53 gene is silenced in cells.", "TP53", "object"),
        ("Patients with type 2 diabetes improved.", "diabetes", "object"),
        ("本文提出一种医学图像分割方法。", "医学图像分割方法", "method"),
        ("采用石墨烯薄膜制备电极。", "石墨烯薄膜", "material"),
        ("我们用BERT模型做实验。", "BERT", "method"),
    ],
)
def test_a_thing_is_named_with_its_kind(text, thing, kind):
    assert named(text).get(thing) == kind


@pytest.mark.parametrize(
    "text",
    [
        "We propose a novel method and a new model.",
        "Our approach gives better results on real data.",
        "This problem remains an important challenge.",
        "The XKQZ appears nowhere else.",
        "",
        "?!",
    ],
)
def test_generic_words_and_unexplained_names_are_no_things(text):
    assert not named(text)


def test_things_stand_where_they_say():
    text = "We propose FoxNet, a graph neural network for fox tracking (FT) on MoS$_2$ films."
    for thing in evidence.things(text):
        assert text[thing.start : thing.end] == thing.text


def test_an_abbreviation_has_the_key_of_its_long_form():
    text = "We use slow fox distillation (SFD). Then SFD is repeated."
    found = evidence.things(text)
    assert {thing.key for thing in found if thing.kind == "method"} == {"slow fox distillation"}
    assert [thing.text for thing in found if thing.kind == "method"][-1] == "SFD"


def test_a_long_form_in_brackets_behind_is_read_too():
    found = evidence.things("We present FOLD (Fox Oriented Learning Device) here.")
    assert {thing.key for thing in found} == {"fox oriented learning device"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Graph Neural Networks", "graph neural network"),
        ("self-supervised learning", "self supervised learning"),
        ("multi-agent system", "multiagent system"),
        ("α-synuclein", "alpha-synuclein"),
        ("MoS$_2$", "MoS2"),
        ("signal modelling", "signal modeling"),
        ("LLMs", "large language model"),
    ],
)
def test_writings_of_one_thing_have_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    "word", ["MoS2", "TiO$_2$", "GaAs", "La2-xSrxCuO4", "H2O", "CO2", "Fe₃O₄", "H2SO4"]
)
def test_formulas_are_substances(word):
    assert formula(word)


@pytest.mark.parametrize(
    "word",
    ["CNN", "HIV", "H1N1", "P2P", "In", "As", "US", "Bose", "GPT-4", "I", "SOCS3", "SH2B3", "IC₅₀"],
)
def test_acronyms_are_no_substances(word):
    assert not formula(word)
