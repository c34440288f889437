"""Names by their heads: runs of words that end with one and say something before it.

A light chunker over one letter for each word; no grammar is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from academichub.evidence.tokens import Tokens
from academichub.symbols import words

_RUN = re.compile(r"[nNFgqMTDSUOmtdsuo]*[NMTDSUOmtdsuo][nNFgqMTDSUOmtdsuo]*")
_HEAD = re.compile(r"[MTDSUOmtdsuo]")
_LAST_HEAD = re.compile(r"[MTDSUOmtdsuo](?=[^MTDSUOmtdsuo]*$)")
_MOST_BEFORE = 4
_DROPPED_AFTER = words(
    """
model models method methods approach approaches algorithm algorithms architecture architectures technique
techniques framework frameworks scheme schemes procedure procedures dataset datasets benchmark benchmarks
corpus corpora data set sets analysis protocol strategy strategies system systems network networks module
score scores metric metrics database catalog catalogue survey material materials protein proteins gene genes
optimizer optimizers family families assay assays
"""
)
"""Heads that only say of a name before them what it is."""


_GERUNDS = words(
    "understanding scaling matching boosting screening bridging linking building driving reading aligning merging mining "
    "steering prompting tracking mapping grounding testing"
)
"""What at the beginning of a longer name is the doing rather than the name."""
_BEFORE_VERBS = words("we they i can may might must will could should would cannot")


class Chunk(NamedTuple):
    """Tokens *first* to *last* (exclusive) that may be a name; ``head`` is the letter of its head.

    ``N`` as head says that nothing in the name tells what it is of.
    """

    first: int
    last: int
    head: str


def chunks(text: Tokens) -> Iterator[Chunk]:
    """The names of *text* in order, none overlapping another."""
    for run in _RUN.finditer(text.letters):
        chunk = _chunk(text, run.start(), run.end())
        if chunk:
            yield chunk


def _chunk(text: Tokens, first: int, last: int) -> Chunk | None:
    letters = text.letters
    if first and text.words[first - 1].lower() in _BEFORE_VERBS:
        first += 1
    first = _without_empty(letters, first, last)
    if last - first > 1 and text.words[first].lower() == "current":
        first += 1
    while last - first > 2 and text.words[first].lower() in _GERUNDS:
        first += 1
    if last - first > 1 and _is_verb(text, last - 1):
        last -= 1
    end = last
    while last > first and letters[last - 1] in "gqF":
        last -= 1
    if first == last or (last < end and letters[last - 1] in "Uu"):
        return None
    head = _LAST_HEAD.search(letters, first, last) if letters[last - 1] in "nN" else None
    if letters[last - 1] in "nN":
        return _without_head(letters, first, last, head.start() if head else -1)
    return _with_head(text, max(first, last - 1 - _MOST_BEFORE), last)


def _is_verb(text: Tokens, at: int) -> bool:
    """Whether an unknown word in -s stands behind a head in the singular ("the rate rises")."""
    word = text.words[at]
    plural = text.words[at - 1].endswith("s") or not word.endswith("s") or word.endswith("ss")
    return text.letters[at] in "ng" and not plural and _HEAD.match(text.letters[at - 1]) is not None


def _without_empty(letters: str, first: int, last: int) -> int:
    """*first* behind words that say nothing; a plain noun stays where it stands right before a head."""
    while first < last and letters[first] in "gq":
        if letters[first] == "q" and first + 1 < last and letters[first + 1] in "MTDSUOmtdsuonN":
            break
        first += 1
    return first


def _without_head(letters: str, first: int, last: int, head: int) -> Chunk | None:
    """A run that ends with a name, or with a word that may be anything."""
    if letters[last - 1] == "N":
        begin = last - 1
        return Chunk(begin, last, "N")
    names = letters.rfind("N", first, last)
    if names > head:
        return Chunk(names, names + 1, "N")
    if head > first and letters[head] not in "Uu" and letters[first:head].strip("gq"):
        return Chunk(max(first, head - _MOST_BEFORE), head + 1, letters[head].upper())
    return None


def _with_head(text: Tokens, first: int, last: int) -> Chunk | None:
    """A run that ends with a head, which a bare name before it may not need."""
    letters = text.letters
    head = letters[last - 1]
    short = last
    while short - first > 1 and text.words[short - 1].lower() in _DROPPED_AFTER:
        short -= 1
    if short < last and letters[short - 1] in "Nmdsuot":
        kind = head if letters[short - 1] == "N" else letters[short - 1]
        begin = short - 1 if letters[short - 1] == "N" else first
        return Chunk(begin, short, kind.upper())
    if head.isupper() and not letters[first : last - 1].strip("g"):
        return None
    return Chunk(first, last, head.upper())
