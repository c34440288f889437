"""The reference list of a work, each entry resolved to a work as far as it can be, with who cites it how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from academichub.argument import Quote
from academichub.argument.documents import Document
from academichub.argument.reviews import Referred
from academichub.citing import contexts, entries, stance
from academichub.citing import printed as journals
from academichub.citing.entries import Named
from academichub.ids import Identifier
from academichub.model import Record, Work
from academichub.store import Store

_MOST_CONTEXTS = 20
_MOST_BY_TITLE = 2000


def referred(work: Work, document: Document | None, store: Store) -> tuple[Referred, ...]:
    """The entries of the document's list, or else of the record's, resolved in the store."""
    listed = _of_document(document) if document else []
    listed = listed or [entries.of_reference(one) for one in work.references]
    bare = [_bare(number, one) for number, one in enumerate(listed, 1)]
    told = _with_contexts(bare, document) if document and document.entries else bare
    found = _resolved(listed, store)
    return tuple(
        _here(one, *found[at]) if at in found else _away(one, listed[at])
        for at, one in enumerate(told)
    )


def asked(listed: Sequence[Referred]) -> list[Identifier]:
    """The identifiers of entries that are not in the store, to be asked for elsewhere."""
    named = (entries.identifier(one.identifier) for one in listed if one.known != "here")
    return list(dict.fromkeys(one for one in named if one))


def elsewhere(listed: Sequence[Referred], records: Iterable[Record]) -> tuple[Referred, ...]:
    """The entries with what an index outside knows of them."""
    known = {str(i): record for record in records for i in record.identifiers}
    return tuple(
        replace(one, known="elsewhere", title=known[one.identifier].title, reason="identifier")
        if one.known != "here" and one.identifier in known
        else one
        for one in listed
    )


def _of_document(document: Document) -> list[Named]:
    return [entries.of_entry(one, document.text[one.start : one.end]) for one in document.entries]


def _bare(number: int, named: Named) -> Referred:
    title = named.title
    return Referred(number, named.text or title, title, _first(named.identifiers))


def _first(named: Sequence[Identifier]) -> str:
    return str(named[0]) if named else ""


def _with_contexts(listed: Sequence[Referred], document: Document) -> list[Referred]:
    cited = contexts.contexts(document)
    told = []
    for at, one in enumerate(listed):
        there = cited.get(at, ())
        quotes = tuple(
            Quote(document.work, "text", start, end, document.text[start:end])
            for start, end, _ in there[:_MOST_CONTEXTS]
        )
        judged = [stance.stance(document.text[c.start : c.end], c.at - c.start) for c in there]
        told.append(replace(one, contexts=quotes, stance=stance.strongest(judged)))
    return told


def _resolved(listed: Sequence[Named], store: Store) -> dict[int, tuple[Work, str]]:
    """The works of the store that entries name, by the entry's place, and why."""
    by_name = _named(listed, store)
    rest = {at: one for at, one in enumerate(listed[:_MOST_BY_TITLE]) if at not in by_name}
    return {**by_name, **_titled(rest, store)}


def _named(listed: Sequence[Named], store: Store) -> dict[int, tuple[Work, str]]:
    printed = [() if one.identifiers else journals.identifiers(one.text) for one in listed]
    asked = [*(one.identifiers for one in listed), *printed]
    numbers = store.numbers({str(i) for there in asked for i in there})
    works = store.works(list(set(numbers.values())))
    found = {}
    for at, one in enumerate(listed):
        if work := _first_of(one.identifiers, numbers, works):
            found[at] = work, "identifier"
        elif (work := _first_of(printed[at], numbers, works)) and entries.is_by(one, work):
            found[at] = work, "same journal, volume, page, author"
    return found


def _first_of(
    named: Sequence[Identifier], numbers: Mapping[str, int], works: Mapping[int, Work]
) -> Work | None:
    known = (works.get(numbers.get(str(one), -1)) for one in named)
    return next((one for one in known if one), None)


def _titled(listed: Mapping[int, Named], store: Store) -> dict[int, tuple[Work, str]]:
    there = store.titled({title for one in listed.values() for title in one.titles})
    works = store.works(sorted({number for numbers in there.values() for number in numbers}))
    found = {}
    for at, one in listed.items():
        for title in one.titles:
            candidates = [works[number] for number in there.get(title, []) if number in works]
            if agreed := entries.agreeing(one, title, candidates):
                found[at] = agreed
                break
    return found


def _here(one: Referred, work: Work, reason: str) -> Referred:
    named = one.identifier or _first(work.identifiers)
    return replace(
        one, title=work.title, identifier=named, work=work.id, known="here", reason=reason
    )


def _away(one: Referred, named: Named) -> Referred:
    """An entry that the store does not hold; one that nothing can be looked up by was not looked for."""
    looked = bool(named.identifiers or named.titles)
    return replace(one, known="not found" if looked else "not looked for")
