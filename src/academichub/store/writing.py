"""One transaction that writes: what ingestion has to look up, and what it has to put down.

Holds no decision about works; `collect` decides, this only keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from academichub.model import Cursor, Instant, Record, Unreadable, Update, Work
from academichub.store import coding
from academichub.store.engine import add, among
from academichub.store.schema import (
    apart,
    changes,
    citations,
    cursors,
    days,
    identifiers,
    merges,
    notices,
    quarantine,
    records,
    settings,
    works,
)


@dataclass(slots=True, eq=False)
class Held:
    """A work as it stands in this transaction, with the records that say so.

    ``records`` maps record numbers to records; those of ``fresh`` are not in the store yet.
    """

    number: int
    work: Work
    records: dict[int, Record] = field(default_factory=dict)
    fresh: dict[int, coding.Coded] = field(default_factory=dict)
    notices: list[Update] = field(default_factory=list)
    is_new: bool = False
    is_loaded: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Why records came into a work; ``absorbed`` is the work that ended, where there was one."""

    work: str
    absorbed: str | None
    records: tuple[int, ...]
    rule: str
    reason: str
    at: Instant


_ENDED_NAME = "ended"
_ENDED = select(settings.c.body).where(settings.c.name == _ENDED_NAME)


class Writing:
    """What can be looked up and put down inside one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._last: dict[str, int] = {}

    def next_number(self, table: Table) -> int:
        """The next number of *table*; safe because only one transaction writes at a time."""
        self._last[table.name] = self.last_number(table) + 1
        return self._last[table.name]

    def last_number(self, table: Table) -> int:
        """The last number given in *table*."""
        if table.name not in self._last:
            column = next(iter(table.primary_key.columns))
            highest = self.connection.execute(select(func.max(column))).scalar() or 0
            ended = self.connection.execute(_ENDED).scalar() if table is works else None
            self._last[table.name] = max(highest, int(ended or 0))
        return self._last[table.name]

    def entries(self, hashes: Collection[int]) -> Mapping[int, tuple[int, set[int]]]:
        """For record entries already here: the work's number and the digests of what was said."""
        found: dict[int, tuple[int, set[int]]] = {}
        query = select(records.c.entry, records.c.work, records.c.digest)
        for entry, work, digest in self._rows(query.where(self._among(records.c.entry, hashes))):
            found.setdefault(entry, (work, set()))[1].add(digest)
        return found

    def numbers_by_identifier(self, ids: Collection[str]) -> dict[str, int]:
        """Which works carry the identifiers *ids*."""
        query = select(identifiers.c.id, identifiers.c.work)
        rows = self._rows(query.where(self._among(identifiers.c.id, ids)))
        return {row.id: row.work for row in rows}

    def numbers_by_title(self, hashes: Collection[int]) -> dict[int, list[int]]:
        """Which works have titles of these hashes."""
        found: dict[int, list[int]] = defaultdict(list)
        query = select(works.c.title_hash, works.c.number)
        for title, number in self._rows(query.where(self._among(works.c.title_hash, hashes))):
            found[title].append(number)
        return found

    def held(self, numbers: Collection[int]) -> dict[int, Held]:
        """The works of these numbers, without their records."""
        query = select(works.c.number, works.c.body).where(self._among(works.c.number, numbers))
        return {number: Held(number, coding.work(body)) for number, body in self._rows(query)}

    def load_records(self, held: Held) -> None:
        """Bring the records of *held*, and what notices say about it, out of the store."""
        query = select(records.c.number, records.c.body).where(records.c.work == held.number)
        for number, body in self._rows(query.order_by(records.c.number)):
            held.records[number] = coding.record(body)
        said = self.notices_for([str(i) for i in held.work.identifiers])
        held.notices = [notice for named in said.values() for notice in named]
        held.is_loaded = True

    def notices_for(self, ids: Collection[str]) -> dict[str, list[Update]]:
        """What notices say about the works named by *ids*."""
        found: dict[str, list[Update]] = defaultdict(list)
        query = select(notices.c.target, notices.c.body).order_by(notices.c.record)
        for target, body in self._rows(query.where(self._among(notices.c.target, ids))):
            found[target].append(coding.update(body))
        return found

    def kept_apart(self, entries: Collection[int]) -> set[tuple[int, str]]:
        """Pairs of record entry and work id that a person took apart."""
        query = select(apart.c.entry, apart.c.work)
        return {(e, w) for e, w in self._rows(query.where(self._among(apart.c.entry, entries)))}

    def put(self, held: Collection[Held]) -> None:
        """Put down works with their fresh records, and say in the change log that they changed."""
        self._forget_derived([one for one in held if not one.is_new])
        add(self.connection, works, [coding.work_row(one.number, one.work) for one in held])
        add(self.connection, records, [row for one in held for row in _record_rows(one)])
        add(
            self.connection,
            identifiers,
            sorted(r for one in held for r in _id_rows(one)),
            ignore=True,
        )
        add(
            self.connection,
            days,
            sorted(r for one in held for r in coding.day_rows(one.number, one.work)),
        )
        add(
            self.connection,
            citations,
            sorted(r for one in held for r in _citation_rows(one)),
            ignore=True,
        )
        add(self.connection, notices, [r for one in held for r in _notice_rows(one)], ignore=True)
        self.changed(one.number for one in held)

    def changed(self, numbers: Iterable[int]) -> None:
        """Write *numbers* into the change log."""
        add(self.connection, changes, [(self.next_number(changes), number) for number in numbers])

    def move_records(self, numbers: Sequence[int], to_work: int) -> None:
        """Say that these records are about the work *to_work*."""
        where = self._among(records.c.number, numbers)
        self.connection.execute(update(records).where(where).values(work=to_work))

    def move_identifiers(self, from_work: int, to_work: int) -> None:
        """Let every identifier of one work name another."""
        where = identifiers.c.work == from_work
        self.connection.execute(update(identifiers).where(where).values(work=to_work))

    def point(self, ids: Collection[str], to_work: int) -> None:
        """Let the identifiers *ids* name *to_work*."""
        self.connection.execute(delete(identifiers).where(self._among(identifiers.c.id, ids)))
        add(self.connection, identifiers, [(name, to_work) for name in ids])

    def end(self, number: int) -> None:
        """Take a work away; its records have been moved or are to go with it.

        Its number is not given again, so that a higher number is always a later work.
        """
        if number == self.last_number(works):
            self.connection.execute(delete(settings).where(settings.c.name == _ENDED_NAME))
            self.connection.execute(insert(settings).values(name=_ENDED_NAME, body=str(number)))
        for table, column in ((days, days.c.work), (citations, citations.c.citing)):
            self.connection.execute(delete(table).where(column == number))
        self.connection.execute(delete(works).where(works.c.number == number))
        self.changed([number])

    def remove_records(self, numbers: Collection[int]) -> None:
        """Delete records for good."""
        self.connection.execute(delete(records).where(self._among(records.c.number, numbers)))

    def remove_identifiers(self, number: int) -> None:
        """Forget every identifier that names the work *number*."""
        self.connection.execute(delete(identifiers).where(identifiers.c.work == number))

    def note_merges(self, merged: Iterable[Merge]) -> None:
        """Keep why records came into works."""
        rows = [
            (
                self.next_number(merges), one.work, one.absorbed,
                coding.numbers(one.records), one.rule, one.reason, one.at, None,
            )
            for one in merged
        ]  # fmt: skip
        add(self.connection, merges, rows)

    def keep_apart(self, entries: Iterable[int], work: str) -> None:
        """Never let these record entries join *work* by themselves again."""
        add(self.connection, apart, [(entry, work) for entry in entries], ignore=True)

    def quarantine(self, unreadable: Iterable[Unreadable], at: Instant) -> int:
        """Keep what could not be read, once; returns how many were new."""
        known = set(self.connection.execute(select(quarantine.c.digest)).scalars())
        rows = []
        for one in unreadable:
            digest = coding.fingerprint(one.route, one.reason, one.raw)
            if digest not in known:
                known.add(digest)
                rows.append(coding.quarantine_row(self.next_number(quarantine), digest, one, at))
        add(self.connection, quarantine, rows)
        return len(rows)

    def set_cursor(self, route: str, cursor: Cursor, at: Instant) -> None:
        """Remember where *route* goes on."""
        self.connection.execute(delete(cursors).where(cursors.c.route == route))
        add(self.connection, cursors, [(route, coding.cursor_text(cursor), at)])

    def _forget_derived(self, held: Sequence[Held]) -> None:
        numbers = [one.number for one in held]
        if numbers:
            for table, column in (
                (works, works.c.number),
                (days, days.c.work),
                (citations, citations.c.citing),
            ):
                self.connection.execute(delete(table).where(self._among(column, numbers)))

    def _among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        return among(self.connection, column, values)

    def _rows(self, query: Select[Any]) -> Iterable[Any]:
        return self.connection.execute(query)


def _record_rows(held: Held) -> list[tuple[object, ...]]:
    return [coding.record_row(n, held.number, held.fresh[n]) for n in sorted(held.fresh)]


def _id_rows(held: Held) -> list[tuple[object, ...]]:
    names = dict.fromkeys([held.work.id, *map(str, held.work.identifiers)])
    return [(name, held.number) for name in names]


def _citation_rows(held: Held) -> list[tuple[object, ...]]:
    cited = {str(r.identifier) for r in held.work.references if r.identifier}
    return [(name, held.number) for name in cited]


def _notice_rows(held: Held) -> list[tuple[object, ...]]:
    return [
        (str(relation.identifier), number, coding.update_bytes(relation.update))
        for number in held.fresh
        for relation in held.fresh[number].record.relations
        if relation.kind == "updates" and relation.update
    ]
