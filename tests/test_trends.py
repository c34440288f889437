"""What rises is found, what does not is not called rising, and whoever is new is named."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import trends
from academichub.model import Authorship, Work
from academichub.trends import rates
from academichub.trends.phrases import phrases

TODAY = "2026-06-12"
DAYS = trends.WINDOW + trends.PAST


def work(number: int, ago: int, text: str, *authors: str, **changes: Any) -> Work:
    day = str(date.fromisoformat(TODAY) - timedelta(days=ago))
    values: dict[str, Any] = {
        "id": f"local:{number}",
        "title": text,
        "type": "preprint",
        "source": "test",
        "sources": ("test",),
        "first_seen_at": f"{day}T00:00:00Z",
        "announced_on": day,
        "authorships": tuple(map(Authorship, authors)),
    }
    return Work(**{**values, **changes})


def field(chance: random.Random, size: int = 1400) -> list[Work]:
    """Works of made-up words that come by chance alone, the same in every week."""
    words = [
        a + b for a in ("bra", "clo", "dri", "fle", "gno") for b in ("pta", "sko", "wum", "zet")
    ]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [
        work(
            number,
            chance.randrange(DAYS),
            " ".join(chance.choices(words, weights, k=12)),
            f"Author {chance.randrange(300)}",
        )
        for number in range(size)
    ]


def saying(works: Iterable[Work], words: str, numbers: set[int]) -> list[Work]:
    return [
        replace(one, abstract=f"On {words}.") if number in numbers else one
        for number, one in enumerate(works)
    ]


def days_ago(one: Work) -> int:
    return (date.fromisoformat(TODAY) - date.fromisoformat(one.date)).days


def sure(found: trends.Trends) -> list[trends.Rising]:
    return [one for one in found.rising if one.sure]


def test_a_phrase_that_comes_up_in_the_window_is_found_with_its_counts_and_works():
    works = field(random.Random(1))
    new = {n for n, one in enumerate(works) if days_ago(one) < 14 and n % 8 == 0}
    old = {n for n, one in enumerate(works) if days_ago(one) >= 14 and n % 150 == 0}
    found = trends.find(saying(works, "Wombat burrows", new | old), TODAY)
    top = next(one for one in found.rising if one.name == "Wombat burrows")
    assert (top.kind, top.sure, top.now, top.before) == ("term", True, len(new), len(old))
    assert 1 < top.low < top.ratio < (top.high or 1e9)
    assert sum(top.weeks) == len(new | old)
    assert sum(top.weeks[-2:]) == len(new)
    assert set(top.works) == {works[n].id for n in new}
    newest = max((works[n] for n in new), key=lambda one: (one.date, one.id))
    assert top.works[0] == newest.id
    assert [one.name for one in found.rising].count("Wombat") == 0  # the pair says it


@pytest.mark.parametrize("seed", range(12))
def test_where_nothing_rises_nothing_is_called_sure(seed):
    # By the false discovery rate one field in twenty may have something; these do not.
    assert not sure(trends.find(field(random.Random(seed)), TODAY))


def test_what_comes_and_goes_all_the_time_is_not_called_rising_for_coming_once_more():
    chance = random.Random(5)
    works = field(chance)
    fits = {2, 5, 9, 12}  # weeks ago; 0 and 1 are the window
    burst = {n for n, one in enumerate(works) if days_ago(one) // 7 in {0, *fits} and n % 4 == 0}
    assert not sure(trends.find(saying(works, "numbats", burst), TODAY))
    once = {n for n, one in enumerate(works) if days_ago(one) // 7 == 0 and n % 4 == 0}
    assert [one.name for one in sure(trends.find(saying(works, "numbats", once), TODAY))] == [
        "numbats"
    ]


def test_terms_that_appear_together_are_a_theme_and_rise_as_one():
    chance = random.Random(3)
    works = field(chance)
    terms = ("burrow depth", "marsupial gait", "pouch temperature", "wombat genome")
    about = [n for n, one in enumerate(works) if (days_ago(one) < 14 and n % 7 == 0) or n % 60 == 0]
    texts = {n: ". ".join(chance.sample(terms, 3)) for n in about}
    works = [replace(one, abstract=texts.get(n)) for n, one in enumerate(works)]
    [theme] = [one for one in sure(trends.find(works, TODAY)) if one.kind == "theme"]
    assert set(theme.words) == set(terms)
    assert theme.now + theme.before == len(about)


def test_authors_without_earlier_works_are_new_and_those_with_some_are_not():
    works = [
        work(1, 60, "a", "Ada Lovelace", "Emmy Noether"),
        work(2, 3, "b", "Ada Lovelace", "Grace Hopper"),
        work(3, 2, "c", "Lise Meitner", "GRACE HOPPER"),
        work(4, 1, "d", "Noether, Emmy"),
    ]
    found = trends.find(works, TODAY)
    assert [(one.name, one.works) for one in found.new_authors] == [
        ("Grace Hopper", ("local:3", "local:2")),
        ("Lise Meitner", ("local:3",)),
    ]


def test_an_orcid_tells_that_another_spelling_is_the_same_person():
    orcid = "0000-0002-1825-0097"
    works = [
        work(1, 60, "a", authorships=(Authorship("J. Carberry", orcid),)),
        work(2, 1, "b", authorships=(Authorship("Josiah Carberry", orcid),)),
    ]
    assert trends.find(works, TODAY).new_authors == ()


def test_weeks_end_today_and_works_outside_of_them_do_not_count():
    works = [work(n, ago, "x") for n, ago in enumerate((-1, 0, 6, 7, 13, 14, 97, 98))]
    works.append(work(9, 0, "x", announced_on="2026-06"))
    found = trends.find(works, TODAY)
    assert (found.now, found.before) == (4, 2)
    assert [week.works for week in found.weeks] == [1] + [0] * 10 + [1, 2, 2]
    assert [week.recent for week in found.weeks] == [False] * 12 + [True] * 2
    assert (found.weeks[-1].since, found.weeks[-1].until) == ("2026-06-06", "2026-06-12")
    assert (found.since, found.until) == ("2026-05-30", "2026-06-12")


@pytest.mark.parametrize("ago", [range(14), range(20, 90), ()])
def test_without_a_past_or_a_window_nothing_rises(ago):
    found = trends.find([work(n, n, "wombats") for n in ago], TODAY)
    assert (found.rising, found.tested) == ((), 0)


def test_phrases_are_named_as_written_and_never_cross_a_mark_or_a_formula():
    found = phrases(
        "Graph Neural Networks, pre-training of $x^2$ models for IL-6", "see https://a.b/c"
    )
    assert found["neural network"] == "Neural Networks"
    assert found["pretraining"] == "pre-training"
    assert found["il6"] == "IL-6"
    assert not {"network pretraining", "pretraining model", "of", "a", "c", "https"} & set(found)


def test_chinese_is_read_in_pairs_of_characters():
    assert {"神经", "网络"} <= set(phrases("神经网络"))


@given(st.text(max_size=200))
def test_any_text_has_phrases_written_in_it(text):
    for key, written in phrases(text).items():
        assert key
        assert all(word in text for word in written.split(" "))


COUNTS = st.lists(st.lists(st.integers(0, 30), min_size=14, max_size=14), min_size=1, max_size=8)


@given(COUNTS)
def test_what_is_sure_is_what_has_an_interval_above_one(counts):
    weeks = np.array(counts, dtype=float)
    found = rates.compare(weeks, np.full(14, 40.0), 2)
    assert set(found.order[: found.sure]) == set(np.flatnonzero(found.low > 1.0))
    assert (found.low <= found.high).all()
    assert ((found.chance >= 0) & (found.chance <= 1)).all()
    assert found.scatter >= 1.0


def test_one_comparison_agrees_with_the_exact_binomial_test():
    from scipy.stats import binomtest

    weeks = np.array([[2.0] * 12 + [9.0, 8.0]])  # no scatter at all in the past
    found = rates.compare(weeks, np.full(14, 50.0), 2)
    exact = binomtest(17, 41, 2 / 14, alternative="greater")
    assert found.chance[0] == pytest.approx(exact.pvalue)
    share = exact.proportion_ci(1 - rates.RATE, "exact").low
    assert found.low[0] == pytest.approx(share / (1 - share) * 6)
