"""What the sentences of an abstract do: weighted cues, and the order sentences usually come in.

Each sentence has cues (words, pairs of words, how it opens, what stands in it, its place); each cue
has a weight for each role; the best sequence of roles for the whole abstract is taken. `explain` says
which cues spoke. The weights in `role_weights.json` are fitted by ``benchmarks/evidence_roles.py`` on
abstracts with labels; those of `CUES` are ours, for what such abstracts do not show.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, islice, pairwise
from typing import Any, Final

import orjson

from academichub.argument import Role
from academichub.evidence.role_cues import CUES, HAN, HAN_LIMITS, LIMITS, MENDED

ROLES: Final[tuple[Role, ...]] = ("background", "aim", "method", "result")
"""What the weights are for, in their order; ``limit`` is decided apart."""

_NOTHING = (0.0,) * 5
_MOST_WORDS = 60
_SAID = 260
_PLACES = (0, 24, 48, 72, 96)
_FIELD, _HALF = (1 << 24) - 1, 1 << 23
_MIDDLE = sum(_HALF << place for place in _PLACES)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def cues(words: Sequence[str], at: int, count: int, *, fitting: bool = False) -> list[str]:
    """The cues of a sentence of *words* that is number *at* of *count*.

    Pairs of words that weigh nothing are left out, but for *fitting*.
    """
    head = list(map(plain, words[:_MOST_WORDS]))
    opening = [f"^{' '.join(head[:1])}", f"^{' '.join(head[:2])}"]
    if words and words[-1] in {"?", "？"}:
        opening.append("=question")
    return [
        *place(at, count),
        *opening,
        *_han(words),
        *set(head),
        *_pairs(head, fitting=fitting),
    ]


def _pairs(words: Sequence[str], *, fitting: bool) -> Iterable[str]:
    if fitting:
        return map(" ".join, pairwise(words))
    behind = _behind()
    return [f"{one} {other}" for one, other in pairwise(words) if other in behind.get(one, ())]


def place(at: int, count: int) -> Iterator[str]:
    """The cues of a sentence's place: its fifth of the abstract, and whether it is first or last."""
    yield f"@{5 * at // count}"
    if at == 0:
        yield "@first"
    elif at == 1:
        yield "@second"
    if at == count - 1:
        yield "@last" if count > 1 else "@only"


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """*word* as a cue: lower case, any number ``#``, any formula ``$``."""
    if word[0].isdigit():
        return "#"
    return "$" if "$" in word or word[0] == "\\" else word.lower()


def _han(words: Sequence[str]) -> Iterable[str]:
    """The cues of a Chinese sentence, which are pieces of its words."""
    text = "".join(words)
    if text.isascii() or not _CHINESE.search(text):
        return ()
    limits = ("=limit" for cue in HAN_LIMITS if cue in text)
    return chain((cue for cue in HAN if cue in text), islice(limits, 1))


def roles(sentences: Sequence[Sequence[str]]) -> list[Role]:
    """The role of each of the sentences of an abstract, each given as its words."""
    if not sentences:
        return []
    count = len(sentences)
    found = [cues(words, at, count) for at, words in enumerate(sentences)]
    scores = list(map(_score, found))
    return [
        "limit" if score[4] and _limit(own, role, score[4] + 100 * (at + 1) // count) else role
        for at, (own, role, score) in enumerate(zip(found, _sequence(scores), scores, strict=True))
    ]


def explain(sentences: Sequence[Sequence[str]], at: int, role: Role) -> list[tuple[str, float]]:
    """The cues of sentence *at* that spoke for or against *role*, the strongest first."""
    column = ROLES.index(role)
    spoken = [
        (cue, _weights().get(cue, _NOTHING)[column])
        for cue in cues(sentences[at], at, len(sentences))
    ]
    return sorted(((cue, weight) for cue, weight in spoken if weight), key=lambda one: -abs(one[1]))


def _score(cues: Sequence[str]) -> list[int]:
    """What the cues say, in hundredths, for each role and for a limit."""
    packed, _ = _fitted()
    total = sum(filter(None, map(packed.get, cues)), packed["="] + _MIDDLE)
    return [(total >> place & _FIELD) - _HALF for place in _PLACES]


def _sequence(scores: Sequence[Sequence[int]]) -> list[Role]:
    """The roles whose scores and successions together are greatest (Viterbi's algorithm)."""
    _, steps = _fitted()
    best = list(scores[0][:4])
    back: list[list[int]] = []
    for score in scores[1:]:
        ways = [[best[one] + steps[one][other] for one in range(4)] for other in range(4)]
        came = [way.index(max(way)) for way in ways]
        best = [ways[other][came[other]] + score[other] for other in range(4)]
        back.append(came)
    at = best.index(max(best))
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return [ROLES[at] for at in reversed(path)]


def _limit(cues: Sequence[str], role: Role, said: int) -> bool:
    """Whether what is *said* of limits is of what the work itself leaves open."""
    return said - 100 * (role in {"background", "aim"}) >= _SAID and MENDED.isdisjoint(cues)


@cache
def _weights() -> Mapping[str, Sequence[float]]:
    """By cue the weights for each role and for a limit."""
    weights: dict[str, list[float]] = {cue: [*row, 0.0] for cue, row in _body()["cues"].items()}
    for cue, own in (*CUES.items(), *HAN.items()):
        row = weights.setdefault(cue, [0.0] * 5)
        row[:4] = map(sum, zip(row, own, strict=False))
    for cue, limit in LIMITS.items():
        weights.setdefault(cue, [0.0] * 5)[4] = limit
    return weights


@cache
def _fitted() -> tuple[Mapping[str, int], list[list[int]]]:
    """The weights in hundredths, those of a cue as one whole number, so that one sum adds all five."""
    packed = {
        cue: sum(round(100 * weight) << place for weight, place in zip(row, _PLACES, strict=True))
        for cue, row in _weights().items()
    }
    return packed, [[round(100 * weight) for weight in row] for row in _body()["steps"]]


@cache
def _behind() -> Mapping[str, frozenset[str]]:
    """By word the words that make a cue with it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for cue in (*_weights(), *MENDED):
        one, _, other = cue.partition(" ")
        if other and cue[0] != "^":
            found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


@cache
def _body() -> Any:
    return orjson.loads(files(__package__).joinpath("role_weights.json").read_bytes())
