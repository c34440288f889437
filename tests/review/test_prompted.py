"""Stages of a review written by a model: what it says stands on the paper, or is not there."""

from __future__ import annotations

import json

import pytest

from academichub.argument.reviews import WRITTEN, ReadingPart
from academichub.llm.scripted import Say

from .prompted_paper import LIMIT, NUMBERS, ONE, SLOW, TWO, material, quote
from .prompted_writing import (
    LIES,
    TRUE,
    Row,
    saying,
    texts,
    wrote,
)


@pytest.mark.parametrize("name", TRUE)
def test_what_agrees_is_kept_with_the_quotes_the_program_prints(writing, name):
    write, said, _ = writing(saying(TRUE[name]))
    made = wrote(write, name)
    part, text, on, _ = TRUE[name]
    (kept,) = texts(made, part)
    assert text in kept
    (statement,) = (one for p in made.parts if p.name == part for one in p.statements)
    assert [q.text for q in statement.quotes] == [quote(words).text for words in on]
    account = made.account
    assert (account.writer, account.asked, account.cached) == ("prompted", 1, 0)
    assert (account.tokens_in, account.tokens_out, account.microdollars) == (500, 60, None)
    assert len(account.prompts) == 4
    assert len(said.requests) == 1
    assert not made.drops


@pytest.mark.parametrize("name", TRUE)
def test_what_does_not_agree_is_mended_once(writing, name):
    part, _, on, label = TRUE[name]
    wrong = (part, "The accuracy of 79% is on Mars.", on, label)
    write, said, _ = writing(saying(wrong, again=(TRUE[name],)))
    made = wrote(write, name)
    assert texts(made, part)
    assert (made.account.asked, made.account.repaired, made.drops) == (2, 1, ())
    asked = said.requests[1]["messages"][-1]["content"]
    assert "79%" in asked
    assert "number" in asked


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_is_let_through_even_when_it_is_told_twice(writing, lie):
    rule, row = LIES[lie]
    fine = ("mechanism", "The policy gradient is trained with a 4-layer network.", (ONE,), "")
    write, said, _ = writing(saying(row, fine))
    made = wrote(write, "reading")
    assert texts(made, "mechanism") == [fine[1]]
    assert sum(len(texts(made, name)) for name in WRITTEN["reading"]) == 1
    (drop,) = made.drops
    assert not rule or drop.rule == rule
    assert drop.detail
    assert len(said.requests) == 2


@pytest.mark.parametrize("number", [0, -1, 99, 10**9])
def test_evidence_that_is_not_there_is_none(writing, number):
    row = {"part": "pith", "text": NUMBERS, "evidence": [number], "label": "", "number": 1}
    write, _, _ = writing([Say(json.dumps({"statements": [row]}))])
    made = wrote(write, "reading")
    assert texts(made, "pith") == []
    assert made.drops[0].rule == "evidence"


def test_a_part_of_which_nothing_stands_is_the_authors_own_or_empty_with_the_reason(writing):
    wrong = ("pith", "The accuracy on held-out terrain is 72%.", (NUMBERS,), "")
    wild = ("editorial", "Whales sing mostly in winter.", (NUMBERS,), "")
    write, _, _ = writing(saying(wrong, wild))
    parts = {part.name: part for part in wrote(write, "reading").parts}
    assert parts["pith"].writer == "extractive"
    assert parts["pith"].statements
    assert parts["editorial"].empty == "Nothing the model wrote on this agrees with what was read."


def test_a_statement_said_twice_is_there_once_and_no_part_has_too_many(writing):
    many = [("minor", f"The accuracy on held-out terrain is {word}.", (NUMBERS,), "") for word in
            ("clear", "open", "narrow", "broad", "useful", "early", "late", "clear")]  # fmt: skip
    write, _, _ = writing(saying(*many))
    made = wrote(write, "referee")
    assert len(texts(made, "minor")) == 5
    assert [drop.rule for drop in made.drops] == ["most", "most", "repeated"]


def test_comments_say_in_which_section_what_they_are_on_stands(writing):
    method = ("minor", "The ground being dry narrows what is learned.", (TWO,), "Nonsense")
    write, _, _ = writing(saying(TRUE["referee"], method))
    made = wrote(write, "referee")
    labels = {name: label for part in made.parts for name, label in part.labels}
    assert labels["major.1"] == "Abstract"
    assert labels["minor.1"] == "Method"


def test_an_answer_is_what_the_authors_could_do_and_to_a_comment_there_is(writing):
    rows: list[Row] = [
        ("rebuttal", "Running the gait on wet ground as well.", (LIMIT,), "major.1"),
        ("rebuttal", "running it on wet ground again.", (LIMIT,), "major.1"),
        ("rebuttal", "running it on wet ground.", (LIMIT,), "major.9"),
        ("rebuttal", "We have added wet ground.", (LIMIT,), "major.1"),
        ("rebuttal", "Wet ground was tested.", (LIMIT,), "major.1"),
        ("rebuttal", "having tested wet ground.", (LIMIT,), "major.1"),
    ]
    write, _, _ = writing(saying(*rows))
    made = wrote(write, "rebuttal")
    assert texts(made, "rebuttal") == [
        "The authors could answer by running the gait on wet ground as well."
    ]
    assert made.parts[0].labels == (("rebuttal.1", "major.1"),)
    assert [drop.rule for drop in made.drops] == ["repeated", "label", "form", "form", "done"]


def test_an_answer_in_chinese_begins_as_it_should(writing):
    row = ("rebuttal", "作者可以这样回应：在湿地面上再做一次测试", (LIMIT,), "major.1")
    write, _, _ = writing(saying(row))
    made = wrote(write, "rebuttal", "zh")
    assert texts(made, "rebuttal") == ["作者可以这样回应：在湿地面上再做一次测试。"]


def test_where_there_is_no_comment_nobody_is_asked_for_an_answer(writing):
    write, said, _ = writing(saying(TRUE["rebuttal"]))
    made = write("rebuttal", material(), {}, ())
    assert made.parts == (ReadingPart("rebuttal", empty="There is no comment to answer."),)
    assert not said.requests


def test_a_circle_has_a_chain_of_two_sentences_and_a_kind(writing):
    text = TRUE["circularity"][1]
    rows: list[Row] = [
        ("circularity", text, (SLOW,), "fit"),
        ("circularity", text, (SLOW, NUMBERS), "guilt"),
        TRUE["circularity"],
    ]
    write, _, _ = writing(saying(*rows))
    made = wrote(write, "circularity")
    assert made.parts[0].labels == (("circularity.1", "fitted to what it predicts"),)
    assert [one.text for one in made.parts[0].statements[0].quotes] == [SLOW, NUMBERS]
    assert [drop.rule for drop in made.drops] == ["chain", "label"]


def test_no_circle_is_an_answer(writing):
    write, said, _ = writing(saying())
    made = wrote(write, "circularity")
    assert made.notes == ()
    assert len(said.requests) == 1
    assert made.parts[0].statements or "named no step" in made.parts[0].empty


def test_items_of_the_ledger_go_by_the_name_the_paper_gives_them(writing):
    rows: list[Row] = [
        ("parameters", "The learning rate is set to 0.01 in all runs.", ("learning rate",), "learning rate"),
        ("parameters", "We set the learning rate to 0.01 in all runs.", ("learning rate",), "momentum"),
        ("entities", ONE, (ONE,), ""),
        TRUE["ledger"],
    ]  # fmt: skip
    write, _, _ = writing(saying(*rows))
    made = wrote(write, "ledger")
    labels = {
        name: label
        for part in made.parts
        for name, label in part.labels
        if part.writer == "prompted"
    }
    assert labels == {"parameters.1": "learning rate", "axioms.1": "assumption"}
    assert [drop.rule for drop in made.drops] == ["label", "label"]


def test_keywords_are_the_papers_own_words_at_their_place(writing):
    rows: list[Row] = [
        ("keywords", "Policy Gradient", (ONE,), ""),
        ("keywords", "diffusion model", (ONE,), ""),
    ]
    write, _, _ = writing(saying(TRUE["verdict"], *rows))
    made = wrote(write, "verdict")
    (one,) = made.parts[1].statements
    assert (one.text, one.tier) == ("policy gradient", "quoted")
    assert [q.text for q in one.quotes] == ["policy gradient"]
    assert [drop.section for drop in made.drops] == ["keywords"]


@pytest.mark.parametrize("word", ["accept", "conditional", "reject", "unverdicted", " Accept "])
def test_a_verdict_of_a_full_text_with_a_reason_is_given(writing, word):
    write, _, _ = writing(saying(TRUE["verdict"], verdict=word))
    made = wrote(write, "verdict")
    assert made.verdict == word.strip().lower()
    assert made.notes == ()


def test_a_verdict_that_is_none_of_the_words_is_not_given(writing):
    write, _, _ = writing(saying(TRUE["verdict"], verdict="strong accept!!"))
    made = wrote(write, "verdict")
    assert made.verdict == "unverdicted"
    assert "none of accept" in made.notes[0]


def test_a_verdict_without_a_reason_that_stands_is_not_given(writing):
    praise = ("verdict", "The accuracy is groundbreaking.", (NUMBERS,), "reason")
    change = ("verdict", "An accuracy on wet ground would change it.", (LIMIT,), "change")
    write, _, _ = writing(saying(praise, change, verdict="accept"))
    made = wrote(write, "verdict")
    assert made.verdict == "unverdicted"
    assert made.notes == (
        "the model's verdict (accept) is not given, since no reason for it stands",
    )


def test_a_sentence_of_the_paper_keeps_the_numbers_of_its_references():
    from academichub.argument import Sentence, Statement
    from academichub.llm.pointing import pointed

    whole = "It is as in earlier work [3, 4]."
    sent = [Sentence("w", "text", 0, len(whole), whole)]
    for said, kept in ((whole, whole), ("It is as before [1].", "It is as before.")):
        made = pointed("pith", "pith", said, [1], sent)
        assert isinstance(made, Statement)
        assert made.text == kept
