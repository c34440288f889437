"""Entries of the reference list whose identifier leads to a work of another title.

Compares only where the entry itself says what its title is, and the titles are of one script. A part of
a book under the identifier of the book agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from academichub.argument.documents import Document, Entry
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found
from academichub.audits.references import is_broken
from academichub.text import fold, title_key

CHECK = Check(
    "reference-titles",
    1,
    "cross_source",
    "Entries of the reference list whose identifier leads to another work",
    "Show that both titles are of one work, as a translation or a changed title is.",
)

_ALIKE, _SHARED = 0.55, 0.34
_FEWEST = 4
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(
    (
        "and",
        "the",
        "for",
        "with",
        "from",
        "into",
        "its",
        "their",
        "using",
        "via",
        "over",
        "under",
        "that",
    )
)
_LATIN = re.compile(r"[a-z]")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Entries that resolve to a work of a title that is nowhere in them."""
    for number, entry in enumerate(document.entries):
        resolved = facts.reference(number)
        if not resolved.title or not entry.title or not (entry.doi or entry.arxiv):
            continue
        text = document.text[entry.start : entry.end]
        if _breaks(text, entry) or agree(entry.title, resolved.title, text):
            continue
        message = f"{entry.doi or entry.arxiv} is “{resolved.title}”, not “{entry.title}”."
        yield found(
            CHECK, document, [(entry.start, entry.end)], message, "warning", kind="title",
            identifier=entry.doi or entry.arxiv, said=entry.title, title=resolved.title,
            work=resolved.work,
        )  # fmt: skip


def agree(said: str, title: str, entry: str = "") -> bool:
    """Whether two titles may be of one work; where too little can be compared, they may."""
    ours, theirs = _key(said), _key(title)
    if not ours or not theirs or bool(_LATIN.search(ours)) != bool(_LATIN.search(theirs)):
        return True
    if ours in theirs or theirs in ours or theirs in _key(entry):
        return True
    mine, other, all_ = _words(said), _words(title), _words(entry)
    if len(other) < _FEWEST or len(mine) < _FEWEST:
        return True
    if len(other & (mine | all_)) / len(other) > _SHARED or len(mine & other) / len(mine) > _SHARED:
        return True
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() > _ALIKE


def _key(text: str) -> str:
    return title_key(text) or re.sub(r"[\W_]+", "", fold(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(fold(text)) if word not in _SMALL)


def _breaks(text: str, entry: Entry) -> bool:
    named = entry.doi or entry.arxiv
    at = text.lower().find(named.lower())
    return at >= 0 and is_broken(text, at, at + len(named))
