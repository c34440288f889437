"""Works to take along: BibTeX, RIS and CSL-JSON of one work or of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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


def named(request: Request) -> list[str]:
    """The works an address names by ``id``, each once."""
    return list(dict.fromkeys(request.query_params.getlist("id")))[:_STARS]


def held(hub: Hub, names: Sequence[str]) -> list[Work]:
    """The works of these names that are in the store, in the order of the names."""
    numbers = hub.identifiers_known(names)
    works = hub.store.works(list(numbers.values()))
    return [works[numbers[name]] for name in names if numbers.get(name) in works]


def _listed(hub: Hub, request: Request) -> Sequence[Work]:
    if names := named(request):
        return held(hub, names)
    return list(islice(hub.matching(asked.read(request.query_params).listing), _MOST))
