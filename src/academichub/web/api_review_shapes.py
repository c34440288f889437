"""What the JSON API of reviews takes and answers, as its description tells it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from academichub.review.bulk import LIMIT, MOST

Writer = Literal["extractive", "prompted"]
Name = Annotated[str, Field(max_length=500)]
State = Literal["waiting", "working", "done", "failed", "cancelled"]


class RunAnswer(BaseModel):
    """A review that was asked for, and how far it is; ``done`` of ``total`` stages are.

    ``private`` is one of a reader's own file. ``sha256`` is that of the published review.
    """

    id: str
    work: str
    title: str
    language: str
    state: State
    stage: str
    done: int
    total: int
    writer: str
    model: str | None
    rebuttal: bool
    fetch: bool
    asked_at: str
    started_at: str | None
    finished_at: str | None
    error: str | None
    batch: str | None
    again_of: str | None
    scope: str | None
    sha256: str | None
    private: bool


class QuoteAnswer(BaseModel):
    """Verbatim text; ``field`` is ``text`` where offsets are into the document that was read."""

    work_id: str
    field: str
    start: int
    end: int
    text: str


class StatementAnswer(BaseModel):
    """A sentence and what it stands on; ``label`` is what it is about, a section or a comment."""

    model_config = ConfigDict(extra="allow")
    id: str
    text: str
    lead: str
    tier: Literal["quoted", "overlaps", "editorial"]
    role: str
    label: str
    quotes: list[QuoteAnswer]


class PartAnswer(BaseModel):
    """A part of the reading; ``empty`` says why there are no statements, where there are none."""

    statements: list[StatementAnswer]
    writer: Writer
    empty: str | None = None


class ReviewAnswer(BaseModel):
    """A review: the reading, the findings of the checks, and the record around it."""

    model_config = ConfigDict(extra="allow")
    id: str
    work: str
    title: str
    scope: Literal["title", "abstract", "full text"]
    sha256: str
    pith: PartAnswer
    reading: PartAnswer
    core_claim: PartAnswer
    mechanism: PartAnswer
    consequences: PartAnswer
    editorial: PartAnswer
    load_bearing_premise: PartAnswer
    falsifier: PartAnswer
    referee: dict[str, PartAnswer]
    rebuttal: PartAnswer
    circularity: PartAnswer
    ledger: dict[str, Any]
    verdict: dict[str, Any]
    keywords: PartAnswer
    classification: list[str]
    theorem_links: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    references: list[dict[str, Any]]
    citing: dict[str, Any]
    distance: dict[str, Any] | None
    provenance: dict[str, Any]


class StandingAnswer(RunAnswer):
    """A run with its review once it is done; before that ``parts`` has what is written so far."""

    review: ReviewAnswer | None
    parts: dict[str, PartAnswer]


class RunsAnswer(BaseModel):
    """The reader's reviews, the newest first, and the models one may choose from."""

    reviews: list[RunAnswer]
    total: int
    models: list[str]


class BatchAnswer(BaseModel):
    """Reviews asked for at once, with what they may take and have taken."""

    id: str
    title: str
    state: Literal["open", "paused", "cancelled", "done"]
    asked_at: str
    budget_tokens: int | None
    budget_usd: float | None
    spent_tokens: int
    spent_usd: float
    total: int
    counts: dict[str, int]
    reviews: list[RunAnswer] | None = None


class BatchesAnswer(BaseModel):
    """The reader's batches, the newest first."""

    batches: list[BatchAnswer]
    total: int


class ChangedAnswer(BaseModel):
    """Whether there was anything to change."""

    changed: bool


class VerifiedAnswer(BaseModel):
    """Whether a bundle is what it says; ``notes`` are what could not be checked."""

    ok: bool
    faults: list[str]
    notes: list[str]
    signed_by: str | None
    work: str
    review: str


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HowBody(_Given):
    """How a review is to be made; ``fetch`` lets the outside be asked for text and citing works."""

    language: Literal["en", "zh"] = "en"
    writer: Writer | None = None
    model: Name | None = None
    rebuttal: bool = False


class ReviewBody(HowBody):
    """A review of a work, by any identifier of it."""

    work: Annotated[str, Field(min_length=1, max_length=1_000)]
    fetch: bool = False


class ManyBody(HowBody):
    """Reviews of a day (``2026-06-12``), a search or works, under one budget."""

    kind: Literal["day", "query", "works"]
    value: Annotated[str, Field(max_length=1_000)] = ""
    works: Annotated[list[Name], Field(max_length=MOST)] = Field(default_factory=list)
    fetch: bool = False
    budget_tokens: Annotated[int | None, Field(ge=0)] = None
    budget_usd: Annotated[float | None, Field(ge=0)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT


class AgainBody(_Given):
    """How to make a review anew; what is left out stays as it was. ``stage``: that one alone."""

    stage: Annotated[str | None, Field(max_length=50)] = None
    language: Literal["en", "zh"] | None = None
    writer: Writer | None = None
    model: Name | None = None
    rebuttal: bool | None = None
    fetch: bool | None = None
