"""What guards the pages: response headers, the names we answer to, and forms from our own pages.

Never trusts a browser's cookie alone: a form is taken only from our own origin and with the token
the page carried. The headers follow the OWASP secure headers list.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from academichub.config import is_loopback

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "x-frame-options": "DENY",
}
"""Set on every response that does not set them itself."""

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""The names a server bound on loopback answers to; any other is a rebinding attempt."""

TOKEN_COOKIE = "form_token"  # noqa: S105  # the cookie's name
_FORM_KEY = "academichub.form_key"


class Guard:
    """ASGI middleware: our headers on every response, and no answer under a foreign name."""

    def __init__(
        self, app: ASGIApp, *, names: Collection[str] | None, refuse: Callable[[Request], Response]
    ) -> None:
        self.app = app
        self.names = None if names is None else frozenset(name.lower() for name in names)
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message))
            await send(message)

        known = self.names is None or host_name(Headers(scope=scope)) in self.names
        inner = self.app if known else self.refuse(Request(scope))
        await inner(scope, receive, guarded)


class Packing:
    """ASGI middleware: gzip for readers across a network, none for those on this machine.

    On loopback packing costs more than it saves, and a proxy in front packs better.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.packed = GZipMiddleware(app, minimum_size=1024, compresslevel=2)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, packed or not."""
        near = scope["type"] != "http" or is_loopback((scope.get("client") or ("",))[0])
        await (self.plain if near else self.packed)(scope, receive, send)


def protect(headers: MutableHeaders) -> None:
    """Add each of `HEADERS` that is not there."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def host_name(headers: Headers) -> str:
    """The host of the request without its port, in lower case."""
    host = headers.get("host", "").lower()
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


class FormKey:
    """Makes the tokens for the forms of one session, and knows them again.

    Each page has another, so that nothing can be learnt from how well a page packs.

    Args:
        sign: makes a signature that only we can make.
        session: names the session.
    """

    def __init__(self, sign: Callable[[bytes], str], session: str) -> None:
        self._sign, self._session = sign, session

    def make(self) -> str:
        """A token for a page."""
        salt = secrets.token_urlsafe(9)
        return f"{salt}.{self._made(salt)}"

    def fits(self, given: str) -> bool:
        """Whether *given* was made for this session."""
        salt, _, made = given.partition(".")
        return compare_digest(made.encode(), self._made(salt).encode())

    def _made(self, salt: str) -> str:
        return self._sign(f"{salt}\0{self._session}".encode())


def keep_form_key(request: Request, key: FormKey) -> None:
    """Tie the forms of this request to its session."""
    request.scope[_FORM_KEY] = key


def _form_key(request: Request) -> FormKey | None:
    found: FormKey | None = request.scope.get(_FORM_KEY)
    return found


def form_token(request: Request) -> str:
    """The token for the forms of a page: of the session, the reader's own, or a new one."""
    if key := _form_key(request):
        return key.make()
    return request.cookies.get(TOKEN_COOKIE) or secrets.token_urlsafe(24)


def keep_token(request: Request, response: Response, token: str) -> None:
    """Give the reader the token to bring back with the form, where no session does it."""
    if _form_key(request):
        return
    response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", path="/")


def require_own_origin(request: Request) -> None:
    """Refuse a request that a browser made for another site.

    A client that is no browser sends neither header and has no cookie to abuse.

    Raises:
        HTTPException: 403, the request came from a foreign page.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    own = {f"{scheme}://{request.headers.get('host', '')}" for scheme in ("http", "https")}
    if site != "same-origin" or (origin is not None and origin not in own):
        raise HTTPException(403, "the request came from another site")


def require_token(request: Request, given: str | None) -> None:
    """Refuse a form that was not on a page of ours.

    Raises:
        HTTPException: 403, the token is not one of this session; or, without a session, that of
            form and cookie differ or one is missing.
    """
    if key := _form_key(request):
        if not given or not key.fits(given):
            raise HTTPException(403, "the form's token is missing or too old")
        return
    kept = request.cookies.get(TOKEN_COOKIE)
    if not kept or not given or not compare_digest(kept.encode(), given.encode()):
        raise HTTPException(403, "the form's token is missing or too old")
