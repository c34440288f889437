"""RIS records, read one at a time from files as programs really write them.

Tags as in Research Information Systems' description (https://en.wikipedia.org/wiki/RIS_(file_format))
and in rispy's tables. Tolerates any line end, missing spaces, wrapped lines and a missing `ER`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from academichub import ids
from academichub.errors import UnreadableError
from academichub.model import Authorship, Date, Instant, Record, Venue
from academichub.sources.formats import Adapt, Chunks, Opener, dates, values
from academichub.sources.formats.stream import LINE_LIMIT, decoded, text_lines
from academichub.text import paragraphs, plain

ROUTE = "file-ris"
TAG = re.compile(rb"^\s*([A-Z][A-Z0-9])\s{0,3}-(?:\s|$)")
# A record that begins where the end of the one before it is gone, its last newline too.
_LATER_START = re.compile(rb"(?!^)TY {2}- [A-Z]{3,6}\s*$")
_TEXT_TAG = re.compile(r"^\s*([A-Z][A-Z0-9])\s{0,3}-(?:\s|$)")
TYPES = {
    "JOUR": "article",
    "EJOUR": "article",
    "JFULL": "article",
    "MGZN": "article",
    "CONF": "article",
    "CPAPER": "article",
    "INPR": "article",
    "UNPB": "preprint",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "book-chapter",
    "ECHAP": "book-chapter",
    "THES": "dissertation",
    "RPRT": "report",
    "DATA": "dataset",
    "COMP": "software",
}
Tags = dict[str, list[str]]


def reader(opened: Opener, now: Instant) -> tuple[Iterator[bytes], Adapt]:
    """The records of a file as they came, and what makes the record of each."""
    return _records(opened(True)), lambda raw: to_record(raw, now)


def to_record(raw: bytes, now: Instant) -> Record:
    """Make the record of one RIS record.

    Raises:
        UnreadableError: it is too long, or has no type or title.
    """
    if len(raw) > LINE_LIMIT:
        raise UnreadableError(f"the record is longer than {LINE_LIMIT // 2**20} MiB")
    text = decoded(raw)
    tags = read(text)
    if "TY" not in tags:
        raise UnreadableError("the RIS record does not begin with a TY line")
    title = values.title_of(_first(tags, "TI", "T1", "CT", "BT"))
    urls = [part.strip() for line in tags.get("UR", ()) for part in line.split("; ")]
    found = values.identifiers(
        [(ids.doi, _first(tags, "DO", "DI"))]
        + [(ids.parse, each) for each in [*urls, *tags.get("AN", ()), *tags.get("M3", ())]]
        + [(ids.doi, each) for each in tags.get("N1", ()) if each.lower().startswith("doi")]
    )
    authors = _authors(tags)
    when = _date(tags)
    kind = TYPES.get(tags["TY"][0].upper(), "other")
    if values.is_preprint(found) and kind in {"article", "other"} and not _first(tags, "VL"):
        kind = "preprint"
    preprint = kind == "preprint"
    return Record(
        source="import",
        route=ROUTE,
        key=values.key(found, title, authors, when),
        fetched_at=now,
        title=title,
        identifiers=found,
        type=kind,
        abstract=paragraphs(_first(tags, "AB", "N2") or "") or None,
        authorships=authors,
        keywords=tuple(dict.fromkeys(w for each in tags.get("KW", ()) if (w := plain(each)))),
        venue=_venue(tags),
        posted_on=when if preprint else None,
        published_on=None if preprint else when,
        stage="submitted" if preprint else "published",
        locations=values.locations(found, urls[0] if urls else None),
        language=_first(tags, "LA"),
        raw=text,
    )


def read(text: str) -> Tags:
    """The lines of one record by tag; a line without a tag goes on the one before it."""
    tags: Tags = {}
    last: list[str] | None = None
    for line in text.split("\n"):
        if found := _TEXT_TAG.match(line):
            last = tags.setdefault(found[1], [])
            last.append(line[found.end() :].strip())
        elif last and line.strip():
            last[-1] = f"{last[-1]}\n{line.strip()}".strip()
    return {tag: kept for tag, lines in tags.items() if (kept := [each for each in lines if each])}


def _records(content: Chunks) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in itertools.chain.from_iterable(map(_parted, text_lines(content))):
        tag = (found := TAG.match(line)) and found[1]
        if tag == b"TY" and held:
            yield b"\n".join(held)
            held, size = [], 0
        if (held or tag) and tag != b"ER" and size <= LINE_LIMIT:
            held.append(line)
            size += len(line) + 1
        if tag == b"ER" and held:
            yield b"\n".join(held)
            held, size = [], 0
    if any(line.strip() for line in held):
        yield b"\n".join(held)


def _parted(line: bytes) -> tuple[bytes, ...]:
    """*line*, in two where a record begins on it."""
    found = _LATER_START.search(line) if b"TY  - " in line else None
    return (line[: found.start()], line[found.start() :]) if found else (line,)


def _first(tags: Tags, *names: str) -> str | None:
    return next((tags[name][0] for name in names if tags.get(name)), None)


def _authors(tags: Tags) -> tuple[Authorship, ...]:
    names = tags.get("AU") or tags.get("A1") or ()
    return tuple(Authorship(name) for each in names if (name := plain(spoken(each))))


def spoken(name: str) -> str:
    """A name as it is spoken of ``Family, Given, Suffix``."""
    family, *others = (part.strip() for part in name.split(",", 2))
    given, suffix = [*others, "", ""][:2]
    return " ".join(part for part in (given, family, suffix) if part)


def _date(tags: Tags) -> Date | None:
    exact = dates.day(_first(tags, "DA", "Y1", "PY") or "")
    year = dates.day(_first(tags, "PY", "Y1") or "")
    # DA is when it appeared; some programs put the day of the export there.
    return exact if exact and (not year or exact[:4] == year[:4]) else year or exact


def _venue(tags: Tags) -> Venue | None:
    name = plain(_first(tags, "JO", "JF", "T2", "BT", "J2", "JA", "PB") or "")
    if not name:
        return None
    publisher = plain(_first(tags, "PB") or "") or None
    pages = "-".join(p for p in (_first(tags, "SP"), _first(tags, "EP")) if p) or None
    return Venue(
        name,
        values.issns(" ".join(tags.get("SN", ()))),
        publisher if publisher != name else None,
        _first(tags, "VL"),
        _first(tags, "IS"),
        pages,
    )
