"""The pages that show and steer collecting: status, journals, OPML. Every deed is a guarded POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from academichub.errors import AnswerError, UsageError
from academichub.hub import Hub
from academichub.web import cards, charts, journals
from academichub.web.collecting import Collecting
from academichub.web.security import form_token, keep_token, require_own_origin, require_token
from academichub.web.site import Site, language_of

_DAYS = 30
_QUARANTINE = 50
_JOURNALS = ("feed-", "crossref-")
_LARGEST = 4 * 2**20

Deed = Callable[[Request, FormData], str]
"""Does what a form asks and returns the address to go on to."""


def routes(hub: Hub, site: Site, collecting: Collecting) -> list[Route]:
    """The addresses of the operator's pages and of their forms."""

    def status(request: Request) -> Response:
        return _status(hub, site, request, collecting)

    def journal_list(request: Request) -> Response:
        return _journals(hub, site, request)

    def collect(_: Request, form: FormData) -> str:
        names = [name for name in form.getlist("source") if isinstance(name, str)]
        return "/status?done=" + ("collect" if collecting.start(names) else "busy")

    def switch(_: Request, form: FormData) -> str:
        hub.switch(_text(form, "source"), _text(form, "on") == "yes")
        return "/journals?done=switch" if form.get("from") == "journals" else "/status?done=switch"

    def undo(request: Request, _: FormData) -> str:
        return cards.work_path(hub.undo_merge(request.path_params["number"]))

    def take_opml(_: Request, form: FormData) -> str:
        try:
            added = hub.import_opml(_file(form))
        except AnswerError as error:
            # A source's bad answer is its fault; a bad file is the fault of who sent it.
            raise UsageError(f"the file cannot be read as OPML: {error}") from error
        return f"/journals?added={added}"

    return [
        Route("/status", status),
        Route("/journals", journal_list),
        Route("/journals.opml", lambda _: _opml(hub), methods=["GET"]),
        _deed("/collect", collect),
        _deed("/switch", switch),
        _deed("/merges/{number:int}/undo", undo),
        _deed("/journals.opml", take_opml),
    ]


def _deed(path: str, deed: Deed) -> Route:
    """A form's address: its origin and its token are checked before anything is done."""

    async def act(request: Request) -> Response:
        require_own_origin(request)
        async with request.form(max_files=1, max_fields=50) as form:
            token = form.get("token")
            require_token(request, token if isinstance(token, str) else None)
            address = await run_in_threadpool(deed, request, form)
        return RedirectResponse(address, 303)

    return Route(path, act, methods=["POST"])


def _status(hub: Hub, site: Site, request: Request, collecting: Collecting) -> Response:
    now = hub.status()
    drawn = charts.arrivals(hub.arrivals(days=_DAYS), language_of(request), _DAYS)
    return _guarded(
        site, request, "status.html", section="status", status_now=now, days=_DAYS, drawn=drawn,
        sources=[one for one in now.sources if one.enabled or not one.name.startswith(_JOURNALS)],
        quarantine=hub.quarantined(_QUARANTINE) if now.quarantined else [],
        running=collecting.running or any(one.running for one in now.sources),
        done=_known(request, "done", {"collect", "switch", "busy"}),
    )  # fmt: skip


def _journals(hub: Hub, site: Site, request: Request) -> Response:
    t = language_of(request)
    added = request.query_params.get("added", "")
    rows = journals.by_field(hub.schedule())
    return _guarded(
        site, request, "journals.html", section="journals",
        fields=[(t.label("subject", field), group) for field, group in rows.items()],
        done=_known(request, "done", {"switch"}),
        added=int(added[:9]) if added.isascii() and added.isdigit() else None,
    )  # fmt: skip


def _opml(hub: Hub) -> Response:
    headers = {"content-disposition": 'attachment; filename="academichub.opml"'}
    return Response(hub.export_opml(), media_type="text/x-opml", headers=headers)


def _file(form: FormData) -> bytes:
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.size:
        raise UsageError("the form has no file")
    if upload.size > _LARGEST:
        raise HTTPException(413, f"the file has {upload.size:,} bytes; {_LARGEST:,} are taken")
    return upload.file.read()


def _guarded(site: Site, request: Request, template: str, **values: Any) -> Response:
    """A page with forms on it."""
    token = form_token(request)
    response = site.page(request, template, token=token, **values)
    keep_token(response, token)
    return response


def _known(request: Request, name: str, values: set[str]) -> str | None:
    value = request.query_params.get(name)
    return value if value in values else None


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if not isinstance(value, str) or not value:
        raise UsageError(f"the form has no {name}")
    return value
