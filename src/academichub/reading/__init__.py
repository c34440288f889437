"""A work read without a model: what its authors themselves claim, assume, limit and name.

Every sentence is the work's own, at its place. What a part would need that nobody states is left empty
with the reason; nothing is reworded, judged or guessed.
"""

from academichub.reading.claiming import claims, formal
from academichub.reading.taking import material
from academichub.reading.writing import write

__all__ = ["claims", "formal", "material", "write"]
