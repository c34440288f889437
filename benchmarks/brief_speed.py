"""How fast a briefing without a model is, stage by stage, and how much memory it takes.

    python benchmarks/brief_speed.py                     25, 100 and 400 works, some seconds
    python benchmarks/brief_speed.py --sizes 25 --model 5 --json

Briefs real papers of consecutive days, all fields mixed, from the works to the whole brief: gather
the evidence, find themes and bridges, lay out, write, check every statement against its source, put
together. Wall times, and the time of the processors beside them: on a busy machine the latter holds.
Each size runs in a process of its own: once cold, imports included, then warm, of which
medians are printed. Memory is the peak of the process above what it held with the works read.
Beside it in the same process stands what anyone would take for the grouping alone: our sentence
splitter, scikit-learn's TF-IDF and its k-means with the square root of half the works as k.

With --model, the same works are briefed by the prompted writer too, and our share in its time is
printed; see `brief_speed_model`.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

SIZES, AIMS = (25, 100, 400), {25: 0.5, 100: 1.5, 400: 5.0}
FIRST_DAY = "2026-02-02"
_REPEATS = 5
_FILE = Path(__file__)


def main() -> None:
    options = _options()
    if options.part:
        print(json.dumps(measured(Path(options.part), options.model)))
        return
    report = {}
    with tempfile.TemporaryDirectory(prefix="academichub-brief-") as folder:
        for size, works in _drawn(options):
            file = Path(folder) / f"{size}.pickle"
            file.write_bytes(pickle.dumps(works))
            report[size] = _in_own_process(file, options.model)
    print(json.dumps(report, indent=2) if options.json else _told(report))


def measured(file: Path, delay: float) -> dict[str, Any]:
    """What briefing the works in *file* takes, cold and warm, beside the rival."""
    works = pickle.loads(file.read_bytes())
    before = _held()
    began = perf_counter()
    cold = stages(works)
    whole = perf_counter() - began
    peak = _peak() - before
    warm = [stages(works) for _ in range(_REPEATS)]
    first = warm[0].pop("brief")
    cold.pop("brief")
    for one in warm[1:]:
        one.pop("brief")
    typical = {name: median(one[name] for one in warm) for name in warm[0]}
    busy = typical.pop("busy")
    rival, rival_busy = (
        median(one)
        for one in zip(*(_timed(lambda: k_means(works)) for _ in range(_REPEATS)), strict=True)
    )
    return {
        "works": len(works),
        "cold": whole,
        "warm": sum(typical.values()),
        "busy": busy,
        "stages": typical,
        "memory": peak,
        "rival": rival,
        "rival busy": rival_busy,
        "themes": len(first.themes),
        "bridges": len(first.bridges),
        "statements": sum(len(one.statements) for one in first.themes),
        "prompted": prompted(works, delay) if delay else None,
    }


def stages(works: Sequence[Any]) -> dict[str, Any]:
    """Seconds of each stage of one briefing, and the ``brief``."""
    from academichub import bridges, evidence, extractive, outline, themes
    from academichub.argument import Ask, Provenance
    from academichub.bridges import Meetings
    from academichub.brief import checking

    took: dict[str, Any] = {}

    def stage(name: str, act: Callable[[], Any]) -> Any:
        began, busy = perf_counter(), process_time()
        made = act()
        took[name] = perf_counter() - began
        took["busy"] = took.get("busy", 0.0) + process_time() - busy
        return made

    ask = Ask("works", "", "Mixed fields", works=tuple(work.id for work in works))
    said = stage("gather", lambda: evidence.gather(works))
    found = stage("themes", lambda: themes.find(works, said))
    joined = stage("bridges", lambda: bridges.find(found, works, said, Meetings.none()))
    crossed = stage("crossings", lambda: bridges.crossings(works, said))
    made = stage(
        "outline",
        lambda: outline.make(ask, works, said, found, joined, crossed, works[-1].date),
    )
    parts = stage("write", lambda: {one.key: extractive.write(one, made) for one in made.sections})
    texts = checking.texts(works)
    kept = stage(
        "check", lambda: {one.key: _kept(one, parts[one.key], texts) for one in made.sections}
    )
    how = Provenance("extractive", "2026-01-01T00:00:00Z", 0, "", "", ())
    took["brief"] = stage("compose", lambda: extractive.compose(made, kept, "b", how))
    return took


def _kept(section: Any, statements: Any, texts: Mapping[str, Any]) -> tuple[Any, ...]:
    from academichub.argument import Part
    from academichub.brief import checking

    part = Part(section.key, statements)
    return checking.checked(part, section, texts).statements


def k_means(works: Sequence[Any]) -> None:
    """Sentences and groups as one would make them in an afternoon."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    from academichub.text import sentences

    for work in works:
        sentences(work.abstract or "")
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        f"{work.title} {work.abstract}" for work in works
    )
    KMeans(max(2, round((len(works) / 2) ** 0.5)), n_init=10, random_state=0).fit(vectors)


def prompted(works: Sequence[Any], delay: float) -> dict[str, float]:
    """What a prompted briefing takes beyond its model; the first of two only warms up."""
    import brief_speed_model

    brief_speed_model.measured(works, 0.0)
    return brief_speed_model.measured(works, delay)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    began, busy = perf_counter(), process_time()
    act()
    return perf_counter() - began, process_time() - busy


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _drawn(options: argparse.Namespace) -> Sequence[tuple[int, Sequence[Any]]]:
    """The works of the first days from `FIRST_DAY` on, as the program would hold them."""
    from academichub.text import plain
    from radar_quality_readers import _work
    from search_rows import data_path, read

    path = data_path(options.data)
    rows = read(path.with_name("recent-50k.jsonl.zst") if not options.data else path)
    wanted = sorted((one for one in rows if one["announced"] >= FIRST_DAY), key=_when)
    taken = [_work(row) for row in wanted[: max(options.sizes)]]
    works = [
        replace(work, title=plain(work.title), abstract=plain(work.abstract or ""))
        for work in taken
    ]
    return [(size, works[:size]) for size in options.sizes]


def _when(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["announced"], row["id"]


def _in_own_process(file: Path, delay: float) -> dict[str, Any]:
    command = [sys.executable, str(_FILE), "--part", str(file), "--model", str(delay)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def _told(report: Mapping[int, Mapping[str, Any]]) -> str:
    lines = []
    for size, one in report.items():
        aim = f" (aim {AIMS[size]} s)" if size in AIMS else ""
        lines.append(
            f"{one['works']} works: {one['warm']:.2f} s warm{aim}, of the processor {one['busy']:.2f} s, {one['cold']:.2f} s cold with imports, "
            f"{one['memory']:.0f} MB above the works; {one['themes']} themes, {one['bridges']} bridges"
        )
        shares = ", ".join(
            f"{name} {took * 1000:.0f} ms ({took / one['warm']:.0%})"
            for name, took in one["stages"].items()
        )
        lines.append(f"  {shares}")
        ratio = one["busy"] / one["rival busy"]
        lines.append(
            f"  TF-IDF and k-means alone: {one['rival']:.2f} s, of the processors {one['rival busy']:.2f} s; ours takes {ratio:.1f} times that of them"
        )
        if told := one["prompted"]:
            share = told["ours"] / told["model"]
            lines.append(
                f"  prompted, {told['questions']:.0f} questions of a model that takes its time: {told['whole']:.2f} s, of them "
                f"{told['model']:.2f} s the model's; ours is {told['ours']:.2f} s, {share:.1%} beyond it "
                f"({told['busy']:.2f} s of the processor)"
            )
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast a briefing without a model is.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--data", help="a file of rows; else recent-50k of the recorded data")
    parser.add_argument("--model", type=float, default=0.0, metavar="SECONDS",
                        help="brief with a model, too, that takes so long for each answer")  # fmt: skip
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
