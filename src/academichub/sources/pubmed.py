"""PubMed through NCBI's E-utilities: a search by days of entry, its citations fetched in batches.

Works through one window in the order of PMIDs, so what arrives meanwhile shifts nothing. Never
asks for more hits of a search than PubMed hands out: it splits the days instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from academichub.errors import MalformedAnswerError, UnreadableError, UpstreamError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Cursor, Instant, Page, Record, Unreadable
from academichub.sources import xml
from academichub.sources.answers import hiding, json_object, shown, text
from academichub.sources.pubmed_citations import to_record
from academichub.sources.pubmed_links import Element
from academichub.sources.windows import Reach, Window

BASE_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
# https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ESearch: PubMed gives the first 9,999.
HITS = 9_999
_ENTRIES = ("PubmedArticle", "PubmedBookArticle")


@dataclass(frozen=True, slots=True)
class Search:
    """An answer of `esearch`: how many there are in all, and the PMIDs it gives."""

    count: int
    pmids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Citations:
    """An answer of `efetch`: citations as they came, those that are no XML, and what is missing."""

    entries: tuple[Element, ...]
    damaged: tuple[xml.Damaged, ...] = ()
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Pubmed:
    """What PubMed has added of a search.

    Args:
        term: the search, in PubMed's own language (``cancer[ti] AND 2026[dp]``).
        name: the route.
        base_url: where E-utilities are, without a closing slash.
        contact: an e-mail address, as NCBI asks of every program.
        api_key: raises the limit from 3 to 10 requests a second; never shown.
        dated_by: the date a window is about: ``edat`` entered, ``mdat`` changed, ``pdat`` published.
        batch: citations a page; above 200 the address grows too long.
        reach: how many days back to begin, and how many to read again each time.
    """

    term: str
    name: str = "pubmed"
    base_url: str = BASE_URL
    contact: str | None = None
    api_key: str | None = field(default=None, repr=False)
    dated_by: str = "edat"
    batch: int = 200
    reach: Reach = field(default=Reach(first=7, again=2, longest=31))

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was entered since *cursor*.

        Raises:
            SourceError: of an answer that is cut off the whole citations were yielded, without a
                cursor.
        """
        for window in self.reach.windows(cursor, now):
            for portion in self._portions(client, window):
                yield from self._portion(client, window, *portion)
            yield Page(cursor=window.completed(now))

    def by_ids(self, client: Client, identifiers: Iterable[Identifier]) -> Iterator[Page]:
        """The citations of the PMIDs among *identifiers*; pages without a cursor."""
        wanted = [identifier.value for identifier in identifiers if identifier.scheme == "pmid"]
        for position in range(0, len(wanted), self.batch):
            yield from self._fetched(client, wanted[position : position + self.batch])

    def _portions(
        self, client: Client, window: Window
    ) -> Iterator[tuple[Window, Search, str | None]]:
        """The searches a window takes: its halves, where it has more hits than are handed out."""
        search = self._search(client, window)
        if search.count <= HITS or window.start == window.end:
            over = search.count > HITS
            note = (
                f"PubMed hands out {HITS} of {search.count} hits of {window.start}"
                if over
                else None
            )
            yield window, search, note
            return
        middle = window.start + (window.end - window.start) // 2
        yield from self._portions(client, replace(window, end=middle))
        yield from self._portions(client, replace(window, start=middle + timedelta(days=1)))

    def _portion(
        self, client: Client, whole: Window, portion: Window, search: Search, note: str | None
    ) -> Iterator[Page]:
        wanted = _left(search.pmids, portion)
        for position in range(0, len(wanted), self.batch):
            batch = wanted[position : position + self.batch]
            place = whole.cursor(start=str(portion.start), end=str(portion.end), after=batch[-1])
            for page in self._fetched(client, [str(number) for number in batch], place):
                said = "; ".join(filter(None, (note, page.note))) or None
                yield replace(page, expected=search.count, note=said)

    def _search(self, client: Client, window: Window) -> Search:
        asked: dict[str, str | int] = {
            "term": self.term,
            "retmax": HITS,
            "datetype": self.dated_by,
            "mindate": window.start.strftime("%Y/%m/%d"),
            "maxdate": window.end.strftime("%Y/%m/%d"),
        }
        body, _ = self._ask(client, "esearch", asked)
        with hiding(self.api_key):
            return parse_search(body)

    def _fetched(
        self, client: Client, wanted: list[str], cursor: Cursor | None = None
    ) -> Iterator[Page]:
        body, at = self._ask(client, "efetch", {"id": ",".join(wanted)})
        with hiding(self.api_key):
            citations = parse_citations(body)
        page = self._page(citations, at)
        if citations.cut:
            # What is missing may have smaller PMIDs than what came: all are asked for again.
            yield replace(page, note=citations.cut)
            raise MalformedAnswerError(f"{self.name}: {citations.cut}; the next run repeats it")
        missing = len(wanted) - len(page.records) - len(page.unreadable)
        note = f"{missing} of {len(wanted)} PMIDs gave no citation" if missing > 0 else None
        yield replace(page, cursor=cursor, note=note)

    def _page(self, citations: Citations, at: Instant) -> Page:
        records: list[Record] = []
        unreadable = [Unreadable("pubmed", self.name, d.reason, d.raw) for d in citations.damaged]
        for entry in citations.entries:
            try:
                records.append(to_record(entry, self.name, at))
            except UnreadableError as error:
                unreadable.append(Unreadable("pubmed", self.name, str(error), xml.raw(entry)))
        return Page(records, unreadable)

    def _ask(
        self, client: Client, tool: str, asked: Mapping[str, str | int]
    ) -> tuple[bytes, Instant]:
        identity = {"tool": "academichub", "email": self.contact, "api_key": self.api_key}
        sent = {name: value for name, value in identity.items() if value}
        params = {"db": "pubmed", "retmode": "xml", **asked, **sent}
        answer = client.get(f"{self.base_url}/{tool}.fcgi", params=params)
        return answer.body, answer.fetched_at


def parse_search(body: bytes) -> Search:
    """Read an answer of `esearch` (https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd).

    Raises:
        MalformedAnswerError: another document, or none.
        UpstreamError: E-utilities say that they failed.
    """
    what = "an esearch result"
    root = _document(body, what, ()).root
    if xml.local(root) != "eSearchResult":
        raise MalformedAnswerError(f"{what} should have come, but it is a {xml.local(root)}")
    count = xml.child_text(root, "Count") or ""
    found = xml.texts(root, "IdList/Id")
    if not all(re.fullmatch(r"\d{1,9}", figure, re.ASCII) for figure in (count, *found)):
        raise MalformedAnswerError(f"{what} has no sound Count or Id")
    return Search(int(count), tuple(int(figure) for figure in found))


def parse_citations(body: bytes) -> Citations:
    """Read an answer of `efetch` for PubMed; its entries are looked at one by one later.

    Raises:
        MalformedAnswerError: another document (a PMC full text, say), none, or one cut off before
            its first whole citation.
        UpstreamError: E-utilities say that they failed.
    """
    what = "a set of PubMed citations"
    document = _document(body, what, _ENTRIES)
    root = document.root
    if xml.local(root) != "PubmedArticleSet":
        raise MalformedAnswerError(f"{what} should have come, but it is a {xml.local(root)}")
    entries = (child for child in root if xml.local(child) in _ENTRIES)
    return Citations(tuple(entries), document.damaged, document.cut)


def _document(body: bytes, what: str, entries: tuple[str, ...]) -> xml.Document:
    # E-utilities answer in JSON when they refuse, whatever was asked for; the answer may hold the
    # key, so only its "error" is shown.
    if body.lstrip().startswith(b"{"):
        raise UpstreamError(f"E-utilities say: {_complaint(body, what)}")
    document = xml.parse(body, what=what, entries=entries)
    for path in ("ERROR", "ErrorList/FieldNotFound"):
        if complaint := xml.child_text(document.root, path):
            raise UpstreamError(f"E-utilities say: {shown(complaint)}")
    if xml.local(document.root) == "ERROR":
        raise UpstreamError(f"E-utilities say: {shown(xml.text(document.root) or '')}")
    return document


def _complaint(body: bytes, what: str) -> str:
    try:
        return shown(text(json_object(body, what), "error") or "something in JSON")
    except UnreadableError:
        return "something in JSON"


def _left(pmids: tuple[int, ...], portion: Window) -> list[int]:
    """The PMIDs still to be fetched, smallest first, after those a resumed cursor has done."""
    done = portion.resumed or {}
    start, end, after = str(done.get("start", "")), str(done.get("end", "")), 0
    if str(portion.end) < start:
        return []
    # Portions follow from the counts, which may have changed: only the same days count as done.
    if (start, end) == (str(portion.start), str(portion.end)):
        after = int(done.get("after", 0))
    return sorted({number for number in pmids if number > after})
