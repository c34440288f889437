"""Characters that show something else than they say: invisible, turning the writing round, striking out.

Characters that the quotes have themselves are not held against a statement.
"""

from __future__ import annotations

import re
import unicodedata

from academichub.ground.basis import Basis
from academichub.quantities.folding import plain

_HIDING = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
_STRIKING = re.compile("[\u0334-\u0338\u20d0-\u20f0\u0488\u0489\ufe00-\ufe0f]")
_POWER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉"


def rule(basis: Basis, text: str) -> str:
    """What in *text*, as it was written, hides or disguises something; ``""`` if nothing does."""
    given = "".join(quote.text for quote in basis.quoted)
    for at, character in enumerate(text):
        if character not in given and (fault := _fault(text, at, character)):
            return f"the character U+{ord(character):04X} {fault}"
    return ""


def _fault(text: str, at: int, character: str) -> str:
    if character.isascii():
        return "" if character.isprintable() or character in "\n\t" else "cannot be seen"
    category = unicodedata.category(character)
    if category in _HIDING:
        return "cannot be seen"
    if _STRIKING.match(character):
        return "strikes out or disguises another"
    if (
        category in {"Mn", "Me"}
        and at
        and not text[at - 1].isalpha()
        and not unicodedata.combining(text[at - 1])
    ):
        return "changes a sign that is no letter"
    if category in {"No", "Nl"} and not (
        character in _POWER and at and (text[at - 1].isalnum() or text[at - 1] in _POWER + ")")
    ):
        return "is a number in disguise"
    return (
        ""
        if plain(character) == character
        or unicodedata.east_asian_width(character) == "F"
        or category != "Nd"
        else "is a digit of another script"
    )
