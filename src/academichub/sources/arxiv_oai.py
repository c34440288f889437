"""arXiv over OAI-PMH: every change since a day, with nothing missed; recovers days the feed lost.

https://info.arxiv.org/help/oa/index.html. The cursor is stored with each page, so a harvest that
is killed goes on with the page it had not finished. Never skips a page it could not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from academichub import taxonomy
from academichub.errors import MalformedAnswerError, UnreadableError, UpstreamError
from academichub.fetch import Client
from academichub.model import Cursor, Date, Instant, Page, Record, Unreadable
from academichub.sources import oai
from academichub.sources.arxiv_oai_formats import paper
from academichub.sources.arxiv_record import SOURCE, to_record

BASE_URL = "https://oaipmh.arxiv.org/oai"
FIRST_DAYS = 7
RESTARTS = 2
ALL = ""


@dataclass(frozen=True, slots=True)
class ArxivOai:
    """arXiv's OAI-PMH interface as a source.

    The cursor of a finished harvest is ``{"from": day}``; of one under way also where it stands.

    Args:
        base_url: where the interface is.
        prefix: ``arXivRaw`` (with the history of versions), ``arXiv`` or ``oai_dc``.
        categories: archives or categories to take; all of arXiv when empty.
        since: the day to begin with when there is no cursor; a week ago when None.
        name: the route's name.
    """

    base_url: str = BASE_URL
    prefix: str = "arXivRaw"
    categories: tuple[str, ...] = ()
    since: Date | None = None
    name: str = "arxiv-oai"

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield everything changed since the cursor's day, set after set, page by page.

        Raises:
            FetchError: no answer came.
            UpstreamError: the server says that it failed.
            MalformedAnswerError: an answer was no OAI-PMH, or was cut off; its whole records
                were yielded before, and the cursor still stands before it.
        """
        state = begin(cursor, self.since or _day(now - timedelta(days=FIRST_DAYS)))
        sets = tuple(dict.fromkeys(map(set_spec, self.categories))) or (ALL,)
        for spec in sets:
            if spec not in state.done:
                for page, following in self._list(client, state.on(spec)):
                    state = following
                    yield replace(page, cursor=state.cursor(sets))

    def _list(self, client: Client, state: State) -> Iterator[tuple[Page, State]]:
        """The pages of one set, each with where the harvest stands after it."""
        restarts = 0
        while state.set not in state.done:
            answer, fetched_at = self._ask(client, state)
            if state.token and answer.fault(oai.EXPIRED) and restarts < RESTARTS:
                # Tokens expire daily; the list then begins again, and records come twice.
                restarts, state = restarts + 1, replace(state, token=None, taken=0)
                continue
            refuse(answer)
            page = read(answer, self.name, fetched_at)
            if answer.cut:
                yield page, state
                raise MalformedAnswerError(f"{self.name}: {answer.cut}; the next run repeats it")
            state = state.after(answer)
            yield replace(page, expected=_expected(answer)), state

    def _ask(self, client: Client, state: State) -> tuple[oai.Answer, Instant]:
        params = {"verb": "ListRecords"}
        if state.token:
            params |= {"resumptionToken": state.token}
        else:
            params |= {"metadataPrefix": self.prefix, "from": state.start}
            params |= {"set": state.set} if state.set else {}
        answer = client.get(self.base_url, params=params, expect=oai.STATUSES)
        return oai.parse(answer.body), answer.fetched_at


@dataclass(frozen=True, slots=True)
class State:
    """Where a harvest stands: its first day, the next one's, sets done, the set and its token."""

    start: Date
    next_start: Date | None = None
    done: tuple[str, ...] = ()
    set: str = ALL
    token: str | None = None
    taken: int = 0

    def on(self, spec: str) -> State:
        """The same with *spec* as the set at work; its token is kept where it is its own."""
        return self if spec == self.set else replace(self, set=spec, token=None, taken=0)

    def after(self, answer: oai.Answer) -> State:
        """Where the harvest stands once *answer* is stored."""
        token = answer.next_token
        return replace(
            self,
            # The first answer's date: what changes while we harvest comes again the next time.
            next_start=self.next_start or (answer.response_date or "")[:10] or self.start,
            done=self.done if token else (*self.done, self.set),
            token=token,
            taken=self.taken + len(answer.entries) if token else 0,
        )

    def cursor(self, sets: tuple[str, ...]) -> Cursor:
        """This as a cursor; that of the next harvest once all *sets* are done."""
        if set(sets) <= set(self.done):
            return {"from": self.next_start}
        return {"from": self.start} | {
            key: value for key, value in asdict(self).items() if value and key != "start"
        }


def begin(cursor: Cursor | None, first: Date) -> State:
    """Where a harvest with *cursor* begins or goes on; *first* is the day without one."""
    known = dict(cursor or {})
    return State(
        start=known.get("from") or first,
        next_start=known.get("next_start"),
        done=tuple(known.get("done", ())),
        set=known.get("set", ALL),
        token=known.get("token"),
        taken=known.get("taken", 0),
    )


def refuse(answer: oai.Answer) -> None:
    """Raise UpstreamError where *answer* is an error; that nothing matches is none."""
    for fault in answer.faults:
        if fault.code not in oai.EMPTY:
            raise fault.error()


def read(answer: oai.Answer, route: str, fetched_at: Instant) -> Page:
    """The records of *answer*; what cannot be read is told apart, and what was deleted counted."""
    records: list[Record] = []
    unreadable = [Unreadable(SOURCE, route, item.reason, item.raw) for item in answer.damaged]
    deleted = 0
    for entry in answer.entries:
        if entry.header.deleted:
            deleted += 1
            continue
        try:
            records.append(to_record(paper(entry), route=route, fetched_at=fetched_at))
        except UnreadableError as error:
            key = entry.header.identifier
            unreadable.append(Unreadable(SOURCE, route, str(error), entry.raw, key))
    return Page(records, unreadable, note=_note(answer, deleted))


def set_spec(category: str) -> str:
    """ArXiv's OAI-PMH set of an archive or category: ``cs.AI`` is ``cs:cs:AI``.

    https://info.arxiv.org/help/oa/index.html: group, archive, class. ``hep-th`` is
    ``physics:hep-th``; an archive that is a group of its own is named as the group.

    Raises:
        UpstreamError: arXiv has no such archive.
    """
    known = taxonomy.canonical(category)
    archive, _, subject = known.partition(".")
    if archive not in taxonomy.ARCHIVES:
        raise UpstreamError(f"arXiv has no set for the category {category!r}")
    group = "physics" if taxonomy.field(archive) == "Physics" else archive
    if subject:
        return f"{group}:{archive}:{subject}"
    return group if group == archive != "physics" else f"{group}:{archive}"


def _expected(answer: oai.Answer) -> int | None:
    return answer.token.complete_list_size if answer.token else None


def _note(answer: oai.Answer, deleted: int) -> str | None:
    said = [
        answer.cut,
        "nothing has changed since the last harvest" if answer.fault("noRecordsMatch") else None,
        f"deleted at the source: {deleted}" if deleted else None,
    ]
    return "; ".join(part for part in said if part) or None


def _day(instant: datetime) -> Date:
    return instant.strftime("%Y-%m-%d")
