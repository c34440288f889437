"""Reported statistics recomputed: does the p-value belong to the statistic and its degrees of freedom?

Rounding is honoured on both sides. A p-value that a correction for many tests explains is left alone,
and so is one that is right under one tail where the paper says that it tests one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding, Severity
from academichub.audits import tails
from academichub.audits.facts import Facts, found
from academichub.audits.folded import folded
from academichub.audits.reported import Reported, statistics

CHECK = Check(
    "statistics",
    1,
    "arithmetic",
    "Reported statistics recomputed",
    "Name the test that was made (tails, correction, degrees of freedom) and its p-value to more digits.",
)
ALPHA = 0.05
_ONE_TAIL = re.compile(
    r"\b(?:one|single|1)[- ](?:tail(?:ed)?|sided?)\b|\bdirectional (?:hypothes|test|predict)|\beinseitig|单尾|单侧",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"bonferroni|\bholm\b|benjamini|false discovery|\bfdr\b|\bfwer?\b|multiple (?:comparison|test)|"
    r"correct(?:ed|ion) for|adjusted p|p[- ]?adj|adjusted for|tukey|scheff|dunn|šid[aá]k|sidak|"
    r"greenhouse|huynh|permut|bootstrap|monte carlo|satterthwaite|kenward|exact test",
    re.IGNORECASE,
)
_AROUND = 400
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """A p-value that was computed: from the printed statistic, and from all that rounds to it."""

    p: float
    low: float
    high: float

    def halved(self) -> Chance:
        """The same under one tail."""
        return Chance(self.p / 2, self.low / 2, self.high / 2)


def recomputed(one: Reported) -> Chance | None:
    """What p is, two-tailed where a test has two; None for a statistic that cannot be."""
    value, half = abs(float(one.value.value)), float(one.value.half)
    if one.kind == "r" and value - half > 1:
        return None
    if one.kind in {"F", "χ²", "Q"} and one.value.value < 0:
        return None
    return Chance(_p(one, value), _p(one, value + half), _p(one, max(0.0, value - half)))


def _p(one: Reported, value: float) -> float:
    if one.kind == "t":
        return tails.student(value, *one.df)
    if one.kind == "F":
        return tails.fisher(value, *one.df)
    if one.kind == "r":
        return tails.correlation(value, *one.df)
    return tails.normal(value) if one.kind == "z" else tails.chi_squared(value, *one.df)


def consistent(one: Reported, chance: Chance) -> bool:
    """Whether the reported p-value can be this one, as rounded as both are."""
    if one.comparator == "=":
        return chance.low <= float(one.p.high) + _SLACK and chance.high >= float(one.p.low) - _SLACK
    if one.comparator == "<":
        return chance.low <= float(one.p.value) + _SLACK
    return chance.high >= float(one.p.value) - _SLACK


def changes(one: Reported, chance: Chance) -> bool:
    """Whether what is reported and what was computed lie on different sides of .05."""
    p = float(one.p.value)
    if one.comparator == "<" or (one.comparator == "=" and p <= ALPHA):
        return p <= ALPHA < chance.low
    return p >= ALPHA > chance.high


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Statistics whose p-value does not follow from them."""
    if "=" not in document.text:
        return
    source = folded(document.text)
    one_tail = bool(_ONE_TAIL.search(source.text))
    for one in statistics(source):
        chance = recomputed(one)
        if chance is None:
            yield found(
                CHECK, document, [(one.start, one.end)], _impossible(one), "error", kind=one.kind
            )
        elif not consistent(one, chance) and not _explained(
            one, chance, document.text, one_tail=one_tail
        ):
            yield _told(document, one, chance)


def _explained(one: Reported, chance: Chance, text: str, *, one_tail: bool) -> bool:
    """Whether the paper itself says why its p-value is another: one tail, or a correction."""
    if one_tail and _two_tailed(one) and consistent(one, chance.halved()):
        return True
    around = text[max(0, one.start - _AROUND) : one.end + _AROUND]
    larger = one.comparator != "<" and float(one.p.high) >= chance.p
    return larger and bool(_CORRECTED.search(around))


def _two_tailed(one: Reported) -> bool:
    return one.kind in {"t", "r", "z"} or (one.kind == "F" and one.df[0] == 1)


def _told(document: Document, one: Reported, chance: Chance) -> Finding:
    halved = _two_tailed(one) and consistent(one, chance.halved())
    changed = changes(one, chance) and not halved
    severity: Severity = "error" if changed else "warning"
    tail = (
        f" Under one tail it would be {written(chance.p / 2)}, which agrees; the text does not say that one was tested."
        if halved
        else ""
    )
    decision = " That is the other side of .05." if changed else ""
    message = f"{shown(one)} gives p = {written(chance.p)}, but {claimed(one)} is reported.{decision}{tail}"
    return found(
        CHECK, document, [(one.start, one.end)], message, severity,
        kind=one.kind, df=" ".join(f"{df:g}" for df in one.df), value=one.value.value, comparator=one.comparator,
        reported=one.p.value, computed=written(chance.p), lowest=written(chance.low), highest=written(chance.high),
        decision="changes" if changed else "stays", one_tailed="agrees" if halved else "differs",
    )  # fmt: skip


def shown(one: Reported) -> str:
    """The statistic as one writes it: ``t(24) = 2.31``."""
    degrees = f"({', '.join(f'{df:.12g}' for df in one.df)})" if one.df else ""
    return f"{one.kind}{degrees} = {one.value.value}"


def claimed(one: Reported) -> str:
    """The reported p-value as one writes it."""
    return "not significant" if one.comparator == "ns" else f"p {one.comparator} {one.p.value:f}"


def written(p: float) -> str:
    """A computed p-value to three significant digits."""
    if p < 1e-16:
        return "0"
    return f"{p:.3g}" if p < 0.0001 else f"{p:.{3 if p >= 0.1 else 4 if p >= 0.01 else 5}f}"


def _impossible(one: Reported) -> str:
    if one.kind == "r":
        return f"{shown(one)} is not a correlation: none lies beyond −1 and 1."
    return f"{shown(one)} cannot be: {one.kind} is never negative."
