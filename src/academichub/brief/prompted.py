"""The writer that asks a language model: what it says is kept only where it stands on its quotes.

A section whose model failed is written from the sources' own sentences, and says so. Nothing the
model says is printed as a quote; quotes are printed from the evidence it points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from academichub import extractive, ground
from academichub.argument import Drop, Language, Outline, Part, Section, Statement
from academichub.brief import asking, checking, reading
from academichub.brief.asking import Answered, Mended, Repaired, Said
from academichub.errors import BudgetError, LostAnswerError, ModelError
from academichub.language import words
from academichub.llm import Answer, Model, Question, prompt, read, telling
from academichub.llm.patience import GaveUpError, Patient, Spent, Stop, repeats
from academichub.store import Store
from academichub.store.briefs import Asked

PATIENCE = 3
"""After so many sections in a row without an answer the model is asked no more for this brief."""

Write = Callable[[Section, Outline], Part]

_MOST_SAID = 12


def _never() -> bool:
    return False


def writers(model: Model, store: Store) -> Callable[[Asked, Stop], Write]:
    """Gives for each brief that is asked for what writes its sections with *model*."""

    def of(one: Asked, stop: Stop) -> Write:
        texts = checking.texts(reading.works_of(store, one.ask).sound)
        return writer(
            model, texts, reader=one.reader, cancelled=stop, again=repeats(one, store.briefs.get)
        )

    return of


def writer(
    model: Model,
    texts: checking.Texts,
    *,
    reader: str,
    cancelled: Stop = _never,
    again: int = 0,
) -> Write:
    """What writes the sections of one brief.

    Args:
        model: what is asked.
        texts: of the works, to hold statements against.
        reader: who pays.
        cancelled: says True once the brief is not wanted any more.
        again: how often the reader asked for this brief anew.

    Returns:
        A function that may be called for several sections at once. It raises ModelError only where
        it was cancelled.
    """
    return _Writer(model, texts, reader, cancelled, again).write


@dataclass(slots=True)
class _Account(Spent):
    """What the requests of one section took, and what is to be said of them."""

    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """Statements by number as far as they stand, and why the others do not."""

    kept: dict[int, Statement] = field(default_factory=dict)
    faults: dict[int, tuple[Drop, ...]] = field(default_factory=dict)


class _Writer:
    def __init__(
        self, model: Model, texts: checking.Texts, reader: str, cancelled: Stop, again: int
    ) -> None:
        self._texts, self._cancelled, self._again = texts, cancelled, again
        self._patient = Patient(model, reader, cancelled, PATIENCE)

    def write(self, section: Section, outline: Outline) -> Part:
        """Write one section."""
        account, language = _Account(), outline.ask.language
        if not section.evidence:
            return self._fallen(section, outline, account, [])
        try:
            draft, repaired = self._drafted(section, outline, account)
        except ModelError as error:
            if self._cancelled():
                raise
            account.notes.append(_note(error, section, language))
            return self._fallen(section, outline, account, [])
        drops = [drop for faults in draft.faults.values() for drop in faults[:1]]
        if not draft.kept:
            account.notes.append(_say("nothing", section, language))
            return self._fallen(section, outline, account, drops)
        said = (*section.facts, *(one for _, one in sorted(draft.kept.items())))
        return _part(section, _numbered(said, section), drops, account, repaired)

    # Asking

    def _drafted(self, section: Section, outline: Outline, account: _Account) -> tuple[_Draft, int]:
        """The statements after at most one repair, and how many of them it mended."""
        answer = self._ask(asking.question(section, outline, self._again), account)
        try:
            said = _numbers(read(answer, Answered).statements)
        except ModelError as error:
            return self._second(section, outline, account, str(error)), 0
        draft = self._held(said, section)
        if not draft.faults:
            return draft, 0
        return draft, self._mend(draft, said, section, outline, account)

    def _second(self, section: Section, outline: Outline, account: _Account, why: str) -> _Draft:
        """All anew, where the first answer could not be read."""
        asked = asking.repair(section, outline, [(0, "", why)], self._again)
        mended = read(self._ask(asked, account), Repaired).statements
        return self._held(_numbers(mended), section)

    def _mend(
        self, draft: _Draft, said: Mapping[int, Said | Mended], section: Section, outline: Outline,
        account: _Account,
    ) -> int:  # fmt: skip
        """Have what does not stand written anew, once; how many stand then."""
        faults = [(n, said[n].text, _why(drops)) for n, drops in draft.faults.items()]
        asked = asking.repair(section, outline, faults, self._again)
        try:
            mended = read(self._ask(asked, account), Repaired).statements
        except ModelError as error:
            if self._cancelled():
                raise
            account.notes.append(_say("unmended", section, outline.ask.language, error))
            return 0
        given = {one.number: one for one in mended if one.number in draft.faults}
        anew = self._held(given, section, draft.kept.values())
        for number, statement in anew.kept.items():
            draft.kept[number] = statement
            del draft.faults[number]
        return len(anew.kept)

    def _ask(self, question: Question, account: _Account) -> Answer:
        return self._patient.ask(question, account)

    # Holding against the sources

    def _held(
        self, said: Mapping[int, Said | Mended], section: Section,
        before: Iterable[Statement] = (),
    ) -> _Draft:  # fmt: skip
        draft, seen = _Draft(), {one.text for one in before}
        for number, one in said.items():
            verdict = self._checked(one, number, section)
            if isinstance(verdict, Statement) and verdict.text in seen:
                verdict = (Drop(section.key, "repeated", "it is said already", verdict.text),)
            if isinstance(verdict, Statement):
                seen.add(verdict.text)
                draft.kept[number] = verdict
            else:
                draft.faults[number] = verdict
        return draft

    def _checked(
        self, one: Said | Mended, number: int, section: Section
    ) -> Statement | tuple[Drop, ...]:
        made = asking.statement(one, f"{section.key}.{number}", section)
        if isinstance(made, Drop):
            return (made,)
        verdict = ground.check(made, self._texts)
        if verdict.statement is not None:
            return replace(verdict.statement, role=made.role)
        return tuple(replace(drop, section=section.key) for drop in verdict.drops)

    # Falling back

    def _fallen(
        self, section: Section, outline: Outline, account: _Account, drops: Sequence[Drop]
    ) -> Part:
        said = extractive.write(section, outline)
        return replace(_part(section, said, drops, account, 0), writer="extractive")


def _numbers(said: Sequence[Said | Mended]) -> dict[int, Said | Mended]:
    return dict(enumerate(said[:_MOST_SAID], start=1))


def _part(
    section: Section, said: Iterable[Statement], drops: Sequence[Drop], account: _Account,
    repaired: int,
) -> Part:  # fmt: skip
    return Part(
        section.key, tuple(said), tuple(drops), tuple(account.notes), "prompted",
        account.asked, account.cached, repaired, account.tokens_in, account.tokens_out,
        account.cost, prompts=tuple(prompt(name).label for name in asking.PROMPTS),
    )  # fmt: skip


def _numbered(said: Sequence[Statement], section: Section) -> Iterator[Statement]:
    for number, one in enumerate(said, start=1):
        yield replace(one, id=f"{section.key}.{number}")


def _why(drops: Sequence[Drop]) -> str:
    return "; ".join(f"{drop.rule}: {drop.detail}" for drop in drops)


def _note(error: ModelError, section: Section, language: Language) -> str:
    kinds = {BudgetError: "budget", LostAnswerError: "lost", GaveUpError: "gave up"}
    return _say(kinds.get(type(error), "failed"), section, language, error)


def _say(kind: str, section: Section, language: Language, error: ModelError | None = None) -> str:
    told = words("brief", language)
    if error is None:
        return told(kind, about=section.about)
    return told(kind, about=section.about, why=telling.why(error, language))
