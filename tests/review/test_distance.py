from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from academichub.collect import take
from academichub.config import Config
from academichub.hub import Hub
from academichub.model import Page, Record, Work
from academichub.review import distance
from academichub.review.distance import LEAST, Measured
from academichub.testing import arxiv_record, hub

AT = "2026-06-12T08:00:00Z"
WORDS = [
    "kettle",
    "ice",
    "steam",
    "vapour",
    "boiler",
    "copper",
    "pipe",
    "valve",
    "lid",
    "spout",
    "whistle",
    "flame",
    "coal",
    "ember",
    "ash",
    "grate",
    "chimney",
    "smoke",
    "hearth",
    "cup",
    "saucer",
    "spoon",
    "sugar",
    "lemon",
    "milk",
    "leaf",
    "root",
    "bark",
    "petal",
    "stem",
    "thorn",
]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Hub]:
    with hub(Config(data=tmp_path / "data")) as opened:
        opened.remove_starter()
        yield opened


def paper(number: int, text: str, posted: str, **changes: object) -> Record:
    values = {"posted_on": posted, "announcements": (), "abstract": text, **changes}
    return arxiv_record(f"2601.{number:05d}", f"Study {number} of things", **values)


def usual(number: int) -> str:
    return " ".join(WORDS[(number * 7 + at * (1 + number % 3)) % len(WORDS)] for at in range(12))


def filled(at: Hub, peers: int = LEAST, earlier: int = LEAST) -> None:
    old = [paper(n, usual(n), f"2025-11-{1 + n % 28:02d}") for n in range(earlier)]
    new = [paper(500 + n, usual(n + 3), f"2026-01-{1 + n % 28:02d}") for n in range(peers)]
    take(at.store, "test", Page(records=[*old, *new]), AT)


def measured(at: Hub, record: Record, language: str = "en") -> Measured:
    take(at.store, "test", Page(records=[record]), AT)
    number = at.store.numbers([str(record.identifiers[0])])
    (work,) = at.store.works(list(number.values())).values()
    return distance.of(work, at.store, lambda: at.matrix, language)  # type: ignore[arg-type]


def test_what_was_said_before_is_nearer_than_what_was_not(at: Hub) -> None:
    filled(at)
    copied = measured(at, paper(901, usual(4), "2026-01-20")).distance
    fresh = measured(at, paper(902, "quarks confine gluons inside colour flux tubes", "2026-01-20"))
    assert copied is not None
    assert fresh.distance is not None
    assert copied.percentile < fresh.distance.percentile
    assert fresh.distance.percentile >= 95


def test_the_nearest_earlier_works_are_shown_the_likest_first(at: Hub) -> None:
    filled(at)
    found = measured(at, paper(901, usual(4), "2026-01-20")).distance
    assert found is not None
    assert len(found.nearest) == 5
    assert found.nearest[0][:2] == ("arxiv:2601.00004", "Study 4 of things")
    likes = [like for _, _, like in found.nearest]
    assert likes == sorted(likes, reverse=True)
    assert all(0 < like <= 1000 for like in likes)


def test_later_works_and_those_of_the_same_day_are_not_earlier(at: Hub) -> None:
    filled(at)
    text = "quarks confine gluons inside colour flux tubes"
    take(at.store, "test", Page(records=[paper(801, text, "2026-01-20")]), AT)
    take(at.store, "test", Page(records=[paper(802, text, "2026-01-25")]), AT)
    found = measured(at, paper(902, text, "2026-01-20")).distance
    assert found is not None
    assert not {"arxiv:2601.00801", "arxiv:2601.00802"} & {one for one, _, _ in found.nearest}


def test_it_says_among_how_many_of_which_category_and_month(at: Hub) -> None:
    filled(at, peers=LEAST + 3)
    other = [
        paper(700 + n, usual(n), "2026-01-09", primary_category="math.PR", categories=("math.PR",))
        for n in range(5)
    ]
    take(at.store, "test", Page(records=other), AT)
    found = measured(at, paper(901, usual(4), "2026-01")).distance
    assert found is not None
    assert (found.among, found.category, found.month) == (LEAST + 3, "cs.LG", "2026-01")


@pytest.mark.parametrize(("language", "said"), [("en", "needed"), ("zh", "至少需要")])
def test_where_too_few_are_there_to_compare_there_is_a_reason_and_no_number(
    at: Hub, language: str, said: str
) -> None:
    filled(at, peers=LEAST - 1)
    found = measured(at, paper(901, usual(4), "2026-01-20"), language)
    assert found.distance is None
    assert said in found.reason
    assert str(LEAST) in found.reason


def test_where_too_little_is_earlier_there_is_a_reason_and_no_number(at: Hub) -> None:
    filled(at, earlier=3)
    found = measured(at, paper(901, usual(4), "2026-01-01"))
    assert found.distance is None
    assert "before this one" in found.reason


def test_a_work_of_no_category_or_no_month_is_compared_with_none(at: Hub) -> None:
    nobody = Work("file:1", "A Dropped File", "other", "", (), "2026-06-12T00:00:00Z")
    assert distance.of(nobody, at.store, lambda: at.matrix).distance is None


def test_a_work_that_is_not_in_the_store_is_measured_and_a_second_time_the_same(at: Hub) -> None:
    filled(at)
    stranger = Work(
        "file:1", "A Dropped File", "other", "", (), "2026-06-12T00:00:00Z",
        abstract=usual(4), primary_category="cs.LG", posted_on="2026-01-20",
    )  # fmt: skip
    found = distance.of(stranger, at.store, lambda: at.matrix)
    assert found.distance is not None
    assert found.distance.among == LEAST
    assert found == distance.of(stranger, at.store, lambda: at.matrix)


def test_works_of_one_month_share_what_they_are_held_against(at: Hub) -> None:
    filled(at)
    asked: list[int] = []
    works = [
        work for _, work in at.store.everything() if work.posted_on and work.posted_on > "2026"
    ]
    shared = distance.Distances(at.store, lambda: asked.append(1) or at.matrix)  # type: ignore[func-returns-value]
    found = [shared.of(work) for work in works]
    assert found == [distance.of(work, at.store, lambda: at.matrix) for work in works]
    assert len(asked) == len(works)


def test_where_the_features_are_not_at_hand_there_is_a_reason_and_no_number(at: Hub) -> None:
    filled(at)
    _, work = next(at.store.everything())
    found = distance.of(work, at.store, lambda: None)
    assert found.distance is None
    assert "not counted yet" in found.reason
