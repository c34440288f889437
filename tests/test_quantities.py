"""Numbers with their units, as they stand in papers. All sentences here are ours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import quantities
from academichub.quantities import Quantity, agree, read


def one(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


def said(text: str) -> list[tuple[tuple[float, ...], str, str]]:
    return [(q.values, q.unit, q.comparator) for q in read(text)]


@pytest.mark.parametrize(
    ("text", "values", "unit", "comparator"),
    [
        ("an error of 3.5 %", (3.5,), "%", ""),
        (r"an error of 3.5\%", (3.5,), "%", ""),
        ("12,500 images", (12500,), "images", ""),
        ("at most 5 ms", (5,), "ms", "<="),
        ("no less than 12 GPUs", (12,), "GPUs", ">="),
        (r"$3\times10^{8}$ m/s", (3e8,), "m/s", ""),
        ("3×10⁸ m s⁻¹", (3e8,), "m/s", ""),
        ("1e-5", (1e-5,), "", ""),
        (r"$10^{-5}$", (1e-5,), "", ""),
        (r"$\sim 10^{10} M_\odot$", (1e10,), "M_⊙", "~"),
        ("3–5 km/s", (3, 5), "km/s", ""),
        ("3 到 5 年", (3, 5), "yr", ""),
        ("−5 °C", (-5,), "°C", ""),
        ("１２ ms", (12,), "ms", ""),
        ("threefold", (3,), "×", ""),
        ("twenty-five cells", (25,), "cells", ""),
        ("two and a half years", (2.5,), "yr", ""),
        ("提高了三倍", (3,), "×", ""),
        ("3.5万个样本", (35000,), "samples", ""),
        ("约百分之五十", (50,), "%", "~"),
        ("不到 20 名患者", (20,), "patients", "<"),
        ("至少10小时", (10,), "h", ">="),
        ("一半", (0.5,), "", ""),
        ("三亿五千万个词元", (3.5e8,), "tokens", ""),
        ("5 μm", (5,), "μm", ""),
        (r"$5~\mu$m", (5,), "μm", ""),
        ("7B parameters", (7e9,), "parameters", ""),
        ("10 mg/kg", (10,), "mg/kg", ""),
        ("300 K", (300,), "K", ""),
        ("100 毫秒以上", (100,), "ms", ">="),
    ],
)
def test_a_number_is_read_with_its_unit_and_comparator(text, values, unit, comparator):
    assert said(text) == [(values, unit, comparator)]


def test_an_error_belongs_to_its_number():
    found = one(r"$5.2 \pm 0.3$ GeV")
    assert (found.values, found.error, found.unit) == ((5.2,), 0.3, "GeV")


@pytest.mark.parametrize("name", ["GPT-4", "Table 2", "Mg2+", "H2O", "v2", "IL-6", "COVID-19"])
def test_a_number_that_names_something_measures_nothing(name):
    found = one(f"We use {name} here.")
    assert (found.text, found.kind) == (name, "label")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in 2019 we", "date"),
        ("$p<0.05$", "probability"),
        ("3-fold", "ratio"),
        ("40 stars", "count"),
    ],
)
def test_what_sort_of_number_it_is_can_be_told(text, kind):
    assert one(text).kind == kind


def test_what_is_measured_is_named_in_the_words_of_the_text():
    assert one("with a learning rate of 0.3 throughout").measure == "learning rate"


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("0.5", "50 %"),
        ("0.2 s", "200 ms"),
        ("threefold", "3x"),
        ("百分之五十", "50%"),
        ("about 50 %", "49.7 %"),
        ("约 12 毫秒", "12.3 ms"),
        ("3.1 GeV", "3.14 GeV"),
        ("at most 5 ms", "less than 5 ms"),
    ],
)
def test_a_number_said_otherwise_is_the_same(statement, source):
    assert agree(one(statement), one(source))


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("51 %", "50 %"),
        ("200 s", "200 ms"),
        ("12,400 images", "12,500 images"),
        ("3.15 GeV", "3.14 GeV"),
        ("more than 5 ms", "less than 5 ms"),
        ("5 ms", "at most 5 ms"),
        ("-5 K", "5 K"),
        ("GPT-3", "GPT-4"),
        ("40 stars", "41 stars"),
        ("in 2018 we", "in 2019 we"),
    ],
)
def test_another_number_is_not_the_same(statement, source):
    assert not agree(one(statement), one(source))


_PIECES = st.sampled_from(
    ["3", "1,000", ".5", "e-5", "×10", "^{-5}", "$", r"\pm", "–", "to", " ", "ms", "%", "百分之", "三", "万", "倍", "half",
     "two", "-", "−", "GPT-4", "in 2019", r"\times", "{", "}", "M_\\odot", "over", "至少", "\u200b", "٣", "一", "点", "/", "and"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_any_text_is_read_and_the_places_are_exact(text):
    end = 0
    for found in quantities.read(text):
        assert text[found.start : found.end] == found.text != ""
        assert end <= found.start < found.end
        assert found.values
        assert agree(found, found) or found.values[0] != found.values[0]
        end = found.end


def test_what_is_twenty_times_as_long_is_not_read_far_slower():
    line = "We trained the model on 12,500 images for 3.5 hours and found that the error falls by half. "

    def seconds(times: int) -> float:
        started = time.process_time()
        read(line * times)
        return time.process_time() - started

    seconds(10)
    assert seconds(4_000) < 80 * max(seconds(200), 0.02)


@pytest.mark.parametrize("power", [-10, 10, 100, -110])
def test_a_power_that_looks_like_its_base_is_read(power: int):
    (one,) = quantities.read(rf"we get 1.2 ± 0.4\times10^{{{power}}} here")
    assert one.error == pytest.approx(float(f"0.4e{power}"))
