"""Which works are for this reader, and why: signals, reasons, scores, batches.

Pure: reads nothing and writes nothing. The reasons are the score; what gives no reason gives no
points, and nobody's liking but the reader's own counts.
"""

from academichub.rank.batches import batch
from academichub.rank.learning import Kept, Taste, learn
from academichub.rank.scoring import Candidates, Ranked, candidates, rank
from academichub.rank.shared import SHRINKAGE, Background, background
from academichub.rank.signals import SIGNALS

__all__ = [
    "SHRINKAGE",
    "SIGNALS",
    "Background",
    "Candidates",
    "Kept",
    "Ranked",
    "Taste",
    "background",
    "batch",
    "candidates",
    "learn",
    "rank",
]
