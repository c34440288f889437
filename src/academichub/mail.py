"""Letters and how they are handed to a mail server: RFC 5322, RFC 8058 and SMTP with TLS.

A letter is made once and is the same bytes at every attempt, its Message-ID among them.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from academichub.errors import ConfigurationError, DeliveryError, UsageError

SECURITIES = ("starttls", "tls", "none")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""RFC 8314 names the first two for handing in letters."""

# What HTML's <input type=email> takes: no quoting, no comments, nothing outside of ASCII.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
    re.ASCII,
)
_LONGEST = 254
_SHOWN = 200
_UNDELIVERABLE = range(500, 600)


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. ``sender`` is whom letters are from, with or without a name before it."""

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0

    @property
    def address(self) -> str:
        """The sender's bare address."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """Where the sender is at home; Message-IDs end in it."""
        return self.address.rpartition("@")[2] or "localhost"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. ``name`` is its own for good: at each attempt it is the same letter."""

    name: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    language: str
    unsubscribe_url: str | None = None


def checked(address: str) -> str:
    """A bare e-mail address, as it may stand in a header and on the wire.

    Raises:
        UsageError: it is none.
    """
    bare = address.strip()
    if len(bare) > _LONGEST or not _ADDRESS.fullmatch(bare):
        raise UsageError(f"{bare[:_SHOWN]!r} is no e-mail address")
    return bare


def message_id(name: str, domain: str) -> str:
    """The Message-ID of a letter of this name."""
    return f"<{re.sub(r'[^A-Za-z0-9._-]', '-', name)}@{domain}>"


def written(letter: Letter, server: Server) -> bytes:
    """The letter as it goes over the wire, the same bytes whenever it is asked for."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(server)
    message["To"] = checked(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = message_id(letter.name, server.domain)
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine replies
    if letter.unsubscribe_url:
        _offer_leaving(message, letter.unsubscribe_url)
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"part-{sha256(letter.name.encode()).hexdigest()[:24]}")
    return message.as_bytes()


def send(server: Server, to: str, message: bytes, taken: Callable[[], None]) -> None:
    """Hand a letter to a mail server.

    *taken* is called as soon as the server has said that it has the letter, before anything else
    is said to it.

    Raises:
        DeliveryError: it was not taken, or the server did not say so.
    """
    try:
        connection = _connected(server)
    except (OSError, smtplib.SMTPException) as error:
        raise _refused(error, ours=True) from error
    try:
        try:
            connection.sendmail(server.address, [to], message)
        except (OSError, smtplib.SMTPException) as error:
            raise _refused(error) from error
        taken()
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def _offer_leaving(message: EmailMessage, url: str) -> None:
    message["List-Unsubscribe"] = f"<{url}>"
    if url.startswith("https://"):  # RFC 8058, section 3.1
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _sender(server: Server) -> Address:
    name, bare = parseaddr(server.sender)
    try:
        return Address(name, addr_spec=checked(bare))
    except (UsageError, ValueError) as error:
        raise ConfigurationError(f"setting mail_from: {server.sender!r} is no address") from error


def _connected(server: Server) -> smtplib.SMTP:
    """A connection that is ours to use: encrypted and signed in as the settings say."""
    connection = _opened(server)
    try:
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password or "")
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(server: Server) -> smtplib.SMTP:
    at, name, timeout = (server.host, server.port), server.domain, server.timeout
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*at, local_hostname=name, timeout=timeout, context=context)
    return smtplib.SMTP(*at, local_hostname=name, timeout=timeout)


def _refused(error: OSError | smtplib.SMTPException, *, ours: bool = False) -> DeliveryError:
    """What a server said or did not say; with *ours* the fault may be in the operator's settings."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return DeliveryError(f"the mail server: {_line(str(error) or type(error).__name__)}")
    answer = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    passing = ours or code not in _UNDELIVERABLE
    return DeliveryError(f"the mail server answered {code} {_line(answer)}", passing=passing)


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_SHOWN]
