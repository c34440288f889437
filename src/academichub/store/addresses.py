"""Secret addresses: a radar's feed, a shared copy of it, the feed of a reader's briefs.

Only their ids are kept; the text that nobody can guess is made from them with the program's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from academichub.model import Instant
from academichub.store.engine import add, to_read, to_write
from academichub.store.schema import addresses

KINDS = ("feed", "share", "briefs")


@dataclass(frozen=True, slots=True)
class Address:
    """One secret address, which opens what it is of until it is revoked.

    ``radar`` is the radar's id, empty for what is of no radar; ``kind`` one of `KINDS`.
    """

    id: str
    reader: str
    radar: str
    kind: str
    created_at: Instant
    revoked_at: Instant | None = None


class Addresses:
    """Every reader's secret addresses.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def opened(self, name: str, kind: str) -> Address | None:
        """The address of this id and kind; None where there is none or it was revoked."""
        where = addresses.c.id == name, addresses.c.kind == kind, addresses.c.revoked_at.is_(None)
        with to_read(self._engine) as connection:
            row = connection.execute(select(addresses).where(*where)).one_or_none()
            return _address(row) if row else None

    def of(self, reader: str) -> list[Address]:
        """The addresses of *reader* that open something, oldest first."""
        query = select(addresses).where(
            addresses.c.reader == reader, addresses.c.revoked_at.is_(None)
        )
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(addresses.c.created_at, addresses.c.id))
            return [_address(row) for row in rows]

    def ensure(self, one: Address) -> Address:
        """The address that opens this reader's radar in this way; *one* where there is none yet."""
        with to_write(self._engine) as connection:
            if kept := _standing(connection, one):
                return kept
            _add(connection, one)
        return one

    def renew(self, one: Address) -> Address:
        """Revoke what opened this reader's radar in this way, and keep *one* in its place."""
        with to_write(self._engine) as connection:
            _revoke(connection, one.reader, one.radar, one.kind, one.created_at)
            _add(connection, one)
        return one

    def revoke(self, reader: str, radar: str, kind: str, at: Instant) -> bool:
        """Let nothing of this kind open the radar any more; says whether something did."""
        with to_write(self._engine) as connection:
            return _revoke(connection, reader, radar, kind, at)


def _standing(connection: Connection, one: Address) -> Address | None:
    query = select(addresses).where(*_same(one.reader, one.radar, one.kind))
    row = connection.execute(query.order_by(addresses.c.created_at)).first()
    return _address(row) if row else None


def _revoke(connection: Connection, reader: str, radar: str, kind: str, at: Instant) -> bool:
    ended = update(addresses).where(*_same(reader, radar, kind)).values(revoked_at=at)
    return connection.execute(ended).rowcount > 0


def _same(reader: str, radar: str, kind: str) -> tuple[Any, ...]:
    return (
        addresses.c.reader == reader,
        addresses.c.radar == radar,
        addresses.c.kind == kind,
        addresses.c.revoked_at.is_(None),
    )


def _add(connection: Connection, one: Address) -> None:
    row = one.id, one.reader, one.radar, one.kind, one.created_at, one.revoked_at
    add(connection, addresses, [row])


def _address(row: Row[tuple[Any, ...]]) -> Address:
    return Address(**row._mapping)  # noqa: SLF001 - public, its name only keeps clear of columns
