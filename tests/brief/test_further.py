"""Briefs that read more than abstracts: full texts that are kept, and none that are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import fulltext
from academichub.argument import Quote, Statement
from academichub.brief import further, statements
from academichub.brief.making import Maker
from academichub.web.briefs import texts_of

from .made import alike, ask, brief_of, means

DRY = (
    "On our Strider benchmark the policy gradient network reaches an accuracy of 71% on wet ground."
)
LIMIT = "We did not test the policy gradient network on ice, which remains an open question."
FILLER = " ".join(f"Leg {n} of the walking robots was moved by the network." for n in range(40))
PAGE = (
    "<html><body><h1>Gaits</h1><h2>1 Introduction</h2><p>Robots walk.</p>"
    f"<h2>2 Methods</h2><p>{FILLER}</p><h2>3 Results</h2><p>{DRY}</p>"
    f"<h2>4 Limitations</h2><p>{LIMIT}</p></body></html>"
)


def keep(folder, works):
    for work in works:
        document = fulltext.of_bytes(PAGE.encode(), "page", work.id, version=work.version)
        fulltext.keep(folder, document, work.version)


@pytest.fixture
def works(filled):
    return [work for _, work in filled.everything()]


def test_a_kept_full_text_gives_evidence_and_its_scope_is_said(filled, works, tmp_path):
    keep(tmp_path, works[:2])
    ask(filled)
    assert Maker(means(filled, documents=tmp_path)).make("b1")
    brief = brief_of(filled)
    assert brief.provenance.scope == (("abstract", 10), ("full text", 2))
    texts = further.sections(works, tmp_path)
    quotes = [
        quote
        for _, said in statements(brief)
        for quote in said.quotes
        if quote.field not in {"title", "abstract"}
    ]
    assert quotes
    for quote in quotes:
        assert texts[quote.work][quote.field][quote.start : quote.end] == quote.text
    assert brief.provenance.dropped == ()


def test_themes_are_found_in_abstracts_whatever_else_was_read(filled, works, tmp_path):
    ask(filled)
    ask(filled, "b2")
    Maker(means(filled)).make("b1")
    keep(tmp_path, works[:2])
    Maker(means(filled, documents=tmp_path)).make("b2")
    before, after = brief_of(filled), brief_of(filled, "b2")
    assert [one.works for one in before.themes] == [one.works for one in after.themes]
    assert [one.works for one in before.bridges] == [one.works for one in after.bridges]


def test_a_folder_without_texts_changes_nothing(filled, tmp_path):
    ask(filled)
    ask(filled, "b2")
    Maker(means(filled)).make("b1")
    Maker(means(filled, documents=tmp_path / "none")).make("b2")
    assert alike(brief_of(filled)) == alike(brief_of(filled, "b2"))


def test_the_page_finds_the_place_of_a_quote_from_a_section(hub):
    works = [work for _, work in hub.store.everything() if work.source == "arxiv"][:1]
    keep(hub.documents, works)
    text = further.sections(works, hub.documents)[works[0].id]
    at = text["Limitations"].index(LIMIT)
    quote = Quote(works[0].id, "Limitations", at, at + len(LIMIT), LIMIT)
    said = [Statement("s1", LIMIT, (quote,), "quoted")]
    assert texts_of(hub, [works[0].id], said)[works[0].id]["Limitations"] == text["Limitations"]
    assert texts_of(hub, [works[0].id])[works[0].id].keys() == {"title", "abstract"}


def test_a_text_of_another_version_is_not_read(filled, works, tmp_path):
    keep(tmp_path, [replace(works[0], version=7)])
    assert further.sections(works, tmp_path) == {}


def test_what_is_told_is_the_telling_sections_first():
    texts = {
        "Introduction": "a" * 30_000,
        "Results": "b" * 3_000,
        "Acknowledgements of funding": "c" * 10,
        "Limitations": "d" * 2_000,
    }
    found = further.telling({"w": texts})["w"]
    assert list(found) == ["Results", "Acknowledgements of funding", "Limitations"]


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.dictionaries(st.text(max_size=12), st.text(alphabet="ab \n", max_size=80), max_size=5),
        max_size=5,
    )
)
def test_what_is_told_begins_as_the_whole_does(texts):
    for work, told in further.telling(texts).items():
        for name, text in told.items():
            assert texts[work][name].startswith(text)
