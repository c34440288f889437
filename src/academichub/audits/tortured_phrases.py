"""Terms that a program exchanged word for word: "counterfeit consciousness" for artificial intelligence.

Whole phrases only. A paper about such phrases, and a phrase in quotes, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found
from academichub.audits.tortured_terms import TERMS
from academichub.text import fold

CHECK = Check(
    "tortured-phrases",
    1,
    "heuristic",
    "Terms exchanged word for word",
    "Show that the phrase is a term of the field in its own right.",
)

_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_BETWEEN = re.compile(r"[ \u00a0]?[-‐‑–]?[ \u00a0\n]?|\s+")
_ABOUT = re.compile(r"tortured[ -]phrase|paraphras|spinbot|article[ -]spinn|text[ -]spinning", re.IGNORECASE)  # fmt: skip
_OPENING = "“\"‘'«`"


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Every phrase of the list that stands in the text and is not quoted."""
    text, last = document.text, -1
    words = [(match.start(), match.end(), _plain(match[0])) for match in _WORD.finditer(text)]
    for at, (start, _, word) in enumerate(words):
        if start < last or word not in _table():
            continue
        end, term = _longest(text, words, at)
        if not term or text[start - 1 : start] in tuple(_OPENING) or _ABOUT.search(text):
            continue
        last, said = end, text[start:end]
        message = f"“{' '.join(said.split())}” stands where the field says “{term}”."
        yield found(CHECK, document, [(start, end)], message, "warning", kind="phrase",
                    said=said, term=term)  # fmt: skip


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, term in TERMS.items():
        words = tuple(_plain(word) for word in _WORD.findall(phrase))
        table.setdefault(words[0], []).append((words, term))
    for phrases in table.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return table


def _longest(text: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, str]:
    for phrase, term in _table()[words[at][2]]:
        here = words[at : at + len(phrase)]
        if tuple(word for _, _, word in here[:-1]) != phrase[:-1] or len(here) < len(phrase):
            continue
        if here[-1][2] not in (phrase[-1], phrase[-1] + "s"):
            continue
        if all(_BETWEEN.fullmatch(text, a[1], b[0]) for a, b in pairwise(here)):
            return here[-1][1], term
    return 0, ""


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else fold(word).replace("’", "'")
