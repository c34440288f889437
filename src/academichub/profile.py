"""Who reads and what they care about: reader, profile, radar, and a radar's picks with reasons.

Plain frozen values, JSON in and out; how works are ranked by them is decided in `rank`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from academichub.errors import UsageError
from academichub.model import Instant

TERM_KINDS = ("likes", "must", "never")
"""A term speaks for a work, has to be in it, or must not be."""

MUTE_KINDS = ("term", "author", "category", "venue", "source", "work")

WINDOW = 14
"""How many days back a radar looks, unless its profile says otherwise."""

FORMAT = "academichub-profile-1"
_MOST = 2_000
_LONGEST = 500
_LONGEST_TEXT = 20_000
_STRONGEST = 4.0


@dataclass(frozen=True, slots=True)
class WantedTerm:
    """A word or phrase, matched on the words of title and abstract."""

    text: str
    kind: str = "likes"


@dataclass(frozen=True, slots=True)
class FollowedAuthor:
    """A person to follow: by ORCID where it is known, else by name."""

    name: str
    orcid: str | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """Something never to be shown: a term, an author, a category, a venue, a source or a work."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the reader brought along that is not in the store: what can be learnt from it.

    It stays with the profile, so nobody else ever sees what is in a private library.
    """

    title: str
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What one reader cares about.

    ``seeds`` are ids of works the reader began with, ``papers`` such as are not in the store;
    both count as saved. ``turned`` holds by
    what factor a reason counts: 0 is off, below 1 down, above 1 up. Its keys are those of
    `Reason.key`, or the name of a signal alone for all its reasons. ``window`` is in days.
    """

    terms: tuple[WantedTerm, ...] = ()
    authors: tuple[FollowedAuthor, ...] = ()
    categories: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    mutes: tuple[Mute, ...] = ()
    turned: Mapping[str, float] = field(default_factory=dict)
    window: int = WINDOW

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing yet, so that a reader is new to us."""
        said = self.terms, self.authors, self.categories, self.venues, self.seeds, self.papers
        return not any(said)

    def to_json(self) -> dict[str, Any]:
        """This profile as JSON, with the name of its format."""
        return {"format": FORMAT, **asdict(self), "turned": dict(self.turned)}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read what `to_json` wrote, by us or by a stranger.

        Raises:
            UsageError: it is no profile; the text says what is wrong.
        """
        if not isinstance(data, Mapping) or data.get("format", FORMAT) != FORMAT:
            raise UsageError(f"this is no profile of the format {FORMAT}")
        return cls(
            terms=tuple(_term(one) for one in _rows(data, "terms")),
            authors=tuple(_author(one) for one in _rows(data, "authors")),
            categories=_texts(data, "categories"),
            venues=_texts(data, "venues"),
            seeds=_texts(data, "seeds"),
            papers=tuple(_paper(one) for one in _rows(data, "papers")),
            mutes=tuple(_mute(one) for one in _rows(data, "mutes")),
            turned=_factors(data.get("turned", {})),
            window=_window(data.get("window", WINDOW)),
        )

    def with_turned(self, key: str, factor: float | None) -> Self:
        """The same with the reason *key* counting *factor* times; None takes that back."""
        kept = {name: value for name, value in self.turned.items() if name != key}
        return replace(self, turned=kept if factor is None else {**kept, **_factors({key: factor})})


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal that spoke for or against a work, in the points it gave.

    ``value`` is what it spoke of (an author's name, a category, words); ``works`` are ids of the
    reader's own works that it stands on.
    """

    signal: str
    points: float
    value: str | None = None
    works: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What this reason is called in `Profile.turned`."""
        return self.signal if self.value is None else f"{self.signal}:{self.value}"


@dataclass(frozen=True, slots=True)
class Pick:
    """One work of a radar; its score is the sum of the points of its reasons.

    ``outside`` marks a pick from outside the reader's usual fields.
    """

    number: int
    score: float
    reasons: tuple[Reason, ...] = ()
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads here. ``role`` is ``reader`` or ``administrator``.

    ``confirmed_at`` is when they showed that letters to ``email`` reach them.
    """

    id: str
    name: str
    email: str | None = None
    orcid: str | None = None
    role: str = "reader"
    language: str | None = None
    time_zone: str = "UTC"
    created_at: Instant = ""
    disabled_at: Instant | None = None
    confirmed_at: Instant | None = None

    @property
    def is_administrator(self) -> bool:
        """Whether they may change what concerns everybody."""
        return self.role == "administrator"


@dataclass(frozen=True, slots=True)
class Radar:
    """A profile with a name, of one reader; ``slug`` names it in addresses."""

    id: str
    reader: str
    slug: str
    title: str
    profile: Profile
    position: int
    created_at: Instant
    updated_at: Instant


@dataclass(frozen=True, slots=True)
class Mark:
    """What one reader keeps of one work; an absent moment means it is not so marked."""

    work: str
    saved_at: Instant | None = None
    read_at: Instant | None = None
    later_at: Instant | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    updated_at: Instant = ""


def _rows(data: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    rows = data.get(name, ())
    if not isinstance(rows, list | tuple) or len(rows) > _MOST:
        raise UsageError(f"{name} of a profile is a list of at most {_MOST:,}")
    for row in rows:
        if not isinstance(row, Mapping):
            raise UsageError(f"{name} of a profile is a list of objects")
        yield row


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = data.get(name, ())
    if not isinstance(values, list | tuple) or len(values) > _MOST:
        raise UsageError(f"{name} of a profile is a list of at most {_MOST:,}")
    return tuple(dict.fromkeys(_text(value, name) for value in values))


def _text(value: object, name: str, longest: int = _LONGEST) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise UsageError(f"{name} of a profile is text of 1 to {longest:,} characters")
    return " ".join(value.split())


def _term(row: Mapping[str, Any]) -> WantedTerm:
    return WantedTerm(_text(row.get("text"), "terms"), _one_of(row, TERM_KINDS, "likes"))


def _author(row: Mapping[str, Any]) -> FollowedAuthor:
    orcid = row.get("orcid")
    return FollowedAuthor(
        _text(row.get("name"), "authors"), _text(orcid, "authors") if orcid else None
    )


def _paper(row: Mapping[str, Any]) -> Paper:
    abstract, name = row.get("abstract"), row.get("identifier")
    return Paper(
        _text(row.get("title"), "papers", _LONGEST_TEXT),
        _text(abstract, "papers", _LONGEST_TEXT) if abstract else None,
        _texts(row, "authors"),
        _text(name, "papers") if name else None,
    )


def _mute(row: Mapping[str, Any]) -> Mute:
    return Mute(_one_of(row, MUTE_KINDS, "term"), _text(row.get("value"), "mutes"))


def _one_of(row: Mapping[str, Any], kinds: tuple[str, ...], usual: str) -> str:
    kind = row.get("kind", usual)
    if kind not in kinds:
        raise UsageError(f"no such kind: {kind!r}; there are {', '.join(kinds)}")
    return str(kind)


def _factors(values: object) -> dict[str, float]:
    if not isinstance(values, Mapping) or len(values) > _MOST:
        raise UsageError(f"turned of a profile is an object of at most {_MOST:,} names")
    factors = {}
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UsageError(f"{name!r} is turned by a number from 0 to {_STRONGEST:g}")
        if not 0 <= value <= _STRONGEST:
            raise UsageError(f"{name!r} is turned by a number from 0 to {_STRONGEST:g}")
        factors[_text(name, "turned")] = float(value)
    return factors


def _window(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 365:
        raise UsageError("window of a profile is a number of days from 1 to 365")
    return value
