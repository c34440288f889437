"""Whether two quantities say the same: the statement's, and its source's.

Never takes a number for another that rounding or a change of unit does not explain.
"""

from __future__ import annotations

import math
import re

from academichub.quantities import units
from academichub.quantities.folding import plain
from academichub.quantities.values import Comparator, Quantity

_MAY_SAY: dict[Comparator, frozenset[str]] = {
    "": frozenset({""}),
    "~": frozenset({"", "~"}),
    "<": frozenset({"<"}),
    "<=": frozenset({"<=", "<"}),
    ">": frozenset({">"}),
    ">=": frozenset({">=", ">"}),
}
"""What the source may have said for each comparator of a statement: never less."""

_TOLERANCE = 1e-6


def agrees(one: Quantity, other: Quantity) -> bool:
    """Whether *one* of a statement stands on *other* of its quote."""
    if one.kind == "label" or other.kind == "label":
        return one.kind == other.kind and _name(one.text) == _name(other.text)
    return (
        same_values(one, other)
        and other.comparator in _MAY_SAY[one.comparator]
        and (one.error is None or _same_error(one, other))
    )


def same_values(one: Quantity, other: Quantity) -> bool:
    """Whether the numbers are equal in a common unit, or rounded as a statement may."""
    if (one.kind == "date") != (other.kind == "date") or len(one.values) != len(other.values):
        return False
    factor = conversion(one.unit, other.unit)
    if factor is None:
        return False
    if units.size(one.unit) != units.size(other.unit) and not any((*one.values, *other.values)):
        return False  # nothing of one is not nothing of another
    exact = one.kind in {"date", "count"} and one.comparator != "~"
    return all(
        _same(value * factor, source, 0.0 if exact else _half_digit(one, factor), one.comparator)
        for value, source in zip(one.values, other.values, strict=True)
    )


def conversion(unit: str, other: str) -> float | None:
    """By what a number of *unit* is multiplied to be one of *other*; None if they are not alike."""
    if unit == other:
        return 1.0
    if {unit, other} == {"", "%"}:
        return 100.0 if other == "%" else 0.01
    if {unit, other} == {"", "×"}:
        return 1.0
    one, two = units.size(unit), units.size(other)
    return one.factor / two.factor if unit and other and one.of == two.of else None


def _same(value: float, source: float, half: float, comparator: Comparator) -> bool:
    if math.isclose(value, source, rel_tol=_TOLERANCE, abs_tol=1e-300):
        return True
    if value == 0 or source == 0 or (value < 0) != (source < 0):
        return False
    close = abs(value - source) <= half * (1 + 1e-9)
    return close and (comparator == "~" or abs(value - source) < 0.05 * abs(source))


def _half_digit(quantity: Quantity, factor: float) -> float:
    """Half of the last digit that is written, in the other's unit: as far as rounding may go."""
    match = re.search(r"\d[\d,]*(?:\.(\d+))?", plain(quantity.text))
    if match is None:
        return 0.0
    if match[1] is not None:
        return 0.5 * 10.0 ** -len(match[1]) * _scale(quantity, match[0]) * factor
    whole = match[0].replace(",", "")
    zeros = len(whole) - len(whole.rstrip("0")) if quantity.comparator == "~" else 0
    return 0.5 * 10.0**zeros * _scale(quantity, match[0]) * factor


def _scale(quantity: Quantity, written: str) -> float:
    number = float(written.replace(",", "") or 0)
    return abs(quantity.values[0]) / number if number else 1.0


def _same_error(one: Quantity, other: Quantity) -> bool:
    factor = conversion(one.unit, other.unit)
    if other.error is None or one.error is None or factor is None:
        return False
    return _same(one.error * factor, other.error, 0.0, "")


def _name(text: str) -> str:
    return re.sub(r"[\s~_{}$^\\-]+", "", plain(text)).casefold()
