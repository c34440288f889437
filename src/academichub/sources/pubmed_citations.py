"""A PubMed citation as a record: https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd.

Pure. Reads ``PubmedArticle`` and ``PubmedBookArticle``; full-text articles of PubMed Central and
records of other NCBI databases are refused, not half read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.errors import UnreadableError
from academichub.ids import Identifier, address, doi, pmcid, pmid
from academichub.model import (
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Venue,
)
from academichub.sources import xml
from academichub.sources.pubmed_links import (
    Element,
    changed_by_this,
    changes_of_this,
    inside,
    marked,
    references,
    same_work,
)
from academichub.sources.sound import identifier_or_none, identifiers, issns, orcid_or_none
from academichub.sources.windows import calendar, earliest
from academichub.text import from_jats, plain

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# https://www.nlm.nih.gov/mesh/pubtypes.html, first match wins.
_TYPES = {
    "Preprint": "preprint",
    "Retraction Notice": "retraction",
    "Retraction of Publication": "retraction",
    "Published Erratum": "erratum",
    "Expression of Concern": "editorial",
    "Systematic Review": "review",
    "Review": "review",
    "Editorial": "editorial",
    "Letter": "letter",
    "Dataset": "dataset",
}
# ISO 639-2/B as MEDLINE writes it, to the two letters used everywhere else.
_LANGUAGES = {
    "eng": "en", "chi": "zh", "ger": "de", "fre": "fr", "spa": "es", "por": "pt", "ita": "it",
    "rus": "ru", "jpn": "ja", "kor": "ko", "pol": "pl", "tur": "tr", "dut": "nl", "hun": "hu",
    "cze": "cs", "dan": "da", "swe": "sv", "nor": "no", "fin": "fi", "ukr": "uk", "heb": "he",
    "per": "fa", "ara": "ar", "gre": "el", "rum": "ro", "hrv": "hr", "srp": "sr", "slv": "sl",
}  # fmt: skip


def to_record(entry: Element, route: str, fetched_at: Instant) -> Record:
    """Make the record of one ``PubmedArticle`` or ``PubmedBookArticle``.

    Raises:
        UnreadableError: it has no PMID or no title, or is another element.
    """
    match xml.local(entry):
        case "PubmedArticle":
            return _article(entry, route, fetched_at)
        case "PubmedBookArticle":
            return _book(entry, route, fetched_at)
        case other:
            raise UnreadableError(f"a {other or 'comment'} is no PubMed citation")


def published(element: Element | None) -> Date | None:
    """A ``PubDate``, ``ArticleDate`` or ``ContributionDate``, at the precision it has.

    ``MedlineDate`` is free text (``1998 Dec-1999 Jan``, ``2000 Spring``): its first year, and the
    month right after it, are taken.
    """
    if element is None:
        return None
    if found := re.search(r"\d{4}", xml.child_text(element, "Year") or "", re.ASCII):
        day = xml.child_text(element, "Day") or ""
        return calendar(int(found[0]), _month(xml.child_text(element, "Month")), _figure(day))
    free = re.search(
        r"(\d{4})(?:\s+([A-Za-z]+))?", xml.child_text(element, "MedlineDate") or "", re.ASCII
    )
    return calendar(int(free[1]), _month(free[2])) if free else None


def _article(entry: Element, route: str, fetched_at: Instant) -> Record:
    citation, article = entry.find("MedlineCitation"), entry.find("MedlineCitation/Article")
    if citation is None or article is None:
        raise UnreadableError("it has no MedlineCitation with an Article")
    own = _pmid(citation)
    found = _identifiers(own, article, entry.find("PubmedData"))
    type_ = _type(article)
    dates = (published(e) for e in (article.find("ArticleDate"), article.find(".//PubDate")))
    day = earliest(*dates)
    return Record(
        source="pubmed",
        route=route,
        key=own.value,
        fetched_at=fetched_at,
        title=_title(article),
        identifiers=found,
        type=type_,
        abstract=_abstract(article),
        authorships=_authors(article),
        authors_complete=_complete(article),
        keywords=_keywords(citation),
        venue=_venue(citation, article),
        posted_on=day if type_ == "preprint" else None,
        published_on=None if type_ == "preprint" else day,
        stage="submitted" if type_ == "preprint" else "published",
        locations=tuple(_locations(found)),
        references=references(entry, citation),
        relations=(*same_work(citation, type_), *changed_by_this(citation, own, day)),
        updates=tuple(changes_of_this(citation, article)),
        comment=_original_title(article),
        language=_language(article),
        raw=xml.raw(entry),
    )


def _book(entry: Element, route: str, fetched_at: Instant) -> Record:
    document = entry.find("BookDocument")
    if document is None:
        raise UnreadableError("it has no BookDocument")
    own = _pmid(document)
    found = _identifiers(own, document, document, entry.find("PubmedBookData"))
    book = marked(document.find("Book/BookTitle"))
    chapter = marked(document.find("ArticleTitle"))
    if not (chapter or book):
        raise UnreadableError("it has no title")
    dates = (published(document.find(path)) for path in ("ContributionDate", "Book/PubDate"))
    return Record(
        source="pubmed",
        route=route,
        key=own.value,
        fetched_at=fetched_at,
        title=chapter or book,
        identifiers=found,
        type="book-chapter" if chapter else "book",
        abstract=_abstract(document),
        authorships=_authors(document) or _authors(document.find("Book")),
        keywords=_keywords(document),
        venue=Venue(book, publisher=xml.child_text(document, "Book/Publisher/PublisherName")),
        published_on=next(filter(None, dates), None),
        stage="published",
        locations=tuple(_locations(found)),
        language=_language(document),
        raw=xml.raw(entry),
    )


def _pmid(element: Element) -> Identifier:
    found = identifier_or_none(pmid, xml.child_text(element, "PMID"))
    if not found:
        raise UnreadableError("it has no PMID")
    return found


def _identifiers(
    own: Identifier, article: Element, *lists: Element | None
) -> tuple[Identifier, ...]:
    located = (e for e in article.iterfind("ELocationID") if e.get("ValidYN") != "N")
    given = [(e.get("EIdType"), xml.text(e)) for e in located]
    for holder in lists:
        listed = holder.iterfind("ArticleIdList/ArticleId") if holder is not None else ()
        given += [(e.get("IdType"), xml.text(e)) for e in listed]
    readers = {"doi": doi, "pmc": pmcid}
    others = identifiers(*((readers[kind], value) for kind, value in given if kind in readers))
    return (own, *others)


def _title(article: Element) -> str:
    # A title in brackets is NLM's translation; "[Not Available]." stands where there is none.
    title = _undotted(marked(article.find("ArticleTitle")))
    if title.startswith("[") and title.endswith("]") and "[" not in title[1:]:
        title = _undotted(title[1:-1])
    if not title or title.casefold() == "not available":
        title = _undotted(marked(article.find("VernacularTitle")))
    if not title:
        raise UnreadableError("it has no title")
    return title


def _original_title(article: Element) -> str | None:
    original = _undotted(marked(article.find("VernacularTitle")))
    return original if original and original != _title(article) else None


def _undotted(title: str) -> str:
    # NLM closes every title with a full stop; an ellipsis is the author's.
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _abstract(article: Element) -> str | None:
    sections = article.iterfind("Abstract/AbstractText")
    return "\n\n".join(filter(None, map(_section, sections))) or None


def _section(section: Element) -> str:
    words = from_jats(inside(section))
    label = section.get("Label", "")
    return f"{label}: {words}" if words and label not in ("", "UNLABELLED", "UNASSIGNED") else words


def _type(article: Element) -> str:
    given = set(xml.texts(article, "PublicationTypeList/PublicationType"))
    return next((word for name, word in _TYPES.items() if name in given), "article")


def _authors(holder: Element | None) -> tuple[Authorship, ...]:
    if holder is None:
        return ()
    valid = (a for a in holder.iterfind("AuthorList/Author") if a.get("ValidYN") != "N")
    return tuple(author for a in valid if (author := _author(a)).name)


def _author(author: Element) -> Authorship:
    given = xml.child_text(author, "ForeName") or xml.child_text(author, "Initials")
    written = (given, xml.child_text(author, "LastName"), xml.child_text(author, "Suffix"))
    collective = author.find("CollectiveName")
    orcids = (orcid_or_none(xml.text(e)) for e in author.iterfind("Identifier[@Source='ORCID']"))
    return Authorship(
        plain(" ".join(filter(None, written))) or marked(collective),
        next(filter(None, orcids), None),
        tuple(plain(place) for place in xml.texts(author, "AffiliationInfo/Affiliation")),
    )


def _complete(article: Element) -> bool:
    return all(a.get("CompleteYN") != "N" for a in article.iterfind("AuthorList"))


def _keywords(citation: Element) -> tuple[str, ...]:
    topics = citation.iterfind("MeshHeadingList/MeshHeading/DescriptorName[@MajorTopicYN='Y']")
    words = [*citation.iterfind("KeywordList/Keyword"), *topics]
    return tuple(dict.fromkeys(filter(None, (_undotted(marked(word)) for word in words))))


def _venue(citation: Element, article: Element) -> Venue | None:
    name = marked(article.find("Journal/Title")) or marked(article.find("Journal/ISOAbbreviation"))
    if not name:
        return None
    numbers = (
        *xml.texts(article, "Journal/ISSN"),
        *xml.texts(citation, "MedlineJournalInfo/ISSNLinking"),
    )
    return Venue(
        name,
        issns(numbers),
        volume=xml.child_text(article, "Journal/JournalIssue/Volume"),
        issue=xml.child_text(article, "Journal/JournalIssue/Issue"),
        pages=xml.child_text(article, "Pagination/MedlinePgn"),
    )


def _locations(found: tuple[Identifier, ...]) -> Iterator[Location]:
    for scheme, kind in (
        ("doi", "landing"),
        ("arxiv", "landing"),
        ("pmid", "landing"),
        ("pmcid", "html"),
    ):
        for identifier in found:
            if identifier.scheme == scheme and (url := address(identifier)):
                yield Location(url, kind)


def _language(holder: Element) -> str | None:
    given = (xml.child_text(holder, "Language") or "").lower()
    return _LANGUAGES.get(given, given) if given not in ("", "und", "mul") else None


def _month(text: str | None) -> int | None:
    if not text:
        return None
    if (name := text[:3].lower()) in _MONTHS:
        return _MONTHS.index(name) + 1
    return _figure(text)


def _figure(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,2}", text, re.ASCII) else None
