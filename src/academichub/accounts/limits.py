"""How often one may try what a stranger could guess, by whom it is tried and by whom it is about.

Counts stand in the store, so that they hold over restarts and for several processes.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from academichub.errors import TooManyAttemptsError
from academichub.jobs import instant
from academichub.store.credentials import Credentials

_SUBJECT = 400
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts in a span of so many minutes."""

    most: int
    minutes: int


LIMITS: Mapping[str, Limit] = {
    "sign-in from": Limit(50, 15),  # one client address
    "sign-in to": Limit(10, 15),  # one account from one client address
    "sign-in at all to": Limit(100, 60),  # one account from anywhere
    "sign-up from": Limit(20, 60),
    "invitation from": Limit(30, 15),
    "orcid from": Limit(30, 15),
    "password of": Limit(10, 15),  # who is signed in and gives the password again
    "token of": Limit(60, 60),
    "comment of": Limit(20, 60),  # under papers
    "word of": Limit(60, 60),  # on findings and reviews
    "letter from": Limit(20, 60),  # asked for from one client address
    "letter to": Limit(3, 60),  # asked for to one account
}
"""What is tried, and how often it may be."""


class Limits:
    """Counts attempts.

    Args:
        credentials: where they are counted.
        clock: gives the present moment.
    """

    def __init__(self, credentials: Credentials, clock: Callable[[], datetime]) -> None:
        self._credentials, self._clock = credentials, clock

    def count(self, kind: str, subject: str) -> None:
        """Count one attempt.

        Args:
            kind: one of `LIMITS`.
            subject: who tries, or what is tried.

        Raises:
            TooManyAttemptsError: there were too many in this span.
        """
        now, limit, name = self._clock(), LIMITS[kind], _name(kind, subject)
        began, over = span(now, limit.minutes)
        at = instant(began)
        # Who is over the limit costs a look and no writing.
        if (
            self._credentials.attempts(name, at) >= limit.most
            or self._credentials.attempt(name, at, instant(now - _KEPT)) > limit.most
        ):
            wait = max(1, round((over - now).total_seconds()))
            said = f"too many attempts; try again in {-(-wait // 60)} minutes"
            raise TooManyAttemptsError(said, wait)

    def forgive(self, kind: str, subject: str) -> None:
        """Forget the attempts, because one succeeded."""
        self._credentials.forgive(_name(kind, subject))


def span(now: datetime, minutes: int) -> tuple[datetime, datetime]:
    """When the span of so many minutes that *now* lies in began, and when it is over."""
    length = timedelta(minutes=minutes)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    began = midnight + (now - midnight) // length * length
    return began, began + length


def neighbourhood(address: str) -> str:
    """What one client can hardly leave: its IPv4 address, or the /64 of its IPv6 address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def _name(kind: str, subject: str) -> str:
    return f"{kind} {subject}"[:_SUBJECT]
