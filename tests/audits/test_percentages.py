"""Counts against their percentages."""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from plainly import findings

WAYS = [
    "It failed in {n}/{of} ({p}%) of them.",
    "It failed in {n} / {of} plots, {p} %.",
    "It failed ({n}/{of}; {p}%).",
    "It failed in {n} of {of} plots ({p}%).",
    "It failed in {n} out of the {of} small plots ({p} percent).",
    "It failed in {p}% ({n}/{of}).",
    "It failed in {p}% of plots ({n} of {of} plots).",
    "It failed more often ({p}%, {n}/{of}) than foreseen.",
    "It failed in {n} ({p}%) of {of} plots.",
    "Of the {of} plots, {n} ({p}%) failed.",
    "It failed in {p}\\% (${n}/{of}$).",
]
LEFT_ALONE = [
    "The weighted share was 12/40 (35.0%).",
    "Of the 90 plots, 20 (40.0%) failed in a meta-analysis.",
    "It rose from 63% to 86% (371 of 490 plots).",
    "It rose (30.4% or 146/480, 24.8% or 119/480).",
    "The M/F ratio was 41/3.",
    "On 03/04 it was 12%.",
]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_write_a_share_is_held_to_its_counts(way: str):
    assert not findings("percentages", way.format(n=13, of=40, p="32.5"))
    (one,) = findings("percentages", way.format(n=13, of=40, p="35.2"))
    assert one.severity == "error"
    assert "32.5 %" in one.message


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_plain_share_is_left_alone(text: str):
    assert not findings("percentages", text)


def test_a_share_of_the_others_is_told_as_that():
    (one,) = findings("percentages", "It failed in 13/40 (67.5%).")
    assert "the others" in one.message


def test_a_digit_cut_off_is_no_more_than_a_note():
    (one,) = findings("percentages", "It failed in 11/12 (91.6%).")
    assert one.severity == "note"


@settings(max_examples=150)
@given(
    st.data(),
    st.integers(1, 5000),
    st.integers(0, 2),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_a_share_printed_from_its_counts_is_never_flagged(
    data: st.DataObject, of: int, digits: int, rule: str
):
    n = data.draw(st.integers(0, of))
    way = data.draw(st.sampled_from(WAYS))
    p = (Decimal(100 * n) / Decimal(of)).quantize(Decimal(1).scaleb(-digits), rounding=rule)
    assert not findings("percentages", way.format(n=n, of=of, p=p))
