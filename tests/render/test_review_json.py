"""The one form of a review: every part is in it, with its quotes, or with the reason why it is empty."""

from __future__ import annotations

import json
from dataclasses import replace

import orjson
import pytest

from academichub.argument.findings import Event, becomes
from academichub.argument.reviews import PARTS as NAMES
from academichub.language import language
from academichub.render.review_formats import FORMATS
from academichub.render.review_json import is_hidden, part_json, shape

from .reviewed import DOCUMENT, EVENTS, HIDING, PARTS, REVIEW, TEXT, WORK, finding, in_language

SHAPE = shape(REVIEW, EVENTS)


def every(value, key):
    """All values of a key, wherever it is."""
    if isinstance(value, dict):
        yield from [value[key]] if key in value else []
        for inner in value.values():
            yield from every(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from every(inner, key)


def test_every_section_of_a_review_is_in_its_form():
    assert set(SHAPE) >= {
        "id", "work", "title", "language", "sha256", "scope", "pith", "reading", "core_claim",
        "mechanism", "consequences", "editorial", "load_bearing_premise", "falsifier", "referee",
        "rebuttal", "circularity", "ledger", "verdict", "keywords", "classification",
        "theorem_links", "findings", "citing", "references", "distance", "provenance",
    }  # fmt: skip
    assert set(SHAPE["referee"]) == {"summary", "significance", "major", "minor"}
    assert set(SHAPE["ledger"]) == {"parameters", "axioms", "entities", "counts"}
    assert set(SHAPE["verdict"]) == {"word", "reasons", "changes", "writer"}


def test_it_is_json_that_comes_back_as_it_was():
    assert json.loads(orjson.dumps(SHAPE)) == SHAPE


def test_every_quote_stands_where_it_says():
    quotes = [quote for quotes in every(SHAPE, "quotes") for quote in quotes]
    assert len(quotes) >= 15
    for quote in quotes:
        assert set(quote) == {"work_id", "field", "start", "end", "text"}
        assert quote["work_id"] == WORK
        assert TEXT[quote["start"] : quote["end"]] == quote["text"]


def test_a_part_has_statements_or_the_reason_why_it_has_none():
    for part in PARTS:
        told = part_json(part)
        assert bool(told["statements"]) is ("empty" not in told)
    assert SHAPE["consequences"]["empty"].startswith("The authors state none")
    assert shape(replace(REVIEW, parts=()), ())["pith"] == {
        "statements": [], "writer": "extractive", "empty": "",
    }  # fmt: skip


def test_the_ledger_counts_what_is_in_it():
    ledger = SHAPE["ledger"]
    assert ledger["counts"] == {
        name: len(ledger[name]["statements"]) for name in ("parameters", "axioms", "entities")
    }
    assert ledger["parameters"]["statements"][0]["label"] == "λ"


def test_the_verdict_has_its_word_its_reasons_and_what_would_change_it():
    assert SHAPE["verdict"]["word"] == "conditional"
    assert [one["id"] for one in SHAPE["verdict"]["reasons"]] == ["verdict.1"]
    assert [one["id"] for one in SHAPE["verdict"]["changes"]] == ["verdict.2"]


def test_a_finding_is_in_the_state_its_events_left_it_in():
    one, other = SHAPE["findings"]
    assert one["sha256"] == finding().sha256
    assert [event["kind"] for event in one["history"]] == ["disputed", "answered"]
    assert (one["state"], other["state"]) == ("answered", "open")
    assert one["data"]["reported"] == "35"


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), "open"),
        (("disputed",), "disputed"),
        (("disputed", "answered"), "answered"),
        (("rescinded", "disputed"), "rescinded"),
        (("rescinded", "reopened"), "open"),
        (("rescinded", "reopened", "disputed"), "disputed"),
        (("asked", "shown"), "open"),
    ],
)
def test_what_becomes_of_a_finding(kinds, state):
    events = [Event("f", kind, "Bo", "2026-06-26T05:00:00Z") for kind in kinds]
    assert becomes("open", events) == state


def test_what_was_said_of_a_line_stands_at_that_line():
    (minor,) = SHAPE["referee"]["minor"]["statements"]
    assert minor["history"][0]["text"] == "We have it now."
    assert "history" not in SHAPE["referee"]["major"]["statements"][0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_prose_that_the_authors_hid_is_not_given_out_and_findings_stay(language):
    review = in_language(language)
    hidden = shape(review, (*EVENTS, HIDING))
    assert not [one for one in every(hidden, "statements") if one]
    assert hidden["pith"]["empty"]
    assert hidden["verdict"]["word"] is None
    assert hidden["verdict"]["reasons"] == []
    assert hidden["provenance"]["dropped"] == []
    assert hidden["findings"] == SHAPE["findings"]
    assert is_hidden(review, (HIDING,))
    assert not is_hidden(review, (HIDING, replace(HIDING, kind="shown")))
    assert not is_hidden(review, (replace(HIDING, subject="another"),))


def test_citing_works_are_counted_and_say_from_where_they_are_known():
    assert SHAPE["citing"]["total"] == 45
    (one,) = SHAPE["citing"]["works"]
    assert one["work_id"] == "arxiv:2607.00009"
    assert one["from"] == ["store", "openalex"]
    assert (
        SHAPE["references"][0]["contexts"][0]["text"] == "Earlier filters [1] disagree with ours."
    )


def test_distance_and_provenance_are_whole():
    assert SHAPE["distance"]["nearest"] == [
        {"work_id": "arxiv:2601.00002", "title": "An older lens", "likeness": 431}
    ]
    assert shape(replace(REVIEW, distance=None), ())["distance"] is None
    stages = SHAPE["provenance"]["stages"]
    assert sum(one["tokens_in"] for one in stages) == SHAPE["provenance"]["tokens_in"]
    assert SHAPE["document"] == {
        "engine": "html", "sha256": DOCUMENT.sha256, "sections": ["Results"],
    }  # fmt: skip


def test_no_part_of_a_review_is_left_out_of_its_form():
    texts = set(every(SHAPE, "text"))
    for part in PARTS:
        assert {one.text for one in part.statements} <= texts
    assert {part.name for part in PARTS} == set(NAMES)


def test_the_json_to_take_along_is_that_form():
    assert json.loads(FORMATS["json"].write(REVIEW, EVENTS, language("en"))) == SHAPE
