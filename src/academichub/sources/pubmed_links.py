"""What a PubMed citation says of other works: references, preprints, retractions, errata.

Pure. Reads ``CommentsCorrections`` and ``Reference`` as their documentation names them, and makes
no link from a kind it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from academichub.ids import Identifier, doi, pmcid, pmid
from academichub.model import Date, Reference, Relation, Update
from academichub.sources import xml
from academichub.sources.sound import identifier_or_none, identifiers
from academichub.text import from_jats, plain

Element = etree._Element  # noqa: SLF001 - lxml publishes its element type under this name only

# https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html#CommentsCorrections: the work is
# changed by what is named, or is itself the notice that changes what is named.
_CHANGED_BY = {
    "RetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
    "ExpressionOfConcernIn": "expression_of_concern",
}
_CHANGES = {
    "RetractionOf": "retraction",
    "ErratumFor": "correction",
    "ExpressionOfConcernFor": "expression_of_concern",
}
_PREPRINT_SERVERS = re.compile(
    r"(?:bio|med|chem)rxiv|(?:psy)?arxiv|res(?:earch)? sq|ssrn|preprints", re.IGNORECASE
)
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)


def marked(element: Element | None) -> str:
    """The text of a field with inline markup and MathML, on one line."""
    return plain(from_jats(inside(element))) if element is not None else ""


def inside(element: Element) -> str:
    """The element's content as markup: its text escaped, its children as they came."""
    children = (etree.tostring(child, encoding="unicode") for child in element)
    return escape(element.text or "", quote=False) + "".join(children)


def references(entry: Element, citation: Element) -> tuple[Reference, ...]:
    """The reference list; where there is none, what NLM's own matching says it cites."""
    listed = entry.iterfind("PubmedData//Reference")
    cited = citation.iterfind("CommentsCorrectionsList/CommentsCorrections[@RefType='Cites']")
    return tuple(map(_reference, listed)) or tuple(map(_cited, cited))


def _reference(reference: Element) -> Reference:
    readers = {"pubmed": pmid, "doi": doi, "pmc": pmcid}
    given = {e.get("IdType"): xml.text(e) for e in reference.iterfind("ArticleIdList/ArticleId")}
    found = identifiers(*((readers[name], given.get(name)) for name in ("doi", "pubmed", "pmc")))
    return Reference(next(iter(found), None), marked(reference.find("Citation")) or None)


def _cited(entry: Element) -> Reference:
    return Reference(_named(entry), marked(entry.find("RefSource")) or None)


def _named(entry: Element) -> Identifier | None:
    """What a ``CommentsCorrections`` names: a PMID, else a DOI inside its source text."""
    by_doi = _DOI.search(xml.child_text(entry, "RefSource") or "")
    return identifier_or_none(pmid, xml.child_text(entry, "PMID")) or identifier_or_none(
        doi, by_doi[0] if by_doi else None
    )


def _remarks(citation: Element) -> Iterator[tuple[str, Element]]:
    for entry in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        yield entry.get("RefType", ""), entry


def same_work(citation: Element, type_: str) -> Iterator[Relation]:
    """The article of a preprint, the preprint of an article."""
    # "Update in/of" links a preprint with its article, but also two editions of a review.
    for kind, entry in _remarks(citation):
        source = xml.child_text(entry, "RefSource") or ""
        from_preprint = kind == "UpdateIn" and type_ == "preprint"
        to_preprint = kind == "UpdateOf" and _PREPRINT_SERVERS.match(source)
        if (from_preprint or to_preprint) and (other := _named(entry)):
            yield Relation("same-work", other)


def changed_by_this(citation: Element, own: Identifier, day: Date | None) -> Iterator[Relation]:
    """The works that *own* is a notice about, since *day*."""
    for kind, entry in _remarks(citation):
        if kind in _CHANGES and (other := _named(entry)):
            yield Relation("updates", other, Update(_CHANGES[kind], day, own, source="pubmed"))


def changes_of_this(citation: Element, article: Element) -> Iterator[Update]:
    """What notices say about this work."""
    kinds = {kind for kind, _ in _remarks(citation)}
    given = set(xml.texts(article, "PublicationTypeList/PublicationType"))
    if "Retracted Publication" in given and "RetractionIn" not in kinds:
        yield Update("retraction", source="pubmed")
    for kind, entry in _remarks(citation):
        if kind in _CHANGED_BY:
            label = marked(entry.find("RefSource")) or None
            yield Update(_CHANGED_BY[kind], None, _named(entry), label, "pubmed")
