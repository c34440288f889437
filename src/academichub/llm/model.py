"""A language model and the one way to ask it: every request goes through `Model.ask`.

A request is noted in the store before it is sent and its answer when it came, so that none is paid
for twice, whatever dies in between; see the decision record on answers that are paid once.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from academichub.errors import LostAnswerError, ModelError, StoreError
from academichub.llm import prices
from academichub.llm.loop import Loop
from academichub.llm.naming import Named
from academichub.llm.outcome import Failed, Outcome, pause
from academichub.llm.question import Answer, Question, Rules, canonical, digest
from academichub.model import Instant
from academichub.store.answers import Amount, Answers, Budget, Call, Entry

if TYPE_CHECKING:
    from pydantic import SecretStr

    from academichub.llm.wire import Reply

HOLD = 30.0
"""Seconds without a word after which one who sent a request is taken for dead."""
_LOOK = 0.25
_BYTES_A_TOKEN = 3

Cancelled = Callable[[], bool]


def _never() -> bool:
    return False


class Model:
    """A model, with what it was asked already; safe to use from several threads.

    Args:
        named: which one.
        key: what its server wants to see, if anything; shown nowhere.
        answers: where requests and answers are kept.
        rules: how it is asked, and what a reader may spend.
        clock: gives the present moment, in UTC.
        hold: seconds without a word after which a sender is taken for dead.
        sleep: waits so many seconds.
        chance: gives numbers in [0, 1), to spread pauses.
    """

    def __init__(
        self,
        named: Named,
        key: SecretStr | None,
        answers: Answers,
        rules: Rules | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hold: float = HOLD,
        sleep: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.named, self.rules = named, rules or Rules()
        self._answers, self._clock, self._hold = answers, clock, hold
        self._sleep, self._chance = sleep, chance
        self._slots = BoundedSemaphore(self.rules.concurrency)
        self._loop = Loop(named, key, self.rules)
        usd = self.rules.budget_usd
        self._budget = Budget(self.rules.budget_tokens, None if usd is None else prices.micro(usd))

    def __repr__(self) -> str:
        return f"Model({self.named.full!r} at {self.named.address!r})"

    @property
    def name(self) -> str:
        """``provider:name``."""
        return self.named.full

    def close(self) -> None:
        """Break off what is under way and give the connections back."""
        self._loop.close()

    def ask(self, question: Question, *, reader: str, cancelled: Cancelled = _never) -> Answer:
        """The answer to *question*: the one there is, or a new one.

        Args:
            question: what is asked.
            reader: who pays.
            cancelled: asked a few times a second while it lasts; once it says True the connection
                is closed, and what was sent counts as lost.

        Raises:
            BudgetError: the reader may not spend that much today; nothing was sent.
            LostAnswerError: it was sent once and no answer came; it is not sent again.
            ModelError: the server did not take it; nothing was billed.
        """
        for earlier in range(question.again):
            call = self._call(replace(question, again=earlier), reader)
            entry = self._answers.get(call.digest)
            if entry and entry.state == "answered" and (answer := _kept(call, entry)):
                return answer
        return self._new(self._call(question, reader), question, cancelled)

    def _call(self, question: Question, reader: str) -> Call:
        request = canonical(question, self.name, self.named.address, self.rules)
        bound = prices.most(request, self.rules.tokens, self.named)
        return Call(digest(request), self.name, reader, bound)

    def _new(self, call: Call, question: Question, cancelled: Cancelled) -> Answer:
        tries, waited = 0, 0.0
        while True:
            try:
                if answer := self._once(call, question, cancelled):
                    return answer
                seconds = self._hold / 10  # another one sent the same and waits for the answer
            except Failed as failed:
                tries += 1
                wanted = pause(failed.outcome, tries, waited, self._chance())
                if wanted is None:
                    raise _error(failed.outcome) from None
                seconds, waited = wanted, waited + wanted
            self._rest(seconds, cancelled)

    def _once(self, call: Call, question: Question, cancelled: Cancelled) -> Answer | None:
        self._loop.open()
        with self._slot(cancelled):
            now = time.time()
            entry = self._answers.begin(call, self._budget, self._at(), now, now + self._hold)
            return self._send(call, question, cancelled) if entry.mine else _kept(call, entry)

    def _send(self, call: Call, question: Question, cancelled: Cancelled) -> Answer:
        future = self._loop.send(question)
        try:
            reply = self._wait(call, future, cancelled)
        except Failed as failed:
            self._note(call, failed.outcome)
            raise
        except BaseException:
            future.cancel()
            self._note(call, Outcome("ended", "broken off", lost=True))
            raise
        spent = self._spent(call, reply)
        said = {"text": reply.text, "finish": reply.finish, "model": reply.model}
        self._keep(call, said, spent)
        return Answer(
            reply.text, call.digest, reply.model, spent.tokens_in, spent.tokens_out,
            spent.dollars, finish=reply.finish,
        )  # fmt: skip

    def _note(self, call: Call, outcome: Outcome) -> None:
        if outcome.lost:
            why = {"kind": outcome.kind, "said": outcome.said}
            self._answers.lost(call.digest, outcome.words, self._at(), why)
        else:
            self._answers.refused(call.digest, outcome.words, self._at())

    def _keep(self, call: Call, said: Mapping[str, Any], spent: Amount) -> None:
        """Put an answer down; it is paid for, so a store that is busy is asked a second time."""
        try:
            self._answers.answered(call.digest, said, spent, self._at())
        except StoreError:
            self._answers.answered(call.digest, said, spent, self._at())

    def _wait(self, call: Call, future: Future[Reply], cancelled: Cancelled) -> Reply:
        beat = time.monotonic() + self._hold / 3
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                if cancelled() and future.cancel():
                    off = Outcome("off", "called off while it was asked", lost=True)
                    raise Failed(off) from None
            if time.monotonic() > beat:
                beat = time.monotonic() + self._hold / 3
                with suppress(StoreError):  # a store that is busy for a while costs no answer
                    self._answers.hold(call.digest, time.time() + self._hold)

    def _spent(self, call: Call, reply: Reply) -> Amount:
        """As the server counted; where it did not, what the texts are likely to be."""
        if reply.usage is None:
            tokens_out = len(reply.text.encode("utf-8", "replace")) // _BYTES_A_TOKEN + 1
            return Amount(call.bound.tokens_in // _BYTES_A_TOKEN + 1, tokens_out, call.bound.cost)
        cost = prices.cost(reply.usage, self.named)
        return Amount(reply.usage.input_tokens, reply.usage.output_tokens, cost)

    @contextmanager
    def _slot(self, cancelled: Cancelled) -> Iterator[None]:
        """One of as many requests as may be under way at once."""
        while not self._slots.acquire(timeout=_LOOK):
            _go_on(cancelled)
        try:
            _go_on(cancelled)
            yield
        finally:
            self._slots.release()

    def _rest(self, seconds: float, cancelled: Cancelled) -> None:
        while seconds > 0:
            _go_on(cancelled)
            self._sleep(min(seconds, _LOOK))
            seconds -= _LOOK

    def _at(self) -> Instant:
        return self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")


def _go_on(cancelled: Cancelled) -> None:
    if cancelled():
        raise ModelError("called off before it was asked", kind="off")


def _kept(call: Call, entry: Entry) -> Answer | None:
    """What is known of a request that is not ours to send; None while another one waits for it."""
    if entry.state == "lost":
        kind, said = entry.answer.get("kind", "ended"), entry.answer.get("said", "")
        raise _error(Outcome(kind, entry.error, said, lost=True))
    if entry.state != "answered":
        return None
    said = entry.answer
    return Answer(said["text"], call.digest, said["model"], kept=True, finish=said["finish"])


def _error(outcome: Outcome) -> ModelError:
    words, kind, said = outcome.words, outcome.kind, outcome.said
    if outcome.lost:
        tail = "; it may have been paid for and is not asked again"
        return LostAnswerError(words + tail, kind=kind, said=said)
    return ModelError(words, kind=kind, said=said)
