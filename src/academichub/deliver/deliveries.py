"""The deliveries and feeds of one reader: set up, paused, taken away, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from academichub import mail
from academichub.deliver.schedule import Schedule, next_due
from academichub.errors import NotFoundError, StoreError, UsageError
from academichub.jobs import instant
from academichub.language import CODES
from academichub.profile import Radar, Reader
from academichub.sealing import Keys
from academichub.sending import KINDS, Means, folder, letters, webhook, zotero
from academichub.store import Store
from academichub.store.addresses import Address
from academichub.store.sendings import Delivery, Sending

FEED, BRIEFS, UNSUBSCRIBE = "feed", "briefs", "unsubscribe"
"""What secret addresses are for; see `sealing.Keys.address`."""

PICKS, BRIEF = "picks", "brief"
"""What may be delivered of a radar."""

MOST = 50
"""Deliveries a reader may have."""

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for: where to, when and what. Fields of other kinds stay empty.

    ``content`` is ``picks``, those of the day or week, or ``brief``, a briefing on the radar.
    """

    kind: str
    hour: int = 7
    weekday: int | None = None
    language: str = "en"
    content: str = PICKS
    to: str = ""
    key: str = ""
    group: str = ""
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A delivery with its radar and its newest sendings; ``secret`` where its kind shows one."""

    delivery: Delivery
    radar: Radar
    sendings: Sequence[Sending]
    secret: str | None = None

    @property
    def place(self) -> str:
        """Where to."""
        names = {"email": ["to"], "webhook": ["url"], "folder": ["folder"]}
        wanted = names.get(self.delivery.kind, ["library", "collection"])
        return " / ".join(filter(None, (self.delivery.settings.get(one) for one in wanted)))


class Deliveries:
    """The deliveries and feeds of one reader.

    Args:
        store: where they are kept.
        keys: the program's own key.
        reader: whose they are.
        radars: gives the reader's radars.
        means: what deliveries are made with.
        clock: gives the present moment.
        random: gives so many random bytes.
        alone: whether the reader is the only one there can be.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        reader: Reader,
        radars: Callable[[], Sequence[Radar]],
        means: Means,
        clock: Clock,
        random: Random,
        *,
        alone: bool,
    ) -> None:
        self._store, self._keys, self._reader, self._radars = store, keys, reader, radars
        self._means, self._clock, self._random, self._alone = means, clock, random, alone

    @property
    def with_mail(self) -> bool:
        """Whether there is a mail server."""
        return self._means.mail is not None

    @property
    def own_address(self) -> str | None:
        """The one address letters may go to; None where the reader may say which."""
        return None if self._alone else self._reader.email or ""

    def all(self) -> tuple[Shown, ...]:
        """Every delivery, oldest first."""
        kept = self._store.sendings.of(self._reader.id)
        radars = {radar.id: radar for radar in self._radars()}
        last = self._store.sendings.last([one.id for one in kept])
        return tuple(
            Shown(one, radars[one.radar], last[one.id], self._told(one))
            for one in kept
            if one.radar in radars
        )

    def add(self, slug: str | None, wanted: Wanted) -> Delivery:
        """Set up a delivery; the first is made when its hour next comes.

        Raises:
            UsageError: something asked for cannot be.
            NotFoundError: there is no such radar, or no such Zotero collection.
            ConfigurationError: there is no mail server.
            FetchError: Zotero does not answer.
        """
        radar = self._radar(slug)
        if len(self._store.sendings.of(self._reader.id)) >= MOST:
            raise UsageError(f"{MOST} deliveries are the most there can be")
        settings, secret = self._checked(wanted)
        now = self._clock()
        due = next_due(Schedule.of(settings), self._zone, now)
        one = Delivery(
            self._random(9).hex(), self._reader.id, radar.id, wanted.kind, settings, True,
            instant(due), instant(now), self._keys.seal(secret) if secret else None,
        )  # fmt: skip
        self._store.sendings.add(one)
        return one

    def get(self, name: str) -> Delivery:
        """One delivery.

        Raises:
            NotFoundError: the reader has none of that name.
        """
        return self._own(name)

    def pause(self, name: str) -> None:
        """Send nothing by a delivery until it is resumed."""
        self._store.sendings.switch(self._own(name).id, None)

    def resume(self, name: str) -> None:
        """Let a delivery go on when its hour next comes."""
        one = self._own(name)
        self._store.sendings.switch(one.id, instant(self._next(one)))

    def remove(self, name: str) -> None:
        """Take a delivery away."""
        self._store.sendings.remove(self._own(name).id)

    def again(self, name: str, period: str) -> None:
        """Try a sending that failed once more."""
        self._store.sendings.again(self._own(name).id, period, instant(self._clock()))

    def reschedule(self) -> None:
        """Move what is due to the hours of the reader's time zone, after it has changed."""
        for one in self._store.sendings.of(self._reader.id):
            if one.enabled:
                self._store.sendings.postpone(one.id, instant(self._next(one)))

    def feeds(self) -> dict[str, str]:
        """The secret part of the feed's address of each radar that has one, by the radar's id."""
        kept = self._store.addresses.of(self._reader.id)
        return {one.radar: self._keys.address(FEED, one.id) for one in kept if one.kind == FEED}

    def make_feed(self, slug: str | None, *, anew: bool = False) -> str:
        """The secret part of a radar's feed address; with *anew* the old one ends."""
        addresses = self._store.addresses
        now = instant(self._clock())
        one = Address(self._random(12).hex(), self._reader.id, self._radar(slug).id, FEED, now)
        made = addresses.renew(one) if anew else addresses.ensure(one)
        return self._keys.address(FEED, made.id)

    def end_feed(self, slug: str | None) -> None:
        """Let a radar's feed address open nothing any more."""
        radar, now = self._radar(slug), instant(self._clock())
        self._store.addresses.revoke(self._reader.id, radar.id, FEED, now)

    def briefs_feed(self) -> str | None:
        """The secret part of the address of the feed of all briefings, where there is one."""
        kept = self._store.addresses.of(self._reader.id)
        return next(
            (self._keys.address(BRIEFS, one.id) for one in kept if one.kind == BRIEFS), None
        )

    def make_briefs_feed(self, *, anew: bool = False) -> str:
        """The same, made where there is none; with *anew* the old one ends."""
        addresses, now = self._store.addresses, instant(self._clock())
        one = Address(self._random(12).hex(), self._reader.id, "", BRIEFS, now)
        made = addresses.renew(one) if anew else addresses.ensure(one)
        return self._keys.address(BRIEFS, made.id)

    def end_briefs_feed(self) -> None:
        """Let the address of the feed of briefings open nothing any more."""
        self._store.addresses.revoke(self._reader.id, "", BRIEFS, instant(self._clock()))

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._reader.time_zone)

    def _next(self, one: Delivery) -> datetime:
        return next_due(Schedule.of(one.settings), self._zone, self._clock())

    def _own(self, name: str) -> Delivery:
        return self._store.sendings.delivery(name, self._reader.id)

    def _radar(self, slug: str | None) -> Radar:
        for radar in self._radars():
            if slug in (None, radar.slug):
                return radar
        raise NotFoundError("there is no such radar")

    def _told(self, one: Delivery) -> str | None:
        if one.kind != "webhook" or one.secret is None:
            return None
        try:
            return self._keys.open(one.secret).decode("ascii")
        except StoreError as error:  # the rest of the page is worth showing
            return str(error)

    def _checked(self, wanted: Wanted) -> tuple[dict[str, Any], bytes | None]:
        _require_schedule(wanted)
        when = {
            "hour": wanted.hour, "weekday": wanted.weekday, "language": wanted.language,
            "content": wanted.content,
        }  # fmt: skip
        match wanted.kind:
            case "email":
                return {**when, "to": self._checked_address(wanted.to)}, None
            case "webhook":
                return {**when, "url": _checked_url(wanted.to)}, self._new_secret()
            case "folder":
                path = folder.checked(wanted.to, self._means.folders)
                return {**when, "folder": str(path)}, None
        place = zotero.found(
            self._means.client(), self._means.zotero, wanted.key, wanted.group, wanted.collection
        )
        return {**when, **place}, wanted.key.encode("ascii")

    def _checked_address(self, given: str) -> str:
        letters.server(self._means)
        own = self.own_address
        if own is None:
            return mail.checked(given)
        if not own:
            raise UsageError("give your account an e-mail address first")
        if not self._reader.confirmed_at:
            raise UsageError("confirm your e-mail address first, on the page of your account")
        return mail.checked(own)

    def _new_secret(self) -> bytes:
        return webhook.secret_of(self._random(webhook.SECRET_BYTES)).encode("ascii")


def unsubscribe(store: Store, keys: Keys, token: str, *, change: bool) -> Delivery:
    """The delivery a letter's secret address leaves; with *change* it is switched off.

    Raises:
        NotFoundError: the address leads to none.
    """
    name = keys.named(UNSUBSCRIBE, token)
    if name is None:
        raise NotFoundError("there is nothing at this address")
    one = store.sendings.delivery(name)
    if change and one.enabled:
        store.sendings.switch(one.id, None)
        return replace(one, enabled=False, next_at=None)
    return one


def _require_schedule(wanted: Wanted) -> None:
    if wanted.kind not in KINDS:
        raise UsageError(f"no such kind: {wanted.kind!r:.40}; there are {', '.join(KINDS)}")
    if not 0 <= wanted.hour <= 23:
        raise UsageError("the hour is a number from 0 to 23")
    if wanted.weekday is not None and not 0 <= wanted.weekday <= 6:
        raise UsageError("the weekday is a number from 0, Monday, to 6")
    if wanted.language not in CODES:
        raise UsageError(f"the language is one of {', '.join(CODES)}")
    if wanted.content not in {PICKS, BRIEF}:
        raise UsageError(f"no such content: {wanted.content!r:.40}; there are {PICKS}, {BRIEF}")
    if wanted.kind == "zotero" and wanted.content == BRIEF:
        raise UsageError("Zotero takes works, no briefings; choose the picks")


def _checked_url(text: str) -> str:
    from academichub.fetch.address import checked

    if len(text) > 2_000:
        raise UsageError("that address is too long")
    return str(checked(text.strip()))
