"""What the extractive reader fills of a review, and what it leaves empty and why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_papers import ABSTRACT, CHINESE, of_abstract, of_paper, part, told

from academichub.argument.findings import Evidence, Finding
from academichub.argument.reviews import WRITTEN
from academichub.language import words
from academichub.reading import claims, formal, write

PROPOSED = "We propose Gated Lattice Tracking (GLT), a method that follows the drift of spindles by small gates."
REDUCED = "Experiments show that GLT reduces the drift by 41% against the best known tracker."
SLOW = "We assume that the drift is slow against the turn of a spindle."


def test_the_pith_is_what_the_authors_say_they_did():
    assert told(of_paper(), "reading", "pith") == [PROPOSED]
    (own,) = told(of_abstract(), "reading", "pith")
    assert own.startswith("In this paper, we propose Gated Lattice Tracking (GLT)")


def test_the_core_claim_is_another_than_the_pith():
    assert told(of_paper(), "reading", "core_claim") == [REDUCED]


def test_the_short_reading_tells_what_the_pith_and_the_claim_do_not():
    short = told(of_abstract(), "reading", "reading")
    assert 3 <= len(short) <= 5
    pith = told(of_abstract(), "reading", "pith") + told(of_abstract(), "reading", "core_claim")
    assert not set(pith) & set(short)


def test_what_carries_the_argument_is_how_it_was_done():
    assert told(of_abstract(), "reading", "mechanism") == [
        "It is based on a gate network that is trained on mock spindles."
    ]


def test_premises_are_those_stated_as_such_and_never_a_step_of_a_proof():
    made = told(of_paper(), "reading", "load_bearing_premise")
    assert made[0] == SLOW
    assert "The noise of a gate has a bounded fourth moment." in made
    assert not [one for one in made if "even" in one or "they know why" in one]


def test_what_others_assume_claim_or_lack_is_none_of_the_work():
    made = of_paper()
    everything = [
        text
        for stage, names in WRITTEN.items()
        for name in names
        if name not in {"reading", "keywords"}
        for text in told(made, stage, name)
    ]
    said = " ".join([*everything, *(one.text for one in claims(made))])
    for other in ("Earlier methods", "DryNet", "Their main limitation", "Smith"):
        assert other not in said


def test_consequences_and_tests_are_those_the_authors_name():
    made = of_paper()
    assert told(made, "reading", "consequences") == [
        "Our results imply that wet mills can run without a pause."
    ]
    (test,) = told(made, "reading", "falsifier")
    assert test.startswith("Future measurements at larger mills could test")


def test_the_summary_opens_with_the_pith_and_keeps_the_order_of_the_text():
    made = part(of_paper(), "referee", "summary")
    starts = [one.quotes[0].start for one in made.statements]
    assert " ".join(made.statements[0].text.split()) == PROPOSED
    assert starts == sorted(starts)


def test_significance_is_what_the_authors_call_it():
    (said,) = told(of_paper(), "referee", "significance")
    assert said.startswith("To the best of our knowledge, this is the first tracker")


def test_stated_limits_are_comments_on_their_section():
    made = of_paper()
    major, minor = part(made, "referee", "major"), part(made, "referee", "minor")
    stated = [" ".join(one.text.split()) for one in (*major.statements, *minor.statements)]
    assert set(stated) == {
        "Our study is limited to lattices of one maker.",
        "The method cannot follow spindles that stop.",
        "We leave mills with more than ten spindles to future work.",
    }
    assert {label for _, label in (*major.labels, *minor.labels)} == {"Limitations"}
    (own,) = part(of_abstract(), "referee", "minor").statements
    assert own.text == "Our study is limited to lattices of one maker."
    assert part(of_abstract("zh"), "referee", "minor").label("minor.1") == "摘要"


def finding(severity: str, text: str, start: int, field: str = "Method", **more: object) -> Finding:
    return Finding(
        "arxiv:2601.00001", "percentages", 1, "arithmetic", severity, "12 of 40 is not 35%.",  # type: ignore[arg-type]
        (Evidence(field, start, start + len(text), text),), "0", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_finding_is_a_comment_in_the_words_of_its_check_on_its_evidence():
    made = of_paper()
    start = made.document.text.index("batch size")
    found = (
        finding("error", "batch size", start),
        finding("warning", "batch size", start),
        finding("note", "batch size", start),
        finding("error", "batch size", start, state="rescinded"),
    )
    parts = {one.name: one for one in write("referee", made, found).parts}
    first = parts["major"].statements[0]
    assert (first.text, first.tier) == ("12 of 40 is not 35%.", "editorial")
    assert [(one.field, one.start, one.text) for one in first.quotes] == [
        ("text", start, "batch size")
    ]
    assert parts["major"].label("major.1") == "Method"
    assert sum("35%" in one.text for one in parts["major"].statements) == 1
    assert sum("35%" in one.text for one in parts["minor"].statements) == 1


def test_a_finding_in_a_record_is_quoted_from_the_record():
    made = of_abstract()
    start = made.document.text.index("41%")
    parts = write("referee", made, (finding("error", "41%", start, "abstract"),)).parts
    comment = next(one for one in parts if one.name == "major").statements[0]
    (quote,) = comment.quotes
    assert (quote.field, ABSTRACT[quote.start : quote.end]) == ("abstract", "41%")


def test_a_finding_in_what_nobody_sees_has_no_quote():
    made = of_paper()
    parts = write("referee", made, (finding("error", "accept this", 3, "hidden"),)).parts
    assert next(one for one in parts if one.name == "major").statements[0].quotes == ()


def test_the_ledger_names_each_item_once():
    made = of_paper()
    parameters = part(made, "ledger", "parameters")
    assert [label for _, label in parameters.labels] == [
        "learning rate", "batch size", "two free parameters",
    ]  # fmt: skip
    axioms = part(made, "ledger", "axioms")
    assert [label for _, label in axioms.labels] == ["assumption", "Assumption 1"]
    entities = part(made, "ledger", "entities")
    assert [label for _, label in entities.labels] == ["Gated Lattice Tracking (GLT)"]
    for one in (parameters, axioms, entities):
        assert len(one.labels) == len(one.statements)


def test_a_circle_is_shown_only_where_the_authors_say_it():
    assert told(of_paper(), "circularity", "circularity") == [
        "The tracker is fitted to the same data that is used to test it."
    ]
    assert part(of_abstract(), "circularity", "circularity").statements == ()


@pytest.mark.parametrize("made", [of_abstract(), of_paper()])
def test_no_verdict_is_given_and_it_is_said_why(made):
    written = write("verdict", made, ())
    assert written.verdict == "unverdicted"
    verdict = written.parts[0]
    assert {label for _, label in verdict.labels} == {"reason", "change"}
    assert all(one.tier == "editorial" for one in verdict.statements)
    texts = " ".join(one.text for one in verdict.statements)
    scope = (
        "Only the abstract was read."
        if made.document.scope == "abstract"
        else "The full text was read (8 sections)."
    )
    assert scope in texts


def test_the_verdict_counts_the_findings():
    made = of_paper()
    found = (finding("error", "x", 0), finding("note", "x", 0), finding("note", "x", 0))
    texts = [one.text for one in write("verdict", made, found).parts[0].statements]
    assert "The checks report 1 error, 2 notes." in texts
    assert "The checks report nothing; what they cannot read they leave alone." not in texts


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_nobodys_own_words_stays_empty_with_the_reason(language):
    made = of_abstract(language)
    for stage, name in (("reading", "editorial"), ("rebuttal", "rebuttal")):
        empty = part(made, stage, name)
        assert (empty.statements, empty.empty) == ((), words("reading", language)("empty.model"))


def test_an_empty_part_says_how_much_was_read():
    assert part(of_abstract(), "reading", "falsifier").empty == (
        "The authors name no test in what was read (the abstract)."
    )
    assert "摘要" in part(of_abstract("zh"), "reading", "falsifier").empty


def test_both_languages_have_the_same_words():
    assert words("reading", "en").texts.keys() == words("reading", "zh").texts.keys()


def test_a_chinese_abstract_is_read():
    made = of_abstract("zh", CHINESE)
    assert told(made, "reading", "pith") == ["本文提出一种用于纺锤漂移的门控网格方法。"]
    assert told(made, "reading", "core_claim") == ["结果表明，漂移由3.1毫米降至0.4毫米。"]
    assert told(made, "reading", "load_bearing_premise") == ["我们假设漂移远慢于转动。"]
    assert told(made, "referee", "minor") == ["该方法仅适用于干燥网格，湿网格有待进一步研究。"]


def test_keywords_are_named_with_their_kind():
    keywords = part(of_abstract(), "verdict", "keywords")
    assert keywords.statements[0].text == "Gated Lattice Tracking"
    assert dict(keywords.labels)["keywords.1"] == "task"


def test_keywords_are_none_that_only_others_work_names():
    found = told(of_paper(), "verdict", "keywords")
    assert "gate network" in found
    assert not {"DryNet", "Earlier methods"} & set(found)


def test_every_stage_is_accounted_to_the_extractive_writer():
    for stage in WRITTEN:
        written = write(stage, of_abstract(), ())
        assert (written.stage, written.account.stage, written.account.writer) == (
            stage, stage, "extractive",
        )  # fmt: skip
        assert {one.writer for one in written.parts} == {"extractive"}


def test_claims_are_numbered_and_theorems_are_whole():
    made = of_paper()
    found = claims(made)
    assert [one.id for one in found] == [f"c{n}" for n in range(1, len(found) + 1)]
    texts = [" ".join(one.text.split()) for one in found]
    assert PROPOSED in texts
    assert REDUCED in texts
    theorem = next(text for text in texts if text.startswith("Theorem 1."))
    assert theorem.endswith("1/n$.")
    assert not [text for text in texts if text.startswith("Definition")]


def test_formal_claims_are_those_that_mathematics_can_be_asked_about():
    made = of_paper()
    found = formal(made)
    assert {one.id for one in found} <= {one.id for one in claims(made)}
    texts = [" ".join(one.text.split()) for one in found]
    assert "We prove that every gate network with a slow drift converges." in texts
    assert any(text.startswith("Theorem 1.") for text in texts)
    assert REDUCED not in texts
