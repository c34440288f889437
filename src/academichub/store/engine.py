"""Opening a database: SQLite in one file or PostgreSQL, brought to the present schema.

Knows nothing of works; only how to connect, how to begin a transaction that writes, and how to
name many values at once in either dialect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from importlib import resources
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Table,
    any_,
    bindparam,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql import ColumnElement

from academichub.errors import ConfigurationError, MigrationError, StoreError

HEAD = "0004"
_WRITE_LOCK = 0x41636164656D6963  # "Academic", the advisory lock that lets one writer in
_BUSY_MS = 60_000


def open_engine(url: str) -> Engine:
    """Connect to *url* (``sqlite:///…`` or ``postgresql://…``).

    Raises:
        ConfigurationError: the address is neither, or cannot be read.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(f"not a database address: {url!r}") from error
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise ConfigurationError(f"the store runs on SQLite and PostgreSQL, not on {parsed.drivername}")


def migrate(engine: Engine) -> None:
    """Bring the schema to the present, or say that it is from a newer program.

    Raises:
        MigrationError: the database was written by a newer AcademicHub.
    """
    if _revision(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(resources.files(__package__) / "migrations"))
    try:
        with to_write(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise MigrationError(
            f"the database is at a schema this AcademicHub does not know ({error}); update AcademicHub"
        ) from error


@contextmanager
def to_read(engine: Engine) -> Iterator[Connection]:
    """A connection to read with."""
    with _store_errors(), engine.connect() as connection:
        yield connection


@contextmanager
def to_write(engine: Engine, *, durable: bool = False) -> Iterator[Connection]:
    """A transaction that writes; one at a time over all processes, all or nothing.

    A *durable* one is on the disk when it ends, so that not even a loss of power undoes it; on
    SQLite others may lose their last moments to that, and nothing else.
    """
    with (
        _store_errors(),
        engine.connect().execution_options(writes=True) as connection,
        _on_disk(connection) if durable else nullcontext(),
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})
        yield connection


def among(
    connection: Connection, column: Column[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """*column* is one of *values*, as one bound parameter however many there are."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(orjson.dumps(list(values)).decode()).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(None, list(values), type_=ARRAY(column.type)))


def add(
    connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], *, ignore: bool = False
) -> None:
    """Insert *rows*, each a value for every column of *table* in its order.

    With *ignore* a row that is already there stays as it is.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        verb = "INSERT OR IGNORE" if ignore else "INSERT"
        marks = ",".join("?" * len(table.columns))
        connection.exec_driver_sql(f"{verb} INTO {table.name} VALUES ({marks})", list(rows))
        return
    names = [column.name for column in table.columns]
    dicts: list[Mapping[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    statement = insert(table)
    connection.execute(statement.on_conflict_do_nothing() if ignore else statement, dicts)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "wal_autocheckpoint=8192",
            f"busy_timeout={_BUSY_MS}",
            "cache_size=-65536",
            "temp_store=MEMORY",
            "mmap_size=1073741824",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _on_disk(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield  # PostgreSQL's are, unless the operator of the database said otherwise
        return
    database: Any = connection.connection
    database.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        database.execute("PRAGMA synchronous=NORMAL")


def _revision(engine: Engine) -> str | None:
    with to_read(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _store_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_in_words(error)) from error


def _in_words(error: DBAPIError) -> str:
    said = str(error.orig).strip().split("\n")[0]
    if "disk is full" in said or "No space left" in said:
        return f"the disk is full; nothing of this step was kept ({said})"
    if "locked" in said:
        return f"another process is writing to the store and did not finish in time ({said})"
    return f"the database says: {said}"
