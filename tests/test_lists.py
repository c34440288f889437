"""Lists of works: the daily one, fair over the fields; searches; and no work twice in a sitting."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub import ids, indexing, lists
from academichub.collect import take
from academichub.errors import QueryError, UsageError
from academichub.index.words import Words
from academichub.lists import Batch, Listing, in_turn, read_seen, write_seen
from academichub.model import Announcement, Authorship, Page, Record, Relation
from academichub.store import Store
from academichub.testing import NOW, arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"


class Shelf:
    """A store with its index, and a reader in front of it."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(f"sqlite:///{folder / 'store.db'}")
        self.words = Words(folder / "index")

    def put(self, *records: Record) -> None:
        take(self.store, "test", Page(records=records), AT)
        indexing.catch_up(self.store, self.words)

    def batch(self, listing: Listing | None = None, **options: Any) -> Batch:
        given = {"now": NOW, **options}
        return lists.batch(self.store, self.words, listing or Listing(), **given)

    def sitting(self, listing: Listing, limit: int = 25) -> list[str]:
        """Every batch to the end; the ids in the order they were shown."""
        shown: list[str] = []
        seen = None
        while True:
            batch = self.batch(listing, seen=seen, limit=limit)
            shown += [work.id for work in batch.works]
            seen = batch.seen
            if seen is None:
                return shown


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.store.close()


def announced(day: str, kind: str = "new") -> tuple[Announcement, ...]:
    return (Announcement("arxiv", day, kind, 1, "cs.LG"),)


def paper(n: int, category: str = "cs.LG", day: str = "2026-06-12", **changes: Any) -> Record:
    changes = {"announcements": announced(day, changes.pop("kind", "new")), **changes}
    title = changes.pop("title", f"The Burrow Number {n}")
    return arxiv_record(
        f"2606.{n:05}", title, primary_category=category, categories=(category,), **changes
    )


def numbers(batch: Batch) -> list[int]:
    return [int(work.id[-5:]) for work in batch.works]


# The daily list


def test_an_empty_store_has_an_empty_list(shelf):
    assert shelf.batch() == Batch((), 0)
    assert shelf.batch(Listing("wombats")).total == 0


def test_the_first_batch_has_25_works_without_a_hole_and_leads_to_the_others(shelf):
    shelf.put(*(paper(n) for n in range(1, 61)))
    first = shelf.batch()
    assert (len(first.works), first.total) == (25, 60)
    second = shelf.batch(seen=first.seen)
    third = shelf.batch(seen=second.seen)
    assert (len(second.works), len(third.works), third.seen) == (25, 10, None)
    assert sorted(numbers(first) + numbers(second) + numbers(third)) == list(range(1, 61))


@pytest.mark.parametrize("total", [24, 25, 26, 50])
def test_the_last_batch_says_that_it_is_the_last(shelf, total):
    shelf.put(*(paper(n) for n in range(1, total + 1)))
    assert (shelf.batch().seen is None) is (total <= 25)
    assert len(shelf.sitting(Listing())) == total


def test_within_a_day_the_fields_take_turns_and_none_is_drowned(shelf):
    shelf.put(
        *(paper(n) for n in range(1, 100)),
        *(paper(n, "math.PR") for n in range(100, 104)),
        paper(200, "q-bio.NC"),
    )
    fields = [work.primary_category for work in shelf.batch().works]
    assert set(fields[:3]) == {"cs.LG", "math.PR", "q-bio.NC"}
    assert fields.count("math.PR") == 4
    assert fields.count("q-bio.NC") == 1


def test_the_newest_day_comes_first_and_new_papers_before_replacements(shelf):
    shelf.put(
        paper(1, day="2026-06-11"), paper(2, kind="replace"), paper(3, kind="cross"), paper(4)
    )
    assert numbers(shelf.batch()) == [4, 3, 2, 1]


def test_a_work_of_several_days_is_listed_once_and_on_each_of_them(shelf):
    both = (*announced("2026-06-11"), *announced("2026-06-12", "replace"))
    shelf.put(paper(1, announcements=both), paper(2, day="2026-06-11"))
    assert numbers(shelf.batch()) == [1, 2]
    assert shelf.batch(Listing(day="2026-06-11")).total == 2
    assert numbers(shelf.batch(Listing(day="2026-06-12"))) == [1]
    assert shelf.batch(Listing(day="2026-06-10")) == Batch((), 0)


@given(st.lists(st.lists(st.integers(), max_size=6), max_size=5))
def test_queues_taken_in_turn_lose_nothing_and_keep_their_order(queues):
    taken = list(in_turn(queues))
    assert sorted(taken) == sorted(n for queue in queues for n in queue)
    labelled = [[(k, n) for n in range(len(queue))] for k, queue in enumerate(queues)]
    order = list(in_turn(labelled))
    for k, queue in enumerate(labelled):
        assert [pair for pair in order if pair[0] == k] == queue
    assert [pair[1] for pair in order] == sorted(pair[1] for pair in order)


# No work twice

EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(1, 40)),
        st.tuples(st.just("replace"), st.integers(1, 40)),
        st.tuples(st.just("publish"), st.integers(1, 40)),
        st.tuples(st.just("join"), st.integers(1, 40)),
        st.tuples(st.just("next"), st.just(0)),
    ),
    min_size=3,
    max_size=30,
)
LISTINGS = st.sampled_from(
    [
        Listing(), Listing(day="2026-06-12"), Listing("burrow"), Listing(sort="date"), Listing(sort="cited"),
        Listing(category="cs.LG"), Listing("burrow", sort="relevance"), Listing(source="arxiv", sort="daily"),
        Listing(author="Ada Lovelace"), Listing(since="2026-06-01", type="preprint"),
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS, LISTINGS, st.integers(1, 5))
def test_no_work_is_shown_twice_whatever_happens_between_the_batches(
    tmp_path_factory, events, listing, size
):
    folder = tmp_path_factory.mktemp("sitting")
    shelf = Shelf(folder)
    shelf.put(*(paper(n, ("cs.LG", "math.PR")[n % 2]) for n in range(1, 13)))
    seen, shown, over = None, list[str](), False
    for turn, (event, n) in enumerate([*events, *[("next", 0)] * 3]):
        day = f"2026-06-{12 + turn % 3}"
        match event:
            case "arrive" | "replace":
                kind = "new" if event == "arrive" else "replace"
                shelf.put(
                    paper(n, day=day, kind=kind, version=turn + 2, title=f"The Burrow Number {n}")
                )
            case "publish":
                shelf.put(journal_record(f"10.1000/{n}", f"A Burrow in Print, {n}"))
            case "join":
                same = (Relation("same-work", ids.doi(f"10.1000/{n}")),)
                shelf.put(paper(n, relations=same))
            case "next" if not over:
                batch = shelf.batch(listing, seen=seen, limit=size)
                shown += [work.id for work in batch.works]
                seen, over = batch.seen, batch.seen is None
    assert len(shown) == len(set(shown))
    shelf.store.close()
    shutil.rmtree(folder)


def test_a_sitting_on_any_list_shows_every_work_of_it_once(shelf):
    shelf.put(
        *(
            paper(n, ("cs.LG", "math.PR", "hep-th")[n % 3], f"2026-06-{9 + n % 4:02}")
            for n in range(1, 71)
        )
    )
    for listing in (
        Listing(), Listing(sort="date"), Listing("burrow"), Listing(category="math.PR"),
        Listing(day="2026-06-10"), Listing(author="Emmy Noether", sort="daily"),
    ):  # fmt: skip
        shown = shelf.sitting(listing, limit=7)
        assert len(shown) == len(set(shown)) == shelf.batch(listing).total


@given(st.sets(st.integers(1, 2**40), max_size=300))
def test_a_token_brings_back_the_numbers_it_was_made_of(wanted):
    assert read_seen(write_seen(wanted)) == wanted


def test_no_token_is_nothing_seen_and_a_token_stays_short():
    assert read_seen(None) == read_seen("") == set()
    assert len(write_seen(range(1_000_000, 1_000_000 + 100 * 25, 1))) < 3500


@given(st.sets(st.integers(1, 10**6), min_size=1, max_size=50), st.data())
def test_a_damaged_token_is_refused(wanted, data):
    token = write_seen(wanted)
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("AZaz09-_!é "))
    for damaged in (token[:at], token[:at] + other + token[at + 1 :]):
        try:
            read = read_seen(damaged)
        except UsageError as error:
            assert "damaged" in str(error)  # noqa: PT017 - one chance in 65,536 to pass is left
        else:
            assert damaged in {"", token} or read == wanted or len(damaged) >= len(token) - 2


@pytest.mark.parametrize("token", ["!!!", "é", "AAAA", "0", "../etc/passwd", "%00", "A" * 9000])
def test_what_is_no_token_is_refused_in_words(shelf, token):
    with pytest.raises(UsageError, match="damaged"):
        shelf.batch(seen=token)


# Searches and filters


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    shelf.put(
        paper(
            1,
            title="Wombats in Deep Snow",
            abstract="Wombats dig burrows when p<0.001 and snow falls.",
        ),
        paper(2, "math.PR", "2026-06-11", title="Random Walks of Quolls"),
        paper(
            3,
            "q-bio.NC",
            "2026-05-30",
            title="How Numbats Sleep",
            authorships=(Authorship("Zhao, Zhuokai"),),
        ),
        journal_record("10.1000/w", "Wombat Teeth", cited_by_count=9, published_on="2026-04-01"),
    )
    return shelf


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (Listing("wombat"), {"arxiv:2606.00001", "doi:10.1000/w"}),
        (Listing("wombat", source="arxiv"), {"arxiv:2606.00001"}),
        (Listing(author="Zhuokai Zhao"), {"arxiv:2606.00003"}),
        (Listing(author="Zhao, Zhuokai"), {"arxiv:2606.00003"}),
        (Listing(author="Zhao"), set()),
        (Listing(category="MATH.PR"), {"arxiv:2606.00002"}),
        (Listing(type="article"), {"doi:10.1000/w"}),
        (Listing(since="2026-06-11"), {"arxiv:2606.00001", "arxiv:2606.00002"}),
        (Listing(until="2026-04"), {"doi:10.1000/w"}),
        (Listing(since="2026-05", until="2026-05"), {"arxiv:2606.00003"}),
        (Listing("wombat", day="2026-06-12"), {"arxiv:2606.00001"}),
        (Listing("-wombat"), {"arxiv:2606.00002", "arxiv:2606.00003"}),
        (
            Listing("src:crossref", source="arxiv"),
            {"arxiv:2606.00001", "arxiv:2606.00002", "arxiv:2606.00003"},
        ),
        (Listing("2606.00002"), {"arxiv:2606.00002"}),
        (Listing("unheard of"), set()),
    ],
)
def test_filters_narrow_alone_and_together_and_the_count_is_exact(library, listing, expected):
    batch = library.batch(listing)
    assert {work.id for work in batch.works} == expected
    assert batch.total == len(expected)


def test_orders_are_by_date_by_citations_and_by_relevance(library):
    by_date = [work.date for work in library.batch(Listing(sort="date")).works]
    assert by_date == sorted(by_date, reverse=True)
    assert library.batch(Listing(sort="cited")).works[0].id == "doi:10.1000/w"
    assert library.batch(Listing("wombats snow burrows")).works[0].id == "arxiv:2606.00001"
    with pytest.raises(UsageError, match="daily, date, relevance, cited"):
        library.batch(Listing(sort="newest"))


@pytest.mark.parametrize(
    "listing",
    [
        Listing(day="soon"),
        Listing(since="2026-13"),
        Listing(until="2026-02-30"),
        Listing("since:soon"),
    ],
)
def test_a_date_that_is_none_is_refused_in_words(library, listing):
    with pytest.raises(QueryError, match="2026-05-12"):
        library.batch(listing)


def test_days_may_be_said_from_now(library):
    assert library.batch(Listing(since="yesterday")).total == 2
    assert library.batch(Listing(day="today")).total == 1


def test_a_search_shows_where_it_matched_with_the_text_as_it_stands(library):
    [piece] = library.batch(Listing("burrows snow", source="arxiv")).snippets.values()
    text = "".join(part for part, _ in piece)
    assert "p<0.001" in text
    assert {part.lower() for part, marked in piece if marked} == {"burrows", "snow"}
    assert library.batch(Listing(category="cs.LG")).snippets == {}


def test_a_misspelt_search_that_finds_nothing_offers_a_better_one(library):
    batch = library.batch(Listing("nunbats"))
    assert (batch.total, batch.did_you_mean) == (0, "numbats")
    assert library.batch(Listing("numbats")).did_you_mean is None


def test_an_offset_leaves_out_the_first_of_any_list(library):
    for listing in (Listing(), Listing(sort="date"), Listing("wombat")):
        every = [work.id for work in library.batch(listing).works]
        assert [work.id for work in library.batch(listing, offset=1).works] == every[1:]


def test_a_work_the_index_has_not_heard_the_end_of_leaves_no_hole_in_what_is_shown(library):
    same = (Relation("same-work", ids.doi("10.1000/w")),)
    take(
        library.store,
        "test",
        Page(records=[paper(1, relations=same, title="Wombats in Deep Snow")]),
        AT,
    )
    batch = library.batch(Listing("wombat"))
    assert [work.id for work in batch.works] == ["arxiv:2606.00001"]


def test_facets_count_what_each_value_leaves(library):
    facets = lists.facets(library.store, library.words)
    assert dict(facets.sources) == {"arxiv": 3, "crossref": 1}
    assert dict(facets.types) == {"preprint": 3, "article": 1}
    archives = {"cs": 1, "math": 1, "q-bio": 1}
    assert dict(facets.categories) == {"cs.lg": 1, "math.pr": 1, "q-bio.nc": 1, **archives}
    assert facets.days[0] == ("2026-06-12", 1)
    assert [day for day, _ in facets.days] == sorted((day for day, _ in facets.days), reverse=True)
    for value, count in facets.sources:
        assert library.batch(Listing(source=value)).total == count


def test_only_what_narrows_counts_as_a_filter():
    assert not Listing().filtered
    assert not Listing(day="2026-06-12", sort="date").filtered
    for name in ("query", "author", "category", "source", "type", "since", "until"):
        assert replace(Listing(), **{name: "x"}).filtered, name
    assert not Listing("  ").filtered


def test_the_clock_alone_moves_no_list(shelf):
    shelf.put(*(paper(n) for n in range(1, 10)))
    assert shelf.batch() == shelf.batch(now=NOW + timedelta(days=400))


@pytest.mark.data
def test_the_model_pages_come_out_with_their_works_in_25s_without_a_hole(shelf, recorded):
    import orjson

    rows = [
        orjson.loads(line)
        for line in (recorded.parent / "seeds" / "works.jsonl").read_bytes().splitlines()
    ]
    made = [
        arxiv_record(
            row["arxiv_id"] or f"2601.{n:05}", row["title"], primary_category=row["category"],
            identifiers=(ids.parse(row["arxiv_id"]),) if row["arxiv_id"] else (), key=f"{n}",
            source=row["source"].lower(), authorships=(), abstract=row["abstract"],
            announcements=(Announcement(row["source"].lower(), row["date"], row["announce_type"] or "new"),),
        )
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip
    shelf.put(*made)
    every = {title.strip() for title in (row["title"] for row in rows)}
    for day in sorted({row["date"] for row in rows}):
        wanted = {row["title"] for row in rows if row["date"] == day}
        shown = shelf.batch(Listing(day=day), limit=100)
        assert {work.title for work in shown.works} >= wanted
    sitting = shelf.sitting(Listing())
    assert len(sitting) == len(set(sitting)) == len(every)
    assert len(shelf.batch().works) == 25
