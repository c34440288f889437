"""The page on which briefs are listed and asked for, filled in from wherever the reader came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from academichub.brief import Standing
from academichub.brief.choosing import KINDS, LIMIT, MOST
from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.jobs import instant
from academichub.web import asked, forms
from academichub.web.asked import Asked
from academichub.web.brief_words import Wording
from academichub.web.language import Language
from academichub.web.site import Site, language_of

_LONGEST = 500
_LONGEST_LIST = 40_000
_PREFIXES = {"author": "by", "category": "cat", "source": "src", "type": "type", "day": "on",
             "since": "since", "until": "until"}  # fmt: skip
"""What the query language calls the filters of a list."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form stands at: of what, by whom, in which language.

    ``given`` is what each kind of brief is asked of; ``writer`` is ``extractive``, or ``prompted``
    and a model's name.
    """

    kind: str
    language: str
    writer: str
    given: Mapping[str, str] = field(default_factory=dict)
    limit: int = LIMIT

    @property
    def by(self) -> dict[str, str | None]:
        """The writer as `Briefs.ask` takes it."""
        writer, _, model = self.writer.partition(" ")
        return {"writer": writer, "model": model or None}

    @property
    def works(self) -> list[str]:
        """The works that were named by hand."""
        lines = (line.strip().strip(",;") for line in self.given.get("works", "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def page(
    site: Site,
    request: Request,
    desk: Desk,
    chosen: Chosen | None = None,
    failed: str | None = None,
    status: int = 200,
) -> Response:
    """The reader's briefs and the form to ask for another.

    Args:
        site: the templates.
        request: who asks; where it names something to be briefed, the form comes first.
        desk: the reader's.
        chosen: what the form stands at, where it was sent already.
        failed: why it could not be done.
        status: the HTTP status.
    """
    t = language_of(request)
    wish = chosen or _wished(request, desk, t.code)
    return forms.page(
        site, request, "briefs.html",
        status=status, section="brief", words=Wording(t), failed=failed,
        briefs=desk.briefs.all(), radars=desk.radars.all(),
        prefilled=bool(wish.kind),
        done=t("brief.removed") if request.query_params.get("done") == "removed" else None,
        **{**choices(desk, t), "chosen": wish if wish.kind else _usual(desk, wish)},
    )  # fmt: skip


def choices(desk: Desk, t: Language, standing: Standing | None = None) -> dict[str, Any]:
    """What one can choose of every brief, and where the choice stands."""
    models = desk.briefs.models
    values: dict[str, Any] = {"models": models, "spending": spending(desk, t) if models else ""}
    if standing:
        model = standing.model if standing.model in models else None
        writer = f"prompted {model}" if model else "extractive"
        values["chosen"] = Chosen(standing.ask.kind, standing.ask.language, writer)
    return values


def spending(desk: Desk, t: Language) -> str:
    """What the reader has spent on models today, and may spend."""
    hub = desk.hub
    spent = hub.store.asked.spent(desk.reader.id, instant(hub.clock())[:10])
    config = hub.config
    said = t(
        "brief.spent_tokens",
        spent=t.number(spent.tokens),
        budget=t.number(config.model_budget_tokens),
    )
    if spent.dollars is None:
        return said
    dollars = t(
        "brief.spent_dollars",
        spent=f"{spent.dollars:.2f}",
        budget=f"{config.model_budget_usd:.2f}",
    )
    return f"{said} {dollars}"


def read(form: FormData) -> Chosen:
    """What a form asks for.

    Raises:
        UsageError: it is of no kind, or a number is none.
    """
    kind = forms.text(form, "kind", longest=20)
    if kind not in KINDS:
        raise UsageError(f"a brief is of {', '.join(KINDS)}, not of {kind!r}")
    picked = [name for name in form.getlist("work") if isinstance(name, str)]
    given = {
        name: forms.optional(form, name, longest=_LONGEST_LIST if name == "works" else _LONGEST)
        or ""
        for name in KINDS
    }
    given["works"] = "\n".join([*picked, given["works"]]).strip()
    writer, language = forms.optional(form, "writer"), forms.optional(form, "language")
    return Chosen(kind, language or "", writer or "", given, limit(form.get("limit") or str(LIMIT)))


def limit(value: object) -> int:
    """How many works at most.

    Raises:
        UsageError: it is no number, or too many.
    """
    if not (isinstance(value, str) and value.isascii() and value.isdigit()):
        raise UsageError("how many works is a number")
    if not 1 <= int(value[:9]) <= MOST:
        raise UsageError(f"a brief is of 1 to {MOST} works")
    return int(value)


def searched(wanted: Asked) -> tuple[str, str]:
    """Of what kind a brief of a list is, and of what: a day, an author, else a search in words."""
    filters = dict(wanted.filters)
    if len(filters) == 1 and (kind := next(iter(filters))) in {"day", "author"}:
        return kind, filters[kind]
    words = [filters.pop("q")] if "q" in filters else []
    words += [f"{_PREFIXES[name]}:{_whole(value)}" for name, value in filters.items()]
    return "query", " ".join(words)


def first_writer(desk: Desk) -> str:
    """Who writes unless another is chosen."""
    models = desk.briefs.models
    return f"prompted {models[0]}" if models else "extractive"


def _whole(value: str) -> str:
    plain = value.replace('"', " ")
    return f'"{plain}"' if " " in plain or "," in plain else plain


def _wished(request: Request, desk: Desk, language: str) -> Chosen:
    """What the address names; nothing where it names nothing."""
    wanted, query = asked.read(request.query_params), request.query_params
    kind, given = "", {}
    if query.get("kind") in KINDS:
        kind = query["kind"]
        given = {kind: query.get("value", "").replace("\x00", "")[:_LONGEST]}
        if kind == "day" and not given[kind]:
            given = {kind: _newest_day(desk)}
    elif wanted.filters:
        kind, value = searched(wanted)
        given = {kind: value}
    return Chosen(kind, language, first_writer(desk), given)


def _newest_day(desk: Desk) -> str:
    return next((day for day, _, _ in desk.hub.store.days(limit=1)), "")


def _usual(desk: Desk, wish: Chosen) -> Chosen:
    kind = "radar" if desk.radars.all() else "query"
    return Chosen(kind, wish.language, wish.writer, {}, wish.limit)
