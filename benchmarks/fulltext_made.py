"""Papers to read: the same words of real papers as a page, as TeX and as a PDF, made here.

Sections, paragraphs, citations and reference lists are those of the unarXive sample; formulas are one
letter, so that the same sentence is the same in each form. Used by `fulltext.py`.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

_TOKEN = re.compile(r"\{\{(\w+):([\w-]+)\}\}")
_TEX = {c: f"\\{c}" for c in "%$&#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip

Token = str | int | None
"""Words, the number of an entry that is cited, or a formula."""


@dataclass
class Paper:
    """What is in a paper, whatever form it is given."""

    name: str
    title: str
    sections: list[tuple[str, list[list[Token]]]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)

    def paragraphs(self) -> Iterator[list[Token]]:
        return (paragraph for _, there in self.sections for paragraph in there)


def papers(data: Path, most: int) -> list[Paper]:
    """The papers of the sample that have references."""
    path = data / "fulltext" / "unarxive" / "doc" / "unarXive_data_sample.tar.gz"
    with tarfile.open(path) as archive:
        name = next(n for n in archive.getnames() if n.endswith(".jsonl"))
        held = archive.extractfile(name)
        assert held is not None
        rows = [json.loads(line) for line in held.read().splitlines()]
    return [_paper(row) for row in rows if len(row["bib_entries"]) > 5][:most]


def _paper(row: dict[str, object]) -> Paper:
    entries: dict[str, dict[str, str]] = row["bib_entries"]  # type: ignore[assignment]
    order = {key: place for place, key in enumerate(entries)}
    title = " ".join(str(row["metadata"]["title"]).split())  # type: ignore[index]
    out = Paper(str(row["paper_id"]), title)
    raw = (one["bib_entry_raw"] for one in entries.values())
    out.entries = [" ".join(_TOKEN.sub("x", one).split()) for one in raw]
    for part in row["body_text"]:  # type: ignore[attr-defined]
        section = part["section"] or "Introduction"
        if not out.sections or out.sections[-1][0] != section:
            out.sections.append((section, []))
        if tokens := list(_tokens(part["text"].strip(), order)):
            out.sections[-1][1].append(tokens)
    return out


def _tokens(line: str, order: dict[str, int]) -> Iterator[Token]:
    at = 0
    for found in _TOKEN.finditer(line):
        yield from filter(None, [re.sub(r"\s+", " ", line[at : found.start()])])
        if found[1] == "cite" and found[2] in order:
            yield order[found[2]]
        else:
            yield None if found[1] == "formula" else "1"
        at = found.end()
    yield from filter(None, [re.sub(r"\s+", " ", line[at:])])


def plain(paragraph: list[Token]) -> str:
    """A paragraph as it is printed."""
    return "".join(_printed(one, "x") for one in paragraph)


def _printed(one: Token, formula: str) -> str:
    return one if isinstance(one, str) else formula if one is None else f"[{one + 1}]"


def page(paper: Paper) -> bytes:
    """A paper as LaTeXML writes it."""
    body = [f'<h1 class="ltx_title ltx_title_document">{escape(paper.title)}</h1>']
    for number, (title, there) in enumerate(paper.sections, 1):
        body.append(
            f'<section class="ltx_section" id="S{number}"><h2 class="ltx_title ltx_title_section">'
        )
        body.append(f'<span class="ltx_tag ltx_tag_section">{number} </span>{escape(title)}</h2>')
        for one in there:
            words = "".join(_marked(token) for token in one)
            body.append(f'<div class="ltx_para"><p class="ltx_p">{words}</p></div>')
        body.append("</section>")
    body.append(
        '<section class="ltx_bibliography" id="bib"><h2 class="ltx_title">References</h2><ul>'
    )
    for number, text in enumerate(paper.entries, 1):
        tag = f'<span class="ltx_tag ltx_tag_bibitem">[{number}]</span>'
        body.append(
            f'<li class="ltx_bibitem" id="bib.bib{number}">{tag}<span class="ltx_bibblock">{escape(text)}</span></li>'
        )
    return f"<html><body><article>{''.join(body)}</ul></section></article></body></html>".encode()


def _marked(one: Token) -> str:
    if isinstance(one, int):
        return f'<cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib{one + 1}">{one + 1}</a>]</cite>'
    return escape(one) if one is not None else '<math alttext="x"><mi>x</mi></math>'


def source(paper: Paper) -> bytes:
    """A paper as TeX."""
    out = [rf"\documentclass{{article}}\title{{{_tex(paper.title)}}}\begin{{document}}"]
    for title, there in paper.sections:
        out.append(rf"\section{{{_tex(title)}}}")
        out += ["".join(_typed(token) for token in one) + "\n" for one in there]
    out.append(r"\begin{thebibliography}{99}")
    out += [rf"\bibitem{{b{n}}} {_tex(text)}" for n, text in enumerate(paper.entries)]
    return "\n".join([*out, r"\end{thebibliography}\end{document}"]).encode()


def _typed(one: Token) -> str:
    if isinstance(one, int):
        return rf"\cite{{b{one}}}"
    return _tex(one) if one is not None else "$x$"


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)


def print_of(paper: Paper, columns: int) -> bytes:
    """A paper as a PDF, by Typst: justified and hyphenated, with a running head and page numbers."""
    import typst

    out = [
        f'#set page(paper: "a4", columns: {columns}, numbering: "1", header: text(8pt)[A running head])',
        '#set text(size: 10pt, lang: "en", hyphenate: true)\n#set par(justify: true)',
        '#set heading(numbering: "1.")',
        f'#place(top + center, scope: "parent", float: true, text(17pt)[{_string(paper.title)}])',
    ]
    for title, there in paper.sections:
        out.append(f"= {_string(title)}")
        for one in there:
            out += ["".join(_set(token) for token in one), ""]
    out.append("#heading(numbering: none)[References]\n#set text(size: 8.5pt)")
    for number, text in enumerate(paper.entries, 1):
        out.append(f"#par(hanging-indent: 1.5em)[{_string(f'[{number}] {text}')}]")
    return typst.compile("\n".join(out).encode())


def _set(one: Token) -> str:
    return "$x$" if one is None else _string(_printed(one, "x"))


def _string(text: str) -> str:
    held = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#text("{held}");'
