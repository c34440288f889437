"""What a link in a letter shows: that an address is its reader's, who may then set a password."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from academichub.accounts.door import From, digest
from academichub.accounts.limits import Limits, neighbourhood
from academichub.accounts.passwords import Passwords, checked
from academichub.accounts.post import Post
from academichub.errors import NotFoundError
from academichub.jobs import instant
from academichub.language import CODES, language
from academichub.mail import Letter
from academichub.profile import Reader
from academichub.render import notice
from academichub.sealing import Keys
from academichub.store import Store

log = structlog.get_logger("academichub.access")

CONFIRM, RESET = "confirm", "reset"
HOLDS = {CONFIRM: timedelta(days=3), RESET: timedelta(hours=1)}
_BOUND = 32
_EXPIRED = "this link was used, or it has expired"


class Proofs:
    """Sends links and takes them back.

    Args:
        store: where readers are.
        keys: the program's own key.
        clock: gives the present moment, in UTC.
        passwords: makes hashes.
        post: sends letters.
        base_url: where our pages are, without a slash at its end.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        clock: Callable[[], datetime],
        passwords: Passwords,
        post: Post,
        base_url: str,
    ) -> None:
        self._store, self._keys, self._clock = store, keys, clock
        self._passwords, self._post, self._base_url = passwords, post, base_url
        self._limits = Limits(store.credentials, clock)

    def ask_to_confirm(self, reader: Reader, spoken: str) -> None:
        """Send the link that confirms a reader's address; nothing without a mail server.

        Raises:
            TooManyAttemptsError: it was asked for too often.
        """
        if not self._post.works or reader.email is None or reader.confirmed_at:
            return
        self._limits.count("letter to", reader.id)
        self._post.hand_in(lambda: self._letter(CONFIRM, reader, spoken))

    def ask_to_reset(self, email: str, client: From, spoken: str) -> None:
        """Send the link that sets another password, if there is an account; never tells whether.

        Raises:
            TooManyAttemptsError: it was asked for too often, whether there is an account or not.
        """
        name = email.strip().casefold()[:254]
        self._limits.count("letter from", neighbourhood(client.address))
        self._limits.count("letter to", name)

        def made() -> Letter | None:
            reader = self._store.readers.by_email(name)
            if reader is None or reader.disabled_at or not reader.confirmed_at:
                return None
            log.info("password forgotten", reader=reader.id)
            return self._letter(RESET, reader, spoken)

        self._post.hand_in(made)

    def reader(self, purpose: str, text: str) -> Reader:
        """Whom a link is for.

        Raises:
            NotFoundError: it holds no more, or never did.
        """
        name = self._keys.lasted(purpose, text, self._clock()) or ""
        reader = self._store.readers.get(name.rpartition(".")[0])
        if reader is None or reader.disabled_at or name != self._name(purpose, reader):
            raise NotFoundError(_EXPIRED)
        return reader

    def confirm(self, text: str) -> None:
        """Take the address of a link as its reader's.

        Raises:
            NotFoundError: the link holds no more.
        """
        found, at = self.reader(CONFIRM, text), instant(self._clock())

        def decide(reader: Reader) -> Reader:
            if reader.email != found.email:
                raise NotFoundError(_EXPIRED)
            return replace(reader, confirmed_at=at)

        self._store.readers.change(found.id, decide)
        log.info("e-mail address confirmed", reader=found.id)

    def reset(self, text: str, password: str) -> None:
        """Set another password by a link, which holds no more then; all sessions end.

        Raises:
            NotFoundError: the link holds no more.
            UsageError: the password cannot be taken.
        """
        named = (self._keys.lasted(RESET, text, self._clock()) or "").rpartition(".")[0]
        old = self._store.readers.password(named)
        reader = self.reader(RESET, text)
        checked(password, reader.name, reader.email)
        # Of two uses at the same moment one finds the password changed already.
        if not self._store.readers.exchange_password(
            reader.id, old, self._passwords.hash(password)
        ):
            raise NotFoundError(_EXPIRED)
        ended = self._store.credentials.end_all(reader.id)
        log.info("password reset by letter", reader=reader.id, sessions=ended)

    def _name(self, purpose: str, reader: Reader) -> str:
        bound = [reader.email or "", reader.confirmed_at or ""]
        if purpose == RESET:
            bound.append(self._store.readers.password(reader.id) or "")
        return f"{reader.id}.{digest(chr(0).join(bound))[:_BOUND]}"

    def _letter(self, purpose: str, reader: Reader, spoken: str) -> Letter:
        now = self._clock()
        proof = self._keys.lasting(purpose, self._name(purpose, reader), now + HOLDS[purpose])
        t = language(reader.language if reader.language in CODES else spoken)
        link = f"{self._base_url}/{purpose}/{proof}"
        lines = (t(f"letter.{purpose}"), t(f"letter.{purpose}_not_you"))
        return Letter(
            f"{purpose}-{secrets.token_hex(12)}", reader.email or "", t(f"letter.{purpose}_subject"),
            notice.as_text(lines, link), notice.as_html(lines, link), now, t.code,
        )  # fmt: skip
