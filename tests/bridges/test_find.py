"""What two themes share is found, once, the surprising before the usual."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import bridges
from academichub.argument import Sentence, Theme
from academichub.bridges import Meetings
from academichub.ids import Identifier
from academichub.model import Reference, Work

from .made import sentence, theme, work

NOTHING = Meetings.none()
WORKS = [
    *(work(f"c{n}", "cs.LG") for n in range(4)),
    *(work(f"p{n}", "astro-ph.GA") for n in range(4)),
    *(work(f"q{n}", "q-bio.NC") for n in range(4)),
]
THEMES = [
    theme("t1", [f"c{n}" for n in range(4)]),
    theme("t2", [f"p{n}" for n in range(4)]),
    theme("t3", [f"q{n}" for n in range(4)]),
]
SENTENCES = [
    sentence("c0", "We fit optimal transport to shapes.", "optimal transport"),
    sentence("c1", "An optimal transport map is learnt.", "optimal transport"),
    sentence("p0", "Halos are matched by optimal transport.", "optimal transport"),
    sentence("p1", "A neural network finds galaxies.", "neural network", "object:galaxies"),
    sentence("c2", "The neural network is deep.", "neural network"),
    sentence("q0", "Spikes are read by a neural network.", "neural network", "object:Spikes"),
]


MANY = {
    f"{letter * 3}om": (f"c{place % 4}", f"p{place // 4}")
    for place, letter in enumerate("abcdefghijklmnop")
}
"""Things that each two other works share."""


def store(**given: object) -> Meetings:
    """A store of 10,000 works in which fields of 1,000 meet in 10, and terms are named by 50."""
    known = {
        "of": lambda _: 1000,
        "both": lambda *_: 10,
        "naming": lambda _: 50,
        "within": lambda *_: 20,
        "together": lambda *_: 1,
    }
    return Meetings(10_000, **(known | given))  # type: ignore[arg-type]


def shared(by: dict[str, tuple[str, ...]], kind: str = "method") -> list[Sentence]:
    """For each thing one sentence of each work that names it."""
    return [
        sentence(of, f"Here {name} is at work.", f"{kind}:{name}")
        for name, of_works in by.items()
        for of in of_works
    ]


def test_what_two_fields_share_is_a_bridge_with_the_works_of_both_sides():
    (bridge,) = bridges.find(THEMES, WORKS, SENTENCES, NOTHING)
    assert (bridge.key, bridge.label, bridge.kind) == ("b1", "optimal transport", "method")
    assert bridge.themes == ("t1", "t2")
    assert bridge.fields == ("Computer Science", "Physics")
    assert bridge.works == (("c0", "c1"), ("p0",))


def test_what_names_nothing_in_particular_is_no_bridge():
    names = (
        "neural network",
        "simulation",
        "accuracy",
        "Simulations",
        "data sets",
        "time-series",
        "accurate predictions",
        "test problems",
    )
    assert not bridges.find(THEMES, WORKS, shared(dict.fromkeys(names, ("c0", "p0"))), NOTHING)


def test_a_bridge_says_among_which_works_its_surprise_was_counted():
    (alone,) = bridges.find(THEMES, WORKS, SENTENCES, NOTHING)
    (known,) = bridges.find(THEMES, WORKS, SENTENCES, store())
    assert (alone.among, known.among) == ("works", "store")
    assert alone.surprise < known.surprise


def test_fields_that_meet_less_often_surprise_more():
    def both(one: str, other: str) -> int:
        return 400 if "Physics" in {one, other} else 1

    things = shared({"lattice coding": ("c0", "p0"), "spin sampling": ("c1", "q0")})
    found = bridges.find(THEMES, WORKS, things, store(both=both))
    assert [one.label for one in found] == ["spin sampling", "lattice coding"]
    assert found[0].surprise > found[1].surprise + 5


def test_what_is_rarely_named_surprises_more_than_what_is_named_everywhere():
    things = shared({"gradient descent": ("c0", "p0"), "sheaf diffusion": ("c1", "p1")})
    common = store(naming=lambda term: 90 if term == "gradient descent" else 3)
    found = bridges.find(THEMES, WORKS, things, common)
    assert [one.label for one in found] == ["sheaf diffusion", "gradient descent"]


def test_what_too_many_works_of_the_store_name_is_no_bridge():
    things = shared({"gradient descent": ("c0", "p0")})
    assert bridges.find(THEMES, WORKS, things, store(naming=lambda _: 100))
    assert not bridges.find(THEMES, WORKS, things, store(naming=lambda _: 101))


def test_what_several_works_carry_stands_before_what_one_on_each_side_does():
    things = shared({"moth flights": ("c0", "p0"), "wave packets": ("c1", "c2", "p1", "p2")})
    labels = [one.label for one in bridges.find(THEMES, WORKS, things, store())]
    assert labels == ["wave packets", "moth flights"]


def test_what_the_works_were_chosen_by_does_not_come_first():
    everyone = tuple(one.id for one in WORKS)
    things = shared({"self distillation": everyone, "spin glass": ("c0", "c1", "p0", "p1")})
    labels = [one.label for one in bridges.find(THEMES, WORKS, things, store())]
    assert labels == ["spin glass", "self distillation"]


def test_a_longer_name_of_what_the_works_were_chosen_by_is_worth_as_little():
    everyone = tuple(one.id for one in WORKS)
    things = shared(
        {
            "self distillation": everyone,
            "fast self distillation": ("c2", "c3", "p2", "p3"),
            "spin glass": ("c0", "c1", "p0", "p1"),
        }
    )
    labels = [one.label for one in bridges.find(THEMES, WORKS, things, store())]
    assert labels[0] == "spin glass"


def test_one_thing_under_two_spellings_is_one_bridge():
    things = shared({"wave function": ("c0",), "Wavefunctions": ("p0",), "wavefunction": ("p1",)})
    (bridge,) = bridges.find(THEMES, WORKS, things, NOTHING)
    assert bridge.works == (("c0",), ("p0", "p1"))


def test_a_longer_name_of_the_same_works_is_no_second_bridge():
    things = shared({"optimal transport": ("c0", "p0"), "entropic optimal transport": ("c0", "p0")})
    assert len(bridges.find(THEMES, WORKS, things, NOTHING)) == 1


def test_names_of_nearly_the_same_words_are_one_bridge_between_two_fields():
    carlo = {"Monte Carlo simulations": ("c0", "p0"), "Monte Carlo methods": ("c1", "p1")}
    assert len(bridges.find(THEMES, WORKS, shared(carlo), NOTHING)) == 1
    elsewhere = {"Monte Carlo simulations": ("c0", "p0"), "Monte Carlo methods": ("c1", "q1")}
    assert len(bridges.find(THEMES, WORKS, shared(elsewhere), NOTHING)) == 2


def test_what_the_same_works_share_besides_is_no_second_bridge():
    things = shared({"spin glass": ("c0", "p0"), "vision models": ("c0", "p0")})
    assert len(bridges.find(THEMES, WORKS, things, NOTHING)) == 1


def test_what_stays_within_one_category_is_no_bridge():
    assert not bridges.find(THEMES, WORKS, shared({"spin glass": ("c0", "c1", "c2")}), NOTHING)


def test_categories_of_one_field_may_be_bridged_after_the_fields():
    works = [work("a", "cs.CL"), work("b", "cs.RO"), work("c", "math.NT")]
    themes = [theme("t1", ["a"]), theme("t2", ["b"]), theme("t3", ["c"])]
    things = shared({"rope walk": ("a", "b"), "sieve": ("a", "c")})
    rare = store(naming=lambda term: 1 if term == "rope walk" else 90)
    across, within = bridges.find(themes, works, things, rare)
    assert across.fields == ("Computer Science", "Mathematics")
    assert within.fields == ("Computation and Language", "Robotics")


def test_a_theme_whose_works_are_of_two_fields_can_hold_a_bridge():
    works = [work("a", "cs.CL"), work("b", "math.NT")]
    (bridge,) = bridges.find(
        [theme("t1", ["a", "b"])], works, shared({"sieve": ("a", "b")}), NOTHING
    )
    assert bridge.themes == ("t1", "t1")
    assert bridge.works == (("a",), ("b",))


def test_each_side_is_the_theme_where_its_field_is_at_home():
    works = [work("c", "cs.LG"), work("d", "cs.LG"), work("p", "hep-th"), work("x", "hep-th")]
    themes = [theme("t1", ["c", "d", "x"]), theme("t2", ["p"])]
    things = shared({"spin glass": ("c", "p", "x")})
    (bridge,) = bridges.find(themes, works, things, NOTHING)
    assert (bridge.themes, bridge.works) == (("t1", "t2"), (("c",), ("p",)))


def test_a_work_without_a_field_we_know_is_on_no_side():
    works = [work("a", "cs.CL"), replace(work("b", "cs.CL"), primary_category=None, categories=())]
    assert not bridges.find(
        [theme("t1", ["a", "b"])], works, shared({"sieve": ("a", "b")}), NOTHING
    )


def test_a_work_cited_on_both_sides_is_a_bridge_called_by_its_title():
    cited = Reference(Identifier("doi", "10.1000/halo"), title="Halos and how they grow")
    works = [replace(one, references=(cited,)) if one.id in {"c0", "q1"} else one for one in WORKS]
    (bridge,) = bridges.find(THEMES, works, [], NOTHING)
    assert (bridge.kind, bridge.label) == ("citation", "Halos and how they grow")
    assert bridge.works == (("c0",), ("q1",))


def test_no_two_fields_take_all_the_places():
    things = shared({**dict(list(MANY.items())[:15]), "spin sampling": ("c3", "q3")})

    def within(_term: str, field: str) -> int:
        return 1 if field == "Quantitative Biology" else 20

    found = bridges.find(THEMES, WORKS, things, store(within=within))
    assert len(found) == 12
    assert "spin sampling" in {one.label for one in found}


def test_where_there_are_too_many_the_likely_are_taken():

    def within(term: str, _field: str) -> int:
        return 30 if term in {"oooom", "pppom"} else 1

    found = bridges.find(THEMES, WORKS, shared(MANY), store(within=within))
    assert {"oooom", "pppom"} <= {one.label for one in found}


def test_there_are_no_more_than_asked_for():
    things = shared(MANY)
    assert len(bridges.find(THEMES, WORKS, things, NOTHING, most=5)) == 5
    assert len(bridges.find(THEMES, WORKS, things * 3, NOTHING)) == 12


NAMES = ("spin glass", "spin glasses", "optimal transport", "sieve", "wave function", "ergodicity")
said = st.lists(
    st.tuples(st.sampled_from([one.id for one in WORKS]), st.sampled_from(NAMES)), max_size=30
)


@given(said, st.randoms(use_true_random=False))
def test_the_order_in_which_anything_comes_does_not_count(
    said: list[tuple[str, str]], chance: random.Random
):
    sentences = [sentence(of, f"Here {name} is.", f"object:{name}") for of, name in said]
    found = bridges.find(THEMES, WORKS, sentences, store(together=lambda *_: 0))
    shuffled: list[list[Theme] | list[Work] | list[Sentence]] = [
        chance.sample(each, len(each)) for each in (THEMES, WORKS, sentences)
    ]
    assert bridges.find(*shuffled, store(together=lambda *_: 0)) == found  # type: ignore[arg-type]


@given(said)
def test_a_bridge_stands_on_works_of_two_fields_that_name_what_it_says(said: list[tuple[str, str]]):
    sentences = [sentence(of, f"Here {name} is.", f"object:{name}") for of, name in said]
    found = bridges.find(THEMES, WORKS, sentences, NOTHING)
    assert len({one.label.casefold() for one in found}) == len(found) <= bridges.finding.MOST
    for bridge in found:
        first, second = bridges.evidence(bridge, sentences)
        assert bridge.fields[0] != bridge.fields[1]
        assert {one.work for one in first} <= set(bridge.works[0])
        assert {one.work for one in second} <= set(bridge.works[1])
        assert first
        assert second


def test_nothing_is_found_in_nothing():
    assert bridges.find([], [], [], NOTHING) == ()


@pytest.mark.parametrize("count", [400])
def test_four_hundred_works_take_no_noticeable_time(count: int):
    import time

    chance = random.Random(5)
    categories = ("cs.LG", "cs.CL", "math.OC", "hep-th", "q-bio.NC", "stat.ML", "eess.SP")
    works = [work(f"w{n:03}", chance.choice(categories)) for n in range(count)]
    themes = [theme(f"t{n}", [one.id for one in works[n::10]]) for n in range(10)]
    names = [f"thing {chance.randrange(10**6):06d} x" for _ in range(3000)]
    sentences = [
        sentence(one.id, " ".join(picked), *picked)
        for one in works
        for _ in range(8)
        for picked in [chance.choices(names, k=4)]
    ]
    started = time.process_time()
    assert bridges.find(themes, works, sentences, store())
    assert time.process_time() - started < 1.5  # 0.3 on an idle machine
