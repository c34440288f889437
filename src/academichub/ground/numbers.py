"""Do the numbers agree? Each number of a statement, with its unit, sign and comparator, is one of its quotes'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from academichub import quantities
from academichub.characters import fold
from academichub.ground.basis import Basis
from academichub.ground.stems import stem
from academichub.quantities import Quantity
from academichub.quantities.agreeing import same_values
from academichub.quantities.folding import plain
from academichub.quantities.unit_names import counted
from academichub.symbols import words

_ONE = words("one single sole")
_NEAR = 60
_WORD = re.compile(r"[a-z]+")


def rule(basis: Basis) -> str:
    """The first number that no quote has, and what is there instead."""
    there = [(quantity, quote.text) for quote in basis.quotes for quantity in quote.quantities]
    for said in basis.said.quantities:
        if not _stands(said, there, basis):
            return _told(said, [quantity for quantity, _ in there])
    return _too_often(basis, there) or _signs(basis) or _marks(basis) or _only_one(basis)


def _too_often(basis: Basis, there: Sequence[tuple[Quantity, str]]) -> str:
    """A number that the statement has more often than its quotes: it took another's place."""
    counts = Counter(
        (one.values, one.unit) for one in basis.said.quantities if one.kind not in {"label", "date"}
    )
    for one in basis.said.quantities:
        often = counts[one.values, one.unit]
        if often > 1 and often > sum(
            quantities.agree(one, other) or one.text == other.text for other, _ in there
        ):
            return f"“{one.text}” is in the quotes less often"
    return ""


_SIGNED = re.compile(
    r"(?P<minus>(?:(?<![\w)\]}.])|(?<=[eE^]))[-\u2212]\s?)?(?P<number>\d+(?:\.\d+)?)"
)


def _signs(basis: Basis) -> str:
    """A number whose minus was lost or put in."""
    mine = _signed(basis.said.text)
    theirs = sum((_signed(quote.text) for quote in basis.quotes), Counter[tuple[bool, str]]())
    for (minus, number), often in mine.items():
        if often > theirs[minus, number] and mine[not minus, number] < theirs[not minus, number]:
            return f"“{'-' if minus else ''}{number}” has another sign in the quotes"
        if minus and not theirs[minus, number] and theirs[False, number]:
            return f"“-{number}” has another sign in the quotes"
    return ""


def _signed(text: str) -> Counter[tuple[bool, str]]:
    return Counter(
        (bool(match["minus"]), match["number"]) for match in _SIGNED.finditer(plain(text))
    )


def _marks(basis: Basis) -> str:
    """A sign of a unit that the quotes do not have in any spelling."""
    for mark, others in (
        ("‰", ("per mil", "permil", "千分之")),
        ("°", ("degree", "circ", "℃", "º", "^o", "度")),
        ("℃", ("°", "circ", "elsius", "º")),
    ):
        if mark in basis.said.text and not any(
            one in quote.text for quote in basis.quotes for one in (mark, *others)
        ):
            return f"“{mark}” is not in the quotes"
    return ""


def _stands(said: Quantity, there: Iterable[tuple[Quantity, str]], basis: Basis) -> bool:
    if said.kind == "label":
        return _is_named(said.text, basis) or any(
            quantities.agree(said, other) for other, _ in there
        )
    if any(
        quantities.agree(said, other) or _counts_alike(said, other, basis.said.text, text)
        for other, text in there
    ):
        return True
    return said.kind == "date" and said.values[0] in {
        basis.works[quote.work].year for quote in basis.quoted
    }


def _is_named(name: str, basis: Basis) -> bool:
    bare = re.sub(r"[\s\-_^{}$\\~\u2010-\u2015]+", "", fold(name))
    found = re.search(rf"(?<![0-9.]){re.escape(bare)}(?![0-9%‰°])", basis.folded)
    return found is not None


def _counts_alike(said: Quantity, other: Quantity, text: str, source: str) -> bool:
    """Whether the same number counts what both name, though only one has the unit beside the number."""
    things = counted()
    units = {said.unit, other.unit} - {""}
    if len(units) != 1 or not units <= things.keys() or "" not in {said.unit, other.unit}:
        return False
    bare = replace(said, unit=""), replace(other, unit="")
    if not quantities.agree(*bare):
        return False
    named = stem(next(iter(units)).split()[0])
    whole, place = (source, other) if not other.unit else (text, said)
    near = whole[max(0, place.start - _NEAR // 2) : place.end + _NEAR].lower()
    return named in {stem(word) for word in _WORD.findall(near)} or (
        bool(re.search("[\u4e00-\u9fff]", whole))
    )


def _only_one(basis: Basis) -> str:
    """Whether "one" is said of what the quotes count otherwise."""
    counted_there = any(_is_spelled_count(q) for quote in basis.quotes for q in quote.quantities)
    for token, after in (
        pairwise(basis.said.tokens) if counted_there and not basis.words & _ONE else ()
    ):
        if token.lower in _ONE and after.content and basis.has(after):
            return f"“{token.text} {after.text}” is not in the quotes"
    return ""


def _is_spelled_count(quantity: Quantity) -> bool:
    spelled = not quantity.text[0].isdigit() and quantity.kind in {"count", "measure"}
    return spelled and quantity.values[0] >= 2


def _told(said: Quantity, there: list[Quantity]) -> str:
    for other in there:
        if said.kind != "label" and same_values(said, other):
            if other.comparator != said.comparator:
                return f"“{_shown(said)}” is compared otherwise than “{_shown(other)}”"
            return f"the error of “{said.text}” is not that of “{other.text}”"
    for other in there:
        if said.values == other.values and said.unit != other.unit:
            return f"“{said.text}” has another unit than “{other.text}”"
        if [abs(one) for one in said.values] == [
            abs(one) for one in other.values
        ] and said.unit == other.unit:
            return f"“{said.text}” has another sign than “{other.text}”"
    return f"“{said.text}” is not in the quotes"


def _shown(quantity: Quantity) -> str:
    return f"{quantity.comparator}{quantity.text}"
