"""How a review comes along, told to its page as it happens: ``/reviews/{run}/events``.

Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Only how far it
is goes over the line; the page then asks for what is new as it asks for itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import anyio
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from academichub.errors import NotFoundError
from academichub.review.reviews import Reviews
from academichub.web.brief_events import HEADERS
from academichub.web.review_words import Wording
from academichub.web.site import language_of
from academichub.web.who import Who

_LOOK = 0.4
"""Seconds between two looks at how it stands."""
_ROUNDS = 60
"""So many looks; then the browser asks again by itself, so that no line stays open for ever."""


def route(who: Who) -> Route:
    """The address of the events."""

    async def events(request: Request) -> Response:
        name = request.path_params["run"]
        reviews = (await run_in_threadpool(who.desk, request)).reviews
        await run_in_threadpool(reviews.glance, name)
        return stream(request, reviews, name)

    return Route("/reviews/{run}/events", events)


def stream(request: Request, reviews: Reviews, name: str) -> Response:
    """The events of one run, until it is made or a while is over."""
    body = _told(request, reviews, name)
    return StreamingResponse(body, media_type="text/event-stream", headers=HEADERS)


async def _told(request: Request, reviews: Reviews, name: str) -> AsyncIterator[bytes]:
    words, last = Wording(language_of(request)), b""
    yield b"retry: 1000\n\n"
    for _ in range(_ROUNDS):
        try:
            one = await run_in_threadpool(reviews.glance, name)
        except NotFoundError:
            yield b'event: end\ndata: {"state":"removed"}\n\n'
            return
        said = orjson.dumps({
            "state": one.state, "stage": one.stage, "said": words.stage(one.stage),
            "done": one.done, "total": one.total,
        })  # fmt: skip
        if said != last:
            yield b"event: %b\ndata: %b\n\n" % (b"standing" if one.is_open else b"end", said)
            last = said
        if not one.is_open:
            return
        await anyio.sleep(_LOOK)
        if await request.is_disconnected():
            return
