"""The controls on every work that keep it: forms without a script, answered in JSON with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.marking import LONGEST_NOTE, split_tags
from academichub.model import Work
from academichub.profile import Mark
from academichub.web import forms
from academichub.web.site import Site
from academichub.web.who import Who

KINDS = ("saved", "read", "later")
_MOST = 2_000


def page(
    site: Site,
    request: Request,
    desk: Desk | None,
    template: str,
    works: Iterable[Work],
    /,
    **values: Any,
) -> Response:
    """A page that shows *works*: with the controls of a reader who has a *desk*, else for guests.

    ``marked_in`` among *values* names the radar the works were shown in.
    """
    if desk is None:
        return site.page(request, template, **values)
    mine = desk.library.marks([work.id for work in works])
    return forms.page(site, request, template, mine=mine, **values)


def routes(who: Who) -> list[BaseRoute]:
    """The addresses of the controls."""

    def mark(request: Request, form: FormData) -> str | Response:
        kind, on, work = _wanted(forms.text(form, "mark"))
        wanted: Mapping[str, Any] = {kind: on}
        radar = forms.optional(form, "radar")
        kept = who.desk(request).library.mark(work, radar=radar, **wanted)
        return _done(request, form, kept)

    def words(request: Request, form: FormData) -> str | Response:
        note = forms.optional(form, "note", longest=2 * LONGEST_NOTE) or ""
        tags = split_tags(forms.optional(form, "tags") or "")
        work = forms.text(form, "work")
        return _done(request, form, who.desk(request).library.mark(work, note=note, tags=tags))

    return [forms.deed("/marks", mark), forms.deed("/marks/words", words)]


def mark_json(mark: Mark) -> dict[str, Any]:
    """A mark as JSON values."""
    return {
        "work": mark.work,
        "saved_at": mark.saved_at,
        "read_at": mark.read_at,
        "later_at": mark.later_at,
        "note": mark.note,
        "tags": list(mark.tags),
        "updated_at": mark.updated_at or None,
    }


def back(form: FormData, usual: str = "/library") -> str:
    """Where the form was, if that is on our own pages."""
    asked = forms.optional(form, "back") or usual
    parts = urlsplit(asked)
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if ours and not parts.netloc and asked.isprintable() else usual


def _done(request: Request, form: FormData, mark: Mark) -> str | Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(mark_json(mark), headers={"cache-control": "no-cache"})
    return f"{back(form)}#mark-{quote(mark.work, safe=':/')}"


def _wanted(value: str) -> tuple[str, bool, str]:
    kind, _, rest = value.partition(" ")
    on, _, work = rest.partition(" ")
    if kind not in KINDS or on not in {"on", "off"} or not work:
        raise UsageError("a mark is one of " + ", ".join(KINDS) + ", then on or off, then a work")
    return kind, on == "on", work


def selected(form: FormData) -> list[str]:
    """The works that were ticked.

    Raises:
        UsageError: none was, or too many.
    """
    names = [name for name in form.getlist("work") if isinstance(name, str)]
    if not names:
        raise UsageError("tick at least one work first")
    if len(names) > _MOST:
        raise UsageError(f"at most {_MOST:,} works at a time")
    return list(dict.fromkeys(names))
