"""An OpenAlex work as a record: https://developers.openalex.org/api-entities/works/work-object.

Pure. Abstracts come as an inverted index and are put back in order; places where words are
missing are marked, never closed up.
"""

from __future__ import annotations

from collections.abc import Iterator

from academichub.errors import IdentifierError, UnreadableError
from academichub.ids import Identifier, arxiv, doi, openalex, pmcid, pmid
from academichub.model import (
    Authorship,
    Instant,
    Location,
    Record,
    Reference,
    Update,
    Venue,
)
from academichub.sources.answers import (
    Fields,
    address,
    kind,
    licence,
    number,
    part,
    parts,
    raw,
    text,
    texts,
)
from academichub.sources.sound import identifier_or_none, identifiers, issns, orcid_or_none
from academichub.sources.windows import calendar, day
from academichub.text import from_html, paragraphs, plain

GAP = "[…]"
_STAGES = {
    "submittedVersion": "submitted",
    "acceptedVersion": "accepted",
    "publishedVersion": "published",
}


def to_record(work: Fields, route: str, fetched_at: Instant) -> Record:
    """Make the record of one work.

    Raises:
        UnreadableError: it has no OpenAlex id or title, or holds something of the wrong kind.
    """
    own = _own_identifier(work)
    type_ = text(work, "type") or "other"
    primary = part(work, "primary_location")
    published = day(text(work, "publication_date")) or calendar(number(work, "publication_year"))
    subfield, keywords = _topics(work)
    return Record(
        source="openalex",
        route=route,
        key=own.value,
        fetched_at=fetched_at,
        title=_title(work),
        identifiers=_identifiers(work, own),
        type=type_,
        abstract=abstract(part(work, "abstract_inverted_index")),
        authorships=_authors(work),
        # OpenAlex gives at most a hundred authors in lists.
        authors_complete=work.get("is_authors_truncated") is not True,
        primary_category=subfield,
        categories=(subfield,) if subfield else (),
        keywords=keywords,
        venue=_venue(work, primary),
        posted_on=published if type_ == "preprint" else None,
        published_on=None if type_ == "preprint" else published,
        stage=_STAGES.get(
            text(primary, "version") or "", "submitted" if type_ == "preprint" else "published"
        ),
        locations=tuple(_locations(work)),
        references=tuple(_references(work)),
        updates=(Update("retraction", source="openalex"),)
        if work.get("is_retracted") is True
        else (),
        cited_by_count=number(work, "cited_by_count"),
        license=licence(text(primary, "license")),
        language=text(work, "language"),
        raw=raw(work),
    )


def abstract(inverted: Fields) -> str | None:
    """The text of an ``abstract_inverted_index``, word to positions.

    Raises:
        UnreadableError: a position is no whole number.
    """
    placed = sorted(_places(inverted), key=lambda place: place[0])
    words: list[str] = []
    before = -1
    for position, word in placed:
        words += [GAP, word] if position > before + 1 else [word]
        before = position
    return paragraphs(from_html(" ".join(words))) or None


def _places(inverted: Fields) -> Iterator[tuple[int, str]]:
    for word, positions in inverted.items():
        for position in positions if isinstance(positions, list) else [positions]:
            if not isinstance(position, int) or isinstance(position, bool) or position < 0:
                raise UnreadableError(f"a position in the abstract is {kind(position)}")
            yield position, word


def _own_identifier(work: Fields) -> Identifier:
    own = identifier_or_none(openalex, text(work, "id") or text(part(work, "ids"), "openalex"))
    if not own:
        raise UnreadableError(f"it has no OpenAlex id: {str(work.get('id'))[:80]!r}")
    return own


def _identifiers(work: Fields, own: Identifier) -> tuple[Identifier, ...]:
    ids = part(work, "ids")
    readers = (
        (doi, text(work, "doi")),
        (doi, text(ids, "doi")),
        (pmid, text(ids, "pmid")),
        (_pmc_page, text(ids, "pmcid")),
    )
    places = (text(place, "landing_page_url") for place in parts(work, "locations"))
    preprints = ((_arxiv_page, place) for place in places)
    return tuple(dict.fromkeys((*identifiers(*readers, *preprints), own)))


def _pmc_page(url: str) -> Identifier:
    # Sent without its letters: https://www.ncbi.nlm.nih.gov/pmc/articles/3042601.
    last = url.rstrip("/").rpartition("/")[2]
    return pmcid(f"PMC{last}" if last.isdigit() else last)


def _arxiv_page(url: str) -> Identifier:
    if "arxiv.org/abs/" not in url:
        raise IdentifierError(f"not an arXiv page: {url!r}")
    return arxiv(url)[0]


def _title(work: Fields) -> str:
    title = plain(from_html(text(work, "title") or text(work, "display_name") or ""))
    if not title:
        raise UnreadableError("it has no title")
    return title


def _authors(work: Fields) -> tuple[Authorship, ...]:
    found = (_author(entry) for entry in parts(work, "authorships"))
    return tuple(author for author in found if author.name)


def _author(entry: Fields) -> Authorship:
    author = part(entry, "author")
    institutions = (text(house, "display_name") for house in parts(entry, "institutions"))
    named = [plain(name) for name in institutions if name]
    written = [plain(name) for name in texts(entry, "raw_affiliation_strings")]
    return Authorship(
        plain(text(author, "display_name") or text(entry, "raw_author_name") or ""),
        orcid_or_none(text(author, "orcid")),
        tuple(named or written),
    )


def _topics(work: Fields) -> tuple[str | None, tuple[str, ...]]:
    """The subfield of the primary topic, about as fine as arXiv's classes; topics and keywords."""
    topic = part(work, "primary_topic")
    subfield = plain(text(part(topic, "subfield"), "display_name") or "")
    listed = (*parts(work, "topics"), *parts(work, "keywords"))
    words = (text(entry, "display_name") for entry in (topic, *listed))
    return subfield or None, tuple(dict.fromkeys(plain(word) for word in words if word))


def _venue(work: Fields, primary: Fields) -> Venue | None:
    source, biblio = part(primary, "source"), part(work, "biblio")
    name = plain(text(source, "display_name") or text(primary, "raw_source_name") or "")
    if not name:
        return None
    pages = [page for page in (text(biblio, "first_page"), text(biblio, "last_page")) if page]
    return Venue(
        name,
        issns(texts(source, "issn")),
        plain(text(source, "host_organization_name") or "") or None,
        text(biblio, "volume"),
        text(biblio, "issue"),
        "-".join(dict.fromkeys(pages)) or None,
    )


def _locations(work: Fields) -> Iterator[Location]:
    seen: set[str] = set()
    for place in (part(work, "primary_location"), *parts(work, "locations")):
        license = licence(text(place, "license"))  # noqa: A001 - the model's word
        for name, kind_ in (("landing_page_url", "landing"), ("pdf_url", "pdf")):
            url = address(text(place, name))
            if url and url not in seen:
                seen.add(url)
                yield Location(url, kind_, license=license)


def _references(work: Fields) -> Iterator[Reference]:
    for cited in texts(work, "referenced_works"):
        if identifier := identifier_or_none(openalex, cited):
            yield Reference(identifier)
