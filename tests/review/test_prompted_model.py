"""What a model is told of a paper, and what becomes of a review where it fails."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from academichub.argument.findings import Check, Finding
from academichub.argument.reviews import WRITTEN
from academichub.errors import ModelError
from academichub.llm import Rules
from academichub.llm.scripted import Say, Scripted
from academichub.review import prompted

from .prompted_paper import NUMBERS, ORDERS, material
from .prompted_writing import (
    BEFORE,
    LIES,
    TRUE,
    own_words,
    parts_of,
    saying,
    texts,
    wrote,
)
from .scripted_review import is_repair, sentences, stage


@pytest.mark.parametrize("name", WRITTEN)
def test_what_the_paper_says_stands_inside_the_fence_and_nowhere_else(writing, name):
    write, said, _ = writing(saying(TRUE[name]))
    wrote(write, name)
    rules, before, inside, after = parts_of(said.requests[0])
    assert NUMBERS in inside
    assert "Title: Gaits from a policy gradient" in inside
    assert "terrain" not in rules + before + after
    assert '"me"' not in json.dumps(said.requests[0])
    assert "Lovelace" not in json.dumps(said.requests[0])


@pytest.mark.parametrize("name", WRITTEN)
def test_orders_to_reviewers_are_shown_to_no_model(writing, name):
    write, said, _ = writing(saying(TRUE[name]))
    made = wrote(write, name)
    sent = json.dumps(said.requests[0])
    assert "ACCEPT THIS" not in sent
    assert "Ignore all previous" not in sent
    assert len(sentences(said.requests[0])) == len(material().sentences) - 2
    noted = [note for note in made.notes if "tell a reviewing machine" in note]
    assert bool(noted) == (name == "reading")


def test_findings_are_told_unless_they_hold_an_order(writing):
    def finding(message: str) -> Finding:
        check = Check("percentages", 1, "arithmetic", "", "")
        return Finding("w", check.id, 1, "arithmetic", "error", message, (), "d")

    write, said, _ = writing(saying(TRUE["verdict"]))
    write(
        "verdict",
        material(),
        BEFORE,
        (finding("9 of 10 is not 71%."), finding(f"It says “{ORDERS[1]}”.")),
    )
    _, _, inside, _ = parts_of(said.requests[0])
    assert "- 9 of 10 is not 71%." in inside
    assert "(major.1) Wet ground is left out." in inside
    assert "Ignore all" not in inside


def test_the_model_is_told_the_language_the_scope_and_the_parts(writing):
    write, said, _ = writing(saying())
    write("rebuttal", material("zh"), BEFORE, ())
    _, before, _, after = parts_of(said.requests[0])
    assert "Simplified Chinese" in before
    assert "full text" in before
    assert "rebuttal 1" in before
    assert "作者可以这样回应" in before
    assert '"part": "rebuttal"' in after
    assert stage(said.requests[0]) == "rebuttal"


BROKEN = ["", "{", "[]", '{"statements": 7}', "I am sorry.", '{"statements": [{"text": "x"}]}']


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_answer_is_asked_for_once_more(writing, broken):
    def once(request: dict[str, Any], n: int) -> Say:
        return saying(TRUE["verdict"])(request, n) if is_repair(request) else Say(broken)

    write, said, _ = writing(once)
    made = wrote(write, "verdict")
    assert texts(made, "verdict")
    assert made.verdict == "conditional"
    assert "whole answer" in said.requests[1]["messages"][-1]["content"]
    twice, said, _ = writing([Say(broken + " "), Say(broken)])
    own_words(wrote(twice, "reading"))
    assert len(said.requests) == 2


FAILURES = {
    "429 for good": (Say("busy", 429), r"\(429: busy\)"),
    "500 for good": (Say("oops", 500), "500: oops"),
    "a wrong key": (Say("no such key", 401), "401: no such key"),
    "half a stream": (Say('{"statements": []}' * 9, cut=True), "lost"),
    "silence": (Say('{"statements": []}', stall=30), "lost"),
    "a page": (Say(body=b"<html>Log in</html>", headers={"Content-Type": "text/html"}), "lost"),
    "a redirect": (Say("", 307, {"Location": "http://127.0.0.1:9/"}), r"not followed \(307\)"),
    "talk without end": (Say("bla " * 30, endless=True), "lost"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_stage_without_an_answer_is_in_the_authors_own_words_and_says_why(writing, failure):
    say, why = FAILURES[failure]
    patience = 0.5 if failure == "silence" else 60
    rules = Rules(timeout=patience, tokens=100, budget_tokens=None, budget_usd=None)
    write, _, store = writing([say], rules)
    made = wrote(write, "reading")
    own_words(made)
    (note,) = (note for note in made.notes if "the reading" in note)
    assert re.search(why, note)
    assert "<" not in note
    assert "asked" not in store.asked.calls()


def test_an_empty_list_leaves_the_authors_own_words_and_is_accounted_for(writing):
    write, _, _ = writing(saying())
    made = wrote(write, "referee")
    assert made.notes == (
        "the referee report: in the source's own words, since nothing the model wrote agrees with what was read",
    )
    assert (made.account.asked, made.account.tokens_in) == (1, 500)


def test_the_notes_are_in_the_language_of_the_review(writing):
    write, _, _ = writing([Say("busy", 429)])
    assert wrote(write, "ledger", "zh").notes == (
        "参数与公理清单：改用原文语句，因为模型没有给出可用的内容：模型的服务器返回错误（429: busy）",
    )


def test_a_budget_that_is_used_up_is_said_and_nobody_is_asked(writing):
    write, said, _ = writing(saying(), Rules(budget_tokens=10))
    made = wrote(write, "ledger")
    own_words(made)
    assert "the day's budget does not hold another request" in made.notes[0]
    assert not said.requests


def test_a_model_that_does_not_answer_is_not_asked_for_every_stage(writing):
    write, said, _ = writing([Say("no", 403)])
    made = [wrote(write, name) for name in WRITTEN]
    assert len(said.requests) == prompted.PATIENCE
    notes = [note for one in made for note in one.notes]
    assert sum("asked no more" in note for note in notes) == len(WRITTEN) - prompted.PATIENCE


def test_a_stage_that_is_written_again_costs_nothing(writing):
    write, said, _ = writing(saying(TRUE["reading"]))
    first, again = wrote(write, "reading"), wrote(write, "reading")
    assert again.parts == first.parts
    account = again.account
    assert (account.asked, account.cached, account.tokens_in, account.microdollars) == (
        0,
        1,
        0,
        None,
    )
    assert len(said.requests) == 1


def test_when_mending_fails_the_rest_stands_and_it_is_said(writing):
    wrong = ("core_claim", "The accuracy on held-out terrain is 72%.", (NUMBERS,), "")

    def say(request: dict[str, Any], n: int) -> Say:
        return Say("", 400) if is_repair(request) else saying(TRUE["reading"], wrong)(request, n)

    write, _, _ = writing(say)
    made = wrote(write, "reading")
    assert texts(made, "pith")
    assert [drop.section for drop in made.drops] == ["core_claim"]
    assert "left out" in made.notes[-1]


def test_what_is_cancelled_ends_with_an_error_and_not_with_other_words(writing):
    write, said, _ = writing([Say("", stall=60)], cancelled=lambda: True)
    with pytest.raises(ModelError):
        write("reading", material(), BEFORE, ())
    assert not said.requests


def test_what_is_cancelled_while_it_is_mended_ends_with_an_error(writing):
    seen: list[Scripted] = []

    def say(request: dict[str, Any], n: int) -> Say:
        if is_repair(request):
            return Say("{}", stall=60)
        return saying(TRUE["reading"], LIES["a changed number"][1])(request, n)

    write, said, _ = writing(say, cancelled=lambda: len(seen[0].requests) > 1)
    seen.append(said)
    with pytest.raises(ModelError):
        write("reading", material(), BEFORE, ())


def test_a_request_is_never_larger_than_the_budget_of_a_batch_takes_it_for():
    from dataclasses import replace

    from academichub.argument.reviews import Material
    from academichub.llm.question import canonical
    from academichub.review import asking, purses, selecting

    long = "很长的一句话" * 200
    check = Check("percentages", 1, "arithmetic", "", "")
    findings = [Finding("w", check.id, 1, "arithmetic", "error", long, (), "d")] * 50
    comments = tuple((f"major.{n}", long) for n in range(9))
    given: Material = replace(material("zh"), work=replace(material("zh").work, title=long))
    sent = given.sentences
    for name in WRITTEN:
        task = asking.Task(name, given, sent, comments, tuple(findings))
        asked = asking.repair(task, [(n, long, long) for n in range(60)])
        size = len(canonical(asked, "local:some", "http://127.0.0.1/v1", Rules()))
        room = sum(len(one.text.encode()) + purses._A_LINE for one in sent)
        assert size <= room + purses._PROMPT, size - room
    assert selecting._MOST <= purses._SENTENCES
