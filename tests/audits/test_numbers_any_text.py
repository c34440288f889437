"""The checks of numbers on any text: they never raise, and twice the text takes about twice the time."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument.documents import Heading
from academichub.argument.findings import Finding
from academichub.audits import check, run
from academichub.audits.folded import folded

sys.path.insert(0, str(Path(__file__).parent))
from plainly import FACTS, document

CHECKS = ("statistics", "percentages", "intervals", "totals", "granularity", "abstract_numbers")
BITS = [
    "t(24) = 2.31", "F(1,24)", "χ2(2)", "$\\chi^2_{(2)}$", "r(48) = 1.31", "z =", "Q", "p = .03", "p < 10^{-4}", "n.s.",
    "95% CI", "OR", "(1.2-1.9)", "-0.5 to", "12/40", "12 of 40", "(32.5%)", "0%", "99.99 %", "1,234", "1 234", ",5", "·5",
    "0", "000", "9" * 30, "M = 3.4", "SD = 0", "n = 0", "n = 1", "5-item", "scale", "proportion", "12 patients", "(3 men and",
    "4 women)", "randomly assigned", "<i>", "</sub>", "&lt;", "\u2009", "\u2212", "₂", "²", "½", "٣", "{", "}", "$", "\\,", "\n",
]  # fmt: skip
text = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=6)), max_size=24).map(" ".join)
glued = st.lists(st.sampled_from(BITS), max_size=16).map("".join)
UNITS = [
    "t(24) = 2.31, p = .030; ", "t(", "1 of 1 ", "1/1 ", "1 2 3 ", "12 (3%) of ", "Of the 12 plots a b c d e ", "95% CI 1-",
    "OR a b c ", "M = 3.4, n = ", "12 patients were randomised (n = 3) ", "(n = 3) ", "<sub", "{}_", "1,234", "1 234 ",
    "χ2(", "12 a b c d ", "0.5% ", "1.2 (", "\\,", " ", "t(24) = 2.31 a = 1, ",
]  # fmt: skip


def found(written: str) -> tuple[Finding, ...]:
    whole = f"Abstract\n\n{written}\n\nBody\n\n{written}"
    middle = whole.rindex("Body")
    sections = (Heading("Abstract", 1, 0, middle), Heading("Body", 1, middle, len(whole)))
    return run(replace(document(whole, sections=sections), scope="full text"), FACTS, CHECKS)


@settings(max_examples=150, deadline=None)
@given(st.one_of(text, glued, st.text()))
def test_no_text_makes_a_check_fail_and_its_evidence_is_verbatim(written: str):
    whole = f"Abstract\n\n{written}\n\nBody\n\n{written}"
    for one in found(written):
        for evidence in one.evidence:
            assert whole[evidence.start : evidence.end] == evidence.text
            assert evidence.text


@given(st.one_of(text, st.text()))
def test_a_text_made_plain_knows_its_way_back(written: str):
    source = folded(written)
    assert len(source.places) == len(source.text) + 1
    assert list(source.places) == sorted(source.places)
    assert source.places[-1] == len(written)


@settings(max_examples=40, deadline=None)
@given(text)
def test_the_same_text_gives_the_same_findings(written: str):
    assert found(written) == found(written)


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_is_linear_in_the_length_of_the_text(name: str):
    find = check(name)[1]
    for unit in UNITS:
        spent = []
        for size in (6_000, 24_000):
            one = document("95% CI = p " + unit * (size // len(unit)))
            start = time.process_time()
            list(find(one, FACTS))
            spent.append(time.process_time() - start)
        assert spent[1] < max(0.25, 9 * spent[0]), unit
