"""Links by which others see a copy of a radar's profile, until they are revoked."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from academichub.errors import NotFoundError
from academichub.jobs import instant
from academichub.sealing import Keys
from academichub.store import Store
from academichub.store.addresses import Address

_KIND = "share"


class Shares:
    """The links of one reader.

    Args:
        store: where they are kept.
        keys: what they are made with.
        reader: whose they are.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self, store: Store, keys: Keys, reader: str, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._keys = store, keys
        self._reader, self._clock = reader, clock

    def link(self, radar: str) -> tuple[str, Address] | None:
        """The secret text that opens the radar of this id, and since when; None while none does."""
        kept = (one for one in self._store.addresses.of(self._reader) if one.kind == _KIND)
        found = next((one for one in kept if one.radar == radar), None)
        return (self._keys.address(_KIND, found.id), found) if found else None

    def share(self, radar: str) -> str:
        """The secret text that opens the radar of this id, made if there is none."""
        at = instant(self._clock())
        new = Address(secrets.token_hex(8), self._reader, radar, _KIND, at)
        return self._keys.address(_KIND, self._store.addresses.ensure(new).id)

    def revoke(self, radar: str) -> bool:
        """Let the link open nothing any more; says whether there was one."""
        return self._store.addresses.revoke(self._reader, radar, _KIND, instant(self._clock()))


def opened(store: Store, keys: Keys, text: str) -> Address:
    """What a secret text opens.

    Raises:
        NotFoundError: nothing, or nothing any more; the two look alike.
    """
    name = keys.named(_KIND, text)
    found = store.addresses.opened(name, _KIND) if name else None
    if found is None:
        raise NotFoundError("nothing is shared at this address, or not any more")
    return found
