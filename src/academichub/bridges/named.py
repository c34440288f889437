"""The things sentences name, each once under whatever spelling, with the works that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from academichub.argument import BridgeKind, Sentence, Thing, ThingKind
from academichub.bridges.generic import is_generic

_KINDS: Mapping[ThingKind, BridgeKind] = {
    "method": "method",
    "measure": "measure",
    "object": "object",
    "material": "object",
    "data": "object",
    "task": "object",
}

TOPIC = 0.2
"""What a larger part of the chosen works names is what they are all about."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing over all its spellings.

    ``label`` is how it is written, ``kinds`` what it is named as, the most frequent first, and
    ``works`` who names it, in order. ``spread`` is how many works name it, or what many works do and
    its own name holds: of works on diffusion models "latent diffusion model" is not news. ``generic``
    things say nothing in particular.
    """

    key: str
    label: str
    kinds: tuple[ThingKind, ...]
    works: tuple[str, ...]
    spread: int = 0
    generic: bool = False

    @property
    def kind(self) -> BridgeKind:
        """What of a bridge it would be."""
        return _KINDS[self.kinds[0]]


def named(sentences: Iterable[Sentence]) -> Mapping[str, Named]:
    """Every thing by its `spelling`."""
    writings: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[ThingKind]] = {}
    works: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for sentence in sentences:
        for thing in sentence.things:
            key = spelling(thing)
            writings.setdefault(key, Counter())[" ".join(thing.text.split())] += 1
            kinds.setdefault(key, Counter())[thing.kind] += 1
            works.setdefault(key, set()).add(sentence.work)
            names[key] = max(names.get(key, ""), thing.key)
    topics = _topics(works)
    return {
        key: Named(
            key,
            _label(own),
            _ordered(kinds[key]),
            tuple(sorted(works[key])),
            max([len(works[key]), *(len(works[topic]) for topic in topics if topic in key)]),
            is_generic(names[key]),
        )
        for key, own in sorted(writings.items())
    }


def _topics(works: Mapping[str, set[str]]) -> list[str]:
    """What so many works name that they may have been chosen by it."""
    everyone = set().union(*works.values())
    return [key for key, by in works.items() if len(by) > max(2, TOPIC * len(everyone))]


def spelling(thing: Thing) -> str:
    """What near-equal keys share: ``wave function`` and ``wavefunction``, ``-ise`` and ``-ize``."""
    return bare(thing.key)


@lru_cache(maxsize=65_536)
def bare(key: str) -> str:
    """*key* without what two writings of one thing differ in."""
    words = (
        word.replace("isation", "ization").replace("ising", "izing").replace("colour", "color")
        for word in key.casefold().replace("-", " ").split()
    )
    joined = "".join(words)
    return (
        joined[:-1]
        if len(joined) > 4 and joined.endswith("s") and joined[-2] not in "su"
        else joined
    )


def _label(writings: Counter[str]) -> str:
    """The most frequent writing; an abbreviation only where nothing longer is written."""
    long = [one for one in writings if not _is_short(one)] or list(writings)
    return min(long, key=lambda one: (-writings[one], -len(one), one))


def _is_short(writing: str) -> bool:
    return " " not in writing and sum(letter.isupper() for letter in writing) > 1


def _ordered(kinds: Counter[ThingKind]) -> tuple[ThingKind, ...]:
    return tuple(sorted(kinds, key=lambda kind: (-kinds[kind], kind)))
