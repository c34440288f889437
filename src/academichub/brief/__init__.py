"""Briefs: what a reader asks for, made step by step, kept with all it stands on."""

from __future__ import annotations

from academichub.brief.briefs import Briefs
from academichub.brief.choosing import Choosing
from academichub.brief.comparing import Difference, Pair, compare
from academichub.brief.values import REASONS, Asked, Flag, Standing, statements

__all__ = [
    "REASONS",
    "Asked",
    "Briefs",
    "Choosing",
    "Difference",
    "Flag",
    "Pair",
    "Standing",
    "compare",
    "statements",
]
