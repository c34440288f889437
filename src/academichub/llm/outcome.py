"""What became of a request that brought no answer: was it certainly not billed, or perhaps?

Pure decisions over what was seen of the exchange; knows no library and sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from academichub.fetch import retry
from academichub.llm.prompt import plain

TRIES = 5
PATIENCE = 120.0
"""Seconds that the pauses between the tries of one request may take together."""

_PASSING = frozenset({408, 409, 425, 429, 500, 503, 529})
"""Who answers so did not let the model speak, and may later. 529 is Anthropic's for "overloaded"."""
_PERHAPS = frozenset({502, 504, *range(520, 529)})
"""A gateway's word that it did not get the model's: the model may have spoken."""
_NO_MONEY = ("insufficient_quota", "billing", "credit balance")
_SAID = 200


class Failed(Exception):  # noqa: N818 - it never leaves this package
    """A request brought no answer; ``outcome`` says what that means."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.words)
        self.outcome = outcome


@dataclass(slots=True)
class Seen:
    """What was seen of one exchange.

    ``begun`` is whether the library came to the point of sending, ``connected`` False where there
    was nobody to send to; ``status`` is 0 until the head of an answer came; ``done`` is whether a
    stream said that it was at its end.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    begun: bool = False
    connected: bool = True
    done: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a failure means.

    ``lost``: it may have been billed. Otherwise it was not; ``passing`` says that it may go well
    later, ``wait`` in how many seconds at the soonest, where the server said so.
    """

    kind: str
    words: str
    said: str = ""
    lost: bool = False
    passing: bool = False
    wait: float | None = None


def judge(seen: Seen, said: str, now: float) -> Outcome:
    """What an exchange that failed means.

    Args:
        seen: what was seen of it.
        said: what the library or the server said went wrong; may be empty.
        now: Unix time, for a ``Retry-After`` that names a date.
    """
    status, tail = seen.status, f": {said}" if said else ""
    if not seen.begun:
        return Outcome("unasked", f"the model cannot be asked like this{tail}", said)
    if not seen.connected:
        words = f"the model's server cannot be reached{tail}"
        return Outcome("unreachable", words, said, passing=True)
    if status == 0:
        words = f"the model's server was asked and did not answer{tail}"
        return Outcome("silent", words, said, lost=True)
    if 200 <= status < 300:
        words = f"the answer broke off or cannot be used{tail}"
        return Outcome("broken", words, said, lost=True)
    if 300 <= status < 400:
        words = f"the model's server sends elsewhere ({status}), and that is not followed"
        return Outcome("elsewhere", words, str(status))
    words = f"the model's server answered {status}{tail}"
    if status in _PERHAPS:
        return Outcome("status", words, f"{status}{tail}", lost=True)
    passing = status in _PASSING and not any(sign in said.lower() for sign in _NO_MONEY)
    wait = retry.retry_after(seen.headers, now) if passing else None
    return Outcome("status", words, f"{status}{tail}", passing=passing, wait=wait)


def pause(outcome: Outcome, tries: int, waited: float, chance: float) -> float | None:
    """Seconds to wait before the next try; None where there is to be none.

    Args:
        outcome: of the last try.
        tries: how many there were.
        waited: seconds waited between them so far.
        chance: in [0, 1), so that many that failed together do not come back together.
    """
    if outcome.lost or not outcome.passing or tries >= TRIES:
        return None
    seconds = retry.wait(tries, outcome.wait, chance)
    return seconds if waited + seconds <= PATIENCE else None


def told(said: object, key: str | None) -> str:
    """What a server said of an error, fit to be shown: short, on one line, without our key."""
    text = plain(_message(said))
    if key:
        text = text.replace(key, "…")
    return text if len(text) <= _SAID else text[:_SAID].rstrip() + "…"


def _message(said: object) -> str:
    if isinstance(said, Mapping):
        inner = said.get("error") or said.get("message") or said.get("detail") or ""
        code = said.get("code")
        return " ".join(filter(None, (_message(inner), code if isinstance(code, str) else "")))
    if isinstance(said, list):
        return _message(said[0]) if said else ""
    text = str(said or "")
    return "" if "<html" in text.lower() or "<!doctype" in text.lower() else text
