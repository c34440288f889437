"""Commands that answer with works: daily, works, work, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from academichub.cli import output
from academichub.errors import UsageError

if TYPE_CHECKING:
    from academichub.model import Work

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
Date = Annotated[str | None, typer.Option(metavar="DATE", help="2026, 2026-05 or 2026-05-12.")]
Text = Annotated[str | None, typer.Option()]
FORMATS = ("bibtex", "ris", "csl-json", "jsonl")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (daily, works, work, export):
        app.command()(command)


def daily(
    date: Date = None,
    batch: Annotated[int, typer.Option(min=1, help="Which batch: 1 is the first.")] = 1,
    json: Json = False,
) -> None:
    """Print the daily 25, or a later batch of them."""
    from academichub.lists import Listing

    with output.opened() as hub:
        found = hub.works(Listing(day=date))
        for _ in range(batch - 1):
            if found.seen is None:
                raise UsageError(f"there is no batch {batch}; the list ends before it")
            found = hub.works(Listing(day=date), seen=found.seen)
    _answer(found.works, found.total, json)


def works(
    query: Annotated[
        str, typer.Argument(help='Words, "phrases", au: ti: cat: src: since: -not.')
    ] = "",
    author: Text = None,
    category: Text = None,
    source: Text = None,
    type: Text = None,  # noqa: A002 - the option's name
    since: Date = None,
    until: Date = None,
    sort: Annotated[str, typer.Option(help="relevance, date, cited or daily.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 25,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    json: Json = False,
) -> None:
    """Search the works in the store."""
    from academichub.lists import Listing

    listing = Listing(query, author, category, source, type, None, since, until, sort)
    with output.opened() as hub:
        hub.try_catch_up()
        found = hub.works(listing, offset=offset, limit=limit)
    if found.did_you_mean and not json:
        sys.stderr.write(f"nothing found; did you mean: {found.did_you_mean}\n")
    _answer(found.works, found.total, json, offset)


def work(
    identifier: Annotated[
        str, typer.Argument(help="An arXiv id, DOI, pmid:…, PMC…, or its address.")
    ],
    json: Json = False,
) -> None:
    """Print everything known of one work."""
    from academichub.render.json import work_json

    with output.opened() as hub:
        page = hub.work(identifier)
    if json:
        return output.as_json(
            {
                **work_json(page.work),
                "records": [record for _, record in page.records],
                "merges": page.merges,
                "citing": [citing.id for citing in page.citing],
            }
        )
    output.works([page.work], 1)
    output.say(page.work.abstract or "(no abstract)")
    output.say()
    output.table([("identifier", i.scheme, i.value) for i in page.work.identifiers])
    output.table([("location", place.kind, place.url) for place in page.work.locations])
    output.table([("update", u.type, u.date, u.label or "") for u in page.work.updates])
    output.table([("merge", m.number, m.reason) for m in page.merges])
    output.table([("record", n, r.route, r.fetched_at) for n, r in page.records])
    output.say(f"{len(page.references)} references, cited by {len(page.citing)} works here")
    return None


def export(
    query: Annotated[str, typer.Argument(help="Which works; empty for all.")] = "",
    format: Annotated[str, typer.Option(help=", ".join(FORMATS))] = "jsonl",  # noqa: A002
    limit: Annotated[int, typer.Option(min=0, help="0 for no limit.")] = 0,
) -> None:
    """Write works to standard output as BibTeX, RIS, CSL-JSON or JSON lines."""
    from academichub.lists import Listing

    if format not in FORMATS:
        raise UsageError(f"no such format: {format!r}; there are {', '.join(FORMATS)}")
    with output.opened() as hub:
        chosen: Iterator[Work] = hub.matching(Listing(query)) if query else hub.everything()
        for piece in _written(islice(chosen, limit or None), format):
            sys.stdout.write(piece)


def _written(chosen: Iterator[Work], kind: str) -> Iterator[str]:
    from academichub.model import to_json
    from academichub.render import bibliography

    match kind:
        case "jsonl":
            return (to_json(one).decode() + "\n" for one in chosen)
        case "bibtex":
            return iter([bibliography.bibtex(list(chosen))])
        case "ris":
            return iter([bibliography.ris(list(chosen))])
    return iter([bibliography.csl_json(list(chosen)) + "\n"])


def _answer(found: tuple[Work, ...], total: int, json: bool, offset: int = 0) -> None:
    from academichub.render.json import works_json

    if json:
        output.as_json(works_json(found, total))
    else:
        output.works(found, total, offset + 1)
