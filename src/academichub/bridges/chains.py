"""Open questions: A is linked with B here and B with C there, A and C nowhere yet.

The chain of Swanson, Undiscovered Public Knowledge (Library Quarterly 56, 1986).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations, islice, product

from academichub.argument import Sentence
from academichub.bridges.meetings import Meetings
from academichub.bridges.named import Named, spelling
from academichub.bridges.shared import Found, Pair, between
from academichub.bridges.sides import Standing
from academichub.bridges.surprise import is_common, is_known, rare, support, way

_MIDDLES, _ENDS, _ASKED = 60, 8, 40
"""How many B are tried, how many A and C for each, how many A and C the store is asked about."""
_ENOUGH = 12

Beside = Mapping[str, Mapping[str, set[str]]]
"""For each thing the things a sentence names with it, and the works in which one does."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A and C with a B between them, the works that link A with B, and those that link B with C."""

    first: Named
    middle: Named
    last: Named
    pair: Pair

    @property
    def ends(self) -> tuple[str, str]:
        """What names the question, by whatever it is reached."""
        one, other = sorted((self.first.key, self.last.key))
        return one, other


def find(
    shared: Iterable[tuple[Named, Pair]],
    things: Mapping[str, Named],
    standings: Mapping[str, Standing],
    sentences: Sequence[Sentence],
    local: Meetings,
    store: Meetings,
) -> Iterator[Found]:
    """The pairs that no work names together, those that promise most first, each by its best B."""
    beside, ends_of = _beside(sentences, things), _Ends(things, standings, local)
    questions: dict[tuple[str, str], list[Chain]] = {}
    for middle, pair in _middles(shared, local):
        for chain in _chains(middle, pair, beside.get(middle.key, {}), ends_of):
            questions.setdefault(chain.ends, []).append(chain)
    rough = {ends: _promise(chains, local) for ends, chains in questions.items()}
    best = nlargest(_ASKED, rough, key=lambda ends: (rough[ends], ends))
    open_ = (questions[ends] for ends in best if _is_open(questions[ends][0], store))
    for chains in islice(open_, _ENOUGH):
        chain = max(chains, key=lambda one: (_promise([one], store), one.middle.key))
        yield _found(chain, _promise(chains, store), store)


def _is_open(chain: Chain, store: Meetings) -> bool:
    """Whether works name both ends, not just the one that coined it, and none names them together."""
    first, last = chain.first.label, chain.last.label
    return all(_is_end(store.naming(end), store) for end in (first, last)) and not store.together(
        first, last
    )


def _is_end(naming: int, store: Meetings) -> bool:
    return is_known(naming, store.total) and not is_common(naming, store.total)


def _promise(chains: Sequence[Chain], meetings: Meetings) -> float:
    return sum(way(meetings.naming(one.middle.label), meetings.total) for one in chains)


def _beside(sentences: Iterable[Sentence], things: Mapping[str, Named]) -> Beside:
    found: dict[str, dict[str, set[str]]] = {}
    for sentence in sentences:
        keys = {key for thing in sentence.things if not things[key := spelling(thing)].generic}
        for one, other in combinations(keys, 2):
            found.setdefault(one, {}).setdefault(other, set()).add(sentence.work)
            found.setdefault(other, {}).setdefault(one, set()).add(sentence.work)
    return found


def _middles(shared: Iterable[tuple[Named, Pair]], local: Meetings) -> Sequence[tuple[Named, Pair]]:
    """What two sides share, the rarest in the works of both first."""
    telling = [both for both in shared if both[0].spread == len(both[0].works)]

    def worth(both: tuple[Named, Pair]) -> tuple[bool, float, str]:
        one, pair = both
        return not pair.within, rare(len(one.works), local.total) * pair.carried, one.key

    return nlargest(_MIDDLES, telling, key=worth)


def _chains(
    middle: Named, pair: Pair, around: Mapping[str, set[str]], ends: _Ends
) -> Iterator[Chain]:
    first, last = (ends.beside(around, pair, side) for side in (0, 1))
    for (one, left), (other, right) in product(first, last):
        if not set(one.works) & set(other.works):
            carried = support(len(left), len(right))
            sides = Pair(pair.sides, (left, right), pair.apart, carried)
            yield Chain(one, middle, other, sides)


class _Ends:
    """What may stand at the end of a chain: named on the one side and by no work of the other's."""

    def __init__(
        self,
        things: Mapping[str, Named],
        standings: Mapping[str, Standing],
        local: Meetings,
    ) -> None:
        self._things = {
            key: one
            for key, one in things.items()
            if one.kind != "measure" and one.spread == len(one.works)
        }
        self._local = local
        self._of: dict[str, set[str]] = {}
        for work, one in standings.items():
            for name in {one.by_field.of, one.by_category.of}:
                self._of.setdefault(name, set()).add(work)

    def beside(
        self, around: Mapping[str, set[str]], pair: Pair, side: int
    ) -> Sequence[tuple[Named, tuple[str, ...]]]:
        """The ends on one side: what more works of the side name beside the middle, first."""
        here, beyond = set(pair.works[side]), self._of[pair.sides[1 - side].of]
        found = [
            (self._things[key], tuple(sorted(by & here)))
            for key, by in around.items()
            if by & here and key in self._things and beyond.isdisjoint(self._things[key].works)
        ]
        return nlargest(_ENDS, found, key=self._worth)

    def _worth(self, end: tuple[Named, tuple[str, ...]]) -> tuple[bool, float, str]:
        one, by = end
        return len(one.works) > 1, len(by) * rare(len(one.works), self._local.total), one.key


def _found(chain: Chain, worth: float, store: Meetings) -> Found:
    three = (chain.first, chain.middle, chain.last)
    via = tuple(one.label for one in three)
    keys = tuple(one.key for one in three)
    bits = between(chain.pair.sides, store) + rare(store.naming(via[1]), store.total)
    return Found(keys, "open", " – ".join(via), chain.pair, bits, worth, via=via)
