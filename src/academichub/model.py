"""The things AcademicHub keeps: what one source said once, and the work it is about.

Plain frozen values, JSON in and out, no behaviour beyond reading them off. Dates are ISO 8601
text at the precision the source gave (``2026``, ``2026-05`` or ``2026-05-12``), because upstreams
are often less exact than a calendar day and such text sorts as it should.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import orjson

from academichub.ids import Identifier

T = TypeVar("T")

Date = str
"""ISO 8601 calendar date, possibly reduced to a month or a year."""

Instant = str
"""ISO 8601 date and time in UTC to the second, ``2026-05-12T04:24:14Z``."""

ANNOUNCE_TYPES = ("new", "cross", "replace", "replace-cross")
"""arXiv's four ways of listing a paper on a day."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """One author on one work, in the order of the by-line."""

    name: str
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """Journal, conference or repository."""

    name: str
    issn: tuple[str, ...] = ()
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """One place a version can be read. ``kind`` is ``landing``, ``pdf`` or ``html``."""

    url: str
    kind: str = "landing"
    version: int | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A source listing a work on a day."""

    source: str
    announced_on: Date
    announce_type: str
    version: int | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a preprint and when it was posted."""

    number: int
    posted_on: Date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One outgoing entry of a reference list, as far as the source resolved it."""

    identifier: Identifier | None = None
    text: str | None = None
    title: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A retraction, correction, withdrawal or expression of concern.

    ``type`` is Crossref's word (`retraction`, `correction`, `expression_of_concern`,
    `withdrawal`, ...). ``notice`` names the document that says so.
    """

    type: str
    date: Date | None = None
    notice: Identifier | None = None
    label: str | None = None
    source: str | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return _from_json(cls, data)


@dataclass(frozen=True, slots=True)
class Relation:
    """This record's work seen from another identifier of it, or of a work it concerns.

    ``kind`` is ``same-work`` (a version, a preprint, the published article of it) or
    ``updates`` (this record is a notice that changes the work *identifier* names; ``update``
    then says how).
    """

    kind: str
    identifier: Identifier
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one source said about one work, once; never edited.

    ``source`` says who spoke (``arxiv``, ``biorxiv``, ``crossref``, a feed's slug, ``starter``),
    ``route`` how we heard it (``arxiv-rss``, ``arxiv-oai``), and ``key`` which of the source's
    entries it is (the same key heard again is a newer word on the same entry). ``raw`` is the
    entry as it came.
    """

    source: str
    route: str
    key: str
    fetched_at: Instant
    title: str
    identifiers: tuple[Identifier, ...] = ()
    type: str = "article"
    abstract: str | None = None
    authorships: tuple[Authorship, ...] = ()
    authors_complete: bool = True
    primary_category: str | None = None
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venue: Venue | None = None
    posted_on: Date | None = None
    published_on: Date | None = None
    updated_on: Date | None = None
    version: int | None = None
    stage: str = "submitted"
    versions: tuple[Version, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    locations: tuple[Location, ...] = ()
    references: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    updates: tuple[Update, ...] = ()
    cited_by_count: int | None = None
    comment: str | None = None
    journal_ref: str | None = None
    license: str | None = None
    language: str | None = None
    raw: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; keys it does not know are left out."""
        return _from_json(cls, data)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which record a field of a work was taken from."""

    source: str
    route: str
    key: str
    fetched_at: Instant


@dataclass(frozen=True, slots=True)
class Work:
    """The scholarly thing, whatever its versions: every record about it, merged.

    ``id`` is the text of the identifier it was first known by and never changes. ``source`` is
    the source its title and abstract come from, ``sources`` everyone who spoke of it.
    ``origins`` says for each field which record it was taken from.
    """

    id: str
    title: str
    type: str
    source: str
    sources: tuple[str, ...]
    first_seen_at: Instant
    identifiers: tuple[Identifier, ...] = ()
    abstract: str | None = None
    authorships: tuple[Authorship, ...] = ()
    authors_complete: bool = True
    primary_category: str | None = None
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venue: Venue | None = None
    posted_on: Date | None = None
    published_on: Date | None = None
    updated_on: Date | None = None
    announced_on: Date | None = None
    announce_type: str | None = None
    version: int | None = None
    versions: tuple[Version, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    locations: tuple[Location, ...] = ()
    references: tuple[Reference, ...] = ()
    updates: tuple[Update, ...] = ()
    cited_by_count: int | None = None
    comment: str | None = None
    journal_ref: str | None = None
    license: str | None = None
    language: str | None = None
    starter: bool = False
    origins: Mapping[str, Origin] | None = None

    @property
    def date(self) -> Date:
        """The day it is listed under: announced, else posted or published, else first seen."""
        return self.announced_on or self.posted_on or self.published_on or self.first_seen_at[:10]

    @property
    def retracted(self) -> bool:
        """Whether some source says it was retracted or withdrawn."""
        return any(
            update.type in {"retraction", "withdrawal", "removal"} for update in self.updates
        )

    def identifier(self, scheme: str) -> str | None:
        """The value of its first identifier of *scheme*."""
        return next((i.value for i in self.identifiers if i.scheme == scheme), None)

    def location(self, kind: str) -> str | None:
        """The address of its first location of *kind*."""
        return next((place.url for place in self.locations if place.kind == kind), None)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; keys it does not know are left out."""
        return _from_json(cls, data)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that could not be read: kept raw, with the reason."""

    source: str
    route: str
    reason: str
    raw: str
    key: str | None = None


Cursor = Mapping[str, Any]
"""Where a route goes on next time: small, JSON, meaningful to its adapter alone."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a source, read: its records, what could not be read, where to go on.

    ``cursor`` is stored in the same transaction as the records, so a crash repeats a page and
    never skips one. ``expected`` is how many records the run will bring, where the source says.
    ``note`` is for people: "no papers are announced on weekends".
    """

    records: Sequence[Record] = ()
    unreadable: Sequence[Unreadable] = ()
    cursor: Cursor | None = None
    expected: int | None = None
    note: str | None = None


def to_json(value: object) -> bytes:
    """Any of these values as JSON, without the fields that say nothing."""
    return orjson.dumps(value, default=tuple)


_FIELDS: dict[type[Any], frozenset[str]] = {}


def _from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    known = _FIELDS.get(cls) or _FIELDS.setdefault(cls, frozenset(f.name for f in fields(cls)))  # type: ignore[arg-type]
    return cls(
        **{
            name: _READERS[name](value) if value and name in _READERS else value
            for name, value in data.items()
            if name in known and value != []
        }
    )


def _one(cls: type[Any]) -> Callable[[Any], Any]:
    return lambda value: _from_json(cls, value)


def _many(cls: type[Any]) -> Callable[[Any], Any]:
    return lambda value: tuple(_from_json(cls, item) for item in value)


def _identifier(value: Sequence[str]) -> Identifier:
    return Identifier(*value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "authorships": _many(Authorship),
    "venue": _one(Venue),
    "versions": _many(Version),
    "announcements": _many(Announcement),
    "locations": _many(Location),
    "references": _many(Reference),
    "relations": _many(Relation),
    "updates": _many(Update),
    "update": _one(Update),
    "identifier": _identifier,
    "notice": _identifier,
    "identifiers": lambda value: tuple(map(_identifier, value)),
    "origins": lambda value: {name: _from_json(Origin, item) for name, item in value.items()},
    **dict.fromkeys(("categories", "keywords", "sources", "affiliations", "issn"), tuple),
}
