"""Deliveries a reader set up, and each sending of them: one row a day or week, never a second.

What is sent is fixed in the transaction that says it will be sent and when the next one is due;
from then on only how far it has come changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import zstandard
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from academichub.errors import NotFoundError
from academichub.model import Instant
from academichub.store.engine import add, among, to_read, to_write
from academichub.store.schema import deliveries, sendings

WAITING = ("prepared", "handed over")
"""States of a sending that is still to be seen to; after a crash `handed over` may have arrived."""

STATES = (*WAITING, "sent", "quiet", "failed")
_SHOWN = 10
_LARGEST = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where and when a radar is to be delivered. ``radar`` is the radar's id.

    ``settings`` are of its kind: where to, the hour, the weekday. ``next_at`` is None while off.
    """

    id: str
    reader: str
    radar: str
    kind: str
    settings: Mapping[str, Any]
    enabled: bool
    next_at: Instant | None
    created_at: Instant
    secret: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sending:
    """One delivery of one day or week. ``body`` is what is sent, fixed once it is prepared."""

    delivery: str
    period: str
    state: str
    body: Mapping[str, Any]
    prepared_at: Instant
    attempts: int = 0
    next_at: Instant | None = None
    sent_at: Instant | None = None
    error: str | None = None


class Sendings:
    """Every reader's deliveries and their sendings.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, one: Delivery) -> None:
        """Keep a new delivery."""
        with to_write(self._engine) as connection:
            connection.execute(insert(deliveries).values(_delivery_row(one)))

    def delivery(self, name: str, reader: str | None = None) -> Delivery:
        """One delivery, of this reader where one is named.

        Raises:
            NotFoundError: there is none.
        """
        where = [deliveries.c.id == name]
        where += [deliveries.c.reader == reader] if reader is not None else []
        with to_read(self._engine) as connection:
            row = connection.execute(select(deliveries).where(*where)).one_or_none()
        if row is None:
            raise NotFoundError("there is no such delivery")
        return _delivery(row)

    def of(self, reader: str) -> list[Delivery]:
        """The deliveries of *reader*, oldest first."""
        query = select(deliveries).where(deliveries.c.reader == reader)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(deliveries.c.created_at, deliveries.c.id))
            return [_delivery(row) for row in rows]

    def due(self, now: Instant) -> list[Delivery]:
        """The deliveries of all readers whose moment has come, the longest-waiting first."""
        query = select(deliveries).where(deliveries.c.enabled == 1, deliveries.c.next_at <= now)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(deliveries.c.next_at, deliveries.c.id))
            return [_delivery(row) for row in rows]

    def switch(self, name: str, next_at: Instant | None) -> None:
        """Switch a delivery on from *next_at*, or off where that is None.

        What waits to be sent by one that is switched off is given up.
        """
        with to_write(self._engine) as connection:
            where = deliveries.c.id == name
            values = {"enabled": int(next_at is not None), "next_at": next_at}
            connection.execute(update(deliveries).where(where).values(values))
            if next_at is None:
                _give_up(connection, name, "switched off before it was sent")

    def remove(self, name: str) -> None:
        """Take a delivery away, and the memory of what it sent."""
        with to_write(self._engine) as connection:
            connection.execute(delete(sendings).where(sendings.c.delivery == name))
            connection.execute(delete(deliveries).where(deliveries.c.id == name))

    def prepare(self, one: Sending, next_at: Instant | None) -> bool:
        """Fix what a delivery sends, and when it is due next, at once.

        Returns whether it was the first of its period; a second one changes nothing but the date.
        A delivery that was switched off or taken away meanwhile sends nothing.
        """
        with to_write(self._engine) as connection:
            where = deliveries.c.id == one.delivery, deliveries.c.enabled == 1
            due = update(deliveries).where(*where).values(next_at=next_at)
            if not connection.execute(due).rowcount or _there(connection, one):
                return False
            add(connection, sendings, [_sending_row(one)])
            return True

    def waiting(self, now: Instant) -> list[tuple[str, str]]:
        """Delivery and period of every sending that is to be handed over now, oldest first."""
        where = _waits(), sendings.c.next_at <= now
        with to_read(self._engine) as connection:
            query = select(sendings.c.delivery, sendings.c.period).where(*where)
            rows = connection.execute(query.order_by(sendings.c.prepared_at, sendings.c.delivery))
            return [(row.delivery, row.period) for row in rows]

    def postpone(self, name: str, next_at: Instant) -> None:
        """Look at a delivery that is on again at *next_at*."""
        with to_write(self._engine) as connection:
            on = deliveries.c.id == name, deliveries.c.enabled == 1
            connection.execute(update(deliveries).where(*on).values(next_at=next_at))

    def get(self, name: str, period: str) -> Sending:
        """One sending.

        Raises:
            NotFoundError: there is none.
        """
        with to_read(self._engine) as connection:
            row = connection.execute(select(sendings).where(*_named(name, period))).one_or_none()
        if row is None:
            raise NotFoundError("there is no such sending")
        return _sending(row)

    def last(self, names: list[str], limit: int = _SHOWN) -> dict[str, list[Sending]]:
        """The newest sendings of these deliveries, newest first."""
        found: dict[str, list[Sending]] = {name: [] for name in names}
        with to_read(self._engine) as connection:
            query = select(sendings).where(among(connection, sendings.c.delivery, names))
            newest_first = sendings.c.prepared_at.desc(), sendings.c.period.desc()
            for row in connection.execute(query.order_by(*newest_first)):
                if len(found[row.delivery]) < limit:
                    found[row.delivery].append(_sending(row))
        return found

    def begin(self, one: Sending) -> bool:
        """Note that a sending is handed over from here on; False where it waits no more."""
        with to_write(self._engine) as connection:
            begun = update(sendings).where(*_named(one.delivery, one.period), _waits())
            return connection.execute(begun.values(state="handed over")).rowcount > 0

    def sent(self, one: Sending, at: Instant, kept: Mapping[str, Any]) -> None:
        """Note that a sending was taken; of what was sent only *kept* is remembered."""
        self._note(
            one, state="sent", sent_at=at, next_at=None, error=None,
            attempts=one.attempts + 1, body=_packed(kept),
        )  # fmt: skip

    def failed(self, one: Sending, error: str, next_at: Instant | None) -> None:
        """Note why a sending was not taken; it is tried again at *next_at*, or never."""
        state = "prepared" if next_at else "failed"
        self._note(one, state=state, next_at=next_at, error=error, attempts=one.attempts + 1)

    def again(self, name: str, period: str, at: Instant) -> None:
        """Try a sending that failed once more, from the beginning."""
        with to_write(self._engine) as connection:
            failed = *_named(name, period), sendings.c.state == "failed"
            values = {"state": "prepared", "attempts": 0, "next_at": at}
            connection.execute(update(sendings).where(*failed).values(values))

    def _note(self, one: Sending, **values: object) -> None:
        with to_write(self._engine) as connection:
            named = *_named(one.delivery, one.period), _waits()
            connection.execute(update(sendings).where(*named).values(**values))


def _waits() -> Any:
    """That a sending is still to be seen to."""
    return sendings.c.state.in_(WAITING)


def _give_up(connection: Connection, name: str, why: str) -> None:
    waits = sendings.c.delivery == name, _waits()
    values = {"state": "failed", "next_at": None, "error": why}
    connection.execute(update(sendings).where(*waits).values(values))


def _there(connection: Connection, one: Sending) -> bool:
    query = select(sendings.c.period).where(*_named(one.delivery, one.period))
    return connection.execute(query).first() is not None


def _named(name: str, period: str) -> tuple[Any, ...]:
    return sendings.c.delivery == name, sendings.c.period == period


def _packed(body: Mapping[str, Any]) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(orjson.dumps(dict(body)))


def _unpacked(body: bytes) -> dict[str, Any]:
    whole = zstandard.ZstdDecompressor().decompress(body, max_output_size=_LARGEST)
    read: dict[str, Any] = orjson.loads(whole)
    return read


def _delivery(row: Row[tuple[Any, ...]]) -> Delivery:
    return Delivery(
        row.id, row.reader, row.radar, row.kind, orjson.loads(row.settings), bool(row.enabled),
        row.next_at, row.created_at, row.secret,
    )  # fmt: skip


def _delivery_row(one: Delivery) -> dict[str, object]:
    return {
        "id": one.id, "reader": one.reader, "radar": one.radar, "kind": one.kind,
        "settings": orjson.dumps(dict(one.settings)).decode(), "secret": one.secret,
        "enabled": int(one.enabled), "next_at": one.next_at, "created_at": one.created_at,
    }  # fmt: skip


def _sending(row: Row[tuple[Any, ...]]) -> Sending:
    return Sending(
        row.delivery, row.period, row.state, _unpacked(row.body), row.prepared_at, row.attempts,
        row.next_at, row.sent_at, row.error,
    )  # fmt: skip


def _sending_row(one: Sending) -> tuple[object, ...]:
    return (
        one.delivery, one.period, one.state, _packed(one.body), one.attempts, one.next_at,
        one.prepared_at, one.sent_at, one.error,
    )  # fmt: skip
