"""A short letter with one link to follow: as plain text and as HTML."""

from __future__ import annotations

from html import escape

_LINE = "margin:12px 0"


def as_text(lines: tuple[str, ...], link: str) -> str:
    """What it says, then the link on a line of its own."""
    return "\n\n".join((*lines, link)) + "\n"


def as_html(lines: tuple[str, ...], link: str) -> str:
    """The same, with nothing in it taken as markup."""
    said = "".join(f'<p style="{_LINE}">{escape(line)}</p>' for line in lines)
    return f'{said}<p style="{_LINE}"><a href="{escape(link)}">{escape(link)}</a></p>\n'
