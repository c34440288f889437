"""Who outperforms whom? Two things of a quote that change places change what is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academichub.ground import words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.general import STOP
from academichub.ground.reading import Said, Token
from academichub.symbols import words

_EVEN = words("""
and or nor vs versus with between while whereas but , ; ( ) as well both also plus / & is are be equal equivalent similar 和 与 或 及 以及 、 而 并 且 以 as than
""")
"""Between these two sides may change places; "than" is watched by who is compared with whom."""

_BE = words("is are was were be been being")
_LONGEST = 120
_SIDE = 7


def rule(basis: Basis) -> str:
    """What has changed places."""
    return _reversed(basis) or _swapped(basis)


def _swapped(basis: Basis) -> str:
    """Whether the statement is a quote with two parts exchanged around words that are not even."""
    for quote in basis.quotes:
        if _is_passive(basis.said) != _is_passive(quote):
            continue
        for one, other in (_shared(basis.said, quote), _once(basis.said, quote)):
            if found := _exchange(one, other):
                return f"“{found[0]}” and “{found[1]}” have changed places"
    return ""


def _shared(said: Said, quote: Said) -> tuple[list[str], list[str]]:
    """The words and numbers that both have, each in its order."""
    mine, theirs = _sequence(said, _SMALL), _sequence(quote, _SMALL)
    both = set(mine) & set(theirs)
    return [word for word in mine if word in both], [word for word in theirs if word in both]


def _once(said: Said, quote: Said) -> tuple[list[str], list[str]]:
    """The words that are not of grammar and both have exactly once, each in its order."""
    mine, theirs = _sequence(said, STOP), _sequence(quote, STOP)
    counts = Counter(mine), Counter(theirs)
    both = {word for word in mine if counts[0][word] == counts[1][word] == 1}
    return [word for word in mine if word in both], [word for word in theirs if word in both]


_SMALL = words("the a an of")


def _sequence(said: Said, without: frozenset[str]) -> list[str]:
    return [
        min(token.stems) if token.kind != "number" else token.text
        for token in said.tokens
        if token.stems and not (token.kind == "word" and token.lower in without)
    ][:_LONGEST]


def _exchange(said: Sequence[str], quote: Sequence[str]) -> tuple[str, str] | None:
    """The parts X and Y where one is … X M Y … and the other … Y M X …, with M uneven."""
    if len(said) != len(quote) or list(said) == list(quote):
        return None
    first = next(at for at in range(len(said)) if said[at] != quote[at])
    last = next(at for at in range(len(said), 0, -1) if said[at - 1] != quote[at - 1])
    mine, theirs = list(said[first:last]), list(quote[first:last])
    size = len(mine)
    if size > 3 * _SIDE:
        return None
    for x in range(1, min(size - 1, _SIDE)):
        if mine[size - x :] != theirs[:x]:
            continue
        for y in range(1, min(size - x, _SIDE)):
            middle = theirs[x : size - y]
            if (
                mine[:y] == theirs[size - y :]
                and mine[y : size - x] == middle
                and not _EVEN.issuperset(middle)
            ):
                return " ".join(theirs[:x]), " ".join(theirs[size - y :])
    return None


def _is_passive(said: Said) -> bool:
    words = [token.lower for token in said.tokens]
    return (
        any(word == "by" and _BE & set(words[max(0, at - 4) : at]) for at, word in enumerate(words))
        or "被" in words
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comparison: what stands before and after it, and which of them is more."""

    word: str
    sign: int
    before: frozenset[str]
    after: frozenset[str]


def _reversed(basis: Basis) -> str:
    there = [one for quote in basis.quotes for one in _comparisons(quote)]
    for said in _comparisons(basis.said):
        if any(_agree(said, other) > 0 for other in there):
            continue
        if any(_agree(said, other) < 0 for other in there):
            return f"“{said.word}” is said of the other side"
    return ""


def _agree(one: _Compared, other: _Compared) -> int:
    """1 where both compare the same alike, -1 where they do so the other way round, 0 otherwise."""
    along = len(one.before & other.before) + len(one.after & other.after)
    across = len(one.before & other.after) + len(one.after & other.before)
    if along == across or not (one.before | one.after) & (other.before | other.after):
        return 0
    if across > along and not (one.before & other.after and one.after & other.before):
        return 0
    return (1 if along > across else -1) * (1 if one.sign == other.sign else -1)


def _comparisons(said: Said) -> Iterable[_Compared]:
    tokens = said.tokens
    for at, token in enumerate(tokens):
        sign = _sign(token)
        if not sign:
            continue
        words = [one.lower for one in tokens[max(0, at - 2) : at]]
        passive = bool(_BE & set(words)) and any(
            one.lower == "by" for one in tokens[at + 1 : at + 3]
        )
        than = any(one.lower in {"than", "to"} for one in tokens[at + 1 : at + 5])
        if token.kind == "word" and not (
            than
            or passive
            or token.lower.startswith(
                (
                    "outper",
                    "exceed",
                    "surpass",
                    "beat",
                    "outpac",
                    "underper",
                    "dominat",
                    "overtak",
                    "trail",
                    "lag",
                )
            )
        ):
            continue
        yield _Compared(
            token.text,
            -sign if passive else sign,
            _side(tokens[max(0, at - 2 * _SIDE) : at][::-1]),
            _side(tokens[at + 1 : at + 2 * _SIDE]),
        )


def _sign(token: Token) -> int:
    up, down = (
        (words_en.COMPARE_UP, words_en.COMPARE_DOWN)
        if token.kind == "word"
        else (words_zh.COMPARE_UP, words_zh.COMPARE_DOWN)
    )
    return (token.lower in up) - (token.lower in down)


def _side(tokens: Iterable[Token]) -> frozenset[str]:
    found: set[str] = set()
    count = 0
    for token in tokens:
        if token.text in ".;:" or count == _SIDE:
            break
        if (token.content or token.kind == "number") and not _sign(token):
            found |= token.stems
            count += 1
    return frozenset(found)
