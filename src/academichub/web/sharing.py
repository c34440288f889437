"""A radar's profile for others: a link to a read-only copy, and the profile as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from academichub.desk import Desk
from academichub.drafting import shared
from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.profile import Radar, Reader
from academichub.shares import opened
from academichub.web import forms
from academichub.web.drafts import Drafts, previewed
from academichub.web.site import Site, base_of, language_of
from academichub.web.who import Who

_PREVIEW = 10
_SEEDS = 30


class Sharing:
    """The pages by which a profile leaves its reader."""

    def __init__(self, hub: Hub, site: Site, who: Who, drafts: Drafts) -> None:
        self._hub, self._site, self._who, self._drafts = hub, site, who, drafts

    def share(self, request: Request, _: FormData) -> str:
        """Make the link."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        desk.shares.share(desk.radars.get(slug).id)
        return f"/radar/{slug}/edit#h-share"

    def unshare(self, request: Request, _: FormData) -> str:
        """Revoke the link."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        desk.shares.revoke(desk.radars.get(slug).id)
        return f"/radar/{slug}/edit#h-share"

    def copy(self, request: Request) -> Response:
        """The read-only copy, for whoever has the address."""
        owner, radar = self._opened(request)
        profile = shared(radar.profile)
        draft = owner.starts.of_profile(radar.title, profile)
        return forms.page(
            self._site, request, "shared.html", section=None, title=radar.title, profile=profile,
            seeds=draft.found[:_SEEDS], path=request.url.path,
            signed_in=self._who.guest(request) is not None,
            **previewed(owner, draft, _PREVIEW, language_of(request)),
        )  # fmt: skip

    def use(self, request: Request, form: FormData) -> str:  # noqa: ARG002
        """Begin a radar of one's own with the copy."""
        desk = self._who.desk(request)
        _, radar = self._opened(request)
        profile = shared(radar.profile)
        made = self._drafts.begin(
            desk.reader.id, lambda _: desk.starts.of_profile(radar.title, profile)
        )
        return f"/radar/new/{made}"

    def file(self, request: Request) -> Response:
        """The whole profile as a file, for its reader."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        named = f'attachment; filename="{slug}.academichub.json"'
        return Response(
            exported(desk.radars.get(slug)),
            media_type="application/json",
            headers={"content-disposition": named},
        )

    def links(self, request: Request, desk: Desk, slug: str) -> tuple[Mapping[str, Any], ...]:
        """The link of a radar as its page shows it, if there is one."""
        found = desk.shares.link(desk.radars.get(slug).id)
        if found is None:
            return ()
        base = base_of(request, self._hub.config.public_url)
        return ({"url": f"{base}/shared/{found[0]}", "created_at": found[1].created_at},)

    def _opened(self, request: Request) -> tuple[Desk, Radar]:
        address = opened(self._hub.store, self._hub.keys, request.path_params["address"])
        owner = Desk(self._hub, Reader(address.reader, ""))
        radar = next((one for one in owner.radars.all() if one.id == address.radar), None)
        if radar is None:
            raise NotFoundError("nothing is shared at this address, or not any more")
        return owner, radar


def routes(pages: Sharing) -> list[Route]:
    """The addresses of sharing."""
    return [
        forms.deed("/radar/{slug}/share", pages.share),
        forms.deed("/radar/{slug}/unshare", pages.unshare),
        Route("/radar/{slug}/profile.json", pages.file),
        Route("/shared/{address}", pages.copy),
        forms.deed("/shared/{address}", pages.use),
    ]


def exported(radar: Radar) -> bytes:
    """A radar's profile as one file, which every start takes again."""
    body = {"title": radar.title, **radar.profile.to_json()}
    return orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n"
