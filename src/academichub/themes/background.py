"""How common words are in papers of any field, so that a few works need not say it by themselves.

Counted on arXiv metadata of all its categories by benchmarks/themes_background.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import log
from typing import NamedTuple


class Background(NamedTuple):
    """Inverse document frequencies, ``ln((1 + n) / (1 + df))``; ``rare`` of what is not listed."""

    idf: Mapping[str, float]
    rare: float

    def of(self, key: str) -> float:
        """How rare a word, or a pair of words, is."""
        return self.idf.get(key, self.rare)


@cache
def background() -> Background:
    """The table that comes with the program."""
    first, *lines = resources.files("academichub.themes").joinpath("background.txt").read_text("utf-8").splitlines()  # fmt: skip
    whole = 1 + int(first)
    pairs = (line.split(" ", 1) for line in lines)
    idf = {key: log(whole / (1 + int(count))) for count, key in pairs}
    return Background(idf, max(idf.values(), default=0.0))
