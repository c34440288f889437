"""A radar's feed, and that of a reader's briefs, at secret addresses, and the address by which a letter is unsubscribed.

Neither asks who is there: who has the address may. Neither sets a cookie or is found by a search.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.argument import Brief
from academichub.deliver import BRIEFS, FEED, contents, unsubscribe
from academichub.desk import Desk
from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.language import CODES, DEFAULT, Language, language
from academichub.model import Instant
from academichub.profile import Radar, Reader
from academichub.radar import Edition, Item
from academichub.render import brief_html, feeds
from academichub.store.addresses import Address
from academichub.web.feeds import FEEDS, WRITERS, Write, answered
from academichub.web.site import Site, base_of

PRIVATE = {
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "vary": "accept-encoding",
}
SUFFIXES = tuple(path.removeprefix("/feed") for _, path, _ in FEEDS)

_LENGTH = 75
_EDITIONS = 30
_BRIEFS = 20
_FROM = 6
"""The hour of the reader's day from which asking a feed makes the day's edition: earlier, one that
polls at midnight would fix the day before much of it has come."""


def routes(hub: Hub, site: Site) -> list[BaseRoute]:
    """The secret addresses."""

    def feed(suffix: str, media_type: str, write: Write) -> Route:
        def answer(request: Request) -> Response:
            return _feed(hub, request, suffix, media_type, write)

        return Route(f"/feeds/{{token}}{suffix}", answer)

    return [
        *(
            feed(suffix, media_type, write)
            for suffix, (_, _, media_type), write in zip(SUFFIXES, FEEDS, WRITERS, strict=True)
        ),
        *_of_briefs(hub),
        *_unsubscribing(hub, site),
    ]


def _feed(hub: Hub, request: Request, suffix: str, media_type: str, write: Write) -> Response:
    token = request.path_params["token"]
    desk, radar = _opened(hub, token)
    _make_todays(desk, radar, hub.clock())
    items = list(islice(_items(desk, radar), _LENGTH))
    base = base_of(request, hub.config.public_url)
    t = _language_of(desk)
    told = contents.tells([item for _, item in items], contents.finding(hub.store), t)
    page = feeds.FeedPage(
        title=f"{radar.title} · {t('site.name')}",
        home_url=f"{base}/radar/{radar.slug}",
        feed_url=f"{base}/feeds/{token}{suffix}",
        language="zh-Hans" if t.code == "zh" else "en",
        updated=max((radar.created_at, *(_changed(*one) for one in items))),
        works=[one.work for one in told],
        base_url=base,
        notes={one.work.id: " · ".join(one.reasons) for one in told if one.reasons},
    )
    return answered(request, page, media_type, write, PRIVATE)


def _of_briefs(hub: Hub) -> Iterator[Route]:
    def feed(suffix: str, media_type: str, write: Write) -> Route:
        def answer(request: Request) -> Response:
            page = _briefs_page(hub, request, suffix)
            return answered(request, page, media_type, write, PRIVATE)

        return Route(f"/feeds/briefs/{{token}}{suffix}", answer)

    for suffix, (_, _, media_type), write in zip(SUFFIXES, FEEDS, WRITERS, strict=True):
        yield feed(suffix, media_type, write)


def _briefs_page(hub: Hub, request: Request, suffix: str) -> feeds.FeedPage:
    token = request.path_params["token"]
    address, reader = _reader_of(hub, token, BRIEFS)
    desk, base = Desk(hub, reader), base_of(request, hub.config.public_url)
    t = _language_of(desk)
    done = islice((one for one in desk.briefs.all() if one.state == "done"), _BRIEFS)
    made = [brief for one in done if (brief := desk.briefs.get(one.id).brief)]
    return feeds.FeedPage(
        title=f"{t('document.briefs')} · {t('site.name')}",
        home_url=f"{base}/brief",
        feed_url=f"{base}/feeds/briefs/{token}{suffix}",
        language="zh-Hans" if t.code == "zh" else "en",
        updated=max((address.created_at, *(brief.provenance.at for brief in made))),
        others=[_entry(brief, base) for brief in made],
    )


def _entry(brief: Brief, base: str) -> feeds.Entry:
    at = brief.provenance.at
    body = brief_html.fragment(brief, language(brief.ask.language))
    name = f"tag:academichub.invalid,2026:brief/{brief.id}"
    return feeds.Entry(name, brief.title, f"{base}/brief/{brief.id}", at, at, (), body)


def _reader_of(hub: Hub, token: str, purpose: str) -> tuple[Address, Reader]:
    """What a secret address is of, and whose it is.

    Raises:
        NotFoundError: it opens nothing, or was revoked.
    """
    name = hub.keys.named(purpose, token)
    address = hub.store.addresses.opened(name, purpose) if name else None
    reader = hub.store.readers.get(address.reader) if address else None
    if address is None or reader is None or reader.disabled_at:
        raise NotFoundError("there is nothing at this address")
    return address, reader


def _opened(hub: Hub, token: str) -> tuple[Desk, Radar]:
    """The radar a feed's address leads to.

    Raises:
        NotFoundError: it leads to none, or was revoked.
    """
    address, reader = _reader_of(hub, token, FEED)
    desk = Desk(hub, reader)
    for radar in desk.radars.all():
        if radar.id == address.radar:
            return desk, radar
    raise NotFoundError("there is nothing at this address")


def _make_todays(desk: Desk, radar: Radar, now: datetime) -> None:
    here = now.astimezone(ZoneInfo(desk.reader.time_zone))
    if here.hour >= _FROM:
        desk.radars.prepare(radar.slug, here.date().isoformat())


def _items(desk: Desk, radar: Radar) -> Iterator[tuple[Edition, Item]]:
    """What was picked, newest edition first, each work once."""
    known = set()
    for held in desk.radars.history(radar.slug, _EDITIONS):
        edition = desk.radars.edition(radar.slug, day=held.day, batch=held.batch)
        for item in edition.items:
            if item.work.id not in known:
                known.add(item.work.id)
                yield edition, item


def _changed(edition: Edition, item: Item) -> Instant:
    return max(edition.at, feeds.work_changed(item.work))


def _language_of(desk: Desk) -> Language:
    code = desk.reader.language
    return language(code if code in CODES else DEFAULT)


def _unsubscribing(hub: Hub, site: Site) -> list[BaseRoute]:
    def ask(request: Request) -> Response:
        return shown(request, change=False)

    async def leave(request: Request) -> Response:
        # RFC 8058: one POST, from a program that is not signed in; what it says does not matter.
        return await run_in_threadpool(shown, request, change=True)

    def shown(request: Request, *, change: bool) -> Response:
        one = unsubscribe(hub.store, hub.keys, request.path_params["token"], change=change)
        page = site.page(request, "unsubscribe.html", left=not one.enabled)
        page.headers.update(PRIVATE)
        return page

    path = "/unsubscribe/{token}"
    return [Route(path, ask, methods=["GET"]), Route(path, leave, methods=["POST"])]
