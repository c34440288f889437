"""What the page of a review is made of: statements with their places, findings by check, orders."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.argument import Quote, Statement
from academichub.argument.findings import Evidence
from academichub.argument.reviews import PARTS, ReadingPart
from academichub.model import Work
from academichub.web.cards import review_path
from academichub.web.language import language
from academichub.web.review_page import SORTS, ordered
from academichub.web.review_view import Shown, Texts, clean, kinds, whole
from academichub.web.review_words import Wording

from .reviewed import (
    ABSTRACT,
    AT,
    CHECKS,
    CITATIONS,
    FINDINGS,
    FITTED,
    MODEL,
    NASTY,
    TITLE,
    TRAIN,
    WORK,
    citing,
    document,
    extracted,
    quote,
    review,
    said,
)

EN, ZH = language("en"), language("zh")
RECORD = Work(WORK, TITLE, "preprint", "arxiv", ("arxiv",), AT, abstract=ABSTRACT)
TEXTS = Texts(RECORD, document())


def test_a_quote_is_shown_in_its_paragraph_under_the_section_it_stands_in():
    place = TEXTS.place(quote(FITTED))
    assert place.heading == "Results"
    assert f"<mark>{FITTED}</mark>" in place.text
    assert "Falls became rare." in place.text
    assert "Walking robots" not in place.text
    assert place.stands


def test_a_quote_of_the_record_is_found_there_without_any_document():
    start = ABSTRACT.index(TRAIN)
    one = Quote(WORK, "abstract", start, start + len(TRAIN), TRAIN)
    place = Texts(RECORD, None).place(one)
    assert (place.heading, place.stands) == ("abstract", True)
    assert f"<mark>{TRAIN.replace(chr(39), '&#x27;')}</mark>" in place.text


def test_a_quote_that_stands_there_no_more_is_shown_as_it_was_kept():
    moved = replace(quote(FITTED), start=3, end=3 + len(FITTED))
    place = TEXTS.place(moved)
    assert not place.stands
    assert place.text == f"<mark>{FITTED}</mark>"


def test_a_quote_without_any_text_to_look_in_is_not_said_to_have_moved():
    assert Texts(None, None).place(quote(FITTED)).stands


def test_the_evidence_of_a_finding_is_marked_where_the_same_text_is_at_hand_else_shown_alone():
    whole_place = TEXTS.evidence(FINDINGS[0])[0]
    assert "<mark>12 of 40 (25%)</mark> trials" in whole_place.text
    other = replace(FINDINGS[0], document="0" * 64)
    assert TEXTS.evidence(other)[0].text == "<mark>12 of 40 (25%)</mark>"
    hidden = replace(FINDINGS[0], evidence=(Evidence("hidden", 0, 5, "Adopt"),))
    place = TEXTS.evidence(hidden)[0]
    assert (place.text, place.stands, place.heading) == ("<mark>Adopt</mark>", True, "hidden")


@given(st.text(max_size=80), st.integers(0, 90), st.integers(0, 90))
def test_no_text_becomes_markup_and_no_offset_is_a_fault(text: str, start: int, end: int):
    work = replace(RECORD, abstract=text + NASTY + text)
    place = Texts(work, None).place(Quote(WORK, "abstract", start, end, (text + NASTY)[start:end]))
    assert "<script" not in place.text
    assert "<img" not in place.text


def test_a_part_that_is_empty_says_why_and_one_not_written_is_told_apart():
    shown = Shown({"pith": ReadingPart("pith", empty="nothing of the kind")}, "en", TEXTS)
    assert (len(shown.part("pith")), shown.part("pith").empty) == (0, "nothing of the kind")
    assert shown.part("pith").is_written
    assert not shown.part("major").is_written


def test_an_answer_is_found_by_the_comment_it_answers():
    shown = whole(review(), TEXTS)
    assert [point.one.id for point in shown.answers("major.1")] == ["rebuttal.1"]
    assert shown.answers("major.2") == []
    assert [point.one.id for _, point in shown.comments] == ["major.1", "major.2", "minor.1"]


def test_every_part_of_an_extracted_review_has_points_or_a_reason():
    shown = Shown({part.name: part for part in extracted()}, "en", TEXTS)
    for name in PARTS:
        passage = shown.part(name)
        assert passage.points or passage.empty, name


def test_a_statement_knows_its_name_and_whether_it_holds_chinese():
    part = ReadingPart("pith", (said("pith.1", TRAIN), Statement("pith.2", "步长误差降低了。")))
    latin, chinese = Shown({"pith": part}, "zh", TEXTS).part("pith").points
    assert (latin.anchor, latin.is_latin, chinese.is_latin) == ("s-pith.1", True, False)


def test_findings_stand_by_check_the_gravest_first_in_the_readers_language():
    found = kinds(FINDINGS, CHECKS, TEXTS, "en")
    assert [kind.check for kind in found] == ["statistics", "percentages"]
    assert found[0].first[0].message == FINDINGS[1].message
    assert kinds(FINDINGS, CHECKS, TEXTS, "zh")[0].title != found[0].title
    assert [check.id for check in clean(FINDINGS, CHECKS)] == ["tortured_phrases"]


def test_many_findings_of_one_check_are_shown_few_at_a_time():
    many = [replace(FINDINGS[0], sha256=f"{n:064x}") for n in range(20)]
    kind = kinds(many, (), TEXTS, "en")[0]
    assert len(kind.first) + len(kind.rest) == 20
    assert len(kind.first) < 20
    assert kind.title == "percentages"


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_keeps_every_citing_work(sort: str):
    unknown = replace(citing(3), date="", cited_by_count=None, distance=None)
    every = [*CITATIONS.citing, unknown]
    assert sorted(map(repr, ordered(every, sort))) == sorted(map(repr, every))
    if sort != "relevance":
        assert ordered(every, sort)[-1] == unknown


def test_the_address_of_a_review_holds_any_identifier():
    assert review_path("doi:10.1000/a b?c#d%") == "/review/doi:10.1000/a%20b%3Fc%23d%25"
    assert review_path("file:" + "a" * 64) == "/review/file:" + "a" * 64


def test_the_line_of_provenance_says_tokens_time_and_price():
    line = Wording(EN).line(review())
    assert line == (
        "academichub@0.5.0 · 12,345 in / 2,345 out tokens · 61,234 ms · 2026-06-25T08:00:00Z · US$ 0.0456"
    )
    assert "no model" in Wording(EN).line(review(model=None))


def test_the_facts_name_the_model_and_the_hashes():
    facts = dict(Wording(ZH).facts(review()))
    assert facts["model"] == MODEL
    assert facts["hash"] == review().sha256
    assert facts["document"] == document().sha256
    assert "model" not in dict(Wording(EN).facts(review(model=None)))


def test_a_stage_is_named_and_an_unknown_one_stays_as_it_is():
    assert Wording(EN).stage("audits") == "Running the checks"
    assert Wording(ZH).part("verdict") == "结论"
    assert Wording(EN).stage("unheard") == "unheard"
