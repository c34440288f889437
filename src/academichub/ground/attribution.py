"""Who said it? Whoever a statement names as having said something wrote the work that is quoted for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from academichub.argument import Quote
from academichub.characters import fold
from academichub.ground import reading
from academichub.ground.basis import Basis
from academichub.ground.values import Text

_NAME = r"(?:[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'’\u2010-]*[A-Za-z\u00c0-\u024f])"
_CITED = re.compile(
    rf"(?P<name>{_NAME})(?:\s+(?:and|&)\s+(?P<second>{_NAME}))?"
    r"(?:\s*(?:et\.?\s*al\b\.?|等人|等(?=[\s(（,，在于提发证指报认])|团队)|\s+(?:and|&)\s+(?:colleagues|co-?workers|co-?authors|collaborators))?"
    r"(?:(?:'s|’s)?\s*[,(\[（]?\s*(?P<year>(?:1[89]|20)\d\d)\s*[)\]）年]?)?"
)
_MARKED = re.compile(r"et\.?\s*al|等|团队|colleagues|workers|authors|collaborators")
_ACCORDING = re.compile(
    rf"(?:[Aa]ccording to|[Aa]s (?:reported|shown|found|argued|proposed) by|根据|据)\s*(?P<name>{_NAME})"
)
_HAN_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4})(?:等人|团队)")
_NOT_HAN = re.compile(r"^(?:研究|科研|该|这个|一个|作者|开发|工程|专家|用户|患者|学者|我们|他们)")


def rule(basis: Basis) -> str:
    """The first name or year that the quotes' works do not bear out."""
    return _cited(basis) or _foreign(basis) or _exchanged(basis)


def _cited(basis: Basis) -> str:
    for name, year in _named(basis.said.text):
        works = [basis.works[quote.work] for quote in basis.quoted]
        by = [work for work in works if name in _surnames(work.authors)]
        if not by and name not in basis.words:
            return f"no quote is of a work by {name.title()}"
        if (
            by
            and year
            and year not in {work.year for work in by}
            and not any(str(year) in quote.text for quote in basis.quotes)
        ):
            return f"the work by {name.title()} is not of {year}"
    return ""


def _named(text: str) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    for match in _CITED.finditer(text):
        year = int(match["year"]) if match["year"] else None
        bracketed = year is not None and re.search(r"[(\[（,]\s*\d{4}", match[0])
        if (
            _MARKED.search(
                match[0],
                match.end("second") - match.start()
                if match["second"]
                else match.end("name") - match.start(),
            )
            or bracketed
        ):
            found += [(fold(name), year) for name in (match["name"], match["second"]) if name]
    found += [(fold(match["name"]), None) for match in _ACCORDING.finditer(text)]
    return found


@lru_cache(maxsize=4096)
def _surnames(authors: tuple[str, ...]) -> frozenset[str]:
    """Family names, in lower case: what stands before a comma, or last; of Chinese names the whole."""
    found = set()
    for author in authors:
        name = fold(reading.clean(author)).strip()
        family = name.partition(",")[0] if "," in name else name.rpartition(" ")[2]
        found |= {
            family,
            family.rpartition("-")[2],
            family.replace("-", " ").rpartition(" ")[2],
            name.split(" ")[0] if " " not in name else family,
        }
        if "," not in name and " " in name:  # some write the family name first
            found.add(name)
    return frozenset(found - {""})


def _foreign(basis: Basis) -> str:
    """A family name of another work's author that stands in the statement as a name."""
    own = frozenset().union(*(_surnames(basis.works[quote.work].authors) for quote in basis.quoted))
    text = basis.said.text
    for match in _HAN_NAME.finditer(text):
        if not _NOT_HAN.match(match["name"]) and not any(
            match["name"].endswith(name) for name in own
        ):
            return f"no quote is of a work by {match['name']}"
    others = _all_surnames(basis.works) - own - basis.words
    for token in basis.said.tokens[1:]:
        if (
            token.text[:1].isupper()
            and len(token.text) > 2
            and token.lower in others
            and token.lower not in basis.words
        ):
            return f"no quote is of a work by {token.text}"
    return ""


def _all_surnames(works: Mapping[str, Text]) -> frozenset[str]:
    return frozenset().union(*(_surnames(work.authors) for work in works.values()))


def _exchanged(basis: Basis) -> str:
    """Whether what follows one author's name is quoted from another's work."""
    works = {quote.work for quote in basis.quoted}
    if len(works) < 2:
        return ""
    for name, part in _parts(basis):
        own = [
            quote for quote in basis.quoted if name in _surnames(basis.works[quote.work].authors)
        ]
        rest = [quote for quote in basis.quoted if quote not in own]
        if own and rest and _share(part, own) + 0.2 < _share(part, rest):
            return f"what {name.title()} is said to say is of another work"
    return ""


def _parts(basis: Basis) -> list[tuple[str, str]]:
    text = basis.said.text
    places = [
        (match.start(), match.end(), fold(match["name"]))
        for match in _CITED.finditer(text)
        if _MARKED.search(match[0]) or match["year"]
    ]
    ends = [*(start for start, _, _ in places[1:]), len(text)] if places else []
    return [(name, text[end:stop]) for (_, end, name), stop in zip(places, ends, strict=True)]


def _share(part: str, quotes: list[Quote]) -> float:
    content = [token for token in reading.read(part).tokens if token.content]
    there = frozenset().union(*(frozenset(reading.read(quote.text).stems) for quote in quotes))
    return sum(bool(token.stems & there) for token in content) / (len(content) or 1)
