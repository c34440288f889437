"""A second opinion on recomputed p-values: statcheck as an outside program, or integrals of our own.

statcheck (Debian: r-cran-statcheck) is run by Rscript where both are on the machine; nothing of it is used
in the project. Without it the densities are integrated by Simpson's rule.
"""

from __future__ import annotations

import csv
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from academichub.audits.reported import Reported

_SCRIPT = """
suppressMessages(library(statcheck))
x <- readLines(commandArgs(TRUE)[1], encoding = "UTF-8")
got <- suppressMessages(suppressWarnings(statcheck(x, messages = FALSE)))
write.csv(got[, c("source", "computed_p", "error", "decision_error")], commandArgs(TRUE)[2], row.names = FALSE)
"""


@dataclass(frozen=True)
class Opinion:
    """What the oracle says of one string."""

    p: float
    error: bool
    decision: bool


def is_there() -> bool:
    """Whether Rscript and statcheck are on this machine."""
    program = shutil.which("Rscript")
    return (
        program is not None
        and not subprocess.run(
            [program, "-e", "library(statcheck)"], capture_output=True, check=False
        ).returncode
    )


def statcheck(texts: Sequence[str]) -> dict[int, Opinion]:
    """What statcheck says of each text, by its number; those it does not read are absent."""
    with tempfile.TemporaryDirectory() as folder:
        script, source, target = (Path(folder) / name for name in ("a.R", "in.txt", "out.csv"))
        script.write_text(_SCRIPT, encoding="utf-8")
        source.write_text("\n".join(texts) + "\n", encoding="utf-8")
        subprocess.run(
            ["Rscript", str(script), str(source), str(target)],
            check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        with target.open(encoding="utf-8") as lines:
            return {int(row["source"]) - 1: _opinion(row) for row in csv.DictReader(lines)}


def _opinion(row: dict[str, str]) -> Opinion:
    p = float("nan") if row["computed_p"] == "NA" else float(row["computed_p"])
    return Opinion(p, row["error"] == "TRUE", row["decision_error"] == "TRUE")


def integrated(one: Reported) -> float:
    """The p-value by Simpson's rule over the density's tail."""
    value = abs(float(one.value.value))
    if one.kind == "z":
        return 2 * _tail(lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi), value)
    if one.kind in {"t", "r"}:
        df = one.df[0]
        start = value if one.kind == "t" else value * math.sqrt(df / (1 - value * value))
        scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
        return 2 * _tail(lambda x: math.exp(scale - (df + 1) / 2 * math.log1p(x * x / df)), start)
    if one.kind == "F":
        return _fisher(value, *one.df)
    df = one.df[0]
    scale = -df / 2 * math.log(2) - math.lgamma(df / 2)
    return _tail(lambda x: math.exp(scale + (df / 2 - 1) * math.log(x) - x / 2), max(value, 1e-9))


def _fisher(value: float, one: float, two: float) -> float:
    scale = math.lgamma((one + two) / 2) - math.lgamma(one / 2) - math.lgamma(two / 2)
    ratio = one / two
    return _tail(
        lambda x: math.exp(
            scale + one / 2 * math.log(ratio) + (one / 2 - 1) * math.log(x)
            - (one + two) / 2 * math.log1p(ratio * x)
        ),
        max(value, 1e-9),
    )  # fmt: skip


def _tail(density: Callable[[float], float], start: float, steps: int = 4000) -> float:
    """The integral from *start* to infinity, with x = start + (u/(1-u))², which tames both ends."""

    def at(u: float) -> float:
        if u >= 1 or u <= 0:
            return 0.0
        far = u / (1 - u)
        return density(start + far * far) * 2 * far / (1 - u) ** 2

    width = 1 / steps
    odd = sum(at((2 * k + 1) * width) for k in range(steps // 2))
    even = sum(at(2 * k * width) for k in range(1, steps // 2))
    return width / 3 * (at(0) + 4 * odd + 2 * even + at(1))
