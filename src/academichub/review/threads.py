"""What readers write under a paper: plain text, in threads, moderated. Nothing is edited afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from academichub.accounts.limits import Limits
from academichub.errors import NotAllowedError, NotFoundError, UsageError
from academichub.jobs import instant
from academichub.profile import Reader
from academichub.review.claiming import work_of
from academichub.review.saying import to_text
from academichub.store import Store
from academichub.store.review_record import Comment

DEEPEST = 6
"""So deep a thread goes; what answers a comment there stands beside it."""
MOST = 2_000
"""Comments under one work; nobody could read more."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what answers it, each the oldest first. ``own`` says that the reader wrote it."""

    comment: Comment
    replies: tuple[Thread, ...] = ()
    own: bool = False


class Threads:
    """The threads under papers, as one reader sees and adds to them.

    Args:
        store: where they are kept.
        reader: who reads and writes.
        clock: gives the present moment, in UTC.
    """

    def __init__(self, store: Store, reader: Reader, clock: Callable[[], datetime]) -> None:
        self._store, self._reader, self._clock = store, reader, clock
        self._kept = store.record
        self._limits = Limits(store.credentials, clock)

    def of(self, work: str) -> tuple[Thread, ...]:
        """The threads under a work, by its id; of what is hidden or removed the words are left out.

        Who administers, and who wrote it, still reads what is hidden. What was removed and has no
        answer is left out altogether.
        """
        told = [self._told(one) for one in self._kept.comments(work)]
        return self._tree(_by_parent(told), None)

    def count(self, work: str) -> int:
        """How many comments are shown under a work."""
        return sum(one.state == "shown" for one in self._kept.comments(work))

    def post(self, work: str, text: str, parent: str | None = None) -> Comment:
        """Write a comment under a work, or an answer to one.

        Args:
            work: its id, or any identifier of it.
            text: plain text.
            parent: the id of the comment it answers.

        Raises:
            NotFoundError: there is no such work, or no such comment under it.
            UsageError: the text is empty or too long, or there are too many comments already.
            TooManyAttemptsError: one has written too much within the hour.
        """
        meant, said = work_of(self._store, work).id, to_text(text)
        there = {one.id: one for one in self._kept.comments(meant)}
        if parent is not None and (parent not in there or there[parent].state != "shown"):
            raise NotFoundError(f"there is no comment {parent} to answer")
        if len(there) >= MOST:
            raise UsageError(f"there are {MOST:,} comments under this work, and no room for more")
        self._limits.count("comment of", self._reader.id)
        one = Comment(
            secrets.token_hex(8), meant, _above(there, parent), self._reader.id,
            self._reader.name, self._is_author(meant), instant(self._clock()), said,
        )  # fmt: skip
        self._kept.comment(one)
        return one

    def remove(self, comment: str) -> None:
        """Take one's own comment away, for good; answers to it stay.

        Raises:
            NotFoundError: one has no such comment.
        """
        one = self._kept.get_comment(comment)
        if one is None or one.reader != self._reader.id:
            raise NotFoundError(f"you have no comment {comment}")
        self._kept.change_comment(comment, "removed", text="")

    def hide(self, comment: str, reason: str) -> None:
        """Hide a comment, saying why.

        Raises:
            NotAllowedError: one does not administer.
            NotFoundError: there is no such comment.
            UsageError: no reason is given, or too long a one.
        """
        self._moderate(comment, "hidden", to_text(reason, 500))

    def show(self, comment: str) -> None:
        """Show a hidden comment again; raises as `hide`."""
        self._moderate(comment, "shown", "")

    def _moderate(self, comment: str, state: str, reason: str) -> None:
        if not self._reader.is_administrator:
            raise NotAllowedError("only who administers may hide or show comments")
        now = instant(self._clock())
        by = {"moderated_by": self._reader.id, "moderated_at": now, "reason": reason}
        if not self._kept.change_comment(comment, state, "removed", **by):
            raise NotFoundError(f"there is no comment {comment}")

    def _told(self, one: Comment) -> Comment:
        if one.state == "shown" or (one.state == "hidden" and self._may_read(one)):
            return one
        return replace(one, text="", name="" if one.state == "removed" else one.name)

    def _may_read(self, one: Comment) -> bool:
        return self._reader.is_administrator or one.reader == self._reader.id

    def _tree(
        self, answers: Mapping[str | None, Sequence[Comment]], parent: str | None
    ) -> tuple[Thread, ...]:
        threads = (
            Thread(one, self._tree(answers, one.id), one.reader == self._reader.id)
            for one in answers.get(parent, ())
        )
        return tuple(one for one in threads if one.replies or one.comment.state != "removed")

    def _is_author(self, work: str) -> bool:
        return any(one.reader == self._reader.id for one in self._kept.claims(work))


def _by_parent(comments: Sequence[Comment]) -> dict[str | None, list[Comment]]:
    there = {one.id for one in comments}
    answers: dict[str | None, list[Comment]] = {}
    for one in comments:
        # Works that were joined may be parted again; an answer without its comment begins a thread.
        answers.setdefault(one.parent if one.parent in there else None, []).append(one)
    return answers


def _above(there: Mapping[str, Comment], parent: str | None) -> str | None:
    """The comment an answer to *parent* hangs on, so that no thread goes deeper than `DEEPEST`."""
    line: list[str] = []
    above = parent
    while above is not None and above in there:
        line.append(above)
        above = there[above].parent
    return parent if len(line) < DEEPEST else line[len(line) - DEEPEST + 1]
