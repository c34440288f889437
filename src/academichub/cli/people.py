"""Commands of who administers: readers and their tokens."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from academichub.cli import output

if TYPE_CHECKING:
    from academichub.store.credentials import Token

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
Name = Annotated[str, typer.Argument(metavar="READER", help="The reader's e-mail address or id.")]
Whose = Annotated[
    str | None,
    typer.Option(
        "--reader", help="Whose, by e-mail, ORCID iD or id; needed where there are several."
    ),
]

readers_app = typer.Typer(help="Who reads here, and who may come.", no_args_is_help=True)
token_app = typer.Typer(help="Tokens for programs that use the API.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(readers_app, name="readers")
    app.add_typer(token_app, name="token")


@readers_app.command("list")
def list_readers(json: Json = False) -> None:
    """List all readers."""
    with output.opened() as hub:
        everybody = hub.people.all()
    if json:
        output.as_json({"readers": everybody})
    else:
        rows = [
            (one.id, one.name, one.email or one.orcid, one.role, "disabled" if one.disabled_at else "")
            for one in everybody
        ]  # fmt: skip
        output.table(rows)


@readers_app.command("invite")
def invite(
    email: Annotated[str | None, typer.Option(help="For this address alone.")] = None,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="Invite an administrator.")
    ] = False,
    days: Annotated[int, typer.Option(min=1, max=90, help="For how long it holds.")] = 7,
    json: Json = False,
) -> None:
    """Make a link by which one person can make an account."""
    from academichub.web.server import address

    with output.opened() as hub:
        role = "administrator" if administrator else "reader"
        made = hub.people.invite(email=email, role=role, days=days)
        base = hub.config.public_url or address(hub.config.host, hub.config.port)
    link = f"{base.rstrip('/')}/join/{made.text}"
    if json:
        invitation = made.invitation
        output.as_json({"link": link, "role": role, "expires_at": invitation.expires_at})
    else:
        output.say(f"{link}\nIt works once, until {made.invitation.expires_at}.")


@readers_app.command("add")
def add(
    email: str,
    name: Annotated[str, typer.Option(help="What they are called.")] = "",
    administrator: Annotated[
        bool, typer.Option("--administrator", help="Make them administrator.")
    ] = False,
    json: Json = False,
) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    password = _password()
    with output.opened() as hub:
        role = "administrator" if administrator else "reader"
        made = hub.people.add(name or email.partition("@")[0], email, password, role=role)
    if json:
        output.as_json(made)
    else:
        output.say(f"{made.email} can sign in")


@readers_app.command("disable")
def disable(
    reader: Name, undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False
) -> None:
    """Shut a reader out, or let them in again; nothing of theirs is lost."""
    with output.opened() as hub:
        found = hub.people.find(reader)
        hub.people.change(found.id, disabled=not undo)
    output.say(f"{found.name or found.id} {'may come again' if undo else 'is shut out'}")


@readers_app.command("password")
def password(reader: Name) -> None:
    """Set another password; it is asked for, or read from standard input."""
    given = _password()
    with output.opened() as hub:
        ended = hub.people.set_password(reader, given)
    output.say(f"the password was set; {ended} sessions ended")


@readers_app.command("delete")
def delete(
    reader: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Delete a reader with everything they have."""
    with output.opened() as hub:
        found = hub.people.find(reader)
        if not yes:
            asked = f"Delete {found.name or found.id} with all radars, marks and notes?"
            typer.confirm(asked, abort=True, err=True)
        gone = hub.people.delete(found.id)
    if json:
        output.as_json({"deleted": gone})
    else:
        output.say(f"{sum(gone.values())} rows deleted")


@readers_app.command("export")
def export(reader: Name, path: Path) -> None:
    """Write everything a reader has here to a ZIP file."""
    with output.opened() as hub:
        path.write_bytes(hub.people.export(hub.people.find(reader).id))
    output.say(f"{path} written")


@token_app.command("create")
def create_token(
    name: str,
    reader: Whose = None,
    write: Annotated[bool, typer.Option("--write", help="It may change things.")] = False,
    days: Annotated[
        int | None, typer.Option(min=1, help="For how long it holds; without, until revoked.")
    ] = None,
    json: Json = False,
) -> None:
    """Make a token and print it, this once."""
    with output.desk(reader) as desk:
        scopes = ("read", "write") if write else ("read",)
        made = desk.account.make_token(name, scopes, days)
    if json:
        output.as_json({**_shown(made.token), "text": made.text})
    else:
        output.say(made.text)


@token_app.command("list")
def list_tokens(reader: Whose = None, json: Json = False) -> None:
    """List a reader's tokens."""
    with output.desk(reader) as desk:
        tokens = desk.account.tokens()
    if json:
        output.as_json({"tokens": [_shown(one) for one in tokens]})
    else:
        output.table(
            [
                (
                    one.id,
                    one.name,
                    " ".join(one.scopes),
                    one.expires_at,
                    one.used_at,
                    "revoked" if one.revoked_at else "",
                )
                for one in tokens
            ]
        )


@token_app.command("revoke")
def revoke_token(token: str, reader: Whose = None) -> None:
    """Let a token open nothing any more, by its id."""
    with output.desk(reader) as desk:
        desk.account.revoke_token(token)
    output.say(f"{token} opens nothing any more")


def _shown(token: Token) -> dict[str, Any]:
    return {name: value for name, value in asdict(token).items() if name != "digest"}


def _password() -> str:
    if sys.stdin.isatty():
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\n")
