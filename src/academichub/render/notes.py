"""A reader's note, written in Markdown, as HTML that is safe to show.

Two sieves one after the other: the Markdown is read with HTML off, and of what comes out only
plain marks of text pass. Nothing is ever loaded from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from academichub import ids
from academichub.model import Work
from academichub.profile import Mark

_TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~]")
_HEADINGS_BELOW = 2
"""A note stands below a page's h2, so its own headings begin at h3."""


def note_html(text: str) -> str:
    """*text* (CommonMark, with tables and ~~strikes~~) as HTML.

    Markup in it is shown as it was typed, pictures become links, and links lead away without
    telling from where.
    """
    tokens = _markdown().parse(text)
    lower_headings(tokens)
    html: str = _markdown().renderer.render(tokens, _markdown().options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )


def lower_headings(tokens: Sequence[Token]) -> None:
    """Move every heading among *tokens* two steps down, as far as there are headings."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADINGS_BELOW)}"


@cache
def _markdown() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .disable("image")
    )


def reading_list(kept: Iterable[tuple[Work, Mark]]) -> str:
    """Works with what a reader wrote on them, as one Markdown document.

    Texts of works are escaped, so that a title cannot make a heading or a link; the notes are the
    reader's own Markdown and stand as they were written.
    """
    return "\n".join(f"{_entry(work, mark)}\n" for work, mark in kept)


def _entry(work: Work, mark: Mark) -> str:
    names = ", ".join(author.name for author in work.authorships)
    addresses = (ids.address(identifier) for identifier in work.identifiers)
    link = next((address for address in addresses if address), None)
    lines = [
        f"## {_escaped(work.title)}",
        "",
        f"- {_escaped(names)}" if names else None,
        f"- {work.date}, {_escaped(work.id)}",
        f"- <{link}>" if link else None,
        f"- {' '.join('#' + tag.replace(' ', '-') for tag in mark.tags)}" if mark.tags else None,
        *(("", mark.note) if mark.note else ()),
    ]
    return "\n".join(line for line in lines if line is not None)


def _escaped(text: str) -> str:
    """*text* on one line, with a backslash before all that means something in Markdown."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
