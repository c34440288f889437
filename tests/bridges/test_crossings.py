"""Methods are held against fields; evidence is what the works themselves say."""

from __future__ import annotations

from academichub import bridges
from academichub.argument import Bridge, Crossing

from .made import sentence, work

WORKS = [
    work("a", "cs.LG"),
    work("b", "cs.CL", "q-bio.NC"),
    work("c", "hep-th"),
    work("d", "stat.ME"),
]
SENTENCES = [
    sentence("a", "We use kernel herding.", "kernel herding"),
    sentence("b", "Kernel herding is used.", "Kernel herding"),
    sentence("c", "We use kernel herding too.", "kernel herding"),
    sentence("a", "Rope walks are used.", "Rope walks"),
    sentence("b", "Rope walks are used again.", "Rope walks"),
    sentence("c", "Only we use loop soup.", "loop soup"),
    sentence("c", "A vole and its voles.", "object:voles"),
    sentence("d", "The voles are counted.", "object:voles"),
    sentence("c", "A neural network is used.", "neural network"),
    sentence("d", "The neural network is used.", "neural network"),
]


def test_a_method_of_two_works_is_a_row_and_that_of_most_fields_stands_first():
    assert bridges.crossings(WORKS, SENTENCES) == (
        Crossing("kernel herding", (("Computer Science", ("a", "b")), ("Physics", ("c",)))),
        Crossing("Rope walks", (("Computer Science", ("a", "b")),)),
    )


def test_the_table_has_no_more_rows_than_asked_for():
    assert len(bridges.crossings(WORKS, SENTENCES, most=1)) == 1


def test_the_table_does_not_depend_on_any_order():
    assert bridges.crossings(WORKS[::-1], SENTENCES[::-1]) == bridges.crossings(WORKS, SENTENCES)


def bridge(kind: str, label: str) -> Bridge:
    sides = ("a", "b"), ("c", "d")
    return Bridge("b1", kind, label, ("t1", "t2"), ("one", "other"), 3.0, sides)  # type: ignore[arg-type]


def test_each_work_speaks_once_before_any_speaks_twice():
    again = [sentence("a", "More kernel herding.", "kernel herding", at=100), *SENTENCES]
    first, second = bridges.evidence(bridge("method", "kernel herding"), again)
    assert [one.work for one in first] == ["a", "b", "a"]
    assert [one.work for one in second] == ["c"]


def test_evidence_is_cut_to_what_is_asked_for():
    first, _ = bridges.evidence(bridge("method", "kernel herding"), SENTENCES, most=1)
    assert len(first) == 1


def test_of_a_cited_work_both_sides_tell_what_they_are_about():
    first, second = bridges.evidence(bridge("citation", "On rope"), SENTENCES)
    assert {one.work for one in first} == {"a", "b"}
    assert {one.work for one in second} == {"c", "d"}


def test_a_bridge_of_an_abbreviation_finds_the_sentences_with_the_long_form():
    from dataclasses import replace

    short, long = (
        sentence(of, f"{name} it is.", name) for of, name in (("a", "KH"), ("c", "kernel herding"))
    )
    named = [
        replace(one, things=(replace(one.things[0], key="kernel herding"),))
        for one in (short, long)
    ]
    first, second = bridges.evidence(bridge("method", "kernel herding"), named)
    assert (first, second) == ((named[0],), (named[1],))
