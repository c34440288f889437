"""Everything known of one work: the page, its exports, and its records as they came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.model import Origin, Work
from academichub.web import cards, exports, marking
from academichub.web.language import Language
from academichub.web.site import Site, language_of
from academichub.web.who import Who

_DATES = ("announced_on", "posted_on", "published_on", "updated_on")
_SAID_ONCE = (
    "title", "authorships", "abstract", "type", "primary_category", "venue", "published_on",
    "comment", "journal_ref", "license", "language",
)  # fmt: skip
_PLAIN = ("journal_ref", "comment", "license", "language")


def routes(hub: Hub, site: Site, who: Who) -> list[Route]:
    """A work's addresses; the identifier may hold slashes."""

    def work(request: Request) -> Response:
        return _answer(hub, site, who, request, request.path_params["identifier"])

    def raw(request: Request) -> Response:
        return _raw(hub, request.path_params["identifier"], request.path_params["place"])

    return [
        Route("/works/{identifier:path}", work),
        Route("/raw/{place:int}/{identifier:path}", raw),
    ]


def _answer(hub: Hub, site: Site, who: Who, request: Request, identifier: str) -> Response:
    for one in exports.FORMATS:
        stem = identifier.removesuffix(one.suffix)
        if stem != identifier:
            return exports.respond(one, [hub.work(stem).work], stem)
    return _page(hub, site, who, request, identifier)


def _page(hub: Hub, site: Site, who: Who, request: Request, identifier: str) -> Response:
    page = hub.work(identifier)
    canonical = cards.work_path(page.work.id)
    if identifier != page.work.id and cards.work_path(identifier) != canonical:
        return RedirectResponse(canonical, 308)
    t = language_of(request)
    return marking.page(
        site,
        request,
        who.guest(request),
        "work.html",
        [page.work],
        page=page,
        work=page.work,
        facts=list(facts(page.work, t)),
        origins=origins(page.work),
        affiliations=[(a.name, a.affiliations) for a in page.work.authorships if a.affiliations],
        exports=[(one.name, one.suffix, one.media_type) for one in exports.FORMATS],
    )


def facts(work: Work, t: Language) -> Iterator[tuple[str, str]]:
    """Names of fields (keys under ``field.``) and what they hold, in reading order."""
    yield "type", t.label("type", work.type)
    yield "sources", " · ".join(cards.source_name(source) for source in work.sources)
    if work.categories:
        yield "categories", " · ".join(work.categories)
    if work.keywords:
        yield "keywords", " · ".join(work.keywords)
    yield from _venue(work)
    for name in _DATES:
        if value := getattr(work, name):
            yield name, t.date(value)
    yield "first_seen_at", t.instant(work.first_seen_at)
    for name in _PLAIN:
        if value := getattr(work, name):
            yield name, value
    if work.cited_by_count is not None:
        yield "cited_by_count", t.number(work.cited_by_count)


def origins(work: Work) -> Mapping[str, Origin]:
    """Each field that one record said, and which; ``*`` in the work's own table is the rest."""
    said = work.origins or {}
    named = {name: said.get(name) or said.get("*") for name in _SAID_ONCE if getattr(work, name)}
    return {name: origin for name, origin in named.items() if origin}


def _venue(work: Work) -> Iterator[tuple[str, str]]:
    venue = work.venue
    if venue is None:
        return
    yield "venue", venue.name
    place = ", ".join(part for part in (venue.volume, venue.issue, venue.pages) if part)
    named = (
        ("volume", place),
        ("publisher", venue.publisher),
        ("issn", " · ".join(venue.issn)),
    )
    yield from ((name, value) for name, value in named if value)


def _raw(hub: Hub, identifier: str, place: int) -> Response:
    records = hub.work(identifier).records
    if not 1 <= place <= len(records):
        raise NotFoundError(f"the work has {len(records)} records, numbered from 1")
    _, record = records[place - 1]
    return PlainTextResponse(record.raw, headers={"cache-control": "private, no-cache"})
