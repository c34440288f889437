"""A paper's text held against itself and the record: what the checks know, gathered, and what they found.

Looks references up in the store, and at their registries where it is handed the means; what is not in the
store is never said not to exist. The checks are those of `audits`, and nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from academichub import audits
from academichub.argument.documents import Document, Scope
from academichub.argument.findings import Check, Finding
from academichub.audits import Facts, Resolved
from academichub.errors import IdentifierError, UsageError
from academichub.fulltext import abstract, of_bytes
from academichub.ids import Identifier, parse
from academichub.model import Date, Update, Work
from academichub.sources.registries import Known, Registered
from academichub.store import Store

Look = Callable[[Sequence[Identifier]], Known]
"""Asks the registries of identifiers what they know of them."""

_GONE = ("retraction", "withdrawal", "removal")


@dataclass(frozen=True, slots=True)
class Audited:
    """What the checks found in a work: how much of it was read, and which checks there were."""

    work: str
    scope: Scope
    document: str
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...] = ()


def of(
    document: Document, store: Store, work: Work, today: Date, look: Look | None = None
) -> Audited:
    """Run every check on *document*, with what the store knows of *work* and what it cites.

    With *look* the registries are asked about what is cited and not in the store.
    """
    facts = known(document, store, work, today, look)
    checks = tuple(audits.check(name)[0] for name in audits.CHECKS)
    found = audits.run(document, facts)
    return Audited(document.work, document.scope, document.sha256, found, checks, document.notes)


def of_text(title: str, text: str, store: Store, today: Date) -> Audited:
    """Run every check on a text that belongs to no work of the store."""
    work = replace(_nobody("text", today), title=title, abstract=text)
    return of(abstract.document(work), store, work, today)


def of_file(path: Path, store: Store, today: Date, look: Look | None = None) -> Audited:
    """Run every check on a PDF, an HTML page or a TeX source, as `of` does.

    Raises:
        UsageError: there is no such file.
        MalformedAnswerError: it is none of these.
    """
    try:
        document = of_bytes(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    return of(document, store, _nobody(document.work or path.name, today), today, look)


def known(
    document: Document, store: Store, work: Work, today: Date, look: Look | None = None
) -> Facts:
    """What the store, and with *look* the registries, know of what *work* cites, for the checks."""
    named = [_identifier(one.doi, one.arxiv) for one in document.entries]
    cited = _resolved(store, named)
    if look:
        cited = _looked(named, cited, look)
    return Facts(work, today, cited, _resolved(store, [one.identifier for one in work.references]))


def _looked(
    named: Sequence[Identifier | None], cited: Sequence[Resolved], look: Look
) -> tuple[Resolved, ...]:
    """*cited*, with what the registries say of those that are not in the store."""
    here = list(zip(named, cited, strict=True))
    answers = look([one for one, there in here if one and not there.work])
    return tuple(
        _registered(answers[one]) if one and not there.work and one in answers else there
        for one, there in here
    )


def _registered(said: Registered | None) -> Resolved:
    if said is None:
        return Resolved("everywhere")
    if not said.title:
        return Resolved("here")  # it is registered, and no more is known of it
    return Resolved("everywhere", "", said.title, said.year, *_updated(said.updates))


def _resolved(store: Store, named: Sequence[Identifier | None]) -> tuple[Resolved, ...]:
    numbers = store.numbers([str(one) for one in named if one])
    works = store.works(list(set(numbers.values())))
    return tuple(_of(works.get(numbers.get(str(one), -1))) if one else Resolved() for one in named)


def _of(work: Work | None) -> Resolved:
    if work is None:
        return Resolved("here")
    year = (work.published_on or work.posted_on or "")[:4]
    return Resolved("here", work.id, work.title, year, *_updated(work.updates))


def _updated(updates: Sequence[Update]) -> tuple[Date, tuple[str, ...]]:
    gone = [one for one in updates if one.type in _GONE]
    since = (gone[0].date or "date unknown") if gone else ""
    return since, tuple(dict.fromkeys(one.type for one in updates))


def _identifier(doi: str, arxiv: str) -> Identifier | None:
    for written in (doi, arxiv):
        try:
            if written:
                return parse(written)
        except IdentifierError:
            continue
    return None


def _nobody(name: str, today: Date) -> Work:
    return Work(name, "", "other", "", (), f"{today}T00:00:00Z")
