"""The feeds one follows, in and out as OPML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from academichub.jobs import Scheduled
from academichub.sources.catalogue import catalogue
from academichub.sources.feed import FeedSource
from academichub.sources.opml import Subscription, feed_sources, parse_opml, write_opml


def as_opml(schedule: Iterable[Scheduled], now: datetime) -> bytes:
    """The feeds that are on, in folders by field."""
    fields = {journal.feed: journal.field for journal in catalogue()}
    followed = [(one.label, feed) for one in schedule if one.enabled and (feed := _feed(one))]
    return write_opml(
        [
            Subscription(feed, label, folders=(fields[feed],) if feed in fields else ())
            for label, feed in followed
        ],
        now=now,
    )


def to_follow(body: bytes, schedule: Iterable[Scheduled]) -> Mapping[str, Mapping[str, str]]:
    """The feeds of an OPML document that there is no source for yet, by slug.

    Raises:
        MalformedAnswerError: it is no OPML.
    """
    held = {_feed(one) for one in schedule}
    wanted = [one for one in parse_opml(body) if one.feed not in held]
    return {
        source.slug: {"title": source.label or source.slug, "feed": source.base_url}
        for source in feed_sources(wanted)
    }


def _feed(one: Scheduled) -> str | None:
    return one.source.base_url if isinstance(one.source, FeedSource) else None
