"""One change to a profile at a time, and how a radar is named. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from academichub.errors import UsageError
from academichub.profile import FollowedAuthor, Mute, Profile
from academichub.text import author_key

LONGEST_TITLE = 120

RESERVED = frozenset({"new", "list", "why", "next"})
"""Names that addresses and commands have for something else."""

_LONGEST_SLUG = 40
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def title(text: str) -> str:
    """A title as it is kept.

    Raises:
        UsageError: it is empty or too long.
    """
    written = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not written or len(written) > LONGEST_TITLE:
        raise UsageError(f"a radar's title has 1 to {LONGEST_TITLE} characters")
    return written


def slug(text: str) -> str:
    """The name in addresses a title gives: small Latin letters and digits, ``radar`` without any."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _NO_SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    return f"radar-{name}" if name in RESERVED else name or "radar"


def day_in(zone: str, now: datetime) -> str:
    """The day it is in a time zone, that of UTC where the zone is not known here."""
    try:
        return now.astimezone(ZoneInfo(zone)).date().isoformat()
    except (ZoneInfoNotFoundError, ValueError):
        return now.date().isoformat()


def checked(profile: Profile) -> Profile:
    """*profile*, held to what may come from a stranger.

    Raises:
        UsageError: something of it is too long, too much or of no kind there is.
    """
    return Profile.from_json(profile.to_json())


def turned(profile: Profile, key: str, factor: float | None) -> Profile:
    """With a reason counting *factor* times."""
    return profile.with_turned(" ".join(key.split()), factor)


def muted(profile: Profile, what: Mute) -> Profile:
    """With one thing never to be shown."""
    return replace(profile, mutes=(*unmuted(profile, what).mutes, what))


def unmuted(profile: Profile, what: Mute) -> Profile:
    """With one thing allowed again, however it is written."""
    return replace(
        profile,
        mutes=tuple(
            one for one in profile.mutes
            if (one.kind, one.value.casefold()) != (what.kind, what.value.casefold())
        ),
    )  # fmt: skip


def followed(profile: Profile, author: FollowedAuthor) -> Profile:
    """With an author followed."""
    return replace(profile, authors=(*unfollowed(profile, author).authors, author))


def unfollowed(profile: Profile, author: FollowedAuthor) -> Profile:
    """With an author followed no longer: by ORCID iD where both have one, else by name."""
    return replace(profile, authors=tuple(one for one in profile.authors if not _same(one, author)))


def without(profile: Profile, works: AbstractSet[str]) -> Profile:
    """Without these works among its seeds and papers; ``paper 2`` is the second of its papers."""
    return replace(
        profile,
        seeds=tuple(one for one in profile.seeds if one not in works),
        papers=tuple(
            one for at, one in enumerate(profile.papers, 1)
            if (one.identifier or f"paper {at}") not in works
        ),
    )  # fmt: skip


def _same(one: FollowedAuthor, other: FollowedAuthor) -> bool:
    if one.orcid and other.orcid:
        return one.orcid == other.orcid
    return author_key(one.name) == author_key(other.name)
