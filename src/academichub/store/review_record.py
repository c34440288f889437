"""The record: what became of findings, who is an author of what, and what readers wrote under papers.

Events are only added. A work is meant by any of its names, whichever was its id at the time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, select, update

from academichub.argument import from_json
from academichub.argument.findings import Event, Finding
from academichub.model import Instant
from academichub.store import coding
from academichub.store.engine import add, among, to_read, to_write
from academichub.store.naming import about
from academichub.store.schema import authorships, comments, events, findings

KEPT = "kept"
"""The kind of event by which a finding of a new version takes over the history of an older one, whose
hash is the event's text."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event with the work it is about and the id of who said it, ``""`` for the program."""

    event: Event
    work: str
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who showed by their ORCID iD to be the author that the by-line calls ``name``."""

    work: str
    reader: str
    orcid: str
    name: str
    at: Instant
    withdrawn_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote under a work. ``state`` is ``shown``, ``hidden`` or ``removed``."""

    id: str
    work: str
    parent: str | None
    reader: str
    name: str
    as_author: bool
    at: Instant
    text: str
    state: str = "shown"
    moderated_by: str | None = None
    moderated_at: Instant | None = None
    reason: str = ""


class KeptRecord:
    """What was said about findings, reviews and works.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def say(self, said: Sequence[Said]) -> None:
        """Add events, in this order."""
        with to_write(self._engine) as connection:
            _say(connection, said)

    def of_subjects(self, subjects: Collection[str]) -> dict[str, list[Said]]:
        """What was said of each of these, the oldest first; the others are left out.

        What was said of a finding that a newer one took over is the newer one's too.
        """
        told: dict[str, list[tuple[int, Said]]] = {}
        wanted = set(subjects)
        with to_read(self._engine) as connection:
            while wanted:
                found = _by_subject(connection, wanted)
                told |= {subject: found.get(subject, []) for subject in wanted}
                wanted = {old for rows in found.values() for old in _older(rows)} - told.keys()
        chains = {subject: _chain(told, subject) for subject in subjects}
        return {subject: [one for _, one in rows] for subject, rows in chains.items() if rows}

    def of_work(self, work: str) -> list[Said]:
        """Everything that was said of a work, its findings and its reviews, the oldest first."""
        with to_read(self._engine) as connection:
            query = select(events).where(about(connection, events.c.work, work))
            rows = connection.execute(query.order_by(events.c.number))
            return [_said(row) for row in rows]

    def finding(self, sha256: str) -> Finding | None:
        """The finding of this hash, as it was found."""
        query = select(findings.c.body).where(findings.c.sha256 == sha256)
        with to_read(self._engine) as connection:
            body = connection.execute(query).scalar()
        return from_json(Finding, coding.unpacked(body)) if body else None

    # Authors

    def claim(self, one: Claim) -> None:
        """Keep that a reader is an author of a work."""
        row = one.work, one.reader, one.orcid, one.name, one.at, one.withdrawn_at
        with to_write(self._engine) as connection:
            own = _claimed(connection, one.work, one.reader)
            connection.execute(delete(authorships).where(*own))
            add(connection, authorships, [row])

    def withdraw(self, work: str, reader: str, at: Instant) -> bool:
        """Note that a reader takes a claim back; says whether there was one."""
        with to_write(self._engine) as connection:
            own = _claimed(connection, work, reader)
            standing = *own, authorships.c.withdrawn_at.is_(None)
            done = update(authorships).where(*standing).values(withdrawn_at=at)
            return connection.execute(done).rowcount > 0

    def claims(self, work: str) -> list[Claim]:
        """The claims on a work that stand, the oldest first."""
        with to_read(self._engine) as connection:
            named = about(connection, authorships.c.work, work)
            query = select(authorships).where(named, authorships.c.withdrawn_at.is_(None))
            rows = connection.execute(query.order_by(authorships.c.at, authorships.c.reader))
            return [Claim(**row._asdict()) for row in rows]

    # Comments

    def comment(self, one: Comment) -> None:
        """Keep a new comment."""
        with to_write(self._engine) as connection:
            number = _next(connection, comments.c.number)
            add(connection, comments, [(number, *_comment_row(one))])

    def get_comment(self, comment: str) -> Comment | None:
        """One comment by its id."""
        with to_read(self._engine) as connection:
            return next(iter(_listed(connection, comments.c.id == comment)), None)

    def comments(self, work: str) -> list[Comment]:
        """Every comment under a work, in the order they were written."""
        with to_read(self._engine) as connection:
            return _listed(connection, about(connection, comments.c.work, work))

    def change_comment(self, comment: str, state: str, *but: str, **values: Any) -> bool:
        """Change the state of a comment unless it is in one of the states *but*."""
        where = comments.c.id == comment, comments.c.state.not_in(but)
        with to_write(self._engine) as connection:
            changed = update(comments).where(*where).values(state=state, **values)
            return connection.execute(changed).rowcount > 0


def say_once(connection: Connection, said: Sequence[Said]) -> None:
    """Add, within a transaction, of the program's own events those it has not said before."""
    _say(connection, [one for one in said if not _is_said(connection, one)])


def _say(connection: Connection, said: Sequence[Said]) -> None:
    first = _next(connection, events.c.number)
    rows = [
        (
            number, one.event.subject, one.work, one.event.kind, one.reader, one.event.by,
            int(one.event.as_author), one.event.at, one.event.text,
        )
        for number, one in enumerate(said, first)
    ]  # fmt: skip
    add(connection, events, rows)


def _is_said(connection: Connection, one: Said) -> bool:
    event = one.event
    same = (
        events.c.subject == event.subject, events.c.kind == event.kind,
        events.c.text == event.text, events.c.reader == one.reader, events.c.name == event.by,
    )  # fmt: skip
    return connection.execute(select(events.c.number).where(*same)).first() is not None


def _by_subject(
    connection: Connection, subjects: Collection[str]
) -> dict[str, list[tuple[int, Said]]]:
    query = select(events).where(among(connection, events.c.subject, subjects))
    found: dict[str, list[tuple[int, Said]]] = {}
    for row in connection.execute(query.order_by(events.c.number)):
        found.setdefault(row.subject, []).append((row.number, _said(row)))
    return found


def _older(rows: Sequence[tuple[int, Said]]) -> set[str]:
    return {one.event.text for _, one in rows if one.event.kind == KEPT}


def _chain(told: dict[str, list[tuple[int, Said]]], subject: str) -> list[tuple[int, Said]]:
    """What was said of *subject* and of all it took over from, in the order it was said."""
    seen: dict[int, Said] = {}
    done, wanted = set[str](), {subject}
    while wanted:
        done |= wanted
        rows = [row for name in wanted for row in told.get(name, [])]
        seen |= dict(rows)
        wanted = _older(rows) - done
    return sorted(seen.items())


def _listed(connection: Connection, where: ColumnElement[bool]) -> list[Comment]:
    rows = connection.execute(select(comments).where(where).order_by(comments.c.number))
    return [_comment(row) for row in rows]


def _claimed(
    connection: Connection, work: str, reader: str
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return about(connection, authorships.c.work, work), authorships.c.reader == reader


def _next(connection: Connection, column: Any) -> int:
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1


def _said(row: Row[tuple[Any, ...]]) -> Said:
    event = Event(row.subject, row.kind, row.name, row.at, row.text, bool(row.as_author))
    return Said(event, row.work, row.reader)


def _comment(row: Row[tuple[Any, ...]]) -> Comment:
    values = row._asdict()
    values.pop("number")
    return Comment(**{**values, "as_author": bool(row.as_author)})


def _comment_row(one: Comment) -> tuple[object, ...]:
    return (
        one.id, one.work, one.parent, one.reader, one.name, int(one.as_author), one.at, one.text,
        one.state, one.moderated_by, one.moderated_at, one.reason,
    )  # fmt: skip
