"""Identifiers of the scientific record, each in one canonical spelling.

Reads what people and upstreams write (addresses, prefixes, odd case, stray punctuation) and
gives back the one spelling the store keeps. Never asks the network whether a thing exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote

from academichub.errors import IdentifierError

# https://info.arxiv.org/help/arxiv_identifier.html: YYMM.NNNN(N) since April 2007,
# archive[.XX]/YYMMNNN before.
_ARXIV_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_ARXIV_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"
_ARXIV = re.compile(rf"(?P<id>{_ARXIV_NEW}|{_ARXIV_OLD})(?:v(?P<version>[1-9]\d*))?", re.ASCII)
_ARXIV_LEAD = re.compile(
    r"^(?:oai:arxiv\.org:|arxiv:\s*|(?:https?://)?(?:[a-z.]*\.)?arxiv\.org/[a-z]+/)", re.IGNORECASE
)
# What is printed on the first page: arXiv:2601.20802v1 [cs.LG] 28 Jan 2026.
_ARXIV_STAMP = re.compile(r"\s+\[[A-Za-z.-]+\].*$", re.DOTALL)
_ARXIV_DOI = re.compile(r"^10\.48550/arxiv\.(.+)$", re.IGNORECASE)
# DOI handbook 2.2: prefix 10.<registrant>, a slash, any printable suffix; case does not count.
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_DOI_LEAD = re.compile(
    r"^(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/)", re.IGNORECASE
)
# Registrants whose DOIs name preprints. bioRxiv and medRxiv moved to 10.64898 in December 2025;
# under 10.1101 the press that ran them has journals, too (10.1101/gad.…), but no bare numbers.
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/\d|(?:64898|21203|20944|2139|26434|31219|31222|31223|31234|31235|31730|32942|35542"
    r"|36227|22541|51094|55458)/|1590/scielopreprints)"
)
_PMID = re.compile(
    r"^(?:pmid:?\s*|(?:https?://)?(?:www\.)?(?:pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?)?0*([1-9]\d{0,8})/?$",
    re.IGNORECASE | re.ASCII,
)
_PMCID = re.compile(
    r"^(?:pmcid:\s*|(?:https?://)?(?:www\.|pmc\.)?ncbi\.nlm\.nih\.gov/(?:pmc/)?(?:articles/)?)?pmc0*([1-9]\d{0,8})(?:\.\d+)?/?$",
    re.IGNORECASE | re.ASCII,
)
_OPENALEX = re.compile(
    r"^(?:openalex:\s*|(?:https?://)?(?:api\.)?openalex\.org/(?:works/)?)?(w\d{4,12})$",
    re.IGNORECASE | re.ASCII,
)
_ORCID = re.compile(r"(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?$", re.ASCII)
_ISSN = re.compile(r"^(\d{4})-?(\d{3}[\dXx])$", re.ASCII)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


class Identifier(NamedTuple):
    """A scheme (`arxiv`, `doi`, `pmid`, `pmcid`, `openalex`, `local`) and its canonical value.

    Its text, ``arxiv:2601.20802``, is also how a work is named in addresses and in JSON.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


def arxiv(text: str) -> tuple[Identifier, int | None]:
    """Read an arXiv id in any spelling.

    Returns:
        The identifier without its version, and the version where one was written.

    Raises:
        IdentifierError: *text* is no arXiv id.
    """
    bare = _ARXIV_STAMP.sub("", unquote(text.strip()))
    as_doi = _ARXIV_DOI.match(_DOI_LEAD.sub("", bare))
    bare = as_doi[1] if as_doi else _ARXIV_LEAD.sub("", bare)
    found = _ARXIV.fullmatch(re.sub(r"(?:\.pdf)?(?:[?#].*)?$", "", bare))
    if not found:
        raise IdentifierError(
            f"not an arXiv id: {text!r}; one looks like 2601.20802 or hep-th/9901001"
        )
    # The subject class in old ids (math.GT/0309136) is not part of the identifier.
    value = re.sub(r"\.[A-Z]{2}/", "/", found["id"])
    return Identifier("arxiv", value), int(found["version"]) if found["version"] else None


def doi(text: str) -> Identifier:
    """Read a DOI; an arXiv DOI gives the arXiv identifier it stands for.

    Raises:
        IdentifierError: *text* holds no DOI.
    """
    stripped = text.strip()
    bare = _DOI_LEAD.sub("", stripped)
    # Only an address is percent-encoded; a DOI itself may hold a percent sign.
    if "%" in bare and bare != stripped and not stripped.lower().startswith("doi:"):
        bare = unquote(bare)
    found = _DOI.match(bare)
    value = _without_trailing_punctuation(found[0]).lower() if found else ""
    if not _DOI.fullmatch(value):
        raise IdentifierError(f"not a DOI: {text!r}; one looks like 10.1038/s41586-021-03819-2")
    own = _ARXIV_DOI.match(value)
    return arxiv(own[1])[0] if own else Identifier("doi", value)


def pmid(text: str) -> Identifier:
    """Read a PubMed id. Raises IdentifierError."""
    return _read(_PMID, "pmid", text, "a PMID", str)


def pmcid(text: str) -> Identifier:
    """Read a PubMed Central id. Raises IdentifierError."""
    return _read(_PMCID, "pmcid", text, "a PMCID", lambda v: f"PMC{v}")


def openalex(text: str) -> Identifier:
    """Read an OpenAlex work id. Raises IdentifierError."""
    return _read(_OPENALEX, "openalex", text, "an OpenAlex work id", str.upper)


def orcid(text: str) -> str:
    """Read an ORCID iD and test its check digit (ISO 7064 mod 11-2).

    Raises:
        IdentifierError: *text* is no ORCID iD, or its check digit is wrong.
    """
    found = _ORCID.search(text.strip())
    if not found:
        raise IdentifierError(f"not an ORCID iD: {text!r}; one looks like 0000-0002-1825-0097")
    value = "-".join(found.groups()).upper()
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    if value[-1] != ("X" if expected == 10 else str(expected)):
        raise IdentifierError(f"the check digit of ORCID iD {value} is wrong")
    return value


def issn(text: str) -> str:
    """Read an ISSN and test its check digit (ISO 3297).

    Raises:
        IdentifierError: *text* is no ISSN, or its check digit is wrong.
    """
    found = _ISSN.match(re.sub(r"^(?i:e?issn)[:\s]*", "", text.strip()))
    if not found:
        raise IdentifierError(f"not an ISSN: {text!r}; one looks like 0028-0836")
    digits = (found[1] + found[2]).upper()
    total = sum(int(d) * w for d, w in zip(digits, range(8, 1, -1), strict=False))
    expected = -total % 11
    if digits[-1] != ("X" if expected == 10 else str(expected)):
        raise IdentifierError(f"the check digit of ISSN {text.strip()} is wrong")
    return f"{digits[:4]}-{digits[4:]}"


def parse(text: str) -> Identifier:
    """Read an identifier of any kind we know, with or without prefix or address.

    A bare number could be anything and is refused; write ``pmid:123``.

    Raises:
        IdentifierError: none of the kinds fits.
    """
    stripped = text.strip()
    if stripped.startswith("local:"):
        return Identifier("local", stripped[6:])
    for read in (_arxiv_only, doi, pmcid, openalex):
        try:
            return read(stripped)
        except IdentifierError:
            continue
    if not stripped.isdigit():
        try:
            return pmid(stripped)
        except IdentifierError:
            pass
    raise IdentifierError(
        f"not an identifier: {text!r}; give an arXiv id, DOI, pmid:…, PMC… or OpenAlex W…"
    )


def is_preprint(identifier: Identifier) -> bool:
    """Whether *identifier* names a preprint: an arXiv id, or a DOI of a preprint server."""
    if identifier.scheme == "doi":
        return bool(_PREPRINT_DOI.match(identifier.value))
    return identifier.scheme == "arxiv"


def address(identifier: Identifier) -> str | None:
    """The public address where *identifier* resolves, or None for one of our own."""
    value = quote(identifier.value, safe="/:;()._-")
    match identifier.scheme:
        case "arxiv":
            return f"https://arxiv.org/abs/{value}"
        case "doi":
            return f"https://doi.org/{value}"
        case "pmid":
            return f"https://pubmed.ncbi.nlm.nih.gov/{value}/"
        case "pmcid":
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{value}/"
        case "openalex":
            return f"https://openalex.org/{value}"
    return None


def _arxiv_only(text: str) -> Identifier:
    return arxiv(text)[0]


def _read(
    pattern: re.Pattern[str], scheme: str, text: str, what: str, spell: Callable[[str], str]
) -> Identifier:
    found = pattern.match(text.strip())
    if not found:
        raise IdentifierError(f"not {what}: {text!r}")
    return Identifier(scheme, spell(found[1]))


def _without_trailing_punctuation(doi_text: str) -> str:
    # A closing bracket belongs to the DOI only where its opening one does: 10.1016/S0140(97)1.
    while doi_text:
        last = doi_text[-1]
        closes_nothing = last in _PAIRS and doi_text.count(last) > doi_text.count(_PAIRS[last])
        if last in ".,;:'\"" or closes_nothing:
            doi_text = doi_text[:-1]
        else:
            break
    return doi_text
