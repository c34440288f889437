"""Words that turn or weaken what stands by them, and how far they reach.

A cue reaches the words after it up to a mark or a word that opens another clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from academichub.ground import words_en, words_zh
from academichub.ground.reading import Said, Token
from academichub.symbols import words

_TURNS = words("""
but whereas while although though however yet and or because since 但 但是 而 并 并且 然而 且
""")
_MARKS = frozenset(",;:.!?()。;")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: where it is, the first words it reaches, and all it reaches, as places of tokens."""

    at: int
    first: tuple[int, ...]
    all: tuple[int, ...]


@lru_cache(maxsize=8192)
def negations(said: Said) -> tuple[Cue, ...]:
    """Everything in *said* that turns what stands by it."""
    return tuple(_cue(said.tokens, at, 2, 7) for at in _negating(said))


def _negating(said: Said) -> Iterable[int]:
    spared = _spared(said)
    for at, token in enumerate(said.tokens):
        word = token.lower
        turned = (
            word in words_en.NEGATIONS or word.endswith("n't")
            if token.kind == "word"
            else word in words_zh.NEGATIONS
        )
        if turned and at not in spared:
            yield at


def _spared(said: Said) -> set[int]:
    """Tokens within phrases that hold a negating word and negate nothing."""
    line = f" {' '.join(token.lower for token in said.tokens)} "
    found: set[int] = set()
    for phrase in words_en.NOT_NEGATIONS:
        plain = f" {phrase.replace('-', ' ')} "
        at = line.find(plain)
        while at >= 0:
            first = line.count(" ", 0, at)
            found.update(range(first, first + plain.count(" ") - 1))
            at = line.find(plain, at + 1)
    return found


@lru_cache(maxsize=8192)
def hedges(said: Said) -> tuple[Cue, ...]:
    """Everything in *said* that weakens what stands by it."""
    found = []
    for at, token in enumerate(said.tokens):
        cues: Collection[str] = (
            words_en.STRONG_HEDGES if token.kind == "word" else words_zh.STRONG_HEDGES
        )
        if token.is_word and token.lower in cues and not _is_month(said.tokens, at):
            found.append(_cue(said.tokens, at, 3, 12))
    return tuple(found)


def _is_month(tokens: tuple[Token, ...], at: int) -> bool:
    return (
        tokens[at].text == "May"
        and at > 0
        and (
            tokens[at - 1].lower in {"in", "since", "until", "of", "from", "by"}
            or tokens[at - 1].kind == "number"
        )
    )


def _cue(tokens: tuple[Token, ...], at: int, first: int, widest: int) -> Cue:
    after = _reach(tokens, range(at + 1, len(tokens)), widest)
    if not after:
        after = _reach(tokens, range(at - 1, -1, -1), first)
    return Cue(at, after[:first], after)


def _reach(tokens: tuple[Token, ...], places: Iterable[int], widest: int) -> tuple[int, ...]:
    found: list[int] = []
    for place in places:
        token = tokens[place]
        if (token.text in _MARKS and token.text not in "()") or (found and token.lower in _TURNS):
            break
        if token.content:
            found.append(place)
        if len(found) == widest:
            break
    return tuple(found)


def reached(said: Said, cues: Iterable[Cue]) -> Counter[str]:
    """How often each stem of *said* is reached by one of *cues*."""
    places = {place for cue in cues for place in cue.all}
    return Counter(stem for place in places for stem in said.tokens[place].stems)
