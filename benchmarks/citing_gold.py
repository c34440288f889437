"""What the entries of the unarXive sample really cite, by other means than ours, and the works they cite.

Three sources of gold, each said with its figures: arXiv ids the entry prints or unarXive gives; titles of
arXiv works that stand letter for letter in an entry beside the first author's name, found by brute force
over all runs of its words; and unarXive's own links to other works, whose record (title, first author, year)
is made here from a quoted or second sentence of the entry. Used by `citing.py`.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fulltext_made as made
from academichub import ids
from academichub.errors import IdentifierError
from academichub.model import Authorship, Record, Work
from academichub.text import author_key, fold, title_key

_QUOTED = re.compile(
    r"“(?P<title>[^”]{12,250}?)[,.?!]?”|``(?P<other>[^']{12,250}?)[,.]?''|\"(?P<third>[^\"]{12,250}?)[,.]?\""
)
_AUTHORS_STILL = re.compile(r"[^\W\d_][\w’'-]+(?:, | and )[A-ZÀ-Þ]|In[: ]")
_SECOND = re.compile(
    r"(?:\b[A-Z]|[^\W\d_]{2,}|(?:19|20)\d\d[a-z]?\)?)[.:]\s(?P<title>[A-Z\d][^.]{15,250}[^.\s])\.\s"
)
_YEARS = re.compile(r"(?<![\d.:/])((?:19|20)\d\d)(?![\d/])")
_SHORTEST = 25


@dataclass
class Cited:
    """An entry with what it cites: the arXiv id or OpenAlex id, and by what that is known."""

    paper: str
    number: int
    text: str
    arxiv: set[str] = field(default_factory=set)
    openalex: str = ""
    doi: str = ""
    by: str = ""


def rows(data: Path) -> list[dict[str, Any]]:
    path = data / "fulltext" / "unarxive" / "doc" / "unarXive_data_sample.tar.gz"
    with tarfile.open(path) as archive:
        name = next(n for n in archive.getnames() if n.endswith(".jsonl"))
        held = archive.extractfile(name)
        assert held is not None
        return [json.loads(line) for line in held.read().splitlines()]


def entries(data: Path, papers: Iterable[made.Paper]) -> Iterator[Cited]:
    """Every entry of *papers*, with what is linked by unarXive or printed."""
    by_id = {str(row["paper_id"]): row for row in rows(data)}
    for paper in papers:
        given = list(by_id[paper.name]["bib_entries"].values())
        for number, (one, text) in enumerate(zip(given, paper.entries, strict=True)):
            named = one.get("ids") or {}
            found = Cited(
                paper.name,
                number,
                text,
                _arxivs(one, named),
                _last(named.get("open_alex_id")),
                named.get("doi") or "",
            )
            printed = bool(one.get("contained_arXiv_ids"))
            found.by = "printed" if printed else "linked" if found.arxiv else ""
            yield found


def _title(text: str) -> str:
    """The title in an entry: in quotation marks, or the first sentence after the authors."""
    quoted = _QUOTED.search(text)
    if quoted:
        return str(next(filter(None, quoted.groups())))
    for found in _SECOND.finditer(text):
        words = found["title"].split()
        still = _AUTHORS_STILL.match(found["title"])
        if not still and sum(word[0].islower() for word in words) >= 2 and len(words) > 3:
            return found["title"]
    return ""


def _arxivs(one: Any, named: Any) -> set[str]:
    printed = [each["id"] for each in one.get("contained_arXiv_ids", ())]
    return set(filter(None, map(_arxiv, [named.get("arxiv_id"), *printed])))


def _last(url: str | None) -> str:
    return (url or "").rpartition("/")[2]


def _doi(text: str) -> ids.Identifier | None:
    try:
        return ids.doi(text) if text else None
    except IdentifierError:
        return None


def _arxiv(text: str | None) -> str:
    try:
        return str(ids.arxiv(text)[0]) if text else ""
    except IdentifierError:
        return ""


def by_letters(found: Iterable[Cited], works: Iterable[Work]) -> None:
    """Add the arXiv works whose title stands in an entry letter for letter, beside an author's name."""
    titles: dict[str, list[Work]] = {}
    for work in works:
        key = title_key(work.title)
        if len(key) >= _SHORTEST:
            titles.setdefault(key, []).append(work)
    for one in found:
        letters = fold(one.text)
        for key in _runs(one.text) & titles.keys():
            for work in titles[key]:
                families = {
                    author_key(a.name).split()[-1] for a in work.authorships if author_key(a.name)
                }
                if any(re.search(rf"\b{re.escape(family)}\b", letters) for family in families):
                    one.by = one.by or "letters"
                    one.arxiv.add(work.id)


def _runs(text: str) -> set[str]:
    """All runs of words, as `title_key` writes titles."""
    words = [re.sub(r"[\W_]+", "", one) for one in fold(text).split()]
    words = [one for one in words if one]
    found = set()
    for start in range(len(words)):
        run = ""
        for word in words[start : start + 40]:
            run += word
            if len(run) >= _SHORTEST:
                found.add(run)
    return found


def records(found: Iterable[Cited]) -> Iterator[Record]:
    """The works unarXive links to that are no arXiv works: title, first author and year as the entry has them."""
    seen: set[str] = set()
    for one in found:
        title = _title(one.text)
        if not one.openalex or one.arxiv or one.openalex in seen or not title:
            continue
        years = _YEARS.findall(one.text)
        author = _first_author(one.text)
        if not author or not title_key(title) or not years:
            continue
        seen.add(one.openalex)
        yield Record(
            "openalex", "gold", one.openalex, "2023-01-01T00:00:00Z", title,
            tuple(filter(None, (ids.openalex(one.openalex), _doi(one.doi)))), authorships=(Authorship(author),),
            authors_complete=False, published_on=years[-1],
        )  # fmt: skip


def _first_author(text: str) -> str:
    """The first word of an entry that is a name and not an initial."""
    found = re.search(r"[^\W\d_][\w’'-]{2,}", text)
    head = re.match(r"[^,.]{0,60}?\b([^\W\d_][\w’'-]{2,})(?=,|\sand\b|\s&|\set\sal)", text)
    return head[1] if head else found[0] if found else ""
