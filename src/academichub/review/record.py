"""What a reader may say of findings and reviews, and an author of their own work.

Whatever is said is added and never taken away: a finding can be disputed, answered and rescinded,
and its history stays. Authors are known by an ORCID iD they showed to own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from academichub.accounts.limits import Limits
from academichub.argument.findings import Event, Finding, FindingState, becomes, canonical
from academichub.argument.reviews import Relation, TheoremLink
from academichub.errors import NotAllowedError, NotFoundError, UsageError
from academichub.jobs import instant
from academichub.profile import Reader
from academichub.review.claiming import claim_of, work_of
from academichub.review.links import judge
from academichub.review.saying import to_text
from academichub.store import Store
from academichub.store.review_record import Claim, Said

Clock = Callable[[], datetime]
Kind = Literal[
    "disputed", "answered", "corrected", "rescinded", "reopened", "hidden", "shown", "asked", "judged",
    "claimed", "withdrawn",
]  # fmt: skip

_HASH = re.compile(r"[0-9a-f]{64}")
_FILE = "file:"


class Record:
    """The record as one reader sees and adds to it.

    Args:
        store: where it is kept.
        reader: who reads and speaks.
        clock: gives the present moment, in UTC.
    """

    def __init__(self, store: Store, reader: Reader, clock: Clock) -> None:
        self._store, self._reader, self._clock = store, reader, clock
        self._kept = store.record
        self._limits = Limits(store.credentials, clock)

    # Of authors

    def claim(self, work: str) -> Claim:
        """Say that one is an author of a work, which the ORCID iD one signed in with has to bear out.

        Args:
            work: its id, or any identifier of it.

        Raises:
            NotFoundError: no such work is in the store.
            NotAllowedError: it cannot be told that one is; says what to do.
            TooManyAttemptsError: one has said too much within the hour.
        """
        meant = work_of(self._store, work)
        if known := self._own_claim(meant.id):
            return known
        one = claim_of(self._reader, meant, self._now())
        self._add(meant.id, meant.id, "claimed", one.name)
        self._kept.claim(one)
        return one

    def unclaim(self, work: str) -> None:
        """Take a claim back; what one said as an author stays.

        Raises:
            NotFoundError: one has not claimed it.
        """
        claim = self._own_claim(work)
        if claim is None:
            raise NotFoundError("you have not claimed this work")
        self._add(claim.work, claim.work, "withdrawn", "")
        self._kept.withdraw(work, self._reader.id, self._now())

    def claims(self, work: str) -> tuple[Claim, ...]:
        """Who has shown to be an author of a work."""
        return tuple(self._kept.claims(work))

    def is_author(self, work: str) -> bool:
        """Whether the reader has claimed a work."""
        return self._own_claim(work) is not None

    def answer(self, subject: str, text: str) -> Event:
        """Answer a finding or any line of a review, as an author.

        Args:
            subject: the finding's SHA-256, or ``review/<run>/<statement>``.
            text: plain text.

        Raises:
            NotFoundError: there is no such finding or line.
            NotAllowedError: one has not claimed the work.
            UsageError: the text is empty or too long.
            TooManyAttemptsError: one has said too much within the hour.
        """
        return self._as_author(subject, "answered", text)

    def correct(self, subject: str, text: str) -> Event:
        """Say what is right in the place of a line or a finding, as an author; raises as `answer`."""
        return self._as_author(subject, "corrected", text)

    def hide_prose(self, work: str, text: str = "") -> Event:
        """Hide the reading of a work, as an author; never its findings, nor what was said of them.

        Raises:
            NotFoundError: no such work is in the store.
            NotAllowedError: one has not claimed it.
        """
        return self._of_work(work, "hidden", text)

    def show_prose(self, work: str, text: str = "") -> Event:
        """Show the reading again; raises as `hide_prose`."""
        return self._of_work(work, "shown", text)

    def is_prose_hidden(self, work: str) -> bool:
        """Whether an author has hidden the reading of a work."""
        said = (one.event for one in self._kept.of_work(work) if one.event.subject == one.work)
        kinds = [event.kind for event in said if event.kind in {"hidden", "shown"}]
        return kinds[-1:] == ["hidden"]

    def ask_again(self, work: str, text: str = "") -> Event:
        """Put down that an author wants a new run; raises as `hide_prose`."""
        return self._of_work(work, "asked", text)

    # Of readers

    def dispute(self, finding: str, text: str) -> Event:
        """Say why a finding is wrong.

        Args:
            finding: its SHA-256.
            text: plain text.

        Raises:
            NotFoundError: there is no such finding.
            UsageError: the text is empty or too long, or the finding was rescinded.
            TooManyAttemptsError: one has said too much within the hour.
        """
        found = self._finding(finding)
        if self.state_of([found])[finding] == "rescinded":
            raise UsageError("this finding was rescinded already")
        return self._add(finding, found.work, "disputed", to_text(text))

    # Of administrators

    def rescind(self, finding: str, text: str) -> Event:
        """Take a finding back, saying why.

        Raises:
            NotFoundError: there is no such finding.
            NotAllowedError: one does not administer.
            UsageError: the text is empty or too long.
        """
        return self._as_administrator(finding, "rescinded", text)

    def reopen(self, finding: str, text: str) -> Event:
        """Let a finding stand again, saying why; raises as `rescind`."""
        return self._as_administrator(finding, "reopened", text)

    def judge(self, work: str, link: TheoremLink, relation: Relation) -> TheoremLink:
        """Say how a theorem bears on a claim of a work, as an author or administrator, by name.

        Raises:
            NotFoundError: no such work is in the store.
            NotAllowedError: one is neither, or has no name to show.
            UsageError: it is no relation.
        """
        meant = work_of(self._store, work).id
        if not self._reader.is_administrator:
            self._claimed(meant)
        if not self._reader.name:
            raise NotAllowedError("give your account a name first; a relation is shown with it")
        judged = judge(link, relation, self._reader.name)
        self._add(_link(link), meant, "judged", relation)
        return judged

    # Of everybody

    def judged(self, links: Sequence[TheoremLink]) -> tuple[TheoremLink, ...]:
        """The links, each with the relation that somebody gave it last."""
        said = self._kept.of_subjects([_link(link) for link in links])
        return tuple(_judged(link, said.get(_link(link), ())) for link in links)

    def history(self, subject: str) -> tuple[Event, ...]:
        """What was said of a finding, a line of a review, or a work and all of it, the oldest first.

        Of a finding that a newer version of the work makes again, what was said before too.
        """
        if _HASH.fullmatch(subject) or subject.startswith("review/"):
            return self._seen(self._kept.of_subjects([subject]).get(subject, ()))
        return self._seen(self._kept.of_work(subject))

    def histories(self, subjects: Iterable[str]) -> Mapping[str, tuple[Event, ...]]:
        """`history` of several findings and lines at once; those nothing was said of are left out."""
        said = self._kept.of_subjects(list(subjects))
        seen = {subject: self._seen(several) for subject, several in said.items()}
        return {subject: several for subject, several in seen.items() if several}

    def state_of(self, findings: Iterable[Finding]) -> Mapping[str, FindingState]:
        """What became of each of these findings, by their hash."""
        told = self.histories(hashes := [one.sha256 for one in findings])
        return {sha: becomes("open", told.get(sha, ())) for sha in hashes}

    def _as_author(self, subject: str, kind: Kind, text: str) -> Event:
        work = self._work_of(subject)
        self._claimed(work)
        return self._add(subject, work, kind, to_text(text))

    def _of_work(self, work: str, kind: Kind, text: str) -> Event:
        meant = work_of(self._store, work).id
        self._claimed(meant)
        return self._add(meant, meant, kind, to_text(text) if text.strip() else "")

    def _as_administrator(self, finding: str, kind: Kind, text: str) -> Event:
        if not self._reader.is_administrator:
            raise NotAllowedError("only who administers may rescind or reopen a finding")
        return self._add(finding, self._finding(finding).work, kind, to_text(text))

    def _add(self, subject: str, work: str, kind: Kind, text: str) -> Event:
        self._limits.count("word of", self._reader.id)
        author = self.is_author(work)
        event = Event(subject, kind, self._reader.name, self._now(), text, author)
        self._kept.say([Said(event, work, self._reader.id)])
        return event

    def _claimed(self, work: str) -> None:
        if not self.is_author(work):
            raise NotAllowedError("claim the work first, as one of its authors")

    def _own_claim(self, work: str) -> Claim | None:
        own = (one for one in self._kept.claims(work) if one.reader == self._reader.id)
        return next(own, None)

    def _work_of(self, subject: str) -> str:
        run, _, statement = subject.removeprefix("review/").rpartition("/")
        if subject.startswith("review/") and run:
            return self._line(run, statement)
        return self._finding(subject).work

    def _line(self, run: str, statement: str) -> str:
        asked, review = self._store.reviews.get(run), self._store.reviews.review(run)
        lines = {one.id for part in review.parts for one in part.statements} if review else set()
        if statement not in lines or asked.owner not in {None, self._reader.id}:
            raise NotFoundError(f"there is no line {statement} in review {run}")
        return asked.ask.work

    def _finding(self, finding: str) -> Finding:
        found = self._kept.finding(finding) if _HASH.fullmatch(finding) else None
        if found is None or not self._may_see(found.work):
            raise NotFoundError(f"there is no finding {finding[:64]}")
        return found

    def _may_see(self, work: str) -> bool:
        own = self._store.reviews.of_work
        return not work.startswith(_FILE) or bool(own(work, limit=1, owner=self._reader.id))

    def _seen(self, said: Iterable[Said]) -> tuple[Event, ...]:
        """Of files that were dropped in, only what one said oneself."""
        own = self._reader.id
        return tuple(
            one.event for one in said if not one.work.startswith(_FILE) or one.reader == own
        )

    def _now(self) -> str:
        return instant(self._clock())


def _link(link: TheoremLink) -> str:
    named = canonical([link.claim, link.canon, link.declaration])
    return f"link/{sha256(named).hexdigest()}"


def _judged(link: TheoremLink, said: Sequence[Said]) -> TheoremLink:
    if not said:
        return link
    last = said[-1].event
    return judge(link, last.text, last.by) if last.by else replace(link, relation="unclear")
