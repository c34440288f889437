"""Numbers as they are printed: exact, with the last digit that is kept.

A printed number stands for all that round to it; nothing here is a float. Never guesses whether a
comma is a decimal sign: who asks says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

GROUPED = r"\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,3}(?: \d{3}){1,4}(?! ?\d)"
"""A whole number with signs between its thousands."""

_GROUPS = re.compile(GROUPED)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its value, and how much one of its last digit is."""

    value: Decimal
    step: Decimal

    @property
    def half(self) -> Decimal:
        """As far as rounding may have moved it."""
        return self.step / 2

    @property
    def low(self) -> Decimal:
        """The least that rounds to it."""
        return self.value - self.half

    @property
    def high(self) -> Decimal:
        """The most that rounds to it."""
        return self.value + self.half

    def roundings(self, exact: Decimal) -> frozenset[Decimal]:
        """What *exact* is when printed with as many digits, by both rules: half up, half to even."""
        return frozenset(
            exact.quantize(self.step, rounding=rule) for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        )


def printed(text: str, *, comma: bool = False) -> Printed:
    """The number *text* is; with *comma* a comma is the decimal sign, else it parts thousands."""
    bare = text.replace(" ", "").replace("\u00b7", ".").replace("+", "")
    bare = bare.replace(".", "").replace(",", ".") if comma else bare.replace(",", "")
    value = Decimal(bare)
    exponent = value.as_tuple().exponent
    return Printed(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def whole(text: str) -> int | None:
    """The whole number *text* is, with or without signs between its thousands; else None."""
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 13:
        return int(bare)
    return int(re.sub(r"[ ,]", "", bare)) if _GROUPS.fullmatch(bare) else None
