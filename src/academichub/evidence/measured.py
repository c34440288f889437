"""What the quantities of a sentence measure, where the reading of the number alone did not tell.

A measure named in the sentence is taken if it stands right before the number, or right behind it, with
nothing but a few words and no other measure between. Never overwrites what was told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from academichub.argument import Thing
from academichub.quantities import Quantity

_BEFORE = re.compile(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:(?:score|scores|rate|value|values)\s+)?(?:(?:of|is|was|are|were|to|by|at|reaches|reached|"
    r"equals|about|around|approximately|up|over|above|below|under|nearly|only|from|and|improved|increased|"
    r"reduced|decreased|improves|increases|reduces|a|an|the|factor|[=~<>≈≤≥:,])\s*){0,5}[$\s]*|"
    r"(?:约|为|达到?|是|提高了?|降低了?|增加了?|减少了?|至|到|高达|分别|了){0,4}"
)
_BEHIND = re.compile(
    r"\s*(?:(?:higher|lower|better|relative|absolute|average|mean|median|in|of|on|的)\s*){0,3}"
)
_SAYING = ("measure", "probability", "ratio")


def measured(text: str, found: Sequence[Quantity], things: Sequence[Thing]) -> tuple[Quantity, ...]:
    """The quantities *found* in the sentence *text*, with what they measure from its *things*."""
    measures = [thing for thing in things if thing.kind == "measure"]
    if not measures:
        return tuple(found)
    return tuple(
        one
        if one.measure or one.kind not in _SAYING
        else replace(one, measure=_of(text, one, measures))
        for one in found
    )


def _of(text: str, quantity: Quantity, measures: Sequence[Thing]) -> str:
    for thing in reversed(measures):
        if thing.end <= quantity.start and _BEFORE.fullmatch(text, thing.end, quantity.start):
            return thing.text
    for thing in measures:
        if thing.start >= quantity.end and _BEHIND.fullmatch(text, quantity.end, thing.start):
            return thing.text
    return ""
