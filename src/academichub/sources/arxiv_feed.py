"""arXiv's daily feed: what was announced today, in any categories, of all four kinds.

The feed holds one day and at most 2,000 items, and an over-full one loses new papers first; so a
full answer is asked for again in halves, and days that no feed showed are named in the cursor for
the OAI-PMH route to recover. Never takes a full answer for a whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

from academichub import taxonomy
from academichub.errors import MalformedAnswerError, UnreadableError
from academichub.fetch import Answer, Client
from academichub.model import Cursor, Date, Page, Record, Unreadable
from academichub.sources.arxiv_listing import Listing, item_to_record, parse
from academichub.sources.arxiv_record import SOURCE

BASE_URL = "https://rss.arxiv.org"
LIMIT = 2_000
# The feed is made at midnight in New York; what was taken later than this is whole.
SETTLED = timedelta(hours=3)

# "new" tells most about a paper, "replace-cross" least.
_STRENGTH = {"new": 3, "replace": 2, "cross": 1, "replace-cross": 0}


@dataclass(frozen=True, slots=True)
class ArxivFeed:
    """arXiv's daily feed as a source.

    The cursor: ``announced_on``, the newest day with papers; ``seen_on``, the newest day looked
    at; ``requests``, each with when it was made and its ETag; ``missed`` (see `missed`).

    Args:
        categories: archives or categories; all of arXiv when empty.
        base_url: where the feeds are.
        format: ``rss`` or ``atom``.
        name: the route's name.
    """

    categories: tuple[str, ...] = ()
    base_url: str = BASE_URL
    format: str = "rss"
    name: str = "arxiv-rss"

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what was announced today and is not taken yet.

        Records come request by request, without a cursor; the last page has it, so that a run
        that was killed is repeated as a whole and one paper's strongest announcement stands.

        Raises:
            FetchError: no answer came.
            UpstreamError: arXiv says that the request was wrong.
            MalformedAnswerError: no feed, or one that was cut off; its whole items were yielded.
        """
        run = _Run(self, cursor or {}, now)
        yield from run.pages(client, plan(self.categories, cursor))
        yield Page(cursor=run.cursor(), note=run.note())


class _Run:
    """One run: the requests made so far, and what each paper was announced as."""

    def __init__(self, feed: ArxivFeed, before: Mapping[str, Any], now: datetime) -> None:
        self.feed, self.before, self.now = feed, before, now
        self.taken: dict[str, Mapping[str, str]] = {}
        self.kinds: dict[str, str] = {}
        self.seen: set[Date] = set()
        self.skipped: set[str] = set()
        self.full: list[tuple[str, Date]] = []
        self.size = 0

    def pages(self, client: Client, requests: Sequence[tuple[str, ...]]) -> Iterator[Page]:
        waiting = list(requests)
        while waiting:
            request = waiting.pop(0)
            had = self.before.get("requests", {}).get(joined(request), {})
            if settled(had, self.now):
                self.taken[joined(request)] = had
                continue
            answer = self._get(client, request, had)
            if answer.not_modified:
                self.taken[joined(request)] = had | {"taken_at": answer.fetched_at}
                continue
            listing = parse(answer.body)
            halves = halve(request) if listing.size >= LIMIT else ()
            waiting[:0] = halves
            if not halves:
                yield from self._take(request, listing, answer)

    def _get(self, client: Client, request: tuple[str, ...], had: Mapping[str, str]) -> Answer:
        return client.get(
            f"{self.feed.base_url}/{self.feed.format}/{joined(request)}",
            etag=had.get("etag"),
            last_modified=had.get("last_modified"),
            expect=(400,),
        )

    def _take(self, request: tuple[str, ...], listing: Listing, answer: Answer) -> Iterator[Page]:
        today = eastern(self.now).date()
        # A day that has not come is a mistake; believed, it would make all days until then missed.
        latest = (today + timedelta(days=1)).isoformat()
        day = listing.day if listing.day and listing.day <= latest else today.isoformat()
        page = self._page(listing, day, answer)
        if listing.cut:
            yield replace(page, note=listing.cut)
            raise MalformedAnswerError(f"{self.feed.name}: {listing.cut}; the next run repeats it")
        self.seen.add(day)
        self.skipped.update(listing.skip_days)
        self.size += listing.size
        if listing.size >= LIMIT:
            self.full.append((joined(request), day))
        self.taken[joined(request)] = _marks(answer)
        if page.records or page.unreadable:
            yield page

    def _page(self, listing: Listing, day: Date, answer: Answer) -> Page:
        records: list[Record] = []
        route = self.feed.name
        unreadable = [Unreadable(SOURCE, route, item.reason, item.raw) for item in listing.damaged]
        for item in listing.items:
            dated = replace(item, published_on=item.published_on or day)
            try:
                record = item_to_record(dated, route=route, fetched_at=answer.fetched_at)
            except UnreadableError as error:
                unreadable.append(Unreadable(SOURCE, route, str(error), item.raw, item.guid))
                continue
            if self._stronger(record):
                records.append(record)
        return Page(records, unreadable)

    def _stronger(self, record: Record) -> bool:
        """Whether this run has not yet heard of the paper, or in a weaker way."""
        kind = record.announcements[0].announce_type
        heard = self.kinds.get(record.key)
        if heard is not None and _STRENGTH[kind] <= _STRENGTH[heard]:
            return False
        self.kinds[record.key] = kind
        return True

    def cursor(self) -> Cursor:
        """Where the next run goes on."""
        last = self.before.get("seen_on")
        newest = max({*self.seen, *filter(None, [last])}, default=None)
        announced = newest if self.size else self.before.get("announced_on")
        cursor: dict[str, Any] = {
            "categories": list(self.feed.categories),
            "requests": self.taken,
            "seen_on": newest,
            "announced_on": announced,
            "missed": sorted({*missed(self.before), *self._lost()}),
        }
        return {key: value for key, value in cursor.items() if value}

    def _lost(self) -> set[Date]:
        """The days this run found not to be whole, or not to have been looked at."""
        between = weekdays_between(self.before.get("seen_on"), max(self.seen, default=None))
        return {*between, *(day for _, day in self.full)}

    def note(self) -> str | None:
        """What a person should know of this run."""
        said = [
            f"arXiv cut the feed of {request} at {LIMIT} items; {day} is to be completed over "
            "OAI-PMH"
            for request, day in self.full
        ]
        gap = weekdays_between(self.before.get("seen_on"), max(self.seen, default=None))
        if gap:
            said.append(f"no feed was taken on {', '.join(gap)}; OAI-PMH recovers these days")
        if not self.seen:
            said.append("nothing new since it was last taken")
        elif not self.size:
            said.append(_empty(max(self.seen), self.skipped))
        return "; ".join(said) or None


def missed(cursor: Cursor | None) -> tuple[Date, ...]:
    """The days whose announcements no feed showed us whole, holidays among them."""
    return tuple((cursor or {}).get("missed", ()))


def recover_from(cursor: Cursor | None) -> Date | None:
    """The day from which `ArxivOai` brings what was missed; None where nothing was.

    Papers are changed up to two days before the feed's day that announces them.
    """
    first = min(missed(cursor), default=None)
    return (date.fromisoformat(first) - timedelta(days=2)).isoformat() if first else None


def recovered(cursor: Cursor) -> Cursor:
    """*cursor* once the days in it were recovered."""
    return {key: value for key, value in cursor.items() if key != "missed"}


def plan(categories: Sequence[str], cursor: Cursor | None) -> list[tuple[str, ...]]:
    """The requests to make: those that fitted the last time, else all categories in one."""
    known = cursor or {}
    if known.get("requests") and known.get("categories", []) == list(categories):
        return [tuple(request.split("+")) for request in known["requests"]]
    return [tuple(dict.fromkeys(map(taxonomy.canonical, categories))) or tuple(taxonomy.ARCHIVES)]


def halve(request: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Two requests that together ask for what *request* asks; none where it cannot be halved."""
    parts = taxonomy.ARCHIVES.get(request[0], request) if len(request) == 1 else request
    middle = (len(parts) + 1) // 2
    return (parts[:middle], parts[middle:]) if len(parts) > 1 else ()


def joined(request: tuple[str, ...]) -> str:
    """*request* as the feed's address has it: ``cs.AI+q-bio.NC``."""
    return "+".join(quote(category, safe="") for category in request)


def settled(had: Mapping[str, str], now: datetime) -> bool:
    """Whether a request was last made late enough today, in New York, not to be made again."""
    if "taken_at" not in had:
        return False
    here = eastern(now)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return datetime.fromisoformat(had["taken_at"]) >= midnight + SETTLED


def weekdays_between(last: Date | None, day: Date | None) -> tuple[Date, ...]:
    """The weekdays after *last* and before *day*, on which arXiv may have announced papers."""
    if last is None or day is None:
        return ()
    first, end = date.fromisoformat(last), date.fromisoformat(day)
    days = (first + timedelta(days=n) for n in range(1, (end - first).days))
    return tuple(one.isoformat() for one in days if one.weekday() < 5)


def eastern(now: datetime) -> datetime:
    """*now* on arXiv's clock, in New York.

    Daylight saving from the second Sunday of March to the first of November, at two in the
    morning (Energy Policy Act of 2005, section 110); no time zone tables are needed.
    """
    utc = now.astimezone(UTC)
    begins = _sunday(utc.year, 3, 2).replace(hour=7)
    ends = _sunday(utc.year, 11, 1).replace(hour=6)
    hours = -4 if begins <= utc < ends else -5
    return utc.astimezone(timezone(timedelta(hours=hours)))


def _sunday(year: int, month: int, number: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))


def _marks(answer: Answer) -> dict[str, str]:
    marks = {
        "taken_at": answer.fetched_at,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
    }
    return {name: value for name, value in marks.items() if value}


def _empty(day: Date, skipped: set[str]) -> str:
    weekday = date.fromisoformat(day).strftime("%A")
    if weekday in skipped:
        return f"arXiv announces nothing on {' and '.join(f'{one}s' for one in sorted(skipped))}"
    return f"arXiv announced nothing on {weekday}, {day}; it may be a holiday"
