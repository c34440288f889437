"""Is it as sure? A statement may be weaker than its quotes, never stronger."""

from __future__ import annotations

from academichub.ground import scopes, words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.reading import Said, Token
from academichub.ground.stems import stem


def rule(basis: Basis) -> str:
    """What the statement says more surely than its quotes."""
    return _boosted(basis) or _unhedged(basis)


def _boosted(basis: Basis) -> str:
    strong = set(basis.stems) | {one for quote in basis.quotes for one in _boosters(quote).values()}
    for token, one in _boosters(basis.said).items():
        allowed = words_en.STRONGEST.get(one, set()) | {one}
        if not allowed & strong and not _is_light(token):
            return f"no quote says “{token.text}”"
    return ""


def _is_light(token: Token) -> bool:
    return token.kind == "han" and token.text in words_zh.LIGHT_BOOSTERS


def _boosters(said: Said) -> dict[Token, str]:
    found = {}
    for token in said.tokens:
        if token.kind == "word" and token.lower in words_en.BOOSTERS:
            found[token] = stem(token.lower)
        elif token.kind == "han" and token.text in words_zh.BOOSTERS:
            found[token] = words_zh.BOOSTERS[token.text]
    return found


def _unhedged(basis: Basis) -> str:
    said = basis.said
    weakened = _weakened(said)
    for quote in basis.around:
        for cue in scopes.hedges(quote):
            if quote.tokens[cue.at].stems & said.stems.keys():
                continue
            first = [quote.tokens[place] for place in cue.first]
            there = [token for token in first if any(one in said.stems for one in token.stems)]
            enough = len(there) >= min(2, len(first)) and there
            if enough and not any(token.stems & weakened for token in there):
                return f"the quotes say “{quote.tokens[cue.at].text}” of “{there[0].text}”"
    return ""


def _weakened(said: Said) -> set[str]:
    """The stems in *said* that some hedge, however slight, reaches."""
    found: set[str] = set()
    for at, token in enumerate(said.tokens):
        if token.lower in words_en.HEDGES or token.text in words_zh.HEDGES:
            for other in said.tokens[max(0, at - 3) : at + 11]:
                found |= other.stems
    return found
