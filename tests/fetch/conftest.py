"""A clock that moves only by sleeping, and clients of a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from academichub.fetch import Client


class Clock:
    """A clock that moves only when someone sleeps on it."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(httpserver: HTTPServer, clock: Clock) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def build(**settings: Any) -> Client:
        settings = {
            "trusted": [f"localhost:{httpserver.port}", f"127.0.0.1:{httpserver.port}"],
            "sleep": clock.sleep,
            "clock": clock,
            "jitter": lambda: 1.0,
            "resolve": lambda host, port: ["127.0.0.1"],
        } | settings
        made.append(Client(**settings))
        return made[-1]

    yield build
    for client in made:
        client.close()
