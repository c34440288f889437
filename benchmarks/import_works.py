"""Importing a file end to end, beside bare SQLite and bare tantivy fed the same rows.

    python benchmarks/import_works.py                      the whole sample of arXiv metadata
    python benchmarks/import_works.py --file works.jsonl --works 20000 --json

End to end is what ``academichub import`` does: read, clean, match, merge, store, index. The bare
side is given the very rows and documents this made, ready in memory, and only has to put them:
``sqlite3`` into the same tables, a thousand works a transaction, and tantivy into the same fields
with one commit. Each runs in a process of its own, one after the other, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

TABLES = ("works", "records", "identifiers", "days", "citations", "changes", "merges")


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _options(arguments)
    if asked.part:
        print(json.dumps(_PARTS[asked.part](Path(asked.folder), asked.file)))
        return
    folder = Path(tempfile.mkdtemp(prefix="academichub-import-", dir=asked.folder))
    try:
        source = _head(asked.file, asked.works, folder) if asked.works else asked.file
        parts = {name: _in_own_process(name, folder, source) for name in _PARTS}
    finally:
        shutil.rmtree(folder)
    report = _report(parts)
    print(json.dumps(report, indent=2) if asked.json else _told(report))


def ours(folder: Path, file: Path) -> dict[str, Any]:
    """Import *file* into a new data folder."""
    from academichub.config import Config
    from academichub.hub import Hub

    with Hub(Config.load(folder / "data", environ={})) as hub:
        hub.store.ledger.setting("starter")
        started, cpu = perf_counter(), process_time()
        counts = hub.import_files([file]).counts
        seconds, cpu = perf_counter() - started, process_time() - cpu
        works = hub.store.counts()["works"]
    return {"seconds": seconds, "cpu": cpu, "new": counts.new, "works": works, **_memory()}


def bare_sqlite(folder: Path, _: Path) -> dict[str, Any]:
    """Put the rows of our database into a bare one of the same tables."""
    made = sqlite3.connect(folder / "data" / "academichub.db")
    schema = [sql for (sql,) in made.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    rows = {table: made.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    made.close()
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=NORMAL")
    for sql in schema:
        bare.execute(sql)
    batches = max(1, len(rows["works"]) // 1000)
    started = perf_counter()
    for batch in range(batches):
        bare.execute("BEGIN")
        for table, all_rows in rows.items():
            step = -(-len(all_rows) // batches)
            part = all_rows[batch * step : (batch + 1) * step]
            if part:
                marks = ",".join("?" * len(part[0]))
                bare.executemany(f"INSERT INTO {table} VALUES ({marks})", part)
        bare.execute("COMMIT")
    seconds = perf_counter() - started
    bare.close()
    return {"seconds": seconds, **_memory()}


def bare_tantivy(folder: Path, _: Path) -> dict[str, Any]:
    """Put the documents of our index into a bare one of the same fields."""
    import tantivy

    from academichub.index import analysis, layout
    from academichub.store import Store

    with Store(f"sqlite:///{folder / 'data' / 'academichub.db'}") as store:
        fields = [layout.fields(number, work) for number, work in store.everything()]
    (folder / "bare-index").mkdir()
    index = tantivy.Index(layout.schema(), path=str(folder / "bare-index"))
    analysis.register(index)
    started = perf_counter()
    writer = index.writer(64_000_000, 1)
    for values in fields:
        writer.add_document(tantivy.Document(**values))
    writer.commit()
    writer.wait_merging_threads()
    return {"seconds": perf_counter() - started, **_memory()}


_PARTS = {"ours": ours, "bare_sqlite": bare_sqlite, "bare_tantivy": bare_tantivy}


def _in_own_process(part: str, folder: Path, file: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        __file__,
        "--part",
        part,
        "--folder",
        str(folder),
        "--file",
        str(file),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _report(parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    imported, works = parts["ours"], parts["ours"]["works"]
    bare = parts["bare_sqlite"]["seconds"] + parts["bare_tantivy"]["seconds"]
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "works": works,
        "seconds": imported["seconds"],
        "cpu_seconds": imported["cpu"],
        "works_per_second": works / imported["seconds"],
        "bare_sqlite_seconds": parts["bare_sqlite"]["seconds"],
        "bare_tantivy_seconds": parts["bare_tantivy"]["seconds"],
        "ratio_to_bare": imported["seconds"] / bare,
        "peak_memory_mb": imported["peak_memory_mb"],
    }


def _told(report: dict[str, Any]) -> str:
    return "\n".join(
        f"{name:24}{value:>14,.2f}" if isinstance(value, float) else f"{name:24}{value:>14}"
        for name, value in report.items()
    )


def _memory() -> dict[str, float]:
    return {"peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _head(file: Path, works: int, folder: Path) -> Path:
    import io

    import zstandard

    cut = folder / "head.jsonl"
    with file.open("rb") as packed, cut.open("w", encoding="utf-8") as out:
        text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        for _, line in zip(range(works), text, strict=False):
            out.write(line)
    return cut


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    beside = Path(__file__).parents[2] / "shared" / "data"
    data = Path(os.environ.get("ACADEMICHUB_TEST_DATA", beside))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, default=data / "arxiv" / "sample-160k.jsonl.zst")
    parser.add_argument("--works", type=int, help="only the first so many (of a .zst file)")
    parser.add_argument("--folder", help="where to work; everything is removed again")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
