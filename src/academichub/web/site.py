"""What every page is made with: templates, own files, the reader's language and colours.

Templates are compiled when the program starts and escape everything; the only markup that is
taken as it stands comes from the MathML renderer and from our own charts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from academichub.model import Work
from academichub.profile import Mark
from academichub.render.badge import source_label
from academichub.render.coins import coins, scholar_meta
from academichub.web import cards, static
from academichub.web.faults import explained
from academichub.web.language import CODES, Language, choose, language
from academichub.web.security import HEADERS
from academichub.web.who import standing

_YEAR = 365 * 24 * 3600
_THEMES = ("light", "dark")
_OPERATORS = ("alone", "administrator")


Snippet = tuple[tuple[str, bool], ...]
Marks = Mapping[str, Mark]

_HERE = Markup("<!-- controls -->")
"""Where in a card the controls go; text of a work never looks like that, it is escaped."""


@dataclass(frozen=True, slots=True)
class _Card:
    """What a card is made from. Works hold mappings and have no hash; their name has."""

    reader: Language
    work: Work
    snippet: Snippet | None

    def __hash__(self) -> int:
        return hash((self.reader.code, self.work.id))


class Site:
    """The templates, compiled, and the own files; makes pages out of values."""

    def __init__(self) -> None:
        self.assets = static.load()
        self.templates = _compile(self.assets)
        self._card = lru_cache(maxsize=4_000)(self._make_card)
        self._controls = lru_cache(maxsize=16_000)(self._make_controls)

    def page(
        self, request: Request, template: str, /, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A whole page, or a part of one, for this reader.

        Args:
            request: who asks, in which language and colours.
            template: the template's file name.
            status: the HTTP status.
            values: what the template shows; ``mine`` what the reader keeps of the works on it
                (`marking.page` gives them), without which it is a page for guests.
        """
        reader, mine = language_of(request), values.get("mine")
        body = self.templates[template].render(
            t=reader,
            theme=theme_of(request),
            here=partial(_here, request),
            card=partial(self.card, reader, mine),
            controls=partial(self.controls, reader, mine),
            standing=(now := standing(request)),
            operates=now in _OPERATORS,
            **{"section": None, "mine": None, "marked_in": None, **values},
        )
        response = HTMLResponse(body, status, {"cache-control": "private, no-cache"})
        response.headers["content-language"] = reader.code
        response.headers["vary"] = "accept-language, cookie"
        _keep_choices(request, response)
        return response

    def card(
        self, reader: Language, mine: Marks | None, work: Work, snippet: Snippet | None = None
    ) -> Markup:
        """One work of a list, without its number, with the controls for whose marks are *mine*.

        The card itself is everybody's, and made once as long as the work stays as it is.
        """
        before, after = self._card(_Card(reader, work, snippet))
        return Markup(f"{before}{self.controls(reader, mine, work.id)}{after}")  # noqa: S704

    def controls(self, reader: Language, mine: Marks | None, work: str) -> Markup:
        """The buttons that save a work and the like; for a guest the star of this browser."""
        return self._controls(reader, work, None if mine is None else states(mine.get(work)))

    def rail(self, reader: Language, groups: Sequence[object]) -> Markup:
        """The filters beside a list."""
        return self._markup("rail.html", t=reader, facets=groups)

    def _make_card(self, one: _Card) -> tuple[str, str]:
        values = {"t": one.reader, "work": one.work, "snippet": one.snippet}
        card = self._markup("card.html", controls_go_here=_HERE, **values)
        before, _, after = str(card).partition(_HERE)
        return before, after

    def _make_controls(self, reader: Language, work: str, on: tuple[str, ...] | None) -> Markup:
        return self._markup("marking.html", t=reader, id=work, states=on)

    def _markup(self, template: str, **values: Any) -> Markup:
        # A template of ours escapes what it is given, so what it gives is markup.
        return Markup(self.templates[template].render(values))  # noqa: S704

    def search_plugin(self, request: Request, public_url: str | None = None) -> Response:
        """The description by which a browser adds our search to its own."""
        values = {"t": language_of(request), "base": base_of(request, public_url) + "/"}
        body = self.templates["opensearch.xml"].render(values)
        return Response(body, media_type="application/opensearchdescription+xml")

    def fault(self, request: Request, status: int, message: str | None) -> HTMLResponse:
        """The page that says what went wrong and what to do about it."""
        values = {"code": status, "known": explained(status), "message": message}
        response = self.page(request, "fault.html", status=status, **values)
        # The outermost error handler stands outside the middleware that adds these.
        response.headers.update(HEADERS)
        return response


def states(mark: Mark | None) -> tuple[str, ...]:
    """Which of the controls are on."""
    if mark is None:
        return ()
    moments = {"saved": mark.saved_at, "read": mark.read_at, "later": mark.later_at}
    return tuple(name for name, moment in moments.items() if moment)


def base_of(request: Request, public_url: str | None) -> str:
    """Where addresses begin: as the operator set it, else as this (checked) request came."""
    return (public_url or str(request.base_url)).rstrip("/")


def language_of(request: Request) -> Language:
    """The language for this reader."""
    asked = request.query_params.get("lang")
    accept = request.headers.get("accept-language")
    return language(choose(asked, request.cookies.get("lang"), accept))


def theme_of(request: Request) -> str | None:
    """``light`` or ``dark`` where the reader chose, None where the system decides."""
    choice = request.query_params.get("theme") or request.cookies.get("theme")
    return choice if choice in _THEMES else None


def _keep_choices(request: Request, response: Response) -> None:
    for name, known in (("lang", CODES), ("theme", _THEMES)):
        choice = request.query_params.get(name)
        if choice in known:
            response.set_cookie(name, choice, max_age=_YEAR, samesite="lax")


def _here(request: Request, **changed: str) -> str:
    """The address of this page with some parameters changed, for a form's page the page itself."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in {"lang", "theme", "fragment"}
    ]
    return f"{request.url.path}?{urlencode([*kept, *changed.items()])}"


def _compile(assets: Mapping[str, static.Asset]) -> Mapping[str, Template]:
    environment = Environment(
        loader=PackageLoader("academichub.web"),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    offered: tuple[Callable[..., object], ...] = (
        cards.author_path, cards.category_name, cards.identifier_address, cards.is_link,
        cards.marked, cards.noted, cards.review_path, cards.source_name, cards.work_path, coins, scholar_meta, source_label,
    )  # fmt: skip
    environment.globals.update({one.__name__: one for one in offered})
    environment.globals["static"] = {name: asset.address for name, asset in assets.items()}
    return {name: environment.get_template(name) for name in environment.list_templates()}
