"""Links from what a work claims to the formal mathematics that may bear on it.

A search only ever says ``unclear``; any other relation comes from a person or a model, by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from academichub.argument.reviews import Material, Relation, TheoremLink
from academichub.canon import Canon, Canons, bears_on, candidates, resolved
from academichub.errors import NotFoundError, UsageError
from academichub.reading import formal
from academichub.symbols import BLACKBOARD, SYMBOLS

RELATIONS: tuple[Relation, ...] = (
    "matches", "supports", "extends", "uses", "contradicts", "unclear",
)  # fmt: skip
_OF_CLAIM = 2
_MOST = 12
_SIGNS = {**SYMBOLS, "leq": "≤", "geq": "≥", "neq": "≠", "mid": "∣"}
_COMMAND = re.compile(r"\\(?:mathbb\s*\{?([A-Z])\}?|([A-Za-z]+))")


def of(material: Material, canons: Canons) -> tuple[TheoremLink, ...]:
    """Candidates for the claims of a work that could be stated formally, in the order of these.

    They are few, each a declaration of which the claim has most telling words; none at all is common.
    """
    return of_claims((one.text for one in formal(material)), canons)


def of_claims(claims: Iterable[str], canons: Canons) -> tuple[TheoremLink, ...]:
    """The same for the texts of claims; a declaration is linked to one claim only.

    A claim whose likeliest declaration is linked already says the same once more, and gets no other.
    """
    known: dict[tuple[str, str], TheoremLink] = {}
    with ExitStack() as opened:
        there = [opened.enter_context(canons.open(name)) for name in canons.names()]
        for claim in dict.fromkeys(claims) if there else ():
            for canon in there:
                for link in _candidates(claim, canon):
                    if known.setdefault((link.canon, link.declaration), link) is not link:
                        break
    return tuple(known.values())[:_MOST]


def linker(canons: Canons) -> Callable[[Material], tuple[TheoremLink, ...]]:
    """`of` with its canons, for the stage of a review."""
    return lambda material: of(material, canons)


def fresh(links: Iterable[TheoremLink], canons: Canons) -> tuple[TheoremLink, ...]:
    """The links as they stand in the revisions the canons have now.

    A link whose canon is gone falls to ``listed`` and keeps all it said.
    """
    with ExitStack() as opened:
        there: dict[str, Canon | None] = {}
        return tuple(_resolved(link, canons, there, opened) for link in links)


def judge(link: TheoremLink, relation: str, by: str) -> TheoremLink:
    """The link with the relation somebody gives it, under their name.

    Raises:
        UsageError: it is no relation, or nobody is named.
    """
    if relation not in RELATIONS:
        raise UsageError(f"a relation is one of {', '.join(RELATIONS)}; {relation!r} is none")
    if not by.strip() or by == "search":
        raise UsageError("who says so has to be named")
    return replace(link, relation=relation, by=by)


def _candidates(claim: str, canon: Canon) -> Iterator[TheoremLink]:
    found = candidates(_spelled(claim), canon, _OF_CLAIM, bears_on)
    return (replace(link, claim=claim) for link in found)


def _spelled(claim: str) -> str:
    r"""The claim with its TeX commands as the signs they stand for, as Lean writes them (``\sum`` is ∑)."""

    def sign(match: re.Match[str]) -> str:
        blackboard, name = match.groups()
        return BLACKBOARD.get(blackboard, " ") if blackboard else _SIGNS.get(name, " ")

    return _COMMAND.sub(sign, claim)


def _resolved(
    link: TheoremLink, canons: Canons, there: dict[str, Canon | None], opened: ExitStack
) -> TheoremLink:
    if link.canon not in there:
        try:
            there[link.canon] = opened.enter_context(canons.open(link.canon))
        except (NotFoundError, UsageError):
            there[link.canon] = None
    canon = there[link.canon]
    return resolved(link, canon) if canon else replace(link, rung="listed", axioms=())
