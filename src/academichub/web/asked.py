"""What a reader asked for in an address, as a Listing, and the addresses of what lies next to it.

The same parameters mean the same on the pages, in the feeds, the exports and the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from academichub import taxonomy
from academichub.errors import QueryError, UsageError
from academichub.lists import BATCH, SORTS, Listing
from academichub.web import cards
from academichub.web.language import Language

FILTERS = ("q", "author", "category", "source", "type", "day", "since", "until")
"""The parameters that choose works, in the order their chips are shown."""


LONGEST = 1_000
"""Characters of one parameter; more is no question a person asks."""

DEEPEST = 400
"""Last page of a search; who is still reading there needs another question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters and the order of one request, and where in the list it stands."""

    filters: Mapping[str, str]
    sort: str = ""
    seen: str | None = None
    page: int = 1

    @property
    def offset(self) -> int:
        """How many works come before this page."""
        return (self.page - 1) * BATCH

    @property
    def listing(self) -> Listing:
        """What to ask the hub."""
        chosen = {name: value for name, value in self.filters.items() if name != "q"}
        return Listing(query=self.filters.get("q", ""), sort=self.sort, **chosen)

    @property
    def query_string(self) -> str:
        """Filters and order, ready for an address; empty where nothing was asked."""
        return urlencode(self._pairs())

    def address(self, path: str, **extra: str | int | None) -> str:
        """*path* with these filters and order, changed by *extra* (None takes one away)."""
        pairs = {**self._pairs(), **extra}
        asked = urlencode({name: value for name, value in pairs.items() if value is not None})
        return f"{path}?{asked}" if asked else path

    def _pairs(self) -> dict[str, str | int | None]:
        pairs: dict[str, str | int | None] = dict(self.filters)
        if self.sort:
            pairs["sort"] = self.sort
        return pairs


def read(parameters: Mapping[str, str]) -> Asked:
    """Read the parameters of an address.

    Raises:
        UsageError: a date is none, an order is unknown, a page lies beyond the end.
    """
    filters = {name: _text(name, parameters[name]) for name in FILTERS if parameters.get(name)}
    filters = {name: value for name, value in filters.items() if value}
    sort = parameters.get("sort", "")
    if sort and sort not in SORTS:
        raise UsageError(f"there is no order {sort!r}; there are {', '.join(SORTS)}")
    seen = parameters.get("seen") or None
    return Asked(filters, sort, seen, _page(parameters.get("page", "1")))


def _text(name: str, value: str) -> str:
    value = value.replace("\x00", "").strip()
    if len(value) > LONGEST:
        raise UsageError(f"{name} is longer than {LONGEST} characters")
    return _date(name, value) if name in {"day", "since", "until"} and value else value


def _date(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise QueryError(f"{name} is no date: {value!r}; one looks like 2026-06-12") from None


def _page(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= DEEPEST:
        raise UsageError(f"page must be a number from 1 to {DEEPEST}")
    return int(value)


def named(name: str, t: Language) -> str:
    """What a filter is called in print."""
    return t("filter.query" if name == "q" else f"filter.{name}")


def shown(name: str, value: str, t: Language) -> str:
    """A filter's value in print."""
    match name:
        case "source":
            return cards.source_name(value)
        case "type":
            return t.label("type", value)
        case "category":
            return taxonomy.canonical(value)
        case "day" | "since" | "until":
            return t.date(value)
    return value
