"""The command that sends, and the thread beside the pages that does so by itself."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from academichub import cli
from academichub.config import Config
from academichub.deliver import Wanted
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.web import delivering

sys.path.insert(0, str(Path(__file__).parent))
import replay as played


@pytest.fixture
def notes(tmp_path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    return made


@pytest.fixture
def hub(tmp_path, notes) -> Iterator[Hub]:
    """A hub whose clock stands at a day long ago, with a delivery that has been due ever since."""
    with Hub(Config.load(), played.Clock(played.at(0, 5))) as opened:
        opened.store.readers.ensure(played.READER)
        desk = Desk(opened, played.READER)
        desk.radars.create("My radar", played.PROFILE)
        desk.deliveries.add(None, Wanted("folder", to=str(notes)))
        yield opened


def run(capfd, *arguments: str) -> tuple[int, dict[str, list[dict[str, object]]]]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["deliver", *arguments, "--json"])
    return ended.value.code, orjson.loads(capfd.readouterr().out)


def test_the_command_sends_what_is_due_once(hub, notes, capfd):
    code, answer = run(capfd, "--dry-run")
    assert (code, len(answer["sendings"])) == (0, 1)
    assert list(notes.iterdir()) == []
    code, answer = run(capfd, "--due")
    assert code == 0
    assert [one["state"] for one in answer["sendings"]] == ["sent"]
    assert len(list(notes.iterdir())) == 1
    assert run(capfd) == (0, {"sendings": []})


def test_one_delivery_can_be_sent_at_once(hub, notes, capfd):
    (one,) = hub.store.sendings.of("me")
    code, answer = run(capfd, "--now", one.id)
    assert (code, answer["sendings"][0]["state"]) == (0, "sent")
    assert len(list(notes.iterdir())) == 1


def test_what_was_not_taken_is_a_failure_of_the_command(hub, notes, capfd):
    notes.rmdir()
    code, answer = run(capfd)
    assert code == 1
    assert "no folder" in str(answer["sendings"][0]["error"])


def test_two_ways_at_once_are_a_wrong_call(hub):
    with pytest.raises(SystemExit) as ended:
        cli.main(["deliver", "--due", "--dry-run"])
    assert ended.value.code == 2


def test_beside_the_pages_it_goes_by_itself(hub, notes, monkeypatch):
    monkeypatch.setattr(delivering, "_PAUSE", 0.01)
    hub.try_catch_up()
    hub.clock.now = played.at(0, 8)
    beside = delivering.Delivering(hub)
    beside.keep_up()
    end = time.monotonic() + 30
    while not list(notes.glob("*.md")) and time.monotonic() < end:
        time.sleep(0.02)
    beside.stop(30)
    assert len(list(notes.glob("*.md"))) == 1
