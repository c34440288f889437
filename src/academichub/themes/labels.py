"""What a theme is called: a phrase of its own works, as they write it, that the others do not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from academichub.themes.background import background
from academichub.themes.lexicon import HOLLOW
from academichub.themes.reading import Said, is_pale, key_of

if TYPE_CHECKING:
    from academichub.themes.space import Rows

Rarity = Callable[[str], float]

TERMS = 8
_LOOKED_AT = 60
_WHOLE = 0.3  # a phrase that goes on more often than it ends is a piece of another
_COMMON = 3.4  # a word alone that one paper in thirty has is no label; as background idf
_NOUN = 0.3
_PIECE = 0.75
_TELLING = 0.15  # of the most typical word's lead
_BARE = 0.45  # what a word alone counts as a label
_EMPTY_HEAD = 0.6
_SHARED = 0.3  # what is weighed beside the part of the works that have a label
_CHINESE_WORD = 3  # characters that are one word rather than a phrase
_INITIALS, _SHORTENED = 4, 0.25  # so short a word alone is mostly an abbreviation
_SHORT, _ONCE = 3, 0.6  # words of a phrase that a single work has, and what it counts
_SMALL = 1.5  # of a phrase in small letters beside One in Capitals


class Name(NamedTuple):
    """A theme's label and terms, as they are written."""

    label: str
    terms: tuple[str, ...]


class Candidate(NamedTuple):
    """A phrase that might name a theme, how well; how many, and which part, of its works have it."""

    key: str
    score: float
    works: int
    part: float


class Phrases(NamedTuple):
    """The phrases of all works: those of each that may be labels, and what is counted of them.

    ``works`` counts in how many works a phrase is; ``free`` is how often it stands there whole, and
    ``written`` one way to write it.
    """

    of: Sequence[frozenset[str]]
    works: Mapping[str, int]
    free: Mapping[str, float]
    written: Mapping[str, str]


def names(
    said: Sequence[Said], rows: Rows, groups: Sequence[Sequence[int]], rarity: Rarity | None
) -> list[Name]:
    """A name for each group of works; no two labels are alike.

    Args:
        said: what is read of each work.
        rows: the words of each work, weighed.
        groups: places of the works of each theme.
        rarity: how rare a phrase is in the store, as a logarithm.
    """
    phrases = _phrases(said)
    taken: list[str] = []
    found: list[list[str]] = []
    for group in groups:
        found.append(_chosen(_ranked(phrases, rows, group, rarity), taken))
        taken += found[-1][:1]
    written = _spellings(said, groups, found)
    return [Name(one[0] if one else "", tuple(one)) for one in written]


def _phrases(said: Sequence[Said]) -> Phrases:
    stands: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for one in said:
        for heard in one.heard:
            counted = stands.get(heard[0])
            if counted is None:
                counted = stands[heard[0]] = [0, 0, 0]
                written[heard[0]] = heard[1]
            counted[0] += 1
            counted[1] += heard[3]
            counted[2] += heard[4]
    may = {key for key in stands if _may(key, stands)}
    of = [frozenset(heard[0] for heard in one.heard if heard[0] in may) for one in said]
    works = Counter(key for one in of for key in one)
    free = {key: sqrt(stands[key][1] * stands[key][2]) / stands[key][0] for key in works}
    return Phrases(of, works, free, written)


def _may(key: str, stands: Mapping[str, Sequence[int]]) -> bool:
    """Whether a phrase can be a label: it says something, and is not mostly a piece of others."""
    times, begins, ends = stands[key]
    if is_pale(key) or ends < _WHOLE * times:
        return False
    if not key.isascii():
        return True
    first, _, last = key.rpartition(" ")
    if first:
        alone, _, closes = stands.get(last, (0, 0, 0))
        return closes >= _WHOLE * alone
    noun = begins >= _NOUN * times and not key.endswith("ing")
    return noun and background().of(key) >= _COMMON


def _ranked(
    phrases: Phrases, rows: Rows, group: Sequence[int], rarity: Rarity | None
) -> list[Candidate]:
    here = Counter(key for at in group for key in phrases.of[at])
    typical = _typical(rows, group)
    scored = [
        Candidate(key, _score(key, count, len(group), phrases, typical), count, count / len(group))
        for key, count in here.items()
        if count > 1 or _is_typical(key, typical)
    ]
    best = sorted(_apart(scored), key=lambda one: (-one.score, one.key))[:_LOOKED_AT]
    if rarity is None:
        return best
    weighed = [
        one._replace(score=one.score * rarity(phrases.written[one.key].lower())) for one in best
    ]
    return sorted(weighed, key=lambda one: (-one.score, one.key))


def _is_typical(key: str, typical: Mapping[str, float]) -> bool:
    """Whether a phrase of a single work is made of words its theme is full of."""
    told = [typical.get(one, 0.0) for one in key.split() if not is_pale(one)]
    return 1 < key.count(" ") + 1 <= _SHORT and min(told, default=0.0) > _TELLING


def _typical(rows: Rows, group: Sequence[int]) -> Mapping[str, float]:
    """How much more of each word the works of a group have than all works, where it is more."""
    inside = rows.matrix[list(group)].mean(axis=0)
    more = inside - rows.matrix.mean(axis=0)
    most = max(float(more.max(initial=0.0)), 1e-9)
    return {rows.keys[at]: float(more[at]) / most for at in (more > 0).nonzero()[0].tolist()}


def _score(key: str, here: int, size: int, phrases: Phrases, typical: Mapping[str, float]) -> float:
    """How well a phrase tells a theme: common in it, rare outside, of words typical of it."""
    works = len(phrases.of)
    inside = here / size
    outside = (phrases.works[key] - here + 0.5) / (works - size + 1)
    apart = log(1 + inside / outside) if works > size else 1.0
    pieces = key.split()
    told = sum(typical.get(one, 0.0) for one in pieces if not is_pale(one)) / sqrt(len(pieces))
    long = min(len(pieces) if key.isascii() else len(key) / 2, 3)
    once = _ONCE if here == 1 else 1.0
    return once * (sqrt(inside) * apart * 0.7 + told) * sqrt(long) * (0.2 + phrases.free[key])


def _apart(scored: Iterable[Candidate]) -> list[Candidate]:
    """Without what is nearly always a piece of one longer phrase."""
    listed = list(scored)
    works = {one.key: one.works for one in listed}
    hidden = {
        part
        for one in listed
        for part in _parts(one.key)
        if part in works and one.works >= _PIECE * works[part]
    }
    return [one for one in listed if one.key not in hidden]


def _parts(key: str) -> set[str]:
    joint = " " if " " in key else ""
    pieces = key.split() if joint else ([] if key.isascii() else list(key))
    return {
        joint.join(pieces[first:last])
        for first in range(len(pieces))
        for last in range(first + 1, len(pieces) + 1)
        if last - first < len(pieces)
    }


def _chosen(ranked: Sequence[Candidate], taken: Sequence[str]) -> list[str]:
    """The best phrases, none that says again what one before it says; the first is not *taken*."""
    first = max(
        (one for one in ranked if not _is_said(one.key, taken)), key=_as_label, default=None
    )
    if first is None:
        return []
    chosen: list[str] = [first.key]
    used = Counter(first.key.split())
    for one in ranked:
        told = [word for word in one.key.split() if not is_pale(word)]
        if _is_said(one.key, chosen) or sum(map(used.__getitem__, told)) > len(told) / 2:
            continue
        chosen.append(one.key)
        used.update(told)
        if len(chosen) == TERMS:
            break
    return chosen


def _as_label(one: Candidate) -> float:
    """How well a phrase heads a theme: of several words, of several works, with a telling head."""
    first, _, head = one.key.rpartition(" ")
    chinese = not one.key.isascii()
    bare = len(one.key) <= _CHINESE_WORD if chinese else not first
    short = bare and len(one.key) <= _INITIALS and not chinese
    return (
        one.score
        * (_SHARED + one.part)
        * (_ONCE if one.works == 1 else 1.0)
        * (_SHORTENED if short else _BARE if bare else 1.0)
        * (_EMPTY_HEAD if head in HOLLOW else 1.0)
    )


def _core(key: str) -> str:
    return "".join(key.split())


def _is_said(key: str, chosen: Iterable[str]) -> bool:
    """Whether one of the phrases *chosen* holds, or is held by, or shortens this one."""
    core, short = _core(key), _initials(key)
    return any(
        core in _core(one) or _core(one) in core or core == _initials(one) or short == _core(one)
        for one in chosen
    )


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split()) if " " in key else key


def _spellings(
    said: Sequence[Said], groups: Sequence[Sequence[int]], chosen: Sequence[Sequence[str]]
) -> list[list[str]]:
    """Each group's phrases as its works write them."""
    small = frozenset().union(*(one.small for one in said))
    written = []
    for group, keys in zip(groups, chosen, strict=True):
        spelled: dict[str, defaultdict[str, float]] = {key: defaultdict(float) for key in keys}
        for heard in (heard for at in group for heard in said[at].heard if heard[0] in spelled):
            spelled[heard.key][heard.written] += heard.worth
        written.append([_written(spelled[key], small) for key in keys])
    return written


def _written(spelled: Mapping[str, float], small: frozenset[str]) -> str:
    """The commonest spelling; one in small letters, and in the middle of sentences, counts more.

    Where it only stands in titles and at the beginning of sentences, a word that is elsewhere
    written in small letters is here, too.
    """
    worth = {one: of * (_SMALL if one.islower() else 1.0) for one, of in spelled.items()}
    best = max(sorted(worth), key=worth.__getitem__)
    if worth[best] >= 1.0:
        return best
    return " ".join(_lowered(word, small) for word in best.split(" "))


def _lowered(word: str, small: frozenset[str]) -> str:
    return "-".join(
        piece.lower() if piece.istitle() and ("-" in word or _is_plain(piece, small)) else piece
        for piece in word.split("-")
    )


def _is_plain(word: str, small: frozenset[str]) -> bool:
    """Whether a word is no name: it is known, or written in small letters somewhere."""
    key = key_of(word)
    return word.lower() in small or key in background().idf or is_pale(key)
