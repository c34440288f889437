"""The tables, once, for SQLite and PostgreSQL alike. Migrations bring a database to this shape.

``number`` columns are given out by us under the write lock, so that they grow in commit order on
both databases and a reader who has seen number n has seen everything up to n.
"""

from academichub.store.schema.briefs import answers, briefs, flags, parts
from academichub.store.schema.columns import metadata
from academichub.store.schema.readers import (
    addresses,
    attempts,
    deliveries,
    editions,
    invitations,
    marks,
    radars,
    readers,
    sendings,
    sessions,
    shown,
    tokens,
    verdicts,
)
from academichub.store.schema.works import (
    apart,
    changes,
    citations,
    cursors,
    days,
    identifiers,
    leases,
    merges,
    notices,
    quarantine,
    records,
    runs,
    settings,
    works,
)

__all__ = [
    "addresses",
    "answers",
    "apart",
    "attempts",
    "briefs",
    "changes",
    "citations",
    "cursors",
    "days",
    "deliveries",
    "editions",
    "flags",
    "identifiers",
    "invitations",
    "leases",
    "marks",
    "merges",
    "metadata",
    "notices",
    "parts",
    "quarantine",
    "radars",
    "readers",
    "records",
    "runs",
    "sendings",
    "sessions",
    "settings",
    "shown",
    "tokens",
    "verdicts",
    "works",
]
