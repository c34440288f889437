"""Where the circles, curves, numbers and words of the picture of themes and bridges stand.

Arithmetic alone; writes no SVG but the curves' paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import dist, sqrt
from typing import Literal, NamedTuple

from academichub.argument import Bridge, BridgeKind, Theme

LINE = 19.0
"""From one line of a label to the next; the stylesheet sets it in letters of 15 to 16 units."""
BADGE = 10
WEIGHTS = 5
"""A curve has a class from ``weight-1`` to ``weight-5``."""

_LETTER = 8.3  # how wide a letter of a label is at the most, on average; a Chinese one is two
_GAP = 16.0
_MOST_LINES = 3
_SWEEPS = 6
_ALONG = tuple(0.5 + step * sign * 0.06 for step in range(7) for sign in (1, -1))


class _Form(NamedTuple):
    """The measures of a shape."""

    smallest: float
    largest: float
    lefts: tuple[float, ...]
    bow: float
    letters: int


_WIDE = _Form(15.0, 40.0, (262.0, 538.0), 42.0, 22)
_NARROW = _Form(13.0, 26.0, (126.0,), 0.0, 23)


@dataclass(frozen=True, slots=True)
class Place:
    """A theme in the picture: its circle, the lines of its label and where the first one stands.

    ``anchor`` says at which end of the lines ``text_x`` is; ``tone`` is the class of its main field.
    """

    key: str
    label: str
    works: int
    field: str
    tone: int
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    text_x: float
    text_y: float
    anchor: Literal["start", "end"]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle that holds its label: left, top, right, bottom."""
        width = max(map(_wide, self.lines), default=0) * _LETTER
        left = self.text_x - width if self.anchor == "end" else self.text_x
        return (
            left,
            self.text_y - LINE * 0.8,
            left + width,
            self.text_y + LINE * (len(self.lines) - 0.7),
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A bridge in the picture: its curve, and where its number stands."""

    key: str
    label: str
    number: str
    kind: BridgeKind
    themes: tuple[str, str]
    path: str
    weight: int
    x: float
    y: float


class Side(NamedTuple):
    """Themes that stand one below the other, and on which side their labels are."""

    themes: tuple[Theme, ...]
    anchor: Literal["start", "end"]


def columns(themes: Sequence[Theme], bridges: Sequence[Bridge], wide: bool) -> tuple[Side, ...]:
    """Which theme stands in which column: bridges between the columns rather than within one."""
    partners: dict[str, list[str]] = {theme.key: [] for theme in themes}
    for one in bridges:
        partners[one.themes[0]].append(one.themes[1])
        partners[one.themes[1]].append(one.themes[0])
    if not wide:
        return (Side(_grouped(themes), "start"),)
    left, right = _halves(_grouped(themes), partners)
    for _ in range(_SWEEPS):
        right = _levelled(right, left, partners)
        left = _levelled(left, right, partners)
    return Side(tuple(left), "end"), Side(tuple(right), "start")


def _grouped(themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """Themes of one main field beside each other, in the order they came otherwise."""
    first: dict[str, int] = {}
    for place, theme in enumerate(themes):
        first.setdefault(_field(theme), place)
    return tuple(sorted(themes, key=lambda theme: first[_field(theme)]))


def _halves(
    themes: Sequence[Theme], partners: Mapping[str, Sequence[str]]
) -> tuple[list[Theme], list[Theme]]:
    """Two columns of equal length; themes change places while that brings more bridges across."""
    sides = list(themes[::2]), list(themes[1::2])
    for _ in range(len(themes)):
        within = [_within(theme, side, partners) for side in sides for theme in side]
        gains = [
            (within[left] + within[len(sides[0]) + right] - across, -left, -right)
            for left, one in enumerate(sides[0])
            for right, other in enumerate(sides[1])
            for across in [
                _within(one, [x for x in sides[1] if x is not other], partners)
                + _within(other, [x for x in sides[0] if x is not one], partners)
            ]
        ]
        best, left, right = max(gains, default=(0, 0, 0))
        if best <= 0:
            break
        sides[0][-left], sides[1][-right] = sides[1][-right], sides[0][-left]
    return sides


def _within(theme: Theme, side: Sequence[Theme], partners: Mapping[str, Sequence[str]]) -> int:
    """How many bridges a theme has to those of a column."""
    return sum(partners[theme.key].count(one.key) for one in side)


def _levelled(
    themes: Sequence[Theme], across: Sequence[Theme], partners: Mapping[str, Sequence[str]]
) -> list[Theme]:
    """*themes* in the order of the middle of their partners on the other side."""
    level = {theme.key: (at + 0.5) / len(across) for at, theme in enumerate(across)}

    def middle(item: tuple[int, Theme]) -> float:
        levels = [level[key] for key in partners[item[1].key] if key in level]
        return sum(levels) / len(levels) if levels else (item[0] + 0.5) / len(themes)

    return [theme for _, theme in sorted(enumerate(themes), key=middle)]


def placed(
    sides: Sequence[Side], tones: Mapping[str, int], wide: bool
) -> tuple[tuple[Place, ...], int]:
    """Every theme in its row, and how high the picture is."""
    form = _WIDE if wide else _NARROW
    most = max((len(theme.works) for side in sides for theme in side.themes), default=1) or 1
    rows = [[_row(theme, form, most) for theme in side.themes] for side in sides]
    height = max((sum(row.height for row in column) for column in rows), default=0.0) + 2 * _GAP
    places = [
        place
        for side, column, left in zip(sides, rows, form.lefts, strict=True)
        for place in _column(side, column, left, height, form, tones)
    ]
    return tuple(places), round(height)


class _Row(NamedTuple):
    theme: Theme
    radius: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return max(2 * self.radius, LINE * len(self.lines)) + _GAP


def _row(theme: Theme, form: _Form, most: int) -> _Row:
    radius = form.smallest + (form.largest - form.smallest) * sqrt(len(theme.works) / most)
    return _Row(theme, round(radius, 1), _wrapped(theme.label, form.letters))


def _column(
    side: Side, rows: Sequence[_Row], x: float, height: float, form: _Form, tones: Mapping[str, int]
) -> Iterator[Place]:
    """One column, its rows spread over the whole height; the middle ones stand further out."""
    spare = (height - sum(row.height for row in rows)) / (len(rows) + 1)
    outwards = -1 if side.anchor == "end" else 1
    top = spare
    for row in rows:
        y = top + row.height / 2
        top += row.height + spare
        bow = form.bow * (1 - (2 * y / height - 1) ** 2) - form.bow
        at = x + outwards * bow
        yield Place(
            row.theme.key, row.theme.label, len(row.theme.works), _field(row.theme),
            tones[row.theme.key], round(at, 1), round(y, 1), row.radius, row.lines,
            round(at + outwards * (row.radius + 10), 1),
            round(y - LINE * (len(row.lines) - 1) / 2 + LINE * 0.28, 1), side.anchor,
        )  # fmt: skip


def links(
    bridges: Sequence[tuple[int, Bridge]], places: Sequence[Place], wide: bool
) -> tuple[Link, ...]:
    """The curves of numbered bridges; the numbers cover neither a circle nor each other."""
    at = {place.key: place for place in places}
    height = max((abs(one.y - other.y) for one in places for other in places), default=1.0) or 1.0
    most = max((one.surprise for _, one in bridges), default=0.0)
    taken: list[tuple[float, float]] = []
    drawn: list[Link] = []
    seen: dict[frozenset[str], int] = {}
    for number, one in bridges:
        pair = frozenset(one.themes)
        seen[pair] = seen.get(pair, -1) + 1
        curve = _curve(at[one.themes[0]], at[one.themes[1]], seen[pair], 0.0 if wide else height)
        x, y = _free(curve, taken, places)
        taken.append((x, y))
        weight = 1 + round((WEIGHTS - 1) * max(one.surprise, 0.0) / most) if most > 0 else 1
        middle = (round(x, 1), round(y, 1))
        drawn.append(
            Link(
                one.key, one.label, str(number), one.kind, one.themes, _path(curve), weight, *middle
            )
        )
    return tuple(drawn)


Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def _curve(one: Place, other: Place, again: int, height: float) -> Curve:
    """From rim to rim; a second bridge of the same two themes takes another way.

    *height* is that of a single column, 0 where there are two.
    """
    aside = ((again + 1) // 2) * (28.0 if again % 2 else -28.0)
    if height:
        start, end = (one.x - one.radius, one.y), (other.x - other.radius, other.y)
        reach = 34 + 100 * abs(one.y - other.y) / height - again * 12
        return start, (start[0] - reach, one.y), (end[0] - reach, other.y), end
    if one.anchor == other.anchor:
        inwards = 1 if one.anchor == "end" else -1
        start = (one.x + inwards * one.radius, one.y)
        end = (other.x + inwards * other.radius, other.y)
        reach = inwards * (50 + abs(one.y - other.y) * 0.2 + again * 22)
        return start, (start[0] + reach, one.y), (end[0] + reach, other.y), end
    left, right = (one, other) if one.anchor == "end" else (other, one)
    start, end = (left.x + left.radius, left.y), (right.x - right.radius, right.y)
    reach = (end[0] - start[0]) * 0.45
    return start, (start[0] + reach, left.y + aside), (end[0] - reach, right.y + aside), end


def _free(curve: Curve, taken: Sequence[Point], places: Sequence[Place]) -> Point:
    """The point of a curve, as near its middle as may be, where a number covers nothing."""
    clear = 2 * BADGE + 3
    points = [_along(curve, part) for part in _ALONG]

    def room(point: Point) -> float:
        badges = min((dist(point, other) - clear for other in taken), default=clear)
        circles = (dist(point, (one.x, one.y)) - one.radius - BADGE - 2 for one in places)
        return min(badges, *circles)

    return next((point for point in points if room(point) >= 0), max(points, key=room))


def _along(curve: Curve, part: float) -> Point:
    """A point of a cubic Bézier curve."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def _path(curve: Curve) -> str:
    start, *rest = (f"{x:.1f} {y:.1f}" for x, y in curve)
    return f"M{start}C{' '.join(rest)}"


def _field(theme: Theme) -> str:
    return theme.fields[0].field if theme.fields else ""


def _wide(text: str) -> int:
    """How many letters wide *text* is; a Chinese character counts as two."""
    return sum(2 if one > "\u2e7f" else 1 for one in text)


def _wrapped(text: str, letters: int) -> tuple[str, ...]:
    """*text* in lines of so many letters at most; what does not fit in three is cut off."""
    lines = [""]
    for word in _words(text, letters):
        joined = f"{lines[-1]}{word}".lstrip()
        if _wide(joined.rstrip()) <= letters:
            lines[-1] = joined
        else:
            lines.append(word.lstrip())
    lines = [line.rstrip() for line in lines if line.strip()]
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    last = lines[_MOST_LINES - 1]
    while _wide(last) >= letters:
        last = last[:-1]
    return (*lines[: _MOST_LINES - 1], f"{last.rstrip()}…")


def _words(text: str, letters: int) -> Iterator[str]:
    """Where *text* may be broken: before spaces, around Chinese characters, in endless words."""
    piece = ""
    for one in text:
        if piece and (one.isspace() or one > "\u2e7f" or _wide(piece) >= letters):
            yield piece
            piece = ""
        piece += " " if one.isspace() else one
        if one > "\u2e7f":
            yield piece
            piece = ""
    if piece:
        yield piece
