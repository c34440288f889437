"""What came back for one address, and addresses fit to be shown.

Plain values; never opens a connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from academichub.model import Instant

SECRETS = frozenset(
    {"api_key", "apikey", "api-key", "key", "token", "access_token", "password", "mailto", "email"}
)
"""Names of query parameters whose values are never shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An upstream's answer.

    ``url`` is the address that answered, after redirects, with secrets struck out; ``headers``
    have lower-case names; ``body`` is decompressed.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: Instant

    @property
    def etag(self) -> str | None:
        """The ``ETag``, to be given back in a conditional request."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The ``Last-Modified`` date as it came."""
        return self.headers.get("last-modified")

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case; empty where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def not_modified(self) -> bool:
        """Whether what we had is still current (304); the body is then empty."""
        return self.status == 304


def redacted(url: str) -> str:
    """*url* without user, password, fragment and the values of secret parameters."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not any(name.lower() in SECRETS for name, _ in pairs):
        return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    shown = "&".join(
        f"{quote(name)}=…" if name.lower() in SECRETS else f"{quote(name)}={quote(value)}"
        for name, value in pairs
    )
    return urlunsplit((parts.scheme, host, parts.path, shown, ""))
