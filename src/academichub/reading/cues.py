"""Weighed cues: what in a sentence speaks for or against its being of some sort.

A cue is tried only where one of its words is in the sentence, so that a whole paper is read in a blink.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from academichub.argument import Sentence
from academichub.reading.sections import Place

_WORD = re.compile(r"[a-z]+")
_LONGEST = 2_000
"""Characters of a sentence that are judged; what is longer is none."""
_LINES = str.maketrans("\n\t\u00a0", "   ")
_HAN = re.compile("[\u4e00-\u9fff]")


class Said(NamedTuple):
    """A sentence to be judged: ``text`` in one line, its words in small letters, and where it stands."""

    sentence: Sentence
    place: Place
    text: str
    words: frozenset[str]
    chinese: bool


class Cue(NamedTuple):
    """What speaks with *weight*: a pattern, and the words (or beginnings of a Chinese one) it needs."""

    weight: int
    pattern: re.Pattern[str]
    words: frozenset[str]
    chinese: bool


def said(sentence: Sentence, place: Place) -> Said:
    """*sentence* made ready to be judged."""
    text = sentence.text[:_LONGEST].translate(_LINES)
    words = frozenset(_WORD.findall(text.lower()))
    return Said(sentence, place, text, words, not text.isascii() and bool(_HAN.search(text)))


def cue(weight: int, words: str, pattern: str) -> Cue:
    """A cue of English: *words*, of which one must be there; ``""`` where any sentence may have it."""
    return Cue(weight, re.compile(pattern, re.IGNORECASE), frozenset(words.split()), chinese=False)


def han(weight: int, pattern: str) -> Cue:
    """A cue of Chinese."""
    return Cue(weight, re.compile(pattern), frozenset(), chinese=True)


def has(one: Said, cue: Cue) -> bool:
    """Whether *cue* speaks in the sentence."""
    if cue.chinese:
        return one.chinese and cue.pattern.search(one.text) is not None
    if cue.words and cue.words.isdisjoint(one.words):
        return False
    return cue.pattern.search(one.text) is not None


def weight(one: Said, cues: Sequence[Cue]) -> int:
    """What *cues* say together."""
    words, total = one.words, 0
    for cue in cues:
        asked = not cue.words or not cue.words.isdisjoint(words)
        if asked and (one.chinese or not cue.chinese) and cue.pattern.search(one.text):
            total += cue.weight
    return total


def lean(one: Said, cues: Sequence[Cue]) -> int:
    """What *cues* say together; 0 where none speaks for it, whatever speaks against it."""
    spoken = weight(one, [cue for cue in cues if cue.weight > 0])
    return spoken + weight(one, [cue for cue in cues if cue.weight < 0]) if spoken else 0


def any_of(one: Said, cues: Sequence[Cue]) -> bool:
    """Whether at least one of *cues* speaks."""
    return any(has(one, cue) for cue in cues)
