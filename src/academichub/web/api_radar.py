"""The JSON API of a reader's radars: their editions, and what the reader makes of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from academichub import ids
from academichub.profile import FollowedAuthor, Mute, Profile
from academichub.radar import telling
from academichub.web.api import Day, ErrorAnswer, WorkAnswer, answer
from academichub.web.who import Who

_DEEPEST = 400

Text = Annotated[str, Field(min_length=1, max_length=500)]
ProfileBody = Annotated[
    dict[str, Any], Body(description="A profile of the format `academichub-profile-1`")
]


class RadarAnswer(BaseModel):
    """A radar; ``slug`` names it in addresses."""

    slug: str
    title: str
    created_at: str
    updated_at: str
    profile: dict[str, Any]


class RadarsAnswer(BaseModel):
    """All radars of the reader, the main one first."""

    radars: list[RadarAnswer]
    total: int


class ReasonAnswer(BaseModel):
    """What spoke for a work or against it; ``key`` is what it is turned by."""

    signal: str
    points: float
    value: str | None
    works: list[str]
    key: str


class PickAnswer(WorkAnswer):
    """A work with its place and its reasons, whose points add up to the score."""

    rank: int
    score: float
    outside: bool
    verdict: str | None
    reasons: list[ReasonAnswer]


class EditionAnswer(BaseModel):
    """One batch of one day, as it was shown."""

    radar: str
    title: str
    day: str
    batch: int
    at: str
    works: list[PickAnswer]
    total: int
    fresh: int
    candidates: int
    more: bool
    quiet: list[str]
    learnt: bool


class HeldAnswer(BaseModel):
    """An edition that is kept."""

    day: str
    batch: int
    at: str
    picks: int


class HistoryAnswer(BaseModel):
    """The editions that are kept, newest first."""

    editions: list[HeldAnswer]
    total: int


class WeightedAnswer(BaseModel):
    """Something a radar has learnt, and the works it stands on."""

    value: str
    weight: float
    key: str
    factor: float
    works: list[str]


class LearntAnswer(BaseModel):
    """What a radar has learnt; ``works`` gives titles by id."""

    radar: str
    words: list[WeightedAnswer]
    against: list[WeightedAnswer]
    authors: list[WeightedAnswer]
    categories: list[WeightedAnswer]
    venues: list[WeightedAnswer]
    turned: dict[str, float]
    mutes: list[dict[str, str]]
    verdicts: list[dict[str, str]]
    works: dict[str, str]


class TrendsAnswer(BaseModel):
    """What rises in a radar's field."""

    model_config = ConfigDict(extra="allow")
    since: str
    until: str
    rising: list[dict[str, Any]]
    new_authors: list[dict[str, Any]]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RadarBody(_Given):
    """A new radar; with no profile it begins with the fields in turn."""

    title: Text
    profile: dict[str, Any] = Field(default_factory=dict)


class TitleBody(_Given):
    """A title."""

    title: Text


class NextBody(_Given):
    """Which batch the next one follows; asked again with the same, it is the same."""

    after: Annotated[int | None, Field(ge=0, le=_DEEPEST)] = None


class JudgeBody(_Given):
    """What the reader makes known of a work, or takes back."""

    work: Text
    kind: Literal["more", "less", "opened", "saved"]
    on: bool = True


class TurnBody(_Given):
    """By what a reason counts: 0 is off, null takes it back."""

    key: Text
    factor: Annotated[float | None, Field(ge=0, le=4)] = None


class MuteBody(_Given):
    """Something never to be shown."""

    kind: Literal["term", "author", "category", "venue", "source", "work"]
    value: Text

    def mute(self) -> Mute:
        """It as a profile has it."""
        return Mute(self.kind, " ".join(self.value.split()))


class AuthorBody(_Given):
    """A person."""

    name: Text
    orcid: Annotated[str | None, Field(max_length=60)] = None

    def author(self) -> FollowedAuthor:
        """They as a profile has them."""
        name = " ".join(self.name.split())
        return FollowedAuthor(name, ids.orcid(self.orcid) if self.orcid else None)


class ForgetBody(_Given):
    """A work, by its id."""

    work: Text


def routes(who: Who) -> APIRouter:
    """The addresses under ``/api/radar``."""
    wrong: dict[int | str, dict[str, Any]] = {
        code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 503)
    }
    api = APIRouter(prefix="/api/radar", responses=wrong)
    _add_radars(api, who)
    _add_editions(api, who)
    _add_knowledge(api, who)
    _add_verdicts(api, who)
    _add_changes(api, who)
    return api


def _add_radars(api: APIRouter, who: Who) -> None:
    @api.get("", response_model=RadarsAnswer)
    def radars(request: Request) -> Response:
        """The reader's radars."""
        found = [telling.radar_json(one) for one in who.desk(request).radars.all()]
        return answer({"radars": found, "total": len(found)})

    @api.post("", status_code=201, response_model=RadarAnswer)
    def create(request: Request, body: RadarBody) -> Response:
        """Begin a radar."""
        profile = Profile.from_json(body.profile)
        made = who.desk(request).radars.create(body.title, profile)
        return answer(telling.radar_json(made), 201)

    @api.delete("/{slug}", status_code=204, response_class=Response)
    def remove(request: Request, slug: str) -> Response:
        """Forget a radar with all that was shown and said in it."""
        who.desk(request).radars.remove(slug)
        return Response(status_code=204)

    @api.get("/{slug}/profile", response_model=RadarAnswer)
    def profile(request: Request, slug: str) -> Response:
        """A radar with its profile."""
        return answer(telling.radar_json(who.desk(request).radars.get(slug)))

    @api.put("/{slug}/profile", response_model=RadarAnswer)
    def change(request: Request, slug: str, body: ProfileBody) -> Response:
        """Give a radar another profile."""
        changed = who.desk(request).radars.change(slug, Profile.from_json(body))
        return answer(telling.radar_json(changed))

    @api.put("/{slug}/title", response_model=RadarAnswer)
    def rename(request: Request, slug: str, body: TitleBody) -> Response:
        """Give a radar another title."""
        return answer(telling.radar_json(who.desk(request).radars.rename(slug, body.title)))


def _add_editions(api: APIRouter, who: Who) -> None:
    @api.get("/{slug}", response_model=EditionAnswer)
    def edition(
        request: Request,
        slug: str,
        day: Day = None,
        batch: Annotated[int, Query(ge=1, le=_DEEPEST)] = 1,
    ) -> Response:
        """An edition; the first of today is made when it is first asked for."""
        found = who.desk(request).radars.edition(slug, day=day, batch=batch)
        return answer(telling.edition_json(found))

    @api.post("/{slug}/next", response_model=EditionAnswer)
    def onward(request: Request, slug: str, body: NextBody | None = None) -> Response:
        """Make the next batch of today."""
        after = body.after if body else None
        made = who.desk(request).radars.next_batch(slug, after=after)
        return answer(telling.edition_json(made))

    @api.get("/{slug}/history", response_model=HistoryAnswer)
    def history(
        request: Request, slug: str, limit: Annotated[int, Query(ge=1, le=2000)] = 60
    ) -> Response:
        """Which editions are kept."""
        held = [asdict(one) for one in who.desk(request).radars.history(slug, limit)]
        return answer({"editions": held, "total": len(held)})


def _add_knowledge(api: APIRouter, who: Who) -> None:
    @api.get("/{slug}/learnt", response_model=LearntAnswer)
    def learnt(request: Request, slug: str) -> Response:
        """What the radar has learnt."""
        return answer(telling.learnt_json(who.desk(request).radars.learnt(slug)))

    @api.get("/{slug}/trends", response_model=TrendsAnswer)
    def trends(request: Request, slug: str) -> Response:
        """What rises in the radar's field."""
        return answer(asdict(who.desk(request).radars.trends(slug)))


def _add_verdicts(api: APIRouter, who: Who) -> None:
    @api.post("/{slug}/judge", status_code=204, response_class=Response)
    def judge(request: Request, slug: str, body: JudgeBody) -> Response:
        """Say what a work is to the reader; the next batch knows of it."""
        who.desk(request).radars.judge(slug, body.work, body.kind, body.on)
        return Response(status_code=204)

    @api.post("/{slug}/forget", status_code=204, response_class=Response)
    def forget(request: Request, slug: str, body: ForgetBody) -> Response:
        """Take back what was learnt from a work."""
        who.desk(request).radars.forget(slug, body.work)
        return Response(status_code=204)


def _add_changes(api: APIRouter, who: Who) -> None:
    @api.post("/{slug}/turn", response_model=RadarAnswer)
    def turn(request: Request, slug: str, body: TurnBody) -> Response:
        """Turn a reason up, down or off."""
        return answer(
            telling.radar_json(who.desk(request).radars.turn(slug, body.key, body.factor))
        )

    @api.post("/{slug}/mute", response_model=RadarAnswer)
    def mute(request: Request, slug: str, body: MuteBody) -> Response:
        """Never show something again."""
        return answer(telling.radar_json(who.desk(request).radars.mute(slug, body.mute())))

    @api.post("/{slug}/unmute", response_model=RadarAnswer)
    def unmute(request: Request, slug: str, body: MuteBody) -> Response:
        """Take a mute back."""
        return answer(telling.radar_json(who.desk(request).radars.unmute(slug, body.mute())))

    @api.post("/{slug}/follow", response_model=RadarAnswer)
    def follow(request: Request, slug: str, body: AuthorBody) -> Response:
        """Follow an author."""
        return answer(telling.radar_json(who.desk(request).radars.follow(slug, body.author())))

    @api.post("/{slug}/unfollow", response_model=RadarAnswer)
    def unfollow(request: Request, slug: str, body: AuthorBody) -> Response:
        """Follow an author no longer."""
        return answer(telling.radar_json(who.desk(request).radars.unfollow(slug, body.author())))
