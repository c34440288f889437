"""A brief as one LaTeX file with its bibliography inside, for pdflatex, lualatex or xelatex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from academichub.argument import Brief
from academichub.language import Language
from academichub.model import Work
from academichub.render import naming
from academichub.render.bibliography import bibtex
from academichub.render.brief_blocks import (
    Block,
    Entry,
    Fact,
    Heading,
    Item,
    Line,
    Said,
    Table,
    blocks,
)
from academichub.render.mathml import pieces
from academichub.render.tex import escaped

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_SECTIONS = {2: "section*", 3: "subsection*"}
_END = "\\end{filecontents*}"
# A formula of a stranger typesets; it never reads files, writes them or runs anything.
_FORBIDDEN = re.compile(
    r"\\(?:input|include|write|openin|openout|read|catcode|csname|def|edef|gdef|xdef|let|"
    r"immediate|special|directlua|usepackage|documentclass|newcommand|renewcommand|loop|expandafter|"
    r"endinput|begin\s*\{\s*(?:document|filecontents)|end\s*\{\s*(?:document|filecontents))(?![A-Za-z])"
)


def latex(brief: Brief, works: Sequence[Work], t: Language) -> str:
    """The whole brief.

    Args:
        brief: what is printed.
        works: those of its works that are at hand; only these are cited by key.
        t: its language.
    """
    keys = dict(zip((work.id for work in works), naming.keys(works), strict=True))
    cite = {one.number: keys[one.work] for one in brief.works if one.work in keys}
    return printed(blocks(brief, t), works, cite)


def printed(body: Iterable[Block], works: Sequence[Work], cite: Mapping[int, str]) -> str:
    """Any row of blocks; *cite* has the keys of *works* by the numbers under which they are listed."""
    told = "\n".join(_printed(block, cite) for block in body)
    wide = _WIDE.search(told) is not None
    head = f"\\documentclass{{article}}\n{_preamble(wide)}\\begin{{document}}\n{told}\n"
    if not works:
        return f"% !TeX encoding = UTF-8\n{head}\\end{{document}}\n"
    return (
        "% !TeX encoding = UTF-8\n"
        "\\begin{filecontents*}[overwrite]{brief.bib}\n"
        f"{bibtex(works).replace(_END, '')}\n{_END}\n"
        f"{head}"
        "\\nocite{*}\n\\bibliographystyle{plainurl}\n\\bibliography{brief}\n\\end{document}\n"
    )


_WESTERN = """\\usepackage{iftex}
\\ifPDFTeX
\\usepackage[utf8]{inputenc}
\\usepackage[T1]{fontenc}
\\fi
"""


def _preamble(wide: bool) -> str:
    fonts = "\\usepackage[UTF8]{ctex}\n" if wide else _WESTERN
    return (
        f"{fonts}\\usepackage{{amsmath,amssymb,longtable,url}}\n"
        "\\usepackage[hidelinks]{hyperref}\n"
    )


def _tex(text: str) -> str:
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return "".join(
        f"${piece}$" if tree is not None and not _FORBIDDEN.search(piece) else _plain(piece)
        for piece, tree in pieces(line)
    )


def _plain(text: str) -> str:
    return r"\$".join(map(escaped, text.split("$")))


def _cites(numbers: Sequence[int], cite: Mapping[int, str]) -> str:
    known = [cite[n] for n in numbers if n in cite]
    return f"~\\cite{{{','.join(known)}}}" if known else ""


def _printed(block: Block, cite: Mapping[int, str]) -> str:
    match block:
        case Heading(text, 1):
            return f"\\title{{{_tex(text)}}}\n\\date{{}}\n\\maketitle\n"
        case Heading(text, level):
            return f"\n\\{_SECTIONS[level]}{{{_tex(text)}}}\n"
        case Line(text):
            return f"\n\\noindent{{\\small {_tex(text)}}}\n"
        case Said():
            return _said(block, cite)
        case Table():
            return _table(block, cite)
        case Entry(number, title, by, note):
            cited = _cites((number,), cite) or f" [{number}]"
            return f"\n{_tex(title)}. {_tex(by)}. {_tex(note)}{cited}\n"
        case Item(number, title, reasons):
            return f"\n{_tex(title)}{_cites((number,), cite)}: {'; '.join(map(_tex, reasons))}\n"
        case Fact(name, value):
            return f"\n\\noindent {_tex(name)}: {_tex(value)}\n"


def _after(lead: str) -> str:
    return " " if lead.endswith(" ") else ""


def _said(block: Said, cite: Mapping[int, str]) -> str:
    text = _tex(block.text)
    shown = {"quoted": f"``{text}''", "overlaps": text, "editorial": f"\\emph{{{text}}}"}
    lead = f"\\emph{{{_tex(block.lead.rstrip())}}}{_after(block.lead)}" if block.lead else ""
    notes = " ".join(f"{_tex(q.before)} ``{_tex(q.text)}''{_tex(q.after)}" for q in block.quotes)
    foot = f"\\footnote{{{notes}}}" if notes else ""
    place = f" {{\\small {_tex(block.place)}}}" if block.place else ""
    return f"\n{lead}{shown[block.tier]}{_cites(block.numbers, cite)}{foot}{place}\n"


def _table(block: Table, cite: Mapping[int, str]) -> str:
    rows = [" & ".join(map(_tex, block.head))]
    for row in block.rows:
        cells = (
            _tex(cell) if isinstance(cell, str) else _cites(cell, cite).lstrip("~") for cell in row
        )
        rows.append(" & ".join(cells))
    columns = "p{0.3\\textwidth}" + "l" * (len(block.head) - 1)
    lines = " \\\\\n".join(rows)
    return f"\n\\begin{{longtable}}{{{columns}}}\n{lines} \\\\\n\\end{{longtable}}\n"
