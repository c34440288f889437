"""Which work a feed entry is about: every identifier it states or its addresses hold.

Reads only what the entry says; follows no address and guesses no identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from academichub import ids
from academichub.errors import IdentifierError
from academichub.ids import Identifier
from academichub.sources.feed_boilerplate import Described
from academichub.sources.feed_values import Entry

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>?#&]+")
# What addresses hang onto a DOI: https://www.science.org/doi/full/…, …/10.1101/2026.05.01v2.full
_TAIL = re.compile(
    r"(?:/(?:full|abstract|fulltext|pdf|epdf|html|meta|summary|_xml)|\.(?:full|abstract|short|pdf|html))+/?$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(r"(?<=\d)v(\d{1,3})$")
PREPRINT_DOI = re.compile(r"10\.(?:1101|64898)/\d{4}\.\d{2}\.\d{2}\.|10\.(?:1101|64898)/\d{6}$")
_NATURE_ARTICLE = re.compile(r"nature\.com/articles/([a-z]{1,2}?[\w.-]+?)(?:\.pdf)?/?(?:[?#]|$)")
_ELIFE_ARTICLE = re.compile(
    r"elifesciences\.org/(?:articles|reviewed-preprints|content)/(\d{3,7})(?!\d)"
)
ARXIV_PAGE = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/([^\s?#]+)|oai:arxiv\.org:([^\s?#]+)", re.IGNORECASE
)
_PUBMED_PAGE = re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})|^pubmed:(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which work an entry is about, as far as its own identifiers say."""

    identifiers: tuple[Identifier, ...] = ()
    version: int | None = None

    def value(self, scheme: str) -> str | None:
        """The identifier's value in *scheme*, or None."""
        return next((one.value for one in self.identifiers if one.scheme == scheme), None)


def identity(entry: Entry, told: Described) -> Identity:
    """Read every identifier of *entry*; of each scheme the most deliberately stated one."""
    found: dict[str, Identifier] = {}
    version: int | None = None
    for identifier, number in _identifiers(entry, told):
        found.setdefault(identifier.scheme, identifier)
        version = version or number
    return Identity(tuple(found.values()), version)


def _identifiers(entry: Entry, told: Described) -> Iterator[tuple[Identifier, int | None]]:
    """Every identifier the entry names, the most deliberate first."""
    stated = [entry.doi, *entry.facts.get("identifier", ()), told.facts.get("doi")]
    places = [entry.id, entry.link, *(link.href for link in entry.links)]
    pmid = told.facts.get("pmid")
    for text in filter(None, [*stated, *places, f"pubmed:{pmid}" if pmid else None]):
        yield from _named(text)


def _named(text: str) -> Iterator[tuple[Identifier, int | None]]:
    if len(text) > 2_000:
        return
    address = unquote(text)
    if found := ARXIV_PAGE.search(address):
        yield from _try(ids.arxiv, (found[1] or found[2]).removesuffix(".pdf"))
    elif found := _DOI.search(address):
        yield from _doi(found[0])
    elif found := _NATURE_ARTICLE.search(address):
        yield from _doi(f"10.1038/{found[1]}")
    elif found := _ELIFE_ARTICLE.search(address):
        yield from _doi(f"10.7554/eLife.{found[1]}")
    if found := _PUBMED_PAGE.search(address):
        yield from _try(lambda number: (ids.pmid(number), None), found[1] or found[2])


def _doi(text: str) -> Iterator[tuple[Identifier, int | None]]:
    bare = _TAIL.sub("", text)
    version = _PREPRINT_VERSION.search(bare) if PREPRINT_DOI.match(bare) else None
    value = bare[: version.start()] if version else bare
    number = int(version[1]) if version else None
    yield from _try(lambda doi: (ids.doi(doi), number), value)


def _try(
    read: Callable[[str], tuple[Identifier, int | None]], text: str
) -> Iterator[tuple[Identifier, int | None]]:
    # An address that looks like an identifier and is none names nothing, and that is no error.
    try:
        yield read(text)
    except IdentifierError:
        return
