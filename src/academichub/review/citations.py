"""Whom a work cites and who cites it: from the store, and from OpenAlex where it may be asked.

What OpenAlex does not answer costs a note, never what the store knows. Never says that a work which was
not found does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from academichub.argument import Language
from academichub.argument.documents import Document
from academichub.argument.reviews import Citations, Referred
from academichub.errors import SourceError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.language import Language as Words
from academichub.language import words
from academichub.model import Work
from academichub.review import citing_works, references
from academichub.review.citing_works import OPENALEX, STORE, Member
from academichub.sources.openalex_citing import OpenAlexCitations
from academichub.store import Store


@dataclass(frozen=True, slots=True)
class _Outside:
    """What OpenAlex gave; whether it was asked, and what is to be said of its answers."""

    listed: tuple[Referred, ...]
    members: tuple[Member, ...] = ()
    asked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def of(
    work: Work,
    document: Document | None,
    store: Store,
    folder: Path | None = None,
    *,
    client: Client | None = None,
    openalex: OpenAlexCitations | None = None,
    language: Language = "en",
) -> Citations:
    """The references of *work* and the works that cite it.

    Args:
        work: the work.
        document: its text, where it was read; its reference list is then taken for that of the record.
        store: where works are looked for.
        folder: where documents are kept, for the citing sentences.
        client: asks OpenAlex; None where nothing outside may be asked.
        openalex: where and how it is asked.
        language: of the notes.
    """
    say = words("citing", language)
    shown = words("outline", language)
    listed = references.referred(work, document, store)
    named = citing_works.identifiers(work, store)
    out = _Outside(listed)
    if client is not None:
        out = _ask(listed, named, store, client, openalex or OpenAlexCitations(), say)
    members = [*citing_works.in_store(work, store, named), *out.members]
    citing = citing_works.joined(work, members, folder, shown)
    return Citations(out.listed, citing, len(citing), (STORE, *out.asked), out.notes)


def _ask(
    listed: tuple[Referred, ...],
    named: Sequence[Identifier],
    store: Store,
    client: Client,
    openalex: OpenAlexCitations,
    say: Words,
) -> _Outside:
    members: tuple[Member, ...] = ()
    notes: list[str] = []
    try:
        if wanted := references.asked(listed):
            listed = references.elsewhere(listed, openalex.known(client, wanted))
        found = openalex.citing(client, named)
        members = tuple(citing_works.from_records(found.records, store))
    except SourceError as error:
        return _Outside(listed, members, notes=(say("openalex.failed", why=str(error)),))
    if found.count > len(found.records) + found.unreadable:
        read, count = len(found.records), found.count
        notes.append(say("openalex.more", n=say.number(read), of=say.number(count)))
    if found.unreadable:
        notes.append(say("openalex.unreadable", n=say.number(found.unreadable)))
    return _Outside(listed, members, (OPENALEX,), tuple(notes))
