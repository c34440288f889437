"""What the reviews of a batch may still spend: what is spent, what is held for stages under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from academichub.argument.reviews import Material
from academichub.llm import Model, prices
from academichub.store.reviews import KeptReviews, Run

_SENTENCES, _A_LINE, _PROMPT, _TIMES = 200, 24, 16_000, 2
"""Sentences of a work that are sent at most, bytes around each, of the prompt; requests of a stage."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most a stage may take; ``microdollars`` is None where nobody states a price."""

    tokens: int = 0
    microdollars: int | None = None


def bound(material: Material, model: Model | None) -> Bound:
    """The most a stage on *material* may take of *model*: what is sent and its longest answer, twice.

    A stage is mended once at most; no token is shorter than a byte.
    """
    if model is None:
        return Bound()
    longest = sorted((len(one.text.encode()) for one in material.sentences), reverse=True)
    said = sum(longest[:_SENTENCES]) + _SENTENCES * _A_LINE
    most = prices.most(b" " * (_PROMPT + said), model.rules.tokens, model.named)
    return Bound(_TIMES * most.tokens, None if most.cost is None else _TIMES * most.cost)


class Purses:
    """Lets a stage ask a model where the budget of its batch holds the most that this may take.

    Two processes know of each other what was spent, not what is held.

    Args:
        kept: where batches are, and what each has spent.
        bound: the most a stage on some material may take.
    """

    def __init__(self, kept: KeptReviews, bound: Callable[[Material], Bound]) -> None:
        self._kept, self._bound, self._lock = kept, bound, Lock()
        self._held: defaultdict[str, list[Bound]] = defaultdict(list)

    @contextmanager
    def held(self, run: Run, material: Callable[[], Material]) -> Iterator[bool]:
        """Hold what a stage may take until it is kept; gives whether it may ask at all."""
        if run.batch is None:
            yield True
            return
        bound = self._bound(material())
        with self._lock:
            may = self._affords(run.batch, bound)
            held = self._held[run.batch]
            if may:
                held.append(bound)
        try:
            yield may
        finally:
            if may:
                with self._lock:
                    held.remove(bound)

    def _affords(self, batch: str, bound: Bound) -> bool:
        one = self._kept.batch(batch)
        tokens, microdollars = self._kept.spent(batch)
        tokens += sum(other.tokens for other in self._held[batch])
        microdollars += sum(other.microdollars or 0 for other in self._held[batch])
        return _within(tokens, bound.tokens, one.budget_tokens) and _within(
            microdollars, bound.microdollars or 0, one.budget_microdollars
        )


def _within(spent: int, bound: int, budget: int | None) -> bool:
    return budget is None or (spent < budget and spent + bound <= budget)
