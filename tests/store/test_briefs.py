"""Briefs on both databases: kept once, refused once nobody wants them, each reader's own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academichub.argument import (
    Ask,
    Brief,
    Drop,
    Outline,
    Part,
    Provenance,
    Quote,
    Section,
    Sentence,
    Statement,
)
from academichub.errors import NotFoundError
from academichub.store.briefs import Asked, Flag

AT, LATER = "2026-06-25T07:00:00Z", "2026-06-25T07:00:09Z"
ASK = Ask("query", "quolls", "quolls", "en", ("arxiv:1", "arxiv:2"))
ONE = Asked("b1", "ada", ASK, "extractive", None, "waiting", "", 0, 0, AT, title="quolls")
QUOTE = Quote("arxiv:1", "abstract", 0, 17, "Quolls are small.")
SAID = Statement("t1.1", "Quolls are small.", (QUOTE,), "quoted")
PART = Part("t1", (SAID,), (Drop("t1", "numbers", "3 is not 4", "Four."),), ("a note",))
SECTION = Section("t1", "theme", "quolls", (Sentence("arxiv:1", "abstract", 0, 17, QUOTE.text),))
OUTLINE = Outline(ASK, (SECTION,), (), (), (), (), (), (), (), ())
PROVENANCE = Provenance("extractive", LATER, 12, "hash", "1", (("abstract", 2),))
BRIEF = Brief("b1", ASK, "Quolls", (SAID,), (), (), (), (), (), (), (), (), (), PROVENANCE)


@pytest.fixture
def kept(store):
    store.briefs.add(ONE)
    return store.briefs


@pytest.fixture
def making(kept):
    assert kept.begin("b1", AT)
    return kept


def test_a_brief_comes_back_as_it_was_asked_for(kept):
    assert kept.get("b1") == kept.get("b1", "ada") == ONE
    assert kept.of("ada") == [ONE]
    assert kept.outline("b1") is kept.brief("b1") is None
    assert kept.parts("b1") == kept.flags("b1") == []


def test_nobody_finds_a_brief_of_another(kept):
    with pytest.raises(NotFoundError):
        kept.get("b1", "bo")
    assert kept.of("bo") == []


def test_the_newest_briefs_are_listed_first_and_the_oldest_made_first(kept):
    kept.add(replace(ONE, id="b2", asked_at=LATER))
    assert [one.id for one in kept.of("ada")] == ["b2", "b1"]
    assert kept.unfinished() == ["b1", "b2"]


def test_a_brief_that_is_begun_twice_was_begun_when_it_first_was(making):
    assert making.begin("b1", LATER)
    one = making.get("b1")
    assert (one.state, one.started_at) == ("working", AT)


def test_the_first_outline_stays(making):
    assert making.keep_outline("b1", OUTLINE) == OUTLINE
    assert making.keep_outline("b1", replace(OUTLINE, sections=())) == OUTLINE
    assert making.outline("b1") == OUTLINE


def test_the_first_part_of_a_section_stays_and_is_counted_once(making):
    assert making.put_part("b1", PART, AT)
    assert making.put_part("b1", replace(PART, statements=()), LATER)
    assert making.put_part("b1", replace(PART, section="t2"), LATER)
    assert making.parts("b1") == [PART, replace(PART, section="t2")]
    assert making.get("b1").done == 2


def test_parts_that_come_at_once_are_all_kept(making):
    names = [f"t{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: making.put_part("b1", replace(PART, section=name), AT), names))
    assert {part.section for part in making.parts("b1")} == set(names)
    assert making.get("b1").done == 12


def test_what_is_done_can_be_read_and_takes_nothing_more(making):
    making.note("b1", "writing", 3)
    assert making.get("b1").total == 3
    assert making.finish("b1", BRIEF, LATER)
    one = making.get("b1")
    assert (one.state, one.stage, one.title, one.finished_at) == ("done", "", "Quolls", LATER)
    assert making.brief("b1") == BRIEF
    assert not making.note("b1", "writing")
    assert not making.put_part("b1", PART, LATER)
    assert not making.fail("b1", "late", LATER)
    assert not making.cancel("b1", LATER)
    assert making.unfinished() == []


def test_a_cancelled_brief_takes_nothing_more_and_keeps_what_it_has(making):
    making.put_part("b1", PART, AT)
    assert making.cancel("b1", LATER)
    assert not making.begin("b1", LATER)
    assert not making.put_part("b1", replace(PART, section="t2"), LATER)
    assert not making.finish("b1", BRIEF, LATER)
    assert (making.get("b1").state, making.parts("b1")) == ("cancelled", [PART])


def test_a_failure_says_why(making):
    assert making.fail("b1", "no works", LATER)
    one = making.get("b1")
    assert (one.state, one.error, one.is_open) == ("failed", "no works", False)


def test_a_flag_is_kept_with_the_statement_and_its_quotes(kept):
    flag = Flag("b1", "ada", SAID, "wrong", "they are not", AT)
    kept.flag(flag)
    kept.flag(replace(flag, reason="misleading"))
    assert kept.flags("b1") == [replace(flag, reason="misleading")]
    assert not kept.unflag("b1", "t1.1", "bo")
    assert kept.unflag("b1", "t1.1", "ada")
    assert kept.flags("b1") == []


def test_a_brief_that_is_removed_leaves_nothing(making):
    making.put_part("b1", PART, AT)
    making.flag(Flag("b1", "ada", SAID, "wrong", "", AT))
    making.remove("b1")
    assert making.parts("b1") == making.flags("b1") == making.of("ada") == []
    assert not making.put_part("b1", PART, AT)
    assert making.parts("b1") == []
