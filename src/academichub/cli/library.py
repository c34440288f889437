"""Commands of a reader's library: library, save, read, later, note, tag, forget."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output
from academichub.errors import UsageError

if TYPE_CHECKING:
    from academichub.model import Work
    from academichub.profile import Mark

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
Reader = Annotated[
    str | None,
    typer.Option(help="Whose, by e-mail, ORCID iD or id; needed where there are several."),
]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Works, by any identifier.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take it back.")]
FORMATS = ("bibtex", "ris", "csl-json", "markdown")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (library, save, read, later, note, tag, forget):
        app.command()(command)


def library(
    query: Annotated[str, typer.Argument(help="Words of title, abstract, names, note, tags.")] = "",
    state: Annotated[str | None, typer.Option(help="saved, unread, read, later or noted.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only works with this tag.")] = None,
    sort: Annotated[str, typer.Option(help="saved, date or title.")] = "saved",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 25,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option(help="Export it all instead: " + ", ".join(FORMATS) + ".")
    ] = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """List what you keep, or export it."""
    if format and format not in FORMATS:
        raise UsageError(f"no such format: {format!r}; there are {', '.join(FORMATS)}")
    with output.desk(reader) as desk:
        if format:
            chosen = list(desk.library.all(state, tag, query=query, sort=sort))
            sys.stdout.write(_written(chosen, format))
            return
        found = desk.library.page(query, state, tag, sort, offset, limit)
    kept = [(work, found.marks[work.id]) for work in found.works]
    if json:
        _as_json(kept, found.total)
    else:
        _as_text(kept, found.total, offset)


def save(works: Ids, undo: Undo = False, reader: Reader = None) -> None:
    """Save works in your library."""
    with output.desk(reader) as desk:
        for name in works:
            _say(desk.library.mark(name, saved=not undo))


def read(works: Ids, undo: Undo = False, reader: Reader = None) -> None:
    """Mark works as read."""
    with output.desk(reader) as desk:
        for name in works:
            _say(desk.library.mark(name, read=not undo))


def later(works: Ids, undo: Undo = False, reader: Reader = None) -> None:
    """Put works by for later."""
    with output.desk(reader) as desk:
        for name in works:
            _say(desk.library.mark(name, later=not undo))


def note(
    work: Annotated[str, typer.Argument(metavar="ID", help="The work, by any identifier.")],
    text: Annotated[
        str | None, typer.Argument(help="Markdown; - reads it from standard input.")
    ] = None,
    reader: Reader = None,
) -> None:
    """Write a note on a work, or print the one there is; an empty text takes it away."""
    with output.desk(reader) as desk:
        if text is None:
            output.say(desk.library.kept(work).note)
            return
        _say(desk.library.mark(work, note=sys.stdin.read() if text == "-" else text))


def tag(
    works: Ids,
    add: Annotated[list[str] | None, typer.Option(help="A tag to add; may be repeated.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="A tag to take away.")] = None,
    reader: Reader = None,
) -> None:
    """Add tags to works, and take others away."""
    if not add and not remove:
        raise UsageError("name a tag with --add or --remove")
    with output.desk(reader) as desk:
        number = desk.library.tag(
            [desk.hub.work(name).work.id for name in works], add or (), remove or ()
        )
    output.say(f"tags of {number} works changed")


def forget(works: Ids, reader: Reader = None) -> None:
    """Keep nothing of works any more: neither mark nor note nor tags."""
    with output.desk(reader) as desk:
        for name in works:
            desk.library.forget(name)
            output.say(f"{name}: forgotten")


def _say(mark: Mark) -> None:
    output.say(f"{mark.work}: {_state(mark)}")


def _state(mark: Mark) -> str:
    moments = {"saved": mark.saved_at, "read": mark.read_at, "later": mark.later_at}
    said = [name for name, moment in moments.items() if moment] + ["noted"] * bool(mark.note)
    return ", ".join([*said, *(f"#{tag}" for tag in mark.tags)]) or "nothing kept"


def _as_json(kept: list[tuple[Work, Mark]], total: int) -> None:
    from academichub.render.json import work_json

    output.as_json({"works": [{**work_json(w), "mark": m} for w, m in kept], "total": total})


def _as_text(kept: list[tuple[Work, Mark]], total: int, offset: int) -> None:
    for number, (work, mark) in enumerate(kept, offset + 1):
        output.say(f"{number:02}. {work.title}")
        output.say(f"    {work.id}  {work.date}  {_state(mark)}")
        for line in mark.note.splitlines():
            output.say(f"    | {line}")
        output.say()
    output.say(f"{len(kept)} of {total} works")


def _written(kept: list[tuple[Work, Mark]], kind: str) -> str:
    from academichub.render import bibliography
    from academichub.render.notes import reading_list

    works = [work for work, _ in kept]
    match kind:
        case "bibtex":
            return bibliography.bibtex(works)
        case "ris":
            return bibliography.ris(works)
        case "csl-json":
            return bibliography.csl_json(works) + "\n"
    return reading_list(kept)
