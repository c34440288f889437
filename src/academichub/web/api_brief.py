"""The JSON API of a reader's briefs, and of the check that every sentence of them has passed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from academichub.argument import Statement
from academichub.brief import Briefs, Difference, Flag, Pair, Standing
from academichub.render.brief_json import (
    ask_json,
    brief_json,
    outline_json,
    statement_json,
)
from academichub.store.briefs import Asked
from academichub.web import live
from academichub.web.api import ErrorAnswer, answer
from academichub.web.api_brief_shapes import (
    AgainBody,
    AskedAnswer,
    AskedListAnswer,
    BriefAnswer,
    BriefBody,
    CancelAnswer,
    DifferenceAnswer,
    FlagAnswer,
    FlagBody,
    FlagsAnswer,
)
from academichub.web.brief_words import Wording
from academichub.web.site import language_of
from academichub.web.who import Who

_LONGEST_WAIT = 120


Wait = Annotated[
    float, Query(ge=0, le=_LONGEST_WAIT, description="Seconds to wait for the brief to be made")
]


def routes(who: Who) -> APIRouter:
    """The addresses under ``/api/brief``."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 503)
    }
    api = APIRouter(prefix="/api/brief", responses=wrong)
    _add_asking(api, who)
    _add_reading(api, who)
    _add_deeds(api, who)
    _add_flags(api, who)
    return api


def _add_asking(api: APIRouter, who: Who) -> None:
    @api.get("", response_model=AskedListAnswer)
    def briefs(request: Request) -> Response:
        """The reader's briefs."""
        mine = who.desk(request).briefs
        found = [asked_json(one) for one in mine.all()]
        return answer({"briefs": found, "total": len(found), "models": list(mine.models)})

    @api.post("", status_code=202, response_model=BriefAnswer | AskedAnswer,
              responses={200: {"model": BriefAnswer}})  # fmt: skip
    async def ask(request: Request, body: BriefBody, wait: Wait = 0) -> Response:
        """Ask for a brief; with `wait`, the brief itself if it is made in time."""
        mine = (await run_in_threadpool(who.desk, request)).briefs
        given = body.model_dump()
        asked = await run_in_threadpool(
            lambda: mine.ask(given.pop("kind"), given.pop("value"), **given)
        )
        return await _awaited(mine, asked, wait)

    @api.post("/{brief}/again", status_code=202, response_model=BriefAnswer | AskedAnswer,
              responses={200: {"model": BriefAnswer}})  # fmt: skip
    async def again(
        request: Request, brief: str, body: AgainBody | None = None, wait: Wait = 0
    ) -> Response:
        """Ask for a brief of the same works anew; both are kept."""
        mine = (await run_in_threadpool(who.desk, request)).briefs
        given = body.model_dump() if body else {}
        asked = await run_in_threadpool(lambda: mine.again(brief, **given))
        return await _awaited(mine, asked, wait)


async def _awaited(mine: Briefs, one: Asked, wait: float) -> Response:
    """The brief if it is made within *wait* seconds, else how far it is."""
    now = await live.ended(lambda: mine.glance(one.id), one, wait)
    if now.is_open:
        return answer(asked_json(now), 202)
    return answer(standing_json(await run_in_threadpool(mine.get, one.id)))


def _add_reading(api: APIRouter, who: Who) -> None:
    @api.get("/{brief}", response_model=BriefAnswer)
    def one(request: Request, brief: str) -> Response:
        """A brief with its statements and their quotes, as far as it is written."""
        return answer(standing_json(who.desk(request).briefs.get(brief)))

    @api.get("/{brief}/events", response_class=Response,
             responses={200: {"content": {"text/event-stream": {}}}})  # fmt: skip
    async def events(request: Request, brief: str) -> Response:
        """How it comes along, as server-sent events; the last one is `end`."""
        mine = (await run_in_threadpool(who.desk, request)).briefs
        await run_in_threadpool(mine.glance, brief)
        say = Wording(language_of(request)).stage
        return live.stream(request, lambda: mine.glance(brief), lambda one: live.brief(one, say))

    @api.get("/{brief}/compare/{other}", response_model=DifferenceAnswer)
    def compare(request: Request, brief: str, other: str) -> Response:
        """What is different between two briefs that are done."""
        return answer(difference_json(who.desk(request).briefs.compare(brief, other)))


def _add_deeds(api: APIRouter, who: Who) -> None:
    @api.post("/{brief}/cancel", response_model=CancelAnswer)
    def cancel(request: Request, brief: str) -> Response:
        """Want a brief no more; what is written of it stays."""
        return answer({"cancelled": who.desk(request).briefs.cancel(brief)})

    @api.delete("/{brief}", status_code=204, response_class=Response)
    def remove(request: Request, brief: str) -> Response:
        """Forget a brief with its flags."""
        who.desk(request).briefs.remove(brief)
        return Response(status_code=204)


def _add_flags(api: APIRouter, who: Who) -> None:
    @api.get("/{brief}/flags", response_model=FlagsAnswer)
    def flags(request: Request, brief: str) -> Response:
        """The flags on a brief, the oldest first."""
        found = [flag_json(one) for one in who.desk(request).briefs.flags(brief)]
        return answer({"flags": found, "total": len(found)})

    @api.post("/{brief}/flags", status_code=201, response_model=FlagAnswer)
    def flag(request: Request, brief: str, body: FlagBody) -> Response:
        """Say that a statement is not as it should be."""
        mine = who.desk(request).briefs
        return answer(flag_json(mine.flag(brief, body.statement, body.reason, body.note)), 201)

    @api.delete("/{brief}/flags/{statement}", status_code=204, response_class=Response)
    def unflag(request: Request, brief: str, statement: str) -> Response:
        """Take a flag back."""
        who.desk(request).briefs.unflag(brief, statement)
        return Response(status_code=204)


def asked_json(one: Asked) -> dict[str, Any]:
    """How far a brief is, as JSON values."""
    told = {name: getattr(one, name) for name in AskedAnswer.model_fields if hasattr(one, name)}
    return {**told, "again_of": one.again, "ask": ask_json(one.ask)}


def standing_json(one: Standing) -> dict[str, Any]:
    """A brief as far as it is written, as JSON values."""
    told = asked_json(one)
    if one.brief:
        return {**told, **brief_json(one.brief)}
    if one.outline:
        return {**told, **outline_json(one.outline, one.parts)}
    empty = BriefAnswer.model_fields.keys() - AskedAnswer.model_fields.keys()
    return {**told, **dict.fromkeys(sorted(empty), ()), "provenance": None}


def flag_json(one: Flag) -> dict[str, Any]:
    """A flag as JSON values."""
    return {
        "brief": one.brief,
        "statement": statement_json(one.statement),
        "reason": one.reason,
        "note": one.note,
        "at": one.at,
    }


def difference_json(found: Difference) -> dict[str, Any]:
    """What is different between two briefs, as JSON values."""
    return {
        "works": {
            "new": found.works_new,
            "gone": found.works_gone,
            "kept": found.works_kept,
        },
        "themes": [_pair_json(one) for one in found.themes],
        "bridges": [_pair_json(one) for one in found.bridges],
        "statements": [_pair_json(one) for one in found.statements],
    }


def _pair_json(pair: Pair[Any]) -> dict[str, Any]:
    return {"kind": pair.kind, "before": _told(pair.before), "after": _told(pair.after)}


def _told(one: Any) -> dict[str, Any] | None:
    if isinstance(one, Statement):
        return statement_json(one)
    if one is None:
        return None
    told = asdict(one)
    del told["statements"]
    return told
