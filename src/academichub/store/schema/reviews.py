"""The tables of reviews, of what was found in works, and of what people said about it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, SmallInteger, Table, Text

from academichub.store.schema.columns import metadata, number

reviews = Table(
    "reviews",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("work", Text, nullable=False),  # id of the work, or "file:" and a SHA-256
    Column("reader", Text, nullable=False),  # who asked; empty once they are gone
    Column("owner", Text),  # who alone sees it; null where everybody does
    Column("ask", LargeBinary, nullable=False),  # zstd of the ReviewAsk's JSON
    Column("language", Text, nullable=False),
    Column("writer", Text, nullable=False),  # extractive or prompted
    Column("model", Text),
    Column("state", Text, nullable=False),  # waiting, working, done, failed, cancelled
    Column("stage", Text, nullable=False),  # what is being done
    Column("done", Integer, nullable=False),  # stages kept
    Column("total", Integer, nullable=False),
    Column("asked_at", Text, nullable=False),
    Column("started_at", Text),
    Column("finished_at", Text),
    Column("error", Text),
    Column("batch", Text),
    Column("again", Text),  # id of the run this one was made anew from
    Column("title", Text, nullable=False),
    Column("document", Text),  # SHA-256 of the text that was read
    Column("sha256", Text),  # of the published review
    Column("scope", Text),
    Column("body", LargeBinary),  # zstd of the Review's JSON, once it is done
    Index("reviews_by_work", "work", "language"),
    Index("reviews_by_reader", "reader"),
    Index("reviews_by_batch", "batch"),
    Index("reviews_by_state", "state"),
)

stages = Table(
    "stages",
    metadata,
    Column("review", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("number", Integer, nullable=False),  # in the order they were done
    Column("body", LargeBinary, nullable=False),  # zstd of the outcome's JSON
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

batches = Table(
    "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("asked_at", Text, nullable=False),
    Column("budget_tokens", BigInteger),
    Column("budget_microdollars", BigInteger),
    Column("spent_tokens", BigInteger, nullable=False),
    Column("spent_microdollars", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # open, paused, cancelled, done
    Index("batches_by_reader", "reader", "asked_at"),
)

findings = Table(
    "findings",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("work", Text, nullable=False),
    Column("review", Text, nullable=False),  # the run that found it first
    Column("body", LargeBinary, nullable=False),  # zstd of the Finding's JSON
    Column("at", Text, nullable=False),
    Index("findings_by_work", "work"),
)

events = Table(
    "events",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column(
        "subject", Text, nullable=False
    ),  # a finding's SHA-256, review/<run>/<statement>, a work
    Column("work", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reader", Text, nullable=False),  # empty for the program, and for who is gone
    Column("name", Text, nullable=False),
    Column("as_author", SmallInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("events_by_subject", "subject"),
    Index("events_by_work", "work"),
    Index("events_by_reader", "reader"),
)

authorships = Table(
    "authorships",
    metadata,
    Column("work", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("orcid", Text, nullable=False),
    Column("name", Text, nullable=False),  # as the by-line has it
    Column("at", Text, nullable=False),
    Column("withdrawn_at", Text),
    sqlite_with_rowid=False,
)

comments = Table(
    "comments",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("work", Text, nullable=False),
    Column("parent", Text),
    Column("reader", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("as_author", SmallInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False),  # shown, hidden, removed
    Column("moderated_by", Text),
    Column("moderated_at", Text),
    Column("reason", Text, nullable=False),
    Index("comments_by_work", "work"),
    Index("comments_by_reader", "reader"),
)
