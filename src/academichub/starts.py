"""How a radar begins: drafts of a profile from what a reader has or names.

Each way gives a `Draft` to look at; nothing is kept, and no paper of a reader's goes into the
store. Asks ORCID and Zotero only when a reader starts from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from academichub import ids
from academichub.drafting import MOST, Draft, Note, Papers, draft, newest
from academichub.drafting.identities import Person, day, family, key_of, people
from academichub.drafting.searches import interest, interests, of_queries
from academichub.errors import (
    AnswerError,
    MalformedAnswerError,
    NotFoundError,
    SearchIndexError,
    TooLargeError,
    UsageError,
)
from academichub.fetch import Client
from academichub.index.words import Words
from academichub.matching import match
from academichub.model import Record, Unreadable, Work
from academichub.profile import FORMAT, FollowedAuthor, Profile
from academichub.query import Query, Term, parse
from academichub.sources import files, orcid, zotero
from academichub.sources.catalogue import catalogue
from academichub.sources.opml import parse_opml
from academichub.store import Store

Progress = Callable[[int, int | None], None]
"""Told how many papers have been read, and of how many where that is known."""

_READ = 20_000
_VENUES = 200
_SIGHTINGS = 400
_SHOWN = 12
_PROFILE = re.compile(rb'"format"\s*:\s*"academichub-profile-')
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_HEAD = 4_096
_FILE_NAME = re.compile(r"[^\w. -]+")


@dataclass(frozen=True, slots=True)
class Upstreams:
    """Where the upstreams of a start are."""

    orcid: str = orcid.BASE_URL
    zotero: str = zotero.BASE_URL


class Starts:
    """The ways in which a radar may begin.

    Args:
        store: the works there are.
        words: their word index.
        client: gives the HTTP client; called only by a start that asks an upstream.
        at: where the upstreams are.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self,
        store: Store,
        words: Words,
        client: Callable[[], Client],
        at: Upstreams,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._words = store, words
        self._client, self._at, self._clock = client, at, clock

    def from_anything(self, name: str, body: bytes) -> Draft:
        """A draft of a file of whatever kind: a bibliography, an OPML list, a profile of ours.

        Raises:
            UsageError: it is none of these, or holds nothing; the text says what would do.
        """
        head = body[:_HEAD]
        if _PROFILE.search(head):
            return self.from_profile(body)
        return self.from_opml(body) if _OPML.search(head) else self.from_file(name, body)

    def from_file(self, name: str, body: bytes) -> Draft:
        """A draft of a bibliography: BibTeX, RIS, CSL-JSON, or any other format of `files`.

        Raises:
            UsageError: it is in no format we read, or holds no paper.
        """
        with TemporaryDirectory(prefix="academichub-start-") as folder:
            path = Path(folder) / (_FILE_NAME.sub("_", Path(name).name).strip(". ")[-80:] or "file")
            path.write_bytes(body)
            return self.from_path(path)

    def from_path(self, path: Path) -> Draft:
        """The same of a file on this machine, of any size.

        Raises:
            UsageError: there is no such file, it is in no format we read, or holds no paper.
        """
        records: list[Record] = []
        unreadable: list[Unreadable] = []
        notes: list[Note] = []
        try:
            for page in files.read(path, now=self._clock()):
                records += page.records
                unreadable += page.unreadable
                if len(records) + len(unreadable) >= _READ:
                    notes.append(Note("many", len(records) + len(unreadable)))
                    break
        except (MalformedAnswerError, TooLargeError) as error:
            # The file is the reader's own: what stands before the damage will do.
            notes.append(Note("cut", what=str(error)))
        if not records:
            why = notes[0].what if notes else unreadable[0].reason if unreadable else "it is empty"
            raise UsageError(f"no paper could be read from {path.name}: {why}")
        return self._drafted(records, [*_unread(unreadable), *notes])

    def from_orcid(self, who: str) -> Draft:
        """A draft of what somebody lists under their ORCID iD.

        Raises:
            IdentifierError: it is no ORCID iD.
            NotFoundError: nobody has it, or they list nothing.
            SourceError: ORCID does not answer, or not as it should.
        """
        found = orcid.researcher(self._client(), who, base_url=self._at.orcid, most=MOST)
        if not found.records:
            raise NotFoundError(
                f"{found.name} lists no works in public at ORCID; start from a file instead"
            )
        notes = _unread(found.unreadable)
        if found.listed > MOST:
            notes.append(Note("newest", MOST, found.listed))
        author = FollowedAuthor(found.name, found.orcid)
        return self._drafted(found.records, notes, title=found.name, you=author)

    def from_zotero(self, library: zotero.Library, progress: Progress | None = None) -> Draft:
        """A draft of a Zotero library, the `MOST` papers that were added last.

        Raises:
            UsageError: the key is none, or does not open the library.
            NotFoundError: there is no such library, or no paper in it.
            SourceError: Zotero does not answer, or not as it should.
        """
        records: list[Record] = []
        unreadable: list[Unreadable] = []
        notes: list[Note] = []
        for page in zotero.items(self._client(), library, base_url=self._at.zotero):
            records += page.records
            unreadable += page.unreadable
            if progress:
                progress(len(records), page.expected)
            if len(records) >= MOST:
                if page.expected and page.expected > MOST:
                    notes.append(Note("newest", MOST, page.expected))
                break
        if not records:
            raise NotFoundError(
                "there are no journal articles, preprints or conference papers in that library"
            )
        return self._drafted(records[:MOST], [*_unread(unreadable), *notes])

    def from_works(self, names: Sequence[str]) -> Draft:
        """A draft of picked works, by any of their identifiers.

        Raises:
            UsageError: none was picked.
            NotFoundError: one is not in the store.
        """
        given = [str(ids.parse(name)) for name in dict.fromkeys(names)]
        if not given:
            raise UsageError("pick at least one work")
        numbers = self._store.numbers(given)
        if unknown := [name for name in given if name not in numbers]:
            raise NotFoundError(f"there is no work {unknown[0]}")
        works = self._store.works(list(numbers.values()))
        picked = tuple(works[number] for number in dict.fromkeys(numbers.values()))
        return self._draft(Papers(picked[:MOST]), [])

    def from_search(self, text: str) -> Draft:
        """A draft of a search: its words, people and categories.

        Raises:
            QueryError: the search holds a date that is none.
            UsageError: nothing of it says what to look for.
        """
        asked = parse(text, self._clock())
        if asked.identifier:
            return self.from_works([str(asked.identifier)])
        return of_queries(" ".join(text.split()), [asked], _journals())

    def from_interests(self, text: str) -> Draft:
        """A draft of interests as one types them: words and phrases with commas between them.

        Each piece is one phrase; a piece in the language of the search box is read as that.

        Raises:
            QueryError: a piece holds a date that is none.
            UsageError: there is nothing in it.
        """
        pieces = interests(text)
        asked = [interest(piece, self._clock()) for piece in pieces]
        return of_queries(", ".join(pieces), asked, _journals())

    def from_opml(self, body: bytes) -> Draft:
        """A draft of the journals of an OPML list. It follows no feed by itself.

        Raises:
            UsageError: it is no OPML, or lists no feed.
        """
        try:
            listed = parse_opml(body)
        except AnswerError as error:
            raise UsageError(f"the file cannot be read as OPML: {error}") from error
        known = {one.feed: one.name for one in catalogue()}
        venues = tuple(dict.fromkeys(known.get(one.feed, one.title)[:300] for one in listed))
        if not venues:
            raise UsageError("the OPML file lists no feed")
        notes = (Note("venues", _VENUES, len(venues)),) if len(venues) > _VENUES else ()
        return Draft(
            ", ".join(venues[:2])[:80], Profile(venues=venues[:_VENUES]), notes=notes
        )  # fmt: skip

    def from_profile(self, body: bytes) -> Draft:
        """A draft of a profile that was exported, by us or by a stranger.

        Raises:
            UsageError: it is none, or of a format of another version; says which.
        """
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise UsageError(f"the file is not whole: it is no JSON ({error.msg})") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            told = data.get("format") if isinstance(data, dict) else None
            raise UsageError(f"the file is a {str(told)[:60]!r}; this program reads {FORMAT!r}")
        title = data.get("title")
        named = " ".join(title.split())[:80] if isinstance(title, str) else ""
        return self.of_profile(named, Profile.from_json(data))

    def of_profile(self, title: str, profile: Profile) -> Draft:
        """A draft that is a profile as it stands, its seeds looked up.

        Seeds that are not in the store stay in it: they may come to be.
        """
        numbers = self._store.numbers(profile.seeds)
        works = self._store.works(list(set(numbers.values())))
        found = tuple(works[n] for n in dict.fromkeys(numbers.values()) if n in works)
        absent = [name for name in profile.seeds if name not in numbers]
        missing = (*(one.title for one in profile.papers), *absent)
        return Draft(title, profile, found, missing)

    def people(self, name: str) -> tuple[Person, ...]:
        """Who may be meant by *name* among the authors here, told apart; the most written first.

        Raises:
            UsageError: there is no name in it.
            SearchIndexError: the index cannot be used.
        """
        key = key_of(name)
        if not any(map(str.isalpha, key)):
            raise UsageError("type a name to look for")
        asked = [
            tuple(_author(word) for word in key.split() if len(word) > 1),
            (_author(family(key)),),
        ]
        numbers: dict[int, None] = {}
        for terms in asked:
            if terms:
                hits = self._words.search(Query(terms=terms), limit=_SIGHTINGS, sort="date")
                numbers.update(dict.fromkeys(() if hits.loose else hits.numbers))
        return people(name, self._store.works(list(numbers)).values())[:_SHOWN]

    def _drafted(
        self,
        records: Sequence[Record],
        notes: Sequence[Note],
        *,
        title: str | None = None,
        you: FollowedAuthor | None = None,
    ) -> Draft:
        taken, left = newest(records)
        return self._draft(placed(self._store, taken), [*notes, *left], title=title, you=you)

    def _draft(
        self,
        papers: Papers,
        notes: Iterable[Note],
        *,
        title: str | None = None,
        you: FollowedAuthor | None = None,
    ) -> Draft:
        total = self._store.counts()["works"]
        return draft(
            papers, title=title, notes=notes, you=you, frequency=self._frequency, total=total
        )

    def _frequency(self, phrase: str) -> int:
        asked = Query(terms=(Term(phrase, phrase=True),))
        try:
            hits = self._words.search(asked, limit=1)
        except SearchIndexError:
            return 0  # while the index is made again every phrase is as telling as any
        return 0 if hits.loose else hits.total


def placed(store: Store, records: Sequence[Record]) -> Papers:
    """Which of *records* the store has, by identifier, else by title and first author.

    Decided as for any record that comes in (`matching.match`), and nothing is put down.
    """
    numbers = store.numbers({str(i) for record in records for i in record.identifiers})
    titled = store.titled({record.title for record in records})
    works = store.works(list({*numbers.values(), *(n for some in titled.values() for n in some)}))
    found: dict[str, Work] = {}
    missing: list[Record] = []
    for record in records:
        near = [numbers.get(str(i), -1) for i in record.identifiers] + titled.get(record.title, [])
        matched = match(record, (works[n] for n in dict.fromkeys(near) if n in works))
        if matched:
            found.setdefault(matched.works[0].id, matched.works[0])
        else:
            missing.append(record)
    return Papers(tuple(sorted(found.values(), key=day, reverse=True)), tuple(missing))


def _author(word: str) -> Term:
    return Term(word, field="author")


def _unread(unreadable: Sequence[Unreadable]) -> list[Note]:
    return [Note("unreadable", len(unreadable), what=unreadable[0].reason)] if unreadable else []


def _journals() -> Mapping[str, str]:
    return {journal.slug: journal.name for journal in catalogue()}
