"""Commands of a reader's radars: radar, like, dismiss, mute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output
from academichub.cli.library import Ids, Json, Reader, Undo
from academichub.errors import NotFoundError

if TYPE_CHECKING:
    from academichub.radar import Edition, Held, Item, Learnt

Name = Annotated[str | None, typer.Option("--radar", help="Which radar; the main one by default.")]
_SAID = 3


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (radar, like, dismiss, mute):
        app.command()(command)


def radar(
    name: Annotated[
        str | None, typer.Argument(help="Which radar; the main one by default.")
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=400, help="Which batch of the day.")] = 1,
    onward: Annotated[bool, typer.Option("--next", help="Make the next batch of today.")] = False,
    day: Annotated[
        str | None, typer.Option(help="A day on which it was shown, 2026-06-12.")
    ] = None,
    why: Annotated[
        str | None, typer.Option(help="All reasons of one work of it, by its id.")
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="Which editions are kept.")] = False,
    learnt: Annotated[bool, typer.Option("--learnt", help="What it has learnt.")] = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Show a radar: today's picks, each with why it is there."""
    with output.desk(reader) as desk:
        if history:
            return _history(desk.radars.history(name), json)
        if learnt:
            return _learnt(desk.radars.learnt(name), json)
        if onward:
            edition = desk.radars.next_batch(name)
        else:
            edition = desk.radars.edition(name, day=day, batch=batch)
        if why:
            number = desk.hub.identifiers_known([why]).get(why)
            return _why(_named(edition, number, why), json)
    return _edition(edition, json)


def like(works: Ids, radar: Name = None, undo: Undo = False, reader: Reader = None) -> None:
    """Ask for more like these works."""
    with output.desk(reader) as desk:
        for work in works:
            desk.radars.judge(radar, work, "more", not undo)


def dismiss(works: Ids, radar: Name = None, undo: Undo = False, reader: Reader = None) -> None:
    """Ask for less like these works."""
    with output.desk(reader) as desk:
        for work in works:
            desk.radars.judge(radar, work, "less", not undo)


def mute(
    kind: Annotated[str, typer.Argument(help="term, author, category, venue, source or work.")],
    value: Annotated[str, typer.Argument(help="The term, the name or the id.")],
    radar: Name = None,
    undo: Undo = False,
    reader: Reader = None,
) -> None:
    """Never show something again."""
    from academichub.profile import Mute

    with output.desk(reader) as desk:
        change = desk.radars.unmute if undo else desk.radars.mute
        change(radar, Mute(kind, " ".join(value.split())))


def _named(edition: Edition, number: int | None, name: str) -> Item:
    for item in edition.items:
        if item.pick.number == number:
            return item
    raise NotFoundError(f"{name} is not in batch {edition.batch} of {edition.day}")


def _why(item: Item, json: bool) -> None:
    from academichub.radar import telling

    if json:
        output.as_json(telling.item_json(item))
        return
    output.say(item.work.title)
    rows = [(f"{r.points:+.2f}", r.signal, r.value, " ".join(r.works)) for r in item.pick.reasons]
    output.table([*rows, (f"{item.pick.score:+.2f}", "score", None, None)])


def _edition(edition: Edition, json: bool) -> None:
    from academichub.radar import telling

    if json:
        output.as_json(telling.edition_json(edition))
        return
    output.say(f"{edition.radar.title}, {edition.day}, batch {edition.batch}")
    if not edition.learnt:
        output.say("It knows nothing of you yet, so the fields take turns.")
    output.say()
    for item in edition.items:
        outside = "  outside your usual" if item.pick.outside else ""
        output.say(f"{item.rank:02}. {item.work.title}{outside}")
        output.say(f"    {item.work.id}  {item.work.date}  {item.verdict or ''}".rstrip())
        if said := [_reason(r.signal, r.value) for r in item.pick.reasons if r.points > 0][:_SAID]:
            output.say("    " + "; ".join(said))
        output.say()
    output.say(f"{len(edition.items)} of {edition.candidates} works, {edition.fresh} of them new")
    for line in edition.quiet:
        output.say(line)


def _reason(signal: str, value: str | None) -> str:
    return f"{signal}: {value}" if value else signal


def _history(held: tuple[Held, ...], json: bool) -> None:
    if json:
        output.as_json({"editions": held, "total": len(held)})
    else:
        output.table([(one.day, one.batch, one.picks, one.at) for one in held])


def _learnt(learnt: Learnt, json: bool) -> None:
    if json:
        from academichub.radar import telling

        output.as_json(telling.learnt_json(learnt))
        return
    parts = {
        "word": learnt.words, "against": learnt.against, "co-author": learnt.authors,
        "category": learnt.categories, "venue": learnt.venues,
    }  # fmt: skip
    output.table(
        [
            (name, f"{one.weight:+.2f}", one.value, " ".join(one.works))
            for name, rows in parts.items()
            for one in rows
        ]
    )
