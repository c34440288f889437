"""The JSON API: the verbs of the hub under ``/api``, described by an OpenAPI document.

Answers hold the same works as the pages; what went wrong is ``{"error": …}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from academichub.hub import Hub
from academichub.lists import BATCH
from academichub.render.json import work_json, works_json
from academichub.web import asked
from academichub.web.asked import Asked
from academichub.web.collecting import Collecting
from academichub.web.security import require_own_origin
from academichub.web.work_page import origins

_MOST = 200
_OPEN = ConfigDict(extra="allow")


class WorkAnswer(BaseModel):
    """One work; more keys than these are always there, null where nothing is known."""

    model_config = _OPEN
    id: str
    type: str
    title: str
    abstract: str | None
    authors: list[dict[str, Any]]
    identifiers: dict[str, str]
    source: str
    primary_category: str | None
    categories: list[str]
    announce_type: str | None
    announced_on: str | None
    posted_on: str | None
    version: int | None
    url: str | None
    pdf_url: str | None
    cited_by_count: int | None


class WorksAnswer(BaseModel):
    """Some works of a list; ``seen`` leads to the next batch and is null at the end."""

    works: list[WorkAnswer]
    total: int
    seen: str | None
    did_you_mean: str | None


class ArrivalsAnswer(BaseModel):
    """How many works of each field were listed on each day."""

    arrivals: list[dict[str, Any]]


class CollectBody(BaseModel):
    """Which sources to ask; none named means all that are switched on."""

    model_config = ConfigDict(extra="forbid")
    sources: list[str] = Field(default_factory=list, max_length=200)


class CollectAnswer(BaseModel):
    """Whether a collection began, or one was under way already."""

    started: bool


class StatusAnswer(BaseModel):
    """How the whole stands: counts, the index, each source with its last and next run."""

    model_config = _OPEN
    works: int
    records: int
    merges: int
    quarantined: int
    sources: list[dict[str, Any]]


class ErrorAnswer(BaseModel):
    """What went wrong, in one line."""

    error: str


class HealthAnswer(BaseModel):
    """Whether the store answers."""

    status: str


_ERRORS: Mapping[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "What was asked for makes no sense"},
    404: {"model": ErrorAnswer, "description": "Not in the store"},
    503: {"model": ErrorAnswer, "description": "The store or the index is not ready"},
}

Text = Annotated[str | None, Field(max_length=asked.LONGEST)]
Day = Annotated[str | None, Field(description="ISO date, 2026-06-12", max_length=10)]
Limit = Annotated[int, Field(ge=1, le=_MOST, description="How many works at most")]


class Question(BaseModel):
    """What narrows a list: the parameters of the pages."""

    model_config = ConfigDict(extra="forbid")
    q: Text = None
    author: Text = None
    category: Text = None
    source: Text = None
    type: Text = None
    day: Day = None
    since: Day = None
    until: Day = None
    sort: Literal["daily", "date", "relevance", "cited"] | None = None
    limit: Limit = BATCH

    def asked(self) -> Asked:
        """The same, as the pages read it."""
        given = self.model_dump(exclude_none=True, exclude={"limit", "offset"})
        return asked.read(given)


class DailyQuestion(Question):
    """A list read in batches."""

    seen: Annotated[
        str | None, Field(description="`seen` of the answer before", max_length=60_000)
    ] = None


class WorksQuestion(Question):
    """A list read in pages."""

    offset: Annotated[
        int, Field(ge=0, le=asked.DEEPEST * BATCH, description="How many to pass over")
    ] = 0


def routes(hub: Hub, collecting: Collecting) -> APIRouter:
    """The addresses under ``/api``."""
    api = APIRouter(prefix="/api", responses={code: _ERRORS[code] for code in (400, 503)})
    add_lists(api, hub)
    add_work(api, hub)
    add_operations(api, hub, collecting)
    return api


def add_lists(api: APIRouter, hub: Hub) -> None:
    """``/api/daily`` and ``/api/works``: the same list, read in batches or in pages."""

    @api.get("/daily", response_model=WorksAnswer)
    def daily(question: Annotated[DailyQuestion, Query()]) -> Response:
        """The daily list: batches of works, none shown twice; any filter narrows it."""
        return _list(hub, question.asked(), 0, question.limit)

    @api.get("/works", response_model=WorksAnswer)
    def works(question: Annotated[WorksQuestion, Query()]) -> Response:
        """Every work that fits a search and filters, page by page."""
        return _list(hub, question.asked(), question.offset, question.limit)


def add_work(api: APIRouter, hub: Hub) -> None:
    """``/api/works/{id}``: everything known of one work."""

    @api.get("/works/{identifier:path}", response_model=WorkAnswer, responses={404: _ERRORS[404]})
    def work(identifier: str) -> Response:
        """One work, with its references, who cites it, and why its records are one work."""
        page = hub.work(identifier)
        return answer(
            work_json(page.work, references=True)
            | {
                "origins": origins(page.work),
                "citing": [other.id for other in page.citing],
                "merges": [asdict(merge) for merge in page.merges],
                "records": [
                    {"source": r.source, "route": r.route, "key": r.key, "fetched_at": r.fetched_at}
                    for _, r in page.records
                ],
            }
        )


def add_operations(api: APIRouter, hub: Hub, collecting: Collecting) -> None:
    """``/api/status``, ``/api/arrivals`` and ``/api/collect``."""

    @api.get("/status", response_model=StatusAnswer)
    def status() -> Response:
        """How everything stands."""
        return answer(asdict(hub.status()))

    @api.get("/arrivals", response_model=ArrivalsAnswer)
    def arrivals(days: Annotated[int, Query(ge=1, le=365)] = 30) -> Response:
        """How many works each field brought on each of the newest days."""
        return answer({"arrivals": [asdict(one) for one in hub.arrivals(days=days)]})

    @api.post("/collect", status_code=202, response_model=CollectAnswer,
              responses={code: _ERRORS.get(code, {"model": ErrorAnswer}) for code in (403, 404)})  # fmt: skip
    def collect(request: Request, body: CollectBody | None = None) -> Response:
        """Ask sources now; the status shows how it goes."""
        require_own_origin(request)
        started = collecting.start(body.sources if body else ())
        return answer({"started": started}, 202)


def answer(value: object, status: int = 200) -> Response:
    """*value* as a JSON response."""
    body = orjson.dumps(value)
    return Response(body, status, {"cache-control": "no-cache"}, "application/json")


def _list(hub: Hub, wanted: Asked, offset: int, limit: int) -> Response:
    batch = hub.works(wanted.listing, seen=wanted.seen, offset=offset, limit=limit)
    return answer(
        {
            **works_json(batch.works, batch.total),
            "seen": batch.seen,
            "did_you_mean": batch.did_you_mean,
        }
    )
