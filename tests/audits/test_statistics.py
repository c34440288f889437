"""Reported statistics recomputed."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.audits import tails
from academichub.audits.reported import read

sys.path.insert(0, str(Path(__file__).parent))
from plainly import findings

RIGHT = [
    "t(24) = 2.31, p = .030",
    "<i>t</i>(24) = 2.31, <i>p</i> &lt; .05",
    "t(1,234) = 2.31; p=.021",
    "t(1\u2009234) = 2.31; p=.021",
    "$t_{24} = 2.31$, $p = 0.030$",
    "t₂₄ = \u22122.31, P = 0.03",
    "t = 2.31, df = 24, p = .03",
    "t(24)\u2009=\u20092.31 (p\u202f=\u202f.030)",
    "t(24) = 2,31, p = 0,03",
    "t(24) = 1.31, n.\u2009s.",
    "F(1, 24) = 5.60, MSE = 0.3, p = .026",
    "F<sub>1,24</sub> = 5.6, p < .05",
    "F(1, 1,234) = 5.6, p = .018",
    "F(2; 45) = 4,10; p = ,023",
    "F(1.87, 52.4) = 3.2, p = .051",
    r"$\chi^2_{(2)} = 7.1$, $p = .029$",
    r"$\chi_{2}^{2} = 7.1$, p = .029",
    "χ²(1, N = 90) = 4.50, p = .034",
    "Χ2(1, N = 1,090) = 4.50, p = .034",
    "X2(1, N = 90) = 4.5, p = .034",
    "chi-square (df = 2) = 7.1, p = .029",
    "r(48) = .31, p = .028",
    "z = 2.31, p = 2.1 × 10^{-2}",
    "Q(12) = 25.3, p = .013",
]
LEFT_ALONE = [
    "x2(1) = 4.5, p = .9",
    "X2(1) = 4.5, p = .9",
    "η2(1) = 4.5, p = .9",
    "F 1 = 4.5, p = .9",
    "t (min) = 4, p = .9",
    "a galaxy at z = 3 redshift, p = .9",
    "a quasar at z = 3, p = .9",
    "z = 3",
    "R2(1) = 4.5, p = .9",
    "all t(24) > 2.31, ps < .05",
    "t(24) = 2.31, p_adj = .9",
]


@pytest.mark.parametrize("text", RIGHT)
def test_each_notation_is_read_and_agrees(text: str):
    assert len(read(text)) == 1
    assert not findings("statistics", text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_test_is_left_alone(text: str):
    assert not read(text)


def test_a_p_value_on_the_other_side_of_the_level_is_an_error():
    (one,) = findings("statistics", "It grew, t(24) = 1.31, p = .030, as foreseen.")
    assert one.severity == "error"
    assert one.evidence[0].text == "t(24) = 1.31, p = .030"
    assert "p = 0.203" in one.message


def test_a_p_value_that_keeps_the_decision_is_a_warning():
    (one,) = findings("statistics", "t(24) = 2.31, p = .012")
    assert one.severity == "warning"


def test_a_test_that_agrees_under_one_tail_is_told_so():
    (one,) = findings("statistics", "t(28) = 1.80, p = .041")
    assert one.severity == "warning"
    assert "one tail" in one.message


def test_a_test_said_to_be_one_tailed_is_believed():
    assert not findings("statistics", "In a one-tailed test, t(28) = 1.80, p = .041.")


def test_a_p_value_that_a_correction_explains_is_left_alone():
    text = "t(24) = 2.31, p = .090"
    assert findings("statistics", text)
    assert not findings("statistics", f"With the Bonferroni correction, {text}.")


def test_a_correlation_beyond_one_cannot_be():
    (one,) = findings("statistics", "r(48) = 1.31, p = .03")
    assert one.severity == "error"


@given(st.floats(0.01, 30), st.integers(1, 300))
def test_tails_agree_where_the_distributions_meet(value: float, df: int):
    assert math.isclose(tails.student(value, df), tails.fisher(value**2, 1, df), abs_tol=1e-12)
    assert math.isclose(tails.normal(value), tails.chi_squared(value**2, 1), abs_tol=1e-12)
    assert math.isclose(tails.student(value, 1e8), tails.normal(value), abs_tol=1e-6)


@settings(max_examples=60)
@given(st.integers(1, 2000), st.decimals(0, 9, places=2), st.sampled_from([2, 3, 4]))
def test_a_p_value_printed_from_its_statistic_is_never_flagged(df: int, value: object, digits: int):
    p = tails.student(float(str(value)), df)
    if round(p, digits):
        assert not findings("statistics", f"We saw t({df}) = {value}, p = {p:.{digits}f}.")
