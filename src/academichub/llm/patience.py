"""Asking a model for one reader, as long as it answers: what it took, and when it is asked no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from academichub.errors import BudgetError, ModelError, NotFoundError
from academichub.llm.model import Model
from academichub.llm.question import Answer, Question

Stop = Callable[[], bool]
"""Whether to go no further; asked often while a model is waited for."""


class GaveUpError(ModelError):
    """The model is not asked any more for this piece of work; it says what it failed with last."""


@dataclass(slots=True)
class Spent:
    """What some requests took. ``cost`` is in US dollars, None where nobody states a price.

    Tokens are of answers that were paid for, ``cached`` counts those that were not.
    """

    asked: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None

    def add(self, answer: Answer) -> None:
        """Count an answer."""
        if answer.kept:
            self.cached += 1
            return
        self.asked += 1
        self.tokens_in += answer.tokens_in
        self.tokens_out += answer.tokens_out
        if answer.cost is not None:
            self.cost = (self.cost or 0.0) + answer.cost


class Patient:
    """Who asks a model for one piece of work; may be used by several threads at once.

    Args:
        model: what is asked.
        reader: who pays.
        cancelled: says True once the work is not wanted any more.
        patience: how often in a row it may fail before it is asked no more.
    """

    def __init__(self, model: Model, reader: str, cancelled: Stop, patience: int) -> None:
        self._model, self._reader = model, reader
        self._cancelled, self._patience = cancelled, patience
        self._lock, self._silent = Lock(), 0
        self._gave_up: ModelError | None = None

    def ask(self, question: Question, spent: Spent) -> Answer:
        """The answer to *question*, counted in *spent*.

        Raises:
            GaveUpError: it failed too often, or may not be paid any more; nobody was asked.
            ModelError: it did not answer.
        """
        with self._lock:
            if self._gave_up:
                error = self._gave_up
                raise GaveUpError(str(error), kind=error.kind, said=error.said)
        try:
            answer = self._model.ask(question, reader=self._reader, cancelled=self._cancelled)
        except ModelError as error:
            self._count(error)
            raise
        with self._lock:
            self._silent = 0
        spent.add(answer)
        return answer

    def _count(self, error: ModelError) -> None:
        with self._lock:
            self._silent += 1
            if isinstance(error, BudgetError) or self._silent >= self._patience:
                self._gave_up = error


class Repeated(Protocol):
    """What a reader asked for, perhaps anew: ``again`` names what it was asked for before."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def again(self) -> str | None:
        """What it repeats."""


def repeats(one: Repeated, get: Callable[[str], Repeated]) -> int:
    """How often *one* was asked for before, as far as the earlier ones are still there.

    *get* gives what was asked for by its name and raises NotFoundError where it is no more.
    """
    times, seen = 0, {one.id}
    while one.again is not None and one.again not in seen:
        times += 1
        seen.add(one.again)
        try:
            one = get(one.again)
        except NotFoundError:
            break
    return times
