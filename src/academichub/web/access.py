"""Who may come to which address: one table, held to before anything else looks at a request.

An address that is not in the table is not there, whatever route was made for it. Where several
lines fit an address, the strictest holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from re import Pattern
from typing import NoReturn
from urllib.parse import quote

from starlette._utils import get_route_path
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from academichub.errors import AccessError, NotAllowedError, SignInError
from academichub.web.levels import LEVELS, STRICTNESS
from academichub.web.security import require_own_origin, require_token
from academichub.web.who import Asker, Who

PROGRAMS = ("/api/", "/mcp")
"""Where programs come in: with a token, or with the header `TOKEN_HEADER` from our own pages."""

READ_BY_POST = frozenset({"/mcp"})
"""Where a POST does not mean a change; what is there asks by itself whether one may write."""

TOKEN_HEADER = "x-form-token"  # noqa: S105  # the header's name
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Refuse = Callable[[Request, Exception], Response]


class Gate:
    """ASGI middleware: nobody comes further than the table lets them.

    Args:
        app: what is behind the gate.
        who: finds the reader behind a request.
        refuse: makes the answer that says why not.
    """

    def __init__(self, app: ASGIApp, *, who: Who, refuse: Refuse) -> None:
        self.app, self.who, self.refuse = app, who, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        try:
            level = await self._admitted(request)
        except (AccessError, HTTPException) as error:
            await self._refusal(request, error)(scope, receive, send)
            return
        await self.app(scope, receive, send if level == "open" else _privately(send))

    async def _admitted(self, request: Request) -> str:
        level = level_of(request.method, get_route_path(request.scope))
        self.who.note(request)
        if level == "open" and request.method in _SAFE and not self.who.is_known(request):
            return level
        asker = await run_in_threadpool(self.who.asker, request)
        require_level(level, asker)
        require_intent(request, level, asker)
        return level

    def _refusal(self, request: Request, error: Exception) -> Response:
        unsigned = isinstance(error, SignInError)
        with_token = "authorization" in request.headers
        if unsigned and not with_token and request.method in _SAFE and not _is_program(request):
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            onward = f"/sign-in?next={quote(here, safe='/')}"
            return RedirectResponse(onward, 303, {"cache-control": "no-store"})
        response = self.refuse(request, error)
        response.headers["cache-control"] = "no-store"
        if unsigned or (with_token and isinstance(error, NotAllowedError)):
            response.headers["www-authenticate"] = _challenge(unsigned, with_token)
        return response


def require_level(level: str, asker: Asker | None) -> None:
    """Refuse who stands below *level*.

    Raises:
        SignInError: nobody is signed in.
        NotAllowedError: they are no administrator.
    """
    if level in {"open", "secret"}:
        return
    if asker is None:
        raise SignInError("sign in first")
    if level == "administrator" and not asker.reader.is_administrator:
        raise NotAllowedError("only an administrator may do this")


def require_intent(request: Request, level: str, asker: Asker | None) -> None:
    """Refuse what the reader's token does not allow, and what another site made their browser do.

    Forms bring the token of their page themselves; see `forms.deed`.

    Raises:
        NotAllowedError: the token is for other things.
        HTTPException: 403, a foreign origin or no form token.
    """
    if level == "secret":
        return
    changes = request.method not in _SAFE
    if asker and asker.scopes is not None:
        _require_scope(request, asker.scopes, changes=changes)
    elif changes:
        require_own_origin(request)
        if asker and asker.session and _is_program(request):
            require_token(request, request.headers.get(TOKEN_HEADER))


@lru_cache(maxsize=4_096)
def level_of(method: str, path: str) -> str:
    """The level of an address.

    Raises:
        HTTPException: 404, it is in no line of the table; 405, not with this method.
    """
    asked = "GET" if method == "HEAD" else method
    # To a line break some patterns are open and others are not; no address has one.
    fits = _CONTROL.search(path) is None
    fitting = [lines for pattern, lines in _table() if fits and pattern.match(path)]
    levels = [lines.get(asked, lines.get("")) for lines in fitting]
    known = [level for level in levels if level is not None]
    if not known:
        _not_there(sorted({method for lines in fitting for method in lines}))
    return max(known, key=STRICTNESS.index)


@lru_cache(maxsize=1)
def _table() -> list[tuple[Pattern[str], dict[str, str]]]:
    by_path: dict[str, dict[str, str]] = {}
    for line, level in LEVELS.items():
        method, _, path = line.rpartition(" ")
        by_path.setdefault(path, {})[method] = level
    return [(compile_path(path)[0], lines) for path, lines in by_path.items()]


def _not_there(methods: list[str]) -> NoReturn:
    if methods:
        raise HTTPException(405, headers={"allow": ", ".join(methods)})
    raise HTTPException(404)


def _require_scope(request: Request, scopes: tuple[str, ...], *, changes: bool) -> None:
    if not _is_program(request):
        raise NotAllowedError("a token opens the addresses under /api, not the pages")
    needed = "write" if changes and request.url.path not in READ_BY_POST else "read"
    if needed not in scopes:
        raise NotAllowedError(f"this token has no scope {needed!r}")


def _is_program(request: Request) -> bool:
    return request.url.path.startswith(PROGRAMS)


def _challenge(unsigned: bool, with_token: bool) -> str:
    """RFC 6750, section 3."""
    said = ("invalid_token" if unsigned else "insufficient_scope") if with_token else None
    return 'Bearer realm="AcademicHub"' + (f', error="{said}"' if said else "")


def _privately(send: Send) -> Send:
    """What only a reader may see is kept by no cache that others share."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            said = headers.get("cache-control", "")
            if "private" not in said and "no-store" not in said:
                headers["cache-control"] = "private, no-cache"
        await send(message)

    return sent
