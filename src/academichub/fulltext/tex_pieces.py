r"""A stretch of TeX as pieces: paragraphs, formulas, stated environments, captions, tables, items.

Reads one section at a time, so that one which cannot be read loses nothing but its marking: it is then
read as plain words, and said to be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from academichub import tex
from academichub.argument.documents import PieceKind
from academichub.fulltext.tex_words import Wording, formula
from academichub.fulltext.writing import LINE, Run

_DISPLAY = frozenset(
    """equation align gather multline eqnarray flalign alignat displaymath dmath subequations
    IEEEeqnarray""".split()  # noqa: SIM905
)
_CODE = frozenset(
    ["verbatim", "lstlisting", "minted", "Verbatim", "algorithm", "algorithmic", "alltt"]
)
_LISTS = frozenset(["itemize", "enumerate", "description", "compactitem", "inparaenum"])
_FLOATS = re.compile(r"(?:wrap|sideways)?(?P<what>figure|table)|longtable")
_LEFT_OUT = frozenset(
    ["thebibliography", "tikzpicture", "picture", "filecontents", "comment", "CCSXML"]
)
_TABLES = re.compile(r"tabular[xy]?|tabulary|longtable|array|tblr")
_BLANK = re.compile(r"\n[ \t]*\n")
_DEEPEST_BRACES, _DEEPEST = 80, 40
_FAILURES = (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError)
"""What pylatexenc raises on TeX it does not understand."""


@dataclass(slots=True)
class Pieces:
    """Reads stretches of TeX into the writer of its words."""

    words: Wording
    counts: Counter[str] = field(default_factory=Counter)
    _open: list[Run] = field(default_factory=list)
    _inside: int = 0

    def read(self, source: str, name: str) -> None:
        """Take in a section."""
        if not source.strip():
            return
        before, place = self.counts.copy(), self.words.writer.place()
        try:
            if _depth(source) > _DEEPEST_BRACES:
                raise RecursionError
            self.walk(self.words.nodes(source))
            self._flush()
        except _FAILURES:
            self.counts, self._inside = before, 0
            self.words.writer.back(place)
            self._plainly(source, name)

    def _plainly(self, source: str, name: str) -> None:
        """A section as words, because it cannot be read as TeX."""
        self._open = []
        self.words.writer.note(
            f"the marking of {name or 'the beginning'!r} cannot be read; it is given as plain words"
        )
        for what in ("figure", "table", "equation"):
            self.counts[what] += len(re.findall(rf"\\begin\{{{what}\}}", source))
        self.counts["stated"] += sum(
            source.count(f"\\begin{{{name}}}") for name in self.words.labels.theorems
        )
        for paragraph in _BLANK.split(source):
            for part in (paragraph[at : at + 20_000] for at in range(0, len(paragraph), 20_000)):
                self.words.writer.block("paragraph", [(tex.to_text(part), None)])

    def walk(self, nodes: Sequence[Any]) -> None:
        """Take in nodes, piece by piece."""
        loose: list[Any] = []
        for node in nodes:
            kind = type(node).__name__
            piece = kind == "LatexEnvironmentNode" or (
                kind == "LatexMathNode" and node.displaytype == "display"
            )
            ends = kind == "LatexSpecialsNode" and node.specials_chars == "\n\n"
            ends = ends or (
                kind == "LatexMacroNode"
                and node.macroname in {"par", "item", "medskip", "bigskip", "smallskip"}
            )
            if kind == "LatexCharsNode" and _BLANK.search(node.chars):
                self._chars(node, loose)
                loose = []
            elif piece or ends:
                self._open += self.words.runs(loose)
                loose = []
                self._flush()
                if piece:
                    self._piece(node)
                elif kind == "LatexMacroNode" and node.macroname == "item" and node.nodeargd:
                    self._open += self.words.runs(node.nodeargd.argnlist)
                    self._open.append((" ", None))
            elif kind == "LatexGroupNode" and _holds_pieces(node):
                self._open += self.words.runs(loose)
                loose = []
                self._deeper(node.nodelist)
            else:
                loose.append(node)
        self._open += self.words.runs(loose)

    def _chars(self, node: Any, loose: list[Any]) -> None:
        self._open += self.words.runs(loose)
        parts = _BLANK.split(node.chars)
        for part in parts[:-1]:
            self._open.append((part, None))
            self._flush()
        self._open.append((parts[-1], None))

    def _deeper(self, nodes: Sequence[Any]) -> None:
        self._inside += 1
        if self._inside < _DEEPEST:
            self.walk(nodes)
        self._inside -= 1

    def _flush(self) -> None:
        runs, self._open = self._open, []
        self._say("paragraph", runs)

    def _say(self, kind: PieceKind, runs: Sequence[Run], label: str = "") -> None:
        self.words.writer.block(kind, runs, label)
        notes, self.words.notes = self.words.notes, []
        for note in notes:
            self.words.writer.block("note", note)

    def _piece(self, node: Any) -> None:
        name = getattr(node, "environmentname", "displaymath*")
        bare = name.rstrip("*")
        theorems = self.words.labels.theorems
        if bare in _LEFT_OUT:
            return
        if bare in _DISPLAY:
            self._equation(node, numbered=name == bare)
        elif name in theorems:
            self._stated(node)
        elif bare in {"proof", "pf"}:
            self._say("proof", [("Proof. ", None), *self.words.runs(node.nodelist)])
        elif found := _FLOATS.fullmatch(bare):
            self._float(node, found["what"] or "table")
        elif _TABLES.fullmatch(bare):
            self._table(node)
        elif bare in _CODE:
            self._say("note", self.words.runs(node.nodelist))
        elif bare == "abstract":
            self.words.writer.heading([("Abstract", None)], 1)
            self._deeper(node.nodelist)
            self._flush()
            self.words.writer.close(1)
        else:
            self._deeper(node.nodelist)
            if bare in _LISTS:
                self._flush()

    def _equation(self, node: Any, *, numbered: bool) -> None:
        self.counts["equation"] += numbered
        label = f"({self.counts['equation']})" if numbered else ""
        self._say("equation", [(formula(node.latex_verbatim()), None)], label)

    def _stated(self, node: Any) -> None:
        stated = self.words.labels.stated
        place = self.counts["stated"]
        self.counts["stated"] += 1
        name = self.words.labels.theorems[node.environmentname]
        label = stated[place] if place < len(stated) and stated[place].startswith(name) else name
        option = self.words.plain(node.nodeargd.argnlist if node.nodeargd else ())
        body = self.words.runs(node.nodelist)
        said = f"{label} ({option}). " if option else f"{label}. "
        self._say("theorem", [(said, None), *body], label)

    def _float(self, node: Any, what: str) -> None:
        self.counts[what] += 1
        for one in _within(node.nodelist):
            if type(one).__name__ == "LatexEnvironmentNode":
                self._table(one)
            else:
                label = f"{what.title()} {self.counts[what]}"
                runs = self.words.runs([a for a in one.nodeargd.argnlist[-1:] if a])
                self._say("caption", [(f"{label}: ", None), *runs], label)

    def _table(self, node: Any) -> None:
        runs: list[Run] = []
        cell: list[Any] = []
        row = 0
        for one in [*(node.nodelist or ()), None]:
            kind = type(one).__name__
            ends = one is None or (
                kind == "LatexMacroNode" and one.macroname in {"\\", "tabularnewline"}
            )
            parts = kind == "LatexSpecialsNode" and one.specials_chars == "&"
            if not ends and not parts:
                cell.append(one)
                continue
            words = [(text.replace(LINE, " "), point) for text, point in self.words.runs(cell)]
            runs += [(" | ", None)] * bool(row) + words + [(LINE, None)] * ends
            cell, row = [], 0 if ends else row + 1
        self._say("table", runs)


def _within(nodes: Sequence[Any], depth: int = 0) -> list[Any]:
    """The captions and tables of a float, in order."""
    out: list[Any] = []
    for one in nodes or ():
        kind = type(one).__name__
        if kind == "LatexMacroNode" and one.macroname == "caption" and one.nodeargd:
            out.append(one)
        elif kind == "LatexMacroNode" and one.nodeargd and one.nodeargd.argnlist and depth < 8:
            out += _within([a for a in one.nodeargd.argnlist if a is not None], depth + 1)
        elif kind == "LatexEnvironmentNode" and _TABLES.fullmatch(one.environmentname.rstrip("*")):
            out.append(one)
        elif kind in {"LatexEnvironmentNode", "LatexGroupNode"} and depth < 8:
            out += _within(one.nodelist, depth + 1)
    return out


def _holds_pieces(node: Any) -> bool:
    return any(type(one).__name__ == "LatexEnvironmentNode" for one in node.nodelist or ())


def _depth(source: str) -> int:
    """How deep braces and environments are nested."""
    deepest = depth = 0
    for found in re.finditer(r"(?<!\\)[{}]|\\begin\b|\\end\b|\\left\b|\\right\b|\$", source):
        depth += 1 if found[0] in {"{", r"\begin", r"\left"} else -1 if found[0] != "$" else 0
        deepest = max(deepest, depth)
    return deepest
