"""Lists of works to read: the daily list, fair over the fields, and every search and filter.

A list never shows again what the sitting has already shown: the token that leads to the next
batch carries the numbers of the works seen so far, so nothing has to be remembered here.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, count, islice, zip_longest
from threading import Lock
from zlib import crc32

from academichub.errors import UsageError
from academichub.index.words import Words
from academichub.model import Date, Work
from academichub.query import Query, parse, read_date
from academichub.store import Store
from academichub.text import author_key

BATCH = 25
_MOST_SEEN = 4000
_VALUES = 40
_DAYS = 30
SORTS = ("daily", "date", "relevance", "cited")


@dataclass(frozen=True, slots=True)
class Listing:
    """What to list: a search, filters, an order.

    ``sort`` is ``daily`` (newest day first, its fields in turn), ``date``, ``relevance`` or
    ``cited``; empty picks relevance where words are searched for and daily otherwise.
    """

    query: str = ""
    author: str | None = None
    category: str | None = None
    source: str | None = None
    type: str | None = None
    day: Date | None = None
    since: Date | None = None
    until: Date | None = None
    sort: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything but a day narrows it."""
        return bool(
            self.query.strip() or self.author or self.category or self.source or self.type
            or self.since or self.until
        )  # fmt: skip


Counted = tuple[tuple[str, int], ...]
"""Values with how many works have each, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What lists can be narrowed by."""

    sources: Counted
    categories: Counted
    types: Counted
    days: Counted


@dataclass(frozen=True, slots=True)
class Batch:
    """Some works of a list.

    ``total`` counts the whole list; ``seen`` leads to the next batch and is None at the end.
    ``snippets`` holds, by work id, pieces of the abstract and whether each matched.
    ``loose`` says that no work has all the words and these have some.
    """

    works: tuple[Work, ...]
    total: int
    seen: str | None = None
    snippets: Mapping[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    loose: bool = False


def batch(
    store: Store,
    words: Words,
    listing: Listing,
    *,
    now: datetime,
    seen: str | None = None,
    offset: int = 0,
    limit: int = BATCH,
) -> Batch:
    """The next *limit* works of *listing* that are not among the *seen*.

    Raises:
        QueryError: a date, in the search or beside it, is none.
        UsageError: *seen* is no token of ours, or the order is none of ours.
    """
    if listing.sort and listing.sort not in SORTS:
        raise UsageError(f"no such order: {listing.sort!r}; there are {', '.join(SORTS)}")
    shown = read_seen(seen)
    listing = _dated(listing, now)
    if listing.filtered or listing.sort not in {"", "daily"}:
        return _found(store, words, listing, now, shown, offset, limit)
    ordered = store.remembered(
        ("daily", listing.day), lambda: _Unrolled(daily_order(store, listing.day))
    )
    picked = list(islice((n for n in ordered if n not in shown), offset, offset + limit + 1))
    works = store.works(picked[:limit])
    total = day_total(store, listing.day)
    return Batch(
        tuple(works[n] for n in picked[:limit] if n in works),
        total,
        write_seen([*shown, *picked[:limit]]) if len(picked) > limit else None,
    )


def facets(store: Store, words: Words) -> Facets:
    """The sources, the most frequent categories, the types and the newest days, with counts."""
    days: dict[Date, int] = {}
    for day, _, listed in store.days(limit=_DAYS):
        days[day] = days.get(day, 0) + listed
    return Facets(
        sources=words.values("source", _VALUES),
        categories=words.values("category", _VALUES),
        types=words.values("type", _VALUES),
        days=tuple(sorted(days.items(), reverse=True)),
    )


def to_query(listing: Listing, now: datetime) -> Query:
    """The search a listing stands for, its filters among the conditions."""
    asked = parse(listing.query, now)
    if listing.author:
        asked = replace(asked, authors=(*asked.authors, author_key(listing.author)))
    # A filter beside a search stands in place of what the search says of the same thing.
    if listing.category:
        asked = replace(asked, categories=(listing.category.casefold(),))
    if listing.source:
        asked = replace(asked, sources=(listing.source.casefold(),))
    if listing.type:
        asked = replace(asked, types=(listing.type.casefold(),))
    since, until = listing.day or listing.since, listing.day or listing.until
    return replace(asked, since=since or asked.since, until=until or asked.until)


def daily_order(store: Store, day: Date | None) -> Iterator[int]:
    """Numbers of works, newest day first; within a day the fields take turns.

    With *day* that day alone. Each work comes once, under its newest day.
    """
    given: set[int] = set()
    for listed in [day] if day else store.days_back():
        fields = [about for about, _ in store.fields_on(listed)]
        for number in in_turn([store.listed(listed, about) for about in fields]):
            if number not in given:
                given.add(number)
                yield number


def _dated(listing: Listing, now: datetime) -> Listing:
    given = {"day": listing.day, "since": listing.since, "until": listing.until}
    return replace(listing, **{n: read_date(v, now) for n, v in given.items() if v})


class _Unrolled:
    """An order worked out once for everyone, as far as anyone has read."""

    def __init__(self, order: Iterator[int]) -> None:
        self._order = order
        self._known: list[int] = []
        self._reading = Lock()

    def __iter__(self) -> Iterator[int]:
        for at in count():
            if at == len(self._known):
                with self._reading:
                    if at == len(self._known):
                        self._known.extend(islice(self._order, BATCH))
                if at == len(self._known):
                    return
            yield self._known[at]


def in_turn(queues: Sequence[Iterable[int]]) -> Iterator[int]:
    """One of each queue in turn until all are empty."""
    rounds = zip_longest(*queues)
    return (number for number in chain.from_iterable(rounds) if number is not None)


def day_total(store: Store, day: Date | None) -> int:
    """How many works are listed on *day*, or are there at all."""
    if day is None:
        return store.counts()["works"]
    return sum(count for _, count in store.fields_on(day))


def write_seen(numbers: Collection[int]) -> str:
    """The numbers of works as a short token: a checksum, then differences, seven bits a byte."""
    token = bytearray()
    last = 0
    for number in sorted(set(numbers))[-_MOST_SEEN:]:
        gap = number - last
        last = number
        while gap > 0x7F:
            token.append(gap & 0x7F | 0x80)
            gap >>= 7
        token.append(gap)
    return urlsafe_b64encode(_checksum(bytes(token)) + token).rstrip(b"=").decode()


def read_seen(token: str | None) -> set[int]:
    """The numbers a token of `write_seen` holds.

    Raises:
        UsageError: it is no such token, or only a part of one.
    """
    if not token:
        return set()
    try:
        raw = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    checksum, differences = raw[:2], raw[2:]
    if not raw or checksum != _checksum(differences):
        raise UsageError("the link to this batch is damaged; start again from the list")
    numbers: set[int] = set()
    number = gap = shift = 0
    for byte in differences:
        gap |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            number += gap
            numbers.add(number)
            gap = shift = 0
    return numbers


def _checksum(differences: bytes) -> bytes:
    # A link that lost its end would otherwise show again what has been shown.
    return (crc32(differences) & 0xFFFF).to_bytes(2, "big")


def _found(
    store: Store,
    words: Words,
    listing: Listing,
    now: datetime,
    shown: Collection[int],
    offset: int,
    limit: int,
) -> Batch:
    query = to_query(listing, now)
    sort = listing.sort or ("relevance" if query.terms else "date")
    hits = words.search(
        query, limit=len(shown) + offset + limit + 1, sort="date" if sort == "daily" else sort
    )
    picked = [n for n in hits.numbers if n not in shown][offset : offset + limit + 1]
    there = store.works(picked[:limit])
    works = tuple(there[n] for n in picked[:limit] if n in there)
    return Batch(
        works,
        hits.total,
        write_seen([*shown, *picked[:limit]]) if len(picked) > limit else None,
        {w.id: words.snippet(query, w.abstract) for w in works if w.abstract}
        if query.terms
        else {},
        words.suggest(query) if query.terms and (hits.loose or not hits.total) else None,
        hits.loose,
    )
