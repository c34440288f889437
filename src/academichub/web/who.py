"""Who asks: the reader behind a request, or nobody."""

from __future__ import annotations

from starlette.requests import Request

from academichub.desk import Desk
from academichub.errors import NotAllowedError, SignInError
from academichub.hub import Hub
from academichub.profile import Reader

ALONE = Reader("me", "", role="administrator")
"""The one reader of a program that only this machine can reach."""


class Who:
    """Finds the reader behind a request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def guest(self, request: Request) -> Desk | None:  # noqa: ARG002
        """The desk of the reader who asks, None for nobody."""
        return None if self._hub.config.with_accounts else Desk(self._hub, ALONE)

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
