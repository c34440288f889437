"""What each stage of a review gives, as it is kept: whoever goes on with a review begins from these."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from academichub.argument import from_json
from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.argument.reviews import (
    STAGES,
    WRITTEN,
    Citations,
    Distance,
    StageAccount,
    TheoremLink,
    Written,
)
from academichub.model import Work


@dataclass(frozen=True, slots=True)
class Text:
    """The work as its record was, and the text that was read: all later stages stand on these."""

    work: Work
    document: Document
    account: StageAccount


@dataclass(frozen=True, slots=True)
class Audits:
    """What the checks found, and which checks there were."""

    account: StageAccount
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """Whom the work cites and who cites it."""

    account: StageAccount
    citations: Citations = field(default_factory=Citations)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The formal mathematics that may bear on its claims."""

    account: StageAccount
    links: tuple[TheoremLink, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """How far it is from earlier works."""

    account: StageAccount
    distance: Distance | None = None
    notes: tuple[str, ...] = ()


Outcome: TypeAlias = Text | Audits | Written | Cited | Linked | Placed

TYPES: Mapping[str, type[Outcome]] = {
    "text": Text,
    "audits": Audits,
    **dict.fromkeys(WRITTEN, Written),
    "citations": Cited,
    "links": Linked,
    "distance": Placed,
}
"""What the outcome of a stage is."""


def wanted(rebuttal: bool) -> tuple[str, ...]:
    """The stages of a review in their order; what the authors could answer only where it is asked for."""
    return tuple(name for name in STAGES if rebuttal or name != "rebuttal")


def read(name: str, body: bytes) -> Outcome:
    """The outcome of the stage *name*, of what `model.to_json` wrote of it.

    Raises:
        ValueError: it is none.
    """
    return from_json(TYPES[name], body)


def known(kept: Mapping[str, bytes]) -> dict[str, Outcome]:
    """The outcomes of stages by name; what an older program kept otherwise is left out."""
    outcomes = {}
    for name, body in kept.items():
        with suppress(ValueError):
            outcomes[name] = read(name, body)
    return outcomes


def written(outcomes: Mapping[str, Outcome]) -> dict[str, Written]:
    """Those stages that a writer wrote."""
    return {name: one for name, one in outcomes.items() if isinstance(one, Written)}
