"""Where the statement of a declaration ends and its proof, fields or cases begin."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r":=|[(\[{⟨⦃)\]}⟩⦄]|\||(?<![\w.'])(?:let|have|letI|haveI|where|deriving)(?![\w.'!?])"
)
_OPENING, _CLOSING = "([{⟨⦃", ")]}⟩⦄"
_BINDING = ("let", "have", "letI", "haveI")


def statement_end(text: str, start: int, limit: int, cases: bool) -> int:
    """The end of the statement in ``text[start:limit]``, a source without comments.

    A ``:=`` that belongs to a ``let`` of the statement or stands within brackets ends nothing. *cases*
    says that any ``|`` begins them (``inductive``); else only one that begins its line does.
    """
    depth = bound = 0
    for token in _TOKEN.finditer(text, start, limit):
        mark = token[0]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth -= 1
        elif depth > 0:
            continue
        elif mark in _BINDING:
            bound += 1
        elif mark == ":=" and bound:
            bound -= 1
        elif mark != "|" or _begins_cases(text, token.start(), cases):
            return _trimmed(text, start, token.start())
    return _trimmed(text, start, limit)


def _begins_cases(text: str, at: int, cases: bool) -> bool:
    if cases:
        return True
    line = text.rfind("\n", 0, at) + 1
    return not text[line:at].strip() and text[at + 1 : at + 2] == " "


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
