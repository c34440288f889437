"""Did you mean: the nearest spelling that the indexed works use. Pure; asks through a function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from academichub.query import Query, Term, to_text

Frequency = Callable[[str], int]
"""In how many works a folded, unstemmed word stands."""
Beginning = Callable[[str], Sequence[tuple[str, int]]]
"""The words that begin with a text, with how many works they stand in."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_RARER = 200
"""A word this many times rarer than its neighbour is taken for a slip, even if it exists."""
_TWO_SLIPS = 6  # letters; in a shorter word two slips could be any word


def suggest(query: Query, frequency: Frequency, beginning: Beginning) -> str | None:
    """*query* as text with its unknown words replaced by near known ones, or None."""
    terms = tuple(_mended(term, frequency, beginning) for term in query.terms)
    return to_text(replace(query, terms=terms)) if terms != query.terms else None


def nearest(word: str, frequency: Frequency, beginning: Beginning) -> str | None:
    """The commonest known word one slip from *word*, else two, else None."""
    known = frequency(word)
    enough = max(known * _RARER, 1)
    one = {near: frequency(near) for near in slips(word) if near != word}
    best = max(one, key=lambda near: one[near], default=word)
    if one.get(best, 0) >= enough:
        return best
    if known or len(word) < _TWO_SLIPS:
        return None
    two = [(count, near) for near, count in beginning(word[:2]) if within_two(word, near)]
    return max(two)[1] if two else None


def slips(word: str) -> Iterator[str]:
    """Every spelling one deletion, swap, replacement or insertion away."""
    for place in range(len(word) + 1):
        left, right = word[:place], word[place:]
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in ascii_lowercase)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in ascii_lowercase)


def within_two(one: str, other: str) -> bool:
    """Whether at most two slips (optimal string alignment distance) part the two words."""
    if abs(len(one) - len(other)) > 2 or one == other:
        return False
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = above, row, [i]
        for j, also in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != also))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == also:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return False
    return row[-1] <= 2


def _mended(term: Term, frequency: Frequency, beginning: Beginning) -> Term:
    def mend(found: re.Match[str]) -> str:
        return nearest(found[0].casefold(), frequency, beginning) or found[0]

    return term if term.negative or term.prefix else replace(term, text=_WORD.sub(mend, term.text))
