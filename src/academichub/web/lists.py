"""The pages that list works: the daily page, the search, and what a reader has starred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.errors import SearchIndexError
from academichub.hub import Hub
from academichub.lists import BATCH, SORTS, Batch, Counted, Facets, Listing
from academichub.taxonomy import ARCHIVES
from academichub.web import asked, cards, exports, marking
from academichub.web.asked import Asked
from academichub.web.exports import FORMATS
from academichub.web.feeds import FEEDS
from academichub.web.language import Language
from academichub.web.site import Site, language_of
from academichub.web.who import Who

_FIRST = {"source": 12, "category": 14, "day": 8, "type": 8}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Option:
    """One value a filter can take, and the address that sets it (or takes it away)."""

    label: str
    hint: str | None
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with the values to choose from: some at once, the rest on demand."""

    key: str
    first: Sequence[Option]
    rest: Sequence[Option]


@dataclass(frozen=True, slots=True, eq=False)
class _Rail:
    """What the filters beside a list are made from; the hub keeps its counts until they change."""

    reader: Language
    facets: Facets
    path: str
    wanted: Asked

    def _key(self) -> tuple[object, ...]:
        asked_for = (*self.wanted.filters.items(), self.wanted.sort)
        return id(self.facets), self.reader.code, self.path, asked_for

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rail) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


Rails = Callable[[_Rail], Markup]


def routes(hub: Hub, site: Site, who: Who) -> list[Route]:
    """The addresses of the lists."""
    rails = lru_cache(maxsize=500)(partial(_rail, site))

    def daily(request: Request) -> Response:
        return _list(hub, site, rails, who, request, "daily")

    def works(request: Request) -> Response:
        return _list(hub, site, rails, who, request, "works")

    def starred(request: Request) -> Response:
        return _starred(hub, site, who, request)

    return [Route("/", daily), Route("/works", works), Route("/starred", starred)]


def _list(hub: Hub, site: Site, rails: Rails, who: Who, request: Request, section: str) -> Response:
    wanted = asked.read(request.query_params)
    fragment = request.query_params.get("fragment") == "results"
    listing = _typed(wanted.listing) if fragment else wanted.listing
    batch = hub.works(listing, seen=wanted.seen, offset=wanted.offset)
    t, desk = language_of(request), who.guest(request)
    values = {"section": section, "asked": wanted, **_results(wanted, batch, section, t)}
    if fragment:
        response = marking.page(site, request, desk, "results.html", batch.works, **values)
        response.headers["cache-control"] = "no-store"
        return response
    try:
        rail = rails(_Rail(t, hub.facets(), "/" if section == "daily" else "/works", wanted))
    except SearchIndexError:
        # The daily list comes from the store; it is there while the index is made again.
        rail, values["note"] = Markup(""), t("list.rebuilding")
    values |= {**_frame(wanted, section, t), "rail": rail}
    return marking.page(site, request, desk, "list.html", batch.works, **values)


def _typed(listing: Listing) -> Listing:
    """*listing* while its search is being typed: the last word may be only begun."""
    begun = listing.query and listing.query[-1].isalnum() and listing.query.count('"') % 2 == 0
    last = listing.query.split()[-1] if begun else ""
    return replace(listing, query=listing.query + "*") if last and ":" not in last else listing


def _results(wanted: Asked, batch: Batch, section: str, t: Language) -> dict[str, Any]:
    path = "/" if section == "daily" else "/works"
    first = wanted.offset + 1
    return {
        "chips": chips(wanted, path, t),
        "cleared": path,
        "counted": t.count("list.found" if wanted.filters else "list.total", batch.total),
        "works": batch.works,
        "snippets": batch.snippets,
        "first": first,
        "note": t("list.loose") if batch.loose else None,
        "shown": _shown(first, batch, section, t),
        "empty_hint": t("list.empty_hint" if wanted.filters else "list.empty_store"),
        "did_you_mean": _suggestion(wanted, batch.did_you_mean, path),
        "feeds": [(name, wanted.address(address)) for name, address, _ in FEEDS],
        "exports": [(f.name, wanted.address(f"/works{f.suffix}")) for f in FORMATS],
        **_ways_on(wanted, batch, section, path),
    }


def _shown(first: int, batch: Batch, section: str, t: Language) -> str:
    if section == "daily":
        return t("list.next_batch_hint", n=t.number(BATCH))
    last = first + len(batch.works) - 1
    numbers = {"first": t.number(first), "last": t.number(last), "total": t.number(batch.total)}
    return t("list.shown", **numbers)


def _ways_on(wanted: Asked, batch: Batch, section: str, path: str) -> dict[str, str | None]:
    """Where to read on: the daily page gives batches, the search gives pages."""
    ways: dict[str, str | None] = dict.fromkeys(
        ("next_batch", "again", "previous_page", "next_page")
    )
    if section == "daily":
        ways["next_batch"] = wanted.address(path, seen=batch.seen) if batch.seen else None
        ways["again"] = wanted.address(path) if wanted.seen and not batch.seen else None
        return ways
    if wanted.page > 1:
        ways["previous_page"] = wanted.address(path, page=wanted.page - 1)
    if wanted.offset + len(batch.works) < batch.total and wanted.page < asked.DEEPEST:
        ways["next_page"] = wanted.address(path, page=wanted.page + 1)
    return ways


def chips(wanted: Asked, path: str, t: Language) -> list[Chip]:
    """The filters that are on."""
    return [
        Chip(asked.named(name, t), asked.shown(name, value, t), wanted.address(path, **{name: None}))
        for name, value in wanted.filters.items()
    ]  # fmt: skip


def _suggestion(wanted: Asked, text: str | None, path: str) -> Mapping[str, str] | None:
    return {"text": text, "address": wanted.address(path, q=text)} if text else None


def _frame(wanted: Asked, section: str, t: Language) -> dict[str, Any]:
    path = "/" if section == "daily" else "/works"
    return {
        "heading": None if section == "daily" else t("search.heading"),
        "path": path,
        "sorts": ("", *(sort for sort in SORTS if sort != "daily" or wanted.sort == "daily")),
        "kept": [(name, value) for name, value in wanted.filters.items() if name != "q"],
        "kept_all": [(n, v) for n, v in wanted.filters.items() if n not in {"since", "until"}],
        "alternates": [
            (f"{t('site.name')} ({name})", wanted.address(address), media_type)
            for name, address, media_type in FEEDS
        ],
    }


def _rail(site: Site, one: _Rail) -> Markup:
    return site.rail(one.reader, groups(one.facets, one.wanted, one.path, one.reader))


def groups(facets: Facets, wanted: Asked, path: str, t: Language) -> list[Group]:
    """The filters one can set from here."""
    offered = {
        "source": facets.sources,
        "category": _own(facets.categories),
        "day": facets.days,
        "type": facets.types,
    }
    return [_group(key, values, wanted, path, t) for key, values in offered.items() if values]


def _own(categories: Counted) -> Counted:
    """Without the archives that only gather categories: a work in cs.LG counts under cs too."""
    return tuple(one for one in categories if ARCHIVES.get(one[0], (one[0],)) == (one[0],))


def _group(
    key: str, values: Iterable[tuple[str, int]], wanted: Asked, path: str, t: Language
) -> Group:
    chosen = wanted.filters.get(key, "").casefold()
    off = wanted.address(path, **{key: None})
    base = f"{off}{'&' if '?' in off else '?'}{key}="
    options = [
        Option(
            asked.shown(key, value, t),
            cards.category_name(value) if key == "category" else None,
            count,
            off if value.casefold() == chosen else base + quote_plus(value),
            value.casefold() == chosen,
        )
        for value, count in values
    ]
    shown = _FIRST[key]
    return Group(key, options[:shown], options[shown:])


def _starred(hub: Hub, site: Site, who: Who, request: Request) -> Response:
    names = exports.named(request)
    works = exports.held(hub, names)
    asked_for = urlencode([("id", name) for name in names])
    values: dict[str, Any] = {
        "works": works,
        "missing": len(names) - len(works),
        "exports": [(f.name, f"/works{f.suffix}?{asked_for}") for f in FORMATS],
    }
    desk = who.guest(request)
    return marking.page(site, request, desk, "starred.html", works, section="starred", **values)
