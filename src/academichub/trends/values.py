"""What is found of a field: its weeks, what rises in it, who is new."""

from __future__ import annotations

from dataclasses import dataclass

from academichub.model import Date


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from ``since`` to ``until``, both counted, and how many works of the field they hold.

    ``recent`` weeks are the window, the others its past.
    """

    since: Date
    until: Date
    works: int
    recent: bool


@dataclass(frozen=True, slots=True)
class Rising:
    """A term or theme that more of the window's works have than its past makes likely.

    ``kind`` is ``term`` or ``theme``; ``name`` is written as the works write it, ``words`` are the
    terms a theme is made of. ``now`` and ``before`` count works of the window and of the past;
    ``weeks`` counts them week by week, beside `Trends.weeks`. ``ratio`` is the share of works now
    over the share before, ``low`` and ``high`` its interval (None: no upper end, it is new), see
    `rates`. ``chance`` is how likely so many are where nothing rises. ``sure`` says whether that
    still holds with everything that was tested beside it; what is not sure may well be chance, and
    its interval holds 1. ``works`` are ids of the window's works that have it, the newest first.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    now: int
    before: int
    ratio: float
    low: float
    high: float | None
    chance: float
    sure: bool
    weeks: tuple[int, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewAuthor:
    """Someone with works of the field in the window and none in its past, with the ids of those."""

    name: str
    orcid: str | None
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """What is new in a field.

    ``now`` and ``before`` count the works of the window and of the past, ``tested`` how many terms
    and themes were looked at. ``rising`` has what is sure first, then a few that would be the next. ``scatter`` is how many times more
    than by chance alone the field's words come and go from week to week; 1 is chance alone.
    """

    since: Date
    until: Date
    now: int
    before: int
    weeks: tuple[Week, ...] = ()
    rising: tuple[Rising, ...] = ()
    new_authors: tuple[NewAuthor, ...] = ()
    tested: int = 0
    scatter: float = 1.0
