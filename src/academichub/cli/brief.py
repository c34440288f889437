"""Commands of a reader's briefs: ask for one, read it, take it along, compare two."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from academichub.cli import output
from academichub.cli.library import Json, Reader
from academichub.errors import AcademicHubError, UsageError

if TYPE_CHECKING:
    from academichub.argument import Brief
    from academichub.brief import Briefs, Pair, Standing
    from academichub.desk import Desk
    from academichub.store.briefs import Asked

_FORMATS = ("md", "html", "pdf", "docx", "tex", "bib", "json")
_BINARY = ("pdf", "docx")
_SIGNS = {"new": "+", "gone": "-", "changed": "~"}
T = TypeVar("T")

Language = Annotated[str, typer.Option(help="en or zh.")]
Writer = Annotated[
    str | None,
    typer.Option(help="extractive or prompted; unset the latter where a model is set up."),
]
Model = Annotated[str | None, typer.Option(help="Which of the models that are set up.")]
Format = Annotated[
    str | None, typer.Option(help="Write it as " + ", ".join(_FORMATS) + " instead of text.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Into this file.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (brief, briefs):
        app.command()(command)


def brief(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="One made before.")] = None,
    radar: Annotated[str | None, typer.Option(help="On this radar's present works.")] = None,
    query: Annotated[str | None, typer.Option(help="On what a search finds.")] = None,
    day: Annotated[str | None, typer.Option(help="On a day's works, 2026-06-12.")] = None,
    author: Annotated[str | None, typer.Option(help="On an author's works.")] = None,
    works: Annotated[
        list[str] | None, typer.Option(help="On this work, by any identifier; once for each.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=400, help="The most works.")] = None,
    language: Language = "en",
    writer: Writer = None,
    model: Model = None,
    later: Annotated[
        bool, typer.Option("--later", help="Leave it to whoever does the work; print its id.")
    ] = False,
    format: Format = None,  # noqa: A002 - the option's name
    to: Output = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Write a briefing on a radar, a search, a day, an author or chosen works, or show one."""
    if format and format not in _FORMATS:
        raise UsageError(f"no such format: {format!r}; there are {', '.join(_FORMATS)}")
    subject = _subject(radar, query, day, author, works or [])
    if (name is None) == (subject is None):
        raise UsageError(
            "say what it is to be on, with one of --radar, --query, --day, --author, --works,"
            " or the id of one made before; `academichub briefs` lists these"
        )
    with output.desk(reader) as desk:
        if subject:
            desk.hub.try_catch_up()
            kind, value = subject
            given = {"limit": limit} if limit else {}
            asked = desk.briefs.ask(
                kind,
                value,
                language=language,
                writer=writer,
                model=model,
                works=works or [],
                **given,
            )
            if later:
                return output.as_json({"id": asked.id}) if json else output.say(asked.id)
            name = asked.id
            made = _made(desk.briefs, name)
        else:
            made = desk.briefs.get(str(name))
        _show(desk, made, "json" if json else format, to)
    return None


def briefs(
    cancel: Annotated[str | None, typer.Option(metavar="ID", help="Want this one no more.")] = None,
    remove: Annotated[str | None, typer.Option(metavar="ID", help="Forget this one.")] = None,
    again: Annotated[str | None, typer.Option(metavar="ID", help="Ask for this one anew.")] = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="ID ID", help="What differs between two.")
    ] = None,
    writer: Writer = None,
    model: Model = None,
    language: Annotated[str | None, typer.Option(help="en or zh, with --again.")] = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """List your briefs, cancel, forget or renew one, or compare two."""
    if sum(map(bool, (cancel, remove, again, compare))) > 1:
        raise UsageError("--cancel, --remove, --again and --compare exclude each other")
    with output.desk(reader) as desk:
        if cancel:
            desk.briefs.cancel(cancel)
        elif remove:
            desk.briefs.remove(remove)
        elif again:
            made = desk.briefs.again(again, writer=writer, model=model, language=language)
            _show(desk, _made(desk.briefs, made.id), "json" if json else None, None)
        elif compare:
            _compare(desk.briefs, *compare, json=json)
        else:
            _list(desk.briefs.all(), json)


def _subject(
    radar: str | None, query: str | None, day: str | None, author: str | None, works: list[str]
) -> tuple[str, str] | None:
    """What kind of brief is asked for, and its value; None for none.

    Raises:
        UsageError: it is to be on several things.
    """
    given = {"radar": radar, "query": query, "day": day, "author": author}
    asked = [(kind, value) for kind, value in given.items() if value is not None]
    if works:
        asked.append(("works", ""))
    if len(asked) > 1:
        raise UsageError("a brief is on one thing: a radar, a search, a day, an author or works")
    return asked[0] if asked else None


def _made(briefs: Briefs, name: str) -> Standing:
    """Make it here while its progress is shown; what goes wrong comes out here."""
    with ThreadPoolExecutor(1) as pool, output.progress() as bar:
        making = pool.submit(briefs.make_now, name)
        task = bar.add_task("brief", total=None)
        while not making.done():
            now = briefs.get(name)
            told = now.stage or "brief"
            bar.update(task, description=told, completed=now.done, total=now.total or None)
            wait([making], timeout=0.2)
        return making.result()


def _show(desk: Desk, made: Standing, format: str | None, to: Path | None) -> None:  # noqa: A002
    if made.brief is None:
        if format == "json":
            output.as_json({"id": made.id, "state": made.state, "error": made.error})
            return
        told = f": {made.error}" if made.error else f" ({made.done} of {made.total} sections)"
        raise AcademicHubError(f"brief {made.id} is {made.state}{told}")
    body = _written(desk, made.brief, format)
    if to is not None:
        _put(to, body)
    elif format in _BINARY and sys.stdout.isatty():
        raise UsageError(f"a terminal cannot show {format}; name a file with --output")
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()


def _written(desk: Desk, brief: Brief, format: str | None) -> bytes:  # noqa: A002
    from academichub.language import language

    t = language(brief.ask.language)
    if format is None:
        from academichub.render.brief_text import text

        return text(brief, t).encode()
    if format == "json":
        import orjson

        from academichub.render.brief_json import brief_json

        return orjson.dumps(brief_json(brief), default=tuple, option=orjson.OPT_INDENT_2) + b"\n"
    from academichub.render.brief_formats import FORMATS

    numbers = desk.hub.identifiers_known([one.work for one in brief.works])
    works = desk.hub.store.works(list(numbers.values()))
    held = [works[numbers[one.work]] for one in brief.works if numbers.get(one.work) in works]
    return FORMATS[format].write(brief, held, t)


def _put(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as error:
        raise AcademicHubError(f"{path} cannot be written: {error.strerror or error}") from error


def _list(all_: tuple[Asked, ...], json: bool) -> None:
    if json:
        rows = [
            {
                "id": one.id, "title": one.title, "state": one.state, "writer": one.writer,
                "model": one.model, "asked_at": one.asked_at, "works": len(one.ask.works),
            }
            for one in all_
        ]  # fmt: skip
        output.as_json({"briefs": rows})
        return
    output.table([(one.id, one.asked_at, one.state, one.writer, one.title) for one in all_])
    if not all_:
        output.say("no briefs yet; `academichub brief --query …` makes one")


def _compare(briefs: Briefs, before: str, after: str, *, json: bool) -> None:
    found = briefs.compare(before, after)
    if json:
        output.as_json(found)
        return
    output.say(
        f"works: {len(found.works_new)} new, {len(found.works_gone)} gone, "
        f"{len(found.works_kept)} in both"
    )
    _tell("theme", found.themes, lambda theme: theme.label)
    _tell("bridge", found.bridges, lambda bridge: " – ".join(bridge.via) or bridge.label)
    _tell("sentence", found.statements, lambda statement: statement.text)


def _tell(name: str, pairs: Iterable[Pair[T]], words: Callable[[T], str]) -> None:
    for pair in pairs:
        there = pair.after if pair.after is not None else pair.before
        if there is not None and pair.kind != "kept":
            output.say(f"{_SIGNS[pair.kind]} {name}: {words(there)}")
