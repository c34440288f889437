"""Faults planted in real sentences, and tuples that are right.

What is planted into is found by wide patterns of its own, not by the checks' reader, and only where the
numbers agree as they stand: what the reader does not see counts as missed.
"""

from __future__ import annotations

import json
import math
import random
import re
import subprocess
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple


class Planted(NamedTuple):
    """A real text as it is, and the same with one fault in it."""

    kind: str
    text: str
    faulty: str


_COUNTS = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?:\s?/\s?| of (?:the |all )?| out of (?:the )?)(?P<of>\d{1,3}(?:,\d{3})+|\d+)(?![\d.])"
_PERCENT = r"(?P<p>\d{1,3}(?:[.·]\d+)?)\s?(?:%|percent)"
_SHARES = (
    re.compile(rf"(?<![\d.,/]){_COUNTS}[^\d.;%]{{0,40}}?{_PERCENT}"),
    re.compile(rf"(?<![\d.,]){_PERCENT}[^\d.;%]{{0,30}}?{_COUNTS}"),
)
_RATIO = re.compile(
    r"(?:OR|HR|RR|[Rr]atios?|relative risk)\b[^.\d]{0,40}?(?P<e>\d+[.·]\d+)[^\d.]{1,6}(?:95 ?%[^\d.]{1,40})"
    r"(?P<a>\d+[.·]\d+)[^\d.]{1,6}(?P<b>\d+[.·]\d+)(?![\d.]|\s?%)"
)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """The abstracts there are, each with where it is from."""
    for name, path in (
        ("covid19", "preprints/covid19_preprints_2020-04.jsonl.zst"),
        ("scifact", "relevance/scifact/corpus.jsonl.zst"),
        ("arxiv", "arxiv/recent-50k.jsonl.zst"),
    ):
        lines = subprocess.run(["zstdcat", data / path], capture_output=True, check=True).stdout
        for line in lines.decode("utf-8").splitlines():
            found = json.loads(line).get("abstract") or ""
            text = found if isinstance(found, str) else " ".join(found)
            if any(character.isdigit() for character in text):
                yield name, text


def shares(text: str, chance: random.Random) -> Iterator[Planted]:
    """Each count with its total and percentage, one digit of one of them changed."""
    for pattern in _SHARES:
        for match in pattern.finditer(text):
            values = [match[name].replace(",", "").replace("·", ".") for name in ("n", "of", "p")]
            if not _right(*values):
                continue
            name = chance.choice(["n", "of", "p"])
            changed = _changed(match[name], chance)
            at = ["n", "of", "p"].index(name)
            values[at] = changed.replace(",", "").replace("·", ".")
            if not _right(*values) and int(values[0]) <= int(values[1]) and float(values[2]) <= 100:
                faulty = text[: match.start(name)] + changed + text[match.end(name) :]
                yield Planted(f"share: {name}", text, faulty)


def _right(n: str, of: str, percent: str) -> bool:
    total, value = int(of), Decimal(percent)
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return total > 1 and abs(Decimal(100 * int(n)) / total - value) <= half


def ratios(text: str, chance: random.Random) -> Iterator[Planted]:
    """Each ratio with its interval: the estimate put outside, the ends swapped, one leading digit changed."""
    for match in _RATIO.finditer(text):
        e, a, b = (float(match[name].replace("·", ".")) for name in "eab")
        if not 0 < a < e < b or abs(math.log(e * e / (a * b))) > 0.2 * math.log(b / a):
            continue
        way = chance.choice(["outside", "swapped", "digit"])
        if way == "outside":
            new = (
                b * chance.uniform(1.1, 2)
                if chance.random() < 0.5
                else a * chance.uniform(0.4, 0.9)
            )
            yield Planted("ratio: outside", text, _with(text, match, "e", _as(match["e"], new)))
        elif way == "swapped":
            faulty = text[: match.start("a")] + match["b"] + text[match.end("a") : match.start("b")]
            yield Planted("ratio: swapped", text, faulty + match["a"] + text[match.end("b") :])
        else:
            name = chance.choice("eab")
            changed = _changed(match[name], chance, first=True)
            if float(changed.replace("·", ".")) > 0:
                yield Planted(f"ratio: digit of {name}", text, _with(text, match, name, changed))


def _with(text: str, match: re.Match[str], name: str, new: str) -> str:
    return text[: match.start(name)] + new + text[match.end(name) :]


def _as(written: str, value: float) -> str:
    sign = "·" if "·" in written else "."
    return f"{value:.{len(written.split(sign)[1])}f}".replace(".", sign)


def _changed(written: str, chance: random.Random, *, first: bool = False) -> str:
    """*written* with one digit another; with *first* the first that is not nought."""
    places = [k for k, c in enumerate(written) if c.isdigit()]
    telling = [k for k in places if written[k] != "0"] or places
    at = telling[0] if first else chance.choice(places)
    new = chance.choice([d for d in "0123456789" if d != written[at] and (at or d != "0")])
    return written[:at] + new + written[at + 1 :]


_WAYS = (
    "We found {n}/{of} ({p}%) of them.", "We found {n} of {of} plots ({p}%).", "It was {p}% ({n}/{of}).",
    "It was more ({p}%, {n} of {of}).", "Of the {of} plots, {n} ({p}%) failed.", "We found {n} out of {of} ({p} percent).",
)  # fmt: skip
_RATIO_WAYS = (
    "It grew (OR {e}, 95% CI {a}-{b}).", "The hazard ratio was {e} (95% CI: {a} to {b}).",
    "RR (95% CI) was {e} ({a}–{b}).", "It grew (aHR = {e}; 95% confidence interval [CI], {a}, {b}; p = {p}).",
)  # fmt: skip
_PLAIN_WAYS = (
    "The mean difference was {e} (95% CI {a} to {b}).", "It grew (β = {e}, 95% CI [{a}, {b}], p = {p}).",
    "It was {e} days (95% CI: {a}, {b}).",
)  # fmt: skip


def consistent(chance: random.Random) -> str:
    """A sentence whose numbers agree, printed by one of both rounding rules."""
    rule = chance.choice([ROUND_HALF_UP, ROUND_HALF_EVEN])
    kind = chance.randrange(3)
    if kind == 0:
        of = int(10 ** chance.uniform(0.3, 4.5))
        n = chance.randint(0, of)
        step = Decimal(1).scaleb(-chance.randint(0, 2))
        share = (Decimal(100 * n) / of).quantize(step, rounding=rule)
        return chance.choice(_WAYS).format(n=n, of=of, p=share)
    effect, error = chance.gauss(0, 1), chance.uniform(0.02, 0.8)
    ends = [effect + z * error for z in (0, -1.959964, 1.959964)]
    step = Decimal(1).scaleb(-chance.randint(1, 3))
    if kind == 1:
        ends = [math.exp(one) for one in ends]
    e, a, b = (f"{Decimal(one).quantize(step, rounding=rule):f}" for one in ends)
    p = f"{math.erfc(abs(effect / error) / math.sqrt(2)):.3f}"
    ways = _RATIO_WAYS if kind == 1 else _PLAIN_WAYS
    return chance.choice(ways).format(e=e, a=a, b=b, p=p)
