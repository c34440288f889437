"""What is put together from several works was said by none of them, unless each clause was said by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from academichub.argument import Quote

_JOINTS = re.compile(
    r"\s*(?:[;；。]|[,，]\s*(?:while|whereas|and|but|yet)\b|\b(?:while|whereas)\b|[,，]?\s*(?:而|但|并且|同时))\s*",
    re.IGNORECASE,
)
_SHORTEST = 12

Passes = Callable[[str, Sequence[Quote]], bool]
"""Whether a text stands on these quotes."""


def standing(text: str, quotes: Sequence[Quote], passes: Passes) -> tuple[Quote, ...]:
    """Those quotes on which *text* stands work by work; none where it is put together.

    Where some works say all of it by themselves, theirs are given. Else each clause has to stand on
    the quotes of one work; then all of those are.
    """
    works = dict.fromkeys(quote.work for quote in quotes)
    of = {work: tuple(quote for quote in quotes if quote.work == work) for work in works}
    if alone := [work for work in works if passes(text, of[work])]:
        return tuple(quote for work in alone for quote in of[work])
    clauses = [one.strip(" .,，。") for one in _JOINTS.split(text)]
    if len(clauses) < 2 or any(len(one) < _SHORTEST and one.isascii() for one in clauses):
        return ()
    said = [[work for work in works if passes(clause, of[work])] for clause in clauses]
    if not all(said):
        return ()
    used = {work for names in said for work in names}
    return tuple(quote for quote in quotes if quote.work in used)
