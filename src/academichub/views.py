"""What the hub answers with, beside lists of works: one work in full, and how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from academichub import jobs
from academichub.collect import Counts
from academichub.errors import NotFoundError
from academichub.ids import Identifier
from academichub.jobs import Scheduled, instant
from academichub.model import Record, Reference, Work
from academichub.store import Store
from academichub.store.ledger import MergeNote, Run


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything known of one work."""

    work: Work
    number: int
    records: tuple[tuple[int, Record], ...]
    merges: tuple[MergeNote, ...]
    references: tuple[tuple[Reference, Work | None], ...]
    citing: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many works of a field were listed on a day."""

    date: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source: whether it is on, how its last run went, when the next is due."""

    name: str
    label: str
    group: str
    enabled: bool
    last_run: Run | None
    next_run: str | None
    running: bool


@dataclass(frozen=True, slots=True)
class Status:
    """How the whole stands."""

    works: int
    records: int
    starter: int
    merges: int
    quarantined: int
    store_sequence: int
    index_sequence: int
    index_reason: str | None
    store: str
    sources: tuple[SourceStatus, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the files that were imported; ``failures`` names those that ended badly."""

    counts: Counts
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def source_status(one: Scheduled, runs: Mapping[str, Run], now: datetime) -> SourceStatus:
    """How one source stands at *now*."""
    last = runs.get(one.name)
    return SourceStatus(
        name=one.name,
        label=one.label,
        group=one.group,
        enabled=one.enabled,
        last_run=last,
        next_run=instant(max(jobs.next_run(one, runs, now), now)) if one.enabled else None,
        running=bool(last and not last.finished_at),
    )


def work_page(store: Store, name: Identifier) -> WorkPage:
    """Everything the store knows of the work *name* names.

    Raises:
        NotFoundError: no such work is in the store.
    """
    number = store.number(name)
    work = store.works([number]).get(number) if number is not None else None
    if number is None or work is None:
        raise NotFoundError(f"{name} is not in the store; that does not mean it does not exist")
    return WorkPage(
        work,
        number,
        tuple(store.records(number)),
        tuple(store.ledger.merges_of(work.id)),
        tuple(_resolved(store, work.references)),
        tuple(_citing(store, work)),
    )


def _resolved(
    store: Store, references: Sequence[Reference]
) -> Iterator[tuple[Reference, Work | None]]:
    numbers = store.numbers([str(r.identifier) for r in references if r.identifier])
    works = store.works(list(numbers.values()))
    for reference in references:
        number = numbers.get(str(reference.identifier))
        yield reference, works.get(number) if number is not None else None


def _citing(store: Store, work: Work) -> list[Work]:
    numbers = store.citing([work.id, *map(str, work.identifiers)])
    works = store.works(numbers)
    return [works[n] for n in numbers if n in works]
