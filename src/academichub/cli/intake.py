"""Commands that bring works in: collect, import, sources, opml."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output
from academichub.errors import AcademicHubError, UsageError

if TYPE_CHECKING:
    from academichub.collect import Counts
    from academichub.store.ledger import Run

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]

sources_app = typer.Typer(
    help="What is collected: list, switch on, switch off.", no_args_is_help=True
)
opml_app = typer.Typer(help="Feeds in and out as OPML.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(collect)
    app.command("import")(import_)
    app.add_typer(sources_app, name="sources")
    app.add_typer(opml_app, name="opml")


def collect(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCE")] = None,
    json: Json = False,
) -> None:
    """Ask sources now: the named ones, or all that are on."""
    runs: list[Run] = []
    with output.opened() as hub, output.progress() as bar:
        tasks: dict[str, object] = {}

        def show(route: str, counts: Counts, expected: int | None) -> None:
            if route not in tasks:
                tasks[route] = bar.add_task(route, total=expected)
            done = counts.new + counts.updated + counts.unchanged
            bar.update(tasks[route], completed=done, total=expected)  # type: ignore[arg-type]

        for run in hub.collect(sources or (), progress=show):
            runs.append(run)
            if not json:
                output.say(_told(run))
    if json:
        output.as_json({"runs": runs})
    if held := sorted(set(sources or ()) - {run.route for run in runs}):
        raise AcademicHubError(f"another process is collecting {', '.join(held)}")
    if failed := [run for run in runs if run.outcome != "ok"]:
        raise AcademicHubError(f"{len(failed)} of {len(runs)} sources failed")


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option(help="The format, where it is not to be told from the content.")
    ] = None,
    json: Json = False,
) -> None:
    """Take files in: arXiv and OpenAlex snapshots, JSON lines, BibTeX, RIS, CSL-JSON; .gz .zst too."""
    for path in files:
        if not path.is_file():
            raise UsageError(f"there is no file {path}")
    with output.opened() as hub, output.progress() as bar:
        tasks = {path: bar.add_task(path.name, total=path.stat().st_size) for path in files}

        def show(path: Path, at_byte: int, counts: Counts) -> None:
            bar.update(
                tasks[path], completed=at_byte, description=f"{path.name} {counts.new:,} new"
            )

        done = hub.import_files(files, kind=format, progress=show)
    if json:
        output.as_json({**_counts(done.counts), "notes": done.notes, "failures": done.failures})
    else:
        for note in done.notes:
            sys.stderr.write(note + "\n")
        output.say(", ".join(f"{count:,} {name}" for name, count in _counts(done.counts).items()))
    if done.failures:
        raise AcademicHubError("; ".join(done.failures) + "; what came before that is in")


@sources_app.command("list")
def list_sources(json: Json = False) -> None:
    """List every source with its state."""
    with output.opened() as hub:
        sources = hub.status().sources
    if json:
        output.as_json({"sources": sources})
    else:
        output.table([("on" if s.enabled else "off", s.name, s.label, s.group) for s in sources])


@sources_app.command("on")
def switch_on(names: Annotated[list[str], typer.Argument(metavar="SOURCE...")]) -> None:
    """Switch sources on."""
    _switch(names, on=True)


@sources_app.command("off")
def switch_off(names: Annotated[list[str], typer.Argument(metavar="SOURCE...")]) -> None:
    """Switch sources off."""
    _switch(names, on=False)


@opml_app.command("import")
def opml_import(file: Path) -> None:
    """Follow every feed of an OPML file."""
    with output.opened() as hub:
        added = hub.import_opml(_bytes(file))
    output.say(f"{added} feeds added; `academichub collect` asks them now")


@opml_app.command("export")
def opml_export() -> None:
    """Write the feeds that are on as OPML to standard output."""
    with output.opened() as hub:
        sys.stdout.buffer.write(hub.export_opml())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _switch(names: list[str], *, on: bool) -> None:
    with output.opened() as hub:
        for name in names:
            hub.switch(name, on)
            output.say(f"{name} is {'on' if on else 'off'}")


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "unreadable": counts.unreadable,
    }


def _told(run: Run) -> str:
    said = f"{run.route}: {run.new} new, {run.updated} updated, {run.unreadable} unreadable"
    return "; ".join(part for part in (said, run.note, run.error) if part)
