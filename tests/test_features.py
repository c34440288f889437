"""Works as numbers: the same for the same work, alone or among others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.features import (
    BUCKETS,
    Columns,
    Features,
    Frequencies,
    Ragged,
    features,
    phrases,
    term_hashes,
    texts,
)
from academichub.ids import Identifier
from academichub.model import Authorship, Reference, Venue, Work


def work(number: int = 1, **changes: object) -> Work:
    values: dict[str, object] = {
        "id": f"local:{number}",
        "title": "Sparse attention for long documents",
        "type": "preprint",
        "source": "arxiv",
        "sources": ("arxiv",),
        "first_seen_at": "2026-05-01T00:00:00Z",
        "identifiers": (Identifier("arxiv", f"2605.{number:05}"),),
        "abstract": "We make attention sparse.",
        "authorships": (Authorship("Ada Lovelace", "0000-0002-1825-0097"),),
        "categories": ("cs.CL", "cs.LG"),
        "posted_on": "2026-05-01",
    }
    return Work(**{**values, **changes})  # type: ignore[arg-type]


def columns(*works: Work) -> Columns:
    return Columns.of((at, features(one)) for at, one in enumerate(works))


def same(one: Columns, other: Columns) -> bool:
    return all(
        np.array_equal(part(one), part(other))
        for part in (
            lambda c: c.numbers,
            lambda c: c.days,
            lambda c: c.words.starts,
            lambda c: c.words.values,
            lambda c: c.counts,
            lambda c: c.authors.values,
            lambda c: c.categories.values,
            lambda c: c.venues,
            lambda c: c.names.values,
            lambda c: c.cites.values,
        )
    )


def test_words_are_counted_alone_and_with_their_neighbour():
    said = list(phrases("Attention: sparse attention"))
    assert sorted(said) == [
        "attention",
        "attention",
        "attention sparse",
        "sparse",
        "sparse attention",
    ]


def test_words_of_grammar_bear_nothing_and_part_nothing():
    assert list(phrases("the theory of gravity")) == ["theory", "gravity", "theory gravity"]


def test_chinese_is_read_in_pairs_of_characters():
    assert "神经" in list(phrases("图神经网络"))


def test_accents_case_and_the_order_of_a_name_do_not_matter():
    one = features(work(authorships=(Authorship("Müller, Hans"),)))
    assert one.authors == features(work(authorships=(Authorship("Hans MULLER"),))).authors


def test_an_orcid_is_a_feature_beside_the_name():
    assert len(features(work()).authors) == 2


def test_what_is_cited_has_the_name_of_what_is_there():
    cited = work(2)
    citing = work(3, references=(Reference(Identifier("arxiv", "2605.00002")),))
    assert set(features(citing).cites) <= set(features(cited).names)


@pytest.mark.parametrize("day", ["2026", "2026-05", "2026-05-01"])
def test_a_date_may_be_a_year_or_a_month_alone(day):
    assert features(work(posted_on=day)).day > 739_000


def test_a_work_without_anything_has_features():
    assert features(work(title="", abstract=None, authorships=(), categories=())).words == ()


def test_a_term_is_its_pairs_of_words():
    there = set(features(work()).words)
    assert set(term_hashes("sparse attention")) <= there
    assert not set(term_hashes("attention sparse")) <= set(features(work(abstract=None)).words)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.data())
def test_rows_taken_are_the_rows_of_those_works_alone(titles, data):
    works = [work(at, title=title) for at, title in enumerate(titles)]
    whole = columns(*works)
    chosen = data.draw(st.lists(st.integers(0, len(works) - 1), max_size=6))
    alone = Columns.of((at, features(works[at])) for at in chosen)
    assert same(whole.take(np.array(chosen, np.int64)), alone)


def test_parts_joined_are_the_whole():
    works = [work(at, title=f"title {at}", venue=Venue(f"venue {at}")) for at in range(5)]
    parts = [columns(*works[:2]), columns(), columns(*works[2:])]
    joined = Columns.join(parts)
    assert same(joined.take(np.arange(2)), parts[0])
    assert len(joined) == 5
    assert len(Columns.join([])) == 0


def test_rows_of_tells_in_which_row_a_value_is():
    rows = Ragged.of([[1, 2], [], [3]])
    assert rows.rows_of(np.array([0, 1, 2])).tolist() == [0, 0, 2]
    assert rows.row(1).tolist() == []


def test_counting_works_one_by_one_is_counting_them_together():
    works = [work(at, title=f"a title {at}") for at in range(4)]
    together = Frequencies.none().plus(columns(*works))
    one_by_one = Frequencies.none()
    for one in works:
        one_by_one = one_by_one.plus(columns(one))
    assert one_by_one.documents == together.documents == 4
    assert np.array_equal(one_by_one.of, together.of)


def test_a_work_taken_away_was_never_counted():
    one, other = columns(work(1)), columns(work(2, title="Other"))
    counted = Frequencies.none().plus(one).plus(other).plus(one, -1)
    assert np.array_equal(counted.of, Frequencies.none().plus(other).of)


def test_rare_words_weigh_more():
    works = columns(work(1), work(2), work(3, title="Zebra", abstract=None))
    weights = Frequencies.none().plus(works).weights()
    zebra, attention = features(work(title="Zebra", abstract=None)).words[0], term_hashes("sparse")
    assert weights[zebra % BUCKETS] > weights[attention[0] % BUCKETS]


def test_texts_are_rows_of_length_one_or_empty():
    works = columns(work(1), work(2, title="", abstract=None))
    rows = texts(works, Frequencies.none().plus(works).weights())
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert lengths.tolist() == pytest.approx([1.0, 0.0])


def test_half_a_surrogate_in_a_name_is_no_failure():
    assert isinstance(features(work(categories=("cs.\ud800",))), Features)
