"""A reader's reviews and batches of them, and the forms to ask for more."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.desk import Desk
from academichub.web import brief_asking, forms
from academichub.web.review_page import address
from academichub.web.review_words import Wording
from academichub.web.site import Site, language_of
from academichub.web.who import Who


def routes(site: Site, who: Who) -> list[Route]:
    """The addresses of the list and of a batch."""

    def listed(request: Request) -> Response:
        return page(site, request, who.desk(request), _wished(request))

    def batch(request: Request) -> Response:
        return _batch(site, request, who.desk(request))

    return [Route("/reviews", listed), Route("/reviews/batches/{batch}", batch)]


def page(
    site: Site,
    request: Request,
    desk: Desk,
    given: Mapping[str, str],
    *,
    failed: str | None = None,
    status: int = 200,
) -> Response:
    """The reader's reviews and the forms to ask for others.

    Args:
        site: the templates.
        request: who asks.
        desk: the reader's.
        given: what the forms stand at, by the names of their fields.
        failed: why it could not be done.
        status: the HTTP status.
    """
    t = language_of(request)
    reviews, done = desk.reviews, request.query_params.get("done")
    return forms.page(
        site, request, "reviews.html",
        status=status, section="review", words=Wording(t), failed=failed, given=given, at=address,
        runs=[one for one in reviews.all() if one.batch is None], batches=reviews.batches(),
        models=reviews.models, spending=brief_asking.spending(desk, t) if reviews.models else "",
        newest=next((day for day, _, _ in desk.hub.store.days(limit=1)), ""),
        done=t("review.done.removed") if done == "removed" else None,
    )  # fmt: skip


def _batch(site: Site, request: Request, desk: Desk) -> Response:
    name, reviews = request.path_params["batch"], desk.reviews
    runs = reviews.runs_of(name)
    return forms.page(
        site, request, "review_batch.html",
        section="review", words=Wording(language_of(request)), at=address,
        batch=reviews.batch(name), runs=runs, spent=reviews.spent(name),
        done=sum(not one.is_open for one in runs),
    )  # fmt: skip


def _wished(request: Request) -> dict[str, str]:
    """What the address fills the forms with."""
    names = ("work", "kind", "day", "query", "works")
    asked = {name: request.query_params.get(name, "") for name in names}
    return {name: value.replace("\x00", "")[:500] for name, value in asked.items() if value}
