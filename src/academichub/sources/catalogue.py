"""The journals one can switch on by name, read from `catalogue.toml`.

Each has the publisher's own feed and its ISSNs, so it can also be collected from Crossref. Holds
no address anyone has to pay or log in for, and asks the network nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from academichub.errors import NotFoundError
from academichub.model import Venue
from academichub.sources.feed import FeedSource


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal of the catalogue. ``issn`` has the print one first, where there is one."""

    slug: str
    name: str
    issn: tuple[str, ...]
    publisher: str
    feed: str
    field: str
    language: str


@cache
def catalogue() -> tuple[Journal, ...]:
    """Every journal, by field and then in the catalogue's own order."""
    text = files("academichub.sources").joinpath("catalogue.toml").read_text("utf-8")
    rows = tomllib.loads(text)["journal"]
    return tuple(Journal(**{**row, "issn": tuple(row["issn"])}) for row in rows)


def journal(slug: str) -> Journal:
    """The journal with that slug.

    Raises:
        NotFoundError: the catalogue has none.
    """
    found = next((one for one in catalogue() if one.slug == slug), None)
    if found is None:
        raise NotFoundError(f"the catalogue has no journal {slug!r}")
    return found


def by_issn(issn: str) -> Journal | None:
    """The journal with that ISSN, print or electronic, or None."""
    return next((one for one in catalogue() if issn in one.issn), None)


def feed_source(journal: Journal) -> FeedSource:
    """The source that collects the journal's own feed."""
    venue = Venue(journal.name, issn=journal.issn, publisher=journal.publisher)
    return FeedSource(journal.slug, journal.feed, label=journal.name, venue=venue)
