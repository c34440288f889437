"""Settings: where they come from, who wins, and how a mistake is told."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from academichub.config import PREFIX, Config, Every, Upstreams, default_data
from academichub.errors import ConfigurationError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACADEMICHUB_DATA", str(tmp_path))
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text, encoding="utf-8")


def test_without_any_setting_everything_is_in_one_folder_and_stays_on_this_machine(folder):
    config = Config.load()
    assert config.data == folder
    assert config.store_url == f"sqlite:///{folder}/academichub.db"
    assert (config.host, config.port) == ("127.0.0.1", 8321)
    assert "nature" in config.journals
    assert config.upstreams == Upstreams()


def test_the_environment_wins_over_the_file(folder, monkeypatch):
    write(folder, 'port = 9000\nhost = "::1"\n')
    monkeypatch.setenv("ACADEMICHUB_PORT", "9001")
    config = Config.load()
    assert (config.host, config.port) == ("::1", 9001)


def test_the_environment_is_the_one_that_is_handed_over(folder, monkeypatch):
    monkeypatch.setenv("ACADEMICHUB_PORT", "9001")
    address = "postgresql://postgres@127.0.0.1/elsewhere"
    config = Config.load(environ={"ACADEMICHUB_DATABASE_URL": address, "XDG_DATA_HOME": "/x"})
    assert (config.store_url, config.port) == (address, 8321)
    assert config.data == Path("/x/academichub")


def test_a_nested_setting_of_the_environment_leaves_its_neighbours_in_the_file_standing(
    folder, monkeypatch
):
    write(folder, '[upstreams]\ncrossref = "http://a.example"\n[every]\narxiv = 5\n')
    monkeypatch.setenv("ACADEMICHUB_UPSTREAMS__ARXIV_OAI", "http://b.example/oai")
    config = Config.load()
    assert config.upstreams.crossref == "http://a.example"
    assert config.upstreams.arxiv_oai == "http://b.example/oai"
    assert config.upstreams.biorxiv == Upstreams().biorxiv
    assert config.every.of("arxiv") == timedelta(minutes=5)
    assert config.every.of("indexes") == timedelta(days=1)


@pytest.mark.parametrize("text", ["cs.LG, q-bio.NC", "cs.LG q-bio.NC", " cs.LG,q-bio.NC ,"])
def test_a_list_in_the_environment_is_written_with_commas_or_spaces(folder, monkeypatch, text):
    monkeypatch.setenv("ACADEMICHUB_ARXIV_CATEGORIES", text)
    assert Config.load().arxiv_categories == ("cs.LG", "q-bio.NC")


def test_a_list_in_the_file_is_a_list(folder):
    write(folder, 'journals = ["nature"]\ntrusted = ["127.0.0.1:80"]\n')
    assert Config.load().journals == ("nature",)
    assert Config.load().trusted == ("127.0.0.1:80",)


def test_the_folder_that_is_asked_for_wins_over_the_one_in_the_environment(
    folder, tmp_path_factory
):
    other = tmp_path_factory.mktemp("other")
    write(other, "port = 1234\n")
    config = Config.load(other)
    assert (config.data, config.port) == (other, 1234)


def test_a_folder_may_be_named_from_home_and_is_always_absolute(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ACADEMICHUB_DATA", "~/papers")
    assert Config.load().data == tmp_path / "papers"
    monkeypatch.chdir(tmp_path)
    assert Config.load(Path("here")).data == tmp_path / "here"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"ACADEMICHUB_DATA": "/a"}, Path("/a")),
        ({"ACADEMICHUB_DATA": "", "XDG_DATA_HOME": "/b"}, Path("/b/academichub")),
        ({"XDG_DATA_HOME": "/b"}, Path("/b/academichub")),
        ({}, Path.home() / ".local/share/academichub"),
    ],
)
def test_the_data_folder_is_the_users_own_unless_named(environ, expected):
    assert default_data(environ) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prot = 1\n", "prot"),
        ("[upstreams]\narxive = 'x'\n", "upstreams.arxive"),
        ("[every]\narxiv = 0\n", "every.arxiv"),
        ("port = 99999\n", "port"),
        ("port = 'a'\n", "port"),
        ("collect = 'perhaps'\n", "collect"),
    ],
)
def test_a_setting_that_is_unknown_or_wrong_is_named(folder, text, named):
    write(folder, text)
    with pytest.raises(ConfigurationError, match=f"setting {named}: "):
        Config.load()


def test_an_unknown_setting_of_the_environment_is_named_too(folder, monkeypatch):
    monkeypatch.setenv("ACADEMICHUB_PROT", "1")
    with pytest.raises(ConfigurationError, match="ACADEMICHUB_PROT"):
        Config.load()


def test_a_wrong_setting_of_the_environment_is_named(folder, monkeypatch):
    monkeypatch.setenv("ACADEMICHUB_EVERY__ARXIV", "never")
    with pytest.raises(ConfigurationError, match=r"every\.arxiv"):
        Config.load()


@pytest.mark.parametrize("body", [b"port = \n", b"\xff\xfe", b"[every\n"])
def test_a_file_that_is_no_toml_is_named(folder, body):
    (folder / "config.toml").write_bytes(body)
    with pytest.raises(ConfigurationError, match=r"config\.toml"):
        Config.load()


def test_a_secret_may_stand_in_a_file_of_its_own(folder, monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("postgresql://u:pass@db/x\n")
    monkeypatch.setenv("ACADEMICHUB_DATABASE_URL_FILE", str(secret))
    assert Config.load().store_url == "postgresql://u:pass@db/x"
    monkeypatch.setenv("ACADEMICHUB_DATABASE_URL_FILE", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="ACADEMICHUB_DATABASE_URL_FILE"):
        Config.load()


@pytest.mark.parametrize("how", ["environment", "file", "secret file"])
def test_secrets_are_never_shown(folder, monkeypatch, tmp_path, how):
    if how == "environment":
        monkeypatch.setenv("ACADEMICHUB_OPENALEX_KEY", "hunter2")
    elif how == "file":
        write(folder, 'openalex_key = "hunter2"\n')
    else:
        (tmp_path / "key").write_text("hunter2")
        monkeypatch.setenv("ACADEMICHUB_OPENALEX_KEY_FILE", str(tmp_path / "key"))
    config = Config.load()
    assert config.openalex_key is not None
    assert config.openalex_key.get_secret_value() == "hunter2"
    assert "hunter2" not in json.dumps(config.shown())
    assert "hunter2" not in repr(config)


def test_a_wrong_secret_is_not_told_in_the_error(folder):
    write(folder, 'openalex_key = ["hunter2"]\n')
    with pytest.raises(ConfigurationError, match="openalex_key") as raised:
        Config.load()
    assert "hunter2" not in str(raised.value)


def test_what_is_shown_names_every_setting(folder):
    shown = Config.load().shown()
    assert set(shown) == set(Config.model_fields)
    assert set(shown["upstreams"]) == set(Upstreams.model_fields)
    assert set(shown["every"]) == set(Every.model_fields)


def test_a_setting_cannot_be_changed_afterwards(folder):
    with pytest.raises(ValueError, match="frozen"):
        Config.load().port = 1


def test_no_test_sees_the_settings_of_whoever_runs_it():
    assert {name for name in os.environ if name.startswith(PREFIX) and "TEST" not in name} == {
        "ACADEMICHUB_DATA"
    }
