"""What a model is told of a section and what it may answer: values and text, both ways.

Pure. Evidence is numbered, on one line each, between two lines that its text cannot hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from academichub.argument import Drop, Language, Outline, Section, Sentence, Statement
from academichub.llm.pointing import pointed
from academichub.llm.prompt import fence, plain, prompt
from academichub.llm.question import Question

PROMPTS = ("brief-section", "brief-evidence", "brief-repair")
MOST = {"headline": 3, "changed": 5, "theme": 7, "bridge": 4}
"""How many statements a section may have; others have `_MOST`."""
_MOST = 4
_EVIDENCE = 40
_LANGUAGES: dict[Language, str] = {"en": "English", "zh": "Simplified Chinese (简体中文)"}


class Said(BaseModel):
    """A statement as the model gives it; ``evidence`` are numbers of sentences, from 1."""

    text: str
    evidence: list[int]


class Answered(BaseModel):
    """A section as the model gives it."""

    statements: list[Said]


class Mended(BaseModel):
    """A statement given anew."""

    number: int
    text: str
    evidence: list[int]


class Repaired(BaseModel):
    """Statements given anew."""

    statements: list[Mended]


def question(section: Section, outline: Outline, again: int = 0) -> Question:
    """What is asked for *section*."""
    task = _task(section, outline)
    return Question(prompt("brief-section").text, task, Answered, again)


def repair(
    section: Section, outline: Outline, faults: Sequence[tuple[int, str, str]], again: int = 0
) -> Question:
    """What is asked where statements did not agree.

    Args:
        section: what was written.
        outline: where it belongs.
        faults: number, text and what did not agree of each; number 0 is the answer as a whole.
        again: how often the reader has asked anew.
    """
    listed = "\n".join(
        f"statement {number}: {plain(text)}\n  did not agree: {plain(why)}"
        if number
        else f"the whole answer: {plain(why)}"
        for number, text, why in faults
    )
    values = {"task": _task(section, outline), "faults": listed, "fence": fence(listed)}
    return Question(
        prompt("brief-section").text, prompt("brief-repair").fill(values), Repaired, again
    )


def statement(said: Said | Mended, name: str, section: Section) -> Statement | Drop:
    """What the model said as a statement with its quotes printed from the evidence; or why not."""
    return pointed(name, section.key, said.text, said.evidence, evidence(section))


def evidence(section: Section) -> tuple[Sentence, ...]:
    """The sentences that are sent, the best first."""
    return section.evidence[:_EVIDENCE]


def most(section: Section) -> int:
    """How many statements *section* may have."""
    return MOST.get(section.kind, _MOST)


def _task(section: Section, outline: Outline) -> str:
    lines = _lines(section, outline)
    about = plain(section.about)
    values = {
        "kind": section.kind,
        "language": _LANGUAGES[outline.ask.language],
        "most": str(most(section)),
        "sides": _sides(section),
        "about": about,
        "evidence": "\n".join(lines),
        "fence": fence("\n".join((about, *lines))),
    }
    return prompt("brief-evidence").fill(values)


def _lines(section: Section, outline: Outline) -> list[str]:
    works = {cited.work: cited.number for cited in outline.works}
    sides = section.partners or (None,) * len(section.evidence)
    return [
        f"[{number}] (work {works.get(one.work, '?')}"
        + (f", side {'AB'[side]}" if side in (0, 1) else "")
        + f") {plain(one.text)}"
        for number, (one, side) in enumerate(zip(evidence(section), sides, strict=False), start=1)
    ]


def _sides(section: Section) -> str:
    if not section.partners:
        return ""
    return "Each piece of evidence says on which of the two sides, A or B, it stands.\n"
