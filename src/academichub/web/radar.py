"""The pages of a radar: its picks with their reasons, what it has learnt, its past and its trends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.hub import Hub
from academichub.profile import Radar, Reason
from academichub.radar import Edition, Held, Item
from academichub.render.reasons import strongest
from academichub.web import forms, marking, radar_deeds, radar_learnt, trend_charts
from academichub.web.language import Language
from academichub.web.radar_calendar import marked_on, months
from academichub.web.radar_words import Muting, Spoken, mutable, spoken
from academichub.web.site import Site, language_of
from academichub.web.who import Who

_KEPT = 2_000
_NEWEST = 30
_LATEST_BATCH = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A pick as its page shows it: the reasons that say most, all of them, what may be muted."""

    item: Item
    chips: Sequence[Spoken]
    reasons: Sequence[Spoken]
    mutings: Sequence[Muting]

    @property
    def number(self) -> str:
        """The pick's number in the day's list, as it is printed."""
        return f"{self.item.rank:02d}."

    @property
    def is_scored(self) -> bool:
        """Whether there are points to be added up; for who is new there are none."""
        return any(one.points for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one may go from an edition: the day's batches, the editions before and after."""

    batches: Sequence[int]
    earlier: str | None
    later: str | None
    is_today: bool


View = Callable[[Request, Desk], Response]


def routes(hub: Hub, site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of radars; those of `starts` come before them, since "new" is no radar."""

    def at(path: str, view: View) -> Route:
        return Route(path, lambda request: view(request, who.desk(request)))

    def first(request: Request, desk: Desk) -> Response:
        return _first(site, request, desk)

    def picks(request: Request, desk: Desk) -> Response:
        return _picks(hub, site, request, desk)

    def learnt(request: Request, desk: Desk) -> Response:
        radar = _radar(request, desk)
        values = radar_learnt.values(desk.radars.learnt(radar.slug), language_of(request))
        return _page(site, request, desk, "learnt.html", radar, "learnt", **values)

    def history(request: Request, desk: Desk) -> Response:
        radar = _radar(request, desk)
        marked = marked_on(desk.radars.learnt(radar.slug).verdicts, desk.reader.time_zone)
        drawn = months(desk.radars.history(radar.slug, limit=_KEPT), marked)
        return _page(site, request, desk, "history.html", radar, "history", months=drawn)

    def trends(request: Request, desk: Desk) -> Response:
        radar = _radar(request, desk)
        found = desk.radars.trends(radar.slug)
        values = trend_charts.drawn(
            found, _titles(hub, trend_charts.newest(found)), language_of(request)
        )
        return _page(site, request, desk, "trends.html", radar, "trends", trends=found, **values)

    return [
        at("/radar", first),
        at("/radar/{slug}", picks),
        at("/radar/{slug}/learnt", learnt),
        at("/radar/{slug}/history", history),
        at("/radar/{slug}/trends", trends),
        *radar_deeds.routes(who),
    ]


def _first(site: Site, request: Request, desk: Desk) -> Response:
    if radars := desk.radars.all():
        return RedirectResponse(f"/radar/{radars[0].slug}", 303, {"cache-control": "no-store"})
    return site.page(request, "radar_none.html", section="radar")


def _radar(request: Request, desk: Desk) -> Radar:
    return desk.radars.get(request.path_params["slug"])


def _page(
    site: Site, request: Request, desk: Desk, template: str, radar: Radar, part: str, **values: Any
) -> Response:
    return forms.page(
        site, request, template,
        section="radar", radar=radar, radars=desk.radars.all(), part=part, **values,
    )  # fmt: skip


def _picks(hub: Hub, site: Site, request: Request, desk: Desk) -> Response:
    radar, t = _radar(request, desk), language_of(request)
    day, batch = request.query_params.get("day"), _batch(request)
    edition = desk.radars.edition(radar.slug, day=day, batch=batch)
    fragment = request.query_params.get("fragment") == "results"
    response = marking.page(
        site,
        request,
        desk,
        "radar_list.html" if fragment else "radar.html",
        [item.work for item in edition.items],
        section="radar",
        marked_in=radar.slug,
        radar=radar,
        radars=desk.radars.all(),
        part="picks",
        edition=edition,
        shown=shown(hub, radar, edition, t),
        ways=ways(_around(desk, edition), edition, desk.radars.today()),
    )
    if fragment:
        response.headers["cache-control"] = "no-store"
    return response


def _batch(request: Request) -> int:
    given = request.query_params.get("batch", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= _LATEST_BATCH):
        raise UsageError(f"batch must be a number from 1 to {_LATEST_BATCH}")
    return int(given)


def shown(hub: Hub, radar: Radar, edition: Edition, t: Language) -> list[Shown]:
    """The picks of an edition as their page shows them."""
    said = chain.from_iterable(item.pick.reasons for item in edition.items)
    titles = _titles(hub, chain.from_iterable(reason.works for reason in said))
    return [_shown(item, radar, titles, t) for item in edition.items]


def _shown(item: Item, radar: Radar, titles: Mapping[str, str], t: Language) -> Shown:
    said = item.pick.reasons
    chips = spoken(strongest(said), radar.profile, titles, t)
    reasons = spoken(sorted(said, key=_weight), radar.profile, titles, t)
    return Shown(item, chips, reasons, mutable(item.work, radar.profile))


def _weight(reason: Reason) -> float:
    """What speaks most for a work comes first, what speaks against it last."""
    return -reason.points


def _titles(hub: Hub, names: Iterable[str]) -> Mapping[str, str]:
    wanted = list(dict.fromkeys(names))
    numbers = hub.identifiers_known(wanted)
    works = hub.store.works(list(numbers.values()))
    return {name: works[numbers[name]].title for name in wanted if numbers.get(name) in works}


def _around(desk: Desk, edition: Edition) -> Sequence[Held]:
    """The newest editions, or all of them where *edition* is not among those."""
    slug = edition.radar.slug
    kept = desk.radars.history(slug, limit=_NEWEST)
    if kept and kept[-1].day < edition.day:
        return kept
    return desk.radars.history(slug, limit=_KEPT)


def ways(kept: Sequence[Held], edition: Edition, today: str) -> Ways:
    """Where one may go from *edition*, as far as it is known what is kept."""
    days = sorted({one.day for one in kept} | {edition.day})
    place = days.index(edition.day)
    batches = {one.batch for one in kept if one.day == edition.day} | {edition.batch}
    return Ways(
        sorted(batches),
        days[place - 1] if place else None,
        days[place + 1] if place + 1 < len(days) else None,
        edition.day == today,
    )
