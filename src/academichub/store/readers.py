"""Who reads here: each reader's own row, their password's hash apart from it, and their end.

A change is decided in the transaction that writes it, so that two at once cannot take the last
administrator away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select, update

from academichub.errors import NotFoundError, UsageError
from academichub.profile import Reader
from academichub.store.engine import add, to_read, to_write
from academichub.store.leaving import leave, owned
from academichub.store.schema import readers

COLUMNS = tuple(column for column in readers.c if column.name != "password")
"""Everything of a row but the password, in the order of `Reader`."""

Change = Callable[[Reader], Reader]
"""Decides what a reader becomes."""


class Readers:
    """Every reader.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, reader: str) -> Reader | None:
        """The reader of this id."""
        return self._one(readers.c.id == reader)

    def by_email(self, email: str) -> Reader | None:
        """The reader with this e-mail address, however its letters are written."""
        return self._one(readers.c.email == email.casefold())

    def by_orcid(self, orcid: str) -> Reader | None:
        """The reader with this ORCID iD."""
        return self._one(readers.c.orcid == orcid)

    def all(self) -> list[Reader]:
        """Every reader, the first to come first."""
        with to_read(self._engine) as connection:
            query = select(*COLUMNS).order_by(readers.c.created_at, readers.c.id)
            return [to_reader(row) for row in connection.execute(query)]

    def ensure(self, reader: Reader) -> Reader:
        """The reader of this id as they are kept; kept as given where there is none."""
        if kept := self.get(reader.id):
            return kept
        with to_write(self._engine) as connection:
            add(connection, readers, [_row(reader, None)], ignore=True)
        return self.get(reader.id) or reader

    def add(self, reader: Reader, password: str | None = None) -> None:
        """Keep a new reader.

        Args:
            reader: who.
            password: its argon2id hash; None for who signs in with ORCID alone.

        Raises:
            UsageError: their e-mail address or ORCID iD is someone's already.
        """
        with to_write(self._engine) as connection:
            insert(connection, reader, password)

    def change(self, reader: str, decide: Change) -> Reader:
        """Change a reader, in one transaction; gives them as they are then.

        Raises:
            NotFoundError: there is no such reader.
            UsageError: the e-mail address or ORCID iD is someone else's, or nobody would be
                left to administer.
        """
        with to_write(self._engine) as connection:
            return change(connection, reader, decide)

    def password(self, reader: str) -> str | None:
        """The hash of a reader's password."""
        with to_read(self._engine) as connection:
            return connection.execute(
                select(readers.c.password).where(readers.c.id == reader)
            ).scalar()

    def set_password(self, reader: str, password: str) -> None:
        """Keep another hash for a reader."""
        with to_write(self._engine) as connection:
            connection.execute(
                update(readers).where(readers.c.id == reader).values(password=password)
            )

    def exchange_password(self, reader: str, old: str | None, new: str) -> bool:
        """Keep the hash *new* in the place of *old*; False where that is not there any more."""
        same = readers.c.password.is_not_distinct_from(old)
        with to_write(self._engine) as connection:
            done = connection.execute(
                update(readers).where(readers.c.id == reader, same).values(password=new)
            )
            return done.rowcount == 1

    def with_way_in(self) -> set[str]:
        """The ids of the readers who have a password or an ORCID iD to sign in with."""
        has = readers.c.password.is_not(None) | readers.c.orcid.is_not(None)
        with to_read(self._engine) as connection:
            return set(connection.execute(select(readers.c.id).where(has)).scalars())

    def delete(self, reader: str) -> dict[str, int]:
        """Take a reader away with everything they have; counts the rows that went, by table.

        Raises:
            NotFoundError: there is no such reader.
            UsageError: nobody would be left to administer.
        """
        with to_write(self._engine) as connection:
            gone = _required(connection, reader)
            _keep_an_administrator(connection, gone, None)
            return leave(connection, gone.id)

    def everything(self, reader: str) -> dict[str, list[dict[str, Any]]]:
        """Every row that is the reader's, by table, as it stands."""
        with to_read(self._engine) as connection:
            return {
                table.name: [_by_name(row) for row in connection.execute(query).mappings()]
                for table, query in (
                    (table, select(table).where(where)) for table, where in owned(reader)
                )
            }

    def _one(self, where: Any) -> Reader | None:
        with to_read(self._engine) as connection:
            row = connection.execute(select(*COLUMNS).where(where)).one_or_none()
            return to_reader(row) if row else None


def insert(connection: Connection, reader: Reader, password: str | None) -> None:
    """Keep a new reader within a transaction. See `Readers.add`."""
    one = _folded(reader)
    _refuse_taken(connection, one)
    add(connection, readers, [_row(one, password)])


def change(connection: Connection, reader: str, decide: Change, **values: object) -> Reader:
    """Change a reader within a transaction. See `Readers.change`."""
    before = _required(connection, reader)
    after = replace(_folded(decide(before)), id=before.id)
    if after.email != before.email:
        after = replace(after, confirmed_at=None)
    _refuse_taken(connection, after)
    _keep_an_administrator(connection, before, after)
    row = {c.name: v for c, v in zip(readers.c, _row(after, None), strict=True)}
    kept = {name: value for name, value in row.items() if name not in {"id", "password"}}
    connection.execute(update(readers).where(readers.c.id == reader).values(**kept, **values))
    return after


def _by_name(row: RowMapping) -> dict[str, Any]:
    # The database's own names are of a kind of text that JSON does not know.
    return {str(name): value for name, value in row.items()}


def _required(connection: Connection, reader: str) -> Reader:
    row = connection.execute(select(*COLUMNS).where(readers.c.id == reader)).one_or_none()
    if row is None:
        raise NotFoundError("there is no such reader")
    return to_reader(row)


def _refuse_taken(connection: Connection, reader: Reader) -> None:
    for column, value in ((readers.c.email, reader.email), (readers.c.orcid, reader.orcid)):
        others = select(readers.c.id).where(column == value, readers.c.id != reader.id)
        if value and connection.execute(others).first():
            raise UsageError(f"there is a reader with the {_SAID[column.name]} {value} already")


def _keep_an_administrator(connection: Connection, before: Reader, after: Reader | None) -> None:
    if not _administers(before) or (after and _administers(after)):
        return
    others = select(func.count()).where(
        readers.c.role == "administrator",
        readers.c.disabled_at.is_(None),
        readers.c.id != before.id,
    )
    if not connection.execute(others).scalar():
        raise UsageError("this is the last administrator; make someone else one first")


def _administers(reader: Reader) -> bool:
    return reader.is_administrator and reader.disabled_at is None


def _folded(reader: Reader) -> Reader:
    return replace(reader, email=reader.email.casefold() if reader.email else None)


def take_over(
    connection: Connection, heir: str, reader: Reader, password: str | None
) -> Reader | None:
    """Make the reader *heir*, whom nobody can sign in as, into *reader*; None if that is not so."""
    nobody = (readers.c.id == heir, readers.c.password.is_(None), readers.c.orcid.is_(None))
    if not connection.execute(select(readers.c.id).where(*nobody)).first():
        return None

    def become(before: Reader) -> Reader:
        return replace(reader, created_at=before.created_at)

    return change(connection, heir, become, password=password)


def to_reader(row: Sequence[Any]) -> Reader:
    """A reader of a row of `COLUMNS`."""
    return Reader(*row)


def _row(reader: Reader, password: str | None) -> tuple[object, ...]:
    return (
        reader.id, reader.name, reader.email, password, reader.orcid, reader.role,
        reader.language, reader.time_zone, reader.created_at, reader.disabled_at,
        reader.confirmed_at,
    )  # fmt: skip


_SAID = {"email": "e-mail address", "orcid": "ORCID iD"}
