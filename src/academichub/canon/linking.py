"""Links from claims to declarations: candidates by search, and links looked up again.

A search never says more than ``unclear``: it finds words, not meanings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from academichub.argument.reviews import TheoremLink
from academichub.canon.library import Canon
from academichub.canon.values import Declaration

_STATED = ("theorem", "lemma", "axiom")


def candidates(
    claim_text: str,
    canon: Canon,
    limit: int = 5,
    bears: Callable[[str, Declaration], bool] = lambda *_: True,
) -> tuple[TheoremLink, ...]:
    """Theorems of *canon* that share words with a claim; none with a hole in its proof.

    *bears* says of the claim and a declaration whether it is to be among them.
    """
    found = canon.search(claim_text, limit * 6)
    stated = [
        one.declaration
        for one in found
        if _may_be_linked(one.declaration) and bears(claim_text, one.declaration)
    ]
    return tuple(_link(claim_text, one, canon) for one in stated[:limit])


def resolved(link: TheoremLink, canon: Canon) -> TheoremLink:
    """*link* as it stands in the revision the canon has now.

    Where the declaration is no more whole, the link keeps what it said, falls to ``listed`` and says
    since when it is broken. Where the statement is another one, its relation is ``unclear`` again.
    """
    one = canon.get(link.declaration)
    if one is None or not one.whole:
        gone = canon.broken_at(link.declaration)
        since = link.broken_since or (gone.since if gone else canon.revision)
        return replace(link, rung="listed", axioms=(), broken_since=since)
    fresh = _link(link.claim, one, canon)
    if _same(one.statement, link.statement):
        return replace(fresh, relation=link.relation, by=link.by)
    return fresh


def _link(claim: str, one: Declaration, canon: Canon) -> TheoremLink:
    rung, axioms = canon.rung(one.name)
    return TheoremLink(
        claim=claim,
        canon=canon.name,
        revision=canon.revision,
        declaration=one.name,
        kind=one.kind,
        statement=one.statement,
        file=one.file,
        line=one.line,
        rung=rung,
        axioms=axioms,
    )


def _may_be_linked(one: Declaration) -> bool:
    return one.whole and one.kind in _STATED


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
