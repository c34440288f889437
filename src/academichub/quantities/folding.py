"""Characters made plain for reading, one for one, so that every offset stays what it was.

Digits of any script become ASCII, full-width forms half-width, minus signs and dashes one character
each. Never takes away or adds a character.
"""

from __future__ import annotations

import unicodedata

_TABLE: dict[int, int | str] = {
    **dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2012\uff0d\ufe63\u02d7\u2043"), "-"),
    **dict.fromkeys(map(ord, "\u2014\u2015"), "\u2013"),
    **dict.fromkeys(map(ord, "\u301c\u223c\uff5e\u02dc"), "~"),
    **dict.fromkeys(map(ord, "\u00d7\u2715\u2a2f\u2a09\u2a02"), "\u00d7"),
    **dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u3000"), " "),
    ord("\u00b5"): "\u03bc",
    ord("\u2126"): "\u03a9",
    ord("\u212b"): "\u00c5",
    ord("\u2a7d"): "\u2264",
    ord("\u2a7e"): "\u2265",
    ord("\u2266"): "\u2264",
    ord("\u2267"): "\u2265",
}  # fmt: skip


class _Folds(dict[int, int | str]):
    """A table for `str.translate` that learns each character when it first comes."""

    def __missing__(self, code: int) -> int | str:
        self[code] = _plain(code)
        return self[code]


def _plain(code: int) -> int | str:
    if code < 128:
        return code
    character = chr(code)
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    form = unicodedata.normalize("NFKC", character)
    wide = unicodedata.decomposition(character).startswith(("<wide>", "<font>", "<narrow>"))
    return form if wide and len(form) == 1 else code


_FOLDS = _Folds(_TABLE)


def plain(text: str) -> str:
    """*text* in plain characters, as long as it was."""
    return text if text.isascii() else text.translate(_FOLDS)
