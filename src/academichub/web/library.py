"""The library page: what a reader keeps, searched, sorted, tagged and taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.library import SORTS, LibraryPage
from academichub.lists import BATCH
from academichub.marking import STATES, split_tags
from academichub.model import Work
from academichub.profile import Mark
from academichub.render.notes import reading_list
from academichub.web import exports, forms
from academichub.web.exports import Format
from academichub.web.language import Language
from academichub.web.lists import Chip, Group, Option
from academichub.web.marking import back, selected
from academichub.web.site import Site, language_of
from academichub.web.who import Who

FILTERS = ("q", "state", "tag", "radar", "sort")
_DEEPEST = 400
_LONGEST = 1_000
_STARS = 1_000
_FIRST_TAGS = 20
MARKDOWN = ".md"
SUFFIXES = (*(one.suffix for one in exports.FORMATS), MARKDOWN)


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the library is asked for."""

    filters: Mapping[str, str]
    page: int = 1

    def address(self, path: str = "/library", /, **changed: str | int | None) -> str:
        """*path* with these filters, changed by *changed* (None takes one away)."""
        pairs = {**self.filters, **changed}
        asked = urlencode({name: value for name, value in pairs.items() if value})
        return f"{path}?{asked}" if asked else path

    def asked(self) -> dict[str, Any]:
        """The same as arguments of the library's verbs."""
        given = self.filters
        return {
            "query": given.get("q", ""),
            "state": given.get("state"),
            "tag": given.get("tag"),
            "sort": given.get("sort", "saved"),
            "radar": given.get("radar"),
        }


def routes(site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of the library."""

    def library(request: Request) -> Response:
        return _page(site, request, who.desk(request))

    def export(suffix: str) -> Callable[[Request], Response]:
        def whole(request: Request) -> Response:
            wish = read(request.query_params)
            return _file(suffix, list(who.desk(request).library.all(**wish.asked())))

        return whole

    def deed(act: Callable[[Desk, FormData], str | Response]) -> forms.Deed:
        return lambda request, form: act(who.desk(request), form)

    return [
        Route("/library", library),
        *(Route(f"/library{suffix}", export(suffix)) for suffix in SUFFIXES),
        forms.deed("/library/tags", deed(_tag)),
        forms.deed("/library/export", deed(_export_selected)),
        forms.deed("/library/forget", deed(_forget)),
        forms.deed("/library/stars", deed(_take_stars)),
    ]


def read(parameters: Mapping[str, str]) -> Wish:
    """Read the parameters of an address.

    Raises:
        UsageError: one is too long, or a page is none.
    """
    given = {
        name: parameters[name].replace("\x00", "").strip() for name in FILTERS if name in parameters
    }
    if long := next((name for name, value in given.items() if len(value) > _LONGEST), None):
        raise UsageError(f"{long} is longer than {_LONGEST} characters")
    number = parameters.get("page", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= _DEEPEST):
        raise UsageError(f"page must be a number from 1 to {_DEEPEST}")
    return Wish({name: value for name, value in given.items() if value}, int(number))


def _page(site: Site, request: Request, desk: Desk) -> Response:
    wish, t = read(request.query_params), language_of(request)
    found = desk.library.page(**wish.asked(), offset=(wish.page - 1) * BATCH)
    return forms.page(
        site,
        request,
        "library.html",
        section="library",
        mine=found.marks,
        asked=wish,
        found=found,
        first=(wish.page - 1) * BATCH + 1,
        counted=t.count("library.found" if wish.filters else "library.total", found.total),
        chips=chips(wish, t),
        sorts=SORTS,
        kept=[(name, value) for name, value in wish.filters.items() if name not in {"q", "sort"}],
        rail=site.rail(t, groups(found, wish, t, _by_radar(desk))),
        formats=[(one.name, one.suffix) for one in exports.FORMATS] + [("Markdown", MARKDOWN)],
        exports=_exports(wish),
        done=_done(request, t),
        **_neighbours(wish, found),
    )


def _done(request: Request, t: Language) -> str | None:
    said, number = request.query_params.get("done"), request.query_params.get("n", "")
    if said not in {"tagged", "taken", "forgotten"}:
        return None
    return t.count(
        f"library.done.{said}", int(number) if number.isascii() and number.isdigit() else 0
    )


def _exports(wish: Wish) -> list[tuple[str, str]]:
    named = [(one.name, one.suffix) for one in exports.FORMATS]
    return [
        (name, wish.address(f"/library{suffix}"))
        for name, suffix in (*named, ("Markdown", MARKDOWN))
    ]


def _neighbours(wish: Wish, found: LibraryPage) -> dict[str, str | None]:
    more = wish.page * BATCH < found.total and wish.page < _DEEPEST
    return {
        "previous_page": wish.address(page=wish.page - 1) if wish.page > 1 else None,
        "next_page": wish.address(page=wish.page + 1) if more else None,
    }


def chips(wish: Wish, t: Language) -> list[Chip]:
    """The filters that are on."""
    return [
        Chip(
            t(f"library.filter.{name}"),
            t(f"library.state.{value}") if name == "state" and value in STATES else value,
            wish.address(**{name: None}),
        )
        for name, value in wish.filters.items()
        if name != "sort"
    ]


def _by_radar(desk: Desk) -> list[tuple[str, str, int]]:
    """Names and titles of the radars, with how many works were saved in each."""
    radars = desk.radars.all()
    return [(one.slug, one.title, len(desk.radars.saved_in(one.slug))) for one in radars]


def groups(
    found: LibraryPage, wish: Wish, t: Language, radars: Sequence[tuple[str, str, int]] = ()
) -> list[Group]:
    """The states, the tags and the radars to choose from, with how many works each has."""
    states = [_option(wish, "state", n, t(f"library.state.{n}"), found.states[n]) for n in STATES]
    tags = [_option(wish, "tag", tag, tag, count) for tag, count in found.tags]
    seen_in = [_option(wish, "radar", slug, title, count) for slug, title, count in radars]
    offered = [
        Group("state", states, []),
        Group("tag", tags[:_FIRST_TAGS], tags[_FIRST_TAGS:]),
        Group("radar", seen_in, []),
    ]
    return [group for group in offered if group.first]


def _option(wish: Wish, name: str, value: str, label: str, count: int) -> Option:
    chosen = wish.filters.get(name) == value
    return Option(label, None, count, wish.address(**{name: None if chosen else value}), chosen)


def _tag(desk: Desk, form: FormData) -> str:
    add, remove = (split_tags(forms.optional(form, name) or "") for name in ("add", "remove"))
    if not add and not remove:
        raise UsageError("name at least one tag")
    number = desk.library.tag(selected(form), add, remove)
    return _with_done(back(form), "tagged", number)


def _export_selected(desk: Desk, form: FormData) -> Response:
    names = selected(form)
    marks = desk.library.marks(names)
    works = exports.held(desk.hub, [name for name in names if name in marks])
    return _file(forms.text(form, "format"), [(work, marks[work.id]) for work in works])


def _forget(desk: Desk, form: FormData) -> str:
    desk.library.forget(forms.text(form, "work"))
    return _with_done(back(form), "forgotten", 1)


def _take_stars(desk: Desk, form: FormData) -> str:
    names = forms.text(form, "works", longest=200 * _STARS).split("\n")
    taken = desk.library.save_all([name.strip() for name in names if name.strip()][:_STARS])
    return _with_done("/library", "taken", taken)


def _with_done(address: str, said: str, number: int) -> str:
    return f"{address}{'&' if '?' in address else '?'}done={said}&n={number}"


def _file(suffix: str, kept: Sequence[tuple[Work, Mark]]) -> Response:
    if suffix == MARKDOWN:
        one = Format("Markdown", MARKDOWN, "text/markdown", lambda _: reading_list(kept))
        return exports.respond(one, (), "library")
    for one in exports.FORMATS:
        if one.suffix == suffix:
            return exports.respond(one, [work for work, _ in kept], "library")
    raise UsageError(f"there is no format {suffix!r}; there are {', '.join(SUFFIXES)}")
