"""Which work a record describes: rules one by one, and what no record may ever do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import ids
from academichub.matching import contradicts, match, title_change
from academichub.merging import identity, merge
from academichub.model import Authorship, Record, Relation, Work
from academichub.testing import arxiv_record, journal_record
from academichub.text import title_key

TITLE = "On the Gait of Wombats in Deep Alpine Snow"


def work(*records: Record) -> Work:
    return merge(records, work_id=str(identity(records[0])), first_seen_at=records[0].fetched_at)


def by(*names: str, complete: bool = True) -> dict[str, Any]:
    return {"authorships": tuple(map(Authorship, names)), "authors_complete": complete}


def joined(record: Record, *candidates: Work) -> list[str]:
    found = match(record, candidates)
    return [one.id for one in found.works] if found else []


def test_nothing_in_common_is_a_new_work():
    assert (
        match(
            journal_record("10.1000/a", "Quite Another"), [work(arxiv_record("2606.00001", TITLE))]
        )
        is None
    )
    assert match(journal_record("10.1000/a", "Quite Another"), []) is None


def test_a_shared_identifier_joins_whatever_the_titles_say():
    held = work(journal_record("10.1000/a", "Old Title"))
    found = match(journal_record("10.1000/A", "A New Title Altogether"), [held])
    assert found is not None
    assert (found.rule, found.reason) == ("identifier", "both are doi:10.1000/a")


def test_a_link_from_the_source_joins_and_names_who_said_it():
    held = work(journal_record("10.1000/a", "The Title in Print"))
    link = (Relation("same-work", ids.doi("10.1000/a")),)
    found = match(arxiv_record("2606.00001", TITLE, relations=link), [held])
    assert found is not None
    assert (found.rule, found.reason) == ("link", "arxiv says it is the same work as doi:10.1000/a")


def test_a_notice_about_a_work_is_not_that_work():
    held = work(journal_record("10.1000/a", TITLE))
    about = (Relation("updates", ids.doi("10.1000/a")),)
    notice = journal_record("10.1000/n", f"Retraction: {TITLE}", relations=about)
    assert joined(notice, held) == []


@pytest.mark.parametrize(
    "spelt",
    [
        TITLE.upper(),
        "On the gait of wombats in deep alpine snow.",
        "On the  Gait of\n Wombats in Deep  Alpine Snow",
        "On the Gait of Wombáts in Deep-Alpine Snow",
    ],
)
def test_the_same_title_by_the_same_first_author_is_one_work_however_it_is_spelt(spelt):
    assert joined(journal_record("10.1000/a", spelt), work(arxiv_record("2606.00001", TITLE)))


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Ada Lovelace", "A. Lovelace", True),
        ("Lovelace, Ada", "Ada Lovelace", True),
        ("Ada Lovelace", "Emmy Noether", False),
        ("Martin King Jr.", "Sammy Davis, Jr.", False),
        ("King, Martin, Jr.", "Martin King", True),
        ("John Smith III", "John Jones III", False),
        ("Adam Jones II", "A. Jones", True),
        ("Henry V", "Emmy V", True),
        ("李雷", "李雷", True),
        ("***", "---", False),
    ],
)
def test_first_authors_are_compared_by_family_name_and_a_suffix_is_none(ours, theirs, same):
    held = work(arxiv_record("2606.00001", TITLE, **by(ours)))
    assert bool(joined(journal_record("10.1000/a", TITLE, **by(theirs)), held)) is same


def test_of_an_incomplete_list_any_author_in_common_is_enough():
    held = work(arxiv_record("2606.00001", TITLE, **by("Ada Lovelace", "Emmy Noether")))
    last_only = journal_record("10.1000/a", TITLE, **by("Emmy Noether", complete=False))
    assert joined(last_only, held) == ["arxiv:2606.00001"]
    assert joined(replace(last_only, authors_complete=True), held) == []
    stranger = journal_record("10.1000/a", TITLE, **by("Sofia Kovalevskaya", complete=False))
    assert joined(stranger, held) == []


def test_without_authors_a_title_must_be_long_enough_to_be_its_own():
    long = work(arxiv_record("2606.00001", TITLE))
    short = work(arxiv_record("2606.00002", "On Wombats"))
    assert joined(journal_record("10.1000/a", TITLE, **by()), long)
    assert joined(journal_record("10.1000/b", "On Wombats", **by()), short) == []


@pytest.mark.parametrize("title", ["Editorial", "Preface", "Correction", "Introduction", "", "$x$"])
def test_a_title_that_many_works_have_joins_nothing(title):
    for names in (by(), by("Ada Lovelace")):
        held = work(journal_record("10.1000/a", title, **names))
        other = journal_record("10.1000/b", title, identifiers=(), key="x", **names)
        assert joined(other, held) == []


@pytest.mark.parametrize(
    "other",
    [
        f"Reply to: {TITLE}",
        f"Comment on {TITLE}",
        f"Correction: {TITLE}",
        f"Retraction: {TITLE}",
        f"{TITLE}: A Review",
        f"{TITLE}, Part II",
        f"{TITLE} Revisited",
        f"{TITLE}: No Effect",
    ],
)
def test_a_paper_about_a_paper_is_another_paper(other):
    record = journal_record("10.1000/a", other)
    assert joined(record, work(arxiv_record("2606.00001", TITLE))) == []
    assert title_change(TITLE, other).likeness == 0


@pytest.mark.parametrize(
    ("one", "two"),
    [("Part I", "Part II"), ("Part 1", "Part 2"), ("I", "II"), ("III", "IV"), ("2019", "2020")],
)
def test_parts_of_a_series_stay_apart(one, two):
    first = work(arxiv_record("2606.00001", f"{TITLE} {one}"))
    assert joined(journal_record("10.1000/a", f"{TITLE} {two}"), first) == []
    assert joined(journal_record("10.1000/a", f"{TITLE} {one}"), first) == ["arxiv:2606.00001"]


def test_a_title_changed_on_its_way_to_the_journal_is_found_again():
    held = work(arxiv_record("2606.00001", TITLE))
    found = match(journal_record("10.1000/a", "The Gait of Wombats in Deep Snow"), [held])
    assert found is not None
    assert found.rule == "similar title"
    assert "same first author" in found.reason


def test_a_changed_title_joins_neither_two_preprints_nor_an_article_before_its_preprint():
    held = work(arxiv_record("2606.00001", TITLE))
    like = "The Gait of Wombats in Deep Snow"
    assert joined(arxiv_record("2606.00002", like), held) == []
    assert joined(journal_record("10.1000/a", like, published_on="2020-01-01"), held) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("2606.00001", "2606.00002"),
        ("10.1000/a", "10.1000/b"),
        ("10.1101/2026.01.01.000001", "10.64898/2026.01.01.000002"),
        ("PMC11", "PMC12"),
        ("pmid:11", "pmid:12"),
    ],
)
def test_two_identifiers_of_a_kind_contradict_and_keep_equal_titles_apart(ours, theirs):
    one = journal_record("10.1000/x", TITLE, identifiers=(ids.parse(ours),))
    other = journal_record("10.1000/x", TITLE, identifiers=(ids.parse(theirs),))
    assert contradicts(one, work(other))
    assert joined(one, work(other)) == []


def test_a_preprint_doi_and_a_journal_doi_do_not_contradict():
    preprint = arxiv_record(
        "2606.00001", TITLE, identifiers=(ids.doi("10.1101/2026.01.01.000001"),), source="biorxiv"
    )
    assert joined(journal_record("10.1000/a", TITLE), work(preprint))


def test_works_that_a_record_shows_to_be_one_come_together():
    preprint = work(arxiv_record("2606.00001", "A Preprint Title"))
    article = work(journal_record("10.1000/a", "The Title in Print"))
    both = (ids.parse("2606.00001"), ids.doi("10.1000/a"))
    both_named = journal_record("10.1000/a", "The Title in Print", identifiers=both)
    assert set(joined(both_named, preprint, article)) == {"doi:10.1000/a", "arxiv:2606.00001"}


def test_a_doi_two_preprints_claim_goes_to_the_one_titled_like_it_and_joins_no_two():
    doi = ids.doi("10.1000/a")
    wrong = work(
        arxiv_record("2606.00001", "A Companion Paper", identifiers=(ids.parse("2606.00001"), doi))
    )
    right = work(arxiv_record("2606.00002", TITLE, identifiers=(ids.parse("2606.00002"), doi)))
    assert joined(journal_record("10.1000/a", TITLE), wrong, right) == ["arxiv:2606.00002"]


WORDS = st.sampled_from(
    ["wombat", "quoll", "snow", "gait", "deep", "study", "part", "ii", "reply", "7"]
)
TITLES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
DOIS = st.sampled_from(["10.1000/a", "10.1000/b", "10.1101/2026.01.01.000001"]).map(ids.doi)
NAMES = st.lists(st.sampled_from(["Ada Lovelace", "E. Noether", "Sammy Davis, Jr."]), max_size=2)


@st.composite
def preprints(draw: st.DrawFn) -> Record:
    number = draw(st.integers(1, 4))
    names = draw(NAMES)
    return arxiv_record(
        f"2606.{number:05}",
        draw(TITLES),
        identifiers=(
            ids.parse(f"2606.{number:05}"),
            *draw(st.lists(DOIS, max_size=2, unique=True)),
        ),
        type=draw(st.sampled_from(["preprint", "article"])),
        **by(*names, complete=draw(st.booleans())),
    )


@st.composite
def articles(draw: st.DrawFn) -> Record:
    doi = draw(DOIS)
    return journal_record(doi.value, draw(TITLES), **by(*draw(NAMES)))


@given(preprints(), st.lists(preprints(), max_size=4))
def test_two_arxiv_ids_with_different_titles_never_join(record, others):
    for work_id in joined(record, *map(work, others)):
        number = str(record.identifiers[0])
        titles = [one.title for one in others if str(one.identifiers[0]) == work_id]
        assert work_id == number or title_key(record.title) in map(title_key, titles)


@given(articles(), st.lists(preprints(), max_size=4, unique_by=lambda r: r.identifiers[0]))
def test_no_record_of_a_third_joins_two_arxiv_ids_with_different_titles(record, others):
    named = {str(one.identifiers[0]): title_key(one.title) for one in others}
    assert len({named[work_id] for work_id in joined(record, *map(work, others))}) <= 1


@given(preprints(), st.integers(1, 9), TITLES, st.lists(preprints(), max_size=3))
def test_a_version_always_joins_its_own_work(record, version, title, others):
    again = replace(record, version=version, title=title, route="arxiv-oai")
    kept_apart = [work(one) for one in others if one.identifiers[0] != record.identifiers[0]]
    assert str(record.identifiers[0]) in joined(again, *kept_apart, work(record))


@given(st.one_of(preprints(), articles()), st.lists(st.one_of(preprints(), articles()), max_size=4))
def test_every_match_names_candidates_and_a_reason_of_one_line(record, others):
    candidates = [work(one) for one in others]
    found = match(record, candidates)
    if found:
        assert found.works
        assert all(one in candidates for one in found.works)
        assert found.reason
        assert "\n" not in found.reason


@given(TITLES, TITLES)
def test_likeness_is_symmetric_and_a_share(one, other):
    change, back = title_change(one, other), title_change(other, one)
    assert change == back
    assert 0 <= change.likeness <= 1
    assert title_change(one, one).likeness == 1
