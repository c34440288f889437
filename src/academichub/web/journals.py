"""The journals and feeds one can follow, as the rows of their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academichub.jobs import Scheduled
from academichub.sources.catalogue import Journal, catalogue
from academichub.sources.feed import FeedSource

ADDED = "other feeds"
"""The field of feeds that came in by OPML."""


@dataclass(frozen=True, slots=True)
class Row:
    """A journal or feed as the page shows it; ``source`` is the name its switch goes by."""

    source: str
    name: str
    issn: str
    publisher: str
    feed: str
    enabled: bool


def by_field(schedule: Iterable[Scheduled]) -> Mapping[str, Sequence[Row]]:
    """Every feed there is, under the field of its journal, in the catalogue's order."""
    known = {f"feed-{one.slug}": one for one in catalogue()}
    fields: dict[str, list[Row]] = {}
    for one in schedule:
        if isinstance(one.source, FeedSource):
            journal = known.get(one.name)
            field = journal.field if journal else ADDED
            fields.setdefault(field, []).append(_row(one, one.source, journal))
    return fields


def _row(one: Scheduled, feed: FeedSource, journal: Journal | None) -> Row:
    issn = journal.issn[0] if journal and journal.issn else ""
    publisher = journal.publisher if journal else ""
    return Row(one.name, one.label, issn, publisher, feed.base_url, one.enabled)
