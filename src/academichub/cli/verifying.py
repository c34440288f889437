"""The command that checks a file this program wrote: a backup, or the bundle of a review."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from academichub.cli import output
from academichub.cli.library import Json
from academichub.errors import AcademicHubError, UsageError

_OF_BUNDLES = re.compile(rb"findings\.json(?!l)")
_DIRECTORY = 2**16
"""Names stand at the end of an archive; a backup may be too large to be read as a whole."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(verify)


def verify(
    path: Path,
    key: Annotated[
        str | None,
        typer.Option(help="The public key, in hexadecimal, that must have signed the bundle."),
    ] = None,
    json: Json = False,
) -> None:
    """Check a backup, or the bundle of a review: every hash is computed again, every quote held."""
    if _is_bundle(path):
        _bundle(path, key, json=json)
        return
    from academichub.store.backup import verify as verified

    if key:
        raise UsageError(f"{path} is no bundle of a review; a backup has no key")
    made = verified(path)
    if json:
        output.as_json(made)
        return
    rows = sum(part.rows for part in made.parts.values())
    output.say(f"{path}: {rows:,} rows of {made.made_at}, whole")


def _bundle(path: Path, key: str | None, *, json: bool) -> None:
    from academichub.review.verifying import verify as verified

    found = verified(path.read_bytes(), key)
    if json:
        output.as_json(asdict(found))
    else:
        for fault in found.faults:
            output.say(f"wrong: {fault}")
        for note in found.notes:
            output.say(f"note: {note}")
        if found.ok:
            signer = f", signed by {found.signed_by}" if found.signed_by else ""
            output.say(f"{path}: review {found.review[:16]} of {found.work}, whole{signer}")
    if not found.ok:
        raise AcademicHubError(f"{path} does not verify: {found.faults[0]}")


def _is_bundle(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_DIRECTORY)
            file.seek(max(0, path.stat().st_size - _DIRECTORY))
            return bool(_OF_BUNDLES.search(head) or _OF_BUNDLES.search(file.read()))
    except OSError:
        return False  # who reads it as a backup says why it cannot be read
