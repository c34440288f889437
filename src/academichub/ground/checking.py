"""The check of a statement: its quotes first, then one rule after the other, then its tier.

Each rule can only take away. A statement that is its quote's own text needs no further rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from academichub.argument import Drop, Quote, Statement, Tier
from academichub.ground import (
    attribution,
    basis,
    causality,
    coverage,
    cutting,
    direction,
    editorial,
    edits,
    entities,
    hedging,
    hostile,
    numbers,
    polarity,
    roles,
    together,
    verbatim,
)
from academichub.ground.basis import Basis
from academichub.ground.values import Text, Verdict

RULES: Mapping[str, Callable[[Basis], str]] = {
    "number": numbers.rule,
    "attribution": attribution.rule,
    "direction": direction.rule,
    "polarity": polarity.rule,
    "hedging": hedging.rule,
    "causality": causality.rule,
    "roles": roles.rule,
    "wording": edits.rule,
    "entity": entities.rule,
    "coverage": coverage.rule,
}
"""What must agree between a statement and its quotes, by the name that is shown; ``""`` is agreement."""


def checked(statement: Statement, works: Mapping[str, Text]) -> Verdict:
    """Whether *statement* stands on its quotes, which are in *works*."""
    if not statement.quotes:
        return _unquoted(statement)
    standing = [verbatim.standing(quote, works) for quote in statement.quotes]
    faults = [one for one in standing if isinstance(one, str)]
    if faults:
        return _dropped(statement, [("quote", fault) for fault in faults])
    quotes = tuple(one for one in standing if isinstance(one, Quote))
    held = basis.make(statement.text, quotes, works)
    found = _faults(statement, held)
    if found:
        return _dropped(statement, found)
    if len({quote.work for quote in quotes}) > 1 and not _is_whole(statement.text, held):
        quotes = together.standing(statement.text, quotes, partial(_stands, statement, works))
        if not quotes:
            return _dropped(statement, [("attribution", "no single work says it")])
        held = basis.make(statement.text, quotes, works)
    return Verdict(replace(statement, quotes=quotes, tier=tier(statement.text, held)))


def _stands(
    statement: Statement, works: Mapping[str, Text], text: str, quotes: Sequence[Quote]
) -> bool:
    said = replace(statement, text=text, quotes=tuple(quotes))
    return not _faults(said, basis.make(text, said.quotes, works))


def _faults(statement: Statement, held: Basis) -> list[tuple[str, str]]:
    found = [("lead", editorial.lead(statement.lead)), ("cut", cutting.rule(held, statement.text))]
    if _is_whole(statement.text, held):
        pass
    elif long := _too_long(held):
        found.append(("length", long))
    else:
        found.append(("characters", hostile.rule(held, statement.text)))
        found += [(name, rule(held)) for name, rule in RULES.items()]
    return [(name, detail) for name, detail in found if detail]


LONGEST, LONGEST_QUOTES, MOST_NUMBERS = 1_200, 6_000, 60
"""Characters of a statement and of its quotes, and numbers in it, beyond which it is no sentence."""


def _too_long(held: Basis) -> str:
    """Why the rules are spared: they take the square of the length, and no sentence is so long."""
    if len(held.said.text) > LONGEST or len(held.said.quantities) > MOST_NUMBERS:
        return "it is too long for a sentence"
    return (
        "its quotes are too long"
        if sum(len(one.text) for one in held.around) > LONGEST_QUOTES
        else ""
    )


def _is_whole(text: str, held: Basis) -> bool:
    return any(verbatim.canonical(text) == verbatim.canonical(quote.text) for quote in held.quoted)


def tier(text: str, held: Basis) -> Tier:
    """``quoted`` where *text* is a quote's own, or a piece of it from which nothing was cut that turns it."""
    said = verbatim.canonical(text)
    for quote in held.quoted:
        whole = verbatim.canonical(quote.text)
        if said not in whole:
            continue
        cut = cutting.piece(held, text)
        if said == whole and (cut is None or cutting.is_clean(*cut)):
            return "quoted"
        if cut is not None and len(held.quoted) == 1 and cutting.is_clean(*cut):
            return "quoted"
    return "overlaps"


def _unquoted(statement: Statement) -> Verdict:
    found = [("lead", editorial.lead(statement.lead)), ("unquoted", editorial.rule(statement.text))]
    found = [(name, detail) for name, detail in found if detail]
    return _dropped(statement, found) if found else Verdict(replace(statement, tier="editorial"))


def _dropped(statement: Statement, faults: list[tuple[str, str]]) -> Verdict:
    section = statement.id.partition(".")[0]
    return Verdict(
        None, tuple(Drop(section, name, detail, statement.text) for name, detail in faults)
    )
