"""What a check may know beside the text: all of it is handed in, none of it is looked for here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Evidence, Finding, Severity
from academichub.model import Date, Work

Looked = Literal["nowhere", "here", "everywhere"]
"""Where an entry of a reference list was looked for: not at all, in the store alone, or at its source too.

What is not in the store is never said not to exist; only ``everywhere`` may say that a registry knows
no such identifier."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is known of one entry of the reference list; all empty where it was not found."""

    looked: Looked = "nowhere"
    work: str = ""
    title: str = ""
    year: str = ""
    retracted_on: Date = ""
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The record of the work, and what became of its references, in the order of the document's.

    ``recorded`` is the same for the references of its record, in the order of these.
    """

    work: Work
    today: Date
    references: Sequence[Resolved] = ()
    recorded: Sequence[Resolved] = ()

    def reference(self, number: int) -> Resolved:
        """What is known of entry *number*."""
        return self.references[number] if number < len(self.references) else Resolved()


def found(
    check: Check,
    document: Document,
    spans: Sequence[tuple[int, int]],
    message: str,
    severity: Severity = "warning",
    **data: object,
) -> Finding:
    """A finding of *check* on these places of the document; the figures of its message as *data*."""
    evidence = tuple(
        Evidence(document.section_at(start) or document.scope, start, end, document.text[start:end])
        for start, end in spans
    )
    return Finding(
        document.work, check.id, check.version, check.verdict_class, severity, message, evidence,
        document.sha256, tuple((name, str(value)) for name, value in data.items()), check.dispute,
    )  # fmt: skip
