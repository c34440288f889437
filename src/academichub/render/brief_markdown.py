"""A brief as Markdown with footnotes, as Obsidian, Pandoc and GitHub read it.

What sources wrote is escaped; formulas stay in their dollars, which all three typeset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import orjson

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
from academichub.text import math_spans

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~$^]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_SPACES = re.compile(r"\s+")
_STARTS = re.compile(r"^(\d*)([.)+=-])")


def markdown(brief: Brief, t: Language, *, mark: str | None = None) -> str:
    """The whole brief, with YAML front matter whose values are JSON; *mark* names its delivery."""
    front = {
        "title": _line(brief.title), "date": brief.provenance.at[:10], "works": len(brief.works),
        "writer": brief.provenance.writer, "model": brief.provenance.model, "brief": brief.id,
        "tags": ["academichub", "brief"], "academichub": mark,
    }  # fmt: skip
    return printed(front, blocks(brief, t))


def printed(front: Mapping[str, object], blocks: Iterable[Block]) -> str:
    """Any row of blocks, with front matter of those values that are there."""
    head = (f"{name}: {orjson.dumps(value).decode()}" for name, value in front.items() if value)
    body = list(blocks)
    parts = ["---", *head, "---", "", *_joined(body), *_notes(body)]
    return "\n".join(parts).rstrip() + "\n"


def _joined(body: Iterable[Block]) -> Iterator[str]:
    before: type[Block] | None = None
    for block in body:
        if before in {Fact, Item, Entry} and type(block) is not before:
            yield ""
        yield from _printed(block)
        before = type(block)


def _printed(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from ("#" * level + " " + escaped(text), "")
        case Line(text):
            yield from (f"*{escaped(text)}*", "")
        case Said():
            yield from (_said(block), "")
        case Table():
            yield from _table(block)
        case Entry():
            yield _entry(block)
        case Item(number, title, reasons):
            yield f"- {_cite(number)} {escaped(title)}: {'; '.join(map(escaped, reasons))}"
        case Fact(name, value):
            yield f"- {escaped(name)}: {escaped(value)}"


def _after(lead: str) -> str:
    return " " if lead.endswith(" ") else ""


def _said(block: Said) -> str:
    text = escaped(block.text)
    shown = {"quoted": f"“{text}”", "overlaps": text, "editorial": f"*{text}*"}[block.tier]
    lead = f"*{escaped(block.lead.rstrip())}*{_after(block.lead)}" if block.lead else ""
    cites = "".join(f" {_cite(n)}" for n in block.numbers)
    note = f"[^{block.anchor}]" if block.quotes else ""
    place = f" ({escaped(block.place)})" if block.place else ""
    return f"{lead}{_opening(shown) if not lead else shown}{cites}{note}{place}"


def _table(block: Table) -> Iterator[str]:
    yield _row(block.head)
    yield "|" + "---|" * len(block.head)
    for row in block.rows:
        yield _row(
            escaped(cell) if isinstance(cell, str) else ", ".join(map(_cite, cell)) for cell in row
        )
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(block: Entry) -> str:
    link = f" <{block.url}>" if block.url and _is_plain(block.url) else ""
    return (
        f'{block.number}. <a id="w{block.number}"></a>**{escaped(block.title)}** '
        f"{escaped(block.by)} · {escaped(block.note)}{link}"
    )


def _cite(number: int) -> str:
    return f"\\[[{number}](#w{number})\\]"


def _notes(body: Iterable[Block]) -> Iterator[str]:
    yield ""
    for block in body:
        if isinstance(block, Said) and block.quotes:
            told = " ".join(
                f"{escaped(q.before)}“{escaped(q.text)}”{escaped(q.after)}" for q in block.quotes
            )
            yield f"[^{block.anchor}]: {told}"


def escaped(text: str) -> str:
    """*text* on one line, its signs escaped outside formulas."""
    line = _line(text)
    out, at = [], 0
    for start, end in math_spans(line):
        out += [_SIGNS.sub(r"\\\g<0>", line[at:start]), line[start:end]]
        at = end
    out.append(_SIGNS.sub(r"\\\g<0>", line[at:]))
    return "".join(out)


def _line(text: str) -> str:
    return _SPACES.sub(" ", _UNSEEN.sub(" ", text))


def _opening(line: str) -> str:
    # A paragraph that opens like an item of a list would become one.
    return _STARTS.sub(r"\1\\\2", line)


def _is_plain(url: str) -> bool:
    return url.startswith(("https://", "http://")) and not re.search(r"[\s<>\"]", url)
