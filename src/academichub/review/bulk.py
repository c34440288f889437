"""Reviews of many works at once: a day, a search, a list, under one budget."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from academichub.argument.reviews import ReviewAsk
from academichub.brief.choosing import Choosing
from academichub.errors import NotFoundError, UsageError
from academichub.ids import parse
from academichub.jobs import instant
from academichub.model import Instant, Work
from academichub.review.values import Who, language_of, new_id
from academichub.store import Store
from academichub.store.review_batches import Batch
from academichub.store.reviews import Run

MOST = 5000
LIMIT = 1000
"""The most works of a batch, and how many are taken where nobody says."""
MOST_BATCHES = 5
"""Batches a reader may wait for at once."""

_MICRO = 1_000_000
_MOST_DOLLARS = 1_000_000


class Batches:
    """The batches of one reader.

    Args:
        store: where works and reviews are.
        who: the reader.
        choosing: finds the works of a batch.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self, store: Store, who: Who, choosing: Choosing, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._kept, self._who = store, store.reviews, who
        self._choosing, self._clock = choosing, clock

    @property
    def models(self) -> tuple[str, ...]:
        """The language models there are to write with, the first one by default."""
        return self._who.models

    def ask_many(
        self,
        kind: str,
        value: str | Sequence[str],
        *,
        language: str = "en",
        writer: str | None = None,
        model: str | None = None,
        rebuttal: bool = False,
        fetch: bool = False,
        budget_tokens: int | None = None,
        budget_usd: float | None = None,
        limit: int = LIMIT,
    ) -> Batch:
        """Ask for a review of each of many works, which are fixed from here on.

        Args:
            kind: ``day``, ``query``, ``works``, ``radar`` or ``author``.
            value: the day with perhaps a field after it, the search, identifiers (a text of them, or
                several), the radar's slug, the author's name.
            language: ``en`` or ``zh``.
            writer: as for one review.
            model: as for one review.
            rebuttal: as for one review.
            fetch: as for one review.
            budget_tokens: the most tokens all of them may take; without a model from then on.
            budget_usd: the most US dollars, where the price is known.
            limit: the most works to take.

        Raises:
            UsageError: it cannot be asked for so; the text says what can.
            NotFoundError: there are no such works.
        """
        self._refuse_too_many_batches()
        (who, which), spoken = self._who.writer(writer, model), language_of(language)
        budget = _tokens(budget_tokens), _microdollars(budget_usd)
        named = _names(value) if kind == "works" else ()
        said = value if isinstance(value, str) and kind != "works" else ""
        chosen = self._choosing.choose(kind, said, spoken, named, limit)
        at, name = self._at(), new_id()
        batch = Batch(name, self._who.reader, chosen.title, at, *budget)
        titles = self._titles(chosen.works)
        asked = [ReviewAsk(one, titles[one], spoken, rebuttal, fetch) for one in chosen.works]
        runs = [replace(self._who.run(one, who, which, at), batch=name) for one in asked]
        self._kept.add_all(batch, runs)
        return batch

    def batches(self) -> tuple[Batch, ...]:
        """The reader's batches, the newest first."""
        return tuple(self._kept.batches(self._who.reader))

    def batch(self, name: str) -> Batch:
        """One of the reader's batches.

        Raises:
            NotFoundError: the reader has none of this id.
        """
        one = self._kept.batch(name)
        if one.reader != self._who.reader:
            raise NotFoundError(f"there is no batch {name}")
        return one

    def runs_of(self, name: str) -> tuple[Run, ...]:
        """The runs of a batch in their order. Raises NotFoundError as `batch` does."""
        return tuple(self._kept.runs_of(self.batch(name).id))

    def spent(self, name: str) -> tuple[int, int]:
        """The tokens and millionths of a dollar a batch has taken. Raises as `batch` does."""
        return self._kept.spent(self.batch(name).id)

    def cancel_batch(self, name: str) -> bool:
        """Want no more of a batch; what is done of it stays. False where it was over."""
        return self._kept.set_batch(self.batch(name).id, "cancelled", self._at())

    def pause_batch(self, name: str) -> bool:
        """Begin no more of its reviews for now. False where it was over."""
        return self._kept.set_batch(self.batch(name).id, "paused", self._at())

    def resume_batch(self, name: str) -> bool:
        """Go on with a batch that was paused. False where it was over."""
        return self._kept.set_batch(self.batch(name).id, "open", self._at())

    def _work(self, identifier: str) -> Work:
        number = self._store.number(parse(identifier))
        work = self._store.works([number]).get(number) if number is not None else None
        if work is None:
            raise NotFoundError(f"{identifier} is not in the store")
        return work

    def _titles(self, works: Sequence[str]) -> dict[str, str]:
        numbers = self._store.numbers(works)
        there = self._store.works(list(set(numbers.values())))
        return {
            name: there[at].title if (at := numbers.get(name)) in there else "" for name in works
        }

    def _refuse_too_many_batches(self) -> None:
        waiting = sum(one.state in {"open", "paused"} for one in self.batches())
        if waiting >= MOST_BATCHES:
            raise UsageError(
                f"{waiting} batches are being made already; wait for one, or cancel it"
            )

    def _at(self) -> Instant:
        return instant(self._clock())


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    given = re.split(r"[\s,;，；、]+", value) if isinstance(value, str) else value
    return tuple(str(parse(name)) for name in given if name.strip())


def _tokens(budget: int | None) -> int | None:
    if budget is not None and not 0 <= budget < 10**15:
        raise UsageError(f"a budget is a number of tokens from 0 on, not {budget}")
    return budget


def _microdollars(budget: float | None) -> int | None:
    if budget is None:
        return None
    if not 0 <= budget <= _MOST_DOLLARS:
        raise UsageError(f"a budget is of 0 to {_MOST_DOLLARS:,} US dollars, not of {budget}")
    return int(Decimal(str(budget)) * _MICRO)
