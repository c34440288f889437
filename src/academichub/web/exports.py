"""Works to take along: BibTeX, RIS and CSL-JSON of one work or of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.model import Work
from academichub.render import bibliography
from academichub.web import asked

_MOST = 1_000
_STARS = 200


@dataclass(frozen=True, slots=True)
class Format:
    """A bibliography format: its name, the end of its addresses, its media type, its writer."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Sequence[Work]], str]


FORMATS = (
    Format("BibTeX", ".bib", "application/x-bibtex", bibliography.bibtex),
    Format("RIS", ".ris", "application/x-research-info-systems", bibliography.ris),
    Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", bibliography.csl_json),
)


def routes(hub: Hub) -> list[Route]:
    """``/works.bib`` and its like: a list, with the parameters of the page."""

    def export(one: Format) -> Callable[[Request], Response]:
        return lambda request: respond(one, _listed(hub, request), "academichub")

    return [Route(f"/works{one.suffix}", export(one)) for one in FORMATS]


def respond(one: Format, works: Sequence[Work], name: str) -> Response:
    """*works* as a file called *name*."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in name)
    headers = {"content-disposition": f'attachment; filename="{safe}{one.suffix}"'}
    media_type = f"{one.media_type}; charset=utf-8"
    return Response(one.write(works), media_type=media_type, headers=headers)


def _listed(hub: Hub, request: Request) -> Sequence[Work]:
    names = request.query_params.getlist("id")[:_STARS]
    if names:
        return [work for name in names for work in _held(hub, name)]
    wanted = asked.read(request.query_params)
    return list(islice(hub.matching(wanted.listing), _MOST))


def _held(hub: Hub, name: str) -> list[Work]:
    # A starred work may have left the store since; the others are still wanted.
    try:
        return [hub.work(name).work]
    except NotFoundError:
        return []
