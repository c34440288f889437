"""Which works a brief is of."""

from __future__ import annotations

import pytest

from academichub.accounts import ALONE
from academichub.argument import Ask
from academichub.brief.choosing import MOST, titled
from academichub.desk import Desk
from academichub.errors import IdentifierError, NotFoundError, QueryError, UsageError
from academichub.profile import Profile, WantedTerm

from .made import papers


def test_a_search_takes_what_it_finds_the_best_first(ada, hub):
    asked = ada.ask("query", "  striatum   maze ").ask
    assert (asked.kind, asked.value, asked.title) == ("query", "striatum maze", "striatum maze")
    assert len(asked.works) == 6
    assert ada.ask("query", "striatum maze", limit=2).ask.works == asked.works[:2]


def test_an_author_takes_their_works_the_newest_first(ada):
    asked = ada.ask("author", "Ada Lovelace").ask
    assert len(asked.works) == len(papers())
    assert asked.title == "Works of Ada Lovelace"
    assert ada.ask("author", "Ada Lovelace", language="zh").title == "Ada Lovelace 的论文"


def test_a_day_takes_its_works_all_or_of_a_field(ada, hub):
    fields = dict(hub.store.fields_on("2026-06-12"))
    asked = ada.ask("day", "2026-06-12").ask
    assert len(asked.works) == len(set(asked.works)) == sum(fields.values())
    of_field = ada.ask("day", "2026-06-12 quantitative biology").ask
    assert of_field.value == "2026-06-12 Quantitative Biology"
    assert len(of_field.works) == fields["Quantitative Biology"] < len(asked.works)
    assert of_field.title == "Quantitative Biology of 2026-06-12"
    assert ada.ask("day", "2026-06-12", language="zh").title == "2026 年 6 月 12 日的论文"


def test_hand_picked_works_are_taken_in_their_order_and_each_once(ada):
    asked = ada.ask("works", works=["2606.10003", "arxiv:2606.10001", "arxiv:2606.10003v1"]).ask
    assert asked.works == ("arxiv:2606.10003", "arxiv:2606.10001")
    assert asked.title == "2 chosen works"
    assert ada.ask("works", "Mine", works=["2606.10003"]).title == "Mine"
    assert ada.ask("works", works=["2606.10003"], language="zh").title == "选定的 1 篇论文"


def test_a_work_that_is_not_there_is_named(ada):
    with pytest.raises(NotFoundError, match=r"not in the store: 2606\.99999"):
        ada.ask("works", works=["2606.10003", "2606.99999"])
    with pytest.raises(IdentifierError):
        ada.ask("works", works=["nonsense"])
    assert ada.all() == ()


def test_a_radar_takes_what_it_shows(hub):
    desk = Desk(hub, ALONE)
    radar = desk.radars.create("Credit", Profile(terms=(WantedTerm("striatum"),)))
    asked = desk.briefs.ask("radar", "", limit=40).ask
    assert (asked.value, asked.title) == (radar.slug, "Credit")
    shown = [item.work.id for item in desk.radars.edition(radar.slug).items]
    assert asked.works[: len(shown)] == tuple(shown)
    assert len(set(asked.works)) == len(asked.works) == 40
    assert desk.briefs.ask("radar", radar.slug, limit=3).ask.works == tuple(shown[:3])


def test_what_a_radar_has_shown_before_comes_after_what_it_shows_now(hub):
    desk = Desk(hub, ALONE)
    radar = desk.radars.create("Credit", Profile(terms=(WantedTerm("striatum"),)))
    first = [item.work.id for item in desk.radars.edition(radar.slug).items]
    second = [item.work.id for item in desk.radars.next_batch(radar.slug).items]
    asked = desk.briefs.ask("radar", radar.slug, limit=len(first) + len(second)).ask
    assert asked.works == (*first, *second)


def test_another_readers_radar_cannot_be_briefed(hub, ada):
    Desk(hub, ALONE).radars.create("Credit", Profile(terms=(WantedTerm("striatum"),)))
    with pytest.raises(NotFoundError):
        ada.ask("radar", "credit")
    with pytest.raises(NotFoundError, match="you have no radar yet"):
        ada.ask("radar")


@pytest.mark.parametrize(
    ("kind", "value", "error", "told"),
    [
        ("query", " ", UsageError, "say what to search for"),
        ("query", "zzzunheardof", NotFoundError, "no works are found by 'zzzunheardof'"),
        ("author", "", UsageError, "say whose works"),
        ("author", "Nobody Atall", NotFoundError, "no works of 'Nobody Atall'"),
        ("day", "2020-01-01", NotFoundError, "no works are listed on 2020-01-01"),
        ("day", "2026-06", UsageError, "'2026-06' is no day"),
        ("day", "", UsageError, "'' is no day"),
        ("day", "someday", QueryError, "someday"),
        ("works", "", UsageError, "name the works"),
        ("moon", "", UsageError, "not of 'moon'"),
        ("query", "x" * 501, UsageError, "at most 500"),
    ],
)
def test_what_cannot_be_chosen_is_an_error_that_says_so(ada, kind, value, error, told):
    with pytest.raises(error, match=told):
        ada.ask(kind, value)


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_there_are_not_too_many_works(ada, limit):
    with pytest.raises(UsageError, match="1 to 400 works"):
        ada.ask("query", "striatum", limit=limit)


def test_a_radars_title_is_its_own_in_every_language():
    for language in ("en", "zh"):
        assert titled(Ask("radar", "credit", "", language), "Credit") == "Credit"
