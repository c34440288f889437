"""The JSON API of what people say: of findings and lines, as authors of a work, in threads under it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from academichub.argument.findings import Event
from academichub.desk import Desk
from academichub.review.threads import Thread
from academichub.store.review_record import Claim, Comment
from academichub.web.api import ErrorAnswer, answer
from academichub.web.api_record_shapes import (
    ClaimAnswer,
    ClaimsAnswer,
    CommentAnswer,
    CommentBody,
    CommentsAnswer,
    EventAnswer,
    HistoryAnswer,
    ModerateBody,
    SayBody,
)
from academichub.web.who import Who

_COMMENT = (
    "id", "work", "parent", "name", "as_author", "at", "text", "state", "moderated_at", "reason",
)  # fmt: skip


def routes(who: Who) -> APIRouter:
    """The addresses under ``/api/record``, ``/api/claims``, ``/api/comments`` and ``/api/comment``."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 429, 503)
    }
    api = APIRouter(prefix="/api", responses=wrong)
    _add_record(api, who)
    _add_claims(api, who)
    _add_comments(api, who)
    return api


def _add_record(api: APIRouter, who: Who) -> None:
    @api.get("/record/{subject:path}", response_model=HistoryAnswer)
    def history(request: Request, subject: str) -> Response:
        """What was said of a finding (its hash), a line (`review/{run}/{line}`) or a work."""
        said = who.desk(request).record.history(subject)
        return answer({"subject": subject, "events": [asdict(one) for one in said]})

    @api.post("/record/{subject:path}", status_code=201, response_model=EventAnswer)
    def say(request: Request, subject: str, body: SayBody) -> Response:
        """Dispute a finding; as its author answer, correct, hide or show; as administrator rescind."""
        return answer(asdict(_said(who.desk(request), subject, body)), 201)


def _said(desk: Desk, subject: str, body: SayBody) -> Event:
    record = desk.record
    deeds = {
        "dispute": record.dispute, "answer": record.answer, "correct": record.correct,
        "rescind": record.rescind, "reopen": record.reopen, "hide": record.hide_prose,
        "show": record.show_prose, "ask": record.ask_again,
    }  # fmt: skip
    return deeds[body.kind](subject, body.text)


def _add_claims(api: APIRouter, who: Who) -> None:
    @api.get("/claims/{work:path}", response_model=ClaimsAnswer)
    def claims(request: Request, work: str) -> Response:
        """Who has shown to be an author of a work."""
        return answer({"claims": [_claim(one) for one in who.desk(request).record.claims(work)]})

    @api.post("/claims/{work:path}", status_code=201, response_model=ClaimAnswer)
    def claim(request: Request, work: str) -> Response:
        """Say that one is an author of a work, which one's ORCID iD has to bear out."""
        return answer(_claim(who.desk(request).record.claim(work)), 201)

    @api.delete("/claims/{work:path}", status_code=204, response_class=Response)
    def unclaim(request: Request, work: str) -> Response:
        """Take the claim back; what one said as an author stays."""
        who.desk(request).record.unclaim(work)
        return Response(status_code=204)


def _add_comments(api: APIRouter, who: Who) -> None:
    @api.get("/comments/{work:path}", response_model=CommentsAnswer)
    def comments(request: Request, work: str) -> Response:
        """The threads under a work, the oldest first."""
        threads = who.desk(request).threads
        told = [_thread(one) for one in threads.of(work)]
        return answer({"comments": told, "total": threads.count(work)})

    @api.post("/comments/{work:path}", status_code=201, response_model=CommentAnswer)
    def comment(request: Request, work: str, body: CommentBody) -> Response:
        """Write under a work, or answer what somebody wrote."""
        made = who.desk(request).threads.post(work, body.text, body.parent)
        return answer(_comment(made), 201)

    @api.delete("/comment/{comment}", status_code=204, response_class=Response)
    def remove(request: Request, comment: str) -> Response:
        """Take one's own comment away; answers to it stay."""
        who.desk(request).threads.remove(comment)
        return Response(status_code=204)

    @api.post("/comment/{comment}/moderate", status_code=204, response_class=Response)
    def moderate(request: Request, comment: str, body: ModerateBody) -> Response:
        """Hide a comment, saying why, or show it again; for who administers."""
        threads = who.desk(request).threads
        if body.hidden:
            threads.hide(comment, body.reason)
        else:
            threads.show(comment)
        return Response(status_code=204)


def _claim(one: Claim) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ClaimAnswer.model_fields}


def _comment(one: Comment) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COMMENT}


def _thread(one: Thread) -> dict[str, Any]:
    replies = [_thread(reply) for reply in one.replies]
    return _comment(one.comment) | {"own": one.own, "replies": replies}
