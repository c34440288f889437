"""A passage cut into the sentences of evidence: their places, and the roles that labels give them.

The text is never changed: a label is left out by beginning behind it.
"""

from __future__ import annotations

from typing import NamedTuple

from academichub.argument import Role
from academichub.evidence.labels import ROLES, label
from academichub.text import sentences


class Place(NamedTuple):
    """Where a sentence is in its passage; ``role`` is None where no label stands over it."""

    start: int
    end: int
    role: Role | None


def places(text: str, *, field: str = "abstract") -> list[Place]:
    """The sentences of *text* without labels; *field* is a label too if it is a section's name.

    A title is one sentence.
    """
    if field == "title":
        begin = len(text) - len(text.lstrip())
        return [Place(begin, len(text.rstrip()), None)] if text.strip() else []
    spans = sentences(text)
    role = None if field == "abstract" else ROLES.get(field.casefold())
    labels = [label(text, *span, bare=True) for span in spans]
    if labels.count(None) + 1 == len(spans):  # one alone needs a mark behind it
        labels = [label(text, *span) for span in spans]
    found: list[Place] = []
    for (start, end), labelled in zip(spans, labels, strict=True):
        role, begin = labelled or (role, start)
        if begin < end:
            found.append(Place(begin, end, role))
    return found
