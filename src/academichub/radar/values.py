"""What a radar answers with: editions and their items, days that were kept, what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from academichub.model import Instant, Work
from academichub.profile import Pick, Radar
from academichub.store.radars import Held, Verdict

KINDS = ("more", "less", "opened", "saved")
"""What a reader can make known of a work."""


@dataclass(frozen=True, slots=True)
class Item:
    """One pick of an edition with its work.

    ``rank`` counts through the day's batches from 1; ``verdict`` is ``more``, ``less`` or None.
    """

    work: Work
    pick: Pick
    rank: int
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One batch of one day: made once, then kept as it was shown.

    Attributes:
        radar: as it is now.
        day: of the reader's time zone.
        batch: 1 is the day's edition, 2 the next batch of it.
        at: when it was made.
        items: the picks, best first.
        fresh: how many of the candidates had arrived since the edition before.
        candidates: how many works there were to choose from, the chosen ones among them.
        more: whether there is anything for a next batch.
        quiet: where little was new, what the sources said of it.
        learnt: whether the radar knew anything of its reader; else the fields took turns.
    """

    radar: Radar
    day: str
    batch: int
    at: Instant
    items: tuple[Item, ...]
    fresh: int = 0
    candidates: int = 0
    more: bool = False
    quiet: tuple[str, ...] = ()
    learnt: bool = True


@dataclass(frozen=True, slots=True)
class Weighted:
    """Something a radar has learnt.

    ``weight`` is in points before it is turned; ``key`` is its name in `Profile.turned` and
    ``factor`` what stands there, 1 where nothing does. ``works`` are ids of the reader's works it
    stands on; it was said by the reader themselves where there are none.
    """

    value: str
    weight: float
    key: str
    factor: float = 1.0
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a radar knows of its reader; what they said themselves is in ``radar.profile``.

    ``against`` are words of what was dismissed. ``works`` are those spoken of that are in the
    store, by the id they are spoken of with.
    """

    radar: Radar
    words: tuple[Weighted, ...] = ()
    against: tuple[Weighted, ...] = ()
    authors: tuple[Weighted, ...] = ()
    categories: tuple[Weighted, ...] = ()
    venues: tuple[Weighted, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    works: Mapping[str, Work] = field(default_factory=dict)


__all__ = ["KINDS", "Edition", "Held", "Item", "Learnt", "Verdict", "Weighted"]
