"""Intervals against their estimates: ordered, around it, in its middle, and of one mind with the p-value.

A ratio is in the middle on the logarithmic scale, a difference on the plain one; rounding is honoured on
all numbers. Intervals by exact or resampling methods are seldom symmetric, so that being off the middle
is told only where it is far off, and never of an estimate whose scale the text does not name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from statistics import NormalDist

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding, Severity
from academichub.audits import tails
from academichub.audits.estimates import Estimate, read
from academichub.audits.facts import Facts, found
from academichub.audits.folded import folded

CHECK = Check(
    "intervals",
    1,
    "arithmetic",
    "Intervals against their estimates",
    "Name the method of the interval, or print the estimate and its ends to more digits.",
)
ALPHA = 0.05
OFF = {"ratio": 0.05, "difference": 0.12}
"""How far off the middle an estimate is told, as a share of the interval's width beyond rounding: of the
ratios in 7,000 abstracts one in a hundred is as far off."""
FAR = 0.12
NEAR = (0.02, 0.12)
"""Where two tests of the same thing may well fall on different sides of .05."""
_INTERVAL = re.compile(r"\d ?% ?-? ?(?:C|H|U|conf|cred|uncert)", re.IGNORECASE)

Told = tuple[str, Severity]


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Intervals that cannot be those of their estimate, or not with that p-value."""
    if "%" not in document.text:
        return
    source = folded(document.text)
    if not _INTERVAL.search(source.text):
        return
    for one in read(source):
        told = wrong(one)
        if told is not None:
            yield found(
                CHECK, document, [(one.start, one.end)], told[0], told[1],
                scale=one.scale, value=one.value.value, low=one.low.value, high=one.high.value, level=one.level,
                p=f"{one.comparator}{one.p.value:f}" if one.comparator else "",
            )  # fmt: skip


def wrong(one: Estimate) -> Told | None:
    """What is wrong with an estimate and its interval, the gravest first; None if nothing is."""
    for rule in (_ordered, _around, _of_its_scale, _middle, _of_one_mind):
        if told := rule(one):
            return told
    return None


def _shown(one: Estimate) -> str:
    return f"{one.low.value:f} to {one.high.value:f}"


def _ordered(one: Estimate) -> Told | None:
    if one.low.low <= one.high.high:
        return None
    if one.low.value < 0 and one.high.value < 0 and one.high.low <= one.value.value <= one.low.high:
        return None  # by size, as some write negative ends
    return f"The interval {_shown(one)} ends below where it begins.", "error"


def _around(one: Estimate) -> Told | None:
    if one.low.low <= one.value.high and one.value.low <= one.high.high:
        return None
    if one.scale != "ratio" and one.low.low <= -one.value.low and -one.value.high <= one.high.high:
        return None  # a decrease, told in words
    if one.low.value < 0 and one.high.value < 0 and one.high.low <= one.value.value:
        return None
    return f"The estimate {one.value.value:f} lies outside of its interval, {_shown(one)}.", "error"


def _of_its_scale(one: Estimate) -> Told | None:
    if one.scale != "ratio" or min(one.low.value, one.value.value) >= 0:
        return None
    return f"A ratio cannot be negative, but {_shown(one)} is reported.", "warning"


def _middle(one: Estimate) -> Told | None:
    """Whether the estimate is far off the middle, with all three numbers rounded in its favour."""
    off = off_middle(one)
    if off is None or off <= OFF[one.scale]:
        return None
    scale = "logarithmic" if one.scale == "ratio" else "plain"
    told = (
        f"The estimate {one.value.value:f} is off the middle of {_shown(one)} on the {scale} scale, "
        f"by {off:.0%} of the interval's width beyond what rounding explains."
    )
    return told, "warning" if off > FAR else "note"


def off_middle(one: Estimate) -> float | None:
    """How far the estimate is from the middle beyond rounding, in widths of the interval."""
    ends = [float(x) for x in (one.low.low, one.low.high, one.high.low, one.high.high)]
    value = [float(one.value.low), float(one.value.high)]
    if not one.scale or ends[0] >= ends[3]:
        return None
    if one.scale == "ratio":
        if min(ends[0], value[0]) <= 0:
            return None
        ends, value = [math.log(x) for x in ends], [math.log(x) for x in value]
    width = ends[3] - ends[0]
    middle = [(ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2]
    return max(0.0, value[0] - middle[1], middle[0] - value[1]) / width


def _of_one_mind(one: Estimate) -> Told | None:
    """Whether interval and p-value say the same of "no effect", where both are clear of the line."""
    if not one.scale or not one.comparator or one.level != 95:
        return None
    none = 1.0 if one.scale == "ratio" else 0.0
    outside = float(one.low.low) > none or float(one.high.high) < none
    inside = float(one.low.high) < none < float(one.high.low)
    p = float(one.p.value)
    if outside and one.comparator in {"=", ">"} and float(one.p.low) > ALPHA:
        return _split(one, f"leaves out {none:g}")
    if (
        inside
        and one.comparator in {"=", "<"}
        and (p < ALPHA if one.comparator == "=" else p <= ALPHA)
    ):
        return _split(one, f"holds {none:g}")
    return None


def _split(one: Estimate, says: str) -> Told:
    p = by_interval(one)
    about = "" if p is None else f" (by the interval it would be about {p:.2g})"
    told = f"The interval {_shown(one)} {says}, but p {one.comparator} {one.p.value:f} is reported{about}."
    return told, "note" if p is not None and NEAR[0] < p < NEAR[1] and one.p.value < NEAR[
        1
    ] else "warning"


def by_interval(one: Estimate) -> float | None:
    """What p would be by the interval, were it the usual one; None where that cannot be told."""
    low, high, value = float(one.low.value), float(one.high.value), float(one.value.value)
    if one.scale == "ratio":
        if min(low, value) <= 0:
            return None
        low, high, value = math.log(low), math.log(high), math.log(value)
    if high <= low:
        return None
    z = NormalDist().inv_cdf(0.5 + float(one.level) / 200)
    return tails.normal(value / ((high - low) / (2 * z)))
