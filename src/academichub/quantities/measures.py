"""What a number measures: the noun phrase nearest to it, where the wording tells.

Prefers saying nothing to saying the wrong thing.
"""

from __future__ import annotations

import re

from academichub.symbols import words

_OF = re.compile(
    r"(?P<noun>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}) (?:of|is|was|are|were|reaches|reached|equals|=|:|by|to|at|from|>|<)"
    r"(?: (?:about|approximately|around|only|up to|at least|over|nearly|roughly|more than|less than|as much as))?[\s$~(]*$"
)
_BEFORE = re.compile(
    r"(?P<noun>\$?[A-Za-z][\w\\{}^]*\$?)\s?(?:[=<>~≤≥≈]|\\(?:leq?|geq?|sim|approx|simeq|gtrsim|lesssim|times))[\s$]*$"
)
_AFTER = re.compile(
    r"[\s-]+(?:of (?:the |all |our |these )?)?(?P<noun>[a-z][\w-]*(?: [a-z][\w-]*){0,2})"
)
_HAN_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:达到了?|达|为|是|约为|提高了?|降低了?|增加了?|减少了?|等于|超过)[了至到约大]*\s*$"
)
_EMPTY = words(
    "a an the of in on at to by for with and or as is are was were be been that which this these those it its their our we "
    "from into than then when while where only also not no more less most least up over under about respectively using "
    "compared respect has have had can could may might will would who whose each per both all some any such other same "
    "increase decrease improvement reduction gain loss value values number total maximum minimum average mean factor"
)
_HEADS = words(
    "increase decrease improvement reduction gain drop loss value average mean maximum minimum factor"
)


def near(text: str, start: int, end: int) -> str:
    """The words that name what is measured by the number from *start* to *end*, or ``""``."""
    before = text[max(0, start - 60) : start]
    for pattern in (_BEFORE, _OF, _HAN_BEFORE):
        match = pattern.search(before)
        if match and (noun := _trimmed(match["noun"])):
            return noun
    match = _AFTER.match(text, end, end + 50)
    return _trimmed(match["noun"], cut=True) if match else ""


def _trimmed(noun: str, *, cut: bool = False) -> str:
    """*noun* without the words of grammar at its edges; with *cut*, only up to the first of them."""
    parts = noun.split()
    if cut:
        kept = []
        for part in parts:
            if part in _EMPTY:
                break
            kept.append(part)
        return " ".join(kept)
    while parts and parts[0].lower() in _EMPTY:
        parts.pop(0)
    while parts and parts[-1].lower() in _EMPTY - _HEADS:
        parts.pop()
    return "" if all(part.lower() in _EMPTY for part in parts) else " ".join(parts)
