"""What an entry of a reference list may be looked up by, and whether a work is the one it names.

A printed entry rarely says where its title is, so every stretch between its marks that could be one is
tried: one is the title if a work is called just so, and its author or year agrees. Never takes a title alone for
enough where it is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from academichub import ids
from academichub.argument.documents import Entry
from academichub.citing.twins import families
from academichub.errors import IdentifierError
from academichub.ids import Identifier
from academichub.model import Reference, Work
from academichub.text import fold, title_key

_MARK = re.compile(
    r"[.,;:?!](?=\s|[\"“”'’]|$)\s*|\s*[\"“”«»]\s*|``|''|\s[-–—]\s|(?:\(|\b)(?:19|20)\d\d[a-z]?\)?[.,:]?\s*"
    r"|\n+|(?<=\s)[Ii]n:?\s(?=[A-Z])|[()\[\]]"
)
_YEAR = re.compile(r"(?<![\d.:/])((?:19|20)\d\d)(?!\d|/\d)")
_LONGEST, _SHORTEST = 300, 12
_MOST_PARTS = 7
_LONGEST_ENTRY = 1500
_MOST_TRIED = 60
_SURE_LETTERS = 30
_YEARS_APART, _YEARS_WAITED = 3, 9
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.([\w.-]+(?:/\d{7})?)", re.IGNORECASE)
_OPENS = re.compile(r"[^\W\d_]{2,}|[AIa]\s|\$|\d+[^\W_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SUBTITLE = re.compile(r"\s*[:–—]\s|\s-\s")
_WORD_OR_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'‘`-](?=[^\W\d_]))+")


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry may be looked up by: identifiers, the titles it may have, its years, its text.

    ``title`` is the one its source says it has, ``""`` where it says none.
    """

    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    text: str = ""
    title: str = ""


def of_entry(entry: Entry, text: str) -> Named:
    """What an entry of a document, printed as *text*, may be looked up by."""
    own = _ARXIV_DOI.search(text) if not entry.arxiv else None
    said = (entry.doi, entry.arxiv, f"arXiv:{own[1].lower()}" if own else "")
    read = (identifier(one) for one in said)
    titles = (entry.title, *_titles(text)) if entry.title else _titles(text)
    years = (entry.year, *_YEAR.findall(text)) if entry.year else _YEAR.findall(text)
    return Named(
        tuple(one for one in read if one),
        tuple(dict.fromkeys(titles)),
        tuple(dict.fromkeys(years)),
        text,
        entry.title,
    )


def of_reference(reference: Reference) -> Named:
    """What a reference of a record may be looked up by."""
    own = (reference.identifier,) if reference.identifier else ()
    text = reference.text or ""
    titles = (reference.title,) if reference.title else _titles(text)
    years = (reference.year,) if reference.year else _YEAR.findall(text)
    return Named(own, tuple(titles), tuple(dict.fromkeys(years)), text, reference.title or "")


def agreeing(named: Named, title: str, works: Iterable[Work]) -> tuple[Work, str] | None:
    """The one of *works* of that title that the entry names, and why; None where none can be told."""
    judged = ((work, _reason(named, title, work)) for work in works)
    fitting = [(work, reason) for work, reason in judged if reason]
    return max(fitting, key=lambda pair: pair[1].count(","), default=None)


def is_titled(named: Named, work: Work) -> bool:
    """Whether the entry names *work* by its title, and its author or year agrees."""
    key = title_key(work.title)
    return bool(key) and any(
        title_key(title) == key and _reason(named, title, work) for title in named.titles
    )


def is_by(named: Named, work: Work) -> bool:
    """Whether an author of *work* is named in the entry, and a year of it is near."""
    return _names_author(named, work) and _near(named.years, work) is not False


def _reason(named: Named, title: str, work: Work) -> str:
    """Why *work* is what the entry names; ``""`` where it is not, or cannot be told."""
    printed = len(named.text) > len(title) + _SHORTEST
    by, year = _names_author(named, work), _near(named.years, work)
    if work.authorships and printed and not by:
        return ""
    sure = len(title_key(title)) >= _SURE_LETTERS
    if by and (year or year is None):
        return "same title, author, year" if year else "same title, author"
    if by:
        return "same title, author" if sure and _came_out_later(named.years, work) else ""
    return "same title, year" if sure and year else ""


def _names_author(named: Named, work: Work) -> bool:
    authors = {_letters(one) for one in families(work.authorships)}
    text = fold(named.text)
    words = (*_WORD.findall(text), *map(_letters, _WORD_OR_NAME.findall(text)))
    return not authors.isdisjoint(words)


def _letters(name: str) -> str:
    return re.sub(r"[\W\d_]", "", name)


def _near(years: Sequence[str], work: Work) -> bool | None:
    """Whether a year of the entry is near one of the work; None where it gives none."""
    dates = (work.posted_on, work.published_on, work.date)
    ours = {int(date[:4]) for date in dates if date}
    given = [int(one[:4]) for one in years if one[:4].isdigit()]
    if not given:
        return None
    return any(abs(one - our) <= _YEARS_APART for one in given for our in ours)


def _came_out_later(years: Sequence[str], work: Work) -> bool:
    """Whether an entry may name the article of a preprint that waited for years."""
    first = min(int(date[:4]) for date in (work.posted_on, work.published_on, work.date) if date)
    return any(first <= int(one[:4]) <= first + _YEARS_WAITED for one in years if one[:4].isdigit())


def _titles(text: str) -> tuple[str, ...]:
    """The stretches of a printed entry that may be its title, those that look most like one first."""
    marks = [
        (0, 0),
        *((found.start(), found.end()) for found in _MARK.finditer(text)),
        (len(text),) * 2,
    ]
    parts = [(one[1], other[0]) for one, other in pairwise(marks) if other[0] > one[1]]
    found = dict.fromkeys(text[start:end] for start, end in _stretches(text, parts))
    return tuple(sorted(found, key=_unlikely)[:_MOST_TRIED])


def _stretches(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for at, (start, _) in enumerate(parts):
        if not _OPENS.match(text, start) or _is_a_name(text, start, parts[at][1]):
            continue
        for _, end in parts[at : at + _MOST_PARTS]:
            if end - start > _LONGEST:
                break
            whole = not _SUBTITLE.match(text, end)
            if whole and end - start >= _SHORTEST and len(_WORD.findall(text, start, end)) > 1:
                yield start, end


def _is_a_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch between two marks is a short name, and no title's beginning as in ``BERT: …``."""
    return end - start < 5 and " " not in text[start:end] and text[end : end + 1] != ":"


def _unlikely(stretch: str) -> tuple[int, int]:
    words = _WORD.findall(stretch)
    small = sum(word[0].islower() for word in words)
    return (-min(small, 6), abs(len(stretch) - 70))


def identifier(written: str) -> Identifier | None:
    """The identifier that is *written*, None where it is none."""
    try:
        return ids.parse(written) if written else None
    except IdentifierError:
        return None
