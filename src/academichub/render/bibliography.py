"""Works as BibTeX, RIS and CSL-JSON.

Pure text out of works; what is written reads back, by our own import too, with the same title,
authors, identifiers and date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from academichub import ids
from academichub.model import Work
from academichub.render import naming, tex

_BIBTEX = {
    "preprint": "misc",
    "article": "article",
    "review": "article",
    "book": "book",
    "book-chapter": "incollection",
    "dissertation": "phdthesis",
    "report": "techreport",
}
_RIS = {
    "preprint": "UNPB",
    "article": "JOUR",
    "review": "JOUR",
    "book": "BOOK",
    "book-chapter": "CHAP",
    "dissertation": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
}
_CSL = {
    "preprint": "article",
    "article": "article-journal",
    "review": "review",
    "book": "book",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTAINER = {"article": "journal", "incollection": "booktitle", "phdthesis": "school"}

Field = tuple[str, str | None]


def bibtex(works: Iterable[Work]) -> str:
    """*works* as BibTeX that BibLaTeX reads as well.

    A preprint of arXiv carries both ``archivePrefix``/``primaryClass`` and
    ``eprinttype``/``eprintclass``; text is UTF-8.
    """
    return "\n".join(iter_bibtex(works))


def ris(works: Iterable[Work]) -> str:
    """*works* as RIS, lines ended as the format asks by CR LF."""
    return "".join(iter_ris(works))


def csl_json(works: Iterable[Work]) -> str:
    """*works* as a CSL-JSON list (schema csl-data.json of CSL 1.0.2)."""
    chosen = list(works)
    items = [csl_item(work, key) for work, key in zip(chosen, naming.keys(chosen), strict=True)]
    return orjson.dumps(items, option=orjson.OPT_INDENT_2).decode()


def iter_bibtex(works: Iterable[Work]) -> Iterator[str]:
    """The entries of `bibtex` one by one; each ends with a newline."""
    chosen = list(works)
    for work, key in zip(chosen, naming.keys(chosen), strict=True):
        yield _entry(_BIBTEX.get(work.type, "misc"), key, _bibtex_fields(work))


def iter_ris(works: Iterable[Work]) -> Iterator[str]:
    """The records of `ris` one by one."""
    for work in works:
        lines = (f"{tag}  - {_line(value)}" for tag, value in _ris_fields(work) if value)
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def csl_item(work: Work, key: str) -> dict[str, Any]:
    """One work as a CSL-JSON item with the id *key*."""
    venue, server = work.venue, naming.server(work)
    item: dict[str, Any] = {
        "id": key,
        "type": _CSL.get(work.type, "document"),
        "title": work.title,
        "author": [_csl_name(author.name) for author in work.authorships],
        "issued": _csl_date(work),
        "container-title": venue.name if venue and not server else None,
        "publisher": server or (venue.publisher if venue else None),
        "ISSN": " ".join(venue.issn) if venue else None,
        "volume": venue.volume if venue else None,
        "issue": venue.issue if venue else None,
        "page": venue.pages if venue else None,
        "abstract": None if work.starter else work.abstract,
        "note": _summary(work),
        "keyword": ", ".join(work.keywords),
        "language": work.language,
        "URL": _url(work),
    }
    item |= _csl_identifiers(work)
    return {name: value for name, value in item.items() if value}


def _summary(work: Work) -> str | None:
    # What stands in for the abstract of a starter work is not the authors' and must not read so.
    return f"Summary by AcademicHub: {work.abstract}" if work.starter and work.abstract else None


def _entry(kind: str, key: str, fields: Iterable[Field]) -> str:
    lines = (f"  {name} = {value}," for name, value in fields if value)
    return "\n".join((f"@{kind}{{{key},", *lines, "}", ""))


def _bibtex_fields(work: Work) -> Iterator[Field]:
    kind = _BIBTEX.get(work.type, "misc")
    yield "title", _braced(work.title, tex.title)
    yield "author", _bibtex_authors(work)
    yield from _bibtex_date(work)
    yield from _bibtex_venue(work, kind)
    yield from _bibtex_identifiers(work)
    yield "url", _verbatim(_url(work))
    yield "keywords", _braced(", ".join(work.keywords), tex.escaped)
    yield "langid", _verbatim(work.language)
    yield "abstract", None if work.starter else _braced(work.abstract, tex.escaped)
    notes = ("Retracted" if work.retracted else None, _summary(work))
    yield "note", _braced(". ".join(note for note in notes if note), tex.escaped)


def _bibtex_date(work: Work) -> Iterator[Field]:
    year, month, day = _date(work)
    yield "year", year and f"{{{year}}}"
    yield "month", month and _MONTHS[int(month) - 1]
    yield "day", day and f"{{{int(day)}}}"


def _bibtex_venue(work: Work, kind: str) -> Iterator[Field]:
    venue, server = work.venue, naming.server(work)
    if venue is None or server:
        yield "publisher", _braced(server, tex.escaped)
        return
    yield _CONTAINER.get(kind, "series"), _braced(venue.name, tex.escaped)
    yield "publisher", _braced(venue.publisher, tex.escaped)
    yield "volume", _braced(venue.volume, tex.escaped)
    yield "number", _braced(venue.issue, tex.escaped)
    yield "pages", _braced(venue.pages and venue.pages.replace("-", "--"), tex.escaped)
    yield "issn", _verbatim(", ".join(venue.issn))


def _bibtex_identifiers(work: Work) -> Iterator[Field]:
    told = {"doi": work.identifier("doi"), "pmid": work.identifier("pmid")}
    told["pmcid"] = work.identifier("pmcid")
    if arxiv := work.identifier("arxiv"):
        yield "eprint", _verbatim(arxiv)
        yield "archivePrefix", "{arXiv}"
        yield "primaryClass", _verbatim(work.primary_category)
        yield "eprinttype", "{arxiv}"
        yield "eprintclass", _verbatim(work.primary_category)
        told["arxiv"] = arxiv
    for scheme in ("doi", "pmid", "pmcid"):
        yield scheme, _verbatim(told[scheme])
    # What the fields above have no place for; styles ignore the name.
    rest = [str(i) for i in work.identifiers if told.get(i.scheme) != i.value]
    yield "identifiers", _verbatim(" ".join(rest))


def _bibtex_authors(work: Work) -> str | None:
    names = [_bibtex_name(author.name) for author in work.authorships]
    if names and not work.authors_complete:
        names.append("others")
    return f"{{{' and '.join(names)}}}" if names else None


def _bibtex_name(name: str) -> str:
    parts = naming.parts(name)
    if parts.is_body:
        return f"{{{tex.escaped(name)}}}"
    given, family = _guarded(parts.given), _guarded(parts.family)
    suffix = tex.escaped(parts.suffix)
    return f"{family}, {suffix}, {given}" if suffix else f"{family}, {given}"


def _guarded(part: str) -> str:
    # The word "and" parts names wherever it stands free.
    words = (f"{{{w}}}" if w.lower() == "and" else tex.escaped(w) for w in part.split(" "))
    return " ".join(words)


def _braced(text: str | None, write: Callable[[str], str]) -> str | None:
    # An @ that opens a line would open an entry.
    return "{" + write(text).replace("\n@", "\n{@}") + "}" if text else None


def _verbatim(text: str | None) -> str | None:
    # Braces inside would end the field for good.
    return "{" + text.replace("{", "%7B").replace("}", "%7D") + "}" if text else None


def _ris_fields(work: Work) -> Iterator[Field]:
    venue, server = work.venue, naming.server(work)
    year, month, day = _date(work)
    yield "TY", _RIS.get(work.type, "GEN")
    yield "TI", work.title
    yield from (("AU", _ris_name(author.name)) for author in work.authorships)
    yield "PY", year
    yield "DA", year and "/".join((year, month or "", day or "", ""))
    yield "AB", None if work.starter else work.abstract
    yield "N1", _summary(work)
    if venue and not server:
        start, _, end = (venue.pages or "").partition("-")
        yield from (("JO", venue.name), ("VL", venue.volume), ("IS", venue.issue))
        yield from (("SP", start), ("EP", end), ("SN", " ".join(venue.issn)))
    yield "PB", server or (venue.publisher if venue else None)
    yield from (("KW", word) for word in work.keywords)
    yield "LA", work.language
    yield "DO", work.identifier("doi")
    yield from (("UR", address) for address in _addresses(work))
    if work.retracted:
        yield "N1", "Retracted"


def _ris_name(name: str) -> str:
    parts = naming.parts(name)
    if parts.is_body:
        return name.replace(",", "")  # commas take names apart here
    return ", ".join(part for part in (parts.family, parts.given, parts.suffix) if part)


def _line(value: str) -> str:
    return " ".join(value.split())


def _addresses(work: Work) -> list[str]:
    own = (a for i in work.identifiers if (a := ids.address(i)))
    first = _url(work)
    return list(dict.fromkeys(([first] if first else []) + list(own)))


def _csl_name(name: str) -> dict[str, str]:
    parts = naming.parts(name)
    if parts.is_body:
        return {"literal": name}
    named = {"family": parts.family, "given": parts.given}
    return named | ({"suffix": parts.suffix} if parts.suffix else {})


def _csl_date(work: Work) -> dict[str, Any] | None:
    parts = [int(part) for part in _date(work) if part]
    return {"date-parts": [parts]} if parts else None


def _csl_identifiers(work: Work) -> dict[str, Any]:
    named: dict[str, Any] = {
        "DOI": work.identifier("doi"),
        "PMID": work.identifier("pmid"),
        "PMCID": work.identifier("pmcid"),
    }
    if arxiv := work.identifier("arxiv"):
        named |= {"number": f"arXiv:{arxiv}", "archive": "arXiv", "archive_location": arxiv}
    told = {*named.values(), arxiv}
    if rest := [str(i) for i in work.identifiers if i.value not in told]:
        named["custom"] = {"identifiers": rest}
    return named


def _date(work: Work) -> tuple[str | None, str | None, str | None]:
    year, month, day, *_ = (*(naming.cited_on(work) or "").split("-"), "", "", "")
    return year or None, month or None, day or None


def _url(work: Work) -> str | None:
    resolved = (ids.address(identifier) for identifier in work.identifiers)
    return work.location("landing") or next((a for a in resolved if a), None)
