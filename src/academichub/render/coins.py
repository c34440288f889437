"""What reference managers and search engines read off a page: COinS and meta tags.

Pure values; escaping them into HTML is the page's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from academichub import ids
from academichub.model import Work
from academichub.render import naming

_GENRES = {"preprint": "preprint", "article": "article", "review": "article"}
_MOST_AUTHORS = 50


def coins(work: Work) -> str:
    """The work as an OpenURL context object, the ``title`` of a ``span`` of class ``Z3988``.

    Keys are those of ANSI/NISO Z39.88-2004, matrix info:ofi/fmt:kev:mtx:journal.
    """
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", _GENRES.get(work.type, "unknown")),
        ("rft.atitle", work.title),
        ("rft.date", naming.cited_on(work) or ""),
        *_coins_venue(work),
        *(("rft.au", author.name) for author in work.authorships[:_MOST_AUTHORS]),
        *(("rft_id", address) for address in _addresses(work)),
    ]
    return urlencode([pair for pair in pairs if pair[1]])


def scholar_meta(work: Work) -> tuple[tuple[str, str], ...]:
    """Names and contents of the meta tags for a work's page.

    Highwire Press tags as Google Scholar and Zotero read them
    (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), then Dublin Core.
    """
    return (*_highwire(work), *_dublin_core(work))


def _coins_venue(work: Work) -> Iterator[tuple[str, str]]:
    venue = work.venue
    if venue is None or naming.server(work):
        return
    yield "rft.jtitle", venue.name
    yield "rft.issn", venue.issn[0] if venue.issn else ""
    yield "rft.volume", venue.volume or ""
    yield "rft.issue", venue.issue or ""
    yield "rft.pages", venue.pages or ""


def _addresses(work: Work) -> Iterator[str]:
    for identifier in work.identifiers:
        if identifier.scheme in {"doi", "pmid"}:
            yield f"info:{identifier.scheme}/{identifier.value}"
        elif address := ids.address(identifier):
            yield address


def _highwire(work: Work) -> Iterator[tuple[str, str]]:
    yield "citation_title", work.title
    for author in work.authorships:
        yield "citation_author", author.name
        yield from (("citation_author_institution", place) for place in author.affiliations)
    if date := naming.cited_on(work):
        yield "citation_publication_date", date.replace("-", "/")
    if work.posted_on:
        yield "citation_online_date", work.posted_on.replace("-", "/")
    for scheme, name in (("doi", "doi"), ("arxiv", "arxiv_id"), ("pmid", "pmid")):
        if value := work.identifier(scheme):
            yield f"citation_{name}", value
    yield from _highwire_venue(work)
    yield from (("citation_keywords", word) for word in work.keywords)
    yield from _given(("pdf_url", work.location("pdf")), ("language", work.language))
    if work.abstract and not work.starter:
        yield "citation_abstract", work.abstract


def _highwire_venue(work: Work) -> Iterator[tuple[str, str]]:
    venue = work.venue
    if server := naming.server(work):
        yield "citation_publisher", server
    if venue is None or server:
        return
    first, _, last = (venue.pages or "").partition("-")
    yield "citation_journal_title", venue.name
    yield from (("citation_issn", issn) for issn in venue.issn)
    yield from _given(
        ("publisher", venue.publisher),
        ("volume", venue.volume),
        ("issue", venue.issue),
        ("firstpage", first),
        ("lastpage", last),
    )


def _given(*pairs: tuple[str, str | None]) -> Iterator[tuple[str, str]]:
    yield from ((f"citation_{name}", value) for name, value in pairs if value)


def _dublin_core(work: Work) -> Iterator[tuple[str, str]]:
    yield "DC.title", work.title
    yield from (("DC.creator", author.name) for author in work.authorships)
    yield from (("DC.identifier", str(identifier)) for identifier in work.identifiers)
    yield from (("DC.subject", category) for category in work.categories)
    if date := naming.cited_on(work):
        yield "DC.date", date
    if publisher := naming.server(work) or (work.venue and work.venue.publisher):
        yield "DC.publisher", publisher
    yield "DC.type", "Text"
