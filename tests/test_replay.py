"""Days of papers replayed for readers: no work twice, nothing lost or half kept by a kill.

The papers and the days they were announced on are real; that they come again as cross-lists, as
new versions and as journal articles is of our making.
"""

from __future__ import annotations

import io
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.model import Announcement, Authorship, Page, Record, Relation, Venue
from academichub.profile import Profile, Reader, WantedTerm
from academichub.radar import Edition

DAYS = 30
KILLS = {"sqlite": 25, "postgresql": 12}
WORDS = [
    "quantum",
    "lattice",
    "vision",
    "language",
    "protein",
    "network",
    "market",
    "galaxy",
    "proof",
    "robot",
]

CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_replay import go_on
go_on(Path(sys.argv[1]), sys.argv[3])
"""


class Moment:
    """A clock that is set."""

    def __init__(self, day: str) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T09:00:00").replace(tzinfo=UTC)


def preprint(row: dict[str, object], day: str, kind: str = "new", version: int = 1) -> Record:
    names: list[str] = row["authors"]  # type: ignore[assignment]
    categories: list[str] = row["categories"]  # type: ignore[assignment]
    return Record(
        source="arxiv",
        route="arxiv-rss",
        key=str(row["id"]),
        fetched_at=f"{day}T06:00:00Z",
        title=str(row["title"]) if version == 1 else f"{row['title']}, revised",
        identifiers=(Identifier("arxiv", str(row["id"])),),
        type="preprint",
        abstract=str(row["abstract"]),
        authorships=tuple(map(Authorship, names)),
        primary_category=categories[0],
        categories=tuple(categories),
        version=version,
        announcements=(Announcement("arxiv", day, kind, version, categories[0]),),
    )


def article(row: dict[str, object], day: str, *, linked: bool) -> Record:
    arxiv = Identifier("arxiv", str(row["id"]))
    names: list[str] = row["authors"]  # type: ignore[assignment]
    return Record(
        source="crossref",
        route="crossref-replayed",
        key=f"10.5555/{row['id']}",
        fetched_at=f"{day}T07:00:00Z",
        title=f"In print: {row['title']}" if linked else str(row["title"]),
        identifiers=(Identifier("doi", f"10.5555/{row['id']}"),),
        type="article",
        authorships=tuple(map(Authorship, names)),
        venue=Venue("Journal of Replays"),
        published_on=day,
        relations=(Relation("same-work", arxiv),) if linked else (),
    )


def arrivals(rows: Sequence[dict[str, object]]) -> dict[str, list[Record]]:
    """What comes on each day: papers, and of four in ten something again, before or after."""
    chance = random.Random(3)
    days = sorted({str(row["announced"]) for row in rows})
    come: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        place = days.index(str(row["announced"]))
        later = days[min(place + chance.randint(0, 12), len(days) - 1)]
        come[days[place]].append(preprint(row, days[place]))
        match chance.randrange(10):
            case 0:
                come[later].append(preprint(row, later, "cross"))
            case 1:
                come[later].append(preprint(row, later, "replace", 2))
            case 2:
                come[later].append(article(row, later, linked=True))
            case 3:
                # Half of the articles are there before their preprint.
                when = days[max(place - 3, 0)] if chance.random() < 0.5 else later
                come[when].append(article(row, when, linked=False))
    return come


def made_up(days: int, each: int) -> list[dict[str, object]]:
    chance = random.Random(5)
    return [
        {
            "id": f"2607.{day:02}{number:03}",
            "title": " ".join(chance.sample(WORDS, 4)) + f" number {day} {number}",
            "abstract": " ".join(chance.choices(WORDS, k=40)),
            "authors": [f"Given Family{chance.randrange(400)}" for _ in range(2)],
            "categories": [chance.choice(["cs.LG", "hep-th", "q-bio.NC", "math.CO"])],
            "announced": str(date(2026, 7, 1) + timedelta(day)),
        }
        for day in range(days)
        for number in range(each)
    ]


def announced(recorded: Path, days: int) -> list[dict[str, object]]:
    zstandard = pytest.importorskip("zstandard")
    with (recorded / "arxiv" / "recent-50k.jsonl.zst").open("rb") as packed:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        rows = [json.loads(line) for line in lines]
    newest = sorted({row["announced"] for row in rows})[-days:]
    return [
        row | {"categories": row.get("categories") or [row["primary_category"]]}
        for row in rows
        if row["announced"] >= newest[0]
    ]


def opened(folder: Path, url: str, clock: Moment) -> Hub:
    config = Config.load(folder, environ={})
    hub = Hub(config.model_copy(update={"database_url": SecretStr(url)}), clock)
    assert str(hub.store.engine.dialect.name) == url.partition(":")[0]
    return hub


def readers(hub: Hub) -> list[Desk]:
    """Three with different interests; the third has said nothing."""
    profiles = [
        Profile(terms=(WantedTerm("language model"), WantedTerm("quantum")), window=30),
        Profile(categories=("hep-th", "math.CO"), window=10),
        Profile(),
    ]
    zones = ["Asia/Shanghai", "America/Los_Angeles", "UTC"]
    desks = []
    for number, (profile, zone) in enumerate(zip(profiles, zones, strict=True)):
        reader = Reader(f"reader{number}", f"Reader {number}", time_zone=zone)
        desks.append(Desk(hub, hub.store.readers.ensure(reader)))
        desks[-1].radars.create("Replayed", profile)
    return desks


def read_day(desk: Desk, chance: random.Random) -> list[Edition]:
    """One reader's day: a few batches, with verdicts on what they bring."""
    editions = [desk.radars.edition()]
    judged(desk, editions[-1], chance)
    for _ in range(chance.randint(0, 2)):
        editions.append(desk.radars.next_batch())
        judged(desk, editions[-1], chance)
    return editions


def judged(desk: Desk, edition: Edition, chance: random.Random) -> None:
    for item in chance.sample(edition.items, min(3, len(edition.items))):
        kind = chance.choice(["more", "less", "opened", "saved"])
        desk.radars.judge(None, item.work.id, kind)


def replay(hub: Hub, clock: Moment, rows: Sequence[dict[str, object]]) -> Iterator[list[Desk]]:
    """Let the days pass; gives the readers after each."""
    desks = readers(hub)
    chance = random.Random(7)
    for day, records in sorted(arrivals(rows).items()):
        clock.day = day
        take(hub.store, "replay", Page(records=records), f"{day}T08:00:00Z")
        for desk in desks:
            for edition in read_day(desk, chance):
                assert_sound(edition)
            desk.radars.prepare(None, desk.radars.today())
        yield desks


def assert_sound(edition: Edition) -> None:
    ranks = [item.rank for item in edition.items]
    assert ranks == list(range(ranks[0], ranks[0] + len(ranks))) if ranks else True
    for item in edition.items:
        assert item.pick.score == pytest.approx(sum(r.points for r in item.pick.reasons), abs=1e-4)


def shown_numbers(desk: Desk) -> list[int]:
    """What a reader was shown, each work by the number it has in the end."""
    radars = desk.radars
    names = []
    for held in radars.history(limit=10_000):
        kept = desk.hub.store.radars.edition(radars.get().id, held.day, held.batch)
        assert kept is not None
        names += [row["work"] for row in kept.body["picks"]]
    numbers = desk.hub.store.numbers(names)
    assert set(names) <= numbers.keys()
    return [numbers[name] for name in names]


def assert_nobody_saw_a_work_twice(desks: Sequence[Desk]) -> None:
    for desk in desks:
        counted = Counter(shown_numbers(desk))
        again = [n for n, count in counted.items() if count > 1]
        assert not again, [desk.hub.store.works([n])[n].title for n in again]


def test_over_ten_days_nobody_is_shown_a_work_twice(tmp_path, store_url):
    clock = Moment("2026-07-01")
    with opened(tmp_path, store_url, clock) as hub:
        rows = made_up(10, 30)
        *_, desks = replay(hub, clock, rows)
        assert_nobody_saw_a_work_twice(desks)
        assert all(len(shown_numbers(desk)) > 150 for desk in desks)


@pytest.mark.data
@pytest.mark.slow
def test_over_thirty_days_of_real_papers_nobody_is_shown_a_work_twice(
    recorded, tmp_path, store_url
):
    clock = Moment("2026-07-01")
    with opened(tmp_path, store_url, clock) as hub:
        rows = announced(recorded, DAYS)
        *_, desks = replay(hub, clock, rows)
        assert hub.store.counts()["records"] > 1.3 * len(rows)
        assert_nobody_saw_a_work_twice(desks)
        assert all(len(shown_numbers(desk)) > 900 for desk in desks)


def go_on(folder: Path, url: str) -> None:
    """Read and judge without end, saying what is done, from where the one before was killed."""
    clock = Moment("2026-07-10")
    chance = random.Random()
    with opened(folder, url, clock) as hub:
        desk = Desk(hub, Reader("reader0", "Reader 0"))
        latest = hub.store.radars.latest(desk.radars.get().id)
        clock.day = latest.day if latest else clock.day
        while True:
            edition = desk.radars.next_batch()
            said("edition", edition.day, edition.batch, *(item.work.id for item in edition.items))
            for item in chance.sample(edition.items, min(5, len(edition.items))):
                kind = chance.choice(["more", "less", "opened", "saved"])
                desk.radars.judge(None, item.work.id, kind)
                said("verdict", item.work.id, kind)
            if edition.batch >= 3:
                clock.day = str(date.fromisoformat(clock.day) + timedelta(1))


def said(*words: object) -> None:
    print(*words, flush=True)


def killed(folder: Path, url: str, after: float) -> list[list[str]]:
    """Run a process until so long after it first said something; gives all it said."""
    command = [sys.executable, "-c", CHILD, str(folder), str(Path(__file__).parent), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        assert first, "the process ended before it did anything"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    whole, _, _ = (first + rest).rpartition("\n")
    return [line.split() for line in whole.splitlines()]


@pytest.mark.slow
def test_a_process_killed_at_any_moment_loses_no_verdict_and_makes_no_edition_twice(
    tmp_path, store_url
):
    chance = random.Random(11)
    clock = Moment("2026-07-10")
    verdicts: dict[str, dict[str, bool]] = defaultdict(dict)
    told: dict[tuple[str, int], list[str]] = {}
    with opened(tmp_path, store_url, clock) as hub:
        desk = readers(hub)[0]
        records = [preprint(row, str(row["announced"])) for row in made_up(10, 900)]
        take(hub.store, "replay", Page(records=records), "2026-07-10T08:00:00Z")
        assert hub.matrix.count > 9_000
        kills = KILLS[store_url.partition(":")[0]]
        for _ in range(kills):
            for kind, *rest in killed(tmp_path, store_url, chance.random() * 0.4):
                if kind == "edition":
                    day, batch, *works = rest
                    assert (day, int(batch)) not in told
                    told[day, int(batch)] = works
                else:
                    verdicts[rest[0]][rest[1]] = True
            assert_kept(desk, verdicts, told)
    assert len(told) >= kills // 2  # a process that was killed early had only judged


def assert_kept(
    desk: Desk, verdicts: dict[str, dict[str, bool]], told: dict[tuple[str, int], list[str]]
) -> None:
    radars, store = desk.radars, desk.hub.store
    kept = {(one.work, one.kind) for one in store.radars.verdicts(radars.get().id)}
    for work, kinds in verdicts.items():
        last = list(kinds)[-1]
        assert (work, last) in kept
    held = {(one.day, one.batch): one.picks for one in radars.history(limit=10_000)}
    for edition, works in told.items():
        assert held[edition] == len(works)
    for day in {day for day, _ in held}:
        batches = sorted(batch for of, batch in held if of == day)
        assert batches == list(range(1, len(batches) + 1))
    numbers = shown_numbers(desk)
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == store.radars.shown(radars.get().id)
