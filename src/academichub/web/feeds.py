"""Any list as RSS, Atom or JSON Feed, with the parameters of the page and conditional answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.hub import Hub
from academichub.model import Work
from academichub.render import feeds
from academichub.web import asked
from academichub.web.asked import Asked
from academichub.web.language import Language
from academichub.web.site import base_of, language_of

Write = Callable[[feeds.FeedPage], bytes]

FEEDS = (
    ("RSS", "/feed.rss", "application/rss+xml"),
    ("Atom", "/feed.atom", "application/atom+xml"),
    ("JSON Feed", "/feed.json", "application/feed+json"),
)
"""Name, address and media type of each feed."""

WRITERS: tuple[Write, ...] = (feeds.rss, feeds.atom, feeds.json_feed)
"""What writes each of them."""

_LENGTH = 50


def routes(hub: Hub) -> list[Route]:
    """The addresses of the feeds."""

    def feed(path: str, media_type: str, write: Write) -> Route:
        return Route(path, lambda request: _feed(hub, request, path, media_type, write))

    return [
        feed(path, media_type, write)
        for (_, path, media_type), write in zip(FEEDS, WRITERS, strict=True)
    ]


def _feed(hub: Hub, request: Request, path: str, media_type: str, write: Write) -> Response:
    wanted = asked.read(request.query_params)
    works = hub.works(wanted.listing, limit=_LENGTH).works
    page = _page(hub, request, wanted, path, works)
    return answered(request, page, media_type, write, {"vary": "accept-language, cookie"})


def answered(
    request: Request,
    page: feeds.FeedPage,
    media_type: str,
    write: Write,
    more: Mapping[str, str],
) -> Response:
    """A feed, or that the reader has it already; *more* are further headers."""
    body = write(page)
    changed = datetime.fromisoformat(feeds.changed(page))
    headers = {
        "etag": f'"{hashlib.sha256(body).hexdigest()[:24]}"',
        "last-modified": format_datetime(changed, usegmt=True),
        "cache-control": "private, max-age=0, must-revalidate",
        **more,
    }
    if not_modified(request, headers["etag"], changed):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=f"{media_type}; charset=utf-8", headers=headers)


def _page(
    hub: Hub, request: Request, wanted: Asked, path: str, works: Sequence[Work]
) -> feeds.FeedPage:
    base = base_of(request, hub.config.public_url)
    t = language_of(request)
    return feeds.FeedPage(
        title=_title(wanted, t),
        home_url=base + wanted.address("/works" if wanted.filters else "/"),
        feed_url=base + wanted.address(path),
        language="zh-Hans" if t.code == "zh" else "en",
        works=works,
        base_url=base,
    )


def _title(wanted: Asked, t: Language) -> str:
    """Our name, and what narrows the list."""
    narrowed = [asked.shown(name, value, t) for name, value in wanted.filters.items()]
    return " · ".join([t("site.name"), *narrowed])


def not_modified(request: Request, etag: str, changed: datetime) -> bool:
    """Whether the reader holds this already (RFC 9110, 13.2.2: an ETag decides before a date)."""
    held = request.headers.get("if-none-match")
    if held is not None:
        tags = {tag.strip().removeprefix("W/") for tag in held.split(",")}
        return "*" in tags or etag in tags
    since = _moment(request.headers.get("if-modified-since"))
    return since is not None and changed <= since


def _moment(header: str | None) -> datetime | None:
    """An HTTP date; None where there is none or it is damaged, which RFC 9110 says to ignore."""
    try:
        moment = parsedate_to_datetime(header or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
