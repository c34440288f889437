"""Tools of briefs: ask for one, look how it stands, read it with the quotes it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from pydantic import BaseModel, Field

from academichub.argument import Brief, Statement
from academichub.brief import Standing, statements
from academichub.mcp.answers import NOTICE, shortened
from academichub.mcp.calls import GOES_ON, READS, Callers, Ctx
from academichub.store.briefs import Asked

_MOST, _LIST, _TEXT, _QUOTES, _WORKS = 300, 50, 2_000, 8, 400
_TITLE = 300

Id = Annotated[str, Field(max_length=64, description="The id of a brief")]
Kind = Literal["radar", "query", "day", "author", "works"]


class QuoteTold(BaseModel):
    """Verbatim text of a work: its field and the offsets in it."""

    work_id: str
    field: str
    start: int
    end: int
    text: str


class StatementTold(BaseModel):
    """A sentence of a brief.

    ``tier`` is ``quoted`` (the source's own words), ``overlaps`` (agrees with its quotes as far as a
    program can tell) or ``editorial`` (the program's, of what it counted).
    """

    id: str
    section: str
    lead: str
    text: str
    tier: str
    quotes: list[QuoteTold]


class SectionTold(BaseModel):
    """A theme, bridge, agreement, tension or gap, by the key its statements carry as ``section``."""

    key: str
    kind: str
    label: str
    works: list[str]


class ListedTold(BaseModel):
    """A work of a brief; ``number`` is the n of its [n]."""

    number: int
    id: str
    title: str
    by: str
    date: str
    retracted: bool


class BriefTold(BaseModel):
    """How a brief stands and what it says; ``dropped`` counts what was not let through."""

    notice: str
    id: str
    title: str
    state: str
    stage: str
    done: int
    total: int
    error: str | None
    writer: str
    model: str | None
    sections: list[SectionTold]
    statements: list[StatementTold]
    reading: list[str]
    works: list[ListedTold]
    dropped: int
    notes: list[str]


class AskedTold(BaseModel):
    """A brief in the list."""

    id: str
    title: str
    state: str
    writer: str
    model: str | None
    asked_at: str
    works: int


class BriefsTold(BaseModel):
    """The reader's briefs, the newest first."""

    briefs: list[AskedTold]


def add_to(server: MCPServer, callers: Callers) -> None:
    """Add the tools."""

    @server.tool(title="Ask for a briefing", annotations=GOES_ON)
    def ask_brief(
        ctx: Ctx,
        kind: Kind,
        value: Annotated[str, Field(max_length=1_000)] = "",
        works: Annotated[list[str] | None, Field(max_length=_WORKS)] = None,
        language: Literal["en", "zh"] = "en",
        writer: Literal["extractive", "prompted"] | None = None,
    ) -> AskedTold:
        """Ask for a cross-field briefing on a radar, a search, a day, an author or given works.

        It is made in the background; look at it with `brief`. `value` is the radar's name, the
        search, the day or the author; `works` are identifiers where the kind is `works`.
        """
        with callers.writing(ctx) as desk:
            return _asked(
                desk.briefs.ask(kind, value, language=language, writer=writer, works=works or [])
            )

    @server.tool(title="A briefing", annotations=READS)
    def brief(ctx: Ctx, id: Id) -> BriefTold:  # noqa: A002 - the argument's name
        """A briefing: its sentences, each with the quotes it stands on, or how far it is."""
        with callers.reading(ctx) as desk:
            return _brief(desk.briefs.get(id))

    @server.tool(title="The reader's briefings", annotations=READS)
    def briefs(ctx: Ctx) -> BriefsTold:
        """The briefings this reader asked for, the newest first."""
        with callers.reading(ctx) as desk:
            return BriefsTold(briefs=[_asked(one) for one in desk.briefs.all()[:_LIST]])


def _asked(one: Asked) -> AskedTold:
    return AskedTold(
        id=one.id, title=shortened(one.title, _TITLE), state=one.state, writer=one.writer,
        model=one.model, asked_at=one.asked_at, works=len(one.ask.works),
    )  # fmt: skip


def _brief(one: Standing) -> BriefTold:
    whole = one.brief
    made = whole.provenance if whole else None
    return BriefTold(
        notice=NOTICE, id=one.id, title=shortened(one.title, _TITLE), state=one.state,
        stage=one.stage, done=one.done, total=one.total, error=one.error, writer=one.writer,
        model=one.model,
        sections=list(_sections(whole)) if whole else [],
        statements=[_statement(key, said) for key, said in _said(one)][:_MOST],
        reading=[first.work for first in whole.reading] if whole else [],
        works=_works(whole) if whole else [],
        dropped=len(made.dropped) if made else 0,
        notes=[shortened(note, _TEXT) for note in made.notes] if made else [],
    )  # fmt: skip


def _said(one: Standing) -> Iterable[tuple[str, Statement]]:
    if one.brief:
        return statements(one.brief)
    return ((part.section, said) for part in one.parts for said in part.statements)


def _sections(brief: Brief) -> Iterable[SectionTold]:
    for theme in brief.themes:
        yield _section(theme.key, "theme", theme.label, theme.works)
    for bridge in brief.bridges:
        works = [work for side in bridge.works for work in side]
        label = " – ".join(bridge.via) or bridge.label
        yield _section(bridge.key, f"bridge: {bridge.kind}", label, works)
    for compared in (*brief.agreements, *brief.tensions):
        yield _section(compared.key, compared.kind, compared.about, ())
    for gap in brief.gaps:
        yield _section(gap.key, f"gap: {gap.kind}", gap.about, ())


def _section(key: str, kind: str, label: str, works: Sequence[str]) -> SectionTold:
    return SectionTold(key=key, kind=kind, label=shortened(label, _TITLE), works=list(works))


def _statement(section: str, one: Statement) -> StatementTold:
    quotes = [
        QuoteTold(
            work_id=quote.work, field=quote.field, start=quote.start, end=quote.end,
            text=shortened(quote.text, _TEXT),
        )
        for quote in one.quotes[:_QUOTES]
    ]  # fmt: skip
    return StatementTold(
        id=one.id, section=section, lead=one.lead, text=shortened(one.text, _TEXT), tier=one.tier,
        quotes=quotes,
    )  # fmt: skip


def _works(brief: Brief) -> list[ListedTold]:
    return [
        ListedTold(
            number=one.number, id=one.work, title=shortened(one.title, _TITLE), by=one.by,
            date=one.date, retracted=one.retracted,
        )
        for one in brief.works
    ]  # fmt: skip
