"""The page of one's own account, and its deeds: everything here is of who asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import available_timezones

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.accounts.account import Account, Made
from academichub.accounts.passwords import SHORTEST
from academichub.desk import Desk
from academichub.errors import AccessError, UsageError
from academichub.web import forms
from academichub.web.language import CODES
from academichub.web.people import Entrance, confirm_soon, require_accounts, shown

_FIELD = 1_000
_YEAR = 365 * 24 * 3600
DONE = ("saved", "email", "password", "ended", "revoked", "joined", "linked", "unlinked", "asked")
DAYS = (30, 90, 365)
"""For how long a token may hold; none of them is until it is revoked."""

Act = Callable[[Entrance, Request, Account, FormData], "str | Response"]


def routes(here: Entrance) -> Sequence[BaseRoute]:
    """The addresses of the account."""

    def export(request: Request) -> Response:
        body = here.who.desk(request).account.export()
        headers = {"content-disposition": 'attachment; filename="academichub-account.zip"'}
        return Response(body, media_type="application/zip", headers=headers)

    def deed(act: Act) -> forms.Deed:
        def done(request: Request, form: FormData) -> str | Response:
            account = here.who.desk(request).account
            try:
                return act(here, request, account, form)
            except (UsageError, AccessError) as error:
                return _page(here, request, error)

        return done

    return [
        Route("/account", partial(_page, here), name="account"),
        Route("/account/export.zip", export),
        forms.deed("/account", deed(_change)),
        forms.deed("/account/email", deed(_change_email)),
        forms.deed("/account/password", deed(_change_password)),
        forms.deed("/account/sessions", deed(_end)),
        forms.deed("/account/tokens", deed(_make_token)),
        forms.deed("/account/tokens/revoke", deed(_revoke)),
        forms.deed("/account/delete", deed(_delete)),
    ]


def _page(
    here: Entrance, request: Request, error: Exception | None = None, made: Made | None = None
) -> Response:
    account, asker = here.who.desk(request).account, here.who.asker(request)
    said = request.query_params.get("done")
    return shown(
        here, request, "account.html", error, section="account",
        with_mail=here.hub.post.works, reader=account.reader, has_password=account.has_password, made=made,
        with_accounts=here.hub.config.with_accounts, zones=sorted(available_timezones()),
        sessions=account.sessions(), this=asker.session if asker else None,
        tokens=[one for one in account.tokens() if not one.revoked_at], days=DAYS,
        orcid=here.hub.config.orcid_client_id is not None, shortest=SHORTEST,
        done=said if said in DONE and not error and not made else None,
    )  # fmt: skip


def _change(here: Entrance, _: Request, account: Account, form: FormData) -> Response:
    name, language = forms.optional(form, "name", longest=_FIELD), form.get("language")
    spoken = language if isinstance(language, str) else None
    changed = account.change(name=name, time_zone=_field(form, "time_zone"), language=spoken)
    Desk(here.hub, changed).deliveries.reschedule()
    response = RedirectResponse("/account?done=saved", 303)
    if spoken in CODES:
        response.set_cookie("lang", spoken, max_age=_YEAR, samesite="lax")
    elif spoken == "":
        response.delete_cookie("lang")
    return response


def _change_email(here: Entrance, request: Request, account: Account, form: FormData) -> str:
    changed = account.change_email(_field(form, "email"), _field(form, "password"))
    confirm_soon(here, request, changed)
    return "/account?done=email"


def _change_password(here: Entrance, request: Request, account: Account, form: FormData) -> str:
    account.change_password(_field(form, "old"), _field(form, "new"), _session(here, request))
    return "/account?done=password"


def _end(here: Entrance, request: Request, account: Account, form: FormData) -> str:
    if one := forms.optional(form, "session"):
        account.end_session(one)
    else:
        account.end_sessions(but=_session(here, request))
    return "/account?done=ended"


def _make_token(here: Entrance, request: Request, account: Account, form: FormData) -> Response:
    scopes = [name for name in form.getlist("scope") if isinstance(name, str)]
    asked = forms.optional(form, "days") or ""
    days = int(asked) if asked in {str(one) for one in DAYS} else None
    return _page(here, request, made=account.make_token(_field(form, "name"), scopes, days))


def _revoke(_: Entrance, __: Request, account: Account, form: FormData) -> str:
    account.revoke_token(forms.text(form, "one"))
    return "/account?done=revoked"


def _delete(here: Entrance, _: Request, account: Account, form: FormData) -> Response:
    require_accounts(here.hub)
    if form.get("sure") != "yes":
        raise UsageError("tick the box to say that you are sure")
    account.delete(_field(form, "password"))
    response = RedirectResponse("/", 303)
    here.who.forget(response)
    return response


def _field(form: FormData, name: str) -> str:
    return forms.optional(form, name, longest=_FIELD) or ""


def _session(here: Entrance, request: Request) -> str | None:
    asker = here.who.asker(request)
    return asker.session if asker else None
