"""The event loop that exchanges with models run in, in a thread of its own, begun at first use."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import SecretStr

    from academichub.llm.naming import Named
    from academichub.llm.question import Question, Rules
    from academichub.llm.wire import Reply, Wire

_SECONDS = 5.0


class Loop:
    """Sends requests beside those who wait for them.

    Args:
        model: who is asked.
        key: what is shown to its server.
        rules: how requests are made.
    """

    def __init__(self, model: Named, key: SecretStr | None, rules: Rules) -> None:
        self._model, self._key, self._rules = model, key, rules
        self._lock = Lock()
        self._running: tuple[asyncio.AbstractEventLoop, Thread, Wire] | None = None

    def send(self, question: Question) -> Future[Reply]:
        """Begin to ask; cancelling what comes back closes the connection."""
        loop, _, wire = self.open()
        return asyncio.run_coroutine_threadsafe(wire.send(question), loop)

    def open(self) -> tuple[asyncio.AbstractEventLoop, Thread, Wire]:
        """Make all that is needed to ask, where it is not there yet. Sends nothing."""
        with self._lock:
            if self._running is None:
                from academichub.llm.wire import Wire

                key = self._key.get_secret_value() if self._key else None
                wire = Wire(self._model, key, self._rules)
                loop = asyncio.new_event_loop()
                thread = Thread(target=loop.run_forever, name="models", daemon=True)
                thread.start()
                self._running = loop, thread, wire
            return self._running

    def close(self) -> None:
        """Break off what is under way and end the thread."""
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        loop, thread, wire = running
        asyncio.run_coroutine_threadsafe(_wind_up(wire), loop).result(_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_SECONDS)
        if not thread.is_alive():
            loop.close()


async def _wind_up(wire: Wire) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await wire.close()
    await asyncio.get_running_loop().shutdown_asyncgens()
