"""A work's text as words to compare it by and phrases that might name its theme.

Reads titles, abstracts and keywords. Knows no grammar beyond tables of words and endings, and never
makes a phrase across a punctuation mark, a formula or a word of grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from academichub.characters import fold
from academichub.model import Work
from academichub.symbols import words
from academichub.text import math_spans
from academichub.themes.lexicon import (
    CHINESE_BETWEEN,
    CHINESE_PALE,
    DEEDS,
    EMPTY_FIRST,
    GRAMMAR,
    PALE,
)

LONGEST = 6_000
"""Characters of an abstract that are read."""

TITLE = 2
"""How many times a word of the title counts."""

_ATOM = re.compile(
    r"(?P<cjk>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"(?:[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[-\u2010-\u2013'’+](?=[^\W_]))*"
    r"|(?P<stop>[^\s\w]|_)"
)
_INSIDE = re.compile(r"[-\u2010-\u2013'’+]+")
_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_COMMAND = re.compile(r"\\[A-Za-z]+\b")
_ADJECTIVE = re.compile(
    r"\w{2,}(?:ive|ous|ful|less|able|ible|ary|ical|ional|ntal|ular|ized|ised|ly|est|ent|ant)$"
)
_NOUNS = words(
    """gradient agent transient quotient coefficient constant plant cable table variable antenna
    detective archive executive perspective incentive curve boundary vocabulary library galaxy forest
    assembly anomaly family monopoly supply quasar pulsar exponent component moment quadrant mutant
    determinant invariant variant discriminant patient ingredient nutrient document segment content
    adaptive observable obstacle primitive derivative adversary glossary alignment event element cement
    accident student talent patent intent percent torrent current solvent sediment fragment pigment
    environment treatment experiment measurement entanglement reinforcement infinitesimal covariant
    equivalent antidepressant contaminant pollutant surfactant dopant inhabitant elephant infant
    dataset interest test manifest harvest disease perovskite subsidiary"""
)
_SINGULAR = GRAMMAR | words(
    "series species always news lens gas bias basis canvas atlas corpus class process"
)
_BEFORE_VERBS = words(
    "to we can could may might will would should must not they it who i you cannot shall"
)
_WORDS_OF_LABEL = 5
_CHINESE_LABEL = (2, 8)


class Atom(NamedTuple):
    """A word as written, what is compared of it, and where in a phrase it may stand."""

    written: str
    key: str
    told: bool
    opens: bool
    closes: bool
    pale: bool


class Heard(NamedTuple):
    """A phrase at one place: its key and spelling, what that spelling is worth, and its neighbours.

    A spelling that opens a sentence or stands in a title is worth less. ``begins`` and ``ends`` say
    that no other word of matter stands before or after it, nor one that makes a verb of it.
    """

    key: str
    written: str
    worth: float
    begins: bool
    ends: bool


class Said(NamedTuple):
    """What is read of a work.

    ``words`` counts what works are compared by, ``heard`` are its phrases place by place, and
    ``small`` the words it writes in small letters.
    """

    words: Counter[str]
    heard: list[Heard]
    small: set[str]


def read(work: Work) -> Said:
    """The words and phrases of *work*."""
    said = Said(Counter(), [], set())
    _take(said, work.title, TITLE, title=True)
    _take(said, (work.abstract or "")[:LONGEST], 1, title=False)
    for keyword in work.keywords:
        _take(said, keyword, 1, title=False)
    return said


@lru_cache(maxsize=131_072)
def is_pale(key: str) -> bool:
    """Whether a phrase says nothing of what a work is about."""
    return all(one in PALE or one in CHINESE_PALE for one in key.split())


def _take(said: Said, text: str, weight: int, *, title: bool) -> None:
    for run, start in _runs(text):
        for atom in run:
            if atom.told:
                said.words[atom.key] += weight
            if atom.written.islower():
                said.small.add(atom.written)
        for one, other in pairwise([atom for atom in run if atom.key not in GRAMMAR]):
            if one.told or other.told:
                said.words[f"{one.key} {other.key}"] += weight
        said.heard.extend(_phrases(run, 0.25 if title else 1.0, start=start and not title))


def _phrases(run: list[Atom], weight: float, *, start: bool) -> Iterator[Heard]:
    for first, atom in enumerate(run):
        if not atom.opens or atom.key in EMPTY_FIRST:
            continue
        worth = weight * 0.5 if start and not first else weight
        begins = not first or not _goes_on(run[first - 1])
        key, written = "", ""
        for last in range(first, min(first + _WORDS_OF_LABEL, len(run))):
            end = run[last]
            if not end.opens:
                break
            key = f"{key} {end.key}" if key else end.key
            written = f"{written} {end.written}" if written else end.written
            if end.closes and not (first == last and end.pale):
                ends = last + 1 == len(run) or not run[last + 1].opens
                yield Heard(key, written, worth, begins, ends)


def _goes_on(before: Atom) -> bool:
    """Whether a phrase after this word is a piece of a longer one, or a verb."""
    return (before.opens and before.key not in EMPTY_FIRST) or before.key in _BEFORE_VERBS


def _runs(text: str) -> Iterator[tuple[list[Atom], bool]]:
    """Words with nothing but space between them, and whether they open a sentence."""
    run: list[Atom] = []
    opens = True
    for match in _ATOM.finditer(_plain(text)):
        kind = match.lastgroup
        if kind is None:
            run.append(_atom(match[0]))
            continue
        if run:
            yield run, opens
            run = []
        if kind == "cjk":
            yield from ((atoms, False) for atoms in _chinese(match[0]))
        opens = kind == "stop" and match[0] in ".!?。"
    if run:
        yield run, opens


def _plain(text: str) -> str:
    """*text* with a mark in place of each formula and address."""
    if "http" in text or "www." in text:
        text = _URL.sub(" ; ", text)
    if "$" not in text and "\\" not in text:
        return text
    pieces, at = [], 0
    for start, end in math_spans(text):
        pieces += [text[at:start], " ; "]
        at = end
    return _COMMAND.sub(" ", "".join(pieces) + text[at:])


def key_of(written: str) -> str:
    """What is equal of two spellings of a word: without case, hyphens, accents and a plural's end."""
    bare = written.removesuffix("'s").removesuffix("’s")
    return " ".join(map(_singular, _INSIDE.sub(" ", fold(bare)).split()))


@lru_cache(maxsize=131_072)
def _atom(written: str) -> Atom:
    key = key_of(written)
    last = key.rsplit(" ", 1)[-1]
    grammar = key in GRAMMAR or key in DEEDS or not key or (len(key) > 5 and key.endswith("ly"))
    number = not any(map(str.isalpha, key)) or len(key) > 40
    short = len(key) < 2 or (len(key) == 2 and not written.isupper())
    adjective = (last not in _NOUNS and bool(_ADJECTIVE.fullmatch(last))) or last.endswith("ed")
    bare = not grammar and not number
    owns = written.endswith(("'s", "’s"))
    return Atom(
        written, key,
        told=bare and not short and key not in PALE,
        opens=bare and not owns and (not short or (len(written) == 1 and written.isupper())),
        closes=bare and not owns and not adjective and not short,
        pale=is_pale(key) or short,
    )  # fmt: skip


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word in _SINGULAR:
        return word
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is", "ics")) else word[:-1]


def _chinese(run: str) -> Iterator[list[Atom]]:
    """Pieces of a run of Chinese characters as atoms that are whole phrases by themselves."""
    shortest, longest = _CHINESE_LABEL
    for piece in _pieces(run):
        for length in range(shortest, min(longest, len(piece)) + 1):
            for at in range(len(piece) - length + 1):
                yield [_character_run(piece[at : at + length])]


def _pieces(run: str) -> Iterable[str]:
    at = 0
    for place, character in enumerate(run):
        if character in CHINESE_BETWEEN:
            yield run[at:place]
            at = place + 1
    yield run[at:]


def _character_run(text: str) -> Atom:
    pale = text in CHINESE_PALE
    return Atom(text, text, told=len(text) <= 3 and not pale, opens=True, closes=True, pale=pale)
