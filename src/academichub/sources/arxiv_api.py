"""arXiv's search API: papers by category and day of submission, and single papers by their id.

https://info.arxiv.org/help/api/user-manual.html. Never takes an empty page at its word, and never
asks for more than the API gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from academichub import ids, taxonomy
from academichub.errors import MalformedAnswerError, UnreadableError, UpstreamError
from academichub.fetch import Client
from academichub.model import Cursor, Instant, Page, Record, Unreadable
from academichub.sources.arxiv_atom import Answer, entry_to_record, parse
from academichub.sources.arxiv_record import SOURCE

BASE_URL = "https://export.arxiv.org/api/query"
ROUTE = "arxiv-api"

# The user manual, section 3.1.1.2: slices of at most 2000, 30000 in all. Beyond 10000 the API
# has been seen to answer with HTTP 500, so that a window with more papers is halved.
LARGEST_SLICE = 2_000
FURTHEST = 30_000
REACH = 10_000
TRIES = 3
BATCH = 100
FIRST_DAYS = 3
# A paper appears days after it was submitted; the last days are asked for again.
OVERLAP = timedelta(days=7)
# Longer than any pause in arXiv's announcements, so that nothing in it is suspicious.
SUSPICIOUS = timedelta(days=5)

_STAMP = "%Y%m%d%H%M"


@dataclass(frozen=True, slots=True)
class ArxivApi:
    """arXiv's API as a source: papers of some categories, by the day they were submitted.

    Args:
        categories: archives or categories, at least one.
        base_url: where the API is.
        days: how far back to begin without a cursor.
        slice_size: papers in one answer, at most 2000.
        reach: papers taken of one window of time, at most 30000.
        name: the route's name.
    """

    categories: tuple[str, ...]
    base_url: str = BASE_URL
    days: int = FIRST_DAYS
    slice_size: int = 500
    reach: int = REACH
    name: str = ROUTE

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield the papers submitted since the cursor's day, oldest first, slice by slice.

        Raises:
            FetchError: no answer came.
            UpstreamError: arXiv says that it failed, or keeps sending empty pages.
            MalformedAnswerError: no Atom feed, or one that was cut off.
        """
        window = begin(cursor, now, self.days)
        while window.since < window.until:
            answer, fetched_at, tries = self._ask(client, window)
            if answer.total > self.reach and window.divisible:
                window = window.halved()
                continue
            page = read(answer, self.name, fetched_at)
            if answer.cut:
                yield page
                raise MalformedAnswerError(f"{self.name}: {answer.cut}; the next run repeats it")
            if tries == TRIES and answer.total == 0:
                yield Page(note=f"arXiv says that nothing was submitted; asked {TRIES} times")
                return
            window = window.after(answer, now)
            yield replace(page, cursor=window.cursor(now))

    def _ask(self, client: Client, window: Window) -> tuple[Answer, Instant, int]:
        params: dict[str, str | int] = {
            "search_query": search(self.categories, window.since, window.until),
            "start": window.start,
            "max_results": min(self.slice_size, LARGEST_SLICE),
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        return ask(client, self.base_url, params, expected=window.until - window.since > SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked for, and how many of its papers are taken."""

    since: datetime
    until: datetime
    start: int = 0

    @property
    def divisible(self) -> bool:
        """Whether it has not been begun, and is long enough to be halved."""
        return self.start == 0 and self.until - self.since > timedelta(hours=1)

    def halved(self) -> Window:
        """Its first half; there are more papers in it than the API gives."""
        middle = self.since + (self.until - self.since) / 2
        return Window(self.since, middle.replace(second=0, microsecond=0))

    def after(self, answer: Answer, now: datetime) -> Window:
        """What remains once *answer* is stored."""
        taken = self.start + len(answer.entries) + len(answer.damaged)
        if taken < min(answer.total, FURTHEST):
            return replace(self, start=taken)
        return Window(self.until, _minute(now))

    def cursor(self, now: datetime) -> Cursor:
        """This as a cursor; that of the next run where nothing remains."""
        if self.since >= self.until:
            return {"from": _stamp(_minute(now) - OVERLAP)}
        return {"from": _stamp(self.since), "until": _stamp(self.until), "start": self.start}


def begin(cursor: Cursor | None, now: datetime, days: int) -> Window:
    """Where a run with *cursor* begins or goes on."""
    until = _minute(now)
    if not cursor:
        return Window(until - timedelta(days=days), until)
    stop = _read_stamp(cursor["until"]) if "until" in cursor else until
    return Window(_read_stamp(cursor["from"]), stop, int(cursor.get("start", 0)))


def search(categories: Sequence[str], since: datetime, until: datetime) -> str:
    """The query for papers of *categories* submitted from *since* until *until*, in GMT.

    Section 5.1 of the user manual. An archive with classes is asked for as ``cat:cs.*``.
    """
    found = (taxonomy.canonical(category) for category in categories)
    either = " OR ".join(
        f"cat:{one}.*" if len(taxonomy.ARCHIVES.get(one, ())) > 1 else f"cat:{one}" for one in found
    )
    return f"({either}) AND submittedDate:[{_stamp(since)} TO {_stamp(until)}]"


def by_ids(
    client: Client, arxiv_ids: Sequence[str], *, base_url: str = BASE_URL, route: str = ROUTE
) -> Iterator[Page]:
    """Look single papers up, a hundred at a time, to complete what another route gave.

    Papers arXiv does not know are named in `Page.note`. A version in an id is asked for.

    Raises:
        IdentifierError: one of them is no arXiv id; nothing was asked.
        UpstreamError: arXiv says that it failed.
    """
    asked = list(dict.fromkeys(map(_spelled, arxiv_ids)))
    for first in range(0, len(asked), BATCH):
        batch = asked[first : first + BATCH]
        params: dict[str, str | int] = {"id_list": ",".join(batch), "max_results": len(batch)}
        answer, fetched_at, _ = ask(client, base_url, params, expected=False)
        page = read(answer, route, fetched_at)
        missing = sorted({ids.arxiv(one)[0].value for one in batch} - {r.key for r in page.records})
        note = f"arXiv does not give {', '.join(missing)}" if missing else None
        yield replace(page, note="; ".join(filter(None, (page.note, note))) or None)


def ask(
    client: Client, base_url: str, params: dict[str, str | int], *, expected: bool
) -> tuple[Answer, Instant, int]:
    """Ask until an answer is not suspiciously empty, at most three times.

    Returns:
        The answer, when it came, and how often it was asked for.

    Raises:
        UpstreamError: the pages stay empty although arXiv counts papers beyond them.
    """
    for attempt in range(1, TRIES + 1):
        came = client.get(base_url, params=params, expect=(400,))
        answer = parse(came.body)
        if not suspicious(answer, expected=expected) or (attempt == TRIES and answer.total == 0):
            return answer, came.fetched_at, attempt
    raise UpstreamError(
        f"arXiv's API sent {TRIES} empty pages at {answer.start} although it counts {answer.total}"
    )


def suspicious(answer: Answer, *, expected: bool) -> bool:
    """Whether an answer is emptier than it can be.

    Empty first pages and pages in the middle are a known fault
    (https://groups.google.com/g/arxiv-api/c/DYHxWrtBgbo). *expected*: there must be results.
    """
    if answer.entries or answer.damaged or answer.cut:
        return False
    return answer.total > answer.start or (expected and answer.total == 0)


def read(answer: Answer, route: str, fetched_at: Instant) -> Page:
    """The records of *answer*; what cannot be read is told apart."""
    records: list[Record] = []
    unreadable = [Unreadable(SOURCE, route, item.reason, item.raw) for item in answer.damaged]
    for entry in answer.entries:
        try:
            records.append(entry_to_record(entry, fetched_at=fetched_at, route=route))
        except UnreadableError as error:
            unreadable.append(Unreadable(SOURCE, route, str(error), entry.raw, entry.id or None))
    return Page(records, unreadable, expected=answer.total, note=answer.cut)


def _spelled(written: str) -> str:
    identifier, version = ids.arxiv(written)
    return f"{identifier.value}v{version}" if version else identifier.value


def _minute(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def _stamp(instant: datetime) -> str:
    return instant.strftime(_STAMP)


def _read_stamp(written: str) -> datetime:
    return datetime.strptime(written, _STAMP).replace(tzinfo=UTC)
