"""The radars of one reader: their editions, what is said of works, what is learnt."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from academichub import trends
from academichub.errors import NotFoundError, StoreError, UsageError
from academichub.ids import parse
from academichub.jobs import instant
from academichub.profile import FollowedAuthor, Mute, Profile, Radar, Reader
from academichub.radar import changes, field
from academichub.radar.editions import Editions, Standing
from academichub.radar.pool import Pool
from academichub.radar.values import KINDS, Edition, Held, Item, Learnt
from academichub.rank.batches import SIZE
from academichub.store import Store

MOST = 50
"""Radars a reader may have."""

_TRIES = 10


class Radars:
    """What one reader can do with their radars.

    Args:
        store: where they are kept.
        pool: the works there are to choose from.
        reader: whose they are; a day is one of their time zone.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self, store: Store, pool: Pool, reader: Reader, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._pool = store, pool
        self._reader, self._clock = reader, clock
        self._editions = Editions(store, pool)

    # The radars themselves

    def all(self) -> tuple[Radar, ...]:
        """All of them, the main one first."""
        return tuple(self._store.radars.all(self._reader.id))

    def get(self, slug: str | None = None) -> Radar:
        """One of them; None is the main one.

        Raises:
            NotFoundError: there is none of that name, or none at all.
        """
        if slug is not None:
            found = self._store.radars.get(self._reader.id, slug)
        else:
            found = next(iter(self.all()), None)
        if found:
            return found
        raise NotFoundError(
            f"there is no radar {slug!r}" if slug is not None else
            "you have no radar yet; begin one at /radar/new, or with `academichub profile from-file`"
        )  # fmt: skip

    def create(self, title: str, profile: Profile) -> Radar:
        """Keep a new radar under a name made of its title.

        Raises:
            UsageError: the title is empty or too long, the profile is none, or there are `MOST`.
        """
        written, at = changes.title(title), self._at()
        new = Radar(
            secrets.token_hex(8), self._reader.id, changes.slug(written), written,
            changes.checked(profile), 0, at, at,
        )  # fmt: skip
        return self._store.radars.add(new, MOST)

    def change(self, slug: str | None, profile: Profile) -> Radar:
        """Give a radar another profile.

        Raises:
            NotFoundError: there is none of that name.
            UsageError: it is no profile.
        """
        new = changes.checked(profile)
        return self._change(slug, lambda _: new)

    def revise(self, slug: str | None, decide: Callable[[Profile], Profile]) -> Radar:
        """Give a radar the profile *decide* makes of the one it has at that instant.

        Raises:
            NotFoundError: there is none of that name.
            UsageError: what was decided on is no profile.
        """
        return self._change(slug, decide)

    def rename(self, slug: str | None, title: str) -> Radar:
        """Give a radar another title; its name in addresses stays.

        Raises:
            NotFoundError: there is none of that name.
            UsageError: the title is empty or too long.
        """
        name, written = self.get(slug).slug, changes.title(title)
        return self._store.radars.change(
            self._reader.id, name, self._at(), lambda radar: replace(radar, title=written)
        )

    def remove(self, slug: str) -> None:
        """Forget a radar with all that was shown and said in it.

        Raises:
            NotFoundError: there is none of that name.
        """
        self._store.radars.remove(self._reader.id, slug)

    # What there is to read

    def today(self) -> str:
        """The day it is where the reader is."""
        return changes.day_in(self._reader.time_zone, self._clock())

    def edition(
        self, slug: str | None = None, *, day: str | None = None, batch: int = 1
    ) -> Edition:
        """An edition as it was shown; the first of today is made when it is first asked for.

        Raises:
            NotFoundError: there is no such radar, or nothing was shown that day or in that batch.
        """
        radar, today = self.get(slug), self.today()
        wanted = day or today
        if kept := self._store.radars.edition(radar.id, wanted, batch):
            return self._editions.read(radar, kept)
        if wanted != today or batch != 1:
            raise NotFoundError(f"{radar.slug!r} has no batch {batch} of {wanted}")
        return self._made(radar, today, lambda _: 1)

    def next_batch(self, slug: str | None = None, *, after: int | None = None) -> Edition:
        """The next batch of today, made and kept.

        Args:
            slug: of which radar.
            after: the batch it follows; whoever asks again for what follows it gets the same.

        Raises:
            NotFoundError: there is no such radar.
        """
        radar, today = self.get(slug), self.today()
        if after is None:
            after = self._last_batch(radar, today)
        elif kept := self._store.radars.edition(radar.id, today, after + 1):
            return self._editions.read(radar, kept)
        return self._made(radar, today, lambda last: min(after, last) + 1)

    def prepare(self, slug: str | None, day: str) -> Edition | None:
        """The first batch of *day*, to be delivered; None where nothing has arrived for it.

        Raises:
            NotFoundError: there is no such radar.
        """
        radar = self.get(slug)
        if kept := self._store.radars.edition(radar.id, day, 1):
            return self._editions.read(radar, kept)
        standing = self._editions.standing(radar, day)
        if not standing.fresh:
            return None
        made = self._made(radar, day, lambda _: 1, standing)
        return made if made.items else None

    def quiet(self) -> tuple[str, ...]:
        """What the sources said of why there may be little new."""
        return tuple(self._editions.quiet(self.today()))

    def preview(self, profile: Profile, limit: int = SIZE) -> tuple[Item, ...]:
        """What a radar of *profile* would show now; nothing is kept."""
        return self._editions.preview(changes.checked(profile), self.today(), limit)

    def history(self, slug: str | None = None, limit: int = 60) -> tuple[Held, ...]:
        """The editions that are kept, newest first."""
        return tuple(self._store.radars.history(self.get(slug).id, limit))

    def trends(self, slug: str | None = None) -> trends.Trends:
        """What rises in the radar's field."""
        radar = self.get(slug)
        return field.trends_of(self._store, self._pool, radar, self.today())

    # What the reader makes of it

    def judge(self, slug: str | None, work_id: str, kind: str, on: bool = True) -> None:
        """Learn that the reader wants more or less of a work's like, has opened or saved it.

        Raises:
            UsageError: *kind* is none of `KINDS`.
            NotFoundError: there is no such radar, or no such work in the store.
        """
        if kind not in KINDS:
            raise UsageError(f"no such verdict: {kind!r}; there are {', '.join(KINDS)}")
        radar, (number, work) = self.get(slug), self._work(work_id)
        self._store.radars.judge(radar, number, work, kind, self._at() if on else None)

    def teach(self, slug: str | None, work_id: str, on: bool) -> None:
        """Learn that a work was saved, in a radar or, with None, for the main one.

        That it is saved no more is learnt by all of them. Who has no radar teaches none.
        """
        radars = self.all()
        named = [one for one in radars if one.slug == slug] or list(radars[:1])
        for one in named if on else radars:
            self.judge(one.slug, work_id, "saved", on)

    def saved_in(self, slug: str) -> tuple[str, ...]:
        """Ids of the works that were saved in a radar.

        Raises:
            NotFoundError: there is none of that name.
        """
        verdicts = self._store.radars.verdicts(self.get(slug).id)
        return tuple(one.work for one in verdicts if one.kind == "saved")

    def turn(self, slug: str | None, key: str, factor: float | None) -> Radar:
        """Let a reason count *factor* times; None takes that back.

        Raises:
            NotFoundError: there is no such radar.
            UsageError: the factor is out of bounds.
        """
        return self._change(slug, lambda one: changes.turned(one, key, factor))

    def mute(self, slug: str | None, what: Mute) -> Radar:
        """Never show it again."""
        return self._change(slug, lambda one: changes.muted(one, what))

    def unmute(self, slug: str | None, what: Mute) -> Radar:
        """Take a mute back."""
        return self._change(slug, lambda one: changes.unmuted(one, what))

    def follow(self, slug: str | None, author: FollowedAuthor) -> Radar:
        """Follow an author."""
        return self._change(slug, lambda one: changes.followed(one, author))

    def unfollow(self, slug: str | None, author: FollowedAuthor) -> Radar:
        """Follow an author no longer."""
        return self._change(slug, lambda one: changes.unfollowed(one, author))

    def learnt(self, slug: str | None = None) -> Learnt:
        """What a radar has learnt, in words, weights and works."""
        return self._editions.learnt(self.get(slug), self.today())

    def forget(self, slug: str | None, work_id: str) -> None:
        """Take back all that was learnt from a work: verdicts, and its being a seed.

        Raises:
            NotFoundError: there is no such radar, or nothing was learnt from that work.
        """
        radar = self.get(slug)
        number = self._store.numbers([work_id]).get(work_id)
        same = {
            name for name, at in self._store.numbers(radar.profile.seeds).items() if at == number
        }
        left = changes.without(radar.profile, {work_id, *same})
        gone = self._store.radars.forget(radar.id, work_id, number)
        if left != radar.profile:
            self._change(radar.slug, lambda one: changes.without(one, {work_id, *same}))
        elif not gone:
            raise NotFoundError(f"nothing was learnt from {work_id}")

    def _made(
        self,
        radar: Radar,
        day: str,
        batch: Callable[[int], int],
        standing: Standing | None = None,
    ) -> Edition:
        for _ in range(_TRIES):
            standing = standing or self._editions.standing(radar, day)
            wanted = batch(self._last_batch(radar, day))
            if kept := self._store.radars.edition(radar.id, day, wanted):
                return self._editions.read(radar, kept)
            if made := self._editions.make(radar, day, wanted, self._at(), standing):
                return made
            standing = None
        raise StoreError(f"others keep making editions of {radar.slug!r}; try again")

    def _last_batch(self, radar: Radar, day: str) -> int:
        last = self._store.radars.last_of(radar.id, day)
        return last.batch if last else 0

    def _change(self, slug: str | None, decide: Callable[[Profile], Profile]) -> Radar:
        name = slug if slug is not None else self.get().slug
        return self._store.radars.change(
            self._reader.id, name, self._at(),
            lambda radar: replace(radar, profile=changes.checked(decide(radar.profile))),
        )  # fmt: skip

    def _work(self, name: str) -> tuple[int, str]:
        number = self._store.numbers([name]).get(name) or self._store.number(parse(name))
        work = self._store.works([number]).get(number) if number else None
        if number is None or work is None:
            raise NotFoundError(f"no work {name} in the store")
        return number, work.id

    def _at(self) -> str:
        return instant(self._clock())
