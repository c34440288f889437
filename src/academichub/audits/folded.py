"""The text of a paper made plain for reading figures, with the way back to where each character stood.

Tags that were left behind, TeX commands around letters, entities, thin spaces and subscripts become what
they mean; a subscript is written ``_``. Never says what a text means, only how it is spelled.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from academichub.quantities.folding import plain

_TAG = (
    r"</?(?:i|b|u|em|strong|sup|small|italic|bold|span|jats:[a-z]{1,10})(?: [^<>]{0,80})?/?>"
    r"|</sub(?: [^<>]{0,80})?>"
)
_ODD = re.compile(
    rf"(?P<drop>{_TAG}|[\u200b-\u200f\u2060\ufeff\u00ad]"
    r"|\\(?:math(?:rm|it|bf|sf|normal)|text(?:rm|it|bf|sf|normal)?|emph|rm|it|left|right|displaystyle|!)(?![a-zA-Z])"
    r"|[${}])"
    r"|(?P<sub><sub(?: [^<>]{0,80})?>(?: ?</?(?:i|em|italic)>)?)"
    r"|(?P<digits>[\u2080-\u2089]+)"
    r"|(?P<tex>\\(?:chi|leqslant|leq|le|geqslant|geq|ge|lt|gt|ll|eta|omega|beta|times|cdot|pm|quad|thinspace|to|in)(?![a-zA-Z])|\\[%,;: &])"
    r"|(?P<entity>&(?:lt|gt|le|ge|nbsp|thinsp|ensp|emsp|minus|chi|times|amp|#8201|#x2009|#8722|#160|#967);)"
    r"|(?P<space>\s{2,}|[^\S ]|(?<![\\\d])~(?=\d)|(?<!\\)~(?=[=<>p]))"
)
_TEX = {
    "chi": "χ", "leqslant": "≤", "leq": "≤", "le": "≤", "geqslant": "≥", "geq": "≥", "ge": "≥", "lt": "<",
    "gt": ">", "ll": "<", "eta": "η", "omega": "ω", "beta": "β", "times": "×", "cdot": "·", "pm": "±",
    "%": "%", "&": "&", "to": "→", "in": "∈",
}  # fmt: skip
_ENTITIES = {
    "lt": "<", "gt": ">", "le": "≤", "ge": "≥", "minus": "-", "#8722": "-", "chi": "χ", "#967": "χ",
    "times": "×", "amp": "&",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain text and, for each of its characters, where it stood in the other; one more for the end."""

    text: str
    places: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the text it was made from."""
        if end <= start:
            return self.places[start], self.places[start]
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """*text* made plain."""
    source = plain(text)
    pieces: list[str] = []
    places = array("q")
    at = 0
    for match in _ODD.finditer(source):
        pieces.append(source[at : match.start()])
        places.extend(range(at, match.start()))
        written = _meant(match)
        pieces.append(written)
        places.extend([match.start()] * len(written))
        at = match.end()
    pieces.append(source[at:])
    places.extend(range(at, len(source) + 1))
    return Folded("".join(pieces), places)


def _meant(match: re.Match[str]) -> str:
    if match["drop"] is not None:
        return ""
    if match["sub"] is not None:
        return "_"
    if match["digits"] is not None:
        return "_" + "".join(str(ord(one) - 0x2080) for one in match["digits"])
    if match["tex"] is not None:
        return _TEX.get(match["tex"][1:], " ")
    if match["entity"] is not None:
        return _ENTITIES.get(match["entity"][1:-1], " ")
    return " "
