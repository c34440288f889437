"""Checks of a paper's own text and record: deterministic, pure, one a file, useful with no model.

A check gives findings and never a judgement of a person. What it cannot read it leaves alone; a
finding it is not sure of it does not make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from academichub.argument.findings import sealed
from academichub.audits.facts import Facts, Looked, Resolved, found

if TYPE_CHECKING:
    from academichub.argument.documents import Document
    from academichub.argument.findings import Check, Finding

__all__ = ["CHECKS", "Facts", "Looked", "Resolved", "check", "found", "run"]

CHECKS: tuple[str, ...] = (
    "statistics",
    "percentages",
    "intervals",
    "totals",
    "granularity",
    "abstract_numbers",
    "references",
    "reference_titles",
    "reference_updates",
    "citations_listed",
    "mentions",
    "hidden_instructions",
    "model_residue",
    "tortured_phrases",
    "declarations",
)
"""The modules of the checks there are, in the order their findings are shown; each has ``CHECK`` and
``check(document, facts)``."""

Find = Callable[["Document", Facts], Iterator["Finding"]]


def check(name: str) -> tuple[Check, Find]:
    """A check by its module's name: what it is, and what does it."""
    module = import_module(f"academichub.audits.{name}")
    return module.CHECK, module.check


def run(document: Document, facts: Facts, names: tuple[str, ...] = CHECKS) -> tuple[Finding, ...]:
    """All findings of these checks in a document, sealed, each once, in the order of the text."""
    made: Mapping[str, Finding] = {
        one.sha256: one for name in names for one in map(sealed, check(name)[1](document, facts))
    }
    order = {check(name)[0].id: place for place, name in enumerate(names)}
    return tuple(sorted(made.values(), key=lambda one: (order[one.check], _place(one))))


def _place(one: Finding) -> int:
    return min((evidence.start for evidence in one.evidence), default=0)
