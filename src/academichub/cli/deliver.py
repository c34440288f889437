"""The command that sends: what is due, one delivery at once, or a look at what would go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output
from academichub.errors import AcademicHubError, UsageError

if TYPE_CHECKING:
    from academichub.rounds import Done


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(deliver)


def deliver(
    due: Annotated[
        bool, typer.Option("--due", help="Send what is due; so also without it.")
    ] = False,
    now: Annotated[
        str | None, typer.Option(metavar="ID", help="Send today's edition by this delivery.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what is due, send nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
) -> None:
    """Send the deliveries of all readers that are due."""
    from academichub.rounds import Rounds

    if due + bool(now) + dry_run > 1:
        raise UsageError("--due, --now and --dry-run exclude each other")
    with output.opened() as hub:
        hub.try_catch_up()
        rounds = Rounds(hub)
        if dry_run:
            return _tell([(o.delivery, o.kind, o.period, "due") for o in rounds.outlook()], json)
        if now:
            return _report([rounds.now(hub.store.sendings.delivery(now))], json)
        return _report(rounds.due(), json)


def _report(made: Iterable[Done], json: bool) -> None:
    done = list(made)
    if json:
        output.as_json({"sendings": done})
    else:
        rows = [(d.delivery, d.kind, d.period, d.state, d.count, d.error) for d in done]
        output.table(rows)
        if not rows:
            output.say("nothing is due")
    if failed := [one for one in done if one.error]:
        raise AcademicHubError(f"{len(failed)} of {len(done)} sendings were not taken")


def _tell(rows: list[tuple[str, str, str, str]], json: bool) -> None:
    if json:
        named = ("delivery", "kind", "period", "state")
        output.as_json({"sendings": [dict(zip(named, row, strict=True)) for row in rows]})
    elif rows:
        output.table(rows)
    else:
        output.say("nothing is due")
