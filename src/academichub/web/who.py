"""Who asks: the reader behind a request, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from academichub.accounts import alone
from academichub.accounts.door import AT_MOST_DAYS, From
from academichub.desk import Desk
from academichub.errors import NotAllowedError, SignInError
from academichub.hub import Hub
from academichub.jobs import instant
from academichub.profile import Reader
from academichub.web.security import FormKey, keep_form_key

_KEPT = "academichub.asker"
_ALONE = "academichub.alone"


@dataclass(frozen=True, slots=True)
class Asker:
    """A reader, and by what they were known.

    ``session`` is the digest of the session they came with, ``scopes`` what their token may do
    (None: they came without one and may do all).
    """

    reader: Reader
    session: str | None = None
    scopes: tuple[str, ...] | None = None


class Who:
    """Finds the reader behind a request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def note(self, request: Request) -> None:
        """Note on a request whether there are accounts; see `standing`."""
        request.scope[_ALONE] = not self._hub.config.with_accounts

    def is_known(self, request: Request) -> bool:
        """Whether a request shows anything by which its reader may be found."""
        return "authorization" in request.headers or self.cookie in request.cookies

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

    def keep(self, response: Response, text: str) -> None:
        """Give the browser the cookie of a new session."""
        response.set_cookie(
            self.cookie, text, max_age=AT_MOST_DAYS * 24 * 3600, path="/",
            secure=self.is_secure, httponly=True, samesite="lax",
        )  # fmt: skip

    def forget(self, response: Response) -> None:
        """Take the cookie of a session back."""
        response.delete_cookie(self.cookie, path="/", secure=self.is_secure, httponly=True)

    @property
    def cookie(self) -> str:
        """The name of the cookie; the prefix lets no other host or plain http set it (RFC 6265bis)."""
        return "__Host-session" if self.is_secure else "session"

    @property
    def is_secure(self) -> bool:
        """Whether readers come by https, so that cookies go no other way."""
        return (self._hub.config.public_url or "").startswith("https:")

    def _find(self, request: Request) -> Asker | None:
        if authorization := request.headers.get("authorization"):
            return self._with_token(authorization)
        if not self._hub.config.with_accounts:
            return Asker(alone(self._hub.store, instant(self._hub.clock())))
        text = request.cookies.get(self.cookie)
        found = self._hub.door.session(text) if text else None
        if found is None:
            return None
        session, reader = found
        keep_form_key(request, FormKey(partial(self._hub.keys.sign, "form"), session.digest))
        return Asker(reader, session.digest)

    def _with_token(self, authorization: str) -> Asker:
        scheme, _, text = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise SignInError("one comes in with a token: Authorization: Bearer …")
        token, reader = self._hub.door.token(text.strip())
        return Asker(reader, scopes=token.scopes)


def where(request: Request) -> From:
    """Where a request comes from; a proxy's word is taken where the operator named the proxy."""
    return From(
        request.client.host if request.client else "", request.headers.get("user-agent", "")
    )


def standing(request: Request) -> str | None:
    """``alone``, ``reader`` or ``administrator``; ``guest`` for nobody, None where that is untold."""
    if request.scope.get(_ALONE):
        return "alone"
    found: Asker | None = request.scope.get(_KEPT)
    if found:
        return found.reader.role
    return "guest" if _ALONE in request.scope else None
