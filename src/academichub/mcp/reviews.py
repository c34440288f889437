"""Tools of reviews: ask for one, look how it stands, read it with the quotes it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from pydantic import BaseModel, Field

from academichub.argument import Quote, Statement
from academichub.argument.findings import Finding
from academichub.argument.reviews import Citing, ReadingPart, Review
from academichub.mcp.answers import NOTICE, shortened
from academichub.mcp.calls import GOES_ON, READS, Callers, Ctx
from academichub.render.review_json import is_hidden
from academichub.review.giving import found
from academichub.review.values import Standing
from academichub.store.reviews import Run

_LIST, _PARTS, _FINDINGS, _CITING, _QUOTES = 50, 40, 100, 50, 6
_TEXT, _TITLE = 2_000, 300

Work = Annotated[
    str, Field(min_length=1, max_length=1_000, description="A work by any identifier, or a review's id")
]  # fmt: skip
Language = Literal["en", "zh"]


class QuoteTold(BaseModel):
    """Verbatim text of the work; ``field`` is ``text`` where the full text was read."""

    field: str
    start: int
    end: int
    text: str


class SaidTold(BaseModel):
    """A sentence of a review; ``about`` is the section, comment or item it is about.

    ``tier`` is ``quoted`` (the paper's own words), ``overlaps`` (agrees with its quotes as far as a
    program can tell) or ``editorial`` (a judgement of the program or model, anchored to its quotes).
    """

    id: str
    about: str
    text: str
    tier: str
    quotes: list[QuoteTold]


class PartTold(BaseModel):
    """A part of the reading; ``empty`` says why nothing is there."""

    name: str
    writer: str
    statements: list[SaidTold]
    empty: str


class FindingTold(BaseModel):
    """What a deterministic check found; ``sha256`` names it for good."""

    check: str
    version: int
    verdict_class: str
    severity: str
    message: str
    evidence: list[str]
    state: str
    sha256: str


class CitingTold(BaseModel):
    """A work that cites this one."""

    work_id: str
    title: str
    date: str
    stance: str | None
    sentence: str


class ReviewTold(BaseModel):
    """How a review stands and what it says; a machine's, never peer review.

    ``scope`` is how much of the work was read. ``total_findings`` and ``cited_by`` count all there are.
    """

    notice: str
    id: str
    work: str
    title: str
    state: str
    stage: str
    done: int
    total: int
    error: str | None
    writer: str
    model: str | None
    scope: str | None
    sha256: str | None
    verdict: str | None
    parts: list[PartTold]
    findings: list[FindingTold]
    total_findings: int
    citing: list[CitingTold]
    cited_by: int
    notes: list[str]


class RunTold(BaseModel):
    """A review in the list."""

    id: str
    work: str
    title: str
    state: str
    stage: str
    writer: str
    model: str | None
    scope: str | None
    asked_at: str


class RunsTold(BaseModel):
    """The reviews this reader asked for, the newest first."""

    reviews: list[RunTold]


def add_to(server: MCPServer, callers: Callers) -> None:
    """Add the tools."""

    @server.tool(title="A machine review", annotations=READS)
    def review(ctx: Ctx, work: Work, language: Language = "en") -> ReviewTold:
        """What a paper claims, what carries it, where it could break, what checks found, who cites it.

        The newest review of the work, or the one of the id that `ask_review` gave. Of a work without
        one it is made at once, without a language model, of what is kept of it.
        """
        with callers.reading(ctx) as desk:
            standing = found(desk.reviews, work, language)
            events = desk.giving.events(standing)
        whole = standing.review
        return _review(standing, hidden=whole is not None and is_hidden(whole, events))

    @server.tool(title="Ask for a machine review", annotations=GOES_ON)
    def ask_review(
        ctx: Ctx,
        work: Work,
        language: Language = "en",
        writer: Literal["extractive", "prompted"] | None = None,
        rebuttal: bool = False,
        fetch: bool = False,
    ) -> RunTold:
        """Ask for a new review of a paper; it is made in the background, look at it with `review`.

        `fetch` lets the full text and the citing works be asked for; `rebuttal` adds what the authors
        could answer; `writer` is `prompted` for a language model, where one is set up.
        """
        with callers.writing(ctx) as desk:
            asked = desk.reviews.ask(
                work, language=language, writer=writer, rebuttal=rebuttal, fetch=fetch
            )
            return _run(asked)

    @server.tool(title="The reader's reviews", annotations=READS)
    def reviews(ctx: Ctx) -> RunsTold:
        """The reviews this reader asked for, the newest first."""
        with callers.reading(ctx) as desk:
            return RunsTold(reviews=[_run(one) for one in desk.reviews.all()[:_LIST]])


def _run(one: Run) -> RunTold:
    return RunTold(
        id=one.id, work=one.ask.work, title=shortened(one.title, _TITLE), state=one.state,
        stage=one.stage, writer=one.writer, model=one.model, scope=one.scope, asked_at=one.asked_at,
    )  # fmt: skip


def _review(one: Standing, *, hidden: bool) -> ReviewTold:
    run, whole = one.run, one.review
    cited = whole.citations if whole else None
    return ReviewTold(
        notice=NOTICE, id=run.id, work=run.ask.work, title=shortened(run.title, _TITLE),
        state=run.state, stage=run.stage, done=run.done, total=run.total, error=run.error,
        writer=run.writer, model=run.model, scope=run.scope, sha256=run.sha256,
        verdict=whole.verdict if whole and not hidden else None,
        parts=[] if hidden else [_part(part) for part in (whole.parts if whole else one.parts)],
        findings=[_finding(each, one) for each in whole.findings[:_FINDINGS]] if whole else [],
        total_findings=len(whole.findings) if whole else 0,
        citing=[_citing(each) for each in cited.citing[:_CITING]] if cited else [],
        cited_by=cited.total if cited else 0,
        notes=[shortened(note, _TEXT) for note in _notes(whole)],
    )  # fmt: skip


def _notes(whole: Review | None) -> Iterator[str]:
    if whole:
        yield from (*whole.notes, *whole.citations.notes)


def _part(part: ReadingPart) -> PartTold:
    said = [_said(one, part.label(one.id)) for one in part.statements[:_PARTS]]
    return PartTold(name=part.name, writer=part.writer, statements=said, empty=part.empty)


def _said(one: Statement, about: str) -> SaidTold:
    text = f"{one.lead} {one.text}" if one.lead else one.text
    return SaidTold(
        id=one.id, about=shortened(about, _TITLE), text=shortened(text, _TEXT), tier=one.tier,
        quotes=[_quote(quote) for quote in one.quotes[:_QUOTES]],
    )  # fmt: skip


def _quote(one: Quote) -> QuoteTold:
    text = shortened(one.text, _TEXT)
    return QuoteTold(field=one.field, start=one.start, end=one.end, text=text)


def _finding(one: Finding, standing: Standing) -> FindingTold:
    return FindingTold(
        check=one.check, version=one.version, verdict_class=one.verdict_class,
        severity=one.severity, message=shortened(one.message, _TEXT),
        evidence=[shortened(each.text, _TEXT) for each in one.evidence[:_QUOTES]],
        state=standing.states.get(one.sha256, one.state), sha256=one.sha256,
    )  # fmt: skip


def _citing(one: Citing) -> CitingTold:
    return CitingTold(
        work_id=one.work, title=shortened(one.title, _TITLE), date=one.date, stance=one.stance,
        sentence=shortened(one.sentence, _TEXT),
    )  # fmt: skip
