"""What a quantity is, once read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Comparator = Literal["", "<", "<=", ">", ">=", "~"]
"""``""`` is equality; ``~`` is about, approximately, of the order of."""

QuantityKind = Literal["measure", "count", "probability", "ratio", "date", "label"]
"""``probability`` is a p-value, ``ratio`` a factor ("3-fold", "2x"), ``date`` a year or day, ``label``
a number that names something and measures nothing (GPT-4, Table 2, Mg2+)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text, with what belongs to it.

    ``values`` is one number, or the two ends of a range, in the unit as written; ``unit`` is the
    unit's one spelling (``%``, ``ms``, ``km/s``), ``""`` for a bare number; ``error`` is what stands after
    ±; ``measure`` names what is measured in the text's own words, ``""`` where that cannot be told.
    ``start`` and ``end`` are offsets in the text it was read from.
    """

    text: str
    start: int
    end: int
    values: tuple[float, ...]
    unit: str = ""
    comparator: Comparator = ""
    error: float | None = None
    measure: str = ""
    kind: QuantityKind = "measure"
