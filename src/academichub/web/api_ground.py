"""The JSON API of the check itself: whether a statement stands on its quotes, for anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from academichub import ground
from academichub.argument import Quote, Statement
from academichub.brief import checking, further
from academichub.hub import Hub
from academichub.render.brief_json import drop_json, statement_json
from academichub.web.api import ErrorAnswer, answer
from academichub.web.api_brief_shapes import StatementAnswer

_MOST_QUOTES = 50
_LONGEST = 1_000_000

Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=500)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuoteBody(_Given):
    """A quote as it is claimed; without its place it is looked for in the field."""

    work_id: Name
    field: Annotated[str, Field(max_length=200)] = "abstract"
    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=0)] = None
    text: Text

    def quote(self, works: Mapping[str, ground.Text]) -> Quote:
        """It at the place it names, else where it is found; if it is nowhere, the check says so."""
        start, end, work = self.start, self.end, works.get(self.work_id)
        if start is None or end is None:
            found = work and ground.quote(self.work_id, self.field, self.text, work.fields)
            if found:
                return found
            start, end = 0, len(self.text)
        return Quote(self.work_id, self.field, start, end, self.text)


class StatementBody(_Given):
    """A sentence with the quotes it is said to stand on."""

    text: Text
    id: Annotated[str, Field(max_length=100)] = ""
    lead: Annotated[str, Field(max_length=500)] = ""
    role: Literal["background", "aim", "method", "result", "limit", ""] = ""
    tier: Literal["quoted", "overlaps", "editorial"] = "editorial"
    quotes: Annotated[list[QuoteBody], Field(max_length=_MOST_QUOTES)] = Field(default_factory=list)

    def statement(self, works: Mapping[str, ground.Text]) -> Statement:
        """It as the check takes it, with a place for each quote."""
        quotes = tuple(one.quote(works) for one in self.quotes)
        return Statement(self.id, self.text, quotes, self.tier, self.lead, self.role)


class TextBody(_Given):
    """What a work says, who wrote it, and in which year."""

    fields: dict[str, Annotated[str, Field(max_length=_LONGEST)]]
    authors: list[Annotated[str, Field(max_length=500)]] = Field(default_factory=list)
    year: int | None = None


class GroundBody(_Given):
    """A statement, and the texts it quotes; a work that is left out is looked up in the store."""

    statement: StatementBody
    works: Annotated[dict[str, TextBody], Field(max_length=_MOST_QUOTES)] = Field(
        default_factory=dict
    )


class GroundAnswer(BaseModel):
    """Whether the statement stands, as it may be printed, or which rules it does not hold to."""

    kept: bool
    statement: StatementAnswer | None
    drops: list[dict[str, Any]]


def routes(hub: Hub) -> APIRouter:
    """The address of the check."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 503)
    }
    api = APIRouter(prefix="/api", responses=wrong)

    @api.post("/ground", response_model=GroundAnswer)
    def check(request: Request, body: GroundBody) -> Response:  # noqa: ARG001
        """Hold a statement against its quotes, and both against the texts."""
        works = texts(hub, body)
        found = ground.check(body.statement.statement(works), works)
        kept = statement_json(found.statement) if found.statement else None
        drops = [drop_json(one) for one in found.drops]
        return answer({"kept": kept is not None, "statement": kept, "drops": drops})

    return api


def texts(hub: Hub, body: GroundBody) -> Mapping[str, ground.Text]:
    """What the quoted works say: as it was handed in, else as the store has it."""
    given = {
        name: ground.Text(one.fields, tuple(one.authors), one.year)
        for name, one in body.works.items()
    }
    wanted = {one.work_id for one in body.statement.quotes} - given.keys()
    numbers = hub.identifiers_known(sorted(wanted))
    works = hub.store.works(list(set(numbers.values())))
    more = further.sections(works.values(), hub.documents)
    for name, number in numbers.items():
        if work := works.get(number):
            given[name] = checking.texts([work], more)[work.id]
    return given
