"""What a reader may see and change of their own account. Nothing here takes another's name."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import available_timezones

import structlog

from academichub.accounts.door import digest, to_address, to_name
from academichub.accounts.export import packed
from academichub.accounts.limits import Limits
from academichub.accounts.passwords import Passwords, checked
from academichub.errors import NotFoundError, SignInError, UsageError
from academichub.jobs import instant
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.credentials import Session, Token

log = structlog.get_logger("academichub.access")

SCOPES = ("read", "write")
"""What a token may do; who may write may read."""
LANGUAGES = ("en", "zh")
PREFIX = "ahub_"
"""By which a token is known where one has lost it (in a repository, say)."""
LONGEST_DAYS = 3_650
_MOST_TOKENS = 50


@dataclass(frozen=True, slots=True)
class Made:
    """A new token, and its text, which is shown this once."""

    token: Token
    text: str


class Account:
    """The account of one reader.

    Args:
        store: where it is kept.
        reader: whose it is.
        clock: gives the present moment, in UTC.
        passwords: makes and checks hashes.
        fresh: gives a text nobody can guess.
    """

    def __init__(
        self,
        store: Store,
        reader: Reader,
        clock: Callable[[], datetime],
        passwords: Passwords,
        fresh: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._store, self._reader, self._clock = store, reader, clock
        self._passwords, self._fresh = passwords, fresh
        self._limits = Limits(store.credentials, clock)

    @property
    def reader(self) -> Reader:
        """The reader as they are kept now."""
        found = self._store.readers.get(self._reader.id)
        if found is None:
            raise NotFoundError("this account is no more")
        return found

    @property
    def has_password(self) -> bool:
        """Whether there is a password to sign in with."""
        return self._store.readers.password(self._reader.id) is not None

    def change(
        self, *, name: str | None = None, time_zone: str | None = None, language: str | None = None
    ) -> Reader:
        """Change how the reader is called, where they are and what they read in.

        Args:
            name: in one line; None leaves a thing as it is.
            time_zone: by its IANA name.
            language: one of `LANGUAGES`; empty for what the browser says.

        Raises:
            UsageError: one of them cannot be taken.
        """
        called = None if name is None else to_name(name)
        zone = None if time_zone is None else to_zone(time_zone)
        if language and language not in LANGUAGES:
            raise UsageError(f"no such language: {language!r}; there are {', '.join(LANGUAGES)}")

        def decide(reader: Reader) -> Reader:
            return replace(
                reader,
                name=called or reader.name,
                time_zone=zone or reader.time_zone,
                language=reader.language if language is None else (language or None),
            )

        return self._store.readers.change(self._reader.id, decide)

    def change_email(self, email: str, password: str) -> Reader:
        """Sign in with another e-mail address from now on.

        Raises:
            SignInError: the password is another.
            UsageError: it is no address, or someone else's.
        """
        address = to_address(email)
        self.prove(password)
        changed = self._store.readers.change(
            self._reader.id, lambda reader: replace(reader, email=address)
        )
        log.info("e-mail address changed", reader=self._reader.id)
        return changed

    def change_password(self, old: str, new: str, session: str | None = None) -> int:
        """Sign in with another password from now on; gives how many other sessions ended.

        Args:
            old: the present one; not looked at where there is none.
            new: the next one.
            session: the digest of the one session that goes on.

        Raises:
            SignInError: *old* is not the password.
            UsageError: *new* cannot be taken.
            TooManyAttemptsError: *old* was wrong too often.
        """
        reader = self.reader
        checked(new, reader.name, reader.email)
        if reader.email is None:
            raise UsageError("give an e-mail address first; one signs in with it")
        self.prove(old)
        self._store.readers.set_password(reader.id, self._passwords.hash(new))
        log.info("password changed", reader=reader.id)
        return self._store.credentials.end_all(reader.id, but=session)

    def prove(self, password: str) -> None:
        """Ask once more who is there, before what cannot be taken back; nothing without a password.

        Raises:
            SignInError: the password is another.
            TooManyAttemptsError: it was wrong too often.
        """
        kept = self._store.readers.password(self._reader.id)
        if kept is None:
            return
        self._limits.count("password of", self._reader.id)
        if not self._passwords.fits(kept, password):
            log.warning("password given wrong", reader=self._reader.id)
            raise SignInError("the password is wrong")
        self._limits.forgive("password of", self._reader.id)

    def link_orcid(self, orcid: str) -> Reader:
        """Sign in with this ORCID iD too, which the reader has shown to own.

        Raises:
            UsageError: it is someone else's here.
        """
        changed = self._store.readers.change(
            self._reader.id, lambda reader: replace(reader, orcid=orcid)
        )
        log.info("orcid linked", reader=self._reader.id)
        return changed

    def unlink_orcid(self) -> Reader:
        """Sign in with the password alone.

        Raises:
            UsageError: there is no password, so nothing would be left to sign in with.
        """
        if not self.has_password:
            raise UsageError("set a password first, or you could not come in again")
        log.info("orcid unlinked", reader=self._reader.id)
        return self._store.readers.change(
            self._reader.id, lambda reader: replace(reader, orcid=None)
        )

    def sessions(self) -> list[Session]:
        """Where the reader is signed in, the place used last first."""
        return self._store.credentials.sessions(self._reader.id, instant(self._clock()))

    def end_session(self, session: str) -> None:
        """Sign out in one place, by the digest of its session.

        Raises:
            NotFoundError: there is no such session.
        """
        if not self._store.credentials.end(self._reader.id, session):
            raise NotFoundError("you have no such session")
        log.info("session ended", reader=self._reader.id)

    def end_sessions(self, but: str | None = None) -> int:
        """Sign out everywhere, but in one place perhaps; gives in how many."""
        ended = self._store.credentials.end_all(self._reader.id, but=but)
        log.info("sessions ended", reader=self._reader.id, sessions=ended)
        return ended

    def tokens(self) -> list[Token]:
        """The reader's tokens, the newest first."""
        return self._store.credentials.tokens(self._reader.id)

    def make_token(self, name: str, scopes: Sequence[str], days: int | None = None) -> Made:
        """Make a token for a program.

        Args:
            name: what the program is called.
            scopes: of `SCOPES`.
            days: for how long it holds; None is until it is revoked.

        Raises:
            UsageError: no such scope, no name, a time of no use, or too many tokens.
        """
        called, wanted = to_name(name), to_scopes(scopes)
        if days is not None and not 1 <= days <= LONGEST_DAYS:
            raise UsageError(f"a token holds for 1 to {LONGEST_DAYS:,} days")
        self._limits.count("token of", self._reader.id)
        if sum(one.revoked_at is None for one in self.tokens()) >= _MOST_TOKENS:
            raise UsageError(f"one has at most {_MOST_TOKENS} tokens; revoke one first")
        now, text = self._clock(), PREFIX + self._fresh()
        over = instant(now + timedelta(days=days)) if days else None
        token = Token(
            f"t{self._fresh()[:12]}", self._reader.id, called, digest(text), wanted,
            instant(now), expires_at=over,
        )  # fmt: skip
        self._store.credentials.add_token(token)
        log.info("token made", reader=self._reader.id, token=token.id, scopes=wanted)
        return Made(token, text)

    def revoke_token(self, token: str) -> None:
        """Let a token open nothing any more.

        Raises:
            NotFoundError: there is no such token.
        """
        self._store.credentials.revoke(self._reader.id, token, instant(self._clock()))
        log.info("token revoked", reader=self._reader.id, token=token)

    def export(self) -> bytes:
        """Everything the reader has here, as a ZIP of JSON files; no secret is in it."""
        return packed(self._store.readers.everything(self._reader.id), self._clock())

    def delete(self, password: str = "") -> None:
        """Take the account away with everything the reader has.

        Raises:
            SignInError: the password is another.
            UsageError: nobody would be left to administer.
        """
        self.prove(password)
        self._store.readers.delete(self._reader.id)
        log.info("account deleted", reader=self._reader.id)


def to_scopes(scopes: Sequence[str]) -> tuple[str, ...]:
    """Scopes in their order, with reading where there is writing.

    Raises:
        UsageError: there is no such scope, or none is given.
    """
    if not scopes or not set(scopes) <= set(SCOPES):
        raise UsageError(f"a token has scopes of {', '.join(SCOPES)}")
    return SCOPES if "write" in scopes else ("read",)


def to_zone(name: str) -> str:
    """The IANA name of a time zone.

    Raises:
        UsageError: there is no such zone.
    """
    if name not in available_timezones():
        raise UsageError(f"no such time zone: {name[:60]!r}; they look like Europe/Berlin")
    return name
