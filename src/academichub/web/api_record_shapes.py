"""What the JSON API of the record takes and answers, as its description tells it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=10_000)]


class EventAnswer(BaseModel):
    """What somebody said of a finding, a line or a work, and when; never changed, only added to."""

    subject: str
    kind: str
    by: str
    at: str
    text: str
    as_author: bool


class HistoryAnswer(BaseModel):
    """What was said of a finding, a line or a work, the oldest first."""

    subject: str
    events: list[EventAnswer]


class ClaimAnswer(BaseModel):
    """Who showed by their ORCID iD to be the author that the by-line calls ``name``."""

    work: str
    orcid: str
    name: str
    at: str


class ClaimsAnswer(BaseModel):
    """The authors who claimed a work, the oldest claim first."""

    claims: list[ClaimAnswer]


class CommentAnswer(BaseModel):
    """A comment; of what is hidden or removed the words are left out."""

    id: str
    work: str
    parent: str | None
    name: str
    as_author: bool
    at: str
    text: str
    state: Literal["shown", "hidden", "removed"]
    moderated_at: str | None
    reason: str


class ThreadAnswer(CommentAnswer):
    """A comment with the answers to it; ``own`` is one of who asks."""

    own: bool
    replies: list[ThreadAnswer]


class CommentsAnswer(BaseModel):
    """The threads under a work; ``total`` counts the comments that are shown."""

    comments: list[ThreadAnswer]
    total: int


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SayBody(_Given):
    """What is said, and of what.

    ``dispute``, ``rescind`` and ``reopen`` are of a finding, ``answer`` and ``correct`` of a finding or
    a line, ``hide``, ``show`` and ``ask`` of a work; for the last three the text may be empty.
    """

    kind: Literal["dispute", "answer", "correct", "rescind", "reopen", "hide", "show", "ask"]
    text: Text = ""


class CommentBody(_Given):
    """A comment under a work; ``parent`` is the comment it answers."""

    text: Text
    parent: Annotated[str | None, Field(max_length=100)] = None


class ModerateBody(_Given):
    """Whether a comment is to be hidden, and why."""

    hidden: bool
    reason: Annotated[str, Field(max_length=1_000)] = ""
