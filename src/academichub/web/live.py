"""How a brief or a review that is being made comes along, told as it happens.

Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): ``standing`` after
each change, ``end`` once it has ended.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Protocol, TypeVar

import anyio
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from academichub.desk import Desk
from academichub.errors import NotFoundError
from academichub.web.who import Who

_LOOK = 0.3
"""Seconds between two looks at how it stands."""
_ROUNDS = 100
"""So many looks; then who listens asks again by itself, so that no line stays open for ever."""
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""A proxy is to pass each event on as it comes."""


class Making(Protocol):
    """Something that is being made, and how far it is."""

    @property
    def state(self) -> str:
        """Its state in a word."""

    @property
    def stage(self) -> str:
        """What is being done."""

    @property
    def done(self) -> int:
        """How many steps are done."""

    @property
    def total(self) -> int:
        """Of how many."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""


One = TypeVar("One", bound=Making)

Glance = Callable[[], One]
"""How it stands now; raises NotFoundError where it is no more."""


def route(
    who: Who,
    path: str,
    glance: Callable[[Desk, str], Making],
    stage: Callable[[Request], Callable[[str], str]],
) -> Route:
    """The address at which a page is told how what it shows comes along.

    Args:
        who: knows the reader.
        path: the address, in which one part is open: what is made.
        glance: how it stands now.
        stage: gives for a request what says a stage in the reader's language.
    """

    async def events(request: Request) -> Response:
        (name,), say = request.path_params.values(), stage(request)
        desk = await run_in_threadpool(who.desk, request)
        await run_in_threadpool(glance, desk, name)
        return stream(request, lambda: glance(desk, name), lambda one: brief(one, say))

    return Route(path, events)


def brief(one: Making, say: Callable[[str], str]) -> dict[str, object]:
    """How far it is, for a page, which then asks for what is new as it asks for itself."""
    return {
        "state": one.state, "stage": one.stage, "said": say(one.stage), "done": one.done,
        "total": one.total,
    }  # fmt: skip


def stream(
    request: Request, glance: Glance[One], told: Callable[[One], Mapping[str, object]]
) -> Response:
    """The events until it has ended or a while is over; *told* says what goes over the line."""
    body = _events(request, glance, told)
    return StreamingResponse(body, media_type="text/event-stream", headers=_HEADERS)


async def ended(glance: Glance[One], one: One, wait: float) -> One:
    """How it stands once it has ended, or after *wait* seconds."""
    with anyio.move_on_after(wait):
        while one.is_open and wait:
            await anyio.sleep(_LOOK)
            one = await run_in_threadpool(glance)
    return one


async def _events(
    request: Request, glance: Glance[One], told: Callable[[One], Mapping[str, object]]
) -> AsyncIterator[bytes]:
    last = b""
    yield b"retry: 1000\n\n"
    for _ in range(_ROUNDS):
        try:
            one = await run_in_threadpool(glance)
        except NotFoundError:
            yield b'event: end\ndata: {"state":"removed"}\n\n'
            return
        said = orjson.dumps(told(one))
        if said != last:
            yield b"event: %b\ndata: %b\n\n" % (b"standing" if one.is_open else b"end", said)
            last = said
        if not one.is_open:
            return
        await anyio.sleep(_LOOK)
        if await request.is_disconnected():
            return
