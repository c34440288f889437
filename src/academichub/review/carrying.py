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
from academichub.store.review_record import KEPT, Said
from academichub.store.reviews import KeptReviews, Run

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


def said_of(
    kept: KeptReviews, run: Run, new: Review, document: Document, at: Instant
) -> tuple[Said, ...]:
    """What the program says of older findings, now that *run* has made *new* of *document*."""
    before = (kept.review(one.id) for one in overtaken(kept.of_work(new.work), run, new))
    told = [superseded(old, new, document) for old in before if old]
    events = dict.fromkeys(event for one in told for event in _events(one, at))
    return tuple(Said(event, new.work) for event in events)


def overtaken(runs: Iterable[Run], run: Run, new: Review) -> list[Run]:
    """Of the runs on a work those *new* is compared with: of each scope the last on this text and on others.

    Args:
        runs: the newest first, those that all may see.
        run: the run that made *new*; what one reader alone sees bears on nothing.
        new: its review.
    """
    last: dict[tuple[str | None, bool], Run] = {}
    for one in runs if run.owner is None else ():
        if one.state == "done" and one.id != run.id:
            last.setdefault((one.scope, one.document == new.document), one)
    return list(last.values())


def _events(told: Carried, at: Instant) -> Iterator[Event]:
    for before, after in told.kept:
        if before.sha256 != after.sha256:
            yield Event(after.sha256, KEPT, PROGRAM, at, before.sha256)
    for one, reason in told.rescinded:
        yield Event(one.sha256, "rescinded", PROGRAM, at, reason)


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
