"""What the check is given of a work, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from academichub.argument import Drop, Statement


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one work: its fields exactly as stored, who wrote it, and in which year."""

    fields: Mapping[str, str]
    authors: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a statement: as it may be printed, or None with the reasons.

    The kept statement has its tier set, and each quote has the source's own text at its place.
    """

    statement: Statement | None
    drops: tuple[Drop, ...] = ()
