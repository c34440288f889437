"""Reviews on the command line, made here of a starter work and of files, without a model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]
WORK = "2601.20802"
PAGE = (
    "<html><body><h1>On moss</h1><h2>Introduction</h2><p>We propose MossNet. We assume that light is "
    "constant. MossNet finds that moss grows 12% faster in shade. A limitation is that only one species "
    "was studied.</p><h2>Methods</h2><p>We count moss on 40 stones. (Figure ??)</p></body></html>"
)


def test_a_review_of_a_work_is_made_at_once_and_shown_again(run: Run):
    told = json.loads(run("review", WORK, "--json"))
    review = told["review"]
    assert (told["state"], told["writer"], review["scope"]) == ("done", "extractive", "abstract")
    assert review["reading"]["statements"]
    assert review["editorial"]["empty"]
    assert json.loads(run("review", told["id"], "--json")) == told
    shown = run("review", WORK)
    assert review["title"] in shown
    assert review["pith"]["statements"][0]["text"][:40] in " ".join(shown.split())


def test_a_review_in_chinese_has_chinese_headings(run: Run):
    assert "审稿" in run("review", WORK, "--language", "zh")


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [("md", b"---\n"), ("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK"),
     ("tex", b"% !TeX"), ("json", b"{"), ("zip", b"PK")],
)  # fmt: skip
def test_a_review_is_taken_along_in_a_file(run: Run, tmp_path: Path, suffix: str, begins: bytes):
    file = tmp_path / f"review.{suffix}"
    assert run("review", WORK, "-o", str(file)) == ""
    assert file.read_bytes().startswith(begins)


def test_a_bundle_verifies_and_a_flipped_byte_is_told(run: Run, tmp_path: Path):
    file = tmp_path / "review.zip"
    run("review", WORK, "--output", str(file))
    told = json.loads(run("verify", str(file), "--json"))
    assert (told["ok"], told["work"]) == (True, f"arxiv:{WORK}")
    assert f"signed by {told['signed_by']}" in run("verify", str(file))
    assert run("verify", str(file), "--key", told["signed_by"])
    assert "not by" in run("verify", str(file), "--key", "00" * 32, code=1)
    run("review", WORK, "--output", str(file), "--no-text")
    assert "cannot be checked" in run("verify", str(file))
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(bytes(body))
    assert "does not verify" in run("verify", str(file), code=1)
    assert "none.zip" in run("verify", str(tmp_path / "none.zip"), code=1)


def test_a_file_is_reviewed_made_anew_and_forgotten(run: Run, tmp_path: Path):
    file = tmp_path / "moss.html"
    file.write_text(PAGE)
    assert "as it is" in run("review", str(file), "--fetch", code=2)
    told = json.loads(run("review", str(file), "--json"))
    assert (told["private"], told["title"], told["scope"]) == (True, "On moss", "full text")
    assert told["review"]["findings"]
    anew = json.loads(run("review", told["id"], "--again", "--stage", "ledger", "--json"))
    assert anew["again_of"] == told["id"]
    assert anew["review"]["sha256"] == told["review"]["sha256"]
    listed = json.loads(run("reviews", "--json"))["reviews"]
    assert [one["id"] for one in listed] == [anew["id"], told["id"]]
    run("reviews", "--remove", anew["id"])
    assert [one["id"] for one in json.loads(run("reviews", "--json"))["reviews"]] == [told["id"]]
    assert told["id"] in run("reviews")


def test_several_works_are_reviewed_in_one_batch(run: Run):
    batch = json.loads(
        run("reviews", "--query", "distillation", "--limit", "3", "--budget-usd", "1", "--json")
    )
    assert (batch["state"], batch["total"], batch["counts"]) == ("done", 3, {"done": 3})
    assert batch["spent_usd"] == 0
    assert {one["state"] for one in batch["reviews"]} == {"done"}
    assert batch["title"] in run("reviews", "--batch", batch["id"])
    later = json.loads(run("reviews", "--works", WORK, "--later", "--json"))
    assert later["counts"] == {"waiting": 1}
    run("reviews", "--cancel", later["id"])
    assert json.loads(run("reviews", "--batch", later["id"], "--json"))["state"] == "cancelled"


def test_what_makes_no_sense_is_said(run: Run, tmp_path: Path):
    assert "--again" in run("review", WORK, "--stage", "ledger", code=2)
    assert "endings" in run("review", WORK, "-o", str(tmp_path / "review.doc"), code=2)
    assert "exclude" in run("reviews", "--day", "2026-05-12", "--cancel", "x", code=2)
    assert "one of" in run("reviews", "--day", "2026-05-12", "--query", "x", code=2)
    assert "no language model" in run("review", WORK, "--model", "some:model", code=2)
    assert run("review", "10.1000/nowhere", code=1)
    assert run("review", "nothing-like-it", code=1)
