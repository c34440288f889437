"""What a model is told of a stage of a review and what it may answer: values and text, both ways.

Pure. Sentences are numbered, on one line each, between two lines that their text cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from academichub.argument import Language, Sentence
from academichub.argument.findings import Finding
from academichub.argument.reviews import WRITTEN, Material
from academichub.language import words
from academichub.llm.prompt import fence, plain, prompt
from academichub.llm.question import Question
from academichub.review.selecting import is_order

MOST: Mapping[str, int] = {
    "pith": 1, "reading": 5, "core_claim": 1, "mechanism": 2, "consequences": 4, "editorial": 4,
    "load_bearing_premise": 2, "falsifier": 2, "summary": 4, "significance": 3, "major": 4,
    "minor": 5, "circularity": 4, "parameters": 10, "axioms": 8, "entities": 8, "verdict": 8,
    "keywords": 8,
}  # fmt: skip
"""How many statements a part may have; the answers to comments are as many as these."""

_LANGUAGES: Mapping[Language, str] = {"en": "English", "zh": "Simplified Chinese (简体中文)"}
_FORM = '{"statements": [{%s"part": "%s", "text": "…", "evidence": [1], "label": ""}]}'
_MOST_FINDINGS, _MOST_FAULTS = 8, 8
_TOLD, _HEADED = 240, 80
"""Characters that are told of a comment, a finding or a fault, and of a heading: a request has an end."""


class Said(BaseModel):
    """A statement as the model gives it; ``evidence`` are numbers of sentences, from 1."""

    part: str
    text: str
    evidence: list[int]
    label: str


class Answered(BaseModel):
    """A stage as the model gives it."""

    statements: list[Said]


class Judged(BaseModel):
    """The last stage as the model gives it."""

    verdict: str
    statements: list[Said]


class Mended(Said):
    """A statement given anew."""

    number: int


class Repaired(BaseModel):
    """Statements given anew."""

    statements: list[Mended]


class JudgedAgain(BaseModel):
    """The last stage given anew."""

    verdict: str
    statements: list[Mended]


Answer = Answered | Judged | Repaired | JudgedAgain


@dataclass(frozen=True, slots=True)
class Task:
    """A stage to be written.

    ``comments`` are those made on the work, by their id; ``again`` is how often the reader has asked for
    the same review anew.
    """

    stage: str
    material: Material
    evidence: tuple[Sentence, ...]
    comments: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    again: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the stage."""
        return WRITTEN[self.stage]


def prompts(stage: str) -> tuple[str, ...]:
    """The names of the prompts a stage is asked with."""
    return "review-rules", f"review-{stage}", "review-evidence", "review-repair"


def most(task: Task, part: str) -> int:
    """How many statements *part* may have."""
    return MOST.get(part, len(task.comments))


def question(task: Task) -> Question:
    """What is asked for a stage."""
    shape = Judged if task.stage == "verdict" else Answered
    return Question(prompt("review-rules").text, _task(task), shape, task.again)


def repair(task: Task, faults: Sequence[tuple[int, str, str]]) -> Question:
    """What is asked where statements did not agree.

    Args:
        task: the stage.
        faults: number, text and what did not agree of each, of which the first are told; number 0 is
            the answer as a whole.
    """
    listed = "\n".join(
        f"statement {number}: {_told(text)}\n  did not agree: {_told(why)}"
        if number
        else f"the whole answer: {_told(why)}"
        for number, text, why in faults[:_MOST_FAULTS]
    )
    values = {
        "task": _task(task), "faults": listed, "fence": fence(listed), "form": _form(task, "number"),
    }  # fmt: skip
    shape = JudgedAgain if task.stage == "verdict" else Repaired
    filled = prompt("review-repair").fill(values)
    return Question(prompt("review-rules").text, filled, shape, task.again)


def _task(task: Task) -> str:
    language = task.material.language
    told = {"opening": words("review", language)("rebuttal.rule")}
    data = "\n".join(_data(task))
    values = {
        "task": prompt(f"review-{task.stage}").fill(told).rstrip(),
        "language": _LANGUAGES[language],
        "scope": task.material.document.scope,
        "most": ", ".join(f"{part} {most(task, part)}" for part in task.parts),
        "evidence": data,
        "fence": fence(data),
        "form": _form(task),
    }
    return prompt("review-evidence").fill(values)


def _form(task: Task, numbered: Literal["", "number"] = "") -> str:
    form = _FORM % ('"number": 1, ' if numbered else "", task.parts[0])
    if task.stage == "verdict":
        form = form.replace("{", '{"verdict": "unverdicted", ', 1)
    return form


def _data(task: Task) -> Iterator[str]:
    document, title = task.material.document, task.material.work.title
    if title and not is_order(title):
        yield f"Title: {_told(title)}"
    if task.comments:
        yield "Comments made on it:"
        yield from (f"({name}) {_told(text)}" for name, text in task.comments)
    if task.findings:
        yield "Found by checks of a program:"
        yield from (f"- {_told(one.message)}" for one in task.findings[:_MOST_FINDINGS])
    yield "Sentences of the paper:"
    section = ""
    for number, one in enumerate(task.evidence, start=1):
        here = document.section_at(one.start) if one.field == "text" else one.field
        if here != section:
            section = here
            yield f"Section: {plain(here)[:_HEADED]}" if not is_order(here) else "Section:"
        yield f"[{number}] {plain(one.text)}"


def _told(text: str) -> str:
    """*text* on one line, cut off where it is long."""
    line = plain(text)
    return line if len(line) <= _TOLD else line[:_TOLD].rstrip() + "…"
