"""The tables of briefs, of the answers of models they were made with, and of readers' flags."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from academichub.store.schema.columns import metadata

briefs = Table(
    "briefs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("ask", LargeBinary, nullable=False),  # zstd of the Ask's JSON
    Column("writer", Text, nullable=False),  # extractive or prompted
    Column("model", Text),  # "openai:gpt-5", where the writer asks one
    Column("state", Text, nullable=False),  # waiting, working, done, failed, cancelled
    Column("stage", Text, nullable=False),  # what is being done: choosing, reading, writing, ...
    Column("done", Integer, nullable=False),  # sections written
    Column("total", Integer, nullable=False),
    Column("asked_at", Text, nullable=False),
    Column("started_at", Text),
    Column("finished_at", Text),
    Column("error", Text),
    Column("again", Text),  # id of the brief this one was made anew from
    Column("title", Text, nullable=False),
    Column("outline", LargeBinary),  # zstd of the Outline's JSON
    Column("body", LargeBinary),  # zstd of the Brief's JSON, once it is done
    Index("briefs_by_reader", "reader", "asked_at"),
)

parts = Table(
    "parts",
    metadata,
    Column("brief", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("number", Integer, nullable=False),  # in the order they were written
    Column("body", LargeBinary, nullable=False),  # zstd of JSON: statements, drops, notes
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of model, address and request
    Column("model", Text, nullable=False),
    Column("reader", Text, nullable=False),  # who pays
    Column("day", Text, nullable=False),  # UTC, on which it counts
    Column("state", Text, nullable=False),  # asked, answered, refused, lost
    Column("tokens_in", BigInteger, nullable=False),  # an upper bound until it is answered
    Column("tokens_out", BigInteger, nullable=False),
    Column("cost", BigInteger),  # millionths of a US dollar; null where no price is known
    Column("asked_at", Text, nullable=False),
    Column("answered_at", Text),
    Column("body", LargeBinary),  # zstd of the answer's JSON
    Column("error", Text),
    Index("answers_by_reader", "reader", "day"),
)

flags = Table(
    "flags",
    metadata,
    Column("brief", Text, primary_key=True),
    Column("statement", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zstd of JSON: the statement with its quotes
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
