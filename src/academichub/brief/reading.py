"""From the works of a brief to its outline: evidence, themes, bridges, sections.

Reads the store once; all that is decided is decided by the modules it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from academichub import bridges, evidence, outline, themes
from academichub.argument import Ask, Bridge, Outline, Sentence
from academichub.bridges import Meetings
from academichub.brief.further import Sections
from academichub.errors import NotFoundError
from academichub.model import Date, Work
from academichub.store import Store

STAGES = ("gathering", "themes", "bridges", "outline", "writing", "composing")
"""What is done for a brief, in this order."""

Titles = Callable[[Sequence[str]], Mapping[str, str]]
"""Gives the titles of works by identifiers, of those it knows."""

Stage = Callable[[str], None]
"""Told what is done next; raises where it is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a brief as they are now; ``ended`` counts those that are there no more."""

    all: tuple[Work, ...]
    ended: int = 0

    @property
    def sound(self) -> tuple[Work, ...]:
        """Those that something may stand on."""
        return tuple(work for work in self.all if not work.retracted)

    @property
    def retracted(self) -> tuple[Work, ...]:
        """Those that are only listed."""
        return tuple(work for work in self.all if work.retracted)


def works_of(store: Store, ask: Ask) -> Works:
    """The works of *ask*, in its order; of those that have merged since, the one that went on.

    Raises:
        NotFoundError: none is there any more.
    """
    numbers = store.numbers(ask.works)
    there = store.works(list(set(numbers.values())))
    named = [numbers.get(name) for name in ask.works]
    found = dict.fromkeys(number for number in named if number in there)
    if not found:
        raise NotFoundError("none of the works is in the store any more")
    ended = sum(number not in there for number in named)
    return Works(tuple(there[number] for number in found if number is not None), ended)


def titles_of(store: Store, names: Sequence[str]) -> Mapping[str, str]:
    """The titles of those works in the store that these identifiers name."""
    numbers = store.numbers(names)
    works = store.works(list(set(numbers.values())))
    return {name: works[number].title for name, number in numbers.items() if number in works}


def outlined(
    ask: Ask,
    works: Works,
    meetings: Meetings,
    titles: Titles,
    today: Date,
    stage: Stage,
    texts: Sections | None = None,
) -> Outline:
    """Lay a brief out.

    *titles* tells what cited works are called; *texts* is more of some works than their abstracts,
    and adds to the evidence of the sections.
    """
    stage("gathering")
    sound = works.sound
    sentences = evidence.gather(sound)
    longer = [work for work in sound if texts and work.id in texts]
    stage("themes")
    found = themes.find(sound, sentences)
    stage("bridges")
    between = _named(bridges.find(found, sound, sentences, meetings), works, titles)
    crossings = bridges.crossings(sound, sentences)
    stage("outline")
    if longer:
        sentences = _with(sentences, evidence.gather(longer, texts))
    return outline.make(ask, works.all, sentences, found, between, crossings, today)


def _with(sentences: Sequence[Sentence], more: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """*sentences*, each work's followed by those of its full text."""
    further: dict[str, list[Sentence]] = {}
    for one in more:
        if one.field not in {"title", "abstract"}:
            further.setdefault(one.work, []).append(one)
    ordered = groupby(sentences, key=attrgetter("work"))
    return tuple(one for work, own in ordered for one in (*own, *further.get(work, ())))


def _named(found: Sequence[Bridge], works: Works, titles: Titles) -> tuple[Bridge, ...]:
    """The bridges, those over a cited work with its title where anyone here knows it."""
    cited = [one.label for one in found if one.kind == "citation"]
    told = {
        str(entry.identifier): entry.title
        for work in works.sound
        for entry in work.references
        if entry.identifier and entry.title
    }
    known = {**told, **titles(cited)} if cited else {}
    return tuple(
        replace(one, label=known.get(one.label, one.label)) if one.kind == "citation" else one
        for one in found
    )
