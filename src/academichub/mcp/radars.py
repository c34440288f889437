"""Tools of the radar: today's ranked picks with their reasons, the next ones, profile, trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from pydantic import BaseModel, Field

from academichub.language import language
from academichub.mcp.answers import NOTICE, WorkTold, shortened, work_told
from academichub.mcp.calls import GOES_ON, READS, Callers, Ctx
from academichub.profile import Reason
from academichub.radar import Edition, Item
from academichub.render.reasons import in_words

Name = Annotated[str | None, Field(max_length=200, description="A radar; none is the main one")]
_REASONS, _VALUE, _WORKS = 20, 200, 5


class ReasonTold(BaseModel):
    """One signal that spoke for a work; the points of all reasons add up to its score.

    ``works`` are ids of the reader's own works that it stands on.
    """

    says: str
    signal: str
    value: str | None
    points: float
    works: list[str]


class PickTold(BaseModel):
    """One pick; ``outside`` marks one from outside the reader's usual fields."""

    rank: int
    score: float
    outside: bool
    verdict: str | None
    reasons: list[ReasonTold]
    work: WorkTold


class EditionTold(BaseModel):
    """The picks of one batch of one day, best first; ``more`` says whether there is another."""

    notice: str
    radar: str
    title: str
    day: str
    batch: int
    fresh: int
    candidates: int
    more: bool
    quiet: list[str]
    picks: list[PickTold]


class RadarTold(BaseModel):
    """One radar; ``name`` is what the other tools call it."""

    name: str
    title: str
    main: bool
    updated_at: str


class RadarsTold(BaseModel):
    """The reader's radars, the main one first."""

    radars: list[RadarTold]


class ProfileTold(BaseModel):
    """What a radar was told to look for: terms, authors, categories, venues, seeds, mutes."""

    notice: str
    name: str
    title: str
    profile: dict[str, Any]


class TrendsTold(BaseModel):
    """What rises in the field of a radar, against its own past, and who is new in it."""

    notice: str
    name: str
    trends: dict[str, Any]


def add_to(server: MCPServer, callers: Callers) -> None:
    """Add the tools."""
    _add_editions(server, callers)
    _add_kept(server, callers)


def _add_editions(server: MCPServer, callers: Callers) -> None:
    @server.tool(title="Today's ranked papers", annotations=READS)
    def radar(
        ctx: Ctx,
        name: Name = None,
        day: Annotated[str | None, Field(max_length=10, description="2026-05-12")] = None,
        batch: Annotated[int, Field(ge=1, le=1_000)] = 1,
    ) -> EditionTold:
        """The papers picked for this reader today, best first, each with the reasons.

        With `day` those of an earlier day as they were shown. A radar's first call of a day
        makes that day's picks, which are then kept.
        """
        with callers.reading(ctx) as desk:
            return _edition(desk.radars.edition(name, day=day, batch=batch))

    @server.tool(title="The next batch of papers", annotations=GOES_ON)
    def next_batch(ctx: Ctx, name: Name = None) -> EditionTold:
        """The next papers of today, none of which this radar has shown before."""
        with callers.writing(ctx) as desk:
            return _edition(desk.radars.next_batch(name))


def _add_kept(server: MCPServer, callers: Callers) -> None:
    @server.tool(title="The reader's radars", annotations=READS)
    def radars(ctx: Ctx) -> RadarsTold:
        """The radars of this reader, the main one first."""
        with callers.reading(ctx) as desk:
            there = desk.radars.all()
        told = [
            RadarTold(name=one.slug, title=one.title, main=at == 0, updated_at=one.updated_at)
            for at, one in enumerate(there)
        ]
        return RadarsTold(radars=told)

    @server.tool(title="A radar's profile", annotations=READS)
    def profile(ctx: Ctx, name: Name = None) -> ProfileTold:
        """What a radar was told to look for, as its reader would edit it."""
        with callers.reading(ctx) as desk:
            one = desk.radars.get(name)
        told = {key: value for key, value in one.profile.to_json().items() if key != "papers"}
        return ProfileTold(notice=NOTICE, name=one.slug, title=one.title, profile=told)

    @server.tool(title="Trends of a radar's field", annotations=READS)
    def trends(ctx: Ctx, name: Name = None) -> TrendsTold:
        """What is rising in the field of a radar, with counts and intervals, and who is new."""
        with callers.reading(ctx) as desk:
            slug = desk.radars.get(name).slug
            found = desk.radars.trends(name)
        return TrendsTold(notice=NOTICE, name=slug, trends=asdict(found))


def _edition(one: Edition) -> EditionTold:
    return EditionTold(
        notice=NOTICE,
        radar=one.radar.slug,
        title=one.radar.title,
        day=one.day,
        batch=one.batch,
        fresh=one.fresh,
        candidates=one.candidates,
        more=one.more,
        quiet=[shortened(line, _VALUE) for line in one.quiet[:_REASONS]],
        picks=[_pick(item) for item in one.items],
    )


def _pick(item: Item) -> PickTold:
    return PickTold(
        rank=item.rank,
        score=round(item.pick.score, 4),
        outside=item.pick.outside,
        verdict=item.verdict,
        reasons=[_reason(one) for one in strongest(item.pick.reasons)],
        work=WorkTold.model_validate(work_told(item.work)),
    )


def strongest(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons that moved a work most, those against it included."""
    return sorted(reasons, key=lambda one: -abs(one.points))[:_REASONS]


def _reason(one: Reason) -> ReasonTold:
    value = shortened(one.value, _VALUE) if one.value else None
    return ReasonTold(
        says=shortened(in_words(one, {}, language("en")), _VALUE),
        signal=one.signal,
        value=value,
        points=round(one.points, 4),
        works=list(one.works[:_WORKS]),
    )
