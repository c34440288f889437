"""An open question is a chain of which both ends are known and the link is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from academichub import bridges
from academichub.argument import Bridge, Sentence
from academichub.bridges import Meetings
from academichub.bridges.surprise import apart, cosine, likely, rare, support, way

from .made import sentence, theme, work

WORKS = [
    *(work(f"m{n}", "neurology") for n in range(3)),
    *(work(f"b{n}", "cell biology") for n in range(3)),
]
THEMES = [theme("t1", ["m0", "m1", "m2"]), theme("t2", ["b0", "b1", "b2"])]
SENTENCES = [
    sentence(
        "m0", "Cold hands come with thick plasma.", "object:Cold hands", "object:thick plasma"
    ),
    sentence(
        "m1", "Again cold hands, again thick plasma.", "object:cold hands", "object:thick plasma"
    ),
    sentence("b0", "Krill oil mends thick plasma.", "material:Krill oil", "object:thick plasma"),
    sentence("b1", "We feed krill oil to voles.", "material:krill oil", "object:voles"),
]


def asked(sentences: list[Sentence], meetings: Meetings | None = None) -> list[Bridge]:
    found = bridges.find(THEMES, WORKS, sentences, meetings or Meetings.none())
    return [one for one in found if one.kind == "open"]


def store(together: int, naming: int = 9) -> Meetings:
    def both(one: str, other: str) -> int:
        ends = {one.casefold(), other.casefold()} == {"cold hands", "krill oil"}
        return together if ends else 0

    return Meetings(1000, lambda _: 100, lambda *_: 3, lambda _: naming, lambda *_: 2, both)


def test_two_things_that_one_thing_links_and_no_work_names_together_are_a_question():
    (question,) = asked(SENTENCES)
    assert sorted(term.casefold() for term in question.via) == [
        "cold hands",
        "krill oil",
        "thick plasma",
    ]
    assert question.via[1] == "thick plasma"
    assert question.fields == ("Medicine", "Biology")
    assert question.works == (("m0", "m1"), ("b0",))


def test_the_evidence_of_a_question_are_both_of_its_links():
    (question,) = asked(SENTENCES)
    first, second = bridges.evidence(question, SENTENCES)
    assert {one.work for one in first} == {"m0", "m1"}
    assert [one.text for one in second] == ["Krill oil mends thick plasma."]


def test_what_one_of_the_works_names_together_is_no_question():
    both = sentence("b2", "Krill oil warms cold hands.", "material:Krill oil", "object:cold hands")
    assert not asked([*SENTENCES, both])


def test_what_a_work_of_the_store_names_together_is_no_question():
    assert len(asked(SENTENCES, store(together=0))) == 1
    assert not asked(SENTENCES, store(together=1))


def test_what_only_the_work_that_coined_it_names_is_no_end_of_a_question():
    assert asked(SENTENCES, store(together=0, naming=5))
    assert not asked(SENTENCES, store(together=0, naming=4))
    assert not asked([SENTENCES[0], *SENTENCES[2:]])


def test_a_question_has_its_ends_in_different_fields():
    same = [
        sentence("m2", "Krill oil mends thick plasma.", "material:Krill oil", "object:thick plasma")
    ]
    assert not asked([*SENTENCES[:2], *same])


def test_what_is_measured_is_no_end_of_a_question():
    measured = [
        sentence("m0", "Cold hands and plasma flow.", "measure:Cold hands", "object:plasma flow"),
        sentence("b0", "Krill oil and plasma flow.", "material:Krill oil", "object:plasma flow"),
    ]
    assert not asked(measured)


def test_there_are_few_questions_and_none_asks_twice_of_one_thing():
    many = [
        sentence(of, f"Thick plasma and {name}.", "object:Thick plasma", f"object:{name}")
        for of, names in {"m0": "abcdefgh", "b0": "stuvwxyz"}.items()
        for name in (f"thing {letter}" for letter in names)
    ]
    found = asked(many, store(together=0))
    ends = [end for one in found for end in (one.via[0], one.via[2])]
    assert 1 < len(found) <= bridges.finding.OPEN
    assert len(set(ends)) == len(ends)


counts = st.integers(0, 10**6)


@given(counts, counts, counts)
def test_the_more_two_fields_meet_the_less_it_surprises(one: int, other: int, both: int):
    both = min(one, other, both)
    assert apart(one, other, both) >= 0
    if both:
        assert apart(one, other, both - 1) >= apart(one, other, both)
    assert apart(one, other, both) == apart(other, one, both)


@given(counts, counts)
def test_the_more_works_name_a_thing_the_less_rare_it_is(naming: int, more: int):
    total = 10**6
    one, other = min(naming, more), max(naming, more)
    assert rare(one, total) >= rare(other, total) >= 0


def test_a_thing_named_once_is_hardly_rarer_than_one_named_thrice():
    assert rare(1, 150_000) - rare(3, 150_000) < 0.5
    assert rare(3, 150_000) - rare(3000, 150_000) > 8


def test_of_nothing_there_is_nothing_to_tell():
    assert rare(0, 0) == 1
    assert apart(0, 0, 0) == 1
    assert (support(0, 3), support(1, 1), support(3, 3)) == (0, 0.5, 0.75)
    assert likely(0, 0, cosine(0, 0, 0)) == 0


@given(counts, counts, st.floats(0, 1))
def test_the_more_works_of_both_fields_name_a_thing_the_likelier_it_is_joined(
    one: int, other: int, meeting: float
):
    assert 0 <= likely(one, other, meeting) <= likely(one + 1, other, meeting) <= 1
    assert likely(one, other, meeting) == likely(other, one, meeting)


@given(counts, counts)
def test_what_fewer_works_name_says_more_for_what_it_stands_between(naming: int, more: int):
    one, other = sorted((naming, naming + more))
    assert way(one, 2 * 10**6) >= way(other, 2 * 10**6) > 0
