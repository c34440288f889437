"""Where the works around a work stand in the picture of its neighbourhood.

What it cites stands on the left, what cites it on the right, on rings around it: those that have most to do
with it on the innermost. Where one side is empty the other one takes the whole round. Nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from academichub.argument.reviews import Citations, Citing, Referred, Stance

Side = Literal["cites", "cited"]

MOST = 60
"""Works drawn on each side."""

DOT, MIDDLE = 10, 30
"""Radius of a work, and of the one in the middle."""

_FIRST, _STEP, _APART = 62, 25, 23.5
_MARGIN = 14
_LEAST = 110


@dataclass(frozen=True, slots=True)
class Dot:
    """A work in the picture: ``number`` is its place in its list, from 1."""

    side: Side
    number: int
    title: str
    x: float
    y: float
    stance: Stance | None = None
    here: bool = True


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The picture laid out, in units of its view box; the work itself is in the middle.

    ``left`` and ``right`` are how many works were not drawn.
    """

    width: int
    height: int
    x: float
    y: float
    dots: tuple[Dot, ...]
    left: int = 0
    right: int = 0


def layout(citations: Citations) -> Neighbourhood:
    """Decide where the works around one stand. Of many only `MOST` of each side are drawn."""
    cites = _cites(citations.references)
    cited = list(enumerate(citations.citing, 1))
    drawn, others = cites[:MOST], cited[:MOST]
    split = bool(drawn and others)
    left = [(-x, y) for x, y in _places(len(drawn), split=split)]
    right = list(_places(len(others), split=split))
    reach_x = max([_LEAST, *(abs(x) for x, _ in (*left, *right))])
    reach_y = max([_LEAST, *(abs(y) for _, y in (*left, *right))])
    middle_x, middle_y = reach_x + DOT + _MARGIN, reach_y + DOT + _MARGIN
    dots = [
        *(_reference(*one, *at) for one, at in zip(drawn, left, strict=True)),
        *(_citing(*one, *at) for one, at in zip(others, right, strict=True)),
    ]
    return Neighbourhood(
        round(2 * middle_x), round(2 * middle_y), round(middle_x, 1), round(middle_y, 1),
        tuple(_moved(dot, middle_x, middle_y) for dot in dots),
        len(cites) - len(drawn), len(cited) - len(others),
    )  # fmt: skip


def _cites(references: Sequence[Referred]) -> list[tuple[int, Referred]]:
    """The references by how much the text makes of them: in how many sentences each is cited."""
    listed = [(one.number, one) for one in references if one.title or one.text]
    return sorted(listed, key=lambda pair: (-len(pair[1].contexts), not pair[1].work, pair[0]))


def _places(count: int, *, split: bool) -> Iterator[tuple[float, float]]:
    """Places around 0, 0 from above, ring after ring: half rings to the right, or whole ones."""
    left, ring = count, 0
    while left:
        radius = _FIRST + ring * _STEP
        whole = (pi if split else 2 * pi) * radius
        here = min(left, int((whole - (_APART if split else 0)) / _APART))
        for at in range(here):
            # Half rings leave a gap above and below, so that the sides do not touch.
            part = (at + 0.5) / here if split else at / here
            angle = -pi / 2 + part * (pi if split else 2 * pi)
            yield round(radius * cos(angle), 1), round(radius * sin(angle), 1)
        left, ring = left - here, ring + 1


def _reference(number: int, one: Referred, x: float, y: float) -> Dot:
    return Dot("cites", number, one.title or one.text, x, y, one.stance, bool(one.work))


def _citing(number: int, one: Citing, x: float, y: float) -> Dot:
    return Dot("cited", number, one.title, x, y, one.stance, "store" in one.from_)


def _moved(dot: Dot, x: float, y: float) -> Dot:
    return Dot(
        dot.side, dot.number, dot.title, round(dot.x + x, 1), round(dot.y + y, 1), dot.stance,
        dot.here,
    )  # fmt: skip
