"""Making a brief: its works are read, laid out, written section by section, and put together.

Every step is kept as it is done and none is done twice: who goes on after a killed one finds the
outline and the sections that are there. A fault in one section costs that section's own words, never
the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from academichub import extractive
from academichub.argument import Outline, Part, Section
from academichub.brief import accounting, checking, further, reading, telling
from academichub.errors import AcademicHubError, NotFoundError, StoreError
from academichub.jobs import Stop, instant, moment, tried, watched
from academichub.model import Instant
from academichub.store import Store
from academichub.store.briefs import Asked

if TYPE_CHECKING:
    from academichub.bridges import Meetings

Write = Callable[[Section, Outline], Part]
"""Writes one section. What it gives is checked once more before it is kept."""

Writer = Callable[[Asked, Stop], Write]
"""Gives what a brief is written with that asks for a language model."""


class _NotWantedError(AcademicHubError):
    """The brief was cancelled or removed, or whoever makes it is to stop."""


@dataclass(frozen=True, slots=True)
class Means:
    """What briefs are made with.

    ``writer`` asks language models, about several sections ``at_once``; ``meetings`` says how often
    fields and terms meet in the store; in ``documents`` full texts are kept, where any are.
    """

    store: Store
    meetings: Callable[[], Meetings]
    writer: Writer
    clock: Callable[[], datetime]
    at_once: int = 4
    documents: Path | None = None


class Maker:
    """Makes the briefs that were asked for.

    Args:
        means: what with.
    """

    def __init__(self, means: Means) -> None:
        self._means = means
        self._store, self._kept = means.store, means.store.briefs
        self._beginning = Lock()

    def make(self, brief: str, stopping: Stop = lambda: False) -> bool:
        """Make a brief, or what is left of it to be made; False where it was stopped before its end.

        Raises:
            StoreError: what was made cannot be kept. What was kept before is; it can go on later.
        """
        began = perf_counter()
        if not self._kept.begin(brief, self._at()):
            return True
        one = self._kept.get(brief)
        stop = watched(lambda: self._is_wanted(brief), stopping)
        try:
            made = tried(lambda: self._made(one, stop, began), (StoreError, _NotWantedError))
        except _NotWantedError:
            return not stopping()
        if isinstance(made, Exception):
            self._kept.fail(brief, telling.fault(made), self._at())
        return True

    def _made(self, one: Asked, stop: Stop, began: float) -> None:
        def stage(name: str, total: int | None = None) -> None:
            if stop() or not self._kept.note(one.id, name, total):
                raise _NotWantedError(name)

        works = reading.works_of(self._store, one.ask)
        kept = self._kept.outline(one.id)
        sections = further.sections(works.sound, self._means.documents)
        outline = kept or self._outlined(one, works, sections, stage)
        stage("writing", len(outline.sections))
        self._write(one, outline, checking.texts(works.sound, sections), stop)
        stage("composing")
        now = reading.works_of(self._store, one.ask)
        parts = self._kept.parts(one.id)
        at, spent = self._at(), round((perf_counter() - began) * 1000)
        if kept:
            spent = max(spent, _since(one.started_at, at))
        account = accounting.provenance(one, outline, parts, now, at, spent)
        written = {part.section: part.statements for part in parts}
        whole = extractive.compose(accounting.refreshed(outline, now), written, one.id, account)
        if not self._kept.finish(one.id, whole, at):
            raise _NotWantedError("finish")

    def _outlined(
        self, one: Asked, works: reading.Works, sections: further.Sections, stage: reading.Stage
    ) -> Outline:
        # Of the day it was asked on, so that whoever makes it, and when, lays out the same.
        day = one.asked_at[:10]
        titles = partial(reading.titles_of, self._store)
        made = reading.outlined(
            one.ask, works, self._means.meetings(), titles, day, stage, further.telling(sections)
        )
        return self._kept.keep_outline(one.id, made)

    # Sections

    def _write(self, one: Asked, outline: Outline, texts: checking.Texts, stop: Stop) -> None:
        there = {part.section for part in self._kept.parts(one.id)}
        left = [section for section in outline.sections if section.key not in there]
        sections = {section.key: section for section in left}
        write = self._writer(one, stop)
        at_once = self._means.at_once if write else 1

        def part_of(section: Section) -> Part:
            return self._part(one, section, outline, write, stop)

        with closing(_each(part_of, left, at_once)) as written:
            for part in written:
                stands = checking.checked(part, sections[part.section], texts)
                if not self._kept.put_part(one.id, stands, self._at()) or stop():
                    raise _NotWantedError(part.section)

    def _writer(self, one: Asked, stop: Stop) -> Write | None:
        """What asks the model; an exception it raises is of one section. None where none is asked."""
        if one.writer != "prompted":
            return None
        with self._beginning:
            return self._means.writer(one, stop)

    def _part(
        self, one: Asked, section: Section, outline: Outline, write: Write | None, stop: Stop
    ) -> Part:
        if stop():
            raise _NotWantedError(section.key)
        began = perf_counter()
        part = _written_by(write, one, section, outline, stop)
        return replace(part, milliseconds=round((perf_counter() - began) * 1000))

    # Whether to go on

    def _is_wanted(self, brief: str) -> bool:
        try:
            return self._kept.get(brief).is_open
        except NotFoundError:
            return False

    def _at(self) -> Instant:
        return instant(self._means.clock())


def _each(
    part: Callable[[Section], Part], left: Sequence[Section], at_once: int
) -> Generator[Part, None, None]:
    """The sections as they are written."""
    if at_once == 1 or len(left) == 1:
        yield from map(part, left)
        return
    with ThreadPoolExecutor(at_once, "section") as pool:
        waiting = [pool.submit(part, section) for section in left]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _written_by(
    write: Write | None, one: Asked, section: Section, outline: Outline, stop: Stop
) -> Part:
    """The section by its writer, else in the sources' own words, else empty; each says why."""
    notes: tuple[str, ...] = ()
    if write is not None:
        part = tried(lambda: write(section, outline), (StoreError, _NotWantedError))
        if stop():
            raise _NotWantedError(section.key)
        if isinstance(part, Part):
            return part
        notes = (telling.fell_back(part, one.ask.language),)
    said = tried(lambda: extractive.write(section, outline), (StoreError,))
    if isinstance(said, Exception):
        return Part(section.key, notes=(*notes, telling.empty(said, one.ask.language)))
    return Part(section.key, said, notes=notes)


def _since(started: Instant | None, now: Instant) -> int:
    if started is None:
        return 0
    return round((moment(now) - moment(started)).total_seconds() * 1000)
