"""Deliveries of readers' radars: what, where to and when; a day or a week is delivered once.

What is handed over, and how, is in `sending`; who is asked for editions, in the hub's rounds.
"""

from __future__ import annotations

from academichub.deliver.contents import days_of, digest
from academichub.deliver.deliveries import (
    BRIEF,
    BRIEFS,
    FEED,
    UNSUBSCRIBE,
    Deliveries,
    Shown,
    Wanted,
    unsubscribe,
)
from academichub.deliver.schedule import Schedule, last_due, next_due, retry_at

__all__ = [
    "BRIEF",
    "BRIEFS",
    "FEED",
    "UNSUBSCRIBE",
    "Deliveries",
    "Schedule",
    "Shown",
    "Wanted",
    "days_of",
    "digest",
    "last_due",
    "next_due",
    "retry_at",
    "unsubscribe",
]
