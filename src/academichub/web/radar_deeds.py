"""What a reader does on the pages of a radar: judge, turn, mute, follow, edit; each a guarded form.

With a script a deed is answered in JSON with what it says; without one the page comes again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from academichub import ids
from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.profile import MUTE_KINDS, FollowedAuthor, Mute
from academichub.web import forms
from academichub.web.language import Language
from academichub.web.marking import back
from academichub.web.radar_profile import changed
from academichub.web.radar_words import POSITIONS
from academichub.web.site import language_of
from academichub.web.who import Who

VERDICTS = ("more", "less", "opened", "saved")
_LONGEST = 500

Deed = Callable[[Desk, str, FormData, Language], dict[str, Any]]
"""Does what a form asks of a radar; gives what there is to say of it."""


def routes(who: Who) -> list[BaseRoute]:
    """The addresses of the deeds."""
    deeds = {
        "judge": judge, "turn": turn, "mute": mute, "unmute": unmute, "follow": follow,
        "unfollow": unfollow, "forget": forget, "profile": edit, "next": onward,
    }  # fmt: skip
    return [forms.deed(f"/radar/{{slug}}/{name}", _acting(who, act)) for name, act in deeds.items()]


def _acting(who: Who, act: Deed) -> forms.Deed:
    def acted(request: Request, form: FormData) -> str | Response:
        slug: str = request.path_params["slug"]
        done = act(who.desk(request), slug, form, language_of(request))
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(done, headers={"cache-control": "no-store"})
        return str(done.get("address") or _onward(slug, form))

    return acted


def _onward(slug: str, form: FormData) -> str:
    place = forms.optional(form, "at", longest=40) or ""
    safe = "".join(c for c in place if c.isascii() and (c.isalnum() or c == "-"))
    return back(form, f"/radar/{slug}") + (f"#{safe}" if safe else "")


def judge(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """More of this, or less; a work was opened."""
    kind, on = _switched(forms.text(form, "judge", longest=40), VERDICTS)
    desk.radars.judge(slug, forms.text(form, "work", longest=_LONGEST), kind, on)
    said = t(f"radar.said.{kind}") if on else t("radar.said.taken_back")
    return {"said": said, "judge": kind, "on": on}


def turn(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Turn a reason up, down or off, or back to where it was."""
    position, _, key = forms.text(form, "turn", longest=_LONGEST).partition(" ")
    if position not in POSITIONS or not key:
        raise UsageError("a reason is turned " + ", ".join(POSITIONS) + ", then its key follows")
    desk.radars.turn(slug, key, POSITIONS[position])
    return {"said": t(f"radar.said.{position}"), "turn": position, "key": key}


def mute(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Never show something again."""
    wanted = _muting(form)
    desk.radars.mute(slug, wanted)
    return {"said": t("radar.said.muted", what=wanted.value), "on": True}


def unmute(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Take a mute back."""
    wanted = _muting(form)
    desk.radars.unmute(slug, wanted)
    return {"said": t("radar.said.unmuted", what=wanted.value), "on": False}


def follow(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Follow an author."""
    author = _author(form)
    desk.radars.follow(slug, author)
    return {"said": t("radar.said.followed", what=author.name), "on": True}


def unfollow(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Follow an author no longer."""
    author = _author(form)
    desk.radars.unfollow(slug, author)
    return {"said": t("radar.said.unfollowed", what=author.name), "on": False}


def forget(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Take back what was learnt from a work."""
    desk.radars.forget(slug, forms.text(form, "work", longest=_LONGEST))
    return {"said": t("radar.said.forgotten")}


def edit(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:
    """Add one thing to the profile, or take one away."""
    desk.radars.revise(slug, lambda profile: changed(profile, form))
    return {"said": t("radar.said.changed")}


def onward(desk: Desk, slug: str, form: FormData, t: Language) -> dict[str, Any]:  # noqa: ARG001
    """Make and keep the next batch of the day."""
    after = forms.optional(form, "after", longest=4)
    if after and not (after.isascii() and after.isdigit()):
        raise UsageError("the batch before is a number")
    edition = desk.radars.next_batch(slug, after=int(after) if after else None)
    # A batch with nothing in it is not kept: then the one before says that there is no more.
    batch = edition.batch if edition.items else max(edition.batch - 1, 1)
    return {"address": f"/radar/{slug}?batch={batch}"}


def _switched(value: str, known: tuple[str, ...]) -> tuple[str, bool]:
    kind, _, way = value.partition(" ")
    if kind not in known or way not in {"on", "off"}:
        raise UsageError("a verdict is one of " + ", ".join(known) + ", then on or off")
    return kind, way == "on"


def _muting(form: FormData) -> Mute:
    """A mute of the form ``kind|value``, or of two fields."""
    if packed := forms.optional(form, "mute", longest=_LONGEST):
        kind, _, value = packed.partition("|")
    else:
        kind, value = (
            forms.text(form, "mute_kind"),
            forms.text(form, "mute_value", longest=_LONGEST),
        )
    if kind not in MUTE_KINDS or not value.strip():
        raise UsageError("what is muted is one of " + ", ".join(MUTE_KINDS) + ", then its name")
    return Mute(kind, " ".join(value.split()))


def _author(form: FormData) -> FollowedAuthor:
    """An author of the form ``name|ORCID``, the latter empty where it is not known."""
    name, bar, orcid = forms.text(form, "author", longest=_LONGEST).rpartition("|")
    called = " ".join((name if bar else orcid).split())
    if not called:
        raise UsageError("an author has a name")
    return FollowedAuthor(called, ids.orcid(orcid) if bar and orcid else None)
