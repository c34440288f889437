"""A digest or a brief as a signed webhook, after the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from academichub.errors import (
    DeliveryError,
    FetchError,
    ForbiddenAddressError,
    RefusedError,
    ThrottledError,
)
from academichub.sending.contents import Content
from academichub.sending.means import Means, Parcel

PREFIX = "whsec_"
SECRET_BYTES = 32
_GONE = 410
_LARGEST_ANSWER = 2**20


def body(
    content: Content,
    settings: Mapping[str, Any],  # noqa: ARG001
    means: Means,  # noqa: ARG001
) -> dict[str, Any]:
    """The JSON document that is sent."""
    document = {"type": content.type, "timestamp": content.at, "data": content.data()}
    return {"content": orjson.dumps(document, default=tuple).decode()}


def send(parcel: Parcel, means: Means) -> None:
    """Post the document; any answer below 300 means that it was taken."""
    content = parcel.body["content"].encode()
    headers = {
        "Content-Type": "application/json",
        **signed(parcel.name, int(parcel.now.timestamp()), content, parcel.secret or b""),
    }
    try:
        means.outside().post(
            parcel.settings["url"], content=content, headers=headers, max_bytes=_LARGEST_ANSWER
        )
    except FetchError as error:
        raise refused(error) from error
    parcel.taken()


def signed(name: str, at: int, content: bytes, secret: bytes) -> dict[str, str]:
    """The three headers: who is told of what, when this attempt was made, and the proof.

    Args:
        name: the same at every attempt.
        at: the moment of this attempt, in Unix seconds.
        content: the body, byte for byte.
        secret: as it was shown to the receiver, ``whsec_`` and base64.
    """
    told = webhook_id(name)
    key = b64decode(secret.decode("ascii").removeprefix(PREFIX))
    proof = hmac.new(key, f"{told}.{at}.".encode() + content, sha256).digest()
    return {
        "webhook-id": told,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{b64encode(proof).decode('ascii')}",
    }


def webhook_id(name: str) -> str:
    """The id a receiver tells repeats by; the specification wants no full stop in it."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in name)


def secret_of(key: bytes) -> str:
    """A key as the receiver is shown it."""
    return PREFIX + b64encode(key).decode("ascii")


def refused(error: FetchError) -> DeliveryError:
    """Why a document was not taken, and whether it may be later."""
    if isinstance(error, ThrottledError):
        return DeliveryError(str(error), retry_after=error.retry_after)
    gone = isinstance(error, RefusedError) and error.status == _GONE
    return DeliveryError(str(error), passing=not (gone or isinstance(error, ForbiddenAddressError)))
