"""A machine review: what a work claims, what carries it, where it could break, and what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from academichub.argument import Provenance, Statement
from academichub.argument.documents import Scope
from academichub.argument.findings import Finding
from academichub.model import Date

Verdict = Literal["accept", "conditional", "unverdicted", "reject"]
"""The words of a verdict; a writer without a model gives none but ``unverdicted``."""

Relation = Literal["matches", "supports", "extends", "uses", "contradicts", "unclear"]

Rung = Literal["listed", "indexed", "checked"]
"""How far a theorem link is known: it is named; its declaration was found in an indexed revision; the
kernel's own output with its axioms is at hand."""

Stance = Literal["uses", "extends", "compares", "disputes", "mentions"]

PARTS = (
    "pith", "reading", "core_claim", "mechanism", "consequences", "editorial",
    "load_bearing_premise", "falsifier", "summary", "significance", "major", "minor", "rebuttal",
    "circularity", "parameters", "axioms", "entities", "verdict", "keywords",
)  # fmt: skip
"""The parts of a reading, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """One part of the reading: its statements, or why there are none (in the review's language)."""

    name: str
    statements: tuple[Statement, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class TheoremLink:
    """A claim of the work and a declaration of a canon that may bear on it.

    ``by`` says who gave the relation: ``search``, a model's name, or a person's. ``broken_since`` is the
    revision in which the declaration was no more to be found.
    """

    claim: str
    canon: str
    revision: str
    declaration: str
    kind: str
    statement: str
    file: str
    line: int
    relation: Relation = "unclear"
    by: str = "search"
    rung: Rung = "listed"
    axioms: tuple[str, ...] = ()
    broken_since: str = ""


@dataclass(frozen=True, slots=True)
class Citing:
    """A work that cites this one, once, whatever its versions; with its sentence where it is at hand."""

    work: str
    title: str
    by: str
    date: Date
    category: str | None = None
    summary: str = ""
    sentence: str = ""
    stance: Stance | None = None
    relevance: float = 0.0
    distance: float | None = None
    cited_by_count: int | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a work is from earlier ones of its category and month: a percentile, never a novelty score.

    ``percentile`` is 0 to 100 among ``among`` works; ``nearest`` are works with their likeness, 0 to 1.
    """

    percentile: float
    among: int
    nearest: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a machine says of a work. Never peer review."""

    id: str
    work: str
    title: str
    language: str
    scope: Scope
    document: str
    parts: tuple[ReadingPart, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    theorem_links: tuple[TheoremLink, ...]
    citing: tuple[Citing, ...]
    citing_total: int
    distance: Distance | None
    provenance: Provenance
    checks: tuple[tuple[str, int], ...] = ()
    sha256: str = ""
