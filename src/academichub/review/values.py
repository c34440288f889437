"""What reviews are asked for with and answer with."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from academichub.argument import Language
from academichub.argument.findings import FindingState
from academichub.argument.reviews import ReadingPart, Review, ReviewAsk
from academichub.errors import UsageError
from academichub.model import Instant
from academichub.review import stages
from academichub.store.reviews import Run


@dataclass(frozen=True, slots=True)
class Standing:
    """How a run stands: ``review`` once it is done, before that the ``parts`` there are so far.

    ``states`` says by hash what became of the findings of the review.
    """

    run: Run
    review: Review | None = None
    parts: tuple[ReadingPart, ...] = ()
    states: Mapping[str, FindingState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Who:
    """Whose reviews these are, and which language models there are to write with, the first by default."""

    reader: str
    administrator: bool = False
    models: tuple[str, ...] = ()

    def writer(self, writer: str | None, model: str | None) -> tuple[str, str | None]:
        """Who writes, and with which model.

        Raises:
            UsageError: there is no such writer or model.
        """
        if writer not in {None, "extractive", "prompted"}:
            raise UsageError(f"no such writer: {writer!r}; there are extractive, prompted")
        if writer == "extractive" or (writer is None and model is None and not self.models):
            return "extractive", None
        if not self.models:
            raise UsageError("no language model is set up; the writer without one is extractive")
        chosen = model or self.models[0]
        if chosen not in self.models:
            raise UsageError(f"no such model: {chosen!r}; there are {', '.join(self.models)}")
        return "prompted", chosen

    def run(self, ask: ReviewAsk, writer: str, model: str | None, at: Instant) -> Run:
        """A run of this reader's that is not kept yet."""
        total = len(stages.wanted(ask.rebuttal))
        return Run(
            new_id(), ask, self.reader, None, writer, model, "waiting", "", 0, total, at,
            title=ask.title,
        )  # fmt: skip


def language_of(name: str) -> Language:
    """The language of this name.

    Raises:
        UsageError: there is none.
    """
    if name not in {"en", "zh"}:
        raise UsageError(f"no such language: {name!r}; there are en, zh")
    return cast("Language", name)


def new_id() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(9).replace("-", "a").replace("_", "b")
