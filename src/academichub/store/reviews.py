"""Reviews that were asked for: how far each is, its stages as they are done, and batches of them.

A stage is kept once; a second outcome changes nothing, whoever made it. What belongs to a run that
is not being made any more is refused, which is how its maker learns of it. A work is meant by any
of its names, whichever was its id when a review of it was asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, delete, func, select, update

from academichub.argument import from_json
from academichub.argument.reviews import Review, ReviewAsk, StageAccount
from academichub.errors import NotFoundError
from academichub.model import Instant, to_json
from academichub.store import coding, review_batches
from academichub.store.engine import add, to_read, to_write
from academichub.store.naming import about
from academichub.store.review_batches import Batch
from academichub.store.review_record import Said, say_once
from academichub.store.schema import batches, findings, reviews, stages

STATES = ("waiting", "working", "done", "failed", "cancelled")
OPEN = ("waiting", "working")
"""The states of a review that is still to be made."""

_UNTOLD = {"number", "work", "language", "body"}
_TOLD = tuple(column for column in reviews.c if column.name not in _UNTOLD)


@dataclass(frozen=True, slots=True)
class Run:
    """A review that was asked for and how far it is.

    ``owner`` is who alone sees it, None where everybody does. ``done`` of ``total`` stages are kept.
    ``batch`` is the batch it belongs to, ``again`` the run it was made anew from. ``document`` and
    ``sha256`` are those of the text that was read and of the published review, once it is done.
    """

    id: str
    ask: ReviewAsk
    reader: str
    owner: str | None
    writer: str
    model: str | None
    state: str
    stage: str
    done: int
    total: int
    asked_at: Instant
    started_at: Instant | None = None
    finished_at: Instant | None = None
    error: str | None = None
    batch: str | None = None
    again: str | None = None
    title: str = ""
    document: str | None = None
    sha256: str | None = None
    scope: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in OPEN


class KeptReviews:
    """Every review of the installation, and the batches they were asked for in.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, run: Run, kept: Mapping[str, bytes] | None = None) -> None:
        """Keep a review that was asked for, with the outcomes of stages that are there already."""
        with to_write(self._engine) as connection:
            _add(connection, [run])
            _keep_all(connection, run.id, kept or {}, run.asked_at)

    def add_all(self, batch: Batch, runs: Sequence[Run]) -> None:
        """Keep a batch with its runs, all or none."""
        with to_write(self._engine) as connection:
            review_batches.insert(connection, batch)
            _add(connection, runs)

    def get(self, run: str) -> Run:
        """One run by its id, whoever may see it.

        Raises:
            NotFoundError: there is none.
        """
        found = self._runs(select(*_TOLD).where(reviews.c.id == run))
        if not found:
            raise NotFoundError(f"there is no review {run}")
        return found[0]

    def of_work(
        self, work: str, language: str | None = None, limit: int = 50, *, owner: str | None = None
    ) -> list[Run]:
        """The runs on a work, the newest first: those all may see, and the ones *owner* alone may."""
        where = [_seen_by(owner), *([reviews.c.language == language] if language else [])]
        query = select(*_TOLD).where(*where).order_by(reviews.c.number.desc())
        return self._runs(query.limit(limit), work)

    def latest(
        self, work: str, language: str, writer: str | None = None, *, owner: str | None = None
    ) -> Run | None:
        """The run on a work that was done last, of those that `of_work` gives."""
        where = [_seen_by(owner), reviews.c.state == "done", reviews.c.language == language]
        where += [reviews.c.writer == writer] if writer else []
        newest = reviews.c.finished_at.desc(), reviews.c.number.desc()
        query = select(*_TOLD).where(*where).order_by(*newest)
        return next(iter(self._runs(query.limit(1), work)), None)

    def of_reader(self, reader: str) -> list[Run]:
        """The runs *reader* asked for, the newest first."""
        query = select(*_TOLD).where(reviews.c.reader == reader)
        return self._runs(query.order_by(reviews.c.number.desc()))

    def unfinished(self) -> list[str]:
        """The ids of the runs still to be made, the longest-waiting first; none of a paused batch.

        Those that were asked for alone come before those of batches.
        """
        query = select(reviews.c.id).where(reviews.c.state.in_(OPEN), _wanted())
        order = reviews.c.batch.is_not(None), reviews.c.number
        with to_read(self._engine) as connection:
            return list(connection.execute(query.order_by(*order)).scalars())

    def waiting_with(self, run: str, limit: int = 50) -> list[str]:
        """The ids of the runs that wait in the same batch and ask no model, the last ones first."""
        batch = select(reviews.c.batch).where(reviews.c.id == run).scalar_subquery()
        cheap = reviews.c.state == "waiting", reviews.c.writer == "extractive", _wanted()
        query = select(reviews.c.id).where(reviews.c.batch == batch, *cheap)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(reviews.c.number.desc()).limit(limit))
            return list(rows.scalars())

    # Of who makes it

    def begin(self, run: str, at: Instant) -> bool:
        """Note that a review is being made from here on, or still; False where none is wanted now."""
        started = func.coalesce(reviews.c.started_at, at)
        return self._change(run, OPEN, _wanted(), state="working", started_at=started)

    def note(self, run: str, stage: str, total: int | None = None) -> bool:
        """Note what is being done; False where the review is not wanted any more."""
        counted: dict[str, object] = {} if total is None else {"total": total}
        return self._change(run, ("working",), stage=stage, **counted)

    def put_stage(
        self, run: str, name: str, body: bytes, at: Instant, account: StageAccount | None = None
    ) -> bool:
        """Keep the outcome of a stage unless one is kept; False where the run is not being made.

        Args:
            run: of which run.
            name: one of `argument.reviews.STAGES`.
            body: the outcome as JSON.
            at: when it was done.
            account: what it took; counted once against the budget of the run's batch.
        """
        with to_write(self._engine) as connection:
            one = select(reviews.c.state, reviews.c.batch).where(reviews.c.id == run)
            row = connection.execute(one).one_or_none()
            if row is None or row.state != "working":
                return False
            if _keep(connection, run, name, body, at):
                review_batches.spend(connection, row.batch, account)
        return True

    def stages(self, run: str) -> dict[str, bytes]:
        """The outcomes that are kept, by stage, in the order they were done."""
        query = select(stages.c.stage, stages.c.body).where(stages.c.review == run)
        with to_read(self._engine) as connection:
            rows = connection.execute(query.order_by(stages.c.number)).all()
        return {row.stage: coding.unpacked(row.body) for row in rows}

    def drop_stages(self, run: str, names: Collection[str]) -> None:
        """Forget the outcomes of these stages, to have them done anew."""
        with to_write(self._engine) as connection:
            where = stages.c.review == run, stages.c.stage.in_(names)
            connection.execute(delete(stages).where(*where))
            _count(connection, run)

    def finish(
        self,
        run: str,
        review: Review,
        at: Instant,
        kept: Mapping[str, bytes] | None = None,
        said: Sequence[Said] = (),
    ) -> bool:
        """Keep the whole review and its findings; False where it is not wanted any more.

        Args:
            run: of which run.
            review: what was made.
            at: when it was done.
            kept: outcomes of stages that were not kept one by one.
            said: what becomes of older findings by it; not said again where it was said before.
        """
        values = {
            "body": coding.packed(to_json(review)), "state": "done", "stage": "", "error": None,
            "finished_at": at, "title": review.title, "document": review.document,
            "sha256": review.sha256, "scope": review.scope,
        }  # fmt: skip
        found = [
            (one.sha256, review.work, run, coding.packed(to_json(one)), at)
            for one in review.findings
        ]
        with to_write(self._engine) as connection:
            if not _changed(connection, run, ("working",), **values):
                return False
            add(connection, findings, found, ignore=True)
            say_once(connection, said)
            _keep_all(connection, run, kept or {}, at)
            _settle(connection, run)
        return True

    def review(self, run: str) -> Review | None:
        """The whole review, once it is done."""
        with to_read(self._engine) as connection:
            body = connection.execute(select(reviews.c.body).where(reviews.c.id == run)).scalar()
        return from_json(Review, coding.unpacked(body)) if body else None

    def fail(self, run: str, error: str, at: Instant) -> bool:
        """Note why a review could not be made."""
        return self._change(run, OPEN, state="failed", error=error, finished_at=at)

    # Of who asked for it

    def cancel(self, run: str, at: Instant) -> bool:
        """Want a review no more; False where it had ended."""
        return self._change(run, OPEN, state="cancelled", finished_at=at)

    def reopen(self, run: str, at: Instant) -> bool:
        """Have an ended run made again from the stages it has; False where it had not ended."""
        again = {"state": "waiting", "stage": "", "started_at": None, "finished_at": None}
        ended = tuple(state for state in STATES if state not in OPEN)
        return self._change(run, ended, **again, error=None, asked_at=at)

    def remove(self, run: str) -> None:
        """Take a run away with its stages; findings that nobody else saw go along."""
        alone = select(reviews.c.id).where(reviews.c.id == run, reviews.c.owner.is_not(None))
        with to_write(self._engine) as connection:
            connection.execute(delete(findings).where(findings.c.review.in_(alone)))
            connection.execute(delete(stages).where(stages.c.review == run))
            batch = connection.execute(select(reviews.c.batch).where(reviews.c.id == run)).scalar()
            connection.execute(delete(reviews).where(reviews.c.id == run))
            review_batches.settle(connection, batch)

    # Many at once

    def batches(self, reader: str) -> list[Batch]:
        """The batches of *reader*, the newest first."""
        with to_read(self._engine) as connection:
            return review_batches.listed(connection, batches.c.reader == reader)

    def batch(self, batch: str) -> Batch:
        """One batch by its id.

        Raises:
            NotFoundError: there is none.
        """
        with to_read(self._engine) as connection:
            found = review_batches.listed(connection, batches.c.id == batch)
        if not found:
            raise NotFoundError(f"there is no batch {batch}")
        return found[0]

    def runs_of(self, batch: str) -> list[Run]:
        """The runs of a batch in the order they were asked for."""
        query = select(*_TOLD).where(reviews.c.batch == batch)
        return self._runs(query.order_by(reviews.c.number))

    def set_batch(self, batch: str, state: str, at: Instant | None = None) -> bool:
        """Open, pause or cancel a batch that is not over; its open runs are cancelled with it."""
        with to_write(self._engine) as connection:
            return review_batches.put(connection, batch, state, at)

    def spent(self, batch: str) -> tuple[int, int]:
        """The tokens and microdollars the stages of a batch have taken."""
        with to_read(self._engine) as connection:
            return review_batches.spent(connection, batch)

    def _change(
        self, run: str, states: Collection[str], *where: ColumnElement[bool], **values: Any
    ) -> bool:
        with to_write(self._engine) as connection:
            changed = _changed(connection, run, states, *where, **values)
            _settle(connection, run)
        return changed

    def _runs(self, query: Select[Any], work: str | None = None) -> list[Run]:
        with to_read(self._engine) as connection:
            asked = query.where(about(connection, reviews.c.work, work)) if work else query
            return [_run(row) for row in connection.execute(asked)]


def _seen_by(owner: str | None) -> ColumnElement[bool]:
    return reviews.c.owner.is_(None) | (reviews.c.owner == owner)


def _wanted() -> ColumnElement[bool]:
    """Its batch, where it has one, is not paused."""
    paused = select(batches.c.id).where(batches.c.state == "paused")
    return reviews.c.batch.is_(None) | reviews.c.batch.not_in(paused)


def _changed(
    connection: Connection,
    run: str,
    states: Collection[str],
    *where: ColumnElement[bool],
    **values: Any,
) -> bool:
    one = reviews.c.id == run, reviews.c.state.in_(states), *where
    return connection.execute(update(reviews).where(*one).values(**values)).rowcount > 0


def _settle(connection: Connection, run: str) -> None:
    batch = connection.execute(select(reviews.c.batch).where(reviews.c.id == run)).scalar()
    review_batches.settle(connection, batch)


def _keep(connection: Connection, run: str, name: str, body: bytes, at: Instant) -> bool:
    one = stages.c.review == run, stages.c.stage == name
    if connection.execute(select(stages.c.number).where(*one)).first():
        return False
    last = select(func.max(stages.c.number)).where(stages.c.review == run)
    number = (connection.execute(last).scalar() or 0) + 1
    add(connection, stages, [(run, name, number, coding.packed(body), at)])
    _count(connection, run)
    return True


def _keep_all(connection: Connection, run: str, kept: Mapping[str, bytes], at: Instant) -> None:
    """Keep outcomes of stages of which none is kept yet, in their order."""
    if not kept:
        return
    there = select(func.count()).where(stages.c.review == run)
    first = connection.execute(there).scalar_one() + 1
    rows = [
        (run, name, number, coding.packed(body), at)
        for number, (name, body) in enumerate(kept.items(), first)
    ]
    add(connection, stages, rows, ignore=True)
    _count(connection, run)


def _count(connection: Connection, run: str) -> None:
    kept = select(func.count()).where(stages.c.review == run).scalar_subquery()
    connection.execute(update(reviews).where(reviews.c.id == run).values(done=kept))


def _add(connection: Connection, runs: Sequence[Run]) -> None:
    first = (connection.execute(select(func.max(reviews.c.number))).scalar() or 0) + 1
    add(connection, reviews, [_row(number, run) for number, run in enumerate(runs, first)])


def _row(number: int, run: Run) -> tuple[object, ...]:
    return (
        number, run.id, run.ask.work, run.reader, run.owner, coding.packed(to_json(run.ask)),
        run.ask.language, run.writer, run.model, run.state, run.stage, run.done, run.total,
        run.asked_at, run.started_at, run.finished_at, run.error, run.batch, run.again, run.title,
        run.document, run.sha256, run.scope, None,
    )  # fmt: skip


def _run(row: Row[tuple[Any, ...]]) -> Run:
    values = row._asdict()
    values["ask"] = from_json(ReviewAsk, coding.unpacked(values["ask"]))
    return Run(**values)
