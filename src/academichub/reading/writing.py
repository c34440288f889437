"""A stage of the reading, written from what the authors say themselves; what they do not say stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from academichub.argument import Statement
from academichub.argument.findings import Finding
from academichub.argument.reviews import WRITTEN, Material, ReadingPart, StageAccount, Written
from academichub.reading import closing, gist, ledger
from academichub.reading.cues import Said
from academichub.reading.gist import Gist
from academichub.reading.reader import quoted
from academichub.reading.refereeing import Labelled, comments

_SENTENCES: Mapping[str, Callable[[Gist], Iterable[Said]]] = {
    "reading": gist.short,
    "core_claim": lambda reader: reader.core,
    "mechanism": lambda reader: reader.mechanism,
    "consequences": gist.consequences,
    "load_bearing_premise": gist.premises,
    "falsifier": gist.falsifiers,
    "summary": gist.summary,
    "significance": gist.significance,
}
_LABELLED: Mapping[str, Callable[[Gist, Sequence[Finding]], Iterable[Labelled]]] = {
    "major": lambda reader, findings: comments(reader, findings, "major"),
    "minor": lambda reader, findings: comments(reader, findings, "minor"),
    "parameters": lambda reader, _: ledger.parameters(reader),
    "axioms": lambda reader, _: ledger.axioms(reader),
    "entities": lambda reader, _: ledger.entities(reader),
    "circularity": lambda reader, _: gist.circularity(reader),
    "verdict": closing.verdict,
    "keywords": lambda reader, _: closing.keywords(reader),
}
_OURS = frozenset({"editorial", "rebuttal"})
"""Parts that are nobody's own words, so that only a model writes them."""


class _Same:
    """A material that is equal to itself alone, so that it need not be compared."""

    __slots__ = ("material",)

    def __init__(self, material: Material) -> None:
        self.material = material

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.material is self.material

    def __hash__(self) -> int:
        return id(self.material)


@lru_cache(maxsize=2)
def _reader(same: _Same) -> Gist:
    """The reader of a material: its stages are asked for one after the other."""
    return Gist(same.material)


def write(stage: str, material: Material, findings: Sequence[Finding]) -> Written:
    """Write the parts of *stage*, one of `WRITTEN`; the verdict is always ``unverdicted``.

    A sentence is quoted as it stands; a *finding* of a check is a comment in the check's own words. A part
    that the authors say nothing of is empty, with the reason in the language of *material*.

    Raises:
        KeyError: there is no such stage.
    """
    reader = _reader(_Same(material))
    parts = tuple(_part(reader, name, findings) for name in WRITTEN[stage])
    return Written(stage, parts, StageAccount(stage, "extractive"))


def _part(reader: Gist, name: str, findings: Sequence[Finding]) -> ReadingPart:
    if name in _OURS:
        return ReadingPart(name, empty=reader.say("empty.model"))
    statements, labels = _statements(reader, name, findings)
    if not statements:
        scope = reader.say(f"scope.{reader.document.scope}")
        return ReadingPart(name, empty=reader.say(f"empty.{name}", scope=scope))
    return ReadingPart(name, statements, labels=labels)


def _statements(
    reader: Gist, name: str, findings: Sequence[Finding]
) -> tuple[tuple[Statement, ...], tuple[tuple[str, str], ...]]:
    if name == "pith":
        return gist.pith(reader), ()
    if name in _SENTENCES:
        return tuple(quoted(name, _SENTENCES[name](reader))), ()
    pairs = tuple(_LABELLED[name](reader, findings))
    return tuple(one for one, _ in pairs), tuple((one.id, label) for one, label in pairs)
