"""Numbers with their units, as papers write them: read from text, compared with each other.

Pure. English and Chinese, digits, words and TeX. Never guesses a number that is not written.
"""

from __future__ import annotations

from academichub.quantities.values import Comparator, Quantity, QuantityKind

__all__ = ["Comparator", "Quantity", "QuantityKind", "agree", "read"]


def read(text: str) -> tuple[Quantity, ...]:
    """The quantities of *text* in their order, none inside another.

    ``text[q.start:q.end] == q.text`` holds for each; a comparator before the number is outside of it.
    """
    from academichub.quantities.reading import quantities

    return quantities(text)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether *one*, as a statement says it, is what *other*, as its source says it, is.

    Units are converted (``0.5`` and ``50 %``, ms and s, 3-fold and 3×). A statement may round where it
    says so ("about") or keeps fewer digits than the source; the comparator must not say more.
    """
    from academichub.quantities.agreeing import agrees

    return agrees(one, other)
