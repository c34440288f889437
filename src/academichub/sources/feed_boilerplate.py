"""What publishers write into a feed entry's description beside the abstract, taken apart.

One pure function and one expression for each habit, all in one table; each cuts what it knows off
the text and gives it back as facts. Text that fits no habit passes unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Facts = Mapping[str, str]

_DOI = r"(?P<doi>10\.\d{4,9}/[^\s;,<>\"]+?)"
_JOURNAL = r"(?P<journal>[A-Z][^;:\n]{1,120}?)"


@dataclass(frozen=True, slots=True)
class Described:
    """A description taken apart: the abstract that is left, and facts by the model's names.

    ``facts`` may hold ``journal``, ``volume``, ``issue``, ``pages``, ``published``, ``doi``,
    ``pmid`` and ``authors`` (one string as written).
    """

    text: str
    facts: Facts = field(default_factory=dict, hash=False)


Habit = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Facts]]


def _named(found: re.Match[str]) -> Facts:
    """What the expression's named groups caught, tidied."""
    groups = found.groupdict()
    return {name: value.strip(" ,.;") for name, value in groups.items() if value and value.strip()}


def _pages(found: re.Match[str]) -> Facts:
    named = dict(_named(found))
    pages = "–".join(filter(None, (named.pop("first", None), named.pop("last", None))))
    return named | ({"pages": pages} if pages else {})


def _flags(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.VERBOSE)


# Each is anchored, bounded and holds no repetition inside a repetition: linear over any text.
HABITS: tuple[Habit, ...] = (
    (
        "Nature: 'Nature, Published online: 12 May 2026; doi:10.1038/…'",
        _flags(
            rf"^{_JOURNAL},\s+Published\ online:\s+(?P<published>[\w\s]{{6,20}}?);"
            rf"\s*doi:\s*{_DOI}(?=[\s<]|[A-Z][a-z]|$)\s*"
        ),
        _named,
    ),
    (
        "Elsevier: 'Publication date: July 2026 Source: Cell, Volume 189 Author(s): A. One, B. Two'",
        _flags(
            r"^Publication\ date:\s*(?:Available\ online\s*)?(?P<published>[\w,\s–-]{4,40}?)\s*"
            r"Source:\s*(?P<journal>[^\n]{1,150}?)"
            r"(?:,\s*Volume\s*(?P<volume>[\w–-]+))?(?:,\s*Issues?\s*(?P<issue>[\w–-]+))?"
            r"(?:,\s*Part\s*\w+)?(?:,\s*Article\s*\w+)?\s*"
            r"(?:Author\(s\):\s*(?P<authors>[^\n]{0,20000}))?\s*$"
        ),
        _named,
    ),
    (
        "Physical Review, at the end: '[Phys. Rev. Lett. 136, 100401] Published Tue May 12, 2026'",
        _flags(
            r"\[(?P<journal>(?:Phys\.|PRX|Rev\.)[^\[\]\d]{0,60}?)\s+(?P<volume>\d+),"
            r"\s*(?P<pages>[\w\ ()-]{1,30})\]\s*Published\s+(?P<published>[\w\s,]{8,30})$"
        ),
        _named,
    ),
    (
        "Physical Review, at the start: 'Author(s): A. One, B. Two, and C. Three'",
        re.compile(r"^Authors?(?:\(s\))?:\s*(?P<authors>[^\n]{1,20000}?)(?:\n+|$)"),
        _named,
    ),
    (
        "Atypon and Wiley: 'Science, Volume 392, Issue 6700, Page 12-19, May 2026.'",
        _flags(
            rf"^{_JOURNAL},\s*(?:Volume\s+(?P<volume>[\w-]+)|Ahead\ of\ Print|EarlyView)"
            r"(?:,\s*(?:Issue|Number)\s+(?P<issue>[\w-]+))?"
            r"(?:,\s*Pages?\s+(?P<first>[\w.]+)(?:\s*[-–]\s*(?P<last>[\w.]+))?)?"
            r"(?:,\s*(?P<published>(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4}))?\s*\.\s*"
        ),
        _pages,
    ),
    (
        "ACS: 'Journal of the American Chemical Society DOI: 10.1021/…'",
        _flags(rf"^{_JOURNAL}\s*\n*DOI:\s*{_DOI}(?=\s|$)\s*"),
        _named,
    ),
    (
        "PubMed, at the start: 'Nature. 2026 May 12. doi: 10.1038/…. Online ahead of print.'",
        _flags(
            r"^(?P<journal>[A-Z][^.\n]{1,100})\.\s+(?P<published>\d{4}(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?)"
            r"(?:;(?P<volume>\w+)?(?:\((?P<issue>[\w\s-]+)\))?(?::(?P<pages>[\w.-]+))?)?\."
            rf"\s+doi:\s*{_DOI}\.(?=\s|$)(?:\s+(?:Online\ ahead\ of\ print|eCollection[^.]{{0,20}})\.)?\s*"
        ),
        _named,
    ),
    (
        "PubMed, at the end: 'PMID:12345678 | PMC:PMC1234567 | DOI:10.1038/…'",
        _flags(
            r"\bPMID:\s*(?P<pmid>\d{1,9})(?:\s*\|\s*PMC:\s*PMC\d+)?"
            rf"(?:\s*\|\s*DOI:\s*{_DOI})?\s*$"
        ),
        _named,
    ),
    (
        "a heading: 'ABSTRACT', 'Abstract:', 'Summary'",
        re.compile(r"^(?:ABSTRACT|Abstract|SUMMARY|Summary)(?:[:.]\s*|\s*\n+\s*|\s+(?=[A-Z]))"),
        _named,
    ),
    (
        "nothing but a DOI: 'doi:10.1038/…'",
        _flags(rf"^(?:doi|DOI):?\s*{_DOI}\s*$"),
        _named,
    ),
)


def described(text: str) -> Described:
    """Cut every habit of `HABITS` off *text*, one after the other.

    The first habit to speak of a fact is believed.
    """
    facts: dict[str, str] = {}
    for _, pattern, read in HABITS:
        found = pattern.search(text)
        if found:
            facts = {**read(found), **facts}
            text = (text[: found.start()] + text[found.end() :]).strip()
    return Described(text, facts)
