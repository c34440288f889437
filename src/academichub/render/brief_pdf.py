"""A brief as PDF, typeset by Typst from one fixed document: what sources wrote is data to it.

Needs no network and no other program. Chinese needs a font of the machine that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from academichub.argument import Brief
from academichub.errors import ConfigurationError
from academichub.language import Language
from academichub.model import Instant
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

if TYPE_CHECKING:
    from lxml import etree

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_WIDE_FONTS = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC", "Songti SC",
    "SimSun", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)  # fmt: skip
_ATOMS = {"mi", "mn", "mo", "mtext", "ms"}


def pdf(brief: Brief, t: Language) -> bytes:
    """The whole brief, A4, with an outline, links and its text to be searched.

    Raises:
        ConfigurationError: it is a Chinese one, and this machine has no font for it.
    """
    return printed(brief.title, brief.provenance.at, t, blocks(brief, t))


def printed(title: str, at: Instant, t: Language, body: Iterable[Block]) -> bytes:
    """Any row of blocks, as a document of this title that was made at that time.

    Raises:
        ConfigurationError: it is a Chinese one, and this machine has no font for it.
    """
    import typst

    if t.code == "zh" and not wide_fonts():
        raise ConfigurationError(
            "this machine has no font for Chinese; install one, Noto CJK for example, and restart"
        )

    data = {
        "title": title,
        "language": t.code,
        "at": at,
        "fonts": ["Libertinus Serif", *wide_fonts()[:1]],
        "blocks": [_values(block) for block in body],
    }
    template = files("academichub").joinpath("render", "brief.typ").read_bytes()
    made = typst.compile(template, sys_inputs={"data": orjson.dumps(data).decode()}, format="pdf")
    return bytes(made)


@cache
def wide_fonts() -> tuple[str, ...]:
    """The fonts of this machine that have Chinese, the preferred first."""
    import typst

    there = set(typst.Fonts().families())
    return tuple(name for name in _WIDE_FONTS if name in there)


def _values(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__.lower()}
    match block:
        case Heading(text, level, anchor):
            return {**kind, "text": _inline(text), "level": level, "anchor": anchor}
        case Line(text):
            return {**kind, "text": _inline(text)}
        case Said():
            return {**kind, **_said(block)}
        case Table(head, rows):
            return {**kind, "head": head, "rows": [list(map(_cell, row)) for row in rows]}
        case Entry(number, title, by, note, url):
            link = url if url and url.startswith(("https://", "http://")) else ""
            return {
                **kind, "number": number, "title": _inline(title), "by": by, "note": note, "url": link,
            }  # fmt: skip
        case Item(number, title, reasons):
            why = _inline("; ".join(reasons))
            return {**kind, "number": number, "title": _inline(title), "why": why}
        case Fact(name, value):
            return {**kind, "name": name, "value": _inline(value)}


def _said(block: Said) -> dict[str, Any]:
    return {
        "tier": block.tier,
        "lead": _inline(block.lead),
        "text": _inline(block.text),
        "numbers": block.numbers,
        "place": block.place,
        "quotes": [[q.before, _inline(q.text), q.after] for q in block.quotes],
    }


def _cell(cell: str | tuple[int, ...]) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"text": _inline(cell), "numbers": []}
    return {"text": [], "numbers": cell}


def _inline(text: str) -> list[Any]:
    """Words as text, formulas as trees of ``[name, children]``."""
    seen = _UNSEEN.sub("", text)
    return [piece if tree is None else _formula(tree) for piece, tree in pieces(seen)]


def _formula(element: etree._Element) -> list[Any]:
    name = str(element.tag).rpartition("}")[2]
    if name in _ATOMS:
        return [name, element.text or ""]
    children = [_formula(child) for child in element]
    if name == "mover" and element.get("accent"):
        return ["accent", [children[0], str(element[1].text or "")]]
    return ["mtable", _rows(element)] if name == "mtable" else [name, children]


def _rows(table: etree._Element) -> list[list[Any]]:
    def cells(row: etree._Element) -> Iterator[Any]:
        for cell in row:
            yield ["mrow", [_formula(child) for child in cell]]

    return [list(cells(row)) for row in table]
