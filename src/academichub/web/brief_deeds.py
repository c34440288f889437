"""What a reader does with briefs: ask, cancel, make anew, flag, delete; each a guarded form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from academichub.desk import Desk
from academichub.errors import NotFoundError, UsageError
from academichub.web import brief_asking, forms
from academichub.web.faults import status_of
from academichub.web.site import Site, language_of
from academichub.web.who import Who

Deed = Callable[[Desk, str, FormData], str]
"""Does what a form asks with a brief; gives where to go on."""

_LONGEST_NOTE = 4_000


def routes(site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of the forms."""

    def ask(request: Request, form: FormData) -> str | Response:
        return _ask(site, request, who.desk(request), form)

    def act(deed: Deed) -> forms.Deed:
        return lambda request, form: deed(who.desk(request), request.path_params["brief"], form)

    deeds: dict[str, Deed] = {
        "cancel": _cancel, "again": _again, "delete": _delete, "flag": _flag, "unflag": _unflag,
    }  # fmt: skip
    return [
        forms.deed("/brief", ask),
        *(forms.deed(f"/brief/{{brief}}/{name}", act(deed)) for name, deed in deeds.items()),
    ]


def _ask(site: Site, request: Request, desk: Desk, form: FormData) -> str | Response:
    """Ask for a brief; a form that has not been asked for writer and language comes as a page."""
    chosen = brief_asking.read(form)
    if not (chosen.writer and chosen.language):
        usual = replace(
            chosen,
            language=chosen.language or language_of(request).code,
            writer=chosen.writer or brief_asking.first_writer(desk),
        )
        return brief_asking.page(site, request, desk, usual)
    try:
        made = desk.briefs.ask(
            chosen.kind, chosen.given[chosen.kind] if chosen.kind != "works" else "",
            language=chosen.language, works=chosen.works if chosen.kind == "works" else (),
            limit=chosen.limit, **chosen.by,
        )  # fmt: skip
    except (UsageError, NotFoundError) as error:
        return brief_asking.page(
            site, request, desk, chosen, failed=str(error), status=status_of(error)
        )
    return f"/brief/{made.id}"


def _cancel(desk: Desk, brief: str, form: FormData) -> str:  # noqa: ARG001
    desk.briefs.cancel(brief)
    return _at(brief)


def _again(desk: Desk, brief: str, form: FormData) -> str:
    writer, _, model = (forms.optional(form, "writer", longest=300) or "").partition(" ")
    made = desk.briefs.again(
        brief,
        writer=writer or None,
        model=model or None,
        language=forms.optional(form, "language", longest=10),
    )
    return _at(made.id)


def _delete(desk: Desk, brief: str, form: FormData) -> str:  # noqa: ARG001
    desk.briefs.remove(brief)
    return "/brief?done=removed"


def _flag(desk: Desk, brief: str, form: FormData) -> str:
    name = forms.text(form, "statement", longest=100)
    note = forms.optional(form, "note", longest=_LONGEST_NOTE) or ""
    desk.briefs.flag(brief, name, forms.text(form, "reason", longest=40), note)
    return _at(brief, name)


def _unflag(desk: Desk, brief: str, form: FormData) -> str:
    name = forms.text(form, "statement", longest=100)
    desk.briefs.unflag(brief, name)
    return _at(brief, name)


def _at(brief: str, statement: str = "") -> str:
    place = f"#s-{quote(statement, safe='.')}" if statement else ""
    return f"/brief/{quote(brief, safe='')}{place}"
