"""The documentation is held against the code: all that exists is in it, and nothing else.

Tables of the reference are read by their first column; what stands there in backquotes is what is
documented.
"""

from __future__ import annotations

import dataclasses
import os
import pkgutil
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
import typer
from typer.core import TyperArgument
from typer.exceptions import TyperException

from academichub import cli, errors, model, query
from academichub.cli import reading
from academichub.config import _SECRETS, PREFIX, Config
from academichub.fetch import PACES
from academichub.hub import Hub
from academichub.render.json import work_json
from academichub.sources import files
from academichub.sources.catalogue import catalogue
from academichub.store.schema import metadata
from academichub.web import asked, exports, faults, feeds
from academichub.web.app import create_app

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMAND = typer.main.get_command(cli.app)
NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)

_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"^(?:.*[\s/=])?(academichub(?=\s+\S)|script/server(?=\s|$))([^#>|]*)")
_LINK = re.compile(r"\]\(([^()\s]+)\)")


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of a table: its cells, and what stands in backquotes in each."""

    cells: tuple[str, ...]

    def codes(self, column: int) -> list[str]:
        return _CODE.findall(self.cells[column])

    @property
    def name(self) -> str:
        return self.codes(0)[0].strip()


def sections(page: str) -> dict[str, list[Row]]:
    """The rows of the tables of a reference page, by heading."""
    found: dict[str, list[Row]] = {}
    heading = ""
    for line in (REFERENCE / page).read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("# `")
            found[heading] = []
        elif line.startswith("| ") and "`" in line.split(" | ")[0]:
            cells = re.split(r"\s*\|\s*", line.strip().removeprefix("| ").removesuffix("|"))
            found[heading].append(Row(tuple(cell.strip() for cell in cells)))
    return found


def rows(page: str) -> list[Row]:
    return [row for table in sections(page).values() for row in table]


def named(table: list[Row]) -> list[str]:
    return [name.strip() for row in table for name in row.codes(0)]


def commands(command: Any, path: tuple[str, ...] = ("academichub",)) -> Iterator[tuple[str, Any]]:
    """Each command that does something, and the program itself, by what is typed to call it."""
    inner = getattr(command, "commands", {})
    if not inner or len(path) == 1:
        yield " ".join(path), command
    for name, one in inner.items():
        yield from commands(one, (*path, name))


_NAMES = {
    " ".join(words[:n]) for name, _ in commands(COMMAND) if (words := name.split()) for n in (2, 3)
}
"""What running text may call a command or a group by, without its arguments."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    config = Config.load(tmp_path_factory.mktemp("docs"), environ={})
    with Hub(config, clock=lambda: NOW) as opened:
        yield opened


# Commands


def test_every_command_is_in_the_reference_and_no_other() -> None:
    documented = [name for name in sections("commands.md") if name.startswith("academichub")]
    assert sorted(documented) == sorted(name for name, _ in commands(COMMAND))


@pytest.mark.parametrize(("name", "command"), [*commands(COMMAND)])
def test_every_option_and_argument_of_a_command_is_in_the_reference(
    name: str, command: Any
) -> None:
    exist = set()
    for one in command.params:
        argument = (one.metavar or one.name or "").strip("[].").upper()
        exist |= {argument} if isinstance(one, TyperArgument) else {*one.opts, *one.secondary_opts}
    exist = {one for one in exist if one.isupper() or one.startswith("--")} - {"--help"}
    assert set(named(sections("commands.md")[name])) == exist


def test_the_defaults_of_numbers_on_the_command_line_are_as_documented() -> None:
    for name, command in commands(COMMAND):
        for row in sections("commands.md")[name]:
            option = next((p for p in command.params if row.codes(0)[0] in p.opts), None)
            if option is not None and type(option.default) is int:
                assert re.match(rf"{option.default}\b", row.cells[1]), f"{name} {row.cells}"


def test_every_exit_code_is_in_the_reference() -> None:
    text = (REFERENCE / "commands.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert documented == {0, 130, *(code for _, code in cli._EXIT_CODES)}


# Settings


def settings() -> dict[str, Any]:
    """Every setting with its default; what is made anew each time has the default `...`."""
    found: dict[str, Any] = {}
    for name, one in Config.model_fields.items():
        inner = getattr(type(one.default), "model_fields", None)
        if inner:
            found |= {f"{name}.{key}": getattr(one.default, key) for key in inner}
        else:
            found[name] = ... if one.default_factory else one.default
    return found


def environment(setting: str) -> set[str]:
    name = PREFIX + setting.upper().replace(".", "__")
    return {name, f"{name}_FILE"} if setting in _SECRETS else {name}


def documented_settings() -> dict[str, Row]:
    return {row.name: row for row in rows("settings.md") if row.name.islower()}


def test_every_setting_is_in_the_reference_with_its_variable_and_its_default() -> None:
    documented = documented_settings()
    assert documented.keys() == settings().keys()
    for name, default in settings().items():
        row = documented[name]
        assert set(row.codes(1)) == environment(name)
        if default is None:
            assert row.cells[2] == "none", name
        elif default is not ...:
            assert orjson.loads(row.codes(2)[0]) == orjson.loads(orjson.dumps(default)), name


def known_variables() -> set[str]:
    scripts = [*(ROOT / "script").iterdir(), ROOT / ".ci" / "run", *(ROOT / "tests").rglob("*.py")]
    own = Path(__file__)
    text = "\n".join(path.read_text("utf-8") for path in scripts if path != own)
    read = set(re.findall(r"ACADEMICHUB_(?:VENV|TEST_[A-Z]+)\b", text))
    return read.union(*(environment(name) for name in settings()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_variable_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    assert set(re.findall(r"\bACADEMICHUB_[A-Z_]*[A-Z]", text)) <= known_variables()


def test_every_variable_of_the_scripts_is_in_the_reference() -> None:
    assert known_variables() <= {*_CODE.findall((REFERENCE / "settings.md").read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_configuration_that_a_page_quotes_is_taken(page: Path, tmp_path: Path) -> None:
    for kind, text in _FENCE.findall(page.read_text("utf-8")):
        if kind == "toml":
            tmp_path.joinpath("config.toml").write_text(text, "utf-8")
            assert Config.load(tmp_path).shown().keys() >= tomllib.loads(text).keys()


# Routes


def served(hub: Hub) -> set[tuple[str, str]]:
    app = create_app(hub)
    plain = {
        (method, re.sub(r":\w+}", "}", route.path))
        for route in app.router.routes
        if (methods := getattr(route, "methods", None))
        for method in methods - {"HEAD"}
    }
    described = app.openapi()["paths"].items()
    return plain | {(method.upper(), path) for path, deeds in described for method in deeds}


def test_every_route_is_in_the_reference_and_no_other(hub: Hub) -> None:
    documented = [row.name for row in rows("routes.md") if " /" in row.name]
    assert sorted(documented) == sorted(f"{method} {path}" for method, path in served(hub))


def test_the_parameters_of_every_list_are_in_the_reference() -> None:
    table = sections("routes.md")["The parameters of every list"]
    assert named(table) == [*asked.FILTERS, "sort"]


def test_the_parameters_of_the_api_are_in_the_reference(hub: Hub) -> None:
    api = create_app(hub).openapi()
    documented = {row.name: row for row in sections("routes.md")["API"]}
    for path, deeds in api["paths"].items():
        for method, deed in deeds.items():
            name = f"{method.upper()} {path}"
            cell = documented[name].cells[1]
            said = set(_CODE.findall(re.sub(r"\([^)]*\)", "", cell)))
            if "of a list" in cell:
                said |= {*asked.FILTERS, "sort"}
            asks = {one["name"] for one in deed.get("parameters", []) if one["in"] == "query"}
            assert said == asks | in_body(deed, api["components"]["schemas"]), name


def in_body(deed: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    """What the body of a request may hold, as OpenAPI describes it."""
    if "requestBody" not in deed:
        return set()
    content = deed["requestBody"]["content"]
    if "application/json" not in content:  # a file, which has no fields
        return set()
    schema = content["application/json"]["schema"]
    choices = schema.get("anyOf", [schema])
    named = [schemas[one["$ref"].rpartition("/")[2]] for one in choices if "$ref" in one]
    return {field for one in named for field in one["properties"]}


# Tools for other programs


def test_every_tool_its_arguments_and_whether_it_writes_are_in_the_reference() -> None:
    import anyio

    from academichub.mcp import server

    def nobody(_: object) -> Any:
        raise AssertionError

    made = server(nobody)
    documented = sections("mcp.md")
    text = (REFERENCE / "mcp.md").read_text("utf-8")
    tools = {tool.name: tool for tool in anyio.run(made.list_tools)}
    assert tools.keys() == {
        name for name in documented if re.search(f"^### `{name}`", text, re.MULTILINE)
    }
    for name, tool in tools.items():
        assert named(documented[name]) == list(tool.input_schema["properties"]), name
        begins = text.partition(f"### `{name}`")[2].strip()
        assert begins.startswith("Reads." if tool.annotations.read_only_hint else "Writes."), name
    resources = [one.uri_template for one in anyio.run(made.list_resource_templates)]
    assert named(documented["Resources"]) == resources


# Sources


def plain_routes(hub: Hub) -> dict[str, Any]:
    """The routes that are not of one journal or one feed."""
    journals = {f"{kind}-{one.slug}" for one in catalogue() for kind in ("feed", "crossref")}
    return {one.name: one for one in hub.schedule() if one.name not in journals}


@pytest.fixture
def configured(tmp_path: Path) -> Iterator[Hub]:
    """A hub whose settings let every source exist."""
    said = {
        "ACADEMICHUB_PUBMED_QUERY": "quolls",
        "ACADEMICHUB_OPENALEX_KEY": "secret",
        "ACADEMICHUB_ARXIV_CATEGORIES": "cs.LG",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in said.items():
            patch.setenv(name, value)
        config = Config.load(tmp_path / "configured")
    with Hub(config) as opened:
        yield opened


def test_every_source_is_in_the_reference_and_no_other(configured: Hub) -> None:
    hub = configured
    documented = named(sections("sources.md")["Sources"])
    assert sorted(documented) == sorted([*plain_routes(hub), "feed-…", "crossref-…"])
    goes_on = named(sections("sources.md")["Where each goes on"])
    assert sorted(goes_on) == sorted(documented)


def test_the_intervals_and_switches_of_sources_are_as_documented(configured: Hub) -> None:
    hub = configured
    everything = plain_routes(hub) | {
        f"{kind}-…": next(
            one for one in hub.schedule() if one.name == f"{kind}-{catalogue()[-1].slug}"
        )
        for kind in ("feed", "crossref")
    }
    for row in sections("sources.md")["Sources"]:
        one = everything[row.name]
        assert one.every == hub.config.every.of(row.codes(4)[0].removeprefix("every.")), row.name
        assert one.enabled is (row.cells[3] == "yes" or row.cells[3].startswith("once")), row.name


def test_every_pace_is_in_the_reference() -> None:
    table = sections("sources.md")["Etiquette"]
    assert {row.name: float(row.cells[1]) for row in table} == PACES


def test_every_journal_of_the_catalogue_is_in_the_reference() -> None:
    documented = [
        (row.name, row.cells[1], tuple(row.cells[2].split()), row.cells[3], row.cells[4])
        for row in sections("sources.md")["The journals"]
    ]
    journals = [(one.slug, one.name, one.issn, one.publisher, one.field) for one in catalogue()]
    assert documented == journals
    assert f"The catalogue: {len(journals)} journals." in (REFERENCE / "sources.md").read_text()


# Formats


def test_every_format_is_in_the_reference_and_no_other() -> None:
    found = sections("formats.md")
    assert named(found["Import"]) == list(files.FORMATS)
    assert named(found["Export"]) == list(reading.FORMATS)
    addresses = {code for row in found["Export"] for code in row.codes(1) if code.startswith("/")}
    assert addresses == {f"/works{one.suffix}" for one in exports.FORMATS}
    of_lists = {f"GET {address}" for _, address, _ in feeds.FEEDS}
    of_radars = {name.replace("/feed.", "/feeds/{token}.") for name in of_lists}
    of_briefs = {name.replace("/feed.", "/feeds/briefs/{token}.") for name in of_lists}
    documented = set(named(sections("routes.md")["Feeds"]))
    assert documented == of_lists | of_radars | of_briefs


def test_every_field_of_a_work_is_in_the_reference_and_no_other(hub: Hub) -> None:
    keys = work_json(next(hub.everything()), references=True).keys()
    documented = named(sections("formats.md")["A work as JSON"])
    inside = {
        "authors[]": model.Authorship,
        "venue": model.Venue,
        "versions[]": model.Version,
        "announcements[]": model.Announcement,
        "locations[]": model.Location,
        "updates[]": model.Update,
        "references[]": model.Reference,
    }
    parts = {
        f"{name}.{one.name}" for name, cls in inside.items() for one in dataclasses.fields(cls)
    }
    only_one = {"origins", "citing", "merges", "records"}
    assert len(documented) == len(set(documented))
    assert set(documented) == {*keys, *parts, *only_one}


def test_every_field_of_a_record_is_in_the_reference_and_no_other() -> None:
    exist = [one.name for one in dataclasses.fields(model.Record)]
    assert named(sections("formats.md")["A record as JSON"]) == exist


# Query language


def test_every_prefix_of_the_query_language_is_in_the_reference_and_no_other() -> None:
    found = sections("query.md")
    for heading, table in (
        ("Text fields", query._TEXT_FIELDS),
        ("Filters", query._FILTERS),
        ("Dates", query._DATES),
    ):
        prefixes = [row for row in found[heading] if row.name.endswith(":")]
        said = {code for row in prefixes for code in (*row.codes(0), *row.codes(1))}
        assert said == {f"{name}:" for name in table}, heading
        for row in prefixes:
            meant = {table[code.rstrip(":")] for code in (*row.codes(0), *row.codes(1))}
            assert len(meant) == 1, row.cells


def test_every_date_in_the_reference_is_one() -> None:
    dates = [row for row in sections("query.md")["Dates"] if not row.name.endswith(":")]
    assert len(dates) == 3
    for text in named(dates):
        assert query.parse(f"since:{text}", NOW).since, text


# Errors


def test_every_error_is_in_the_reference_with_its_parent_code_and_status() -> None:
    exist = [
        cls
        for cls in vars(errors).values()
        if isinstance(cls, type) and issubclass(cls, errors.AcademicHubError)
    ]
    table = sections("errors.md")["Errors"]
    assert [row.name for row in table] == [cls.__name__ for cls in exist]
    above: list[type[BaseException]] = []
    for row, cls in zip(table, exist, strict=True):
        depth = len(row.codes(0)[0]) - len(row.name)
        above[depth:] = [cls]
        assert depth == 0 or cls.__base__ is above[depth - 1], cls
        code = next(code for kind, code in cli._EXIT_CODES if issubclass(cls, kind))
        raised = {
            errors.RefusedError: ("", 500),
            errors.ThrottledError: ("", 1.0),
            errors.TooManyAttemptsError: ("", 1),
        }
        status = faults.status_of(cls(*raised.get(cls, ("",))))
        assert (row.cells[2], row.cells[3]) == (str(code), str(status)), cls


# Store


def test_every_table_and_column_is_in_the_reference_and_no_other() -> None:
    documented = {name: named(table) for name, table in sections("store.md").items() if table}
    exist = {
        table.name: [column.name for column in table.columns] for table in metadata.tables.values()
    }
    assert documented == exist


# What the pages quote


def quoted_commands(page: Path) -> Iterator[str]:
    """Every call of the program in a page: in blocks, in lines of services, and in running text."""
    text = page.read_text("utf-8")
    for kind, block in _FENCE.findall(text):
        if kind in {"sh", "ini", "", "console"}:
            for line in re.sub(r"\$\([^)]*\)", "X", block).splitlines():
                if found := _CALL.search(line):
                    yield "academichub" + " serve" * (found[1] == "script/server") + found[2]
    for code in _CODE.findall(_FENCE.sub("", text)):
        if code.startswith("academichub ") and code not in _NAMES:
            yield code


def read_as_a_command(line: str) -> tuple[str, list[str]]:
    """Let the command line read *line* as it would, without doing anything."""
    kept = dict(os.environ)
    words = cli._without_data(shlex.split(line.replace("…", ""))[1:])
    os.environ.clear()
    os.environ.update(kept)
    command, context, path = COMMAND, None, []
    while True:
        context = command.make_context(" ".join(path) or "academichub", words, parent=context)
        inner = getattr(command, "commands", None)
        if not inner:
            return " ".join(path), [*context.params.values()]
        words = [*context._protected_args, *context.args]
        name, command, words = command.resolve_command(context, words)
        assert command is not None
        path.append(str(name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_line_that_a_page_quotes_is_understood(page: Path, hub: Hub) -> None:
    known = {one.name for one in hub.schedule()}
    for line in quoted_commands(page):
        try:
            name, values = read_as_a_command(line)
        except (TyperException, typer.Exit) as error:
            pytest.fail(f"{page.name}: {line!r}: {getattr(error, 'message', error)}")
        if name in {"collect", "sources on", "sources off"}:
            given = next((value for value in values if isinstance(value, list)), None)
            assert {one for one in given or () if not one.isupper()} <= known, line


def test_the_pages_quote_many_command_lines() -> None:
    assert sum(len(list(quoted_commands(page))) for page in PAGES) > 40


def test_a_wrong_command_line_is_not_understood() -> None:
    for line in ("academichub nonsense", "academichub works --nonsense", "academichub backup"):
        with pytest.raises(TyperException):
            read_as_a_command(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text("utf-8"))
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{page.name} links to {target}"
        assert goal.is_relative_to(ROOT), f"{page.name} links out of the project: {target}"
        if anchor:
            assert anchor in anchors(goal), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_name_in_the_program_that_a_page_uses_exists(page: Path) -> None:
    text = _FENCE.sub("", page.read_text("utf-8"))
    for code in _CODE.findall(text):
        if re.fullmatch(r"academichub(\.\w+)+", code) and not code.endswith((".db", ".service")):
            pkgutil.resolve_name(code)
        if re.fullmatch(r"(sources|store|web|render|fetch|index|docs|tests|script|benchmarks)/[\w./-]+", code):  # fmt: skip
            places = (ROOT / code, ROOT / "src" / "academichub" / code)
            assert any(place.exists() for place in places), f"{page.name}: {code}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_place_on_the_machine_it_was_written_on(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|Users|work|tmp|mnt)/|[A-Z]:\\", text)


def test_every_page_of_the_documentation_can_be_reached() -> None:
    start = ROOT / "README.md"
    seen, waiting = {start}, [start]
    while waiting:
        page = waiting.pop()
        for target in _LINK.findall(page.read_text("utf-8")):
            goal = (page.parent / target.partition("#")[0]).resolve()
            if goal.suffix == ".md" and goal.exists() and goal not in seen:
                seen.add(goal)
                waiting.append(goal)
    assert {path for path in PAGES if path.is_relative_to(ROOT / "docs")} <= seen


def test_every_decision_has_its_own_number_a_date_and_its_three_parts() -> None:
    folder = ROOT / "docs" / "decisions"
    seen: set[int] = set()
    for path in sorted(folder.glob("*.md")):
        text = path.read_text("utf-8")
        number = int(path.name[:4])
        assert number not in seen, path.name
        seen.add(number)
        assert text.startswith(f"# {number}. "), path.name
        assert re.search(r"^Date: \d{4}-\d{2}-\d{2} · Status: \w+", text, re.MULTILINE), path.name
        for part in ("## The question", "## What we decided", "## What follows"):
            assert part in text, f"{path.name} lacks {part}"
