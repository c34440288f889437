"""What one reader keeps: works saved, read or put by for later, with notes and tags, and a search.

Decides how marks change and which of them are listed; never sees another reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from academichub.errors import NotFoundError, UsageError
from academichub.ids import parse as parse_identifier
from academichub.jobs import instant
from academichub.lists import BATCH, Counted
from academichub.marking import (
    STATES,
    Wanted,
    changed,
    count_tags,
    in_state,
    marked_at,
    to_note,
    to_tags,
)
from academichub.model import Work
from academichub.profile import Mark
from academichub.query import parse
from academichub.shelf import fits
from academichub.store import Store
from academichub.text import title_key

SORTS = ("saved", "date", "title")
"""Newest mark first, newest work first, by title."""

_STEP = 200

Clock = Callable[[], datetime]
Teach = Callable[[str | None, str, bool], None]
"""Told that a work was saved (or is no more) in a radar; no radar's name stands for the main one."""
SavedIn = Callable[[str], Collection[str]]
"""Gives the ids of the works that were saved in a radar."""


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A part of a library.

    ``marks`` is by work id; ``tags`` and ``states`` count the whole library, ``lost`` its marks on
    works that are in the store no more.
    """

    works: tuple[Work, ...]
    marks: Mapping[str, Mark]
    total: int
    tags: Counted
    states: Mapping[str, int]
    lost: tuple[Mark, ...] = ()


class Library:
    """The marks of one reader.

    Args:
        store: where works and marks are.
        reader: the reader's id.
        clock: gives the present moment.
        teach: is told of every save and unsave.
        saved_in: gives what was saved in a radar.
    """

    def __init__(
        self,
        store: Store,
        reader: str,
        clock: Clock,
        teach: Teach | None = None,
        saved_in: SavedIn | None = None,
    ) -> None:
        self._store = store
        self._reader = reader
        self._clock = clock
        self._teach = teach
        self._saved_in = saved_in

    def marks(self, work_ids: Collection[str]) -> Mapping[str, Mark]:
        """The marks of these works, by the ids as given; works without a mark are left out."""
        return self._store.marks.named(self._reader, work_ids)

    def kept(self, work_id: str) -> Mark:
        """What is kept of the work any identifier names.

        Raises:
            NotFoundError: nothing is.
        """
        number, _ = self._work(work_id)
        if mark := self._store.marks.of(self._reader, [number]).get(number):
            return mark
        raise NotFoundError(f"your library has nothing on {work_id}")

    def mark(
        self,
        work_id: str,
        *,
        saved: bool | None = None,
        read: bool | None = None,
        later: bool | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        radar: str | None = None,
    ) -> Mark:
        """Change what is kept of a work; None leaves a thing as it is.

        A work that is read is no longer put by for later, unless that is said too.

        Args:
            work_id: its id, or any identifier of it.
            saved: whether it is saved; the radar learns of it.
            read: whether it has been read.
            later: whether it is put by for later.
            note: Markdown in place of the note there was; empty takes it away.
            tags: in place of the tags there were.
            radar: in which radar this is done; None is the main one.

        Raises:
            NotFoundError: no such work is in the store.
            UsageError: the note is too long, or a tag is, or there are too many.
        """
        wanted = Wanted(saved, read, later, to_note(note), None if tags is None else to_tags(tags))
        work = self._work(work_id)
        at, before = instant(self._clock()), list[Mark]()

        def decide(mark: Mark) -> Mark:
            before.append(mark)
            return changed(mark, wanted, at)

        now = self._store.marks.change(self._reader, *work, decide)
        if self._teach and bool(now.saved_at) != bool(before[-1].saved_at):
            self._teach(radar, now.work, bool(now.saved_at))
        return now

    def tag(self, work_ids: Collection[str], add: Sequence[str], remove: Sequence[str] = ()) -> int:
        """Add tags to these works and take others away; returns how many works are in the store.

        Raises:
            UsageError: a tag is too long, or a work would have too many.
        """
        more, fewer, at = to_tags(add), to_tags(remove), instant(self._clock())

        def decide(mark: Mark) -> Mark:
            kept = [tag for tag in mark.tags if tag not in fewer]
            return replace(mark, tags=to_tags((*kept, *more)), updated_at=at)

        works = self._present(work_ids)
        self._store.marks.change_all(self._reader, works, decide)
        return len(works)

    def save_all(self, work_ids: Collection[str]) -> int:
        """Save these works; returns how many are in the store. Used where stars are taken over."""
        works = self._present(work_ids)
        for work in works.values():
            self.mark(work, saved=True)
        return len(works)

    def page(
        self,
        query: str = "",
        state: str | None = None,
        tag: str | None = None,
        sort: str = "saved",
        offset: int = 0,
        limit: int = BATCH,
        *,
        radar: str | None = None,
    ) -> LibraryPage:
        """A part of what is kept.

        Args:
            query: words and filters of the query language, looked for in title, abstract, names,
                note and tags.
            state: one of `STATES`.
            tag: only works with this tag.
            sort: one of `SORTS`.
            offset: how many to pass over.
            limit: how many to give.
            radar: only works that were saved in this radar.

        Raises:
            UsageError: there is no such state or order, or *query* holds a date that is none.
            NotFoundError: there is no such radar.
        """
        everything = self._store.marks.of(self._reader)
        listed = self._listed(everything, query, state, tag, sort, radar)
        works = self._works(listed[offset : offset + limit])
        return LibraryPage(
            tuple(work for _, work in works),
            {work.id: everything[number] for number, work in works},
            len(listed),
            count_tags(everything.values()),
            {name: sum(in_state(mark, name) for mark in everything.values()) for name in STATES},
            tuple(self._store.marks.lost(self._reader)),
        )

    def all(
        self,
        state: str | None = None,
        tag: str | None = None,
        *,
        query: str = "",
        sort: str = "saved",
        radar: str | None = None,
    ) -> Iterator[tuple[Work, Mark]]:
        """Every work that `page` would list, with its mark."""
        everything = self._store.marks.of(self._reader)
        listed = self._listed(everything, query, state, tag, sort, radar)
        for start in range(0, len(listed), _STEP):
            works = self._works(listed[start : start + _STEP])
            yield from ((work, everything[number]) for number, work in works)

    def forget(self, work_id: str) -> None:
        """Keep nothing of a work any more, be it in the store or not.

        Raises:
            NotFoundError: nothing is kept of it.
        """
        if any(mark.work == work_id for mark in self._store.marks.lost(self._reader)):
            return self._store.marks.forget(self._reader, work_id)
        known, (number, work) = self.kept(work_id), self._work(work_id)
        self._store.marks.change(self._reader, number, work, lambda mark: Mark(mark.work))
        if self._teach and known.saved_at:
            self._teach(None, work, False)
        return None

    def _work(self, name: str) -> tuple[int, str]:
        """The number and the present id of the work *name* names."""
        number = self._store.numbers([name]).get(name) or self._store.number(parse_identifier(name))
        work = self._store.works([number]).get(number) if number else None
        if number is None or work is None:
            raise NotFoundError(f"no work {name} in the store")
        return number, work.id

    def _present(self, names: Collection[str]) -> dict[int, str]:
        numbers = set(self._store.numbers(names).values())
        return {n: work.id for n, work in self._store.works(sorted(numbers)).items()}

    def _chosen(
        self,
        everything: Mapping[int, Mark],
        state: str | None,
        tag: str | None,
        sort: str,
        radar: str | None,
    ) -> list[int]:
        if state is not None and state not in STATES:
            raise UsageError(f"no such state: {state!r}; there are {', '.join(STATES)}")
        if sort not in SORTS:
            raise UsageError(f"no such order: {sort!r}; there are {', '.join(SORTS)}")
        within = self._within(radar)
        wanted = to_tags([tag]) if tag else ()
        chosen = [
            number
            for number, mark in everything.items()
            if in_state(mark, state)
            and set(wanted) <= set(mark.tags)
            and (within is None or number in within)
        ]
        return sorted(chosen, key=lambda n: (marked_at(everything[n], state), n), reverse=True)

    def _within(self, radar: str | None) -> Collection[int] | None:
        if radar is None:
            return None
        if self._saved_in is None:
            raise NotFoundError(f"there is no radar {radar!r}")
        return set(self._store.numbers(self._saved_in(radar)).values())

    def _works(self, numbers: Iterable[int]) -> list[tuple[int, Work]]:
        asked = list(numbers)
        there = self._store.works(asked)
        return [(number, there[number]) for number in asked if number in there]

    def _listed(
        self,
        everything: Mapping[int, Mark],
        query: str,
        state: str | None,
        tag: str | None,
        sort: str,
        radar: str | None,
    ) -> list[int]:
        """Numbers of the works that are asked for, in order."""
        chosen = self._chosen(everything, state, tag, sort, radar)
        if not query.strip() and sort == "saved":
            return chosen
        asked = parse(query, self._clock())
        works = (
            one
            for start in range(0, len(chosen), _STEP)
            for one in self._works(chosen[start : start + _STEP])
        )
        beside = {n: (mark.note, *mark.tags) for n, mark in everything.items()}
        # Only what orders them is kept of each: a library may be large.
        found = [(n, w.title, w.date) for n, w in works if fits(asked, w, beside[n])]
        if sort == "title":
            found.sort(key=lambda one: title_key(one[1]) or one[1])
        if sort == "date":
            found.sort(key=lambda one: one[2], reverse=True)
        return [number for number, _, _ in found]
