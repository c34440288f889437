r"""What ``\ref`` stands for: the numbers of sections, figures, tables, formulas and theorems by label.

Counted as LaTeX counts them by default; a paper with counters of its own may number them otherwise,
so that a number is only ever a name for the place its label marks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\\(?P<section>(?:sub){0,2}section)(?P<star>\*?)\s*[\[{]|\\(?P<appendix>appendix)\b"
    r"|\\begin\{(?P<begin>[\w*]+)\}|\\end\{(?P<end>[\w*]+)\}|\\label\s*\{(?P<label>[^{}]*)\}"
)
_NEW = re.compile(
    r"\\newtheorem(\*?)\s*\{([\w*]+)\}\s*(?:\[(\w+)\])?\s*\{([^{}]*)\}\s*(?:\[(\w+)\])?"
)
_FORMULAS = frozenset({"equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat"})
_USUAL = {
    "theorem": "Theorem", "thm": "Theorem", "lemma": "Lemma", "lem": "Lemma", "corollary": "Corollary",
    "cor": "Corollary", "proposition": "Proposition", "prop": "Proposition", "definition": "Definition",
    "defn": "Definition", "remark": "Remark", "claim": "Claim", "conjecture": "Conjecture",
    "assumption": "Assumption", "example": "Example", "fact": "Fact", "axiom": "Axiom",
}  # fmt: skip


@dataclass(slots=True)
class Labels:
    """Names of stated environments, and numbers by label: ``{"fig:nests": ("figure", "2")}``."""

    theorems: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    stated: list[str] = field(default_factory=list)
    """The label of each stated environment, in order: ``Theorem 2.1``."""


def read(preamble: str, body: str) -> Labels:
    """The labels of a paper."""
    out = Labels(dict(_USUAL))
    shared: dict[str, str] = {}
    within: dict[str, str] = {}
    for star, name, other, title, inside in _NEW.findall(preamble + body[:20_000]):
        out.theorems[name] = " ".join(title.split()).strip("\\ ")
        shared[name] = "" if star else shared.get(other, other) or name
        if inside:
            within[name] = inside
    _Counting(out, shared, within).over(body)
    return out


@dataclass(slots=True)
class _Counting:
    out: Labels
    shared: dict[str, str]
    within: dict[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    open: list[tuple[str, str]] = field(default_factory=list)
    last: tuple[str, str] = ("section", "")
    lettered: bool = False

    def over(self, body: str) -> None:
        """Count through the body."""
        for found in _TOKEN.finditer(body):
            if found["section"] and not found["star"]:
                self._section(found["section"])
            elif found["appendix"]:
                self.counts["section"], self.lettered = 0, True
            elif found["begin"]:
                self._begin(found["begin"])
            elif found["end"]:
                self._end(found["end"])
            elif found["label"]:
                self.out.numbers[found["label"].strip()] = self.open[-1] if self.open else self.last

    def _section(self, name: str) -> None:
        self.counts[name] += 1
        for lower in ("section", "subsection", "subsubsection"):
            if len(lower) > len(name):
                self.counts[lower] = 0
        for theorem, inside in self.within.items():
            if len(inside) >= len(name):
                self.counts["theorem " + theorem] = 0
        self.last = ("section", self._number(name))

    def _number(self, name: str) -> str:
        first = str(self.counts["section"])
        if self.lettered and 0 < self.counts["section"] < 27:
            first = chr(64 + self.counts["section"])
        rest = ("subsection", "subsubsection")[: max(0, name.count("sub"))]
        return ".".join([first, *(str(self.counts[one]) for one in rest)])

    def _begin(self, name: str) -> None:
        bare = name.rstrip("*")
        if bare in {"figure", "wrapfigure", "table", "wraptable", "sidewaystable"}:
            what = "figure" if "figure" in bare else "table"
            self.counts[what] += 1
            self.open.append((what, str(self.counts[what])))
        elif bare in _FORMULAS and not name.endswith("*"):
            self.counts["equation"] += 1
            self.open.append(("equation", str(self.counts["equation"])))
        elif name in self.out.theorems:
            self.open.append(("theorem", self._theorem(name)))

    def _theorem(self, name: str) -> str:
        counter = self.shared.get(name, name)
        number = ""
        if counter:
            self.counts["theorem " + counter] += 1
            number = str(self.counts["theorem " + counter])
            if inside := self.within.get(counter):
                number = f"{self._number(inside)}.{number}"
        self.out.stated.append(f"{self.out.theorems[name]} {number}".strip())
        return number

    def _end(self, name: str) -> None:
        bare = name.rstrip("*")
        counted = (
            bare in _FORMULAS or "figure" in bare or "table" in bare or name in self.out.theorems
        )
        if counted and self.open and not (bare in _FORMULAS and name.endswith("*")):
            self.open.pop()
