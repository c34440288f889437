"""Claims, premises and limits told apart, each from what only looks like one; and names of new things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from academichub.argument import Sentence
from academichub.reading.cues import said
from academichub.reading.newly import names, titled
from academichub.reading.sections import Place
from academichub.reading.sorting import CLAIM, LIMIT, PREMISE, assumes, claims, lacks

LABELS = Path(__file__).parents[2] / "benchmarks" / "reading_labels"


def judged(text: str, kind: str = "abstract", role: str = "") -> str:
    one = said(
        Sentence("w", "abstract", 0, len(text), text, role),  # type: ignore[arg-type]
        Place(kind, "paragraph"),  # type: ignore[arg-type]
    )
    sorts = (
        ("C", claims(one) >= CLAIM),
        ("P", assumes(one) >= PREMISE),
        ("L", lacks(one) >= LIMIT),
    )
    return "".join(sort for sort, is_one in sorts if is_one)


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("We show that gates close faster on wet lattices.", "C"),
        ("We study drift and prove that it is bounded.", "C"),
        ("It is shown that gates close at night.", "C"),
        ("Extensive experiments on three mills demonstrate that our tracker is better.", "C"),
        ("Our tracker outperforms the older one by 4%.", "C"),
        ("This paper proposes\na new gate.", "C"),
        ("We study how gates close.", ""),
        ("Previous work has shown that gates close.", ""),
        ("Smith et al. show that gates close [12].", ""),
        ("It is well known that gates close.", ""),
        ("In Section 3, we introduce the notation.", ""),
        ("Can we show that gates close?", ""),
        ("We assume that the drift is slow.", "P"),
        ("Assuming a slow drift, the gate stays open.", "P"),
        ("The bound holds provided that the drift is slow.", "P"),
        ("Under mild regularity assumptions, we prove that gates close.", "CP"),
        ("Existing methods assume that the drift is slow.", ""),
        ("The bound holds without any assumption on the drift.", ""),
        ("We may assume that the gate is open.", ""),
        ("We test the null hypothesis of no drift.", ""),
        ("Our study is limited to one maker.", "L"),
        ("We leave wet mills to future work.", "L"),
        ("Wet mills are beyond the scope of this paper.", "L"),
        ("A limitation of our method is its cost.", "L"),
        ("We do not consider wet mills.", "L"),
        ("Existing methods are limited to dry mills.", ""),
        ("To overcome this limitation, we propose a gate.", "C"),
        ("The drift vanishes in the limit of large mills.", ""),
        ("Our data lay the groundwork for future work.", ""),
        ("我们假设漂移很慢。", "P"),
        ("本文提出一种门控方法。", "C"),
        ("该方法的局限在于成本。", "L"),
    ],
)
def test_a_sentence_is_of_the_sorts_it_is_of(text, sorts):
    assert judged(text) == sorts


def test_a_limit_in_the_background_of_an_abstract_is_not_the_works_own():
    assert judged("It remains unclear why gates close.", role="background") == ""
    assert judged("It remains unclear why gates close.", role="limit") == "L"


def test_a_part_on_limits_makes_a_wary_sentence_a_limit():
    text = "The gate may open when it should not."
    assert judged(text, "limit") == "L"
    assert judged(text, "result") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "We introduce Gated Lattice Tracking (GLT), a new tracker.",
            ["Gated Lattice Tracking (GLT)"],
        ),
        ("In this paper, we present GLT-Net, a tracker.", ["GLT-Net"]),
        ("We study drift and introduce DriftBench.", ["DriftBench"]),
        ("We introduce the notion of gated lattice for tracking.", ["gated lattice"]),
        ("We consider a tracker, called Gated Lattice, for mills.", ["Gated Lattice"]),
        ("We propose a method based on BERT.", []),
        ("We propose a tracker using Large Language Models (LLMs).", []),
        ("They introduce GLT-Net.", []),
        ("We present the RMSE of all runs.", []),
        ("这种方法称为门控网格。", ["门控网格"]),
    ],
)
def test_a_name_is_new_where_the_authors_bring_it_in(text, found):
    assert list(names(text)) == found


def test_a_title_may_open_with_a_name():
    assert titled("GLT-Net: Tracking on Wet Mills") == "GLT-Net"
    assert titled("Tracking on wet mills with gates: a study") == ""


def test_the_labelled_sample_keeps_no_text_and_both_passes():
    rows = json.loads((LABELS / "sample.json").read_text(encoding="utf-8"))
    assert len(rows) >= 300
    assert {"id", "work", "field", "start", "end", "sha256", "drawn"} == set(rows[0])
    ids = {row["id"] for row in rows}
    for name in ("first", "second", "settled"):
        labels = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
        assert set(labels) == ids
        assert set("".join(labels.values())) == set("CPL")
