"""What is in a delivery: the picks of one edition, or of those of a week, with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from academichub.language import Language
from academichub.model import Instant, Work
from academichub.profile import Radar
from academichub.render.digest import Digest, Told
from academichub.render.reasons import in_words, strongest
from academichub.store import Store

if TYPE_CHECKING:
    from academichub.radar import Edition, Item

MOST = 50
"""Works in one delivery; more of a week than the best of these are on the pages."""

Find = Callable[[Collection[str]], Mapping[str, Work]]
"""Gives works by any of their ids."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a digest says beside its works; see `render.digest.Digest`."""

    name: str
    period: str
    at: Instant
    base_url: str
    unsubscribe_url: str | None = None


def finding(store: Store) -> Find:
    """Finds works in *store*."""

    def find(names: Collection[str]) -> Mapping[str, Work]:
        numbers = store.numbers(names)
        works = store.works(sorted(set(numbers.values())))
        return {name: works[number] for name, number in numbers.items() if number in works}

    return find


def days_of(weekday: int | None, day: date) -> list[str]:
    """The days whose editions a delivery on *day* holds, newest first."""
    length = 1 if weekday is None else 7
    return [(day - timedelta(days=back)).isoformat() for back in range(length)]


def digest(
    radar: Radar, editions: Sequence[Edition], envelope: Envelope, find: Find, t: Language
) -> Digest:
    """The works of *editions*, the newest edition's first, each once."""
    items = _once(editions)[:MOST]
    return Digest(
        envelope.name, radar.title, envelope.period, envelope.at, tells(items, find, t),
        envelope.base_url, f"{envelope.base_url}/radar/{radar.slug}", envelope.unsubscribe_url,
        tuple(dict.fromkeys(said for edition in editions for said in edition.quiet)),
    )  # fmt: skip


def tells(items: Iterable[Item], find: Find, t: Language) -> list[Told]:
    """Picks with their strongest reasons in words."""
    picks = [(item, strongest(item.pick.reasons)) for item in items]
    stood_on = {work for _, reasons in picks for one in reasons for work in one.works[:1]}
    titles = {name: work.title for name, work in find(stood_on).items()} if stood_on else {}
    return [
        Told(item.work, tuple(in_words(one, titles, t) for one in reasons), item.pick.outside)
        for item, reasons in picks
    ]


def _once(editions: Iterable[Edition]) -> list[Item]:
    found: dict[str, Item] = {}
    for edition in editions:
        for item in edition.items:
            found.setdefault(item.work.id, item)
    return list(found.values())
