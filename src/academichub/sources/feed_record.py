"""One feed entry to one record: the only place where a feed's words become the model's.

Science feeds mix papers with news. An entry with an identifier of the scientific record or a
place in a journal issue is an article; one with neither is news, and says so. Nothing is ever
asked of the network, and no address in a feed is followed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from academichub.errors import UnreadableError
from academichub.model import (
    ANNOUNCE_TYPES,
    Announcement,
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Venue,
)
from academichub.sources.feed_boilerplate import Described, described
from academichub.sources.feed_dates import first, moment
from academichub.sources.feed_identity import ARXIV_PAGE, PREPRINT_DOI, Identity, identity
from academichub.sources.feed_values import Entry, Feed, Text
from academichub.sources.feed_words import words
from academichub.sources.sound import issns
from academichub.text import paragraphs, parse_announcement, plain, split_authors

_NEWS = re.compile(
    r"^(?:news|career|editorial|obituar|podcast|book review|books|world view|comment|advertis|"
    r"correspondence|policy forum|in this issue|this week|announcement|q&a|interview|perspective"
    r"s? of|letters? to the editor|nature podcast|nature briefing|research highlight|"
    r"scienceinsider|working life|where i work)",
    re.IGNORECASE,
)
_NOTICES = (
    (
        re.compile(r"^(?:retraction(?: note| notice)?|retracted)\b\s*[:to]", re.IGNORECASE),
        "retraction",
    ),
    (
        re.compile(
            r"^(?:(?:author|publisher)(?:['’]s)? correction|erratum|corrigendum|correction(?:s| to\b)?|"
            r"(?:editorial )?expression of concern|addendum)\b\s*(?:[:,]|to\b|for\b)",
            re.IGNORECASE,
        ),
        "erratum",
    ),
)
_SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}


def to_record(
    entry: Entry, feed: Feed, *, slug: str, fetched_at: Instant, venue: Venue | None = None
) -> Record:
    """Make the record of one entry.

    Args:
        entry: the entry as `feed.parse_feed` gives it.
        feed: the feed it stands in, for the journal's name.
        slug: the feed's slug; the record's source, unless a preprint server speaks.
        fetched_at: when the feed was fetched.
        venue: what is known of the journal beforehand.

    Raises:
        UnreadableError: the entry has neither a title nor text to make one of, or nothing that
            tells it from another.
    """
    told = _described(entry)
    about = identity(entry, told)
    server = _server(entry, feed, about)
    kind = _kind(entry, told, about, server)
    day = _day(entry, told)
    preprint = kind == "preprint"
    return Record(
        source=server or slug,
        route=f"feed-{slug}",
        key=_key(entry, about, server),
        fetched_at=fetched_at,
        title=_title(entry, told),
        identifiers=about.identifiers,
        type=kind,
        abstract=told.text or None,
        authorships=_authorships(entry, told),
        keywords=_keywords(entry) if not preprint else (),
        categories=_keywords(entry) if preprint else (),
        primary_category=next(iter(_keywords(entry)), None) if preprint else None,
        venue=_venue(entry, feed, told, venue, kind, server),
        posted_on=day if preprint else None,
        published_on=None if preprint else day,
        updated_on=entry.updated.day if entry.updated else None,
        version=about.version,
        stage="submitted" if preprint else "published",
        announcements=_announcements(entry, server, day),
        locations=_locations(entry, about),
        journal_ref=_arxiv_fact(entry, server, "journal_reference", "journal_ref"),
        comment=_arxiv_fact(entry, server, "comment"),
        license=_license(entry),
        language=entry.language or feed.language,
        raw=entry.raw,
    )


def _arxiv_fact(entry: Entry, server: str | None, *names: str) -> str | None:
    value = entry.fact(*names) if server == "arxiv" else None
    return plain(value) if value else None


# ---- text


def _described(entry: Entry) -> Described:
    """The longer of summary and content, once what is no abstract is cut off both."""
    texts = [described(_prose(text)) for text in (entry.summary, entry.content) if text]
    if not texts:
        return Described("")
    longest = max(texts, key=lambda told: len(told.text))
    facts = {name: value for told in reversed(texts) for name, value in told.facts.items()}
    return Described(longest.text, facts)


def _prose(text: Text) -> str:
    prose = paragraphs(words(text))
    announced = parse_announcement(prose)
    return announced.abstract if announced else prose


def _title(entry: Entry, told: Described) -> str:
    title = plain(words(entry.title))
    if title:
        return title
    # RSS 2.0 lets an item do without a title where it has a description.
    opening = " ".join(told.text.split()[:15])
    if not opening:
        raise UnreadableError("the entry has neither a title nor a text")
    return opening + ("…" if len(told.text.split()) > 15 else "")


# ---- who speaks


def _server(entry: Entry, feed: Feed, identity: Identity) -> str | None:
    """The preprint server that speaks, if one does."""
    own = " ".join(filter(None, (entry.link, entry.id)))
    if identity.value("arxiv") and ARXIV_PAGE.search(own):
        return "arxiv"
    stated = (feed.link, feed.title.value, entry.fact("publicationname"))
    named = " ".join(filter(None, (own, *stated))).lower()
    preprint = PREPRINT_DOI.match(identity.value("doi") or "")
    return next((server for server in _SERVERS if preprint and server in named), None)


def _key(entry: Entry, identity: Identity, server: str | None) -> str:
    """What tells this entry from the feed's others, for as long as the feed speaks of it."""
    if server:
        return identity.value("arxiv" if server == "arxiv" else "doi") or ""
    named = next((str(i) for i in identity.identifiers if i.scheme in ("doi", "pmid")), None)
    key = named or entry.id or entry.link
    if not key and (entry.title.value or entry.summary):
        said = f"{entry.title.value}\n{entry.summary.value if entry.summary else ''}"
        key = f"sha256:{hashlib.sha256(said.encode()).hexdigest()[:32]}"
    if not key:
        raise UnreadableError("the entry has no id, link, title or text")
    return key


# ---- what it is


def _kind(entry: Entry, told: Described, identity: Identity, server: str | None) -> str:
    if server:
        return "preprint"
    title = plain(words(entry.title))
    notice = next((kind for pattern, kind in _NOTICES if pattern.match(title)), None)
    if notice and identity.identifiers:
        return notice
    if any(i.value.startswith("10.1038/d41586-") for i in identity.identifiers):
        return "news"  # the prefix of everything Nature prints that is not research
    labels = [*entry.facts.get("section", ()), *entry.facts.get("type", ()), *_keywords(entry)[:1]]
    if any(_NEWS.match(label) for label in labels):
        return "news"
    in_issue = told.facts.get("volume") or entry.fact("volume", "startingpage", "number")
    return "article" if identity.identifiers or in_issue else "news"


def _keywords(entry: Entry) -> tuple[str, ...]:
    terms = (plain(one.label or one.term or "") for one in entry.categories)
    return tuple(dict.fromkeys(term for term in terms if term and len(term) <= 200))


def _day(entry: Entry, told: Described) -> Date | None:
    """The day of publication; the feed's own date of the entry where none is told."""
    stated = (entry.fact("publicationdate", "coverdate", "issued"), told.facts.get("published"))
    found = first(map(moment, stated))
    listed = entry.published or entry.updated or entry.created
    if listed and (not found or len(found.day) < 10):
        # A cover date is often a mere month, and often in the future.
        return listed.day
    return found.day if found else None


def _venue(
    entry: Entry, feed: Feed, told: Described, known: Venue | None, kind: str, server: str | None
) -> Venue | None:
    if server:
        return Venue("arXiv" if server == "arxiv" else _SERVERS[server])
    stated = (
        entry.fact("publicationname") or told.facts.get("journal") or feed.fact("publicationname")
    )
    name = known.name if known else plain(stated or "")
    if not name:
        return None
    if kind == "news" and not known:
        return Venue(name)
    return Venue(
        name,
        issn=known.issn if known and known.issn else _issns(entry, feed),
        publisher=(known.publisher if known else None) or _one_line(entry.fact("publisher")),
        volume=_one_line(entry.fact("volume") or told.facts.get("volume")),
        issue=_one_line(entry.fact("number") or told.facts.get("issue")),
        pages=_pages(entry) or told.facts.get("pages"),
    )


def _one_line(value: str | None) -> str | None:
    return plain(value) or None if value else None


def _issns(entry: Entry, feed: Feed) -> tuple[str, ...]:
    stated = (
        value
        for facts in (entry.facts, feed.facts)
        for name in ("issn", "eissn")
        for value in facts.get(name, ())
    )
    return issns(stated)


def _pages(entry: Entry) -> str | None:
    ends = (entry.fact("startingpage"), entry.fact("endingpage"))
    return "–".join(dict.fromkeys(filter(None, ends))) or entry.fact("pagerange")


# ---- people and places


def _authorships(entry: Entry, told: Described) -> tuple[Authorship, ...]:
    """The by-line: several elements, one element with commas, or a line in the description."""
    names = [person.name for person in entry.authors if person.name]
    people = [one for name in names for one in _people(name)]
    if not people:
        people = list(split_authors(told.facts.get("authors", "")))
    distinct = {person.name: person for person in people if person.name}
    return tuple(distinct.values())


def _people(name: str) -> Iterable[Authorship]:
    return split_authors(plain(name))


def _announcements(entry: Entry, server: str | None, day: Date | None) -> tuple[Announcement, ...]:
    announced = parse_announcement(entry.summary.value) if entry.summary else None
    kind = entry.fact("announce_type") or (announced.announce_type if announced else None)
    if server != "arxiv" or kind not in ANNOUNCE_TYPES or not day:
        return ()
    category = next(iter(_keywords(entry)), None)
    return (Announcement("arxiv", day, kind, category=category),)


def _locations(entry: Entry, identity: Identity) -> tuple[Location, ...]:
    places: dict[str, Location] = {}
    for href, kind in _addresses(entry):
        if _is_web(href):
            places.setdefault(href, Location(href, kind, identity.version))
    return tuple(places.values())


def _addresses(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.link:
        yield entry.link, "landing"
    for link in entry.links:
        if link.rel == "alternate" and link.type in (None, "text/html"):
            yield link.href, "landing"
        elif link.type == "application/pdf":
            yield link.href, "pdf"


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _license(entry: Entry) -> str | None:
    stated: Mapping[str, tuple[str, ...]] = entry.facts
    values = [*stated.get("license", ()), *stated.get("rights", ())]
    return next((value for value in values if re.match(r"https?://\S+$", value)), None)
