"""The JSON API of a reader's library: what is kept, and one mark at a time."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from academichub.lists import BATCH
from academichub.marking import LONGEST_NOTE, MOST_TAGS
from academichub.render.json import work_json
from academichub.web import asked
from academichub.web.api import ErrorAnswer, Limit, Text, WorkAnswer, answer
from academichub.web.marking import mark_json
from academichub.web.who import Who

_DEEPEST = asked.DEEPEST * BATCH


class MarkAnswer(BaseModel):
    """What is kept of one work; a moment that is null means it is not so marked."""

    work: str
    saved_at: str | None
    read_at: str | None
    later_at: str | None
    note: str
    tags: list[str]
    updated_at: str | None


class KeptAnswer(WorkAnswer):
    """A work with its mark."""

    mark: MarkAnswer


class LibraryAnswer(BaseModel):
    """A part of a library; ``tags`` and ``states`` count the whole of it."""

    works: list[KeptAnswer]
    total: int
    tags: dict[str, int]
    states: dict[str, int]


class MarkBody(BaseModel):
    """What is to become of a mark; what is left out or null stays as it is."""

    model_config = ConfigDict(extra="forbid")
    saved: bool | None = None
    read: bool | None = None
    later: bool | None = None
    note: Annotated[str | None, Field(max_length=LONGEST_NOTE)] = None
    tags: Annotated[list[str] | None, Field(max_length=MOST_TAGS)] = None
    radar: Text = None


class LibraryQuestion(BaseModel):
    """Which of the works that are kept."""

    model_config = ConfigDict(extra="forbid")
    q: Text = None
    state: Literal["saved", "unread", "read", "later", "noted"] | None = None
    tag: Text = None
    radar: Text = None
    sort: Literal["saved", "date", "title"] = "saved"
    offset: Annotated[int, Field(ge=0, le=_DEEPEST, description="How many to pass over")] = 0
    limit: Limit = BATCH


def routes(who: Who) -> APIRouter:
    """``/api/library`` and ``/api/marks/{id}``."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 503)
    }
    api = APIRouter(prefix="/api", responses=wrong)

    @api.get("/library", response_model=LibraryAnswer)
    def library(request: Request, question: Annotated[LibraryQuestion, Query()]) -> Response:
        """What the reader keeps, page by page."""
        return _library(who, request, question)

    @api.get("/marks/{identifier:path}", response_model=MarkAnswer)
    def mark(request: Request, identifier: str) -> Response:
        """What the reader keeps of one work."""
        return answer(mark_json(who.desk(request).library.kept(identifier)))

    @api.put("/marks/{identifier:path}", response_model=MarkAnswer)
    def change(request: Request, identifier: str, body: MarkBody) -> Response:
        """Save a work, mark it as read, put it by, note or tag it."""
        changed = who.desk(request).library.mark(identifier, **body.model_dump())
        return answer(mark_json(changed))

    @api.delete("/marks/{identifier:path}", status_code=204, response_class=Response)
    def forget(request: Request, identifier: str) -> Response:
        """Keep nothing of a work any more."""
        who.desk(request).library.forget(identifier)
        return Response(status_code=204)

    return api


def _library(who: Who, request: Request, question: LibraryQuestion) -> Response:
    found = who.desk(request).library.page(
        question.q or "",
        question.state,
        question.tag,
        question.sort,
        question.offset,
        question.limit,
        radar=question.radar,
    )
    works = [work_json(work) | {"mark": mark_json(found.marks[work.id])} for work in found.works]
    return answer(
        {
            "works": works,
            "total": found.total,
            "tags": dict(found.tags),
            "states": dict(found.states),
        }
    )
