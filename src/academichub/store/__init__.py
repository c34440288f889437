"""The store: records, works and what happened to them, on SQLite or PostgreSQL.

The truth of the program: the index, the feeds and the pages can be made again from it. It keeps
and finds; what a record is about and how records merge is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Self

import orjson
from sqlalchemy import Connection, Engine, Table, func, select, text

from academichub.errors import StoreError
from academichub.ids import Identifier
from academichub.model import Cursor, Record, Work
from academichub.store import coding, ledger
from academichub.store.engine import among, migrate, open_engine, to_read, to_write
from academichub.store.schema import changes, citations, cursors, days, identifiers, records, works
from academichub.store.writing import Writing

_CHUNK = 500


class Store:
    """Works and records in one database; safe to use from several threads and processes.

    Args:
        url: ``sqlite:///folder/academichub.db`` or ``postgresql://…``.

    Raises:
        ConfigurationError: the address cannot be used.
        MigrationError: the database belongs to a newer AcademicHub.
        StoreError: the database cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_engine(url)
        try:
            migrate(self.engine)
        except StoreError:
            self.engine.dispose()
            raise
        self.ledger = ledger.Ledger(self.engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction that writes, all or nothing, one at a time over all processes."""
        with to_write(self.engine) as connection:
            yield Writing(connection)

    def number(self, identifier: Identifier) -> int | None:
        """The number of the work *identifier* names."""
        query = select(identifiers.c.work).where(identifiers.c.id == str(identifier))
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def numbers(self, names: Collection[str]) -> dict[str, int]:
        """The numbers of the works these identifiers (as text) name; the unknown are left out."""
        with self._reading() as connection:
            query = select(identifiers.c.id, identifiers.c.work)
            rows = connection.execute(query.where(among(connection, identifiers.c.id, names)))
            return {row.id: row.work for row in rows}

    def works(self, numbers: Sequence[int]) -> dict[int, Work]:
        """The works of these numbers that are there."""
        with self._reading() as connection:
            query = select(works.c.number, works.c.body)
            rows = connection.execute(query.where(among(connection, works.c.number, numbers)))
            return {number: coding.work(body) for number, body in rows}

    def records(self, number: int) -> list[tuple[int, Record]]:
        """Every record about a work, in the order they came."""
        query = select(records.c.number, records.c.body).where(records.c.work == number)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(records.c.number))
            return [(at, coding.record(body)) for at, body in rows]

    def citing(self, names: Collection[str]) -> list[int]:
        """Numbers of the works that cite any of these identifiers."""
        with self._reading() as connection:
            where = among(connection, citations.c.cited, names)
            query = select(citations.c.citing).where(where).distinct().order_by(citations.c.citing)
            return list(connection.execute(query).scalars())

    def sequence(self) -> int:
        """The number of the last change."""
        with self._reading() as connection:
            return connection.execute(select(func.max(changes.c.seq))).scalar() or 0

    def changes(self, since: int, limit: int) -> tuple[int, dict[int, Work | None]]:
        """What changed after change *since*: the last change read, and works by number.

        None stands for a work that is no more.
        """
        query = select(changes.c.seq, changes.c.work).where(changes.c.seq > since)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(changes.c.seq).limit(limit)).all()
        if not rows:
            return since, {}
        numbers = list(dict.fromkeys(number for _, number in rows))
        there = self.works(numbers)
        return rows[-1][0], {number: there.get(number) for number in numbers}

    def everything(self, *, after: int = 0) -> Iterator[tuple[int, Work]]:
        """Every work, in the order they came first, streamed."""
        while True:
            query = select(works.c.number, works.c.body).where(works.c.number > after)
            with self._reading() as connection:
                rows = connection.execute(query.order_by(works.c.number).limit(_CHUNK)).all()
            if not rows:
                return
            yield from ((number, coding.work(body)) for number, body in rows)
            after = rows[-1][0]

    def days(self, *, until: str | None = None, limit: int = 60) -> list[tuple[str, str, int]]:
        """The newest *limit* days up to *until*: day, field, number of works listed."""
        with self._reading() as connection:
            newest = select(days.c.day).distinct().order_by(days.c.day.desc()).limit(limit)
            if until:
                newest = newest.where(days.c.day <= until)
            listed = list(connection.execute(newest).scalars())
            query = select(days.c.day, days.c.field, func.count()).where(days.c.day.in_(listed))
            rows = connection.execute(query.group_by(days.c.day, days.c.field))
            return sorted(((d, f, n) for d, f, n in rows), reverse=True)

    def listed(self, day: str, field: str, limit: int) -> list[int]:
        """Numbers of works of *field* listed on *day*: the new first, then in order of arrival."""
        query = select(days.c.work).where(days.c.day == day, days.c.field == field)
        with self._reading() as connection:
            ordered = query.order_by(days.c.rank, days.c.work).limit(limit)
            return list(connection.execute(ordered).scalars())

    def counts(self) -> Mapping[str, int]:
        """How many works, records and starter works there are."""
        with self._reading() as connection:
            return {
                "works": _count(connection, works),
                "records": _count(connection, records),
                "starter": connection.execute(
                    select(func.count()).select_from(works).where(works.c.starter == 1)
                ).scalar_one(),
            }

    def cursor(self, route: str) -> Cursor | None:
        """Where *route* goes on."""
        with self._reading() as connection:
            query = select(cursors.c.body).where(cursors.c.route == route)
            body = connection.execute(query).scalar()
        if body is None:
            return None
        read: Cursor = orjson.loads(body)
        return read

    def answers(self) -> bool:
        """Whether the database answers at all."""
        with self._reading() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def _reading(self) -> AbstractContextManager[Connection]:
        return to_read(self.engine)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


__all__ = ["Store"]
