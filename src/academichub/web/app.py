"""The pages, the feeds and the API as one ASGI application over a hub, and a server for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from academichub import __version__
from academichub.errors import AcademicHubError, TooManyAttemptsError
from academichub.hub import Hub
from academichub.web import (
    api,
    api_audit,
    api_brief,
    api_ground,
    api_library,
    api_radar,
    api_record,
    api_review,
    brief_exports,
    briefs,
    deliveries,
    exports,
    feeds,
    library,
    lists,
    marking,
    operations,
    orcid,
    people,
    people_account,
    people_letters,
    people_list,
    plain,
    private_feeds,
    radar,
    review_exports,
    reviews,
    starts,
    work_page,
)
from academichub.web.access import Gate
from academichub.web.briefing import Briefing
from academichub.web.collecting import Collecting
from academichub.web.delivering import Delivering
from academichub.web.faults import message_of, status_of
from academichub.web.people import Entrance
from academichub.web.security import Guard, Packing
from academichub.web.site import Site
from academichub.web.tools import Tools
from academichub.web.who import Who

_PHRASES = {404: "there is nothing at this address", 405: "this address does not take that method"}


def create_app(
    hub: Hub,
    *,
    collect: bool = False,
    deliver: bool = False,
    brief: bool = False,
    hosts: Collection[str] | None = None,
) -> FastAPI:
    """The application.

    Args:
        hub: what it shows; opened and closed by the caller.
        collect: whether it asks the sources that are due, in the background, while it runs.
        deliver: whether it sends the deliveries that are due, likewise.
        brief: whether it makes the briefs that are asked for, likewise.
        hosts: the host names it answers to; None is any, for a server behind a proxy that checks.
    """
    site, collecting, who = Site(), Collecting(hub), Who(hub)
    delivering, briefing = Delivering(hub), Briefing(hub)
    tools = Tools(who)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if brief:
            briefing.keep_up()
        collecting.keep_up(collect=collect)
        if deliver:
            delivering.keep_up()
        async with tools.running():
            yield
        collecting.stop()
        delivering.stop()
        briefing.stop()

    app = FastAPI(
        title="AcademicHub", version=__version__, description=api.__doc__ or "",
        lifespan=lifespan, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None,
        redirect_slashes=False, max_body_size=8 * 2**20,
    )  # fmt: skip
    app.include_router(api.routes(hub, collecting))
    app.include_router(api_library.routes(who))
    app.include_router(api_radar.routes(who))
    app.include_router(api_brief.routes(who))
    app.include_router(api_review.routes(who))
    app.include_router(api_record.routes(who))
    app.include_router(api_ground.routes(hub))
    app.include_router(api_audit.routes(hub))
    app.router.routes.append(tools.route())
    app.router.routes.extend(_pages(hub, site, who, collecting, app))
    refuse = _answer_faults(app, site)
    app.add_middleware(Gate, who=who, refuse=refuse)
    app.add_middleware(Packing)
    if hub.config.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(hub.config.proxies))
    app.add_middleware(Guard, names=hosts, refuse=lambda request: site.fault(request, 421, None))
    return app


def _pages(hub: Hub, site: Site, who: Who, collecting: Collecting, app: FastAPI) -> list[BaseRoute]:
    return [
        *lists.routes(hub, site, who),
        *marking.routes(who),
        *starts.routes(hub, site, who),
        *radar.routes(hub, site, who),
        *brief_exports.routes(hub, who),
        *briefs.routes(hub, site, who),
        *review_exports.routes(who),
        *reviews.routes(hub, site, who),
        *library.routes(site, who),
        *deliveries.routes(hub, site, who),
        *private_feeds.routes(hub, site),
        *exports.routes(hub),
        *feeds.routes(hub),
        *work_page.routes(hub, site, who),
        *operations.routes(hub, site, collecting),
        *_people(Entrance(hub, site, who)),
        *plain.routes(hub, site, app.openapi),
    ]


def _people(here: Entrance) -> list[BaseRoute]:
    return [
        *people.routes(here),
        *orcid.routes(here),
        *people_account.routes(here),
        *people_letters.routes(here),
        *people_list.routes(here),
    ]


def _answer_faults(app: FastAPI, site: Site) -> Callable[[Request, Exception], Response]:
    """Answer every fault in the manner of the address that was asked; gives what does so."""

    def ours(request: Request, error: Exception) -> Response:
        response = fault(request, status_of(error), message_of(error))
        if isinstance(error, TooManyAttemptsError):
            response.headers["retry-after"] = str(error.retry_after)
        return response

    def http(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            return ours(request, error)
        # The router's own "Not Found" says nothing that the page does not say better.
        told = None if error.status_code in {404, 405} else error.detail
        return fault(request, error.status_code, told)

    def invalid(request: Request, error: Exception) -> Response:
        return fault(request, 400, _in_words(error))

    def fault(request: Request, status: int, message: str | None) -> Response:
        if request.url.path.startswith("/api/"):
            return api.answer(
                {"error": message or _PHRASES.get(status, "the request failed")}, status
            )
        return site.fault(request, status, message)

    app.add_exception_handler(AcademicHubError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, ours)
    return http


def _in_words(error: Exception) -> str:
    """Which parameter is wrong, and how, in one line."""
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    return "; ".join(f"{'.'.join(map(str, p['loc'][1:]))}: {p['msg']}" for p in problems)
