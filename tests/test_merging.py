"""How several records are read as one work, field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import ids
from academichub.merging import STARTER, identity, listed_on, merge
from academichub.model import (
    Announcement,
    Authorship,
    Location,
    Record,
    Reference,
    Relation,
    Update,
    Venue,
    Version,
    Work,
    to_json,
)
from academichub.testing import arxiv_record, journal_record

FIRST = "2026-06-12T04:00:00Z"
ARXIV = ids.parse("2606.00001")


def merged(*records: Record, **options: Any) -> Work:
    return merge(records, work_id="arxiv:2606.00001", first_seen_at=FIRST, **options)


DATES = st.sampled_from(["2025", "2026-05", "2026-05-12", "2026-06-01"])
MAYBE_DATE = st.none() | DATES
MAYBE_TEXT = st.none() | st.sampled_from(["", "one", "two $x$", "drei"])
URLS = st.sampled_from(["https://a.example/1", "https://b.example/2.pdf"])
IDENTIFIERS = st.sampled_from(
    [ARXIV, ids.doi("10.1000/a"), ids.parse("pmid:12"), ids.parse("W12345")]
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    lists = {
        "identifiers": IDENTIFIERS,
        "authorships": st.builds(Authorship, st.sampled_from(["Ada Lovelace", "Emmy Noether"])),
        "categories": st.sampled_from(["cs.LG", "math.PR"]),
        "keywords": st.sampled_from(["snow", "gait"]),
        "versions": st.builds(Version, st.integers(1, 3), MAYBE_DATE),
        "announcements": st.builds(
            Announcement,
            st.just("arxiv"),
            DATES,
            st.sampled_from(["new", "replace"]),
            st.integers(1, 3),
        ),
        "locations": st.builds(Location, URLS, st.sampled_from(["pdf", "landing"])),
        "references": st.builds(Reference, IDENTIFIERS),
        "relations": st.builds(Relation, st.sampled_from(["same-work", "updates"]), IDENTIFIERS),
        "updates": st.builds(Update, st.sampled_from(["retraction", "correction"]), MAYBE_DATE),
    }
    return Record(
        source=draw(
            st.sampled_from(["arxiv", "biorxiv", "crossref", "pubmed", "openalex", "some-feed"])
        ),
        route=draw(st.sampled_from(["a", "b"])),
        key=draw(st.sampled_from(["1", "2"])),
        fetched_at=draw(st.sampled_from([FIRST, "2026-06-13T04:00:00Z"])),
        title=draw(st.sampled_from(["On Wombats", "On Quolls"])),
        type=draw(st.sampled_from(["preprint", "article"])),
        abstract=draw(MAYBE_TEXT),
        authors_complete=draw(st.booleans()),
        primary_category=draw(st.none() | st.sampled_from(["cs.LG", "math.PR"])),
        venue=draw(st.none() | st.builds(Venue, st.sampled_from(["Nature", "Cell"]))),
        posted_on=draw(MAYBE_DATE),
        published_on=draw(MAYBE_DATE),
        updated_on=draw(MAYBE_DATE),
        version=draw(st.none() | st.integers(1, 3)),
        cited_by_count=draw(st.none() | st.integers(0, 9)),
        comment=draw(MAYBE_TEXT),
        license=draw(MAYBE_TEXT),
        **{
            name: tuple(draw(st.lists(item, max_size=3, unique=True)))
            for name, item in lists.items()
        },
    )


@given(
    st.lists(records(), min_size=1, max_size=4).flatmap(
        lambda r: st.tuples(st.just(r), st.permutations(r))
    )
)
def test_the_order_in_which_records_stand_changes_nothing(both):
    one, other = both
    assert merged(*one) == merged(*other)


@given(st.lists(records(), min_size=1, max_size=4))
def test_a_record_that_is_there_twice_says_nothing_more(said):
    assert merged(*said, *said) == merged(*said)


@given(records())
def test_a_work_of_one_record_says_what_the_record_says(record):
    record = replace(record, versions=(), announcements=(), updates=(), relations=(), locations=())
    if record.primary_category:
        record = replace(record, categories=(record.primary_category, "q-bio.NC"))
    work = merged(record)
    for name in {f.name for f in fields(Work)} & {f.name for f in fields(Record)} - {
        "authors_complete"
    }:
        said = getattr(record, name)
        assert getattr(work, name) == (said if said or isinstance(said, tuple | int) else None), (
            name
        )
    assert (work.sources, work.starter) == ((record.source,), False)
    assert set(work.origins or {}) == {"*"}


@given(st.lists(records(), min_size=1, max_size=4))
def test_nothing_that_was_listed_is_lost(said):
    work = merged(*said)
    for name in ("identifiers", "announcements", "categories", "keywords"):
        assert {item for r in said for item in getattr(r, name)} <= set(getattr(work, name))
    assert {p.url for r in said for p in r.locations} == {p.url for p in work.locations}
    assert {v.number for r in said for v in r.versions} == {v.number for v in work.versions}
    assert len(work.references) == max(len(r.references) for r in said)
    assert {r.source for r in said} == set(work.sources)


@given(st.lists(records(), min_size=1, max_size=4))
def test_a_merged_work_survives_being_written_and_read(said):
    import orjson

    work = merged(*said)
    empty_text_is_none = Work.from_json(orjson.loads(to_json(work)))
    assert empty_text_is_none == work


def test_the_version_of_record_names_the_work_and_the_preprint_server_keeps_its_own():
    work = merged(
        arxiv_record("2606.00001", "A Preprint Title", comment="12 pages"),
        journal_record("10.1000/a", "The Title in Print", venue=Venue("Nature"), abstract=None),
    )
    assert (work.title, work.type, work.source) == ("The Title in Print", "article", "crossref")
    assert work.abstract == "We study A Preprint Title."
    assert (work.comment, work.primary_category) == ("12 pages", "cs.LG")
    assert work.venue == Venue("Nature")
    assert work.origins is not None
    assert work.origins["*"].source == "crossref"
    assert work.origins["abstract"].source == "arxiv"
    assert "title" not in work.origins


def test_crossrefs_word_on_a_preprint_stands_behind_the_servers():
    posted = journal_record("10.1101/2026.01.01.000001", "A crossref spelling", type="preprint")
    own = arxiv_record("2606.00001", "The Server's Spelling", source="biorxiv")
    assert merged(posted, own).title == "The Server's Spelling"


def test_of_two_words_on_one_entry_the_higher_version_then_the_newer_counts():
    first = arxiv_record("2606.00001", "First")
    second = arxiv_record("2606.00001", "Second", version=2, fetched_at="2026-06-01T00:00:00Z")
    later = arxiv_record("2606.00001", "Later", fetched_at="2026-06-20T00:00:00Z")
    assert merged(first, second).title == "Second"
    assert merged(first, later).title == "Later"
    assert merged(first, second, later).version == 2


def test_announcements_unite_and_the_newest_is_shown():
    cross = Announcement("arxiv", "2026-06-13", "cross", 1, "math.PR")
    replaced = Announcement("arxiv", "2026-06-20", "replace", 2, "cs.LG")
    work = merged(
        arxiv_record("2606.00001", "T", version=2, announcements=(replaced,)),
        arxiv_record("2606.00001", "T"),
        arxiv_record("2606.00001", "T", announcements=(cross,)),
    )
    assert [a.announce_type for a in work.announcements] == ["new", "cross", "replace"]
    assert (work.announced_on, work.announce_type) == ("2026-06-20", "replace")
    assert listed_on(work) == (
        ("2026-06-12", "new"),
        ("2026-06-13", "cross"),
        ("2026-06-20", "replace"),
    )


def test_a_work_nobody_announced_is_listed_under_its_own_date():
    assert listed_on(merged(journal_record("10.1000/a", "T"))) == (("2026-07-01", "new"),)
    nothing = journal_record("10.1000/a", "T", published_on=None)
    assert listed_on(merged(nothing)) == (("2026-06-12", "new"),)


def test_starter_prose_gives_way_to_any_source_but_its_facts_stay():
    ours = arxiv_record("2606.00001", "T", route=STARTER, abstract="Our words.", comment="a fact")
    real = arxiv_record("2606.00001", "T", abstract=None, source="some-feed", route="feed")
    work = merged(ours, real)
    assert (work.abstract, work.comment, work.starter) == (None, "a fact", False)
    alone = merged(ours)
    assert (alone.abstract, alone.starter) == ("Our words.", True)
    assert merged(ours, replace(ours, key="again")).abstract == "Our words."


def test_a_complete_author_list_stands_before_a_better_sources_incomplete_one():
    short = journal_record(
        "10.1000/a", "T", authorships=(Authorship("A. Lovelace"),), authors_complete=False
    )
    full = arxiv_record("2606.00001", "T")
    work = merged(short, full)
    assert [a.name for a in work.authorships] == ["Ada Lovelace", "Emmy Noether"]
    assert work.authors_complete
    assert not merged(short).authors_complete


def test_dates_span_from_the_first_posting_to_the_last_update():
    work = merged(
        arxiv_record("2606.00001", "T", posted_on="2026-06-02", updated_on="2026-06-02"),
        arxiv_record("2606.00001", "T", posted_on="2026-06-01", updated_on="2026-06-09", version=2),
    )
    assert (work.posted_on, work.updated_on) == ("2026-06-01", "2026-06-09")


def test_a_retraction_is_told_once_whoever_tells_it():
    update = Update("retraction", "2026-08-01", ids.doi("10.1000/n"))
    said = journal_record("10.1000/a", "T", updates=(update,))
    work = merged(
        said, arxiv_record("2606.00001", "T"), notices=[replace(update, source="crossref")]
    )
    assert work.updates == (update,)
    assert work.retracted


def test_a_link_to_the_same_work_names_it_too_and_a_notices_target_does_not():
    same = Relation("same-work", ids.doi("10.1000/a"))
    about = Relation("updates", ids.doi("10.1000/b"))
    work = merged(arxiv_record("2606.00001", "T", relations=(same, about)))
    assert list(map(str, work.identifiers)) == ["arxiv:2606.00001", "doi:10.1000/a"]


def test_a_record_without_a_title_is_still_a_work():
    assert merged(journal_record("10.1000/a", "")).title == ""


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("10.1000/a", "2606.00001"), "arxiv:2606.00001"),
        (("PMC12", "10.1000/a"), "doi:10.1000/a"),
        (("PMC12", "pmid:9"), "pmid:9"),
        (("W12345",), "openalex:W12345"),
        ((), "local:crossref/k"),
    ],
)
def test_a_work_is_named_by_its_best_identifier(names, expected):
    record = journal_record("10.1000/x", "T", key="k", identifiers=tuple(map(ids.parse, names)))
    assert str(identity(record)) == expected
