"""What an entry may be looked up by, and whether a work is the one it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.argument.documents import Entry
from academichub.citing import entries
from academichub.citing.entries import Named
from academichub.model import Authorship, Reference, Work

TITLE = "Folding Proteins Slowly in Cold Water"


def work(title: str = TITLE, authors: tuple[str, ...] = ("Ada Lovelace",), posted: str = "2020-05") -> Work:  # fmt: skip
    return Work(
        "arxiv:2005.00001", title, "preprint", "arxiv", ("arxiv",), "2020-05-02T00:00:00Z",
        authorships=tuple(map(Authorship, authors)), posted_on=posted,
    )  # fmt: skip


def named(text: str, **said: str) -> Named:
    return entries.of_entry(Entry(0, len(text), **said), text)


@pytest.mark.parametrize(
    "text",
    [
        "A. Lovelace. Folding proteins slowly in cold water. J. Ice, 3:1–9, 2020.",
        "A. Lovelace, “Folding proteins slowly in cold water,” J. Ice, vol. 3, 2020.",
        'A. Lovelace, "Folding proteins slowly in cold water", J. Ice 3 (2020) 1.',
        "A. Lovelace, ``Folding proteins slowly in cold water,'' J. Ice, 2020.",
        "Lovelace, A.: Folding proteins slowly in cold water. J. Ice 3, 1–9 (2020)",
        "Lovelace A. 2020. Folding Proteins Slowly in Cold Water. In Proceedings of Ice.",
        "Lovelace, A. (2020). Folding proteins slowly in cold water. J. Ice, 3(1), 1–9.",
        "Ada Lovelace, Folding proteins slowly in cold water, J. Ice 3 (2020), no. 1.",
        "A. Lovelace. Folding proteins\nslowly in cold water. J. Ice, 2020.",
    ],
)
def test_the_title_is_found_in_entries_of_every_style(text):
    assert entries.is_titled(named(text), work())


def test_a_title_may_hold_colons_commas_and_a_question():
    for title in (
        "BERT: Training of Deep Transformers",
        "Kettles, Lids, and What They Are For",
        "No Multiplication? No Problem! Training Small Networks",
        "On I.I.D. Random Kettles",
    ):
        assert entries.is_titled(named(f"A. Lovelace. {title}. J. Ice, 2020."), work(title)), title


def test_a_title_that_goes_on_is_another_title():
    text = "A. Lovelace “The fluid dynamics of kettles - a steam perspective” J. Ice, 2020."
    assert not entries.is_titled(named(text), work("The Fluid Dynamics of Kettles"))


def test_other_authors_or_years_far_apart_make_it_another_work():
    other = "M. Curie. Folding proteins slowly in cold water. J. Ice, 2020."
    early = "A. Lovelace. Folding proteins slowly in cold water. J. Ice, 1999."
    assert not entries.is_titled(named(other), work())
    assert not entries.is_titled(named(early), work())


def test_an_article_may_come_out_years_after_its_preprint():
    late = "A. Lovelace. Folding proteins slowly in cold water. J. Ice, 2026."
    assert entries.is_titled(named(late), work())


@pytest.mark.parametrize("name", ["Siobhan O’Rourke", "Siobhan O'Rourke", "Vittorio Degli-Esposti"])
def test_names_with_hyphens_and_apostrophes_are_the_same_name(name):
    family = name.split()[1].replace("'", "’")
    assert entries.is_titled(named(f"S. {family}. {TITLE}. J. Ice, 2020."), work(authors=(name,)))


def test_without_authors_a_long_title_needs_its_year():
    text = f"Anybody. {TITLE}. J. Ice, 2020."
    assert entries.is_titled(named(text), work(authors=()))
    assert not entries.is_titled(named(f"Anybody. {TITLE}. J. Ice."), work(authors=()))


def test_identifiers_are_read_of_what_the_source_marks_up_and_of_dois_of_arxiv():
    found = named("B. Terhal, Games 10.48550/ARXIV.QUANT-PH/0205133 (2002).", doi="10.1000/Ice")
    assert found.identifiers == (ids.parse("10.1000/ice"), ids.parse("arxiv:quant-ph/0205133"))


def test_of_a_record_its_own_title_and_year_are_taken():
    found = entries.of_reference(Reference(ids.parse("10.1000/ice"), "Text 1999", "Title of It", "2020"))  # fmt: skip
    assert found == Named((ids.parse("10.1000/ice"),), ("Title of It",), ("2020",), "Text 1999", "Title of It")  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_and_every_title_stands_in_it(text):
    found = named(text)
    assert all(title in text for title in found.titles)
    assert len(found.titles) <= 60
    entries.is_titled(found, work())


def test_an_entry_without_an_end_is_read_at_its_head():
    found = named(f"A. Lovelace. {TITLE}. J. Ice, 2020. " + "Et cetera, and so on. " * 20_000)
    assert entries.is_titled(found, work())
