"""The reviews of works as one reader sees them: opened, asked for, watched, made anew.

A review is shared by all readers, except one of a file that somebody dropped in. What is asked for is kept
at once; who makes it, and when, is not decided here, save that what needs nobody outside is made on sight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from academichub.argument import Language
from academichub.argument.reviews import STAGES, ReviewAsk
from academichub.brief.choosing import Choosing
from academichub.errors import NotFoundError, StoreError, UsageError
from academichub.model import Work, to_json
from academichub.review import dropped
from academichub.review.seeing import Seeing, States
from academichub.review.sight import READER, Sight, is_of_sight
from academichub.review.values import Standing, Who, language_of
from academichub.store import Store
from academichub.store.reviews import Run

MOST_OPEN = 10
"""Reviews a reader may wait for at once, those of batches left out."""

Make = Callable[[str], object]
"""Makes the review of this run, here and now."""


class Reviews(Seeing):
    """What one reader can do with reviews.

    Args:
        store: where works and reviews are.
        who: the reader.
        choosing: finds the works of a batch.
        sight: says which review of a work is made on sight.
        make: makes one here, for who does not want to wait for a worker.
        states: says what became of findings.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self,
        store: Store,
        who: Who,
        choosing: Choosing,
        sight: Sight,
        make: Make,
        states: States,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(store, who, choosing, states, clock)
        self._sight, self._make = sight, make

    # Of a work

    def open(self, work: str, language: str = "en") -> Standing:
        """The newest review of a work, or of a file of the reader's own.

        One of what is at hand is made now where there is none, or none of the work's newest version.

        Raises:
            IdentifierError: that is no identifier.
            NotFoundError: no such work is in the store.
        """
        spoken = language_of(language)
        if dropped.is_file(work):
            return self._newest_of_file(work, spoken)
        one = self._work(work)
        newest, name = self._kept.latest(one.id, spoken), self._sight.name(one, spoken)
        if newest and (newest.id == name or not is_of_sight(newest.id)):
            seen = self._read(newest)
            if not _is_of_older(seen, one):
                return seen
        return self._read(self._on_sight(name, one, spoken))

    def of_work(self, work: str, language: str | None = None) -> tuple[Run, ...]:
        """The runs on a work that the reader may see, the newest first."""
        name = work if dropped.is_file(work) else self._work(work).id
        return tuple(self._kept.of_work(name, language, owner=self._who.reader))

    def ask(
        self,
        work: str,
        *,
        language: str = "en",
        writer: str | None = None,
        model: str | None = None,
        rebuttal: bool = False,
        fetch: bool = False,
    ) -> Run:
        """Ask for a review of a work.

        Args:
            work: an identifier of it.
            language: ``en`` or ``zh``.
            writer: ``extractive`` or ``prompted``; unset the latter where there is a model.
            model: which one of `models`.
            rebuttal: whether to write what the authors could answer.
            fetch: whether the outside may be asked for the full text and for citing works.

        Raises:
            UsageError: it cannot be asked for so; the text says what can.
            IdentifierError: that is no identifier.
            NotFoundError: no such work is in the store.
        """
        self._refuse_too_many()
        one, (who, which) = self._work(work), self._who.writer(writer, model)
        asked = ReviewAsk(one.id, one.title, language_of(language), rebuttal, fetch)
        return self._add(self._who.run(asked, who, which, self._at()))

    def drop(
        self,
        name: str,
        body: bytes,
        *,
        language: str = "en",
        writer: str | None = None,
        model: str | None = None,
        rebuttal: bool = False,
    ) -> Run:
        """Ask for a review of a PDF, an HTML page or a TeX source; only the reader will see it.

        Args:
            name: what the file is called.
            body: its bytes.
            language: ``en`` or ``zh``.
            writer: as for `ask`.
            model: as for `ask`.
            rebuttal: as for `ask`.

        Raises:
            UsageError: it cannot be asked for so; the text says what can.
            TooLargeError: it is larger than a paper is.
            MalformedAnswerError: it is none of these, or cannot be read.
        """
        self._refuse_too_many()
        who, which = self._who.writer(writer, model)
        spoken = language_of(language)
        text = dropped.read(name, body, self._at())
        asked = ReviewAsk(text.work.id, text.work.title, spoken, rebuttal)
        run = replace(self._who.run(asked, who, which, self._at()), owner=self._who.reader)
        return self._add(run, {"text": to_json(text)})

    # Of a run

    def make_now(self, run: str) -> Standing:
        """Make one here, whoever else may be at it, and give it as it is then.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
        """
        self._make(self.glance(run).id)
        return self.get(run)

    def cancel(self, run: str) -> bool:
        """Want one no more; what is made of it stays. False where it had ended.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
            NotAllowedError: somebody else asked for it.
        """
        return self._kept.cancel(self._own(run).id, self._at())

    def again(
        self,
        run: str,
        *,
        stage: str | None = None,
        writer: str | None = None,
        model: str | None = None,
        language: str | None = None,
        rebuttal: bool | None = None,
        fetch: bool | None = None,
    ) -> Run:
        """Ask for a review anew, by default in the same way; both are kept.

        Args:
            run: the one there is.
            stage: one of `STAGES`; it alone is done anew then, the outcomes of the others stay.
                Of the text all are, since they stand on it.
            writer: as for `ask`, unset as before.
            model: as for `ask`, unset as before.
            language: another one; not together with *stage*.
            rebuttal: as for `ask`, unset as before.
            fetch: as for `ask`, unset as before.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
            UsageError: it cannot be asked for so; the text says what can.
        """
        one = self.glance(run)
        self._refuse_too_many()
        kept = self._taken_over(one, stage, language)
        same = writer is None and model is None
        who, which = self._who.writer(one.writer if same else writer, one.model if same else model)
        asked = replace(
            one.ask,
            language=language_of(language or one.ask.language),
            rebuttal=stage == "rebuttal" or (one.ask.rebuttal if rebuttal is None else rebuttal),
            fetch=one.ask.fetch if fetch is None else fetch,
        )
        anew = replace(self._who.run(asked, who, which, self._at()), owner=one.owner, again=one.id)
        return self._add(anew, kept)

    def remove(self, run: str) -> None:
        """Forget one with all that was made for it.

        Raises:
            NotFoundError: there is none of this id that the reader may see.
            NotAllowedError: somebody else asked for it.
        """
        self._kept.remove(self._own(run).id)

    # Within

    def _newest_of_file(self, work: str, language: Language) -> Standing:
        runs = self._kept.of_work(work, owner=self._who.reader)
        best = [one for one in runs if one.ask.language == language] or runs
        if not best:
            raise NotFoundError(f"there is no review of {work}; drop the file in first")
        return self._read(next((one for one in best if one.state == "done"), best[0]))

    def _on_sight(self, name: str, work: Work, language: Language) -> Run:
        there = self._there(name)
        if there is None:
            asked = ReviewAsk(work.id, work.title, language)
            run = self._who.run(asked, "extractive", None, self._at())
            try:
                self._kept.add(replace(run, id=name, reader=READER))
            except StoreError:
                if self._there(name) is None:  # else who opened it at the same moment was quicker
                    raise
        elif there.state in {"failed", "cancelled"}:
            self._kept.reopen(name, self._at())
        self._make(name)
        return self._kept.get(name)

    def _there(self, name: str) -> Run | None:
        try:
            return self._kept.get(name)
        except NotFoundError:
            return None

    def _taken_over(self, one: Run, stage: str | None, language: str | None) -> dict[str, bytes]:
        """The outcomes that a run made anew begins with."""
        kept = self._kept.stages(one.id)
        if stage is None or stage == "text":
            return {"text": kept["text"]} if dropped.is_file(one.ask.work) else {}
        if stage not in STAGES:
            raise UsageError(f"no such stage: {stage!r}; there are {', '.join(STAGES)}")
        if language not in {None, one.ask.language}:
            raise UsageError("one stage alone is done anew in the language of the others")
        if one.is_open or not kept:
            raise UsageError(
                f"review {one.id} is not made yet; one stage of it cannot be done anew"
            )
        return {name: body for name, body in kept.items() if name != stage}

    def _refuse_too_many(self) -> None:
        mine = self._kept.of_reader(self._who.reader)
        waiting = sum(one.is_open and one.batch is None for one in mine)
        if waiting >= MOST_OPEN:
            raise UsageError(
                f"{waiting} reviews are being made already; wait for one, or cancel it"
            )

    def _add(self, run: Run, kept: Mapping[str, bytes] | None = None) -> Run:
        self._kept.add(run, kept or {})
        return run


def _is_of_older(seen: Standing, work: Work) -> bool:
    """Whether a review is of an earlier version of the work than there is now."""
    read = seen.review.version if seen.review else None
    return read is not None and work.version is not None and read < work.version
