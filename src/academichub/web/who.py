"""Who asks: the reader behind a request, or nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request

from academichub.accounts import ALONE, machine_zone
from academichub.desk import Desk
from academichub.errors import NotAllowedError, SignInError
from academichub.hub import Hub
from academichub.jobs import instant
from academichub.profile import Reader

_KEPT = "academichub.asker"
_ALONE = "academichub.alone"


@dataclass(frozen=True, slots=True)
class Asker:
    """A reader, and by what they were known.

    ``session`` is the digest of the session they came with, ``scopes`` what their token may do
    (None: they came without one and may do all), ``form_token`` what their forms must bring back.
    """

    reader: Reader
    session: str | None = None
    scopes: tuple[str, ...] | None = None
    form_token: str | None = None


class Who:
    """Finds the reader behind a request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def note(self, request: Request) -> None:
        """Note on a request whether there are accounts; see `standing`."""
        request.scope[_ALONE] = not self._hub.config.with_accounts

    def is_known(self, request: Request) -> bool:
        """Whether a request shows anything by which its reader may be found."""
        return "authorization" in request.headers

    def asker(self, request: Request) -> Asker | None:
        """Who asks, None for nobody; found once a request."""
        if _KEPT not in request.scope:
            request.scope[_KEPT] = self._find(request)
        found: Asker | None = request.scope[_KEPT]
        return found

    def guest(self, request: Request) -> Desk | None:
        """The desk of the reader who asks, None for nobody."""
        found = self.asker(request)
        return Desk(self._hub, found.reader) if found else None

    def desk(self, request: Request) -> Desk:
        """The desk of the reader who asks.

        Raises:
            SignInError: nobody is signed in.
        """
        if (found := self.guest(request)) is None:
            raise SignInError("sign in first")
        return found

    def administrator(self, request: Request) -> Desk:
        """The desk of an administrator.

        Raises:
            SignInError: nobody is signed in.
            NotAllowedError: they are no administrator.
        """
        desk = self.desk(request)
        if not desk.reader.is_administrator:
            raise NotAllowedError("only an administrator may do this")
        return desk

    def _find(self, request: Request) -> Asker | None:  # noqa: ARG002
        if self._hub.config.with_accounts:
            return None
        readers = self._hub.store.readers
        alone = readers.get(ALONE.id)
        if alone is None:
            now = instant(self._hub.clock())
            alone = readers.ensure(replace(ALONE, time_zone=machine_zone(), created_at=now))
        return Asker(alone)


def standing(request: Request) -> str | None:
    """``alone``, ``reader`` or ``administrator``; ``guest`` for nobody, None where that is untold."""
    if request.scope.get(_ALONE):
        return "alone"
    found: Asker | None = request.scope.get(_KEPT)
    if found:
        return found.reader.role
    return "guest" if _ALONE in request.scope else None
