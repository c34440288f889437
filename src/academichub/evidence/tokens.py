"""Text as words and marks with one letter each for what a word can do in a name.

The letters: a head of a kind (``M`` method, ``T`` task, ``D`` data, ``S`` material, ``U`` measure, ``O``
object; small where the word is a name by itself), ``N`` a name by its form, ``n`` any other word that
says something, ``F`` a formula, ``q`` a noun that says something only before a head, ``g`` a word that
says nothing, ``.`` all that no name goes across, ``(`` and ``)``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from academichub.argument import ThingKind
from academichub.characters import fold
from academichub.evidence.heads import KNOWN, STRONG, WEAK
from academichub.evidence.plain_words import (
    DOING,
    EMPTY,
    GRAMMAR,
    LEARNED,
    MODIFYING,
    PARTICIPLES,
)
from academichub.evidence.substances import formula
from academichub.symbols import words

KINDS: Mapping[str, ThingKind] = {
    "M": "method",
    "T": "task",
    "D": "data",
    "S": "material",
    "U": "measure",
    "O": "object",
}
_LETTERS: Mapping[ThingKind, str] = {kind: letter for letter, kind in KINDS.items()}


def _known() -> tuple[dict[str, str], dict[str, str]]:
    letters, keys = {}, {}
    for kind, rows in KNOWN.items():
        for row in re.split(r"[|\n]", rows):
            name, _, key = row.partition(" ")
            if name == "UK":
                name, key = row, ""
            letters[name] = _LETTERS[kind].lower()
            if key:
                keys[name] = key
    return letters, keys


_NAMES, LONG = _known()
"""``LONG`` has the key of the long form of what everybody abbreviates."""
_HEADS = {
    **{word: _LETTERS[kind] for kind, table in WEAK.items() for word in table},
    **{word: _LETTERS[kind].lower() for kind, table in STRONG.items() for word in table},
}
_TABLE = {
    **dict.fromkeys(DOING, "."),
    **dict.fromkeys(EMPTY | LEARNED, "g"),
    **dict.fromkeys(PARTICIPLES, "n"),
    **dict.fromkeys(MODIFYING, "q"),
    **_HEADS,
    **dict.fromkeys(GRAMMAR, "."),
}
_NO_NAME = ("ed", "ing", "ly", "izes", "ises", "ifies")
_FLAT = re.compile(r"[1-4]-?[dD]")
_PIECE = r"(?:[^\W\u3400-\u9fff]++|\$[^$\n]{1,60}\$)"
_TOKEN = re.compile(
    rf"({_PIECE}++(?:[-\u2010-\u2013'’.^]{_PIECE}++)*+\+{{0,2}}|[\u3400-\u9fff]++|\\[A-Za-z]++|[^\w\s])"
)
_SPELLED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|several|many)-"
)
_VALUE = re.compile(r"[=<>~,\s]|\\(?:sim|approx|times|pm|geq?|leq?|lesssim|gtrsim|in|to|cdot)\b")
_INERT = words(
    """
based driven aware trained guided specific free like wise dependent level scale term oriented agnostic related
induced mediated enhanced powered informed assisted
"""
)
_DEGREE = words(
    "low high higher lower non upper test real same long short single one full large small mid post near"
)
_WHOLE = words("self meta cross co pseudo fine pre")
_LONGEST = 60
_SHORTEST_SHOUT = 30
_LAST_LATIN = "\u03ff"  # Greek and Coptic; no case-less script comes before


class Tokens(NamedTuple):
    """The words and marks of a text, a letter for each, and where they are.

    Token *i* goes from ``edges[2 * i]`` to ``edges[2 * i + 1]``.
    """

    words: list[str]
    letters: str
    edges: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens *first* to *last* (exclusive) stand."""
        return self.edges[2 * first], self.edges[2 * last - 1]


def tokens(text: str) -> Tokens:
    """*text* as words and marks."""
    pieces = _TOKEN.split(text)
    words = pieces[1::2]
    shout = text.isupper() and len(text) > _SHORTEST_SHOUT and text.isascii()
    letters = "".join(map(letter, map(str.lower, words) if shout else words))
    return Tokens(words, letters, list(accumulate(map(len, pieces))))


def singular(word: str) -> str:
    """*word* without a plural's end; a capital S is none."""
    if word[-1:] != "s" or len(word) < 4 or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=65_536)
def letter(word: str) -> str:
    """What *word* can do in a name, as one letter."""
    if word in _NAMES:
        return _NAMES[word]
    if len(word) == 1:
        return word if word in "()" else "."
    if word.islower() and word.isascii() and word.isalpha():
        return _plain(word)
    return _dressed(word)


def _plain(lower: str) -> str:
    """The letter of a word of small letters only."""
    if len(lower) > _LONGEST:
        return "."
    found = _TABLE.get(lower) or _by_singular(lower)
    if found or not lower.endswith(_NO_NAME) or len(lower) < 6:
        return found or _by_ending(lower)
    return "."


def _dressed(word: str) -> str:
    """The letter of a word with capitals, digits, hyphens, formulas, or letters beyond ASCII."""
    first = word[0]
    if first == "\\" or len(word) > _LONGEST:
        return "."
    if first == "$" and word.endswith("$") and word.count("$") == 2:
        return "." if _VALUE.search(word) or word[1].isdigit() or len(word) < 6 else "F"
    if not first.isalpha() or first > _LAST_LATIN:
        return "n" if _FLAT.fullmatch(word) else "."
    lower = fold(word).replace("\u2010", "-").replace("\u2011", "-")
    if _SPELLED.match(lower):
        return _TABLE.get(lower, ".")
    return _TABLE.get(lower) or _by_singular(lower) or _by_form(word, lower)


def _by_singular(lower: str) -> str:
    one = singular(lower)
    if one == lower:
        return ""
    found = _TABLE.get(one, "")
    return found if found in "gMTDSUOmtdsuo" else "g" if found == "q" else ""


def _by_form(word: str, lower: str) -> str:
    rest = word[1:]
    dressed = not rest.islower() or any(map(str.isdigit, rest))
    if dressed and formula(word):
        return "s"
    if "-" in word and all(part[1:].islower() or not part[1:] for part in word.split("-")):
        return _by_last_part(lower)
    if dressed:
        return "N" if _is_name(word) else "n"
    return "." if lower.endswith("ly") and len(lower) > 4 else _by_ending(lower)


def _is_name(word: str) -> bool:
    """Whether *word* has the form of a name: a capital or a digit behind its first letter."""
    return any(sign.isupper() or sign.isdigit() for sign in word[1:])


def _by_last_part(lower: str) -> str:
    first, last = lower.split("-", 1)[0], lower.rsplit("-", 1)[-1]
    if last in _INERT or first in _DEGREE:
        return "n"
    found = _HEADS.get(last) or _HEADS.get(singular(last), "n")
    return found.lower() if first in _WHOLE and found != "n" else found


_ENDINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("scopy", "graphy", "metry", "ectomy", "plasty", "therapy", "omics"), "m"),
    (("oxide", "nitride", "sulfide", "sulphide", "selenide", "telluride", "carbide", "chloride", "fluoride",
      "bromide", "iodide", "hydride", "phosphide", "arsenide", "silicate", "phosphate", "titanate", "boride"), "s"),
    (("itis", "oma", "emia", "aemia", "osis", "opathy", "virus", "viruses", "bacter", "mab", "tinib", "ovir",
      "navir", "cillin", "statin", "kinase", "synthase", "reductase", "transferase", "polymerase",
      "dehydrogenase", "nuclease", "protease", "globulin", "coccus"), "o"),
)  # fmt: skip
_PLAIN_ENDING = words(
    """
geometry symmetry asymmetry diagnosis hypothesis synthesis analysis basis emphasis crisis thesis geography
demography bibliography photography topography telemetry diploma coma aroma economics ergonomics prognosis
supersymmetry antisymmetry trigonometry biography synopsis osmosis
"""
)


def _by_ending(lower: str) -> str:
    if lower in _PLAIN_ENDING:
        return "n"
    for endings, kind in _ENDINGS:
        if lower.endswith(endings):
            return kind
    return "n"
