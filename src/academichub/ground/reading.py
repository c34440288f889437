"""A text as the rules read it: words with their stems, marks, Chinese words with their meanings, quantities.

Reading is pure and never fails; characters that hide something are taken out here and reported by
the rule `characters`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from academichub import quantities
from academichub.characters import fold
from academichub.ground import general, lexicon
from academichub.ground.stems import stem
from academichub.quantities import Quantity
from academichub.symbols import GREEK, words

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухӏԁԛԝɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABESIJKMHOPCTYXaesijopcyxldqwgABEZHIKMNOPTYX",
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_FORMATS = words("""
mathrm mathbf mathcal mathbb rm bf it text textrm textbf textit emph mathit mathsf operatorname mbox hbox left right big bar quad qquad cal boldsymbol bm displaystyle sqrt frac cdot mathfrak rangle langle sf tt em textsc texttt dots ldots cdots hat tilde overline widetilde widehat limits
""")
_MEANT = {
    "leq": " ≤ ",
    "le": " ≤ ",
    "geq": " ≥ ",
    "ge": " ≥ ",
    "times": " × ",
    "pm": " ± ",
    "sim": " ~ ",
    "approx": " ≈ ",
    "lt": " < ",
    "gt": " > ",
}
_GREEK_NAMES = {
    ord(letter): f" {name} "
    for letter, name in GREEK.items()
    if len(letter) == 1 and not letter.isascii()
}
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_\u3400-\u9fff\uf900-\ufaff]+(?:['’](?:s|t|re|ve|ll|d)\b)?)|(?P<han>[\u3400-\u9fff\uf900-\ufaff]+)"
    r"|(?P<mark>[.,;:!?()\[\]。,;:!?、()—–“”\"<>≤≥=~±+/%])"
)
_WIDE_MARKS = str.maketrans("，。；：！？（）、“”", ',.;:!?(),""')
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. ``stems`` is what it is compared by; of Chinese words, all meanings."""

    text: str
    kind: str
    start: int
    end: int
    stems: frozenset[str]
    glued: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case without accents."""
        return fold(self.text)

    @property
    def is_word(self) -> bool:
        """Whether it is a word of any language."""
        return self.kind in {"word", "han"}

    @property
    def stops(self) -> bool:
        """Whether it is a word of grammar."""
        if self.kind == "han":
            entry = lexicon.entries().get(self.text)
            return entry is not None and entry.empty
        return self.kind == "word" and (
            self.lower in general.STOP or (len(self.text) == 1 and self.text.islower())
        )

    @property
    def content(self) -> bool:
        """Whether it is a word that is not of grammar."""
        return self.is_word and not self.stops


@dataclass(frozen=True, eq=False)
class Said:
    """A text, read."""

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...] = field(default=())

    @cached_property
    def stems(self) -> Counter[str]:
        """How often each stem occurs."""
        return Counter(one for token in self.tokens for one in token.stems)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in lower case."""
        return frozenset(token.lower for token in self.tokens if token.is_word)

    @cached_property
    def joined(self) -> frozenset[str]:
        """Neighbouring words written as one, in lower case, and the words themselves."""
        words = [token.lower for token in self.tokens if token.kind in {"word", "number"}]
        return frozenset(words) | frozenset(a + b for a, b in pairwise(words))

    @cached_property
    def folded(self) -> str:
        """The text without spaces and TeX, in lower case, for finding names in it."""
        return re.sub(r"[\s\-_^{}$\\~\u2010-\u2015]+", "", fold(self.text))

    @cached_property
    def chinese(self) -> bool:
        """Whether it is mostly Chinese: every fourth letter or more."""
        han = len(_HAN.findall(self.text))
        letters = sum(map(str.isalpha, self.text))
        return han > 0 and han * 4 >= letters

    @cached_property
    def measured(self) -> frozenset[str]:
        """The words that belong to quantities, in lower case: units above all."""
        written = " ".join(quantity.text for quantity in self.quantities)
        return frozenset(token.lower for token in _tokens(_without_tex(written)))


def clean(text: str) -> str:
    """*text* as it is compared: no invisible characters, look-alikes of Latin letters made Latin."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    shown = "".join(
        c
        for c in text
        if unicodedata.category(c) not in {"Cf", "Cc", "Co", "Cs", "Cn"} or c in "\n\t"
    )
    return _half_width(shown.translate(_LOOKALIKES))


def _half_width(text: str) -> str:
    return "".join(
        chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text
    ).translate(_WIDE_MARKS)


@lru_cache(maxsize=8192)
def read(text: str) -> Said:
    """*text*, read."""
    cleaned = clean(text)
    return Said(cleaned, tuple(_tokens(_without_tex(cleaned))), quantities.read(cleaned))


def _without_tex(text: str) -> str:
    if "\\" in text:
        text = _COMMAND.sub(_command, text)
    if "$" in text or "{" in text or "^" in text or "_" in text:
        text = re.sub(
            r"[${}_^]+",
            lambda match: "" if "{" in match[0] or "^" in match[0] or "_" in match[0] else " ",
            text,
        )
    return text if text.isascii() else text.translate(_GREEK_NAMES)


def _command(match: re.Match[str]) -> str:
    name = match[1]
    return _MEANT.get(name) or (" " if name in _FORMATS else f" {name} ")


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "han":
            found += _han(match[0], match.start())
            continue
        glued = (
            bool(found)
            and found[-1].end == match.start()
            and kind != "mark"
            and found[-1].kind in {"word", "number"}
        )
        if glued and kind == "number" and found[-1].kind == "word" and len(found[-1].text) < 6:
            name = found.pop()  # CO2, PD1: one name
            written = name.text + match[0]
            stems = frozenset((fold(written),))
            found.append(Token(written, "word", name.start, match.end(), stems))
            continue
        found.append(
            Token(match[0], kind, match.start(), match.end(), _stems(match[0], kind), glued)
        )
    return found


def _stems(written: str, kind: str) -> frozenset[str]:
    if kind == "mark":
        return frozenset()
    return frozenset((_stem(written),))


@lru_cache(maxsize=100_000)
def _stem(written: str) -> str:
    word = fold(written).replace("’", "'")
    return stem(word.removesuffix("'s"))


def _han(run: str, start: int) -> list[Token]:
    found, at = [], 0
    known = lexicon.entries()
    while at < len(run):
        size = next(
            (
                n
                for n in range(min(lexicon.LONGEST, len(run) - at), 0, -1)
                if run[at : at + n] in known
            ),
            1,
        )
        word = run[at : at + size]
        found.append(
            Token(word, "han", start + at, start + at + size, lexicon.meaning_stems(word) | {word})
        )
        at += size
    return found
