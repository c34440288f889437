"""What a reader does with reviews: ask, drop a file, ask for many, cancel, redo; each a guarded form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from academichub.desk import Desk
from academichub.errors import AcademicHubError, NotFoundError, SourceError, UsageError
from academichub.web import forms, review_list
from academichub.web.faults import status_of
from academichub.web.review_page import address
from academichub.web.site import Site, language_of
from academichub.web.who import Who

Deed = Callable[[Desk, str, FormData], str]
"""Does what a form asks with a run or a batch; gives where to go on."""

LARGEST = 60 * 2**20
"""The bytes of a file that are taken."""
_KINDS = ("day", "query", "works")
_LONGEST = 500
_LONGEST_LIST = 40_000
_NAMES = ("work", "kind", "day", "query", "works", "limit", "budget_usd", "budget_tokens")


def routes(site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of the forms."""

    def asking(ask: Callable[[Request, Desk, FormData], str]) -> forms.Deed:
        def act(request: Request, form: FormData) -> str | Response:
            desk = who.desk(request)
            try:
                return ask(request, desk, form)
            except (UsageError, NotFoundError, SourceError) as error:
                return _failed(site, request, desk, form, error)

        return act

    def acting(deed: Deed, name: str) -> forms.Deed:
        return lambda request, form: deed(who.desk(request), request.path_params[name], form)

    return [
        forms.deed("/reviews", asking(_ask)),
        forms.deed("/reviews/file", asking(_drop), largest=LARGEST),
        forms.deed("/reviews/many", asking(_ask_many)),
        forms.deed("/reviews/{run}/cancel", acting(_cancel, "run")),
        forms.deed("/reviews/{run}/again", acting(_again, "run")),
        forms.deed("/reviews/{run}/remove", acting(_remove, "run")),
        forms.deed("/reviews/batches/{batch}/change", acting(_change, "batch")),
    ]


def _ask(request: Request, desk: Desk, form: FormData) -> str:
    work = forms.text(form, "work", longest=_LONGEST).strip()
    run = desk.reviews.ask(
        work, **_wanted(request, form), rebuttal=_on(form, "rebuttal"), fetch=_on(form, "fetch")
    )
    return address(run)


def _drop(request: Request, desk: Desk, form: FormData) -> str:
    body, upload = forms.file(form, LARGEST), form.get("file")
    name = upload.filename if isinstance(upload, UploadFile) and upload.filename else ""
    return address(desk.reviews.drop(
        name, body, **_wanted(request, form), rebuttal=_on(form, "rebuttal")
    ))  # fmt: skip


def _ask_many(request: Request, desk: Desk, form: FormData) -> str:
    kind = forms.text(form, "kind", longest=20)
    if kind not in _KINDS:
        raise UsageError(f"reviews are of {', '.join(_KINDS)}, not of {kind!r}")
    value = forms.text(form, kind, longest=_LONGEST_LIST if kind == "works" else _LONGEST)
    batch = desk.reviews.ask_many(
        kind, value, **_wanted(request, form),
        rebuttal=_on(form, "rebuttal"), fetch=_on(form, "fetch"),
        budget_tokens=_whole(form, "budget_tokens"), budget_usd=_number(form, "budget_usd"),
        limit=_whole(form, "limit") or 50,
    )  # fmt: skip
    return f"/reviews/batches/{quote(batch.id, safe='')}"


def _cancel(desk: Desk, run: str, form: FormData) -> str:  # noqa: ARG001
    desk.reviews.cancel(run)
    return address(desk.reviews.glance(run))


def _again(desk: Desk, run: str, form: FormData) -> str:
    return address(desk.reviews.again(run, stage=forms.optional(form, "stage", longest=40)))


def _remove(desk: Desk, run: str, form: FormData) -> str:  # noqa: ARG001
    desk.reviews.remove(run)
    return "/reviews?done=removed"


def _change(desk: Desk, batch: str, form: FormData) -> str:
    deeds = {
        "cancel": desk.reviews.cancel_batch,
        "pause": desk.reviews.pause_batch,
        "resume": desk.reviews.resume_batch,
    }
    asked = forms.text(form, "deed", longest=20)
    if asked not in deeds:
        raise UsageError(f"one can {', '.join(deeds)} a batch, not {asked!r}")
    deeds[asked](batch)
    return f"/reviews/batches/{quote(batch, safe='')}"


def _wanted(request: Request, form: FormData) -> dict[str, Any]:
    """Who is to write, and in which language."""
    writer, _, model = (forms.optional(form, "writer", longest=300) or "").partition(" ")
    language = forms.optional(form, "language", longest=10) or language_of(request).code
    return {"language": language, "writer": writer or None, "model": model or None}


def _on(form: FormData, name: str) -> bool:
    return form.get(name) == "1"


def _whole(form: FormData, name: str) -> int | None:
    given = forms.optional(form, name, longest=15)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit()):
        raise UsageError(f"{name.replace('_', ' ')} is a whole number")
    return int(given)


def _number(form: FormData, name: str) -> float | None:
    given = forms.optional(form, name, longest=15)
    if given is None:
        return None
    try:
        return float(given)
    except ValueError as error:
        raise UsageError(f"{name.replace('_', ' ')} is a number") from error


def _failed(
    site: Site, request: Request, desk: Desk, form: FormData, error: AcademicHubError
) -> Response:
    """The list again, with what was given and why it could not be done."""
    given = {name: value for name in _NAMES if isinstance(value := form.get(name), str) and value}
    status = 400 if isinstance(error, SourceError) else status_of(error)
    return review_list.page(site, request, desk, given, failed=str(error), status=status)
