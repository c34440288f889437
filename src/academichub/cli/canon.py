"""The commands for libraries of formal mathematics: canon add, update, list, search, show, check."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from academichub.cli import output
from academichub.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from academichub.canon import Canons, Declaration

_canon = typer.Typer(help="Libraries of formal mathematics that claims can be held beside.")

_Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
_Revision = Annotated[
    str, typer.Option(metavar="R", help="What names this state of it, such as a commit.")
]
_In = Annotated[str | None, typer.Option("--canon", metavar="NAME", help="In this canon alone.")]
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The canon's name.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_canon, name="canon")


@_canon.command()
def add(
    name: _Name,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A folder, an archive, or doc-gen data.")
    ],
    revision: _Revision,
    json: _Json = False,
) -> None:
    """Read a Lean library and index what it declares."""
    state = _canons().add(name, path, revision, _now())
    if json:
        return output.as_json(state)
    output.say(
        f"{state.name} {state.revision}: {state.declarations} declarations, {state.theorems} theorems"
        f" in {state.files} files; {state.holes} with sorry"
    )
    return None


@_canon.command()
def update(
    name: _Name,
    revision: _Revision,
    path: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Where the library is now.")
    ] = None,
    json: _Json = False,
) -> None:
    """Read a library again as another revision, and say what broke."""
    done = _canons().update(name, revision, _now(), path)
    if json:
        return output.as_json(done)
    for one in done.broken:
        output.say(f"broken  {one.name}  {one.why}{f' {one.now}' if one.now else ''}")
    for back in done.mended:
        output.say(f"mended  {back}")
    output.say(
        f"{name} {done.revision}: {done.added} new, {done.kept} kept, {len(done.broken)} broken,"
        f" {len(done.mended)} mended"
    )
    return None


@_canon.command("list")
def listed(json: _Json = False) -> None:
    """List the canons."""
    states = _canons().states()
    if json:
        return output.as_json(states)
    output.table(
        (
            one.name, one.revision, f"{one.declarations} declarations", f"{one.theorems} theorems",
            f"{one.holes} sorry", f"{one.broken} broken", f"{one.checked} checked",
        )
        for one in states
    )  # fmt: skip
    return None


@_canon.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words, signs, or a whole claim.")],
    canon: _In = None,
    limit: Annotated[int, typer.Option(help="How many to give.")] = 10,
    json: _Json = False,
) -> None:
    """Find declarations by the words of their names, comments and statements."""
    found = [
        {"canon": one.name, **_shown(found.declaration, found.checked), "score": found.score}
        for one in _opened(canon)
        for found in one.search(text, limit)
    ]
    found = sorted(found, key=lambda one: -one["score"])[:limit]
    if json:
        return output.as_json(found)
    for one in found:
        _say(one)
    return None


@_canon.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A declaration's full name.")],
    canon: _In = None,
    json: _Json = False,
) -> None:
    """Show a declaration: its statement, where it stands, how far it is known, since when it is broken."""
    found = [one for opened in _opened(canon) if (one := _known(opened, name))]
    if not found:
        raise NotFoundError(f"no canon declares {name!r}")
    if json:
        return output.as_json(found)
    for one in found:
        _say(one)
    return None


@_canon.command()
def check(
    name: _Name,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `#print axioms` printed.")],
    revision: _Revision,
    json: _Json = False,
) -> None:
    """Take the kernel's own words as evidence that declarations are proved."""
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    with _canons().open(name) as opened:
        if opened.revision != revision:
            raise UsageError(f"{name} is at {opened.revision}; evidence is of one revision")
        said = file.read_text(encoding="utf-8", errors="replace")
        names = opened.attach(said, revision, _now())
    if json:
        return output.as_json(names)
    output.say(f"{len(names)} declarations are checked")
    return None


def _canons() -> Canons:
    from academichub.canon import Canons
    from academichub.config import Config

    return Canons(Config.load().data / "canons")


def _opened(name: str | None) -> Any:
    canons = _canons()
    for one in [name] if name else canons.names():
        with canons.open(one) as opened:
            yield opened


def _known(canon: Any, name: str) -> dict[str, Any] | None:
    one, gone = canon.get(name), canon.broken_at(name)
    if one is None and gone is None:
        return None
    rung, axioms = canon.rung(name)
    shown = _shown(one) if one else {"name": name}
    broken = {"broken_since": gone.since, "why": gone.why, "now": gone.now} if gone else {}
    said = {"canon": canon.name, "revision": canon.revision}
    return {**said, **shown, "rung": rung, "axioms": axioms, **broken}


def _shown(one: Declaration, checked: bool = False) -> dict[str, Any]:
    return {
        "name": one.name, "kind": one.kind, "statement": one.statement, "doc": one.doc,
        "file": one.file, "line": one.line, "sorry": one.sorry, "of": one.of,
        "rung": "checked" if checked else "indexed",
    }  # fmt: skip


def _say(one: dict[str, Any]) -> None:
    hole = "  (sorry)" if one.get("sorry") else ""
    output.say(f"{one['name']}  {one['rung']}{hole}")
    if one.get("statement"):
        output.say(f"    {' '.join(one['statement'].split())[:300]}")
    if one.get("file"):
        output.say(f"    {one['canon']}  {one['file']}:{one['line']}")
    if one.get("axioms"):
        output.say(f"    axioms: {', '.join(one['axioms'])}")
    if one.get("broken_since"):
        output.say(f"    broken since {one['broken_since']}: {one['why']} {one['now']}".rstrip())
    output.say()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
