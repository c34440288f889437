"""A reader's radars: today's edition made once and kept, corrected by what the reader does with it.

What is ranked how is decided in `rank`; here the candidates are gathered, what was shown is left
out, and what was shown is kept.
"""

from academichub.radar.pool import Pool
from academichub.radar.radars import Radars
from academichub.radar.values import KINDS, Edition, Held, Item, Learnt, Verdict, Weighted

__all__ = [
    "KINDS",
    "Edition",
    "Held",
    "Item",
    "Learnt",
    "Pool",
    "Radars",
    "Verdict",
    "Weighted",
]
