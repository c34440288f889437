"""Work that outlives the process that does it: a queue whose jobs are done to their end."""

from __future__ import annotations

from academichub.durable.queue import Queue
from academichub.durable.tending import Turn
from academichub.durable.worker import Worker

__all__ = ["Queue", "Turn", "Worker"]
