"""Tools that read: works, one work, the daily list, the library."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from pydantic import BaseModel, Field

from academichub.errors import NotFoundError, UsageError
from academichub.lists import BATCH, Listing
from academichub.mcp.answers import (
    MOST,
    NOTICE,
    MarkTold,
    WorkTold,
    mark_told,
    work_told,
    work_whole,
)
from academichub.mcp.calls import READS, Callers, Ctx

Text = Annotated[str | None, Field(max_length=1_000)]
Limit = Annotated[int, Field(ge=1, le=MOST)]
Offset = Annotated[int, Field(ge=0, le=10_000)]


class WorksTold(BaseModel):
    """Works of a list; ``total`` counts the whole list."""

    notice: str
    works: list[WorkTold]
    total: int
    did_you_mean: str | None = None
    seen: str | None = None


class WholeTold(BaseModel):
    """One work with everything known of it, who cites it here, and what the reader keeps of it."""

    notice: str
    work: dict[str, Any]
    citing: list[str]
    mark: MarkTold | None


class LibraryTold(BaseModel):
    """Works the reader keeps, with the marks, in the same order."""

    notice: str
    works: list[WorkTold]
    marks: list[MarkTold]
    total: int
    tags: dict[str, int]
    states: dict[str, int]


def add_to(server: MCPServer, callers: Callers) -> None:
    """Add the tools and the resources."""
    _add_lists(server, callers)
    _add_work(server, callers)
    _add_library(server, callers)


def _add_lists(server: MCPServer, callers: Callers) -> None:
    @server.tool(title="Search works", annotations=READS)
    def works(
        ctx: Ctx,
        query: Annotated[str, Field(max_length=1_000)] = "",
        author: Text = None,
        category: Text = None,
        source: Text = None,
        since: Text = None,
        until: Text = None,
        sort: Literal["", "relevance", "date", "cited"] = "",
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> WorksTold:
        """Search every paper there is.

        The query takes words, "phrases", -not, OR, begins*, ti: au: abs: cat: src: since: until:,
        or an identifier alone. Dates are 2026, 2026-05, 2026-05-12 or 7d.
        """
        listing = Listing(query, author, category, source, since=since, until=until, sort=sort)
        with callers.reading(ctx) as desk:
            found = desk.hub.works(listing, offset=offset, limit=limit)
        return _works(found.works, found.total, did_you_mean=found.did_you_mean)

    @server.tool(title="The daily list", annotations=READS)
    def daily(
        ctx: Ctx,
        day: Text = None,
        seen: Annotated[str | None, Field(max_length=60_000)] = None,
        limit: Limit = BATCH,
    ) -> WorksTold:
        """The papers of the day, the same for everybody, fair over the fields.

        Pass `seen` of an answer on to get the next ones, none of them twice.
        """
        with callers.reading(ctx) as desk:
            found = desk.hub.works(Listing(day=day), seen=seen, limit=limit)
        return _works(found.works, found.total, seen=found.seen)


def _add_work(server: MCPServer, callers: Callers) -> None:
    def whole(ctx: Ctx, identifier: str) -> dict[str, Any]:
        with callers.reading(ctx) as desk:
            page = desk.hub.work(identifier)
            mark = desk.library.marks([page.work.id]).get(page.work.id)
        return {
            "notice": NOTICE,
            "work": work_whole(page.work),
            "citing": [other.id for other in page.citing][:MOST],
            "mark": mark_told(mark) if mark else None,
        }

    @server.tool(title="One work in full", annotations=READS)
    def work(
        ctx: Ctx, identifier: Annotated[str, Field(min_length=1, max_length=1_000)]
    ) -> WholeTold:
        """Everything known of one paper, by DOI, arXiv id, PMID, PMCID, OpenAlex id or address."""
        return WholeTold.model_validate(whole(ctx, identifier))

    @server.resource(
        "academichub://works/{+identifier}",
        name="work",
        title="One work in full",
        description="Everything known of one paper, by any identifier of it.",
        mime_type="application/json",
    )
    def work_resource(identifier: str, ctx: Ctx) -> str:
        try:
            return orjson.dumps(whole(ctx, identifier)).decode()
        except ToolError as error:
            if isinstance(error.__cause__, NotFoundError | UsageError):
                raise ResourceNotFoundError(str(error)) from error
            raise ResourceError(str(error)) from error


def _add_library(server: MCPServer, callers: Callers) -> None:
    @server.tool(title="The reader's library", annotations=READS)
    def library(
        ctx: Ctx,
        query: Annotated[str, Field(max_length=1_000)] = "",
        state: Literal["saved", "unread", "read", "later", "noted"] | None = None,
        tag: Text = None,
        sort: Literal["saved", "date", "title"] = "saved",
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> LibraryTold:
        """What the reader saved, read, put by for later, noted and tagged.

        The query is of the same language as that of `works`, and looks into notes and tags too.
        """
        with callers.reading(ctx) as desk:
            found = desk.library.page(query, state, tag, sort, offset, limit)
        return LibraryTold(
            notice=NOTICE,
            works=[WorkTold.model_validate(work_told(one)) for one in found.works],
            marks=[MarkTold.model_validate(mark_told(found.marks[one.id])) for one in found.works],
            total=found.total,
            tags=dict(found.tags[:200]),
            states=dict(found.states),
        )


def _works(
    works: Any, total: int, *, did_you_mean: str | None = None, seen: str | None = None
) -> WorksTold:
    told = [WorkTold.model_validate(work_told(one)) for one in works]
    return WorksTold(notice=NOTICE, works=told, total=total, did_you_mean=did_you_mean, seen=seen)
