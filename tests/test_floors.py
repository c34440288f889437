"""The shape of the program: who may import whom, what may be named how, how long things grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "academichub"

FLOORS: tuple[tuple[str, ...], ...] = (
    (
        "errors", "ids", "language", "model", "profile", "text", "taxonomy", "argument", "quantities",
        "characters", "cleaning", "formulas", "markup", "mathml_tex", "people", "symbols", "tex",
        "typography",
    ),
    (
        "drafting", "features", "marking", "matching", "merging", "query", "rank", "render", "trends",
        "audits", "bridges", "citing", "evidence", "extractive", "ground", "outline", "reading", "themes",
    ),
    ("fetch", "mail"),
    ("sources", "store", "index", "starter", "sealing", "embeddings", "durable", "llm", "canon", "fulltext"),
    ("accounts", "ahead", "audit", "brief", "collect", "completing", "deliver", "importing", "indexing", "jobs", "library", "lists", "mending", "radar", "review", "semantics", "sending", "shares", "shelf", "starts", "subscriptions", "views", "working"),
    ("config", "schedule", "models", "outgoing", "parts", "hub", "desk", "rounds"),
    ("web", "mcp", "cli", "testing", "__main__"),
)  # fmt: skip
"""Words, decisions, the wire, the outside, jobs, the hub, faces: each imports only from below."""

WORDS = 0

BESIDE = {
    ("accounts", "jobs"): "moments are written alike",
    ("brief", "jobs"): "moments are written alike",
    ("brief", "lists"): "a search or a day is listed as for readers",
    ("brief", "radar"): "a radar is briefed on what it shows",
    ("llm", "store"): "a request is noted before it is sent, and its answer kept",
    ("citing", "features"): "how like two works are is told by the words ranking reads",
    ("importing", "ahead"): "a large file is read beside the storing of it",
    ("importing", "collect"): "files are taken in as pages of a source are",
    ("importing", "indexing"): "an import keeps the index level while it runs",
    ("importing", "jobs"): "moments are written alike",
    ("importing", "views"): "what became of the files is an answer of the hub",
    ("jobs", "collect"): "a run is one source collected to its end",
    ("views", "collect"): "counts are shown as they are counted",
    ("review", "accounts"): "what is said in public is counted as what could be guessed is",
    ("review", "audit"): "the checks are run on what is reviewed",
    ("review", "brief"): "what a batch is of is chosen as for a brief",
    ("review", "jobs"): "moments are written alike, and what fails costs no more than itself",
    ("working", "jobs"): "who holds a job is told as for the collecting of sources",
    ("working", "review"): "which reviews are made on sight is said there",
    ("parts", "outgoing"): "letters about accounts go out as deliveries do",
    ("views", "jobs"): "when a source is due is shown as it is decided",
    ("subscriptions", "jobs"): "a feed one follows is a scheduled source",
    ("drafting", "query"): "a search becomes a profile as the search box reads it",
    ("library", "jobs"): "moments are written alike",
    ("library", "lists"): "a page of a library is as long as any list's",
    ("library", "shelf"): "what is on a reader's shelf is searched there",
    ("outline", "bridges"): "a bridge's section stands on the evidence of the bridge",
    ("outline", "render"): "a family name is what bibliographies take for one",
    ("render", "audits"): "a finding is told in the reader's language",
    ("extractive", "ground"): "a lead says nothing that would have to stand on a quote",
    ("extractive", "outline"): "what can be read alone is judged once",
    ("reading", "audits"): "a finding is told in the reader's language",
    ("reading", "evidence"): "sentences are found once for briefs and reviews",
    ("reading", "outline"): "what can be read alone is judged once",
    ("render", "citing"): "where the works around one stand is decided apart from how it is drawn",
    ("rank", "features"): "what is ranked are the features of works",
    ("radar", "jobs"): "moments are written alike",
    ("radar", "lists"): "for an unknown reader the fields take turns as in the daily list",
    ("shares", "jobs"): "moments are written alike",
    ("deliver", "jobs"): "moments are written alike",
    ("deliver", "radar"): "what is delivered is editions of radars",
    ("deliver", "sending"): "what can be set up is what can be handed over",
    ("outgoing", "config"): "by what things go out depends on the settings",
    ("desk", "outgoing"): "a reader's deliveries go out as the settings say",
    ("rounds", "outgoing"): "all deliveries go out as the settings say",
    ("rounds", "desk"): "each delivery is its reader's, and so is the edition in it",
    ("rounds", "hub"): "a round is one over the whole program",
    ("schedule", "config"): "what there is to ask depends on the settings",
    ("desk", "hub"): "a reader's verbs are the program's, with the reader said once",
    ("hub", "parts"): "the hub is its parts and what they do together",
    ("parts", "models"): "the parts use what the settings name",
    ("parts", "config"): "the parts are made as the settings say",
    ("parts", "schedule"): "the client keeps the paces of the sources",
    ("hub", "models"): "the hub uses what the settings name",
    ("models", "config"): "which model there is depends on the settings",
    ("models", "schedule"): "addresses are written alike",
    ("hub", "schedule"): "the hub asks what the schedule names",
    ("cli", "web"): "`serve` starts the pages",
    ("cli", "mcp"): "`mcp` offers the tools on standard input and output",
    ("web", "mcp"): "the server offers the tools over HTTP",
    ("testing", "web"): "a test may want the pages served",
    ("__main__", "cli"): "it is the command line",
}
"""Siblings above the words that may import each other, and why."""

NAMES_REFUSED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "service",
    "misc",
}
MAKES_SOURCES = {"schedule", "sources"}
"""Where sources are made; everything else is handed one."""
MAKES_INDEX = {"parts"}
LINES, FUNCTION_LINES = 400, 50
LAZY = ("sqlalchemy", "alembic", "tantivy", "fastapi", "feedparser", "lxml", "latex2mathml", "bibtexparser",
        "pydantic", "httpx2", "ftfy", "pylatexenc", "rispy", "uvicorn", "jinja2", "rich",
        "numpy", "scipy", "argon2", "authlib", "cryptography", "mcp", "nh3", "markdown_it",
        "dbos", "pydantic_ai", "openai", "anthropic", "genai_prices", "docx", "typst", "sklearn", "pypdfium2")  # fmt: skip


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def module(path: Path) -> str:
    dotted = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    return "" if dotted == "__init__" else dotted.removesuffix(".__init__")


def top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Modules of ours that *path* imports, lazily or not, without the leading name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("academichub."):
                yield name.removeprefix("academichub.")


def floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name in names)


IDS = [str(path.relative_to(SOURCE)) for path in files()]
each_file = pytest.mark.parametrize("path", files(), ids=IDS)


def test_every_module_has_its_floor_and_every_floor_its_modules():
    there = {top(module(path)) for path in files()} - {""}
    assert there == {name for names in FLOORS for name in names}


@each_file
def test_a_module_imports_only_from_floors_below(path):
    own = top(module(path))
    if not own:
        assert not list(imported(path))
        return
    for name in imported(path):
        other = top(name)
        if other in {own, "__version__"}:
            continue
        below = floor(other) < floor(own)
        siblings = floor(other) == floor(own) == WORDS or (own, other) in BESIDE
        assert below or siblings, f"{module(path)} imports {name}"


def test_no_exception_to_the_floors_is_left_over():
    used = {(top(module(path)), top(name)) for path in files() for name in imported(path)}
    assert set(BESIDE) <= used


def test_the_words_import_each_other_without_a_circle():
    needs = {
        word: {
            top(name) for path in files() if top(module(path)) == word for name in imported(path)
        }
        - {word}
        for word in FLOORS[WORDS]
    }
    done: set[str] = set()
    while free := {name for name, needed in needs.items() if needed <= done} - done:
        done |= free
    assert done == set(needs)


def concrete_sources() -> set[str]:
    """Classes below sources/ that give pages."""
    return {
        node.name
        for path in files()
        if top(module(path)) == "sources" and module(path) != "sources"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(part, ast.FunctionDef) and part.name == "pages" for part in node.body)
        and not node.name.startswith("_")
    }


def made(path: Path) -> set[str]:
    return {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }


def test_only_the_schedule_makes_sources_and_only_the_hub_the_index():
    sources = concrete_sources()
    assert {"ArxivFeed", "ArxivOai", "Biorxiv", "Crossref", "FeedSource", "OpenAlex"} <= sources
    for path in files():
        own = top(module(path))
        if own not in MAKES_SOURCES:
            assert not made(path) & sources, module(path)
        if own not in MAKES_INDEX | {"index"}:
            assert not made(path) & {"Words", "Matrix"}, module(path)


@each_file
def test_a_file_says_what_it_is_for_is_short_and_well_named(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES
    assert ast.get_docstring(tree(path))
    assert not {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts} & NAMES_REFUSED


@each_file
def test_a_function_is_short_and_no_class_is_a_manager(path):
    if "migrations" in path.parts:
        return  # a migration is one list of tables, written once and never changed
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert length <= FUNCTION_LINES, f"{node.name}: {length} lines"
        if isinstance(node, ast.ClassDef):
            assert not any(word.title() in node.name for word in NAMES_REFUSED), node.name


def test_nothing_but_the_job_loop_catches_everything():
    broad = [
        (module(path), node.lineno)
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    ]
    assert len(broad) <= 1, broad


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {getattr(one, "id", None) for one in caught}
    again = any(isinstance(node, ast.Raise) for node in ast.walk(handler))
    return (handler.type is None or "Exception" in names or "BaseException" in names) and not again


@each_file
def test_no_work_is_left_for_later_in_a_comment(path):
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("TODO", "FIXME", "XXX", "HACK") if word in text]


def loaded(program: str) -> set[str]:
    code = f"import sys\n{program}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {top(name) for name in run.stdout.split()}


def test_the_command_line_starts_without_anything_heavy():
    assert not loaded("import academichub.cli") & set(LAZY)


def test_asking_for_the_version_loads_nothing_heavy():
    program = (
        "from academichub.cli import main\ntry:\n main(['--version'])\nexcept SystemExit:\n pass"
    )
    assert not loaded(program) & set(LAZY)


def test_importing_the_package_loads_nothing_but_itself():
    assert {name for name in loaded("import academichub") if not name.startswith("_")} - {
        name for name in loaded("pass") if not name.startswith("_")
    } <= {"academichub"}
