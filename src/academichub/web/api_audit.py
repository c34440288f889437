"""The JSON API of the audits: a work of the store, or a text, held against itself and the record."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from academichub.errors import UsageError
from academichub.hub import Hub
from academichub.web.api import ErrorAnswer, answer

_LONGEST = 2_000_000


class AuditBody(BaseModel):
    """A work by its identifier, or a text with its title.

    ``fetch`` lets the full text of a work be asked for where it is not kept, and the registries of
    identifiers for what it cites.
    """

    model_config = ConfigDict(extra="forbid")

    work: Annotated[str, Field(max_length=500)] = ""
    title: Annotated[str, Field(max_length=5_000)] = ""
    text: Annotated[str, Field(max_length=_LONGEST)] = ""
    fetch: bool = False


class AuditAnswer(BaseModel):
    """What was found, by which checks, in how much of the work."""

    work: str
    scope: str
    document: str
    findings: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    notes: list[str]


def routes(hub: Hub) -> APIRouter:
    """The address of the audits."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 503)
    }
    api = APIRouter(prefix="/api", responses=wrong)

    @api.post("/audit", response_model=AuditAnswer)
    def audit(request: Request, body: AuditBody) -> Response:  # noqa: ARG001
        """Run every check on a work of the store, or on a text."""
        if bool(body.work) == bool(body.text):
            raise UsageError("give either a work or a text")
        if body.work:
            return answer(asdict(hub.audit(body.work, fetch=body.fetch)))
        return answer(asdict(hub.audit_text(body.title, body.text)))

    return api
