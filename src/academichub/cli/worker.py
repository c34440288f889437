"""The command that works: it makes the briefs and reviews that were asked for, wherever it runs."""

from __future__ import annotations

import signal
from typing import Annotated

import typer

from academichub.cli import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(worker)


def worker(
    at_once: Annotated[
        int | None,
        typer.Option("--at-once", min=1, max=16, help="How many to make at once."),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="End when nothing is left to be made.")
    ] = False,
) -> None:
    """Make the briefs and reviews that are asked for, until it is stopped; any number of these may run."""
    with output.opened() as hub:
        hub.try_catch_up()  # how often fields meet is counted in the index of this machine
        working = hub.worker(at_once or hub.config.workers or 1)
        before = signal.signal(signal.SIGTERM, lambda *_: working.stop())
        try:
            working.run(until_idle=once)
        finally:
            signal.signal(signal.SIGTERM, before)
