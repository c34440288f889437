"""Works in the reference list, or in the record's, that were retracted or corrected.

Says when, and whether that was before the paper; where the paper itself says so, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Evidence, Finding, Severity
from academichub.audits.facts import Facts, Resolved, found

CHECK = Check(
    "reference-updates",
    1,
    "cross_source",
    "Cited works that were retracted or corrected",
    "Show that the notice is about another work, or was itself withdrawn.",
)

_SAID = re.compile(
    r"retract|withdrawn|withdrawal|erratum|corrigend|correct(?:ion|ed)|撤稿|撤回|更正|勘误",
    re.IGNORECASE,
)
_AROUND = 200
_WORDS = {
    "expression_of_concern": "was met with an expression of concern",
    "correction": "was corrected",
    "corrigendum": "was corrected",
    "erratum": "was corrected",
}


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Cited works with a notice on them."""
    told: set[str] = set()
    for number, entry in enumerate(document.entries):
        resolved = facts.reference(number)
        if (said := _said(resolved, facts)) and not _knows(document, number, resolved):
            told.add(resolved.work)
            span = entry.start, entry.end
            yield _finding(document, resolved, said, [span])
    for reference, resolved in zip(facts.work.references, facts.recorded, strict=False):
        if resolved.work not in told and (said := _said(resolved, facts)):
            made = _finding(document, resolved, said, [])
            name = str(reference.identifier)
            yield replace(made, evidence=(Evidence("references", 0, len(name), name),))


def _finding(
    document: Document, resolved: Resolved, said: tuple[str, Severity], spans: list[tuple[int, int]]
) -> Finding:
    message = f"“{resolved.title}” {said[0]}."
    kind = "retracted" if resolved.retracted_on else "corrected"
    return found(CHECK, document, spans, message, said[1], kind=kind, work=resolved.work,
                 title=resolved.title, on=resolved.retracted_on, updates=", ".join(resolved.updates))  # fmt: skip


def _said(resolved: Resolved, facts: Facts) -> tuple[str, Severity] | None:
    """What became of the work, and how much that weighs; None where nothing did."""
    if resolved.retracted_on:
        day = resolved.retracted_on
        when = f" on {day}" if day[:1].isdigit() else ""
        before = bool(when) and day < facts.work.date
        since = ", before this paper" if before else ""
        return f"was retracted{when}{since}", "warning" if before else "note"
    for update in resolved.updates:
        if update in _WORDS:
            return _WORDS[update], "note"
    return None


def _knows(document: Document, number: int, resolved: Resolved) -> bool:
    """Whether the paper says so itself, in the entry or beside its citations."""
    entry = document.entries[number]
    if _SAID.search(document.text, entry.start, entry.end) and not _SAID.search(resolved.title):
        return True
    return any(
        _SAID.search(document.text, max(0, one.start - _AROUND), one.end + _AROUND)
        for one in document.mentions
        if one.target == number
    )
