"""What in the store is a reader's, and what becomes of it when they go.

What is theirs alone goes with them. What others stand on stays without their name: reviews that
everybody sees, and what was said in public about papers; their comments lose their words too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update

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
    invitations,
    marks,
    parts,
    radars,
    readers,
    reviews,
    sendings,
    sessions,
    shown,
    stages,
    tokens,
    verdicts,
)

OWNED = (
    sessions, tokens, radars, marks, editions, addresses, deliveries, briefs, answers, flags,
    batches, authorships, reviews, events, comments,
)  # fmt: skip
"""The tables whose rows name their reader."""
OF_RADARS = (verdicts, shown)
OF_DELIVERIES = (sendings,)
OF_BRIEFS = (parts,)
OF_REVIEWS = (stages, findings)

_UNNAMED: dict[Any, dict[str, Any]] = {
    reviews: {"reader": ""},
    events: {"reader": "", "name": ""},
    comments: {"reader": "", "name": "", "text": "", "state": "removed"},
}
"""What stays for others, and what is taken out of it."""

Where = list[tuple[Any, Any]]


def owned(reader: str) -> Where:
    """Each table that holds something of a reader, and which of its rows are theirs."""
    own_radars = select(radars.c.id).where(radars.c.reader == reader)
    own_deliveries = select(deliveries.c.id).where(deliveries.c.reader == reader)
    own_briefs = select(briefs.c.id).where(briefs.c.reader == reader)
    own_reviews = select(reviews.c.id).where(reviews.c.reader == reader)
    return [
        (readers, readers.c.id == reader),
        *((table, table.c.radar.in_(own_radars)) for table in OF_RADARS),
        *((table, table.c.delivery.in_(own_deliveries)) for table in OF_DELIVERIES),
        *((table, table.c.brief.in_(own_briefs)) for table in OF_BRIEFS),
        *((table, table.c.review.in_(own_reviews)) for table in OF_REVIEWS),
        *((table, table.c.reader == reader) for table in OWNED),
        (invitations, invitations.c.invited_by == reader),
    ]


def leave(connection: Connection, reader: str) -> dict[str, int]:
    """Take a reader away with everything they have; counts the rows that went, by table."""
    later = {table.name for table in (*OWNED, readers)}
    gone = _gone(reader)
    # What hangs on radars, deliveries, briefs and reviews goes first, while these still say whose they are.
    ordered = sorted(gone, key=lambda one: one[0].name in later)
    counted = {
        str(table.name): connection.execute(delete(table).where(where)).rowcount
        for table, where in ordered
    }
    _cancel(connection, reader)
    for table, values in _UNNAMED.items():
        unnamed = update(table).where(table.c.reader == reader).values(**values)
        rows = connection.execute(unnamed).rowcount
        counted[table.name] = counted.get(table.name, 0) + rows
    for column in (invitations.c.used_by, comments.c.moderated_by):
        named = update(column.table).where(column == reader)
        connection.execute(named.values({column: ""}))
    return counted


def _gone(reader: str) -> Where:
    alone = reviews.c.owner == reader
    theirs = select(reviews.c.id).where(alone)
    stay = {*_UNNAMED, *OF_REVIEWS}
    return [
        *(one for one in owned(reader) if one[0] not in stay),
        *((table, table.c.review.in_(theirs)) for table in OF_REVIEWS),
        (events, (events.c.reader == reader) & events.c.work.startswith("file:")),
        (reviews, alone),
    ]


def _cancel(connection: Connection, reader: str) -> None:
    """Nobody is left to pay for what they asked for."""
    open_ = reviews.c.reader == reader, reviews.c.state.in_(("waiting", "working"))
    connection.execute(update(reviews).where(*open_).values(state="cancelled", batch=None))
