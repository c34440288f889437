"""Readers' radars: their profiles, verdicts, editions as they were shown, and which works were.

Works are kept under the id they had. Works merge: an id then resolves to the work that went on,
so that what was said of either is known of it, and neither is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, Row, delete, func, select, update

from academichub.errors import NotFoundError, UsageError
from academichub.model import Instant
from academichub.profile import Profile, Radar
from academichub.store import coding
from academichub.store.engine import add, among, to_read, to_write
from academichub.store.leaving import OF_DELIVERIES, OF_RADARS
from academichub.store.schema import (
    addresses,
    deliveries,
    editions,
    identifiers,
    radars,
    shown,
    verdicts,
)

OPPOSITE = {"more": "less", "less": "more", "saved": "less"}
"""What a verdict takes back."""

Change = Callable[[Radar], Radar]
"""Decides what a radar becomes; its id, reader, slug, position and beginning stay."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader made known of a work: ``more``, ``less``, ``opened`` or ``saved``.

    ``number`` is that of the work now, None for one that is in the store no more.
    """

    work: str
    kind: str
    at: Instant
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An edition that is kept, without its picks."""

    day: str
    batch: int
    at: Instant
    picks: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition as it was written down; ``body`` is JSON."""

    number: int
    day: str
    batch: int
    at: Instant
    newest: int
    body: Mapping[str, Any]


class KeptRadars:
    """Every reader's radars.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self, reader: str) -> list[Radar]:
        """The radars of *reader*, in their order."""
        query = select(radars).where(radars.c.reader == reader).order_by(radars.c.position)
        with to_read(self._engine) as connection:
            return [_radar(row) for row in connection.execute(query)]

    def get(self, reader: str, slug: str) -> Radar | None:
        """One radar of *reader*."""
        with to_read(self._engine) as connection:
            row = _row(connection, reader, slug)
        return _radar(row) if row else None

    def add(self, radar: Radar, most: int) -> Radar:
        """Keep a new radar, behind the others, under a slug that is free.

        Raises:
            UsageError: its reader has *most* of them already.
        """
        with to_write(self._engine) as connection:
            query = select(radars.c.slug, radars.c.position).where(radars.c.reader == radar.reader)
            there = connection.execute(query).all()
            if len(there) >= most:
                raise UsageError(f"a reader has at most {most} radars")
            new = replace(
                radar,
                slug=free({row.slug for row in there}, radar.slug),
                position=max((row.position for row in there), default=0) + 1,
            )
            add(connection, radars, [_values(new)])
        return new

    def change(self, reader: str, slug: str, at: Instant, decide: Change) -> Radar:
        """Change one radar in one transaction, so that no change is lost to another.

        Raises:
            NotFoundError: there is none of that name.
        """
        with to_write(self._engine) as connection:
            before = _radar(_required(connection, reader, slug))
            after = decide(before)
            new = replace(before, title=after.title, profile=after.profile, updated_at=at)
            values = {"title": new.title, "profile": _profile(new), "updated_at": at}
            connection.execute(update(radars).where(radars.c.id == before.id).values(values))
        return new

    def remove(self, reader: str, slug: str) -> None:
        """Forget a radar with all that hangs on it.

        Raises:
            NotFoundError: there is none of that name.
        """
        with to_write(self._engine) as connection:
            gone = _required(connection, reader, slug).id
            sent = select(deliveries.c.id).where(deliveries.c.radar == gone)
            for table in OF_DELIVERIES:
                connection.execute(delete(table).where(table.c.delivery.in_(sent)))
            for table in dict.fromkeys((*OF_RADARS, addresses, deliveries, editions)):
                connection.execute(delete(table).where(table.c.radar == gone))
            connection.execute(delete(radars).where(radars.c.id == gone))

    # What was said of works

    def verdicts(self, radar: str) -> list[Verdict]:
        """All verdicts, the oldest first."""
        resolved = verdicts.outerjoin(identifiers, identifiers.c.id == verdicts.c.work)
        query = select(verdicts, identifiers.c.work.label("number")).select_from(resolved)
        ordered = query.where(verdicts.c.radar == radar).order_by(
            verdicts.c.at, verdicts.c.work, verdicts.c.kind
        )
        with to_read(self._engine) as connection:
            return [Verdict(r.work, r.kind, r.at, r.number) for r in connection.execute(ordered)]

    def judge(self, radar: Radar, number: int, work: str, kind: str, at: Instant | None) -> None:
        """Keep a verdict on the work of this number, or take it back with no moment.

        Raises:
            NotFoundError: the radar is gone.
        """
        with to_write(self._engine) as connection:
            _required(connection, radar.reader, radar.slug)
            gone = {kind, OPPOSITE.get(kind, kind)} if at else {kind}
            names = _named_by(connection, radar.id, [number])
            connection.execute(
                delete(verdicts).where(
                    verdicts.c.radar == radar.id,
                    among(connection, verdicts.c.work, names),
                    among(connection, verdicts.c.kind, gone),
                )
            )
            if at:
                add(connection, verdicts, [(radar.id, work, kind, at)])

    def forget(self, radar: str, work: str, number: int | None) -> int:
        """Take back all verdicts on a work; returns how many there were."""
        with to_write(self._engine) as connection:
            names = [work, *(_named_by(connection, radar, [number]) if number else ())]
            named = among(connection, verdicts.c.work, names)
            return connection.execute(
                delete(verdicts).where(verdicts.c.radar == radar, named)
            ).rowcount

    # What was shown

    def latest(self, radar: str) -> Kept | None:
        """The edition made last."""
        query = select(editions).where(editions.c.radar == radar)
        with to_read(self._engine) as connection:
            row = connection.execute(query.order_by(editions.c.number.desc()).limit(1)).first()
        return _kept(row) if row else None

    def last_of(self, radar: str, day: str) -> Kept | None:
        """The last batch of a day."""
        query = select(editions).where(editions.c.radar == radar, editions.c.day == day)
        with to_read(self._engine) as connection:
            row = connection.execute(query.order_by(editions.c.batch.desc()).limit(1)).first()
        return _kept(row) if row else None

    def edition(self, radar: str, day: str, batch: int) -> Kept | None:
        """One edition as it was shown."""
        where = editions.c.radar == radar, editions.c.day == day, editions.c.batch == batch
        with to_read(self._engine) as connection:
            row = connection.execute(select(editions).where(*where)).first()
        return _kept(row) if row else None

    def history(self, radar: str, limit: int) -> list[Held]:
        """The newest editions, newest first."""
        query = select(editions).where(editions.c.radar == radar)
        newest = query.order_by(editions.c.day.desc(), editions.c.batch.desc()).limit(limit)
        with to_read(self._engine) as connection:
            kept = [_kept(row) for row in connection.execute(newest)]
        return [Held(one.day, one.batch, one.at, len(one.body["picks"])) for one in kept]

    def shown(self, radar: str) -> set[int]:
        """The numbers, as they are now, of all works that were shown."""
        resolved = shown.join(identifiers, identifiers.c.id == shown.c.work)
        query = select(identifiers.c.work).select_from(resolved).where(shown.c.radar == radar)
        with to_read(self._engine) as connection:
            return set(connection.execute(query).scalars())

    def keep(
        self, radar: Radar, edition: Kept, works: Mapping[str, int], after: int
    ) -> Kept | None:
        """Keep an edition and which works it shows, together or not at all.

        Args:
            radar: whose edition it is.
            edition: what is to be kept; its number is given here.
            works: the numbers of the works it shows, by their ids.
            after: the number of the edition it was made after, 0 for none.

        Returns:
            What was kept; None where something stands against it by now: another edition was
            made, or works have merged so that one would be shown again.

        Raises:
            NotFoundError: the radar is gone.
        """
        with to_write(self._engine) as connection:
            _required(connection, radar.reader, radar.slug)
            last = select(func.max(editions.c.number))
            made = connection.execute(last.where(editions.c.radar == radar.id)).scalar() or 0
            if made != after or _stands_against(connection, radar.id, works):
                return None
            number = (connection.execute(last).scalar() or 0) + 1
            new = replace(edition, number=number)
            row = number, radar.reader, radar.id, new.day, new.batch, new.at, new.newest
            add(connection, editions, [(*row, coding.packed(orjson.dumps(new.body)))])
            rows = [(radar.id, work, at, number) for work, at in works.items()]
            add(connection, shown, rows, ignore=True)
        return new


def free(taken: Collection[str], wanted: str) -> str:
    """*wanted*, or it with the first number behind it that is not *taken*."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _stands_against(connection: Connection, radar: str, works: Mapping[str, int]) -> bool:
    where = among(connection, identifiers.c.id, list(works))
    present = list(connection.execute(select(identifiers.c.work).where(where)).scalars())
    resolved = shown.join(identifiers, identifiers.c.id == shown.c.work)
    query = select(shown.c.work).select_from(resolved).where(shown.c.radar == radar)
    again = connection.execute(query.where(among(connection, identifiers.c.work, present))).first()
    return again is not None or sorted(present) != sorted(works.values())


def _named_by(connection: Connection, radar: str, numbers: Sequence[int]) -> list[str]:
    """The ids under which verdicts on these works are kept."""
    resolved = verdicts.join(identifiers, identifiers.c.id == verdicts.c.work)
    query = select(verdicts.c.work).select_from(resolved).where(verdicts.c.radar == radar)
    named = query.where(among(connection, identifiers.c.work, numbers)).distinct()
    return list(connection.execute(named).scalars())


def _row(connection: Connection, reader: str, slug: str) -> Row[Any] | None:
    where = radars.c.reader == reader, radars.c.slug == slug
    return connection.execute(select(radars).where(*where)).first()


def _required(connection: Connection, reader: str, slug: str) -> Row[Any]:
    row = _row(connection, reader, slug)
    if row is None:
        raise NotFoundError(f"there is no radar {slug!r}")
    return row


def _radar(row: Row[Any]) -> Radar:
    profile = Profile.from_json(orjson.loads(row.profile))
    return Radar(
        row.id, row.reader, row.slug, row.title, profile, row.position,
        row.created_at, row.updated_at,
    )  # fmt: skip


def _values(one: Radar) -> tuple[object, ...]:
    return (
        one.id, one.reader, one.slug, one.title, one.position, _profile(one),
        one.created_at, one.updated_at,
    )  # fmt: skip


def _profile(one: Radar) -> str:
    return orjson.dumps(one.profile.to_json()).decode()


def _kept(row: Row[Any]) -> Kept:
    body = orjson.loads(coding.text(row.body))
    return Kept(row.number, row.day, row.batch, row.at, row.newest, body)
