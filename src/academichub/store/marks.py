"""What readers keep of works: saved, read, later, a note, tags.

A mark is kept under the id its work had. Works merge: then several marks of one reader are about
one work, are read as one, and become one row when they are next changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

import orjson
from sqlalchemy import Connection, Engine, Row, Select, and_, delete, select

from academichub.model import Instant
from academichub.profile import Mark
from academichub.store.engine import add, among, to_read, to_write
from academichub.store.schema import identifiers, marks

_COLUMNS = (*marks.c, identifiers.c.work.label("number"))
_RESOLVED = marks.outerjoin(identifiers, identifiers.c.id == marks.c.work)

Change = Callable[[Mark], Mark]
"""Decides what a mark becomes; what it gives is written, or taken away where nothing is left."""


class Marks:
    """Every reader's marks.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, reader: str, numbers: Collection[int] | None = None) -> dict[int, Mark]:
        """The marks of *reader* by number of work: of these works, or of all still in the store."""
        if numbers is not None and not numbers:
            return {}
        with to_read(self._engine) as connection:
            return _joined(_rows(connection, reader, numbers))

    def named(self, reader: str, names: Collection[str]) -> dict[str, Mark]:
        """The marks of *reader* on the works these identifiers (as text) name, by the same."""
        if not names:
            return {}
        with to_read(self._engine) as connection:
            meant = among(connection, identifiers.c.id, names)
            works = select(identifiers.c.work).where(meant).scalar_subquery()
            about = identifiers.c.work.in_(works)
            kept = _joined(connection.execute(_of(reader).where(about)))
            if not kept:  # the most frequent case, spared the second question
                return {}
            rows = connection.execute(select(identifiers.c.id, identifiers.c.work).where(meant))
            return {row.id: kept[row.work] for row in rows if row.work in kept}

    def lost(self, reader: str) -> list[Mark]:
        """The marks of *reader* on works that are in the store no more."""
        with to_read(self._engine) as connection:
            return [_mark(row) for row in _rows(connection, reader, None) if row.number is None]

    def change(self, reader: str, number: int, work: str, decide: Change) -> Mark:
        """Change one mark of *reader*, in one transaction.

        Args:
            reader: whose.
            number: of the work.
            work: the id the work has now; the mark is kept under it.
            decide: is given the mark as it stands, empty where there is none.
        """
        return self.change_all(reader, {number: work}, decide)[number]

    def change_all(self, reader: str, works: dict[int, str], decide: Change) -> dict[int, Mark]:
        """Change the marks of *reader* on several works alike, all or none; see `change`."""
        with to_write(self._engine) as connection:
            rows = list(_rows(connection, reader, works))
            kept = _joined(rows)
            decided = {
                number: decide(replace(kept.get(number, Mark(work)), work=work))
                for number, work in works.items()
            }
            named = among(connection, marks.c.work, [row.work for row in rows])
            connection.execute(delete(marks).where(marks.c.reader == reader, named))
            add(
                connection,
                marks,
                [_row(reader, one) for one in decided.values() if not is_empty(one)],
            )
            return decided

    def forget(self, reader: str, work: str) -> None:
        """Take a mark away that is kept under exactly this id."""
        with to_write(self._engine) as connection:
            where = and_(marks.c.reader == reader, marks.c.work == work)
            connection.execute(delete(marks).where(where))


def is_empty(mark: Mark) -> bool:
    """Whether nothing is kept by *mark*."""
    return not (mark.saved_at or mark.read_at or mark.later_at or mark.note or mark.tags)


def joined(several: Sequence[Mark]) -> Mark:
    """Several marks of one reader on what is one work, as one in which nothing is lost.

    The earliest moment of each kind stands, notes follow each other, tags are united.
    """
    first, *others = sorted(several, key=lambda one: (one.updated_at, one.work))
    if not others:
        return first
    notes = dict.fromkeys(one.note for one in (first, *others) if one.note)
    return Mark(
        first.work,
        _earliest(one.saved_at for one in several),
        _earliest(one.read_at for one in several),
        _earliest(one.later_at for one in several),
        "\n\n".join(notes),
        tuple(dict.fromkeys(tag for one in (first, *others) for tag in one.tags)),
        others[-1].updated_at,
    )


def _earliest(moments: Iterable[Instant | None]) -> Instant | None:
    return min((moment for moment in moments if moment), default=None)


def _rows(
    connection: Connection, reader: str, numbers: Collection[int] | None
) -> Iterable[Row[tuple[object, ...]]]:
    query = _of(reader)
    if numbers is not None:
        query = query.where(among(connection, identifiers.c.work, list(numbers)))
    return connection.execute(query)


def _of(reader: str) -> Select[tuple[object, ...]]:
    return select(*_COLUMNS).select_from(_RESOLVED).where(marks.c.reader == reader)


def _joined(rows: Iterable[Row[tuple[object, ...]]]) -> dict[int, Mark]:
    about: dict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        if row.number is not None:
            about[row.number].append(_mark(row))
    return {number: joined(several) for number, several in about.items()}


def _mark(row: Row[tuple[object, ...]]) -> Mark:
    return Mark(
        row.work, row.saved_at, row.read_at, row.later_at, row.note,
        tuple(orjson.loads(row.tags)), row.updated_at,
    )  # fmt: skip


def _row(reader: str, mark: Mark) -> tuple[object, ...]:
    return (
        reader, mark.work, mark.saved_at, mark.read_at, mark.later_at, mark.note,
        orjson.dumps(mark.tags).decode(), mark.updated_at,
    )  # fmt: skip
