"""Drafts of radars while they are made and looked at: in memory, for a while, each its maker's alone.

A start that asks an upstream runs beside the pages, so a slow one shows how far it is.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock, Thread
from typing import Any

from academichub.desk import Desk
from academichub.drafting import Draft
from academichub.errors import AcademicHubError, NotFoundError, SearchIndexError
from academichub.radar import Item
from academichub.render.reasons import in_words, strongest
from academichub.starts import Progress
from academichub.web.language import Language

_KEPT, _KEPT_BY_ONE = 100, 4
_AT_ONCE = 4

Make = Callable[[Progress], Draft]
"""Makes a draft, and tells how far it is."""


class Making(Thread):
    """One draft on its way.

    Args:
        make: makes it.
        turn: limits how many are made at once.
        feeds: the OPML list it begins with, for who may follow feeds.
    """

    def __init__(self, make: Make, turn: BoundedSemaphore, feeds: bytes | None = None) -> None:
        super().__init__(name="draft of a radar", daemon=True)
        self.feeds = feeds
        self.read = 0
        self.expected: int | None = None
        self.draft: Draft | None = None
        self.error: AcademicHubError | None = None
        self._make: Make | None = make
        self._turn = turn

    def run(self) -> None:
        """Make it; a failure on purpose is kept to be shown, any other goes to the log."""
        make, self._make = self._make, None  # what it knows, such as a key, is not kept
        with self._turn:
            try:
                self.draft = make(self._told) if make else None
            except AcademicHubError as error:
                self.error = error

    @property
    def failure(self) -> AcademicHubError | None:
        """Why there is no draft; None while it is made, and where there is one."""
        if self.draft or self.error or self.is_alive():
            return self.error
        return AcademicHubError("an unexpected fault; the program's log has it")

    def _told(self, read: int, expected: int | None) -> None:
        self.read, self.expected = read, expected


class Drafts:
    """The drafts of all readers, the oldest let go."""

    def __init__(self) -> None:
        self._all: OrderedDict[tuple[str, str], Making] = OrderedDict()
        self._guard = Lock()
        self._turn = BoundedSemaphore(_AT_ONCE)

    def begin(
        self, reader: str, make: Make, *, feeds: bytes | None = None, wait: float = 1.5
    ) -> str:
        """Make a draft beside; returns its name at once if it takes over *wait* seconds."""
        name = secrets.token_urlsafe(12)
        making = self._keep(reader, name, Making(make, self._turn, feeds))
        making.start()
        making.join(wait)
        return name

    def hold(self, reader: str, name: str, draft: Draft) -> Making:
        """Keep a draft that is there already, in place of the one of that name."""
        making = Making(lambda _: draft, self._turn)
        making.draft = draft
        return self._keep(reader, name, making)

    def get(self, reader: str, name: str) -> Making:
        """The draft of that name.

        Raises:
            NotFoundError: the reader has none of that name, or has it no more.
        """
        with self._guard:
            found = self._all.get((reader, name))
            if found is None:
                raise NotFoundError("this draft is no more; start the radar again")
            self._all.move_to_end((reader, name))
            return found

    def forget(self, reader: str, name: str) -> None:
        """Let go of a draft."""
        with self._guard:
            self._all.pop((reader, name), None)

    def _keep(self, reader: str, name: str, making: Making) -> Making:
        with self._guard:
            self._all[reader, name] = making
            self._all.move_to_end((reader, name))
            own = [key for key in self._all if key[0] == reader]
            for key in (*own[:-_KEPT_BY_ONE], *list(self._all)[:-_KEPT]):
                self._all.pop(key, None)
        return making


@dataclass(frozen=True, slots=True)
class First:
    """One of the first picks, with the strongest of what speaks for it, in words."""

    item: Item
    reasons: tuple[str, ...]


def previewed(desk: Desk, draft: Draft, limit: int, t: Language) -> dict[str, Any]:
    """The first picks of a draft, or why there are none yet, as a template takes them."""
    titles = {work.id: work.title for work in draft.found}
    try:
        items = desk.radars.preview(draft.profile, limit=limit)
    except SearchIndexError as error:
        return {"preview": (), "waiting": str(error)}
    return {"preview": [First(one, _said(one, titles, t)) for one in items], "waiting": None}


def _said(one: Item, titles: Mapping[str, str], t: Language) -> tuple[str, ...]:
    return tuple(in_words(reason, titles, t) for reason in strongest(one.pick.reasons))
