"""A morning: a store of real papers, a thousand readers, each one's digest ready to be sent.

The works are real; the newest are spread over the last 14 days, as many a day as asked for, so
that a reader's window is as full as it is where everything is collected. A reader is an author of
at least five of the older works, who saved up to 40 of them. Two processes prepare the digests by
the program's own way: the radar's edition ranked, chosen, kept in the store, then rendered as text
and HTML. Their time is from the start of the processes to the last digest.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from academichub import deliver
from academichub.config import Config
from academichub.deliver.contents import Envelope
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.language import language
from academichub.profile import FollowedAuthor, Profile, Reader
from academichub.render.digest import as_html, as_text
from academichub.sources.formats.arxiv import authors_of, whole_id
from academichub.text import author_key
from search_rows import data_path, read

NOW = datetime(2026, 6, 12, 6, 0, tzinfo=UTC)
DAYS, PROCESSES = 14, 2
_LEAST, _MOST, _TEAM = 5, 40, 30
_SEED = 20_260_612


def store(options: argparse.Namespace) -> dict[str, Any]:
    """Import the works, make their features, and give every reader a radar."""
    folder = Path(options.folder)
    rows = sorted(read(data_path(options.data)), key=lambda row: row.get("created") or "")
    rows = rows[-options.works :]
    recent = min(DAYS * options.per_day, len(rows) // 2)
    readers = _readers(rows[:-recent], options.readers)
    with (folder / "works.jsonl").open("w", encoding="utf-8") as file:
        for at, row in enumerate(rows):
            ago = (len(rows) - 1 - at) // options.per_day
            day = {"created": str((NOW - timedelta(days=ago)).date())} if ago < DAYS else {}
            file.write(json.dumps({**row, **day}) + "\n")
    times = {}
    with _hub(folder) as hub:
        start = perf_counter()
        hub.import_files([folder / "works.jsonl"])
        times["import"] = perf_counter() - start
        start = perf_counter()
        count = hub.matrix.count
        times["features"] = perf_counter() - start
        start = perf_counter()
        for reader, profile in readers:
            hub.store.readers.add(reader)
            Desk(hub, reader).radars.create("Morning", profile)
        times["readers"] = perf_counter() - start
    return {"works": count, "readers": len(readers), "seconds": times}


def digests(options: argparse.Namespace) -> dict[str, Any]:
    """Prepare everyone's digest with two processes; the wall time of both together."""
    with _hub(Path(options.folder)) as hub:
        names = [reader.id for reader in _everyone(hub)]
    spawn = multiprocessing.get_context("spawn")
    start = perf_counter()
    with spawn.Pool(PROCESSES) as pool:
        parts = [(options.folder, names[at::PROCESSES]) for at in range(PROCESSES)]
        done = pool.starmap(morning, parts)
    seconds = perf_counter() - start
    return {
        "digests": sum(one["digests"] for one in done),
        "works": sum(one["works"] for one in done),
        "candidates": max(one["candidates"] for one in done),
        "megabytes": sum(one["bytes"] for one in done) / 1e6,
        "seconds": seconds,
        "processor_seconds": sum(one["processor_seconds"] for one in done),
        "first_ms": max(one["first_ms"] for one in done),
        "median_ms": sum(one["median_ms"] for one in done) / len(done),
        "memory": [one["memory"] for one in done],
    }


def morning(folder: str, names: list[str]) -> dict[str, Any]:
    """Prepare the digests of these readers, one after the other."""
    t, at, day = language("en"), "2026-06-12T06:00:00Z", str(NOW.date())
    report: dict[str, Any] = defaultdict(int)
    times = []
    with _hub(Path(folder)) as hub:
        for reader in (one for one in _everyone(hub) if one.id in set(names)):
            start = perf_counter()
            radars = Desk(hub, reader).radars
            edition = radars.prepare(None, day)
            if edition is not None:
                envelope = Envelope(f"{reader.id}-{day}", day, at, "https://hub.example.org", None)
                digest = deliver.digest(edition.radar, [edition], envelope, _finder(hub), t)
                report["bytes"] += len(as_text(digest, t)) + len(as_html(digest, t))
                report["digests"] += 1
                report["works"] += len(edition.items)
                report["candidates"] = max(report["candidates"], edition.candidates)
            times.append(1000 * (perf_counter() - start))
    return {
        **report,
        "processor_seconds": process_time(),
        "first_ms": times[0],
        "median_ms": sorted(times)[len(times) // 2],
        "memory": memory(),
    }


def told(made: dict[str, Any], done: dict[str, Any]) -> str:
    """What came out, in lines."""
    seconds = made["seconds"]
    return "\n".join(
        [
            (
                f"{made['works']:,} works imported in {seconds['import']:.0f} s, their features made"
                f" in {seconds['features']:.0f} s ({made['works'] / seconds['features']:,.0f} a second)"
            ),
            (
                f"{done['digests']:,} digests of {done['works']:,} works from {done['candidates']:,}"
                f" candidates each in {done['seconds']:.1f} s by {PROCESSES} processes"
                f" ({done['processor_seconds']:.0f} s of the processor);"
                f" {done['median_ms']:.0f} ms each, {done['first_ms']:.0f} the first"
            ),
            *(
                f"  memory of one: {one['own_mb']:.0f} MB own, {one['mapped_mb']:.0f} MB mapped"
                for one in done["memory"]
            ),
        ]
    )


def memory() -> dict[str, float]:
    """Of this process now: its own, and what it has mapped from files."""
    status = Path("/proc/self/status").read_text().splitlines()
    read_off = {line.split(":")[0]: int(line.split()[1]) for line in status if "Rss" in line}
    return {"own_mb": read_off["RssAnon"] / 1e3, "mapped_mb": read_off["RssFile"] / 1e3}


def _readers(rows: list[dict[str, Any]], count: int) -> list[tuple[Reader, Profile]]:
    written: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        authors = authors_of(row.get("authors"))
        if len(authors) <= _TEAM:
            for author in authors:
                key = author_key(author.name)
                names[key] = author.name
                written[key].append(row)
    keys = sorted(key for key, own in written.items() if len(own) >= _LEAST and " " in key)
    random.Random(_SEED).shuffle(keys)
    return [
        (
            Reader(f"reader-{at}", names[key], created_at="2026-06-01T00:00:00Z"),
            Profile(
                authors=(FollowedAuthor(names[key]),),
                seeds=tuple(f"arxiv:{whole_id(row['id'])}" for row in written[key][-_MOST:]),
            ),
        )
        for at, key in enumerate(keys[:count])
    ]


def _everyone(hub: Hub) -> list[Reader]:
    return [one for one in hub.store.readers.all() if one.id.startswith("reader-")]


def _finder(hub: Hub) -> deliver.contents.Find:
    def find(names: Any) -> dict[str, Any]:
        numbers = hub.store.numbers(names)
        works = hub.store.works(list(set(numbers.values())))
        return {name: works[number] for name, number in numbers.items() if number in works}

    return find


def _hub(folder: Path) -> Hub:
    return Hub(Config.load(folder / "data", environ={}), clock=lambda: NOW)
