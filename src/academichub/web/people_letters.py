"""The pages that links in letters lead to: an address confirmed, a forgotten password set anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.accounts.passwords import SHORTEST
from academichub.accounts.proofs import CONFIRM, RESET
from academichub.errors import NotFoundError, TooManyAttemptsError, UsageError
from academichub.web import forms
from academichub.web.people import Entrance, require_accounts, shown
from academichub.web.site import language_of
from academichub.web.who import where

_FIELD = 1_000


def routes(here: Entrance) -> Sequence[BaseRoute]:
    """The addresses in letters, and where one asks for them."""
    return [
        Route("/forgot", partial(_forgot_page, here)),
        forms.deed("/forgot", partial(_forgot, here)),
        Route("/confirm/{token}", partial(_confirm_page, here)),
        forms.deed("/confirm/{token}", partial(_confirm, here)),
        Route("/reset/{token}", partial(_reset_page, here)),
        forms.deed("/reset/{token}", partial(_reset, here)),
        forms.deed("/account/confirm", partial(_ask, here)),
    ]


def _shown(
    here: Entrance, request: Request, what: str, error: Exception | None = None, *, done: bool
) -> Response:
    page = shown(here, request, "letters.html", error, what=what, done=done, shortest=SHORTEST)
    page.headers["referrer-policy"] = "no-referrer"
    return page


def _forgot_page(here: Entrance, request: Request) -> Response:
    _require_letters(here)
    return _shown(here, request, "forgot", done=False)


def _require_letters(here: Entrance) -> None:
    require_accounts(here.hub)
    if not here.hub.post.works:
        raise NotFoundError("no letters are sent from here; ask who runs it for another password")


def _forgot(here: Entrance, request: Request, form: FormData) -> Response:
    _require_letters(here)
    email = forms.optional(form, "email", longest=_FIELD) or ""
    try:
        here.hub.proofs.ask_to_reset(email, where(request), language_of(request).code)
    except TooManyAttemptsError as error:
        return _shown(here, request, "forgot", error, done=False)
    return _shown(here, request, "forgot", done=True)


def _confirm_page(here: Entrance, request: Request) -> Response:
    here.hub.proofs.reader(CONFIRM, request.path_params["token"])
    return _shown(here, request, "confirm", done=False)


def _confirm(here: Entrance, request: Request, _: FormData) -> Response:
    here.hub.proofs.confirm(request.path_params["token"])
    return _shown(here, request, "confirm", done=True)


def _reset_page(here: Entrance, request: Request) -> Response:
    here.hub.proofs.reader(RESET, request.path_params["token"])
    return _shown(here, request, "reset", done=False)


def _reset(here: Entrance, request: Request, form: FormData) -> Response:
    password = forms.optional(form, "password", longest=_FIELD) or ""
    try:
        here.hub.proofs.reset(request.path_params["token"], password)
    except UsageError as error:
        return _shown(here, request, "reset", error, done=False)
    response = RedirectResponse("/sign-in", 303, {"cache-control": "no-store"})
    here.who.forget(response)
    return response


def _ask(here: Entrance, request: Request, _: FormData) -> str:
    require_accounts(here.hub)
    reader = here.who.desk(request).account.reader
    here.hub.proofs.ask_to_confirm(reader, language_of(request).code)
    return "/account?done=asked"
