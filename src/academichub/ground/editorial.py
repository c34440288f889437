"""May it stand on nothing? Only if it says nothing of the world: no number, no name, no claim."""

from __future__ import annotations

from academichub.ground import general, lexicon, scopes, words_en, words_zh
from academichub.ground.direction import points
from academichub.ground.reading import Said, Token, read


def rule(text: str) -> str:
    """What *text* claims; ``""`` if nothing."""
    said = read(text)
    if said.quantities:
        return f"“{said.quantities[0].text}” stands on no quote"
    for at, token in enumerate(said.tokens):
        if _claims(token) or _is_name(token, first=at == 0):
            return f"“{token.text}” stands on no quote"
    return _turned(said)


def lead(text: str) -> str:
    """What connecting words claim; names are theirs to say."""
    said = read(text)
    if said.quantities:
        return f"“{said.quantities[0].text}” stands on no quote"
    return next(
        (f"“{token.text}” stands on no quote" for token in said.tokens if _claims(token)), ""
    )


def _claims(token: Token) -> bool:
    return token.lower in words_en.CLAIMS or token.text in words_zh.CLAIMS


def _is_name(token: Token, *, first: bool) -> bool:
    if token.kind == "number":
        return True
    if token.kind == "word":
        proper = token.text[:1].isupper() and not first
        return (
            proper
            or token.text[1:] != token.text[1:].lower()
            or not general.is_general(token.lower)
        )
    return token.kind == "han" and token.text not in lexicon.general()


def _turned(said: Said) -> str:
    if cues := scopes.negations(said):
        return f"“{said.tokens[cues[0].at].text}” stands on no quote"
    if pointing := points(said):
        return f"“{pointing}” stands on no quote"
    strong = (
        token.text
        for token in said.tokens
        if token.lower in words_en.STRONG_CAUSES or token.text in words_zh.STRONG_CAUSES
    )
    return next((f"“{word}” stands on no quote" for word in strong), "")
