"""The piece of a text around what was looked for, with the matches marked.

Uses the analysers of the index, so that stems match. Never cuts inside a word or inside math.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from academichub.index import analysis
from academichub.index.units import Unit, speaking, units
from academichub.query import Query
from academichub.text import math_spans

Pieces = tuple[tuple[str, bool], ...]
"""Text in order, each piece with whether it is a match."""

_ATOM = re.compile(r"[CcGg]\+\+|[CcFf]#|[^\W_]+")
_BEFORE = 5  # the share of a snippet that goes before its first match is one in this many


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word or a formula: what is marked as one and never cut."""

    start: int
    end: int
    tokens: tuple[str, ...]


def snippet(query: Query, text: str, length: int = 240) -> Pieces:
    """The best *length* characters of *text* for *query*, give or take a word.

    Text left out is shown by an ellipsis. Without a match it is the beginning of the text.
    """
    wanted = [
        unit for term in speaking(query.terms) if term.field != "author" for unit in units(term)
    ]
    atoms = _atoms(text)
    marked = _marked(atoms, wanted)
    start, end = _window(atoms, marked, len(text), length)
    return _pieces(text, [atoms[place] for place in sorted(marked)], start, end)


def _atoms(text: str) -> list[_Atom]:
    found: list[_Atom] = []
    at = 0
    for start, end in [*math_spans(text), (len(text), len(text))]:
        for word in _ATOM.finditer(text, at, start):
            found += _characters(word)
        if end > start:
            found.append(_Atom(start, end, tuple(analysis.stems(text[start:end]))))
        at = end
    return found


def _characters(word: re.Match[str]) -> list[_Atom]:
    tokens = analysis.stems_of(word[0])
    if len(tokens) == len(word[0]) and all(map(analysis.is_cjk, tokens)):
        start = word.start()
        return [_Atom(start + i, start + i + 1, (token,)) for i, token in enumerate(tokens)]
    return [_Atom(word.start(), word.end(), tokens)]


def _marked(atoms: Sequence[_Atom], wanted: Sequence[Unit]) -> dict[int, int]:
    """The places of the atoms that match, with the number of the unit that they match."""
    stream = [(token, place) for place, atom in enumerate(atoms) for token in atom.tokens]
    tokens = [token for token, _ in stream]
    found: dict[int, int] = {}
    for number, unit in enumerate(wanted):
        for way in unit.ways:
            for at in _occurrences(tokens, way, prefix=unit.prefix):
                found |= {place: number for _, place in stream[at : at + len(way)]}
    return found


def _occurrences(tokens: Sequence[str], way: tuple[str, ...], *, prefix: bool) -> list[int]:
    if not way:
        return []
    if prefix:
        return [at for at, token in enumerate(tokens) if token.startswith(way[-1])]
    size = len(way)
    starts = (at for at, token in enumerate(tokens) if token == way[0])
    return [at for at in starts if tuple(tokens[at : at + size]) == way]


def _window(
    atoms: Sequence[_Atom], marked: dict[int, int], size: int, length: int
) -> tuple[int, int]:
    """Where to cut: the stretch with the most different matches, the earliest of equals."""
    if size <= length:
        return 0, size
    first = max(sorted(marked), key=lambda at: _worth(atoms, marked, at, length), default=0)
    anchor = atoms[first].start if marked else 0
    latest = max(0, size - length)
    wish = min(max(0, anchor - length // _BEFORE), latest)
    start = next((atom.start for atom in atoms if atom.start >= wish), 0) if wish else 0
    start = min(start, anchor)
    ends = [atom.end for atom in atoms if start < atom.end <= start + length]
    beyond = next((atom.end for atom in atoms if atom.end > start + length), size)
    if not ends:  # one formula longer than asked for is shown whole
        return start, beyond
    return start, ends[-1] if beyond > start + length and atoms[-1].end > ends[-1] else size


def _worth(
    atoms: Sequence[_Atom], marked: dict[int, int], first: int, length: int
) -> tuple[int, int]:
    end = atoms[first].start + length - length // _BEFORE
    inside = [unit for place, unit in marked.items() if place >= first and atoms[place].end <= end]
    return len(set(inside)), len(inside)


def _pieces(text: str, marks: Sequence[_Atom], start: int, end: int) -> Pieces:
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        pieces += [(text[at : mark.start], False), (text[mark.start : mark.end], True)]
        at = mark.end
    pieces += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return _merged([piece for piece in pieces if piece[0]])


def _merged(pieces: Sequence[tuple[str, bool]]) -> Pieces:
    merged: list[tuple[str, bool]] = []
    for text, mark in pieces:
        if merged and merged[-1][1] == mark:
            merged[-1] = (merged[-1][0] + text, mark)
        else:
            merged.append((text, mark))
    return tuple(merged)
