"""The JSON API of reviews: asked for, watched, read, made anew, taken along, many at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from academichub.desk import Desk
from academichub.errors import SourceError, UsageError
from academichub.fulltext.finding import MOST_BYTES
from academichub.review.giving import batch_json, found, run_json
from academichub.store.review_batches import Batch
from academichub.store.reviews import Run
from academichub.web import live
from academichub.web.api import ErrorAnswer, answer
from academichub.web.api_review_shapes import (
    AgainBody,
    BatchAnswer,
    BatchesAnswer,
    ChangedAnswer,
    ManyBody,
    ReviewBody,
    RunAnswer,
    RunsAnswer,
    StandingAnswer,
    VerifiedAnswer,
)
from academichub.web.review_exports import given
from academichub.web.who import Who

_LONGEST_WAIT = 120
_PAPER: Any = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

Wait = Annotated[
    float, Query(ge=0, le=_LONGEST_WAIT, description="Seconds to wait for the review to be made")
]
Tongue = Literal["en", "zh"]
Format = Literal["md", "html", "pdf", "docx", "tex", "json", "txt", "zip"]
Word = Annotated[str | None, Query(max_length=500)]


def routes(who: Who) -> APIRouter:
    """The addresses under ``/api/review`` and ``/api/batches``; what is read by a path comes last."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 503)
    }
    api = APIRouter(prefix="/api", responses=wrong)
    _add_asking(api, who)
    _add_batches(api, who)
    _add_files(api, who)
    _add_runs(api, who)
    _add_reading(api, who)
    return api


def _add_asking(api: APIRouter, who: Who) -> None:
    made: Any = {"status_code": 202, "response_model": StandingAnswer | RunAnswer,
                 "responses": {200: {"model": StandingAnswer}}}  # fmt: skip

    @api.post("/review", **made)
    async def ask(request: Request, body: ReviewBody, wait: Wait = 0) -> Response:
        """Ask for a review of a work; with `wait`, the review itself if it is made in time."""
        desk = await run_in_threadpool(who.desk, request)
        given = body.model_dump()
        run = await run_in_threadpool(lambda: desk.reviews.ask(given.pop("work"), **given))
        return await _awaited(desk, run, wait)

    @api.post("/review/file", **made, max_body_size=MOST_BYTES, openapi_extra=_PAPER)
    async def drop(
        request: Request,
        name: Annotated[str, Query(max_length=500)] = "",
        language: Tongue = "en",
        writer: Literal["extractive", "prompted"] | None = None,
        model: Word = None,
        rebuttal: bool = False,
        wait: Wait = 0,
    ) -> Response:
        """Ask for a review of a PDF, an HTML page or a TeX source, which is the body of the request."""
        desk = await run_in_threadpool(who.desk, request)
        body = await request.body()
        if not body:
            raise UsageError("the body of the request is the file; it is empty")
        how: Any = {"language": language, "writer": writer, "model": model, "rebuttal": rebuttal}
        try:
            run = await run_in_threadpool(lambda: desk.reviews.drop(name, body, **how))
        except SourceError as error:  # it is no upstream's mistake, but the reader's file
            raise UsageError(str(error)) from error
        return await _awaited(desk, run, wait)

    @api.post("/review/{run}/again", **made)
    async def again(
        request: Request, run: str, body: AgainBody | None = None, wait: Wait = 0
    ) -> Response:
        """Ask for a review anew, or for one stage of it; both are kept."""
        desk = await run_in_threadpool(who.desk, request)
        given = body.model_dump() if body else {}
        anew = await run_in_threadpool(lambda: desk.reviews.again(run, **given))
        return await _awaited(desk, anew, wait)


async def _awaited(desk: Desk, run: Run, wait: float) -> Response:
    """The review if it is made within *wait* seconds, else how far it is."""
    now = await live.ended(lambda: desk.reviews.glance(run.id), run, wait)
    if now.is_open:
        return answer(run_json(now), 202)
    made = await run_in_threadpool(lambda: desk.giving.json(desk.reviews.get(now.id)))
    return answer(made)


def _add_batches(api: APIRouter, who: Who) -> None:
    @api.post("/review/many", status_code=202, response_model=BatchAnswer)
    def many(request: Request, body: ManyBody) -> Response:
        """Ask for a review of each work of a day, a search or a list, under one budget."""
        desk, given = who.desk(request), body.model_dump()
        works, value = given.pop("works"), given.pop("value")
        desk.hub.try_catch_up()
        named: str | list[str] = works if body.kind == "works" and works else value
        batch = desk.reviews.ask_many(given.pop("kind"), named, **given)
        return answer(_batch(desk, batch, whole=False), 202)

    @api.get("/batches", response_model=BatchesAnswer)
    def batches(request: Request) -> Response:
        """The reader's batches, the newest first."""
        desk = who.desk(request)
        told = [_batch(desk, one, whole=False) for one in desk.reviews.batches()]
        return answer({"batches": told, "total": len(told)})

    @api.get("/batches/{batch}", response_model=BatchAnswer)
    def batch(request: Request, batch: str) -> Response:
        """A batch with its reviews."""
        desk = who.desk(request)
        return answer(_batch(desk, desk.reviews.batch(batch), whole=True))

    @api.post("/batches/{batch}/{deed}", response_model=ChangedAnswer)
    def change(
        request: Request, batch: str, deed: Literal["cancel", "pause", "resume"]
    ) -> Response:
        """Cancel a batch, begin no more of it for now, or go on with it."""
        mine = who.desk(request).reviews
        deeds = {
            "cancel": mine.cancel_batch,
            "pause": mine.pause_batch,
            "resume": mine.resume_batch,
        }
        return answer({"changed": deeds[deed](batch)})


def _batch(desk: Desk, one: Batch, *, whole: bool) -> dict[str, Any]:
    runs = desk.reviews.runs_of(one.id)
    told = batch_json(one, runs, desk.reviews.spent(one.id))
    return told | {"reviews": [run_json(run) for run in runs] if whole else None}


def _add_files(api: APIRouter, who: Who) -> None:
    @api.post("/review/verify", response_model=VerifiedAnswer, max_body_size=MOST_BYTES,
              openapi_extra=_PAPER)  # fmt: skip
    async def verify(request: Request, key: Word = None) -> Response:
        """Check a bundle, which is the body of the request; with `key`, who must have signed it."""
        from academichub.review.verifying import verify as verified

        body = await request.body()
        return answer(asdict(await run_in_threadpool(verified, body, key)))

    @api.get("/review/{run}/file", response_class=Response,
             responses={200: {"content": {"application/octet-stream": {}}}})  # fmt: skip
    def file(
        request: Request,
        run: str,
        format: Format = "zip",  # noqa: A002
        text: bool = True,
    ) -> Response:
        """A review as a file; `zip` is the bundle that `POST /api/review/verify` checks.

        Without `text` the bundle leaves out the text of the work.
        """
        desk = who.desk(request)
        one = desk.reviews.get(run)
        return given(one, desk.giving.file(one, format, text=text), format)


def _add_runs(api: APIRouter, who: Who) -> None:
    @api.get("/review", response_model=RunsAnswer)
    def mine(request: Request) -> Response:
        """The reviews this reader asked for."""
        reviews = who.desk(request).reviews
        told = [run_json(one) for one in reviews.all()]
        return answer({"reviews": told, "total": len(told), "models": list(reviews.models)})

    @api.get("/review/{run}/events", response_class=Response,
             responses={200: {"content": {"text/event-stream": {}}}})  # fmt: skip
    async def events(request: Request, run: str) -> Response:
        """How it comes along, as server-sent events; the last one is `end`."""
        reviews = (await run_in_threadpool(who.desk, request)).reviews
        await run_in_threadpool(reviews.glance, run)
        return live.stream(request, lambda: reviews.glance(run), run_json)

    @api.post("/review/{run}/cancel", response_model=ChangedAnswer)
    def cancel(request: Request, run: str) -> Response:
        """Want a review no more; what is made of it stays."""
        return answer({"changed": who.desk(request).reviews.cancel(run)})

    @api.delete("/review/{run}", status_code=204, response_class=Response)
    def remove(request: Request, run: str) -> Response:
        """Forget a review that one asked for."""
        who.desk(request).reviews.remove(run)
        return Response(status_code=204)


def _add_reading(api: APIRouter, who: Who) -> None:
    @api.get("/review/{review:path}", response_model=StandingAnswer)
    def one(request: Request, review: str, language: Tongue = "en") -> Response:
        """A review by its id, or the newest one of a work by any identifier; made now if there is none."""
        desk = who.desk(request)
        return answer(desk.giving.json(found(desk.reviews, review, language)))
