"""The pages on which a radar begins and is edited: choose a start, look at the draft, keep it.

Every step works as plain forms; the script only spares the waiting.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from academichub import taxonomy
from academichub.desk import Desk
from academichub.drafting import Draft
from academichub.drafting.identities import Person
from academichub.errors import NotFoundError, UsageError
from academichub.hub import Hub
from academichub.lists import Listing
from academichub.profile import MUTE_KINDS, FollowedAuthor
from academichub.sources.zotero import Library
from academichub.web import forms, profile_form, sharing
from academichub.web.drafts import Drafts, Make, Making, previewed
from academichub.web.faults import message_of, status_of
from academichub.web.sharing import Sharing
from academichub.web.site import Site, language_of
from academichub.web.who import Who

NEW = "/radar/new"
_PICKS = 12
_PREVIEW = 8
_LONGEST, _LONGEST_NAME = 1_000, 200


class Starts:
    """What the pages of starts share: who asks, and the drafts under way."""

    def __init__(self, hub: Hub, site: Site, who: Who) -> None:
        self._hub, self._site, self._who = hub, site, who
        self._drafts = Drafts()
        self.sharing = Sharing(hub, site, who, self._drafts)

    def choose(self, request: Request) -> Response:
        """The ways to start; an address that names a search or works goes straight to a draft."""
        desk = self._who.desk(request)
        if query := _searched(request):
            return self._straight(desk, lambda _: desk.starts.from_search(query))
        if works := request.query_params.getlist("work")[:_PICKS]:
            return self._straight(desk, lambda _: desk.starts.from_works(works))
        return self._choices(request)

    def begin(self, request: Request, form: FormData) -> str:
        """Begin a draft of what a form brings."""
        desk = self._who.desk(request)
        make, feeds = _asked(desk, form)
        name = self._drafts.begin(desk.reader.id, make, feeds=feeds)
        return f"{NEW}/{name}"

    def draft(self, request: Request) -> Response:
        """A draft on its way, one that failed, or one to be looked at."""
        desk, name = self._who.desk(request), request.path_params["draft"]
        making = self._drafts.get(desk.reader.id, name)
        if making.failure:
            return self._choices(request, making)
        if making.draft is None:
            return self._site.page(request, "start_wait.html", section="radar", making=making)
        find = request.query_params.get("find", "")
        return self._editor(request, desk, making, f"{NEW}/{name}", making.draft, find)

    def change(self, request: Request, form: FormData) -> str | Response:
        """Show what a change would do (``look``), keep it in the draft, or make it a radar."""
        desk, name = self._who.desk(request), request.path_params["draft"]
        making = self._drafts.get(desk.reader.id, name)
        if making.draft is None:
            return f"{NEW}/{name}"
        draft = profile_form.read(form, making.draft)
        if form.get("do") == "look":
            return self._editor(request, desk, making, f"{NEW}/{name}", draft, _wanted(form))
        making.draft = draft
        if form.get("do") != "start":
            return _onward(f"{NEW}/{name}", form)
        if making.feeds and form.get("feeds"):
            self._who.administrator(request).hub.import_opml(making.feeds)
        radar = desk.radars.create(draft.title or "Radar", draft.profile)
        self._drafts.forget(desk.reader.id, name)
        return f"/radar/{radar.slug}"

    def edit(self, request: Request) -> Response:
        """The whole profile of a radar, to be changed; nothing is kept before it is saved."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        radar = desk.radars.get(slug)
        reader, name = desk.reader.id, _edited(slug)
        if "kept" not in request.query_params:
            self._drafts.hold(reader, name, desk.starts.of_profile(radar.title, radar.profile))
        making = self._drafts.get(reader, name)
        draft = making.draft or Draft(radar.title, radar.profile)
        find = request.query_params.get("find", "")
        return self._editor(request, desk, making, f"/radar/{slug}/edit", draft, find, slug)

    def save(self, request: Request, form: FormData) -> str | Response:
        """Show what a change would do (``look``), keep it under edit, or save the profile."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        radar = desk.radars.get(slug)
        making = self._drafts.get(desk.reader.id, _edited(slug))
        if making.draft is None:
            raise NotFoundError("this draft is no more; open the radar's editor again")
        draft, path = profile_form.read(form, making.draft), f"/radar/{slug}/edit"
        if form.get("do") == "look":
            return self._editor(request, desk, making, path, draft, _wanted(form), slug)
        making.draft = draft
        if form.get("do") != "save":
            return _onward(f"{path}?kept=1", form)
        if draft.title and draft.title != radar.title:
            desk.radars.rename(slug, draft.title)
        desk.radars.change(slug, draft.profile)
        self._drafts.forget(desk.reader.id, _edited(slug))
        return f"/radar/{slug}"

    def remove(self, request: Request, form: FormData) -> str:
        """Delete a radar, if the reader said so twice."""
        desk, slug = self._who.desk(request), request.path_params["slug"]
        if form.get("sure") != "yes":
            raise UsageError("tick that you are sure before you delete a radar")
        desk.radars.remove(slug)
        return "/radar"

    def _straight(self, desk: Desk, make: Make) -> Response:
        name = self._drafts.begin(desk.reader.id, make)
        return RedirectResponse(f"{NEW}/{name}", 303)

    def _choices(self, request: Request, failed: Making | None = None) -> Response:
        seen = request.query_params.get("seen")
        picks = self._hub.works(Listing(), seen=seen, limit=_PICKS)
        error = failed.failure if failed else None
        return forms.page(
            self._site, request, "start.html", section="radar",
            status=status_of(error) if error else 200,
            failure=message_of(error) if error else None,
            orcid=self._who.desk(request).reader.orcid or "",
            picks=picks.works, seen=picks.seen,
        )  # fmt: skip

    def _editor(
        self, request: Request, desk: Desk, making: Making, path: str, draft: Draft, find: str,
        slug: str | None = None,
    ) -> Response:  # fmt: skip
        wanted = find.strip()[:_LONGEST_NAME]
        met, unmet = _met(desk, wanted)
        values: dict[str, Any] = {
            "draft": draft,
            "slug": slug,
            "path": path,
            "feeds": making.feeds is not None and desk.reader.is_administrator,
            "found": [(profile_form.value_of(_followed(p)), p) for p in met],
            "wanted": wanted,
            "unmet": unmet,
            "links": self.sharing.links(request, desk, slug) if slug else (),
            **_choices_of(draft, met),
            **previewed(desk, draft, _PREVIEW, language_of(request)),
        }
        return forms.page(self._site, request, "start_draft.html", section="radar", **values)


def routes(hub: Hub, site: Site, who: Who) -> list[Route]:
    """The addresses of starts; they come before those of a radar, since "new" is none."""
    pages = Starts(hub, site, who)
    return [
        Route(NEW, pages.choose),
        forms.deed(NEW, pages.begin),
        Route(f"{NEW}/{{draft}}", pages.draft),
        forms.deed(f"{NEW}/{{draft}}", pages.change),
        Route("/radar/{slug}/edit", pages.edit),
        forms.deed("/radar/{slug}/edit", pages.save),
        forms.deed("/radar/{slug}/delete", pages.remove),
        *sharing.routes(pages.sharing),
    ]


def _asked(desk: Desk, form: FormData) -> tuple[Make, bytes | None]:
    """How to make the draft a form asks for, and the OPML list in it."""
    starts = desk.starts
    match form.get("how"):
        case "file":
            upload = form.get("file")
            name = (upload.filename if isinstance(upload, UploadFile) else None) or "file"
            body = forms.file(form)
            opml = body if b"<opml" in body[:4096].lower() else None
            return (lambda _: starts.from_anything(name, body)), opml
        case "orcid":
            who = forms.text(form, "orcid", longest=200)
            return (lambda _: starts.from_orcid(who)), None
        case "zotero":
            library = _library(form)
            return (lambda told: starts.from_zotero(library, told)), None
        case "works":
            names = [name for name in form.getlist("work") if isinstance(name, str)]
            return (lambda _: starts.from_works(names)), None
        case "interests":
            typed = forms.optional(form, "interests") or ""
            return (lambda _: starts.from_interests(typed)), None
    raise UsageError("the form does not say how to start")


def _searched(request: Request) -> str:
    """The search of an address, its filters written as the search box has them."""
    said = {name: request.query_params.get(name, "")[:_LONGEST].replace('"', " ").strip()
            for name in ("author", "category", "source")}  # fmt: skip
    typed = {"author": "by", "category": "cat", "source": "src"}
    filters = (f'{typed[name]}:"{value}"' for name, value in said.items() if value)
    return " ".join((request.query_params.get("q", "")[:_LONGEST], *filters)).strip()


def _library(form: FormData) -> Library:
    given = {
        name: (forms.optional(form, name, longest=200) or "").strip() or None
        for name in ("key", "group", "user", "collection")
    }
    return Library(**given)


def _onward(path: str, form: FormData) -> str:
    """Where an edit goes on: the same page, with the people one looked for."""
    name = _wanted(form)
    if form.get("do") != "find" or not name:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'find': name})}#people"


def _wanted(form: FormData) -> str:
    return (forms.optional(form, "find") or "").strip()[:_LONGEST_NAME]


def _edited(slug: str) -> str:
    return f"edit {slug}"


def _met(desk: Desk, name: str) -> tuple[tuple[Person, ...], bool]:
    """Who may be meant by *name*, and whether it was asked for and nobody is."""
    if not any(map(str.isalpha, name)):
        return (), bool(name)
    met = desk.starts.people(name)
    return met, not met


def _followed(person: Person) -> FollowedAuthor:
    return FollowedAuthor(person.name, person.orcid)


def _choices_of(draft: Draft, met: tuple[Person, ...]) -> dict[str, Any]:
    names = sorted(taxonomy.NAMES.items())
    known = {profile_form.value_of(_followed(one)) for one in met}
    return {
        "terms": {kind: profile_form.terms_of(draft.profile, kind)
                  for kind in ("likes", "must", "never")},
        "authors": [one for one in profile_form.authors(draft)
                    if one.chosen or one.value not in known],
        "categories": profile_form.categories(draft, names),
        "category_names": names,
        "offered": [one for one in draft.terms
                    if one not in {term.text for term in draft.profile.terms}],
        "mutes": [(profile_form.mute_value(one), one) for one in draft.profile.mutes],
        "mute_kinds": MUTE_KINDS,
        "shown": profile_form.SHOWN,
    }  # fmt: skip
