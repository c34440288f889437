"""What the hub answers with, beside lists of works: one work in full, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass

from academichub.collect import Counts
from academichub.model import Record, Reference, Work
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
