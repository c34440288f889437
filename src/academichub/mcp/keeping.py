"""Tools that change what the reader keeps: marks, notes and tags."""

from __future__ import annotations

from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from pydantic import Field

from academichub.marking import LONGEST_NOTE, MOST_TAGS
from academichub.mcp.answers import MarkTold, mark_told
from academichub.mcp.calls import WRITES, Callers, Ctx
from academichub.profile import Mark

Name = Annotated[str, Field(min_length=1, max_length=1_000)]


def add_to(server: MCPServer, callers: Callers) -> None:
    """Add the tools."""

    @server.tool(title="Write a note", annotations=WRITES)
    def note(
        ctx: Ctx,
        work: Name,
        text: Annotated[str | None, Field(max_length=LONGEST_NOTE)] = None,
        tags: Annotated[list[str] | None, Field(max_length=MOST_TAGS)] = None,
    ) -> MarkTold:
        """Put a note (Markdown) and tags on a work, in place of those there were.

        What is left out stays as it is; an empty text or list takes away.
        """
        with callers.writing(ctx) as desk:
            return MarkTold(**mark_told(desk.library.mark(work, note=text, tags=tags)))

    @server.tool(title="Mark a work", annotations=WRITES)
    def mark(
        ctx: Ctx,
        work: Name,
        kind: Literal["saved", "read", "later", "more", "less"],
        on: bool = True,
        radar: Annotated[str | None, Field(max_length=200)] = None,
    ) -> MarkTold:
        """Save a work, mark it as read, put it by for later; or tell the radar about it.

        `more` asks for more like it, `less` for less. The radar learns from saves too, at once.
        `on` false takes it back. `radar` names the radar the work was seen in.
        """
        with callers.writing(ctx) as desk:
            if kind in {"more", "less"}:
                found = desk.hub.work(work).work
                desk.radars.judge(radar, found.id, kind, on)
                there = desk.library.marks([found.id])
                return MarkTold(**mark_told(there.get(found.id, Mark(found.id))))
            wanted = [on if kind == one else None for one in ("saved", "read", "later")]
            saved, read, later = wanted
            kept = desk.library.mark(work, saved=saved, read=read, later=later, radar=radar)
            return MarkTold(**mark_told(kept))
