"""The command that holds a paper against itself and the record: audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output

if TYPE_CHECKING:
    from academichub.argument.findings import Finding

_SHOWN = 200


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(audit)


def audit(
    what: Annotated[
        str,
        typer.Argument(metavar="WORK", help="An identifier, or a PDF, HTML page or TeX source."),
    ],
    fetch: Annotated[
        bool,
        typer.Option(
            "--fetch", help="Ask for the full text, and the registries for what it cites."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
) -> None:
    """Hold a paper's text against itself and the record; without --fetch nobody else is asked."""
    path = Path(what)
    with output.opened() as hub:
        audited = hub.audit(path if path.is_file() else what, fetch=fetch)
    if json:
        return output.as_json(audited)
    for one in audited.findings:
        _say(one)
    for note in audited.notes:
        output.say(f"note: {note}")
    output.say(
        f"{len(audited.findings)} findings of {len(audited.checks)} checks; read: {audited.scope}"
    )
    return None


def _say(one: Finding) -> None:
    output.say(f"{one.severity}  {one.check} {one.version}  ({one.verdict_class})")
    output.say(f"    {one.message}")
    for evidence in one.evidence:
        shown = " ".join(evidence.text.split())[:_SHOWN]
        output.say(f"    {evidence.field} {evidence.start}-{evidence.end}: {shown}")
    output.say(f"    {one.sha256[:16]}  {one.dispute}")
    output.say()
