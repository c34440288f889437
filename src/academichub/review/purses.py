"""What the reviews of a batch may still spend: what is spent, what is held for stages under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from academichub.argument.reviews import Material, StageAccount
from academichub.llm import Model, prices
from academichub.store.reviews import KeptReviews, Run

_SENTENCES, _A_LINE, _PROMPT, _TIMES = 200, 24, 32_000, 2
"""Sentences of a work that are sent at most, bytes around each, of the prompt; requests of a stage."""

_SLACK = 8
"""By how much the most a stage can take is more than what one takes: tokens are longer than a byte, answers
end by themselves, few are mended. It counts until a first one is seen."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most a stage may take; ``microdollars`` is None where nobody states a price."""

    tokens: int = 0
    microdollars: int | None = None

    def times(self, factor: float) -> Bound:
        """So many times as much."""
        price = self.microdollars
        return Bound(round(self.tokens * factor), None if price is None else round(price * factor))

    def least(self, other: Bound) -> Bound:
        """The lesser of both, in tokens and in price."""
        prices = [one for one in (self.microdollars, other.microdollars) if one is not None]
        return Bound(min(self.tokens, other.tokens), min(prices, default=None))

    def most(self, other: Bound) -> Bound:
        """The greater of both, in tokens and in price."""
        prices = [one for one in (self.microdollars, other.microdollars) if one is not None]
        return Bound(max(self.tokens, other.tokens), max(prices, default=None))


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


class Held:
    """What is held of a purse for one stage; ``may`` says whether the stage may ask a model."""

    def __init__(self, *, may: bool, amount: Bound) -> None:
        self.may, self.amount = may, amount
        self.took = Bound()

    def note(self, account: StageAccount) -> None:
        """Note what the stage took."""
        self.took = Bound(account.tokens_in + account.tokens_out, account.microdollars)


class Purses:
    """Lets a stage ask a model where the rest of the budget of its batch holds what it is to take.

    That is twice what any stage of the batch took so far, and never more than the most there can be: no
    budget is overdrawn but by a stage that takes more than double of all before. Two processes know of each
    other what was spent, not what is held.

    Args:
        kept: where batches are, and what each has spent.
        bound: the most a stage on some material may take.
    """

    def __init__(self, kept: KeptReviews, bound: Callable[[Material], Bound]) -> None:
        self._kept, self._bound, self._lock = kept, bound, Lock()
        self._held: defaultdict[str, list[Bound]] = defaultdict(list)
        self._largest: dict[str, Bound] = {}

    @contextmanager
    def held(self, run: Run, material: Callable[[], Material]) -> Iterator[Held]:
        """Hold what a stage is to take, until it is kept."""
        if run.batch is None:
            yield Held(may=True, amount=Bound())
            return
        one = self._hold(run.batch, self._bound(material()))
        try:
            yield one
        finally:
            self._release(run.batch, one)

    def _hold(self, batch: str, most: Bound) -> Held:
        with self._lock:
            amount = most.least(_likely(most, self._largest.get(batch)))
            one = Held(may=self._affords(batch, amount), amount=amount)
            if one.may:
                self._held[batch].append(amount)
            return one

    def _release(self, batch: str, one: Held) -> None:
        if not one.may:
            return
        with self._lock:
            self._held[batch].remove(one.amount)
            self._largest[batch] = one.took.most(self._largest.get(batch, Bound()))

    def _affords(self, batch: str, amount: Bound) -> bool:
        one = self._kept.batch(batch)
        tokens, microdollars = self._kept.spent(batch)
        tokens += sum(other.tokens for other in self._held[batch])
        microdollars += sum(other.microdollars or 0 for other in self._held[batch])
        return _within(tokens, amount.tokens, one.budget_tokens) and _within(
            microdollars, amount.microdollars or 0, one.budget_microdollars
        )


def _likely(most: Bound, largest: Bound | None) -> Bound:
    if largest is not None and largest.tokens:
        return largest.times(_TIMES)
    return most.times(1 / _SLACK)


def _within(spent: int, amount: int, budget: int | None) -> bool:
    return budget is None or (spent < budget and spent + amount <= budget)
