from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from academichub.errors import NotFoundError, UsageError
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.credentials import Invitation, Session, Token
from academichub.store.engine import add, to_read, to_write
from academichub.store.schema import (
    addresses,
    answers,
    authorships,
    batches,
    briefs,
    comments,
    deliveries,
    editions,
    events,
    findings,
    flags,
    marks,
    metadata,
    parts,
    radars,
    reviews,
    sendings,
    shown,
    stages,
    verdicts,
)

AT, LATER, LATEST = "2026-06-25T08:00:00Z", "2026-06-26T08:00:00Z", "2026-06-27T08:00:00Z"
ADA = Reader("ada", "Ada", "ada@example.org", role="administrator", created_at=AT)
BO = Reader("bo", "Bo", "bo@example.org", "0000-0002-1825-0097", created_at=LATER)


@pytest.fixture
def two(store: Store) -> Store:
    store.readers.add(ADA, "hash of ada")
    store.readers.add(BO)
    return store


def fill(store: Store, reader: str) -> None:
    """A row in every table that holds something of a reader."""
    radar, delivery, brief = (f"{what} of {reader}" for what in ("radar", "delivery", "brief"))
    asked = (brief, reader, b"", "extractive", None, "done", "", 1, 1, AT, AT, AT, None, None, "A")
    answer = (f"answer of {reader}", "m", reader, AT[:10], "asked", 1, 1, None, AT, None, b"", None)
    number, review, work = len(reader), f"review of {reader}", f"file:{reader}"
    run = (
        number, review, work, reader, reader, b"", "en", "extractive", None, "done", "", 1, 1, AT,
        AT, AT, None, None, None, "A", None, None, None, b"",
    )  # fmt: skip
    said = reader, reader.title(), 1, AT, "a word"
    rows = {
        radars: (radar, reader, "main", "Main", 0, "{}", AT, AT),
        verdicts: (radar, "arxiv:1", "more", AT),
        marks: (reader, "arxiv:1", AT, None, None, "a note", "[]", AT),
        editions: (number, reader, radar, "2026-06-25", 1, AT, 1, b""),
        shown: (radar, "arxiv:1", 1, number),
        addresses: (f"address of {reader}", reader, radar, "feed", AT, None),
        deliveries: (delivery, reader, radar, "email", "{}", b"", 1, None, AT),
        sendings: (delivery, "2026-06-25", "sent", b"", 1, None, AT, AT, None),
        briefs: (*asked, b"", b""),
        parts: (brief, "t1", 1, b"", AT),
        flags: (brief, "t1.1", reader, "wrong", "", b"", AT),
        answers: answer,
        reviews: run,
        stages: (review, "text", 1, b"", AT),
        batches: (f"batch of {reader}", reader, "a day", AT, None, None, 0, 0, "open"),
        findings: (f"finding of {reader}", work, review, b"", AT),
        events: (number, f"finding of {reader}", "arxiv:1", "disputed", *said),
        authorships: ("arxiv:1", reader, "0000-0002-1825-0097", "A", AT, None),
        comments: (number, f"c{number}", "arxiv:1", None, *said, "shown", None, None, ""),
    }
    with to_write(store.engine) as connection:
        for table, row in rows.items():
            add(connection, table, [row])
    store.credentials.begin(Session(f"session of {reader}", reader, AT, AT, LATEST))
    token = Token(f"token of {reader}", reader, "a token", f"digest of {reader}", ("read",), AT)
    store.credentials.add_token(token)
    invitation = Invitation(f"invitation of {reader}", reader, None, "reader", AT, LATEST)
    store.credentials.invite(invitation)


def test_a_reader_is_found_by_id_by_orcid_and_by_an_address_in_any_letters(two: Store):
    assert two.readers.get("ada") == ADA
    assert two.readers.by_email("ADA@Example.org") == ADA
    assert two.readers.by_orcid("0000-0002-1825-0097") == BO
    assert two.readers.all() == [ADA, BO]
    assert two.readers.get("eve") is two.readers.by_email("eve@example.org") is None


def test_nobody_takes_an_address_or_an_orcid_that_is_taken(two: Store):
    for one in (
        Reader("eve", "Eve", "Ada@example.org"),
        Reader("eve", "Eve", None, "0000-0002-1825-0097"),
    ):
        with pytest.raises(UsageError, match="already"):
            two.readers.add(one)
    with pytest.raises(UsageError, match="already"):
        two.readers.change("bo", lambda reader: replace(reader, email="ADA@example.org"))
    assert two.readers.get("eve") is None


def test_the_last_administrator_stays_one(two: Store):
    for change in (
        lambda reader: replace(reader, role="reader"),
        lambda reader: replace(reader, disabled_at=LATER),
    ):
        with pytest.raises(UsageError, match="last administrator"):
            two.readers.change("ada", change)
    with pytest.raises(UsageError, match="last administrator"):
        two.readers.delete("ada")
    two.readers.change("bo", lambda reader: replace(reader, role="administrator"))
    assert two.readers.change("ada", lambda reader: replace(reader, role="reader")).role == "reader"


def test_two_administrators_who_leave_at_once_leave_one_behind(two: Store):
    two.readers.change("bo", lambda reader: replace(reader, role="administrator"))

    def leave(name: str) -> bool:
        try:
            two.readers.delete(name)
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, ["ada", "bo"])) == [False, True]


def test_a_password_is_kept_apart_from_its_reader(two: Store):
    assert two.readers.password("ada") == "hash of ada"
    assert two.readers.password("bo") is two.readers.password("eve") is None
    two.readers.set_password("bo", "hash of bo")
    assert two.readers.password("bo") == "hash of bo"
    assert two.readers.get("bo") == BO
    changed = two.readers.change("bo", lambda reader: replace(reader, name="Bob"))
    assert (changed.name, two.readers.password("bo")) == ("Bob", "hash of bo")


def test_who_goes_takes_everything_along_and_nothing_of_others(two: Store):
    fill(two, "ada")
    fill(two, "bo")
    kept = two.readers.everything("ada")
    gone = two.readers.delete("bo")
    assert set(gone.values()) == {1}
    assert not any(two.readers.everything("bo").values())
    assert two.readers.everything("ada") == kept
    assert all(len(rows) == 1 for rows in kept.values())


def test_what_others_stand_on_stays_without_the_name_of_who_is_gone(two: Store):
    fill(two, "ada")
    fill(two, "bo")
    with to_write(two.engine) as connection:
        shared = reviews.c.reader == "bo"
        connection.execute(reviews.update().where(shared).values(owner=None, state="working"))
        by_bo = comments.c.reader == "ada"
        connection.execute(comments.update().where(by_bo).values(moderated_by="bo"))
        of_file = (9, "s", "file:bo", "disputed", "bo", "Bo", 0, AT, "of a file of mine")
        add(connection, events, [of_file])
    two.readers.delete("bo")
    with to_read(two.engine) as connection:
        run, event, comment = (
            connection.execute(table.select().where(table.c.number == 2)).one()
            for table in (reviews, events, comments)
        )
        moderated = connection.execute(select(comments.c.moderated_by).where(by_bo)).scalar()
        assert not connection.execute(select(events).where(events.c.number == 9)).first()
        assert connection.execute(select(stages).where(stages.c.review == run.id)).first()
    assert (run.reader, run.state) == ("", "cancelled")
    assert (event.reader, event.name, event.text) == ("", "", "a word")
    assert (comment.reader, comment.name, comment.text, comment.state) == ("", "", "", "removed")
    assert moderated == ""


def test_no_table_that_names_a_reader_or_what_is_theirs_is_forgotten(two: Store):
    theirs = {"reader", "owner", "radar", "delivery", "brief", "review", "invited_by"}
    named = {table.name for table in metadata.tables.values() if theirs & set(table.c.keys())}
    assert named | {"readers"} == set(two.readers.everything("ada"))


def test_a_session_is_found_until_it_is_over_or_its_reader_is_shut_out(two: Store):
    doors, session = two.credentials, Session("d", "bo", AT, AT, LATER, "Firefox")
    doors.begin(session)
    assert doors.session("d", AT) == (session, BO)
    assert doors.session("other", AT) is doors.session("d", LATER) is None
    doors.extend("d", LATER, LATEST)
    found = doors.session("d", LATER)
    assert found
    assert (found[0].seen_at, found[0].expires_at) == (LATER, LATEST)
    two.readers.change("bo", lambda reader: replace(reader, disabled_at=LATER))
    assert doors.session("d", LATER) is None


def test_sessions_end_one_by_one_or_all_but_this_one(two: Store):
    doors = two.credentials
    for name, reader in (("1", "bo"), ("2", "bo"), ("3", "bo"), ("4", "ada")):
        doors.begin(Session(name, reader, AT, AT, LATEST))
    assert doors.end("ada", "1") == 0
    assert doors.end("bo", "1") == 1
    assert doors.end_all("bo", but="2") == 1
    assert [one.digest for one in doors.sessions("bo", AT)] == ["2"]
    assert doors.sessions("ada", AT)


def test_a_token_opens_until_it_expires_or_is_revoked(two: Store):
    doors = two.credentials
    token = Token("t", "bo", "script", "digest", ("read", "write"), AT, expires_at=LATER)
    doors.add_token(token)
    assert doors.token("digest", AT) == (token, BO)
    assert doors.token("digest", LATER) is None
    doors.note_use("t", AT)
    with pytest.raises(NotFoundError):
        doors.revoke("ada", "t", AT)
    doors.revoke("bo", "t", AT)
    assert doors.token("digest", AT) is None
    assert doors.tokens("bo") == [replace(token, used_at=AT, revoked_at=AT)]


def test_an_invitation_brings_one_reader_in_however_many_try_at_once(two: Store):
    two.credentials.invite(Invitation("i", "ada", None, "reader", AT, LATER))

    def come(number: int) -> bool:
        reader = Reader(f"r{number}", "New", f"new{number}@example.org", created_at=AT)
        try:
            two.credentials.redeem("i", reader, "hash", AT, None)
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(come, range(4))) == 1
    assert len(two.readers.all()) == 3
    assert two.credentials.invitation("i", AT) is None


def test_an_invitation_that_expired_or_was_withdrawn_brings_nobody_in(two: Store):
    for digest in ("i", "j"):
        two.credentials.invite(Invitation(digest, "ada", None, "reader", AT, LATER))
    two.credentials.withdraw("j")
    with pytest.raises(NotFoundError):
        two.credentials.withdraw("j")
    for digest, now in (("i", LATER), ("j", AT), ("k", AT)):
        assert two.credentials.invitation(digest, now) is None
        with pytest.raises(NotFoundError):
            two.credentials.redeem(digest, Reader("new", "New"), "hash", now, None)
    assert two.readers.get("new") is None


def test_who_was_alone_is_taken_over_once_with_all_they_have(store: Store):
    store.readers.ensure(Reader("me", "", role="administrator", time_zone="Asia/Tokyo"))
    fill(store, "me")
    for digest in ("i", "j"):
        store.credentials.invite(Invitation(digest, "", None, "administrator", AT, LATER))
    first = store.credentials.redeem("i", ADA, "hash", AT, "me")
    assert (first.id, first.name, store.readers.password("me")) == ("me", "Ada", "hash")
    second = store.credentials.redeem("j", replace(BO, orcid=None), "hash", AT, "me")
    assert second.id == "bo"
    assert len(store.readers.everything("me")["marks"]) == 1


def test_attempts_are_counted_by_subject_and_span_and_forgotten(store: Store):
    doors = store.credentials
    assert [doors.attempt("a", AT, "") for _ in range(3)] == [1, 2, 3]
    assert doors.attempt("b", AT, "") == doors.attempt("a", LATER, "") == 1
    assert (doors.attempts("a", AT), doors.attempts("c", AT)) == (3, 0)
    doors.forgive("a")
    assert doors.attempts("a", AT) == 0
    doors.attempt("c", LATEST, LATER)
    assert doors.attempts("b", AT) == 0


def test_attempts_at_once_are_all_counted(store: Store):
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: store.credentials.attempt("a", AT, ""), range(12)))
    assert sorted(counts) == list(range(1, 13))
