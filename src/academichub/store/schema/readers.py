"""The tables of readers, their radars and marks, and what is delivered to them."""

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

readers = Table(
    "readers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, unique=True),  # case folded
    Column("password", Text),  # argon2id; null for who signs in with ORCID alone
    Column("orcid", Text, unique=True),
    Column("role", Text, nullable=False),  # reader or administrator
    Column("language", Text),
    Column("time_zone", Text, nullable=False),  # IANA, "Europe/Berlin"
    Column("created_at", Text, nullable=False),
    Column("disabled_at", Text),
    Column("confirmed_at", Text),  # of the present e-mail address
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of what the cookie holds
    Column("reader", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Index("sessions_by_reader", "reader"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("invited_by", Text, nullable=False),
    Column("email", Text),
    Column("role", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_by", Text),
    Column("used_at", Text),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # JSON list
    Column("created_at", Text, nullable=False),
    Column("used_at", Text),
    Column("expires_at", Text),
    Column("revoked_at", Text),
    Index("tokens_by_reader", "reader"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("subject", Text, primary_key=True),  # who tries what: "sign-in 192.0.2.7"
    Column("began_at", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

radars = Table(
    "radars",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("profile", Text, nullable=False),  # JSON
    Column("created_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    UniqueConstraint("reader", "slug", name="radars_by_slug"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("radar", Text, primary_key=True),
    Column("work", Text, primary_key=True),  # id of the work
    Column("kind", Text, primary_key=True),  # more, less, saved, opened
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("work", Text, primary_key=True),  # id of the work
    Column("saved_at", Text),
    Column("read_at", Text),
    Column("later_at", Text),
    Column("note", Text, nullable=False),  # Markdown
    Column("tags", Text, nullable=False),  # JSON list
    Column("updated_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

editions = Table(
    "editions",
    metadata,
    Column("number", number(), primary_key=True, autoincrement=False),
    Column("reader", Text, nullable=False),
    Column("radar", Text, nullable=False),
    Column("day", Text, nullable=False),  # of the reader's time zone
    Column("batch", Integer, nullable=False),  # 1 is the day's edition, 2 the next batch of it
    Column("at", Text, nullable=False),
    Column("newest", BigInteger, nullable=False),  # the highest number of a work there was
    Column("body", LargeBinary, nullable=False),  # zstd of JSON: picks with their reasons
    UniqueConstraint("radar", "day", "batch", name="editions_once"),
    Index("editions_by_reader", "reader", "day"),
)

shown = Table(
    "shown",
    metadata,
    Column("radar", Text, primary_key=True),
    Column("work", Text, primary_key=True),  # id of the work
    Column("number", BigInteger, nullable=False),  # of the work when it was shown
    Column("edition", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

addresses = Table(
    "addresses",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("radar", Text, nullable=False),
    Column("kind", Text, nullable=False),  # feed or share
    Column("created_at", Text, nullable=False),
    Column("revoked_at", Text),
    Index("addresses_by_radar", "radar"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("radar", Text, nullable=False),
    Column("kind", Text, nullable=False),  # email, webhook, zotero or folder
    Column("settings", Text, nullable=False),  # JSON: where to, hour, weekday
    Column("secret", LargeBinary),  # sealed with the program's own key
    Column("enabled", SmallInteger, nullable=False),
    Column("next_at", Text),  # when the next one is due; null while it is off
    Column("created_at", Text, nullable=False),
    Index("deliveries_due", "next_at"),
)

sendings = Table(
    "sendings",
    metadata,
    Column("delivery", Text, primary_key=True),
    Column("period", Text, primary_key=True),  # the day or week it is for
    Column("state", Text, nullable=False),  # prepared, handed over, sent, quiet or failed
    Column("body", LargeBinary, nullable=False),  # zstd of JSON: what is sent
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),
    Column("prepared_at", Text, nullable=False),
    Column("sent_at", Text),
    Column("error", Text),
    sqlite_with_rowid=False,
)
