"""Which works are one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.citing import twins
from academichub.model import Authorship, Work

TITLE = "Folding Proteins Slowly in Cold Water"


def work(name: str, title: str = TITLE, *authors: str, year: str = "2026") -> Work:
    named = (ids.parse(name),) if not name.startswith("local") else ()
    return Work(
        name, title, "article", "x", ("x",), "2026-01-01T00:00:00Z", named,
        authorships=tuple(map(Authorship, authors)), posted_on=f"{year}-05-01",
    )  # fmt: skip


def test_an_identifier_in_common_makes_one_whatever_the_titles():
    assert twins.are_one(work("10.1000/a", "Of Ice"), work("10.1000/a", "Of Steam and Vapour"))


def test_a_preprint_and_an_article_of_one_title_and_author_are_one():
    one = work("arxiv:2605.00001", TITLE, "Ada Lovelace", "Emmy Noether")
    other = work("10.1000/a", TITLE.upper(), "Noether, Emmy")
    assert twins.are_one(one, other)


def test_two_arxiv_papers_of_one_title_are_two():
    assert not twins.are_one(
        work("arxiv:2605.00001", TITLE, "Ada Lovelace"), work("arxiv:2605.00002", TITLE, "Ada Lovelace")
    )  # fmt: skip


def test_one_title_by_other_people_or_of_other_decades_is_two_works():
    one = work("arxiv:2605.00001", TITLE, "Ada Lovelace")
    assert not twins.are_one(one, work("10.1000/a", TITLE, "Marie Curie"))
    assert not twins.are_one(one, work("10.1000/a", TITLE, "Ada Lovelace", year="1998"))


def test_without_authors_only_a_long_title_is_enough():
    assert twins.are_one(work("local:a"), work("arxiv:2605.00001", TITLE, "Ada Lovelace"))
    assert not twins.are_one(work("local:a", "Ice and Steam"), work("local:b", "Ice and Steam"))


def test_three_that_are_one_only_by_the_middle_one_are_together():
    works = [
        work("arxiv:2605.00001", TITLE, "Ada Lovelace"),
        work("local:other", "Of Kettles and Lids in General"),
        work("10.1000/a", TITLE, "Ada Lovelace"),
        work("10.1000/a", "A Title That Was Changed Later On"),
    ]
    assert twins.groups(works) == [[0, 2, 3], [1]]


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=12))
def test_every_work_is_in_one_group_and_the_groups_are_in_order(letters):
    works = [work(f"10.1000/{letter}", f"The Title of Paper {letter * 9}") for letter in letters]
    groups = twins.groups(works)
    assert sorted(at for group in groups for at in group) == list(range(len(works)))
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    assert len(groups) == len(set(letters))
