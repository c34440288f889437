"""One stage of a review while a model writes it: asked once, mended once, and put together with what stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from academichub import reading
from academichub.argument import Drop
from academichub.argument.findings import Finding
from academichub.argument.reviews import ReadingPart, StageAccount, Verdict, Written
from academichub.errors import BudgetError, LostAnswerError, ModelError
from academichub.language import words
from academichub.llm import Answer as Given
from academichub.llm import Question, prompt, read, telling
from academichub.llm.patience import GaveUpError, Spent
from academichub.review import asking, judging
from academichub.review.asking import Answer, Said, Task
from academichub.review.holding import Draft, Holding, Kept, numbered
from academichub.review.telling import stage as called

_MOST_SAID = 60
_MICRO = 1_000_000
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(slots=True)
class Account(Spent):
    """What the requests of one stage took, and what is to be said of them."""

    repaired: int = 0
    notes: list[str] = field(default_factory=list)


class CancelledError(ModelError):
    """The review is not wanted any more; nothing is to be said of it."""


Ask = Callable[[Question, Account], Given]
"""Asks the model and counts what it took; raises `CancelledError` where the review is not wanted any more."""


class Drafting:
    """One stage while it is written.

    Args:
        task: what is asked.
        paper: what it is held against.
        findings: what the checks found, for who writes without a model.
    """

    def __init__(self, task: Task, paper: judging.Paper, findings: tuple[Finding, ...]) -> None:
        self._task, self._findings = task, findings
        self._holding = Holding(task, paper)
        self._account, self._verdict = Account(), ""
        language = task.material.language
        self._say, self._name = words("review", language), called(task.stage, language)

    # Asking

    def written(self, ask: Ask) -> Written:
        """The stage, after at most one repair."""
        draft = self._drafted(ask)
        drops = [drop for faults in draft.faults.values() for drop in faults[:1]]
        if not draft.kept and (drops or self._task.stage != "circularity"):
            self._note("nothing")
        parts = self._parts(draft)
        return Written(
            self._task.stage, parts, self._told("prompted"), tuple(drops),
            verdict=self._decided(parts), notes=tuple(self._account.notes),
        )  # fmt: skip

    def _drafted(self, ask: Ask) -> Draft:
        given = ask(asking.question(self._task), self._account)
        try:
            said = self._read(given, again=False)
        except ModelError as error:
            asked = asking.repair(self._task, [(0, "", str(error))])
            return self._holding.held(self._read(ask(asked, self._account), again=True))
        draft = self._holding.held(said)
        if draft.faults:
            self._mend(draft, said, ask)
        return draft

    def _mend(self, draft: Draft, said: Mapping[int, Said], ask: Ask) -> None:
        """Have what does not stand written anew, once."""
        faults = [(n, said[n].text, _why(drops)) for n, drops in draft.faults.items()]
        kept = self._verdict
        try:
            answer = ask(asking.repair(self._task, faults), self._account)
            mended = self._read(answer, again=True, wanted=draft.faults)
        except CancelledError:
            raise
        except ModelError as error:
            self._note("unmended", why=telling.why(error, self._task.material.language))
            return
        self._verdict = kept
        anew = self._holding.held(mended, draft.kept)
        for number, one in anew.kept.items():
            draft.kept[number] = one
            del draft.faults[number]
        self._account.repaired += len(anew.kept)

    def _read(
        self, given: Given, *, again: bool, wanted: Mapping[int, object] | None = None
    ) -> dict[int, Said]:
        """What was answered, by number; of a repair only what was *wanted*, where that is given."""
        answer = _parsed(given, self._task.stage, again=again)
        if isinstance(answer, asking.Judged | asking.JudgedAgain):
            self._verdict = answer.verdict.strip().lower()
        if wanted is None:
            return dict(enumerate(answer.statements[:_MOST_SAID], start=1))
        numbered = [one for one in answer.statements if isinstance(one, asking.Mended)]
        return {one.number: one for one in numbered if one.number in wanted}

    # Putting together

    def _parts(self, draft: Draft) -> tuple[ReadingPart, ...]:
        quoted = reading.write(self._task.stage, self._task.material, self._findings)
        own = {part.name: part for part in quoted.parts}
        dropped = {drop.section for drops in draft.faults.values() for drop in drops}
        return tuple(
            _part(name, draft.of(name)) or self._other(own[name], dropped=name in dropped)
            for name in self._task.parts
        )

    def _other(self, own: ReadingPart, *, dropped: bool) -> ReadingPart:
        """A part without a statement of the model: in the authors' own words, or empty with the reason."""
        if own.statements:
            return own
        key = "empty.dropped" if dropped else "empty.none"
        if own.name == "circularity" and not dropped:
            key = "empty.circularity"
        return ReadingPart(own.name, empty=self._say(key), writer="prompted")

    def _decided(self, parts: Sequence[ReadingPart]) -> Verdict:
        """The verdict, where one may be given."""
        if self._task.stage != "verdict":
            return "unverdicted"
        word = next((one for one in _VERDICTS if one == self._verdict), None)
        if word is None:
            self._account.notes.append(self._say("verdict.word"))
        if word is None or word == "unverdicted":
            return "unverdicted"
        told = self._say(f"word.{word}")
        if self._task.material.document.scope != "full text":
            self._account.notes.append(self._say("verdict.scope", word=told))
            return "unverdicted"
        if not any(_reasons(part) for part in parts):
            self._account.notes.append(self._say("verdict.reasons", word=told))
            return "unverdicted"
        return word

    def fallen(self, reason: str) -> Written:
        """The stage in the authors' own words, with what was spent on it all the same."""
        own = reading.write(self._task.stage, self._task.material, self._findings)
        parts = tuple(
            part if part.statements else ReadingPart(part.name, empty=self._say(reason))
            for part in own.parts
        )
        return replace(
            own, parts=parts, account=self._told("extractive"), notes=tuple(self._account.notes)
        )

    def empty(self, reason: str) -> Written:
        """The stage where there is nothing to write of."""
        parts = tuple(ReadingPart(name, empty=self._say(reason)) for name in self._task.parts)
        return Written(self._task.stage, parts, self._told("extractive"))

    def _told(self, who: str) -> StageAccount:
        spent = self._account
        names = asking.prompts(self._task.stage) if spent.asked or spent.cached else ()
        return StageAccount(
            self._task.stage, who, 0, spent.tokens_in, spent.tokens_out,
            None if spent.cost is None else round(spent.cost * _MICRO), spent.asked, spent.cached,
            spent.repaired, tuple(prompt(name).label for name in names),
        )  # fmt: skip

    # Notes

    def note_orders(self, count: int) -> None:
        """Note that sentences were not shown to the model."""
        self._account.notes.append(self._say.count("orders", count))

    def note_failure(self, error: ModelError) -> None:
        """Note why the model gave nothing."""
        kinds = {BudgetError: "budget", LostAnswerError: "lost", GaveUpError: "gave up"}
        why = telling.why(error, self._task.material.language)
        self._note(kinds.get(type(error), "failed"), why=why)

    def _note(self, kind: str, **values: str) -> None:
        self._account.notes.append(self._say(kind, stage=self._name, **values))


def _parsed(given: Given, stage: str, *, again: bool) -> Answer:
    if stage == "verdict":
        return read(given, asking.JudgedAgain) if again else read(given, asking.Judged)
    return read(given, asking.Repaired) if again else read(given, asking.Answered)


def _part(name: str, kept: Sequence[Kept]) -> ReadingPart | None:
    """A part of what the model wrote; None where nothing stands."""
    if not kept:
        return None
    ordered = tuple(numbered(name, kept))
    labels = tuple((one.statement.id, one.label) for one in ordered if one.label)
    return ReadingPart(name, tuple(one.statement for one in ordered), "", labels, "prompted")


def _reasons(part: ReadingPart) -> bool:
    """Whether the model's own reason for a verdict stands in a part."""
    written = part.name == "verdict" and part.writer == "prompted"
    return written and any(label == "reason" for _, label in part.labels)


def _why(drops: Sequence[Drop]) -> str:
    return "; ".join(f"{drop.rule}: {drop.detail}" for drop in drops)
