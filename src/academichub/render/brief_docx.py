"""A brief as a Word document, with headings, real formulas, links and a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from academichub.argument import Brief
from academichub.language import Language
from academichub.model import Instant
from academichub.render.brief_blocks import (
    Block,
    Entry,
    Fact,
    Heading,
    Item,
    Line,
    Quoted,
    Said,
    Table,
    blocks,
)
from academichub.render.mathml import pieces
from academichub.render.omml import omml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
_SMALL, _GREY = 9, 0x59
_WIDE_FONT = "SimSun"


def docx(brief: Brief, t: Language) -> bytes:
    """The whole brief."""
    return printed(brief.title, brief.provenance.at, blocks(brief, t))


def printed(title: str, at: Instant, body: Iterable[Block]) -> bytes:
    """Any row of blocks, as a document of this title that was made at that time."""
    from docx import Document

    document = Document()
    _style(document, title, at)
    for block in body:
        _print(document, block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _style(document: Document, title: str, at: Instant) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _WIDE_FONT)
    normal.paragraph_format.space_after = Pt(6)
    told = document.core_properties
    told.title, told.author = _seen(title)[:250], "AcademicHub"
    told.created = told.modified = datetime.fromisoformat(at)
    told.comments = ""


def _print(document: Document, block: Block) -> None:
    match block:
        case Heading(text, level):
            heading = document.add_heading(level=level - 1)
            _inline(heading, text)
        case Line(text):
            _inline(document.add_paragraph(), text, small=True)
        case Said():
            _say(document, block)
        case Table():
            _tabulate(document, block)
        case Entry():
            _list(document, block)
        case Item(number, title, reasons):
            paragraph = document.add_paragraph()
            _cite(paragraph, (number,), before="")
            _inline(paragraph, f" {title}")
            paragraph.add_run().add_break()
            _inline(paragraph, "; ".join(reasons), small=True)
        case Fact(name, value):
            _inline(document.add_paragraph(), f"{name}: {value}", small=True)


def _say(document: Document, block: Said) -> None:
    paragraph = document.add_paragraph()
    if block.lead:
        _inline(paragraph, block.lead, italic=True)
    text = f"“{block.text}”" if block.tier == "quoted" else block.text
    _inline(paragraph, text, italic=block.tier == "editorial")
    _cite(paragraph, block.numbers, before=" ")
    if block.place:
        _inline(paragraph, f" {block.place}", small=True)
    for quote in block.quotes:
        _note(document, quote)


def _note(document: Document, quote: Quoted) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(1)
    _inline(paragraph, f"{quote.before}“{quote.text}”{quote.after}", small=True)


def _list(document: Document, block: Entry) -> None:
    paragraph = document.add_paragraph()
    _mark(paragraph, f"w{block.number}", block.number)
    paragraph.add_run(f"[{block.number}] ")
    _inline(paragraph, block.title, bold=True)
    paragraph.add_run(f" {_seen(block.by)}")
    paragraph.add_run().add_break()
    _inline(paragraph, block.note + (" · " if block.url else ""), small=True)
    if block.url and block.url.startswith(("https://", "http://")):
        _link(paragraph, _seen(block.url), address=_seen(block.url))


def _tabulate(document: Document, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.head))
    table.style = "Table Grid"
    for row in (block.head, *block.rows):
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                _inline(cell.paragraphs[0], value, small=True)
            else:
                _cite(cell.paragraphs[0], value, before="")
    document.add_paragraph()


def _inline(
    paragraph: Paragraph,
    text: str,
    *,
    italic: bool = False,
    bold: bool = False,
    small: bool = False,
) -> None:
    from docx.shared import Pt, RGBColor

    for piece, tree in pieces(_seen(text)):
        if tree is not None:
            paragraph._p.append(omml(tree))  # noqa: SLF001 - the library's way to its own XML
            continue
        run = paragraph.add_run(piece)
        run.italic, run.bold = italic or None, bold or None
        if small:
            run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor(_GREY, _GREY, _GREY)


def _cite(paragraph: Paragraph, numbers: Iterable[int], *, before: str) -> None:
    for place, number in enumerate(numbers):
        paragraph.add_run(" " if place else before)
        _link(paragraph, f"[{number}]", anchor=f"w{number}")


def _link(paragraph: Paragraph, text: str, *, anchor: str = "", address: str = "") -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        part = paragraph.part
        link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)  # noqa: SLF001 - the library's way to its own XML
    paragraph._p.append(link)  # noqa: SLF001


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)
