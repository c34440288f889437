"""What a model said for a stage, held against the work: what may be printed, and why the rest may not.

Claims of the work stand on their quotes or fall (`academichub.ground`); judgements are held by their own
rules (`academichub.review.judging`). Pure; only ever takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from academichub import ground
from academichub.argument import Drop, Quote, Statement
from academichub.argument.reviews import Material
from academichub.characters import fold
from academichub.language import words
from academichub.llm.pointing import pointed
from academichub.review import asking, judging
from academichub.review.asking import Mended, Said, Task

_NAMED = ("parameters", "axioms", "entities")
_LEAD = re.compile(
    r"^(?:the )?authors? (?:could|might|may|can|would) (?:answer|respond|reply)(?: to (?:this|that|it))? by:? "
    r"|^作者们?(?:可以?|也可以?|能够?)?(?:这样)?(?:回应|答复|回答|回复)(?:说)?[:：,，]?\s*",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"(?:[a-z]+ly )?(?!(?:noth|someth|anyth|everyth|dur|accord)ing\b)[a-z-]{2,}ing\b"
)
_ENDED = re.compile(r"[.!?。！？…]$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that may be printed: of which part, and what it is about."""

    part: str
    statement: Statement
    label: str = ""


@dataclass(slots=True)
class Draft:
    """Statements by number as far as they stand, and why the others do not."""

    kept: dict[int, Kept] = field(default_factory=dict)
    faults: dict[int, tuple[Drop, ...]] = field(default_factory=dict)

    def of(self, part: str) -> list[Kept]:
        """The statements of *part*, in the order they were given."""
        return [one for _, one in sorted(self.kept.items()) if one.part == part]


class Holding:
    """Holds what a model said for one task against the work.

    Args:
        task: what was asked.
        paper: the work.
    """

    def __init__(self, task: Task, paper: judging.Paper) -> None:
        self._task, self._paper = task, paper
        self._say = words("review", task.material.language)

    def held(
        self, said: Mapping[int, Said | Mended], before: Mapping[int, Kept] | None = None
    ) -> Draft:
        """What stands of *said*, beside the statements that stood *before*."""
        draft, there = Draft(), list((before or {}).values())
        for number, one in said.items():
            verdict = self._checked(one)
            if isinstance(verdict, Kept):
                verdict = self._fits(verdict, there) or verdict
            if isinstance(verdict, Kept):
                there.append(verdict)
                draft.kept[number] = verdict
            else:
                draft.faults[number] = verdict
        return draft

    def _fits(self, one: Kept, there: Sequence[Kept]) -> tuple[Drop, ...]:
        """Why there is no place for a statement beside those that stand."""
        part, text = one.part, one.statement.text
        same = [other for other in there if other.part == part]
        if any(other.statement.text == text for other in same):
            return (Drop(part, "repeated", "it is said already", text),)
        if part == "rebuttal" and any(other.label == one.label for other in same):
            return (Drop(part, "repeated", f"{one.label} is answered already", text),)
        if len(same) >= asking.most(self._task, part):
            return (Drop(part, "most", f"there are {len(same)} of them already", text),)
        return ()

    def _checked(self, one: Said | Mended) -> Kept | tuple[Drop, ...]:
        if one.part not in self._task.parts:
            return (
                Drop(
                    self._task.stage, "part", f"there is no part {one.part[:40]!r} here", one.text
                ),
            )
        made = pointed(one.part, one.part, one.text, one.evidence, self._task.evidence)
        if isinstance(made, Drop):
            return (made,)
        if one.part == "keywords":
            return self._keyword(made)
        if one.part not in judging.JUDGED:
            return self._claim(made, one)
        return self._judgement(made, one)

    # Claims

    def _claim(self, made: Statement, one: Said) -> Kept | tuple[Drop, ...]:
        verdict = ground.check(made, self._paper.texts)
        if verdict.statement is None:
            return tuple(replace(drop, section=one.part) for drop in verdict.drops)
        label = ""
        if one.part in _NAMED:
            named = _item(one.label, verdict.statement, required=one.part != "axioms")
            if isinstance(named, Drop):
                return (named,)
            label = named or words("reading", self._task.material.language)("assumption")
        return Kept(one.part, replace(verdict.statement, role=made.role), label)

    def _keyword(self, made: Statement) -> Kept | tuple[Drop, ...]:
        """A term in the paper's own words and at its place, or one that stands on its sentence."""
        for quote in made.quotes:
            if place := _within(made.text, quote):
                term = Statement("keywords", place.text, (place,), "quoted", role=made.role)
                return Kept("keywords", term, self._kind(place))
        verdict = ground.check(made, self._paper.texts)
        if verdict.statement is None:
            return tuple(replace(drop, section="keywords") for drop in verdict.drops)
        return Kept("keywords", verdict.statement)

    def _kind(self, place: Quote) -> str:
        """What sort of thing a term is, where the sentence's things have it."""
        for sentence in self._task.evidence:
            if (sentence.field, sentence.start) > (place.field, place.start):
                continue
            for thing in sentence.things:
                if (sentence.start + thing.start, thing.text) == (place.start, place.text):
                    return words("reading", self._task.material.language)(f"kind.{thing.kind}")
        return ""

    # Judgements

    def _judgement(self, made: Statement, one: Said) -> Kept | tuple[Drop, ...]:
        shaped = self._shaped(made, one)
        if isinstance(shaped, Drop):
            return (shaped,)
        text, label = shaped
        judged = replace(made, text=text, tier="editorial")
        if found := judging.faults(one.part, judged, self._paper):
            return found
        if one.part == "rebuttal":
            judged = replace(judged, text=self._say("rebuttal", text=text))
        return Kept(one.part, judged, label)

    def _shaped(self, made: Statement, one: Said) -> tuple[str, str] | Drop:
        """The text and what it is about, each in the form its part has; or why it has not."""
        match one.part:
            case "rebuttal":
                return self._answer(made.text, one.label)
            case "circularity":
                return self._circle(made, one.label)
            case "verdict" if one.label not in {"reason", "change"}:
                return Drop("verdict", "label", "it is neither a reason nor a change", made.text)
            case "major" | "minor":
                return made.text, section(self._task.material, made.quotes[0])
        return made.text, one.label if one.part == "verdict" else ""

    def _answer(self, text: str, label: str) -> tuple[str, str] | Drop:
        if label not in dict(self._task.comments):
            return Drop("rebuttal", "label", f"there is no comment {label[:40]!r}", text)
        clause = _LEAD.sub("", text)
        zh = self._task.material.language == "zh"
        if not zh:
            clause = clause[:1].lower() + clause[1:]
            if not _DOING.match(clause):
                return Drop(
                    "rebuttal", "form", "it does not begin with what could be done (-ing)", text
                )
        if not _ENDED.search(clause):
            clause += "。" if zh else "."
        return clause, label

    def _circle(self, made: Statement, label: str) -> tuple[str, str] | Drop:
        if len({(one.field, one.start) for one in made.quotes}) < 2:
            return Drop("circularity", "chain", "a chain has at least two sentences", made.text)
        if f"circle.{label}" not in self._say.texts:
            return Drop("circularity", "label", f"there is no kind {label[:40]!r}", made.text)
        return made.text, self._say(f"circle.{label}")


def numbered(part: str, kept: Sequence[Kept]) -> Iterator[Kept]:
    """The statements of a part with their ids."""
    for number, one in enumerate(kept, start=1):
        yield replace(one, statement=replace(one.statement, id=f"{part}.{number}"))


def section(material: Material, quote: Quote) -> str:
    """The section a quote stands in, as a reader would call it; ``""`` before the first."""
    if quote.field == "text":
        return material.document.section_at(quote.start)
    return words("review", material.language)(f"section.{quote.field}")


def _item(label: str, statement: Statement, *, required: bool) -> str | Drop:
    """The name of an item of the ledger, which its quotes have."""
    name = " ".join(label.split())[:120]
    if not name and not required:
        return ""
    quoted = _joined(" ".join(one.text for one in statement.quotes))
    if not _joined(name) or _joined(name) not in quoted:
        return Drop(
            statement.id, "label", f"“{name}” is not named in the sentences", statement.text
        )
    return name


def _joined(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _within(term: str, quote: Quote) -> Quote | None:
    """Where a quote has a term as whole words, whatever their letters' size."""
    if len(term) > 80 or not _joined(term):
        return None
    parts = r"[\s-]+".join(re.escape(one) for one in re.split(r"[\s-]+", term) if one)
    found = re.search(rf"(?<![^\W_]){parts}(?![^\W_])", quote.text, re.IGNORECASE)
    if term and not term.isascii():
        found = found or re.search(re.escape(term), quote.text)
    if found is None:
        return None
    start = quote.start + found.start()
    return replace(quote, start=start, end=start + len(found[0]), text=found[0])
