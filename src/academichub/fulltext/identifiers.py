"""What an entry of a reference list prints of itself: DOI, arXiv id, address, year, quoted title.

Read only where it is whole: what ends at the end of a line while the entry goes on is not taken, and
nothing is ever put together over a line break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from academichub import ids
from academichub.errors import IdentifierError

_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/[^\s\"<>“”]+")
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|:\s?|\s(?:preprint\s)?(?:arxiv:)?)|\bCoRR,?\sabs/)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
_URL = re.compile(r"\bhttps?://[^\s\"<>“”]+")
_YEAR_BRACKETED = re.compile(r"\(\s*(?:[A-Z][a-z]{2,8}\.?\s)?((?:19|20)\d\d)[a-z]?\s*\)")
_YEAR = re.compile(r"(?<![\d.:/–-])((?:19|20)\d\d)[a-z]?(?![\d/–]|\.\d|-\d)")
_QUOTED = re.compile(
    r"“([^”]{8,300}?)[,.;]?\s?”|\"([^\"]{8,300}?)[,.;]?\"|``([^']{8,300}?)[,.;]?''"
)
_TRAILING = ".,;:!?'’”"


def said(blocks: Sequence[str], links: Iterable[str] = ()) -> dict[str, str]:
    """The identifiers of an entry, by the names of the fields of `Entry`.

    *blocks* are what its source marks as one thing each, with the line breaks as printed; *links* are
    the addresses it marks up.
    """
    linked = list(links)
    text = " ".join(" ".join(blocks).split())
    found = {
        "doi": _first(_doi, linked) or _first(_doi, _whole(_DOI, blocks)),
        "arxiv": _first(_arxiv, linked) or _first(_arxiv, _whole(_ARXIV, blocks)),
        "url": next((one for one in linked if one.startswith("http")), "")
        or next((one.rstrip(_TRAILING) for one in _whole(_URL, blocks)), ""),
        "year": _year(text),
        "title": _title(text),
    }
    return {name: value for name, value in found.items() if value}


def _whole(pattern: re.Pattern[str], blocks: Sequence[str]) -> Iterator[str]:
    """Matches that do not touch the end of a line after which the block goes on."""
    for block in blocks:
        shown = block.rstrip()
        for found in pattern.finditer(shown):
            rest = shown[found.end() :]
            if not rest.lstrip(" \t").startswith("\n"):
                yield found[0]


def _first(read: Callable[[str], str], texts: Iterable[str]) -> str:
    return next((value for text in texts if (value := read(text))), "")


def _doi(text: str) -> str:
    found = _DOI.search(text)
    try:
        one = ids.doi(found[0] if found and "%" not in text else text) if found else None
    except IdentifierError:
        return ""
    return one.value if one and one.scheme == "doi" else ""


def _arxiv(text: str) -> str:
    found = _ARXIV.search(text) or re.search(r"10\.48550/arxiv\.(?P<id>\S+)", text, re.IGNORECASE)
    try:
        return ids.arxiv(found["id"].rstrip(_TRAILING))[0].value if found else ""
    except IdentifierError:
        return ""


def _year(text: str) -> str:
    bare = _URL.sub(" ", _DOI.sub(" ", text))
    found = _YEAR_BRACKETED.findall(bare) or _YEAR.findall(_ARXIV.sub(" ", bare))[-1:]
    return found[0] if found else ""


def _title(text: str) -> str:
    found = _QUOTED.search(text)
    return next((one for one in found.groups() if one), "") if found else ""
