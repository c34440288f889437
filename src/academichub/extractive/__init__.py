"""The briefing without a model: the works' own sentences, chosen, ordered and joined.

Never rewords a source and never states anything of the world: what is not quoted was counted.
"""

from academichub.extractive.composing import compose
from academichub.extractive.writing import write

__all__ = ["compose", "write"]
