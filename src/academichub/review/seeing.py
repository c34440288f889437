"""Runs of reviews as they stand: those of others that all may see, and the reader's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from academichub import reading
from academichub.argument import Statement
from academichub.argument.documents import Document
from academichub.argument.findings import Finding, FindingState
from academichub.argument.reviews import ReadingPart
from academichub.brief.choosing import Choosing
from academichub.errors import NotAllowedError, NotFoundError
from academichub.review import stages
from academichub.review.bulk import Batches
from academichub.review.sharing import may_share
from academichub.review.stages import Text
from academichub.review.values import Standing, Who
from academichub.store import Store
from academichub.store.reviews import Run

_PAUSE = 0.25

States = Callable[[Sequence[Finding]], Mapping[str, FindingState]]
"""What became of findings, by their hash; those nothing became of may be left out."""


class Seeing(Batches):
    """How runs stand.

    Args:
        store: where works and reviews are.
        who: the reader.
        choosing: finds the works of a batch.
        states: says what became of findings.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self,
        store: Store,
        who: Who,
        choosing: Choosing,
        states: States,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(store, who, choosing, clock)
        self._states = states

    def all(self) -> tuple[Run, ...]:
        """The runs the reader asked for, the newest first."""
        return tuple(self._kept.of_reader(self._who.reader))

    def get(self, run: str) -> Standing:
        """How a run stands.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
        """
        return self._read(self.glance(run))

    def glance(self, run: str) -> Run:
        """How far a run is, without anything that is written of it.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
        """
        one = self._kept.get(run)
        if one.owner not in {None, self._who.reader}:
            raise NotFoundError(f"there is no review {run}")
        return one

    def document(self, run: str) -> Document:
        """The text that a review stands on.

        Raises:
            NotFoundError: there is no such run that the reader may see, or its text is not read yet.
        """
        return self._text(self.glance(run)).document

    def shared(self, run: str) -> Document | None:
        """The same where it may be given away with the review, else None.

        Raises:
            NotFoundError: as `document` does.
        """
        one = self.glance(run)
        text = self._text(one)
        may = may_share(text.work, text.document, own=one.owner is not None)
        return text.document if may else None

    def claims(self, run: str) -> tuple[Statement, ...]:
        """What the work claims in its own words, as far as it was read.

        Raises:
            NotFoundError: as `document` does.
        """
        one = self.glance(run)
        text = self._text(one)
        return reading.claims(reading.material(text.work, text.document, one.ask.language))

    def events(
        self,
        run: str,
        *,
        seconds: float = 600.0,
        pause: float = _PAUSE,
        sleep: Callable[[float], object] = time.sleep,
    ) -> Iterator[Standing]:
        """How a run stands, at once and again after each change, until it has ended or *seconds* pass.

        Raises:
            NotFoundError: there is none of this id, or it was removed meanwhile.
        """
        last: Run | None = None
        for _ in range(max(1, round(seconds / pause))):
            one = self.glance(run)
            if one != last:
                yield self._read(one)
                last = one
            if not one.is_open:
                return
            sleep(pause)

    def _own(self, run: str) -> Run:
        one = self.glance(run)
        if one.reader != self._who.reader and not self._who.administrator:
            raise NotAllowedError("only who asked for a review, and administrators, may do that")
        return one

    def _read(self, run: Run) -> Standing:
        review = self._kept.review(run.id) if run.state == "done" else None
        if review is not None:
            return Standing(run, review, review.parts, self._states(review.findings))
        return Standing(run, None, tuple(self._so_far(run)))

    def _so_far(self, run: Run) -> Iterator[ReadingPart]:
        known = stages.known(self._kept.stages(run.id))
        for one in stages.written(known).values():
            yield from one.parts

    def _text(self, one: Run) -> Text:
        kept = self._kept.stages(one.id)
        text = stages.known({name: kept[name] for name in kept if name == "text"}).get("text")
        if not isinstance(text, Text):
            raise NotFoundError(f"the text of review {one.id} is not read yet")
        return text
