"""How a review comes along, told to programs as it happens, and waited for.

Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `standing` after each
change, `end` once it has ended.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import anyio
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from academichub.errors import NotFoundError
from academichub.review.giving import run_json
from academichub.review.reviews import Reviews
from academichub.store.reviews import Run

_LOOK = 0.2
"""Seconds between two looks at how it stands."""
_ROUNDS = 300
"""So many looks; then the client asks again by itself, so that no line stays open for ever."""
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def stream(request: Request, reviews: Reviews, name: str) -> Response:
    """The events of one run, until it has ended or a while is over."""
    body = _told(request, reviews, name)
    return StreamingResponse(body, media_type="text/event-stream", headers=_HEADERS)


async def ended(reviews: Reviews, run: Run, wait: float) -> Run:
    """The run once it has ended, or as it is after *wait* seconds."""
    with anyio.move_on_after(wait):
        while run.is_open and wait:
            await anyio.sleep(_LOOK)
            run = await run_in_threadpool(reviews.glance, run.id)
    return run


async def _told(request: Request, reviews: Reviews, name: str) -> AsyncIterator[bytes]:
    last: Run | None = None
    yield b"retry: 1000\n\n"
    for _ in range(_ROUNDS):
        try:
            run = await run_in_threadpool(reviews.glance, name)
        except NotFoundError:
            yield b'event: end\ndata: {"state":"removed"}\n\n'
            return
        if run != last:
            event = b"standing" if run.is_open else b"end"
            yield b"event: %b\ndata: %b\n\n" % (event, orjson.dumps(run_json(run)))
            last = run
        if not run.is_open:
            return
        await anyio.sleep(_LOOK)
        if await request.is_disconnected():
            return
