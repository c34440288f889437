"""Commands of reviews: make one of a work or a file, take it along, review many."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from academichub.cli import output
from academichub.cli.library import Json, Reader
from academichub.errors import AcademicHubError, NotFoundError, UsageError

if TYPE_CHECKING:
    from academichub.desk import Desk
    from academichub.review.reviews import Reviews
    from academichub.review.values import Standing
    from academichub.store.review_batches import Batch
    from academichub.store.reviews import Run

FORMATS = ("md", "html", "pdf", "docx", "tex", "json", "zip")

Language = Annotated[str, typer.Option(help="en or zh.")]
Model = Annotated[
    str | None, typer.Option(help="Write with this one of the models that are set up.")
]
Extractive = Annotated[
    bool, typer.Option("--extractive", help="Without a language model, even where one is set up.")
]
Rebuttal = Annotated[
    bool, typer.Option("--rebuttal", help="Write what the authors could answer, too.")
]
Fetch = Annotated[
    bool,
    typer.Option("--fetch", help="Ask for the full text, registries and citing works outside."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Into this file, by its ending: " + ", ".join(FORMATS)),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (review, reviews):
        app.command()(command)


def review(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WORK",
            help="An identifier, a PDF, HTML page or TeX source, or the id of a review.",
        ),
    ],
    fetch: Fetch = False,
    model: Model = None,
    extractive: Extractive = False,
    rebuttal: Rebuttal = False,
    language: Language = "en",
    again: Annotated[
        bool, typer.Option("--again", help="Make the review of this id, or the newest one, anew.")
    ] = False,
    stage: Annotated[
        str | None, typer.Option(help="With --again: this stage alone; the others stay.")
    ] = None,
    to: Output = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the text of the work out of a bundle.")
    ] = False,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Review a paper by machine: what it claims, what carries it, where it could break, who cites it."""
    if stage and not again:
        raise UsageError("--stage needs --again")
    if to is not None and to.suffix[1:].lower() not in FORMATS:
        raise UsageError(f"{to} has none of the endings {', '.join(FORMATS)}")
    how: dict[str, Any] = {"writer": "extractive" if extractive else None, "model": model}
    with output.desk(reader) as desk:
        mine, path = desk.reviews, Path(what)
        if again:
            before = _found(mine, what, language).run.id
            given: dict[str, Any] = {"rebuttal": rebuttal or None, "fetch": fetch or None}
            made = _made(mine, mine.again(before, stage=stage, **how, **given))
        elif path.is_file():
            if fetch:
                raise UsageError("--fetch is for works of the store; a file is read as it is")
            how |= {"language": language, "rebuttal": rebuttal}
            made = _made(mine, mine.drop(path.name, _read(path), **how))
        elif model or extractive or fetch or rebuttal:
            how |= {"language": language, "rebuttal": rebuttal, "fetch": fetch}
            made = _made(mine, mine.ask(what, **how))
        else:
            made = _found(mine, what, language)
        _give(desk, made, to, json=json, text=not no_text)


def reviews(
    day: Annotated[str | None, typer.Option(help="Review a day's works, 2026-06-12.")] = None,
    query: Annotated[str | None, typer.Option(help="Review what a search finds.")] = None,
    works: Annotated[
        list[str] | None, typer.Option(help="Review this work; once for each.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=5_000, help="The most works.")] = None,
    budget_usd: Annotated[
        float | None, typer.Option(min=0, help="US dollars; without a model once they are spent.")
    ] = None,
    budget_tokens: Annotated[
        int | None, typer.Option(min=0, help="Tokens; without a model once they are spent.")
    ] = None,
    fetch: Fetch = False,
    model: Model = None,
    extractive: Extractive = False,
    rebuttal: Rebuttal = False,
    language: Language = "en",
    later: Annotated[
        bool, typer.Option("--later", help="Leave it to whoever does the work; print its id.")
    ] = False,
    batch: Annotated[str | None, typer.Option(metavar="ID", help="Show this batch.")] = None,
    cancel: Annotated[
        str | None, typer.Option(metavar="ID", help="Want this review or batch no more.")
    ] = None,
    remove: Annotated[str | None, typer.Option(metavar="ID", help="Forget this review.")] = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """List your reviews, review a day, a search or works at once, cancel or forget one."""
    subject = _subject(day, query, works or [])
    if sum(map(bool, (subject, batch, cancel, remove))) > 1:
        raise UsageError(
            "--day, --query, --works, --batch, --cancel and --remove exclude each other"
        )
    with output.desk(reader) as desk:
        mine = desk.reviews
        if subject:
            how: dict[str, Any] = {
                "writer": "extractive" if extractive else None, "model": model, "fetch": fetch,
                "rebuttal": rebuttal, "language": language, "budget_usd": budget_usd,
                "budget_tokens": budget_tokens, **({"limit": limit} if limit else {}),
            }  # fmt: skip
            desk.hub.try_catch_up()
            one = mine.ask_many(*subject, **how)
            if not later:
                _make_all(mine, one)
            _show_batch(mine, one.id, json=json)
        elif batch:
            _show_batch(mine, batch, json=json)
        elif cancel:
            _cancel(mine, cancel)
        elif remove:
            mine.remove(remove)
        else:
            _list(mine, json=json)


def _subject(
    day: str | None, query: str | None, works: list[str]
) -> tuple[str, str | list[str]] | None:
    given: list[tuple[str, str | list[str] | None]] = [
        ("day", day), ("query", query), ("works", works or None),
    ]  # fmt: skip
    asked = [(kind, value) for kind, value in given if value is not None]
    if len(asked) > 1:
        raise UsageError("say one of --day, --query and --works")
    return asked[0] if asked else None


def _found(mine: Reviews, what: str, language: str) -> Standing:
    from academichub.review.giving import found

    return found(mine, what, language)


def _made(mine: Reviews, run: Run) -> Standing:
    """Make it here while its progress is shown; what goes wrong comes out here."""
    with ThreadPoolExecutor(1) as pool, output.progress() as bar:
        making = pool.submit(mine.make_now, run.id)
        task = bar.add_task("review", total=None)
        while not making.done():
            now = mine.glance(run.id)
            told = now.stage or "review"
            bar.update(task, description=told, completed=now.done, total=now.total or None)
            wait([making], timeout=0.2)
        return making.result()


def _make_all(mine: Reviews, batch: Batch) -> None:
    with output.progress() as bar:
        runs = mine.runs_of(batch.id)
        task = bar.add_task("reviews", total=len(runs))
        for run in runs:
            mine.make_now(run.id)
            bar.advance(task)


def _give(desk: Desk, made: Standing, to: Path | None, *, json: bool, text: bool) -> None:
    if made.review is None:
        if json:
            output.as_json(desk.giving.json(made))
            return
        told = f": {made.run.error}" if made.run.error else ""
        raise AcademicHubError(f"review {made.run.id} is {made.run.state}{told}")
    if to is not None:
        _put(to, desk.giving.file(made, to.suffix[1:].lower(), text=text))
    elif json:
        output.as_json(desk.giving.json(made))
    else:
        sys.stdout.buffer.write(desk.giving.file(made, "txt"))
        sys.stdout.buffer.flush()


def _cancel(mine: Reviews, name: str) -> None:
    try:
        mine.cancel(name)
    except NotFoundError:
        mine.cancel_batch(name)


def _list(mine: Reviews, *, json: bool) -> None:
    from academichub.review.giving import batch_json, run_json

    runs, batches = mine.all(), mine.batches()
    if json:
        told = [batch_json(one, mine.runs_of(one.id), mine.spent(one.id)) for one in batches]
        output.as_json({"reviews": [run_json(one) for one in runs], "batches": told})
        return
    for one in batches:
        output.say(f"{one.id}  {one.asked_at}  {one.state}  {one.title}")
    output.table(
        [(one.id, one.asked_at, one.state, one.writer, one.scope, one.title) for one in runs]
    )
    if not runs:
        output.say("no reviews asked for yet; `academichub review WORK` shows or makes one")


def _show_batch(mine: Reviews, name: str, *, json: bool) -> None:
    from academichub.review.giving import batch_json, run_json

    one, runs = mine.batch(name), mine.runs_of(name)
    told = batch_json(one, runs, mine.spent(name))
    if json:
        output.as_json(told | {"reviews": [run_json(run) for run in runs]})
        return
    counts = ", ".join(f"{count} {state}" for state, count in told["counts"].items())
    spent = f"{told['spent_tokens']} tokens, US$ {told['spent_usd']:.4f}"
    output.say(f"{one.id}  {one.title}: {one.state}; {counts}; took {spent}")
    output.table([(run.id, run.state, run.scope, run.ask.work, run.title) for run in runs])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _put(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as error:
        raise AcademicHubError(f"{path} cannot be written: {error.strerror or error}") from error
