"""What opens the door: sessions, invitations and tokens, each kept only as a digest; and attempts.

Moments are given in by the caller; what is past its moment is not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Engine, delete, select, update

from academichub.errors import NotFoundError
from academichub.model import Instant
from academichub.profile import Reader
from academichub.store import readers as people
from academichub.store.engine import add, to_read, to_write
from academichub.store.schema import attempts, invitations, readers, sessions, tokens


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in."""

    digest: str
    reader: str
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Lets one person in, once. ``invited_by`` is empty where it was made at the terminal."""

    digest: str
    invited_by: str
    email: str | None
    role: str
    created_at: Instant
    expires_at: Instant
    used_by: str | None = None
    used_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """What a program comes with in place of its reader."""

    id: str
    reader: str
    name: str
    digest: str
    scopes: tuple[str, ...]
    created_at: Instant
    used_at: Instant | None = None
    expires_at: Instant | None = None
    revoked_at: Instant | None = None


class Credentials:
    """Every reader's.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, session: Session) -> None:
        """Keep a new session; those that are over go."""
        with to_write(self._engine) as connection:
            over = sessions.c.expires_at <= session.created_at
            connection.execute(delete(sessions).where(over))
            add(connection, sessions, [_session_row(session)])

    def session(self, digest: str, now: Instant) -> tuple[Session, Reader] | None:
        """The session of this digest and its reader, if it is not over and they may come in."""
        query = (
            select(sessions, *people.COLUMNS)
            .join(readers, readers.c.id == sessions.c.reader)
            .where(sessions.c.digest == digest, sessions.c.expires_at > now)
            .where(readers.c.disabled_at.is_(None))
        )
        with to_read(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return (Session(*row[:6]), people.to_reader(row[6:])) if row else None

    def extend(self, digest: str, seen_at: Instant, expires_at: Instant) -> None:
        """Note that a session was used, and until when it holds now."""
        values = {"seen_at": seen_at, "expires_at": expires_at}
        with to_write(self._engine) as connection:
            connection.execute(update(sessions).where(sessions.c.digest == digest).values(**values))

    def sessions(self, reader: str, now: Instant) -> list[Session]:
        """A reader's sessions that are not over, the one used last first."""
        query = select(sessions).where(sessions.c.reader == reader, sessions.c.expires_at > now)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(sessions.c.seen_at.desc(), sessions.c.digest))
            return [Session(*row) for row in rows]

    def end(self, reader: str, digest: str) -> int:
        """End one session of a reader; counts those that ended."""
        return self._end(sessions.c.reader == reader, sessions.c.digest == digest)

    def end_all(self, reader: str, but: str | None = None) -> int:
        """End a reader's sessions, all *but* one; counts those that ended."""
        return self._end(sessions.c.reader == reader, sessions.c.digest != (but or ""))

    def add_token(self, token: Token) -> None:
        """Keep a new token."""
        with to_write(self._engine) as connection:
            add(connection, tokens, [_token_row(token)])

    def token(self, digest: str, now: Instant) -> tuple[Token, Reader] | None:
        """The token of this digest and its reader, if it holds and they may come in."""
        query = (
            select(tokens, *people.COLUMNS)
            .join(readers, readers.c.id == tokens.c.reader)
            .where(tokens.c.digest == digest, tokens.c.revoked_at.is_(None))
            .where(tokens.c.expires_at.is_(None) | (tokens.c.expires_at > now))
            .where(readers.c.disabled_at.is_(None))
        )
        with to_read(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        width = len(tokens.c)
        return (_token(row[:width]), people.to_reader(row[width:])) if row else None

    def tokens(self, reader: str) -> list[Token]:
        """A reader's tokens, the newest first, those that hold no more among them."""
        query = select(tokens).where(tokens.c.reader == reader)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(tokens.c.created_at.desc(), tokens.c.id))
            return [_token(row) for row in rows]

    def note_use(self, token: str, at: Instant) -> None:
        """Note when a token was used."""
        with to_write(self._engine) as connection:
            connection.execute(update(tokens).where(tokens.c.id == token).values(used_at=at))

    def revoke(self, reader: str, token: str, at: Instant) -> None:
        """Let a reader's token open nothing any more.

        Raises:
            NotFoundError: they have no such token.
        """
        mine = (tokens.c.reader == reader, tokens.c.id == token)
        with to_write(self._engine) as connection:
            if not connection.execute(select(tokens.c.id).where(*mine)).first():
                raise NotFoundError("you have no such token")
            still = update(tokens).where(*mine, tokens.c.revoked_at.is_(None))
            connection.execute(still.values(revoked_at=at))

    def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        with to_write(self._engine) as connection:
            add(connection, invitations, [_invitation_row(invitation)])

    def invitation(self, digest: str, now: Instant) -> Invitation | None:
        """The invitation of this digest, if it holds."""
        query = select(invitations).where(invitations.c.digest == digest, *_holds(now))
        with to_read(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            return Invitation(*row) if row else None

    def invitations(self, now: Instant) -> list[Invitation]:
        """The invitations that hold, the newest first."""
        query = select(invitations).where(*_holds(now))
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(invitations.c.created_at.desc()))
            return [Invitation(*row) for row in rows]

    def withdraw(self, digest: str) -> None:
        """Let an invitation hold no more.

        Raises:
            NotFoundError: there is none of this digest that nobody used.
        """
        unused = (invitations.c.digest == digest, invitations.c.used_at.is_(None))
        with to_write(self._engine) as connection:
            if not connection.execute(delete(invitations).where(*unused)).rowcount:
                raise NotFoundError("there is no such invitation")

    def redeem(
        self, digest: str, reader: Reader, password: str | None, now: Instant, heir: str | None
    ) -> Reader:
        """Use an invitation up and keep the reader it brings, in one transaction.

        Args:
            digest: the invitation's.
            reader: who comes; their id is not used where *heir* is taken over.
            password: its hash, None for who signs in with ORCID alone.
            now: the moment.
            heir: the id of the reader who was alone here, whose things the new one takes over,
                unless somebody can sign in as them already.

        Raises:
            NotFoundError: there is no such invitation, or it holds no more.
            UsageError: the e-mail address or ORCID iD is someone's already.
        """
        used = update(invitations).where(invitations.c.digest == digest, *_holds(now))
        with to_write(self._engine) as connection:
            kept = people.take_over(connection, heir, reader, password) if heir else None
            if kept is None:
                people.insert(connection, reader, password)
                kept = reader
            done = connection.execute(used.values(used_by=kept.id, used_at=now)).rowcount
            if not done:
                raise NotFoundError("this invitation was used, or it has expired")
            return kept

    def attempt(self, subject: str, began_at: Instant, forget: Instant) -> int:
        """Count an attempt of *subject* in the span that *began_at*; gives how many there were.

        Spans that began before *forget* go.
        """
        this = (attempts.c.subject == subject, attempts.c.began_at == began_at)
        with to_write(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.began_at < forget))
            more = update(attempts).where(*this).values(count=attempts.c.count + 1)
            if not connection.execute(more).rowcount:
                add(connection, attempts, [(subject, began_at, 1)])
            counted: int = connection.execute(select(attempts.c.count).where(*this)).scalar_one()
            return counted

    def attempts(self, subject: str, began_at: Instant) -> int:
        """How many attempts of *subject* there were in the span that *began_at*."""
        this = (attempts.c.subject == subject, attempts.c.began_at == began_at)
        with to_read(self._engine) as connection:
            return connection.execute(select(attempts.c.count).where(*this)).scalar() or 0

    def forgive(self, subject: str) -> None:
        """Forget the attempts of *subject*."""
        with to_write(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.subject == subject))

    def _end(self, *where: Any) -> int:
        with to_write(self._engine) as connection:
            gone: int = connection.execute(delete(sessions).where(*where)).rowcount
            return gone


def _holds(now: Instant) -> tuple[Any, ...]:
    return invitations.c.used_at.is_(None), invitations.c.expires_at > now


def _token(row: Sequence[Any]) -> Token:
    values: list[Any] = [*row]
    values[4] = tuple(orjson.loads(row[4]))
    return Token(*values)


def _session_row(one: Session) -> tuple[object, ...]:
    return one.digest, one.reader, one.created_at, one.seen_at, one.expires_at, one.agent


def _token_row(one: Token) -> tuple[object, ...]:
    return (
        one.id, one.reader, one.name, one.digest, orjson.dumps(one.scopes).decode(),
        one.created_at, one.used_at, one.expires_at, one.revoked_at,
    )  # fmt: skip


def _invitation_row(one: Invitation) -> tuple[object, ...]:
    return (
        one.digest, one.invited_by, one.email, one.role, one.created_at, one.expires_at,
        one.used_by, one.used_at,
    )  # fmt: skip
