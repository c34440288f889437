"""A machine review: what a work claims, what carries it, where it could break, and what was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from academichub.argument import Drop, Language, Provenance, Quote, Sentence, Statement
from academichub.argument.documents import Document, Scope
from academichub.argument.findings import Check, Finding
from academichub.model import Date, Work

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


STAGES = (
    "text", "audits", "reading", "referee", "rebuttal", "circularity", "ledger", "verdict",
    "citations", "links", "distance",
)  # fmt: skip
"""What is done for a review, in this order. Each is kept as it is done and can be done anew alone."""

WRITTEN: Mapping[str, tuple[str, ...]] = {
    "reading": (
        "pith", "reading", "core_claim", "mechanism", "consequences", "editorial",
        "load_bearing_premise", "falsifier",
    ),
    "referee": ("summary", "significance", "major", "minor"),
    "rebuttal": ("rebuttal",),
    "circularity": ("circularity",),
    "ledger": ("parameters", "axioms", "entities"),
    "verdict": ("verdict", "keywords"),
}  # fmt: skip
"""The stages that a writer writes, and the parts each gives."""


@dataclass(frozen=True, slots=True)
class ReviewAsk:
    """What a review is asked of.

    ``work`` is the work's id in the store, or ``file:`` and the SHA-256 of a file somebody dropped in.
    ``rebuttal`` asks for what the authors could answer; ``fetch`` lets the outside be asked for the full
    text and for who cites the work.
    """

    work: str
    title: str
    language: Language = "en"
    rebuttal: bool = False
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """One part of the reading: its statements, or why there are none (in the review's language).

    ``labels`` says of statements by id what they are about: the section a comment is on, the comment
    (``major.1``) an answer is to, the name of an item of the ledger, the kind of a circular step, and in
    a verdict ``reason`` or ``change``. The quotes of a circular step are its chain, in order.
    """

    name: str
    statements: tuple[Statement, ...] = ()
    empty: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    writer: Literal["extractive", "prompted"] = "extractive"

    def label(self, statement: str) -> str:
        """What the statement of this id is about, ``""`` where nothing is said."""
        return dict(self.labels).get(statement, "")


@dataclass(frozen=True, slots=True)
class Material:
    """What the reading of a work stands on.

    ``sentences`` are those of the document in order. Their ``field`` is ``title`` or ``abstract`` of the
    work's record where no more was read, else ``text``: then their offsets are into ``document.text``.
    """

    work: Work
    document: Document
    sentences: tuple[Sentence, ...]
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class StageAccount:
    """What a stage took. ``microdollars`` is None where nobody states a price."""

    stage: str
    writer: str = "program"
    milliseconds: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    microdollars: int | None = None
    asked: int = 0
    cached: int = 0
    repaired: int = 0
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A stage of the reading as it was written: its parts, what was not let through, what it took.

    ``verdict`` is given by the stage of that name alone.
    """

    stage: str
    parts: tuple[ReadingPart, ...]
    account: StageAccount
    drops: tuple[Drop, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: Verdict = "unverdicted"


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
    """A work that cites this one, once, whatever its versions; with its sentence where it is at hand.

    ``relevance`` and ``distance`` are in thousandths: of the most that was found, and of how unlike the
    two texts are. ``versions`` are the identifiers of what was taken for one work; ``from_`` says who
    knows of the citation: ``store``, ``openalex``.
    """

    work: str
    title: str
    by: str
    date: Date
    category: str | None = None
    summary: str = ""
    sentence: str = ""
    stance: Stance | None = None
    relevance: int = 0
    distance: int | None = None
    cited_by_count: int | None = None
    versions: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    url: str | None = None


Known = Literal["here", "elsewhere", "not found", "not looked for"]
"""Where a reference was found. ``not found`` never says that it does not exist."""


@dataclass(frozen=True, slots=True)
class Referred:
    """An entry of the reference list, resolved as far as it could be.

    ``contexts`` are the sentences that cite it, as quotes of the document (field ``text``). ``reason``
    says what it was resolved by: ``identifier``, or what of ``same title, author, year`` agreed.
    """

    number: int
    text: str
    title: str
    identifier: str = ""
    work: str = ""
    known: Known = "not looked for"
    contexts: tuple[Quote, ...] = ()
    stance: Stance | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a work is from earlier ones of its category and month; never a novelty score.

    ``percentile`` is 0 to 100 among ``among`` works of ``category`` in ``month``; ``nearest`` are earlier
    works: id, title, likeness in thousandths.
    """

    percentile: int
    among: int
    category: str
    month: str
    nearest: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Citations:
    """Who a work cites and who cites it.

    ``total`` counts the citing works after twins were joined; ``asked`` says who was asked.
    """

    references: tuple[Referred, ...] = ()
    citing: tuple[Citing, ...] = ()
    total: int = 0
    asked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a machine says of a work. Never peer review.

    ``id`` names the run; ``sha256`` is that of the published canonical JSON (`academichub.review.hashing`),
    which leaves out when and how fast it was made. ``engine`` read the text, ``document`` is the text's
    SHA-256. ``classification`` are the record's categories. ``notes`` say what could not be done.
    """

    id: str
    work: str
    title: str
    by: str
    version: int | None
    language: Language
    scope: Scope
    engine: str
    document: str
    sections: tuple[str, ...]
    classification: tuple[str, ...]
    parts: tuple[ReadingPart, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    theorem_links: tuple[TheoremLink, ...]
    citations: Citations
    distance: Distance | None
    stages: tuple[StageAccount, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()
    sha256: str = ""

    def part(self, name: str) -> ReadingPart:
        """A part by its name; an empty one where it was not written."""
        return next((one for one in self.parts if one.name == name), ReadingPart(name))
