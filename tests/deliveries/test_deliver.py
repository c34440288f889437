"""Deliveries of real radars to real receivers: once a period, late, quiet, refused, paused."""

from __future__ import annotations

import hmac
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from academichub.collect import take
from academichub.config import Config
from academichub.deliver import UNSUBSCRIBE, Wanted, unsubscribe
from academichub.desk import Desk
from academichub.errors import (
    ConfigurationError,
    ForbiddenAddressError,
    NotFoundError,
    UsageError,
)
from academichub.hub import Hub
from academichub.jobs import instant
from academichub.model import Page
from academichub.profile import Reader
from academichub.rounds import Rounds
from academichub.store.sendings import Sending

sys.path.insert(0, str(Path(__file__).parent))
import replay as played

Arrive = Callable[[int], None]


@pytest.fixture
def settings(tmp_path, smtp, receiver, zotero_server, monkeypatch) -> Callable[..., None]:
    def put(**given: str) -> None:
        for name, value in given.items():
            monkeypatch.setenv(f"ACADEMICHUB_{name}", value)

    put(
        DATA=str(tmp_path / "data"), SMTP_HOST="127.0.0.1", SMTP_PORT=str(smtp),
        SMTP_SECURITY="none", MAIL_FROM="hub@example.org", UPSTREAMS__ZOTERO=zotero_server.url,
        WEBHOOK_HOSTS=f"127.0.0.1:{receiver.port}", PUBLIC_URL="https://hub.example.org",
        ACCOUNTS="false",
    )  # fmt: skip
    return put


@pytest.fixture
def clock() -> played.Clock:
    return played.Clock(played.at(0, 5))


@pytest.fixture
def hub(settings, clock) -> Iterator[Hub]:
    with Hub(Config.load(), clock) as opened:
        opened.remove_starter()
        opened.store.readers.ensure(played.READER)
        yield opened


@pytest.fixture
def desk(hub: Hub) -> Desk:
    made = Desk(hub, played.READER)
    made.radars.create("My radar", played.PROFILE)
    return made


@pytest.fixture
def arrive(hub: Hub, clock: played.Clock) -> Arrive:
    def come(day: int) -> None:
        clock.now = played.at(day, 6)
        take(hub.store, "arxiv-rss", Page(records=played.records(day)), instant(clock.now))
        hub.try_catch_up()
        clock.now = played.at(day, 8)

    return come


def states(hub: Hub) -> list[tuple[str, str]]:
    return [(done.period, done.state) for done in Rounds(hub).due()]


EMAIL = Wanted("email", to="ada@example.org")


def test_what_is_new_is_sent_once_a_day(hub, desk, arrive, mailbox):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    assert states(hub) == [("2026-06-01", "sent")]
    assert states(hub) == []
    arrive(1)
    assert states(hub) == [("2026-06-02", "sent")]
    first, second = mailbox.letters
    assert first["Subject"] == "8 new works · My radar · 1 June 2026"
    assert first["Message-ID"] != second["Message-ID"]
    text = first.get_body(("plain",)).get_content()
    assert "https://hub.example.org/works/arxiv:2606.0000" in text
    assert "radar" in text


def test_a_letter_shows_what_the_page_shows(hub, desk, arrive, mailbox):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    shown = [item.work.title for item in desk.radars.edition().items]
    states(hub)
    text = mailbox.letters[0].get_body(("plain",)).get_content()
    found = [text.index(title) for title in shown]
    assert found == sorted(found)


def test_nothing_is_sent_when_there_is_nothing_new_and_it_says_why(
    hub, desk, arrive, clock, mailbox
):
    made = desk.deliveries.add(None, EMAIL)
    arrive(0)
    states(hub)
    clock.now = played.at(1, 8)
    assert states(hub) == [("2026-06-02", "quiet")]
    assert len(mailbox.letters) == 1
    assert "quiet" in hub.store.sendings.get(made.id, "2026-06-02").body


def test_a_period_the_program_slept_through_is_sent_late_and_only_the_last(
    hub, desk, arrive, mailbox
):
    desk.deliveries.add(None, EMAIL)
    for day in range(4):
        arrive(day)
    assert states(hub) == [("2026-06-04", "sent")]
    text = mailbox.letters[0].get_body(("plain",)).get_content()
    assert text.count("https://hub.example.org/works/") == 25


def test_after_midnight_the_day_before_is_still_sent_and_not_repeated(
    hub, desk, arrive, clock, mailbox
):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    clock.now = played.at(1, 3)
    assert states(hub) == [("2026-06-01", "sent")]
    arrive(1)
    assert states(hub) == [("2026-06-02", "sent")]
    texts = [letter.get_body(("plain",)).get_content() for letter in mailbox.letters]
    works = [{part.split()[0] for part in text.split("/works/")[1:]} for text in texts]
    assert not works[0] & works[1]


def test_a_week_gathers_the_editions_of_its_days(hub, desk, arrive, mailbox):
    desk.deliveries.add(None, replace(EMAIL, weekday=6))
    for day in range(7):
        arrive(day)
        desk.radars.edition()
        assert (states(hub) != []) == (day == 6)
    assert "week 23 of 2026" in mailbox.letters[0]["Subject"]
    assert mailbox.letters[0]["Subject"].startswith("50 new works")


def test_a_letter_is_in_the_language_that_was_asked_for(hub, desk, arrive, mailbox):
    desk.deliveries.add(None, replace(EMAIL, language="zh"))
    arrive(0)
    states(hub)
    assert mailbox.letters[0]["Subject"] == "8 篇新论文 · My radar · 2026年6月1日"


def test_a_failure_is_tried_again_with_the_very_same_letter(hub, desk, arrive, clock, mailbox):
    made = desk.deliveries.add(None, EMAIL)
    arrive(0)
    mailbox.answers = ["451 busy"]
    assert states(hub) == [("2026-06-01", "prepared")]
    waits = hub.store.sendings.get(made.id, "2026-06-01")
    assert waits.error == "the mail server answered 451 busy"
    assert states(hub) == []
    clock.now += timedelta(minutes=1)
    assert states(hub) == [("2026-06-01", "sent")]
    assert len(mailbox.letters) == 1


def test_after_the_last_attempt_it_has_failed_until_the_reader_asks_again(
    hub, desk, arrive, clock, mailbox
):
    made = desk.deliveries.add(None, EMAIL)
    arrive(0)
    mailbox.answers = ["451 busy"] * 7
    said = []
    for _ in range(7):
        said += [state for period, state in states(hub) if period == "2026-06-01"]
        clock.now += timedelta(hours=11)
    assert said == ["prepared"] * 6 + ["failed"]
    assert mailbox.letters == []
    desk.deliveries.again(made.id, "2026-06-01")
    assert ("2026-06-01", "sent") in states(hub)


def test_a_refusal_for_good_is_not_tried_again(hub, desk, arrive, clock, mailbox):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    mailbox.recipients = ["550 no such user"]
    assert states(hub) == [("2026-06-01", "failed")]
    clock.now += timedelta(days=0.5)
    assert states(hub) == []


@pytest.mark.parametrize("broken", [{"language": "xx"}, {"to": "no address"}])
def test_one_delivery_that_cannot_be_made_holds_up_no_other(
    hub, desk, arrive, clock, mailbox, broken
):
    kept = desk.deliveries.add(None, EMAIL)
    settings = {**kept.settings, **broken}
    hub.store.sendings.add(replace(kept, id="0broken", settings=settings))
    arrive(0)
    assert [state for _, state in states(hub)] == ["failed", "sent"]
    assert states(hub) == []
    clock.now += timedelta(minutes=5)
    assert [state for _, state in states(hub)] == ["failed"]


def test_a_fault_in_handing_over_is_told_and_given_up_in_the_end(
    hub, desk, arrive, clock, tmp_path
):
    made = desk.deliveries.add(None, Wanted("folder", to=str(tmp_path)))
    arrive(0)
    sealed = replace(made, id="0sealed", kind="webhook", secret=b"of another key")
    hub.store.sendings.add(replace(sealed, settings={**made.settings, "url": "https://x.org"}))
    assert sorted(state for _, state in states(hub)) == ["failed", "sent"]
    assert "another secret key" in (hub.store.sendings.get("0sealed", "2026-06-01").error or "")
    assert [one.secret for one in desk.deliveries.all() if one.secret]


def test_a_crash_after_preparing_is_made_up_for(hub, desk, arrive, mailbox):
    made = desk.deliveries.add(None, EMAIL)
    arrive(0)
    rounds = Rounds(hub)
    fixed = rounds._fix(hub.store.sendings.delivery(made.id))
    assert isinstance(fixed, Sending)
    assert hub.store.sendings.begin(fixed)
    assert states(hub) == [("2026-06-01", "sent")]


def test_what_another_process_sends_is_left_to_it(hub, desk, arrive, clock, mailbox):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    later = instant(clock.now + timedelta(minutes=10))
    hub.store.ledger.lease("deliver", "elsewhere/1/abc/1", instant(clock.now), later)
    assert states(hub) == []
    clock.now += timedelta(minutes=11)
    assert states(hub) == [("2026-06-01", "sent")]


def test_a_paused_delivery_sends_nothing_and_a_resumed_one_goes_on(hub, desk, arrive, mailbox):
    made = desk.deliveries.add(None, EMAIL)
    desk.deliveries.pause(made.id)
    arrive(0)
    assert states(hub) == []
    desk.deliveries.resume(made.id)
    assert states(hub) == []
    arrive(1)
    assert states(hub) == [("2026-06-02", "sent")]


def test_a_webhook_is_signed_and_keeps_its_id(hub, desk, arrive, clock, receiver):
    made = desk.deliveries.add(None, Wanted("webhook", to=f"{receiver.url}/hook"))
    arrive(0)
    receiver.statuses = [500]
    assert states(hub) == [("2026-06-01", "prepared")]
    clock.now += timedelta(minutes=1)
    assert states(hub) == [("2026-06-01", "sent")]
    (one,) = receiver.taken
    told, at = one.headers["webhook-id"], one.headers["webhook-timestamp"]
    assert told == f"{made.id}_2026-06-01"
    assert at == str(int(clock.now.timestamp()))
    (shown,) = desk.deliveries.all()
    key = b64decode(shown.secret.removeprefix("whsec_"))
    proof = hmac.new(key, f"{told}.{at}.".encode() + one.body, sha256).digest()
    assert one.headers["webhook-signature"] == f"v1,{b64encode(proof).decode()}"
    assert one.json["type"] == "radar.edition"
    assert len(one.json["data"]["works"]) == played.EACH
    assert one.json["data"]["works"][0]["reasons"]


def test_a_webhook_that_is_gone_ends_the_attempts(hub, desk, arrive, receiver):
    desk.deliveries.add(None, Wanted("webhook", to=f"{receiver.url}/hook"))
    arrive(0)
    receiver.statuses = [410]
    assert states(hub) == [("2026-06-01", "failed")]


def test_no_webhook_reaches_a_private_address(hub, desk, arrive):
    desk.deliveries.add(None, Wanted("webhook", to="http://127.0.0.1:9/admin"))
    arrive(0)
    (done,) = Rounds(hub).due()
    assert done.state == "failed"
    assert "not a public address" in (done.error or "")
    with pytest.raises(ForbiddenAddressError):
        desk.deliveries.add(None, Wanted("webhook", to="file:///etc/passwd"))


def test_zotero_gets_each_work_once_in_the_collection(hub, desk, arrive, zotero):
    wanted = Wanted("zotero", key="writeable", collection="Radar")
    made = desk.deliveries.add(None, wanted)
    arrive(0)
    assert states(hub) == [("2026-06-01", "sent")]
    assert Rounds(hub).now(hub.store.sendings.delivery(made.id)).state == "sent"
    assert len(zotero.items) == len(zotero.made) == played.EACH
    assert len(zotero.again) == played.EACH
    item = next(iter(zotero.items.values()))
    assert item["itemType"] == "preprint"
    assert item["collections"] == ["ABCD2345"]
    assert item["creators"][0] == {
        "creatorType": "author", "firstName": item["creators"][0]["firstName"],
        "lastName": "Fixture",
    }  # fmt: skip
    assert "writeable" not in str(hub.store.readers.everything("me"))


def test_a_zotero_key_that_may_not_write_is_refused_at_once(desk):
    with pytest.raises(UsageError, match="does not know that key"):
        desk.deliveries.add(None, Wanted("zotero", key="reading"))
    with pytest.raises(NotFoundError, match="no collection"):
        desk.deliveries.add(None, Wanted("zotero", key="writeable", collection="Else"))


def test_a_note_is_never_written_over(hub, desk, arrive, tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    mine = folder / "2026-06-01 My radar.md"
    mine.write_text("my own", "utf-8")
    made = desk.deliveries.add(None, Wanted("folder", to=str(folder)))
    arrive(0)
    assert states(hub) == [("2026-06-01", "sent")]
    assert mine.read_text("utf-8") == "my own"
    beside = folder / "2026-06-01 My radar (2).md"
    changed = beside.read_text("utf-8") + "\nmy thoughts\n"
    beside.write_text(changed, "utf-8")
    hub.store.sendings.remove(made.id)
    assert sorted(path.name for path in folder.iterdir()) == [beside.name, mine.name]


def test_a_note_that_was_written_before_a_crash_is_known_again(tmp_path):
    from academichub import sending

    text = 'title: "x"\nacademichub: "d1/2026-06-01"\n---\n'
    body = {"file": "2026-06-01 My radar", "text": f"---\n{text}"}
    means = sending.Means(lambda: None, lambda: None, None, "", None)
    taken: list[int] = []
    parcel = sending.Parcel(
        "d1/2026-06-01", {"folder": str(tmp_path)}, None, body, played.at(0, 8),
        lambda: taken.append(1),
    )  # fmt: skip
    for _ in range(3):
        sending.hand_over("folder", parcel, means)
        (one,) = tmp_path.iterdir()
        one.write_text(one.read_text() + "my thoughts\n")
    assert taken == [1, 1, 1]
    assert one.read_text().count("my thoughts") == 3


def test_files_go_only_where_the_operator_lets_them(settings, hub, tmp_path, clock):
    inside, outside = tmp_path / "vaults", tmp_path / "elsewhere"
    for folder in (inside, outside):
        folder.mkdir()
    (inside / "out").symlink_to(outside)
    settings(DELIVER_FOLDERS=str(inside))
    with Hub(Config.load(), clock) as other:
        desk = Desk(other, played.READER)
        desk.radars.create("My radar", played.PROFILE)
        desk.deliveries.add(None, Wanted("folder", to=str(inside)))
        for refused in (outside, inside / "out", inside / ".." / "elsewhere", Path("vaults")):
            with pytest.raises(UsageError):
                desk.deliveries.add(None, Wanted("folder", to=str(refused)))


def test_with_accounts_letters_go_to_the_accounts_own_address(settings, hub, clock):
    settings(ACCOUNTS="true")
    with Hub(Config.load(), clock) as other:
        ada = Reader(
            "ada",
            "Ada",
            email="ada@example.org",
            created_at="2026-06-01T00:00:00Z",
            confirmed_at="2026-06-01T00:00:00Z",
        )
        other.store.readers.ensure(ada)
        desk = Desk(other, ada)
        desk.radars.create("My radar", played.PROFILE)
        made = desk.deliveries.add(None, replace(EMAIL, to="eve@example.org"))
        assert made.settings["to"] == "ada@example.org"


def test_without_a_mail_server_there_are_no_letters(settings, hub, clock, monkeypatch):
    monkeypatch.delenv("ACADEMICHUB_SMTP_HOST")
    with Hub(Config.load(), clock) as other:
        desk = Desk(other, played.READER)
        desk.radars.create("My radar", played.PROFILE)
        with pytest.raises(ConfigurationError, match="smtp_host"):
            desk.deliveries.add(None, EMAIL)


@pytest.mark.parametrize(
    "wrong",
    [{"hour": 24}, {"hour": -1}, {"weekday": 7}, {"language": "fr"}, {"kind": "fax"}, {"to": "x"}],
)
def test_what_makes_no_sense_is_refused(desk, wrong):
    with pytest.raises(UsageError):
        desk.deliveries.add(None, replace(EMAIL, **wrong))


def test_nobody_changes_or_sees_anothers_deliveries(hub, desk):
    made = desk.deliveries.add(None, EMAIL)
    bob = Reader("bob", "Bob", created_at="2026-06-01T00:00:00Z")
    hub.store.readers.ensure(bob)
    bobs = Desk(hub, bob).deliveries
    assert bobs.all() == ()
    for verb in (bobs.get, bobs.pause, bobs.resume, bobs.remove):
        with pytest.raises(NotFoundError):
            verb(made.id)


def test_a_letters_own_address_leaves_it_and_no_other_does(hub, desk, arrive):
    made = desk.deliveries.add(None, EMAIL)
    token = hub.keys.address(UNSUBSCRIBE, made.id)
    assert unsubscribe(hub.store, hub.keys, token, change=False).enabled
    assert not unsubscribe(hub.store, hub.keys, token, change=True).enabled
    arrive(0)
    assert states(hub) == []
    for wrong in (made.id, f"{made.id}.x", hub.keys.address("feed", made.id)):
        with pytest.raises(NotFoundError):
            unsubscribe(hub.store, hub.keys, wrong, change=True)


def test_a_reader_who_moves_gets_one_letter_a_day(hub, desk, arrive, clock, mailbox):
    desk.deliveries.add(None, EMAIL)
    arrive(0)
    assert states(hub) == [("2026-06-01", "sent")]
    moved = hub.store.readers.change(
        "me", lambda one: replace(one, time_zone="America/Los_Angeles")
    )
    Desk(hub, moved).deliveries.reschedule()
    clock.now = played.at(0, 15)
    assert states(hub) == []


def test_a_deleted_radar_takes_its_deliveries_along(hub, desk, arrive):
    desk.deliveries.add(None, EMAIL)
    desk.radars.create("Another", played.PROFILE)
    desk.radars.remove("my-radar")
    arrive(0)
    assert states(hub) == []
    assert desk.deliveries.all() == ()
