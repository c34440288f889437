"""The store: records, works and what happened to them, on SQLite or PostgreSQL.

The truth of the program: the index, the feeds and the pages can be made again from it. It keeps
and finds; what a record is about and how records merge is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Self, TypeVar, cast

import orjson
from sqlalchemy import Connection, Engine, Table, func, select, text, tuple_

from academichub.errors import StoreError
from academichub.ids import Identifier
from academichub.model import Cursor, Record, Work
from academichub.store import coding, ledger
from academichub.store.addresses import Addresses
from academichub.store.answers import Answers
from academichub.store.briefs import KeptBriefs
from academichub.store.credentials import Credentials
from academichub.store.engine import among, migrate, open_engine, to_read, to_write
from academichub.store.marks import Marks
from academichub.store.radars import KeptRadars
from academichub.store.readers import Readers
from academichub.store.review_record import KeptRecord
from academichub.store.reviews import KeptReviews
from academichub.store.schema import changes, citations, cursors, days, identifiers, records, works
from academichub.store.sendings import Sendings
from academichub.store.writing import Writing

T = TypeVar("T")

_CHUNK = 500
_REMEMBERED = 500


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
        self.addresses = Addresses(self.engine)
        self.asked = Answers(self.engine)
        self.briefs = KeptBriefs(self.engine)
        self.marks = Marks(self.engine)
        self.radars = KeptRadars(self.engine)
        self.readers = Readers(self.engine)
        self.record = KeptRecord(self.engine)
        self.reviews = KeptReviews(self.engine)
        self.sendings = Sendings(self.engine)
        self.credentials = Credentials(self.engine)
        self._memory: dict[Hashable, tuple[int, object]] = {}

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
        if not names:
            return {}
        with self._reading() as connection:
            query = select(identifiers.c.id, identifiers.c.work)
            rows = connection.execute(query.where(among(connection, identifiers.c.id, names)))
            return {row.id: row.work for row in rows}

    def titled(self, titles: Collection[str]) -> dict[str, list[int]]:
        """Numbers of the works whose titles are written like these, by title; see `title_key`."""
        hashes = {title: at for title in titles if (at := coding.title_hash(title)) is not None}
        if not hashes:
            return {}
        found: dict[int, list[int]] = {}
        with self._reading() as connection:
            where = among(connection, works.c.title_hash, set(hashes.values()))
            for at, number in connection.execute(
                select(works.c.title_hash, works.c.number).where(where).order_by(works.c.number)
            ):
                found.setdefault(at, []).append(number)
        return {title: found[at] for title, at in hashes.items() if at in found}

    def works(self, numbers: Sequence[int]) -> dict[int, Work]:
        """The works of these numbers that are there."""
        if not numbers:
            return {}
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
        newest = islice(self.days_back(until), limit)
        return [(day, about, count) for day in newest for about, count in self.fields_on(day)]

    def days_back(self, until: str | None = None) -> Iterator[str]:
        """Every day on which works were listed, the newest first, one seek each."""
        query = select(func.max(days.c.day))
        where = days.c.day <= until if until else None
        while True:
            asked = query if where is None else query.where(where)
            with self._reading() as connection:
                day: str | None = connection.execute(asked).scalar()
            if day is None:
                return
            yield day
            where = days.c.day < day

    def fields_on(self, day: str) -> list[tuple[str, int]]:
        """The fields with works listed on *day*, and how many, by name."""
        query = select(days.c.field, func.count()).where(days.c.day == day)

        def count() -> list[tuple[str, int]]:
            with self._reading() as connection:
                ordered = query.group_by(days.c.field).order_by(days.c.field)
                return [(about, number) for about, number in connection.execute(ordered)]

        return self.remembered(("fields", day), count)

    def listed(self, day: str, field: str) -> Iterator[int]:
        """Numbers of works of *field* listed on *day*: the new first, then in order of arrival."""
        place = tuple_(days.c.rank, days.c.work)
        query = select(days.c.rank, days.c.work).where(days.c.day == day, days.c.field == field)
        chunk = query.order_by(days.c.rank, days.c.work).limit(_CHUNK)
        after: tuple[int, int] | None = None
        while True:
            with self._reading() as connection:
                asked = chunk if after is None else chunk.where(place > after)
                rows = connection.execute(asked).all()
            if not rows:
                return
            yield from (number for _, number in rows)
            after = rows[-1].rank, rows[-1].work

    def counts(self) -> Mapping[str, int]:
        """How many works, records and starter works there are."""
        return self.remembered("counts", self._count)

    def _count(self) -> Mapping[str, int]:
        with self._reading() as connection:
            starter = select(func.count()).select_from(works).where(works.c.starter == 1)
            return {
                "works": _count(connection, works),
                "records": _count(connection, records),
                "starter": connection.execute(starter).scalar_one(),
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

    def remembered(self, name: Hashable, find: Callable[[], T]) -> T:
        """What *find* gives, asked again only after the store has changed."""
        at = self.sequence()
        known = self._memory.get(name)
        if known is None or known[0] != at:
            if len(self._memory) >= _REMEMBERED:
                self._memory.clear()
            known = self._memory[name] = at, find()
        return cast("T", known[1])

    def _reading(self) -> AbstractContextManager[Connection]:
        return to_read(self.engine)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


__all__ = ["Store"]
