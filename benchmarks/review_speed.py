"""How fast reviews without a model are, and how much memory they take.

    python benchmarks/review_speed.py                  1,000 works from their abstracts; papers of 20 pages
    python benchmarks/review_speed.py --works 200 --papers 3 --json

The first part asks for a batch of real works of consecutive days, in a store of its own, as a reader would
and makes it with one worker: text, audits, every part of the reading, citations, theorem links, distance,
everything kept. The second drops in papers of the unarXive sample, several as one where one is too short,
printed as PDFs of about 20 pages and written as the pages arXiv has, and reviews each from its bytes to the review. Times are of the clock, beside
them those of the processor: on a busy machine the latter hold. Memory is the peak of the process above what
it held when the works were stored.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

FIRST_DAY = "2026-02-02"
AIM = 2.0
"""Seconds a review of a paper of 20 pages may take."""
_PAGES = range(17, 25)
_FILE = Path(__file__)


def main() -> None:
    options = _options()
    if options.part:
        measure = many if options.part == "many" else papers
        print(json.dumps(measure(options)))
        return
    with tempfile.TemporaryDirectory(prefix="academichub-review-") as folder:
        file = Path(folder) / "works.pickle"
        file.write_bytes(pickle.dumps(list(_records(options.works))))
        report = {name: _in_own_process(name, file, options) for name in ("many", "papers")}
    print(json.dumps(report, indent=2) if options.json else _told(report))


def many(options: argparse.Namespace) -> dict[str, Any]:
    """What a batch of works takes from their abstracts."""
    with tempfile.TemporaryDirectory(prefix="academichub-review-") as folder, _desk(folder) as desk:
        return _batch(desk, options.file)


def _batch(desk: Any, works: str) -> dict[str, Any]:
    from academichub.collect import take
    from academichub.model import Page

    records = pickle.loads(Path(works).read_bytes())
    take(desk.hub.store, "arxiv-oai", Page(records=records), "2026-02-20T00:00:00Z")
    desk.hub.catch_up()
    held = _held()
    names = [f"arxiv:{one.key}" for one in records]
    batch = desk.reviews.ask_many("works", names, writer="extractive", limit=len(names))
    runs = desk.reviews.runs_of(batch.id)
    began, busy = perf_counter(), process_time()
    each = [_timed(partial(desk.reviews.make_now, run.id)) for run in runs]
    took, busy = perf_counter() - began, process_time() - busy
    made = [desk.reviews.get(run.id) for run in runs]
    return {
        "works": len(runs),
        "done": sum(one.review is not None for one in made),
        "seconds": took,
        "busy": busy,
        "a second": len(runs) / took,
        "median": median(each),
        "slowest": max(each),
        "memory": _peak() - held,
        "findings": sum(len(one.review.findings) for one in made if one.review),
        "stages": _stages(made),
    }


def papers(options: argparse.Namespace) -> dict[str, Any]:
    """What a paper takes from its bytes to its review, as a PDF and as a page."""
    with tempfile.TemporaryDirectory(prefix="academichub-review-") as folder, _desk(folder) as desk:
        return {"papers": [_paper(desk, *one) for one in _printed(options.papers)]}


def _paper(desk: Any, paper: Any, pdf: bytes, pages: int) -> dict[str, Any]:
    import fulltext_made
    from academichub.fulltext import of_bytes

    row: dict[str, Any] = {"paper": paper.name, "pages": pages}
    for form, body in (("PDF", pdf), ("page", fulltext_made.page(paper))):
        row[f"{form}, reading"] = _timed(partial(of_bytes, body))
        busy = process_time()
        row[form] = _timed(partial(_review, desk, paper.name, body))
        row[f"{form}, busy"] = process_time() - busy
    return row


def _review(desk: Any, name: str, body: bytes) -> None:
    run = desk.reviews.drop(name, body, writer="extractive")
    made = desk.reviews.make_now(run.id)
    assert made.review is not None, made.run.error


def _stages(made: list[Any]) -> dict[str, float]:
    """Milliseconds of each stage, all works together, as the reviews themselves account for them."""
    took: dict[str, float] = {}
    for one in made:
        for stage in one.review.stages if one.review else ():
            took[stage.stage] = took.get(stage.stage, 0) + stage.milliseconds
    return took


@contextmanager
def _desk(folder: str) -> Iterator[Any]:
    from academichub.accounts import ALONE
    from academichub.config import Config
    from academichub.desk import Desk
    from academichub.hub import Hub

    with Hub(Config.load(Path(folder), environ={})) as hub:
        hub.store.ledger.put_setting("starter", "removed")
        yield Desk(hub, ALONE)


def _records(most: int) -> Iterator[Any]:
    """Works of the first days from `FIRST_DAY` on, as arXiv would announce them."""
    from academichub.testing import arxiv_record
    from academichub.text import plain
    from radar_quality_readers import _work
    from search_rows import data_path, read

    rows = read(data_path(None).with_name("recent-50k.jsonl.zst"))
    wanted = sorted((one for one in rows if one["announced"] >= FIRST_DAY), key=_when)
    for work in map(_work, wanted[:most]):
        yield arxiv_record(
            work.id.partition(":")[2], plain(work.title), abstract=plain(work.abstract or ""),
            authorships=work.authorships, primary_category=work.primary_category,
            categories=work.categories, posted_on=work.posted_on,
        )  # fmt: skip


def _when(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["announced"], row["id"]


def _printed(most: int) -> Iterator[tuple[Any, bytes, int]]:
    """Papers of the sample whose PDF is about 20 pages long; short ones go on as the next one."""
    from pypdfium2 import PdfDocument

    import fulltext_made
    from search_rows import data_path

    found, whole = 0, None
    for paper in fulltext_made.papers(data_path(None).parents[1], 400):
        whole = _joined(whole, paper) if whole else paper
        pdf = fulltext_made.print_of(whole, 1)
        pages = len(PdfDocument(pdf))
        if pages in _PAGES and found < most:
            found += 1
            yield whole, pdf, pages
        if pages >= _PAGES.start:
            whole = None


def _joined(one: Any, other: Any) -> Any:
    from fulltext_made import Paper

    first = len(one.entries)
    moved = [
        (title, [[t + first if isinstance(t, int) else t for t in row] for row in there])
        for title, there in other.sections
    ]
    return Paper(one.name, one.title, [*one.sections, *moved], [*one.entries, *other.entries])


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _in_own_process(part: str, file: Path, options: argparse.Namespace) -> dict[str, Any]:
    command = [
        sys.executable, str(_FILE), "--part", part, "--file", str(file), "--papers", str(options.papers),
    ]  # fmt: skip
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def _told(report: Mapping[str, Mapping[str, Any]]) -> str:
    one = report["many"]
    stages = ", ".join(f"{name} {took / 1000:.1f} s" for name, took in one["stages"].items())
    batch = (
        f"{one['works']} works from their abstracts, {one['done']} reviewed, {one['findings']} findings: "
        f"{one['seconds']:.1f} s, {one['a second']:.1f} a second (of the processor {one['busy']:.1f} s); "
        f"median {one['median'] * 1000:.0f} ms, slowest {one['slowest'] * 1000:.0f} ms; "
        f"{one['memory']:.0f} MB above the stored works\n  {stages}"
    )
    return "\n".join([batch, *map(_line, report["papers"]["papers"])])


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['paper']}, {row['pages']} pages: PDF {row['PDF']:.2f} s (aim {AIM} s; reading it "
        f"{row['PDF, reading']:.2f} s; of the processor {row['PDF, busy']:.2f} s), "
        f"page {row['page']:.2f} s (reading it {row['page, reading']:.2f} s)"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast reviews without a model are.")
    parser.add_argument("--works", type=int, default=1000)
    parser.add_argument("--papers", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--file", help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=("many", "papers"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
