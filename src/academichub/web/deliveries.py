"""The page where deliveries and feeds are set up, tried, paused and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from academichub.deliver import Deliveries, Wanted
from academichub.desk import Desk
from academichub.errors import AcademicHubError, UsageError
from academichub.hub import Hub
from academichub.rounds import Rounds
from academichub.sending import KINDS
from academichub.web import forms
from academichub.web.faults import message_of, status_of
from academichub.web.feeds import FEEDS
from academichub.web.private_feeds import SUFFIXES
from academichub.web.site import Site, base_of, language_of
from academichub.web.who import Who

HERE = "/deliveries"
DONE = (
    "added", "sent", "quiet", "failed", "paused", "resumed", "removed", "again", "feed", "renewed",
    "ended",
)  # fmt: skip
_LONGEST = 2_000
_SHORT = 200
_FORM = {
    "kind": "",
    "content": "picks",
    "hour": "7",
    "weekday": "",
    "to": "",
    "group": "",
    "collection": "",
}
"""A form before anything is in it."""


def routes(hub: Hub, site: Site, who: Who) -> list[BaseRoute]:
    """The addresses of the page."""
    page = _Page(hub, site, who)
    return [
        Route(HERE, page.show, methods=["GET"]),
        Route("/radar/{slug}/deliveries", _to_page, methods=["GET"]),
        forms.deed(HERE, page.add),
        forms.deed(f"{HERE}/change", page.change),
        forms.deed(f"{HERE}/feed", page.feed),
    ]


class _Page:
    """What the addresses share."""

    def __init__(self, hub: Hub, site: Site, who: Who) -> None:
        self._hub, self._site, self._who = hub, site, who

    def show(self, request: Request) -> Response:
        return self._shown(request, self._who.desk(request))

    def add(self, request: Request, form: FormData) -> str | Response:
        desk = self._who.desk(request)
        try:
            made = desk.deliveries.add(forms.optional(form, "radar"), _wanted(form))
        except AcademicHubError as error:
            return self._shown(request, desk, form, error)
        return f"{HERE}?done=added#{made.id}"

    def change(self, request: Request, form: FormData) -> str:
        desk = self._who.desk(request)
        name = forms.text(form, "delivery", longest=_SHORT)
        done = _CHANGES.get(forms.text(form, "do", longest=_SHORT), _unknown)
        return f"{HERE}?done={done(self._hub, desk, name, form)}#{name}"

    def feed(self, request: Request, form: FormData) -> str:
        deliveries = self._who.desk(request).deliveries
        slug = forms.optional(form, "radar", longest=_SHORT)
        do = forms.text(form, "do", longest=_SHORT)
        if not slug:
            return _feed_of_briefs(deliveries, do)
        if do == "end":
            deliveries.end_feed(slug)
            return f"{HERE}?done=ended"
        deliveries.make_feed(slug, anew=do == "renew")
        return f"{HERE}?done={'renewed' if do == 'renew' else 'feed'}"

    def _shown(
        self,
        request: Request,
        desk: Desk,
        form: FormData | None = None,
        error: AcademicHubError | None = None,
    ) -> Response:
        t, done = language_of(request), request.query_params.get("done")
        base = base_of(request, self._hub.config.public_url)
        asked = {name: value for name, value in (form or {}).items() if isinstance(value, str)}
        asked.pop("key", None)
        radar = asked.get("radar", request.query_params.get("radar", ""))
        values: Mapping[str, Any] = {
            "section": "radar",
            "radars": desk.radars.all(),
            "feeds": _feeds(desk, base),
            "briefs_feeds": _briefs_feeds(desk, base),
            "shown": desk.deliveries.all(),
            "kinds": KINDS,
            "with_mail": desk.deliveries.with_mail,
            "own_address": desk.deliveries.own_address,
            "zone": desk.reader.time_zone,
            "asked": {**_FORM, "language": t.code, **asked, "radar": radar},
            "failed": message_of(error) if error else None,
            "done": t(f"deliveries.done.{done}") if done in DONE and error is None else None,
        }
        status = status_of(error) if error else 200
        return forms.page(self._site, request, "deliveries.html", status=status, **values)


def _feeds(desk: Desk, base: str) -> dict[str, list[tuple[str, str]]]:
    """The addresses of the feeds of each radar that has one, by the radar's id."""
    formats = [(name, suffix) for (name, _, _), suffix in zip(FEEDS, SUFFIXES, strict=True)]
    return {
        radar: [(name, f"{base}/feeds/{token}{suffix}") for name, suffix in formats]
        for radar, token in desk.deliveries.feeds().items()
    }


def _briefs_feeds(desk: Desk, base: str) -> list[tuple[str, str]]:
    token = desk.deliveries.briefs_feed()
    formats = zip((name for name, _, _ in FEEDS), SUFFIXES, strict=True)
    return [(name, f"{base}/feeds/briefs/{token}{suffix}") for name, suffix in formats if token]


def _feed_of_briefs(deliveries: Deliveries, do: str) -> str:
    if do == "end":
        deliveries.end_briefs_feed()
        return f"{HERE}?done=ended"
    deliveries.make_briefs_feed(anew=do == "renew")
    return f"{HERE}?done={'renewed' if do == 'renew' else 'feed'}"


def _wanted(form: FormData) -> Wanted:
    return Wanted(
        forms.text(form, "kind", longest=_SHORT),
        _number(form, "hour") or 0,
        _number(form, "weekday"),
        forms.optional(form, "language", longest=_SHORT) or "en",
        forms.optional(form, "content", longest=_SHORT) or "picks",
        (forms.optional(form, "to", longest=_LONGEST) or "").strip(),
        (forms.optional(form, "key", longest=_SHORT) or "").strip(),
        (forms.optional(form, "group", longest=_SHORT) or "").strip(),
        (forms.optional(form, "collection", longest=_SHORT) or "").strip(),
    )


def _number(form: FormData, name: str) -> int | None:
    text = forms.optional(form, name, longest=_SHORT)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{name} is a number")
    return int(text)


def _test(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    done = Rounds(hub).now(desk.deliveries.get(name))
    return done.state if done.state in DONE else "failed"


def _pause(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    desk.deliveries.pause(name)
    return "paused"


def _resume(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    desk.deliveries.resume(name)
    return "resumed"


def _remove(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    desk.deliveries.remove(name)
    return "removed"


def _again(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    desk.deliveries.again(name, forms.text(form, "period", longest=_SHORT))
    return "again"


def _unknown(hub: Hub, desk: Desk, name: str, form: FormData) -> str:  # noqa: ARG001
    raise UsageError(f"a delivery can be changed in these ways: {', '.join(_CHANGES)}")


_CHANGES: Mapping[str, Callable[[Hub, Desk, str, FormData], str]] = {
    "test": _test,
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
    "again": _again,
}


def _to_page(request: Request) -> Response:
    return RedirectResponse(f"{HERE}?radar={request.path_params['slug']}", 303)
