"""The formats a review is taken along in, by the end of a file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from academichub.argument.findings import Event
from academichub.argument.reviews import Review
from academichub.language import Language
from academichub.render import (
    brief_docx,
    brief_html,
    brief_markdown,
    brief_pdf,
    brief_tex,
    brief_text,
)
from academichub.render.review_blocks import blocks
from academichub.render.review_json import is_hidden, shape

_OFFICE = "application/vnd.openxmlformats-officedocument"

Write = Callable[[Review, Sequence[Event], Language], bytes]
"""Takes the review, what was said since of it and its findings, and the language of the headings."""


@dataclass(frozen=True, slots=True)
class Format:
    """What it is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Write


def markdown(review: Review, events: Sequence[Event], t: Language) -> str:
    """Markdown with footnotes and front matter."""
    front = {
        "title": " ".join(review.title.split()), "date": review.provenance.at[:10],
        "work": review.work, "scope": review.scope,
        "verdict": None if is_hidden(review, events) else review.verdict,
        "writer": review.provenance.writer, "model": review.provenance.model,
        "review": review.id, "sha256": review.sha256, "tags": ["academichub", "review"],
    }  # fmt: skip
    return brief_markdown.printed(front, blocks(review, events, t))


def html(review: Review, events: Sequence[Event], t: Language) -> str:
    """One HTML file that loads nothing and runs nothing."""
    return brief_html.page(review.title, t, brief_html.printed(blocks(review, events, t)))


def text(review: Review, events: Sequence[Event], t: Language) -> str:
    """Plain text, for terminals."""
    return brief_text.printed(blocks(review, events, t))


def latex(review: Review, events: Sequence[Event], t: Language) -> str:
    """One LaTeX file."""
    return brief_tex.printed(blocks(review, events, t), (), {})


def docx(review: Review, events: Sequence[Event], t: Language) -> bytes:
    """A Word document."""
    at = review.provenance.at
    return brief_docx.printed(review.title, at, blocks(review, events, t))


def pdf(review: Review, events: Sequence[Event], t: Language) -> bytes:
    """A PDF, A4.

    Raises:
        ConfigurationError: it is a Chinese one, and this machine has no font for it.
    """
    return brief_pdf.printed(review.title, review.provenance.at, t, blocks(review, events, t))


def json(review: Review, events: Sequence[Event], t: Language) -> bytes:  # noqa: ARG001
    """The form of every face; it has no headings to translate."""
    return orjson.dumps(shape(review, events), option=orjson.OPT_INDENT_2)


FORMATS: Mapping[str, Format] = {
    "md": Format(
        "Markdown", "text/markdown; charset=utf-8",
        lambda review, events, t: markdown(review, events, t).encode(),
    ),
    "html": Format(
        "HTML", "text/html; charset=utf-8",
        lambda review, events, t: html(review, events, t).encode(),
    ),
    "pdf": Format("PDF", "application/pdf", pdf),
    "docx": Format("Word", f"{_OFFICE}.wordprocessingml.document", docx),
    "tex": Format(
        "LaTeX", "application/x-tex; charset=utf-8",
        lambda review, events, t: latex(review, events, t).encode(),
    ),
    "json": Format("JSON", "application/json", json),
    "txt": Format(
        "Text", "text/plain; charset=utf-8",
        lambda review, events, t: text(review, events, t).encode(),
    ),
}  # fmt: skip
