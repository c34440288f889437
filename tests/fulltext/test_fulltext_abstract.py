"""The record of a work as a document, where nothing else is at hand."""

from __future__ import annotations

from dataclasses import replace

from academichub.fulltext import abstract
from academichub.model import Work

WORK = Work(
    id="doi:10.5555/herons",
    title="Slow herons",
    type="article",
    source="made",
    sources=("made",),
    first_seen_at="2026-01-01T00:00:00Z",
    abstract="We count herons. There are 42, see Table 1.",
)


def test_an_abstract_says_that_it_is_no_more():
    document = abstract.document(WORK, ("no full text is at hand",))
    assert document.scope == "abstract"
    assert document.text == "Slow herons\n\nWe count herons. There are 42, see Table 1."
    assert document.notes == ("no full text is at hand",)
    assert [(m.what, m.label) for m in document.mentions] == [("table", "Table 1")]


def test_a_work_without_abstract_is_its_title():
    assert abstract.document(replace(WORK, abstract=None)).scope == "title"
