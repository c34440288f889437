"""The program's own key: secret addresses that can be shown again, and readers' keys kept sealed.

The key stands in the settings or in a file of the data folder, never in the store, so that who has
the store alone can open nothing.
"""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from academichub.errors import ConfigurationError, StoreError

_SHORTEST = 32
_MARK = 24
"""Characters of a secret address's mark: 144 bits."""


class Keys:
    """What is made from the program's own key.

    Args:
        key: at least 32 characters.

    Raises:
        ConfigurationError: the key is too short.
    """

    def __init__(self, key: str) -> None:
        if len(key) < _SHORTEST:
            raise ConfigurationError(f"the secret key has fewer than {_SHORTEST} characters")
        self._key = key.encode()

    def address(self, purpose: str, name: str) -> str:
        """A text that nobody can guess, and that leads back to *name*."""
        return f"{name}.{self._made(purpose, name)[:_MARK]}"

    def named(self, purpose: str, text: str) -> str | None:
        """The name in a text of `address`; None for any other text."""
        name, _, mark = text.rpartition(".")
        right = self._made(purpose, name)[:_MARK]
        return name if name and hmac.compare_digest(mark.encode(), right.encode()) else None

    def lasting(self, purpose: str, name: str, until: datetime) -> str:
        """An `address` that leads to *name* until a moment, to the second."""
        return self.address(purpose, f"{name}.{int(until.timestamp())}")

    def lasted(self, purpose: str, text: str, now: datetime) -> str | None:
        """The name in a text of `lasting` that still holds; None for any other text."""
        name, _, until = (self.named(purpose, text) or "").rpartition(".")
        return name if name and now.timestamp() < int(until) else None

    def sign(self, purpose: str, body: bytes) -> str:
        """A signature of *body*: HMAC-SHA256 in hexadecimal, under a key for *purpose* alone."""
        return hmac.new(self._derived(purpose), body, sha256).hexdigest()

    def seal(self, body: bytes) -> bytes:
        """*body* so that only this key opens it (Fernet: AES-128-CBC with HMAC-SHA256)."""
        from cryptography.fernet import Fernet

        return Fernet(urlsafe_b64encode(self._derived("seal"))).encrypt(body)

    def open(self, sealed: bytes) -> bytes:
        """What `seal` was given.

        Raises:
            StoreError: it was sealed with another key.
        """
        from cryptography.fernet import Fernet, InvalidToken

        try:
            return Fernet(urlsafe_b64encode(self._derived("seal"))).decrypt(sealed)
        except InvalidToken as error:
            raise StoreError("this was sealed with another secret key; enter it again") from error

    def _made(self, purpose: str, name: str) -> str:
        made = hmac.new(self._derived(purpose), name.encode(), sha256).digest()
        return urlsafe_b64encode(made).decode().rstrip("=")

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self._key, purpose.encode(), sha256).digest()


def kept(path: Path) -> str:
    """The key in *path*; made there, for its owner's eyes only, if there is none.

    Raises:
        ConfigurationError: the file can be neither read nor made.
    """
    if not path.exists():
        _make(path)
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _make(path: Path) -> None:
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first; its key holds
            os.link(unfinished, path)
        unfinished.unlink()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be made: {error}") from error
