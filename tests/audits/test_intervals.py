"""Intervals against their estimates."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from plainly import findings

WAYS = [
    "Moss grew more often (OR {e}, 95% CI {a}-{b}).",
    "The odds ratio was {e} (95% CI: {a} to {b}).",
    "The hazard ratio (95% CI) was {e} ({a}–{b}).",
    "Moss grew (HR = {e}; 95% confidence interval [CI], {a}, {b}) in the shade.",
    "Moss grew (RR [95% CI] {e} [{a}-{b}]).",
    "Moss grew (adjusted OR {e} [95% CI {a}~{b}]).",
    r"Moss grew (OR ${e}$, $95\%$ CI ${a}$--${b}$).",
]
LEFT_ALONE = [
    "Of the 298 plots (95% CI 7.2%-14.4%), few stayed.",
    "It was 35.5 per 100,000 (95% CI 33.6-37.3).",
    "It was longer than in 2003 (95% CI 0.11-3.80).",
    "It was 3.56 for ABC-1 (95% CI 2.28-5.58).",
    "It was 8.9% (95% CI 0.062-0.126).",
    "It was 2.9% (95% CI 0.4-5.3).",
    "It fell by 13% (95% CI -21% to -4%).",
    "It changed (β = -0.61, 95% CI -0.87 to -0.36).",
    "It was 53 days (95% CI 3-369).",
    "We saw 1326 (95% CI: 1177, 1484) of them.",
    "We saw 18,300 (95% CI: 3,770 to 53,470) of them.",
    "With p = 0.018 (95% CI 1.2-1.5) we went on.",
]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_write_an_interval_is_held_to_its_estimate(way: str):
    assert not findings("intervals", way.format(e="1.50", a="1.20", b="1.88"))
    (one,) = findings("intervals", way.format(e="5.10", a="1.20", b="1.88"))
    assert one.severity == "error"
    assert "outside" in one.message


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_cannot_be_told_is_left_alone(text: str):
    assert not findings("intervals", text)


def test_an_interval_in_the_wrong_order_is_an_error():
    (one,) = findings("intervals", "The value was 0.71 (95% CI 0.86-0.58).")
    assert one.severity == "error"
    assert "begins" in one.message


def test_a_ratio_is_held_to_the_middle_of_logarithms_and_a_difference_to_the_plain_one():
    assert not findings("intervals", "It was so (OR 2.00, 95% CI 1.00-4.00).")
    assert findings("intervals", "It was so (OR 2.50, 95% CI 1.00-4.00).")
    assert not findings("intervals", "It was so (mean difference 2.50, 95% CI 1.00-4.00).")
    assert findings("intervals", "It was so (mean difference 2.00, 95% CI 1.00-4.00).")


def test_an_interval_and_its_p_value_say_the_same():
    assert not findings("intervals", "It was so (OR 1.50, 95% CI 1.20-1.88; p < 0.001).")
    assert not findings("intervals", "It was so (OR 1.50, 95% CI 0.80-2.81; p = 0.21).")
    (one,) = findings("intervals", "It was so (OR 1.50, 95% CI 0.80-2.81; p = 0.001).")
    assert one.severity == "warning"
    (one,) = findings("intervals", "It was so (OR 1.50, 95% CI 1.20-1.88; p = 0.29).")
    assert "leaves out 1" in one.message


@settings(max_examples=200)
@given(
    st.floats(-3, 3), st.floats(0.02, 0.9), st.integers(1, 3), st.sampled_from(WAYS), st.booleans()
)  # fmt: skip
def test_a_ratio_printed_with_its_interval_is_never_flagged(
    effect: float, error: float, digits: int, way: str, with_p: bool
):
    e, a, b = (math.exp(effect + z * error) for z in (0, -1.959964, 1.959964))
    p = math.erfc(abs(effect / error) / math.sqrt(2))
    text = way.format(e=f"{e:.{digits}f}", a=f"{a:.{digits}f}", b=f"{b:.{digits}f}")
    if with_p and text.endswith(")."):
        text = f"{text[:-2]}; p = {p:.3f})."
    assert not findings("intervals", text)
