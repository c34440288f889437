"""A process that delivers is killed again and again; every delivery arrives, and none is made twice.

What crosses the wire twice (nobody can tell whether a mail server took a letter when the line
breaks before its answer) is the same letter under the same name, and is counted.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson
import pytest

from academichub.config import Config
from academichub.deliver import Wanted
from academichub.desk import Desk
from academichub.hub import Hub

KILLS = {"sqlite": 50, "postgresql": 25}
HERE = Path(__file__).parent

sys.path.insert(0, str(HERE))
import replay as played  # noqa: E402

PERIODS = {
    (played.FIRST.replace(day=1 + day)).isoformat() for day in range(played.DAYS)
}  # fmt: skip


class Killer:
    """Kills the process that delivers: at a random moment, or while it waits for an answer."""

    def __init__(self, seed: int, most: int) -> None:
        self.chance = random.Random(seed)
        self.most = most
        self.lock = threading.Lock()
        self.kills = 0
        self.where: Counter[str] = Counter()
        self.pid: int | None = None
        self.at_the_wire = 0

    def aim(self, pid: int) -> threading.Timer:
        """Decide how this run ends: at the wire, or at any moment before it gets that far.

        However quick the machine is, no run gets on by more than a few deliveries.
        """
        anywhere = self.chance.random() < 0.4
        with self.lock:
            self.pid = pid
            self.at_the_wire = 3 if anywhere else self.chance.choice([1, 1, 2, 3, 4])
        timer = threading.Timer(self.chance.uniform(0.05, 0.6), self.kill, ["anywhere"])
        if anywhere:
            timer.start()
        return timer

    def kill(self, where: str) -> None:
        with self.lock:
            if self.pid is None or self.kills >= self.most:
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
                self.kills += 1
                self.where[where] += 1
            self.pid = None

    def moment(self, where: str) -> None:
        with self.lock:
            self.at_the_wire -= 1
            due = self.at_the_wire == 0
        if due:
            self.kill(where)


@contextmanager
def program(acknowledged: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(HERE / "replay.py"), str(acknowledged)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        assert running.stdin
        running.stdin.close()


def run(program: subprocess.Popen[str], killer: Killer) -> int:
    """Let the program deliver until it is killed or done; gives its exit code."""
    assert program.stdin
    assert program.stdout
    program.stdin.write("go\n")
    program.stdin.flush()
    timer = killer.aim(int(program.stdout.readline()))
    code = int(program.stdout.readline())
    timer.cancel()
    with killer.lock:
        killer.pid = None
    return code


@pytest.mark.slow
def test_kills_lose_no_delivery_and_no_mark_and_repeat_none(
    store_url, mailbox, smtp, receiver, zotero, zotero_server, tmp_path, monkeypatch, capsys
):
    notes = tmp_path / "notes"
    notes.mkdir()
    settings = {
        "DATA": str(tmp_path / "data"), "DATABASE_URL": store_url, "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp), "SMTP_SECURITY": "none", "MAIL_FROM": "hub@example.org",
        "WEBHOOK_HOSTS": f"127.0.0.1:{receiver.port}", "UPSTREAMS__ZOTERO": zotero_server.url,
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(f"ACADEMICHUB_{name}", value)
    names = set_up(receiver.url, notes)
    kills = KILLS[store_url.partition(":")[0]]
    killer = Killer(20260601, kills)
    mailbox.moment = receiver.moment = zotero_server.moment = killer.moment
    acknowledged = tmp_path / "acknowledged"
    runs = 0
    with program(acknowledged) as running:
        while run(running, killer) != 0:
            runs += 1
            assert runs < 4 * kills, "the program never comes to its end"
    assert killer.kills == kills, f"only {killer.kills} kills; the replay was too short"
    said = acknowledged.read_text().split()
    assert said[-1] == "done"
    with Hub(Config.load(), played.Clock(played.at(played.DAYS, 9))) as hub:
        assert_all_sent(hub, names)
        assert_marks_are_there(hub, said[:-1])
    repeats = {
        "mail": assert_letters(mailbox, names["email"]),
        "webhook": assert_hooks(receiver, names["webhook"]),
        "zotero": assert_items(zotero),
        "folder": assert_notes(notes),
    }
    with capsys.disabled():
        print(f"\n{killer.kills} kills {dict(killer.where)}; sent twice at the wire: {repeats}")


def set_up(url: str, notes: Path) -> dict[str, str]:
    with Hub(Config.load(), played.Clock(played.at(0, 0))) as hub:
        hub.remove_starter()
        hub.store.readers.ensure(played.READER)
        desk = Desk(hub, played.READER)
        desk.radars.create("Radars", played.PROFILE)
        wanted = (
            Wanted("email", to="ada@example.org"),
            Wanted("webhook", to=f"{url}/hook"),
            Wanted("zotero", key="writeable", collection="Radar"),
            Wanted("folder", to=str(notes)),
        )
        return {one.kind: desk.deliveries.add("radars", one).id for one in wanted}


def assert_all_sent(hub: Hub, names: dict[str, str]) -> None:
    last = hub.store.sendings.last(list(names.values()), 100)
    for name in names.values():
        assert {one.period: one.state for one in last[name]} == dict.fromkeys(PERIODS, "sent")


def assert_marks_are_there(hub: Hub, acknowledged: list[str]) -> None:
    library = Desk(hub, played.READER).library
    marks = library.marks(acknowledged)
    assert set(marks) == set(acknowledged)
    assert len(marks) == played.DAYS
    assert all(one.saved_at and one.note for one in marks.values())


def assert_letters(mailbox, name: str) -> int:
    ids = Counter(letter["Message-ID"] for letter in mailbox.letters)
    assert set(ids) == {f"<{name}-{period}@example.org>" for period in PERIODS}
    assert len(set(mailbox.received)) == len(ids), "a repeat is not the same letter"
    return ids.total() - len(ids)


def assert_hooks(receiver, name: str) -> int:
    ids = Counter(one.headers["webhook-id"] for one in receiver.taken)
    assert set(ids) == {f"{name}_{period}" for period in PERIODS}
    assert len({one.body for one in receiver.taken}) == len(ids)
    return ids.total() - len(ids)


def assert_items(zotero) -> int:
    assert len(zotero.made) == len(set(zotero.made)) == len(zotero.items)
    titles = Counter(item["title"] for item in zotero.items.values())
    assert max(titles.values()) == 1
    assert len(titles) == played.DAYS * played.EACH
    return len(zotero.again)


def assert_notes(notes: Path) -> int:
    files = sorted(path.name for path in notes.iterdir())
    assert files == sorted(f"{period} Radars.md" for period in PERIODS)
    for path in notes.iterdir():
        text = path.read_text("utf-8")
        assert text.count("\n## ") == played.EACH
        assert orjson.loads(text.split("\npapers: ")[1].split("\n")[0]) == played.EACH
    return 0
