"""What becomes of the findings of an older version of a work when a newer one is reviewed.

A finding is kept only where its evidence still stands and the check makes it again; else it is
rescinded, with the reason. It is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from academichub.argument.documents import Document
from academichub.argument.findings import Event, Evidence, Finding
from academichub.argument.reviews import Review
from academichub.model import Instant
from academichub.store.review_record import KEPT, KeptRecord, Said

PROGRAM = "AcademicHub"
"""Who says what the program says by itself."""

NEW_VERSION = "a new version"
_SCOPES = ("title", "abstract", "full text")


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the findings of an older version.

    ``kept`` are pairs of an older finding and the one of the new version in its place; ``rescinded``
    are older findings with the reason.
    """

    kept: tuple[tuple[Finding, Finding], ...]
    rescinded: tuple[tuple[Finding, str], ...]


def carried(old: Review, findings: Sequence[Finding], document: Document) -> Carried:
    """What of the findings of *old* stands in a new version.

    Args:
        old: the review of the older version.
        findings: what the checks found in the new one.
        document: the text of the new one.
    """
    again = _again(old.findings, findings)
    standing = [(one, new) for one, new in again if new and _stands(one, document)]
    kept = {one.sha256 for one, _ in standing}
    gone = [(one, NEW_VERSION) for one in old.findings if one.sha256 not in kept]
    return Carried(tuple(standing), tuple(gone))


def superseded(old: Review, new: Review, document: Document) -> Carried:
    """What becomes of the findings of *old* now that *new* was made of *document*.

    Nothing is rescinded by a review of an older version or of less of the text; a finding made again
    in another reading of the same version keeps its history, and one that is not made stays as it is.
    """
    told = carried(old, new.findings, document)
    if old.document == new.document:
        return Carried(told.kept, tuple(_outdated(told.rescinded, new)))
    if not _is_newer(old, new):
        return Carried(told.kept, ())
    checked = {check.id for check in new.checks}
    return Carried(told.kept, tuple(one for one in told.rescinded if one[0].check in checked))


def supersede(
    record: KeptRecord, old: Review, new: Review, document: Document, at: Instant
) -> Carried:
    """Decide by `superseded`, and write it down; once, however often it is asked."""
    told = superseded(old, new, document)
    taken = [
        Event(after.sha256, KEPT, PROGRAM, at, before.sha256)
        for before, after in told.kept
        if before.sha256 != after.sha256
    ]
    gone = [Event(one.sha256, "rescinded", PROGRAM, at, reason) for one, reason in told.rescinded]
    record.say_once([Said(event, new.work) for event in (*taken, *gone)])
    return told


def _again(
    before: Sequence[Finding], after: Sequence[Finding]
) -> Iterator[tuple[Finding, Finding | None]]:
    """Each older finding with the new one of the same check on the same words, each new one once."""
    left = list(after)
    for one in before:
        like = [new for new in left if _key(new) == _key(one)]
        found = next((new for new in like if new.message == one.message), None)
        new = found or next(iter(like), None)
        if new:
            left.remove(new)
        yield one, new


def _key(one: Finding) -> tuple[str, ...]:
    texts = tuple(evidence.text for evidence in one.evidence)
    return (one.check, *(texts or (one.message,)))


def _stands(one: Finding, document: Document) -> bool:
    return all(_is_there(evidence, document) for evidence in one.evidence)


def _is_there(evidence: Evidence, document: Document) -> bool:
    match evidence.field:
        case "hidden":
            return any(evidence.text in hidden.text for hidden in document.hidden)
        case "references":
            return True  # a reference of the record, which has no text of its own
    return evidence.text in document.text


def _is_newer(old: Review, new: Review) -> bool:
    if _SCOPES.index(new.scope) < _SCOPES.index(old.scope):
        return False
    if old.version is None or new.version is None:
        # Without numbers the text of a record can still be told to have changed.
        return (old.version, old.scope, old.engine) == (new.version, new.scope, new.engine)
    return new.version > old.version


def _outdated(gone: Iterable[tuple[Finding, str]], new: Review) -> Iterator[tuple[Finding, str]]:
    versions = {check.id: check.version for check in new.checks}
    for one, _ in gone:
        if (version := versions.get(one.check, 0)) > one.version:
            yield one, f"version {version} of the check does not make it any more"
