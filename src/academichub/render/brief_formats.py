"""The formats a brief is taken along in, by the end of a file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from academichub.argument import Brief
from academichub.language import Language
from academichub.model import Work
from academichub.render import brief_docx, brief_html, brief_markdown, brief_pdf, brief_tex
from academichub.render.bibliography import bibtex

_OFFICE = "application/vnd.openxmlformats-officedocument"

Write = Callable[[Brief, Sequence[Work], Language], bytes]
"""Takes the brief, those of its works that are at hand, and the language of its headings."""


@dataclass(frozen=True, slots=True)
class Format:
    """What it is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Write


FORMATS: Mapping[str, Format] = {
    "md": Format(
        "Markdown",
        "text/markdown; charset=utf-8",
        lambda brief, _, t: brief_markdown.markdown(brief, t).encode(),
    ),
    "html": Format(
        "HTML",
        "text/html; charset=utf-8",
        lambda brief, _, t: brief_html.html(brief, t).encode(),
    ),
    "pdf": Format("PDF", "application/pdf", lambda brief, _, t: brief_pdf.pdf(brief, t)),
    "docx": Format(
        "Word",
        f"{_OFFICE}.wordprocessingml.document",
        lambda brief, _, t: brief_docx.docx(brief, t),
    ),
    "tex": Format(
        "LaTeX",
        "application/x-tex; charset=utf-8",
        lambda brief, works, t: brief_tex.latex(brief, works, t).encode(),
    ),
    "bib": Format(
        "BibTeX",
        "application/x-bibtex; charset=utf-8",
        lambda _, works, __: bibtex(works).encode(),
    ),
}
