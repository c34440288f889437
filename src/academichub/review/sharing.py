"""Whether the text a review stands on may be given away with it. Decides; reads nothing.

A record's title and abstract are shown to everybody anyway, and a dropped file goes back to whose it is.
Of all else only what its licence lets anybody pass on, for any purpose and in any form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from academichub.argument.documents import Document
from academichub.model import Work

_OPEN = re.compile(
    r"https?://creativecommons\.org/(?:licenses/by(?:-sa)?/|publicdomain/).*|"
    r"CC-?(?:BY(?:-SA)?|0|ZERO|PD)(?:-\d(?:\.\d)?)?|PUBLIC-DOMAIN|PD",
    re.IGNORECASE,
)
"""CC BY, CC BY-SA, CC0 and the public domain, as an address or by SPDX's names."""


def may_share(work: Work, document: Document, *, own: bool = False) -> bool:
    """Whether *document*, read of *work*, may go into a bundle; *own* is a reader's own file."""
    if own or document.scope != "full text":
        return True
    told = list(_licences(work, document)) or [work.license]
    return any(one and _OPEN.fullmatch(one.strip()) for one in told)


def _licences(work: Work, document: Document) -> Iterator[str | None]:
    """Those of the places of the host it was read from: another's version may be under another licence."""
    host = urlsplit(document.source_url).hostname
    if host:
        yield from (one.license for one in work.locations if urlsplit(one.url).hostname == host)
