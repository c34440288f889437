"""Everything one reader has and may do; what it holds is theirs alone, by construction.

A face that has a desk has asked who is there; no verb of it takes a reader's name.
"""

from __future__ import annotations

from academichub.hub import Hub
from academichub.profile import Reader


class Desk:
    """The verbs of one reader.

    Args:
        hub: the program.
        reader: whose desk it is.
    """

    def __init__(self, hub: Hub, reader: Reader) -> None:
        self.hub = hub
        self.reader = reader
