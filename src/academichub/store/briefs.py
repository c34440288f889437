"""Briefs that were asked for: how far each is, its parts as they are written, and readers' flags.

An outline and a part are kept once; a second one changes nothing, whoever wrote it. What belongs to
a brief that is not being made any more (cancelled, removed, done) is refused, which is how its
maker learns of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, select, update

from academichub.argument import Ask, Brief, Outline, Part, Statement, from_json
from academichub.errors import NotFoundError
from academichub.model import Instant, to_json
from academichub.store import coding
from academichub.store.engine import add, to_read, to_write
from academichub.store.schema import briefs, flags, parts

STATES = ("waiting", "working", "done", "failed", "cancelled")
OPEN = ("waiting", "working")
"""The states of a brief that is still to be made."""

_TOLD = tuple(column for column in briefs.c if column.name not in {"outline", "body"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A brief that was asked for and how far it is.

    ``stage`` is what is being done; ``done`` of ``total`` sections are written. ``again`` is the id
    of the brief this one was made anew from.
    """

    id: str
    reader: str
    ask: Ask
    writer: str
    model: str | None
    state: str
    stage: str
    done: int
    total: int
    asked_at: Instant
    started_at: Instant | None = None
    finished_at: Instant | None = None
    error: str | None = None
    again: str | None = None
    title: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Flag:
    """A reader's word against a statement, kept with the statement and its quotes."""

    brief: str
    reader: str
    statement: Statement
    reason: str
    note: str
    at: Instant


class KeptBriefs:
    """Every reader's briefs.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, one: Asked) -> None:
        """Keep a brief that was asked for."""
        with to_write(self._engine) as connection:
            add(connection, briefs, [_row(one)])

    def get(self, brief: str, reader: str | None = None) -> Asked:
        """One brief, of this reader where one is named.

        Raises:
            NotFoundError: there is none.
        """
        where = [briefs.c.id == brief]
        where += [briefs.c.reader == reader] if reader is not None else []
        with to_read(self._engine) as connection:
            row = connection.execute(select(*_TOLD).where(*where)).one_or_none()
        if row is None:
            raise NotFoundError(f"there is no brief {brief}")
        return _asked(row)

    def of(self, reader: str) -> list[Asked]:
        """The briefs of *reader*, the newest first."""
        query = select(*_TOLD).where(briefs.c.reader == reader)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(briefs.c.asked_at.desc(), briefs.c.id.desc()))
            return [_asked(row) for row in rows]

    def unfinished(self) -> list[str]:
        """The ids of all readers' briefs that are still to be made, the longest-waiting first."""
        query = select(briefs.c.id).where(briefs.c.state.in_(OPEN))
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(briefs.c.asked_at, briefs.c.id))
            return list(rows.scalars())

    # Of who makes it

    def begin(self, brief: str, at: Instant) -> bool:
        """Note that a brief is being made from here on, or still; False where none is wanted."""
        started = func.coalesce(briefs.c.started_at, at)
        return self._change(brief, OPEN, state="working", started_at=started)

    def note(self, brief: str, stage: str, total: int | None = None) -> bool:
        """Note what is being done; False where the brief is not wanted any more."""
        values: dict[str, object] = {"stage": stage}
        return self._change(
            brief, ("working",), **values, **({} if total is None else {"total": total})
        )

    def keep_outline(self, brief: str, outline: Outline) -> Outline:
        """Keep an outline unless one is there; gives the one that is kept."""
        body = coding.packed(to_json(outline))
        with to_write(self._engine) as connection:
            none = briefs.c.id == brief, briefs.c.outline.is_(None)
            first = connection.execute(update(briefs).where(*none).values(outline=body)).rowcount
        return outline if first else self.outline(brief) or outline

    def outline(self, brief: str) -> Outline | None:
        """The outline of a brief, once there is one."""
        body = self._body(briefs.c.outline, brief)
        return from_json(Outline, body) if body else None

    def put_part(self, brief: str, part: Part, at: Instant) -> bool:
        """Keep a written section unless one is kept; False where the brief is not being made."""
        with to_write(self._engine) as connection:
            state = select(briefs.c.state).where(briefs.c.id == brief)
            if connection.execute(state).scalar() != "working":
                return False
            there = connection.execute(
                select(func.count()).where(parts.c.brief == brief)
            ).scalar_one()
            body = coding.packed(to_json(part))
            add(connection, parts, [(brief, part.section, there + 1, body, at)], ignore=True)
            written = select(func.count()).where(parts.c.brief == brief).scalar_subquery()
            connection.execute(update(briefs).where(briefs.c.id == brief).values(done=written))
        return True

    def parts(self, brief: str) -> list[Part]:
        """The sections of a brief that are written, in the order they were."""
        query = select(parts.c.body).where(parts.c.brief == brief).order_by(parts.c.number)
        with to_read(self._engine) as connection:
            bodies = connection.execute(query).scalars().all()
        return [from_json(Part, coding.text(body).encode()) for body in bodies]

    def finish(self, brief: str, body: Brief, at: Instant) -> bool:
        """Keep the whole brief; False where it is not wanted any more."""
        kept = coding.packed(to_json(body))
        done = {"state": "done", "stage": "", "finished_at": at, "error": None, "title": body.title}
        return self._change(brief, ("working",), body=kept, **done)

    def brief(self, brief: str) -> Brief | None:
        """The whole brief, once it is done."""
        body = self._body(briefs.c.body, brief)
        return from_json(Brief, body) if body else None

    def fail(self, brief: str, error: str, at: Instant) -> bool:
        """Note why a brief could not be made."""
        return self._change(brief, OPEN, state="failed", error=error, finished_at=at)

    # Of its reader

    def cancel(self, brief: str, at: Instant) -> bool:
        """Want a brief no more; False where it had ended."""
        return self._change(brief, OPEN, state="cancelled", finished_at=at)

    def remove(self, brief: str) -> None:
        """Take a brief away with its parts and flags."""
        with to_write(self._engine) as connection:
            connection.execute(delete(flags).where(flags.c.brief == brief))
            connection.execute(delete(parts).where(parts.c.brief == brief))
            connection.execute(delete(briefs).where(briefs.c.id == brief))

    def flag(self, one: Flag) -> None:
        """Keep a flag, in the place of the reader's older one on the same statement."""
        body = coding.packed(to_json(one.statement))
        row = one.brief, one.statement.id, one.reader, one.reason, one.note, body, one.at
        with to_write(self._engine) as connection:
            _unflag(connection, one.brief, one.statement.id, one.reader)
            add(connection, flags, [row])

    def unflag(self, brief: str, statement: str, reader: str) -> bool:
        """Take a flag back; says whether there was one."""
        with to_write(self._engine) as connection:
            return _unflag(connection, brief, statement, reader)

    def flags(self, brief: str) -> list[Flag]:
        """The flags on a brief, the oldest first."""
        query = select(flags).where(flags.c.brief == brief)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(flags.c.at, flags.c.statement))
            return [_flag(row) for row in rows]

    def _change(self, brief: str, states: Collection[str], **values: Any) -> bool:
        with to_write(self._engine) as connection:
            where = briefs.c.id == brief, briefs.c.state.in_(states)
            return connection.execute(update(briefs).where(*where).values(**values)).rowcount > 0

    def _body(self, column: Any, brief: str) -> bytes | None:
        with to_read(self._engine) as connection:
            body = connection.execute(select(column).where(briefs.c.id == brief)).scalar()
        return coding.text(body).encode() if body else None


def _unflag(connection: Connection, brief: str, statement: str, reader: str) -> bool:
    named = flags.c.brief == brief, flags.c.statement == statement, flags.c.reader == reader
    return connection.execute(delete(flags).where(*named)).rowcount > 0


def _asked(row: Row[tuple[Any, ...]]) -> Asked:
    values = row._asdict()
    values["ask"] = from_json(Ask, coding.text(values["ask"]).encode())
    return Asked(**values)


def _row(one: Asked) -> tuple[object, ...]:
    return (
        one.id, one.reader, coding.packed(to_json(one.ask)), one.writer, one.model, one.state,
        one.stage, one.done, one.total, one.asked_at, one.started_at, one.finished_at, one.error,
        one.again, one.title, None, None,
    )  # fmt: skip


def _flag(row: Row[tuple[Any, ...]]) -> Flag:
    statement = from_json(Statement, coding.text(row.body).encode())
    return Flag(row.brief, row.reader, statement, row.reason, row.note, row.at)
