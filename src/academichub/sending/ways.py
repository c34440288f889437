"""Which act belongs to which kind of delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from academichub.sending import folder, letters, webhook, zotero
from academichub.sending.contents import Content
from academichub.sending.means import Means, Parcel

_ACTS: Mapping[str, Callable[[Parcel, Means], None]] = {
    "email": letters.send,
    "webhook": webhook.send,
    "zotero": zotero.send,
    "folder": folder.send,
}

_BODIES: Mapping[str, Callable[[Content, Mapping[str, Any], Means], dict[str, Any]]] = {
    "email": letters.body,
    "webhook": webhook.body,
    "zotero": zotero.body,
    "folder": folder.body,
}


def prepared(
    kind: str, content: Content, settings: Mapping[str, Any], means: Means
) -> dict[str, Any]:
    """What is to be sent, whole: no attempt makes any of it anew.

    Raises:
        ConfigurationError: there is no mail server to send it by.
    """
    return {"count": content.count, **_BODIES[kind](content, settings, means)}


def hand_over(kind: str, parcel: Parcel, means: Means) -> None:
    """Hand a parcel over; its ``taken`` has been called when this returns.

    Raises:
        DeliveryError: it was not taken.
        ConfigurationError: there is no mail server to send it by.
    """
    _ACTS[kind](parcel, means)
