"""Every command through its entry point: what it answers, where it says it, and how it ends."""

from __future__ import annotations

import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
import zstandard
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub import __version__
from academichub.cli import main
from academichub.collect import take
from academichub.config import Config
from academichub.model import Page, Unreadable
from academichub.testing import arxiv_record, hub, journal_record

TITLE = "On the Gait of Wombats in Snow"
AT = "2026-06-12T08:00:00Z"
WORK_FIELDS = {
    "id", "type", "title", "abstract", "authors", "identifiers", "source", "primary_category",
    "categories", "announce_type", "announced_on", "posted_on", "version", "url", "pdf_url",
    "cited_by_count",
}  # fmt: skip


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    """The command line in this process, with what it wrote."""

    def call(*arguments: str | Path) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        return Said(int(ended.value.code or 0), *capfd.readouterr())

    return call


@pytest.fixture
def shelf() -> None:
    """A data folder with three works, a merge and something unreadable, and no starter data."""
    quolls = arxiv_record("2606.00002", "On Quolls", primary_category="math.PR")
    merged = (
        arxiv_record("2606.00001", TITLE),
        quolls,
        journal_record("10.1000/w", TITLE, cited_by_count=4),
    )
    bad = Unreadable("arxiv", "arxiv-rss", "no title", "<item/>", "2606.00009")
    with hub() as made:
        made.remove_starter()
        other = arxiv_record("2606.00003", "On Numbats")
        take(made.store, "t", Page(records=(*merged, other), unreadable=[bad]), AT)
        made.catch_up()


def child(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "academichub", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **{**pipes, **options})


# Calling it


def test_the_installed_command_is_the_same_as_the_module():
    script = Path(sys.executable).with_name("academichub")
    for command in ([script], [sys.executable, "-m", "academichub"]):
        said = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
        assert said.stdout == f"academichub {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",), ("works", "--no-such-option"), ("works", "--limit", "many"), ("work",),
        ("daily", "--batch", "0"), ("daily", "--date", "soon"), ("works", "--sort", "newest"),
        ("works", "since:soon"), ("works", "--until", "2026-99"), ("export", "--format", "word"),
        ("work", "wombats"), ("import", "no-such-file"), ("opml", "import", "no-such-file"),
        ("daily", "--data"), ("--data=", "daily"), ("import",), ("merges", "undo", "x"),
        ("daily", "--batch", "99"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line_and_ends_with_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("academichub: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("work", "2606.99999"), ("collect", "no-such-source"), ("sources", "on", "no-such-source"),
        ("merges", "undo", "99"), ("restore", "no-such-file"), ("verify", "no-such-file"),
        ("backup", "no/such/folder/file"),
    ],
)  # fmt: skip
def test_a_failure_is_told_in_one_line_and_ends_with_1(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("academichub: ")
    assert err.count("\n") == 1


def test_a_wrong_setting_is_told_as_any_failure(run, monkeypatch):
    monkeypatch.setenv("ACADEMICHUB_PORT", "many")
    assert run("status") == (1, "", run("config").err)
    assert "setting port" in run("status").err


def test_called_alone_it_helps_and_every_command_has_its_help(run):
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Commands:" in err
    for command in ("daily", "works", "work", "export", "collect", "import", "serve", "status", "backup",
                    "restore", "verify", "quarantine", "config", "sources", "opml", "starter", "merges", "index"):  # fmt: skip
        said = run(command, "--help")
        assert said.code == 0
        assert "Usage: academichub" in said.out


@pytest.mark.parametrize("place", ["before", "between", "after", "equals"])
def test_the_data_folder_may_be_named_anywhere(run, tmp_path, place):
    folder = tmp_path / place
    arguments = {
        "before": ("--data", folder, "works", "--limit", "1"),
        "between": ("works", "--data", folder, "--limit", "1"),
        "after": ("works", "--limit", "1", "--data", folder),
        "equals": ("works", f"--data={folder}", "--limit", "1"),
    }[place]
    assert run(*arguments).code == 0
    assert (folder / "academichub.db").exists()


def test_behind_two_dashes_data_is_a_word_to_search_for(run, shelf):
    assert run("works", "--", "--data").code == 0


# Reading


def test_works_answer_as_json_with_everything_a_work_has(run, shelf):
    answer = run("works", "wombats", "--json").json
    assert set(answer) == {"works", "total"}
    assert answer["total"] == 1
    [work] = answer["works"]
    assert set(work) >= WORK_FIELDS
    assert (work["id"], work["title"], work["cited_by_count"]) == ("arxiv:2606.00001", TITLE, 4)
    assert run("works", "unheard", "--json").json == {"works": [], "total": 0}


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        ((), 3), (("--category", "math.PR"), 1), (("--author", "Noether, Emmy"), 3), (("--source", "crossref"), 1),
        (("--since", "2026-06-13"), 0), (("--until", "2026-06"), 3), (("--type", "preprint"), 2),
        (("au:lovelace", "--limit", "1"), 3), (("--sort", "cited", "--offset", "2"), 3),
    ],
)  # fmt: skip
def test_works_are_narrowed_by_options_and_the_count_is_of_the_whole_list(
    run, shelf, arguments, total
):
    answer = run("works", *arguments, "--json").json
    assert answer["total"] == total
    assert len(answer["works"]) <= total


def test_a_list_for_people_is_numbered_and_says_of_how_many(run, shelf):
    out = run("works", "--sort", "date", "--limit", "2").out
    assert out.startswith("01. ")
    assert "\n02. " in out
    assert out.endswith("2 of 3 works\n")
    assert "\n03. " in "\n" + run("works", "--sort", "date", "--offset", "2").out


def test_a_misspelt_search_offers_another_on_stderr(run, shelf):
    said = run("works", "nunbats")
    assert (said.code, said.err) == (0, "nothing found; did you mean: numbats\n")


def test_daily_gives_25_and_the_next_batch_25_others(run):
    first, second = run("daily", "--json").json, run("daily", "--batch", "2", "--json").json
    ids = [[work["id"] for work in batch["works"]] for batch in (first, second)]
    assert [len(batch) for batch in ids] == [25, 25]
    assert not set(ids[0]) & set(ids[1])
    assert first["total"] == second["total"] > 50


def test_daily_of_a_day_lists_that_day(run, shelf):
    assert run("daily", "--date", "2026-06-12", "--json").json["total"] == 3
    assert run("daily", "--date", "2026-06-11", "--json").json == {"works": [], "total": 0}


def test_a_work_answers_with_its_records_merges_and_who_cites_it(run, shelf):
    answer = run("work", "https://doi.org/10.1000/W", "--json").json
    assert set(answer) >= WORK_FIELDS | {"records", "merges", "citing"}
    assert [record["source"] for record in answer["records"]] == ["arxiv", "crossref"]
    assert answer["merges"][0]["reason"] == "same title and first author"
    for_people = run("work", "2606.00001").out
    assert TITLE in for_people
    assert "same title and first author" in for_people


# Taking in and giving out

BIBTEX = '@article{w, title={On Wombats}, author={Lovelace, Ada and M{\\"u}ller, B.}, year={2026}, doi={10.1000/new}}'
RIS = "TY  - JOUR\nTI  - On Wombats\nAU  - Lovelace, Ada\nPY  - 2026\nDO  - 10.1000/new\nER  - \n"
CSL = json.dumps([{"type": "article-journal", "id": "w", "title": "On Wombats", "DOI": "10.1000/new",
                   "author": [{"family": "Lovelace", "given": "Ada"}], "issued": {"date-parts": [[2026]]}}])  # fmt: skip
ARXIV = json.dumps({"id": "2606.00077", "title": "On Wombats", "authors": "Ada Lovelace", "abstract": "We look.",
                    "categories": "cs.LG math.PR", "doi": None, "update_date": "2026-06-12",
                    "versions": [{"version": "v1", "created": "Fri, 12 Jun 2026 04:00:00 GMT"}]})  # fmt: skip
OPENALEX = json.dumps({"id": "https://openalex.org/W123456", "doi": "https://doi.org/10.1000/new", "title": "On Wombats",
                       "display_name": "On Wombats", "type": "article", "publication_date": "2026-06-01",
                       "authorships": [{"author": {"display_name": "Ada Lovelace"}}], "cited_by_count": 3})  # fmt: skip
FILES = {
    "a.bib": BIBTEX,
    "a.ris": RIS,
    "a.json": CSL,
    "arxiv.json": ARXIV + "\n",
    "part_000": OPENALEX + "\n",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_file_of_each_format_is_taken_in_packed_or_not(run, shelf, tmp_path, name, packed):
    body = FILES[name].encode()
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[packed]
    path = tmp_path / (name + packed)
    path.write_bytes(pack(body))
    answer = run("import", path, "--json").json
    assert {name: answer[name] for name in ("new", "updated", "unchanged", "unreadable")} == {
        "new": 1, "updated": 0, "unchanged": 0, "unreadable": 0,
    }  # fmt: skip
    found = run("works", "ti:wombats au:lovelace", "--json").json
    assert "On Wombats" in [work["title"] for work in found["works"]]
    assert run("import", path).code == 0
    assert run("works", "--json").json["total"] == 4


def test_several_files_are_counted_together_and_what_is_unreadable_is_told(run, shelf, tmp_path):
    one, two = tmp_path / "one.bib", tmp_path / "two.ris"
    one.write_text(BIBTEX)
    two.write_text(
        RIS.replace("10.1000/new", "10.1000/other").replace("On Wombats", "A Study of Some Quolls")
    )
    said = run("import", one, two)
    assert said.out == "2 new, 0 updated, 0 unchanged, 0 unreadable\n"
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert run("import", picture).code == 2


def test_what_is_exported_as_json_lines_comes_back_the_same_elsewhere(run, shelf, tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text(run("export").out)
    other = tmp_path / "other"
    with hub(Config.load(other)) as made:
        made.remove_starter()
    assert run("import", path, "--data", other, "--json").json["new"] == 3
    ours = {
        work["id"]: work
        for work in run("works", "--json", "--data", tmp_path / "data").json["works"]
    }
    theirs = {work["id"]: work for work in run("works", "--json", "--data", other).json["works"]}
    assert ours.keys() == theirs.keys()
    for name, work in ours.items():
        for field in (
            "title",
            "abstract",
            "authors",
            "primary_category",
            "categories",
            "announced_on",
        ):
            assert theirs[name][field] == work[field], field


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl-json"])
def test_what_is_exported_for_others_can_be_read_back_in(run, shelf, tmp_path, kind):
    path = tmp_path / f"out.{ {'bibtex': 'bib', 'ris': 'ris', 'csl-json': 'json'}[kind] }"
    path.write_text(run("export", "wombats", "--format", kind).out)
    other = tmp_path / "other"
    assert run("import", path, "--data", other, "--json").json["unreadable"] == 0
    [work] = run("works", f'ti:"{TITLE}"', "--data", other, "--json").json["works"]
    assert [author["name"] for author in work["authors"]] == ["Ada Lovelace", "Emmy Noether"]


def test_an_export_stops_at_its_limit_and_holds_what_was_asked_for(run, shelf):
    assert len(run("export", "--limit", "2").out.splitlines()) == 2
    assert [json.loads(line)["id"] for line in run("export", "numbats").out.splitlines()] == [
        "arxiv:2606.00003"
    ]


def test_a_reader_that_has_seen_enough_is_no_error(shelf):
    with child("export") as exporting:
        exporting.stdout.close()
        err = exporting.stderr.read()
    assert err == ""


FEED = (
    "<rss version='2.0'><channel><title>J</title><item><title>On Dunnarts</title>"
    "<link>http://j.example/1</link><guid>g1</guid><description>Small.</description></item></channel></rss>"
)


@pytest.fixture
def feed(run, tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a feed on this machine that is followed."""
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    monkeypatch.setenv("ACADEMICHUB_TRUSTED", f"{httpserver.host}:{httpserver.port}")
    opml = tmp_path / "in.opml"
    opml.write_text(
        f'<opml version="2.0"><body><outline text="J" type="rss" xmlUrl="{httpserver.url_for("/feed")}"/></body></opml>'
    )
    assert run("opml", "import", opml).out.startswith("1 feeds added")
    [name] = [
        s["name"] for s in run("sources", "list", "--json").json["sources"] if s["label"] == "J"
    ]
    return str(name)


def test_collecting_tells_each_run_and_answers_as_json(run, shelf, feed):
    assert run("collect", feed).out == f"{feed}: 1 new, 0 updated, 0 unreadable\n"
    [ended] = run("collect", feed, "--json").json["runs"]
    assert (ended["route"], ended["outcome"], ended["new"], ended["error"]) == (feed, "ok", 0, None)
    assert run("works", "dunnarts", "--json").json["total"] == 1


def test_a_collection_that_failed_says_why_and_ends_with_1(run, shelf, feed, httpserver):
    httpserver.clear()
    httpserver.expect_request("/feed").respond_with_data("<html><title>Gone fishing</title></html>")
    code, out, err = run("collect", feed)
    assert code == 1
    assert "Gone fishing" in out
    assert err.splitlines()[-1] == "academichub: 1 of 1 sources failed"
    [source] = [s for s in run("status", "--json").json["sources"] if s["name"] == feed]
    assert source["last_run"]["outcome"] == "failed"


def test_sources_are_switched_and_listed(run, shelf):
    assert run("sources", "on", "feed-jama", "feed-bmj").out == "feed-jama is on\nfeed-bmj is on\n"
    assert run("sources", "off", "arxiv-rss").code == 0
    states = {s["name"]: s["enabled"] for s in run("sources", "list", "--json").json["sources"]}
    assert (states["feed-jama"], states["feed-bmj"], states["arxiv-rss"]) == (True, True, False)
    assert "off  arxiv-rss" in run("sources", "list").out


def test_feeds_come_out_as_opml(run, feed):
    outlines = ET.fromstring(run("opml", "export").out).iter("outline")
    assert "J" in {one.get("text") for one in outlines}


# Keeping


def test_status_answers_with_counts_and_sources(run, shelf):
    status = run("status", "--json").json
    counts = ("works", "records", "starter", "merges", "quarantined")
    assert [status[name] for name in counts] == [3, 4, 0, 1, 1]
    assert status["index_sequence"] == status["store_sequence"]
    assert {"name", "label", "enabled", "last_run", "next_run"} <= set(status["sources"][0])
    assert "up to date" in run("status").out


def test_settings_are_shown_and_secrets_are_not(run, monkeypatch):
    monkeypatch.setenv("ACADEMICHUB_NCBI_KEY", "hunter2")
    assert run("config", "--json").json["port"] == 8321
    assert "hunter2" not in run("config").out + run("config", "--json").out


def test_what_is_in_quarantine_is_listed_and_raw_in_json(run, shelf):
    [entry] = run("quarantine", "--json").json["quarantine"]
    assert (entry["reason"], entry["raw"], entry["key"]) == ("no title", "<item/>", "2606.00009")
    assert "no title" in run("quarantine").out


def test_a_merge_is_listed_and_undone(run, shelf):
    [merge] = run("merges", "list", "--json").json["merges"]
    assert (merge["work"], merge["undone_at"]) == ("arxiv:2606.00001", None)
    assert (
        run("merges", "undo", merge["number"]).out == "doi:10.1000/w is a work of its own again\n"
    )
    assert "undone" in run("merges", "list").out
    assert run("works", "wombats", "--json").json["total"] == 2
    assert run("merges", "undo", merge["number"]).code == 2


def test_a_backup_is_made_verified_and_restored_elsewhere(run, shelf, tmp_path):
    path = tmp_path / "all.backup"
    assert "verified" in run("backup", path).out
    assert "whole" in run("verify", path).out
    other = tmp_path / "other"
    assert run("restore", path, "--data", other).out.startswith("restored 3 works")
    assert run("works", "wombats", "--data", other, "--json").json["total"] == 1
    again = run("restore", path, "--data", other)
    assert (again.code, again.err.count("\n")) == (1, 1)
    path.write_bytes(path.read_bytes()[:-99])
    assert run("verify", path).code == 1


def test_the_index_is_caught_up_and_rebuilt(run, shelf):
    assert run("index", "catch-up").out == "0 works indexed\n"
    assert run("index", "rebuild").out == "3 works indexed\n"


def test_starter_data_is_removed_for_good(run):
    assert "starter records removed" in run("starter", "remove").out
    assert run("status", "--json").json["works"] == 0


# Terminals and signals


def test_nothing_but_the_answer_is_written_where_there_is_no_terminal(shelf, tmp_path):
    path = tmp_path / "a.bib"
    path.write_text(BIBTEX)
    with child("import", path) as importing:
        out, err = importing.communicate(timeout=60)
    assert (importing.returncode, err) == (0, "")
    assert out == "1 new, 0 updated, 0 unchanged, 0 unreadable\n"


def test_on_a_terminal_an_import_shows_its_progress_and_leaves_the_answer_alone(shelf, tmp_path):
    path = tmp_path / "a.bib"
    path.write_text(BIBTEX)
    ours, theirs = pty.openpty()
    with child(
        "import", path, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    ) as importing:
        os.close(theirs)
        shown = io.BytesIO()
        try:
            while piece := os.read(ours, 4096):
                shown.write(piece)
        except OSError:
            pass  # Linux ends a terminal whose other side is closed with EIO
        assert importing.stdout is not None
        assert importing.stdout.read() == "1 new, 0 updated, 0 unchanged, 0 unreadable\n"
    os.close(ours)
    assert b"a.bib" in shown.getvalue()


def test_a_collection_stopped_by_hand_keeps_what_came_and_says_so_in_one_line(
    shelf, httpserver, monkeypatch
):
    def answer(request: Request) -> Response:
        if "resumptionToken" in request.args:
            collecting.send_signal(signal.SIGINT)
            return Response(status=503, headers={"Retry-After": "60"})
        return Response(OAI)

    httpserver.expect_request("/oai").respond_with_handler(answer)
    monkeypatch.setenv("ACADEMICHUB_UPSTREAMS__ARXIV_OAI", httpserver.url_for("/oai"))
    collecting = child("collect", "arxiv-oai")
    with collecting:
        out, err = collecting.communicate(timeout=60)
    assert (collecting.returncode, out) == (130, "")
    assert err == "academichub: stopped; what was done so far is kept\n"
    with hub() as after:
        assert after.work("2606.00500").work.title == "On Potoroos"
        assert after.store.cursor("arxiv-oai")["token"] == "next"
        assert after.store.ledger.holder("collect arxiv-oai") is None


OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-06-12T04:05:06Z</responseDate>'
    "<request>http://x</request><ListRecords><record><header><identifier>oai:arXiv.org:2606.00500</identifier>"
    '<datestamp>2026-06-11</datestamp></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">'
    "<id>2606.00500</id><version version='v1'><date>Mon, 1 Jun 2026 19:18:42 GMT</date></version>"
    "<title>On Potoroos</title><authors>Ada Lovelace</authors><categories>cs.LG</categories>"
    "<abstract>Small.</abstract></arXivRaw></metadata></record><resumptionToken>next</resumptionToken></ListRecords></OAI-PMH>"
)
