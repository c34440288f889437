"""Who calls a tool and whether they may; faults of ours as the tool's answer, in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from starlette.requests import Request

from academichub.desk import Desk
from academichub.errors import AcademicHubError, NotAllowedError

Ctx = Context[Any, Any]

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
WRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
GOES_ON = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False
)
"""Each call gives something else and remembers that it did."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The desk of who calls, and whether they may change what is on it."""

    desk: Desk
    may_write: bool


Find = Callable[[Request | None], Caller]
"""Finds who calls; raises an `AccessError` for nobody."""


class Callers:
    """Gives a tool the desk it works at.

    Args:
        find: tells who calls.
    """

    def __init__(self, find: Find) -> None:
        self._find = find

    @contextmanager
    def reading(self, ctx: Ctx) -> Iterator[Desk]:
        """The desk of who calls, to read from.

        Raises:
            ToolError: anything of ours failed; its text is ours.
        """
        try:
            yield self._find(ctx.request_context.request).desk
        except AcademicHubError as error:
            raise ToolError(str(error)) from error

    @contextmanager
    def writing(self, ctx: Ctx) -> Iterator[Desk]:
        """The desk of who calls, to change what is on it.

        Raises:
            ToolError: they may only read, or anything of ours failed.
        """
        try:
            caller = self._find(ctx.request_context.request)
            if not caller.may_write:
                raise NotAllowedError("this token may only read; make one with the scope 'write'")
            yield caller.desk
        except AcademicHubError as error:
            raise ToolError(str(error)) from error
