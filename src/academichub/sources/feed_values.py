"""What a feed says, in the shape of the feed formats' own words, before anyone interprets it.

Every format (RSS, RDF, Atom, CDF, JSON Feed) is read into these values, and nothing else of the
program ever sees feedparser's own result. Holds no reading and no interpretation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from academichub.model import Date, Instant

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Text:
    """A text construct (RFC 4287, 3.1): the characters as they came and what they are.

    ``value`` is markup where ``type`` is HTML or XHTML. It is never cleaned: it may hold scripts
    and is not for showing; `academichub.text` makes plain text of it.
    """

    value: str
    type: str = PLAIN

    @property
    def is_markup(self) -> bool:
        """Whether the value is HTML or XHTML and not the characters themselves."""
        return self.type in (HTML, XHTML)


@dataclass(frozen=True, slots=True)
class Person:
    """An author as a feed names one (RFC 4287, 3.2)."""

    name: str | None = None
    email: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a feed or entry (RFC 4287, 4.2.7), resolved against its base."""

    href: str
    rel: str = "alternate"
    type: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A category (RFC 4287, 4.2.2; RSS 2.0 ``<category domain>``)."""

    term: str | None = None
    scheme: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as written: the instant in UTC and the calendar day the writer meant.

    Midnight in Tokyo is the day before in UTC, so the two differ and both are kept. ``instant``
    is None where only a day, month or year was written.
    """

    day: Date
    instant: Instant | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    ``facts`` holds the bibliographic elements of the PRISM, Dublin Core and arXiv namespaces by
    lower-case local name (``doi``, ``identifier``, ``publicationname``, ``volume``,
    ``announce_type``), each as often as it was written. ``raw`` is the entry as it came.
    """

    id: str | None = None
    link: str | None = None
    title: Text = field(default_factory=lambda: Text(""))
    summary: Text | None = None
    content: Text | None = None
    authors: tuple[Person, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    created: Moment | None = None
    categories: tuple[Category, ...] = ()
    links: tuple[Link, ...] = ()
    doi: str | None = None
    language: str | None = None
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    raw: str = ""

    def fact(self, *names: str) -> str | None:
        """The first value written under the first of *names* that has one."""
        return next((value for name in names for value in self.facts.get(name, ()) if value), None)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A piece of a feed that should be an entry and cannot be read, with the reason."""

    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``note`` says what had to be mended, or is None for a sound one.

    ``whole`` is False where something is missing or was guessed, so that the reader asks for
    the whole body again next time and trusts no ETag.
    """

    format: str
    title: Text = field(default_factory=lambda: Text(""))
    link: str | None = None
    id: str | None = None
    subtitle: Text | None = None
    updated: Moment | None = None
    published: Moment | None = None
    created: Moment | None = None
    authors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    entries: tuple[Entry, ...] = ()
    damaged: tuple[Damaged, ...] = ()
    note: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was mended, guessed or lost."""
        return self.note is None and not self.damaged

    def fact(self, *names: str) -> str | None:
        """The first value the feed itself has under the first of *names* that has one."""
        return next((value for name in names for value in self.facts.get(name, ()) if value), None)
