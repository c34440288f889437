"""Is it said there at all? Most of what a statement says is in its quotes, in some form or language."""

from __future__ import annotations

from collections.abc import Sequence

from academichub.ground import lexicon
from academichub.ground.basis import Basis
from academichub.ground.entities import unknown_runs
from academichub.ground.reading import Token

LEAST = 0.55
"""The part of a statement's words, grammar left out, that the quotes must have."""

LEAST_ACROSS = 0.5
"""The same between languages, of the characters whose meaning we know."""

_UNKNOWN = 0.5
"""The largest part of a Chinese statement about quotes in English that may be unknown to us."""


def rule(basis: Basis) -> str:
    """How little of the statement is in the quotes, if it is too little."""
    content = [token for token in basis.said.tokens if token.content]
    if basis.across and basis.said.chinese:
        return _across(basis, content)
    if not content:
        return (
            ""
            if basis.said.quantities or not basis.said.text.strip()
            else "it says nothing that can be checked"
        )
    return _share(basis, content, LEAST)


def _across(basis: Basis, content: Sequence[Token]) -> str:
    """Between languages only what names something counts, and numbers, all of which agree by now."""
    known = [token for token in content if token.kind != "han" or token.text in lexicon.entries()]
    unknown = sum(len(one) for one in unknown_runs(basis.said.tokens))
    if unknown > _UNKNOWN * sum(len(one.text) for one in basis.said.tokens if one.is_word):
        return "too much of it is in words we do not know"
    naming = [
        token for token in known if token.kind != "han" or token.text not in lexicon.general()
    ]
    if not naming and (unknown or not basis.said.quantities):
        return "it names nothing that can be checked"
    had = sum(_weight(token) for token in naming if basis.has(token) or _is_written(token, basis))
    if had < LEAST_ACROSS * (sum(map(_weight, naming)) + unknown):
        return "too little of what it names is in the quotes"
    return ""


def _share(basis: Basis, tokens: Sequence[Token], least: float) -> str:
    had = sum(_weight(token) for token in tokens if basis.has(token) or _is_written(token, basis))
    part = had / (sum(map(_weight, tokens)) or 1.0)
    return "" if part >= least else f"only {part:.0%} of its words are in the quotes"


def _is_written(token: Token, basis: Basis) -> bool:
    return len(token.text) > 1 and token.lower in basis.folded


def _weight(token: Token) -> float:
    return float(len(token.text)) if token.kind == "han" else 1.0 + 0.1 * len(token.text)
