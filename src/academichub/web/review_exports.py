"""A review to take along: ``/review/{work}.pdf`` and its like; ``?run=`` names one that is not the newest."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.render.review_formats import FORMATS
from academichub.review.giving import BUNDLE, SUFFIXES, found
from academichub.review.values import Standing
from academichub.web.site import language_of
from academichub.web.who import Who


def routes(who: Who) -> list[BaseRoute]:
    """One address for each format; they come before the page of a review."""

    def export(suffix: str) -> Route:
        def answer(request: Request) -> Response:
            desk = who.desk(request)
            named = request.query_params.get("run") or request.path_params["identifier"]
            one = found(desk.reviews, named, language_of(request).code)
            return given(one, desk.giving.file(one, suffix), suffix)

        return Route(f"/review/{{identifier:path}}.{suffix}", answer)

    return [export(suffix) for suffix in SUFFIXES]


def given(one: Standing, body: bytes, suffix: str) -> Response:
    """A review as a file to download."""
    media = "application/zip" if suffix == BUNDLE else FORMATS[suffix].media_type
    at = (one.run.finished_at or one.run.asked_at)[:10]
    name = f"review-{at}-{one.run.id}.{suffix}"
    # A downloaded page must not run as one of ours, whatever is in it.
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(body, media_type=media, headers=headers)
