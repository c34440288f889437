"""What a brief knows of the whole store is counted in the word index, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from academichub import indexing, taxonomy
from academichub.brief.meeting import categories, meetings_of
from academichub.collect import take
from academichub.index.words import Words
from academichub.model import Page
from academichub.store import Store
from academichub.testing import arxiv_record

AT = "2026-06-12T08:00:00Z"


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Words]:
    listed = [
        (("cs.LG", "stat.ML"), "Spin glasses and neural networks"),
        (("cs.LG",), "A neural network of rope"),
        (("hep-th",), "Strings, networks and neural things"),
        (("math-ph", "math.MP"), "Spin glass, again"),
        (("q-bio.NC", "cs.NE"), "Voles"),
    ]
    records = [
        arxiv_record(f"2606.0000{n}", title=title, categories=own, primary_category=own[0])
        for n, (own, title) in enumerate(listed)
    ]
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        take(store, "test", Page(records=records), AT)
        found = Words(tmp_path / "index")
        indexing.catch_up(store, found)
        yield found


def test_works_of_a_field_and_of_two_are_counted(words):
    known = meetings_of(words)
    assert known.total == 5
    assert known.of("Computer Science") == 3
    assert known.both("Computer Science", "Statistics") == 1
    assert known.both("Quantitative Biology", "Computer Science") == 1
    assert known.both("Physics", "Computer Science") == 0


def test_works_of_a_category_are_counted_by_its_name(words):
    known = meetings_of(words)
    assert known.of("Machine Learning") == 2
    assert known.both("Neural and Evolutionary Computing", "Neurons and Cognition") == 1


def test_a_term_is_counted_where_its_words_stand_together_in_any_number(words):
    known = meetings_of(words)
    assert known.naming("neural network") == 2
    assert known.naming("spin glasses") == 2
    assert known.naming("loop soup") == 0


def test_a_term_is_counted_within_a_field(words):
    known = meetings_of(words)
    assert known.within("neural network", "Computer Science") == 2
    assert known.within("spin glass", "Statistics") == 1
    assert known.within("spin glass", "Economics") == known.within("spin glass", "Nowhere") == 0


def test_two_terms_are_together_only_where_one_work_has_both(words):
    known = meetings_of(words)
    assert known.together("spin glass", "neural network") == 1
    assert known.together("rope", "spin glass") == 0
    assert known.together("rope", "loop soup") == 0


@pytest.mark.parametrize("nothing", ["", " ", "—", "No such field"])
def test_what_says_nothing_counts_nothing(words, nothing):
    known = meetings_of(words)
    assert (known.of(nothing), known.naming(nothing)) == (0, 0)
    assert known.both(nothing, "Physics") == known.both("Physics", nothing) == 0


def test_an_index_that_is_empty_or_broken_knows_nothing(tmp_path):
    assert meetings_of(Words(tmp_path / "empty")).total == 0
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "layout.json").write_text('"of another kind"')
    assert meetings_of(Words(broken)).total == 0


def test_every_field_we_know_has_its_categories():
    for field in taxonomy.FIELDS:
        assert bool(categories(field)) is (field != taxonomy.OTHER)
    assert categories("Machine Learning") == ("cs.lg", "stat.ml")
