"""What happened: runs, merges, quarantine, settings and leases. Bookkeeping beside the works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Engine, Row, delete, func, insert, or_, select, update

from academichub.model import Instant
from academichub.store import coding
from academichub.store.engine import to_read, to_write
from academichub.store.schema import leases, merges, quarantine, runs, settings

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Run:
    """One collection of one route. ``outcome`` is None while it runs."""

    number: int
    route: str
    started_at: Instant
    finished_at: Instant | None = None
    outcome: str | None = None
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    unreadable: int = 0
    expected: int | None = None
    note: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class MergeNote:
    """Why records came into a work, and whether a person undid it."""

    number: int
    work: str
    absorbed: str | None
    records: tuple[int, ...]
    rule: str
    reason: str
    at: Instant
    undone_at: Instant | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An entry that could not be read, kept raw."""

    number: int
    source: str
    route: str
    key: str | None
    reason: str
    raw: str
    at: Instant


class Ledger:
    """Reads and writes the bookkeeping tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin_run(self, route: str, at: Instant) -> int:
        """Note that a run has begun; returns its number."""
        with to_write(self._engine) as connection:
            number = (connection.execute(select(func.max(runs.c.number))).scalar() or 0) + 1
            unfinished = runs.c.route == route, runs.c.finished_at.is_(None)
            left = {"finished_at": at, "outcome": "interrupted"}
            connection.execute(update(runs).where(*unfinished).values(left))
            zero = dict.fromkeys(("new", "updated", "unchanged", "unreadable"), 0)
            connection.execute(
                insert(runs).values(number=number, route=route, started_at=at, **zero)
            )
        return number

    def note_run(self, number: int, values: Mapping[str, Any]) -> None:
        """Write how far a run has come, or how it ended."""
        with to_write(self._engine) as connection:
            connection.execute(update(runs).where(runs.c.number == number).values(dict(values)))

    def last_runs(self) -> dict[str, Run]:
        """The newest run of every route."""
        newest = select(func.max(runs.c.number)).group_by(runs.c.route)
        with to_read(self._engine) as connection:
            rows = connection.execute(select(runs).where(runs.c.number.in_(newest)))
            return {row.route: Run(**row._asdict()) for row in rows}

    def last_good_runs(self) -> dict[str, Instant]:
        """When each route last came to a good end."""
        latest = func.max(runs.c.finished_at).label("at")
        query = select(runs.c.route, latest).where(runs.c.outcome == "ok")
        with to_read(self._engine) as connection:
            return {row.route: row.at for row in connection.execute(query.group_by(runs.c.route))}

    def merges_of(self, *works: str) -> list[MergeNote]:
        """The merges that made these works, oldest first."""
        query = select(merges).where(merges.c.work.in_(works)).order_by(merges.c.number)
        with to_read(self._engine) as connection:
            return [_merge(row) for row in connection.execute(query)]

    def merges(self, limit: int = _SHOWN) -> list[MergeNote]:
        """The newest merges."""
        query = select(merges).order_by(merges.c.number.desc()).limit(limit)
        with to_read(self._engine) as connection:
            return [_merge(row) for row in connection.execute(query)]

    def merge(self, number: int) -> MergeNote | None:
        """One merge."""
        with to_read(self._engine) as connection:
            row = connection.execute(select(merges).where(merges.c.number == number)).first()
        return _merge(row) if row else None

    def counts(self) -> dict[str, int]:
        """How many merges stand and how many entries wait in quarantine."""
        with to_read(self._engine) as connection:
            standing = select(func.count()).select_from(merges).where(merges.c.undone_at.is_(None))
            waiting = select(func.count()).select_from(quarantine)
            return {
                "merges": connection.execute(standing).scalar_one(),
                "quarantined": connection.execute(waiting).scalar_one(),
            }

    def quarantined(self, limit: int = _SHOWN) -> list[Quarantined]:
        """The newest entries that could not be read."""
        query = select(quarantine).order_by(quarantine.c.number.desc()).limit(limit)
        with to_read(self._engine) as connection:
            return [
                Quarantined(
                    r.number, r.source, r.route, r.key, r.reason, coding.text(r.raw), r.at
                )
                for r in connection.execute(query)
            ]  # fmt: skip

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting's value, as it was put."""
        with to_read(self._engine) as connection:
            query = select(settings.c.body).where(settings.c.name == name)
            body = connection.execute(query).scalar()
        return default if body is None else orjson.loads(body)

    def put_setting(self, name: str, value: Any) -> None:
        """Keep a setting."""
        with to_write(self._engine) as connection:
            connection.execute(delete(settings).where(settings.c.name == name))
            connection.execute(
                insert(settings).values(name=name, body=orjson.dumps(value).decode())
            )

    def lease(self, name: str, holder: str, now: Instant, until: Instant) -> bool:
        """Take or renew the lease *name* unless someone else holds it; says whether we have it."""
        with to_write(self._engine) as connection:
            free = or_(leases.c.holder == holder, leases.c.until <= now)
            connection.execute(delete(leases).where(leases.c.name == name, free))
            taken = connection.execute(select(leases.c.name).where(leases.c.name == name)).first()
            if not taken:
                connection.execute(insert(leases).values(name=name, holder=holder, until=until))
        return taken is None

    def holder(self, name: str) -> str | None:
        """Who holds the lease *name*."""
        with to_read(self._engine) as connection:
            return connection.execute(select(leases.c.holder).where(leases.c.name == name)).scalar()

    def forget_leases(self, prefix: str, before: Instant) -> None:
        """Take away the leases named so that ran out *before* then."""
        old = leases.c.name.startswith(prefix, autoescape=True), leases.c.until < before
        with to_write(self._engine) as connection:
            connection.execute(delete(leases).where(*old))

    def release(self, name: str, holder: str) -> None:
        """Give a lease back."""
        with to_write(self._engine) as connection:
            connection.execute(
                delete(leases).where(leases.c.name == name, leases.c.holder == holder)
            )


def _merge(row: Row[Any]) -> MergeNote:
    values = row._asdict()
    values["records"] = tuple(orjson.loads(values["records"]))
    return MergeNote(**values)
