"""A title, a name or an abstract as its source sent it, to the text that is kept.

One order for everything: characters, markup, formulas, TeX, whitespace. The raw record keeps what
came; nothing here looks outside the text it is given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from academichub import markup, tex
from academichub.characters import mend

_PREAMBLE = re.compile(
    r"\s*arXiv:\s*(?P<id>\S+?)(?:v(?P<version>\d+))?\s+Announce Type:\s*"
    r"(?P<type>new|cross|replace|replace-cross)\s+(?:Abstract:\s*)?(?P<abstract>.*)",
    re.DOTALL | re.IGNORECASE,
)
# arXiv opens a paragraph with an indented line, and an unindented one goes on; where every line
# is indented the indentation says nothing.
_INDENTED = re.compile(r"(?<=[.!?:;)\]])[ \t]*\n[ \t]+(?!\$\$|\\\[|\\begin)(?=\S)")
_BLANK = re.compile(r"\n[ \t\r]*\n")


class AnnouncedAbstract(NamedTuple):
    """What arXiv's feed writes before and after ``Announce Type:``; the abstract is as it came."""

    arxiv_id: str
    version: int | None
    announce_type: str
    abstract: str


def plain(text: str) -> str:
    """*text* on one line, as a reader should see it: a title, a name, a venue.

    Entities, tags and TeX outside mathematics are read, formulas are kept as ``$tex$``, whitespace
    is folded, mojibake and invisible characters are mended. The result is in NFC.
    """
    pieces = _pieces(_mended(text), certain=False)
    return _line(pieces[0]) if len(pieces) == 1 else " ".join(filter(None, map(_line, pieces)))


def paragraphs(text: str) -> str:
    r"""The same as `plain` for an abstract: paragraphs the source marks stay apart by ``\n\n``."""
    return _paragraphs(_mended(text), certain=False)


def from_html(text: str) -> str:
    """The text of an HTML fragment, cleaned as by `paragraphs`; headings read ``Methods: ...``."""
    return _paragraphs(_mended(text), certain=True)


def from_jats(text: str) -> str:
    """The text of a JATS abstract or title, cleaned as by `paragraphs`.

    Section titles read ``Background: ...``; the bare title "Abstract" says nothing and goes.
    Elements: https://jats.nlm.nih.gov/publishing/1.3/.
    """
    return _paragraphs(_mended(text), certain=True)


def parse_announcement(text: str) -> AnnouncedAbstract | None:
    r"""Read the preamble of an arXiv feed's description; None where there is none.

    ``arXiv:2604.20348v2 Announce Type: replace-cross \nAbstract: ...``, as arXiv's RSS
    specification (https://info.arxiv.org/help/rss_specifications.html) writes it.
    """
    found = _PREAMBLE.fullmatch(text)
    if not found:
        return None
    version = int(found["version"]) if found["version"] else None
    return AnnouncedAbstract(found["id"], version, found["type"].lower(), found["abstract"].strip())


def _mended(text: str) -> str:
    # Newlines are no junk here; everything else that does not print is.
    return text if text.isascii() and text.replace("\n", "").isprintable() else mend(text)


def _paragraphs(text: str, *, certain: bool) -> str:
    if "\n" in text:
        text = _BLANK.sub(markup.BREAK, text) if certain else _marked(text)
    return "\n\n".join(filter(None, map(_line, _pieces(text, certain=certain))))


def _marked(text: str) -> str:
    if "\n\n" in text or "\n " in text or "\n\t" in text or "\n\r" in text:
        text = _BLANK.sub(markup.BREAK, text)
        if re.search(r"\n\S", text):
            text = _INDENTED.sub(markup.BREAK, text)
    return text


def _pieces(text: str, *, certain: bool) -> list[str]:
    if "&" in text or "<" in text:
        text = markup.to_text(text, certain=certain)
    return text.split(markup.BREAK) if markup.BREAK in text else [text]


def _line(text: str) -> str:
    text = " ".join(text.split())
    if "\\" in text or "{" in text or "$" in text or "~" in text or "`" in text or "--" in text:
        text = " ".join(tex.to_text(text).split())
    # Entities and TeX can complete what only together is mojibake or a composed letter.
    return text if text.isascii() else mend(text)
