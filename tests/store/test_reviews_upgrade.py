"""A store, and a backup, from before there were reviews."""

from __future__ import annotations

import zipfile
from importlib import resources
from pathlib import Path

import orjson
import pytest
from alembic import command
from alembic.config import Config

from academichub.argument import Ask
from academichub.errors import BackupError
from academichub.store import Store, backup
from academichub.store.briefs import Asked
from academichub.store.engine import HEAD, open_engine, to_write

AT = "2026-06-25T07:00:00Z"
BRIEF = Asked("b1", "ada", Ask("day", "d", "d"), "extractive", None, "done", "", 1, 1, AT)
NEW = {"authorships", "batches", "comments", "events", "findings", "reviews", "stages"}


def upgrade(url: str, revision: str) -> None:
    engine, config = open_engine(url), Config()
    folder = resources.files("academichub.store") / "migrations"
    config.set_main_option("script_location", str(folder))
    with to_write(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_an_older_store_keeps_what_it_has_and_takes_reviews(store_url: str):
    upgrade(store_url, "0003")
    insert = (
        "INSERT INTO settings VALUES ('starter', '1')",
        "INSERT INTO flags VALUES ('b1', 't1.1', 'ada', 'wrong', '', '', 'now')",
    )
    engine = open_engine(store_url)
    with to_write(engine) as connection:
        for line in insert:
            connection.exec_driver_sql(line)
    engine.dispose()
    with Store(store_url) as store:
        assert store.ledger.setting("starter") == 1
        assert store.reviews.unfinished() == []
        assert len(store.readers.everything("ada")["flags"]) == 1


def test_a_backup_from_before_there_were_reviews_is_restored(store: Store, tmp_path: Path):
    store.briefs.add(BRIEF)
    whole, older = tmp_path / "whole.zip", tmp_path / "older.zip"
    backup.write(store.engine, whole, AT)
    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with pytest.raises(BackupError, match="lacks"):
            backup.restore(other.engine, without_reviews(whole, older, HEAD))
        backup.restore(other.engine, without_reviews(whole, older, "0003"))
        assert other.briefs.get("b1") == BRIEF
        assert other.reviews.unfinished() == []


def without_reviews(whole: Path, older: Path, schema: str) -> Path:
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(older, "w") as written:
        manifest = orjson.loads(read.read("manifest.json"))
        manifest["schema"] = schema
        for name in NEW:
            del manifest["parts"][name]
        for name in manifest["parts"]:
            written.writestr(f"{name}.jsonl", read.read(f"{name}.jsonl"))
        written.writestr("manifest.json", orjson.dumps(manifest))
    return older
