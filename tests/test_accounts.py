from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from academichub.accounts import Account, Door, Opened, Passwords, People, Rules, machine_zone
from academichub.accounts.account import PREFIX
from academichub.accounts.door import AT_MOST_DAYS, From, digest, to_address, to_name
from academichub.accounts.limits import LIMITS, neighbourhood, span
from academichub.accounts.passwords import checked
from academichub.errors import (
    NotAllowedError,
    NotFoundError,
    SignInError,
    TooManyAttemptsError,
    UsageError,
)
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.engine import add, to_write
from academichub.store.schema import attempts, deliveries, marks, radars

HERE = From("192.0.2.7", "Firefox")
GOOD = "correct horse battery"


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 25, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'own.db'}") as store:
        yield store


@pytest.fixture
def people(own: Store, clock: Clock, passwords: Passwords) -> People:
    return People(own, clock, passwords)


@pytest.fixture
def ada(people: People) -> Reader:
    return people.add("Ada", "ada@example.org", GOOD, role="administrator")


def door_of(store: Store, clock: Clock, passwords: Passwords, registration: str) -> Door:
    return Door(store, clock, Rules(registration), passwords)


@pytest.fixture
def door(own: Store, clock: Clock, passwords: Passwords) -> Door:
    return door_of(own, clock, passwords, "invited")


@pytest.fixture
def open_door(own: Store, clock: Clock, passwords: Passwords) -> Door:
    return door_of(own, clock, passwords, "open")


@pytest.fixture
def account(own: Store, clock: Clock, passwords: Passwords, ada: Reader) -> Account:
    return Account(own, ada, clock, passwords)


def signed_in(door: Door) -> Opened:
    return door.sign_in("ada@example.org", GOOD, HERE)


# Coming in


def test_who_knows_the_password_comes_in_however_the_address_is_written(door: Door, ada: Reader):
    opened = door.sign_in(" Ada@Example.ORG ", GOOD, HERE)
    assert opened.reader == ada
    found = door.session(opened.text)
    assert found
    assert (found[1], found[0].agent) == (ada, "Firefox")


def test_nothing_that_opens_is_in_the_store(door: Door, own: Store, ada: Reader, account: Account):
    texts = [signed_in(door).text, account.make_token("t", ["read"]).text, GOOD]
    kept = repr(own.readers.everything(ada.id))
    assert not [text for text in texts if text in kept]
    assert own.readers.password(ada.id)
    assert (own.readers.password(ada.id) or "").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org", "", "x" * 9_999])
def test_a_stranger_is_not_told_whether_there_is_an_account(door: Door, ada: Reader, email: str):
    with pytest.raises(SignInError) as said:
        door.sign_in(email, "not the password", HERE)
    assert str(said.value) == "the e-mail address or the password is wrong"


def test_an_unknown_account_costs_as_much_work_as_a_known_one(ada: Reader, own: Store):
    asked: list[str | bytes] = []

    class Counting(Passwords):
        @property
        def _hasher(self):  # type: ignore[no-untyped-def, override]
            inner = Passwords._hasher.func(self)  # type: ignore[attr-defined]

            class Hasher:
                def hash(self, password: str) -> str:
                    return str(inner.hash(password))

                def verify(self, kept: str, password: bytes) -> bool:
                    asked.append(kept)
                    return bool(inner.verify(kept, password))

            return Hasher()

    counting, kept = Counting(), own.readers.password(ada.id)
    assert counting.fits(kept, "wrong wrong") is counting.fits(None, "wrong wrong") is False
    assert len(asked) == 2
    assert len({one.split("$")[3] for one in map(str, asked)}) == 1


def test_a_disabled_reader_is_told_so_only_with_the_right_password(
    door: Door, people: People, ada: Reader
):
    people.add("Bo", "bo@example.org", GOOD, role="administrator")
    people.change(ada.id, disabled=True)
    with pytest.raises(SignInError, match="wrong"):
        door.sign_in("ada@example.org", "not the password", HERE)
    with pytest.raises(SignInError, match="disabled"):
        signed_in(door)
    people.change(ada.id, disabled=False)
    assert signed_in(door).reader.id == ada.id


def test_a_session_slides_and_ends_for_good_after_half_a_year(
    door: Door, clock: Clock, ada: Reader
):
    text = signed_in(door).text
    for _ in range(AT_MOST_DAYS - 1):
        clock.pass_(days=1)
        assert door.session(text)
    clock.pass_(days=1)
    assert door.session(text) is None
    other = signed_in(door).text
    clock.pass_(days=14)
    assert door.session(other) is None


def test_a_guess_at_an_account_is_limited_where_it_comes_from_and_time_heals_it(
    door: Door, clock: Clock, ada: Reader
):
    for _ in range(LIMITS["sign-in to"].most):
        with pytest.raises(SignInError):
            door.sign_in("ada@example.org", "not the password", HERE)
    with pytest.raises(TooManyAttemptsError) as said:
        signed_in(door)
    assert said.value.retry_after == 15 * 60
    assert door.sign_in("ada@example.org", GOOD, From("198.51.100.1")).reader == ada
    clock.pass_(minutes=15)
    assert signed_in(door)


def test_one_address_cannot_try_many_accounts(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Passwords, "fits", lambda *_: False)
    refused = 0
    for number in range(LIMITS["sign-in from"].most + 5):
        try:
            door.sign_in(f"r{number}@example.org", "not the password", From("2001:db8::1"))
        except TooManyAttemptsError:
            refused += 1
        except SignInError:
            continue
    assert refused == 5
    with pytest.raises(TooManyAttemptsError):
        door.sign_in("new@example.org", "not the password", From("2001:db8::ffff"))


def test_many_addresses_cannot_try_one_account_for_ever(
    door: Door, ada: Reader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Passwords, "fits", lambda *_: False)
    for number in range(LIMITS["sign-in at all to"].most):
        with pytest.raises(SignInError):
            door.sign_in("ada@example.org", "wrong", From(f"192.0.2.{number}"))
    with pytest.raises(TooManyAttemptsError):
        door.sign_in("ada@example.org", "wrong", From("198.51.100.9"))


def test_a_success_wipes_the_slate_of_the_account(door: Door, own: Store, ada: Reader):
    for _ in range(3):
        with pytest.raises(SignInError):
            door.sign_in("ada@example.org", "not the password", HERE)
        signed_in(door)
    with own.engine.connect() as connection:
        left = {row.subject for row in connection.execute(attempts.select())}
    assert left == {"sign-in from 192.0.2.7"}


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_sign_in(
    door: Door, own: Store, ada: Reader
):
    from argon2 import PasswordHasher

    own.readers.set_password(ada.id, PasswordHasher(1, 1024, 1).hash(GOOD))
    signed_in(door)
    assert "m=65536,t=3,p=4" in (own.readers.password(ada.id) or "")
    assert signed_in(door)


def test_only_a_few_hashes_are_made_at_once_and_only_a_few_wait():
    began, go = Event(), Event()

    class Slow(Passwords):
        def hash(self, password: str) -> str:
            with self._turn():
                began.set()
                go.wait(20)
            return ""

    slow = Slow(at_once=1, waiting=1)
    with ThreadPoolExecutor(2) as pool:
        working = pool.submit(slow.hash, GOOD)
        assert began.wait(20)
        waiting = pool.submit(slow.hash, GOOD)
        while slow._queue._value:
            pass
        with pytest.raises(TooManyAttemptsError):
            slow.hash(GOOD)
        go.set()
        assert working.result() == waiting.result() == ""
    assert slow.hash(GOOD) == ""


# Signing up


def test_nobody_registers_where_one_is_invited(door: Door):
    with pytest.raises(NotAllowedError):
        door.sign_up("Eve", "eve@example.org", GOOD, HERE)
    with pytest.raises(NotFoundError):
        door.sign_up("Eve", "eve@example.org", GOOD, HERE, invitation="guessed")


def test_anybody_registers_where_it_is_open_and_comes_as_a_plain_reader(open_door: Door):
    opened = open_door.sign_up("Eve", "Eve@Example.org", GOOD, HERE, time_zone="Asia/Tokyo")
    assert (opened.reader.role, opened.reader.email) == ("reader", "eve@example.org")
    assert open_door.session(opened.text)
    with pytest.raises(UsageError, match="already"):
        open_door.sign_up("Eva", "eve@example.org", GOOD, HERE)


def test_an_invitation_brings_in_one_reader_with_its_role(door: Door, people: People, ada: Reader):
    invited = people.invite(ada.id, role="administrator")
    assert door.invitation(invited.text, HERE) == invited.invitation
    assert people.invitations() == [invited.invitation]
    opened = door.sign_up("Bo", "bo@example.org", GOOD, HERE, invitation=invited.text)
    assert opened.reader.is_administrator
    assert people.invitations() == []
    for again in ("bo@example.org", "new@example.org"):
        with pytest.raises(NotFoundError):
            door.sign_up("Bo", again, GOOD, HERE, invitation=invited.text)


def test_an_invitation_for_one_address_is_for_no_other(door: Door, people: People, ada: Reader):
    invited = people.invite(ada.id, email="Bo@example.org")
    with pytest.raises(UsageError, match=r"bo@example\.org"):
        door.sign_up("Eve", "eve@example.org", GOOD, HERE, invitation=invited.text)
    opened = door.sign_up("Bo", "bo@Example.org", GOOD, HERE, invitation=invited.text)
    assert opened.reader.role == "reader"


def test_an_invitation_holds_for_a_week_or_until_it_is_withdrawn(
    door: Door, people: People, clock: Clock, ada: Reader
):
    first, second = people.invite(ada.id), people.invite(ada.id)
    people.withdraw(second.invitation.digest)
    with pytest.raises(NotFoundError):
        door.invitation(second.text, HERE)
    clock.pass_(days=7)
    with pytest.raises(NotFoundError):
        door.invitation(first.text, HERE)


def test_guessing_invitations_is_limited(door: Door):
    for _ in range(LIMITS["invitation from"].most):
        with pytest.raises(NotFoundError):
            door.invitation("guessed", HERE)
    with pytest.raises(TooManyAttemptsError):
        door.invitation("guessed", HERE)


def test_who_sets_the_program_up_goes_on_with_what_was_there(
    door: Door, people: People, own: Store
):
    own.readers.ensure(Reader("me", "", role="administrator", created_at="2026-01-01T00:00:00Z"))
    assert door.needs_setup
    invited = people.invite(role="administrator")
    opened = door.sign_up("Ada", "ada@example.org", GOOD, HERE, invitation=invited.text)
    assert (opened.reader.id, opened.reader.created_at) == ("me", "2026-01-01T00:00:00Z")
    assert not door.needs_setup
    later = people.invite(role="administrator")
    other = door.sign_up("Bo", "bo@example.org", GOOD, HERE, invitation=later.text)
    assert other.reader.id != "me"


def test_an_orcid_signs_in_who_linked_it_and_nobody_else(
    door: Door, account: Account, open_door: Door, people: People
):
    name = "0000-0002-1825-0097"
    with pytest.raises(SignInError):
        door.sign_in_with_orcid(name, "Josiah", HERE)
    account.link_orcid(name)
    assert door.sign_in_with_orcid(name, "Josiah", HERE).reader.name == "Ada"
    other = open_door.sign_in_with_orcid("0000-0001-5109-3700", "Laure", HERE).reader
    assert (other.name, other.role) == ("Laure", "reader")
    invited = people.invite()
    third = door.sign_in_with_orcid("0000-0001-2345-6789", " ", HERE, invited.text).reader
    assert third.name == "0000-0001-2345-6789"


@pytest.mark.parametrize(
    "password",
    ["short", "1234567890", "aaaaaaaaaaaa", "ababababababab", "Password123", "Ada Lovelace",
     "ADA@example.org", "x" * 1_001, "字" * 334],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_not_taken(password: str):
    with pytest.raises(UsageError):
        checked(password, "Ada Lovelace", "ada@example.org")


@pytest.mark.parametrize(
    "password", ["correct horse", "字母表有二十六个字母", "....... .,-;", "x1z" + "y" * 997]
)
def test_a_long_password_of_anything_is_taken(password: str):
    assert checked(password, "Ada", None) == password


def test_one_password_typed_in_other_code_points_is_the_same(passwords: Passwords):
    kept = passwords.hash("Zoë Müller ﬁn")
    assert passwords.fits(kept, "Zoe\u0308 Mu\u0308ller fin")
    assert not passwords.fits(kept, "Zoe Muller fin")


@given(st.text(max_size=60))
def test_a_name_is_one_printable_line_or_refused(text: str):
    try:
        name = to_name(text)
    except UsageError:
        return
    assert name.isprintable()
    assert 1 <= len(name) <= 100


@given(st.text(max_size=60) | st.emails())
def test_an_address_holds_nothing_that_breaks_a_header(text: str):
    try:
        address = to_address(text)
    except UsageError:
        return
    assert not set(address) & set('\r\n\t <>",;\x00')
    assert address.count("@") == 1


# One's own account


def test_another_password_ends_every_other_session(door: Door, account: Account):
    here, there = signed_in(door), signed_in(door)
    assert account.change_password(GOOD, "a new long password", digest(here.text)) == 1
    assert door.session(here.text)
    assert door.session(there.text) is None
    with pytest.raises(SignInError):
        signed_in(door)
    assert door.sign_in("ada@example.org", "a new long password", HERE)


def test_a_wrong_password_changes_nothing_and_is_limited(account: Account, own: Store, ada: Reader):
    kept = own.readers.password(ada.id)
    for _ in range(LIMITS["password of"].most):
        with pytest.raises(SignInError):
            account.change_password("not the password", "a new long password")
    for act in (lambda: account.delete(GOOD), lambda: account.change_email("a@b.org", GOOD)):
        with pytest.raises(TooManyAttemptsError):
            act()
    assert own.readers.password(ada.id) == kept


def test_a_reader_changes_name_zone_and_language_and_nothing_to_nonsense(account: Account):
    changed = account.change(name=" Ada  L. ", time_zone="Asia/Shanghai", language="zh")
    assert (changed.name, changed.time_zone, changed.language) == ("Ada L.", "Asia/Shanghai", "zh")
    assert account.change(language="").language is None
    for wrong in ({"name": " \n"}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}):
        with pytest.raises(UsageError):
            account.change(**wrong)
    assert account.reader.time_zone == "Asia/Shanghai"


def test_another_address_is_signed_in_with(door: Door, account: Account):
    account.change_email("Countess@Example.org", GOOD)
    assert door.sign_in("countess@example.org", GOOD, HERE)
    with pytest.raises(SignInError):
        signed_in(door)


def test_one_signs_out_here_there_or_everywhere(door: Door, account: Account):
    one, two, three = (signed_in(door) for _ in range(3))
    door.leave(one.reader.id, digest(one.text))
    assert door.session(one.text) is None
    account.end_session(digest(two.text))
    assert door.session(two.text) is None
    with pytest.raises(NotFoundError):
        account.end_session(digest(two.text))
    assert account.end_sessions() == 1
    assert door.session(three.text) is None


def test_a_token_opens_until_it_is_revoked_or_expires(door: Door, account: Account, clock: Clock):
    made = account.make_token("script", ["write"], days=30)
    assert made.text.startswith(PREFIX)
    assert made.token.scopes == ("read", "write")
    assert account.make_token("other", ["read"]).token.scopes == ("read",)
    assert door.token(made.text)[1].name == "Ada"
    assert next(one for one in account.tokens() if one.name == "script").used_at
    clock.pass_(days=30)
    for text in (made.text, "guessed", "ahub_", ""):
        with pytest.raises(SignInError):
            door.token(text)
    lasting = account.make_token("lasting", ["read"])
    account.revoke_token(lasting.token.id)
    with pytest.raises(SignInError):
        door.token(lasting.text)


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 99_999}, {"name": ""}]
)
def test_a_token_of_nonsense_is_not_made(account: Account, wrong: dict[str, object]):
    with pytest.raises(UsageError):
        account.make_token(**{"name": "t", "scopes": ["read"], **wrong})  # type: ignore[arg-type]
    assert account.tokens() == []


def test_a_token_of_a_disabled_reader_opens_nothing(door: Door, account: Account, people: People):
    text = account.make_token("t", ["read"]).text
    people.add("Bo", "bo@example.org", GOOD, role="administrator")
    people.change(account.reader.id, disabled=True)
    with pytest.raises(SignInError):
        door.token(text)


def test_orcid_is_unlinked_only_where_a_password_remains(
    own: Store, clock: Clock, passwords: Passwords, open_door: Door, account: Account
):
    new = open_door.sign_in_with_orcid("0000-0002-1825-0097", "Josiah", HERE).reader
    josiah = Account(own, new, clock, passwords)
    with pytest.raises(UsageError):
        josiah.unlink_orcid()
    with pytest.raises(UsageError, match="address"):
        josiah.change_password("", "a new long password")
    josiah.change_email("jc@example.org", "")
    josiah.change_password("", "a new long password")
    assert josiah.unlink_orcid().orcid is None
    with pytest.raises(UsageError, match="already"):
        own.readers.change(new.id, lambda reader: replace(reader, email="ada@example.org"))


def test_everything_is_exported_and_no_secret(own: Store, account: Account, door: Door):
    reader = account.reader.id
    opened, made = signed_in(door), account.make_token("t", ["read"])
    with to_write(own.engine) as connection:
        add(connection, radars, [("x", reader, "main", "Main", 0, '{"terms":[]}', "t", "t")])
        add(connection, marks, [(reader, "arxiv:1", "t", None, None, "my *note*", '["a"]', "t")])
        row = ("d", reader, "x", "email", '{"to":"a@b.org"}', b"sealed", 1, None, "t")
        add(connection, deliveries, [row])
    with zipfile.ZipFile(io.BytesIO(account.export())) as archive:
        names = set(archive.namelist())
        files = {name: archive.read(name).decode() for name in names}
    assert {"readers.json", "marks.json", "radars.json", "editions.json", "sessions.json"} <= names
    assert json.loads(files["profiles/main.json"]) == {"terms": []}
    assert "my *note*" in files["notes.md"]
    assert json.loads(files["deliveries.json"])[0]["settings"] == {"to": "a@b.org"}
    everything = "".join(files.values())
    for secret in ("argon2", "sealed", opened.text, digest(opened.text), digest(made.text)):
        assert secret not in everything


def test_who_deletes_their_account_is_gone_with_everything(
    door: Door, account: Account, people: People, own: Store
):
    opened, made = signed_in(door), account.make_token("t", ["read"])
    with pytest.raises(UsageError, match="last administrator"):
        account.delete(GOOD)
    people.add("Bo", "bo@example.org", GOOD, role="administrator")
    with pytest.raises(SignInError):
        account.delete("not the password")
    reader = account.reader.id
    account.delete(GOOD)
    assert door.session(opened.text) is None
    with pytest.raises(SignInError):
        door.token(made.text)
    assert not any(own.readers.everything(reader).values())
    with pytest.raises(SignInError):
        signed_in(door)


# All readers


def test_a_reader_is_found_disabled_promoted_given_a_password_and_removed(
    people: People, door: Door, ada: Reader
):
    bo = people.add("Bo", "bo@example.org", GOOD)
    opened = door.sign_in("bo@example.org", GOOD, HERE)
    assert people.find("BO@example.org") == people.find(bo.id) == bo
    assert people.set_password("bo@example.org", "another long one") == 1
    assert door.session(opened.text) is None
    assert people.change(bo.id, role="administrator").is_administrator
    with pytest.raises(UsageError):
        people.change(bo.id, role="owner")
    people.delete(bo.id)
    assert [one.name for one in people.all()] == ["Ada"]
    for act in (people.find, people.delete, people.change):
        with pytest.raises(NotFoundError):
            act(bo.id)


@pytest.mark.parametrize("wrong", [{"role": "owner"}, {"days": 0}, {"days": 91}, {"email": "x"}])
def test_an_invitation_of_nonsense_is_not_made(people: People, wrong: dict[str, object]):
    with pytest.raises(UsageError):
        people.invite(**wrong)  # type: ignore[arg-type]
    assert people.invitations() == []


def test_what_concerns_access_is_logged_without_a_secret(
    door: Door, people: People, account: Account
):
    with capture_logs() as logs:
        opened = signed_in(door)
        with pytest.raises(SignInError):
            door.sign_in("ada@example.org", "wrong-password-typed", HERE)
        made, invited = account.make_token("t", ["read"]), people.invite()
        account.revoke_token(made.token.id)
        account.change_password(GOOD, "a new long password")
    said = repr(logs)
    events = [entry["event"] for entry in logs]
    assert events == [
        "signed in", "sign-in failed", "token made", "invited", "token revoked", "password changed",
    ]  # fmt: skip
    for secret in (GOOD, "wrong-password-typed", opened.text, made.text, invited.text):
        assert secret not in said


# What is decided


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from([1, 15, 60]))
def test_a_span_holds_its_moment_and_is_as_long_as_said(now: datetime, minutes: int):
    began, over = span(now.replace(year=2026), minutes)
    assert began <= now.replace(year=2026) < over
    assert over - began == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("address", "place"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::1:2:3:4", "2001:db8::/64"), ("testclient", "unknown"),
     ("::ffff:192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::/64"), ("", "unknown")],
)  # fmt: skip
def test_a_client_is_known_by_what_it_can_hardly_leave(address: str, place: str):
    assert neighbourhood(address) == place


def test_the_machine_has_a_time_zone():
    from zoneinfo import ZoneInfo

    assert ZoneInfo(machine_zone())
