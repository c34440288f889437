"""The names that an attribute gives to a second declaration: ``@[to_additive name]``.

Only a name that is written out is read; the names Lean guesses by itself are not guessed here.
"""

from __future__ import annotations

import re

_GIVEN = re.compile(
    r"(?<![\w.'])to_additive[?!]*+"
    r"(?:\s++existing|\s*+\([^()\[\]]*+(?:\([^()]*+\)[^()\[\]]*+)*+\))*+"
    r"\s++(?P<name>[^\W\d][\w'!?.]*+)"
)
_WORDS = {"existing", "self", "none", "reorder"}


def given(head: str, source: str) -> str:
    """The full name *head*, the attributes of *source*, gives to the additive declaration, or "".

    A name that would have to be put into a namespace which the attribute may have renamed as well is
    not told: it could be another one.
    """
    found = _GIVEN.search(head)
    if not found or found["name"] in _WORDS or "existing" in found[0]:
        return ""
    name = found["name"].rstrip(".")
    depth = name.count(".") + 1
    if name.startswith("_root_."):
        return name.removeprefix("_root_.")
    if depth > source.count("."):
        return name
    return ""
