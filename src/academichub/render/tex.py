r"""Plain text with ``$math$`` as TeX that BibTeX, BibLaTeX and our own import read back the same.

Letters stay Unicode; only what TeX would take for a command is escaped, and math stays as it is.
"""

from __future__ import annotations

import re

from academichub.text import math_spans

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIALS = re.compile(r"[\\{}$&%#_~^]")
_WORD = re.compile(r"[^\s]+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def escaped(text: str) -> str:
    """*text* with TeX's special characters escaped outside math."""
    return "".join(piece if is_math else _escape(piece) for piece, is_math in _pieces(text))


def title(text: str) -> str:
    """A title, escaped, with braces around the words whose capitals a style must not lower.

    These are words with a capital beyond their first letter, and in titles written like a
    sentence also every capitalised word but the first.
    """
    sentence = _like_a_sentence(text)
    out: list[str] = []
    first = True
    for piece, is_math in _pieces(text):
        if is_math:
            out.append("{" + piece + "}")
        else:
            out.append(_protected(piece, sentence=sentence, first=first))
        first = first and not piece.strip()
    return "".join(out)


def _protected(piece: str, *, sentence: bool, first: bool) -> str:
    words = iter((first,))

    def protect(match: re.Match[str]) -> str:
        word = match[0]
        opens = next(words, False)
        capital = word[:1].isupper() and sentence and not opens
        inner = any(letter.isupper() for letter in word[1:])
        return "{" + _escape(word) + "}" if inner or capital else _escape(word)

    return _WORD.sub(protect, piece)


def _like_a_sentence(text: str) -> bool:
    rest = text.partition(" ")[2]
    words = [word for word in _LONG_WORD.findall(rest) if not word.isupper()]
    return bool(sum(word.islower() for word in words) * 2 >= len(words))


def _escape(text: str) -> str:
    return _SPECIALS.sub(lambda match: _SPECIAL[match[0]], text)


def _pieces(text: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in math_spans(text):
        if _balanced(text[start:end]):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def _balanced(math: str) -> bool:
    depth = 0
    for mark in math:
        depth += (mark == "{") - (mark == "}")
        if depth < 0:
            return False
    return depth == 0
