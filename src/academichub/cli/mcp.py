"""The command that lets another program use the tools over standard input and output."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub.cli import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mcp")(tools)


def tools(
    reader: Annotated[
        str | None,
        typer.Option(help="Whose, by e-mail, ORCID iD or id; needed where there are several."),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Change nothing, whatever is asked.")
    ] = False,
) -> None:
    """Offer the tools of a reader to another program, over standard input and output."""
    from academichub.mcp import server
    from academichub.mcp.calls import Caller

    with output.desk(reader) as desk:
        desk.hub.try_catch_up()
        server(lambda _: Caller(desk, not read_only)).run("stdio")
