"""The pages by which one comes in and goes: sign in, sign up, join by invitation, sign out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.accounts import Opened, machine_zone
from academichub.accounts.door import digest
from academichub.errors import (
    AccessError,
    NotAllowedError,
    NotFoundError,
    SignInError,
    TooManyAttemptsError,
    UsageError,
)
from academichub.hub import Hub
from academichub.profile import Reader
from academichub.web import forms
from academichub.web.faults import status_of
from academichub.web.language import CODES, Language
from academichub.web.site import Site, language_of
from academichub.web.who import Who, where

_YEAR = 365 * 24 * 3600
_FIELD = 1_000


@dataclass(frozen=True, slots=True)
class Entrance:
    """What every page here is made with."""

    hub: Hub
    site: Site
    who: Who


def routes(here: Entrance) -> Sequence[BaseRoute]:
    """The addresses by which one comes in and goes."""
    return [
        Route("/sign-in", partial(_sign_in_page, here), name="sign_in"),
        forms.deed("/sign-in", partial(_sign_in, here)),
        forms.deed("/sign-out", partial(_sign_out, here)),
        Route("/sign-up", partial(_sign_up_page, here), name="sign_up"),
        forms.deed("/sign-up", partial(_sign_up, here)),
        Route("/join/{invitation}", partial(_join_page, here), name="join"),
        forms.deed("/join/{invitation}", partial(_sign_up, here)),
    ]


def sign_in_form(
    here: Entrance, request: Request, onward: str, error: Exception | None = None, email: str = ""
) -> Response:
    """The page on which one signs in, with what went wrong before."""
    config = here.hub.config
    return shown(
        here, request, "sign_in.html", error,
        onward=onward, email=email, orcid=config.orcid_client_id is not None,
        registration=config.registration, with_mail=here.hub.post.works,
    )  # fmt: skip


def sign_up_form(
    here: Entrance,
    request: Request,
    invitation: str | None = None,
    error: Exception | None = None,
    *,
    given: dict[str, str] | None = None,
    bound: bool = False,
) -> Response:
    """The page on which one makes an account, with what went wrong before.

    Args:
        here: what pages are made with.
        request: who asks.
        invitation: the text of the invitation one comes with.
        error: what went wrong.
        given: what had been filled in.
        bound: whether the invitation is for this one address.
    """
    return shown(
        here, request, "sign_up.html", error,
        invitation=invitation, given={"name": "", "email": "", **(given or {})}, bound=bound,
        orcid=here.hub.config.orcid_client_id is not None,
    )  # fmt: skip


def shown(
    here: Entrance, request: Request, template: str, error: Exception | None, **values: Any
) -> Response:
    """A page with a form that can go wrong: with a status, and in words, when it did."""
    problem = in_words(error, language_of(request)) if error else None
    status = status_of(error) if error else 200
    page = forms.page(here.site, request, template, status=status, problem=problem, **values)
    page.headers["cache-control"] = "no-store"
    if isinstance(error, TooManyAttemptsError):
        page.headers["retry-after"] = str(error.retry_after)
    return page


def in_words(error: Exception, t: Language) -> str:
    """What went wrong, in the reader's language where it is one of the usual things."""
    match error:
        case TooManyAttemptsError():
            return t("people.too_many", n=str(-(-error.retry_after // 60)))
        case UsageError() if (key := usual(str(error))) is not None:
            return t(f"people.problem.{key}")
        case SignInError() if (key := usual(str(error))) is not None:
            return t(f"people.problem.{key}")
    return str(error)


def usual(said: str) -> str | None:
    """The key of the message for an error that is often met."""
    for key, part in _USUAL:
        if part in said:
            return key
    return None


_USUAL = (
    ("short", "has at least"),
    ("guessed", "among the first"),
    ("known", "something else than"),
    ("email", "no e-mail address"),
    ("taken", "already"),
    ("name", "a name has"),
    ("last", "last administrator"),
    ("wrong", "is wrong"),
    ("disabled", "is disabled"),
    ("stray", "not begun here"),
    ("unknown", "is linked with this"),
    ("refused", "did not sign you in"),
    ("sure", "tick the box"),
    ("zone", "no such time zone"),
)


def entered(here: Entrance, request: Request, opened: Opened, onward: str) -> Response:
    """Go on, signed in; a session that was there before ends, nobody may hand one on."""
    before = request.cookies.get(here.who.cookie)
    if before and (found := here.hub.door.session(before)):
        here.hub.door.leave(found[1].id, digest(before))
    response = RedirectResponse(onward, 303, {"cache-control": "no-store"})
    here.who.keep(response, opened.text)
    if opened.reader.language in CODES:
        response.set_cookie("lang", opened.reader.language, max_age=_YEAR, samesite="lax")
    return response


def local(text: str | None) -> str:
    """*text* if it is a path of ours, else the first page."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(text)
    ours = not parts.netloc and not parts.scheme and text.isprintable() and "\\" not in text
    return text if ours and not parts.path.startswith(("/sign-", "/join/")) else "/"


def require_accounts(hub: Hub) -> None:
    """Refuse where nobody has an account.

    Raises:
        NotFoundError: this is a program of one reader.
    """
    if not hub.config.with_accounts:
        raise NotFoundError("there are no accounts here; only this machine can come in")


def _sign_in_page(here: Entrance, request: Request) -> Response:
    onward = local(request.query_params.get("next"))
    if here.who.guest(request):
        return RedirectResponse(onward, 303)
    return sign_in_form(here, request, onward)


def _sign_in(here: Entrance, request: Request, form: FormData) -> Response:
    require_accounts(here.hub)
    onward = local(forms.optional(form, "next"))
    email = forms.optional(form, "email", longest=_FIELD) or ""
    password = forms.optional(form, "password", longest=_FIELD) or ""
    try:
        opened = here.hub.door.sign_in(email, password, where(request))
    except AccessError as error:
        return sign_in_form(here, request, onward, error, email)
    return entered(here, request, opened, onward)


def _sign_out(here: Entrance, request: Request, _: FormData) -> Response:
    asker = here.who.asker(request)
    if asker and asker.session:
        here.hub.door.leave(asker.reader.id, asker.session)
    response = RedirectResponse("/", 303)
    here.who.forget(response)
    return response


def _sign_up_page(here: Entrance, request: Request) -> Response:
    require_accounts(here.hub)
    if here.hub.door.rules.registration != "open":
        raise NotAllowedError("one comes in here by invitation")
    return sign_up_form(here, request)


def _join_page(here: Entrance, request: Request) -> Response:
    require_accounts(here.hub)
    text = request.path_params["invitation"]
    found = here.hub.door.invitation(text, where(request))
    given = {"email": found.email or ""}
    return sign_up_form(here, request, text, given=given, bound=found.email is not None)


def _sign_up(here: Entrance, request: Request, form: FormData) -> Response:
    require_accounts(here.hub)
    invitation = request.path_params.get("invitation")

    def take(name: str) -> str:
        return forms.optional(form, name, longest=_FIELD) or ""

    try:
        opened = here.hub.door.sign_up(
            take("name"), take("email"), take("password"), where(request),
            invitation=invitation, time_zone=machine_zone(), language=language_of(request).code,
        )  # fmt: skip
    except (UsageError, TooManyAttemptsError) as error:
        given = {"name": take("name"), "email": take("email")}
        return sign_up_form(here, request, invitation, error, given=given)
    confirm_soon(here, request, opened.reader)
    return entered(here, request, opened, "/account?done=joined")


def confirm_soon(here: Entrance, request: Request, reader: Reader) -> None:
    """Send the letter that confirms an address; who had too many can ask again later."""
    with suppress(TooManyAttemptsError):
        here.hub.proofs.ask_to_confirm(reader, language_of(request).code)
