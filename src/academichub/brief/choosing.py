"""Which works a brief is of: those of a radar, a search, a day, an author, or picked by hand.

They are chosen when the brief is asked for and never again; what cannot be chosen is an error that
says so, not a brief of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from academichub import lists
from academichub.argument import Ask, Language
from academichub.errors import NotFoundError, UsageError
from academichub.ids import parse
from academichub.lists import Listing
from academichub.model import Work
from academichub.query import read_date
from academichub.store import Store

if TYPE_CHECKING:
    from academichub.radar import Radars

KINDS = ("radar", "query", "day", "author", "works")
LIMIT = 100
MOST = 400
"""Works of one brief, and the most there may be."""

_DAYS = 30
_ENOUGH = 50
"""A radar's brief is of the works it has shown in so many days; where these are fewer than so many
works, of what it holds best now as well."""
_LONGEST = 500

Search = Callable[[Listing, int], Sequence[Work]]
"""The first works of a list, at most so many."""


class Choosing:
    """Chooses works for one reader.

    Args:
        store: where the works are.
        search: finds works.
        radars: gives the reader's radars.
        clock: gives the present moment, in UTC.
        most: the most works there may be.
        of: what they are chosen for.
    """

    def __init__(
        self,
        store: Store,
        search: Search,
        radars: Callable[[], Radars],
        clock: Callable[[], datetime],
        most: int = MOST,
        of: str = "a brief",
    ) -> None:
        self._store, self._search = store, search
        self._radars, self._clock = radars, clock
        self._most, self._of = most, of

    def choose(
        self,
        kind: str,
        value: str,
        language: Language = "en",
        works: Sequence[str] = (),
        limit: int = LIMIT,
    ) -> Ask:
        """Fix the works of what is asked for.

        Raises:
            UsageError: there is no such kind, or the value or the limit is none of its kind.
            NotFoundError: there is no such radar, there are no such works, or none at all.
        """
        self._refuse_more(limit)
        value = " ".join(value.split())
        if len(value) > _LONGEST:
            raise UsageError(f"what {self._of} is asked of has at most {_LONGEST} characters")
        match kind:
            case "radar":
                return self._radar(value, language, limit)
            case "query":
                return self._query(value, language, limit)
            case "day":
                return self._day(value, language, limit)
            case "author":
                return self._author(value, language, limit)
            case "works":
                return self._works(value, language, works)
        raise UsageError(f"{self._of} is of {', '.join(KINDS)}, not of {kind!r}")

    def _radar(self, slug: str, language: Language, limit: int) -> Ask:
        radars = self._radars()
        radar = radars.get(slug or None)
        shown = list(islice(_once(_shown(radars, radar.slug)), limit))
        if len(shown) < min(limit, _ENOUGH):
            best = (one.work.id for one in radars.preview(radar.profile, limit))
            shown = list(islice(_once(chain(shown, best)), min(limit, _ENOUGH)))
        _refuse_none(shown, f"the radar {radar.slug!r} holds no works")
        return _asked(Ask("radar", radar.slug, radar.title, language, tuple(shown)))

    def _query(self, value: str, language: Language, limit: int) -> Ask:
        _refuse_none(value, "say what to search for", UsageError)
        found = self._search(Listing(query=value), limit)
        _refuse_none(found, f"no works are found by {value!r}")
        return _asked(Ask("query", value, value, language, tuple(one.id for one in found)))

    def _author(self, value: str, language: Language, limit: int) -> Ask:
        _refuse_none(value, "say whose works", UsageError)
        found = self._search(Listing(author=value, sort="date"), limit)
        _refuse_none(found, f"no works of {value!r} are in the store")
        return _asked(Ask("author", value, value, language, tuple(one.id for one in found)))

    def _day(self, value: str, language: Language, limit: int) -> Ask:
        said, _, field = value.partition(" ")
        day = read_date(said, self._clock()) if said else ""
        if len(day) != len("2026-06-25"):
            raise UsageError(f"{said!r} is no day; write one as 2026-06-25")
        if field:
            known = {name.casefold(): name for name, _ in self._store.fields_on(day)}
            field = known.get(field.casefold(), field)
            numbers: Iterable[int] = self._store.listed(day, field)
        else:
            numbers = lists.daily_order(self._store, day)
        chosen = list(islice(numbers, limit))
        there = self._store.works(chosen)
        names = tuple(there[number].id for number in chosen if number in there)
        value = f"{day} {field}".strip()
        _refuse_none(names, f"no works are listed on {value}")
        return _asked(Ask("day", value, value, language, names))

    def _works(self, title: str, language: Language, works: Sequence[str]) -> Ask:
        _refuse_none(works, "name the works", UsageError)
        known = self._store.numbers(list(works))
        other = {name: self._store.number(parse(name)) for name in works if name not in known}
        numbers = {**known, **{name: at for name, at in other.items() if at is not None}}
        there = self._store.works(list(set(numbers.values())))
        unknown = [name for name in works if numbers.get(name) not in there]
        if unknown:
            raise NotFoundError(f"not in the store: {', '.join(unknown)}")
        chosen = tuple(_once(there[numbers[name]].id for name in works))
        self._refuse_more(len(chosen))
        return _asked(Ask("works", title, title, language, chosen))

    def _refuse_more(self, count: int) -> None:
        if not 1 <= count <= self._most:
            raise UsageError(f"{self._of} is of 1 to {self._most:,} works, not of {count}")


def titled(ask: Ask, known: str = "") -> str:
    """What a brief is called, in its language. *known* is a radar's own title."""
    zh, count = ask.language == "zh", len(ask.works)
    match ask.kind:
        case "radar":
            return known or ask.value
        case "day":
            day, _, field = ask.value.partition(" ")
            spoken = _day_in_chinese(day) if zh else day
            return f"{spoken}的{field}论文" if zh else f"{field or 'Works'} of {spoken}"
        case "author":
            return f"{ask.value} 的论文" if zh else f"Works of {ask.value}"
        case "works" if not ask.value:
            return f"选定的 {count} 篇论文" if zh else f"{count} chosen work{'s' * (count != 1)}"
    return ask.value


def _asked(ask: Ask) -> Ask:
    return replace(ask, title=titled(ask, ask.title))


def _day_in_chinese(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year} 年 {int(month)} 月 {int(number)} 日"


def _shown(radars: Radars, slug: str) -> Iterator[str]:
    """Ids of the works a radar has shown of late, the newest edition first, the best first."""
    first = radars.edition(slug)
    oldest = (date.fromisoformat(radars.today()) - timedelta(days=_DAYS)).isoformat()
    held = [one for one in radars.history(slug) if one.day > oldest]
    for one in sorted(held, key=lambda one: (one.day, -one.batch), reverse=True):
        edition = (
            first
            if (one.day, one.batch) == (first.day, first.batch)
            else radars.edition(slug, day=one.day, batch=one.batch)
        )
        yield from (item.work.id for item in edition.items)


def _once(names: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(names)


def _refuse_none(
    found: Sequence[object], why: str, error: type[UsageError | NotFoundError] = NotFoundError
) -> None:
    if not found:
        raise error(why)
