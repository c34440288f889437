"""Which sentences are worth showing of some works: what they say, how they say it, none twice.

Scores words and roles; never asks what is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from academichub.argument import Role, Sentence
from academichub.outline.material import tokens
from academichub.outline.standing import alone, ease, fitting, introduces, presumes, turns
from academichub.text import fold

MOST = 12
_WORTH: Mapping[Role, float] = {
    "aim": 1.05, "result": 1.0, "method": 0.6, "limit": 0.5, "": 0.4, "background": 0.15,
}  # fmt: skip
_BRIEF, _EVEN = 3, 0.75  # sentences of so short an abstract each say what the work is about
_SAME = 0.55  # of the shorter sentence's words; above it two sentences say the same
_SHY = 0.3  # what is left of a sentence that leans on the one before
_MISFIT = 0.3
_EMPTY = 0.6  # one that names nothing
_OPENING, _PRESUMING = 1.35, 0.75  # what says what the work does, and what has to know it
_TURNED = 0.7
_TITLE = 0.12
_AGAIN, _COMPLETING = 0.2, 0.75  # a work that has spoken already: of the same, or of what it found
_PAIRS, _SEVERAL = 2, 7  # works that are quoted twice; one more where there are few works
_TYPICAL = 0.6  # how much more the most typical work counts than the least


def worth(sentence: Sentence, terms: Collection[str] = (), *, brief: bool = False) -> float:
    """How much one would like to read *sentence* in a passage about *terms*.

    *brief* says that its work has only few sentences, of which none is mere background.
    """
    if sentence.field == "title":
        return _TITLE * (1 + _covered(sentence, terms))
    role = max(_WORTH[sentence.role], _EVEN) if brief else _WORTH[sentence.role]
    value = role * (0.6 + _covered(sentence, terms))
    value *= 1.0 + 0.08 * min(2, sum(one.kind == "measure" for one in sentence.quantities))
    value *= 1.0 if alone(sentence.text) else _SHY
    value *= 1.0 if sentence.things else _EMPTY
    value *= _OPENING if introduces(sentence.text) else 1.0
    value *= _TURNED if turns(sentence.text) else 1.0
    value *= _PRESUMING if presumes(sentence.text) else 1.0
    return value * ease(sentence.text) * (1.0 if fitting(sentence.text) else _MISFIT)


def _covered(sentence: Sentence, terms: Collection[str]) -> float:
    if not terms:
        return 0.4
    said = fold(sentence.text)
    return min(1.0, sum(_folded(term) in said for term in terms) / 2.5)


@lru_cache(maxsize=1_000)
def _folded(term: str) -> str:
    return fold(term)


def alike(one: Sentence, other: Sentence) -> bool:
    """Whether both say nearly the same words."""
    mine, theirs = tokens(one.text), tokens(other.text)
    least = min(len(mine), len(theirs))
    return least > 0 and len(mine & theirs) > _SAME * least


def best(
    sentences: Iterable[Sentence],
    terms: Collection[str] = (),
    most: int = MOST,
    each: int = 2,
    typical: Sequence[str] = (),
) -> tuple[Sentence, ...]:
    """The best *most* of *sentences*, best first, at most *each* of a work and none alike.

    *typical* are works with the most typical first; they count for more. A work that has spoken
    speaks again rather of what it found than of the same.
    """
    given = tuple(sentences)
    lengths = Counter(one.work for one in given if one.field != "title")
    favour = {work: 1 - place / len(typical) for place, work in enumerate(typical)}
    left = sorted(
        (
            (
                worth(one, terms, brief=lengths[one.work] <= _BRIEF)
                * (1 + _TYPICAL * favour.get(one.work, 0.0)),
                one,
            )
            for one in given
        ),
        key=lambda pair: (-pair[0], pair[1].work, pair[1].field, pair[1].start),
    )
    chosen: list[Sentence] = []
    while left and len(chosen) < most:
        place = _next(left, chosen, each)
        if place is None:
            break
        chosen.append(left.pop(place)[1])
    return tuple(chosen)


def paired(
    sentences: Sequence[Sentence], terms: Collection[str], typical: Sequence[str]
) -> tuple[Sentence, ...]:
    """The best `MOST` of *sentences*, the first works' with what they found behind what they sought."""
    firsts = best(sentences, terms, MOST, 1, typical)
    pairs = _PAIRS if len(firsts) > _SEVERAL else _PAIRS + 1
    chosen: list[Sentence] = []
    for one in firsts:
        if one.field != "title" and len(chosen) < 2 * pairs:
            chosen.extend((one, *_completed(one, sentences, chosen)))
        else:
            chosen.append(one)
    return tuple(chosen[:MOST])


def _completed(
    one: Sentence, sentences: Sequence[Sentence], chosen: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """What the work of *one* found, if *one* says what it sought, and the other way round."""
    others = [
        other
        for other in sentences
        if other.work == one.work and other.role and _part(other.role) != _part(one.role)
    ]
    told = [other for other in others if other.role != "background" and reads(other)]
    fresh = [other for other in told if not any(alike(other, had) for had in (*chosen, one))]
    return (max(fresh, key=_finding),) if fresh else ()


def _finding(one: Sentence) -> float:
    """How much a sentence says of what was found, its own work having been introduced."""
    measured = sum(quantity.kind in ("measure", "ratio") for quantity in one.quantities)
    return (_WORTH[one.role] + 0.15 * min(2, measured) + 0.1 * bool(one.things)) * ease(one.text)


def reads(one: Sentence) -> bool:
    """Whether it can be read by itself and is whole."""
    return one.field != "title" and alone(one.text) and fitting(one.text)


def _next(
    left: Sequence[tuple[float, Sentence]], chosen: Sequence[Sentence], each: int
) -> int | None:
    """The place of the best one that adds something."""
    found, best_value = None, 0.0
    for place, (value, one) in enumerate(left):
        if value <= best_value:
            break
        before = [had for had in chosen if had.work == one.work]
        now = value * _left_of(one, before)
        if len(before) < each and now > best_value and not any(alike(one, had) for had in chosen):
            found, best_value = place, now
    return found


def _left_of(one: Sentence, before: Sequence[Sentence]) -> float:
    if not before or one.field == "title":
        return 1.0 if not before else 0.0
    parts = {_part(had.role) for had in before}
    return _COMPLETING if one.role and _part(one.role) not in parts else _AGAIN


def _part(role: Role) -> str:
    return "found" if role in ("result", "limit") else "sought"
