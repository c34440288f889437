"""Sign-in with ORCID: to the provider and back, for who signs in, signs up or links an account.

What was begun is kept sealed in a cookie of the browser that began it; who comes back without it,
or with another's, comes to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hmac import compare_digest
from threading import Lock
from typing import Any

import orjson
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub import ids
from academichub.accounts.limits import neighbourhood
from academichub.errors import (
    AccessError,
    NotFoundError,
    SignInError,
    SourceError,
    StoreError,
    UsageError,
)
from academichub.hub import Hub
from academichub.sources import openid
from academichub.sources.openid import Begun, Provider, Registration
from academichub.web import forms
from academichub.web.people import Entrance, entered, local, require_accounts, sign_in_form
from academichub.web.security import require_own_origin
from academichub.web.site import base_of
from academichub.web.who import where

BACK = "/sign-in/orcid/return"
_MINUTES = 10
_REMEMBERED = timedelta(hours=1)
_FIELD = 2_000
_STRAY = "this sign-in was not begun here, or too long ago; begin again"


@dataclass(frozen=True, slots=True)
class Errand:
    """A sign-in under way: its secrets, and what it is for.

    ``link`` is the digest of the session whose account is to be linked.
    """

    begun: Begun
    onward: str
    invitation: str | None = None
    link: str | None = None


class Orcid:
    """The provider, asked where it is once an hour at most.

    Args:
        hub: the program.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub, self._lock = hub, Lock()
        self._known: tuple[datetime, Provider] | None = None

    @property
    def provider(self) -> Provider:
        """Where ORCID is.

        Raises:
            SourceError: it does not answer.
        """
        now = self._hub.clock()
        with self._lock:
            if self._known is None or now - self._known[0] > _REMEMBERED:
                base = self._hub.config.upstreams.orcid_sign_in
                self._known = now, openid.discover(self._hub.client, base)
            return self._known[1]

    def registration(self, request: Request) -> Registration:
        """What we are to ORCID.

        Raises:
            NotFoundError: the operator has not registered with ORCID.
        """
        config = self._hub.config
        require_accounts(self._hub)
        if not config.orcid_client_id or not config.orcid_client_secret:
            raise NotFoundError("sign-in with ORCID is not set up here")
        back = base_of(request, config.public_url) + BACK
        return Registration(
            config.orcid_client_id, config.orcid_client_secret.get_secret_value(), back
        )


def routes(here: Entrance) -> Sequence[BaseRoute]:
    """The addresses of sign-in with ORCID."""
    orcid = Orcid(here.hub)
    return [
        Route("/sign-in/orcid", partial(_begin, here, orcid), name="orcid"),
        Route(BACK, partial(_come_back, here, orcid), name="orcid_return"),
        Route("/account/orcid", partial(_link, here, orcid), name="orcid_link"),
        forms.deed("/account/orcid/unlink", partial(_unlink, here)),
    ]


def _begin(here: Entrance, orcid: Orcid, request: Request) -> Response:
    asked = request.query_params
    onward = local(asked.get("next"))
    invitation = asked.get("invitation", "")[:_FIELD] or None
    try:
        return _send_off(here, orcid, request, Errand(Begun.fresh(), onward, invitation))
    except (AccessError, SourceError) as error:
        return sign_in_form(here, request, onward, error)


def _link(here: Entrance, orcid: Orcid, request: Request) -> Response:
    # A link on another site must not begin this for a reader.
    require_own_origin(request)
    asker = here.who.asker(request)
    if asker is None or asker.session is None:
        raise SignInError("sign in first")
    onward = "/account?done=linked"
    return _send_off(here, orcid, request, Errand(Begun.fresh(), onward, link=asker.session))


def _send_off(here: Entrance, orcid: Orcid, request: Request, errand: Errand) -> Response:
    us = orcid.registration(request)
    here.hub.door.limits.count("orcid from", neighbourhood(where(request).address))
    address = openid.address(orcid.provider, us, errand.begun)
    response = RedirectResponse(address, 303, {"cache-control": "no-store"})
    response.set_cookie(
        _cookie(here), _sealed(here.hub, errand), max_age=_MINUTES * 60, path=BACK,
        secure=here.who.is_secure, httponly=True, samesite="lax",
    )  # fmt: skip
    return response


def _come_back(here: Entrance, orcid: Orcid, request: Request) -> Response:
    try:
        response = _returned(here, orcid, request)
    except (AccessError, NotFoundError, SourceError, UsageError) as error:
        response = sign_in_form(here, request, "/", error)
    response.delete_cookie(_cookie(here), path=BACK, secure=here.who.is_secure, httponly=True)
    return response


def _returned(here: Entrance, orcid: Orcid, request: Request) -> Response:
    us, given = orcid.registration(request), request.query_params
    here.hub.door.limits.count("orcid from", neighbourhood(where(request).address))
    errand = _opened(here.hub, request.cookies.get(_cookie(here), ""))
    if not compare_digest(given.get("state", "").encode(), errand.begun.state.encode()):
        raise SignInError(_STRAY)
    provider = orcid.provider
    # RFC 9207: an answer that names its sender is of the provider we asked.
    if given.get("iss", provider.issuer) != provider.issuer or not given.get("code"):
        raise SignInError("ORCID did not sign you in; nothing was changed")
    code, now = given["code"][:_FIELD], here.hub.clock()
    claims = openid.redeem(here.hub.client, provider, us, errand.begun, code, now)
    return _entered(here, request, errand, claims)


def _entered(
    here: Entrance, request: Request, errand: Errand, claims: Mapping[str, Any]
) -> Response:
    name = ids.orcid(str(claims["sub"]))
    if errand.link is None:
        called, client = _called(claims), where(request)
        opened = here.hub.door.sign_in_with_orcid(name, called, client, errand.invitation)
        return entered(here, request, opened, errand.onward)
    asker = here.who.asker(request)
    if asker is None or asker.session != errand.link:
        raise SignInError(_STRAY)
    here.who.desk(request).account.link_orcid(name)
    return RedirectResponse(errand.onward, 303)


def _unlink(here: Entrance, request: Request, _: FormData) -> str:
    here.who.desk(request).account.unlink_orcid()
    return "/account?done=unlinked"


def _called(claims: Mapping[str, Any]) -> str:
    said = claims.get("name") or " ".join(
        str(claims[part]) for part in ("given_name", "family_name") if claims.get(part)
    )
    return said if isinstance(said, str) else ""


def _cookie(here: Entrance) -> str:
    return "__Secure-orcid" if here.who.is_secure else "orcid"


def _sealed(hub: Hub, errand: Errand) -> str:
    until = (hub.clock() + timedelta(minutes=_MINUTES)).timestamp()
    body = {
        **errand.begun.as_dict(),
        "onward": errand.onward,
        "invitation": errand.invitation,
        "link": errand.link,
        "until": until,
    }
    return hub.keys.seal(orjson.dumps(body)).decode()


def _opened(hub: Hub, text: str) -> Errand:
    try:
        body = orjson.loads(hub.keys.open(text.encode()))
    except StoreError as error:
        raise SignInError(_STRAY) from error
    if "until" not in body or body["until"] < hub.clock().timestamp():
        raise SignInError(_STRAY)
    begun = Begun(body["state"], body["nonce"], body["verifier"])
    return Errand(begun, body["onward"], body["invitation"], body["link"])
