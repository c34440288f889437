"""Which sentences of a work a model is shown for a stage: all of a short text, the best of a long one.

Pure. Sentences that tell a reviewing machine what to say are shown to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from academichub.argument import Sentence
from academichub.argument.findings import Finding
from academichub.argument.reviews import Material
from academichub.audits.instructing import orders
from academichub.audits.urging import urges
from academichub.reading import sought
from academichub.reading.cues import Said
from academichub.reading.reader import Reader, whole

_MOST = 160
_LETTERS = 40_000
"""Characters of all that is shown: with the rules it is well within what any model takes."""
_LONGEST = 1_200
_FOUND = 30
"""What it speaks for a sentence that a finding is about."""
_ALWAYS = 1_000
_THEOREM, _BROKEN = 4, -8

_PLACES: Mapping[str, int] = {
    "conclusion": 6, "limit": 7, "discussion": 4, "result": 4, "method": 4, "introduction": 2,
    "front": 2, "background": -6, "aside": -12,
}  # fmt: skip
_SORTS: Mapping[str, Mapping[str, int]] = {
    "reading": {"claims": 6, "premises": 4, "carries": 4, "implies": 4, "tests": 4, "limits": 2},
    "referee": {"claims": 6, "limits": 6, "premises": 4, "sets": 2, "matters": 3},
    "rebuttal": {"limits": 5, "claims": 4, "premises": 4, "tests": 3, "sets": 2},
    "circularity": {"circles": 9, "sets": 5, "premises": 5, "claims": 4, "axioms": 3},
    "ledger": {"sets": 8, "axioms": 8, "names": 6, "premises": 5},
    "verdict": {"claims": 6, "limits": 6, "premises": 5, "tests": 4},
}
"""What speaks for a sentence, by the stage: the sorts the extractive reader takes it for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences that are shown, in their order, and what was left out.

    ``orders`` counts the sentences that tell a reviewing machine what to say; ``whole`` is whether all of
    the full text is shown but for those.
    """

    sentences: tuple[Sentence, ...]
    orders: int = 0
    whole: bool = False


def is_order(text: str) -> bool:
    """Whether *text* tells a reviewing machine what to say of a paper."""
    told = orders(text)
    return any(one.is_order for one in told) or (bool(told) and urges(text))


def chosen(reader: Reader, stage: str, findings: Sequence[Finding] = ()) -> Chosen:
    """Choose what a model is shown for *stage* of what *reader* reads."""
    material = reader.material
    titles = [one for one in material.sentences if one.field == "title"]
    given = [*titles, *_ranked(reader, stage, findings)]
    taken: set[Sentence] = set()
    told = letters = 0
    for one in given:
        if len(taken) == _MOST or letters > _LETTERS:
            break
        if is_order(one.text):
            told += 1
        elif len(one.text) <= _LONGEST:
            taken.add(one)
            letters += len(one.text)
    shown = tuple(one for one in material.sentences if one in taken)
    everything = len(shown) + told == len(material.sentences)
    return Chosen(shown, told, everything and material.document.scope == "full text")


def _ranked(reader: Reader, stage: str, findings: Sequence[Finding]) -> Iterator[Sentence]:
    """All sentences but the title, those of the abstract first, then by what speaks for each."""
    head = {one.sentence for one in reader.opening}
    found = _found(reader.material, findings)
    worth = {one.sentence: _PLACES.get(one.place.kind, 0) for one in reader.said}
    for sort, value in _SORTS[stage].items():
        for one in _sort(reader, sort):
            worth[one.sentence] += value
    for one in reader.said:
        worth[one.sentence] += _THEOREM * (one.place.piece == "theorem") + _BROKEN * (
            not whole(one)
        )
        worth[one.sentence] += _ALWAYS * (one.sentence in head) + _FOUND * (one.sentence in found)
    yield from sorted(worth, key=lambda one: (-worth[one], one.start))


def _sort(reader: Reader, sort: str) -> Iterable[Said]:
    match sort:
        case "claims" | "premises" | "limits":
            weighed = getattr(reader, sort)
        case _:
            weighed = reader.by(getattr(sought, sort.upper()))
    return (one for _, one in weighed)


def _found(material: Material, findings: Sequence[Finding]) -> frozenset[Sentence]:
    """The sentences that findings are about, of a full text."""
    spans = [
        (each.start, each.end)
        for one in findings
        if one.state != "rescinded" and one.check != "hidden-instructions"
        for each in one.evidence
    ]
    return frozenset(
        one
        for one in material.sentences
        if one.field == "text" and any(start < one.end and end > one.start for start, end in spans)
    )
