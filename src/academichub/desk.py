"""Everything one reader has and may do; what it holds is theirs alone, by construction.

A face that has a desk has asked who is there; no verb of it takes a reader's name.
"""

from __future__ import annotations

import secrets
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from academichub import outgoing
from academichub.accounts import Account
from academichub.deliver import Deliveries
from academichub.hub import Hub
from academichub.library import Library
from academichub.profile import Reader
from academichub.shares import Shares
from academichub.starts import Starts, Upstreams

if TYPE_CHECKING:
    from academichub.brief import Briefs
    from academichub.radar import Radars
    from academichub.review.giving import Giving
    from academichub.review.record import Record
    from academichub.review.reviews import Reviews
    from academichub.review.threads import Threads


class Desk:
    """The verbs of one reader.

    Args:
        hub: the program.
        reader: whose desk it is.
    """

    def __init__(self, hub: Hub, reader: Reader) -> None:
        self.hub = hub
        self.reader = reader

    @cached_property
    def account(self) -> Account:
        """What the reader may see and change of their own account."""
        return Account(self.hub.store, self.reader, self.hub.clock, self.hub.passwords)

    @cached_property
    def library(self) -> Library:
        """What the reader keeps of works."""
        return Library(
            self.hub.store,
            self.reader.id,
            self.hub.clock,
            self._teach,
            self._saved_in,
        )

    @cached_property
    def radars(self) -> Radars:
        """The reader's radars, their editions and what they have learnt."""
        from academichub.radar import Radars

        return Radars(self.hub.store, self.hub.pool, self.reader, self.hub.clock)

    @cached_property
    def briefs(self) -> Briefs:
        """The reader's briefs: asked for, as they come, flagged and compared."""
        from academichub.brief import Briefs, Choosing

        hub = self.hub
        choosing = Choosing(
            hub.store,
            lambda listing, limit: hub.works(listing, limit=limit).works,
            lambda: self.radars,
            hub.clock,
        )
        return Briefs(hub.store.briefs, self.reader.id, choosing, hub.writers, hub.make, hub.clock)

    @cached_property
    def reviews(self) -> Reviews:
        """Reviews of works: opened, asked for, as they come, made anew, alone and in batches."""
        from academichub.brief import Choosing
        from academichub.review import bulk
        from academichub.review.reviews import Reviews
        from academichub.review.sight import Sight
        from academichub.review.values import Who

        hub = self.hub
        choosing = Choosing(
            hub.store, lambda listing, limit: list(islice(hub.matching(listing), limit)),
            lambda: self.radars, hub.clock, bulk.MOST, "a batch",
        )  # fmt: skip
        who = Who(self.reader.id, self.reader.is_administrator, hub.writers)
        sight = Sight(hub.store, hub.documents)
        states = self.record.state_of
        return Reviews(hub.store, who, choosing, sight, hub.make_review, states, hub.clock)

    @cached_property
    def record(self) -> Record:
        """What the reader may say of findings and reviews, and of their own works as an author."""
        from academichub.review.record import Record

        return Record(self.hub.store, self.reader, self.hub.clock)

    @cached_property
    def threads(self) -> Threads:
        """What readers write under papers."""
        from academichub.review.threads import Threads

        return Threads(self.hub.store, self.reader, self.hub.clock)

    @cached_property
    def giving(self) -> Giving:
        """How reviews are given out, with what was said of them since."""
        from academichub.review.giving import Giving
        from academichub.review.signing import key_of

        hub = self.hub
        return Giving(self.reviews, self.record, hub.canons, lambda: key_of(hub.keys))

    @cached_property
    def deliveries(self) -> Deliveries:
        """Where the reader's radars are delivered to, and their feeds."""
        hub = self.hub
        return Deliveries(
            hub.store, hub.keys, self.reader, self.radars.all,
            outgoing.means(hub.config, lambda: hub.client, lambda: hub.outside),
            hub.clock, secrets.token_bytes,
            alone=not hub.config.with_accounts,
        )  # fmt: skip

    @cached_property
    def starts(self) -> Starts:
        """The ways in which a radar may begin."""
        upstreams = self.hub.config.upstreams
        at = Upstreams(upstreams.orcid, upstreams.zotero)
        return Starts(self.hub.store, self.hub.words, lambda: self.hub.client, at, self.hub.clock)

    @cached_property
    def shares(self) -> Shares:
        """The links by which others see a copy of a radar's profile."""
        return Shares(self.hub.store, self.hub.keys, self.reader.id, self.hub.clock)

    def _teach(self, radar: str | None, work: str, on: bool) -> None:
        self.radars.teach(radar, work, on)

    def _saved_in(self, radar: str) -> tuple[str, ...]:
        return self.radars.saved_in(radar)
