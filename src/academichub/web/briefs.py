"""The pages of briefs: asking for one, watching it come, reading it, comparing two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.argument import Brief, Cited, Statement
from academichub.brief import REASONS, Pair, Standing, further, statements
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.jobs import moment
from academichub.render import brief_map
from academichub.render.brief_formats import FORMATS
from academichub.store.briefs import Asked
from academichub.web import brief_asking, brief_deeds, forms, live
from academichub.web.brief_view import Said, Shown, Texts, so_far, whole
from academichub.web.brief_words import Wording
from academichub.web.language import Language
from academichub.web.site import Site, language_of
from academichub.web.who import Who

_RECORDED = frozenset({"title", "abstract"})

Both = tuple[Said | None, Said | None]
"""A statement of the earlier brief and its like in the later one."""

Sentences = tuple[str, list[Both]]
"""Pairs of statements of one kind."""


_LONG = 60
"""Seconds after which a brief should have been begun."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the briefs of the same works; ``first`` and ``second`` are how the two compare."""

    id: str
    called: str
    state: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two briefs that are compared."""

    brief: Brief
    called: str
    works: Mapping[str, Cited]


def routes(hub: Hub, site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of briefs; those of their files come before these, since they end like a name."""

    def listed(request: Request) -> Response:
        return brief_asking.page(site, request, who.desk(request))

    def one(request: Request) -> Response:
        return _page(hub, site, request, who.desk(request))

    def compared(request: Request) -> Response:
        return _compared(hub, site, request, who.desk(request))

    return [
        Route("/brief", listed),
        Route("/brief/{brief}", one),
        Route("/brief/{brief}/compare/{other}", compared),
        live.route(
            who,
            "/brief/{brief}/events",
            lambda desk, name: desk.briefs.glance(name),
            lambda request: Wording(language_of(request)).stage,
        ),
        *brief_deeds.routes(site, who),
    ]


def _page(hub: Hub, site: Site, request: Request, desk: Desk) -> Response:
    standing = desk.briefs.get(request.path_params["brief"])
    t = language_of(request)
    shown = _shown(hub, standing)
    flags = {flag.statement.id: flag for flag in desk.briefs.flags(standing.id)}
    words = Wording(t)
    values = {
        "words": words,
        "shown": shown,
        "picture": _picture(shown, t) if shown else None,
        "facts": words.facts(standing.brief.provenance) if standing.brief else (),
        "names": _names(shown, t.texts) if shown else {},
        "flags": flags,
        "first_flag": next(iter(flags), ""),
        "on_list": True,
        "idle": _is_idle(standing, hub.clock()),
        "may_flag": bool(shown),
        "reasons": REASONS,
        **brief_asking.choices(desk, t, standing),
    }
    if request.query_params.get("fragment") == "brief":
        response = forms.page(site, request, "brief_body.html", standing_of=standing, **values)
        response.headers["cache-control"] = "no-store"
        return response
    return forms.page(
        site, request, "brief.html",
        section="brief", standing_of=standing, heading=standing.title,
        siblings=versions(desk.briefs.all(), standing, words),
        formats=[(one.name, suffix) for suffix, one in FORMATS.items()],
        **values,
    )  # fmt: skip


def _is_idle(standing: Standing, now: datetime) -> bool:
    """Whether nobody has begun with it for so long that perhaps nobody is there to."""
    waited = (now - moment(standing.asked_at)).total_seconds()
    return standing.state == "waiting" and waited > _LONG


def _shown(hub: Hub, standing: Standing, side: str = "") -> Shown | None:
    names = standing.ask.works
    if standing.brief:
        return whole(standing.brief, texts_of(hub, names, said_in(standing.brief)), side)
    if standing.outline:
        said = [one for part in standing.parts for one in part.statements]
        return so_far(standing.outline, standing.parts, texts_of(hub, names, said))
    return None


def _picture(shown: Shown, t: Language) -> Markup | None:
    """The themes and bridges drawn; one theme alone is no picture."""
    themes, bridges = shown.frame.themes, shown.frame.bridges
    if len(themes) < 2:
        return None
    # It is made of our own shapes; what it is labelled with has been escaped.
    return Markup(brief_map.picture(themes, bridges, t))  # noqa: S704


def texts_of(hub: Hub, names: Sequence[str], said: Iterable[Statement] = ()) -> Texts:
    """What these works say now, under the names they are asked by.

    The full text is read only of those from which one of the statements quotes more than the abstract.
    """
    quoted = {quote.work for one in said for quote in one.quotes if quote.field not in _RECORDED}
    numbers = hub.identifiers_known(names)
    works = hub.store.works(list(set(numbers.values())))
    longer = [work for work in works.values() if work.id in quoted]
    more = further.sections(longer, hub.documents)
    return {
        name: {**more.get(work.id, {}), "title": work.title, "abstract": work.abstract or ""}
        for name, number in numbers.items()
        if (work := works.get(number))
    }


def said_in(brief: Brief) -> list[Statement]:
    """All statements of a brief."""
    return [one for _, one in statements(brief)]


def _names(shown: Shown, texts: Mapping[str, str]) -> Mapping[str, str]:
    """What the sections are headed by."""
    frame = shown.frame
    named = {key: texts[f"brief.{key}"] for key in ("headline", "changed")}
    named |= {one.key: one.label for one in frame.themes}
    named |= {one.key: one.label for one in frame.bridges}
    named |= {one.key: one.about for one in (*frame.agreements, *frame.tensions)}
    return named | {one.key: one.about for one in frame.gaps}


def versions(everything: Iterable[Asked], one: Standing, words: Wording) -> list[Version]:
    """This brief and those made anew from it or from which it was made, the oldest first."""
    known = {other.id: other for other in everything}
    root = _root(one.id, known)
    kin = [other for other in known.values() if _root(other.id, known) == root]
    kin.sort(key=lambda other: (other.asked_at, other.id))
    places = {other.id: at for at, other in enumerate(kin)}
    return [
        Version(other.id, words.version(other), other.state,
                *sorted((one.id, other.id), key=lambda name: places.get(name, 0)))
        for other in kin
    ]  # fmt: skip


def _root(name: str, known: Mapping[str, Asked]) -> str:
    """The brief that was there first; one that was removed still holds its kin together."""
    passed: set[str] = set()
    while name not in passed and name in known and (before := known[name].again):
        passed.add(name)
        name = before
    return name


def _compared(hub: Hub, site: Site, request: Request, desk: Desk) -> Response:
    names = request.path_params["brief"], request.path_params["other"]
    found = desk.briefs.compare(*names)
    words = Wording(language_of(request))
    asked = {one.id: one for one in desk.briefs.all()}
    briefs = [one.brief for name in names if (one := desk.briefs.get(name)).brief]
    shown = [
        whole(brief, texts_of(hub, brief.ask.works, said_in(brief)), f"{letter}-")
        for letter, brief in zip("ab", briefs, strict=True)
    ]
    before, after = (
        Side(brief, words.version(asked[brief.id]), {work.work: work for work in brief.works})
        for brief in briefs
    )
    return forms.page(
        site, request, "brief_compare.html",
        section="brief", found=found, before=before, after=after, words=words,
        sentences=_sentences(found.statements, *shown),
        flags={}, may_flag=False, on_list=False,
    )  # fmt: skip


def _sentences(pairs: Sequence[Pair[Any]], before: Shown, after: Shown) -> list[Sentences]:
    """The statements of two briefs: those that differ, what the program counted, and the rest."""
    found: dict[str, list[Both]] = {kind: [] for kind in ("changed", "new", "gone", "ours", "kept")}
    ours: dict[str, Both] = {}
    for pair in pairs:
        left = before.statement(pair.before) if pair.before else None
        right = after.statement(pair.after) if pair.after else None
        shown = right or left
        if shown and pair.kind != "kept" and shown.one.tier == "editorial":
            # Nothing under them tells which belong together, but they stand at the same place.
            other = ours.get(shown.one.id, (None, None))
            ours[shown.one.id] = (left or other[0], right or other[1])
        else:
            found[pair.kind].append((left, right))
    found["ours"] = list(ours.values())
    return list(found.items())
