"""What the JSON API of briefs takes and answers, as its description tells it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from academichub.brief.choosing import LIMIT, MOST

_OPEN = ConfigDict(extra="allow")


class AskedAnswer(BaseModel):
    """A brief that was asked for, and how far it is."""

    id: str
    title: str
    state: Literal["waiting", "working", "done", "failed", "cancelled"]
    stage: str
    done: int
    total: int
    writer: str
    model: str | None
    asked_at: str
    started_at: str | None
    finished_at: str | None
    error: str | None
    again_of: str | None
    ask: dict[str, Any]


class AskedListAnswer(BaseModel):
    """The reader's briefs, the newest first, and the models one may choose from."""

    briefs: list[AskedAnswer]
    total: int
    models: list[str]


class QuoteAnswer(BaseModel):
    """Verbatim text of a work; offsets count Unicode code points of that field."""

    work_id: str
    field: str
    start: int
    end: int
    text: str


class StatementAnswer(BaseModel):
    """A sentence and what it stands on."""

    id: str
    text: str
    lead: str
    tier: Literal["quoted", "overlaps", "editorial"]
    role: str
    quotes: list[QuoteAnswer]


class BriefAnswer(AskedAnswer):
    """A brief, whole or as far as it is written; each section has its statements."""

    model_config = _OPEN
    headline: list[StatementAnswer]
    changed: list[StatementAnswer]
    themes: list[dict[str, Any]]
    bridges: list[dict[str, Any]]
    agreements: list[dict[str, Any]]
    tensions: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    reading: list[dict[str, Any]]
    crossings: list[dict[str, Any]]
    works: list[dict[str, Any]]
    provenance: dict[str, Any] | None


class FlagAnswer(BaseModel):
    """A reader's word against a statement, kept with the statement."""

    brief: str
    statement: StatementAnswer
    reason: str
    note: str
    at: str


class FlagsAnswer(BaseModel):
    """The flags on a brief."""

    flags: list[FlagAnswer]
    total: int


class CancelAnswer(BaseModel):
    """Whether there was anything to cancel."""

    cancelled: bool


class DifferenceAnswer(BaseModel):
    """Two briefs side by side; ``kind`` is ``new``, ``gone``, ``changed`` or ``kept``."""

    works: dict[str, list[str]]
    themes: list[dict[str, Any]]
    bridges: list[dict[str, Any]]
    statements: list[dict[str, Any]]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


Name = Annotated[str | None, Field(max_length=300)]


class BriefBody(_Given):
    """What a brief is asked of: a value for a radar, a search, a day or an author, or works."""

    kind: Literal["radar", "query", "day", "author", "works"]
    value: Annotated[str, Field(max_length=500)] = ""
    works: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=MOST)] = Field(
        default_factory=list
    )
    language: Literal["en", "zh"] = "en"
    writer: Literal["extractive", "prompted"] | None = None
    model: Name = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT


class AgainBody(_Given):
    """How to make a brief anew; what is left out stays as it was."""

    writer: Literal["extractive", "prompted"] | None = None
    model: Name = None
    language: Literal["en", "zh"] | None = None


class FlagBody(_Given):
    """What is wrong with a statement."""

    statement: Annotated[str, Field(min_length=1, max_length=100)]
    reason: Literal["unsupported", "misleading", "wrong", "trivial", "other"]
    note: Annotated[str, Field(max_length=4_000)] = ""
