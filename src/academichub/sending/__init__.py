"""The acts of delivery: what is fixed to be sent is handed over, by mail, webhook, Zotero or file.

Each act may be repeated after a crash, and names what it sends so that the other side can tell.
"""

from __future__ import annotations

from academichub.sending.means import KINDS, Means, Parcel
from academichub.sending.ways import hand_over, prepared

__all__ = ["KINDS", "Means", "Parcel", "hand_over", "prepared"]
