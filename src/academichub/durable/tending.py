"""What is to be done about jobs that are wanted: pure, from how each stands in the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

MOST_TURNS = 20
"""How often a job that came to no end is put into the queue again before it is given up."""

Standing = Literal["queued", "running", "ended", "exhausted"]
"""``exhausted``: whoever ran it died, again and again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A job as it was last put into the queue: which time it was, and by whom it is run.

    ``since`` is when that last changed, in Unix seconds.
    """

    job: str
    number: int
    standing: Standing
    runner: str = ""
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is to be done.

    ``put`` are jobs with the number of their turn and the seconds it is to wait, ``recover`` runners
    whose jobs are to be taken from them, ``give_up`` jobs that come to no end.
    """

    put: tuple[tuple[str, int, float], ...] = ()
    recover: tuple[str, ...] = ()
    give_up: tuple[str, ...] = ()


def deeds(wanted: Iterable[str], turns: Mapping[str, Turn], gone: Callable[[Turn], bool]) -> Deeds:
    """What is to be done for *wanted* jobs.

    A job that ended and is still wanted was stopped half-way, or its end could not be kept: it gets
    another turn, sooner the fewer it had.
    """
    put: list[tuple[str, int, float]] = []
    recover: dict[str, None] = {}
    give_up: list[str] = []
    for job in wanted:
        turn = turns.get(job)
        if turn is None:
            put.append((job, 1, 0.0))
        elif turn.standing == "running" and gone(turn):
            recover[turn.runner] = None
        elif turn.standing == "exhausted" or (
            turn.standing == "ended" and turn.number >= MOST_TURNS
        ):
            give_up.append(job)
        elif turn.standing == "ended":
            put.append((job, turn.number + 1, pause(turn.number)))
    return Deeds(tuple(put), tuple(recover), tuple(give_up))


def pause(turns: int) -> float:
    """Seconds to wait before another turn: none for the first few, then longer, a minute at most."""
    return 0.0 if turns < 4 else min(2.0 ** (turns - 3), 60.0)
