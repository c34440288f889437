"""How text becomes the words that are indexed and looked for, the same on both sides.

Lower case, no accents, English stems (never for names), one token a Chinese, Japanese or Korean
character, Greek letters by their names. Never sees a query's grammar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import tantivy

STEMMED, PLAIN = "academichub_stemmed", "academichub_plain"
"""The names the two analysers are registered under on every opened index."""

_LONGEST = 80  # bytes; longer runs are data, not words
_CJK = (
    "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
)
_CJK_CHARACTER = re.compile(f"([{_CJK}])")
_GREEK = {
    letter: unicodedata.name(letter).rpartition(" ")[2].lower().replace("lamda", "lambda")
    for letter in map(chr, (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA)))
    if unicodedata.category(letter) != "Cn"
}
# A Greek letter alone is a symbol (TNF-α, γ-ray); among its like it is a word of Greek.
_SYMBOL = re.compile("(?<![\u0370-\u03ff])[\u0391-\u03a9\u03b1-\u03c9](?![\u0370-\u03ff])")
# Commands that dress a formula and say nothing: \mathcal{N}=4 is looked for as N=4.
_DRESS = re.compile(
    r"\\(?:var(?=epsilon|phi|theta|rho|sigma|pi|kappa)|(?:math(?:bb|cal|rm|bf|sf|frak|scr|it|tt)"
    r"|text(?:rm|bf|it|sc|tt)?|operatorname|left|right|[bB]igg?[lr]?|rm|bf|it|cal|bm|boldsymbol"
    r"|ensuremath|displaystyle)(?![A-Za-z]))"
)
_POSSESSIVE = re.compile(r"'s\b")
_PLUS_PLUS = re.compile(r"\b([CcGg])\+\+")
_SHARP = re.compile(r"\b([CcFf])#")


def prepare(text: str) -> str:
    """*text* with the spellings made one that the analysers cannot: dashes, Greek, CJK, C++.

    Runs over every indexed text, so each step is tried only where its sign is there.
    """
    if not text.isascii():
        text = _unicode(text)
    if "\\" in text:
        text = _DRESS.sub(" ", text)
    if "'s" in text:
        text = _POSSESSIVE.sub("", text)
    if "++" in text:
        text = _PLUS_PLUS.sub(r"\1plusplus ", text)
    if "#" in text:
        text = _SHARP.sub(r"\1sharp ", text)
    return text


def stems(text: str) -> list[str]:
    """The stemmed tokens of *text*, in order."""
    return _stemmer().analyze(prepare(text))


def stems_prepared(text: str) -> list[str]:
    """The stemmed tokens of text that `prepare` has seen already."""
    return _stemmer().analyze(text)


def words(text: str) -> list[str]:
    """The tokens of *text* as names are indexed: folded, never stemmed."""
    return _folder().analyze(prepare(text))


@lru_cache(maxsize=32_768)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems of one short piece of text, remembered."""
    return tuple(stems(word))


def is_cjk(token: str) -> bool:
    """Whether *token* is one Chinese, Japanese or Korean character."""
    return _CJK_CHARACTER.fullmatch(token) is not None


def register(index: tantivy.Index) -> None:
    """Make both analysers known to *index*; an opened index has forgotten them."""
    index.register_tokenizer(STEMMED, _stemmer())
    index.register_tokenizer(PLAIN, _folder())


def _unicode(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    text = _CJK_CHARACTER.sub(r" \1 ", text)
    return _SYMBOL.sub(_name, text)


def _name(symbol: re.Match[str]) -> str:
    return f" {_GREEK[symbol[0]]} " if symbol[0] in _GREEK else symbol[0]


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    return _built(lambda chain: chain.filter(tantivy.Filter.stemmer("english")))


@cache
def _folder() -> tantivy.TextAnalyzer:
    return _built(lambda chain: chain)


def _built(
    finish: Callable[[tantivy.TextAnalyzerBuilder], tantivy.TextAnalyzerBuilder],
) -> tantivy.TextAnalyzer:
    chain = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    return finish(chain).build()
