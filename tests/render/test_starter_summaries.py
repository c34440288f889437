"""Our summaries of starter works are told apart from abstracts wherever they leave the program."""

from __future__ import annotations

from dataclasses import replace

import orjson

from academichub.model import Work
from academichub.render import feeds
from academichub.render.bibliography import bibtex, csl_json, ris
from academichub.render.json import work_json

NOTE = "Summary by AcademicHub: What we say."
STARTER = Work(
    id="arxiv:2606.00001",
    type="preprint",
    title="A title",
    abstract="What we say.",
    source="arxiv",
    sources=("arxiv",),
    first_seen_at="2026-06-25T08:00:00Z",
    starter=True,
)
REAL = replace(STARTER, starter=False)


def test_bibtex_and_ris_have_our_summary_as_a_note_and_no_abstract():
    assert "abstract =" not in bibtex([STARTER])
    assert f"note = {{{NOTE}}}" in bibtex([STARTER])
    assert "AB  - " not in ris([STARTER])
    assert f"N1  - {NOTE}" in ris([STARTER])
    assert "abstract = {What we say.}" in bibtex([REAL])
    assert "AB  - What we say." in ris([REAL])


def test_csl_has_our_summary_as_a_note_and_no_abstract():
    [item], [real] = orjson.loads(csl_json([STARTER])), orjson.loads(csl_json([REAL]))
    assert "abstract" not in item
    assert item["note"] == NOTE
    assert real["abstract"] == "What we say."
    assert "note" not in real


def test_feeds_say_that_the_summary_is_ours():
    assert "(starter data: summary by AcademicHub) What we say." in feeds.content(STARTER)
    assert "starter data" not in feeds.content(REAL)


def test_the_api_says_whose_summary_it_is():
    assert work_json(STARTER)["abstract_by"] == "academichub"
    assert work_json(REAL)["abstract_by"] is None
