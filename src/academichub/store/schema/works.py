"""The tables of what sources said, the works it is about, and how they were gathered."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from academichub.store.schema.columns import metadata, number

works = Table(
    "works",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("title_hash", BigInteger),  # of text.title_key; null where the title identifies nothing
    Column("day", Text, nullable=False),
    Column("starter", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zstd of the Work's JSON
    Index("works_by_title", "title_hash"),
)

records = Table(
    "records",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("work", BigInteger, nullable=False),
    Column("entry", BigInteger, nullable=False),  # hash of source, route and key
    Column("digest", BigInteger, nullable=False),  # hash of what was said
    Column("route", Text, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zstd of the Record's JSON, raw text included
    UniqueConstraint("entry", "digest", name="records_once"),
    Index("records_by_work", "work"),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("id", Text, primary_key=True),  # "arxiv:2601.20802"
    Column("work", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

days = Table(
    "days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("rank", SmallInteger, primary_key=True),  # new before cross before replacements
    Column("work", BigInteger, primary_key=True),
    Index("days_by_work", "work"),
    sqlite_with_rowid=False,
)

citations = Table(
    "citations",
    metadata,
    Column("cited", Text, primary_key=True),  # identifier text, in the store or not
    Column("citing", BigInteger, primary_key=True),
    Index("citations_by_citing", "citing"),
    sqlite_with_rowid=False,
)

notices = Table(
    "notices",
    metadata,
    Column("target", Text, primary_key=True),  # identifier text of the work that is updated
    Column("record", BigInteger, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the Update's JSON
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("seq", number(), primary_key=True, autoincrement=False),
    Column("work", BigInteger, nullable=False),
)

merges = Table(
    "merges",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("work", Text, nullable=False),  # id of the work that went on
    Column("absorbed", Text),  # id of the work that ended, where there was one
    Column("records", Text, nullable=False),  # JSON list of the record numbers that came in
    Column("rule", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
    Index("merges_by_work", "work"),
)

apart = Table(
    "apart",
    metadata,
    Column("entry", BigInteger, primary_key=True),  # this record entry ...
    Column("work", Text, primary_key=True),  # ... never joins this work by itself again
)

cursors = Table(
    "cursors",
    metadata,
    Column("route", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("digest", BigInteger, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("key", Text),
    Column("reason", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("route", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("outcome", Text),  # ok, failed, interrupted; null while it runs
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("unreadable", Integer, nullable=False),
    Column("expected", Integer),
    Column("note", Text),
    Column("error", Text),
    Index("runs_by_route", "route", "number"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Text, nullable=False),
)
