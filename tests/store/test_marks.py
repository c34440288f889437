"""Marks on both databases: by reader, one row a work, and whole however works merge."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academichub.collect import take
from academichub.ids import Identifier
from academichub.model import Page, Record, Relation
from academichub.profile import Mark
from academichub.store import Store
from academichub.store.marks import joined

AT, LATER = "2026-06-25T08:00:00Z", "2026-06-26T08:00:00Z"
FIRST, SECOND = "arxiv:2606.00001", "doi:10.1234/one"


def _record(name: Identifier, *relations: Relation) -> Record:
    return Record(
        source=name.scheme, route="test", key=name.value, fetched_at=AT, raw="",
        title=f"On {name.value} and what follows from it", identifiers=(name,), relations=relations,
    )  # fmt: skip


def _two_works(store: Store) -> dict[str, int]:
    names = [Identifier("arxiv", "2606.00001"), Identifier("doi", "10.1234/one")]
    take(store, "test", Page(records=tuple(map(_record, names))), AT)
    return store.numbers([FIRST, SECOND])


def _merge(store: Store) -> None:
    relation = Relation("same-work", Identifier("arxiv", "2606.00001"))
    again = replace(_record(Identifier("doi", "10.1234/one"), relation), comment="now linked")
    take(store, "test", Page(records=(again,)), LATER)


def test_a_mark_is_its_readers_alone(store):
    numbers = _two_works(store)
    store.marks.change("a", numbers[FIRST], FIRST, lambda m: replace(m, saved_at=AT, updated_at=AT))
    assert store.marks.of("a") == {numbers[FIRST]: Mark(FIRST, saved_at=AT, updated_at=AT)}
    assert store.marks.of("b") == {}
    assert store.marks.of("a", [numbers[SECOND]]) == store.marks.of("a", []) == {}


def test_what_says_nothing_any_more_is_not_kept(store):
    number = _two_works(store)[FIRST]
    store.marks.change("a", number, FIRST, lambda m: replace(m, note="x", updated_at=AT))
    store.marks.change("a", number, FIRST, lambda m: replace(m, note=""))
    assert store.marks.of("a") == {}


def test_marks_of_works_that_merged_are_read_as_one_and_lose_nothing(store):
    numbers = _two_works(store)
    one = Mark(FIRST, AT, None, None, "The *preprint*.", ("decay", "to read"), AT)
    two = Mark(SECOND, None, LATER, None, "The article.", ("decay", "journal"), LATER)
    store.marks.change("a", numbers[FIRST], FIRST, lambda _: one)
    store.marks.change("a", numbers[SECOND], SECOND, lambda _: two)
    store.marks.change("b", numbers[SECOND], SECOND, lambda _: replace(two, note="mine"))
    _merge(store)
    (number,) = set(store.numbers([FIRST, SECOND]).values())
    together = store.marks.of("a")[number]
    assert (together.saved_at, together.read_at) == (AT, LATER)
    assert together.note == "The *preprint*.\n\nThe article."
    assert together.tags == ("decay", "to read", "journal")
    assert store.marks.of("b")[number].note == "mine"


def test_a_change_after_a_merge_holds_for_the_whole_work(store):
    numbers = _two_works(store)
    for name in (FIRST, SECOND):
        store.marks.change("a", numbers[name], name, lambda m: replace(m, saved_at=AT, note=m.work))
    _merge(store)
    (number,) = set(store.numbers([FIRST, SECOND]).values())
    work = store.works([number])[number].id
    store.marks.change("a", number, work, lambda m: replace(m, saved_at=None))
    assert store.marks.of("a")[number] == Mark(work, note=f"{FIRST}\n\n{SECOND}")
    store.marks.change("a", number, work, lambda m: Mark(m.work))
    assert store.marks.of("a") == {}


def test_a_mark_on_a_work_that_is_gone_is_kept_and_can_be_found(store):
    store.marks.change("a", 77, "arxiv:1111.11111", lambda m: replace(m, saved_at=AT))
    assert store.marks.of("a") == {}
    assert [mark.work for mark in store.marks.lost("a")] == ["arxiv:1111.11111"]
    store.marks.forget("b", "arxiv:1111.11111")
    assert store.marks.lost("a")
    store.marks.forget("a", "arxiv:1111.11111")
    assert not store.marks.lost("a")


def test_several_marks_change_together_or_not_at_all(store):
    numbers = _two_works(store)
    works = {number: name for name, number in numbers.items()}

    def decide(mark: Mark) -> Mark:
        if mark.work == SECOND:
            raise ValueError("the second")
        return replace(mark, saved_at=AT)

    with pytest.raises(ValueError, match="second"):
        store.marks.change_all("a", works, decide)
    assert store.marks.of("a") == {}


def test_the_same_note_twice_is_joined_once():
    one, two = Mark("a", note="Same.", updated_at=AT), Mark("b", note="Same.", updated_at=LATER)
    assert joined([two, one]) == Mark("a", note="Same.", updated_at=LATER)


def test_marks_of_many_at_once_lose_nothing_to_each_other(store):
    number = _two_works(store)[FIRST]

    def tag(which: int) -> None:
        name = f"t{which}"
        store.marks.change("a", number, FIRST, lambda m: replace(m, tags=(*m.tags, name)))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(tag, range(40)))
    assert sorted(store.marks.of("a")[number].tags) == sorted(f"t{n}" for n in range(40))
