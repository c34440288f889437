"""From a source's pages to works: every record taken once, matched, merged and kept.

One page is one transaction together with its cursor, so a crash repeats a page and never skips
one. What matches what is decided in `matching`, how records merge in `merging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from academichub.matching import Match, match
from academichub.merging import STARTER, identity, merge
from academichub.model import Instant, Page, Record, Update, Work
from academichub.store import Store, coding
from academichub.store.coding import Coded
from academichub.store.schema import changes
from academichub.store.schema import records as records_table
from academichub.store.schema import works as works_table
from academichub.store.writing import Held, Merge, Writing

Lookalikes = Callable[[Record], Collection[int]]
"""Numbers of works whose titles look like a record's; asked only where nothing else matched."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of records: works that are new, works that changed, words heard before."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    unreadable: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page did: counts, the works it made, changed or ended (None) by number.

    ``first`` and ``last`` are the numbers of the changes it wrote; 0 where it wrote none.
    """

    counts: Counts
    works: Mapping[int, Work | None]
    first: int = 0
    last: int = 0


def take(
    store: Store,
    route: str,
    page: Page,
    at: Instant,
    lookalikes: Lookalikes | None = None,
    *,
    coded: Sequence[Coded] | None = None,
) -> Taken:
    """Put one page into the store, with its cursor, all or nothing.

    *coded* are the page's records where someone has worked out already what the store needs.
    """
    ready = [coding.code(record) for record in page.records] if coded is None else coded
    with store.writing() as transaction:
        taken = ingest(transaction, ready, at, lookalikes)
        unreadable = transaction.quarantine(page.unreadable, at)
        if page.cursor is not None:
            transaction.set_cursor(route, page.cursor, at)
    return replace(taken, counts=taken.counts + Counts(unreadable=unreadable))


def ingest(
    transaction: Writing,
    coded: Sequence[Coded],
    at: Instant,
    lookalikes: Lookalikes | None = None,
) -> Taken:
    """Match and merge records into the works of the store, inside *transaction*."""
    desk = _Desk(transaction, coded, at, lookalikes)
    for one in desk.fresh:
        desk.place(one)
    before = transaction.last_number(changes)
    transaction.put(desk.touched.values())
    transaction.note_merges(desk.merges)
    new = sum(held.is_new for held in desk.touched.values())
    counts = Counts(new, len(desk.touched) - new, len(coded) - len(desk.fresh))
    works = {**dict.fromkeys(desk.ended), **{n: held.work for n, held in desk.touched.items()}}
    last = transaction.last_number(changes)
    return Taken(counts, works, before + 1 - len(desk.ended) if works else 0, last if works else 0)


@dataclass(slots=True)
class _Desk:
    """The works that a batch of records may be about, laid out so that each lookup is a dict's."""

    transaction: Writing
    coded: Sequence[Coded]
    at: Instant
    lookalikes: Lookalikes | None
    fresh: list[Coded] = field(default_factory=list)
    touched: dict[int, Held] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    _by_number: dict[int, Held] = field(default_factory=dict)
    _by_id: dict[str, Held] = field(default_factory=dict)
    _by_title: defaultdict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    _by_entry: dict[int, Held] = field(default_factory=dict)
    _apart: set[tuple[int, str]] = field(default_factory=set)
    _notices: dict[str, list[Update]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entries = self.transaction.entries({coded.entry for coded in self.coded})
        said = {(entry, digest) for entry, (_, digests) in entries.items() for digest in digests}
        for coded in self.coded:
            if (coded.entry, coded.digest) not in said:
                said.add((coded.entry, coded.digest))
                self.fresh.append(coded)
        self._lay_out({entry: work for entry, (work, _) in entries.items()})

    def _lay_out(self, entry_works: dict[int, int]) -> None:
        ids = {name for coded in self.fresh for name in _names(coded.record)}
        titles = {t for c in self.fresh if (t := c.title) is not None}
        numbers = self.transaction.numbers_by_identifier(ids)
        by_title = self.transaction.numbers_by_title(titles)
        wanted = {
            *numbers.values(),
            *entry_works.values(),
            *(n for ns in by_title.values() for n in ns),
        }
        self._by_number = self.transaction.held(wanted)
        self._by_id = {
            name: self._by_number[n] for name, n in numbers.items() if n in self._by_number
        }
        self._by_entry = {
            e: self._by_number[n] for e, n in entry_works.items() if n in self._by_number
        }
        for title, ns in by_title.items():
            self._by_title[title] = [self._by_number[n] for n in ns]
        self._apart = self.transaction.kept_apart({coded.entry for coded in self.fresh})
        self._notices = self.transaction.notices_for(ids)

    def place(self, coded: Coded) -> None:
        """Find the work *coded* is about, or begin one, and let its records be merged anew."""
        own = self._by_entry.get(coded.entry)
        found = self._match(coded, own)
        joined = list(dict.fromkeys(self._of(work) for work in found.works)) if found else []
        if own and own.number not in [held.number for held in joined]:
            joined.insert(0, own)
        joined.sort(key=lambda held: held.number)
        held = joined[0] if joined else self._begin(coded)
        number = self.transaction.next_number(records_table)
        for other in joined[1:]:
            self._absorb(held, other, found)
        if found and len(joined) == 1 and held is not own:
            self._log(found, held, None, [number])
        self._add(held, coded, number)

    def _match(self, coded: Coded, own: Held | None) -> Match | None:
        record = coded.record
        candidates = {
            held.number: held for name in _names(record) if (held := self._by_id.get(name))
        }
        title = coded.title
        if title is not None:
            candidates.update((held.number, held) for held in self._by_title[title])
        if own:
            candidates.pop(own.number, None)
        works = [h.work for h in candidates.values() if (coded.entry, h.work.id) not in self._apart]
        found = match(record, works) if works else None
        if found or own or not self.lookalikes:
            return found
        alike = self._alike(coded, set(self.lookalikes(record)))
        return match(record, [held.work for held in alike])

    def _alike(self, coded: Coded, numbers: set[int]) -> list[Held]:
        self._by_number.update(self.transaction.held(numbers - self._by_number.keys()))
        alike = [self._by_number[n] for n in numbers if n in self._by_number]
        return [held for held in alike if (coded.entry, held.work.id) not in self._apart]

    def _of(self, work: Work) -> Held:
        return self._by_id.get(work.id) or next(
            held for held in self._by_number.values() if held.work.id == work.id
        )

    def _begin(self, coded: Coded) -> Held:
        record = coded.record
        name = identity(record)
        if (
            str(name) in self._by_id
        ):  # the identifier already names a work this one is kept apart from
            name = name._replace(scheme="local", value=f"{record.source}/{record.key}")
        work = merge([record], work_id=str(name), first_seen_at=record.fetched_at)
        number = self.transaction.next_number(works_table)
        held = Held(number, work, is_new=True, is_loaded=True)
        self._by_number[held.number] = held
        return held

    def _add(self, held: Held, coded: Coded, number: int) -> None:
        if not held.is_loaded:
            self.transaction.load_records(held)
        held.records[number] = coded.record
        held.fresh[number] = coded
        self._by_entry[coded.entry] = held
        self._tell_targets(coded.record)
        self._remerge(held)

    def _remerge(self, held: Held) -> None:
        notices = [n for i in held.work.identifiers for n in self._notices.get(str(i), ())]
        if len(held.records) > 1 or notices or not held.is_new:
            held.work = merge(
                list(held.records.values()),
                work_id=_lasting_id(held),
                first_seen_at=held.work.first_seen_at,
                notices=[*held.notices, *notices],
            )
        self.touched[held.number] = held
        for name in (held.work.id, *map(str, held.work.identifiers)):
            self._by_id.setdefault(name, held)
        title = coding.title_hash(held.work.title)
        if title is not None and held not in self._by_title[title]:
            self._by_title[title].append(held)

    def _tell_targets(self, record: Record) -> None:
        for relation in record.relations:
            if relation.kind == "updates" and relation.update:
                name = str(relation.identifier)
                self._notices.setdefault(name, []).append(relation.update)
                target = self._by_id.get(name)
                if target:
                    if not target.is_loaded:
                        self.transaction.load_records(target)
                    self._remerge(target)

    def _absorb(self, held: Held, other: Held, found: Match | None) -> None:
        for one in (held, other):
            if not one.is_loaded:
                self.transaction.load_records(one)
        if found:
            self._log(found, held, None if other.is_new else other.work.id, list(other.records))
        held.records = dict(sorted({**held.records, **other.records}.items()))
        held.fresh.update(other.fresh)
        held.notices = [*held.notices, *other.notices]
        if not other.is_new:
            self.transaction.move_records(
                [n for n in other.records if n not in other.fresh], held.number
            )
            self.transaction.move_identifiers(other.number, held.number)
            self.transaction.end(other.number)
            self.ended.append(other.number)
        self.touched.pop(other.number, None)
        self._by_number.pop(other.number, None)
        self._by_id = {name: held if one is other else one for name, one in self._by_id.items()}
        self._by_entry = {e: held if one is other else one for e, one in self._by_entry.items()}
        for listed in self._by_title.values():
            if other in listed:
                listed.remove(other)

    def _log(self, found: Match, held: Held, absorbed: str | None, records: Sequence[int]) -> None:
        one = Merge(held.work.id, absorbed, tuple(records), found.rule, found.reason, self.at)
        self.merges.append(one)


def _names(record: Record) -> list[str]:
    """The identifiers a record's work may already be known by."""
    linked = [r.identifier for r in record.relations if r.kind == "same-work"]
    targets = [r.identifier for r in record.relations if r.kind == "updates"]
    return [str(i) for i in (*record.identifiers, *linked, *targets, identity(record))]


def _lasting_id(held: Held) -> str:
    # A starter work without an identifier takes the real one as its name when a source brings it;
    # the name it had until then goes on leading to it.
    first = next((r for r in held.records.values() if r.route != STARTER), None)
    if held.work.starter and first and held.work.id.startswith("local:"):
        return str(identity(first))
    return held.work.id
