"""The words by which declarations are found: of names, doc comments, statements and claims.

``isOpen_iInter_of_finite`` and ``IsOpen.iInter`` have the words open, inter and finite in common;
mathematical signs are words as well. Words mean here what they spell; nothing is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from academichub.canon.values import Declaration

_TOKEN = re.compile(r"[^\W_]+|[+*/^=<>∣-]|[^\x00-\x7f]")
_HUMP = re.compile(r"[^\W\d_]*?[a-z\u03b1-\u03c9](?=[A-Z])|[A-Z]+(?=[A-Z][a-z])|[^\W\d_]+|\d+")
_SIGNS = {
    "≤": "le", "≥": "le", "<": "lt", ">": "lt", "=": "eq", "≠": "ne", "∑": "sum", "∏": "prod", "∫": "integral",
    "∈": "mem", "⊆": "subset", "∪": "union", "∩": "inter", "∧": "and", "∨": "or", "¬": "not", "↔": "iff",
    "∃": "exists", "∀": "forall", "∣": "dvd", "‖": "norm", "√": "sqrt", "∞": "top", "∘": "comp", "+": "add",
    "*": "mul", "/": "div", "^": "pow", "-": "sub", "≅": "iso", "≃": "equiv",
}  # fmt: skip
_SAID = {
    "sum": "add", "product": "mul", "difference": "sub", "quotient": "div", "inverse": "inv",
    "equal": "eq", "divides": "dvd", "divisible": "dvd", "element": "mem", "member": "mem",
    "intersection": "inter", "composition": "comp", "power": "pow", "bounded": "le", "infinitely": "infinite",
    "infinite": "exists", "function": "fun", "square": "sq", "equivalent": "iff", "derivative": "deriv",
    "continuous": "continuou", "isomorphic": "iso", "vanishes": "zero", "positive": "pos",
    "negative": "neg", "root": "sqrt", "limit": "tendsto", "converge": "tendsto", "convergent": "tendsto",
}  # fmt: skip
_IDLE = frozenset(
    {
        "a", "an", "the", "of", "is", "are", "be", "been", "was", "we", "our", "that", "this", "these",
        "those", "it", "its", "for", "any", "every", "all", "by", "with", "in", "on", "at", "to", "as", "if",
        "then", "there", "has", "have", "let", "such", "which", "from", "can", "may", "and", "or",
    }
)  # fmt: skip
_LONG = 40
_SHOWN = 4000
"""How much of one statement or doc comment is read for words."""

NAME, DOC, STATEMENT = 3.0, 1.2, 1.0


def words(text: str) -> Iterator[str]:
    """The words of *text*, in order, small, split at humps and underscores; signs by their name."""
    for token in _TOKEN.findall(text):
        yield from _split(token)


def asked(text: str) -> dict[str, float]:
    """The words of a claim or a search with their weights; words that say little are left out."""
    found: dict[str, float] = {}
    for word in words(text):
        if word not in _IDLE:
            found[word] = 1.0
    for word in tuple(found):
        if other := _SAID.get(word):
            found.setdefault(other, 0.5)
    return found


def weighed(declaration: Declaration) -> dict[str, float]:
    """The words of a declaration, each with how much it says of it, 0 to 1."""
    sums: dict[str, float] = {}
    for word in set(words(declaration.name)):
        sums[word] = NAME
    for word in set(words(declaration.doc[:_SHOWN])):
        sums[word] = sums.get(word, 0.0) + DOC
    for word in set(words(declaration.statement[:_SHOWN])):
        sums[word] = sums.get(word, 0.0) + STATEMENT
    least = 1.0 + 0.04 * len(sums)
    return {word: weight / (weight + least) for word, weight in sums.items()}


@lru_cache(maxsize=200_000)
def _split(token: str) -> tuple[str, ...]:
    if token in _SIGNS:
        return (_SIGNS[token],)
    parts = _HUMP.findall(token) or [token]
    return tuple(_stem(part.lower()[:_LONG]) for part in parts)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
