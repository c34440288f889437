"""The writer of reviews that asks a language model: one request a stage, and one more to mend it.

Claims of the work are kept only where they stand on their quotes, judgements only where they are anchored
and say nothing that only a person may. A part of which nothing stands is in the authors' own words, or
empty with the reason. Nothing the model says is printed as a quote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from academichub.argument.findings import Finding
from academichub.argument.reviews import Material, Written
from academichub.errors import ModelError
from academichub.llm import Answer, Model, Question
from academichub.llm.patience import Patient, Stop, repeats
from academichub.reading.reader import Reader
from academichub.review import judging, selecting
from academichub.review.asking import Task
from academichub.review.drafting import Account, CancelledError, Drafting
from academichub.review.making import WriteStage
from academichub.store import Store
from academichub.store.reviews import Run

PATIENCE = 2
"""After so many stages in a row without an answer the model is asked no more for this review."""

_COMMENTS = ("major", "minor")


def _never() -> bool:
    return False


def writers(model: Model, store: Store) -> Callable[[Run, Stop], WriteStage]:
    """Gives for each review that is asked for what writes its stages with *model*."""

    def of(run: Run, stop: Stop) -> WriteStage:
        again = repeats(run, store.reviews.get)
        return writer(model, reader=run.reader, cancelled=stop, again=again)

    return of


def writer(model: Model, *, reader: str, cancelled: Stop = _never, again: int = 0) -> WriteStage:
    """What writes the stages of one review.

    Args:
        model: what is asked.
        reader: who pays.
        cancelled: says True once the review is not wanted any more.
        again: how often the reader asked for this review anew.

    Returns:
        A function that gives every part of a stage. It raises ModelError only where it was cancelled.
    """
    return _Writer(model, reader, cancelled, again).write


class _Writer:
    def __init__(self, model: Model, reader: str, cancelled: Stop, again: int) -> None:
        self._patient = Patient(model, reader, cancelled, PATIENCE)
        self._cancelled, self._again = cancelled, again
        self._read: tuple[Reader, judging.Paper] | None = None

    def write(
        self, stage: str, material: Material, before: Mapping[str, Written],
        findings: tuple[Finding, ...],
    ) -> Written:  # fmt: skip
        """Write one stage."""
        reader, paper = self._of(material)
        chosen = selecting.chosen(reader, stage, findings)
        task = Task(
            stage, material, chosen.sentences, _comments(stage, before), _told(stage, findings),
            self._again,
        )  # fmt: skip
        writing = Drafting(task, replace(paper, whole=chosen.whole), findings)
        if chosen.orders and stage == "reading":
            writing.note_orders(chosen.orders)
        if stage == "rebuttal" and not task.comments:
            return writing.empty("empty.comments")
        if not chosen.sentences:
            return writing.fallen("empty.text")
        return self._asked(writing)

    def _asked(self, writing: Drafting) -> Written:
        try:
            return writing.written(self._ask)
        except ModelError as error:
            if self._cancelled():
                raise
            writing.note_failure(error)
            return writing.fallen("empty.none")

    def _ask(self, question: Question, account: Account) -> Answer:
        try:
            return self._patient.ask(question, account)
        except ModelError as error:
            if self._cancelled():
                raise CancelledError(str(error), kind=error.kind, said=error.said) from error
            raise

    def _of(self, material: Material) -> tuple[Reader, judging.Paper]:
        """What is found in a work, and what is held against it: both once for all stages."""
        if self._read is None or self._read[0].material is not material:
            self._read = Reader(material), judging.paper(material)
        return self._read


def _comments(stage: str, before: Mapping[str, Written]) -> tuple[tuple[str, str], ...]:
    """The comments made on the work by their ids, for those stages that speak of them."""
    if stage not in {"rebuttal", "verdict"} or "referee" not in before:
        return ()
    parts = (part for part in before["referee"].parts if part.name in _COMMENTS)
    return tuple((one.id, one.text) for part in parts for one in part.statements)


def _told(stage: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What the checks found, as far as it is for the model to know: nothing that tells it what to say."""
    if stage not in {"referee", "verdict"}:
        return ()
    standing = (one for one in findings if one.state != "rescinded")
    return tuple(one for one in standing if not selecting.is_order(one.message))
