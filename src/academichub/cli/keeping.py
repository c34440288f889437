"""Commands that keep house: serve, status, backup, restore, merges, index, quarantine, config."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from academichub.cli import output

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]

starter_app = typer.Typer(help="The starter data of a first run.", no_args_is_help=True)
merges_app = typer.Typer(
    help="Why records became one work, and how to undo it.", no_args_is_help=True
)
index_app = typer.Typer(help="The word index.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (serve, status, backup, restore, quarantine, config):
        app.command()(command)
    app.add_typer(starter_app, name="starter")
    app.add_typer(merges_app, name="merges")
    app.add_typer(index_app, name="index")


def serve(
    host: Annotated[str | None, typer.Option(help="The address to serve at.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes a free one.")] = None,
    collect: Annotated[bool | None, typer.Option(help="Collect in the background.")] = None,
) -> None:
    """Serve the pages, the API and the feeds, and collect in the background."""
    from academichub.web import serve as serve_pages

    with output.opened() as hub:
        if not hub.is_far_behind():  # else the pages come up first and the index beside them
            hub.try_catch_up()
        serve_pages(
            hub,
            host or hub.config.host,
            hub.config.port if port is None else port,
            collect=hub.config.collect if collect is None else collect,
        )


def status(json: Json = False) -> None:
    """Print how everything stands: counts, each source's last and next run."""
    with output.opened() as hub:
        now = hub.status()
    if json:
        return output.as_json(now)
    behind = now.store_sequence - now.index_sequence
    output.table(
        [
            ("works", f"{now.works:,}"),
            ("records", f"{now.records:,}"),
            ("of them starter data", f"{now.starter:,}"),
            ("merges", f"{now.merges:,}"),
            ("in quarantine", f"{now.quarantined:,}"),
            ("store", now.store),
            ("index", now.index_reason or (f"{behind} changes behind" if behind else "up to date")),
        ]
    )
    output.say()
    rows = [("source", "", "last run", "new", "next run", "")]
    for one in now.sources:
        if one.enabled or one.last_run:
            last = one.last_run
            said = (last.error or last.note or "") if last else ""
            finished = (last.finished_at or "running") if last else "never"
            new = str(last.new) if last else ""
            rows.append(
                (one.name, "on" if one.enabled else "off", finished, new, one.next_run or "", said)
            )
    output.table(rows)
    return None


def backup(path: Path) -> None:
    """Write everything to one file, and verify it."""
    with output.opened() as hub, output.progress() as bar:
        task = bar.add_task("backup", total=None)
        made = hub.backup(
            path, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    output.say(f"{path}: {sum(part.rows for part in made.parts.values()):,} rows, verified")


def restore(path: Path) -> None:
    """Fill an empty store from a backup, and make the index again."""
    with output.opened() as hub, output.progress() as bar:
        task = bar.add_task("restore", total=None)
        made = hub.restore(
            path, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    output.say(f"restored {made.parts['works'].rows:,} works of {made.made_at}")


def quarantine(limit: Annotated[int, typer.Option(min=1)] = 50, json: Json = False) -> None:
    """List entries that could not be read, with the reason; --json has them raw."""
    with output.opened() as hub:
        waiting = hub.quarantined(limit)
    if json:
        output.as_json({"quarantine": waiting})
    else:
        output.table([(one.number, one.at, one.route, one.key, one.reason) for one in waiting])


def config(json: Json = False) -> None:
    """Print the settings as they stand, secrets hidden."""
    from academichub.config import Config

    shown = Config.load().shown()
    if json:
        output.as_json(shown)
    else:
        output.table(shown.items())


@starter_app.command("remove")
def remove_starter() -> None:
    """Take the starter data away for good."""
    with output.opened() as hub:
        output.say(f"{hub.remove_starter()} starter records removed")


@merges_app.command("list")
def list_merges(limit: Annotated[int, typer.Option(min=1)] = 50, json: Json = False) -> None:
    """List the newest merges and their reasons."""
    with output.opened() as hub:
        merged = hub.merges(limit)
    if json:
        output.as_json({"merges": merged})
    else:
        output.table(
            [
                (m.number, m.at, m.work, m.absorbed, m.reason, "undone" if m.undone_at else "")
                for m in merged
            ]
        )


@merges_app.command("undo")
def undo(number: int) -> None:
    """Take a merge apart again; the two never join by themselves afterwards."""
    with output.opened() as hub:
        output.say(f"{hub.undo_merge(number)} is a work of its own again")


@index_app.command("rebuild")
def rebuild() -> None:
    """Make the word index again from the store."""
    with output.opened() as hub, output.progress() as bar:
        task = bar.add_task("index", total=None)
        done = hub.rebuild_index(lambda at, total: bar.update(task, completed=at, total=total))
    output.say(f"{done:,} works indexed")


@index_app.command("catch-up")
def catch_up() -> None:
    """Bring the word index to the store's last change."""
    with output.opened() as hub:
        sys.stdout.write(f"{hub.catch_up():,} works indexed\n")
