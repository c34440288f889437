"""The sentences of works as evidence: where they stand, what they do, what they name and measure.

Pure, and never rewrites: the text of a sentence is the work's own from its start to its end.
"""

from academichub.evidence.gathering import gather
from academichub.evidence.keys import key
from academichub.evidence.naming import things

__all__ = ["gather", "key", "things"]
