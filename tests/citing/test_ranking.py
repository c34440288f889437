"""In which order citing works are shown, and how far works are from each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.argument.documents import Document
from academichub.argument.reviews import Citing
from academichub.citing import contexts, far, ranking
from academichub.model import Work

A = Citing("a", "Ants", "", "2026-05-02", relevance=900, distance=400, cited_by_count=3)
B = Citing("b", "Bees", "", "2026-05", relevance=1000, distance=None, cited_by_count=None)
C = Citing("c", "Crows", "", "2026-06", relevance=100, distance=100, cited_by_count=90)


@pytest.mark.parametrize(
    ("by", "order"), [("relevance", "bac"), ("date", "cab"), ("count", "cab"), ("distance", "cab")]
)
def test_citing_works_can_be_in_four_orders_and_the_unknown_comes_last(by, order):
    assert "".join(one.work for one in ranking.ordered([A, B, C], by)) == order


def work(title: str, abstract: str = "", categories: tuple[str, ...] = ("cs.LG",)) -> Work:
    return Work(
        title, title, "preprint", "arxiv", ("arxiv",), "2026-01-01T00:00:00Z", abstract=abstract,
        categories=categories,
    )  # fmt: skip


def test_who_speaks_of_the_same_is_more_alike_and_more_relevant():
    own = work("Kettles", "steam and copper lids on kettles of old")
    near, off = (
        work("Lids", "copper lids on kettles whistle steam"),
        work("Quarks", "gluons bind quarks"),
    )
    alike = ranking.likenesses(own, [near, off])
    assert alike[0] > alike[1] == 0
    assert ranking.relevances(own, [near, off], alike, [None, None])[0] == 1000


def test_a_work_that_builds_on_it_is_more_relevant_than_one_that_names_it():
    own = work("Kettles", "steam and copper lids on kettles of old")
    others = [
        work("Lids one", "copper lids on kettles"),
        work("Lids two", "copper lids on kettles"),
    ]
    first, second = ranking.relevances(own, others, [500, 500], ["mentions", "extends"])
    assert first < second == 1000


def test_nothing_cites_and_nothing_is_ranked():
    assert ranking.likenesses(work("Kettles"), []) == []
    assert ranking.ordered([]) == ()


@settings(deadline=None)
@given(st.floats(0, 1), st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_a_percentile_is_of_a_hundred_and_grows_with_the_distance(own, others):
    found = far.percentile(own, others)
    assert 0 <= found <= 100
    assert found <= far.percentile(own + 0.1, others)
    assert far.percentile(2.0, others) == 100
    assert far.percentile(-1.0, others) == 0


def test_the_distance_is_of_the_nearest_of_the_days_before():
    from scipy.sparse import csr_array

    earlier = csr_array(np.eye(6, dtype=np.float32))
    rows = csr_array(np.eye(6, dtype=np.float32)[[0, 5]])
    days = np.array([1, 2, 3, 4, 5, 6])
    found = far.distances(rows, np.array([7, 6]), earlier, days, 100)
    assert found.tolist() == pytest.approx([0.8, 1.0])
    late = far.distances(rows, np.array([7, 6]), earlier, days, 3)
    assert late.tolist() == pytest.approx([1.0, 1.0])


def test_a_work_is_named_by_its_title_and_by_what_it_calls_its_own():
    own = work("SDPO: Distilling Oneself", "We introduce slow kettles (SLOK). GPT-4 is used.")
    assert contexts.names(own) == ("SDPO: Distilling Oneself", "SDPO", "SLOK")
    assert contexts.named("Water is wet. SLOKs boil. SLOK boils.", contexts.names(own)) == ("SLOK boils.", 0)  # fmt: skip


def test_a_document_that_cites_nothing_has_no_contexts():
    assert contexts.contexts(Document("w", "title", "Of Ice", "", "record", "1")) == {}
