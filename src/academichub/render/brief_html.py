"""A brief as one HTML file that loads nothing from anywhere and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

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
from academichub.render.mathml import markup

_STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.55 Charter,"Bitstream Charter",Georgia,"Noto Serif CJK SC",serif;max-width:42em;
margin:2em auto;padding:0 1em;overflow-wrap:break-word}
h1,h2,h3,.line,.facts,.note{font-family:system-ui,"Noto Sans CJK SC",sans-serif}
h1{line-height:1.25}h2{margin-top:2em;border-bottom:1px solid #8886}h3{margin-bottom:.2em}
.line,.facts,.note{font-size:.85em;opacity:.8}.lead,.editorial{font-style:italic}
a{color:inherit}summary{cursor:pointer}table{border-collapse:collapse;display:block;overflow-x:auto}
td,th{border:1px solid #8886;padding:.2em .5em;text-align:left;vertical-align:top}
li{margin:.4em 0}blockquote{margin:.3em 1em;font-style:normal}
@media print{details>*{display:block}}
"""
_LISTS: dict[type[Block], str] = {Entry: "ol", Item: "ul", Fact: "ul"}


def html(brief: Brief, t: Language) -> str:
    """The whole brief as a document."""
    return page(brief.title, t, fragment(brief, t))


def letter(brief: Brief, t: Language, links: Iterable[tuple[str, str]]) -> str:
    """The same as a letter, with *links* (a word, an address) at its end."""
    foot = " · ".join(f'<a href="{escape(at)}">{escape(name)}</a>' for name, at in links)
    return page(brief.title, t, f'{fragment(brief, t)}<p class="line">{foot}</p>')


def page(title: str, t: Language, body: str) -> str:
    """A document of this title around *body*, which is markup."""
    code = "zh-Hans" if t.code == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"{body}</body></html>\n"
    )


def fragment(brief: Brief, t: Language) -> str:
    """The same without head and style, for a letter or a feed."""
    return printed(blocks(brief, t))


def printed(body: Iterable[Block]) -> str:
    """Any row of blocks as markup."""
    return "".join(_grouped(body))


def _grouped(body: Iterable[Block]) -> Iterator[str]:
    for kind, same in groupby(body, key=type):
        inner = "".join(_printed(block) for block in same)
        tag = _LISTS.get(kind)
        yield f'<{tag} class="{kind.__name__.lower()}s">{inner}</{tag}>' if tag else inner


def _printed(block: Block) -> str:
    match block:
        case Heading(text, level, anchor):
            return f'<h{level} id="{escape(anchor)}">{markup(text)}</h{level}>'
        case Line(text):
            return f'<p class="line">{markup(text)}</p>'
        case Said():
            return _said(block)
        case Table(head, rows):
            cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
            body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
            return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
        case Entry():
            return _entry(block)
        case Item(number, title, reasons):
            why = "; ".join(map(markup, reasons))
            return (
                f'<li>{_cites((number,))} {markup(title)}<br><span class="line">{why}</span></li>'
            )
        case Fact(name, value):
            return f'<li class="facts">{escape(name)}: {escape(value)}</li>'


def _said(block: Said) -> str:
    lead = f'<span class="lead">{markup(block.lead)}</span>' if block.lead else ""
    text = markup(block.text)
    shown = f"<q>{text}</q>" if block.tier == "quoted" else text
    notes = "".join(
        f"<blockquote>{escape(q.before)}<q>{markup(q.text)}</q>{escape(q.after)}</blockquote>"
        for q in block.quotes
    )
    place = f' <small class="line">{escape(block.place)}</small>' if block.place else ""
    return (
        f'<p id="{escape(block.anchor)}" class="{block.tier}">{lead}{shown}{_cites(block.numbers)}'
        f"{place}</p>{_framed(notes)}"
    )


def _framed(notes: str) -> str:
    return f'<div class="note">{notes}</div>' if notes else ""


def _entry(block: Entry) -> str:
    title, address = markup(block.title), block.url or ""
    linked = f'<a href="{escape(address)}">{title}</a>' if _is_web(block.url) else title
    return (
        f'<li id="w{block.number}" value="{block.number}">{linked} {escape(block.by)}'
        f'<br><span class="line">{escape(block.note)}</span></li>'
    )


def _cites(numbers: Iterable[int]) -> str:
    return "".join(f" [{_link(n)}]" for n in numbers)


def _link(number: int) -> str:
    return f'<a href="#w{number}">{number}</a>'


def _cell(cell: str | tuple[int, ...]) -> str:
    if isinstance(cell, str):
        return f'<th scope="row">{markup(cell)}</th>'
    return f"<td>{', '.join(map(_link, cell))}</td>"


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://"))
