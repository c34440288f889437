"""A work's sentences with what each is taken for, found when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from academichub.argument import Sentence, Statement
from academichub.argument.documents import Document
from academichub.argument.reviews import Material
from academichub.language import Language, words
from academichub.outline.choosing import alike
from academichub.outline.standing import alone, fitting
from academichub.reading.cues import Cue, Said, lean, said
from academichub.reading.sections import Place, Sections
from academichub.reading.sorting import CLAIM, LIMIT, PREMISE, assumes, claims, lacks
from academichub.reading.sought import ENOUGH

_RECORD = Place("abstract", "paragraph")
Scored = tuple[int, Said]


class Reader:
    """One reading of *material*; what it finds it finds once."""

    def __init__(self, material: Material) -> None:
        """Read nothing yet."""
        self.material = material
        self.say: Language = words("reading", material.language)

    @property
    def document(self) -> Document:
        """The text that was read."""
        return self.material.document

    @cached_property
    def sections(self) -> Sections:
        """The parts of the text."""
        return Sections(self.document)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The sentences in order, without the title."""
        given = self.material.sentences
        return tuple(said(one, self._place(one)) for one in given if one.field != "title")

    @cached_property
    def opening(self) -> tuple[Said, ...]:
        """What stands at the head of the work: its abstract, or what is there in its place."""
        found = tuple(one for one in self.said if one.place.kind == "abstract")
        if found:
            return found
        front = tuple(one for one in self.said if one.place.kind in ("front", "introduction"))
        return front[:_HEAD] or self.said[:_HEAD]

    @cached_property
    def title(self) -> Sentence | None:
        """The title, where it is evidence."""
        return next((one for one in self.material.sentences if one.field == "title"), None)

    @cached_property
    def claims(self) -> tuple[Scored, ...]:
        """What the work says it did or found, in order, with its weight."""
        return self._over(claims, CLAIM)

    @cached_property
    def premises(self) -> tuple[Scored, ...]:
        """What the work says it assumes."""
        return self._over(assumes, PREMISE)

    @cached_property
    def limits(self) -> tuple[Scored, ...]:
        """What the work says it does not reach."""
        return self._over(lacks, LIMIT)

    def by(self, cues: Sequence[Cue], least: int = ENOUGH) -> tuple[Scored, ...]:
        """The sentences for which *cues* say enough."""
        return self._over(lambda one: lean(one, cues), least)

    def _over(self, judge: Callable[[Said], int], least: int) -> tuple[Scored, ...]:
        weighed = ((judge(one), one) for one in self.said)
        return tuple((value, one) for value, one in weighed if value >= least)

    def _place(self, one: Sentence) -> Place:
        return self.sections.place(one.start) if one.field == "text" else _RECORD


_HEAD = 12
_OFFERED = re.compile(
    r"https?\b|github|\b(?:available|released|found|accessible) (?:at|from|on|under|here)\b|可在.{0,20}获取",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$[^$]*\$")


def readable(one: Said) -> bool:
    """Whether it is a whole sentence that can be read without the one before it."""
    return whole(one) and alone(one.text)


def whole(one: Said) -> bool:
    """Whether it is a whole sentence of words, though it may lean on the one before."""
    text = one.text
    if not fitting(text) or text[:1].islower() or text[0] in "$\\[":
        return False
    return 2 * sum(map(len, _FORMULA.findall(text))) < len(text)


def offers(one: Said) -> bool:
    """Whether it only says where something can be had."""
    return _OFFERED.search(one.text) is not None


def step(one: Said) -> bool:
    """Whether it supposes something only for the step of a proof or of an algorithm."""
    opens = one.text.startswith(("Assume", "Suppose", "If ", "Let "))
    return opens and one.place.kind not in ("abstract", "front", "introduction")


def best(scored: Iterable[Scored], most: int, beside: Iterable[Said] = ()) -> list[Said]:
    """The weightiest *most* in their order in the text, none like another nor like those *beside*."""
    ranked = sorted(scored, key=lambda one: (-one[0], one[1].sentence.start))
    chosen: list[Said] = []
    had = list(beside)
    for _, one in ranked:
        if len(chosen) == most:
            break
        if not any(alike(one.sentence, other.sentence) for other in (*had, *chosen)):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.sentence.start)


def quoted(part: str, given: Iterable[Said], first: int = 1) -> Iterator[Statement]:
    """The sentences as statements of *part*, numbered."""
    for number, one in enumerate(given, start=first):
        told = one.sentence
        yield Statement(f"{part}.{number}", told.text, (told.quote,), "quoted", role=told.role)
