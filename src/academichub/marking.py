"""How what a reader keeps of a work changes: saved, read, later, a note, tags. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from academichub.errors import UsageError
from academichub.model import Instant
from academichub.profile import Mark

STATES = ("saved", "unread", "read", "later", "noted")
"""Saved; saved and not read; read; put by for later; with a note. None is everything marked."""

LONGEST_NOTE = 20_000
LONGEST_TAG = 40
MOST_TAGS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of a mark; None leaves a thing as it is."""

    saved: bool | None = None
    read: bool | None = None
    later: bool | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None


def changed(mark: Mark, wanted: Wanted, at: Instant) -> Mark:
    """*mark* as *wanted*; what is on already keeps its moment."""
    later = False if wanted.read and wanted.later is None else wanted.later
    return Mark(
        mark.work,
        _moment(mark.saved_at, wanted.saved, at),
        _moment(mark.read_at, wanted.read, at),
        _moment(mark.later_at, later, at),
        mark.note if wanted.note is None else wanted.note,
        mark.tags if wanted.tags is None else wanted.tags,
        at,
    )


def in_state(mark: Mark, state: str | None) -> bool:
    """Whether *mark* is in one of `STATES`; everything is in None."""
    match state:
        case "saved":
            return mark.saved_at is not None
        case "unread":
            return mark.saved_at is not None and mark.read_at is None
        case "read":
            return mark.read_at is not None
        case "later":
            return mark.later_at is not None
        case "noted":
            return bool(mark.note)
    return True


def marked_at(mark: Mark, state: str | None) -> Instant:
    """When *mark* came into *state*, or when it was last changed."""
    moment = {"saved": mark.saved_at, "unread": mark.saved_at, "read": mark.read_at,
              "later": mark.later_at}.get(state or "")  # fmt: skip
    return moment or mark.saved_at or mark.updated_at


def to_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags in the one spelling they are kept in: lower case, single spaces, no sign before.

    Raises:
        UsageError: one is longer than `LONGEST_TAG`, or there are more than `MOST_TAGS`.
    """
    spelt = dict.fromkeys(filter(None, map(_tag, texts)))
    if long := next((tag for tag in spelt if len(tag) > LONGEST_TAG), None):
        raise UsageError(f"a tag has at most {LONGEST_TAG} characters: {long[:LONGEST_TAG]}…")
    if len(spelt) > MOST_TAGS:
        raise UsageError(f"a work has at most {MOST_TAGS} tags")
    return tuple(spelt)


def split_tags(text: str) -> tuple[str, ...]:
    """Tags as one types them, with commas between, Chinese ones included."""
    return to_tags(text.translate(_COMMAS).split(","))


def count_tags(marks: Iterable[Mark]) -> tuple[tuple[str, int], ...]:
    """Each tag with how many marks have it, the most frequent first."""
    counts = Counter(tag for mark in marks for tag in mark.tags)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


_COMMAS = str.maketrans("，、；;\n", ",,,,,")


def _tag(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text).replace(",", " ").casefold()
    printable = "".join(char if char.isprintable() else " " for char in seen)
    return " ".join(printable.split()).lstrip("#").strip()


def to_note(note: str | None) -> str | None:
    """*note* as it is kept; None stays None.

    Raises:
        UsageError: it is longer than `LONGEST_NOTE`.
    """
    if note is None:
        return None
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"a note has at most {LONGEST_NOTE:,} characters; this has {len(note):,}")
    return note.replace("\x00", "").replace("\r\n", "\n").strip()


def _moment(kept: Instant | None, wanted: bool | None, at: Instant) -> Instant | None:
    if wanted is None:
        return kept
    return (kept or at) if wanted else None
