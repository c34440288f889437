"""The page of who administers: all readers, and who may come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from academichub.accounts.readers import INVITATION_DAYS, ROLES, Invited
from academichub.errors import NotFoundError, UsageError
from academichub.web import forms
from academichub.web.people import Entrance, shown
from academichub.web.site import base_of

DONE = ("withdrawn", "changed")
_WANTED = {
    "disable": {"disabled": True},
    "enable": {"disabled": False},
    "promote": {"role": "administrator"},
    "demote": {"role": "reader"},
}


def routes(here: Entrance) -> Sequence[BaseRoute]:
    """The addresses of who administers."""

    def page(request: Request) -> Response:
        return _page(here, request)

    def invite(request: Request, form: FormData) -> Response:
        desk = here.who.administrator(request)
        email, role = forms.optional(form, "email", longest=1_000), forms.text(form, "role")
        invited = here.hub.people.invite(desk.reader.id, email=email, role=role)
        return _page(here, request, invited=invited)

    def withdraw(request: Request, form: FormData) -> str:
        here.who.administrator(request)
        here.hub.people.withdraw(forms.text(form, "invitation"))
        return "/people?done=withdrawn"

    def change(request: Request, form: FormData) -> str:
        here.who.administrator(request)
        wanted = _WANTED.get(forms.text(form, "to"))
        if wanted is None:
            raise UsageError(f"one can {', '.join(_WANTED)}")
        here.hub.people.change(forms.text(form, "reader"), **wanted)  # type: ignore[arg-type]
        return "/people?done=changed"

    def deed(act: Callable[[Request, FormData], str | Response]) -> forms.Deed:
        def done(request: Request, form: FormData) -> str | Response:
            try:
                return act(request, form)
            except (UsageError, NotFoundError) as error:
                return _page(here, request, error)

        return done

    return [
        Route("/people", page),
        forms.deed("/people/invite", deed(invite)),
        forms.deed("/people/withdraw", deed(withdraw)),
        forms.deed("/people/change", deed(change)),
    ]


def _page(
    here: Entrance,
    request: Request,
    error: Exception | None = None,
    invited: Invited | None = None,
) -> Response:
    hub, desk = here.hub, here.who.administrator(request)
    people = hub.people.all()
    address = base_of(request, hub.config.public_url) + "/join/"
    said = request.query_params.get("done")
    return shown(
        here, request, "people.html", error, section="account",
        failures=list(hub.post.failures), readers=people, me=desk.reader.id, names={one.id: one.name for one in people},
        invitations=hub.people.invitations(), roles=ROLES, days=INVITATION_DAYS,
        link=address + invited.text if invited else None,
        with_accounts=hub.config.with_accounts, registration=hub.config.registration,
        done=said if said in DONE and not error and not invited else None,
    )  # fmt: skip
