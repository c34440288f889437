r"""Which arguments commands and environments take: what pylatexenc knows, and what papers use besides.

A command that is not named here is read without arguments, and what stands in its braces as words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_COMMANDS = {
    "*[{": "caption subcaption",
    "*[[{": """parencite Parencite textcite Textcite autocite Autocite footcite supercite smartcite
        fullcite citeyearpar citenum Citep Citet""",
    "*{": "cref Cref autoref nameref pageref vref subref labelcref vspace hspace",
    "[{": """affiliation affil address captionsetup footnotetext subfloat thanks icmlauthor author title
        corref institute email""",
    "{": """phantom hphantom vphantom textsuperscript textsubscript num orcid keywords hypersetup
        graphicspath pagestyle thispagestyle theoremstyle bibliographystyle bibliography raisebox
        DeclareMathOperator urlstyle selectlanguage scalebox color""",
    "{{": "href fontsize setlength addtolength setcounter addtocounter numberwithin counterwithin SI qty crefrange",
    "{{{": "resizebox multirow multicolumn definecolor",
    "[{{": "textcolor colorbox",
}
_ENVIRONMENTS = {
    "[": "figure table figure* table* proof algorithm enumerate itemize description sidewaystable",
    "{{": "tabularx tabulary tabular*",
    "[{": "longtable minipage tabular adjustbox",
    "[{[{": "wrapfigure wraptable",
    "{": "multicols spacing thebibliography tabu alignat alignat*",
}


def context(theorems: Iterable[str]) -> Any:
    """What pylatexenc is to know of a paper with these stated environments."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_environment, std_macro

    known = get_default_latex_context_db()
    environments = [
        std_environment(name, arguments)
        for arguments, names in _ENVIRONMENTS.items()
        for name in names.split()
    ]
    known.add_context_category(
        "papers",
        macros=[std_macro(n, a) for a, names in _COMMANDS.items() for n in names.split()],
        environments=[*environments, *(std_environment(name, "[") for name in theorems)],
        prepend=True,
    )
    return known


def nodes(source: str, known: Any) -> list[Any]:
    """The nodes of some TeX."""
    from pylatexenc.latexwalker import LatexWalker

    walker = LatexWalker(source, latex_context=known, tolerant_parsing=True)
    found, _, _ = walker.get_latex_nodes()
    return list(found)
