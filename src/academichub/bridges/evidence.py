"""The sentences a bridge stands on, from both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from academichub.argument import Bridge, Role, Sentence
from academichub.bridges.named import bare, spelling

MOST = 6
_ROLES: Mapping[Role, int] = {
    "method": 0,
    "result": 1,
    "aim": 2,
    "limit": 3,
    "background": 4,
    "": 5,
}

Sides = tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


def evidence(bridge: Bridge, sentences: Sequence[Sentence], most: int = MOST) -> Sides:
    """What each side's works say of what they share, at most *most* sentences a side.

    Each work speaks once before any speaks twice. For an open question the first side names A
    and B, the second B and C. For a work cited on both sides, no sentence is known to cite it: each
    work then speaks by what it aims at and finds.
    """
    keys = _keys(bridge, sentences)
    if bridge.kind == "open" and len(bridge.via) == 3:
        one, middle, other = (keys[term] for term in bridge.via)
        wanted: tuple[tuple[set[str], ...], ...] = ((one, middle), (middle, other))
    elif bridge.kind == "citation":
        wanted = ((), ())
    else:
        wanted = ((keys[bridge.label],),) * 2
    first, second = (
        _said(sentences, frozenset(works), asked, most)
        for works, asked in zip(bridge.works, wanted, strict=True)
    )
    return first, second


def _keys(bridge: Bridge, sentences: Iterable[Sentence]) -> Mapping[str, set[str]]:
    """For each term of the bridge the spellings its writing stands for."""
    terms = {term: {bare(term)} for term in (bridge.label, *bridge.via)}
    for sentence in sentences:
        for thing in sentence.things:
            written = " ".join(thing.text.split())
            if written in terms:
                terms[written].add(spelling(thing))
    return terms


def _said(
    sentences: Iterable[Sentence],
    works: Collection[str],
    asked: Sequence[set[str]],
    most: int,
) -> tuple[Sentence, ...]:
    """Sentences of *works* that name all that is asked, or else some of it."""
    there = [sentence for sentence in sentences if sentence.work in works]
    named = [(sentence, _answered(sentence, asked)) for sentence in there]
    fit = [(sentence, count) for sentence, count in named if count or not asked]
    ordered = sorted(fit, key=lambda pair: (-pair[1], _order(pair[0])))
    turns: dict[str, int] = {}
    queued = []
    for sentence, count in ordered:
        turn = turns[sentence.work] = turns.get(sentence.work, -1) + 1
        queued.append((turn, -count, _order(sentence), sentence))
    return tuple(one[-1] for one in sorted(queued, key=lambda one: one[:-1])[:most])


def _answered(sentence: Sentence, asked: Sequence[set[str]]) -> int:
    own = {spelling(thing) for thing in sentence.things}
    return sum(bool(keys & own) for keys in asked)


def _order(sentence: Sentence) -> tuple[int, bool, str, str, int]:
    title = sentence.field == "title"
    return _ROLES[sentence.role], title, sentence.work, sentence.field, sentence.start
