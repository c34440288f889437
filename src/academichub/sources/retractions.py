"""The public file of retractions, in the columns of Retraction Watch as Crossref gives it out.

One row is one notice about one paper; it becomes a record of that paper with the notice as its update, so
that whoever cites the paper finds it retracted. A row that names no paper by an identifier is left out.
https://gitlab.com/crossref/retraction-watch-data
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from academichub import ids
from academichub.errors import UnreadableError
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Instant, Record, Update, Venue
from academichub.sources.formats import Adapt, Chunks, Opener, dates, values
from academichub.sources.formats.stream import decoded, text_lines
from academichub.text import plain

ROUTE = "file-retractions"
SOURCE = "retraction-watch"
"""Who says so, in the updates of works."""
NEEDED = ("Record ID", "RetractionDate", "OriginalPaperDOI", "RetractionNature")
HEAD = re.compile(rb"\"?Record ID\"?,[^\n]*OriginalPaperDOI", re.IGNORECASE)
"""How such a file begins."""

_LONGEST = 256 * 1024
_NATURES = {
    "retraction": "retraction",
    "correction": "correction",
    "expression of concern": "expression_of_concern",
    "reinstatement": "reinstatement",
    "withdrawal": "withdrawal",
    "removal": "removal",
}
_NO_NUMBER = frozenset(("", "0", "unavailable", "none", "n/a"))
# 1/31/2024 0:00, as spreadsheets write it: month, day, year.
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_TYPES = (("conference", "article"), ("preprint", "preprint"), ("book chapter", "book-chapter"),
          ("book", "book"), ("review", "review"), ("dissertation", "dissertation"))  # fmt: skip


def reader(opened: Opener, now: Instant) -> tuple[Iterator[bytes], Adapt]:
    """The rows of a file as they came, and what makes the record of each."""
    columns = _columns(next(_rows(opened(False)), b""))
    rows = _rows(opened(True))
    next(rows, None)
    return rows, lambda raw: to_record(raw, columns, now)


def to_record(raw: bytes, columns: tuple[str, ...], now: Instant) -> Record | None:
    """Make the record of the paper a row is about; None where the row names none.

    Raises:
        UnreadableError: it is no row, its columns are not those of the file, or it has no title.
    """
    text = decoded(raw)
    row = _read(text, columns)
    found = values.identifiers([
        (ids.doi, _given(row, "OriginalPaperDOI")), (ids.pmid, _given(row, "OriginalPaperPubMedID")),
    ])  # fmt: skip
    if not found:
        return None
    when = _day(row.get("OriginalPaperDate", ""))
    kind = _kind(row.get("ArticleType", ""), found)
    return Record(
        source="import",
        route=ROUTE,
        key=f"{SOURCE}:{row['Record ID'].strip() or found[0]}",
        fetched_at=now,
        title=values.title_of(row.get("Title", "")),
        identifiers=found,
        type=kind,
        authorships=tuple(
            Authorship(name) for each in row.get("Author", "").split(";") if (name := plain(each))
        ),
        venue=_venue(row),
        posted_on=when if kind == "preprint" else None,
        published_on=None if kind == "preprint" else when,
        stage="submitted" if kind == "preprint" else "published",
        locations=values.locations(found),
        updates=(_update(row, found),),
        raw=text,
    )


def _update(row: dict[str, str], found: tuple[Identifier, ...]) -> Update:
    nature = " ".join(row["RetractionNature"].casefold().split())
    notices = values.identifiers([
        (ids.doi, _given(row, "RetractionDOI")), (ids.pmid, _given(row, "RetractionPubMedID")),
    ])  # fmt: skip
    notice = next((one for one in notices if one not in found), None)
    reasons = (plain(each.strip().lstrip("+")) for each in row.get("Reason", "").split(";"))
    label = "; ".join(each for each in reasons if each) or None
    type_ = _NATURES.get(nature, re.sub(r"[\s-]+", "_", nature) or "update")
    return Update(type_, _day(row["RetractionDate"]), notice, label, SOURCE)


def _rows(content: Chunks) -> Iterator[bytes]:
    """The rows of the table: lines, those together that a quoted line break holds together."""
    held: list[bytes] = []
    quotes = size = 0
    for line in text_lines(content):
        held.append(line)
        quotes += line.count(b'"')
        size += len(line)
        if quotes % 2 == 0 or size > _LONGEST:
            yield b"\n".join(held)
            held, quotes, size = [], 0, 0
    if held:
        yield b"\n".join(held)


def _columns(head: bytes) -> tuple[str, ...]:
    return tuple(name.strip() for name in _cells(decoded(head).lstrip("\ufeff")))


def _cells(text: str) -> list[str]:
    try:
        return next(csv.reader([text.replace("\n", " ")], strict=True), [])
    except csv.Error as error:
        raise UnreadableError(f"the row cannot be read: {error}") from error


def _read(text: str, columns: tuple[str, ...]) -> dict[str, str]:
    if missing := [name for name in NEEDED if name not in columns]:
        raise UnreadableError(f"the table has no column {missing[0]!r}")
    cells = _cells(text)
    if len(cells) != len(columns):
        raise UnreadableError(f"the row has {len(cells)} cells, the table {len(columns)} columns")
    return dict(zip(columns, cells, strict=True))


def _given(row: dict[str, str], name: str) -> str | None:
    written = row.get(name, "").strip()
    return None if written.casefold() in _NO_NUMBER else written


def _day(written: str) -> Date | None:
    match = _DATE.match(written.strip())
    return dates.of(match[3], match[1], match[2]) if match else dates.day(written)


def _kind(written: str, found: tuple[Identifier, ...]) -> str:
    if values.is_preprint(found):
        return "preprint"
    said = written.casefold()
    return next((kind for word, kind in _TYPES if word in said), "article")


def _venue(row: dict[str, str]) -> Venue | None:
    name = plain(row.get("Journal", ""))
    return Venue(name, publisher=plain(row.get("Publisher", "")) or None) if name else None
