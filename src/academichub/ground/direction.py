"""Does it go the same way? What rises or is better in a statement does so in its quotes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from academichub.ground import words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.reading import Said, Token
from academichub.symbols import words

_REACH = 4
_JOINTS = words(
    "and or but while whereas without yet though although 而 但 并 并且 且 和 但是 以及"
)


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A word that points up (+1) or down (-1), of amount or of worth, with the words around it."""

    token: Token
    sign: int
    worth: bool
    mild: bool
    before: frozenset[str]
    after: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]

    @property
    def context(self) -> frozenset[str]:
        return self.before | self.after


def rule(basis: Basis) -> str:
    """The first word that points where no quote points."""
    there = [pointer for quote in basis.quotes for pointer in _pointers(quote)]
    for pointer in _pointers(basis.said):
        if fault := _turned(pointer, there):
            return fault
    return ""


def _turned(pointer: _Pointer, there: Collection[_Pointer]) -> str:
    same = [(_likeness(pointer, other), other) for other in there if other.sign == pointer.sign]
    turned = [(_likeness(pointer, other), other) for other in there if other.sign != pointer.sign]
    best = max((score for score, _ in same), default=-1.0)
    against, other = max(turned, key=lambda one: one[0], default=(-1.0, None))
    if other is not None and against > max(best, 0.0) and not _is_cost(pointer, other):
        return f"“{pointer.token.text}” goes against “{other.token.text}” of the quotes"
    if not same and not pointer.mild:
        return f"no quote says “{pointer.token.text}”"
    return ""


def _likeness(one: _Pointer, other: _Pointer) -> float:
    """How much two words that point are about the same, by the words around them."""
    sides = len(one.before & other.before) + len(one.after & other.after)
    score = min(3, len(one.context & other.context)) + 0.25 * min(2, sides)
    score += 1.5 * bool(one.next & other.next) + 1.0 * bool(one.last & other.last)
    return (
        score
        + (
            1.0
            if one.token.lower == other.token.lower
            else 0.5 * bool(one.token.stems & other.token.stems)
        )
        if score
        else 0.0
    )


def _is_cost(one: _Pointer, other: _Pointer) -> bool:
    """Whether more of one is better: less of an error is an improvement."""
    return one.worth != other.worth and bool((one.context | other.context) & words_en.COSTS)


@lru_cache(maxsize=8192)
def _pointers(said: Said) -> tuple[_Pointer, ...]:
    found = []
    for at, token in enumerate(said.tokens):
        points_to, worth = sign(token)
        if points_to and not _is_fixed(said.tokens, at):
            before, after = _around(said.tokens, at, _REACH)
            last, following = _around(said.tokens, at, 2)
            found.append(
                _Pointer(token, points_to, worth, _is_mild(token), before, after, last, following)
            )
    return tuple(found)


def _is_mild(token: Token) -> bool:
    return token.lower in (words_en.MILD if token.kind == "word" else words_zh.MILD)


def sign(token: Token) -> tuple[int, bool]:
    """Where *token* points: up 1, down -1, nowhere 0; and whether of worth rather than amount."""
    word = token.lower
    tables: tuple[tuple[Collection[str], int, bool], ...] = (
        (
            (words_en.BETTER, 1, True),
            (words_en.WORSE, -1, True),
            (words_en.UP, 1, False),
            (words_en.DOWN, -1, False),
        )
        if token.kind == "word"
        else (
            (words_zh.BETTER, 1, True),
            (words_zh.WORSE, -1, True),
            (words_zh.UP, 1, False),
            (words_zh.DOWN, -1, False),
        )
    )
    if token.is_word:
        for listed, points_to, worth in tables:
            if word in listed:
                return points_to, worth
    return 0, False


_FIXED = words("""
large language short term long term long short high energy low energy hard sphere strong coupling at least at most as well most of few shot black hole low rank high dimensional high resolution deep learning deep neural well as light curve light cone best of in short as long so long high order higher order fast radio cold atom lower bound upper bound
""")  # fmt: skip


def _is_fixed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word belongs to a fixed expression that points nowhere."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    before = tokens[at - 1].lower if at else ""
    word = tokens[at].lower
    if f"{word} {after}" in {
        "lower bound",
        "upper bound",
        "higher order",
        "low rank",
        "high dimensional",
    }:
        return False
    return f"{word} {after}" in _FIXED or f"{before} {word}" in _FIXED


def _around(
    tokens: tuple[Token, ...], at: int, reach: int
) -> tuple[frozenset[str], frozenset[str]]:
    before = _side(tokens, range(at - 1, -1, -1), reach, ".;:" if reach > 2 else ".;:,")
    return before, _side(tokens, range(at + 1, len(tokens)), reach, ".;:,")


def _side(tokens: tuple[Token, ...], places: range, reach: int, stops: str) -> frozenset[str]:
    found: set[str] = set()
    count = 0
    for place in places:
        token = tokens[place]
        if token.text in stops or count == reach:
            break
        if reach < _REACH and found and (token.lower in _JOINTS or sign(token)[0]):
            break
        if (token.content or token.kind == "number") and not sign(token)[0]:
            found |= token.stems
            count += 1
    return frozenset(found)


def points(said: Said) -> str:
    """The first word in *said* that says what rises, falls, is better or worse; ``""`` if none does."""
    return next((pointer.token.text for pointer in _pointers(said) if not pointer.mild), "")
