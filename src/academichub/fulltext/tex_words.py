r"""The words within a piece of TeX: nodes of pylatexenc to runs of text, citations and references resolved.

Formulas stay as ``$tex$``. A command nobody knows loses its name and keeps what stands in its braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from academichub import tex
from academichub.fulltext import tex_grammar
from academichub.fulltext.tex_labels import Labels
from academichub.fulltext.writing import Point, Run, Writer

_CITE = re.compile(
    r"(?:[Cc]ite|parencite|Parencite|textcite|Textcite|autocite|footcite|supercite|smartcite|fullcite)[a-z]*\*?"
)
_REF = re.compile(r"(?:[Cc]?|eq|auto|name|page|v|sub|labelc)ref\*?|crefrange|hyperref")
_DROPPED = frozenset(
    """label vspace hspace vskip hskip includegraphics bibliographystyle bibliography addbibresource input
    include usepackage documentclass newcommand renewcommand providecommand def let setlength pagestyle
    thispagestyle setcounter addtocounter graphicspath DeclareMathOperator hypersetup newtheorem
    theoremstyle author affiliation affil address email date title keywords index vfill newpage clearpage
    pagebreak nocite printbibliography tableofcontents maketitle centering noindent bibitem caption
    addtolength newenvironment renewenvironment captionsetup definecolor counterwithin numberwithin
    markboth appendix rule resizebox scalebox raisebox hline cline toprule midrule bottomrule cmidrule
    multirow arraystretch fancyhead fancyfoot urlstyle orcid institute titlerunning authorrunning
    selectlanguage linewidth textwidth columnwidth""".split()  # noqa: SIM905
)
_ARGUMENT_KEPT = {"resizebox": 2, "scalebox": 1, "raisebox": 1, "multirow": 2}
_UNSEEN = {"phantom": "not printed", "hphantom": "not printed", "vphantom": "not printed"}
_WHITE = re.compile(r"white|[Ww]hite!\d+|1,\s*1,\s*1|F{6}|gray\}\{1|transparent")
_TINY_SIZE = re.compile(r"\\fontsize\s*\{\s*(?:0*[01](?:\.\d+)?|0*\.\d+)\s*(?:pt)?\s*\}")
_SIGNS = {
    "~": " ",
    "``": "“",
    "''": "”",
    "--": "–",
    "---": "—",
    "\n\n": " ",
    "&": " ",
    "?`": "¿",
    "!`": "¡",
}
_LABELLED = re.compile(r"\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
_OUTER = re.compile(r"\\begin\{(\w+\*?)\}(.*)\\end\{\1\}", re.DOTALL)
_DELIMITED = ("$$", "$", r"\[", r"\(", r"\]", r"\)")
_DISPLAY = frozenset(
    """equation align gather multline eqnarray flalign alignat displaymath math dmath aligned split
    subequations IEEEeqnarray""".split()  # noqa: SIM905
)


@dataclass(slots=True)
class Wording:
    """Reads the words of nodes."""

    writer: Writer
    labels: Labels
    places: Mapping[str, int]
    macros: Mapping[str, str]
    notes: list[list[Run]] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    _depth: int = 0
    _known: Any = None

    def nodes(self, source: str) -> list[Any]:
        """The nodes of some TeX of this paper."""
        self._known = self._known or tex_grammar.context(self.labels.theorems)
        return tex_grammar.nodes(source, self._known)

    def runs(self, nodes: Iterable[Any] | None) -> list[Run]:
        """The words of nodes, one behind the other."""
        out: list[Run] = []
        rest = list(nodes or ())
        for place, node in enumerate(rest):
            if node is None:
                continue
            how = _switched(node, rest[place + 1 : place + 2])
            if (
                how
            ):  # what follows a switch to white or to nothing is not seen, to the end of its group
                self.writer.hide(self.plain(rest[place + 1 :]), how, self.writer.section)
                return out
            out += self._node(node)
        return out

    def plain(self, nodes: Iterable[Any] | None) -> str:
        """The words of nodes as text."""
        return " ".join("".join(text for text, _ in self.runs(nodes)).split())

    def _node(self, node: Any) -> list[Run]:
        kind = type(node).__name__
        if kind == "LatexCharsNode":
            return [(_quoted(node.chars), None)]
        if kind == "LatexSpecialsNode":
            return [(_SIGNS.get(node.specials_chars, node.specials_chars), None)]
        if kind == "LatexMathNode":
            return [(formula(node.latex_verbatim()), None)]
        if kind == "LatexGroupNode":
            return self.runs(node.nodelist)
        if kind == "LatexMacroNode":
            return self._macro(node)
        if kind == "LatexEnvironmentNode":
            return self.environment(node)
        return []

    def environment(self, node: Any) -> list[Run]:
        """The words of an environment that is no piece of its own where it stands."""
        name = node.environmentname.rstrip("*")
        if name in _DISPLAY:
            return [(" ", None), (formula(node.latex_verbatim()), None), (" ", None)]
        if name in {"tikzpicture", "picture", "pgfpicture", "comment", "filecontents"}:
            return []
        return [(" ", None), *self.runs(node.nodelist), (" ", None)]

    def _macro(self, node: Any) -> list[Run]:
        name = node.macroname
        arguments = _arguments(node)
        if _CITE.fullmatch(name):
            return list(self._citation(node))
        if _REF.fullmatch(name):
            return self._reference(name, arguments)
        if name in {"footnote", "footnotetext", "thanks"}:
            self.notes.append(self.runs(arguments[-1:]))
            return []
        if name in _UNSEEN:
            self.writer.hide(self.plain(arguments[-1:]), _UNSEEN[name], self.writer.section)
            return []
        if name == "textcolor" and _WHITE.search(_verbatim(arguments[:-1])):
            self.writer.hide(self.plain(arguments[-1:]), "white text", self.writer.section)
            return []
        if name in {"url", "path", "nolinkurl"}:
            return [(_verbatim(arguments[-1:]).strip("{}|").replace("\\", ""), None)]
        if name in {"SI", "qty"} and len(arguments) == 2:
            unit = _verbatim(arguments[1:]).strip("{}").replace("\\", " ")
            return [*self.runs(arguments[:1]), (f" {unit}", None)]
        if name in _DROPPED:
            return self.runs(arguments[_ARGUMENT_KEPT[name] :]) if name in _ARGUMENT_KEPT else []
        return self._other(node, arguments)

    def _other(self, node: Any, arguments: list[Any]) -> list[Run]:
        """A command of formatting, a sign, or one of the paper's own."""
        if node.macroname == "\\":
            return [(" ", None)]
        if node.macroname in self.macros and self._depth < 5:
            self._depth += 1
            try:
                return self.runs(self.nodes(self.macros[node.macroname]))
            finally:
                self._depth -= 1
        if node.macroname.isalpha() and len(node.macroname) > 1 and arguments:
            return self.runs(arguments[-1:])
        shown = tex.to_text(node.latex_verbatim())
        if shown.startswith("\\"):
            return (
                self.runs(arguments) if arguments else [(" ", None)] * bool(node.macro_post_space)
            )
        return [(shown + node.macro_post_space * (not arguments and shown.isalnum()), None)]

    def _citation(self, node: Any) -> Iterator[Run]:
        arguments = [one for one in _all_arguments(node) if one is not None]
        keys = [key.strip() for key in _verbatim(arguments[-1:]).strip("{}").split(",")]
        options = [one for one in arguments[:-1] if _verbatim([one])[:1] == "["]
        keys = [key for key in keys if key]
        self.cited += keys
        yield "[", None
        for number, key in enumerate(keys):
            if number:
                yield ", ", None
            place = self.places.get(key, -1)
            yield (str(place + 1) if place >= 0 else key), Point("reference", key)
        if options:
            yield from [(", ", None), *self.runs(options[-1].nodelist)]
        yield "]", None

    def _reference(self, name: str, arguments: list[Any]) -> list[Run]:
        if name == "hyperref":
            return self.runs(arguments[-1:])
        key = _verbatim(arguments[-1:]).strip("{}[] ")
        what, number = self.labels.numbers.get(key, ("", ""))
        number = number or "?"
        if name in {"cref", "Cref", "autoref", "vref"} and what:
            return [(f"{what.title()} ", None), (number, _point(what))]
        shown = f"({number})" if name == "eqref" else number
        return [(shown, _point(what))]


def _point(what: str) -> Point | None:
    return Point(what) if what in {"equation", "section"} else None


def _all_arguments(node: Any) -> list[Any]:
    return list(node.nodeargd.argnlist) if node.nodeargd and node.nodeargd.argnlist else []


def _arguments(node: Any) -> list[Any]:
    """The arguments that are there, without a star and without options where there is more."""
    there = [one for one in _all_arguments(node) if one is not None]
    braced = [one for one in there if _verbatim([one])[:1] not in {"[", "*"}]
    return braced or [one for one in there if _verbatim([one])[:1] == "{"]


def _verbatim(nodes: Iterable[Any]) -> str:
    return "".join(node.latex_verbatim() for node in nodes if node is not None)


def _switched(node: Any, after: list[Any]) -> str:
    """How what follows *node* is hidden, ``""`` where it is not."""
    if type(node).__name__ != "LatexMacroNode":
        return ""
    if node.macroname == "color" and _WHITE.search(node.latex_verbatim() + _verbatim(after)[:40]):
        return "white text"
    if node.macroname == "fontsize" and _TINY_SIZE.match(
        node.latex_verbatim() + _verbatim(after)[:40]
    ):
        return "tiny text"
    return ""


def _quoted(text: str) -> str:
    return text.replace("`", "‘").replace("'", "’")


def formula(verbatim: str) -> str:
    """A formula as ``$tex$``, without its labels and outer delimiters."""
    bare = _LABELLED.sub("", verbatim).strip()
    if (outer := _OUTER.fullmatch(bare)) and outer[1].rstrip("*") in _DISPLAY:
        bare = outer[2]
    for sign in _DELIMITED:
        bare = bare.strip().removeprefix(sign).removesuffix(sign)
    bare = " ".join(bare.replace("$", "").split())
    return f"${bare}$" if bare else ""
