"""Every reader's deliveries, made when they are due: one round at a time over all processes.

What is to be sent is fixed first, then handed over, then noted as sent. Whoever is killed in
between leaves it to the next round, which goes on where it stood.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from threading import get_ident
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import structlog

from academichub import deliver, outgoing, sending
from academichub.deliver import UNSUBSCRIBE, Schedule
from academichub.deliver.contents import Envelope, finding
from academichub.desk import Desk
from academichub.errors import (
    AcademicHubError,
    DeliveryError,
    NotFoundError,
    StoreError,
    UsageError,
)
from academichub.hub import Hub
from academichub.jobs import Holder, instant, is_gone, lives, tried
from academichub.language import language
from academichub.profile import Radar
from academichub.sending.contents import Content, of_brief, of_digest
from academichub.store.sendings import Delivery, Sending

if TYPE_CHECKING:
    from academichub.radar import Edition

log = structlog.get_logger()

_LEASE = timedelta(minutes=10)
_PUT_OFF = timedelta(minutes=5)
"""Until a delivery that could not be prepared is tried again."""
_BRIEFLY = timedelta(minutes=1)
"""Until one looks again at a briefing that a model is writing."""
_NAME = "deliver"
_START = uuid4().hex[:8]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one sending: its state, how many works it had, and why it failed."""

    delivery: str
    kind: str
    period: str
    state: str
    count: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A delivery that is due, and the period it would be for."""

    delivery: str
    kind: str
    period: str


class Rounds:
    """Makes what is due.

    Args:
        hub: the program.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._sendings = hub.store.sendings
        self._means = outgoing.means(hub.config, lambda: hub.client, lambda: hub.outside)
        self._base_url = outgoing.base_url(hub.config)
        self._me = str(Holder(socket.gethostname(), os.getpid(), _START, get_ident()))

    def due(self) -> Iterator[Done]:
        """Prepare what is due and hand over what waits; nothing where another process is at it."""
        with self._lease() as ours:
            if not ours:
                return
            for one in self._sendings.due(self._now()):
                yield from _tried(partial(self._prepared, one), partial(self._put_off, one))
                if not self._renew():
                    return
            for name, period in self._sendings.waiting(self._now()):
                delivery, waits = self._sendings.delivery(name), self._sendings.get(name, period)
                yield from self._handed_over(delivery, waits)
                if not self._renew():
                    return

    def outlook(self) -> list[Outlook]:
        """What `due` would see to now; changes nothing."""
        due = self._sendings.due(self._now())
        waiting = self._sendings.waiting(self._now())
        return [
            *(Outlook(one.id, one.kind, self._period(one)[0]) for one in due),
            *(
                Outlook(name, self._sendings.delivery(name).kind, period)
                for name, period in waiting
            ),
        ]

    def now(self, one: Delivery) -> Done:
        """Send today's edition by a delivery at once, beside what is due, to see that it works.

        Raises:
            UsageError: it is switched off.
            NotFoundError: its radar is gone.
            StoreError: another process is delivering.
        """
        if not one.enabled:
            raise UsageError("this delivery is paused; resume it first")
        at = self._hub.clock()
        desk = self._desk(one)
        radar = _radar(desk, one)
        edition = desk.radars.edition(radar.slug)
        period = f"{edition.day} {at:%H:%M:%S}"
        if one.settings.get("content") == deliver.BRIEF:
            found = self._briefing(one, desk, radar, period, at)
            if found is None:
                raise UsageError("a model is writing the briefing; try again when it is done")
            made = found
        else:
            made = self._sending(one, radar, [edition], period, at)
        with self._lease() as ours:
            if not ours:
                raise StoreError("another process is delivering just now; try again in a minute")
            self._sendings.prepare(made, one.next_at)
            if made.state == "quiet":
                return _done(one, made)
            return next(self._handed_over(one, made), _done(one, made))

    def _prepared(self, one: Delivery) -> Done | None:
        made = self._fix(one)
        return _done(one, made) if made and made.state == "quiet" else None

    def _put_off(self, one: Delivery, error: Exception) -> Done:
        later = instant(self._hub.clock() + _PUT_OFF)
        self._sendings.postpone(one.id, later)
        return Done(one.id, one.kind, self._period(one)[0], "failed", 0, _told(error))

    def _fix(self, one: Delivery) -> Sending | None:
        """Fix what *one* sends for the period that is due; None where there is nothing to do."""
        desk, at = self._desk(one), self._hub.clock()
        schedule, zone = Schedule.of(one.settings), ZoneInfo(desk.reader.time_zone)
        period, day = self._period(one)
        next_at = instant(deliver.next_due(schedule, zone, at))
        if desk.reader.disabled_at or not _has(desk, one):
            self._sendings.switch(one.id, None)
            return None
        if one.kind == "email" and self._unproven(one):
            self._sendings.postpone(one.id, next_at)
            return None
        radar = _radar(desk, one)
        if one.settings.get("content") == deliver.BRIEF:
            made = self._briefing(one, desk, radar, period, at)
        else:
            editions = _editions(desk, radar, schedule.weekday, day)
            made = self._sending(one, radar, editions, period, at)
        return made if made and self._sendings.prepare(made, next_at) else None

    def _briefing(
        self, one: Delivery, desk: Desk, radar: Radar, period: str, at: datetime
    ) -> Sending | None:
        """A briefing on the radar, to be sent; None while a model is still writing it."""
        name, when = f"{one.id}/{period}", instant(at)
        standing = desk.briefs.ask_once(
            _brief_id(f"{one.id}/{period[:10]}"),
            "radar",
            radar.slug,
            one.settings.get("language", "en"),
        )
        if standing.is_open and standing.writer == "extractive":
            standing = desk.briefs.make_now(standing.id)
        if standing.is_open:
            self._sendings.postpone(one.id, instant(at + _BRIEFLY))
            return None
        if standing.brief is None:
            raise DeliveryError(f"the briefing is {standing.state}: {standing.error or ''}")
        content = of_brief(
            standing.brief, language(one.settings.get("language", "en")), name=name, period=period,
            at=when, base_url=self._base_url, unsubscribe_url=self._leave(one),
        )  # fmt: skip
        return self._parcel(one, content, period, when)

    def _sending(
        self, one: Delivery, radar: Radar, editions: list[Edition], period: str, at: datetime
    ) -> Sending:
        t, when = language(one.settings.get("language", "en")), instant(at)
        envelope = Envelope(f"{one.id}/{period}", period, when, self._base_url, self._leave(one))
        digest = deliver.digest(radar, editions, envelope, finding(self._hub.store), t)
        if not digest.items:
            said = digest.quiet or self._desk(one).radars.quiet()
            return Sending(one.id, period, "quiet", {"count": 0, "quiet": said}, when)
        return self._parcel(one, of_digest(digest, t), period, when)

    def _parcel(self, one: Delivery, content: Content, period: str, when: str) -> Sending:
        settings = {**one.settings, "to": self._to(one)} if one.kind == "email" else one.settings
        body = sending.prepared(one.kind, content, settings, self._means)
        return Sending(one.id, period, "prepared", body, when, next_at=when)

    def _handed_over(self, delivery: Delivery, one: Sending) -> Iterator[Done]:
        if not delivery.enabled or not self._sendings.begin(one):
            return
        at = self._hub.clock()
        act = partial(self._hand_over, delivery, one, at)
        yield from _tried(act, partial(self._failed, delivery, one, at))

    def _hand_over(self, delivery: Delivery, one: Sending, at: datetime) -> Done:
        if delivery.kind == "email":
            self._require_proven(delivery, one)
        count = {"count": one.body.get("count", 0)}
        parcel = sending.Parcel(
            f"{one.delivery}/{one.period}", delivery.settings, self._secret(delivery), one.body, at,
            partial(self._sendings.sent, one, instant(at), count),
        )  # fmt: skip
        sending.hand_over(delivery.kind, parcel, self._means)
        return _done(delivery, replace(one, state="sent"))

    def _to(self, one: Delivery) -> str:
        """Where letters go: with accounts, to the present address of the reader and no other."""
        own = self._desk(one).reader.email if self._hub.config.with_accounts else None
        return own or str(one.settings["to"])

    def _unproven(self, one: Delivery) -> bool:
        return self._hub.config.with_accounts and not self._desk(one).reader.confirmed_at

    def _require_proven(self, delivery: Delivery, one: Sending) -> None:
        if self._unproven(delivery) or one.body["to"] != self._to(delivery):
            raise DeliveryError("the reader has not confirmed this address", passing=False)

    def _secret(self, delivery: Delivery) -> bytes | None:
        try:
            return self._hub.keys.open(delivery.secret) if delivery.secret else None
        except StoreError as error:
            raise DeliveryError(str(error), passing=False) from error

    def _failed(self, delivery: Delivery, one: Sending, at: datetime, error: Exception) -> Done:
        again = None
        if not isinstance(error, DeliveryError) or error.passing:
            asked = error.retry_after if isinstance(error, DeliveryError) else None
            again = deliver.retry_at(one.attempts + 1, at, asked)
        said = _told(error)
        self._sendings.failed(one, said, instant(again) if again else None)
        return _done(delivery, replace(one, state="prepared" if again else "failed", error=said))

    def _period(self, one: Delivery) -> tuple[str, date]:
        reader = self._hub.store.readers.get(one.reader)
        zone = ZoneInfo(reader.time_zone if reader else "UTC")
        schedule = Schedule.of(one.settings)
        day = deliver.last_due(schedule, zone, self._hub.clock())
        return schedule.period(day), day

    def _desk(self, one: Delivery) -> Desk:
        reader = self._hub.store.readers.get(one.reader)
        if reader is None:
            raise NotFoundError("the reader of this delivery is gone")
        return Desk(self._hub, reader)

    def _leave(self, one: Delivery) -> str | None:
        if one.kind != "email":
            return None
        return f"{self._base_url}/unsubscribe/{self._hub.keys.address(UNSUBSCRIBE, one.id)}"

    def _now(self) -> str:
        return instant(self._hub.clock())

    def _renew(self) -> bool:
        now = self._hub.clock()
        ledger = self._hub.store.ledger
        return ledger.lease(_NAME, self._me, instant(now), instant(now + _LEASE))

    @contextmanager
    def _lease(self) -> Iterator[bool]:
        ledger, me = self._hub.store.ledger, Holder.read(self._me)
        ours = self._renew()
        if not ours and (other := ledger.holder(_NAME)) and me and is_gone(other, me, lives):
            ledger.release(_NAME, other)
            ours = self._renew()
        try:
            yield ours
        finally:
            if ours:
                ledger.release(_NAME, self._me)


def _tried(act: Callable[[], Done | None], wrong: Callable[[Exception], Done]) -> Iterator[Done]:
    """What an act gives; whatever is wrong with one delivery holds up no other."""
    done = tried(act, StoreError)
    if isinstance(done, Exception):
        done = wrong(done)
    if done:
        yield done


def _told(error: Exception) -> str:
    if isinstance(error, AcademicHubError):
        return str(error)
    return "an unexpected fault; the program's log has it"


def _editions(desk: Desk, radar: Radar, weekday: int | None, day: date) -> list[Edition]:
    """The edition of *day*, made if it is not yet, and those of the days before it in its period."""
    newest, *before = deliver.days_of(weekday, day)
    made = desk.radars.prepare(radar.slug, newest)
    there = {held.day for held in desk.radars.history(radar.slug, 60)} if before else set()
    kept = [desk.radars.edition(radar.slug, day=one) for one in before if one in there]
    return [*([made] if made else []), *kept]


def _brief_id(name: str) -> str:
    """What the briefing of one delivery of one period is kept under, whoever asks for it."""
    return sha256(f"delivery {name}".encode()).hexdigest()[:16]


def _has(desk: Desk, one: Delivery) -> bool:
    return any(radar.id == one.radar for radar in desk.radars.all())


def _radar(desk: Desk, one: Delivery) -> Radar:
    for radar in desk.radars.all():
        if radar.id == one.radar:
            return radar
    raise NotFoundError("the radar of this delivery is gone")


def _done(delivery: Delivery, one: Sending) -> Done:
    return Done(
        delivery.id, delivery.kind, one.period, one.state, one.body.get("count", 0), one.error
    )
