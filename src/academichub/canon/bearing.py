"""Whether a declaration may bear on a claim: how many of its telling words the claim has too.

Counts words and understands nothing; what it lets through is still no more than a candidate.
"""

from __future__ import annotations

from academichub.canon.values import Declaration
from academichub.canon.words import asked, words

_STRUCTURE = frozenset({
    "le", "lt", "eq", "ne", "sum", "mem", "add", "mul", "sub", "div", "inv", "neg", "iff", "exist", "exists",
    "forall", "not", "fun", "self", "left", "right", "aux", "nat", "mk", "def", "lemma", "theorem", "apply",
    "type", "set", "list", "map", "coe", "val", "bot", "top", "iso", "equiv", "one", "two", "three", "four",
    "zero", "first", "second", "show", "prove", "follow", "given", "where", "when", "some", "all", "each",
    "bound", "bounded", "lower", "upper", "simple", "find", "factor", "multiple", "unique", "part", "real",
    "complex", "int", "rat", "time", "order", "general", "equal", "size", "level", "base", "much", "always", "least",
    "case", "also", "only", "over", "under", "into", "form", "version", "result", "statement", "note",
})  # fmt: skip
"""Words of names that say how a statement is built and not of what, and words of every prose."""
_SHARED, _LONG = 3, 16
_NAME_PART, _DOC_PART = 0.5, 0.6


def bears_on(claim: str, declaration: Declaration) -> bool:
    """Whether *claim* has most telling words of the name, or of what its doc comment says first.

    Three at least have to be shared, and one more for each `_LONG` telling words of the claim: a long
    one shares some with anything.
    """
    said = _telling(" ".join(asked(claim)))
    name, doc = _telling(declaration.name), _telling(_first(declaration.doc))
    if len(said & (name | doc)) < _SHARED + len(said) // _LONG:
        return False
    return _covers(said, name, _NAME_PART) or _covers(said, doc, _DOC_PART)


def _covers(said: frozenset[str], told: frozenset[str], part: float) -> bool:
    return len(said & told) >= max(2, part * len(told))


def _first(doc: str) -> str:
    """The first sentence of a doc comment."""
    return " ".join(doc.split()).partition(". ")[0]


def _telling(text: str) -> frozenset[str]:
    return frozenset(one for one in words(text) if len(one) > 2 and one in asked(one)) - _STRUCTURE
