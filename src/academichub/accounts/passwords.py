"""Passwords: what is taken as one, and argon2id over it.

Each hash takes 64 MiB and a tenth of a second, so only a few are made at once and few may wait.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore, Semaphore
from typing import TYPE_CHECKING

from academichub.errors import TooManyAttemptsError, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
"""Characters."""
LONGEST = 1_000
"""Bytes of UTF-8."""

_AT_ONCE = 2
_WAITING = 8
_BUSY_SECONDS = 5
_FEWEST_DIFFERENT = 4
_TRIED_FIRST = frozenset({
    "1234567890", "0123456789", "0987654321", "12345678910", "1q2w3e4r5t", "1qaz2wsx3edc",
    "qwertyuiop", "qwerty12345", "qwerty123456", "password12", "password123", "password1234",
    "passw0rd123", "iloveyou12", "administrator", "changeme123", "welcome123", "letmein123",
    "academichub", "abcdefghij", "abc1234567",
})  # fmt: skip
"""Of the lists of what is tried first, those as long as a password has to be here."""


class Passwords:
    """Makes and checks hashes, a few at once.

    Args:
        at_once: how many, at 64 MiB each.
        waiting: how many more may wait their turn.
    """

    def __init__(self, at_once: int = _AT_ONCE, waiting: int = _WAITING) -> None:
        self._working = BoundedSemaphore(at_once)
        self._queue = Semaphore(at_once + waiting)

    def hash(self, password: str) -> str:
        """The argon2id hash of *password*, with its parameters.

        Raises:
            TooManyAttemptsError: too many wait already.
        """
        with self._turn():
            return self._hasher.hash(_canonical(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether *password* is the one *kept* was made of.

        Takes as long for None, which stands for nobody.

        Raises:
            TooManyAttemptsError: too many wait already.
        """
        from argon2.exceptions import InvalidHashError, VerifyMismatchError

        with self._turn():
            try:
                self._hasher.verify(kept or self._nobody, _canonical(password))
            except (VerifyMismatchError, InvalidHashError):
                return False
        return kept is not None

    def is_dated(self, kept: str) -> bool:
        """Whether *kept* was made with other parameters than we use now."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        # RFC 9106, section 4, the second recommended option: 3 passes over 64 MiB in 4 lanes.
        from argon2 import PasswordHasher
        from argon2.profiles import RFC_9106_LOW_MEMORY

        return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("a password that nobody has")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            said = "too many people are signing in at this moment"
            raise TooManyAttemptsError(said, _BUSY_SECONDS)
        try:
            with self._working:
                self._nobody  # noqa: B018 - made before it is timed, for known and unknown alike
                yield
        finally:
            self._queue.release()


def checked(password: str, *known: str | None) -> str:
    """*password*, if it can be taken as one.

    NIST SP 800-63B-4, section 3.1.1: its length counts, and nothing of what it is made of.

    Args:
        password: as it was typed.
        known: what anybody knows of its owner, which it must not be.

    Raises:
        UsageError: it cannot; the text says why.
    """
    if len(password) < SHORTEST:
        raise UsageError(f"a password has at least {SHORTEST} characters")
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST:
        raise UsageError(f"a password has at most {LONGEST:,} bytes")
    folded = password.casefold().strip()
    if folded in _TRIED_FIRST or len(set(folded)) < _FEWEST_DIFFERENT:
        raise UsageError("this password is among the first that are tried; take another")
    if folded in {one.casefold() for one in known if one}:
        raise UsageError("a password is something else than a name or an address")
    return password


def _canonical(password: str) -> bytes:
    # The same characters are typed in other code points on other keyboards.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")[:LONGEST]
