"""A reader's radars over a store of papers of our making."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from academichub.cli import main
from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.errors import NotFoundError, UsageError
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.model import Announcement, Authorship, Page, Record, Venue
from academichub.profile import FollowedAuthor, Mute, Paper, Profile, Reader, WantedTerm
from academichub.radar import Edition
from academichub.radar.field import above

DAY = "2026-06-24"
THEMES = {
    "cs.LG": "neural network gradient training deep learning transformer attention",
    "hep-th": "gauge string duality holography anomaly supersymmetry brane boundary",
    "q-bio.NC": "cortex neuron spike synapse hippocampus memory recording behaviour",
}


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 24, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days)


def paper(number: int, category: str, day: str = DAY, **changes: object) -> Record:
    chance = random.Random(number)
    words = THEMES[category].split()
    values: dict[str, object] = {
        "source": "arxiv",
        "route": "arxiv-rss",
        "key": f"2606.{number:05}",
        "fetched_at": f"{day}T06:00:00Z",
        "title": f"{' '.join(chance.sample(words, 3))} case {number}",
        "identifiers": (Identifier("arxiv", f"2606.{number:05}"),),
        "type": "preprint",
        "abstract": " ".join(chance.choices(words, k=30)),
        "authorships": (Authorship(f"Given{number} Family{number}"),),
        "primary_category": category,
        "categories": (category,),
        "version": 1,
        "announcements": (Announcement("arxiv", day, "new", 1, category),),
    }
    return Record(**{**values, **changes})  # type: ignore[arg-type]


def name(number: int) -> str:
    return f"arxiv:2606.{number:05}"


def papers(first: int, count: int, day: str = DAY) -> list[Record]:
    """Papers of the three themes in turn."""
    kinds = list(THEMES)
    return [paper(n, kinds[n % 3], day) for n in range(first, first + count)]


def come(hub: Hub, *records: Record) -> None:
    take(hub.store, "arxiv-rss", Page(records=records), f"{DAY}T07:00:00Z")


def desk_of(hub: Hub, zone: str = "UTC", reader: str = "me") -> Desk:
    return Desk(hub, hub.store.readers.ensure(Reader(reader, reader.title(), time_zone=zone)))


def opened(folder: Path, clock: Clock) -> Hub:
    hub = Hub(Config.load(folder, environ={}), clock)
    hub.remove_starter()
    return hub


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    with opened(tmp_path, clock) as one:
        come(one, *papers(0, 90))
        yield one


@pytest.fixture
def desk(hub: Hub) -> Desk:
    desk = desk_of(hub)
    desk.radars.create("Deep learning", Profile(seeds=(name(0), name(3), name(6))))
    return desk


def ids(edition: Edition) -> list[str]:
    return [item.work.id for item in edition.items]


def themes(edition: Edition) -> list[str | None]:
    return [item.work.primary_category for item in edition.items]


# The radars themselves


def test_who_has_no_radar_is_told_how_to_begin(hub):
    with pytest.raises(NotFoundError, match="/radar/new"):
        desk_of(hub).radars.get()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Quantum Field Théory!", "quantum-field-theory"),
        ("量子场论", "radar"),
        ("New", "radar-new"),
    ],
)
def test_a_radar_is_named_in_addresses_after_its_title(hub, title, slug):
    radars = desk_of(hub).radars
    assert radars.create(title, Profile()).slug == slug
    assert radars.create(title, Profile()).slug == f"{slug}-2"


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_a_title_that_is_none_is_refused(hub, title):
    with pytest.raises(UsageError):
        desk_of(hub).radars.create(title, Profile())


def test_a_reader_has_fifty_radars_and_no_more(hub):
    radars = desk_of(hub).radars
    for number in range(50):
        radars.create(f"Radar {number}", Profile())
    with pytest.raises(UsageError, match="50"):
        radars.create("One more", Profile())


def test_radars_are_their_readers_alone(hub, desk):
    other = desk_of(hub, reader="other").radars
    assert other.all() == ()
    for asked in (other.edition, other.next_batch, other.learnt, other.history, other.trends):
        with pytest.raises(NotFoundError):
            asked("deep-learning")
    with pytest.raises(NotFoundError):
        other.remove("deep-learning")
    with pytest.raises(NotFoundError):
        other.turn("deep-learning", "category:cs.LG", 0)
    assert desk.radars.get("deep-learning").profile.turned == {}


# Editions


def test_todays_edition_is_made_once_and_stays(hub, desk):
    first = desk.radars.edition()
    assert len(first.items) == 25
    assert first.learnt
    assert (first.fresh, first.candidates, first.more) == (87, 87, True)
    come(hub, *papers(200, 30))
    assert desk.radars.edition() == first


def test_what_is_like_the_seeds_comes_first_and_seeds_do_not_come(desk):
    edition = desk.radars.edition()
    assert themes(edition)[:10] == ["cs.LG"] * 10
    assert not set(ids(edition)) & {name(0), name(3), name(6)}
    assert edition.items[0].pick.reasons


def test_works_from_elsewhere_are_marked(desk):
    outside = [item for item in desk.radars.edition().items if item.pick.outside]
    assert outside
    assert {item.work.primary_category for item in outside} <= {"hep-th", "q-bio.NC"}


def test_batches_never_repeat_and_count_on(desk):
    editions = [desk.radars.edition(), *(desk.radars.next_batch() for _ in range(3))]
    seen = [work for edition in editions for work in ids(edition)]
    assert len(seen) == len(set(seen)) == 87
    assert [i.rank for e in editions for i in e.items] == list(range(1, 88))
    assert [e.batch for e in editions] == [1, 2, 3, 4]
    assert not editions[-1].more


def test_where_nothing_is_left_the_next_batch_is_empty_and_leaves_room_for_what_comes(hub, desk):
    while desk.radars.next_batch().items:
        pass
    batches = len(desk.radars.history())
    come(hub, *papers(200, 3))
    onward = desk.radars.next_batch()
    assert (onward.batch, len(onward.items)) == (batches + 1, 3)


def test_a_double_click_makes_one_batch(desk):
    first = desk.radars.edition()
    one = desk.radars.next_batch(after=first.batch)
    assert desk.radars.next_batch(after=first.batch) == one
    assert len(desk.radars.history()) == 2


def test_of_many_who_open_the_radar_at_once_all_see_the_same(hub, desk):
    def look(_: int) -> Edition:
        return desk_of(hub).radars.edition()

    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(look, range(8)))
    assert all(ids(one) == ids(seen[0]) for one in seen)
    assert len(desk.radars.history()) == 1


def test_batches_asked_for_at_once_do_not_repeat_each_other(hub, desk):
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda _: desk_of(hub).radars.next_batch(), range(3)))
    by_batch = {one.batch: ids(one) for one in made}
    seen = [work for works in by_batch.values() for work in works]
    assert len(seen) == len(set(seen))


def test_what_was_seen_on_a_day_can_be_read_again(clock, hub, desk):
    first = desk.radars.edition()
    second = desk.radars.next_batch()
    clock.pass_days(2)
    come(hub, *papers(200, 30, "2026-06-26"))
    assert ids(desk.radars.edition(day=DAY)) == ids(first)
    assert ids(desk.radars.edition(day=DAY, batch=2)) == ids(second)
    today = desk.radars.edition()
    assert not set(ids(today)) & {*ids(first), *ids(second)}
    held = [(one.day, one.batch, one.picks) for one in desk.radars.history()]
    assert held == [("2026-06-26", 1, 25), (DAY, 2, 25), (DAY, 1, 25)]


@pytest.mark.parametrize(("day", "batch"), [("2026-06-01", 1), ("2026-06-25", 1), (DAY, 2)])
def test_an_edition_that_was_never_made_is_not_there(desk, day, batch):
    desk.radars.edition()
    with pytest.raises(NotFoundError):
        desk.radars.edition(day=day, batch=batch)


def test_the_day_is_that_of_the_readers_time_zone(clock, hub):
    clock.now = datetime(2026, 6, 24, 22, tzinfo=UTC)
    zones = {"Asia/Shanghai": "2026-06-25", "America/Lima": "2026-06-24", "Nowhere": "2026-06-24"}
    for zone, day in zones.items():
        radars = desk_of(hub, zone, reader=zone).radars
        radars.create("Mine", Profile(categories=("cs.LG",)))
        assert radars.edition().day == day


def test_for_who_is_new_the_fields_take_turns(hub):
    radars = desk_of(hub).radars
    radars.create("Anything", Profile())
    edition = radars.edition()
    assert not edition.learnt
    assert set(themes(edition)[:3]) == set(THEMES)
    assert [item.pick.reasons[0].signal for item in edition.items] == ["daily list"] * 25
    radars.judge(None, ids(edition)[themes(edition).index("hep-th")], "more")
    onward = radars.next_batch()
    assert onward.learnt
    assert themes(onward)[:5] == ["hep-th"] * 5


def dismiss(radars, category: str) -> None:
    for item in radars.edition().items:
        if item.work.primary_category == category:
            radars.judge(None, item.work.id, "less")


@pytest.mark.parametrize("profile", [Profile(), Profile(terms=(WantedTerm("case"),))])
def test_a_dismissal_moves_its_like_down_in_the_very_next_batch(hub, profile):
    def come_first(reader: str) -> int:
        radars = desk_of(hub, reader=reader).radars
        radars.create("Mine", profile)
        radars.edition()
        if reader == "dismissing":
            dismiss(radars, "hep-th")
        return themes(radars.next_batch())[:15].count("hep-th")

    assert come_first("dismissing") < come_first("silent") - 1


def test_a_journal_twin_without_a_link_is_not_shown_beside_its_preprint_or_after_it(hub):
    twins = [
        paper(
            number,
            "cs.LG",
            source="feed",
            route="feed",
            key=f"https://journal.example/{number}",
            identifiers=(Identifier("doi", f"10.5555/{number}"),),
            announcements=(),
            published_on="2019-01-01" if number % 2 else DAY,
            venue=Venue("Journal"),
        )
        for number in range(0, 90, 3)
    ]
    come(hub, *twins)
    radars = desk_of(hub).radars
    radars.create("Mine", Profile(categories=("cs.LG",), window=300))
    seen = []
    while (edition := radars.next_batch()).items:
        seen += [item.work.title for item in edition.items]
    assert len(seen) == len(set(seen))


def test_a_window_counts_back_from_the_newest_day_there_is(clock, hub):
    clock.pass_days(200)
    radars = desk_of(hub).radars
    radars.create("Mine", Profile(categories=("cs.LG",)))
    assert len(radars.edition().items) == 25


# What the reader makes of it


@pytest.mark.parametrize("kind", ["more", "saved", "opened"])
def test_a_verdict_counts_in_the_very_next_batch(hub, kind):
    radars = desk_of(hub).radars
    radars.create("Mine", Profile(terms=(WantedTerm("case"),)))
    first = radars.edition()
    for item in first.items:
        if item.work.primary_category == "q-bio.NC":
            radars.judge(None, item.work.id, kind)
    assert themes(radars.next_batch())[:8] == ["q-bio.NC"] * 8


def test_verdicts_show_on_the_picks_and_can_be_taken_back(desk):
    work = ids(desk.radars.edition())[0]
    for kind in ("more", "less"):
        desk.radars.judge(None, work, kind)
        assert desk.radars.edition().items[0].verdict == kind
    desk.radars.judge(None, work, "less", False)
    assert desk.radars.edition().items[0].verdict is None


@pytest.mark.parametrize(
    "mute",
    [Mute("category", "cs.LG"), Mute("author", "Given9 Family9"), Mute("source", "arxiv"),
     Mute("term", "neural"), Mute("work", name(9))],
)  # fmt: skip
def test_what_is_muted_is_not_shown_until_it_is_allowed_again(desk, mute):
    desk.radars.mute(None, mute)
    desk.radars.mute(None, mute)
    assert desk.radars.get().profile.mutes == (mute,)
    assert name(9) not in ids(desk.radars.edition())
    desk.radars.unmute(None, Mute(mute.kind, mute.value.upper()))
    seen = []
    while (edition := desk.radars.next_batch()).items:
        seen += ids(edition)
    assert name(9) in seen


def test_a_reason_that_is_turned_off_gives_nothing_any_more(desk):
    first = desk.radars.edition()
    assert any(r.key == "category:cs.LG" for r in first.items[0].pick.reasons)
    desk.radars.turn(None, "category:cs.LG", 0)
    onward = desk.radars.next_batch()
    assert not any(r.key == "category:cs.LG" for i in onward.items for r in i.pick.reasons)
    assert desk.radars.turn(None, "category:cs.LG", None).profile.turned == {}
    with pytest.raises(UsageError):
        desk.radars.turn(None, "category:cs.LG", -1)


def test_a_followed_author_comes_first(desk):
    author = FollowedAuthor("Given50 Family50")
    desk.radars.follow(None, author)
    assert ids(desk.radars.edition())[0] == name(50)
    assert desk.radars.unfollow(None, FollowedAuthor("Family50, Given50")).profile.authors == ()


def test_only_a_work_that_is_there_can_be_judged_and_only_by_a_verdict_there_is(desk):
    with pytest.raises(NotFoundError):
        desk.radars.judge(None, "arxiv:2601.99999", "more")
    with pytest.raises(UsageError):
        desk.radars.judge(None, name(1), "adores")


def test_a_save_in_the_library_is_learnt_by_the_main_radar_and_an_unsave_by_all(desk):
    desk.radars.create("Other", Profile())
    desk.library.mark(name(1), saved=True)
    desk.library.mark(name(4), saved=True, radar="other")
    assert desk.radars.saved_in("deep-learning") == (name(1),)
    assert desk.radars.saved_in("other") == (name(4),)
    desk.library.mark(name(4), saved=False)
    assert desk.radars.saved_in("other") == ()


def test_what_was_learnt_is_told_in_words_and_works(desk):
    desk.radars.judge(None, name(9), "more")
    desk.radars.judge(None, name(1), "less")
    learnt = desk.radars.learnt()
    assert set(THEMES["cs.LG"].split()) & {one.value for one in learnt.words}
    assert all(one.weight > 0 and one.works for one in learnt.words)
    assert all(one.weight < 0 and one.works == (name(1),) for one in learnt.against)
    assert learnt.categories[0].value == "cs.LG"
    assert {one.value for one in learnt.authors} == {f"Given{n} Family{n}" for n in (0, 3, 6, 9)}
    assert {name(0), name(1), name(9)} <= learnt.works.keys()


def test_what_was_learnt_is_weighed_as_the_reasons_are(hub):
    own = paper(400, "cs.LG", authorships=(Authorship("Ada Author"), Authorship("Bo Other")))
    theirs = [paper(n, "cs.LG", authorships=(Authorship("Ada Author"),)) for n in (401, 402, 403)]
    come(hub, own, *theirs)
    desk = desk_of(hub)
    desk.radars.create("Deep learning", Profile(seeds=(name(400),)))
    picks = [item.pick for item in desk.radars.edition().items]
    learnt = desk.radars.learnt()
    people = {one.value: one.weight for one in learnt.authors}
    on_cards = [r.points for one in picks for r in one.reasons if r.signal == "co-author"]
    assert on_cards
    assert on_cards == pytest.approx([people["Ada Author"]] * len(on_cards))
    assert people["Bo Other"] > people["Ada Author"]
    likeness = [r for one in picks for r in one.reasons if r.signal == "like what you saved"]
    assert max(one.weight for one in learnt.words) < max(one.points for one in likeness)
    top = max(likeness, key=lambda one: one.points)
    assert top.value in {one.value for one in learnt.words}


def test_what_was_learnt_from_a_work_is_forgotten_with_it(desk):
    desk.radars.judge(None, name(9), "more")
    for work in (name(9), name(0)):
        desk.radars.forget(None, work)
        assert work not in {w for one in desk.radars.learnt().words for w in one.works}
        with pytest.raises(NotFoundError):
            desk.radars.forget(None, work)
    assert desk.radars.get().profile.seeds == (name(3), name(6))


def test_a_paper_of_a_private_library_is_learnt_from_and_stays_out_of_the_store(hub):
    radars = desk_of(hub).radars
    own = Paper("Cortex and memory", THEMES["q-bio.NC"], ("Private Person",))
    radars.create("Mine", Profile(papers=(own,)))
    assert themes(radars.edition())[:5] == ["q-bio.NC"] * 5
    assert hub.store.counts()["works"] == 90
    radars.forget(None, "paper 1")
    assert radars.get().profile.papers == ()


# Delivery


def test_an_edition_is_prepared_only_where_something_has_arrived(clock, hub, desk):
    assert len(desk.radars.prepare(None, DAY).items) == 25
    assert ids(desk.radars.prepare(None, DAY)) == ids(desk.radars.edition())
    clock.pass_days(1)
    assert desk.radars.prepare(None, "2026-06-25") is None
    assert len(desk.radars.history()) == 1
    desk.radars.mute(None, Mute("category", "hep-th"))
    come(hub, paper(301, "hep-th", "2026-06-25"))
    assert desk.radars.prepare(None, "2026-06-25") is None  # it came, but is not wanted
    come(hub, paper(302, "cs.LG", "2026-06-25"))
    edition = desk.radars.prepare(None, "2026-06-25")
    assert edition.fresh == 1
    assert name(302) in ids(edition)
    assert "the newest" not in " ".join(edition.quiet)


def test_a_version_or_cross_list_of_what_was_shown_is_no_news(clock, hub, desk):
    while desk.radars.next_batch().items:
        pass
    clock.pass_days(1)
    come(hub, paper(3, "cs.LG", version=2, title="gradient revised", fetched_at="2026-06-25T06:00:00Z",
                    announcements=(Announcement("arxiv", "2026-06-25", "replace", 2, "cs.LG"),)))  # fmt: skip
    assert desk.radars.prepare(None, "2026-06-25") is None
    assert not desk.radars.edition().items


def test_a_quiet_day_says_what_the_sources_said(clock, hub, desk):
    desk.radars.edition()
    run = hub.store.ledger.begin_run("arxiv-rss", f"{DAY}T08:00:00Z")
    note = {"outcome": "ok", "note": "no papers are announced on weekends"}
    hub.store.ledger.note_run(run, note)
    clock.pass_days(3)
    quiet = desk.radars.edition().quiet
    assert quiet == (
        "arxiv-rss: no papers are announced on weekends",
        f"the newest works are of {DAY}",
    )
    assert desk.radars.quiet() == quiet


def test_a_preview_keeps_nothing(desk):
    shown = desk.radars.preview(Profile(categories=("hep-th",)), limit=7)
    assert [item.rank for item in shown] == list(range(1, 8))
    assert shown[0].work.primary_category == "hep-th"
    assert desk.radars.history() == ()


def test_vectors_of_the_operators_model_are_one_more_reason(tmp_path, clock):
    config = Config.load(tmp_path, environ={})
    with Hub(config.model_copy(update={"embeddings_folder": tmp_path}), clock) as hub:
        hub.remove_starter()
        come(hub, *papers(0, 30))
        numbers = hub.store.numbers([name(n) for n in range(30)])
        # The model has it that papers 0, 7 and 20 are alike, and the others none of them.
        alike = {numbers[name(n)] for n in (0, 7, 20)}
        rows = {n: (n, [1.0, 0.0] if n in alike else [0.0, 1.0]) for n in numbers.values()}
        assert hub.vectors is not None
        hub.vectors.put(rows)
        radars = desk_of(hub).radars
        radars.create("Mine", Profile(seeds=(name(0),)))
        given = {
            item.work.id: reason.points
            for item in radars.edition().items
            for reason in item.pick.reasons
            if reason.signal == "embedding"
        }
        assert min(given[name(7)], given[name(20)]) > max(
            points for work, points in given.items() if work not in {name(7), name(20)}
        )


def test_trends_are_those_of_the_radars_field(desk):
    trends = desk.radars.trends()
    assert trends.until == DAY
    assert 0 < trends.now <= 90


def test_a_week_without_a_work_of_the_field_adds_none_to_it(hub, desk):
    for weeks in range(1, 9):
        day = f"{date(2026, 6, 24) - timedelta(7 * weeks)}"
        first = 1_000 * weeks
        come(hub, *(paper(n, "hep-th", day) for n in range(first, first + 30)))
        if weeks != 4:
            come(hub, *(paper(n, "cs.LG", day) for n in range(first + 100, first + 110)))
    trends = desk.radars.trends()
    silent = f"{date(2026, 6, 24) - timedelta(28)}"
    counts = {week.since: week.works for week in trends.weeks}
    quiet = max(since for since in counts if since <= silent)
    assert counts[quiet] == 0
    assert sum(count > 0 for since, count in counts.items() if since > quiet) >= 3


def test_a_field_that_is_too_large_has_a_higher_bar_in_every_week():
    numbers = np.arange(1, 4_001)
    rows = above(np.ones(4_000, np.float32), numbers, 0.5, 1_000)
    assert len(rows) == 1_000
    weeks = np.bincount(rows // 400, minlength=10)
    assert weeks.min() > 60
    assert not len(above(np.ones(4_000, np.float32), numbers, 2.0))


def test_the_command_line_shows_explains_and_learns(capfd):
    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        return int(ended.value.code or 0), *capfd.readouterr()

    code, _, said = run("radar")
    assert (code, "profile from-file" in said) == (1, True)
    assert run("profile", "from-search", "model")[0] == 0
    edition = json.loads(run("radar", "--json")[1])
    assert (edition["batch"], edition["total"]) == (1, 25)
    work = edition["works"][0]
    assert f"01. {work['title']}" in run("radar")[1]
    assert "term" in run("radar", "--why", work["id"])[1]
    assert json.loads(run("radar", "--why", work["id"], "--json")[1])["rank"] == 1
    assert run("like", work["id"])[0] == run("dismiss", edition["works"][1]["id"])[0] == 0
    assert work["id"] in run("radar", "model", "--learnt")[1]
    assert json.loads(run("radar", "--learnt", "--json")[1])["against"]
    onward = json.loads(run("radar", "--next", "--json")[1])
    assert onward["works"][0]["rank"] == 26
    assert json.loads(run("radar", "--history", "--json")[1])["total"] == 2
    assert edition["day"] in run("radar", "--history")[1]
    assert run("radar", "--day", edition["day"], "--batch", "2")[0] == 0
    assert run("mute", "category", "cs.AI")[0] == run("mute", "category", "cs.AI", "--undo")[0] == 0
    assert run("like", work["id"], "--undo")[0] == 0
    for missing in (("radar", "none"), ("radar", "--day", "2020-01-01"), ("like", "arxiv:2601.99999"),
                    ("radar", "--why", "arxiv:2601.99999")):  # fmt: skip
        assert run(*missing)[0] == 1
    for wrong in (("mute", "colour", "red"), ("like", "nonsense")):
        assert run(*wrong)[0] == 2


@settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
class Reading(RuleBasedStateMachine):
    """Whatever a reader does and whatever arrives, in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.hub = opened(Path(self.folder.name), self.clock)
        self.arrived = 0
        self.papers_come(30)
        self.radars = desk_of(self.hub).radars
        self.radars.create("Mine", Profile())
        self.editions: list[Edition] = []

    @rule(count=st.integers(1, 30))
    def papers_come(self, count: int) -> None:
        come(self.hub, *papers(self.arrived, count, str(self.clock.now.date())))
        self.arrived += count

    @rule(number=st.integers(0, 29), version=st.integers(2, 5))
    def a_version_comes(self, number: int, version: int) -> None:
        day = str(self.clock.now.date())
        said = (Announcement("arxiv", day, "replace", version, "cs.LG"),)
        come(self.hub, paper(number, "cs.LG", day, version=version, announcements=said))

    @rule(number=st.integers(0, 29), linked=st.booleans())
    def an_article_comes(self, number: int, linked: bool) -> None:
        own = Identifier("arxiv", f"2606.{number:05}")
        doi = Identifier("doi", f"10.5555/{number}")
        twin = paper(number, list(THEMES)[number % 3], source="crossref", route="crossref",
                     key=doi.value, identifiers=(doi, own) if linked else (doi,),
                     announcements=(), published_on=DAY)  # fmt: skip
        come(self.hub, twin)

    @rule()
    def read_today(self) -> None:
        self.editions.append(self.radars.edition())

    @rule()
    def read_on(self) -> None:
        self.editions.append(self.radars.next_batch())

    @rule()
    def a_day_passes(self) -> None:
        self.clock.pass_days(1)

    @precondition(lambda self: any(one.items for one in self.editions))
    @rule(
        data=st.data(), kind=st.sampled_from(["more", "less", "opened", "saved"]), on=st.booleans()
    )
    def judge(self, data: st.DataObject, kind: str, on: bool) -> None:
        self.radars.judge(None, self.some_work(data), kind, on)

    @precondition(lambda self: any(one.items for one in self.editions))
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        work = self.some_work(data)
        judged = {one.work for one in self.radars.learnt().verdicts}
        if work in judged:
            self.radars.forget(None, work)
        else:
            with pytest.raises(NotFoundError):
                self.radars.forget(None, work)

    @rule(category=st.sampled_from(list(THEMES)), factor=st.sampled_from([0.0, 0.5, 2.0, None]))
    def turn(self, category: str, factor: float | None) -> None:
        self.radars.turn(None, f"category:{category}", factor)

    @rule(category=st.sampled_from(list(THEMES)), on=st.booleans())
    def mute(self, category: str, on: bool) -> None:
        change = self.radars.mute if on else self.radars.unmute
        change(None, Mute("category", category))

    @invariant()
    def no_work_was_shown_twice(self) -> None:
        kept = [self.radars.edition(day=one.day, batch=one.batch) for one in self.radars.history()]
        numbers = [item.pick.number for one in kept for item in one.items]
        assert len(numbers) == len(set(numbers))
        for day in {one.day for one in kept}:
            ranks = sorted(i.rank for one in kept if one.day == day for i in one.items)
            assert ranks == list(range(1, len(ranks) + 1))

    @invariant()
    def the_reasons_are_the_score(self) -> None:
        for edition in self.editions[-1:]:
            for item in edition.items:
                given = sum(reason.points for reason in item.pick.reasons)
                assert item.pick.score == pytest.approx(given, abs=1e-4)

    def some_work(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([w for one in self.editions for w in ids(one)]))

    def teardown(self) -> None:
        self.hub.close()
        self.folder.cleanup()


TestReading = pytest.mark.slow(Reading.TestCase)
