"""The unit that stands behind a number: where it ends, its one spelling, its size.

Never takes a word for a unit that the tables do not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from academichub.quantities.unit_names import Atom, atoms, counted, singles

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SKIP = re.compile(
    r"(?:[ \t\n~{}$]|\\[,;:! %]|\\(?:mathrm|rm|text|textrm|mbox|hbox|unit|operatorname|mathit|it|bf)\b|-(?=[A-Za-z]))*"
)
_PERCENT = re.compile(r"[ \t\n~$]*\\?%")
_EXPONENT = re.compile(
    r"[\s}]*\$?\^\s*\$?\{?\s*\$?([-+]?\d)\$?\s*\}?\$?|([⁻⁺]?[¹²³⁴⁵⁶])|(-[123])(?![\d.])|([23])(?![\d.A-Za-z])"
)
_PER = re.compile(
    r"[\s}$]*/(?=[\s\\{$~]*[A-Za-zμΩÅ\u4e00-\u9fff])|\s*-?\bper\s+|每|\s+a\s+(?=(?:day|week|month|year|second)\b)"
)
_TIMES = re.compile(r"[}$]*(?:\s|~|\\,|\\ |·|\\cdot|\*|\.|⋅)+|[}$]+")
_CLOSING = re.compile(r"\}*\$?(?![^\W_])")


class Unit(NamedTuple):
    """A unit as read: its one spelling, whether it only counts, and where it ends."""

    spelling: str
    counts: bool
    end: int


class Size(NamedTuple):
    """How large a unit is, and in what."""

    factor: float
    of: str


@cache
def _symbols() -> dict[str, Atom]:
    return atoms() | singles()


@cache
def _counted() -> dict[str, Atom]:
    return counted()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """For each first character the writings that begin with it, longest first."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for name in {**_counted(), **_symbols()}:
        grouped[name[0]].append(name)
    return {first: re.compile("|".join(map(_bounded, sorted(names, key=len, reverse=True))))
            for first, names in grouped.items()}  # fmt: skip


def _bounded(name: str) -> str:
    ends = r"(?![A-Za-zμ\d_])" if len(name) == 1 else r"(?![A-Za-zμ])"
    return re.escape(name) + (ends if name[-1].isalpha() and name.isascii() else "")


def at(text: str, start: int) -> Unit | None:
    """The unit that begins at *start* of *text* (plain characters), spaces before it allowed."""
    percent = _PERCENT.match(text, start)
    if percent and not text.startswith((" points", "-point"), percent.end()):
        return Unit("%", False, percent.end())
    begin = _skipped(text, start)
    found = _atom(text, begin)
    if found is None:
        return None
    atom, end = found
    if (
        atom.spelling in {"A", "a", "e"}
        and begin > start
        and re.match(r"\s+[a-z]", text[end : end + 3])
    ):
        return None
    if (
        atom.spelling == "×"
        and text[begin] in "xX×"
        and (begin > start or text[end : end + 2].strip()[:1].isdigit())
    ):
        return None
    counts = atom.of == atom.spelling and atom.spelling in _counted()
    power, end = _power(text, end, 1)
    parts = [(atom.spelling, power)]
    while (more := _more(text, end)) is not None:
        parts.append(more[:2])
        end = more[2]
    return Unit(_spelled(parts), counts and len(parts) == 1, end)


def _skipped(text: str, start: int) -> int:
    match = _SKIP.match(text, start)
    return match.end() if match else start


def _atom(text: str, begin: int) -> tuple[Atom, int] | None:
    pattern = _patterns().get(text[begin : begin + 1])
    match = pattern.match(text, begin) if pattern else None
    if match is None:
        return None
    name = match[0]
    return _symbols().get(name) or _counted()[name], match.end()


def _power(text: str, end: int, sign: int) -> tuple[int, int]:
    match = _EXPONENT.match(text, end)
    if match is None:
        return sign, end
    written = next(group for group in match.groups() if group)
    return sign * int(written.translate(_SUPERSCRIPTS)), match.end()


def _more(text: str, end: int) -> tuple[str, int, int] | None:
    """One more atom of a compound unit: divided by, or with an exponent of its own."""
    for joint, sign in ((_PER, -1), (_TIMES, 1)):
        match = joint.match(text, end)
        if match is None:
            continue
        found = _atom(text, _skipped(text, match.end()))
        if found is None or (found[0].spelling in _counted() and sign > 0):
            continue
        power, after = _power(text, found[1], sign)
        if sign < 0 or after > found[1]:
            return found[0].spelling, power, after
    return None


def _spelled(parts: list[tuple[str, int]]) -> str:
    above = sorted(f"{name}^{power}" if power > 1 else name for name, power in parts if power > 0)
    below = sorted(
        f"/{name}^{-power}" if power < -1 else f"/{name}" for name, power in parts if power < 0
    )
    return ("·".join(above) or "1") + "".join(below)


@lru_cache(maxsize=4096)
def size(spelling: str) -> Size:
    """How large the unit of that spelling is; what is no unit of ours measures only itself."""
    factor, of = 1.0, defaultdict[str, int](int)
    for sign, piece in _pieces(spelling):
        name, _, power = piece.partition("^")
        atom = _symbols().get(piece) or _symbols().get(name)
        exponent = sign * (int(power) if power.isdigit() and piece not in _symbols() else 1)
        factor *= (atom.size if atom else 1.0) ** exponent
        _take_apart(of, atom.of if atom else name, exponent)
    named = "·".join(f"{name}^{power}" for name, power in sorted(of.items()) if power)
    return Size(factor, named)


def _take_apart(of: dict[str, int], name: str, exponent: int) -> None:
    above, _, below = name.partition("/")
    base, _, power = above.partition("^")
    of[base] += exponent * (int(power) if power else 1)
    if below:
        of[below] -= exponent


def _pieces(spelling: str) -> list[tuple[int, str]]:
    if spelling in _symbols():
        return [(1, spelling)]
    above, *below = spelling.split("/")
    return [(1, one) for one in above.split("·") if one and one != "1"] + [
        (-1, one) for one in below
    ]
