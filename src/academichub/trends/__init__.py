"""What rises in a field: its words and themes against their own past, and who is new in it.

Pure. The field is whatever works are handed in; where counts are too small to say anything,
nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from academichub.model import Date, Work
from academichub.trends.values import NewAuthor, Rising, Trends, Week

__all__ = ["PAST", "WINDOW", "NewAuthor", "Rising", "Trends", "Week", "find"]

WINDOW = 14
"""How many days are held against the past, unless a caller says otherwise."""

PAST = 84
"""How many days before the window the past is: twelve weeks."""


def find(works: Iterable[Work], today: Date, *, window: int = WINDOW, past: int = PAST) -> Trends:
    """What rises in the field that *works* are, up to and with *today*.

    Args:
        works: the field's works, of the window and of the past; others, and those whose day is
            not known to the day, are left out. To be comparable they should be chosen in the same
            way in every week.
        today: ``2026-05-12``.
        window: how many days, at least 7; whole weeks are counted.
        past: how many days before them; whole weeks are counted.
    """
    from academichub.trends.field import read
    from academichub.trends.newcomers import newcomers
    from academichub.trends.rising import risen

    field = read(works, today, window, past)
    start = field.weeks[-field.recent].since
    now = sum(week.works for week in field.weeks[-field.recent :])
    rose = risen(field)
    return Trends(
        since=start,
        until=today,
        now=now,
        before=len(field.works) - now,
        weeks=field.weeks,
        rising=rose.found,
        new_authors=newcomers(field.works, start),
        tested=rose.tested,
        scatter=rose.scatter,
    )
