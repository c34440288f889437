"""Abbreviations a text explains itself: the short form in brackets behind its long form, or before it.

Reads only what is written side by side; never guesses a long form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from academichub.symbols import words

_BRACKETS = re.compile(r"\(([^()]{2,90})\)")
_PART = re.compile(r"\s*[,;]\s")
_SHORT = re.compile(r"[A-Za-z][\w\-+.$]{1,14}")
_LAST = re.compile(r"([A-Za-z][\w-]{1,14})\s?$")
_QUOTES = " \"“”'‘’"
_WORD = re.compile(r"[^\s\-\u2010-\u2013/]+")
_STOP = re.compile(r"[.;:()\[\]!?。；]\s")
_SMALL = words(
    """
a an the of for in on and to with by from or our this new novel called named
"""
)
_REACH = 110


class Abbreviation(NamedTuple):
    """A short form, and where its long form stands in the text."""

    short: str
    start: int
    end: int


def abbreviations(text: str) -> Iterator[Abbreviation]:
    """What *text* explains, in order."""
    if "(" not in text:
        return
    for match in _BRACKETS.finditer(text):
        inside = _PART.split(match[1], maxsplit=1)[0].strip(_QUOTES)
        if " " in inside:
            yield from _behind(text, match.start(), inside)
        elif _SHORT.fullmatch(inside) and _is_short(inside):
            yield from _before(text, match.start(), inside)


def _is_short(word: str) -> bool:
    capitals = sum(map(str.isupper, word))
    return capitals >= 2 or (capitals == 1 and len(word) <= 6 and not word[0].isupper())


def _bare(short: str) -> str:
    short = short.strip(".-$")
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _before(text: str, bracket: int, word: str) -> Iterator[Abbreviation]:
    short = _bare(word)
    begin = max(0, bracket - _REACH)
    for stop in _STOP.finditer(text, begin, bracket):
        begin = stop.end()
    piece = text[begin:bracket].rstrip()
    place = _aligned(short, piece)
    if place is not None and _says(piece[place:], short):
        yield Abbreviation(short, begin + place, begin + len(piece))


def _behind(text: str, bracket: int, inside: str) -> Iterator[Abbreviation]:
    name = _LAST.search(text, max(0, bracket - 17), bracket)
    if not name or not _is_short(name[1]):
        return
    short = _bare(name[1])
    if _aligned(short, inside) == 0 and _says(inside, short):
        start = text.index(inside, bracket)
        yield Abbreviation(short, start, start + len(inside))


def _says(piece: str, short: str) -> bool:
    """Whether *piece* is long enough to be the long form, and no clause."""
    parts = _WORD.findall(piece)
    letters = sum(map(str.isalnum, short))
    told = len(parts) >= 2 or len(piece) >= 2 * len(short) + 3
    return told and len(parts) <= letters + 4 and parts[0].lower() not in _SMALL


def _aligned(short: str, piece: str) -> int | None:
    """Where the long form begins in *piece*: the short form's letters are found from its end on.

    The first letter has to begin a word. This is the rule of Schwartz and Hearst (2003).
    """
    place = len(piece)
    signs = [sign for sign in short.lower() if sign.isalnum()]
    lower = piece.lower()
    if len(lower) != len(piece):
        return None
    for number in range(len(signs) - 1, -1, -1):
        place = lower.rfind(signs[number], 0, place)
        while number == 0 and place > 0 and lower[place - 1].isalnum():
            place = lower.rfind(signs[0], 0, place)
        if place < 0:
            return None
    return place
