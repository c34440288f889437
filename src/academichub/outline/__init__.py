"""A brief before anyone wrote it: its sections, each with the evidence it may stand on.

Chooses, orders and counts; writes no sentence about the world.
"""

from academichub.outline.making import make

__all__ = ["make"]
