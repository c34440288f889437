"""What the acts of delivery need: the wire, the mail server, and where files may be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from academichub.fetch import Client
from academichub.mail import Server

KINDS = ("email", "webhook", "zotero", "folder")


@dataclass(frozen=True, slots=True)
class Means:
    """What an operator gave.

    ``client`` is for addresses the operator set, ``outside`` for such as readers chose. ``folders`` are those below which files may be written; None is any, for who is alone.
    """

    client: Callable[[], Client]
    outside: Callable[[], Client]
    mail: Server | None
    zotero: str
    folders: tuple[Path, ...] | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over: ``body`` as it was fixed, to where ``settings`` say.

    ``name`` is this delivery of this period, for good. ``taken`` is to be called once, at the
    very moment the other side has it.
    """

    name: str
    settings: Mapping[str, Any]
    secret: bytes | None
    body: Mapping[str, Any]
    now: datetime
    taken: Callable[[], None]
