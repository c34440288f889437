"""Commands of profiles: what each radar looks for, and the ways to start one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from academichub.cli import output
from academichub.errors import UsageError

if TYPE_CHECKING:
    from academichub.drafting import Draft, Note
    from academichub.profile import Profile, Radar
    from academichub.starts import Starts

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
Reader = Annotated[
    str | None,
    typer.Option(help="Whose, by e-mail, ORCID iD or id; needed where there are several."),
]
Title = Annotated[str | None, typer.Option(help="What to call the radar.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show the draft and keep nothing.")]
Slug = Annotated[str | None, typer.Argument(metavar="[RADAR]", help="Its short name.")]

profile_app = typer.Typer(
    help="What each radar looks for, and how one starts.", no_args_is_help=True
)

_NOTES = {
    "newest": "the newest {count} of {of} papers are taken",
    "unreadable": "{count} entries could not be read; the first: {what}",
    "many": "only the first {count} entries of the file were read",
    "cut": "the file ends early or is damaged; what came before is used: {what}",
    "venues": "the first {count} of {of} journals are taken",
    "narrowed": "a radar has no place for: {what}",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(profile_app, name="profile")


@profile_app.command("list")
def list_profiles(reader: Reader = None, json: Json = False) -> None:
    """List your radars."""
    with output.desk(reader) as desk:
        radars = desk.radars.all()
    if json:
        return output.as_json({"radars": [_radar_json(one) for one in radars]})
    output.table([(one.slug, one.title, _counted(one.profile)) for one in radars])
    return None


@profile_app.command()
def show(radar: Slug = None, reader: Reader = None, json: Json = False) -> None:
    """Print what a radar looks for; the first one if none is named."""
    with output.desk(reader) as desk:
        found = desk.radars.get(radar)
    if json:
        return output.as_json(_radar_json(found))
    output.say(found.title)
    _tell(found.profile)
    return None


@profile_app.command()
def export(radar: Slug = None, reader: Reader = None) -> None:
    """Write a radar's whole profile to standard output, to be brought in again."""
    with output.desk(reader) as desk:
        found = desk.radars.get(radar)
    output.as_json({"title": found.title, **found.profile.to_json()})


@profile_app.command("import")
def import_(
    file: Path,
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Start a radar from a profile that was exported."""
    _start(lambda starts: starts.from_profile(_bytes(file)), title, dry_run, reader, json)


@profile_app.command()
def from_file(
    file: Path,
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Start a radar from papers (BibTeX, RIS, CSL-JSON, …) or a list of journals (OPML)."""
    if not file.is_file():
        raise UsageError(f"there is no file {file}")

    def make(starts: Starts) -> Draft:
        opml = b"<opml" in _bytes(file)[:4096].lower()
        return starts.from_opml(_bytes(file)) if opml else starts.from_path(file)

    _start(make, title, dry_run, reader, json)


@profile_app.command()
def from_orcid(
    orcid: Annotated[str, typer.Argument(metavar="ORCID")],
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Start a radar from the works listed under an ORCID iD."""
    _start(lambda starts: starts.from_orcid(orcid), title, dry_run, reader, json)


@profile_app.command()
def from_zotero(
    key_file: Annotated[
        Path | None,
        typer.Option(help="A file that holds a key which may read; - is standard input."),
    ] = None,
    group: Annotated[str | None, typer.Option(help="The number of a group.")] = None,
    user: Annotated[
        str | None, typer.Option(help="The number of a user, for a public library.")
    ] = None,
    collection: Annotated[str | None, typer.Option(help="The key of one collection.")] = None,
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Start a radar from a Zotero library; the key is used once and not kept."""
    from academichub.sources.zotero import Library

    key = _secret(key_file)
    library = Library(key, group, user, collection)
    with output.progress() as bar:
        task = bar.add_task("Zotero", total=None)

        def told(read: int, expected: int | None) -> None:
            bar.update(task, completed=read, total=expected)

        _start(lambda starts: starts.from_zotero(library, told), title, dry_run, reader, json)


@profile_app.command()
def from_search(
    query: Annotated[str, typer.Argument(help="As in the search box.")],
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Turn a search into a radar."""
    _start(lambda starts: starts.from_search(query), title, dry_run, reader, json)


@profile_app.command()
def from_works(
    works: Annotated[list[str], typer.Argument(metavar="ID...", help="By any identifier.")],
    title: Title = None,
    dry_run: Dry = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Start a radar from works of the store."""
    _start(lambda starts: starts.from_works(works), title, dry_run, reader, json)


@profile_app.command()
def people(
    name: Annotated[str, typer.Argument(help="A name, or a family name alone.")],
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Tell apart the authors here who write under a name."""
    with output.desk(reader) as desk:
        desk.hub.try_catch_up()
        met = desk.starts.people(name)
    if json:
        return output.as_json({"people": met})
    for one in met:
        years = "–".join(dict.fromkeys(one.years)) if one.years else ""
        output.say(f"{one.name}  {one.orcid or ''}  {one.works} works  {years}".rstrip())
        for title in one.titles:
            output.say(f"    {title}")
    return None


@profile_app.command()
def remove(
    radar: Annotated[str, typer.Argument(metavar="RADAR", help="Its short name.")],
    reader: Reader = None,
) -> None:
    """Delete a radar with all it has learnt and shown."""
    with output.desk(reader) as desk:
        desk.radars.remove(radar)
    output.say(f"{radar} is deleted")


def _start(
    make: Callable[[Starts], Draft], title: str | None, dry: bool, reader: str | None, json: bool
) -> None:
    with output.desk(reader) as desk:
        desk.hub.try_catch_up()
        draft = make(desk.starts)
        named = title or draft.title or "Radar"
        radar = None if dry else desk.radars.create(named, draft.profile)
    for note in draft.notes:
        sys.stderr.write(_sentence(note) + "\n")
    if json:
        return output.as_json(_draft_json(draft, named, radar))
    output.say(f"{radar.slug}: {radar.title}" if radar else named)
    output.say(
        f"{len(draft.found)} works of this store, {len(draft.missing)} papers that are not in it"
    )
    _tell(draft.profile)
    return None


def _tell(profile: Profile) -> None:
    output.table(
        [
            *((term.kind, term.text) for term in profile.terms),
            *(("author", f"{one.name} {one.orcid or ''}".rstrip()) for one in profile.authors),
            *(("category", one) for one in profile.categories),
            *(("venue", one) for one in profile.venues),
            *(("seed", one) for one in profile.seeds),
            *(("paper", one.title) for one in profile.papers),
            *(("mute", f"{one.kind} {one.value}") for one in profile.mutes),
            *(("turned", f"{name} {factor:g}") for name, factor in profile.turned.items()),
            ("window", f"{profile.window} days"),
        ]
    )


def _counted(profile: Profile) -> str:
    counts = {
        "words": len(profile.terms),
        "authors": len(profile.authors),
        "categories": len(profile.categories),
        "venues": len(profile.venues),
        "papers": len(profile.seeds) + len(profile.papers),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _radar_json(radar: Radar) -> dict[str, Any]:
    return {"slug": radar.slug, "title": radar.title, "profile": radar.profile.to_json()}


def _draft_json(draft: Draft, title: str, radar: Radar | None) -> dict[str, Any]:
    return {
        "radar": radar.slug if radar else None,
        "title": radar.title if radar else title,
        "profile": draft.profile.to_json(),
        "found": [work.id for work in draft.found],
        "missing": draft.missing,
        "notes": [_sentence(note) for note in draft.notes],
        "offered": {"terms": draft.terms, "authors": draft.authors, "you": draft.you},
    }


def _sentence(note: Note) -> str:
    return _NOTES[note.kind].format(count=note.count, of=note.of, what=note.what)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _secret(path: Path | None) -> str | None:
    if path is None:
        return None
    return (
        (sys.stdin.buffer.read() if str(path) == "-" else _bytes(path))
        .decode("utf-8", "replace")
        .strip()
    )
