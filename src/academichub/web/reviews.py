"""The pages of reviews: reading one, watching it come, asking for more, and a reader's list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.argument.documents import Document
from academichub.argument.reviews import TheoremLink
from academichub.desk import Desk
from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.jobs import moment
from academichub.model import Work
from academichub.review import links
from academichub.review.sight import is_of_sight
from academichub.review.values import Standing
from academichub.store.reviews import Run
from academichub.web import (
    brief_asking,
    forms,
    live,
    review_deeds,
    review_list,
    review_record,
)
from academichub.web.cards import review_path
from academichub.web.review_page import Page, address, values
from academichub.web.review_view import Texts
from academichub.web.review_words import Wording
from academichub.web.site import Site, language_of
from academichub.web.who import Who

States = Mapping[str, str]
"""What became of findings, by their hash."""

_LONG = 60
"""Seconds after which a review should have been begun."""


def routes(hub: Hub, site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of reviews; those of their files come before these, since they end like a name."""

    def one(request: Request) -> Response:
        return _answer(hub, site, request, who.desk(request))

    return [
        *review_list.routes(site, who),
        live.route(
            who,
            "/reviews/{run}/events",
            lambda desk, name: desk.reviews.glance(name),
            lambda request: Wording(language_of(request)).stage,
        ),
        *review_deeds.routes(site, who),
        *review_record.routes(who),
        Route("/review/{identifier:path}", one),
    ]


def _answer(hub: Hub, site: Site, request: Request, desk: Desk) -> Response:
    named, asked_run = request.path_params["identifier"], request.query_params.get("run", "")
    t = language_of(request)
    standing = desk.reviews.get(asked_run) if asked_run else desk.reviews.open(named, t.code)
    work = _work(hub, standing.run.ask.work)
    canonical = work.id if work else standing.run.ask.work
    if review_path(named) != review_path(canonical):
        onward = address(standing.run, canonical) if asked_run else review_path(canonical)
        return RedirectResponse(onward, 303 if asked_run else 308)
    page = _page(desk, standing, work, canonical, asked_run)
    return _shown(hub, site, request, desk, page, standing.states)


def _page(desk: Desk, standing: Standing, work: Work | None, named: str, asked_run: str) -> Page:
    run = standing.run
    return Page(
        named, run, standing.review, {part.name: part for part in standing.parts}, work,
        Texts(work, _document(desk, run)), desk.reviews.of_work(named), asked_run,
    )  # fmt: skip


def _shown(
    hub: Hub, site: Site, request: Request, desk: Desk, page: Page, states: States
) -> Response:
    t, models = language_of(request), desk.reviews.models
    hidden = not page.of_file and desk.record.is_prose_hidden(page.named)
    sort = request.query_params.get("sort", "")
    given: dict[str, Any] = {
        **values(page, Wording(t), hides_prose=hidden, sort=sort),
        **review_record.around(desk, page, states, _links(hub, page)).values(),
        **_may(desk, page),
        "section": "review",
        "models": models,
        "spending": brief_asking.spending(desk, t) if models else "",
        "idle": _is_idle(page.run, hub.clock()),
        "has_canons": bool(hub.canons.names()),
    }
    if request.query_params.get("fragment") == "review":
        response = forms.page(site, request, "review_body.html", **given)
        response.headers["cache-control"] = "no-store"
        return response
    return forms.page(site, request, "review.html", **given)


def _may(desk: Desk, page: Page) -> dict[str, bool]:
    """What this reader may do with the run that is shown."""
    mine = page.run.reader == desk.reader.id or desk.reader.is_administrator
    return {
        "may_change": mine,
        "may_remove": mine and not is_of_sight(page.run.id),
        "may_fetch": bool(page.review and page.review.scope != "full text" and not page.of_file),
    }


def _links(hub: Hub, page: Page) -> Sequence[TheoremLink]:
    """The theorem links as they stand in the libraries there are now."""
    found = page.review.theorem_links if page.review else ()
    return links.fresh(found, hub.canons) if found else ()


def _work(hub: Hub, named: str) -> Work | None:
    number = hub.identifiers_known([named]).get(named)
    return hub.store.works([number]).get(number) if number is not None else None


def _document(desk: Desk, run: Run) -> Document | None:
    try:
        return desk.reviews.document(run.id)
    except NotFoundError:
        return None


def _is_idle(run: Run, now: datetime) -> bool:
    """Whether nobody has begun with it for so long that perhaps nobody is there to."""
    return run.state == "waiting" and (now - moment(run.asked_at)).total_seconds() > _LONG
