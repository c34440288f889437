"""Runs, reviews and batches in the forms in which every face gives them out: as JSON values, as files.

Only reads; the review itself is told by `render.review_json`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from academichub.argument.findings import Event
from academichub.argument.reviews import Review
from academichub.canon import Canons
from academichub.errors import IdentifierError, NotFoundError, UsageError
from academichub.language import language
from academichub.render.review_formats import FORMATS
from academichub.render.review_json import part_json, shape
from academichub.review import bundle, links
from academichub.review.record import Record
from academichub.review.reviews import Reviews
from academichub.review.signing import Key
from academichub.review.values import Standing
from academichub.store.review_batches import Batch
from academichub.store.reviews import Run

BUNDLE = "zip"
SUFFIXES = (*FORMATS, BUNDLE)
"""What files of a review end in."""

_RUN = (
    "id", "title", "state", "stage", "done", "total", "writer", "model", "asked_at", "started_at",
    "finished_at", "error", "batch", "scope", "sha256",
)  # fmt: skip
_MICRO = 1_000_000
_OF_IDENTIFIERS = frozenset(":/.")
"""No id of a run has one of these."""


def found(reviews: Reviews, name: str, language: str = "en") -> Standing:
    """The run of this id, else the newest review of the work that *name* is an identifier of.

    A work without a review in *language* gets the extractive one of what is kept, now.

    Raises:
        NotFoundError: there is no such run, and no such work.
        IdentifierError: it is neither the id of a run nor an identifier.
    """
    if set(name) & _OF_IDENTIFIERS:
        return reviews.open(name, language)
    try:
        return reviews.get(name)
    except NotFoundError:
        try:
            return reviews.open(name, language)
        except IdentifierError as error:
            raise NotFoundError(f"there is no review {name}") from error


def done(one: Standing) -> Review:
    """The review of a run.

    Raises:
        UsageError: it is not done; the text says how it stands.
    """
    if one.review is None:
        why = f": {one.run.error}" if one.run.error else ""
        raise UsageError(
            f"this review is {one.run.state}{why}; it can be taken along once it is done"
        )
    return one.review


class Giving:
    """How reviews are given out: each with what was said of it since, and as a file.

    Args:
        reviews: those of one reader.
        record: what was said of them, as far as that reader sees it.
        canons: in which the declarations of theorem links are looked up again.
        key: gives what bundles are signed with.
    """

    def __init__(
        self, reviews: Reviews, record: Record, canons: Canons, key: Callable[[], Key]
    ) -> None:
        self._reviews, self._record, self._canons, self._key = reviews, record, canons, key

    def json(self, one: Standing) -> dict[str, Any]:
        """A run with its review, or with the parts there are so far."""
        return standing_json(self._now(one), self.events(one))

    def file(self, one: Standing, suffix: str, *, text: bool = True) -> bytes:
        """A review as a file whose name ends in *suffix*, one of `SUFFIXES`.

        Without *text* a bundle leaves out the text of the work, for whoever may not pass that on.

        Raises:
            UsageError: it is not done, or there is no such format.
            ConfigurationError: a PDF in Chinese, and this machine has no font for it.
        """
        if suffix not in SUFFIXES:
            raise UsageError(f"no such format: {suffix!r}; there are {', '.join(SUFFIXES)}")
        review, events = done(self._now(one)), self.events(one)
        if suffix == BUNDLE:
            document = self._reviews.shared(one.run.id) if text else None
            claims = self._reviews.claims(one.run.id)
            return bundle.write(done(one), document, events, self._key(), claims)
        return FORMATS[suffix].write(review, events, language(review.language))

    def events(self, one: Standing) -> tuple[Event, ...]:
        """All that was said of a work, its reviews and findings, the oldest first.

        What was said of a finding of an earlier version is told of the one that took it over, too.
        """
        said = self._record.history(one.run.ask.work)
        hashes = [each.sha256 for each in one.review.findings] if one.review else []
        taken_over = (
            replace(event, subject=sha)
            for sha, events in self._record.histories(hashes).items()
            for event in events
            if event.subject != sha
        )
        return tuple(sorted((*taken_over, *said), key=attrgetter("at")))

    def _now(self, one: Standing) -> Standing:
        """The same with its theorem links as they are now: judged by people, perhaps broken since."""
        if one.review is None or not one.review.theorem_links:
            return one
        known = links.fresh(self._record.judged(one.review.theorem_links), self._canons)
        return replace(one, review=replace(one.review, theorem_links=known))


def run_json(one: Run) -> dict[str, Any]:
    """How far a run is. ``private`` says that only its reader sees it, since it is of their own file."""
    return {
        **{name: getattr(one, name) for name in _RUN},
        "work": one.ask.work,
        "language": one.ask.language,
        "rebuttal": one.ask.rebuttal,
        "fetch": one.ask.fetch,
        "again_of": one.again,
        "private": one.owner is not None,
    }


def standing_json(one: Standing, events: Sequence[Event] = ()) -> dict[str, Any]:
    """A run with its review, or with the parts there are so far; *events* as for `shape`."""
    parts = {part.name: part_json(part) for part in one.parts} if one.review is None else {}
    return {
        **run_json(one.run),
        "review": shape(one.review, events) if one.review else None,
        "parts": parts,
    }


def batch_json(one: Batch, runs: Sequence[Run], spent: tuple[int, int]) -> dict[str, Any]:
    """A batch: its budget, what it has taken, and how many of its runs are in which state."""
    counts: dict[str, int] = {}
    for run in runs:
        counts[run.state] = counts.get(run.state, 0) + 1
    tokens, microdollars = spent
    budget = one.budget_microdollars
    return {
        "id": one.id,
        "title": one.title,
        "state": one.state,
        "asked_at": one.asked_at,
        "budget_tokens": one.budget_tokens,
        "budget_usd": None if budget is None else budget / _MICRO,
        "spent_tokens": tokens,
        "spent_usd": microdollars / _MICRO,
        "total": len(runs),
        "counts": counts,
    }
