"""Small readings shared by the formats: identifiers, categories, keys and languages of entries.

What cannot be read is left out here, because the record keeps the entry as it came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from academichub import ids
from academichub.errors import IdentifierError, UnreadableError
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Location
from academichub.sources import sound
from academichub.text import author_key, plain, title_key


def identifiers(
    texts: Iterable[tuple[Callable[[str], Identifier], str | None]],
) -> tuple[Identifier, ...]:
    """The identifiers among *texts*, each with the function that reads it, in order, once."""
    return sound.identifiers(*texts)


def dois(text: str) -> tuple[Identifier, ...]:
    """The DOIs of a field that may hold several, as arXiv's does (space, comma or semicolon)."""
    return identifiers((ids.doi, part) for part in text.replace(";", " ").split())


def arxiv(text: str) -> Identifier:
    """An arXiv id without its version. Raises IdentifierError."""
    return ids.arxiv(text)[0]


def doi_or_arxiv(text: str) -> Identifier:
    """A DOI or an arXiv id. Raises IdentifierError."""
    try:
        return ids.doi(text)
    except IdentifierError:
        return arxiv(text)


def issns(given: object) -> tuple[str, ...]:
    """The ISSNs of a list, or of text with spaces or commas between them."""
    texts = re.split(r"[\s,;]+", given) if isinstance(given, str) else given
    if not isinstance(texts, list):
        return ()
    return sound.issns(map(str, texts))


def key(
    found: tuple[Identifier, ...], title: str, authors: tuple[Authorship, ...], when: Date | None
) -> str:
    """The key of an entry: its first identifier, else a digest of what sets it apart."""
    if found:
        return found[0].value if found[0].scheme == "arxiv" else str(found[0])
    first = author_key(authors[0].name) if authors else ""
    apart = "\0".join((title_key(title), first, (when or "")[:4]))
    return hashlib.sha256(apart.encode()).hexdigest()[:16]


def title_of(text: object) -> str:
    """A title as plain text.

    Raises:
        UnreadableError: there is none.
    """
    title = plain(text) if isinstance(text, str) else ""
    if not title:
        raise UnreadableError("the entry has no title")
    return title


def is_preprint(found: Iterable[Identifier]) -> bool:
    """Whether the identifiers are those of preprints alone."""
    named = [i for i in found if i.scheme in {"arxiv", "doi"}]
    return bool(named) and all(map(ids.is_preprint, named))


def locations(found: Iterable[Identifier], url: str | None = None) -> tuple[Location, ...]:
    """Where the identifiers resolve, after *url* where that is an http(s) address."""
    addresses = [url] if url and url.startswith(("https://", "http://")) else []
    addresses += [a for i in found if (a := ids.address(i))]
    return tuple(Location(address) for address in dict.fromkeys(addresses))
