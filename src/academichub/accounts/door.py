"""The door: who shows the right thing comes in, as the reader it belongs to.

What is said to a stranger never tells whether there is an account.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from academichub.accounts.alone import ALONE
from academichub.accounts.limits import Limits, neighbourhood
from academichub.accounts.passwords import Passwords, checked
from academichub.errors import NotAllowedError, NotFoundError, SignInError, UsageError
from academichub.jobs import instant, moment
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.credentials import Invitation, Session, Token

log = structlog.get_logger("academichub.access")

AT_MOST_DAYS = 180
"""How long one may stay signed in, however often one comes."""

_SEEN_AGAIN = timedelta(hours=1)
"""A session or token that was used within this time is not written again."""
_LONGEST_NAME = 100
_LONGEST_ADDRESS = 254
_LONGEST_AGENT = 300
_WRONG = "the e-mail address or the password is wrong"
_UNINVITED = "this invitation was used, withdrawn, or has expired"
_ADDRESS = re.compile(r"[^\s@\x00-\x1f\x7f<>()\",;:\\]+@[^\s@\x00-\x1f\x7f<>()\",;:\\]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come: ``registration`` is ``invited`` or ``open``."""

    registration: str = "invited"
    session_days: int = 14


@dataclass(frozen=True, slots=True)
class From:
    """Where an attempt comes from: the client's address, and what its browser calls itself."""

    address: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: its reader, and the text for the cookie, which nobody sees again."""

    reader: Reader
    text: str


class Door:
    """Lets readers in.

    Args:
        store: where readers and what opens are.
        clock: gives the present moment, in UTC.
        rules: who may come.
        passwords: makes and checks hashes.
        fresh: gives a text nobody can guess.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        rules: Rules,
        passwords: Passwords,
        fresh: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._store, self._clock, self.rules = store, clock, rules
        self._passwords, self._fresh = passwords, fresh
        self.limits = Limits(store.credentials, clock)

    @property
    def needs_setup(self) -> bool:
        """Whether nobody who administers can come in yet."""
        can = self._store.readers.with_way_in()
        readers = self._store.readers.all()
        return not any(r.is_administrator and not r.disabled_at and r.id in can for r in readers)

    def sign_in(self, email: str, password: str, client: From) -> Opened:
        """Begin a session for who knows the password.

        Raises:
            SignInError: there is no such account, the password is another, or the account is
                disabled.
            TooManyAttemptsError: there were too many attempts.
        """
        name, where = email.strip().casefold()[:_LONGEST_ADDRESS], neighbourhood(client.address)
        self.limits.count("sign-in from", where)
        self.limits.count("sign-in to", f"{name} {where}")
        self.limits.count("sign-in at all to", name)
        reader = self._store.readers.by_email(name)
        kept = self._store.readers.password(reader.id) if reader else None
        if not self._passwords.fits(kept, password) or reader is None:
            log.warning("sign-in failed", reader=reader.id if reader else None, address=where)
            raise SignInError(_WRONG)
        opened = self._open(reader, client, "password")
        self.limits.forgive("sign-in to", f"{name} {where}")
        self.limits.forgive("sign-in at all to", name)
        if kept and self._passwords.is_dated(kept):
            self._store.readers.set_password(reader.id, self._passwords.hash(password))
        return opened

    def sign_in_with_orcid(
        self, orcid: str, name: str, client: From, invitation: str | None = None
    ) -> Opened:
        """Begin a session for who has shown to own *orcid*; a new reader where that is allowed.

        Raises:
            SignInError: nobody here has this iD, and it brings nobody in; or they are disabled.
            NotFoundError: the invitation holds no more.
        """
        if reader := self._store.readers.by_orcid(orcid):
            return self._open(reader, client, "orcid")
        if not invitation and self.rules.registration != "open":
            raise SignInError(
                "no account here is linked with this ORCID iD; sign in with your password and link "
                "it there, or ask for an invitation"
            )
        new = self._new(name.strip()[:_LONGEST_NAME] or orcid, None, orcid)
        return self._take_in(new, None, client, invitation)

    def sign_up(
        self,
        name: str,
        email: str,
        password: str,
        client: From,
        *,
        invitation: str | None = None,
        time_zone: str = "UTC",
        language: str | None = None,
    ) -> Opened:
        """Make an account and begin a session for it.

        Raises:
            NotAllowedError: registration is by invitation only.
            NotFoundError: the invitation holds no more.
            UsageError: a name, address or password that cannot be taken.
            TooManyAttemptsError: there were too many attempts.
        """
        self.limits.count("sign-up from", neighbourhood(client.address))
        if invitation is None and self.rules.registration != "open":
            raise NotAllowedError("one comes in here by invitation")
        new = self._new(to_name(name), to_address(email), None, time_zone, language)
        checked(password, new.name, new.email)
        self._check_invitation(new, invitation)
        return self._take_in(new, self._passwords.hash(password), client, invitation)

    def invitation(self, text: str, client: From) -> Invitation:
        """The invitation of this text.

        Raises:
            NotFoundError: there is none, or it holds no more.
            TooManyAttemptsError: there were too many attempts.
        """
        found = self._invitation(text)
        if found is None:
            self.limits.count("invitation from", neighbourhood(client.address))
            raise NotFoundError(_UNINVITED)
        return found

    def session(self, text: str) -> tuple[Session, Reader] | None:
        """The session a cookie's text belongs to, with its reader; it holds on from now."""
        now = self._clock()
        found = self._store.credentials.session(digest(text), instant(now))
        if found and now - moment(found[0].seen_at) >= _SEEN_AGAIN:
            session = found[0]
            expires = self._expires(now, moment(session.created_at))
            self._store.credentials.extend(session.digest, instant(now), expires)
        return found

    def token(self, text: str) -> tuple[Token, Reader]:
        """The token of this text, with its reader.

        Raises:
            SignInError: there is none, or it holds no more.
        """
        now = self._clock()
        found = self._store.credentials.token(digest(text), instant(now))
        if found is None:
            raise SignInError("this token is unknown, revoked or expired")
        used = found[0].used_at
        if used is None or now - moment(used) >= _SEEN_AGAIN:
            self._store.credentials.note_use(found[0].id, instant(now))
        return found

    def leave(self, reader: str, session: str) -> None:
        """End a session, by its digest."""
        self._store.credentials.end(reader, session)
        log.info("signed out", reader=reader)

    def _open(self, reader: Reader, client: From, by: str) -> Opened:
        where = neighbourhood(client.address)
        if reader.disabled_at:
            log.warning("sign-in refused, disabled", reader=reader.id, address=where)
            raise SignInError("this account is disabled; ask who administers")
        now, text = self._clock(), self._fresh()
        at, expires = instant(now), self._expires(now, now)
        agent = client.agent[:_LONGEST_AGENT]
        self._store.credentials.begin(Session(digest(text), reader.id, at, at, expires, agent))
        log.info("signed in", reader=reader.id, by=by, address=where)
        return Opened(reader, text)

    def _expires(self, now: datetime, began: datetime) -> str:
        sliding = now + timedelta(days=self.rules.session_days)
        return instant(min(sliding, began + timedelta(days=AT_MOST_DAYS)))

    def _new(
        self,
        name: str,
        email: str | None,
        orcid: str | None,
        time_zone: str = "UTC",
        language: str | None = None,
    ) -> Reader:
        made = instant(self._clock())
        return Reader(
            f"r{self._fresh()[:16]}", name, email, orcid,
            language=language, time_zone=time_zone, created_at=made,
        )  # fmt: skip

    def _take_in(
        self, new: Reader, password: str | None, client: From, invitation: str | None
    ) -> Opened:
        if invitation is None:
            self._store.readers.add(new, password)
            kept = new
        else:
            kept = self._redeem(new, password, invitation)
        log.info("account made", reader=kept.id, role=kept.role, invited=invitation is not None)
        return self._open(kept, client, "sign-up")

    def _redeem(self, new: Reader, password: str | None, invitation: str) -> Reader:
        found = self._check_invitation(new, invitation)
        if found is None:
            raise NotFoundError(_UNINVITED)
        # Who sets the program up goes on with what was there while nobody else could come.
        heir = ALONE.id if found.role == "administrator" and self.needs_setup else None
        coming = Reader(
            new.id, new.name, new.email, new.orcid, found.role, new.language, new.time_zone,
            new.created_at,
        )  # fmt: skip
        now = instant(self._clock())
        return self._store.credentials.redeem(found.digest, coming, password, now, heir)

    def _check_invitation(self, new: Reader, text: str | None) -> Invitation | None:
        if text is None:
            return None
        found = self._invitation(text)
        if found is None:
            raise NotFoundError(_UNINVITED)
        if found.email and new.email and found.email != new.email:
            raise UsageError(f"this invitation is for {found.email}")
        return found

    def _invitation(self, text: str) -> Invitation | None:
        return self._store.credentials.invitation(digest(text), instant(self._clock()))


def digest(text: str) -> str:
    """Under what a text nobody can guess is kept: its SHA-256 in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_name(text: str) -> str:
    """A reader's name in one line.

    Raises:
        UsageError: it is empty or too long.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not name or len(name) > _LONGEST_NAME:
        raise UsageError(f"a name has 1 to {_LONGEST_NAME} characters")
    return name


def to_address(text: str) -> str:
    """An e-mail address as it is kept.

    Raises:
        UsageError: it is none.
    """
    address = text.strip().casefold()
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise UsageError("this is no e-mail address")
    return address
