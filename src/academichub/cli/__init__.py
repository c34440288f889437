"""The command line: a thin face of the hub.

Answers go to standard output, as text or with ``--json`` as one JSON document; progress and errors
go to standard error. Exit code 1 is a failure said in one line, 2 a wrong call.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from academichub import __version__
from academichub.cli import (
    audit,
    brief,
    canon,
    deliver,
    intake,
    keeping,
    library,
    mcp,
    people,
    profile,
    radar,
    reading,
    review,
    verifying,
    worker,
)
from academichub.errors import AcademicHubError, UsageError

app = typer.Typer(
    name="academichub",
    help="Every new paper in one place: collects, keeps, finds and shows the scientific record.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_EXIT_CODES: tuple[tuple[type[AcademicHubError], int], ...] = (
    (UsageError, 2),
    (AcademicHubError, 1),
)
_STOPPED = 130
"""What typer ends with on Ctrl-C; 128 and the signal's number, as shells have it."""


@app.callback()
def _options(
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder that holds everything.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    # `main` has taken both out of the arguments already; they stand here for --help.
    del data, version


reading.add_to(app)
radar.add_to(app)
brief.add_to(app)
audit.add_to(app)
review.add_to(app)
canon.add_to(app)
library.add_to(app)
mcp.add_to(app)
profile.add_to(app)
deliver.add_to(app)
intake.add_to(app)
keeping.add_to(app)
verifying.add_to(app)
people.add_to(app)
worker.add_to(app)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_answered(lambda: _called(given)))


def _called(given: list[str]) -> int:
    arguments = _without_data(given)
    if arguments[:1] == ["--version"]:
        sys.stdout.write(f"academichub {__version__}\n")
        return 0
    ended = app(arguments, prog_name="academichub", standalone_mode=False)
    sys.stdout.flush()
    return ended if isinstance(ended, int) else 0


def _answered(call: Callable[[], int]) -> int:
    try:
        ended = call()
    except AcademicHubError as error:
        sys.stderr.write(f"academichub: {error}\n")
        return next(code for kind, code in _EXIT_CODES if isinstance(error, kind))
    except typer.TyperException as error:
        return _wrong_call(error)
    except BrokenPipeError:
        # Whoever read us has seen enough; Python's own last flush shall not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if ended == _STOPPED:
        sys.stderr.write("academichub: stopped; what was done so far is kept\n")
    return ended


def _wrong_call(error: typer.TyperException) -> int:
    said = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "academichub"
    if "\n" in said:  # called with no command at all; that is the help itself
        sys.stderr.write(f"{said}\n")
    else:
        sys.stderr.write(f"academichub: {said.rstrip('.')}; see `{path} --help`\n")
    return 2


def _without_data(arguments: list[str]) -> list[str]:
    """Take ``--data DIR`` out, wherever it stands, and hand it on through the environment."""
    left: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return [*left, argument, *waiting]
        if argument == "--data":
            _name_data(next(waiting, ""))
        elif argument.startswith("--data="):
            _name_data(argument.removeprefix("--data="))
        else:
            left.append(argument)
    return left


def _name_data(folder: str) -> None:
    if not folder:
        raise UsageError("--data needs a folder")
    os.environ["ACADEMICHUB_DATA"] = folder


def _named(folder: str) -> str:
    if not folder:
        raise UsageError("--data wants the name of a folder")
    return folder
