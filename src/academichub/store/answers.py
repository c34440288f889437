"""What language models were asked and what they answered: one row a request, paid for once.

A row says that a request is asked before anything is sent, with the most it may cost, in the one
transaction that looks whether the reader may still spend that much. From there it becomes
``answered`` (kept for good), ``refused`` (certainly not billed; may be asked again) or ``lost`` (may
have been billed; never asked again by itself). Sends nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from academichub.errors import BudgetError
from academichub.model import Instant
from academichub.store import coding
from academichub.store.engine import to_read, to_write
from academichub.store.schema import answers

State = Literal["asked", "answered", "refused", "lost"]

ENDED = "the program ended before the answer came"
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens, and millionths of a US dollar; ``cost`` is None where nobody states a price."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: int | None = None

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.tokens_in + self.tokens_out

    @property
    def dollars(self) -> float | None:
        """The cost in US dollars."""
        return None if self.cost is None else self.cost / _MICRO


@dataclass(frozen=True, slots=True)
class Budget:
    """What one reader may spend on one UTC day; None is no limit, ``cost`` in millionths of a dollar."""

    tokens: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request that is to be made: ``bound`` is the most it may cost."""

    digest: str
    model: str
    reader: str
    bound: Amount


@dataclass(frozen=True, slots=True)
class Entry:
    """A request as it stands. ``mine`` says that who asked just now is to send it.

    ``until`` (Unix time) is how long one who sends it is believed to be alive without a further
    word; ``calls`` counts how often it was sent in all.
    """

    state: State
    amount: Amount
    calls: int = 0
    mine: bool = False
    until: float = 0.0
    answer: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


class Answers:
    """All requests to models and their answers.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, call: Call, budget: Budget, at: Instant, now: float, until: float) -> Entry:
        """Note that *call* is sent from here on, where nobody sent it and it is affordable.

        Args:
            call: what is to be sent.
            budget: what its reader may spend in all on the day of *at*.
            at: the moment, in UTC.
            now: the same as Unix time.
            until: when the sender, unless heard of again, counts as dead.

        Returns:
            ``mine`` where it is to be sent now; else how the request stands.

        Raises:
            BudgetError: the reader's budget of the day does not hold it; nothing was noted.
        """
        with to_write(self._engine, durable=True) as connection:
            row = _row(connection, call.digest)
            there = _entry(row) if row else None
            if there is None or there.state == "refused":
                _afford(connection, call, budget, at[:10])
                return _ask(connection, call, there, at, until)
            if there.state == "asked" and there.until < now:
                _note(connection, call.digest, at, state="lost", error=ENDED)
                row = _row(connection, call.digest)
            return _entry(row) if row else there

    def get(self, digest: str) -> Entry | None:
        """How a request stands, None where it was never made."""
        with to_read(self._engine) as connection:
            row = _row(connection, digest)
        return _entry(row) if row else None

    def hold(self, digest: str, until: float) -> None:
        """Say that the sender of a request is alive and still waits."""
        with to_write(self._engine) as connection:
            row = _row(connection, digest)
            if row is not None and row.state == "asked":
                body = _packed(_entry(row).calls, until=until)
                where = answers.c.digest == digest
                connection.execute(update(answers).where(where).values(body=body))

    def answered(self, digest: str, answer: Mapping[str, Any], spent: Amount, at: Instant) -> None:
        """Keep an answer for good, with what it did cost.

        One that came after its sender was given up is kept all the same.
        """
        with to_write(self._engine, durable=True) as connection:
            _note(connection, digest, at, state="answered", spent=spent, answer=answer)

    def refused(self, digest: str, error: str, at: Instant) -> None:
        """Note that a request was certainly not billed; what was held for it is free again."""
        with to_write(self._engine) as connection:
            _note(connection, digest, at, state="refused", spent=Amount(), error=error)

    def lost(
        self, digest: str, error: str, at: Instant, why: Mapping[str, Any] | None = None
    ) -> None:
        """Note that a request may have been billed and has no answer; it counts as if it cost all.

        *why* is kept in the place of the answer.
        """
        with to_write(self._engine) as connection:
            _note(connection, digest, at, state="lost", error=error, answer=why)

    def spent(self, reader: str, day: str) -> Amount:
        """What *reader* spent on a UTC day, with what is held for requests under way and lost."""
        with to_read(self._engine) as connection:
            return _spent(connection, reader, day)

    def calls(self) -> dict[State, tuple[int, int]]:
        """By state: how many requests stand there, and how often they were sent in all."""
        counted: dict[State, tuple[int, int]] = {}
        with to_read(self._engine) as connection:
            for row in connection.execute(select(answers)):
                one = _entry(row)
                requests, calls = counted.get(one.state, (0, 0))
                counted[one.state] = requests + 1, calls + one.calls
        return counted


def _afford(connection: Connection, call: Call, budget: Budget, day: str) -> None:
    spent, bound = _spent(connection, call.reader, day), call.bound
    if budget.tokens is not None and spent.tokens + bound.tokens > budget.tokens:
        raise BudgetError(
            f"the day's budget of {budget.tokens:,} tokens does not hold this request: "
            f"{spent.tokens:,} are spent or held, it may take {bound.tokens:,}; "
            "the next day begins at 00:00 UTC",
            kind="budget",
            said=f"{budget.tokens:,} tokens",
        )
    cost = (spent.cost or 0) + (bound.cost or 0)
    if budget.cost is not None and bound.cost is not None and cost > budget.cost:
        raise BudgetError(
            f"the day's budget of ${budget.cost / _MICRO:.2f} does not hold this request: "
            f"${(spent.cost or 0) / _MICRO:.4f} is spent or held, it may cost "
            f"${bound.cost / _MICRO:.4f}; the next day begins at 00:00 UTC",
            kind="budget",
            said=f"${budget.cost / _MICRO:.2f}",
        )


def _spent(connection: Connection, reader: str, day: str) -> Amount:
    where = answers.c.reader == reader, answers.c.day == day
    columns = answers.c.tokens_in, answers.c.tokens_out, answers.c.cost
    sums = connection.execute(select(*(func.sum(column) for column in columns)).where(*where)).one()
    tokens_in, tokens_out, cost = (None if value is None else int(value) for value in sums)
    return Amount(tokens_in or 0, tokens_out or 0, cost)


def _ask(
    connection: Connection, call: Call, there: Entry | None, at: Instant, until: float
) -> Entry:
    calls = (there.calls if there else 0) + 1
    bound = call.bound
    values = {
        "model": call.model, "reader": call.reader, "day": at[:10], "state": "asked",
        "tokens_in": bound.tokens_in, "tokens_out": bound.tokens_out, "cost": bound.cost,
        "asked_at": at, "answered_at": None, "body": _packed(calls, until=until), "error": None,
    }  # fmt: skip
    if there is None:
        connection.execute(insert(answers).values(digest=call.digest, **values))
    else:
        connection.execute(update(answers).where(answers.c.digest == call.digest).values(values))
    return Entry("asked", bound, calls, mine=True, until=until)


def _note(
    connection: Connection, digest: str, at: Instant, *, state: State, error: str | None = None,
    spent: Amount | None = None, answer: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    row = _row(connection, digest)
    if row is None or row.state not in ("asked", "lost"):
        return
    body = _packed(_entry(row).calls, answer=dict(answer or {}))
    values: dict[str, object] = {
        "state": state, "answered_at": at, "body": body, "error": error
    }  # fmt: skip
    if spent is not None:
        values |= {
            "tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out, "cost": spent.cost
        }  # fmt: skip
    connection.execute(update(answers).where(answers.c.digest == digest).values(values))


def _row(connection: Connection, digest: str) -> Row[tuple[Any, ...]] | None:
    return connection.execute(select(answers).where(answers.c.digest == digest)).one_or_none()


def _packed(calls: int, **values: object) -> bytes:
    return coding.packed(orjson.dumps({"calls": calls, **values}))


def _entry(row: Row[tuple[Any, ...]]) -> Entry:
    body = orjson.loads(coding.text(row.body)) if row.body else {}
    return Entry(
        row.state, Amount(row.tokens_in, row.tokens_out, row.cost), body.get("calls", 0),
        until=body.get("until", 0.0), answer=body.get("answer", {}), error=row.error or "",
    )  # fmt: skip
