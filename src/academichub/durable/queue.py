"""A queue of jobs that several processes work off, on DBOS; what a job does is handed in.

Which jobs are wanted is not kept here: the queue can be lost and is made again from those who want
them. On SQLite it is a file beside the store, on PostgreSQL a schema in its database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Condition, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from academichub.durable.tending import Standing, Turn
from academichub.errors import StoreError

if TYPE_CHECKING:
    from dbos import DBOSConfig

SCHEMA = "academichub_jobs"
_FILE = "jobs.db"
_APPLICATION, _VERSION = "academichub", "1"
"""Constant: DBOS lets a program of one version not go on with what another version began."""
_QUEUE, _JOB = "jobs", "job"
_POLL = 0.25
_RECOVERIES = 200
_SWEPT = 1000
_STANDINGS: Mapping[str, Standing] = {
    "ENQUEUED": "queued",
    "DELAYED": "queued",
    "PENDING": "running",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "exhausted",
}

_PROCESS = Lock()
"""DBOS is one for a whole process."""

Do = Callable[[str], None]
"""Does a job, in a thread of the queue. It raises nothing: what comes of it is kept elsewhere."""


class Queue:
    """Runs jobs of the queue in this process, from `open` to `close`.

    Args:
        url: of the store.
        runner: names this process among those that run jobs; no other has or had this name.
        do: does a job.
        at_once: how many jobs are done at once in one process.
    """

    def __init__(self, url: str, runner: str, do: Do, at_once: int) -> None:
        self._url, self._runner = system_url(url), runner
        self._do, self._at_once = do, at_once
        self._running, self._changed = 0, Condition()
        self._dbos: Any = None

    @property
    def is_open(self) -> bool:
        """Whether jobs are run here."""
        return self._dbos is not None

    def open(self) -> bool:
        """Begin to run jobs; False while another queue of this process is open.

        Raises:
            StoreError: the queue's tables cannot be opened.
        """
        if self.is_open:
            return True
        if not _PROCESS.acquire(blocking=False):
            return False
        try:
            with _errors():
                self._dbos = _launched(self._url, self._runner, self._at_once, self._run)
        finally:
            if not self.is_open:
                _PROCESS.release()
        return True

    def close(self, seconds: float = 5.0) -> bool:
        """Run no more jobs; says whether those that were running had ended within *seconds*."""
        if not self.is_open:
            return True
        with self._changed:
            until = monotonic() + seconds
            while self._running and (left := until - monotonic()) > 0:
                self._changed.wait(left)
            idle = not self._running
        try:
            self._dbos.destroy(destroy_registry=True)
        finally:
            self._dbos = None
            _PROCESS.release()
        return idle

    def put(self, job: str, turn: int, delay: float = 0.0) -> None:
        """Put a job into the queue for its *turn*; once, however many processes do so.

        Raises:
            StoreError: the queue cannot be written to.
        """
        options: dict[str, Any] = {
            "queue_name": _QUEUE, "workflow_name": _JOB, "workflow_id": f"{job}/{turn}",
            "app_version": _VERSION, **({"delay_seconds": delay} if delay else {}),
        }  # fmt: skip
        with _errors():
            self._dbos.enqueue_workflow_with_options(options, job)

    def turns(self, jobs: Collection[str]) -> dict[str, Turn]:
        """How these jobs stand in the queue; those that never were in it are left out.

        Raises:
            StoreError: the queue cannot be read.
        """
        if not jobs:
            return {}
        with _errors():
            found = self._dbos.list_workflows(
                workflow_id_prefix=[f"{job}/" for job in jobs],
                load_input=False,
                load_output=False,
            )
        newest: dict[str, Turn] = {}
        for one in found:
            turn = _turn(one)
            if turn.job not in newest or newest[turn.job].number < turn.number:
                newest[turn.job] = turn
        return newest

    def recover(self, runners: Collection[str]) -> None:
        """Take from these runners, who are no more, the jobs they were at.

        Raises:
            StoreError: the queue cannot be written to.
        """
        with _errors():
            self._dbos._recover_pending_workflows(list(runners))  # noqa: SLF001 - its only face

    def forget(self, days: int = 1) -> None:
        """Forget jobs that ended more than so many *days* ago.

        Raises:
            StoreError: the queue cannot be written to.
        """
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        with _errors():
            old = self._dbos.list_workflows(
                completed_before=before, limit=_SWEPT, load_input=False, load_output=False
            )
            self._dbos.delete_workflows([one.workflow_id for one in old])

    def _run(self, job: str) -> None:
        with self._changed:
            self._running += 1
        try:
            self._do(job)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()


def system_url(store: str) -> str:
    """Where the queue is, for a store at this address."""
    url = make_url(store)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql").render_as_string(hide_password=False)
    folder, slash, _ = (url.database or "").rpartition("/")
    return url.set(database=f"{folder}{slash}{_FILE}").render_as_string(hide_password=False)


def _launched(url: str, runner: str, at_once: int, run: Do) -> Any:
    from dbos import DBOS

    DBOS(config=_config(url, runner))
    # Jobs say themselves what went wrong; what the library says of it would be said twice.
    logging.getLogger("dbos").setLevel(logging.CRITICAL)

    @DBOS.workflow(name=_JOB, max_recovery_attempts=_RECOVERIES)
    def job(name: str) -> None:
        run(name)

    try:
        DBOS.launch()
        DBOS.register_queue(
            _QUEUE,
            worker_concurrency=at_once,
            polling_interval_sec=_POLL,
            on_conflict="always_update",
        )
    except BaseException:
        DBOS.destroy(destroy_registry=True)
        raise
    return DBOS


def _config(url: str, runner: str) -> DBOSConfig:
    """Nothing is told to anybody, and nobody outside is listened to."""
    return {
        "name": _APPLICATION,
        "application_version": _VERSION,
        "executor_id": runner,
        "system_database_url": url,
        "dbos_system_schema": SCHEMA,
        "sys_db_pool_size": 4,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 0.5,
        "scheduler_polling_interval_sec": 3600.0,
        "enable_otlp": False,
        "log_level": "CRITICAL",
    }


def _turn(one: Any) -> Turn:
    job, _, number = one.workflow_id.rpartition("/")
    standing = _STANDINGS.get(one.status, "ended")
    return Turn(job, int(number), standing, one.executor_id or "", (one.updated_at or 0) / 1000)


@contextmanager
def _errors() -> Iterator[None]:
    from dbos._error import DBOSException

    try:
        yield
    except (SQLAlchemyError, DBOSException) as error:
        said = str(error).strip().split("\n", maxsplit=1)[0]
        raise StoreError(f"the queue of jobs cannot be used: {said}") from error
