"""Briefings on the command line, made here of the starter works without a model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]
QUERY = "on-policy distillation"


def test_a_briefing_is_written_here_listed_and_shown_again(run: Run):
    made = json.loads(run("brief", "--query", QUERY, "--json"))
    assert made["themes"]
    assert len(made["works"]) > 10
    listed = json.loads(run("briefs", "--json"))["briefs"]
    assert [(one["id"], one["state"], one["writer"]) for one in listed] == [
        (made["id"], "done", "extractive")
    ]
    assert json.loads(run("brief", made["id"], "--json")) == made
    told = run("brief", made["id"])
    assert made["title"] in told
    assert made["themes"][0]["label"] in told


def test_every_quote_of_a_briefing_stands_verbatim_in_its_work(run: Run):
    made = json.loads(run("brief", "--query", QUERY, "--json"))
    said = [*made["headline"], *(one for theme in made["themes"] for one in theme["statements"])]
    quotes = [quote for one in said for quote in one["quotes"]]
    assert len(quotes) >= 10
    for quote in quotes[:12]:
        work = json.loads(run("work", quote["work_id"], "--json"))
        work = work.get("work", work)
        assert work[quote["field"]][quote["start"] : quote["end"]] == quote["text"]


def test_a_briefing_in_chinese_has_chinese_headings(run: Run):
    told = run("brief", "--query", QUERY, "--language", "zh")
    assert "主题" in told
    assert "Themes" not in told


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [("md", b"---\n"), ("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK"),
     ("tex", b"% !TeX"), ("bib", b"@")],
)  # fmt: skip
def test_a_briefing_is_taken_along_in_a_file(run: Run, tmp_path: Path, suffix: str, begins: bytes):
    name = run("brief", "--query", QUERY, "--limit", "5", "--later").strip()
    assert "waiting" in run("brief", name, code=1)
    made = json.loads(run("brief", "--query", QUERY, "--limit", "5", "--json"))
    file = tmp_path / f"brief.{suffix}"
    run("brief", made["id"], "--format", suffix, "-o", str(file))
    assert file.read_bytes().startswith(begins)


def test_a_file_that_cannot_be_written_is_said_in_one_line(run: Run, tmp_path: Path):
    made = json.loads(run("brief", "--query", QUERY, "--limit", "5", "--json"))
    said = run("brief", made["id"], "-o", str(tmp_path / "no" / "such"), code=1)
    assert "cannot be written" in said
    assert said.count("\n") == 1


def test_a_briefing_made_anew_is_kept_beside_the_first_and_compared(run: Run):
    first = json.loads(run("brief", "--query", QUERY, "--limit", "8", "--json"))
    again = json.loads(run("briefs", "--again", first["id"], "--language", "zh", "--json"))
    assert again["id"] != first["id"]
    told = run("briefs", "--compare", first["id"], again["id"])
    assert told.startswith("works: 0 new, 0 gone, 8 in both")
    run("briefs", "--remove", first["id"])
    assert [one["id"] for one in json.loads(run("briefs", "--json"))["briefs"]] == [again["id"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what it is to be on"),
        (("--query", "x", "--day", "2026-05-12"), "a brief is on one thing"),
        (("--query", QUERY, "--format", "odt"), "no such format"),
        (("--query", QUERY, "--language", "fr"), "no such language"),
        (("--query", QUERY, "--writer", "prompted"), "no language model is set up"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_would(
    run: Run, arguments: tuple[str, ...], said: str
):
    assert said in run("brief", *arguments, code=2)


def test_what_nothing_is_found_for_is_said(run: Run):
    assert "no works are found" in run("brief", "--query", "zzzzqqqq xxyyzz", code=1)


def test_a_bridge_over_a_cited_work_has_the_title_of_that_work(run: Run):
    made = json.loads(run("brief", "--query", QUERY, "--json"))
    labels = [one["label"] for one in made["bridges"] if one["kind"] == "citation"]
    assert labels == ["Reinforcement Learning via Self-Distillation"]
