"""What themes are called, in English and in Chinese."""

from __future__ import annotations

import pytest

from academichub import themes
from academichub.themes.reading import is_pale, read

from .made import mixed, work


def named(*texts: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    """Label and terms of the one theme of works with these titles and abstracts."""
    (theme,) = themes.find([work(n, *text) for n, text in enumerate(texts)], ())
    return theme.label, theme.terms


def test_a_label_is_written_as_inside_sentences_not_as_in_titles():
    label, _ = named(
        ("Solar Wind Turbulence", "The turbulence heats it. We measure solar wind turbulence."),
        ("Heat and Solar Wind Turbulence", "Near the sun, solar wind turbulence is weak."),
    )
    assert label == "solar wind turbulence"


def test_a_name_keeps_its_capitals():
    label, _ = named(
        ("Dust in the Kuiper Belt", "Beyond Neptune, the Kuiper Belt holds dust."),
        ("Ice of the Kuiper Belt", "Ice covers the bodies of the Kuiper Belt."),
    )
    assert label == "Kuiper Belt"


def test_a_label_is_not_a_piece_of_the_phrase_it_is_always_part_of():
    label, terms = named(
        ("Heat of coronal mass ejections", "We follow coronal mass ejections of the sun."),
        ("Coronal mass ejections seen early", "Early signs of coronal mass ejections are seen."),
    )
    assert label == "coronal mass ejections"
    assert not {"coronal mass", "mass ejections"} & set(terms)


def test_hyphens_and_plurals_do_not_part_two_spellings():
    label, terms = named(
        ("Self-distillation of small nets", "A net learns by self-distillation from its own nets."),
        ("When self distillation helps", "Often self distillation is worth it."),
        ("Self-distillations compared", "Two self-distillations are compared."),
    )
    assert label.replace("-", " ").lower().startswith("self distillation")
    assert sum("distillation" in one.lower() for one in terms) == 1


def test_no_two_labels_are_alike():
    labels = [theme.label.lower() for theme in themes.find(mixed(30), ())]
    assert len(labels) == len(set(labels))


def test_every_label_and_term_stands_in_a_work_of_its_theme():
    works = mixed(20)
    texts = {one.id: f"{one.title} {one.abstract}".lower() for one in works}
    for theme in themes.find(works, ()):
        for term in theme.terms:
            assert any(term.lower() in texts[one] for one in theme.works), term
        assert theme.label == theme.terms[0]


def test_a_theme_has_from_three_to_eight_terms_all_different():
    for theme in themes.find(mixed(20), ()):
        assert 3 <= len(theme.terms) <= 8
        assert len(set(theme.terms)) == len(theme.terms)


@pytest.mark.parametrize("word", ["model", "result", "method", "study", "方法", "研究"])
def test_a_word_of_any_abstract_is_no_label(word):
    assert is_pale(word)


def test_formulas_addresses_and_commands_are_no_phrases():
    said = read(work(1, "Bounds", "See https://example.org/code for $\\alpha$ and \\textbf{dust}."))
    keys = {heard.key for heard in said.heard}
    assert "dust" in keys
    assert not {"textbf", "example", "http", "alpha", "textbf dust"} & keys


def test_a_phrase_does_not_reach_across_a_comma_or_a_word_of_grammar():
    keys = {heard.key for heard in read(work(1, "", "Dust, halo of gas")).heard}
    assert {"dust", "halo", "gas"} <= keys | {"gas"}
    assert not {"dust halo", "halo gas"} & keys


def test_chinese_works_get_a_chinese_label():
    label, terms = named(
        ("钙钛矿太阳能电池的稳定性", "钙钛矿太阳能电池在潮湿空气中容易分解。"),
        ("提高钙钛矿太阳能电池效率", "新的涂层使钙钛矿太阳能电池更耐用。"),
        ("钙钛矿太阳能电池的涂层", "涂层保护钙钛矿太阳能电池。"),
    )
    assert label == "钙钛矿太阳能电池"
    assert "太阳能电" not in terms


def test_a_phrase_that_is_common_in_the_store_steps_back():
    works = [
        work(1, "Frost damage and sap flow", "We see frost damage and sap flow in beeches."),
        work(2, "Sap flow and frost damage", "In oaks, frost damage and sap flow are seen."),
    ]
    (first,) = themes.find(works, (), lambda key: 0.1 if key == "frost damage" else 8.0)
    (second,) = themes.find(works, (), lambda key: 0.1 if key == "sap flow" else 8.0)
    assert (first.label, second.label) == ("sap flow", "frost damage")
