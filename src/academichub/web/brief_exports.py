"""A brief to take along: ``/brief/{id}.pdf`` and its like, for its reader alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.argument import Brief
from academichub.errors import UsageError
from academichub.hub import Hub
from academichub.language import language
from academichub.model import Work
from academichub.render.brief_formats import FORMATS
from academichub.web.who import Who


def routes(hub: Hub, who: Who) -> list[BaseRoute]:
    """One address for each format; they come before the page of a brief."""

    def export(suffix: str) -> Route:
        def answer(request: Request) -> Response:
            brief = _made(who, request)
            one = FORMATS[suffix]
            body = one.write(brief, works_of(hub, brief), language(brief.ask.language))
            return Response(body, media_type=one.media_type, headers=_headers(brief, suffix))

        return Route(f"/brief/{{brief}}.{suffix}", answer)

    return [export(suffix) for suffix in FORMATS]


def works_of(hub: Hub, brief: Brief) -> list[Work]:
    """Those works of a brief that are still in the store, in its order."""
    numbers = hub.identifiers_known([one.work for one in brief.works])
    works = hub.store.works(list(numbers.values()))
    found = (works.get(numbers.get(one.work, 0)) for one in brief.works)
    return [work for work in found if work]


def _made(who: Who, request: Request) -> Brief:
    name = request.path_params["brief"]
    brief = who.desk(request).briefs.get(name).brief
    if brief is None:
        raise UsageError("this brief is not done; it can be exported once it is")
    return brief


def _headers(brief: Brief, suffix: str) -> dict[str, str]:
    # A downloaded page must not run as one of ours, whatever is in it.
    name = f"brief-{brief.provenance.at[:10]}-{brief.id}.{suffix}"
    safe = "".join(c for c in name if c.isascii() and (c.isalnum() or c in ".-_"))
    return {
        "content-disposition": f'attachment; filename="{safe}"',
        "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    }
