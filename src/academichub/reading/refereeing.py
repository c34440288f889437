"""Comments on a work from what is stated: limits its authors name, and what the checks found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from academichub.argument import Quote, Statement
from academichub.argument.findings import Evidence, Finding
from academichub.audits import telling
from academichub.reading.cues import Said
from academichub.reading.reader import Reader, best, quoted, whole
from academichub.reading.sorting import LIMIT

Labelled = tuple[Statement, str]
_GRAVE = 8
_MOST = 5


def comments(reader: Reader, findings: Sequence[Finding], part: str) -> Iterator[Labelled]:
    """The comments of *part* (``major`` or ``minor``), each with the section it is on."""
    severity = "error" if part == "major" else "warning"
    number = 0
    for one in findings:
        if one.severity == severity and one.state != "rescinded":
            number += 1
            yield _found(reader, one, f"{part}.{number}")
    for said, statement in zip(
        told := limits(reader, part), quoted(part, told, number + 1), strict=True
    ):
        yield statement, section(reader, said)


def limits(reader: Reader, part: str) -> list[Said]:
    """The limits the authors state: those of the work itself, or what they leave for later."""
    scored = [(value, one) for value, one in reader.limits if whole(one)]
    grave = best([one for one in scored if one[0] >= LIMIT + _GRAVE], _MOST)
    if part == "major":
        return grave
    return best([one for one in scored if one[1] not in grave], _MOST, grave)


def section(reader: Reader, one: Said) -> str:
    """The section a sentence is in, as a reader would call it."""
    return one.place.section or reader.say("section.abstract")


def _found(reader: Reader, one: Finding, name: str) -> Labelled:
    """A finding as a comment: the check's own sentence, on the text it stands on."""
    quotes = tuple(quote for each in one.evidence if (quote := _quote(reader, one.work, each)))
    label = next((each.field for each in one.evidence), "")
    if label in ("", "abstract", "title", "full text"):
        label = reader.say("section.abstract" if label == "abstract" else "section.check")
    told = telling.message(one, reader.say.code)
    return Statement(name, told, quotes, "editorial"), label


def _quote(reader: Reader, work: str, one: Evidence) -> Quote | None:
    """The evidence as a quote, if it stands in what was read; in the record's words where that was."""
    document, record = reader.document, reader.material.work
    if document.text[one.start : one.end] != one.text:
        return None
    if document.scope == "full text":
        return Quote(work, "text", one.start, one.end, one.text)
    for field, text in (("abstract", record.abstract or ""), ("title", record.title)):
        if (start := text.find(one.text)) >= 0:
            return Quote(work, field, start, start + len(one.text), one.text)
    return None
