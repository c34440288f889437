"""Batches of reviews: asked for together, under one budget. Each function is part of a transaction.

What a batch has spent only grows: neither a stage that is done anew nor a run that is removed takes
anything back that was paid.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, update

from academichub.argument.reviews import StageAccount
from academichub.model import Instant
from academichub.store.engine import add
from academichub.store.schema import batches, reviews

_OPEN = ("waiting", "working")
_STANDING = ("open", "paused")
_COLUMNS = tuple(column for column in batches.c if not column.name.startswith("spent_"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Reviews asked for at once. ``state`` is ``open``, ``paused``, ``cancelled`` or ``done``.

    A budget is of tokens (in and out together) or of millionths of a US dollar; None is no bound.
    """

    id: str
    reader: str
    title: str
    asked_at: Instant
    budget_tokens: int | None = None
    budget_microdollars: int | None = None
    state: str = "open"


def insert(connection: Connection, one: Batch) -> None:
    """Keep a batch, with nothing spent."""
    budget = one.budget_tokens, one.budget_microdollars
    row = one.id, one.reader, one.title, one.asked_at, *budget, 0, 0, one.state
    add(connection, batches, [row])


def listed(connection: Connection, where: ColumnElement[bool]) -> list[Batch]:
    """The batches of which that is true, the newest first."""
    newest = batches.c.asked_at.desc(), batches.c.id.desc()
    rows = connection.execute(select(*_COLUMNS).where(where).order_by(*newest))
    return [Batch(**row._asdict()) for row in rows]


def put(connection: Connection, batch: str, state: str, at: Instant | None) -> bool:
    """Change the state of a batch that is not over; cancelling it cancels what is open of it."""
    standing = batches.c.id == batch, batches.c.state.in_(_STANDING)
    changed = connection.execute(update(batches).where(*standing).values(state=state)).rowcount
    if changed and state == "cancelled":
        still = reviews.c.batch == batch, reviews.c.state.in_(_OPEN)
        ended = update(reviews).where(*still).values(state="cancelled", finished_at=at)
        connection.execute(ended)
    return changed > 0


def settle(connection: Connection, batch: str | None) -> None:
    """Note that a batch is done, if nothing of it is open any more; open again, if something is."""
    if batch is None:
        return
    still = reviews.c.batch == batch, reviews.c.state.in_(_OPEN)
    is_open = connection.execute(select(reviews.c.id).where(*still).limit(1)).first()
    now, states = ("open", ("done", "cancelled")) if is_open else ("done", _STANDING)
    where = batches.c.id == batch, batches.c.state.in_(states)
    connection.execute(update(batches).where(*where).values(state=now))


def spend(connection: Connection, batch: str | None, account: StageAccount | None) -> None:
    """Count what a stage took against its batch."""
    if batch is None or account is None:
        return
    more = {
        "spent_tokens": batches.c.spent_tokens + account.tokens_in + account.tokens_out,
        "spent_microdollars": batches.c.spent_microdollars + (account.microdollars or 0),
    }
    connection.execute(update(batches).where(batches.c.id == batch).values(**more))


def spent(connection: Connection, batch: str) -> tuple[int, int]:
    """The tokens and microdollars a batch has taken."""
    query = select(batches.c.spent_tokens, batches.c.spent_microdollars)
    row = connection.execute(query.where(batches.c.id == batch)).one_or_none()
    return (row[0], row[1]) if row else (0, 0)
