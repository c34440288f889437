"""The briefs of one reader: asking for them, watching them come, flagging, comparing.

What is asked for is kept at once; who makes it, and when, is not decided here.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from academichub.argument import Brief, Language, Statement
from academichub.brief.choosing import LIMIT, Choosing, titled
from academichub.brief.comparing import Difference, compare
from academichub.brief.values import REASONS, Standing, standing, statements
from academichub.errors import NotFoundError, UsageError
from academichub.jobs import instant
from academichub.model import Instant
from academichub.store.briefs import Asked, Flag, KeptBriefs

MOST_OPEN = 10
"""Briefs a reader may wait for at once."""
_MOST_NOTE = 4000
_PAUSE = 0.25

Make = Callable[[str], object]
"""Makes the brief of this id, here and now."""


class Briefs:
    """What one reader can do with briefs.

    Args:
        kept: where all of them are.
        reader: whose these are.
        choosing: finds the works of what is asked for.
        models: the language models there are to write with, the first one by default.
        make: makes one here, for who does not want to wait for a worker.
        clock: gives the present moment, in UTC.
    """

    def __init__(
        self,
        kept: KeptBriefs,
        reader: str,
        choosing: Choosing,
        models: Sequence[str],
        make: Make,
        clock: Callable[[], datetime],
    ) -> None:
        self._kept, self._reader, self._choosing = kept, reader, choosing
        self._models, self._make, self._clock = tuple(models), make, clock

    @property
    def models(self) -> tuple[str, ...]:
        """The language models there are to write with, the first one by default."""
        return self._models

    def ask(
        self,
        kind: str,
        value: str = "",
        *,
        language: str = "en",
        writer: str | None = None,
        model: str | None = None,
        works: Sequence[str] = (),
        limit: int = LIMIT,
    ) -> Asked:
        """Ask for a brief; its works are fixed from here on.

        Args:
            kind: ``radar``, ``query``, ``day``, ``author`` or ``works``.
            value: the radar's slug (empty is the main one), the search, the day with perhaps a
                field after it, the author's name.
            language: ``en`` or ``zh``.
            writer: ``extractive`` or ``prompted``; unset the latter where there is a model.
            model: which one of `models`.
            works: identifiers of hand-picked works, where *kind* is ``works``.
            limit: the most works to take.

        Raises:
            UsageError: it cannot be asked for so; the text says what can.
            NotFoundError: there are no such works, or no such radar.
        """
        self._refuse_too_many()
        return self._ask(_new_id(), kind, value, language, writer, model, works, limit)

    def ask_once(self, name: str, kind: str, value: str, language: str = "en") -> Standing:
        """How the brief *name* stands; asked for now, as by `ask`, where it never was.

        For what asks again until it is made, as a delivery does.

        Raises:
            UsageError: it cannot be asked for so.
            NotFoundError: there are no such works, or no such radar.
        """
        if all(one.id != name for one in self.all()):
            self._ask(name, kind, value, language, None, None, (), LIMIT)
        return self.get(name)

    def _ask(
        self,
        name: str,
        kind: str,
        value: str,
        language: str,
        writer: str | None,
        model: str | None,
        works: Sequence[str],
        limit: int,
    ) -> Asked:
        who, which = self._writer(writer, model)
        asked = self._choosing.choose(kind, value, _language(language), works, limit)
        return self._add(Asked(name, self._reader, asked, who, which, "waiting", "", 0, 0,
                               self._at(), title=asked.title))  # fmt: skip

    def all(self) -> tuple[Asked, ...]:
        """All of them, the newest first."""
        return tuple(self._kept.of(self._reader))

    def get(self, brief: str) -> Standing:
        """How one stands, with all that is written of it.

        Raises:
            NotFoundError: the reader has none of this id.
        """
        return self._read(self._own(brief))

    def glance(self, brief: str) -> Asked:
        """How far one is, without anything that is written of it.

        Raises:
            NotFoundError: the reader has none of this id.
        """
        return self._own(brief)

    def events(
        self,
        brief: str,
        *,
        seconds: float = 600.0,
        pause: float = _PAUSE,
        sleep: Callable[[float], object] = time.sleep,
    ) -> Iterator[Standing]:
        """How one stands, at once and again after each change, until it is made or *seconds* pass.

        Raises:
            NotFoundError: the reader has none of this id, or it was removed meanwhile.
        """
        last: Asked | None = None
        for _ in range(max(1, round(seconds / pause))):
            one = self._own(brief)
            if one != last:
                yield self._read(one)
                last = one
            if not one.is_open:
                return
            sleep(pause)

    def cancel(self, brief: str) -> bool:
        """Want one no more; what is written of it stays. False where it had ended."""
        return self._kept.cancel(self._own(brief).id, self._at())

    def again(
        self,
        brief: str,
        *,
        writer: str | None = None,
        model: str | None = None,
        language: str | None = None,
    ) -> Asked:
        """Ask for a brief of the same works anew, by default in the same way; both are kept.

        Raises:
            NotFoundError: the reader has none of this id.
            UsageError: there is no such writer, model or language.
        """
        one = self._own(brief)
        self._refuse_too_many()
        same = writer is None and model is None
        who, which = self._writer(one.writer if same else writer, one.model if same else model)
        spoken = _language(language or one.ask.language)
        asked = replace(one.ask, language=spoken)
        title = titled(asked, one.ask.title)
        asked = replace(asked, title=title)
        return self._add(Asked(_new_id(), self._reader, asked, who, which, "waiting", "", 0, 0,
                               self._at(), again=one.id, title=title))  # fmt: skip

    def remove(self, brief: str) -> None:
        """Forget one with its parts and flags.

        Raises:
            NotFoundError: the reader has none of this id.
        """
        self._kept.remove(self._own(brief).id)

    def make_now(self, brief: str) -> Standing:
        """Make one here, whoever else may be at it, and give it as it is then.

        Raises:
            NotFoundError: the reader has none of this id.
        """
        self._make(self._own(brief).id)
        return self.get(brief)

    # Flags

    def flag(self, brief: str, statement: str, reason: str, note: str = "") -> Flag:
        """Say that a statement is not as it should be; kept with the statement and its quotes.

        Raises:
            NotFoundError: there is no such brief, or no such statement in it.
            UsageError: the reason is none of `REASONS`, or the note is too long.
        """
        if reason not in REASONS:
            raise UsageError(f"no such reason: {reason!r}; there are {', '.join(REASONS)}")
        if len(note) > _MOST_NOTE:
            raise UsageError(f"a note has at most {_MOST_NOTE} characters")
        said = self._statement(self._own(brief), statement)
        flag = Flag(brief, self._reader, said, reason, note.strip(), self._at())
        self._kept.flag(flag)
        return flag

    def unflag(self, brief: str, statement: str) -> None:
        """Take a flag back.

        Raises:
            NotFoundError: there is none.
        """
        if not self._kept.unflag(self._own(brief).id, statement, self._reader):
            raise NotFoundError(f"statement {statement} is not flagged")

    def flags(self, brief: str) -> tuple[Flag, ...]:
        """The flags on a brief, the oldest first."""
        return tuple(self._kept.flags(self._own(brief).id))

    # Two of them

    def compare(self, before: str, after: str) -> Difference:
        """What is different between two briefs that are done.

        Raises:
            NotFoundError: the reader has none of one of these ids.
            UsageError: one of them is not done.
        """
        return compare(self._done(before), self._done(after))

    def _done(self, brief: str) -> Brief:
        found = self._kept.brief(self._own(brief).id)
        if found is None:
            raise UsageError(f"brief {brief} is not done; only whole briefs can be compared")
        return found

    def _own(self, brief: str) -> Asked:
        return self._kept.get(brief, self._reader)

    def _read(self, one: Asked) -> Standing:
        outline = None if one.state == "done" else self._kept.outline(one.id)
        whole = self._kept.brief(one.id) if one.state == "done" else None
        parts = () if whole else tuple(self._kept.parts(one.id))
        return standing(one, outline, parts, whole)

    def _statement(self, one: Asked, name: str) -> Statement:
        whole = self._kept.brief(one.id)
        said = (
            [statement for _, statement in statements(whole)]
            if whole
            else [statement for part in self._kept.parts(one.id) for statement in part.statements]
        )
        for statement in said:
            if statement.id == name:
                return statement
        raise NotFoundError(f"there is no statement {name} in brief {one.id}")

    def _writer(self, writer: str | None, model: str | None) -> tuple[str, str | None]:
        if writer not in {None, "extractive", "prompted"}:
            raise UsageError(f"no such writer: {writer!r}; there are extractive, prompted")
        if writer == "extractive" or (writer is None and model is None and not self._models):
            return "extractive", None
        if not self._models:
            raise UsageError("no language model is set up; the writer without one is extractive")
        chosen = model or self._models[0]
        if chosen not in self._models:
            raise UsageError(f"no such model: {chosen!r}; there are {', '.join(self._models)}")
        return "prompted", chosen

    def _refuse_too_many(self) -> None:
        waiting = sum(one.is_open for one in self._kept.of(self._reader))
        if waiting >= MOST_OPEN:
            raise UsageError(f"{waiting} briefs are being made already; wait for one, or cancel it")

    def _add(self, one: Asked) -> Asked:
        self._kept.add(one)
        return one

    def _at(self) -> Instant:
        return instant(self._clock())


def _language(name: str) -> Language:
    if name not in {"en", "zh"}:
        raise UsageError(f"no such language: {name!r}; there are en, zh")
    return cast("Language", name)


def _new_id() -> str:
    return secrets.token_urlsafe(9).replace("-", "a").replace("_", "b")
