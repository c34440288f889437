"""What stands in the text itself: mentions, words of a chat model, exchanged terms, statements."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.argument.documents import Document, Piece
from academichub.audits import (
    Facts,
    declarations,
    mentions,
    model_residue,
    tortured_phrases,
)
from academichub.audits.tortured_terms import TERMS
from academichub.model import Work

FACTS = Facts(Work("doi:10.1000/x", "", "article", "", (), "2026-01-01T00:00:00Z"), "2026-01-01")


def page(text: str, *captions: str, scope: str = "full text") -> Document:
    pieces = []
    for label in captions:
        text += f"\n\n{label}: what is seen."
        pieces.append(Piece("caption", len(text) - 15 - len(label), len(text), label))
    return Document("doi:10.1000/x", scope, text, "0" * 64, "t", "1", pieces=tuple(pieces))  # type: ignore[arg-type]


def values(findings: object, name: str) -> list[str]:
    return [dict(one.data)[name] for one in findings]  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", ["Figure 4", "Fig. 4", "Figures 4", "fig 4 and Fig. 4"])
def test_a_figure_that_is_not_there_is_told(written: str):
    text = page(f"The trend is plain ({written}).", "Figure 1", "Figure 2", "Figure 3")
    assert values(mentions.check(text, FACTS), "number") == ["4"]


def test_a_table_in_roman_numerals_is_counted():
    text = page("See Table IV and Table II.", "Table I", "Table II", "Table III")
    assert values(mentions.check(text, FACTS), "number") == ["4"]


@pytest.mark.parametrize(
    "said",
    [
        "see Figure 3",
        "see Fig. 2a",
        "see Figure 7 of the earlier report",
        "as in Fig. 9 in the supplement",
        "Supplementary Figure 8",
        "Extended Data Fig. 6",
        "Figure S5",
        "figure 3.5 million",
    ],
)
def test_a_figure_that_is_there_or_elsewhere_is_not_told(said: str):
    text = page(f"The trend is plain, {said}.", "Figure 1", "Figure 2", "Figure 3")
    assert values(mentions.check(text, FACTS), "number") == []


def test_where_captions_are_lacking_nothing_is_said():
    assert (
        values(mentions.check(page("See Figure 9.", "Figure 1", "Figure 3"), FACTS), "kind") == []
    )
    assert values(mentions.check(page("See Figure 9."), FACTS), "kind") == []
    abstract = page("See Figure 9.", "Figure 1", scope="abstract")
    assert values(mentions.check(abstract, FACTS), "kind") == []


def test_a_label_that_was_not_set_is_told():
    assert values(mentions.check(page("As Figure ?? and Eq. (??) show."), FACTS), "kind") == [
        "unset",
        "unset",
    ]


RESIDUE = (
    "As an AI language model, I cannot verify this claim.",
    "Certainly, here is a possible introduction for your topic: Moss is green.",
    "Sure! Here's the revised paragraph.",
    "Certainly! Below is a summary of the results.",
    "Moss is green. I hope this helps.",
    "Moss is green. Regenerate response",
    "As of my last knowledge update in September 2021, moss is green.",
    "I don’t have access to real-time data on moss.",
    "Please let me know if you need further clarification.",
    "I'm sorry, but I cannot complete the table.",
    "I apologize for the confusion; the corrected text follows.",
    "Moss is green :contentReference[oaicite:2].",
    "See https://example.org/?utm_source=chatgpt.com for moss.",
    "Would you like me to expand this section?",
    "[Insert citation here]",
    "作为一个人工智能语言模型，我无法提供实时数据。",
    "希望以上内容对您有帮助。",
)


@pytest.mark.parametrize("said", RESIDUE)
def test_the_words_of_a_chat_model_are_found(said: str):
    assert values(model_residue.check(page(f"Moss grows slowly. {said}"), FACTS), "kind") == [
        "said"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Participants wrote “I hope this helps” below their answers.",
        "The clerk replied 'Certainly, here is your form' and smiled.",
        "Of course, here the sum vanishes.",
        "As an artificial substrate we used felt.",
        "Here is the version of the theorem that we need.",
        "We hope this helps future surveys.",
        "The authors let us know that more data are needed.",
    ],
)
def test_the_words_of_people_are_not(said: str):
    assert values(model_residue.check(page(f"Moss grows slowly. {said}"), FACTS), "kind") == []


def test_a_paper_about_chat_models_may_print_what_they_say():
    about = "We collect answers of LLMs. ChatGPT and other language models refuse. " * 3
    text = page(f"{about} {RESIDUE[0]}")
    assert values(model_residue.check(text, FACTS), "kind") == []


def test_an_exchanged_term_is_named_with_its_standard_one():
    text = page(
        "We use counterfeit\nconsciousness and an irregular woodland; bosom peril is graded."
    )
    assert values(tortured_phrases.check(text, FACTS), "term") == [
        "artificial intelligence",
        "random forest",
        "breast cancer",
    ]


def test_every_phrase_of_the_list_is_found_and_is_not_the_term_itself():
    assert len(TERMS) >= 150
    for phrase, term in TERMS.items():
        assert phrase.lower() != term.lower()
        assert len(phrase.split()) > 1 or "-" in phrase, phrase
        said = values(tortured_phrases.check(page(f"We use {phrase} here."), FACTS), "term")
        assert said, phrase


def test_no_standard_term_is_taken_for_an_exchanged_one():
    for term in set(TERMS.values()):
        assert not list(tortured_phrases.check(page(f"We use {term} here."), FACTS)), term


def test_a_paper_about_exchanged_terms_and_a_quoted_one_are_left_alone():
    assert not list(tortured_phrases.check(page("“profound learning” is odd."), FACTS))
    about = page("On tortured phrases: they write profound learning for deep learning.")
    assert not list(tortured_phrases.check(about, FACTS))


def test_a_whole_phrase_is_needed():
    assert not list(tortured_phrases.check(page("a profound. Learning is slow"), FACTS))
    assert not list(tortured_phrases.check(page("profoundly learning"), FACTS))


DECLARED = {
    "data": "All data are available at Zenodo.",
    "code": "Our code is available at https://github.com/moss/moss.",
    "ethics": "The institutional review board approved the study.",
    "registration": "The trial is registered (NCT01234567).",
    "conflicts": "The authors declare no competing interests.",
    "funding": "This work was supported by the Moss Fund.",
}


@pytest.mark.parametrize("name", DECLARED)
def test_a_statement_that_is_there_is_shown(name: str):
    text = page(f"Moss grows. {DECLARED[name]} It is green.")
    said = {dict(one.data)["statement"]: one for one in declarations.check(text, FACTS)}
    assert dict(said[name].data)["kind"] == "present"
    assert said[name].evidence[0].text == DECLARED[name]
    assert {dict(one.data)["kind"] for key, one in said.items() if key != name} <= {"absent"}
    assert {one.severity for one in said.values()} == {"note"}


def test_nothing_is_absent_from_an_abstract():
    assert not list(declarations.check(page("Moss grows.", scope="abstract"), FACTS))
    assert len(list(declarations.check(page("Moss grows."), FACTS))) == 6


CHECKS = (mentions, model_residue, tortured_phrases, declarations)


@given(st.text(max_size=300))
def test_no_text_makes_a_check_fail(text: str):
    for module in CHECKS:
        list(module.check(page(text, "Figure 1"), FACTS))


@pytest.mark.parametrize("module", CHECKS)
def test_a_long_text_takes_time_in_proportion(module: object):
    def seconds(times: int) -> float:
        piece = "Fig. 1 data code irregular deep I hope as an AI the here is a feel free to the [insert "
        text = page(piece * times, "Figure 1", "Figure 2")
        text = replace(text, text=text.text)
        began = perf_counter()
        list(module.check(text, FACTS))  # type: ignore[attr-defined]
        return perf_counter() - began

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.005)
