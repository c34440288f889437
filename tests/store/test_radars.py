"""Radars, verdicts and editions as the store keeps them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academichub.collect import take
from academichub.errors import NotFoundError, UsageError
from academichub.ids import Identifier
from academichub.model import Authorship, Page, Record, Relation
from academichub.profile import Mute, Profile, Radar
from academichub.store.radars import Kept, Verdict

AT, LATER = "2026-06-12T08:00:00Z", "2026-06-13T08:00:00Z"
ONE, OTHER = "arxiv:2606.00001", "doi:10.5555/1"


def radar(slug: str = "mine", reader: str = "me") -> Radar:
    return Radar(f"id of {slug} of {reader}", reader, slug, slug.title(), Profile(), 0, AT, AT)


def paper(name: str, title: str, *, like: str | None = None) -> Record:
    scheme, _, value = name.partition(":")
    relations = (Relation("same-work", Identifier(*like.split(":", 1))),) if like else ()  # type: ignore[arg-type]
    return Record(
        source=scheme,
        route=scheme,
        key=value,
        fetched_at=AT,
        title=title,
        identifiers=(Identifier(scheme, value),),
        authorships=(Authorship(f"Author of {title}"),),
        relations=relations,
    )


@pytest.fixture
def filled(store):
    records = [
        paper(ONE, "What a preprint is called"),
        paper(OTHER, "Something else altogether"),
        paper("arxiv:2606.00002", "A third work"),
    ]
    take(store, "test", Page(records=records), AT)
    return store


def merge(store) -> int:
    """Let the store learn that the first two are one work; gives its number."""
    linking = replace(paper(OTHER, "Something else altogether", like=ONE), fetched_at=LATER)
    take(store, "test", Page(records=[linking]), LATER)
    numbers = store.numbers([ONE, OTHER])
    assert numbers[ONE] == numbers[OTHER]
    return numbers[ONE]


def edition(*works: str, day: str = "2026-06-12", batch: int = 1) -> Kept:
    body = {"first": 1, "picks": [{"work": work} for work in works]}
    return Kept(0, day, batch, AT, 3, body)


def keep(store, one: Radar, kept: Kept, after: int) -> Kept | None:
    works = [row["work"] for row in kept.body["picks"]]
    return store.radars.keep(one, kept, store.numbers(works), after)


def test_radars_keep_their_order_and_a_slug_that_is_taken_gets_a_number(store):
    added = [store.radars.add(replace(radar(), id=str(n)), 9) for n in range(3)]
    assert [one.slug for one in added] == ["mine", "mine-2", "mine-3"]
    assert store.radars.all("me") == added
    assert store.radars.add(radar(reader="other"), 9).slug == "mine"
    assert store.radars.get("other", "mine-2") is None


def test_a_reader_has_no_more_radars_than_allowed(store):
    store.radars.add(radar(), 1)
    with pytest.raises(UsageError):
        store.radars.add(replace(radar(), id="2"), 1)


def test_of_changes_at_once_none_is_lost(store):
    store.radars.add(radar(), 9)

    def mute(number: int) -> None:
        store.radars.change(
            "me", "mine", LATER,
            lambda one: replace(
                one,
                profile=replace(
                    one.profile, mutes=(*one.profile.mutes, Mute("term", f"word{number}"))
                ),
            ),
        )  # fmt: skip

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(mute, range(12)))
    kept = store.radars.get("me", "mine")
    assert {one.value for one in kept.profile.mutes} == {f"word{n}" for n in range(12)}
    assert (kept.created_at, kept.updated_at) == (AT, LATER)


def test_a_radar_goes_with_all_that_hangs_on_it(filled):
    one = filled.radars.add(radar(), 9)
    number = filled.numbers([ONE])[ONE]
    filled.radars.judge(one, number, ONE, "more", AT)
    assert keep(filled, one, edition(ONE), 0)
    filled.radars.remove("me", "mine")
    assert not filled.radars.verdicts(one.id)
    assert not filled.radars.history(one.id, 9)
    assert not filled.radars.shown(one.id)
    with pytest.raises(NotFoundError):
        filled.radars.remove("me", "mine")


def test_nothing_is_kept_of_a_radar_that_is_gone(filled):
    gone = radar()
    with pytest.raises(NotFoundError):
        filled.radars.judge(gone, 1, ONE, "more", AT)
    with pytest.raises(NotFoundError):
        keep(filled, gone, edition(ONE), 0)


def test_less_takes_more_back_and_a_verdict_can_be_taken_back(filled):
    one = filled.radars.add(radar(), 9)
    number = filled.numbers([ONE])[ONE]
    for kind in ("opened", "more", "less"):
        filled.radars.judge(one, number, ONE, kind, AT)
    assert {v.kind for v in filled.radars.verdicts(one.id)} == {"opened", "less"}
    filled.radars.judge(one, number, ONE, "less", None)
    assert filled.radars.verdicts(one.id) == [Verdict(ONE, "opened", AT, number)]
    assert filled.radars.forget(one.id, ONE, number) == 1
    assert not filled.radars.verdicts(one.id)


def test_verdicts_on_works_that_merge_become_verdicts_on_one(filled):
    one = filled.radars.add(radar(), 9)
    numbers = filled.numbers([ONE, OTHER])
    filled.radars.judge(one, numbers[ONE], ONE, "more", AT)
    filled.radars.judge(one, numbers[OTHER], OTHER, "opened", AT)
    merged = merge(filled)
    assert {v.number for v in filled.radars.verdicts(one.id)} == {merged}
    filled.radars.judge(one, merged, OTHER, "less", LATER)
    assert {v.kind for v in filled.radars.verdicts(one.id)} == {"opened", "less"}
    assert filled.radars.forget(one.id, "doi:10.5555/none", merged) == 2


def test_an_edition_is_kept_with_its_works_or_not_at_all(filled):
    one = filled.radars.add(radar(), 9)
    first = keep(filled, one, edition(ONE), 0)
    assert filled.radars.edition(one.id, "2026-06-12", 1) == first == filled.radars.latest(one.id)
    assert keep(filled, one, edition(OTHER, batch=2), 0) is None  # made without knowing the first
    assert keep(filled, one, edition(ONE, batch=2), first.number) is None  # shown already
    second = keep(filled, one, edition(OTHER, batch=2), first.number)
    assert filled.radars.last_of(one.id, "2026-06-12") == second
    assert filled.radars.shown(one.id) == set(filled.numbers([ONE, OTHER]).values())
    assert [(h.batch, h.picks) for h in filled.radars.history(one.id, 9)] == [(2, 1), (1, 1)]


def test_a_work_that_merged_with_a_shown_one_while_an_edition_was_made_is_not_shown(filled):
    one = filled.radars.add(radar(), 9)
    first = keep(filled, one, edition(ONE), 0)
    chosen = filled.numbers([OTHER])
    merge(filled)
    assert filled.radars.keep(one, edition(OTHER, batch=2), chosen, first.number) is None


def test_two_works_that_merged_while_an_edition_was_made_do_not_stand_in_it(filled):
    one = filled.radars.add(radar(), 9)
    chosen = filled.numbers([ONE, OTHER])
    merge(filled)
    assert filled.radars.keep(one, edition(ONE, OTHER), chosen, 0) is None


def test_of_many_who_make_the_same_edition_one_succeeds(filled):
    one = filled.radars.add(radar(), 9)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: keep(filled, one, edition(ONE), 0), range(8)))
    assert sum(kept is not None for kept in made) == 1
