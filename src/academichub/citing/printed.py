"""Identifiers that follow from the journal, volume and page an entry prints, where the publisher's rule is known.

The American Physical Society makes its DOIs of these (``10.1103/PhysRevLett.105.133202``). Only to be looked up
with, and held against the author: never said to be what the entry printed.
"""

from __future__ import annotations

import re

from academichub.ids import Identifier

_APS = re.compile(
    r"\bPhys(?:ical|\.)?\s*Rev(?:iew|\.)?\s*(?P<of>Lett(?:ers|\.)?|Research|Applied|Appl\.|[A-EX]\b)[.,]?\s*"
    r"(?:vol\.\s*)?(?P<volume>\d{1,3})\s*(?:\(\d{1,2}\)\s*)?(?:\((?:19|20)\d\d\)\s*)?[,:]?\s*(?:no\.\s*\d+,\s*)?(?:pp?\.\s*)?"
    r"(?P<page>\d{1,6})\b(?!\s*\(?\d{1,2}\))"
)
_NAMES = {"lett": "lett", "rese": "research", "appl": "applied"}


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The DOIs that what an entry prints must have, if it is as printed."""
    return tuple(
        Identifier(
            "doi",
            f"10.1103/physrev{_NAMES.get(found['of'][:4].lower(), found['of'][:1].lower())}"
            f".{found['volume']}.{found['page']}",
        )
        for found in _APS.finditer(text)
    )
