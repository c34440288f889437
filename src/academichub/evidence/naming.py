"""What sentences name: tasks, methods, data, materials, measures and objects.

Two steps: `look` finds what may be a name in one sentence, `Naming` then decides over all sentences of a
work what each is. Precision before recall: what nothing speaks for is not named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from academichub.argument import Thing
from academichub.evidence.abbreviations import Abbreviation, abbreviations
from academichub.evidence.chinese import names
from academichub.evidence.chunks import Chunk, chunks
from academichub.evidence.keys import key
from academichub.evidence.names import is_gene, votes
from academichub.evidence.tokens import KINDS, Tokens, tokens

_ENOUGH = 0.6
_LONGEST = 80


class Candidate(NamedTuple):
    """What may be a thing, at its place in the sentence; ``letter`` is that of its head (``N``: unknown)."""

    start: int
    end: int
    text: str
    key: str
    letter: str


class Look(NamedTuple):
    """What one sentence may name, what speaks for the kinds of its names, and what it explains."""

    candidates: list[Candidate]
    votes: list[tuple[str, str, float]]
    explained: dict[str, str]


class Naming:
    """What the names of one work are of, from all its sentences."""

    def __init__(self, looks: Iterable[Look]) -> None:
        """Count what the sentences say."""
        weights: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.long: dict[str, str] = {}
        for look in looks:
            for name, letter, weight in look.votes:
                weights[name][letter] += weight
            for short, long in look.explained.items():
                self.long.setdefault(short, long)
        self.kinds = {name: found for name, found in map(_decided, weights.items()) if found}

    def things(self, look: Look, elsewhere: dict[str, str]) -> tuple[Thing, ...]:
        """The things of a sentence of this work; *elsewhere* says what names are of in other works."""
        found = []
        for start, end, text, name, letter in look.candidates:
            of = self.kinds.get(name) or elsewhere.get(name, "N") if letter == "N" else letter
            if of != "N":
                found.append(Thing(text, self.long.get(name, name), KINDS[of], start, end))
        return tuple(found)


def _decided(counted: tuple[str, Mapping[str, float]]) -> tuple[str, str]:
    name, weights = counted
    letter, weight = max(weights.items(), key=itemgetter(1))
    return name, letter if weight >= _ENOUGH else ""


def things(text: str) -> tuple[Thing, ...]:
    """What *text*, taken by itself, names, in order and none overlapping another."""
    seen = look(text, tokens(text))
    return Naming([seen]).things(seen, {})


def look(text: str, split: Tokens) -> Look:
    """What the sentence *text*, which is *split* into words, may name."""
    found = [(chunk, _candidate(text, split, chunk)) for chunk in chunks(split)]
    spoken = [
        (candidate.key, vote.letter, vote.weight)
        for chunk, candidate in found
        if chunk.head == "N"
        for vote in votes(split, chunk.first)
    ]
    candidates = [_settled(split, chunk, one) for chunk, one in found]
    if not text.isascii():
        candidates += [_han(text, *one) for one in names(text)]
        candidates.sort()
    explained = list(abbreviations(text))
    if explained:
        candidates = _with_long(text, candidates, explained, spoken)
    long = {key(short): key(text[start:end]) for short, start, end in explained}
    return Look([one for one in candidates if len(one.text) <= _LONGEST and one.key], spoken, long)


def _candidate(text: str, split: Tokens, chunk: Chunk) -> Candidate:
    start, end = split.span(chunk.first, chunk.last)
    written = text[start:end]
    return Candidate(start, end, written, key(written), chunk.head)


def _han(text: str, start: int, end: int, letter: str) -> Candidate:
    return Candidate(start, end, text[start:end], text[start:end], letter)


def _settled(split: Tokens, chunk: Chunk, one: Candidate) -> Candidate:
    return one._replace(letter="O") if chunk.head == "N" and is_gene(split, chunk.first) else one


def _with_long(
    text: str,
    candidates: Sequence[Candidate],
    explained: Sequence[Abbreviation],
    spoken: list[tuple[str, str, float]],
) -> list[Candidate]:
    """*candidates* with each long form whole, and without the short form that only explains it."""
    kept = list(candidates)
    for short, start, end in explained:
        written = text[start:end]
        name = key(short)
        letter = _of_long(written)
        if letter != "N":
            spoken.append((name, letter, 3.0))
        beside = [one for one in kept if one.start < end and one.end > start]
        kept = [one for one in kept if one not in beside]
        kept.append(Candidate(start, end, written, name, letter))
        kept = [one for one in kept if not _only_explains(one, short, start, end)]
    return sorted(kept)


def _of_long(written: str) -> str:
    last = tokens(written).letters[-1:]
    return last.upper() if last and last in "MTDSUOmtdsuo" else "N"


def _only_explains(one: Candidate, short: str, start: int, end: int) -> bool:
    beside = 0 <= one.start - end <= 3 or 0 <= start - one.end <= 3
    return beside and one.text.rstrip("s") == short.rstrip("s")
