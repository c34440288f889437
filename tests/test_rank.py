"""Ranking: what a reader keeps and says decides, and the reasons are the score."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.features import Columns, Frequencies, features
from academichub.ids import Identifier
from academichub.model import Authorship, Reference, Venue, Work
from academichub.profile import FollowedAuthor, Mute, Paper, Pick, Profile, WantedTerm
from academichub.rank import Background, Kept, Ranked, background, batch, candidates, learn, rank

TODAY = 739_800
THEMES = {
    "cs.LG": "neural network gradient training deep learning transformer attention layer loss",
    "hep-th": "gauge string duality holography anomaly supersymmetry brane boundary bulk field",
    "q-bio.NC": "cortex neuron spike synapse hippocampus memory recording behaviour mouse task",
}


def work(number: int, category: str = "cs.LG", **changes: object) -> Work:
    chance = random.Random(number)
    said = THEMES[category].split()
    values: dict[str, object] = {
        "id": f"arxiv:2605.{number:05}",
        "title": f"{' '.join(chance.sample(said, 3))} case {number}",
        "type": "preprint",
        "source": "arxiv",
        "sources": ("arxiv",),
        "first_seen_at": "2026-05-01T00:00:00Z",
        "identifiers": (Identifier("arxiv", f"2605.{number:05}"),),
        "abstract": " ".join(chance.choices(said, k=30)),
        "authorships": (Authorship(f"Given{number} Family{number}"),),
        "primary_category": category,
        "categories": (category,),
        "posted_on": "2026-06-20",
    }
    return Work(**{**values, **changes})  # type: ignore[arg-type]


def columns(works: Sequence[Work]) -> Columns:
    return Columns.of((at, features(one)) for at, one in enumerate(works))


def shared_by_all(works: Sequence[Work]) -> Background:
    rows = columns(works)
    return background(rows, Frequencies.none().plus(rows))


POOL = [work(n, list(THEMES)[n % 3]) for n in range(90)]
SHARED = shared_by_all([work(n, list(THEMES)[n % 3]) for n in range(1000, 1090)])
LIKED = [Kept(work(n), "saved") for n in range(2000, 2004)]


def ranking(
    kept: Sequence[Kept] = (),
    profile: Profile = Profile(),  # noqa: B008
    pool: Sequence[Work] = POOL,
    shared: Background = SHARED,
) -> Ranked:
    return rank(learn(profile, kept, shared), candidates(columns(pool), shared), TODAY)


def picks(found: Ranked, pool: Sequence[Work] = POOL, most: int = 25) -> list[Pick]:
    return [found.pick(int(row), pool[row]) for row in found.best(most)]


def themes(found: Ranked, most: int = 25, pool: Sequence[Work] = POOL) -> list[str | None]:
    return [pool[row].primary_category for row in found.best(most)]


def reasons(found: Ranked, row: int, pool: Sequence[Work] = POOL) -> dict[str, float]:
    return {one.signal: one.points for one in found.pick(row, pool[row]).reasons}


def test_what_is_like_the_saved_comes_first():
    assert set(themes(ranking(LIKED))) == {"cs.LG"}


def test_one_like_is_enough_to_begin():
    assert themes(ranking(LIKED[:1]), 10).count("cs.LG") >= 9


@given(
    st.lists(st.sampled_from(range(90)), max_size=4, unique=True),
    st.lists(st.sampled_from(range(90)), max_size=3, unique=True),
    st.sampled_from([(), (WantedTerm("gauge"),), (WantedTerm("neural network"),)]),
    st.dictionaries(
        st.sampled_from(["co-author", "category:cs.LG", "freshness", "like what you saved"]),
        st.floats(0, 4),
    ),
)
@settings(max_examples=40, deadline=None)
def test_the_score_is_the_sum_of_the_reasons(saved, dismissed, terms, turned):
    kept = [Kept(POOL[n], "saved") for n in saved] + [Kept(POOL[n], "less") for n in dismissed]
    profile = Profile(terms, (FollowedAuthor("Given7 Family7"),), ("hep-th",), turned=turned)
    found = ranking(kept, profile)
    for row in found.best(10):
        pick = found.pick(int(row), POOL[row])
        assert pick.score == pytest.approx(sum(one.points for one in pick.reasons))
        assert pick.score == pytest.approx(float(found.scores[row]), abs=1e-4)


def test_the_same_marks_give_the_same_order():
    assert ranking(LIKED).best(90).tolist() == ranking(LIKED).best(90).tolist()


def test_of_equals_the_newer_comes_first():
    twins = [work(1), work(1)]
    assert ranking(LIKED, pool=twins).best(2).tolist() == [1, 0]


def test_how_often_others_cite_a_work_is_nothing_to_its_score():
    plain, famous = work(1), work(1, cited_by_count=10_000)
    assert ranking(LIKED, pool=[plain]).scores == ranking(LIKED, pool=[famous]).scores


def test_a_dismissal_moves_its_kind_down_at_once():
    kept = [*LIKED, *(Kept(work(n, "hep-th"), "saved") for n in range(2010, 2014))]
    before = themes(ranking(kept)).count("hep-th")
    after = themes(ranking([*kept, Kept(work(2020, "hep-th"), "less")])).count("hep-th")
    assert after < before


def test_dismissals_alone_teach_too():
    found = ranking([Kept(work(n, "hep-th"), "less") for n in range(2010, 2014)])
    assert themes(found).count("hep-th") < 3  # by chance 8


def test_opening_teaches_less_than_saving():
    opened = [Kept(work(n, "hep-th"), "opened") for n in range(2010, 2014)]
    assert themes(ranking([*LIKED, *opened]), 10).count("cs.LG") > 5


def test_papers_a_reader_brought_along_teach_like_saved_works():
    brought = Paper("Deep neural network training", "Gradient loss of a transformer layer.")
    assert themes(ranking(profile=Profile(papers=(brought,))), 10).count("cs.LG") >= 9


def test_a_followed_author_comes_before_what_is_only_alike():
    found = ranking(LIKED, Profile(authors=(FollowedAuthor("Given1 Family1"),)))
    assert found.best(1).tolist() == [1]
    first = picks(found)[0].reasons[0]
    assert (first.signal, first.value) == ("followed author", "Given1 Family1")


def test_who_wrote_what_was_saved_is_a_reason_that_names_the_work():
    saved = work(3000, authorships=(Authorship("Given4 Family4"),))
    found = ranking([Kept(saved, "saved")])
    said = {one.signal: one for one in found.pick(4, POOL[4]).reasons}["co-author"]
    assert (said.value, said.works) == ("Given4 Family4", (saved.id,))


def test_a_name_that_stands_on_many_candidates_says_less():
    common, rare = (Authorship("Wei Zhang"),), (Authorship("Ada Lovelace"),)
    pool = [*(work(n, "q-bio.NC", authorships=common) for n in range(8)), work(8, "q-bio.NC", authorships=rare)]  # fmt: skip
    found = ranking([Kept(work(3000, authorships=(*common, *rare)), "saved")], pool=pool)
    assert reasons(found, 8, pool)["co-author"] > reasons(found, 0, pool)["co-author"] > 0


def test_citing_what_was_saved_is_a_reason_both_ways():
    saved = work(3000, references=(Reference(Identifier("arxiv", "2605.00001")),))
    citing = work(2, references=(Reference(saved.identifiers[0]),))
    pool = [work(0), work(1), citing]
    found = ranking([Kept(saved, "saved")], pool=pool)
    assert "cited by what you saved" in reasons(found, 1, pool)
    said = {one.signal: one for one in found.pick(2, citing).reasons}
    assert said["cites what you saved"].works == (saved.id,)


def test_venues_categories_and_terms_give_points_that_say_so():
    pool = [work(1), work(2, "hep-th", venue=Venue("Physical Review D"))]
    profile = Profile(
        (WantedTerm("hep duality"), WantedTerm("gauge")), (), ("hep-th",), ("physical review D",)
    )
    given = reasons(ranking(profile=profile, pool=pool), 1, pool)
    assert given["venue"] > 0
    assert given["category"] > 0
    assert "term" in given or "gauge" not in f"{pool[1].title} {pool[1].abstract}"


@pytest.mark.parametrize(
    ("title", "there"),
    [
        ("On Graph Neural-Networks", True),
        ("Graph of a neural thing; networks", False),
        ("GRAPH NEURAL NETWORKS", True),
    ],
)
def test_a_phrase_is_matched_on_neighbouring_words(title, there):
    pool = [work(1, title=title, abstract=None)]
    profile = Profile((WantedTerm("graph neural networks"),))
    assert ("term" in reasons(ranking(profile=profile, pool=pool), 0, pool)) is there


@pytest.mark.parametrize(
    "profile",
    [
        Profile((WantedTerm("supersymmetry zebra", "never"), WantedTerm("zebra", "never"))),
        Profile((WantedTerm("quantum", "must"),)),
        Profile(mutes=(Mute("term", "zebra"),)),
        Profile(mutes=(Mute("author", "Family1, Given1"),)),
        Profile(mutes=(Mute("category", "cs.LG"),)),
        Profile(mutes=(Mute("venue", "Nature"),)),
        Profile(mutes=(Mute("source", "arxiv"),)),
        Profile(mutes=(Mute("work", "arxiv:2605.00001"),)),
    ],
)
def test_what_is_muted_or_lacks_what_it_must_have_is_not_shown(profile):
    pool = [work(1, title="A zebra", venue=Venue("Nature"))]
    assert ranking(LIKED, profile, pool).best(5).tolist() == []
    assert ranking(LIKED, pool=pool).best(5).tolist() == [0]


def test_what_was_shown_is_hidden():
    hidden = np.zeros(len(POOL), np.bool_)
    hidden[:45] = True
    taste = learn(Profile(), LIKED, SHARED)
    found = rank(taste, candidates(columns(POOL), SHARED), TODAY, hidden=hidden)
    assert min(found.best(90)) == 45


@pytest.mark.parametrize("key", ["category:cs.LG", "category"])
def test_a_reason_or_a_whole_signal_can_be_turned_off(key):
    found = ranking(LIKED, Profile(turned={key: 0.0}))
    assert not any("category" in reasons(found, row) for row in range(0, 90, 3))


def test_a_reason_turned_up_counts_twice():
    once = reasons(ranking(LIKED), 0)["category"]
    assert reasons(ranking(LIKED, Profile(turned={"category:cs.LG": 2.0})), 0)[
        "category"
    ] == pytest.approx(2 * once)


@pytest.mark.parametrize("name", ["like what you saved", "word"])
def test_the_word_of_a_reason_can_be_turned_off(name):
    found = ranking(LIKED)
    row = int(found.best(1)[0])
    said = {one.signal: one for one in found.pick(row, POOL[row]).reasons}
    word = said["like what you saved"].value
    turned = ranking(LIKED, Profile(turned={f"{name}:{word}": 0.0}))
    again = {one.signal: one for one in turned.pick(row, POOL[row]).reasons}
    assert again["like what you saved"].value != word


def test_likeness_names_a_word_and_the_nearest_saved_works():
    first = picks(ranking(LIKED))[0]
    said = {one.signal: one for one in first.reasons}["like what you saved"]
    assert said.value
    assert set(said.works) <= {one.work.id for one in LIKED}
    assert 1 <= len(said.works) <= 2


def test_vectors_of_a_model_are_one_more_signal():
    vectors = np.zeros((len(POOL), 2), np.float32)
    vectors[:, 0] = 1
    vectors[5] = (0, 1)
    taste, pool = learn(Profile(), (), SHARED), candidates(columns(POOL), SHARED)
    wanted = np.array([0, 1], np.float32)
    found = rank(taste, pool, TODAY, vectors=vectors, wanted=wanted)
    assert found.best(1).tolist() == [5]
    assert "embedding" in reasons(found, 5)


def test_works_without_a_vector_get_nothing_from_it():
    vectors = np.zeros((len(POOL), 2), np.float32)
    taste, pool = learn(Profile(), (), SHARED), candidates(columns(POOL), SHARED)
    found = rank(taste, pool, TODAY, vectors=vectors, wanted=np.array([0, 1], np.float32))
    assert not found.points["embedding"].any()


def test_a_store_with_nothing_in_it_can_be_ranked():
    nothing = shared_by_all([])
    assert ranking(LIKED, pool=[], shared=nothing).best(5).tolist() == []
    assert len(ranking(LIKED, pool=POOL, shared=nothing).best(5)) == 5


def test_no_three_of_one_team_on_one_theme_in_a_batch():
    team = (Authorship("Ada Lovelace"), Authorship("Charles Babbage"))
    pool = [*(work(n, authorships=team, abstract=work(0).abstract) for n in range(10)), *POOL[10:]]
    found = ranking([Kept(work(3000, authorships=team), "saved")], pool=pool)
    assert sum(row < 10 for row in found.best(25)) == 10
    assert sum(one.row < 10 for one in batch(found)) == 2


def test_one_team_on_different_themes_may_fill_a_batch():
    team = (Authorship("Ada Lovelace"),)
    pool = [work(n, list(THEMES)[n % 3], authorships=team, title=f"x{n}", abstract=f"word{n} thing{n}") for n in range(9)]  # fmt: skip
    assert len(batch(ranking(LIKED, pool=pool), 9, 0)) == 9


def test_a_few_of_a_batch_are_from_elsewhere_and_say_so():
    chosen = batch(ranking(LIKED))
    outside = [one for one in chosen if one.outside]
    assert len(chosen) == 25
    assert len(outside) == 2
    assert all(POOL[one.row].primary_category != "cs.LG" for one in outside)
    assert not chosen[0].outside


def test_no_row_is_twice_in_a_batch():
    rows = [one.row for one in batch(ranking(LIKED))]
    assert len(rows) == len(set(rows))
