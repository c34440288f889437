"""Is it about the same? Every word of a statement that names something is in its quotes, in some form or language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from academichub.characters import fold
from academichub.ground import general, lexicon, synonyms
from academichub.ground.basis import Basis
from academichub.ground.reading import Said, Token

_ADVERB = re.compile(r"[a-z]{3,}ly")


def rule(basis: Basis) -> str:
    """The first name, term or abbreviation that no quote has."""
    spared = _authors(basis) | basis.said.measured
    for token in basis.said.tokens:
        if (
            token.kind == "word"
            and _names(token)
            and token.lower not in spared
            and not _stands(token, basis)
        ):
            return f"“{token.text}” is not in the quotes"
        if token.kind == "han" and _is_term(token) and not _has_meaning(token, basis):
            return f"“{token.text}” is not in the quotes"
    return _strange(basis)


def _names(token: Token) -> bool:
    """Whether a word names something: any that is not one of general use."""
    word = token.lower
    if len(word) == 1:
        return False
    if token.text[1:] != token.text[1:].lower() and len(token.text) > 1:
        return True  # BERT, LaTeX, mRNA
    return not general.is_general(word) and not _ADVERB.fullmatch(word)


def _is_proper(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word of general use is written as a name, not as the first word of a sentence."""
    before = tokens[at - 1] if at else None
    return (
        tokens[at].text[:1].isupper()
        and len(tokens[at].text) > 3
        and before is not None
        and before.kind == "word"
    )


def _stands(token: Token, basis: Basis) -> bool:
    word = token.lower
    return (
        basis.has(token)
        or _abbreviates(word, basis)
        or _is_spelled_out(token, basis)
        or (len(word) > 3 and word.endswith("s") and word[:-1] in basis.joined)
        or (token.glued and _within(token, basis))
    )


def _within(token: Token, basis: Basis) -> bool:
    return len(token.text) >= 2 and token.lower in basis.folded


def _abbreviates(word: str, basis: Basis) -> bool:
    """Whether the word abbreviates what is in the quotes: usual, or the first letters of words there."""
    single = word.removesuffix("s")
    long = synonyms.long_form(single)
    if long and all(basis.has_stem(one) for one in long):
        return True
    return 2 < len(single) <= 6 and any(single in _initials(quote) for quote in basis.quotes)


def _initials(quote: Said) -> str:
    return "".join(
        token.lower[0] for token in quote.tokens if token.kind == "word" and not token.stops
    )


def _is_spelled_out(token: Token, basis: Basis) -> bool:
    """Whether the word belongs to the long form of an abbreviation in the quotes."""
    said = basis.said.stems
    return any(
        short in basis.words or f"{short}s" in basis.words
        for one in token.stems
        for short, parts in synonyms.shorts(one)
        if all(part in said for part in parts)
    )


def _is_term(token: Token) -> bool:
    entry = lexicon.entries().get(token.text)
    return entry is not None and not entry.empty and token.text not in lexicon.general()


def _has_meaning(token: Token, basis: Basis) -> bool:
    if any(token.text in quote.text for quote in basis.quotes):
        return True
    meanings = lexicon.entries()[token.text].meanings
    return any(
        all(basis.has_stem(one) or _short_for(one, basis) for one in meaning)
        for meaning in meanings
    )


def _short_for(one: str, basis: Basis) -> bool:
    return any(
        short in basis.words or f"{short}s" in basis.words for short, _ in synonyms.shorts(one)
    )


def _strange(basis: Basis) -> str:
    """A stretch of Chinese we know no meaning of, that no Chinese quote has either."""
    if not any(quote.chinese for quote in basis.quotes):
        return ""
    for run in unknown_runs(basis.said.tokens):
        for at in range(max(1, len(run) - 1)):
            piece = run[at : at + 2]
            if not any(piece in quote.text for quote in basis.quotes):
                return f"“{run}” is not in the quotes"
    return ""


def unknown_runs(tokens: Iterable[Token]) -> list[str]:
    """Stretches of two or more Chinese characters that our tables do not have."""
    runs, last = [""], -1
    for token in tokens:
        if token.kind != "han" or token.text in lexicon.entries():
            continue
        if token.start == last:
            runs[-1] += token.text
        else:
            runs.append(token.text)
        last = token.end
    return [run for run in runs if len(run) > 1]


def _authors(basis: Basis) -> set[str]:
    """Every part of the names of those who wrote the quoted works, in lower case."""
    names = (name for quote in basis.quoted for name in basis.works[quote.work].authors)
    return {part for name in names for part in re.split(r"[\s,.\-]+", fold(name)) if part}
