"""The pages without lists: about, the API's description, own files, and whether we are well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.hub import Hub
from academichub.web import static
from academichub.web.api import answer
from academichub.web.site import Site

Description = Callable[[], dict[str, Any]]


def routes(hub: Hub, site: Site, describe: Description) -> list[Route]:
    """The addresses of what is always there."""

    def about(request: Request) -> Response:
        return site.page(request, "about.html", section="about")

    def api_page(request: Request) -> Response:
        return site.page(request, "api.html", deeds=list(deeds(describe())))

    def own_file(request: Request) -> Response:
        return static.respond(site.assets, request)

    def health(_: Request) -> Response:
        return answer({"status": "ok" if hub.store.answers() else "failing"})

    def search_plugin(request: Request) -> Response:
        return site.search_plugin(request, hub.config.public_url)

    return [
        Route("/about", about),
        Route("/api/docs", api_page),
        Route("/static/{name}", own_file),
        Route("/healthz", health),
        Route("/opensearch.xml", search_plugin),
    ]


def deeds(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each path and method of an OpenAPI document, with what it says of them."""
    for path, methods in document["paths"].items():
        for method, deed in methods.items():
            yield path, method, deed
