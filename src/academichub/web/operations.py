"""The pages that show and steer collecting: status, journals, OPML. Every deed is a guarded POST."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.errors import AnswerError, UsageError
from academichub.hub import Hub
from academichub.web import cards, charts, forms, journals
from academichub.web.collecting import Collecting
from academichub.web.site import Site, language_of

_DAYS = 30
_QUARANTINE = 50
_JOURNALS = ("feed-", "crossref-")


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
        hub.switch(forms.text(form, "source"), forms.text(form, "on") == "yes")
        return "/journals?done=switch" if form.get("from") == "journals" else "/status?done=switch"

    def undo(request: Request, _: FormData) -> str:
        return cards.work_path(hub.undo_merge(request.path_params["number"]))

    def take_opml(_: Request, form: FormData) -> str:
        try:
            added = hub.import_opml(forms.file(form))
        except AnswerError as error:
            # A source's bad answer is its fault; a bad file is the fault of who sent it.
            raise UsageError(f"the file cannot be read as OPML: {error}") from error
        return f"/journals?added={added}"

    return [
        Route("/status", status),
        Route("/journals", journal_list),
        Route("/journals.opml", lambda _: _opml(hub), methods=["GET"]),
        forms.deed("/collect", collect),
        forms.deed("/switch", switch),
        forms.deed("/merges/{number:int}/undo", undo),
        forms.deed("/journals.opml", take_opml),
    ]


def _status(hub: Hub, site: Site, request: Request, collecting: Collecting) -> Response:
    now = hub.status()
    drawn = charts.arrivals(hub.arrivals(days=_DAYS), language_of(request), _DAYS)
    return forms.page(
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
    return forms.page(
        site, request, "journals.html", section="journals",
        fields=[(t.label("subject", field), group) for field, group in rows.items()],
        done=_known(request, "done", {"switch"}),
        added=int(added[:9]) if added.isascii() and added.isdigit() else None,
    )  # fmt: skip


def _opml(hub: Hub) -> Response:
    headers = {"content-disposition": 'attachment; filename="academichub.opml"'}
    return Response(hub.export_opml(), media_type="text/x-opml", headers=headers)


def _known(request: Request, name: str, values: set[str]) -> str | None:
    value = request.query_params.get(name)
    return value if value in values else None
