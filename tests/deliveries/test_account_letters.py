"""Letters about accounts: the real program, a real mail server, and links that are tampered with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from academichub.collect import take
from academichub.config import Config
from academichub.deliver import Wanted
from academichub.desk import Desk
from academichub.errors import NotFoundError, UsageError
from academichub.hub import Hub
from academichub.model import Page
from academichub.profile import Profile, WantedTerm
from academichub.rounds import Rounds
from academichub.testing import arxiv_record
from academichub.web.app import create_app

GOOD, OTHER = "correct horse battery", "another staple entirely"
BASE = "http://localhost"


class Clock:
    now = datetime(2026, 6, 25, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(tmp_path: Path, smtp: int, clock: Clock) -> Iterator[Hub]:
    config = Config.load(tmp_path, environ={}).model_copy(
        update={"accounts": True, "public_url": BASE, "smtp_host": "127.0.0.1", "smtp_port": smtp,
                "smtp_security": "none", "mail_from": "hub@example.org"}
    )  # fmt: skip
    with Hub(config, clock=clock) as made:
        made.people.add("Ada", "ada@example.org", GOOD, role="administrator")
        made.people.add("Bo", "bo@example.org", GOOD)
        yield made


@pytest.fixture
def client(hub: Hub) -> TestClient:
    return TestClient(create_app(hub), base_url=BASE)


def post(client: TestClient, path: str, page: str | None = None, **data: str):  # type: ignore[no-untyped-def]
    found = re.search(r'name="token" value="([^"]+)"', client.get(page or path).text)
    token = found[1] if found else "none"
    return client.post(path, data={"token": token, **data}, follow_redirects=False)


def links(mailbox) -> list[str]:
    bodies = [one.get_body(("plain",)).get_content() for one in mailbox.letters]
    return [re.search(BASE + r"(/\S+)", body)[1] for body in bodies]  # type: ignore[index]


def confirm(hub: Hub, mailbox, email: str) -> str:
    hub.proofs.ask_to_confirm(hub.people.find(email), "en")
    hub.post.settle()
    link = links(mailbox)[-1]
    hub.proofs.confirm(link.rpartition("/")[2])
    return link


def test_an_address_is_confirmed_by_the_button_behind_the_link_alone(hub, client, mailbox):
    assert post(client, "/sign-in", email="bo@example.org", password=GOOD).status_code == 303
    assert post(client, "/account/confirm", "/account").status_code == 303
    hub.post.settle()
    [link] = links(mailbox)
    assert client.get(link).status_code == 200
    assert hub.people.find("bo@example.org").confirmed_at is None
    assert post(client, link).status_code == 200
    assert hub.people.find("bo@example.org").confirmed_at
    assert client.get(link).status_code == 404
    data = {"email": "stranger@example.org", "password": GOOD}
    assert post(client, "/account/email", "/account", **data).status_code == 303
    hub.post.settle()
    assert hub.people.find("stranger@example.org").confirmed_at is None
    assert mailbox.envelopes[-1][1] == ["stranger@example.org"]


def test_a_digest_goes_to_a_confirmed_address_only(hub, mailbox):
    bo = hub.people.find("bo@example.org")
    Desk(hub, bo).radars.create("R", Profile(terms=(WantedTerm("x"),)))
    with pytest.raises(UsageError, match="confirm"):
        Desk(hub, bo).deliveries.add(None, Wanted("email"))
    confirm(hub, mailbox, "bo@example.org")
    bo = hub.people.find("bo@example.org")
    assert Desk(hub, bo).deliveries.add(None, Wanted("email")).settings["to"] == "bo@example.org"


def test_a_forgotten_password_is_set_anew_once_and_ends_all_sessions(hub, client, mailbox):
    confirm(hub, mailbox, "bo@example.org")
    assert post(client, "/sign-in", email="bo@example.org", password=GOOD).status_code == 303
    stranger = TestClient(client.app, base_url=BASE)
    known = post(stranger, "/forgot", email="bo@example.org")
    hub.post.settle()
    link = links(mailbox)[-1]
    for wrong in (link[:-1] + ("A" if link[-1] != "A" else "B"), link.replace("reset", "confirm")):
        assert stranger.get(wrong).status_code == 404
    assert post(stranger, link, password=OTHER).status_code == 303
    assert client.get("/account", follow_redirects=False).status_code == 303
    assert stranger.get(link).status_code == 404
    assert post(stranger, "/sign-in", email="bo@example.org", password=OTHER).status_code == 303
    before = len(mailbox.received)
    for name in ("nobody@example.org", "ada@example.org"):
        answer = post(TestClient(client.app, base_url=BASE), "/forgot", email=name)
        assert answer.status_code == known.status_code
    hub.post.settle()
    assert len(mailbox.received) == before


def test_a_link_to_set_a_password_is_over_after_an_hour(hub, client, mailbox, clock):
    confirm(hub, mailbox, "bo@example.org")
    post(client, "/forgot", email="bo@example.org")
    hub.post.settle()
    clock.now += timedelta(hours=1)
    assert client.get(links(mailbox)[-1]).status_code == 404


def test_a_failure_is_shown_to_administrators_and_not_to_who_asked(hub, client, mailbox):
    confirm(hub, mailbox, "bo@example.org")
    mailbox.answers.append("550 no such box")
    assert post(client, "/forgot", email="bo@example.org").status_code == 200
    hub.post.settle()
    assert post(client, "/sign-in", email="ada@example.org", password=GOOD).status_code == 303
    assert "550 no such box" in client.get("/people").text


def test_no_digest_leaves_for_an_address_that_is_no_longer_confirmed(hub, mailbox, clock):
    confirm(hub, mailbox, "bo@example.org")
    desk = Desk(hub, hub.people.find("bo@example.org"))
    desk.radars.create("R", Profile(terms=(WantedTerm("language"),)))
    delivery = desk.deliveries.add(None, Wanted("email"))
    desk.account.change_email("stranger@example.org", GOOD)
    before = len(mailbox.received)
    clock.now += timedelta(days=1)
    assert list(Rounds(hub).due()) == []
    assert len(mailbox.received) == before
    [done] = [Rounds(hub).now(desk.deliveries.get(delivery.id))]
    assert done.state == "failed"
    assert len(mailbox.received) == before
    confirm(hub, mailbox, "stranger@example.org")
    clock.now += timedelta(days=1)
    new = arxiv_record("2606.09999", "The language of whales")
    take(hub.store, "arxiv-rss", Page(records=[new]), "2026-06-27T04:00:00Z")
    assert [one.state for one in Rounds(hub).due()] == ["sent"]
    assert mailbox.envelopes[-1][1] == ["stranger@example.org"]


def test_a_link_altered_to_another_reader_or_a_later_end_opens_nothing(hub, client, mailbox):
    confirm(hub, mailbox, "bo@example.org")
    post(client, "/forgot", email="bo@example.org")
    hub.post.settle()
    link = links(mailbox)[-1]
    ada, bo = hub.people.find("ada@example.org"), hub.people.find("bo@example.org")
    assert bo.id in link
    until = re.search(r"\d{9,}", link)
    assert until
    later = link.replace(until[0], str(int(until[0]) + 3600))
    for altered in (link.replace(bo.id, ada.id), later):
        assert altered != link
        assert client.get(altered).status_code == 404


def test_of_two_uses_of_a_link_at_the_same_moment_one_sets_the_password(hub, client, mailbox):
    confirm(hub, mailbox, "bo@example.org")
    post(client, "/forgot", email="bo@example.org")
    hub.post.settle()
    proof = links(mailbox)[-1].rpartition("/")[2]

    def use(at: int) -> bool:
        try:
            hub.proofs.reset(proof, f"{OTHER} {at}")
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


def test_where_no_letters_are_sent_a_forgotten_password_is_no_page(tmp_path):
    config = Config.load(tmp_path, environ={}).model_copy(update={"accounts": True})
    with Hub(config) as without:
        without.people.add("Ada", "ada@example.org", GOOD, role="administrator")
        asked = TestClient(create_app(without), base_url=BASE).get("/forgot")
    assert asked.status_code == 404
