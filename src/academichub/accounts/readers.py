"""The readers as who administers sees them: all of them, by name, and who may come."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from academichub.accounts.door import digest, to_address, to_name
from academichub.accounts.export import packed
from academichub.accounts.passwords import Passwords, checked
from academichub.errors import NotFoundError, UsageError
from academichub.jobs import instant
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.credentials import Invitation

log = structlog.get_logger("academichub.access")

ROLES = ("reader", "administrator")
INVITATION_DAYS = 7


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation, and its text, which is shown this once."""

    invitation: Invitation
    text: str


class People:
    """All readers. Whoever calls has made sure that an administrator asks.

    Args:
        store: where they are kept.
        clock: gives the present moment, in UTC.
        passwords: makes hashes.
        fresh: gives a text nobody can guess.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        passwords: Passwords,
        fresh: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._store, self._clock, self._passwords = store, clock, passwords
        self._fresh = fresh

    def all(self) -> list[Reader]:
        """Every reader, the first to come first."""
        return self._store.readers.all()

    def find(self, name: str) -> Reader:
        """The reader of this id or e-mail address.

        Raises:
            NotFoundError: there is none.
        """
        found = self._store.readers.get(name) or self._store.readers.by_email(name)
        if found is None:
            raise NotFoundError(f"there is no reader {name!r}")
        return found

    def invite(
        self,
        by: str = "",
        *,
        email: str | None = None,
        role: str = "reader",
        days: int = INVITATION_DAYS,
    ) -> Invited:
        """Make an invitation.

        Args:
            by: the id of who invites; empty at the terminal.
            email: the one address it is for; None for whoever has it.
            role: one of `ROLES`.
            days: for how long it holds.

        Raises:
            UsageError: no such role, no address, or a time of no use.
        """
        if not 1 <= days <= 90:
            raise UsageError("an invitation holds for 1 to 90 days")
        now, text = self._clock(), self._fresh()
        over = instant(now + timedelta(days=days))
        address = to_address(email) if email else None
        made = Invitation(digest(text), by, address, to_role(role), instant(now), over)
        self._store.credentials.invite(made)
        log.info("invited", by=by or "terminal", role=role)
        return Invited(made, text)

    def invite_first(self) -> Invited:
        """An invitation for the first administrator; those made so before hold no more."""
        for one in self.invitations():
            if not one.invited_by and one.role == "administrator" and not one.email:
                self._store.credentials.withdraw(one.digest)
        return self.invite(role="administrator")

    def invitations(self) -> list[Invitation]:
        """The invitations that hold, the newest first."""
        return self._store.credentials.invitations(instant(self._clock()))

    def withdraw(self, invitation: str) -> None:
        """Let an invitation hold no more, by its digest.

        Raises:
            NotFoundError: there is no such invitation.
        """
        self._store.credentials.withdraw(invitation)
        log.info("invitation withdrawn")

    def add(
        self, name: str, email: str, password: str, *, role: str = "reader", time_zone: str = "UTC"
    ) -> Reader:
        """Make an account for someone.

        Raises:
            UsageError: a name, address, role or password that cannot be taken.
        """
        made = instant(self._clock())
        new = Reader(
            f"r{self._fresh()[:16]}", to_name(name), to_address(email), None, to_role(role),
            time_zone=time_zone, created_at=made,
        )  # fmt: skip
        checked(password, new.name, new.email)
        self._store.readers.add(new, self._passwords.hash(password))
        log.info("account made", reader=new.id, role=new.role, by="terminal")
        return new

    def change(
        self, reader: str, *, role: str | None = None, disabled: bool | None = None
    ) -> Reader:
        """Give a reader another role, shut them out, or let them in again.

        Raises:
            NotFoundError: there is no such reader.
            UsageError: no such role, or nobody would be left to administer.
        """
        at, wanted = instant(self._clock()), None if role is None else to_role(role)

        def decide(one: Reader) -> Reader:
            shut = one.disabled_at if disabled is None else (at if disabled else None)
            return replace(one, role=wanted or one.role, disabled_at=shut)

        changed = self._store.readers.change(reader, decide)
        if changed.disabled_at:
            self._store.credentials.end_all(reader)
        log.info("reader changed", reader=reader, role=changed.role, disabled=disabled)
        return changed

    def set_password(self, reader: str, password: str) -> int:
        """Give a reader another password; counts the sessions that ended by it.

        Raises:
            NotFoundError: there is no such reader.
            UsageError: the password cannot be taken.
        """
        one = self.find(reader)
        checked(password, one.name, one.email)
        self._store.readers.set_password(one.id, self._passwords.hash(password))
        log.info("password set", reader=one.id, by="terminal")
        return self._store.credentials.end_all(one.id)

    def delete(self, reader: str) -> dict[str, int]:
        """Take a reader away with everything they have; counts the rows that went, by table.

        Raises:
            NotFoundError: there is no such reader.
            UsageError: nobody would be left to administer.
        """
        gone = self._store.readers.delete(reader)
        log.info("account deleted", reader=reader, by="terminal")
        return gone

    def export(self, reader: str) -> bytes:
        """Everything a reader has here, as a ZIP of JSON files; no secret is in it."""
        return packed(self._store.readers.everything(reader), self._clock())


def to_role(role: str) -> str:
    """One of `ROLES`.

    Raises:
        UsageError: there is no such role.
    """
    if role not in ROLES:
        raise UsageError(f"no such role: {role!r}; there are {', '.join(ROLES)}")
    return role
