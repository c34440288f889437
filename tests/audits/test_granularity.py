"""Means, deviations and shares that whole numbers can have, and totals that are the sum of their parts."""

from __future__ import annotations

import itertools
import math
import sys
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.audits import grains
from academichub.audits.decimals import printed

sys.path.insert(0, str(Path(__file__).parent))
from plainly import findings


def shown(value: Decimal, rule: str, digits: int = 2) -> str:
    return str(value.quantize(Decimal(1).scaleb(-digits), rounding=rule))


@pytest.mark.parametrize("rule", [ROUND_HALF_UP, ROUND_HALF_EVEN])
def test_every_mean_that_whole_numbers_have_passes(rule: str):
    for n in range(1, 60):
        for total in range(n + 1):
            assert grains.grim(printed(shown(Decimal(total) / n, rule)), n)


def test_a_mean_between_two_sums_is_refused():
    assert not grains.grim(printed("3.45"), 12)
    assert grains.grim(printed("3.45"), 12, items=5)
    assert not grains.grim(printed("5.19"), 28)


def test_every_deviation_of_a_small_sample_passes():
    for n in (2, 3, 4, 5):
        for sample in itertools.combinations_with_replacement(range(1, 6), n):
            spread = sum(Fraction(x) ** 2 for x in sample) - Fraction(sum(sample)) ** 2 / n
            for divisor in (n, n - 1):
                with localcontext() as context:
                    context.prec = 50
                    variance = Decimal((spread / divisor).numerator) / Decimal(
                        (spread / divisor).denominator
                    )
                    sd = shown(variance.sqrt(), ROUND_HALF_UP)
                mean = shown(Decimal(sum(sample)) / n, ROUND_HALF_UP)
                assert grains.grimmer(printed(mean), printed(sd), n)


def test_a_deviation_of_no_whole_numbers_is_refused():
    assert grains.grimmer(printed("3.50"), printed("1.29"), 4)
    assert not grains.grimmer(printed("3.50"), printed("1.10"), 4)


@given(st.integers(2, 200), st.data())
def test_every_share_of_noughts_and_ones_passes_and_another_spread_does_not(
    n: int, data: st.DataObject
):
    ones = data.draw(st.integers(0, n))
    mean = ones / n
    sd = math.sqrt(mean * (1 - mean) * n / (n - 1))
    assert grains.debit(printed(f"{mean:.3f}"), printed(f"{sd:.3f}"), n)
    assert not grains.debit(printed(f"{mean:.3f}"), printed(f"{sd + 0.2:.3f}"), n)


def test_a_rating_no_one_can_have_given_is_told():
    (one,) = findings(
        "granularity", "On a 7-point scale the rating was M = 3.45, SD = 1.20, n = 12."
    )
    assert "No 12 whole numbers" in one.message
    assert not findings(
        "granularity", "On a 7-point scale the rating was M = 3.42, SD = 1.24, n = 12."
    )


def test_the_number_of_items_is_reckoned_with():
    text = "The five-item questionnaire used a 7-point scale (M = 3.45, n = 12)."
    assert not findings("granularity", text)


def test_what_is_measured_or_modelled_is_left_alone():
    assert not findings(
        "granularity", "The mean age was M = 3.45 years, n = 12, on a 7-point scale."
    )
    assert not findings("granularity", "The weighted rating was M = 3.45, n = 12.")
    assert not findings("granularity", "It was M = 3.45, n = 12.")


def test_a_binary_answer_has_the_spread_its_mean_gives():
    assert not findings("granularity", "The proportion was M = 0.40, SD = 0.50, n = 20.")
    assert findings("granularity", "The proportion was M = 0.40, SD = 0.31, n = 20.")


def test_a_share_that_no_count_has_is_told():
    (one,) = findings("granularity", "It grew on 33.5% of the 12 plots.")
    assert one.message == "No count of 12 is 33.5 %."
    assert not findings("granularity", "It grew on 33.3% of the 12 plots.")


@pytest.mark.parametrize(
    "text",
    [
        "We asked {t} patients ({a} men and {b} women).",
        "We asked {t} patients, {a} (40.0%) women, {b} men.",
        "We asked {t} healthy adults (M/F: {a}/{b}).",
        "In all, {t} adults were randomly assigned to shade (n = {a}) or light (n = {b}).",
    ],
)
def test_parts_make_their_total(text: str):
    assert not findings("totals", text.format(t=90, a=40, b=50))
    (one,) = findings("totals", text.format(t=90, a=40, b=45))
    assert "make 85" in one.message


@settings(max_examples=100)
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_true_sum_is_never_flagged(one: int, two: int):
    text = f"We asked {one + two:,} adults ({one:,} men and {two:,} women)."
    assert not findings("totals", text)
