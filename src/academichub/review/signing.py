"""Signatures under reviews: Ed25519, by a key that follows from the program's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from academichub.sealing import Keys

ALGORITHM = "Ed25519"
_SEED = b"Ed25519 seed"


@dataclass(frozen=True, slots=True)
class Key:
    """A key to sign with. ``public`` (64 hexadecimal digits) is for everybody to check with."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public key in hexadecimal."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw().hex()

    def sign(self, body: bytes) -> str:
        """The signature of *body* in hexadecimal; the same each time (RFC 8032)."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(body).hex()


def key_of(keys: Keys) -> Key:
    """The key this installation signs reviews with."""
    return Key(bytes.fromhex(keys.sign("review bundles", _SEED)))


def is_signed(body: bytes, signature: str, public: str) -> bool:
    """Whether *signature* is that of *body* by the key *public*, both written in one way only.

    False for what is no signature or no key.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), body)
    except (ValueError, InvalidSignature):
        return False
    return f"{public}{signature}" == f"{public}{signature}".lower().replace(" ", "")
