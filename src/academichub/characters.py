"""Characters as they should have arrived: mojibake undone, controls removed, one normal form.

Judges single characters and their neighbours only; knows nothing of markup, TeX or words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from academichub.symbols import LATIN_LIGATURES, SYMBOL_FONT

# Controls, soft hyphen, zero-width and bidirectional marks, non-characters, surrogates, tags;
# U+E000..E007 are what our own readers mark formulas, braces and breaks with.
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\ue007\U000e0000-\U000e007f]"
)
# Joiners shape Arabic and Indic words and emoji; anywhere else they are noise.
_JOINER = re.compile(
    r"(?<![\u0590-\u1fff\u2600-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?=\s|$)"
)
_TABLED = re.compile("[\ufb00-\ufb06\uf020-\uf0d7]")
_TABLE = SYMBOL_FONT | LATIN_LIGATURES
_CODECS = (
    "latin-1",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859-2",
    "mac-roman",
    "cp437",
)
_STRIPPED = {
    **dict(zip(map(ord, "øłđıħŧðŋØŁĐĦŦŊ"), "oldihtdnoldhtn", strict=True)),
    ord("æ"): "ae", ord("Æ"): "ae", ord("œ"): "oe", ord("Œ"): "oe", ord("þ"): "th", ord("Þ"): "th",
    **dict.fromkeys(range(0x300, 0x370)),
    **dict.fromkeys(map(ord, "‘’‛ʼʹ′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−⁻₋"), "-"),
}  # fmt: skip


def mend(text: str) -> str:
    """*text* in NFC without mojibake and invisible characters; ASCII passes untouched if clean."""
    if text.isascii():
        return text if text.isprintable() else _JUNK.sub("", text)
    if _suspects().search(text):
        text = _undone(text)
    text = _JUNK.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    if _TABLED.search(text):
        text = text.translate(_TABLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """*text* casefolded, without accents, typographic quotes and dashes made plain, for comparing."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).translate(_STRIPPED)
    return unicodedata.normalize("NFC", decomposed.casefold())


def _undone(text: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return fix_encoding(text) if is_bad(text) else text


@cache
def _suspects() -> re.Pattern[str]:
    """Where UTF-8 read as an eight-bit charset could be: a lead byte's image, then a following one's.

    Only decides whether ftfy is asked; ftfy's own measure of badness decides what is changed.
    """
    leads, rest = {*"Ââ\x85\xa0"}, {*"\x85\xa0"}
    for codec in _CODECS:
        leads.update(bytes(range(0xC2, 0xF5)).decode(codec, "ignore"))
        rest.update(bytes(range(0x80, 0xC0)).decode(codec, "ignore"))
    return re.compile(f"[\x80-\x9f]|[{_range(leads)}][{_range(rest)}]|[ÃÂ] ")


def _range(characters: set[str]) -> str:
    return "".join(re.escape(c) for c in sorted(characters) if ord(c) > 127)
