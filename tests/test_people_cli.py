from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from academichub.config import Config
from academichub.hub import Hub

GOOD = "correct horse battery\n"
Run = Callable[..., str]


def test_an_account_is_made_listed_shut_out_and_deleted(run: Run):
    made = json.loads(run("readers", "add", "Ada@example.org", "--json", typed=GOOD))
    assert (made["email"], made["name"], made["role"]) == ("ada@example.org", "Ada", "reader")
    assert "password" not in made
    run("readers", "disable", "ada@example.org")
    assert "disabled" in run("readers", "list")
    run("readers", "disable", "ada@example.org", "--undo")
    listed = json.loads(run("readers", "list", "--json"))["readers"]
    assert [(one["email"], one["disabled_at"]) for one in listed] == [("ada@example.org", None)]
    gone = json.loads(run("readers", "delete", "ada@example.org", "--yes", "--json"))
    assert gone["deleted"]["readers"] == 1
    assert "no reader" in run("readers", "delete", "ada@example.org", "--yes", code=1)


def test_a_password_is_read_from_standard_input_and_judged(run: Run):
    assert "at least 10" in run("readers", "add", "a@example.org", typed="short\n", code=2)
    run("readers", "add", "a@example.org", typed=GOOD)
    run("readers", "password", "a@example.org", typed="another long one\n")
    with Hub(Config.load()) as hub:
        reader = hub.people.find("a@example.org")
        kept = hub.store.readers.password(reader.id)
        assert hub.passwords.fits(kept, "another long one")


def test_an_invitation_is_a_link_that_holds(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ACADEMICHUB_PUBLIC_URL", "https://radar.example/")
    made = json.loads(run("readers", "invite", "--administrator", "--days", "2", "--json"))
    assert made["role"] == "administrator"
    assert made["link"].startswith("https://radar.example/join/")
    assert "once" in run("readers", "invite", "--email", "bo@example.org")
    with Hub(Config.load()) as hub:
        assert {(one.role, one.email) for one in hub.people.invitations()} == {
            ("administrator", None), ("reader", "bo@example.org"),
        }  # fmt: skip


def test_a_token_is_printed_once_listed_and_revoked(run: Run):
    made = json.loads(run("token", "create", "script", "--write", "--days", "3", "--json"))
    assert made["scopes"] == ["read", "write"]
    assert "digest" not in made
    assert run("token", "create", "other").startswith("ahub_")
    listed = run("token", "list", "--json")
    assert made["text"] not in listed
    assert len(json.loads(listed)["tokens"]) == 2
    run("token", "revoke", made["id"])
    assert "revoked" in run("token", "list")
    assert "no such token" in run("token", "revoke", "t-none", code=1)


def test_several_readers_have_to_be_told_apart(run: Run, monkeypatch: pytest.MonkeyPatch):
    for name in ("a", "b"):
        run("readers", "add", f"{name}@example.org", typed=GOOD)
    monkeypatch.setenv("ACADEMICHUB_ACCOUNTS", "true")
    assert "several readers" in run("token", "create", "x", code=2)
    run("token", "create", "x", "--reader", "b@example.org")
    assert run("token", "list", "--reader", "a@example.org") == ""


def test_everything_of_a_reader_is_written_to_a_file(run: Run, tmp_path: Path):
    run("readers", "add", "a@example.org", typed=GOOD)
    run("readers", "export", "a@example.org", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        kept = json.loads(archive.read("readers.json"))
    assert kept[0]["email"] == "a@example.org"
    assert "password" not in kept[0]
