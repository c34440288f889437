"""What is said of works, and what it stands on: spans, quotes, statements, and the brief of them.

Plain frozen values, JSON in and out. Offsets count Unicode code points of the text of one field of
one work, as Python's ``text[start:end]`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from academichub.model import Date, Instant
from academichub.quantities.values import Quantity

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

Tier = Literal["quoted", "overlaps", "editorial"]
"""How a sentence stands on its source: it *is* the source's words; it agrees with the quotes under
it as far as a program can tell; it is ours, and says so."""

Role = Literal["background", "aim", "method", "result", "limit", ""]
"""What a sentence does in its paper; ``""`` where that cannot be told."""

ThingKind = Literal["task", "method", "data", "material", "measure", "object"]
"""What is named: what is to be done, by what, on what data, of what stuff, how it is measured, or
what is studied (a protein, a star, a molecule, a system)."""

BridgeKind = Literal["method", "object", "measure", "citation", "open"]
"""What two themes share. ``open`` is the chain of which both ends are known and the link is not."""

SectionKind = Literal["headline", "changed", "theme", "bridge", "agreement", "tension", "gap"]

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Span:
    """A place: ``field`` is ``title``, ``abstract`` or the name of a section of the full text."""

    work: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text of a work and its place."""

    work: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a sentence names. ``start`` and ``end`` are offsets in the sentence's text.

    ``key`` is equal for two writings of one thing: case, plural, hyphens and a long form beside its
    abbreviation do not count.
    """

    text: str
    key: str
    kind: ThingKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a work as evidence: where it stands, what it does, what it names."""

    work: str
    field: str
    start: int
    end: int
    text: str
    role: Role = ""
    quantities: tuple[Quantity, ...] = ()
    things: tuple[Thing, ...] = ()

    @property
    def quote(self) -> Quote:
        """The whole sentence, as a quote."""
        return Quote(self.work, self.field, self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a brief or a review.

    ``lead`` are connecting words of the program before it; they assert nothing of the world. A
    statement of tier ``quoted`` has exactly one quote's text, or a piece of it, as its text.
    ``id`` names it within its brief (``t1.3`` is the third statement of theme t1).
    """

    id: str
    text: str
    quotes: tuple[Quote, ...] = ()
    tier: Tier = "editorial"
    lead: str = ""
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """A statement that was not let through: by which rule, and what did not agree."""

    section: str
    rule: str
    detail: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a brief is asked of; the works are fixed when it is asked.

    ``kind`` is ``radar``, ``query``, ``day``, ``author`` or ``works``; ``value`` the radar's slug, the
    search, the day, the name. ``window`` is in days: what is newer is asked what it changes.
    """

    kind: Literal["radar", "query", "day", "author", "works"]
    value: str
    title: str
    language: Language = "en"
    works: tuple[str, ...] = ()
    window: int = 90


@dataclass(frozen=True, slots=True)
class Share:
    """A field (`academichub.taxonomy`) and which part of the works is of it, 0 to 1."""

    field: str
    part: float


@dataclass(frozen=True, slots=True)
class Theme:
    """Works that belong together. ``key`` is ``t1``, ``t2``, …; ``terms`` tell it from the others."""

    key: str
    label: str
    terms: tuple[str, ...]
    fields: tuple[Share, ...]
    works: tuple[str, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """What two themes of different fields share.

    ``surprise`` is in bits: minus the logarithm of how likely the two fields meet in a work, and of
    how likely a work names what they share. ``among`` says of which works that is counted: of the
    whole store, or of the chosen ones alone where nothing is known of the store. ``via`` names the
    chain of an ``open`` bridge: A, B and C, where A stands with B in ``themes[0]``, B with C in
    ``themes[1]``, and A with C nowhere among those works.
    """

    key: str
    kind: BridgeKind
    label: str
    themes: tuple[str, str]
    fields: tuple[str, str]
    surprise: float
    works: tuple[tuple[str, ...], tuple[str, ...]]
    via: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    among: Literal["store", "works"] = "store"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same thing measured or claimed by several works: an agreement or a tension."""

    key: str
    kind: Literal["agreement", "tension"]
    about: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What the works themselves say is missing, or what none of them does. ``kind`` says which."""

    key: str
    kind: Literal["stated", "open", "unreported"]
    about: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """A work to read early, with the reasons in the brief's language."""

    work: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A row of the table of methods and fields: which works of which field use a method."""

    method: str
    works: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A work of a brief as it is listed there; ``number`` is the n of its [n]."""

    number: int
    work: str
    title: str
    by: str
    date: Date
    source: str
    category: str | None = None
    field: str | None = None
    url: str | None = None
    type: str = ""
    retracted: bool = False
    scope: str = "abstract"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a brief or review came about.

    ``tokens_in`` and ``tokens_out`` are what the model counted, answers from our own cache left out;
    ``cost`` is in US dollars, None where nobody states a price; ``scope`` counts the works by how
    much of them was read. ``kept`` and ``dropped`` are what became of the writer's statements.
    """

    writer: Literal["extractive", "prompted"]
    at: Instant
    milliseconds: int
    input_hash: str
    version: str
    scope: tuple[tuple[str, int], ...]
    model: str | None = None
    prompts: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    cached: int = 0
    asked: int = 0
    kept: int = 0
    repaired: int = 0
    dropped: tuple[Drop, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The written digest of some works.

    ``headline`` and ``changed`` (what is new against the time before) are statements like all others.
    """

    id: str
    ask: Ask
    title: str
    headline: tuple[Statement, ...]
    changed: tuple[Statement, ...]
    themes: tuple[Theme, ...]
    bridges: tuple[Bridge, ...]
    agreements: tuple[Comparison, ...]
    tensions: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]
    reading: tuple[First, ...]
    crossings: tuple[Crossing, ...]
    works: tuple[Cited, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Section:
    """One piece of a brief to be written: what it is about, and the evidence it may stand on.

    ``key`` is ``headline``, ``changed``, or the key of its theme, bridge, comparison or gap. The
    evidence is in the order of its worth; a writer names it by its place, counted from 1.
    ``about`` are the words the section is headed by; ``partners`` says of each piece of evidence on
    which side of a bridge or comparison it stands (0 or 1), and is empty where there are no sides.
    """

    key: str
    kind: SectionKind
    about: str
    evidence: tuple[Sentence, ...]
    partners: tuple[int, ...] = ()
    facts: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A brief before anyone wrote it: everything but the statements of its sections.

    The themes, bridges, comparisons and gaps have no statements yet; each has its section.
    """

    ask: Ask
    sections: tuple[Section, ...]
    themes: tuple[Theme, ...]
    bridges: tuple[Bridge, ...]
    agreements: tuple[Comparison, ...]
    tensions: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]
    reading: tuple[First, ...]
    crossings: tuple[Crossing, ...]
    works: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it was written: what was let through, what was not, and what it took.

    ``notes`` say what went otherwise than asked; ``writer`` is who wrote it in the end. Tokens and
    ``cost`` (US dollars) are of answers that were paid for, ``cached`` counts those that were not.
    """

    section: str
    statements: tuple[Statement, ...] = ()
    drops: tuple[Drop, ...] = ()
    notes: tuple[str, ...] = ()
    writer: Literal["extractive", "prompted"] = "extractive"
    asked: int = 0
    cached: int = 0
    repaired: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    prompts: tuple[str, ...] = ()
    milliseconds: int = 0


def from_json(cls: type[T], body: bytes) -> T:
    """Read what `model.to_json` wrote of any value here.

    Raises:
        ValueError: it is not such a value.
    """
    from pydantic import TypeAdapter

    adapter: TypeAdapter[T] = _ADAPTERS.get(cls) or _ADAPTERS.setdefault(cls, TypeAdapter(cls))
    return adapter.validate_json(body)


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
