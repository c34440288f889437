"""What is equal for all writings of one name.

Case, accents, hyphens, plurals, TeX, Greek letters and British spelling do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from academichub.characters import fold
from academichub.evidence.tokens import LONG, singular
from academichub.symbols import GREEK, words

_GREEK = str.maketrans(
    {sign: f" {name.removeprefix('var').lower()} " for name, sign in GREEK.items()}
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DRESS = re.compile(r"[${}_^\\,~'’\"“”]+")
_PLAIN = re.compile(r"[A-Za-z0-9\s/-]+")
_GAP = re.compile(r"[\s/\u2010-\u2015-]+")
_TEX_ONLY = words("mathrm rm text textrm mathbf bf mathcal cal it textit mathit left right mathbb")
_JOINED = words(
    "multi non pre post self co re sub anti inter intra over under semi cross un bi tri meta auto quasi pseudo "
    "super ultra micro nano photo electro bio geo hyper poly mono iso neuro thermo spatio magneto hydro radio "
    "trans"
)
_SPELLINGS = (
    ("isation", "ization"), ("modelling", "modeling"), ("labelled", "labeled"), ("labelling", "labeling"),
    ("signalling", "signaling"), ("tunnelling", "tunneling"), ("behaviour", "behavior"), ("tumour", "tumor"),
    ("fibre", "fiber"), ("colour", "color"), ("aluminium", "aluminum"), ("sulph", "sulf"), ("neighbour", "neighbor"),
    ("catalogue", "catalog"), ("summaris", "summariz"), ("centre", "center"), ("haem", "hem"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The key of a name as written: words with one space between, in the singular."""
    if text in LONG:
        return LONG[text]
    return _key(text)


def _key(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        text = _undressed(text)
    parts = [_part(part) for part in _GAP.split(text) if part]
    if _JOINED.isdisjoint(parts):
        return " ".join(parts)
    found: list[str] = []
    for part in parts:
        if found and found[-1] in _JOINED:
            found[-1] += part
        else:
            found.append(part)
    return " ".join(found)


def _undressed(text: str) -> str:
    if "\\" in text:
        text = _COMMAND.sub(lambda match: "" if match[1] in _TEX_ONLY else f" {match[1]} ", text)
    text = _DRESS.sub("", text)
    return text if text.isascii() else fold(text).translate(_GREEK)


@lru_cache(maxsize=65_536)
def _part(part: str) -> str:
    one = singular(part).lower()
    for british, american in _SPELLINGS:
        if british in one:
            one = one.replace(british, american)
    return one
