"""One BibTeX entry's fields as a record.

Field names of BibTeX and of BibLaTeX (`eprinttype`, `date`), and of reference managers that write
`pmid`, `abstract` or `keywords` beside them. Braces only group, so none of them stays in a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from academichub import ids
from academichub.errors import UnreadableError
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Instant, Record, Venue
from academichub.sources.formats import dates, values
from academichub.taxonomy import canonical
from academichub.text import paragraphs, plain

ROUTE = "file-bibtex"
TYPES = {
    "article": "article",
    "inproceedings": "article",
    "conference": "article",
    "review": "review",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "proceedings": "book",
    "inbook": "book-chapter",
    "incollection": "book-chapter",
    "phdthesis": "dissertation",
    "mastersthesis": "dissertation",
    "thesis": "dissertation",
    "techreport": "report",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    "preprint": "preprint",
    "unpublished": "preprint",
}
_LOOSE = {"misc", "online", "electronic", "www", "unpublished", "article"}
_SERVER = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|corr)\b", re.IGNORECASE)
_IN_TEXT = re.compile(r"arXiv:\s?([\w.-]+/?\d+(?:v\d+)?)", re.IGNORECASE)
_EPRINTS = {
    "arxiv": values.arxiv,
    "pubmed": ids.pmid,
    "pmid": ids.pmid,
    "pmcid": ids.pmcid,
    "pmc": ids.pmcid,
    "doi": ids.doi,
}


def to_record(fields: Mapping[str, str], kind: str, raw: str, now: Instant) -> Record:
    """Make the record of one entry. Raises UnreadableError where it has no title."""
    title = text(fields.get("title", ""))
    if not title:
        raise UnreadableError("the entry has no title")
    if fields.get("subtitle"):
        title = f"{title}: {text(fields['subtitle'])}"
    found = identifiers(fields)
    authors, complete = people(fields.get("author", ""))
    when = date(fields)
    type_ = _type(kind, fields, found)
    preprint = type_ == "preprint"
    category = fields.get("primaryclass") or fields.get("eprintclass")
    primary = canonical(category) if category else None
    return Record(
        source="import",
        route=ROUTE,
        key=values.key(found, title, authors, when),
        fetched_at=now,
        title=title,
        identifiers=found,
        type=type_,
        abstract=prose(fields.get("abstract", "")) or None,
        authorships=authors,
        authors_complete=complete,
        primary_category=primary,
        categories=(primary,) if primary else (),
        keywords=_keywords(fields),
        venue=_venue(fields, preprint),
        posted_on=when if preprint else None,
        published_on=None if preprint else when,
        stage="submitted" if preprint else "published",
        locations=values.locations(found, _url(fields)),
        comment=text(fields.get("note", "")) or None,
        language=fields.get("langid") or fields.get("language"),
        raw=raw,
    )


def text(tex: str) -> str:
    """A field's TeX as one line of plain text."""
    return _shown(plain(ungrouped(tex)))


def prose(tex: str) -> str:
    """A field's TeX as paragraphs of plain text."""
    return _shown(paragraphs(ungrouped(tex)))


def ungrouped(tex: str) -> str:
    r"""*tex* without the braces that only group or protect capitals.

    Braces in formulas, around an argument (``\c{c}``) and around a command (``{\o}``) stay for
    the reading of TeX; escaped characters are set aside, so that they are read as themselves.
    """
    if "{" not in tex and "\\" not in tex:
        return tex
    out: list[str] = []
    keeps: list[bool] = []
    at = 0
    after_command = False
    for found in _MARK.finditer(tex):
        between, mark = tex[at : found.start()], found[0]
        at = found.end()
        after_command = after_command and not between
        if mark == "{":
            keeps.append(after_command or bool(_COMMAND.match(tex, at)))
        groups = mark in "{}" and not (keeps and keeps[-1])
        out += [between, "" if groups else _LITERAL.get(mark.strip().removesuffix("{}"), mark)]
        # After one argument there may be another.
        after_command = keeps.pop() if mark == "}" and keeps else bool(_COMMAND.match(mark))
    return "".join((*out, tex[at:]))


def _shown(text: str) -> str:
    return text.translate(_CHARACTERS)


# Characters of the private area stand for the escaped ones while TeX is read.
_ESCAPES = {
    r"\textbackslash": "\\", r"\textbraceleft": "{", r"\textbraceright": "}", r"\{": "{",
    r"\}": "}", r"\$": "$", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_",
    r"\textasciitilde": "~", r"\textasciicircum": "^",
    r"\textdollar": "$", r"\textunderscore": "_", r"\textless": "<", r"\textgreater": ">",
}  # fmt: skip
_PRIVATE = 0xE010
_LITERAL = {escape: chr(_PRIVATE + n) for n, escape in enumerate(_ESCAPES)}
_CHARACTERS = {_PRIVATE + n: character for n, character in enumerate(_ESCAPES.values())}
_MARK = re.compile(
    r"\\(?:text(?:backslash|braceleft|braceright|asciitilde|asciicircum|dollar|underscore|less|"
    r"greater)(?:\{\}|(?![A-Za-z])[ ]*)|[A-Za-z]+\*?[ ]*|.)|[{}]|\$(?:[^$\\]|\\.)*\$",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\(?![{}$&%#_\\])(?!text(?:backslash|brace|ascii|dollar|under|less|great))")


def identifiers(fields: Mapping[str, str]) -> tuple[Identifier, ...]:
    """Every identifier the fields name, the eprint's first."""
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    readers = [(_EPRINTS[kind], fields.get("eprint"))] if kind in _EPRINTS else []
    readers += [(ids.doi, _verbatim(fields.get("doi"))), (ids.pmid, fields.get("pmid"))]
    readers += [(ids.pmcid, fields.get("pmcid")), (ids.parse, _url(fields))]
    readers += [(ids.parse, each) for each in fields.get("identifiers", "").split()]
    mentioned = " ".join(fields.get(name, "") for name in ("journal", "note", "howpublished"))
    readers += [(values.arxiv, each) for each in _IN_TEXT.findall(mentioned)]
    return values.identifiers(readers)


def people(tex: str) -> tuple[tuple[Authorship, ...], bool]:
    """The authors of an ``author`` field, and whether it names all of them."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    names = split_multiple_persons_names(tex.strip())
    complete = not (names and names[-1].strip().lower() == "others")
    spoken = (person(name) for name in (names if complete else names[:-1]))
    return tuple(Authorship(name) for name in spoken if name), complete


def person(tex: str) -> str:
    """One name as it is spoken: ``von Last, Jr, First`` gives ``First von Last Jr``."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if "," not in tex or (tex.strip().startswith("{") and _wraps(tex.strip())):
        return text(tex)
    parts = parse_single_name_into_parts(tex, strict=False)
    return text(" ".join((*parts.first, *parts.von, *parts.last, *parts.jr)))


def date(fields: Mapping[str, str]) -> Date | None:
    """The date: BibLaTeX's ``date``, else ``year``, ``month`` and ``day``."""
    if found := dates.day(fields.get("date", "").lstrip("{")):
        return found
    month = plain(fields.get("month", "").replace("~", " "))
    number = next((n for part in month.split() if (n := dates.month_number(part))), None)
    named = re.search(r"[A-Za-z]{3,}", month)
    number = dates.month_number(named[0]) if named else number
    in_month = re.search(r"\b\d{1,2}\b", month) if named else None
    return dates.of(fields.get("year", ""), number, fields.get("day") or (in_month and in_month[0]))


def _wraps(tex: str) -> bool:
    depth = 0
    for place, mark in enumerate(tex):
        depth += (mark == "{") - (mark == "}")
        if depth == 0:
            return place == len(tex) - 1
    return False


def _type(kind: str, fields: Mapping[str, str], found: tuple[Identifier, ...]) -> str:
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    where = journal or fields.get("publisher") or fields.get("howpublished") or ""
    if kind in _LOOSE and _SERVER.search(where):
        return "preprint"
    of_server = any(i.scheme == "arxiv" for i in found) or values.is_preprint(found)
    if kind in _LOOSE and not journal and of_server:
        return "preprint"
    return TYPES.get(kind, "other")


def _venue(fields: Mapping[str, str], preprint: bool) -> Venue | None:
    publisher = text(fields.get("publisher") or fields.get("institution") or "") or None
    names = ("journaltitle", "journal", "booktitle", "series", "school")
    name = next((n for field in names if (n := text(fields.get(field, "")))), None)
    name = name or (publisher if preprint else None)
    if not name:
        return None
    return Venue(
        name,
        values.issns(fields.get("issn")),
        publisher if publisher != name else None,
        text(fields.get("volume", "")) or None,
        text(fields.get("number") or fields.get("issue") or "") or None,
        re.sub(r"\s*[-–]+\s*", "-", text(fields.get("pages", ""))) or None,
    )


def _keywords(fields: Mapping[str, str]) -> tuple[str, ...]:
    words = re.split(r"[,;]", fields.get("keywords", ""))
    return tuple(dict.fromkeys(word for each in words if (word := text(each))))


def _verbatim(value: str | None) -> str | None:
    # DOIs and addresses are verbatim, yet many programs escape them all the same.
    return (
        re.sub(r"\\([_%&#$~{}])", r"\1", value).replace("{", "").replace("}", "") if value else None
    )


def _url(fields: Mapping[str, str]) -> str | None:
    found = re.search(r"https?://[^\s}]+", _verbatim(fields.get("url")) or "")
    return found[0] if found else None
