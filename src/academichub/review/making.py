"""Making a review: its text is read, audited, written about part by part, and put together.

Every stage that asks somebody is kept as it is done and none is done twice: who goes on after a killed
one finds the stages that are there. A fault in one stage costs that stage's own parts, never the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter
from typing import TypeAlias

from academichub.argument import Language
from academichub.argument.documents import Document
from academichub.argument.findings import Finding
from academichub.argument.reviews import (
    WRITTEN,
    Citations,
    Distance,
    Material,
    ReadingPart,
    StageAccount,
    TheoremLink,
    Written,
)
from academichub.audit import Audited
from academichub.errors import AcademicHubError, NotFoundError, StoreError
from academichub.jobs import Stop, instant, tried, watched
from academichub.model import Date, Instant, Work, to_json
from academichub.review import carrying, composing, stages, telling
from academichub.review.dropped import is_file
from academichub.review.purses import Bound, Purses
from academichub.review.stages import Audits, Cited, Linked, Outcome, Placed, Text
from academichub.store import Store
from academichub.store.reviews import Run

WriteStage: TypeAlias = Callable[
    [str, Material, Mapping[str, Written], tuple[Finding, ...]], Written
]
"""Writes a stage: its name, what it stands on, the stages written before it, what the checks found."""

Writer: TypeAlias = Callable[[Run, Stop], WriteStage]
"""Gives what a review is written with that asks for a language model."""

_PASSED_ON = (StoreError,)
_PROGRAM: Mapping[str, type[Audits | Cited | Linked | Placed]] = {
    "audits": Audits,
    "citations": Cited,
    "links": Linked,
    "distance": Placed,
}


class _NotWantedError(AcademicHubError):
    """The review was cancelled or removed, or whoever makes it is to stop."""


@dataclass(frozen=True, slots=True)
class Means:
    """What reviews are made with. A last argument that is true or false says if the outside may be asked.

    ``document`` gives the text of a work, ``material`` what can be read of it, ``extract`` writes without
    a model, ``writer`` with one; ``bound`` says what a stage of it may take at most. ``place`` gives the
    distance, or why there is none.
    """

    store: Store
    clock: Callable[[], datetime]
    document: Callable[[Work, bool], Document]
    audit: Callable[[Document, Work, Date, bool], Audited]
    material: Callable[[Work, Document, Language], Material]
    extract: Callable[[str, Material, tuple[Finding, ...]], Written]
    cite: Callable[[Work, Document, Language, bool], Citations]
    link: Callable[[Material], tuple[TheoremLink, ...]]
    place: Callable[[Work, Language], tuple[Distance | None, str]]
    writer: Writer | None = None
    bound: Callable[[Material], Bound] = lambda _: Bound()


class Maker:
    """Makes the reviews that were asked for.

    Args:
        means: what with.
    """

    def __init__(self, means: Means) -> None:
        self._means, self._kept = means, means.store.reviews
        self._purses = Purses(self._kept, means.bound)

    def make(self, run: str, stopping: Stop = lambda: False) -> bool:
        """Make a review, or what is left of it to be made; False where it was stopped before its end.

        Raises:
            StoreError: what was made cannot be kept. What was kept before is; it can go on later.
        """
        if not self._kept.begin(run, self._at()):
            return True
        one = self._kept.get(run)
        stop = watched(lambda: self._is_wanted(run), stopping)
        making = _Making(one, self._means, self._purses, stop)
        try:
            made = tried(making.made, (StoreError, _NotWantedError))
        except _NotWantedError:
            return not stopping()
        if isinstance(made, Exception):
            self._kept.fail(run, telling.fault(made, one.ask.language), self._at())
        return True

    def _is_wanted(self, run: str) -> bool:
        try:
            return self._kept.get(run).is_open
        except NotFoundError:
            return False

    def _at(self) -> Instant:
        return instant(self._means.clock())


class _Making:
    """One review while it is made."""

    def __init__(self, run: Run, means: Means, purses: Purses, stop: Stop) -> None:
        self._run, self._means, self._purses, self._stop = run, means, purses, stop
        self._kept, self._language = means.store.reviews, run.ask.language
        self._outcomes: dict[str, Outcome] = {}
        # What nobody outside is asked for is as soon done again as kept stage by stage.
        self._at_once = run.writer == "prompted" or run.ask.fetch
        self._late: dict[str, bytes] = {}
        self._read: Material | None = None
        self._write: WriteStage | None = None

    def made(self) -> None:
        """Do the stages that are not done yet, and put all together."""
        run, ask = self._run, self._run.ask
        self._outcomes = self._done_before()
        wanted = stages.wanted(ask.rebuttal)
        for name in wanted:
            if name not in self._outcomes:
                self._do(name, len(wanted))
        review = composing.composed(
            run.id, ask, self._text, self._outcomes,
            writer=run.writer, model=run.model, at=self._at(),
        )  # fmt: skip
        said = carrying.said_of(self._kept, run, review, self._text.document, self._at())
        if not self._kept.finish(run.id, review, self._at(), self._late, said):
            raise _NotWantedError("finish")

    # What is there already

    def _done_before(self) -> dict[str, Outcome]:
        """The stages that are kept; what an older program kept otherwise is done anew."""
        kept = self._kept.stages(self._run.id)
        known = stages.known(kept)
        if unknown := kept.keys() - known.keys():
            self._kept.drop_stages(self._run.id, unknown)
        return known

    # One stage

    def _do(self, name: str, total: int) -> None:
        if self._stop() or (self._at_once and not self._kept.note(self._run.id, name, total)):
            raise _NotWantedError(name)
        pays = name in WRITTEN and self._run.writer == "prompted"
        if not pays:
            self._done(name, lambda: self._by(name))
            return
        with self._purses.held(self._run, lambda: self._material) as held:
            self._done(name, lambda: self._paid(name, may=held.may))
            held.note(self._outcomes[name].account)

    def _done(self, name: str, act: Callable[[], Outcome]) -> None:
        """Do a stage and keep what came of it, with the time it took."""
        began = perf_counter()
        outcome = act()
        spent = round((perf_counter() - began) * 1000)
        outcome = replace(outcome, account=replace(outcome.account, milliseconds=spent))
        self._put(name, to_json(outcome), outcome.account)
        self._outcomes[name] = outcome

    def _put(self, name: str, body: bytes, account: StageAccount) -> None:
        if not self._at_once:
            self._late[name] = body
        elif not self._kept.put_stage(self._run.id, name, body, self._at(), account):
            raise _NotWantedError(name)

    def _by(self, name: str) -> Outcome:
        """What the program itself does."""
        account, fetch = StageAccount(name), self._run.ask.fetch
        if name == "text":
            work = self._work()
            return Text(work, self._means.document(work, fetch), account)
        if name in WRITTEN:
            return self._extracted(name)
        made = tried(lambda: self._made_by(name, account), _PASSED_ON)
        if not isinstance(made, Exception):
            return made
        return _PROGRAM[name](account, notes=(telling.failed(name, made, self._language),))

    def _made_by(self, name: str, account: StageAccount) -> Outcome:
        means, fetch = self._means, self._run.ask.fetch
        work, document = self._text.work, self._text.document
        match name:
            case "audits":
                return self._audited(account)
            case "citations":
                return Cited(account, means.cite(work, document, self._language, fetch))
            case "links":
                return Linked(account, means.link(self._material))
        distance, why = means.place(work, self._language)
        return Placed(account, distance, (why,) if why else ())

    def _work(self) -> Work:
        ask, store = self._run.ask, self._means.store
        if is_file(ask.work):
            raise NotFoundError("the text of the file is kept no more; drop it in again")
        number = store.numbers([ask.work]).get(ask.work)
        work = store.works([number]).get(number) if number is not None else None
        if work is None:
            raise NotFoundError(f"the work {ask.work} is in the store no more")
        return work

    def _audited(self, account: StageAccount) -> Audits:
        document, day = self._text.document, self._run.asked_at[:10]
        found = self._means.audit(document, self._text.work, day, self._run.ask.fetch)
        notes = tuple(note for note in found.notes if note not in document.notes)
        return Audits(account, found.findings, found.checks, notes)

    # What is written

    def _paid(self, name: str, *, may: bool) -> Written:
        """A stage by its model; in the source's own words where that failed, or may not be asked."""
        if not may:
            return self._extracted(name, (telling.over_budget(name, self._language),))
        said = tried(lambda: self._prompted(name), _PASSED_ON)
        if not isinstance(said, Exception):
            return said  # paid for: kept even where it is to stop now
        if self._stop():
            raise _NotWantedError(name)
        return self._extracted(name, (telling.fell_back(name, said, self._language),))

    def _extracted(self, name: str, notes: tuple[str, ...] = ()) -> Written:
        said = tried(lambda: self._means.extract(name, self._material, self._findings), _PASSED_ON)
        if isinstance(said, Exception):
            return _nothing(name, telling.failed(name, said, self._language), notes)
        return replace(said, notes=(*notes, *said.notes))

    def _prompted(self, name: str) -> Written:
        if self._write is None:
            if self._means.writer is None:
                raise NotFoundError(f"the language model {self._run.model} is not set up")
            self._write = self._means.writer(self._run, self._stop)
        before = stages.written(self._outcomes)
        return self._write(name, self._material, before, self._findings)

    @property
    def _text(self) -> Text:
        text = self._outcomes["text"]
        assert isinstance(text, Text)  # noqa: S101 - it is the first stage
        return text

    @property
    def _findings(self) -> tuple[Finding, ...]:
        audits = self._outcomes.get("audits")
        return audits.findings if isinstance(audits, Audits) else ()

    @property
    def _material(self) -> Material:
        if self._read is None:
            text = self._text
            self._read = self._means.material(text.work, text.document, self._language)
        return self._read

    def _at(self) -> Instant:
        return instant(self._means.clock())


def _nothing(name: str, why: str, notes: tuple[str, ...]) -> Written:
    parts = tuple(ReadingPart(part, empty=why) for part in WRITTEN[name])
    return Written(name, parts, StageAccount(name), notes=(*notes, why))
