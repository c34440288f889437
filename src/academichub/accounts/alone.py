"""The one reader of a program that nobody else can reach."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

from academichub.model import Instant
from academichub.profile import Reader
from academichub.store import Store

ALONE = Reader("me", "", role="administrator")
"""The one reader of a program that only this machine can reach."""


def alone(store: Store, now: Instant) -> Reader:
    """`ALONE` as they are kept; kept from *now* on, in the machine's time zone, if they are not."""
    if kept := store.readers.get(ALONE.id):
        return kept
    return store.readers.ensure(replace(ALONE, time_zone=machine_zone(), created_at=now))


def machine_zone() -> str:
    """The machine's time zone by its IANA name, ``UTC`` where it cannot be told."""
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    written = Path("/etc/timezone")
    kept = written.read_text(encoding="ascii", errors="ignore") if written.is_file() else ""
    known = available_timezones()
    named = (os.environ.get("TZ", "").lstrip(":"), linked, kept.strip())
    return next((name for name in named if name in known), "UTC")
