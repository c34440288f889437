"""A brief as plain text, for letters and terminals."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from academichub.argument import Brief
from academichub.language import Language
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

_WIDTH = 88
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_UNDER = {1: "=", 2: "-"}


def text(brief: Brief, t: Language, links: Iterable[tuple[str, str]] = ()) -> str:
    """The whole brief, with *links* (a word, an address) at its end."""
    foot = [f"{name}: {address}" for name, address in links]
    return printed(blocks(brief, t), foot)


def printed(body: Iterable[Block], foot: Sequence[str] = ()) -> str:
    """Any row of blocks, with the lines of *foot* at its end."""
    lines = [line for block in body for line in _printed(block)]
    return "\n".join([*lines, *(["", "-- ", *foot] if foot else [])]).strip() + "\n"


def _printed(block: Block) -> Iterator[str]:
    match block:
        case Heading(words, level):
            title = _line(words)
            under = _UNDER.get(level)
            yield from (
                ("", title, under * min(_width(title), _WIDTH)) if under else ("", f"# {title}")
            )
        case Line(words):
            yield from (*_wrapped(words), "")
        case Said():
            yield from _said(block)
        case Table(head, rows):
            yield " | ".join(map(_line, head))
            yield from (" | ".join(map(_cell, row)) for row in rows)
        case Entry(number, title, by, note, url):
            yield from _wrapped(f"[{number}] {title}. {by}", indent="    ")
            yield f"    {_line(note)}"
            yield from [f"    {_line(url)}"] if url else []
        case Item(number, title, reasons):
            yield from _wrapped(f"[{number}] {title}: {'; '.join(reasons)}", indent="    ")
        case Fact(name, value):
            yield from _wrapped(f"{name}: {value}", indent="  ")


def _said(block: Said) -> Iterator[str]:
    said = f"“{block.text}”" if block.tier == "quoted" else block.text
    cites = "".join(f" [{number}]" for number in block.numbers)
    place = f" ({block.place})" if block.place else ""
    yield from _wrapped(f"{block.lead}{said}{cites}{place}")
    for quote in block.quotes:
        yield from _wrapped(f"    {quote.before}“{quote.text}”{quote.after}", indent="    ")
    yield ""


def _cell(cell: str | tuple[int, ...]) -> str:
    return _line(cell) if isinstance(cell, str) else ", ".join(f"[{number}]" for number in cell)


def _wrapped(words: str, indent: str = "") -> list[str]:
    lead = " " * (len(words) - len(words.lstrip()))
    return textwrap.wrap(
        _line(words), _WIDTH, initial_indent=lead, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _width(words: str) -> int:
    return sum(1 + (east_asian_width(one) in "WF") for one in words)


def _line(words: str) -> str:
    return " ".join(_UNSEEN.sub(" ", words).split())
