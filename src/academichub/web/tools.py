"""The tools for other programs at ``/mcp``, over HTTP; begun when the first of them calls."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
from anyio.abc import TaskGroup, TaskStatus
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from academichub.errors import SignInError
from academichub.web.who import Who

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from academichub.mcp.calls import Caller


class Tools:
    """An ASGI application that speaks the protocol; what it stands on is loaded at its first call.

    Args:
        who: finds the reader behind a request.
    """

    def __init__(self, who: Who) -> None:
        self._who = who
        self._tasks: TaskGroup | None = None
        self._handle: ASGIApp | None = None
        self._starting = anyio.Lock()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """As long as this lasts, calls are answered."""
        async with anyio.create_task_group() as tasks:
            self._tasks = tasks
            yield
            self._tasks = None
            tasks.cancel_scope.cancel()

    def route(self) -> Route:
        """The address. No session is kept, so there is nothing to listen to or to end."""
        return Route("/mcp", self, methods=["POST"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        async with self._starting:
            if self._handle is None:
                if self._tasks is None:
                    raise HTTPException(503, "the server is not running")
                self._handle = await self._tasks.start(self._serve)
        await self._handle(scope, receive, send)

    async def _serve(self, *, task_status: TaskStatus[ASGIApp]) -> None:
        manager = await anyio.to_thread.run_sync(self._manager)
        async with manager.run():
            task_status.started(manager.handle_request)
            try:
                await anyio.sleep_forever()
            finally:
                self._handle = None

    def _manager(self) -> StreamableHTTPSessionManager:
        from mcp.server.transport_security import TransportSecuritySettings

        from academichub.mcp import server

        made = server(self._find)
        # Names and origins are guarded for all addresses alike, in `security` and `access`.
        unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        made.streamable_http_app(
            json_response=True, stateless_http=True, transport_security=unguarded
        )
        return made.session_manager

    def _find(self, request: Request | None) -> Caller:
        from academichub.mcp.calls import Caller

        asker = self._who.asker(request) if request else None
        if request is None or asker is None:
            raise SignInError("sign in first")
        may_write = asker.scopes is None or "write" in asker.scopes
        return Caller(self._who.desk(request), may_write)
